package payload_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestBulkValues is what becomes of values for which the field type does not decide: the
// columns of the file and the problems.
func TestBulkValues(t *testing.T) {
	const insert, update, upsert = modules.Insert, modules.Update, modules.Upsert
	const list, rows = "warning INVALID_DATA format $.data[0].Own", "warning INVALID_DATA format $.data[0].Own"
	keep := func(m *modules.Module, op modules.Operation) *payload.BulkWrite {
		return payload.NewBulkWrite(m, op).IgnoreEmpty(false)
	}
	trips := func() *payload.BulkWrite { return payload.NewBulkWrite(modules.Custom("Trips"), insert) }
	stops := modules.Custom("Trips").MustWith(modules.WithField(fieldtype.Field{APIName: "Stops", Spec: fieldtype.Spec{
		Kind: fieldtype.Subform, Fields: []fieldtype.Field{{APIName: "Start", Spec: fieldtype.Spec{Kind: fieldtype.DateTime}}},
	}}))
	for _, tt := range []struct {
		name, rec string
		bulk      *payload.BulkWrite
		table     string // its rows with | between them
		lines     []string
	}{
		{"an id to insert", `{"id":"1","Last_Name":"a"}`, payload.NewBulkWrite(modules.Leads(), insert), "Last_Name|a", []string{"warning INVALID_DATA not_creatable $.data[0].id"}},
		{"an id where another field finds the record", `{"id":"1","Customer_No":"7","Phone":"1"}`, payload.NewBulkWrite(withUnique, update).FindBy("Customer_No"), "Customer_No,Phone|7,1",
			[]string{"warning INVALID_DATA supported $.resource[0].find_by", "warning INVALID_DATA conflict $.data[0].id"}},
		{"the field that finds the record is empty", `{"Name":"","Own":"b"}`, keep(modules.Linking("Trips"), upsert).FindBy("Name"), "",
			[]string{"warning INVALID_DATA supported $.resource[0].find_by", "warning MANDATORY_NOT_FOUND mandatory $.data[0]", "error MANDATORY_NOT_FOUND mandatory $.data[0].Name"}},
		{"$se_module", `{"Subject":"a","What_Id":{"id":"5"},"$se_module":"Deals"}`, payload.NewBulkWrite(modules.Tasks(), insert), "Subject,What_Id.id,$se_module|a,5,Deals", nil},

		{"null to insert", `{"Name":"a","Own":null}`, trips(), "Name|a", nil},
		{"null to insert, kept", `{"Name":"a","Own":null}`, keep(modules.Custom("Trips"), insert), "Name,Own|a,", nil},
		{"null to update", `{"id":"1","City":"a","Phone":null}`, payload.NewBulkWrite(modules.Leads(), update), "id,City|1,a", []string{"warning INVALID_DATA type $.data[0].Phone"}},
		{"null to update, kept", `{"id":"1","Phone":null}`, keep(modules.Leads(), update), "id,Phone|1,", nil},
		{"an empty lookup, kept", `{"id":"1","Owner":null}`, keep(modules.Leads(), update), "id,Owner.id|1,", nil},
		{"empty rows, kept", `{"id":"1","City":"a","Languages":null}`, keep(languages, update), "id,City|1,a", []string{"warning INVALID_DATA type $.data[0].Languages"}},
		{"empty rows to insert", `{"Last_Name":"a","Languages":null}`, keep(languages, insert), "Last_Name|a", nil},
		{"no rows to update", `{"id":"1","City":"a","Languages":[]}`, payload.NewBulkWrite(languages, update), "id,City|1,a", []string{"warning INVALID_DATA type $.data[0].Languages"}},

		{"a list", `{"Name":"a","Own":["b",1,true]}`, trips(), "Name,Own|a,b;1;true", []string{list}},
		{"a list with its separator", `{"Name":"a","Own":["b","c;d"]}`, trips(), "", []string{"error INVALID_DATA conflict $.data[0].Own[1]", list}},
		{"an object in a list", `{"Name":"a","Own":["b",{"c":1}]}`, trips(), "", []string{"error INVALID_DATA type $.data[0].Own[1]", list}},
		{"null in a list", `{"Name":"a","Own":["b",null]}`, trips(), "", []string{"error INVALID_DATA type $.data[0].Own[1]", list}},
		{"an empty text in a list", `{"Name":"a","Own":["b",""]}`, trips(), "Name,Own|a,b;", []string{list}},
		{"a list in a list", `{"Name":"a","Own":["b",["c"]]}`, trips(), "", []string{"error INVALID_DATA type $.data[0].Own[1]", list}},

		{"a lookup", `{"Name":"a","Own":{"id":"1","name":"b"}}`, trips(), "Name,Own.id|a,1", nil},
		{"a lookup by email", `{"Name":"a","Own":{"id":null,"email":"b@zylker.com"}}`, trips(), "Name,Own.email|a,b@zylker.com", nil},
		{"a lookup by another field", `{"Name":"a","Own":{"No":"7"}}`, trips(), "Name,Own.No|a,7", nil},
		{"a lookup by two other fields", `{"Name":"a","Own":{"No":"7","Code":"8"}}`, trips(), "", []string{"error MANDATORY_NOT_FOUND mandatory $.data[0].Own.id"}},
		{"a lookup by a name that no module has", `{"Name":"a","Own":{"name":"b"}}`, trips(), "", []string{"error MANDATORY_NOT_FOUND mandatory $.data[0].Own.id"}},
		{"an empty lookup", `{"Name":"a","Own":{}}`, trips(), "Name|a", nil},
		{"a lookup by an object", `{"Name":"a","Own":{"id":{"x":1}}}`, trips(), "", []string{"error MANDATORY_NOT_FOUND mandatory $.data[0].Own.id"}},
		{"a lookup by a list", `{"Name":"a","Own":{"No":["x"]}}`, trips(), "", []string{"error MANDATORY_NOT_FOUND mandatory $.data[0].Own.id"}},

		{"rows of a field of the organization", `{"Name":"a","Own":[{"b":"1","c":null}]}`, trips(), "Name,Parent_Key|a,1", []string{rows}},
		{"rows with a key of the API", `{"Name":"a","Own":[{"b":"1","$c":"2"}]}`, trips(), "", []string{"error INVALID_DATA unknown_key $.data[0].Own[0].$c", rows}},
		{"rows in rows", `{"Name":"a","Own":[{"b":[{"c":1}]}]}`, trips(), "", []string{"error INVALID_DATA type $.data[0].Own[0].b", rows}},
		{"rows to remove", `{"id":"1","Languages":[{"id":"2","_delete":null}]}`, payload.NewBulkWrite(languages, update), "",
			[]string{"error INVALID_DATA conflict $.data[0].Languages[0].id", "error INVALID_DATA conflict $.data[0].Languages[0]._delete", "warning INVALID_DATA format $.data[0].Languages"}},
		{"as many rows as Bulk Write takes", `{"Name":"a","Own":[` + strings.Repeat(`{"b":"1"},`, 199) + `{"b":"1"}]}`, trips(), "Name,Parent_Key|a,1", []string{rows}},
		{"a row more", `{"Name":"a","Own":[` + strings.Repeat(`{"b":"1"},`, 200) + `{"b":"1"}]}`, trips(), "", []string{`error LIMIT_EXCEEDED max_items $.data[0].Own {"limit":200}`}},
		{"a date and time in a row of a known subform", `{"Name":"a","Stops":[{"Start":"2017-08-16T14:32:23+05:30"}]}`, payload.NewBulkWrite(stops, insert), "Name,Parent_Key|a,1",
			[]string{"warning INVALID_DATA format $.data[0].Stops[0].Start", "warning INVALID_DATA format $.data[0].Stops"}},
		{"an upsert by email with rows", `{"Last_Name":"a","Email":"a@zylker.com","Languages":[{"Language":"French"}]}`, payload.NewBulkWrite(languages, upsert), "Last_Name,Email,Parent_Key|a,a@zylker.com,1",
			[]string{"warning INVALID_DATA supported $.resource[0].find_by", "warning INVALID_DATA format $.data[0].Languages"}},
	} {
		files, lines := bulk(t, tt.bulk, parse(t, tt.rec))
		if diff := cmp.Diff(tt.lines, lines); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		got := ""
		for _, file := range files {
			tables := csvs(t, file.Zip)
			for _, name := range []string{"Trips.csv", "Leads.csv", "Tasks.csv"} {
				var rows []string
				for _, row := range tables[name] {
					rows = append(rows, strings.Join(row, ","))
				}
				got += strings.Join(rows, "|")
			}
		}
		if got != tt.table {
			t.Errorf("%s: the table is %q, want %q", tt.name, got, tt.table)
		}
	}
}

// TestBulkInsertFindsNothing: find_by changes nothing in an insert, of which it warns. The
// rows still name their record.
func TestBulkInsertFindsNothing(t *testing.T) {
	rec := func() *record.Record { return parse(t, `{"Subject":"a","Quoted_Items":[{"Product_Name":{"id":"8"}}]}`) }
	want, _ := bulk(t, payload.NewBulkWrite(modules.Quotes(), modules.Insert), rec())
	for _, findBy := range []string{"id", "Subject"} {
		got, lines := bulk(t, payload.NewBulkWrite(modules.Quotes(), modules.Insert).FindBy(findBy), rec())
		if diff := cmp.Diff(csvs(t, want[0].Zip), csvs(t, got[0].Zip)); diff != "" || string(got[0].Job("1")) != string(want[0].Job("1")) {
			t.Errorf("%s (-want +got):\n%s", findBy, diff)
		}
		if !slices.Contains(lines, "warning INVALID_DATA conflict $.resource[0].find_by") {
			t.Errorf("%s: %q", findBy, lines)
		}
	}
}

// TestBulkFileNames: the names of the CSVs are names for any system.
func TestBulkFileNames(t *testing.T) {
	for module, want := range map[string]string{
		"AZaz09_": "AZaz09_.csv", "@A[`a{/0:": "_A__a__0_.csv", "Ré x.y\\z": "R__x_y_z.csv", strings.Repeat("x", 201): strings.Repeat("x", 200) + ".csv",
	} {
		files, lines := bulk(t, payload.NewBulkWrite(modules.Custom(module), modules.Insert), parse(t, `{"Name":"a"}`))
		if len(files) != 1 {
			t.Errorf("%q: %q", module, lines)
		} else if _, ok := csvs(t, files[0].Zip)[want]; !ok || !strings.Contains(string(files[0].Job("")), `"`+want+`"`) {
			t.Errorf("%q: %s", module, files[0].Job(""))
		}
	}
}

// TestBulkEmptyRows: a row without values is a row still.
func TestBulkEmptyRows(t *testing.T) {
	files, _ := bulk(t, payload.NewBulkWrite(modules.Custom("Trips"), modules.Insert),
		parse(t, `{"Name":"a","Own":[{"b":null},{"b":"1"},{"b":""}]}`), parse(t, `{"Name":"b","Own":[{"b":"2"},{"c":"3"}]}`))
	want := [][]string{{"Parent_Id", "b", "c"}, {"1", "", ""}, {"1", "1", ""}, {"1", "", ""}, {"2", "2", ""}, {"2", "", "3"}}
	if diff := cmp.Diff(want, csvs(t, files[0].Zip)["Own-1.csv"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBulkSameFields: with IgnoreEmpty(false) each record has the fields of the first one.
// An insert needs none of this.
func TestBulkSameFields(t *testing.T) {
	first, other := `{"id":"1","Last_Name":"a","City":"Oslo"}`, `{"id":"2","Last_Name":"b","Phone":"1"}`
	for op, want := range map[modules.Operation][]string{
		modules.Insert: {"warning INVALID_DATA not_creatable $.data[0].id", "warning INVALID_DATA not_creatable $.data[1].id"},
		modules.Update: {"error INVALID_DATA conflict $.data[1]"},
	} {
		if _, lines := bulk(t, payload.NewBulkWrite(modules.Leads(), op).IgnoreEmpty(false), parse(t, first), parse(t, other)); !slices.Equal(lines, want) {
			t.Errorf("%s: %q, want %q", op, lines, want)
		}
		if op == modules.Insert {
			continue
		}
		if _, lines := bulk(t, payload.NewBulkWrite(modules.Leads(), op), parse(t, first), parse(t, other)); lines != nil {
			t.Errorf("%s: %q", op, lines)
		}
	}
}

// TestBulkOnce: what is reported once of a field is so of 1,000 fields. It is reported each
// time of others.
func TestBulkOnce(t *testing.T) {
	records := func(value string) (all []*record.Record) {
		for i := range 11 { // of 100 fields each
			var fields []string
			for k := range 100 {
				fields = append(fields, fmt.Sprintf(`"F%d":%s`, 100*i+k, value))
			}
			all = append(all, parse(t, "{"+strings.Join(fields, ",")+"}"))
		}
		return all
	}
	for name, tt := range map[string]struct {
		records []*record.Record
		want    int
	}{
		"lists":          {slices.Concat(records(`["a"]`), records(`["b"]`)), 1100 + 100},
		"lookups":        {slices.Concat(records(`{"id":"1"}`), records(`{"id":"2"}`)), 0},
		"lookups by two": {slices.Concat(records(`{"id":"1"}`), records(`{"No":"1"}`), records(`{"No":"2"}`)), 1000},
	} {
		w, _ := payload.NewBulkWrite(modules.Linking("M"), modules.Insert).Batcher()
		got := 0
		for _, rec := range tt.records {
			got += len(w.Add(rec, zohocrm.Conflict("no file of it"))) - 1
		}
		if got != tt.want {
			t.Errorf("%s: %d warnings, want %d", name, got, tt.want)
		}
	}
}
