package modules

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// plainRecord is a record that has no members ready.
type plainRecord []fieldtype.Member

func (r plainRecord) Len() int { return len(r) }

func (r plainRecord) At(i int) (string, fieldtype.Value) { return r[i].Name, r[i].Value }

func (r plainRecord) Field(apiName string) (fieldtype.Value, bool) {
	view := memberView{r}
	return view.Field(apiName)
}

// A checker keeps no value of a record, and little memory of a large one.
func TestCheckerForgets(t *testing.T) {
	c := Leads().NewChecker()
	for _, n := range []int{0, 1, maxPlaces, maxPlaces + 1, 20 * maxPlaces, 3} {
		record := plainRecord{{Name: "Last_Name", Value: fieldtype.Text("Daly")}}
		for i := range n {
			record = append(record, fieldtype.Member{Name: fmt.Sprint("Own_", i), Value: fieldtype.Text("x")})
		}
		if _, errs := c.Append(nil, nil, record); errs.Err() != nil {
			t.Fatal(errs)
		}
		if len(c.copied) != 0 || cap(c.copied) > maxPlaces || len(c.specs) > maxPlaces {
			t.Errorf("%d fields: %d of %d members and %d specs are kept", n, len(c.copied), cap(c.copied), len(c.specs))
		}
		for _, m := range c.copied[:cap(c.copied)] {
			if m.Name != "" || !m.Value.IsAbsent() {
				t.Fatalf("%d fields: %s is kept", n, m.Name)
			}
		}
	}
}

// The paths of all problems begin with the steps to the record, however many
// they are: those of its fields, of what a field holds, and of the record.
func TestCheckerPaths(t *testing.T) {
	c := Leads().NewChecker()
	record := plainRecord{
		{Name: "Email", Value: fieldtype.Text("p.daly@zylker")},
		{Name: "Tag", Value: fieldtype.Array(fieldtype.Text("VIP"))},
		{Name: "Own\xff", Value: fieldtype.Array(fieldtype.Text("\xff"))},
	}
	at := zohocrm.Path{}
	for range 7 {
		_, errs := c.Append(nil, nil, record, at...)
		want := []string{".Email", ".Tag[0]", "['Own\ufffd']", "['Own\ufffd'][0]", ".Last_Name"}
		if len(errs) != len(want) {
			t.Fatal(errs)
		}
		for i, e := range errs {
			if got := e.Path.JSONPath(); got != at.JSONPath()+want[i] {
				t.Errorf("the path of problem %d is %s, want %s%s", i, got, at.JSONPath(), want[i])
			}
		}
		_, errs = c.Append(nil, nil, nil, at...)
		if len(errs) != 1 || !slices.Equal(errs[0].Path, at) {
			t.Errorf("no record: %v", errs)
		}
		at = append(at, zohocrm.Key("data"))
	}
}
