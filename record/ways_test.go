package record_test

import (
	"iter"
	"reflect"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/record"
)

// A field is an API name with a Go value.
type field struct {
	name  string
	value any
}

// ways returns the record of fields in each way that takes any Go value. The map
// holds the same fields.
func ways(t testing.TB, fields []field, m map[string]any) iter.Seq2[string, *record.Record] {
	t.Helper()
	row := structOf(fields)
	fromStruct, err := record.FromStruct(row.Interface())
	if err != nil {
		t.Fatal(err)
	}
	set := record.New()
	for _, f := range fields {
		set.Set(f.name, f.value)
	}
	return func(yield func(string, *record.Record) bool) {
		_ = yield("setters", set) &&
			yield("FromMap", record.FromMap(m)) &&
			yield("ViewMap", record.New().ViewMap(m)) &&
			yield("FromStruct", fromStruct) &&
			yield("FromStruct by value", record.New().SetStruct(row.Elem().Interface())) &&
			yield("ViewStruct", record.New().ViewStruct(row.Interface())) &&
			yield("FromFields", record.FromFields(func(yield func(string, fieldtype.Value) bool) {
				for _, f := range fields {
					if !yield(f.name, fieldtype.ValueOf(f.value)) {
						return
					}
				}
			}))
	}
}

// structOf returns a pointer to a struct with these fields, each of the type of
// its value.
func structOf(fields []field) reflect.Value {
	var types []reflect.StructField
	for i, f := range fields {
		t := reflect.TypeOf(f.value)
		if t == nil {
			t = reflect.TypeFor[any]()
		}
		types = append(types, reflect.StructField{
			Name: "F" + string(rune('a'+i/26)) + string(rune('a'+i%26)), Type: t, Tag: reflect.StructTag(`zoho:"` + f.name + `"`),
		})
	}
	row := reflect.New(reflect.StructOf(types))
	for i, f := range fields {
		if f.value != nil {
			row.Elem().Field(i).Set(reflect.ValueOf(f.value))
		}
	}
	return row
}
