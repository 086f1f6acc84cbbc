package modules

import (
	"encoding/json"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/record"
)

// refine returns a module with options.
func refine(t testing.TB, m *Module, options ...Option) *Module {
	t.Helper()
	c, err := m.With(options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// checkRequest checks records as those of one request. It returns the problems of
// each, as "path reason".
func checkRequest(m *Module, strict bool, records ...*record.Record) []string {
	requests := Internal.Request(program.Key{}, m, fieldtype.Value{}, program.Request{LayoutRules: true, Strict: strict})
	check := requests.Append
	var found []string
	for i, rec := range records {
		_, errs := check(nil, nil, rec, i)
		found = append(found, paths(errs))
	}
	return found
}

// TestRequestRules lists the rules of requests, and drops them.
func TestRequestRules(t *testing.T) {
	for _, m := range append(slices.Collect(All()), Custom("Vehicles")) {
		want := map[string]bool{"unique_in_request": true}
		if m.APIName() == "Appointments_Rescheduled_History__s" {
			want["history_rows_in_request"] = true
		}
		got := map[string]bool{}
		for r := range m.Rules() {
			if r.request != nil {
				got[r.Name] = true
			}
			if (r.check == nil) == (r.request == nil) {
				t.Errorf("%s: %s is for records: %v, and for requests: %v", m.APIName(), r.Name, r.check != nil, r.request != nil)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", m.APIName(), diff)
		}
		for name := range want {
			less := refine(t, m, WithoutRule(name))
			for r := range less.Rules() {
				if r.Name == name {
					t.Errorf("%s: WithoutRule leaves %s", m.APIName(), name)
				}
			}
		}
	}

	unique := WithField(fieldtype.Field{APIName: "Email", Unique: true})
	lead := func() *record.Record { return record.New().Text("Last_Name", "Daly").Text("Email", "a@b.co") }
	for name, test := range map[string]struct {
		m    *Module
		want []string
	}{
		"Leads has no unique field":  {Leads(), []string{"", ""}},
		"with one":                   {refine(t, Leads(), unique), []string{"", "$.data[1].Email duplicate_value"}},
		"without the rule":           {refine(t, Leads(), unique, WithoutRule("unique_in_request")), []string{"", ""}},
		"without the rule, at first": {refine(t, Leads(), WithoutRule("unique_in_request"), unique), []string{"", ""}},
	} {
		if diff := cmp.Diff(test.want, checkRequest(test.m, false, lead(), lead())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	rows := make([]*record.Record, 21)
	for i := range rows {
		rows[i] = historyRow("1", "")
	}
	history := AppointmentsRescheduledHistory()
	if got := checkRequest(history, false, rows...)[20]; got != "$.data[20].Appointment_Name max_items" {
		t.Errorf("the 21st row: %s", got)
	}
	if got := checkRequest(refine(t, history, WithoutRule("history_rows_in_request")), false, rows...)[20]; got != "" {
		t.Errorf("the 21st row without the rule: %s", got)
	}
	// One record alone has no other to be compared with.
	m := refine(t, Leads(), unique)
	for range 2 {
		if err := m.Check(lead()); err != nil {
			t.Error(err)
		}
	}
}

// TestUniqueValuesAreTheSame checks which values of a unique field are the same.
func TestUniqueValuesAreTheSame(t *testing.T) {
	m := refine(t, Custom("Vehicles"), WithField(
		fieldtype.Field{APIName: "Text", Spec: of(fieldtype.SingleLine), Unique: true},
		fieldtype.Field{APIName: "Number", Spec: of(fieldtype.Number), Unique: true},
		fieldtype.Field{APIName: "Quoted", Spec: quotedNumber(), Unique: true},
		fieldtype.Field{APIName: "Decimal", Spec: of(fieldtype.DecimalNumber), Unique: true},
		fieldtype.Field{APIName: "Long", Spec: of(fieldtype.LongInteger), Unique: true},
		fieldtype.Field{APIName: "Long_Number", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger, AllowNumber: true}, Unique: true},
		fieldtype.Field{APIName: "Any", Spec: of(fieldtype.Any), Unique: true},
		fieldtype.Field{APIName: "Lookup", Spec: of(fieldtype.Lookup), Unique: true},
	))
	text, number, cell := fieldtype.Text, fieldtype.ParseNumber, fieldtype.Cell
	for _, test := range []struct {
		field string
		a, b  fieldtype.Value
		same  bool
	}{
		{"Text", text("Van 7"), text("Van 7"), true},
		{"Text", text("Van 7"), text("van 7"), true},
		{"Text", text("ÄÖ"), text("äö"), true},
		{"Text", text("Van 7"), text("Van  7"), false},
		{"Text", text("5"), text("5.0"), false},
		{"Text", text(""), text(""), false},
		{"Text", fieldtype.Null(), fieldtype.Null(), false},
		{"Text", text(""), fieldtype.Null(), false},
		{"Text", fieldtype.Value{}, fieldtype.Value{}, false},
		{"Text", cell("Van 7"), text("VAN 7"), true},
		{"Text", cell("5"), text("5"), true},
		{"Text", cell(""), cell(""), false},

		{"Number", fieldtype.Int(5), fieldtype.Int(5), true},
		{"Number", fieldtype.Int(5), fieldtype.Float(5), true},
		{"Number", fieldtype.Int(5), number("5.0"), true},
		{"Number", number("5.00"), number("5.0"), true},
		{"Number", number("5e1"), number("50"), true},
		{"Number", cell("5"), fieldtype.Int(5), true},
		{"Number", cell("05"), number("5.0"), true},
		{"Number", fieldtype.Int(0), number("-0"), true},
		{"Number", fieldtype.Int(0), number("-0.0"), true},
		{"Number", fieldtype.Int(5), fieldtype.Int(50), false},
		{"Number", fieldtype.Int(5), fieldtype.Int(-5), false},
		{"Number", fieldtype.Int(0), fieldtype.Null(), false},
		{"Decimal", number("5.10"), number("5.1"), true},
		{"Decimal", number("0.50"), fieldtype.Float(0.5), true},
		{"Decimal", number("100"), number("1"), false},
		{"Decimal", number("100"), number("10.0"), false},
		{"Decimal", number("1.5"), number("1.50000001"), false},

		{"Quoted", fieldtype.Int(5), text("5"), false},
		{"Quoted", text("5"), text("5"), true},
		{"Any", fieldtype.Int(5), number("5.0"), true},
		{"Any", fieldtype.Int(5), text("5"), false},
		{"Any", fieldtype.Int(5), text("number 5"), false},
		{"Any", text("text 5"), text("5"), false},
		{"Any", fieldtype.Bool(true), fieldtype.Bool(true), false},
		{"Any", fieldtype.Texts("a"), fieldtype.Texts("a"), false},
		{"Lookup", fieldtype.ID("1"), fieldtype.ID("1"), false},

		// A Long Integer is sent as a text, whatever it is given as.
		{"Long", fieldtype.Int(12), text("12"), true},
		{"Long", number("12"), fieldtype.Int(12), true},
		{"Long", text("012"), text("12"), false},
		{"Long", cell("12"), fieldtype.Int(12), true},
		{"Long_Number", cell("12"), text("12"), true},
	} {
		rec := func(v fieldtype.Value) *record.Record {
			return record.New().Text("Name", "n").Value(test.field, v)
		}
		for _, pair := range [][2]fieldtype.Value{{test.a, test.b}, {test.b, test.a}} {
			got := checkRequest(m, false, rec(pair[0]), rec(pair[1]))
			if duplicate := strings.Contains(got[1], "duplicate_value"); strings.Contains(got[0], "duplicate_value") || duplicate != test.same {
				a, _ := json.Marshal(rec(pair[0]))
				b, _ := json.Marshal(rec(pair[1]))
				t.Errorf("%s and %s: %q, want a duplicate: %v", a, b, got, test.same)
			}
		}
	}
	// Each field is compared with itself.
	got := checkRequest(m, false, record.New().Text("Name", "n").Text("Text", "5").Text("Long", "5").Text("Any", "5"),
		record.New().Text("Name", "n").Text("Text", "6").Text("Long", "7").Text("Any", "5"))
	if diff := cmp.Diff([]string{"", "$.data[1].Any duplicate_value"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDuplicatesByOtherSpellings names the field as each record spells it.
func TestDuplicatesByOtherSpellings(t *testing.T) {
	m := refine(t, Custom("Vehicles"), WithField(
		fieldtype.Field{APIName: "Plate", Spec: of(fieldtype.SingleLine), Unique: true},
		fieldtype.Field{APIName: "Number_Plate", Spec: of(fieldtype.SingleLine), AliasOf: "Plate"},
	))
	requests := Internal.Request(program.Key{}, m, fieldtype.Value{}, program.Request{LayoutRules: false, Strict: false})
	check, reset := requests.Append, requests.Reset
	for _, names := range [][2]string{{"Plate", "Plate"}, {"Plate", "Number_Plate"}, {"Number_Plate", "Plate"}, {"Number_Plate", "Number_Plate"}} {
		reset()
		for i, name := range names {
			_, errs := check(nil, nil, record.New().Text("Name", "n").Text(name, "B ZC 123"), 7+i)
			errs = slices.DeleteFunc(errs, func(e *zohocrm.Error) bool { return e.Warning })
			if i == 0 {
				if len(errs) > 0 {
					t.Errorf("%v: %v", names, errs)
				}
				continue
			}
			got, err := json.Marshal(errs)
			want := fmt.Sprintf(`{"data":[{"code":"DUPLICATE_DATA","details":{"dependee":{"api_name":"%s","json_path":"$.data[7].%[1]s"},`+
				`"api_name":"%s","json_path":"$.data[8].%[2]s"},"message":"duplicate data","status":"error"}]}`, names[0], names[1])
			if err != nil || string(got) != want {
				t.Errorf("%v:\ngot  %s, %v\nwant %s", names, got, err, want)
			}
		}
	}
}

// historyRow returns a row of the history of an appointment, with a value of a
// unique field.
func historyRow(appointment, unique string) *record.Record {
	const when = "2023-05-20T09:00:00+05:30"
	return record.New().Lookup("Appointment_Name", appointment).Text("Rescheduled_Time", when).Lookup("Rescheduled_By", "1").
		Text("Rescheduled_From", when).Text("Rescheduled_To", "2023-05-21T09:00:00+05:30").Text("Ticket", unique)
}

// TestRefusedRecordsLeaveNoTrace checks that a record which is refused, for
// whatever reason, takes no unique value and no place among the rows of an
// appointment.
func TestRefusedRecordsLeaveNoTrace(t *testing.T) {
	ticket := WithField(fieldtype.Field{APIName: "Ticket", Spec: of(fieldtype.SingleLine), Unique: true})
	code := WithField(fieldtype.Field{APIName: "Code", Spec: of(fieldtype.SingleLine), Unique: true})
	leads := refine(t, Leads(), ticket, code, WithLayoutRules(LayoutRule{
		Name: "r", When: []Criterion{{APIName: "City", Values: []string{"Austin"}}}, Mandatory: []string{"Company"},
	}))
	lead := func(ticket, code string) *record.Record {
		return record.New().Text("Last_Name", "Daly").Text("Ticket", ticket).Text("Code", code)
	}
	for name, test := range map[string]struct {
		strict  bool
		records []*record.Record
		want    []string
	}{
		"a missing field":                    {false, []*record.Record{lead("1", "1").Null("Last_Name"), lead("1", "1")}, []string{"$.data[0].Last_Name mandatory", ""}},
		"a wrong value":                      {false, []*record.Record{lead("1", "1").Int("Company", 1), lead("1", "1")}, []string{"$.data[0].Company type", ""}},
		"a rule":                             {false, []*record.Record{lead("1", "1").Text("Wizard", "1"), lead("1", "1")}, []string{"$.data[0].$wizard_connection_path mandatory", ""}},
		"a layout rule":                      {false, []*record.Record{lead("1", "1").Text("City", "Austin"), lead("1", "1")}, []string{"$.data[0].Company mandatory", ""}},
		"a wrong value of an earlier record": {false, []*record.Record{lead("1", "1"), lead("1", "2").Int("Company", 1)}, []string{"", "$.data[1].Company type"}},
		"no record":                          {false, []*record.Record{nil, lead("1", "1")}, []string{"$.data[0] type", ""}},
		"a warning":                          {false, []*record.Record{lead("1", "1").Text("Full_Name", "x"), lead("1", "2")}, []string{"$.data[0].Full_Name not_creatable", "$.data[1].Ticket duplicate_value"}},
		"a strict warning": {true, []*record.Record{lead("1", "1").Text("Full_Name", "x"), lead("1", "1")},
			[]string{"$.data[0].Full_Name not_creatable", ""}},
		"a duplicate in another field": {false, []*record.Record{lead("1", "1"), lead("1", "2"), lead("2", "2"), lead("3", "2")},
			[]string{"", "$.data[1].Ticket duplicate_value", "", "$.data[3].Code duplicate_value"}},
		"duplicates in both": {false, []*record.Record{lead("1", "1"), lead("1", "1")},
			[]string{"", "$.data[1].Ticket duplicate_value, $.data[1].Code duplicate_value"}},
	} {
		if diff := cmp.Diff(test.want, checkRequest(leads, test.strict, test.records...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}

	// The limit on rows, and the unique values of rows.
	history := refine(t, AppointmentsRescheduledHistory(), ticket)
	var rows []*record.Record
	var want []string
	add := func(appointment, ticket, problem string) {
		if problem != "" {
			problem = fmt.Sprintf("$.data[%d].%s", len(rows), problem)
		}
		rows, want = append(rows, historyRow(appointment, ticket)), append(want, problem)
	}
	for i := range 19 {
		add("1", fmt.Sprint("A", i), "")
	}
	add("1", "A0", "Ticket duplicate_value") // it is not counted
	add("1", "A19", "")
	add("1", "B", "Appointment_Name max_items") // it takes no B
	add("2", "B", "")
	add("3", "B", "Ticket duplicate_value")
	add("1", "C", "Appointment_Name max_items")
	rows, want = append(rows, historyRow("1", "B")), append(want, "$.data[25].Appointment_Name max_items, $.data[25].Ticket duplicate_value")
	if diff := cmp.Diff(want, checkRequest(history, false, rows...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestExternalEntryOnce lists an entry of X-EXTERNAL that several rows need once.
func TestExternalEntryOnce(t *testing.T) {
	r := Internal.Request(program.Key{}, Quotes(), fieldtype.Value{}, program.Request{})
	row := func(value string) fieldtype.Value {
		return fieldtype.Object(fieldtype.Member{Name: "Product_Name", Value: fieldtype.Object(fieldtype.Member{Name: "No", Value: fieldtype.Text(value)})})
	}
	r.Append(nil, nil, byHand(fieldtype.Member{Name: "Subject", Value: fieldtype.Text("s")},
		fieldtype.Member{Name: "Quoted_Items", Value: fieldtype.Array(row("1"), row("2"))}), 0)
	if want := []string{"Quotes.Quoted_Items.Product_Name.No"}; !slices.Equal(r.External(), want) {
		t.Errorf("got %q, want %q", r.External(), want)
	}
}

// TestNoRecordInALayout: the layout of a request is for records, and makes none.
func TestNoRecordInALayout(t *testing.T) {
	r := Internal.Request(program.Key{}, Custom("Trips"), fieldtype.ID("7"), program.Request{})
	if _, errs := r.Append(nil, nil, nil, 0); paths(errs) != "$.data[0] type" {
		t.Errorf("no record: %s", paths(errs))
	}
}

// TestNoSuchOperation refuses the records of a request that is none.
func TestNoSuchOperation(t *testing.T) {
	for _, op := range []uint8{uint8(matching) + 1, 255} {
		r := Internal.Request(program.Key{}, Leads(), fieldtype.Value{}, program.Request{Operation: op})
		if _, errs := r.Append(nil, nil, record.New().Text("Last_Name", "Daly"), 0); paths(errs) != "$.data[0] unknown_module" {
			t.Errorf("operation %d: %s", op, paths(errs))
		}
	}
}

// TestRecurs says which activities recur, whatever form the record has.
func TestRecurs(t *testing.T) {
	for object, want := range map[string]bool{
		`{"Subject":"s"}`: false,
		`{"Subject":"s","Recurring_Activity":null}`:                                                         false,
		`{"Subject":"s","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;COUNT=2"}}`: true,
	} {
		rec, err := record.FromJSON([]byte(object))
		if err != nil {
			t.Fatal(err)
		}
		for _, rec := range []*record.Record{rec, record.FromFields(rec.Fields())} {
			r := Internal.Request(program.Key{}, Tasks(), fieldtype.Value{}, program.Request{})
			_, errs := r.Append(nil, nil, rec, 0)
			if errs != nil || r.Recurs(rec) != want || Internal.Recurs(program.Key{}, rec) != want {
				t.Errorf("%s: %v, %v; %v", object, r.Recurs(rec), Internal.Recurs(program.Key{}, rec), errs)
			}
		}
	}
}

// TestNearest finds the field that a name means, the first of a module among them.
func TestNearest(t *testing.T) {
	for _, tt := range []struct {
		module     *Module
		name, want string
	}{
		{Leads(), "LastName", "Last_Name"}, {Leads(), "Emil", "Email"}, {Leads(), "Qwertz", ""}, {nil, "LastName", ""},
	} {
		if got := Internal.Nearest(program.Key{}, tt.module, tt.name); got != tt.want {
			t.Errorf("%s of %s is %q, want %q", tt.name, tt.module.APIName(), got, tt.want)
		}
	}
}

// TestUniqueValue gives the text by which the values of two records are compared.
func TestUniqueValue(t *testing.T) {
	m := refine(t, Leads(), WithField(fieldtype.Field{APIName: "Ticket", Unique: true}))
	ticket := func(s string) *record.Record { return record.New().Text("Ticket", s) }
	five := record.New().Int("Ticket", 5)
	for _, tt := range []struct {
		module *Module
		a, b   *record.Record
		same   bool
		ok     bool
	}{
		{m, ticket("5"), ticket("5"), true, true},
		{m, five, record.New().Decimal("Ticket", "5.0"), true, true},
		{m, five, ticket("5"), false, true}, // a number is no text, whatever text it is
		{m, five, ticket("#5"), false, true},
		{m, five, ticket("5.0"), false, true},
		{m, ticket("5"), ticket(""), false, false},
		{m, ticket("5"), record.New(), false, false},
		{m, ticket("5"), nil, false, false},
		{nil, ticket("5"), ticket("5"), false, false},
	} {
		a, _ := Internal.UniqueValue(program.Key{}, tt.module, Insert, tt.a, "Ticket")
		b, ok := Internal.UniqueValue(program.Key{}, tt.module, Insert, tt.b, "Ticket")
		if ok != tt.ok || ok && (a == b) != tt.same {
			t.Errorf("%v and %v: %q, %q, %v", tt.a, tt.b, a, b, ok)
		}
	}
}

// TestTakeUses hands the values of a record that one checker found valid to another.
func TestTakeUses(t *testing.T) {
	m := refine(t, Leads(), WithField(fieldtype.Field{APIName: "Ticket", Unique: true}))
	request := func() *request { return Internal.Request(program.Key{}, m, fieldtype.Value{}, program.Request{}) }
	lead := func(ticket string) *record.Record {
		return record.New().Text("Last_Name", "Daly").Text("Ticket", ticket)
	}
	from, to := request(), request()
	uses := func(rec *record.Record) any {
		from.Reset()
		if _, errs := from.Append(nil, nil, rec, 0); errs != nil {
			t.Fatal(errs)
		}
		return from.Uses()
	}
	if none := uses(lead("")); none != nil || !to.TakeUses(none, 0) {
		t.Errorf("no value: %v", none)
	}
	if !to.TakeUses(uses(lead("A")), 1) || !to.TakeUses(uses(lead("B")), 2) || to.TakeUses(uses(lead("a")), 3) {
		t.Error("another value is taken, or the same is not")
	}
	if _, errs := to.Append(nil, nil, lead("B"), 4); paths(errs) != "$.data[4].Ticket duplicate_value" || errs[0].Details.Dependee.Path.JSONPath() != "$.data[2].Ticket" {
		t.Errorf("%s", paths(errs))
	}
}

// TestUseTable finds each of many keys, and no other.
func TestUseTable(t *testing.T) {
	table := useTable{seed: maphash.MakeSeed()}
	key := func(i int) requestKey { return requestKey{rule: "unique", field: "F", value: fmt.Sprint(i)} }
	find := func(i int) *requestUse {
		k := key(i)
		return table.find(&k, table.hash(&k))
	}
	for i := range 600 { // the first slots are 256
		if find(i) != nil {
			t.Fatalf("%d is there", i)
		}
		k := key(i)
		table.add(requestUse{key: k, hash: table.hash(&k), first: i})
		if 2*len(table.uses) > len(table.slots) {
			t.Fatalf("%d keys in %d slots", len(table.uses), len(table.slots))
		}
	}
	for i := range 600 {
		if u := find(i); u == nil || u.first != i {
			t.Fatalf("%d: %v", i, u)
		}
	}
	table.reset()
	if find(0) != nil {
		t.Error("reset keeps a key")
	}
}

// TestRequestReset begins another request, in which nothing is taken.
func TestRequestReset(t *testing.T) {
	m := refine(t, Leads(), WithField(fieldtype.Field{APIName: "Email", Spec: of(fieldtype.Email), Unique: true}))
	requests := Internal.Request(program.Key{}, m, fieldtype.Value{}, program.Request{LayoutRules: false, Strict: false})
	check, reset := requests.Append, requests.Reset
	lead := record.New().Text("Last_Name", "Daly").Text("Email", "a@b.co")
	for i := range 3 {
		for j, want := range []string{"", "$.data[1].Email duplicate_value", "$.data[2].Email duplicate_value"} {
			if _, errs := check(nil, nil, lead, j); paths(errs) != want {
				t.Errorf("request %d, record %d: %s, want %s", i, j, paths(errs), want)
			}
		}
		reset()
	}
}

// TestRequestSources compares records of all sources in requests: the problems
// are the same, and so are the bytes, with the layout of the request before the
// fields.
func TestRequestSources(t *testing.T) {
	type lead struct {
		LastName string `zoho:"Last_Name"`
		Company  string
		Email    string
		City     string
	}
	m := refine(t, Leads(), WithField(fieldtype.Field{APIName: "Email", Spec: of(fieldtype.Email), Unique: true}), WithLayoutRules(LayoutRule{
		Name: "r", LayoutID: "7", When: []Criterion{{APIName: "City", Values: []string{"Austin"}}}, Mandatory: []string{"State"},
	}))
	leads := []lead{
		{"Daly", "ABC", "a@b.co", "Chennai"}, {"Dolan", "ABC", "c@b.co", "Austin"}, {"Dolan", "", "C@b.co", "Chennai"}, {"Boyle", "", "A@b.co", "Chennai"}, {"", "", "x", ""},
	}
	sources := map[string]func(l *lead) *record.Record{
		"setters": func(l *lead) *record.Record {
			return record.New().Text("Last_Name", l.LastName).Text("Company", l.Company).Text("Email", l.Email).Text("City", l.City)
		},
		"JSON": func(l *lead) *record.Record {
			rec, err := record.FromJSON(fmt.Appendf(nil, `{"Last_Name":%q,"Company":%q,"Email":%q,"City":%q}`, l.LastName, l.Company, l.Email, l.City))
			if err != nil {
				t.Fatal(err)
			}
			return rec
		},
		"struct": func(l *lead) *record.Record {
			rec, err := record.FromStruct(l)
			if err != nil {
				t.Fatal(err)
			}
			return rec
		},
		"view of a struct": func(l *lead) *record.Record { return record.New().ViewStruct(l) },
		"map": func(l *lead) *record.Record {
			return record.FromMap(map[string]any{"Last_Name": l.LastName, "Company": l.Company, "City": l.City, "Email": l.Email})
		},
		"view of a map": func(l *lead) *record.Record {
			return record.New().ViewMap(map[string]any{"Last_Name": l.LastName, "Company": l.Company, "City": l.City, "Email": l.Email})
		},
		"fields": func(l *lead) *record.Record {
			return record.FromFields(record.New().Text("Last_Name", l.LastName).Text("Company", l.Company).Text("Email", l.Email).Text("City", l.City).Fields())
		},
	}
	want := []string{
		`{"Layout":{"id":"7"},"Last_Name":"Daly","Company":"ABC","Email":"a@b.co","City":"Chennai"} `,
		` $.data[1].State mandatory`,
		`{"Layout":{"id":"7"},"Last_Name":"Dolan","Company":"","Email":"C@b.co","City":"Chennai"} `,
		` $.data[3].Email duplicate_value`,
		` $.data[4].Last_Name mandatory, $.data[4].Email pattern`,
	}
	for name, make := range sources {
		requests := Internal.Request(program.Key{}, m, fieldtype.ID("7"), program.Request{LayoutRules: true, Strict: false})
		check := requests.Append
		var got []string
		for i := range leads {
			body, errs := check(nil, nil, make(&leads[i]), i)
			if errs.Err() != nil {
				body = nil
			}
			got = append(got, string(body)+" "+paths(errs))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
