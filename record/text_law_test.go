package record_test

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A textCase is a module and lines of JSON that are records of it, most of them
// valid.
type textCase struct {
	module *modules.Module
	lines  []string
}

// textCases returns modules of all kinds of fields and rules.
func textCases(t testing.TB) map[string]textCase {
	t.Helper()
	metadata, err := os.ReadFile("../modules/testdata/fields-leads.json")
	if err != nil {
		t.Fatal(err)
	}
	field := func(name string, spec fieldtype.Spec) modules.Option {
		return modules.WithField(fieldtype.Field{APIName: name, Spec: spec})
	}
	leads := []string{
		`{"Last_Name":"O'Leary","First_Name":"Jürgen","Company":"Zylker & Sons","Email":"p.boyle+1@zylker.com","Phone":"+1 (555) 123-0001","Website":"https://www.zylker.com/c/1?ref=crm","Lead_Source":"Cold Call","Annual_Revenue":250000.75,"No_of_Employees":10,"Description":"Met at the fair; wants \"line\" items.\nCall back.","Email_Opt_Out":false,"City":"München","Owner":{"id":"4150868000000623001"}}`,
		`{"Last_Name": "Daly", "Company": null, "Email": "", "Rating": "Active", "Industry": "ASP", "Description": "J\u00fcrgen \u00e9 \ud83d\ude00 \/", "Annual_Revenue": 1.5e3, "Owner": {"id": "41"}, "Layout": {"id": "554023000002734009"}}`,
		`{"Last_Name":"x","Tag":[{"name":"a"},{"name":"b","id":"12"}],"Owner":{"id":"1","name":"y"},"Custom_Field":"z","Created_Time":"2017-08-16T14:32:23+05:30"}`,
		` {"Company" : "ABC" ,"Last_Name":"山田", "No_of_Employees":-0} `,
	}
	return map[string]textCase{
		"leads": {modules.Leads(), leads},
		"leads with metadata": {
			modules.Leads().MustWith(modules.WithFieldsMetadata(bytes.NewReader(metadata))), leads,
		},
		"leads with fields": {modules.Leads().MustWith(
			field("Lead_Source", fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Cold Call", "Fair \"x\"", "Zürich"}, OnlyListed: true}),
			field("Courses", fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Analytics", "Zürich", `a"b`}, OnlyListed: true}),
			field("Some", fieldtype.Spec{Kind: fieldtype.MultiSelect, MaxLength: 2}),
			field("Long", fieldtype.Spec{Kind: fieldtype.LongInteger}),
			field("Day", fieldtype.Spec{Kind: fieldtype.Date}),
			field("Short", fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 5}),
			field("Limited", fieldtype.Spec{Kind: fieldtype.Email, Values: []string{"a@b.cc"}}),
			modules.WithField(fieldtype.Field{APIName: "Key", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, Unique: true}),
		), []string{
			`{"Last_Name":"x","Courses":["Analytics","Zürich"],"Some":["a","b"],"Long":"0012345","Day":"2026-02-28","Short":"äöüßé","Limited":"a@b.cc","Key":"k1"}`,
			`{"Short":"\n\n\n\n\n","Last_Name":"\"\\\t\r","Courses": [ "Analytics" , "a\"b" ],"Some":[],"Key":"K1","Lead_Source":"Zürich","Long":17}`,
			`{"Last_Name":"x","Key":"k2","Lead_Source":"Fair \"x\"","Day":"","Some":["a"]}`,
		}},
		"events": {modules.Events(), []string{
			`{"Event_Title":"Demo","Start_DateTime":"2026-03-02T10:00:00+05:30","End_DateTime":"2026-03-02T12:00:00+05:30","What_Id":{"id":"1"},"$se_module":"Deals","Remind_At":[{"unit":15,"period":"minutes"}],"Participants":[{"type":"contact","participant":"41"},{"type":"email","Email":"p.boyle@zylker.com"},{"Email":"","participant":"12","type":"user"}]}`,
			`{"Event_Title":"Demo","Start_DateTime":"2026-03-02T10:00:00+05:30","End_DateTime":"2026-03-02T09:00:00+05:30","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;UNTIL=2026-04-10;DTSTART=2026-03-02"},"Remind_At":"15 mins","Participants":[]}`,
			`{"Participants":[{"participant":{"ext":"1"},"type":"lead"},{"type":"lead","name":"x"}],"Event_Title":"a","Start_DateTime":"2026-03-02T10:00:00","End_DateTime":null}`,
			`{"Event_Title":"Many","Start_DateTime":"2026-03-02T10:00:00-03:30","End_DateTime":"2026-03-02T15:00:00+00:00","Remind_At":[{"unit":1,"period":"hours","time":"08:00"}],"Participants":[` +
				strings.TrimSuffix(strings.Repeat(`{"type":"lead","participant":"41"},`, 51), ",") + `]}`,
		}},
		"leads with links": {modules.Leads().MustWith(
			field("Listings", fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Listing"}),
			field("Others", fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, MaxLength: 2}),
			field("Users", fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "User"}),
			field("Parent", fieldtype.Spec{Kind: fieldtype.MultiModuleLookup, Values: []string{"Contacts"}}),
			field("Images", fieldtype.Spec{Kind: fieldtype.ImageUpload}),
		), []string{
			`{"Last_Name":"x","Listings":[{"Listing":{"id":"1"}},{"Listing":{"id":"2","name":"y"}}],"Users":[{"User":{"email":"a@b.cc"}}],"Images":[{"File_Id__s":"a"}]}`,
			`{"Last_Name":"x","Others":[{"Any":{"id":"1"}},{"Any":"2"}],"Parent":{"module":{"api_name":"Contacts"},"id":"1"},"Layout":{"id":"3"}}`,
			`{"Last_Name":"x","Own_1":"a","Own_2":[{"a":1}],"Own_3":null,"Own 4":{"id":"1"},"Own_5":1.50}`,
			`{"Own_5":{"id":"1"},"Last_Name":"x","Own_1":true,"Own_2":["a","b"],"Own_6":{"id":1,"a":"\u00e9"},"$own":"","Wizard":{"id":"1"}}`,
			`{"Last_Name":"x","Owner":{"id":"1","name":"y","email":"a@b.cc"},"Data_Processing_Basis_Details":{"Consent_Date":"2026-02-28","Consent_Remarks":"a\nb"},"Layout":null}`,
		}},
		"quotes": {modules.Quotes(), []string{
			`{"Subject":"Offer","Valid_Till":"2026-05-01","Account_Name":{"id":"1"},"Quoted_Items":[{"Product_Name":{"id":"41"},"Quantity":2,"List_Price":100.5,"Description":"a \"b\""},{"Product_Name":{"id":"42"},"Quantity":1,"Line_Tax":[{"name":"VAT","percentage":10}]}]}`,
			`{"Subject":"Offer","Quoted_Items":[{"Quantity":1,"Product_Name":{"name":"x","id":"3"}},{"Product_Name":{"id":"1"},"Quantity":null,"Discount":0}]}`,
			`{"Quoted_Items": [ { "Product_Name" : { "id" : "1" } , "Quantity" : 1 } ] , "Subject" : "s"}`,
		}},
		"calls": {modules.Calls(), []string{
			`{"Subject":"Call","Call_Type":"Inbound","Call_Start_Time":"2026-03-02T10:00:00+05:30","Call_Duration":"00:20"}`,
			`{"Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2026-03-02T10:00:00+05:30","Who_Id":{"id":"1"},"What_Id":{"id":"2"},"$se_module":"Accounts"}`,
		}},
		"price books": {modules.PriceBooks(), []string{
			`{"Price_Book_Name":"x","Pricing_Model":"Differential","Pricing_Details":[{"from_range":1,"to_range":5,"discount":2},{"from_range":6,"to_range":10,"discount":0}]}`,
		}},
	}
}

// textPieces are what a mutation puts into a line.
var textPieces = []string{
	`"`, `\`, `\n`, `\u00e9`, `\ud83d\ude00`, `\ud800`, `\/`, " ", "\t", "\r", "é", "\xff", "null", `""`, "{", "}", "[", "]", "{}", "[]", ",", ":", "1e5", "1.50", "-0", "00", "1e9999",
	"@", ".", "true", "false", `"id":`, `"Email":"a@b.cc",`, `"Last_Name":"x",`, `"Subject":1,`, "\x00", "\x1f", "\x7f", "x", "\u2028", `"L\u0061st_Name":"y",`, `,"z":{"a":1,"a":2}`,
}

// mutated returns a line with a few changes.
func mutated(r *rand.Rand, line string) string {
	for range r.IntN(3) {
		i := r.IntN(len(line) + 1)
		j := min(len(line), i+r.IntN(3))
		line = line[:i] + textPieces[r.IntN(len(textPieces))] + line[j:]
	}
	return line
}

// generalRecord returns the record of a line that is parsed.
func generalRecord(line string) (*record.Record, *zohocrm.Error) {
	v, err := fieldtype.ParseJSON([]byte(line))
	if err != nil {
		return nil, err.(*zohocrm.Error)
	}
	return record.FromValue(v), nil
}

// textVerdict returns the bytes of a record, unless it has an error, and all that
// is known of its problems.
func textVerdict(body []byte, errs zohocrm.Errors) string {
	if errs.Err() != nil {
		body = nil
	}
	for _, e := range errs {
		body = e.AppendLong(append(body, '\n'))
		body = fmt.Append(body, e.Err)
	}
	return string(body)
}

// TestTextIsItsValue: a record that is read as text has the bytes and the
// problems of its Value, whatever the text, and whatever was checked before.
func TestTextIsItsValue(t *testing.T) {
	r := testkit.Rand(t)
	const lines = 50 // in a stream
	n := testkit.Size(1_500, 30_000, 1_000_000)
	cases := textCases(t)
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range cases {
			if !yield(name) {
				return
			}
		}
	})
	valid := map[string]int{}
	for range n / lines {
		name := names[r.IntN(len(names))]
		tt := cases[name]
		var texts []string
		for range lines {
			texts = append(texts, mutated(r, tt.lines[r.IntN(len(tt.lines))]))
		}
		valid[name] += compareLines(t, tt.module, texts)
		if t.Failed() {
			return
		}
	}
	for _, name := range names {
		if valid[name] < n/len(names)/10 {
			t.Errorf("%s: only %d lines are valid", name, valid[name])
		}
	}
}

// compareLines checks lines as text and parsed, one by one and as a stream, and
// returns how many are valid.
func compareLines(t *testing.T, m *modules.Module, lines []string) (valid int) {
	t.Helper()
	stream := strings.Join(lines, "\n") + "\n"
	next, stop := iter.Pull(record.ReadJSONLines(strings.NewReader(stream)))
	defer stop()
	offset := 0
	var general []*record.Record
	for i, line := range lines {
		start := offset
		offset += len(line) + 1
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		rec, _ := next()
		got := textVerdict(m.Append(nil, nil, rec))
		parsed, problem := generalRecord(line)
		var want string
		if problem != nil {
			var syntax *fieldtype.SyntaxError
			if errors.As(problem, &syntax) {
				syntax.Offset += start
				syntax.Line += i
			}
			want = textVerdict(nil, zohocrm.Errors{problem})
			if err := rec.Err(); err == nil || err.Error() != problem.Error() {
				t.Errorf("%q: Err is %v, want %v", line, err, problem)
			}
		} else {
			body, errs := m.Append(nil, nil, parsed)
			want = textVerdict(body, errs)
			general = append(general, parsed)
			if errs.Err() == nil {
				valid++
			}
		}
		if got != want {
			t.Fatalf("%s: %q\ngot  %s\nwant %s", m.APIName(), line, got, want)
		}
		if problem == nil {
			compareOne(t, m, line, parsed.Err(), want)
		}
	}
	compareBatches(t, m, stream, general)
	return valid
}

// compareOne checks a text that is JSON as a record alone and as the element of
// an array.
func compareOne(t *testing.T, m *modules.Module, line string, problem error, want string) {
	t.Helper()
	rec, err := record.FromJSON([]byte(line))
	if fmt.Sprint(err) != fmt.Sprint(problem) {
		t.Fatalf("%q: FromJSON returns %v, want %v", line, err, problem)
	}
	records := slices.Collect(record.ReadJSONArray(strings.NewReader("[" + line + "]")))
	if rec != nil {
		records = append(records, rec)
	}
	for _, rec := range records {
		if got := textVerdict(m.Append(nil, nil, rec)); got != want {
			t.Fatalf("%s: %q\ngot  %s\nwant %s", m.APIName(), line, got, want)
		}
	}
}

// compareBatches checks a stream as text and as Values.
func compareBatches(t *testing.T, m *modules.Module, stream string, general []*record.Record) {
	t.Helper()
	whole := func(yield func(*record.Record) bool) { // of the lines that can be parsed
		for rec := range record.ReadJSONLines(strings.NewReader(stream)) {
			if rec.Err() != nil && !errors.Is(rec.Err(), zohocrm.ReasonDuplicateKey) && !errors.Is(rec.Err(), zohocrm.ReasonType) {
				continue
			}
			if !yield(rec) {
				return
			}
		}
	}
	for _, in := range []*payload.Insert{payload.NewInsert(m), payload.NewInsert(m).Layout("7").Strict(), payload.NewInsert(m).Layout("x")} {
		got, want := batchVerdict(in, whole), batchVerdict(in, slices.Values(general))
		if got != want {
			t.Fatalf("%s: %q\ngot  %s\nwant %s", m.APIName(), stream, got, want)
		}
	}
}

func batchVerdict(in *payload.Insert, records iter.Seq[*record.Record]) string {
	var all []byte
	for batch := range in.Batches(records) {
		all = append(all, batch.Body...)
		all = fmt.Append(all, batch.Index, batch.Recurring, textVerdict(nil, batch.Problems))
	}
	return string(all)
}

// TestTextIsItsValueInUpdates: so it is in the calls that change stored records,
// where empty values and rows have another meaning.
func TestTextIsItsValueInUpdates(t *testing.T) {
	r := testkit.Rand(t)
	stored := []string{
		`{"id":"554023000002734009","Company":null,"Last_Name":"x"}`,
		`{"id":"554023000002734009","Description":"","Tag":[],"Subject":"s","Quoted_Items":[{"id":"1","Quantity":2},{"id":"2","_delete":null},{"Product_Name":{"id":"3"},"Quantity":1}]}`,
		`{"id":"1","Quoted_Items":[{"id":"5","Product_Name":{"id":"3"},"Quantity":1},{"id":"5","Product_Name":{"id":"3"},"Quantity":2}]}`,
		`{"id":"1","Event_Title":"a","Participants":[],"Remind_At":null,"Owner":{"id":"2"}}`,
		`{"id":"1","Courses":[],"Some":null,"Day":"","Key":"k"}`,
		`{"id":"1","Listings":[{"id":"7","_delete":null},{"Listing":{"id":"1"}}],"Images":[],"Users":null,"Email":"","Layout":{"id":"2"}}`,
		`{"id":"1"}`, `{}`,
	}
	cases := textCases(t)
	valid := 0
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		tt := cases[name]
		for range testkit.Size(50, 500, 10_000) {
			lines := append(slices.Clone(tt.lines), stored...)
			line := mutated(r, lines[r.IntN(len(lines))])
			parsed, problem := generalRecord(line)
			if problem != nil {
				continue
			}
			rec, err := record.FromJSON([]byte(line))
			if fmt.Sprint(err) != fmt.Sprint(parsed.Err()) {
				t.Fatalf("%q: FromJSON returns %v, want %v", line, err, parsed.Err())
			}
			if err != nil {
				continue
			}
			for _, op := range []string{"update", "update by URL", "laid out update", "upsert", "laid out upsert", "expected"} {
				request := func(rec *record.Record) *payload.Request {
					switch op {
					case "update":
						return payload.NewUpdate(tt.module).Add(rec)
					case "update by URL":
						return payload.NewUpdate(tt.module).ID("554023000002734009").Add(rec)
					case "laid out update":
						return payload.NewUpdate(tt.module).Layout("7").Add(rec)
					case "laid out upsert":
						return payload.NewUpsert(tt.module).Layout("7").ApplyFeatures(payload.LayoutRules).Add(rec)
					case "upsert":
						return payload.NewUpsert(tt.module).Add(rec)
					}
					return payload.NewUpsert(tt.module).ExpectUpdates().Add(rec)
				}
				got, want := requestVerdict(t, request(rec)), requestVerdict(t, request(parsed))
				if got != want {
					t.Fatalf("%s of %s: %q\ngot  %s\nwant %s", op, name, line, got, want)
				}
				if strings.HasPrefix(got, "{") {
					valid++
				}
			}
		}
	}
	if valid < testkit.Size(100, 500, 500) {
		t.Errorf("only %d requests are valid", valid)
	}
}

// requestVerdict returns the body of a request and all its problems.
func requestVerdict(t *testing.T, r *payload.Request) string {
	t.Helper()
	batch, _ := r.Batch()
	return textVerdict(batch.Body, batch.Problems)
}
