package modules_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// parse returns the record that a JSON object writes.
func parse(t testing.TB, object string) *record.Record {
	t.Helper()
	return requests.FromJSON(t, object)
}

// changed returns a copy of a record with one field changed, at the same
// position, or added.
func changed(rec *record.Record, name string, v fieldtype.Value) *record.Record {
	return record.FromFields(rec.Fields()).Value(name, v)
}

// problems returns all problems of a record, warnings among them, as lines
// "level CODE reason api_name path".
func problems(t testing.TB, m *modules.Module, rec *record.Record) []string {
	t.Helper()
	_, errs := m.Append(nil, nil, rec)
	return testkit.Lines(errs)
}

// minimal holds, for each module, a record of the mandatory fields alone, in
// the order of the module's table.
var minimal = map[string]string{
	"Leads":    `{"Last_Name":"Daly"}`,
	"Contacts": `{"Last_Name":"Boyle"}`,
	"Accounts": `{"Account_Name":"Zylker"}`,
	"Deals":    `{"Deal_Name":"Insert","Stage":"Qualification"}`,
	"Tasks":    `{"Subject":"Subject"}`,
	"Calls": `{"Subject":"Discussion","Call_Type":"Outbound","Call_Start_Time":"2021-02-23T13:30:00+05:30",
		"Call_Duration":"10:00"}`,
	"Events": `{"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30",
		"End_DateTime":"2023-05-20T10:00:00+05:30"}`,
	"Products":        `{"Product_Name":"ZCRM_Product"}`,
	"Quotes":          `{"Subject":"quote v6","Quoted_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":100}]}`,
	"Sales_Orders":    `{"Subject":"order","Ordered_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":100}]}`,
	"Purchase_Orders": `{"Subject":"order","Vendor_Name":{"id":"3652397000000416002"},"Purchase_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":100}]}`,
	"Invoices":        `{"Subject":"invoice","Invoiced_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":100}]}`,
	"Campaigns":       `{"Campaign_Name":"Spring"}`,
	"Vendors":         `{"Vendor_Name":"Zylker"}`,
	"Price_Books":     `{"Price_Book_Name":"Price Book 1","Pricing_Details":[{"from_range":1,"to_range":5,"discount":2}]}`,
	"Cases":           `{"Case_Origin":"Email","Status":"On Hold","Subject":"Broken"}`,
	"Solutions":       `{"Solution_Title":"Mended"}`,
	"Appointments__s": `{"Service_Name":{"id":"3652397000000416003"},"Appointment_Name":"Visit",
		"Appointment_For":{"module":{"api_name":"Contacts"},"id":"3652397000000416004"},
		"Owner":{"id":"3652397000000416005"},"Appointment_Start_Time":"2023-05-20T09:00:00+05:30","Location":"Business Address"}`,
	"Appointments_Rescheduled_History__s": `{"Appointment_Name":{"id":"3652397000000416006"},
		"Rescheduled_Time":"2023-05-20T09:00:00+05:30","Rescheduled_By":{"id":"3652397000000416005"},
		"Rescheduled_From":"2023-05-21T09:00:00+05:30","Rescheduled_To":"2023-05-22T09:00:00+05:30"}`,
	"Services__s": `{"Service_Name":"Haircut","Duration":60,"Location":"Business Address",
		"Members":[{"Members":{"id":"3652397000000416005"}}],"Availability_Type":"Every Business Days","Price":25.50}`,
	"Notes": `{"Parent_Id":{"module":{"api_name":"Leads"},"id":"3652397000000416007"},"Note_Content":"Called back"}`,
	// A module of the organization's own.
	"Vehicles": `{"Name":"Van 7"}`,
}

// allModules returns the modules of the page and a custom one.
func allModules() []*modules.Module {
	return append(slices.Collect(modules.All()), modules.Custom("Vehicles"))
}

// TestMinimalRecord passes a record of the mandatory fields alone through every
// module: without a problem, without a warning, and as it was written.
func TestMinimalRecord(t *testing.T) {
	for _, m := range allModules() {
		t.Run(m.APIName(), func(t *testing.T) {
			text := minimal[m.APIName()]
			rec := parse(t, text)
			body, errs := m.Append(nil, nil, rec)
			if len(errs) > 0 {
				t.Errorf("problems: %v", errs)
			}
			if err := m.Check(rec); err != nil {
				t.Errorf("Check: %v", err)
			}
			if diff := cmp.Diff(testkit.Decode(t, []byte(text)), testkit.Decode(t, body)); diff != "" {
				t.Errorf("JSON (-in +out):\n%s", diff)
			}

			// The record holds what the table calls mandatory, in its order, and
			// what a rule does.
			var want, got []string
			for f := range m.Fields() {
				if f.Mandatory || decidedByRule[m.APIName()] == f.APIName {
					want = append(want, f.APIName)
				}
			}
			for name := range rec.Fields() {
				got = append(got, name)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("mandatory fields (-table +record):\n%s", diff)
			}
		})
	}
}

// decidedByRule are the fields that are mandatory because a rule says so.
var decidedByRule = map[string]string{"Calls": "Call_Duration", "Notes": "Note_Content"}

// noContent is the answer about a note without content and title.
const noContent = `{"code":"EXPECTED_FIELD_MISSING","details":{"expected_fields":[{"api_name":"Note_Content","json_path":"$.Note_Content"},` +
	`{"api_name":"Note_Title","json_path":"$.Note_Title"}]},"message":"should contain either content or title","status":"error"}`

// TestMandatoryFieldLeftOut leaves out each mandatory field of each module in
// turn. Null and an empty value are as good as nothing.
func TestMandatoryFieldLeftOut(t *testing.T) {
	for _, m := range allModules() {
		full := parse(t, minimal[m.APIName()])
		for name, value := range full.Fields() {
			forms := map[string]fieldtype.Value{"absent": {}, "null": fieldtype.Null(), "empty text": fieldtype.Text("")}
			switch value.JSONType() {
			case "array":
				forms["empty array"] = fieldtype.Array()
			case "object":
				forms["empty object"] = fieldtype.Object()
			}
			for form, v := range forms {
				t.Run(m.APIName()+"/"+name+"/"+form, func(t *testing.T) {
					err := m.Check(changed(full, name, v))
					var got zohocrm.Errors
					if !errors.As(err, &got) || len(got) != 1 {
						t.Fatalf("problems: %v; want the one that %s is missing", err, name)
					}
					answer, err := json.Marshal(got[0])
					if err != nil {
						t.Fatal(err)
					}
					missing, path := name, "$."+name
					if form == "empty object" { // a lookup without its id
						missing, path = "id", path+".id"
					}
					want := fmt.Sprintf(`{"code":"MANDATORY_NOT_FOUND","details":{"api_name":%q,"json_path":%q},`+
						`"message":"required field not found","status":"error"}`, missing, path)
					if name == "Note_Content" {
						want = noContent
					}
					if string(answer) != want {
						t.Errorf("got  %s\nwant %s", answer, want)
					}
					if !errors.Is(got, zohocrm.ReasonMandatory) || errors.Is(got, zohocrm.CodeInvalidData) {
						t.Errorf("reason %v", got[0].Reason)
					}
				})
			}
		}
	}
}

// TestEmptyRecord misses every mandatory field at once, in the order of the
// table.
func TestEmptyRecord(t *testing.T) {
	for _, m := range allModules() {
		var want []string
		rec := parse(t, minimal[m.APIName()])
		for name := range rec.Fields() {
			want = append(want, "error MANDATORY_NOT_FOUND mandatory "+name+" $."+name)
		}
		if m.APIName() == "Notes" { // which of two fields is missing, Zoho does not say
			want[1] = "error EXPECTED_FIELD_MISSING mandatory  $"
		}
		if diff := cmp.Diff(want, problems(t, m, parse(t, `{}`))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", m.APIName(), diff)
		}
	}
}

// TestRecordProblems checks what a module says of single records, beyond its
// field types.
func TestRecordProblems(t *testing.T) {
	tests := []struct {
		name   string
		module *modules.Module
		record string
		want   []string
	}{
		{"an optional field may be null or empty", modules.Leads(),
			`{"Last_Name":"Daly","Company":null,"Email":"","No_of_Employees":null,"Owner":null}`, nil},
		{"false and 0 are values", modules.Accounts(),
			`{"Account_Name":"Zylker","Employees":0,"Annual_Revenue":0.00}`, nil},
		{"a custom field passes as it is", modules.Leads(),
			`{"Last_Name":"Daly","Budget_Class":{"a":[1,true,null]},"$flag":1}`, nil},
		{"the page's names of custom fields pass", modules.Leads(),
			`{"Last_Name":"Daly","Phone_1":"9900000000","Email_1":"p.boyle@zylker.com","Multi_Line_1":"a\nb","Date_1":"2017-08-16","Website2":"x"}`, nil},
		{"each wrong field, in the record's order", modules.Leads(),
			`{"Annual_Revenue":"much","Last_Name":"Daly","Email_Opt_Out":"no"}`, []string{
				"error INVALID_DATA type Annual_Revenue $.Annual_Revenue",
				"error INVALID_DATA type Email_Opt_Out $.Email_Opt_Out"}},
		{"fields first, then what is missing, then rules", modules.Calls(),
			`{"Description":1,"Call_Type":"Inbound","Call_Start_Time":"2021-02-23T13:30:00+05:30"}`, []string{
				"error INVALID_DATA type Description $.Description",
				"error MANDATORY_NOT_FOUND mandatory Subject $.Subject",
				"error MANDATORY_NOT_FOUND mandatory Call_Duration $.Call_Duration"}},
		{"an object without id", modules.Deals(),
			`{"Deal_Name":"Insert","Stage":"Qualification","Contact_Name":{"name":"Patricia Boyle"}}`,
			[]string{"error MANDATORY_NOT_FOUND mandatory id $.Contact_Name.id"}},
		{"Account_Name is also taken by name", modules.Deals(),
			`{"Deal_Name":"Insert","Stage":"Qualification","Account_Name":{"name":"Zylker"}}`,
			[]string{"warning MANDATORY_NOT_FOUND lookup_by_name id $.Account_Name.id"}},

		{"another letter case", modules.Leads(), `{"last_name":"Daly"}`, []string{
			"warning INVALID_DATA unknown_field last_name $.last_name",
			"error MANDATORY_NOT_FOUND mandatory Last_Name $.Last_Name"}},
		{"without underscores", modules.Leads(), `{"Last_Name":"Daly","averageTimeSpentMinutes":1}`,
			[]string{"warning INVALID_DATA unknown_field averageTimeSpentMinutes $.averageTimeSpentMinutes"}},
		{"one letter less", modules.Leads(), `{"Last_Name":"Daly","Emil":"x"}`,
			[]string{"warning INVALID_DATA unknown_field Emil $.Emil"}},
		{"a short name is near nothing", modules.Leads(), `{"Last_Name":"Daly","Tax":"x","id2":1}`, nil},
		{"a value of an unknown field that has no JSON form", modules.Leads(), `{"Last_Name":"Daly","Extra":{"a":1,"a":2}}`,
			[]string{"error INVALID_DATA duplicate_key a $.Extra.a"}},

		{"a field that Zoho sets", modules.Leads(), `{"Last_Name":"Daly","Full_Name":"Paul Daly","Created_Time":"2023-05-20T09:00:00+05:30"}`, []string{
			"warning INVALID_DATA not_creatable Full_Name $.Full_Name",
			"warning INVALID_DATA not_creatable Created_Time $.Created_Time"}},
		{"the owner is not one of them", modules.Leads(), `{"Last_Name":"Daly","Owner":{"id":"4150868000000623001"}}`, nil},
		{"the page's Purchased_Items is the modules API's Purchase_Items", modules.PurchaseOrders(),
			`{"Subject":"order","Vendor_Name":{"id":"1"},"Purchased_Items":[{"Product_Name":{"id":"2"}}]}`,
			[]string{"warning INVALID_DATA renamed Purchased_Items $.Purchased_Items"}},
		{"and empty it is missing under the name it was given", modules.PurchaseOrders(),
			`{"Subject":"order","Vendor_Name":{"id":"1"},"Purchased_Items":[]}`, []string{
				"warning INVALID_DATA renamed Purchased_Items $.Purchased_Items",
				"error MANDATORY_NOT_FOUND mandatory Purchased_Items $.Purchased_Items"}},
		{"an empty second spelling does no harm", modules.PurchaseOrders(),
			`{"Subject":"order","Vendor_Name":{"id":"1"},"Purchased_Items":null,"Purchase_Items":[{"Product_Name":{"id":"2"}}]}`,
			[]string{"warning INVALID_DATA renamed Purchased_Items $.Purchased_Items"}},
		{"the page's Outbound_Call_Status is the SDKs' Outgoing_Call_Status", modules.Calls(),
			`{"Subject":"Discussion","Call_Type":"Outbound","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Duration":"10:00","Outbound_Call_Status":"Completed"}`,
			[]string{"warning INVALID_DATA renamed Outbound_Call_Status $.Outbound_Call_Status"}},
		{"which passes", modules.Calls(),
			`{"Subject":"Discussion","Call_Type":"Outbound","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Duration":"10:00","Outgoing_Call_Status":"Completed"}`, nil},
		{"a value that the page's list does not hold", modules.Calls(),
			`{"Subject":"Discussion","Call_Type":"outbound","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Duration":"10:00"}`,
			[]string{"error INVALID_DATA picklist Call_Type $.Call_Type"}},
		{"nor that of another page of Zoho's", modules.Appointments(),
			strings.Replace(minimal["Appointments__s"], "Business Address", "Moon", 1),
			[]string{"error INVALID_DATA picklist Location $.Location"}},
		{"a value that an open list does not hold", modules.Calls(),
			`{"Subject":"Discussion","Call_Type":"Outbound","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Duration":"10:00","Outgoing_Call_Status":"Held"}`,
			[]string{"warning INVALID_DATA picklist Outgoing_Call_Status $.Outgoing_Call_Status"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, problems(t, tt.module, parse(t, tt.record))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestExpectations checks the words for people, which name fields of the module
// and never what the record holds.
func TestExpectations(t *testing.T) {
	tests := []struct {
		module       *modules.Module
		field, value string
		want         string
	}{
		{modules.Leads(), "LastName", `"x"`, "expected a field of the module; did you mean Last_Name?"},
		{modules.Leads(), "E-Mail", `"x"`, "expected a field of the module; did you mean Email?"},
		{modules.Leads(), "Annual Revenu", `1`, "expected a field of the module; did you mean Annual_Revenue?"},
		{modules.PurchaseOrders(), "Purchased_Item", `[]`, "expected a field of the module; did you mean Purchase_Items?"},
		{modules.Tasks(), "se_module", `"Leads"`, "expected the field name $se_module"},
		{modules.Leads(), "Full_Name", `"x"`, "expected no value: Zoho sets the field itself"},
	}
	for _, tt := range tests {
		rec := parse(t, `{"`+tt.field+`":`+tt.value+`}`)
		_, errs := tt.module.Append(nil, nil, rec)
		if len(errs) == 0 || errs[0].Expectation() != tt.want {
			t.Errorf("%s.%s: got %v, want %q", tt.module.APIName(), tt.field, errs, tt.want)
		}
	}
}

// byHand returns a record of members.
func byHand(members ...fieldtype.Member) *record.Record {
	rec := record.New()
	for _, m := range members {
		rec.Value(m.Name, m.Value)
	}
	return rec
}

// TestRecordByHand gives a module what no JSON could hold.
func TestRecordByHand(t *testing.T) {
	last := fieldtype.Member{Name: "Last_Name", Value: fieldtype.Text("Daly")}
	tests := []struct {
		name string
		rec  []fieldtype.Member
		body string
		want []string
	}{
		{"an absent field is left out at any position",
			[]fieldtype.Member{{Name: "Email"}, last, {Name: "Extra"}, {Name: "Company", Value: fieldtype.Text("ABC")}, {Name: "Phone"}},
			`{"Last_Name":"Daly","Company":"ABC"}`, nil},
		{"a name that JSON has to escape", []fieldtype.Member{last, {Name: "a\"\\\n\u2028", Value: fieldtype.Int(1)}},
			`{"Last_Name":"Daly","a\"\\\n` + "\u2028" + `":1}`,
			[]string{"warning INVALID_DATA unknown_field a\"\\\n\u2028 $['a\"\\\\\\u000a\\u2028']"}},
		{"a name that is not UTF-8", []fieldtype.Member{last, {Name: "B\xff", Value: fieldtype.Int(1)}}, "",
			[]string{"error INVALID_DATA utf8 B\xff $['B\uFFFD']"}},
		{"an empty name", []fieldtype.Member{last, {Value: fieldtype.Int(1)}}, `{"Last_Name":"Daly","":1}`,
			[]string{"warning INVALID_DATA unknown_field  $['']"}},
		{"a name of a megabyte is compared with nothing", []fieldtype.Member{last, {Name: strings.Repeat("x", 1<<20), Value: fieldtype.Null()}},
			`{"Last_Name":"Daly","` + strings.Repeat("x", 1<<20) + `":null}`, nil},
		{"a value without a JSON form", []fieldtype.Member{last, {Name: "Company", Value: fieldtype.ValueOf(make(chan int))}}, "",
			[]string{"error INVALID_DATA go_type Company $.Company"}},
		{"nor is that one a missing field", []fieldtype.Member{{Name: "Last_Name", Value: fieldtype.ValueOf(func() {})}}, "",
			[]string{"error INVALID_DATA go_type Last_Name $.Last_Name"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body, errs := modules.Leads().Append(nil, nil, byHand(tt.rec...))
			if diff := cmp.Diff(tt.want, testkit.Lines(errs)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if errs.Err() == nil && string(body) != tt.body {
				t.Errorf("body %.200q, want %.200q", body, tt.body)
			}
		})
	}
}

// TestAppendKeeps checks that what was there before stays: the bytes, and the
// paths of the problems.
func TestAppendKeeps(t *testing.T) {
	before := zohocrm.Errors{(&zohocrm.Error{Code: zohocrm.CodeInvalidData}).PrefixPath(zohocrm.Key("elsewhere"))}
	body, errs := modules.Leads().Append([]byte("x"), before, parse(t, `{"Last_Name":"Daly","Company":1}`))
	if !strings.HasPrefix(string(body), `x{"Last_Name":"Daly"`) {
		t.Errorf("body %q", body)
	}
	if len(errs) != 2 || errs[0].Path.JSONPath() != "$.elsewhere" || errs[1].Path.JSONPath() != "$.Company" {
		t.Errorf("problems %v", errs)
	}
}

// TestCheckReturnsNil makes sure that no typed nil comes back as an error, also
// when there are warnings.
func TestCheckReturnsNil(t *testing.T) {
	if err := modules.Leads().Check(parse(t, `{"Last_Name":"Daly","Full_Name":"Paul Daly"}`)); err != nil {
		t.Errorf("Check = %v (%T), want nil", err, err)
	}
}

// Fields of Leads that are right, and wrong ones, for the laws.
var (
	goodFields = []string{
		`"First_Name":"Paul"`, `"Company":null`, `"Annual_Revenue":250000.90`, `"No_of_Employees":120`,
		`"Email_Opt_Out":true`, `"State":"Texas"`, `"Owner":{"id":"4150868000000623001"}`, `"Budget_Class":[1,{"a":"b"}]`,
		`"Layout":{"id":"554023000002734009"}`, `"$approved":false`, `"Lead_Source":"Employee Referral"`, `"Last_Name":"Daly"`,
	}
	badFields = []string{
		`"Designation":12`, `"Rating":true`, `"Days_Visited":"3"`, `"Exchange_Rate":1.0123456789`, `"Tag":{}`,
		`"Converted__s":"no"`, `"Modified_Time":"2023-05-20"`, `"description":"x"`, `"Created_By":"Daly"`, `"Other":{"a":1,"a":2}`,
	}
)

// genRecord yields JSON objects of good and bad fields, each at most once, in
// any order.
func genRecord() gopter.Gen {
	all := slices.Concat(goodFields, badFields)
	return gen.SliceOf(gen.IntRange(0, len(all)-1)).Map(func(picks []int) []string {
		var fields []string
		for _, i := range picks {
			if !slices.Contains(fields, all[i]) {
				fields = append(fields, all[i])
			}
		}
		return fields
	})
}

func TestRecordLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 300, 20)
	object := func(fields []string) *record.Record { return parse(t, "{"+strings.Join(fields, ",")+"}") }

	laws.Property("a good field more is never a problem more", prop.ForAll(
		func(fields []string, pick, at int) bool {
			good := goodFields[pick]
			if slices.Contains(fields, good) {
				return true
			}
			before := problems(t, modules.Leads(), object(fields))
			after := problems(t, modules.Leads(), object(slices.Insert(slices.Clone(fields), at%(len(fields)+1), good)))
			if strings.HasPrefix(good, `"Last_Name"`) { // which was missing
				before = slices.DeleteFunc(before, func(s string) bool { return strings.HasPrefix(s, "error MANDATORY_NOT_FOUND") })
			}
			return slices.Equal(before, after)
		}, genRecord(), gen.IntRange(0, len(goodFields)-1), gen.IntRange(0, 100)))

	laws.Property("problems of fields come in the order of the fields", prop.ForAll(
		func(fields []string) bool {
			_, errs := modules.Leads().Append(nil, nil, object(fields))
			last := -1
			for _, e := range errs {
				name, _ := e.Path[0].Key()
				at := slices.IndexFunc(fields, func(f string) bool { return strings.HasPrefix(f, `"`+name+`"`) })
				if at < 0 { // missing: after all fields, and only Last_Name is mandatory
					return name == "Last_Name" && e == errs[len(errs)-1]
				}
				if at < last {
					return false
				}
				last = at
			}
			return true
		}, genRecord()))

	laws.Property("the same record gives the same bytes and problems", prop.ForAll(
		func(fields []string) bool {
			body, errs := modules.Leads().Append(nil, nil, object(fields))
			again, twice := modules.Leads().Append(nil, nil, object(fields))
			return string(body) == string(again) && errs.Error() == twice.Error()
		}, genRecord()))

	laws.Property("the JSON of a record without an error is the same", prop.ForAll(
		func(fields []string) bool {
			rec := object(fields)
			body, errs := modules.Leads().Append(nil, nil, rec)
			return errs.Err() != nil || cmp.Equal(testkit.Decode(t, body), testkit.Decode(t, []byte("{"+strings.Join(fields, ",")+"}")))
		}, genRecord()))

	laws.TestingRun(t)
}
