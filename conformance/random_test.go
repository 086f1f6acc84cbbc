package conformance_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// A source gives what is random in a record.
type source struct{ *rand.Rand }

func newSource(t *testing.T, seed uint64) source {
	t.Helper()
	t.Logf("seed %d", seed)
	return source{rand.New(rand.NewPCG(seed, 0))}
}

func (r source) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0' + byte(r.IntN(10))
	}
	return string(b)
}

// number returns the literal of a number with at most these digits.
func (r source) number(before, after int) string {
	literal := strings.TrimLeft(r.digits(r.IntN(before+1)), "0")
	if literal == "" {
		literal = "0"
	}
	if after > 0 && r.IntN(2) == 0 {
		literal += "." + r.digits(1+r.IntN(after))
	}
	if r.IntN(4) == 0 {
		literal = "-" + literal
	}
	return literal
}

func (r source) id() string { return "1" + r.digits(r.IntN(19)) }

// words are texts that JSON and people find hard.
var words = []string{"a", "Größe", "山田", "O'Leary", `"quoted"`, "back\\slash", "two\nlines", "tab\t", "<b>", "\u2028", "😀", "null", "0", " "}

// text returns a text of at most a number of code points, often of just that.
func (r source) text(limit int) string {
	var b strings.Builder
	left := 1 + r.IntN(min(limit, 60))
	if r.IntN(8+limit/100) == 0 {
		left = limit
	}
	for left > 0 {
		word := []rune(words[r.IntN(len(words))])
		word = word[:min(len(word), left)]
		b.WriteString(string(word))
		left -= len(word)
	}
	return b.String()
}

func (r source) pick(values ...string) string { return values[r.IntN(len(values))] }

func (r source) time() time.Time {
	offset := (r.IntN(28*4+1) - 14*4) * 15 * 60
	return time.Unix(r.Int64N(4e9), 0).In(time.FixedZone("", offset))
}

func (r source) array(limit int, element func() fieldtype.Value) fieldtype.Value {
	elements := make([]fieldtype.Value, 1+r.IntN(min(limit, 4)))
	if r.IntN(8) == 0 {
		elements = make([]fieldtype.Value, limit)
	}
	for i := range elements {
		elements[i] = element()
	}
	return fieldtype.Array(elements...)
}

func object(members ...any) fieldtype.Value {
	var list []fieldtype.Member
	for i := 0; i < len(members); i += 2 {
		list = append(list, fieldtype.Member{Name: members[i].(string), Value: fieldtype.ValueOf(members[i+1])})
	}
	return fieldtype.Object(list...)
}

// value returns a value that a field takes.
func (r source) value(s fieldtype.Spec) fieldtype.Value {
	length, before, after := s.Kind.Limits()
	if s.MaxLength > 0 {
		length = s.MaxLength
	}
	if s.MaxDigits > 0 {
		before = s.MaxDigits
	}
	if s.MaxDecimals != 0 {
		after = max(s.MaxDecimals, 0)
	}
	switch s.Kind {
	case fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.MultiLineLarge, fieldtype.RichText, fieldtype.ProfileImage:
		return fieldtype.Text(r.text(length))
	case fieldtype.Email:
		return fieldtype.Text(r.pick("p.boyle@zylker.com", "ä@ü.de", "+a@b.co", "o'brien@x.com"))
	case fieldtype.Phone:
		return fieldtype.Text(r.pick("9900000000", "91(987)654321", "+1 (555) 123-4567", "555 x123"))
	case fieldtype.URL:
		return fieldtype.Text(r.pick("https://www.zylker.com", "zylker.com", "www.abc.com/a?b=c", "ftp://a.b"))
	case fieldtype.Picklist:
		if len(s.Values) > 0 {
			return fieldtype.Text(r.pick(s.Values...))
		}
		return fieldtype.Text(r.text(100))
	case fieldtype.MultiSelect:
		return r.array(20, func() fieldtype.Value { return fieldtype.Text(r.text(50)) })
	case fieldtype.Date:
		return fieldtype.Time(r.time())
	case fieldtype.DateTime:
		return fieldtype.Time(r.time())
	case fieldtype.Number:
		if s.Range.To > 0 {
			return fieldtype.Int(int64(s.Range.From + r.IntN(s.Range.To-s.Range.From+1)))
		}
		return fieldtype.ParseNumber(r.number(before, 0))
	case fieldtype.Currency, fieldtype.DecimalNumber, fieldtype.Percent:
		return fieldtype.ParseNumber(r.number(before, after))
	case fieldtype.LongInteger:
		return fieldtype.Text(r.digits(1 + r.IntN(before)))
	case fieldtype.Checkbox:
		return fieldtype.Bool(r.IntN(2) == 0)
	case fieldtype.Lookup, fieldtype.Layout:
		if r.IntN(3) == 0 {
			return object("name", r.text(50), "id", r.id())
		}
		return fieldtype.ID(r.id())
	case fieldtype.User:
		if r.IntN(3) == 0 {
			return object("email", "p.boyle@zylker.com", "name", r.text(50))
		}
		return fieldtype.ID(r.id())
	case fieldtype.Wizard:
		return fieldtype.ID(r.id())
	case fieldtype.WizardPath:
		return r.array(5, func() fieldtype.Value { return fieldtype.Text(r.id()) })
	case fieldtype.SEModule:
		return fieldtype.Text(r.pick(s.Values...))
	case fieldtype.ImageUpload, fieldtype.FileUpload:
		return r.array(length, func() fieldtype.Value { return object("File_Id__s", r.digits(20)) })
	case fieldtype.MultiSelectLookup, fieldtype.MultiUserLookup:
		inner := s.ConnectedLookup
		if inner == "" {
			inner = "Linked"
		}
		return r.array(10, func() fieldtype.Value { return object(inner, fieldtype.ID(r.id())) })
	case fieldtype.MultiModuleLookup:
		return object("module", object("api_name", r.pick("Leads", "Contacts", "Deals")), "id", r.id())
	case fieldtype.Subform:
		return r.array(100, func() fieldtype.Value { return r.row(s.Fields) })
	case fieldtype.LineTax:
		return r.array(5, func() fieldtype.Value {
			return object("percentage", fieldtype.ParseNumber(r.number(2, 2)), "name", r.text(50))
		})
	case fieldtype.PricingDetails:
		to := 0
		return r.array(5, func() fieldtype.Value {
			from := to + 1
			to = from + r.IntN(10)
			return object("from_range", from, "to_range", to, "discount", r.IntN(20))
		})
	case fieldtype.Participants:
		return r.array(50, func() fieldtype.Value {
			if kind := r.pick("lead", "contact", "user", "email"); kind != "email" {
				return object("type", kind, "participant", r.id(), "name", r.text(50))
			}
			return object("type", "email", "Email", "p.boyle@zylker.com")
		})
	case fieldtype.Tag:
		return r.array(10, func() fieldtype.Value { return object("name", r.text(25)) })
	case fieldtype.Consent:
		return object("Consent_Remarks", r.text(50), "Consent_Date", "2022-11-11", "Contact_Through_Email", true, "Data_Processing_Basis", "Obtained")
	case fieldtype.TimeRanges:
		return fieldtype.Array(object("From", "00:00", "To", "23:59"))
	case fieldtype.Alarm:
		alarm := rrule.Email()
		if r.IntN(2) == 0 {
			return object("ALARM", alarm.On(r.time()).String())
		}
		return object("ALARM", alarm.DaysBefore(1+r.IntN(6)).At("22:52").String())
	case fieldtype.RRule:
		rule := rrule.Weekly().Every(1+r.IntN(9)).On(rrule.Weekday(1+r.IntN(7)), rrule.Weekday(1+r.IntN(7))).From(rrule.Day(2023, 5, 20))
		if r.IntN(2) == 0 {
			rule = rule.Until(rrule.Day(2023, 5, 28))
		}
		return object("RRULE", rule.String())
	case fieldtype.Reminders:
		return r.array(3, func() fieldtype.Value {
			if r.IntN(2) == 0 {
				return object("unit", r.IntN(61), "period", r.pick("minutes", "hours", "days"))
			}
			return object("unit", 1, "period", "days", "time", r.pick("10.30", "10:30"))
		})
	case fieldtype.Clock:
		return fieldtype.Text("09:30")
	case fieldtype.Territories, fieldtype.AutoNumber, fieldtype.Formula, fieldtype.RollupSummary:
		return fieldtype.Value{}
	}
	return fieldtype.Value{}
}

// row returns a row of a subform.
func (r source) row(columns []fieldtype.Field) fieldtype.Value {
	var members []fieldtype.Member
	for _, c := range columns {
		if c.Mandatory || r.IntN(2) == 0 {
			members = append(members, fieldtype.Member{Name: c.APIName, Value: r.value(c.Spec)})
		}
	}
	return fieldtype.Object(members...)
}

// record returns a record of a module that Zoho would take.
func (r source) record(m *modules.Module) *record.Record {
	var fields []fieldtype.Field
	for f := range m.Fields() {
		if f.AliasOf == "" && !f.ReadOnly && (f.Mandatory || r.IntN(3) == 0) {
			fields = append(fields, f)
		}
	}
	r.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
	rec := record.New()
	for _, f := range fields {
		v := r.value(f.Spec)
		if !f.Mandatory && r.IntN(12) == 0 {
			v = fieldtype.Null()
		}
		rec.Value(f.APIName, v)
	}
	r.agree(m.APIName(), rec)
	return rec
}

// agree makes the fields of a record agree with one another.
func (r source) agree(module string, rec *record.Record) {
	has := func(name string) bool {
		v, ok := rec.Field(name)
		return ok && !v.IsEmpty()
	}
	text := func(name string) string {
		v, _ := rec.Field(name)
		s, _ := v.AsText()
		return s
	}
	drop := func(names ...string) {
		for _, name := range names {
			rec.Value(name, fieldtype.Value{})
		}
	}
	if has("Wizard") {
		rec.Set("$wizard_connection_path", []string{r.id()})
	}
	if has("What_Id") {
		rec.Text("$se_module", "Accounts")
	}
	switch module {
	case "Deals":
		rec.Int("Probability", int64(r.IntN(101)))
	case "Tasks":
		if !has("Recurring_Activity") {
			drop("Remind_At")
		}
	case "Events":
		start := r.time()
		rec.DateTime("Start_DateTime", start).DateTime("End_DateTime", start.Add(time.Duration(r.IntN(1e6))*time.Second))
		if has("Recurring_Activity") {
			rec.Set("Remind_At", []any{map[string]any{"unit": 15, "period": "minutes"}})
		}
	case "Calls":
		drop("Outgoing_Call_Status")
		switch r.IntN(3) {
		case 0:
			rec.Text("Call_Type", "Missed")
			drop("Call_Duration")
		case 1:
			modules.RelatedTo(rec.Text("Call_Type", "Outbound").Text("Outgoing_Call_Status", "Scheduled").Lookup("Who_Id", r.id()), "Deals", r.id())
			drop("Call_Duration")
		default:
			rec.Text("Call_Duration", fmt.Sprintf("%02d:%02d", r.IntN(24), 1+r.IntN(59)))
		}
	case "Notes": // with a title alone a note warns, and v7 may refuse it
		rec.Text("Note_Content", r.text(255))
	case "Appointments__s":
		if text("Location") == "Client Address" {
			rec.Text("Address", r.text(255))
		}
		rec.Text("Status", r.pick("Scheduled", "Completed", "Cancelled", "Overdue"))
		if has("Cancellation_Reason") || has("Cancellation_Note") {
			rec.Text("Status", "Cancelled")
		}
		if text("Status") != "Completed" {
			drop("Job_Sheet_Name__s", "Job_Sheet_Section__s", "Job_Sheet_Description__s")
		}
		if has("Reschedule_Reason") || has("Reschedule_Note") || has("Rescheduled_From") {
			start, _ := rec.Field("Appointment_Start_Time")
			at, _ := start.AsTime()
			rec.DateTime("Rescheduled_From", at.Add(-time.Hour))
		}
	case "Services__s":
		drop("Available_From", "Available_Till", "Available_Dates", "Available_Days", "Job_Sheet_Required", "Job_Sheet_Section__s", "Unavailable_From", "Unavailable_Till")
		rec.Int("Duration", int64(15+r.IntN(1400)))
		switch text("Availability_Type") {
		case "Specific Date Range":
			rec.Text("Available_From", "2026-01-10").Text("Available_Till", "2026-01-16")
		case "Specific Date(s)":
			rec.MultiSelect("Available_Dates", "2026-01-13", "2026-01-14")
		case "Specific Day(s)":
			rec.MultiSelect("Available_Days", "Tuesday", "Friday")
		}
		if r.IntN(2) == 0 {
			rec.Text("Job_Sheet_Required", "Yes").Text("Job_Sheet_Section__s", "Job Sheet Information")
		}
		if has("Status") && text("Status") != "Available" {
			rec.DateTime("Unavailable_From", r.time()).DateTime("Unavailable_Till", r.time())
		}
	}
}

// moduleList returns the modules of the page and a custom one, with the fields
// of the page's examples.
func moduleList(t *testing.T) map[string]*modules.Module {
	t.Helper()
	all := map[string]*modules.Module{"Custom": modules.Custom("Custom")}
	for m := range modules.All() {
		all[m.APIName()] = m
	}
	for name, m := range all {
		options := []modules.Option{}
		for kind := range fieldtype.Kinds() {
			if kind.Example() != "" && kind.DataType() != "" {
				options = append(options, modules.WithField(fieldtype.Field{APIName: fmt.Sprintf("Custom_%d", kind), Spec: fieldtype.Spec{Kind: kind}}))
			}
		}
		refined, err := m.With(options...)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = refined
	}
	return all
}

// sorted yields the modules in an order that is always the same.
func sorted(all map[string]*modules.Module) iter.Seq2[string, *modules.Module] {
	return func(yield func(string, *modules.Module) bool) {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if !yield(name, all[name]) {
				return
			}
		}
	}
}

// request returns a request of some records, with some of the keys beside them.
func (r source) request(m *modules.Module, records []*record.Record) *payload.Insert {
	in := payload.NewInsert(m)
	for _, record := range records {
		in.Add(record)
	}
	if r.IntN(2) == 0 {
		triggers := []payload.Trigger{payload.Workflow, payload.Approval, payload.Blueprint, payload.Pathfinder, payload.Orchestration}
		in.Triggers(triggers[:r.IntN(len(triggers)+1)]...)
	}
	if r.IntN(2) == 0 {
		in.ApplyFeatures(payload.LayoutRules)
	}
	if r.IntN(2) == 0 {
		in.SkipFeatures(payload.Cadences)
	}
	if r.IntN(2) == 0 && m.APIName() == "Leads" {
		in.LeadAssignmentRule(r.id())
	}
	if r.IntN(4) == 0 {
		in.Layout(r.id())
	}
	return in
}

// records returns a few records of a module, and now and then as many as a
// request takes.
func (r source) records(m *modules.Module) []*record.Record {
	n := 1 + r.IntN(3)
	if r.IntN(50) == 0 {
		n = payload.MaxRecords
	}
	records := make([]*record.Record, n)
	for i := range records {
		records[i] = r.record(m)
	}
	return records
}

// TestRandomBodies validates the bodies of random records that are good.
func TestRandomBodies(t *testing.T) {
	body, schemas := schema(t, "body.schema.json"), recordSchemas(t)
	r := newSource(t, 1234)
	for name, m := range sorted(moduleList(t)) {
		for range 20 {
			data, err := r.request(m, r.records(m)).Build()
			if err != nil {
				t.Fatalf("%s: a good record is refused: %v", name, err)
			}
			checkBody(t, body, schemas[name], data)
		}
	}
}

// wrong are values that hardly any field takes.
var wrong = []fieldtype.Value{
	fieldtype.Bool(true), fieldtype.Int(1 << 62), fieldtype.ParseNumber("0.12345678901"), fieldtype.Text(strings.Repeat("x", 60000)), fieldtype.Text("x"),
	fieldtype.Text("12"), fieldtype.Text("\xff"), fieldtype.Null(), fieldtype.Text(""), fieldtype.Array(), fieldtype.Array(fieldtype.Int(1)),
	fieldtype.Object(), object("id", "x"), object("id", 12), object("name", "x"), object("RRULE", "FREQ=X"), object("ALARM", "ACTION=EMAIL"),
	fieldtype.Array(fieldtype.Object()), fieldtype.Array(object("unit", 999, "period", "minutes")), fieldtype.Array(object("unit", 1, "period", "years")),
	fieldtype.Array(object("type", "x"), object("type", "email")), fieldtype.Array(object("Linked", object("id", "x"))), fieldtype.Array(object("File_Id__s", nil)),
	fieldtype.Array(slices.Repeat([]fieldtype.Value{fieldtype.Object()}, 101)...), fieldtype.Text("2023-02-30"), fieldtype.Text("2023-02-30T00:00:00+05:30"),
	fieldtype.Float(1e300), fieldtype.ValueOf(func() {}), fieldtype.Object(fieldtype.Member{Name: "a", Value: fieldtype.Null()}, fieldtype.Member{Name: "a", Value: fieldtype.Null()}),
	fieldtype.Array(object("from_range", 9, "to_range", 1)), fieldtype.Text("Scheduled"), fieldtype.Text("Client Address"), fieldtype.Text("Yes"),
}

func (r source) wrong() fieldtype.Value { return wrong[r.IntN(len(wrong))] }

// broken returns a request with something wrong in it.
func (r source) broken(m *modules.Module) *payload.Insert {
	records := r.records(m)
	var names []string
	for f := range m.Fields() {
		names = append(names, f.APIName)
	}
	names = append(names, "Strange name", "it's", "", "$unheard_of")
	for _, record := range records {
		for range r.IntN(5) {
			record.Value(names[r.IntN(len(names))], r.wrong())
		}
	}
	in := r.request(m, records)
	switch r.IntN(12) {
	case 0:
		in.Triggers("cadences", payload.Workflow)
	case 1:
		in.ApplyFeatures("")
	case 2:
		in.SkipFeatures("x", "")
	case 3:
		in.LeadAssignmentRule("first")
	case 4:
		in.Add(nil)
	case 5:
		for again := r.record(m); len(in.Records()) <= payload.MaxRecords; {
			in.Add(again)
		}
	case 6:
		in = payload.NewInsert(m)
	case 7:
		in.Add(record.FromValue(r.wrong()))
	}
	if r.IntN(3) == 0 {
		in.Strict()
	}
	if r.IntN(10) == 0 {
		in.MaxErrors(1 + r.IntN(3))
	}
	return in
}

// TestRandomErrors validates the JSON of the errors of random records that are
// broken, and of each warning.
func TestRandomErrors(t *testing.T) {
	written, complete := schema(t, "answer.schema.json#/$defs/written"), schema(t, "answer.schema.json#/$defs/complete")
	all := moduleList(t)
	email, _ := all["Leads"].Field("Email")
	email.Unique = true
	for name, option := range map[string]modules.Option{
		"Leads": modules.WithField(email),
		"Deals": modules.WithPipelinesMetadata(strings.NewReader(`{"pipeline":[{"display_value":"Standard","maps":[{"display_value":"Qualification"}]}]}`)),
	} {
		m, err := all[name].With(option)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = m
	}
	r := newSource(t, 4321)
	refused := 0
	codes, reasons := map[zohocrm.Code]int{}, map[zohocrm.Reason]int{}
	for name, m := range sorted(all) {
		for range 40 {
			in := r.broken(m)
			for e := range in.Problems() {
				codes[e.Code]++
				reasons[e.Reason]++
				if e.Warning {
					checkAnswer(t, complete, e)
				}
			}
			var list zohocrm.Errors
			switch err := in.Validate(); {
			case err == nil:
				continue
			case !errors.As(err, &list):
				t.Fatalf("%s: %T", name, err)
			}
			refused++
			checkAnswer(t, written, list)
		}
	}
	t.Logf("%d requests refused, %v, %v", refused, codes, reasons)
	if refused < 500 || len(codes) < 7 || len(reasons) < 20 {
		t.Errorf("%d requests refused, %d codes, %d reasons: too few to show anything", refused, len(codes), len(reasons))
	}
}

// checkAnswer validates the JSON of an error.
func checkAnswer(t *testing.T, s *jsonschema.Schema, e error) {
	t.Helper()
	data, err := json.Marshal(e)
	if err == nil {
		err = conforms(s, data)
	}
	if err != nil {
		t.Fatalf("%s\n%v", data, err)
	}
}
