package modules_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A ruleExample shows one rule of a module: the least record of the module with
// fields that the rule takes, and with fields in which it finds something.
type ruleExample struct {
	module        *modules.Module
	rule          string
	passes, fails string
}

// answerTo returns the problems of the only record of a request, and what Zoho
// would answer: its body, and then the warnings, a line each.
func answerTo(t testing.TB, m *modules.Module, rec *record.Record) (zohocrm.Errors, string) {
	t.Helper()
	_, errs := m.Append(nil, nil, rec)
	for _, e := range errs {
		e.PrefixPath(zohocrm.Key("data"), zohocrm.Index(0))
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(errs); err != nil {
		t.Fatal(err)
	}
	for _, e := range errs {
		if e.Warning {
			b.WriteString("warning ")
			if err := encoder.Encode(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	return errs, b.String()
}

// checkRules compares what rules find with the files under testdata/rules, and
// drops the rules.
func checkRules(t *testing.T, examples []ruleExample) {
	for _, tt := range examples {
		name := tt.module.APIName() + "." + tt.rule
		t.Run(name, func(t *testing.T) {
			m := with(t, tt.module, modules.WithNow(func() time.Time { return now }))
			if _, errs := m.Append(nil, nil, patched(t, m, tt.passes)); len(errs) > 0 {
				t.Errorf("%s: %v", tt.passes, errs)
			}

			rec := patched(t, m, tt.fails)
			errs, got := answerTo(t, m, rec)
			if len(errs) == 0 {
				t.Fatalf("%s passes", tt.fails)
			}
			testkit.Golden(t, "rules/"+name+".txt", []byte(got))

			// The rule can be dropped, and found all that there was to find.
			less := with(t, m, modules.WithoutRule(tt.rule))
			for rule := range less.Rules() {
				if rule.Name == tt.rule {
					t.Errorf("WithoutRule leaves %s", rule.Name)
				}
			}
			if errs, _ := answerTo(t, less, rec); len(errs) > 0 {
				t.Errorf("without the rule: %v", errs)
			}
		})
	}
}

// TestEveryRuleHasAnExample looks for the rules of all modules in the tables of
// this package's tests, and for files that none of them reads.
func TestEveryRuleHasAnExample(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "rules", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var want, got, names []string
	for _, m := range allModules() {
		for rule := range m.Rules() {
			if !ofRequests[rule.Name] && (rule.Name != "wizard_connection_path" || m.APIName() == "Leads") {
				want = append(want, m.APIName()+"."+rule.Name)
			}
		}
	}
	for _, examples := range [][]ruleExample{activityRules, appointmentRules, salesRules, noteRules} {
		for _, e := range examples {
			got = append(got, e.module.APIName()+"."+e.rule)
		}
	}
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".txt"))
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
		t.Errorf("rules (-modules +examples):\n%s", diff)
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("rules (-modules +files):\n%s", diff)
	}
}

// TestWizardInEveryModule checks the one rule that all modules have.
func TestWizardInEveryModule(t *testing.T) {
	for _, m := range allModules() {
		const path = "554023000002734010"
		rec := patched(t, m, `"Wizard":"554023000002734009"`)
		want := []string{"error DEPENDENT_FIELD_MISSING mandatory $wizard_connection_path $.$wizard_connection_path"}
		if diff := cmp.Diff(want, problems(t, m, rec)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", m.APIName(), diff)
		}
		if got := problems(t, m, rec.Value("$wizard_connection_path", fieldtype.Texts(path))); got != nil {
			t.Errorf("%s: %v", m.APIName(), got)
		}
	}
}

// TestPageBodies checks each record of the page's sample bodies, and that its JSON
// is the same byte for byte, without the white space.
func TestPageBodies(t *testing.T) {
	const dir = "../testdata/page"
	files, err := filepath.Glob(dir + "/*.json")
	if err != nil || len(files) != 6 {
		t.Fatalf("%s: %d bodies, want 6 (%v)", dir, len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			m, err := modules.Lookup(name)
			if err != nil {
				t.Fatal(err)
			}
			m = with(t, m, modules.WithNow(func() time.Time { return now }))
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var body struct{ Data []json.RawMessage }
			if err := json.Unmarshal(text, &body); err != nil || len(body.Data) == 0 {
				t.Fatalf("%d records, %v", len(body.Data), err)
			}
			for _, text := range body.Data {
				var warnings []string
				if name == "Calls" { // the page's own spelling of a field
					warnings = []string{"warning INVALID_DATA renamed Outbound_Call_Status $.Outbound_Call_Status"}
				}
				checkUnchanged(t, m, string(text), warnings)
			}
		})
	}
}

// checkUnchanged checks that a record has the given warnings and no error, and
// that its JSON is the same, without the white space.
func checkUnchanged(t *testing.T, m *modules.Module, text string, warnings []string) {
	t.Helper()
	var want bytes.Buffer
	if err := json.Compact(&want, []byte(text)); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	got, errs := m.Append(nil, nil, parse(t, text))
	if diff := cmp.Diff(warnings, testkit.Lines(errs)); diff != "" {
		t.Errorf("%s: problems (-want +got):\n%s", m.APIName(), diff)
	}
	if diff := cmp.Diff(want.String(), string(got)); diff != "" {
		t.Errorf("%s: (-in +out):\n%s", m.APIName(), diff)
	}
}

// The recurrence and the line items of the records below.
const (
	daily = `{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"}`
	items = `[{"Product_Name":{"name":"ZCRM_Product","id":"3652397000000416001"},"Quantity":2.50,"List_Price":1234567890123456.123456789,` +
		`"Discount":"5.90","Price_Book_Name":{"id":"3652397000000491235","name":"Price Book 1"},"Description":"first\nsecond",` +
		`"Line_Tax":[{"percentage":10,"name":"Sales Tax"},{"percentage":1,"name":"Vat","id":"3652397000000491236","value":0.25}],"Sequence_Number":1},` +
		`{"Product_Name":{"id":"3652397000000416002"},"Quantity":1,"Discount":0,"Line_Tax":[]}]`
)

// compound holds, for each module, a record with all kinds of values that are
// not single ones.
var compound = map[string]string{
	"Leads": `{"Last_Name":"Daly","Layout":{"id":"554023000002734009"},"Owner":{"id":"3652397000000186017"},"Tag":[{"name":"Hot"},{"name":"2024"}],
		"$approved":false,"Wizard":{"id":"554023000002734010"},"$wizard_connection_path":["554023000002734011","554023000002734012"],
		"Data_Processing_Basis_Details":{"Consent_Remarks":"asked","Consent_Through":"Email","Consent_Date":"2023-05-20","Contact_Through_Email":true},
		"Courses_Opted":["Analytics","Big data"],"Visits":[{"On":"2023-05-20","Rooms":[1,2]}]}`,
	"Contacts": `{"Last_Name":"Boyle","Account_Name":{"id":"1","name":"Zylker"},"Reporting_To":{"id":"2"}}`,
	"Accounts": `{"Account_Name":"Zylker","Parent_Account":{"id":"1"}}`,
	"Deals": `{"Deal_Name":"Insert","Stage":"Qualification","Pipeline":"Standard (Standard)","Probability":100,"Account_Name":{"id":"1"},
		"Image_Upload":[{"File_Id__s":"2cxxxxxxxxxxxx2fa"}],"File_Upload":[{"File_Id__s":"2cxxxxxxxxxxxx4fc"}],
		"Listings":[{"Interested_Listings":{"id":"3652397000001978005"}}],"Multi_user":[{"Multi_user":{"name":"J Smith","id":"3652397000000281001"}}]}`,
	"Tasks": `{"Subject":"Subject","What_Id":{"id":"1"},"$se_module":"Leads","Recurring_Activity":` + daily + `,
		"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52"},"send_notification":true}`,
	"Calls": `{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2023-05-21T09:00:00+05:30",
		"Who_Id":{"id":"1","name":"Patricia Boyle"},"What_Id":{"id":"2"},"$se_module":"Accounts","Reminder":"5 minutes before"}`,
	"Events": `{"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30",
		"Participants":[{"name":"John","type":"contact","participant":"5545974000002858122"},{"type":"email","Email":"patricia.boyle@zylker.com"},
		{"type":"lead","participant":"1"},{"type":"user","participant":"2"}],"$send_notification":true,"What_Id":{"id":"1"},"$se_module":"Deals",
		"Remind_At":[{"unit":15,"period":"minutes"},{"unit":1,"period":"days","time":"10.30"}],"Remind_Participants":[{"unit":2,"period":"hours"}],
		"Recurring_Activity":` + daily + `}`,
	"Products":        `{"Product_Name":"ZCRM_Product","Vendor_Name":{"id":"1"},"Tax":[{"id":"2","value":"Vat - 0.8 %"}],"Handler":{"id":"3"}}`,
	"Quotes":          `{"Subject":"quote v6","$line_tax":[{"percentage":1.5,"name":"Common Tax"}],"Quoted_Items":` + items + `}`,
	"Sales_Orders":    `{"Subject":"order","$line_tax":[{"percentage":1.5,"name":"Common Tax"}],"Ordered_Items":` + items + `}`,
	"Purchase_Orders": `{"Subject":"order","Vendor_Name":{"id":"1"},"$line_tax":[{"percentage":1.5,"name":"Common Tax"}],"Purchase_Items":` + items + `}`,
	"Invoices":        `{"Subject":"invoice","$line_tax":[{"percentage":1.5,"name":"Common Tax"}],"Invoiced_Items":` + items + `}`,
	"Campaigns":       `{"Campaign_Name":"Spring","Parent_Campaign":{"id":"1"}}`,
	"Vendors":         `{"Vendor_Name":"Zylker","Category":"","Website":null,"Tag":[]}`,
	"Price_Books": `{"Price_Book_Name":"Price Book 1","Pricing_Model":"Flat","Pricing_Details":[{"from_range":1,"to_range":5,"discount":2},
		{"from_range":6,"to_range":11,"discount":3.50},{"from_range":12,"to_range":1000000,"unit_price":0.99}]}`,
	"Cases":     `{"Case_Origin":"Email","Status":"On Hold","Subject":"Broken","Related_To":{"id":"1"}}`,
	"Solutions": `{"Solution_Title":"Mended","Product_Name":{"id":"1"}}`,
	"Appointments__s": `{"Service_Name":{"id":"1"},"Appointment_Name":"Visit","Appointment_For":{"module":{"api_name":"Contacts"},"id":"2","name":"John"},
		"Owner":{"id":"3"},"Appointment_Start_Time":"2023-05-21T09:00:00+05:30","Location":"Client Address","Address":"1 Main Street",
		"Status":"Scheduled","Remind_At":[{"unit":100,"period":"minutes"}],"Reschedule_Reason":"By Customer","Rescheduled_From":"2023-05-20T09:00:00+05:30"}`,
	"Appointments_Rescheduled_History__s": `{"Appointment_Name":{"id":"1","name":"Visit"},"Rescheduled_Time":"2023-05-20T08:00:00+05:30",
		"Rescheduled_By":{"id":"2"},"Rescheduled_From":"2023-05-21T09:00:00+05:30","Rescheduled_To":"2023-05-22T09:00:00+05:30"}`,
	"Services__s": `{"Service_Name":"Haircut","Duration":60,"Location":"Business Address","Members":[{"Members":{"id":"1"}},{"Members":{"id":"2"}}],
		"Availability_Type":"Specific Date(s)","Available_Dates":["2023-05-20","2023-05-21"],"Available_Timings":[{"From":"09:00","To":"12:00"}],
		"Available_Days":["Monday"],"Price":25.50,"Tax":[{"id":"3","value":"Vat - 0.8 %"}],"Job_Sheet_Required":"Yes","Job_Sheet_Section__s":"General"}`,
	"Notes":    `{"Parent_Id":{"module":{"api_name":"Leads","id":"1"},"id":"2"},"Note_Content":"Called back"}`,
	"Vehicles": `{"Name":"Van 7","Trips":[{"From":"A","To":"B","Stops":[{"At":"C"}]}],"Drivers":[{"Driver":{"id":"1"}}]}`,
}

// TestCompoundValuesUnchanged checks a record of each module, and that only what
// Zoho's own samples quote warns.
func TestCompoundValuesUnchanged(t *testing.T) {
	for _, m := range allModules() {
		text := compound[m.APIName()]
		if text == "" {
			t.Errorf("%s: no record", m.APIName())
			continue
		}
		var warnings []string
		for name := range parse(t, text).Fields() {
			if strings.HasSuffix(name, "ed_Items") || name == "Purchase_Items" {
				warnings = append(warnings, fmt.Sprintf("warning INVALID_DATA quoted_number Discount $.%s[0].Discount", name))
			}
		}
		checkUnchanged(t, with(t, m, modules.WithNow(func() time.Time { return now })), text, warnings)
	}
}

// A randomRecord makes records of the fields of a module.
type randomRecord struct{ *rand.Rand }

// value returns a value that the field may or may not take: a good one for some
// field, or one that is good for none.
func (r randomRecord) value() fieldtype.Value {
	if r.Intn(4) == 0 {
		return badValues[r.Intn(len(badValues))]
	}
	v, err := fieldtype.ParseJSON([]byte(goodValues[fieldtype.Kind(r.Intn(len(goodValues)))]))
	if err != nil {
		panic(err)
	}
	return v
}

// record returns a record of some fields of a module. Half of them have a value
// that is good for them.
func (r randomRecord) record(m *modules.Module) []fieldtype.Member {
	var rec []fieldtype.Member
	for f := range m.Fields() {
		switch r.Intn(6) {
		case 0:
			rec = append(rec, fieldtype.Member{Name: f.APIName, Value: r.value()})
		case 1:
			rec = append(rec, fieldtype.Member{Name: f.APIName, Value: goodValue(f, r.Int())})
		}
	}
	r.Shuffle(len(rec), func(i, j int) { rec[i], rec[j] = rec[j], rec[i] })
	return rec
}

// badValues have no JSON form, or one that few fields take.
var badValues = []fieldtype.Value{
	{}, fieldtype.Null(), fieldtype.Text(""), fieldtype.Text("\x00"), fieldtype.Text("\xff"), fieldtype.Int(-1), fieldtype.ValueOf(make(chan int)),
	fieldtype.ParseNumber("1e400"), fieldtype.Texts(), fieldtype.Texts("", "x"), fieldtype.Array(), fieldtype.Array(fieldtype.Null(), fieldtype.Array()),
	fieldtype.Object(), fieldtype.Object(fieldtype.Member{Name: "", Value: fieldtype.Value{}}), fieldtype.Time(now), fieldtype.Time(time.Time{}.AddDate(-2, 0, 0)),
	fieldtype.Object(fieldtype.Member{Name: "ALARM", Value: fieldtype.Int(1)}), fieldtype.Array(fieldtype.Object(fieldtype.Member{Name: "from_range", Value: fieldtype.Float(1)})),
}

// goodValues holds a value for each kind of field.
var goodValues = map[fieldtype.Kind]string{
	fieldtype.Any: `"x"`, fieldtype.SingleLine: `"Daly"`, fieldtype.MultiLine: `"a\nb"`, fieldtype.MultiLineLarge: `"a\nb"`, fieldtype.RichText: `"<b>a</b>"`,
	fieldtype.Email: `"p.boyle@zylker.com"`, fieldtype.Phone: `"9900000000"`, fieldtype.URL: `"https://www.zylker.com"`, fieldtype.Picklist: `"x"`,
	fieldtype.MultiSelect: `["Analytics"]`, fieldtype.Date: `"2017-08-16"`, fieldtype.DateTime: `"2017-08-16T14:32:23+05:30"`, fieldtype.Number: `60`,
	fieldtype.Currency: `250000.90`, fieldtype.DecimalNumber: `250000.50`, fieldtype.Percent: `25`, fieldtype.LongInteger: `"0012345600012"`, fieldtype.Checkbox: `true`,
	fieldtype.Lookup: `{"id":"425248000000104001"}`, fieldtype.User: `{"id":"4150868000000623001"}`, fieldtype.Layout: `{"id":"554023000002734009"}`,
	fieldtype.LarID: `"1"`, fieldtype.Wizard: `"1"`, fieldtype.WizardPath: `["1"]`, fieldtype.SEModule: `"Deals"`,
	fieldtype.ImageUpload: `[{"File_Id__s":"a"}]`, fieldtype.FileUpload: `[{"File_Id__s":"a"}]`, fieldtype.MultiSelectLookup: `[{"Interested_Listings":{"id":"1"}}]`,
	fieldtype.MultiUserLookup: `[{"Members":{"id":"1"}}]`, fieldtype.MultiModuleLookup: `{"module":{"api_name":"Contacts"},"id":"1"}`,
	fieldtype.Subform: `[{"Product_Name":{"id":"1"}}]`, fieldtype.LineTax: `[{"percentage":1.5,"name":"Common Tax"}]`,
	fieldtype.PricingDetails: `[{"from_range":1,"to_range":5,"discount":2}]`, fieldtype.Participants: `[{"type":"user","participant":"1"}]`,
	fieldtype.Tag: `[{"name":"Hot"}]`, fieldtype.Consent: `{"Consent_Through":"Email"}`, fieldtype.TimeRanges: `[{"From":"09:00","To":"17:00"}]`,
	fieldtype.Alarm: `{"ALARM":"ACTION=EMAIL;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30"}`, fieldtype.RRule: daily,
	fieldtype.Reminders: `[{"unit":15,"period":"minutes"}]`, fieldtype.ProfileImage: `"x"`, fieldtype.Territories: `["x"]`, fieldtype.AutoNumber: `"1"`,
	fieldtype.Formula: `1`, fieldtype.RollupSummary: `1`, fieldtype.Clock: `"09:00"`,
}

// goodValue returns a value that a field takes without a word, one of its own
// if it has a list of them.
func goodValue(f fieldtype.Field, n int) fieldtype.Value {
	if k := f.Spec.Kind; len(f.Spec.Values) > 0 && k != fieldtype.Reminders {
		return fieldtype.Text(f.Spec.Values[n%len(f.Spec.Values)])
	}
	v, err := fieldtype.ParseJSON([]byte(goodValues[f.Spec.Kind]))
	if err != nil {
		panic(err)
	}
	return v
}

// tied names the fields that by having a value, however good, let a rule find
// something in a record.
var tied = strings.Fields(`
	Wizard What_Id $se_module se_module Call_Type Outgoing_Call_Status Outbound_Call_Status Call_Start_Time Call_Duration
	Start_DateTime End_DateTime Recurring_Activity Location Status Appointment_Start_Time Appointment_End_Time
	Cancellation_Reason Cancellation_Note Reschedule_Reason Reschedule_Note Rescheduled_From Rescheduled_Time
	Job_Sheet_Name__s Job_Sheet_Section__s Job_Sheet_Description__s Job_Sheet_Required
	Duration Availability_Type Available_From Available_Till Available_Timings Available_Dates
	Unavailable_Till Appointment_For Note_Title`)

// TestRuleLaws checks random records of every module.
func TestRuleLaws(t *testing.T) {
	properties := testkit.Laws(t, 50)
	clock := modules.WithNow(func() time.Time { return now })
	var all []*modules.Module
	for _, m := range allModules() {
		all = append(all, with(t, m, clock))
	}
	law := func(name string, holds func(r randomRecord, m *modules.Module, rec []fieldtype.Member) string) {
		properties.Property(name, prop.ForAll(func(seed int64) string {
			r := randomRecord{rand.New(rand.NewSource(seed))}
			for _, m := range all {
				if wrong := holds(r, m, r.record(m)); wrong != "" {
					return m.APIName() + ": " + wrong
				}
			}
			return ""
		}, gen.Int64()))
	}

	law("every record has a verdict, always the same", func(r randomRecord, m *modules.Module, rec []fieldtype.Member) string {
		body, errs := m.Append(nil, nil, byHand(rec...))
		again, errsAgain := m.Append(nil, nil, byHand(rec...))
		text, err := json.Marshal(errs)
		textAgain, errAgain := json.Marshal(errsAgain)
		switch {
		case err != nil || errAgain != nil || !json.Valid(text):
			return fmt.Sprint("the answer is no JSON: ", err)
		case !bytes.Equal(body, again) || !bytes.Equal(text, textAgain) || !slices.Equal(testkit.Lines(errs), testkit.Lines(errsAgain)):
			return "the second time it is another"
		case errs.Err() == nil && !json.Valid(body):
			return fmt.Sprintf("is written as %s", body)
		}
		return ""
	})

	law("a good field more is never a problem more", func(r randomRecord, m *modules.Module, rec []fieldtype.Member) string {
		before := problems(t, m, byHand(rec...))
		fields := slices.Collect(m.Fields())
		f := fields[r.Intn(len(fields))]
		_, given := byHand(rec...).Field(f.APIName)
		if !given && !f.ReadOnly && f.AliasOf == "" && !slices.Contains(tied, f.APIName) {
			more := append(slices.Clone(rec), fieldtype.Member{Name: f.APIName, Value: goodValue(f, r.Int())})
			if line, ok := within(problems(t, m, byHand(more...)), before); !ok {
				return f.APIName + " adds: " + line
			}
		}
		own := fieldtype.Field{APIName: "A_Field_Of_Our_Own", Spec: fieldtype.Spec{Kind: fieldtype.Kind(r.Intn(len(goodValues)))}}
		more := append(slices.Clone(rec), fieldtype.Member{Name: own.APIName, Value: goodValue(own, 0)})
		if after := problems(t, m, byHand(more...)); !slices.Equal(before, after) {
			return fmt.Sprintf("a field of our own: before %v, with it %v", before, after)
		}
		return ""
	})

	law("a rule dropped is never a problem more", func(r randomRecord, m *modules.Module, rec []fieldtype.Member) string {
		before := problems(t, m, byHand(rec...))
		for rule := range m.Rules() {
			if line, ok := within(problems(t, with(t, m, modules.WithoutRule(rule.Name)), byHand(rec...)), before); !ok {
				return rule.Name + " held back: " + line
			}
		}
		return ""
	})
	properties.TestingRun(t)
}

// within returns the first of some lines that is not among all.
func within(some, all []string) (line string, ok bool) {
	left := slices.Clone(all)
	for _, line := range some {
		i := slices.Index(left, line)
		if i < 0 {
			return line, false
		}
		left = slices.Delete(left, i, i+1)
	}
	return "", true
}
