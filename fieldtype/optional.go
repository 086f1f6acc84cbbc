package fieldtype

import "time"

// An Optional is a Go value that beside a value can be null or absent, such as
// payload.Opt. [Of] and [AppendStruct] ask it which of these it is.
type Optional interface {
	// Optional returns the value or, to spare memory, a pointer to it; nil
	// for null; and false when the value is absent.
	Optional() (value any, ok bool)
}

// optional converts what o holds. A value may be an Optional in turn, and so on
// without end, which is why it is one level deeper.
func (c *converter) optional(o Optional, depth int) Value {
	value, ok := o.Optional()
	if !ok {
		return Value{}
	}
	// A pointer says where a value is without a copy of it.
	switch p := value.(type) {
	case *string:
		return Text(*p)
	case *bool:
		return Bool(*p)
	case *int:
		return Int(int64(*p))
	case *int64:
		return Int(*p)
	case *float64:
		return Float(*p)
	case *time.Time:
		return Time(*p)
	}
	return c.of(value, depth-1)
}
