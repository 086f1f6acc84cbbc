package fakezoho_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// custom are fields of types that no module of the page has.
var custom = []struct {
	name, fake string
	spec       fieldtype.Spec
}{
	{"Amount_1", "currency", fieldtype.Spec{Kind: fieldtype.Currency}},
	{"Amount_2", "currency4.2", fieldtype.Spec{Kind: fieldtype.Currency, MaxDigits: 4, MaxDecimals: 2}},
	{"Share", "percent", fieldtype.Spec{Kind: fieldtype.Percent}},
	{"Small", "text2000", fieldtype.Spec{Kind: fieldtype.MultiLine}},
	{"Rich", "long", fieldtype.Spec{Kind: fieldtype.RichText}},
	{"Languages", "multiselectpicklist", fieldtype.Spec{Kind: fieldtype.MultiSelect}},
	{"Listings", "multilookup{Interested_Listings}", fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Interested_Listings"}},
	{"Helpers", "multiuser{User}", fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "User"}},
	{"Steps", "subform", fieldtype.Spec{Kind: fieldtype.Subform}},
	{"EAN_Code", "bigint", fieldtype.Spec{Kind: fieldtype.LongInteger}},
	{"Site", "website", fieldtype.Spec{Kind: fieldtype.URL}},
	{"Mail", "email", fieldtype.Spec{Kind: fieldtype.Email}},
	{"Line", "phone", fieldtype.Spec{Kind: fieldtype.Phone}},
	{"Day", "date", fieldtype.Spec{Kind: fieldtype.Date}},
	{"Moment", "datetime", fieldtype.Spec{Kind: fieldtype.DateTime}},
	{"Flag", "boolean", fieldtype.Spec{Kind: fieldtype.Checkbox}},
	{"Count", "integer3", fieldtype.Spec{Kind: fieldtype.Number, MaxDigits: 3}},
	{"Unique_1", "text?", fieldtype.Spec{Kind: fieldtype.SingleLine}},
}

const customModule = "Vehicles"

// organization returns a server, and the modules of its organization as the library
// has them.
func organization(t testing.TB) (*fakezoho.Server, map[string]*modules.Module) {
	t.Helper()
	zoho := newServer(t)
	known := map[string]*modules.Module{customModule: modules.Custom(customModule)}
	for m := range modules.All() {
		known[m.APIName()] = m
	}
	options := []modules.Option{modules.WithNow(func() time.Time { return zoho.Now })}
	for _, f := range custom {
		options = append(options, modules.WithField(fieldtype.Field{APIName: f.name, Spec: f.spec, Unique: f.name == "Unique_1"}))
	}
	for name, m := range known {
		known[name] = m.MustWith(options...)
	}
	return zoho, known
}

// newServer returns a server of an organization.
func newServer(t testing.TB) *fakezoho.Server {
	t.Helper()
	zoho := &fakezoho.Server{Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	var definitions []string
	for _, f := range custom {
		definitions = append(definitions, f.name+":"+f.fake)
	}
	for _, name := range append(zoho.Modules(), customModule) {
		if err := zoho.Define(name, definitions...); err != nil {
			t.Fatal(err)
		}
	}
	return zoho
}

// A maker makes random values as JSON: good ones, those at a limit, and wrong ones.
type maker struct{ *rand.Rand }

func (r maker) pick(values ...string) string { return values[r.IntN(len(values))] }

func (r maker) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0' + byte(r.IntN(10))
	}
	return string(b)
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// text is one of any length, often near a limit.
func (r maker) text() string {
	n := r.IntN(20)
	if r.IntN(6) == 0 {
		limits := []int{25, 30, 40, 50, 80, 100, 120, 200, 225, 250, 255, 450, 2000}
		n = limits[r.IntN(len(limits))] + r.IntN(3) - 1
	}
	if r.IntN(300) == 0 {
		n = []int{32000, 50000}[r.IntN(2)] + r.IntN(2)
	}
	return strings.Repeat(r.pick("a", "ä", "山", "😀", "'", " ", "<"), n)
}

func (r maker) joined(n int, pieces ...string) string {
	var b strings.Builder
	for range r.IntN(n) {
		b.WriteString(r.pick(pieces...))
	}
	return b.String()
}

func (r maker) email() string {
	switch r.IntN(4) {
	case 0:
		return r.joined(9, "a", "ä", "1", "@", ".", "-", "_", "+", "'", "b.co", "@x.de", " ")
	case 1:
		return "a@" + r.joined(8, "a", "-", "_", ".", "1", "com", ".de", "ü")
	case 2:
		return "a" + strings.Repeat("b", 90+r.IntN(5)) + "@" + r.pick("x.de", "xy.de")
	}
	return r.pick("p.boyle@zylker.com", "ä@ü.de", "o'brien@x.com", "a@b", "@b.co", "a@b.c", "a@-b.com", "a@b_c.com", "a@b.co1")
}

func (r maker) phone() string {
	switch r.IntN(3) {
	case 0:
		return r.pick("+", "", "") + r.joined(12, "1", "23", " ", "-", ".", "(", ")", "#", ";", ",", "x", "(4)", " (5)6")
	case 1:
		return r.digits(28 + r.IntN(4))
	}
	return r.pick("9900000000", "91(987)654321", "+1 (555) 123-4567", "555,123#", "1--2", "-5", "(.5)1", "1 (2).3", "555-", "555#12", "555 x123")
}

func (r maker) url() string {
	switch r.IntN(3) {
	case 0:
		return r.pick("", "http://", "https://www.", "ftp://", "mailto:", "HTTP://", "www.") + r.joined(8, "a", ".", "b.co", "/", "?", "#", ":", "-", "@", " ", "ü", "%", "&", "[")
	case 1:
		return "a.b/" + strings.Repeat("c", 250+r.IntN(3))
	}
	return r.pick("https://www.zylker.com", "zylker.com", "http://localhost", "a.b/"+strings.Repeat("c", 446), "a.b/"+strings.Repeat("c", 447), "a..b")
}

// number is a literal of any size.
func (r maker) number() string {
	literal := strings.TrimLeft(r.digits(r.IntN(5)), "0")
	if r.IntN(4) == 0 {
		literal = "1" + r.digits(r.IntN(20))
	}
	if literal == "" {
		literal = "0"
	}
	if r.IntN(4) == 0 {
		literal += "." + r.digits(r.IntN(4)) + r.pick("", r.digits(r.IntN(9))) + r.pick("1", "9", "0")
	}
	if r.IntN(6) == 0 {
		literal = "-" + literal
	}
	return literal
}

func (r maker) day() string {
	if r.IntN(5) == 0 {
		return r.pick("2023-02-29", "2024-02-29", "2023-13-01", "2023-00-10", "2023-1-2", "20230528", "28/05/2023", "2023-04-31", "0001-01-01", "9999-12-31")
	}
	return fmt.Sprintf("20%s-%02d-%02d", r.digits(2), 1+r.IntN(12), 1+r.IntN(28))
}

func (r maker) moment() string {
	s := fmt.Sprintf("20%02d-%02d-%02dT%02d:%02d:%02d", 20+r.IntN(12), 1+r.IntN(12), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60))
	if r.IntN(6) == 0 {
		return r.pick(s, s+"Z", s+".240Z", s+".5+05:30", strings.Replace(s, "T", " ", 1), s[:16], s[:10], s+"+0530", s+"+05", "2023-02-30T10:00:00+05:30", s[:11]+"25:00:00+05:30", s[:14]+"60:00+05:30")
	}
	return s + r.pick("+05:30", "-12:00", "+14:00", "+00:00", "-07:00")
}

func (r maker) id() string {
	if r.IntN(12) == 0 {
		return r.pick("", "x", "12a", r.digits(20), "1 2", "-5")
	}
	return "1" + r.digits(r.IntN(18))
}

// array is one of n elements, or near a limit.
func (r maker) array(limit int, element func() string) string {
	n := r.IntN(4)
	if limit > 0 && r.IntN(12) == 0 {
		n = limit + r.IntN(2)
	}
	elements := make([]string, n)
	for i := range elements {
		elements[i] = element()
	}
	return "[" + strings.Join(elements, ",") + "]"
}

func (r maker) lookup() string {
	switch r.IntN(10) {
	case 0:
		return r.pick(`{"name":"x"}`, `{"email":"a@b.co"}`, `{"External_1":"x"}`, `{}`, `{"id":null}`, `{"First_Name":"a","Last_Name":"b"}`, `{"name":"x","id":""}`)
	case 1:
		return quote(r.pick(r.id(), "Acme Ltd"))
	}
	return `{"id":` + quote(r.id()) + r.pick("", `,"name":"x"`) + `}`
}

func (r maker) reminder(periods ...string) string {
	unit := r.pick("0", "15", "60", "61", "100", "101", "-1", `"15"`, "1.5", "5", "10", "30")
	return r.pick(`{"unit":`+unit+`,"period":`+quote(r.pick(periods...))+`}`, `{"period":"days"}`, `{"unit":1}`,
		`{"unit":1,"period":"days","time":`+quote(r.pick("10.30", "10:30", "25:00", "10"))+`}`)
}

func (r maker) rule() string {
	if r.IntN(3) == 0 {
		return r.pick("FREQ=WEEKLY;BYDAY=SU;INTERVAL=2;UNTIL=2020-03-15", "FREQ=WEEKLY;INTERVAL=1;UNTIL=2020-05-16;BYDAY=SA;DTSTART=2020-05-02", "FREQ=HOURLY",
			"INTERVAL=1", "", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;UNTIL=20200316", "FREQ=DAILY;INTERVAL=1;DTSTART=2020-05-02;UNTIL=2020-05-01", "FREQ", "FREQ=DAILY;;")
	}
	return fmt.Sprintf("FREQ=%s;INTERVAL=%d;DTSTART=2022-04-0%d;UNTIL=2022-04-1%d", r.pick("DAILY", "WEEKLY", "MONTHLY", "YEARLY"), r.IntN(12), 1+r.IntN(9), r.IntN(10))
}

func (r maker) alarm() string {
	return r.pick("ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52", "ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2023-07-03T12:30:00+05:30", "ACTION=POPUP;TRIGGER=-P3W;TRIGGER_TIME=09:00",
		"FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30", "ACTION=SMS;TRIGGER=-P1D;TRIGGER_TIME=22:52", "ACTION=EMAIL", "TRIGGER=-P1D;TRIGGER_TIME=22:52",
		"ACTION=EMAIL;TRIGGER=-P7D;TRIGGER_TIME=22:52", "ACTION=EMAIL;TRIGGER=-P4W;TRIGGER_TIME=22:52", "ACTION=EMAIL;TRIGGER=-P1D", "ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=25:00", "x",
		"ACTION=EMAILANDPOPUPTRIGGER=DATE-TIME:2020-07-03T12:30:00+05:30", "ACTION=EMAILANDPOPUP;TRIGGER=DATE-TIME:2020-07-03T12:30:00.05:30", "ACTION=EMAIL;TRIGGER=DATE-TIME:2020-02-30T12:30:00+05:30")
}

func (r maker) participant() string {
	return r.pick(`{"type":`+quote(r.pick("lead", "contact", "user", "account"))+`,"participant":`+quote(r.id())+`}`, `{"type":"email","Email":`+quote(r.email())+`}`,
		`{"type":"email"}`, `{"type":"contact"}`, `{"participant":"123"}`, `{"type":"email","Email":"a@b.co"}`, `{"type":"user","participant":"12","name":"John"}`)
}

func (r maker) row() string {
	return fmt.Sprintf(`{"Product_Name":%s,"Quantity":%s,"List_Price":%s,"Discount":%s,"Line_Tax":[{"percentage":%s,"name":"Vat"}]}`, r.pick(r.lookup(), `{"id":"12"}`, "null"),
		r.number(), r.number(), r.pick(r.number(), quote(r.number()), `"x"`), r.number())
}

// value makes a value of a type of the server's table.
func (r maker) value(kind string) string {
	switch kind {
	case "text", "long", "~":
		return quote(r.text())
	case "email":
		return quote(r.email())
	case "phone":
		return quote(r.phone())
	case "website":
		return quote(r.url())
	case "picklist":
		return quote(r.pick("Inbound", "Outbound", "Missed", "Scheduled", "Completed", "Cancelled", "Overdue", "Client Address", "Business Address", "By Team", "Yes", "No",
			"Specific Date Range", "Specific Date(s)", "Specific Day(s)", "Every Business Days", "Available", "Temporarily Unavailable", "Not in Use", "x", "-None-"))
	case "weekdays", "multiselectpicklist":
		return r.array(0, func() string { return quote(r.pick("Monday", "Friday", "x")) })
	case "integer", "double", "currency", "percent":
		return r.number()
	case "quoted":
		return r.pick(r.number(), quote(r.number()))
	case "minutes":
		return r.pick("4", "5", "14", "15", "60", `"60"`, "1440", "1441", `"x"`, "30", "90")
	case "bigint":
		return r.pick(quote(r.digits(1+r.IntN(20))), quote(r.pick("1a", "-1", "1.5")), "1"+r.digits(r.IntN(19)))
	case "boolean":
		return r.pick("true", "false")
	case "date":
		return quote(r.day())
	case "datetime":
		return quote(r.moment())
	case "duration":
		return quote(r.pick("00:20", "10:00", "00:00", "24:00", "99:59", "10:60", "1:00", "00:01", "x", "23:59"))
	case "lookup", "named", "user", "layout", "member":
		return r.lookup()
	case "wizard":
		return r.pick(r.lookup(), quote(r.id()))
	case "ids":
		return r.array(0, func() string { return quote(r.id()) })
	case "target":
		return r.pick(`{"module":{"api_name":"Contacts"},"id":`+quote(r.id())+`}`, `{"module":{"api_name":"Leads"},"id":"12"}`, `{"module":{"api_name":"Accounts"}}`, `{"module":{"id":"5"},"id":"12"}`)
	case "multilookup", "multiuser", "members":
		inner := map[string]string{"multilookup": "Interested_Listings", "multiuser": "User", "members": "Members"}[kind]
		limit := 0
		if kind == "members" {
			limit = 100
		}
		return r.array(limit, func() string { return `{"` + inner + `":` + r.pick(`{"id":"12"}`, `{"id":"13"}`, r.lookup()) + `}` })
	case "imageupload", "fileupload":
		return r.array(map[string]int{"imageupload": 10, "fileupload": 5}[kind], func() string {
			return r.pick(`{"File_Id__s":"2cxxfa"}`, `{"File_Id__s":"2cxxfb"}`, `{"File_Id__s":"2cxxfc"}`, `{"File_Id__s":""}`, `{}`, `{"File_Id__s":5}`)
		})
	case "subform":
		return r.array(100, func() string { return `{"Language":"French"}` })
	case "items":
		return r.array(100, func() string {
			return r.pick(`{"Product_Name":{"id":"12"},"Quantity":1}`, `{"Product_Name":{"id":"12"},"Quantity":2}`, r.row())
		})
	case "tag":
		return r.array(0, func() string { return r.pick(`{"name":"VIP"}`, `{"name":5}`, `"VIP"`, `{"name":"a"}`) })
	case "taxes":
		return r.array(0, func() string {
			return r.pick(`{"percentage":1.5,"name":"Tax"}`, `{"percentage":"x","name":"Tax"}`, `{"percentage":1,"name":5}`, `{"percentage":10,"name":"Vat"}`)
		})
	case "pricing":
		to := 0
		return r.array(0, func() string {
			from := to + 1
			to = from + r.IntN(9)
			return r.pick(fmt.Sprintf(`{"from_range":%d,"to_range":%d,"discount":%s}`, from, to, r.pick("5", "0", "2.5")), fmt.Sprintf(`{"from_range":%d,"to_range":"x","discount":1}`, from),
				fmt.Sprintf(`{"from_range":%d,"to_range":%d,"unit_price":1.5}`, from, to), fmt.Sprintf(`{"from_range":%d,"to_range":%d}`, from, to), fmt.Sprintf(`{"to_range":%d,"discount":1}`, to))
		})
	case "timings":
		return r.array(2, func() string {
			return r.pick(`{"From":"09:00","To":"17:30"}`, `{"From":"00:00","To":"23:59"}`, `{"From":"25:00","To":"17:30"}`, `{"From":"9","To":"17:30"}`)
		})
	case "consent":
		return r.pick(`{"Contact_Through_Email":true,"Consent_Date":"2022-11-11"}`, `{"Contact_Through_Email":"yes"}`, `{"Consent_Date":"11.11.2022"}`, `{"Data_Processing_Basis":"Obtained"}`)
	case "alarm":
		return r.pick(`{"ALARM":`+quote(r.alarm())+`}`, `{"ALARM":`+quote(r.alarm())+`}`, `{"ALARM":`+quote(r.alarm())+`}`, `{}`, `{"ALARM":5}`)
	case "rrule":
		return r.pick(`{"RRULE":`+quote(r.rule())+`}`, `{"RRULE":`+quote(r.rule())+`}`, `{"RRULE":`+quote(r.rule())+`}`, `{}`, `{"RRULE":5}`)
	case "reminders":
		return r.pick(r.array(0, func() string { return r.reminder("minutes", "hours", "days", "weeks", "mins", "years") }), quote(r.pick("15 mins", "2 hrs", "61 mins", "x")))
	case "appointmentreminders":
		return r.array(0, func() string { return r.reminder("minutes", "hours", "days", "weeks") })
	case "participants":
		return r.array(50, r.participant)
	}
	panic("no values of " + kind)
}

// others are values that few types take.
var others = []string{"true", "5", "1.5", `"x"`, "[]", "{}", `["x"]`, `[5]`, `[{}]`, `[[]]`, `{"x":{}}`, "null", `""`}

// record makes a record: what is mandatory unless it has an id, and some of the other
// fields. Most values are good ones.
func (r maker) record(fields map[string]string, names []string, good map[string]string, id string) string {
	var members []string
	if id != "" {
		members = append(members, `"id":`+quote(id))
	}
	add := func(name, value string) { members = append(members, quote(name)+":"+value) }
	for _, name := range names {
		value, mandatory := good[name]
		switch {
		case name == "id" || mandatory && id != "" && r.IntN(3) > 0:
		case mandatory && r.IntN(30) > 0:
			add(name, strings.Replace(value, "ID", "1"+r.digits(2), 1))
		case !mandatory && r.IntN(len(names)) > 3, mandatory && r.IntN(2) == 0:
		case r.IntN(12) == 0:
			add(name, others[r.IntN(len(others))])
		default:
			add(name, r.value(fields[name]))
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// good are values that make a record of each module that is taken.
var good = map[string]map[string]string{
	"Leads": {"Last_Name": `"Daly"`}, "Contacts": {"Last_Name": `"Daly"`}, "Accounts": {"Account_Name": `"Zylker"`}, customModule: {"Name": `"x"`},
	"Deals": {"Deal_Name": `"x"`, "Stage": `"Qualification"`}, "Tasks": {"Subject": `"x"`}, "Campaigns": {"Campaign_Name": `"x"`},
	"Events":    {"Event_Title": `"x"`, "Start_DateTime": `"2023-05-20T09:00:00+05:30"`, "End_DateTime": `"2023-05-20T10:00:00+05:30"`},
	"Calls":     {"Subject": `"x"`, "Call_Type": `"Outbound"`, "Call_Start_Time": `"2021-02-23T13:30:00+05:30"`, "Call_Duration": `"10:00"`},
	"Solutions": {"Solution_Title": `"x"`}, "Products": {"Product_Name": `"x"`}, "Vendors": {"Vendor_Name": `"x"`},
	"Price_Books": {"Price_Book_Name": `"x"`, "Pricing_Details": `[{"from_range":1,"to_range":5,"discount":5}]`},
	"Cases":       {"Case_Origin": `"Email"`, "Status": `"On Hold"`, "Subject": `"x"`},
	"Quotes":      {"Subject": `"x"`, "Quoted_Items": `[{"Product_Name":{"id":"12"},"Quantity":1}]`}, "Sales_Orders": {"Subject": `"x"`, "Ordered_Items": `[{"Product_Name":{"id":"12"}}]`},
	"Purchase_Orders": {"Subject": `"x"`, "Vendor_Name": `{"id":"12"}`, "Purchase_Items": `[{"Product_Name":{"id":"12"}}]`},
	"Invoices":        {"Subject": `"x"`, "Invoiced_Items": `[{"Product_Name":{"id":"12"}}]`},
	"Appointments__s": {"Service_Name": `{"id":"12"}`, "Appointment_Name": `"x"`, "Appointment_For": `{"module":{"api_name":"Contacts"},"id":"12"}`, "Owner": `{"id":"12"}`,
		"Appointment_Start_Time": `"2027-01-10T10:00:00+05:30"`, "Location": `"Business Address"`},
	"Appointments_Rescheduled_History__s": {"Appointment_Name": `{"id":"ID"}`, "Rescheduled_Time": `"2025-01-10T10:00:00+05:30"`, "Rescheduled_By": `{"id":"12"}`,
		"Rescheduled_From": `"2025-01-10T10:00:00+05:30"`, "Rescheduled_To": `"2025-01-12T10:00:00+05:30"`},
	"Services__s": {"Service_Name": `"x"`, "Duration": "60", "Location": `"Business Address"`, "Members": `[{"Members":{"id":"12"}}]`, "Availability_Type": `"Every Business Days"`, "Price": "5"},
	"Notes":       {"Parent_Id": `{"module":{"api_name":"Leads"},"id":"12"}`, "Note_Content": `"x"`},
}

// An answered item is what the server says of a record.
type answered struct {
	Code    string
	Message string
	Status  string
	Details map[string]any
}

// post sends a body and returns what is answered to its records.
func post(t testing.TB, zoho http.Handler, method, path string, body []byte) ([]answered, []byte) {
	t.Helper()
	w := httptest.NewRecorder()
	zoho.ServeHTTP(w, httptest.NewRequest(method, "/crm/v7/"+path, bytes.NewReader(body)))
	var answer struct{ Data []answered }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %v", w.Body, err)
	}
	return answer.Data, w.Body.Bytes()
}

// TestDifferential: what the library calls good the server takes, as it is and as the
// library writes it, and what the library calls an error the server refuses, with the
// same code and path. A warning leaves it open.
func TestDifferential(t *testing.T) {
	_, known := organization(t)
	for _, op := range []modules.Operation{modules.Insert, modules.Update, modules.Upsert} {
		t.Run(op.String(), func(t *testing.T) {
			d := differ{maker: maker{testkit.Rand(t)}, op: op, counts: map[string]int{}, seen: map[string]bool{}, zoho: newServer(t), other: newServer(t)}
			bodies := testkit.Size(10, 23, 230)
			if op == modules.Insert {
				bodies = testkit.Size(20, 23, 1000)
			}
			names := slices.Sorted(maps.Keys(known))
			for n := range bodies {
				if m := known[names[n%len(names)]]; m.Takes(op) {
					d.bodies(t, m)
				}
			}
			t.Logf("%v", d.counts)
			for outcome, least := range map[string]int{taken: 100, refused: 100, warned: 1} {
				if d.counts[outcome] < least {
					t.Errorf("%s: %d records only", outcome, d.counts[outcome])
				}
			}
		})
	}
}

// A differ compares what the two say of the records of an operation.
type differ struct {
	maker
	op     modules.Operation
	counts map[string]int
	seen   map[string]bool // the differences
	zoho   *fakezoho.Server
	other  *fakezoho.Server // for what the library writes
}

// bodies sends records of a module.
func (d *differ) bodies(t *testing.T, m *modules.Module) {
	zoho := d.zoho
	zoho.Clear()
	fields := zoho.Fields(m.APIName())
	names := sortedKeys(fields)
	// A recurring record has several items, and an upsert may find the one before: each
	// has a body of its own.
	records := testkit.Size(30, 40, payload.MaxRecords)
	size := records
	alone := d.op == modules.Upsert || m.APIName() == "Tasks" || m.APIName() == "Events"
	if alone {
		size = 1
	}
	for range records / size {
		if alone {
			zoho.Clear()
		}
		var records []string
		for range size {
			id := ""
			if d.op == modules.Update {
				id = d.stored(t, zoho, m)
			}
			records = append(records, d.record(fields, names, good[m.APIName()], id))
		}
		for round := 0; len(records) > 0 && round < 20; round++ {
			var again []string
			for i, verdict := range d.judge(t, zoho, m, records) {
				if round == 0 {
					d.counts[verdict.outcome]++
				}
				if repaired := d.repair(m, records[i], verdict.field); verdict.outcome == refused && repaired != records[i] {
					d.counts[repairedOnes]++
					again = append(again, repaired)
				}
				difference := m.APIName() + ": " + verdict.difference
				if verdict.difference == "" || d.seen[difference] {
					continue
				}
				d.seen[difference] = true
				var values map[string]json.RawMessage
				_ = json.Unmarshal([]byte(records[i]), &values)
				t.Errorf("%s\n%.300s", difference, values[verdict.field])
			}
			zoho.Clear()
			records = again
			if d.op == modules.Update {
				for i := range records {
					records[i] = withID(records[i], d.stored(t, zoho, m))
				}
			}
		}
	}
}

// repair takes the field of a problem out of a record, or gives it a good value: the
// server answers with the first problem only, and may have more.
func (d *differ) repair(m *modules.Module, text, field string) string {
	var members map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &members) != nil {
		return text
	}
	value, mandatory := good[m.APIName()][field]
	switch value = strings.Replace(value, "ID", "1"+d.digits(5), 1); {
	case mandatory && string(members[field]) != value:
		members[field] = json.RawMessage(value)
	case members[field] != nil:
		delete(members, field)
	default:
		return text
	}
	repaired, _ := json.Marshal(members) // of JSON
	return string(repaired)
}

// withID returns a record with another id.
func withID(text, id string) string {
	var members map[string]json.RawMessage
	_ = json.Unmarshal([]byte(text), &members) // which repair made
	members["id"] = json.RawMessage(quote(id))
	changed, _ := json.Marshal(members)
	return string(changed)
}

// stored returns the id of a new record.
func (d *differ) stored(t *testing.T, zoho http.Handler, m *modules.Module) string {
	var members []string
	for name, value := range good[m.APIName()] {
		members = append(members, quote(name)+":"+strings.Replace(value, "ID", "1"+d.digits(5), 1))
	}
	items, text := post(t, zoho, http.MethodPost, m.APIName(), []byte(`{"data":[{`+strings.Join(members, ",")+`}]}`))
	id, _ := items[0].Details["id"].(string)
	if items[0].Status != "success" {
		t.Fatalf("%s", text)
	}
	return id
}

// The outcomes of a record.
const (
	taken   = "both take it"
	refused = "both refuse it"
	warned  = "the library warns, the server refuses"

	repairedOnes = "sent again without its first problem"
)

// A verdict is what the two say of a record.
type verdict struct{ outcome, difference, field string }

// judge sends records to the server and has the library check them.
func (d *differ) judge(t *testing.T, zoho http.Handler, m *modules.Module, records []string) []verdict {
	t.Helper()
	body := []byte(`{"data":[` + strings.Join(records, ",") + `]}`)
	in, err := payload.Parse(d.op, m, body)
	if err != nil {
		t.Fatal(err)
	}
	errs, warnings := map[int]zohocrm.Errors{}, map[int]zohocrm.Errors{}
	for e := range in.Problems() {
		if e.Warning {
			warnings[e.Path.Record()] = append(warnings[e.Path.Record()], e)
		} else {
			errs[e.Path.Record()] = append(errs[e.Path.Record()], e)
		}
	}
	items, text := post(t, zoho, in.Method(), in.Path(), body)
	if len(items) < len(records) {
		t.Fatalf("%s", text)
	}
	verdicts := make([]verdict, len(records))
	var written []*record.Record
	doubtful := false
	for i := range records {
		verdicts[i] = compare(items[i], errs[i], warnings[i])
		if doubtful && len(errs[i]) > 0 && errs[i][0].Code == zohocrm.CodeDuplicateData && items[i].Status == "success" {
			verdicts[i] = verdict{outcome: warned} // the record with the value may be one that the server refuses
		}
		doubtful = doubtful || verdicts[i].outcome == warned
		if verdicts[i].outcome == taken {
			written = append(written, in.Records()[i])
		}
	}
	if d.op != modules.Update { // of which the records are stored in the other server
		d.written(t, m, written)
	}
	return verdicts
}

// written has a server take what the library writes, and the library read what it
// answers.
func (d *differ) written(t *testing.T, m *modules.Module, records []*record.Record) {
	in := payload.NewInsert(m)
	if d.op == modules.Upsert {
		in = payload.NewUpsert(m)
	}
	if len(records) == 0 {
		return
	}
	batch, err := in.Add(records...).Batch()
	if err != nil {
		t.Fatalf("%s: records that were good are refused: %v", m.APIName(), err)
	}
	d.other.Clear()
	_, text := post(t, d.other, in.Method(), in.Path(), batch.Body)
	out, err := batch.Outcome(text)
	if err != nil || len(out.Problems) > 0 || len(out.Rows) != len(records) {
		t.Errorf("%s: %d rows of %d, %v, %v", m.APIName(), len(out.Rows), len(records), err, out.Problems)
	}
	for _, row := range out.Rows {
		if row.ID == "" {
			t.Errorf("%s: no id: %+v", m.APIName(), row)
		}
	}
}

// compare returns what the two say of a record.
func compare(item answered, errs, warnings zohocrm.Errors) verdict {
	path, _ := item.Details["json_path"].(string)
	saysSo := func(e *zohocrm.Error) bool {
		return string(e.Code) == item.Code && (e.Path.JSONPath() == path || path == "")
	}
	of := func(e *zohocrm.Error) bool { return path == "" || strings.HasPrefix(e.Path.JSONPath()+".", path+".") }
	switch i := slices.IndexFunc(errs, saysSo); {
	case item.Status == "success" && len(errs) == 0:
		return verdict{outcome: taken}
	case item.Status == "success":
		return verdict{field: top(errs[0].Path.JSONPath()), difference: fmt.Sprintf("only the library refuses it: %s %s %s", errs[0].Code, errs[0].Reason, generic(errs[0].Path.JSONPath()))}
	case i >= 0:
		return verdict{refused, details(item, errs[i]), top(path)}
	case slices.ContainsFunc(warnings, of):
		return verdict{outcome: warned}
	case len(errs) > 0:
		return verdict{field: top(path), difference: fmt.Sprintf("the server says %s %s, the library %s %s %s", item.Code, generic(path), errs[0].Code, errs[0].Reason, generic(errs[0].Path.JSONPath()))}
	}
	return verdict{field: top(path), difference: fmt.Sprintf("only the server refuses it: %s %s", item.Code, generic(path))}
}

// top returns the field of the record that a path is in.
func top(path string) string {
	_, path, ok := strings.Cut(path, "].")
	if !ok {
		return ""
	}
	return strings.FieldsFunc(path+".", func(r rune) bool { return r == '.' || r == '[' })[0]
}

// details compares the details that the sources have an answer with.
func details(item answered, e *zohocrm.Error) string {
	text, err := json.Marshal(e)
	var own answered
	if err != nil || json.Unmarshal(text, &own) != nil {
		return "no JSON"
	}
	for _, name := range []string{"maximum_length", "maximum_decimal_place", "expected_data_type", "range", "dependee"} {
		if dependee, ok := item.Details[name].(map[string]any); ok && name == "dependee" {
			delete(dependee, "json_path") // a name is enough
			own, _ := own.Details[name].(map[string]any)
			delete(own, "json_path")
		}
		if item.Details[name] != nil && fmt.Sprint(own.Details[name]) != fmt.Sprint(item.Details[name]) {
			return fmt.Sprintf("%s of %s: the server says %v, the library %v", name, generic(e.Path.JSONPath()), item.Details[name], own.Details[name])
		}
	}
	return ""
}

// generic returns a path without its numbers.
func generic(path string) string { return regexp.MustCompile(`\[\d+\]`).ReplaceAllString(path, "[]") }

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
