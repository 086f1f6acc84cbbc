package record

import (
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// SetText sets a field to the text that o holds; see [Record.Text]. A null Opt sets
// it to null, and an absent one does not change the record. Generated code calls this
// function and the ones like it.
func SetText[T ~string](r *Record, apiName string, o Opt[T]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v T) *Record { return r.Text(apiName, string(v)) })
}

// SetInt sets a field to the integer that o holds; see [Record.Int] and [SetText].
func SetInt(r *Record, apiName string, o Opt[int64]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v int64) *Record { return r.Int(apiName, v) })
}

// SetDecimal sets a field to the number that o holds; see [Record.Decimal] and
// [SetText].
func SetDecimal(r *Record, apiName string, o Opt[fieldtype.Decimal]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v fieldtype.Decimal) *Record {
		return r.Value(apiName, fieldtype.NumberOf(v))
	})
}

// SetBool sets a field to the boolean that o holds; see [Record.Bool] and
// [SetText].
func SetBool(r *Record, apiName string, o Opt[bool]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v bool) *Record { return r.Bool(apiName, v) })
}

// SetTime sets a Date or Date/Time field to the time that o holds; see
// [Record.DateTime] and [SetText].
func SetTime(r *Record, apiName string, o Opt[time.Time]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v time.Time) *Record { return r.DateTime(apiName, v) })
}

// SetLookup sets a field to the object {"id":id} of the id that o holds; see
// [Record.Lookup] and [SetText].
func SetLookup[T ~string](r *Record, apiName string, o Opt[T]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v T) *Record { return r.Lookup(apiName, string(v)) })
}

// SetMultiSelect sets a Multi-select picklist to the values that o holds; see
// [Record.MultiSelect] and [SetText].
func SetMultiSelect[T ~string](r *Record, apiName string, o Opt[[]T]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v []T) *Record { return r.MultiSelect(apiName, texts(v)...) })
}

// SetLookups sets a multi-select lookup or multi-user lookup to the ids that o
// holds; see [Record.Lookups] and [SetText].
func SetLookups[T ~string](r *Record, apiName, inner string, o Opt[[]T]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v []T) *Record { return r.Lookups(apiName, inner, texts(v)...) })
}

// SetRows sets a subform to the rows that o holds; see [Record.Subform] and
// [SetText]. A nil row is null.
func SetRows[T interface{ Record() *Record }](r *Record, apiName string, o Opt[[]T]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v []T) *Record {
		rows := make([]*Record, len(v))
		for i := range v {
			if any(v[i]) != nil {
				rows[i] = v[i].Record()
			}
		}
		return r.Subform(apiName, rows...)
	})
}

// SetAny sets a field to the Go value that o holds; see [Record.Set] and
// [SetText].
func SetAny(r *Record, apiName string, o Opt[any]) *Record {
	return SetOpt(r, apiName, o, func(r *Record, v any) *Record { return r.Set(apiName, v) })
}

// SetOpt calls set with the value that o holds. A null Opt sets the field to null
// without a call. An absent Opt, or a nil function, does not change the record.
func SetOpt[T any](r *Record, apiName string, o Opt[T], set func(r *Record, v T) *Record) *Record {
	switch o.state {
	case optSome:
		if set != nil {
			return set(r, o.value)
		}
	case optNull:
		return r.Null(apiName)
	}
	if r == nil {
		return New()
	}
	return r
}

// texts returns a list of texts of a type as texts.
func texts[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i := range list {
		all[i] = string(list[i])
	}
	return all
}
