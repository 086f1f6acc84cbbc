package fieldtype

// An Optional is a Go value that can be null or absent, such as record.Opt. [ValueOf]
// calls its method.
type Optional interface {
	// Optional returns the value or a pointer to it, which avoids an allocation. It
	// returns nil for null, and false if the value is absent.
	Optional() (value any, ok bool)
}

// optional converts the value of o, one level deeper: an Optional may hold another
// one without end.
func (c *converter) optional(o Optional, depth int) Value {
	var value any
	var ok bool
	err := guard(func() error { value, ok = o.Optional(); return nil })
	switch {
	case err != nil:
		return methodProblem(o, err)
	case !ok:
		return Value{}
	}
	// A pointer avoids a copy of the value.
	switch p := value.(type) {
	case *string:
		if p != nil {
			return Text(*p)
		}
	case *bool:
		if p != nil {
			return Bool(*p)
		}
	case *int:
		if p != nil {
			return Int(int64(*p))
		}
	case *int64:
		if p != nil {
			return Int(*p)
		}
	case *float64:
		if p != nil {
			return Float(*p)
		}
	}
	return c.of(value, depth-1)
}
