package fieldtype

import (
	"reflect"
	"testing"

	"github.com/seed12a3e673/zohocrm"
)

// nonZero returns a value of a type that is not its zero value.
func nonZero(t *testing.T, of reflect.Type) reflect.Value {
	t.Helper()
	v := reflect.New(of).Elem()
	switch of.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.String:
		v.SetString("x")
	case reflect.Slice:
		v.Set(reflect.MakeSlice(of, 1, 1))
	case reflect.Struct:
		v.Field(0).Set(nonZero(t, of.Field(0).Type))
	default:
		t.Fatalf("no value of %v", of)
	}
	return v
}

// What compile has not taken of a spec is a limit, whichever field it is.
func TestSpecIsZero(t *testing.T) {
	if !(&Spec{}).isZero() {
		t.Error("no limit is one")
	}
	for i := range reflect.TypeFor[Spec]().NumField() {
		var s Spec
		field := reflect.ValueOf(&s).Elem().Field(i)
		field.Set(nonZero(t, field.Type()))
		if s.isZero() {
			t.Errorf("%s is no limit", reflect.TypeFor[Spec]().Field(i).Name)
		}
	}
	for _, s := range []Spec{{MaxDecimals: -1}, {Range: zohocrm.Range{To: 1}}, {Range: zohocrm.Range{From: -1}}} {
		if s.isZero() {
			t.Errorf("%+v is no limit", s)
		}
	}
}

// A copy of a spec shares no memory with it that can change.
func TestSpecClone(t *testing.T) {
	spec := Spec{Kind: Subform, Values: []string{"a"}, Fields: []Field{{APIName: "A", Spec: Spec{Values: []string{"b"}, Fields: []Field{{APIName: "B"}}}}}}
	want := Spec{Kind: Subform, Values: []string{"a"}, Fields: []Field{{APIName: "A", Spec: Spec{Values: []string{"b"}, Fields: []Field{{APIName: "B"}}}}}}
	own := spec.clone()
	spec.Values[0] = "changed"
	spec.Fields[0].Spec.Values[0] = "changed"
	spec.Fields[0].Spec.Fields[0].APIName = "changed"
	spec.Fields[0].APIName = "changed"
	if !reflect.DeepEqual(own, want) {
		t.Errorf("the copy is %+v, want %+v", own, want)
	}
	for i := range reflect.TypeFor[Spec]().NumField() {
		switch f := reflect.TypeFor[Spec]().Field(i); f.Type.Kind() {
		case reflect.Pointer, reflect.Map, reflect.Slice:
			if f.Name != "Values" && f.Name != "Fields" {
				t.Errorf("clone does not know of %s", f.Name)
			}
		}
	}
}
