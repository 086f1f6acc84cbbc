package fieldtype

// An Optional is a Go value that beside a value can be null or absent, such as
// record.Opt. [ValueOf] asks it which of these it is.
type Optional interface {
	// Optional returns the value or, to spare memory, a pointer to it; nil
	// for null; and false when the value is absent.
	Optional() (value any, ok bool)
}

// optional converts what o holds. A value may be an Optional in turn, and so on
// without end, which is why it is one level deeper.
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
	// A pointer says where a value is without a copy of it.
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
