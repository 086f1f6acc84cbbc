package record_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A sharedRow is one variable that a loop fills again and again, with all that a
// record could go on sharing with it.
type sharedRow struct {
	Last    string            `zoho:"Last_Name"`
	Courses []string          `zoho:"Courses"`
	Kinds   []sharedText      `zoho:"Kinds"`
	Any     []any             `zoho:"Any"`
	Nested  map[string]any    `zoho:"Nested"`
	Names   map[string]string `zoho:"Names"`
	Visits  []sharedVisit     `zoho:"Visits"`
	Pointer *string           `zoho:"Pointer"`
	Next    *sharedVisit      `zoho:"Next"`
	Raw     json.RawMessage   `zoho:"Raw"`
	Opt     record.Opt[[]int] `zoho:"Opt"`
}

type sharedText string

type sharedVisit struct {
	Days []string `zoho:"Days"`
}

// newSharedRow returns a row with memory that fill fills.
func newSharedRow() *sharedRow {
	text := ""
	return &sharedRow{
		Courses: make([]string, 2), Kinds: make([]sharedText, 1), Any: []any{"", []string{""}, map[string]any{}},
		Nested: map[string]any{"list": []any{""}, "map": map[string]any{}}, Names: map[string]string{},
		Visits: []sharedVisit{{make([]string, 1)}}, Pointer: &text, Next: &sharedVisit{make([]string, 1)}, Raw: json.RawMessage(`["-"]`),
		Opt: record.Some(make([]int, 1)),
	}
}

// fill puts the number i all over the row, in the memory that it has.
func (r *sharedRow) fill(i int) {
	s := fmt.Sprint(i)
	r.Last = "Daly " + s
	r.Courses[0], r.Courses[1] = "a"+s, "b"+s
	r.Kinds[0] = sharedText(s)
	r.Any[0], r.Any[1].([]string)[0], r.Any[2].(map[string]any)["x"] = s, s, s
	r.Nested["list"].([]any)[0], r.Nested["map"].(map[string]any)["x"] = s, s
	r.Names["x"] = s
	r.Visits[0].Days[0] = s
	*r.Pointer = s
	r.Next.Days[0] = s
	copy(r.Raw, `["`+s+`"]`)
	numbers, _ := r.Opt.Get()
	numbers[0] = i
}

// fields returns the row as a map that shares everything with it.
func (r *sharedRow) fields() map[string]any {
	return map[string]any{
		"Last_Name": r.Last, "Courses": r.Courses, "Kinds": r.Kinds, "Any": r.Any, "Nested": r.Nested, "Names": r.Names,
		"Visits": r.Visits, "Pointer": r.Pointer, "Next": r.Next, "Raw": r.Raw, "Opt": r.Opt,
	}
}

// TestLoopVariable: one row variable is filled again in a loop, and each record
// of it is kept by Add. Every record keeps the lists, maps and texts that it was
// made of, whichever way it was made.
func TestLoopVariable(t *testing.T) {
	ways := map[string]func(row *sharedRow) *record.Record{
		"FromStruct": func(row *sharedRow) *record.Record {
			rec, err := record.FromStruct(row)
			if err != nil {
				t.Fatal(err)
			}
			return rec
		},
		"FromStruct by value": func(row *sharedRow) *record.Record {
			rec, err := record.FromStruct(*row)
			if err != nil {
				t.Fatal(err)
			}
			return rec
		},
		"SetStruct": func(row *sharedRow) *record.Record { return record.New().SetStruct(row) },
		"SetStruct over fields": func(row *sharedRow) *record.Record {
			return record.New().Text("Last_Name", "x").Null("Courses").SetStruct(row)
		},
		"FromMap":             func(row *sharedRow) *record.Record { return record.FromMap(row.fields()) },
		"SetMap":              func(row *sharedRow) *record.Record { return record.New().SetMap(row.fields()) },
		"SetMap over fields":  func(row *sharedRow) *record.Record { return record.New().Null("Raw").SetMap(row.fields()) },
		"ViewMap":             func(row *sharedRow) *record.Record { return record.New().ViewMap(row.fields()) },
		"ViewStruct":          func(row *sharedRow) *record.Record { return record.New().ViewStruct(row) },
		"ViewMap and a field": func(row *sharedRow) *record.Record { return record.New().ViewMap(row.fields()).Null("More") },
		"ViewStruct and a field": func(row *sharedRow) *record.Record {
			return record.New().ViewStruct(row).Delete("More")
		},
		"Set": func(row *sharedRow) *record.Record {
			rec := record.New()
			for name, x := range row.fields() {
				rec.Set(name, x)
			}
			return rec
		},
		"FromFields of a view": func(row *sharedRow) *record.Record {
			return record.FromFields(record.New().ViewStruct(row).Fields())
		},
		"Field of a view": func(row *sharedRow) *record.Record {
			view := record.New().ViewStruct(row)
			rec := record.New()
			for name := range view.Fields() {
				v, _ := view.Field(name)
				rec.Value(name, v)
			}
			return rec
		},
		"a row of a subform": func(row *sharedRow) *record.Record {
			return record.New().Text("Last_Name", "Daly").Subform("Rows", record.New().ViewStruct(row), record.New().ViewMap(row.fields()))
		},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			row := newSharedRow()
			in := requests.Leads()
			var alone []string
			for i := range 3 {
				row.fill(i)
				in.Add(way(row))
				alone = append(alone, sorted(t, requests.Build(t, requests.Leads(way(row)))))
			}
			row.fill(9)
			for i, rec := range in.Records() {
				if got := sorted(t, requests.Build(t, requests.Leads(rec))); got != alone[i] {
					t.Errorf("record %d: got  %s\nwant %s", i, got, alone[i])
				}
			}
			if body := requests.Build(t, in); strings.Contains(body, "9") {
				t.Errorf("the body has what came after: %s", body)
			}
		})
	}
}

// sorted returns JSON with the members of its objects in the order of their names.
func sorted(t *testing.T, text string) string {
	t.Helper()
	data, err := json.Marshal(testkit.Decode(t, []byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestBackingArray: a list that is appended to memory of the list before, as
// buf[:0] gives it, is copied by every setter.
func TestBackingArray(t *testing.T) {
	buf, values, members, rows := make([]string, 0, 8), make([]fieldtype.Value, 0, 8), make([]fieldtype.Member, 0, 8), make([]*record.Record, 0, 8)
	in := requests.Leads()
	for _, s := range []string{"x", "y", "z"} {
		buf = append(buf[:0], s, s+s)
		values = append(values[:0], fieldtype.Text(s))
		members = append(members[:0], fieldtype.Member{Name: "a", Value: fieldtype.Text(s)})
		rows = append(rows[:0], record.New().Text("b", s))
		in.Add(record.New().Text("Last_Name", s).
			MultiSelect("Courses", buf...).Value("Texts", fieldtype.Texts(buf...)).Value("Array", fieldtype.Array(values...)).
			Value("Object", fieldtype.Object(members...)).Subform("Rows", rows...).Tags("Tag", buf...).
			Files("Files", buf...).Set("Set", buf).SetMap(map[string]any{"Map": buf}))
	}
	const record = `{"Last_Name":"x","Courses":["x","xx"],"Texts":["x","xx"],"Array":["x"],"Object":{"a":"x"},"Rows":[{"b":"x"}],` +
		`"Tag":[{"name":"x"},{"name":"xx"}],"Files":[{"File_Id__s":"x"},{"File_Id__s":"xx"}],"Set":["x","xx"],"Map":["x","xx"]}`
	values4 := strings.NewReplacer(`"x"`, `"y"`, `"xx"`, `"yy"`)
	values5 := strings.NewReplacer(`"x"`, `"z"`, `"xx"`, `"zz"`)
	want := requests.Body(record + "," + values4.Replace(record) + "," + values5.Replace(record))
	if got := requests.Build(t, in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestFromJSONIsOwn: the bytes of a line may be filled again.
func TestFromJSONIsOwn(t *testing.T) {
	line := []byte(`{"Last_Name":"Daly","x":["a"]}`)
	rec := requests.FromJSON(t, string(line))
	parsed, err := record.FromJSON(line)
	if err != nil {
		t.Fatal(err)
	}
	clear(line)
	if got, want := requests.Build(t, requests.Leads(parsed)), requests.Build(t, requests.Leads(rec)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestViewIsReadWhenChecked: a view is read each time it is checked, and Add takes a
// snapshot of it.
func TestViewIsReadWhenChecked(t *testing.T) {
	type row struct {
		Last    string   `zoho:"Last_Name"`
		Courses []string `zoho:"Courses"`
	}
	var r row
	m := map[string]any{}
	fill := func(name string) {
		r = row{name, append(r.Courses[:0], name)}
		m["Last_Name"], m["Courses"] = name, r.Courses
	}
	fill("before")
	views := map[string]*record.Record{"ViewStruct": record.New().ViewStruct(&r), "ViewMap": record.New().ViewMap(m)}
	added := requests.Leads(views["ViewStruct"], views["ViewMap"])

	fill("Daly")
	const want = `{"Last_Name":"Daly","Courses":["Daly"]}`
	for name, view := range views {
		body, problems := modules.Leads().Append(nil, nil, view)
		if string(body) != want || len(problems) > 0 {
			t.Errorf("%s: Append = %s, %v", name, body, problems)
		}
		if v, _ := view.Field("Last_Name"); v != fieldtype.Text("Daly") || view.Len() != 2 {
			t.Errorf("%s: %d fields", name, view.Len())
		}
		if _, ok := view.Field("Company"); ok {
			t.Errorf("%s has a company", name)
		}
	}
	if got, want := requests.Build(t, added), requests.Body(`{"Last_Name":"before","Courses":["before"]},{"Last_Name":"before","Courses":["before"]}`); got != want {
		t.Errorf("added: got  %s\nwant %s", got, want)
	}

	// A stream may fill the variable again, as each record is checked before the
	// next is asked for.
	for name, view := range views {
		var stream iter.Seq[*record.Record] = func(yield func(*record.Record) bool) {
			for i := range 3 {
				if fill(fmt.Sprint("x", i)); !yield(view) {
					return
				}
			}
		}
		for batch, err := range requests.Leads().Layout("1").Batches(stream) {
			want := `{"data":[{"Layout":{"id":"1"},"Last_Name":"x0","Courses":["x0"]},{"Layout":{"id":"1"},"Last_Name":"x1","Courses":["x1"]},` +
				`{"Layout":{"id":"1"},"Last_Name":"x2","Courses":["x2"]}]}`
			if string(batch.Body) != want || err != nil {
				t.Errorf("%s: %s, %v", name, batch.Body, err)
			}
		}
		// Each Add is a record of its own.
		in := requests.Leads()
		for range stream {
			in.Add(view)
		}
		if got, want := requests.Build(t, in), requests.Body(`{"Last_Name":"x0","Courses":["x0"]},{"Last_Name":"x1","Courses":["x1"]},{"Last_Name":"x2","Courses":["x2"]}`); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestViewAndSetters: to set a field of a view takes a snapshot, and a view
// replaces what the record held.
func TestViewAndSetters(t *testing.T) {
	m := map[string]any{"Last_Name": "Daly", "Courses": []string{"a"}}
	rec := record.New().Text("Company", "ABC").ViewMap(m)
	if got, want := requests.Build(t, requests.Leads(rec)), requests.Body(`{"Last_Name":"Daly","Courses":["a"]}`); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	rec.Text("City", "Austin")
	m["Last_Name"] = "Dolan"
	m["Courses"].([]string)[0] = "b"
	if got, want := requests.Build(t, requests.Leads(rec)), requests.Body(`{"Courses":["a"],"Last_Name":"Daly","City":"Austin"}`); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// The snapshot is no view: Add keeps the record itself.
	for name, rec := range map[string]*record.Record{
		"a view and a field": rec, "an empty view": record.New().ViewMap(nil).Text("Last_Name", "x"), "a map over a view": record.New().ViewMap(nil).SetMap(m),
		"a struct over a view": record.New().ViewMap(m).SetStruct(struct{ Last_Name string }{"x"}),
	} {
		in := requests.Leads(rec)
		if in.Records()[0] != rec {
			t.Errorf("%s: Add keeps another record", name)
		}
		if rec.Text("Last_Name", "later"); !strings.Contains(requests.Build(t, in), "later") {
			t.Errorf("%s: Add keeps another record", name)
		}
	}
	// What a view was used for before does not come back.
	if got := requests.Build(t, requests.Leads(rec.ViewMap(m).Reset().Text("Last_Name", "x"))); got != requests.Body(`{"Last_Name":"x"}`) {
		t.Errorf("after Reset: %s", got)
	}
	in := requests.Leads(rec.Reset().ViewMap(map[string]any{}))
	rec.Reset().Text("Last_Name", "x").Text("Company", "y")
	in.Records()[0].Text("Last_Name", "z")
	if got, want := requests.Build(t, requests.Leads(rec)), requests.Body(`{"Last_Name":"x","Company":"y"}`); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestViewOfNoStruct: a view of what is no struct has the problem that FromStruct
// has, before and when it is checked.
func TestViewOfNoStruct(t *testing.T) {
	for _, x := range []any{nil, 1, (*sharedRow)(nil), []int{1}, struct{ a int }{1}} {
		rec := record.New().ViewStruct(x)
		_, err := record.FromStruct(x)
		if rec.Err() == nil || rec.Err().Error() != err.Error() {
			t.Errorf("%T: Err = %v, want %v", x, rec.Err(), err)
		}
		for _, in := range []*payload.Insert{requests.Leads(rec), requests.Leads(rec).Layout("1"), requests.Leads(record.New().ViewStruct(x).Text("Last_Name", "Daly"))} {
			if got := testkit.Lines(requests.Refused(t, in)); !slices.Equal(got, []string{"error INVALID_DATA go_type data $.data[0]"}) {
				t.Errorf("%T: %v", x, got)
			}
		}
		if rec.Len() != 0 || record.New().Subform("x", rec).Len() != 1 {
			t.Errorf("%T: %d fields", x, rec.Len())
		}
		if _, ok := rec.Field("Last_Name"); ok {
			t.Errorf("%T has a name", x)
		}
		if got := requests.Build(t, requests.Leads(rec.Reset().Text("Last_Name", "Daly"))); got != requests.Body(`{"Last_Name":"Daly"}`) {
			t.Errorf("%T: %s", x, got)
		}
	}
}
