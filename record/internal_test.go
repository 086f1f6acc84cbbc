package record

import (
	"errors"
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

// A view gives its memory for the next one, also after one that is no struct.
func TestPartsKeepsMemory(t *testing.T) {
	row := struct{ Last_Name, Company string }{"Daly", "ABC"}
	_, _, scratch, _ := Internal.Parts(program.Key{}, New().ViewStruct(&row), nil)
	if _, _, scratch, _ = Internal.Parts(program.Key{}, New().ViewStruct(1), scratch); cap(scratch) < 2 {
		t.Errorf("there is memory for %d fields", cap(scratch))
	}
}

// Problems that have a place already keep it, and those beside them get theirs. A field
// that is in no column has none, even if a column has a longer name, and a name that was
// cut is that of the column that starts so.
func TestPlace(t *testing.T) {
	table := &header{Header: program.Header{Names: []string{"Other", "City_2", "City_3", "City…"}}, columns: []int{1, 3, 4, 5}}
	rec := &Record{table: table, row: 7}
	errs := zohocrm.Errors{}
	for _, name := range []string{"City_2", "City_3", "City", "Ci…", "City…", "none…", "Other"} {
		errs = append(errs, zohocrm.Missing().PrefixPath(zohocrm.Key(name)))
		Internal.Place(program.Key{}, rec, errs, 0)
	}
	for i, want := range []int{3, 4, 0, 3, 5, 0, 1} {
		var cell, inner *CellError
		if !errors.As(errs[i].Err, &cell) || cell.Row != 7 || cell.Column != want || errors.As(cell.Err, &inner) {
			t.Errorf("%v, want column %d", errs[i], want)
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
