package payload

import (
	"encoding/json"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// An Opt is a value that may be null or absent: null goes out as null, and an
// absent one is left out of the request body. The zero Opt is absent. It is for
// fields of structs, see [FromStruct], where a plain Go type cannot tell false,
// 0 and "" from nothing:
//
//	type Lead struct {
//		LastName string            `zoho:"Last_Name"`
//		OptOut   payload.Opt[bool] `zoho:"Email_Opt_Out"`
//	}
//	lead := Lead{LastName: "Boyle", OptOut: payload.Some(false)}
//
// It needs no omitempty or omitzero there. To encoding/json an absent Opt is
// null, or left out with omitzero.
type Opt[T any] struct {
	value T
	state optState
}

// An optState says what an Opt is. An Opt that is not optSome holds the zero T.
type optState uint8

const (
	optAbsent optState = iota
	optNull
	optSome
)

// Some returns an Opt that holds v. When v is a nil pointer, it goes out as
// null.
func Some[T any](v T) Opt[T] { return Opt[T]{v, optSome} }

// Null returns an Opt that is null.
func Null[T any]() Opt[T] { return Opt[T]{state: optNull} }

// Get returns the value that o holds, or false when it is null or absent.
func (o Opt[T]) Get() (v T, ok bool) { return o.value, o.state == optSome }

// IsAbsent reports whether o is the zero Opt.
func (o Opt[T]) IsAbsent() bool { return o.state == optAbsent }

// IsNull reports whether o is null.
func (o Opt[T]) IsNull() bool { return o.state == optNull }

var _ fieldtype.Optional = (*Opt[int])(nil)

// Optional makes an Opt a [fieldtype.Optional].
func (o *Opt[T]) Optional() (value any, ok bool) {
	switch o.state {
	case optSome:
		return &o.value, true
	case optNull:
		return nil, true
	}
	return nil, false
}

// MarshalJSON returns what the value gives, or null.
func (o Opt[T]) MarshalJSON() ([]byte, error) {
	if v, ok := o.Get(); ok {
		return json.Marshal(v)
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads null or a value. A field that the JSON does not have
// stays absent.
func (o *Opt[T]) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		*o = Null[T]()
		return nil
	}
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*o = Some(v)
	return nil
}
