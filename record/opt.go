package record

import (
	"bytes"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"reflect"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// An Opt is a value, null, or absent. Null is written as null, and an absent Opt is
// left out. The zero Opt is absent. Use it for fields of structs (see [FromStruct])
// in which false, 0 and "" differ from no value:
//
//	type Lead struct {
//		LastName string            `zoho:"Last_Name"`
//		OptOut   record.Opt[bool] `zoho:"Email_Opt_Out"`
//	}
//	lead := Lead{LastName: "Boyle", OptOut: record.Some(false)}
//
// An Opt needs no omitempty or omitzero for this package. encoding/json writes an
// absent Opt as null, or leaves it out with omitzero.
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

// Some returns an Opt that holds v. A nil pointer is written as null.
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

// Optional implements [fieldtype.Optional]. A nil *Opt is absent.
func (o *Opt[T]) Optional() (value any, ok bool) {
	switch {
	case o == nil || o.state == optAbsent:
		return nil, false
	case o.state == optNull:
		return nil, true
	}
	return &o.value, true
}

// MarshalJSON returns the JSON of the value, or null. An error does not quote the
// value.
func (o Opt[T]) MarshalJSON() (data []byte, err error) {
	v, ok := o.Get()
	if !ok {
		return []byte("null"), nil
	}
	defer recovered[T]("its MarshalJSON panicked", &err)
	if data, err = json.Marshal(v); err != nil {
		return nil, &optError[T]{"it cannot be marshaled"}
	}
	return data, nil
}

// UnmarshalJSON reads null or a value. A field that is not in the JSON stays absent.
// An error does not quote the value and does not change o.
func (o *Opt[T]) UnmarshalJSON(data []byte) (err error) {
	defer recovered[T]("its UnmarshalJSON panicked", &err)
	var v T
	if string(bytes.TrimSpace(data)) == "null" {
		*o = Null[T]()
		return nil
	}
	if json.Unmarshal(data, &v) != nil {
		return &optError[T]{"the JSON has another type"}
	}
	*o = Some(v)
	return nil
}

// Scan implements sql.Scanner: NULL is null. An error does not quote the value and
// does not change o.
func (o *Opt[T]) Scan(src any) (err error) {
	defer recovered[T]("its Scan panicked", &err)
	var v sql.Null[T]
	if v.Scan(src) != nil {
		return &optError[T]{"the column has another type"}
	}
	if *o = Null[T](); v.Valid {
		*o = Some(v.V)
	}
	return nil
}

// Value implements driver.Valuer: null and an absent Opt are NULL. An error does not
// quote the value.
func (o Opt[T]) Value() (value driver.Value, err error) {
	v, ok := o.Get()
	if !ok {
		return nil, nil
	}
	defer recovered[T]("its Value panicked", &err)
	if value, err = driver.DefaultParameterConverter.ConvertValue(v); err != nil {
		return nil, &optError[T]{"it is no value of a database"}
	}
	return value, nil
}

// recovered, when deferred, makes an error of a panic in a method of T.
func recovered[T any](problem string, err *error) {
	if recover() != nil {
		*err = &optError[T]{problem}
	}
}

// An optError says why an Opt cannot be converted. It holds nothing of the value.
type optError[T any] struct{ problem string }

func (e *optError[T]) Error() string {
	return "Opt of " + reflect.TypeFor[T]().String() + ": " + e.problem
}
