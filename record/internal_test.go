package record

import (
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A record that has lent its fields to another one, with a field before them, is
// as before; and the other keeps nothing of it afterwards but memory.
func TestForgetKeepsNothing(t *testing.T) {
	row := struct{ Last_Name, Company string }{"Daly", "ABC"}
	var other Record
	for name, rec := range map[string]*Record{
		"setters": New().Text("Last_Name", "Daly").Text("Company", "ABC"), "a map": FromMap(map[string]any{"Last_Name": "Daly", "Company": "ABC"}),
		"a view of a map": New().ViewMap(map[string]any{"Last_Name": "Daly", "Company": "ABC"}), "a view of a struct": New().ViewStruct(&row),
		"a view of nil": New().ViewStruct(nil), "a view of no struct": New().ViewStruct(1), "no object": FromValue(fieldtype.Text("x")), "nothing": New(),
	} {
		before, problem := rec.MarshalJSON()
		Internal.Prefixed(program.Key{}, &other, rec, fieldtype.Member{Name: "Layout", Value: fieldtype.ID("1")})
		if v, ok := other.Field("Layout"); other.Len() != rec.Len()+1 || !ok || v != fieldtype.ID("1") || (other.Err() == nil) != (rec.Err() == nil) {
			t.Errorf("%s: %d fields with the layout, %v", name, other.Len(), other.Err())
		}
		Internal.Forget(program.Key{}, &other)
		if other.Len() != 0 || other.others != nil || other.view != nil || other.err != nil || other.table != nil || cap(other.members) == 0 {
			t.Errorf("%s: it keeps %+v", name, other.members)
		}
		for _, m := range other.members[:cap(other.members)] {
			if m.Name != "" || !m.Value.IsAbsent() {
				t.Errorf("%s: it keeps %s", name, m.Name)
			}
		}
		after, again := rec.MarshalJSON()
		if string(before) != string(after) || (problem == nil) != (again == nil) {
			t.Errorf("%s: %s, %v has become %s, %v", name, before, problem, after, again)
		}
	}
}

// The problem that a check gets is its own: paths that it adds do not stay.
func TestPartsGivesACopy(t *testing.T) {
	rec := FromValue(fieldtype.Text("x"))
	for range 2 {
		_, _, _, problem := Internal.Parts(program.Key{}, rec, nil)
		if len(problem.PrefixPath(zohocrm.Key("data")).Path) != 1 {
			t.Errorf("the path is %v", problem.Path)
		}
	}
}
