package modules_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// found returns all problems of a request.
func found(r *payload.Request) zohocrm.Errors {
	return slices.Collect(r.Problems())
}

// errorsOf returns the errors among problems, as lines.
func errorsOf(errs zohocrm.Errors) []string {
	var lines []string
	for _, e := range errs {
		if !e.Warning {
			lines = append(lines, testkit.Line(e))
		}
	}
	return lines
}

// TestPartsOfRecords: what an insert takes, an update takes in parts. No rule
// refuses a record for what it cannot see.
func TestPartsOfRecords(t *testing.T) {
	for _, tt := range ruleTests {
		m := with(t, tt.module, modules.WithNow(func() time.Time { return now }))
		rec := patched(t, m, tt.fields)
		if m.Check(rec) != nil {
			continue
		}
		fields := maps.Collect(rec.Fields())
		names := slices.Sorted(maps.Keys(fields))
		parts := [][]string{names}
		for i, name := range names {
			parts = append(parts, names[:i], names[i:], []string{name}, slices.Delete(slices.Clone(names), i, i+1))
		}
		for _, part := range parts {
			update := record.New().ID("1")
			for _, name := range part {
				update.Value(name, fields[name])
			}
			if got := errorsOf(found(payload.NewUpdate(m).Add(update))); len(got) > 0 {
				t.Errorf("%s %s: %v: %q", m.APIName(), short(tt.fields), update, got)
			}
		}
	}
}

// TestRulesOfWholeUpdates: what a rule finds in an insert it finds in an update
// that has all that the rule needs, unless it misses a field. An update does not
// write Recurring_Activity, so that no rule can know whether the record recurs.
func TestRulesOfWholeUpdates(t *testing.T) {
	for _, tt := range ruleTests {
		m := with(t, tt.module, modules.WithNow(func() time.Time { return now }))
		rec := patched(t, m, tt.fields)
		inserted := payload.NewInsert(m).Add(rec)
		// A field that is absent is null, so that the update has them all.
		update := record.New().ID("1")
		for name, v := range rec.Fields() {
			update.Value(name, v)
		}
		for f := range m.Fields() {
			if _, given := rec.Field(f.APIName); !given && !f.ReadOnly && f.AliasOf == "" && f.APIName != "id" {
				update.Null(f.APIName)
			}
		}
		got := errorsOf(found(payload.NewUpdate(m).Add(update)))
		for _, line := range errorsOf(found(inserted)) {
			if !slices.Contains([]string{"wizard_connection_path", "event_recurring_reminder", "task_relative_alarm"}, tt.rule) && !slices.Contains(got, line) {
				t.Errorf("%s %s: an update does not find %s", m.APIName(), short(tt.fields), line)
			}
		}
	}
}

// TestOperationsTakeModules is the pages' "Supported modules".
func TestOperationsTakeModules(t *testing.T) {
	var not []string
	for m := range modules.All() {
		if !m.Takes(modules.Insert) || !m.Takes(modules.Update) {
			t.Errorf("%s is not taken", m.APIName())
		}
		if !m.Takes(modules.Upsert) {
			not = append(not, m.APIName())
		}
	}
	if diff := cmp.Diff([]string{"Tasks", "Events", "Calls", "Notes"}, not); diff != "" {
		t.Errorf("modules that upsert does not take (-want +got):\n%s", diff)
	}
	if !modules.Custom("Trips").Takes(modules.Upsert) || (*modules.Module)(nil).Takes(modules.Insert) {
		t.Error("a custom module is not taken, or no module is")
	}
}

// TestUnknownOperations: an operation that there is not is an insert.
func TestUnknownOperations(t *testing.T) {
	for _, op := range []modules.Operation{4, 255} {
		if op.String() != "insert" || !modules.Tasks().Takes(op) {
			t.Errorf("%d is %s, and takes tasks: %v", op, op, modules.Tasks().Takes(op))
		}
	}
}

// TestDuplicateCheckFields is the upsert page's table of system-defined fields.
func TestDuplicateCheckFields(t *testing.T) {
	want := map[string]string{
		"Leads": "Email", "Accounts": "Account_Name", "Contacts": "Email", "Deals": "Deal_Name", "Campaigns": "Campaign_Name",
		"Cases": "Subject", "Solutions": "Solution_Title", "Products": "Product_Name", "Vendors": "Vendor_Name",
		"Price_Books": "Price_Book_Name", "Quotes": "Subject", "Sales_Orders": "Subject", "Purchase_Orders": "Subject",
		"Invoices": "Subject", "Trips": "Name",
	}
	got := map[string]string{}
	for _, m := range append(slices.Collect(modules.All()), modules.Custom("Trips"), modules.Linking("Deals_X_Listings"), nil) {
		if name := m.DuplicateCheckField(); name != "" {
			got[m.APIName()] = name
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFieldsMetadataWrites reads api_create and api_update.
func TestFieldsMetadataWrites(t *testing.T) {
	const create, update = fieldtype.OnCreate, fieldtype.OnUpdate
	for _, tt := range []struct {
		operations     string
		readOnly       bool
		only           fieldtype.Writes
		insert, update zohocrm.Reason
	}{
		{`{}`, false, 0, "", ""},
		{`{"api_create":true,"api_update":true}`, false, 0, "", ""},
		{`{"api_create":true}`, false, 0, "", ""},
		{`{"api_update":true}`, false, 0, "", ""},
		{`{"api_create":true,"api_update":false}`, false, create, "", zohocrm.ReasonNotUpdatable},
		{`{"api_update":false}`, false, create, "", zohocrm.ReasonNotUpdatable},
		{`{"api_create":false,"api_update":true}`, false, update, zohocrm.ReasonNotCreatable, ""},
		{`{"api_create":false,"api_update":false}`, true, 0, zohocrm.ReasonNotCreatable, zohocrm.ReasonNotUpdatable},
		{`{"api_create":false}`, true, 0, zohocrm.ReasonNotCreatable, zohocrm.ReasonNotUpdatable},
	} {
		m := with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"Own","data_type":"text","operation_type":`+tt.operations+`}]}`))
		f, _ := m.Field("Own")
		if f.ReadOnly != tt.readOnly || f.Only != tt.only {
			t.Errorf("%s: read-only %v, only %v", tt.operations, f.ReadOnly, f.Only)
		}
		reason := func(r *payload.Request) zohocrm.Reason {
			for p := range r.Problems() {
				if p.APIName == "Own" && p.Warning {
					return p.Reason
				}
			}
			return ""
		}
		rec := record.New().Text("Own", "x").Text("Last_Name", "Daly")
		if got := reason(payload.NewInsert(m).Add(rec)); got != tt.insert {
			t.Errorf("%s: insert: %q", tt.operations, got)
		}
		if got := reason(payload.NewUpdate(m).ID("1").Add(rec)); got != tt.update {
			t.Errorf("%s: update: %q", tt.operations, got)
		}
		if got := reason(payload.NewUpsert(m).Add(rec)); (got != "") != tt.readOnly {
			t.Errorf("%s: upsert: %q", tt.operations, got)
		}
	}
}

// TestRulesOfOperations: a rule that is dropped is dropped from every operation.
func TestRulesOfOperations(t *testing.T) {
	for op, want := range map[modules.Operation]int{modules.Update: 4, modules.Upsert: 4} {
		m := modules.Leads()
		own := 0
		insert := slices.Collect(m.Rules())
		for rule := range m.RulesOf(op) {
			if slices.ContainsFunc(insert, func(r modules.Rule) bool { return r.Name == rule.Name }) {
				continue
			}
			own++
			less := with(t, m, modules.WithoutRule(rule.Name))
			for left := range less.RulesOf(op) {
				if left.Name == rule.Name {
					t.Errorf("%s is not dropped", rule.Name)
				}
			}
			if rule.Doc == "" || rule.Source == "" {
				t.Errorf("%s: nothing says what it asks for, or who says so", rule.Name)
			}
		}
		if own != want {
			t.Errorf("%s has %d rules of its own, want %d", op, own, want)
		}
	}
}

// TestLayoutsOfUpdates: what a layout or a layout rule makes mandatory may be
// absent from an update, and not be emptied.
func TestLayoutsOfUpdates(t *testing.T) {
	m := with(t, modules.Leads(),
		modules.WithLayoutRules(modules.LayoutRule{Name: "Referrals", When: []modules.Criterion{{APIName: "Lead_Source", Values: []string{"Partner"}}}, Mandatory: []string{"Company"}}))
	for _, tt := range []struct {
		fields                   string
		insert, update, matching string
	}{
		{`"Lead_Source":"Partner"`, "error", "", ""},
		{`"Lead_Source":"Partner","Company":null`, "error", "error", "error"},
		{`"Lead_Source":"Partner","Company":""`, "error", "error", "error"},
		{`"Lead_Source":"Partner","Company":"x"`, "", "", ""},
		{`"Company":null`, "", "", ""},
	} {
		rec := parse(t, `{"Last_Name":"Daly","Email":"p.daly@zylker.com",`+tt.fields+`}`)
		level := func(r *payload.Request) string {
			for p := range r.ApplyFeatures(payload.LayoutRules).Add(rec).Problems() {
				if p.APIName != "Company" || p.Details.LayoutRule == nil {
					t.Errorf("%s: %v", tt.fields, p)
				}
				return map[bool]string{true: "warning", false: "error"}[p.Warning]
			}
			return ""
		}
		got := []string{level(payload.NewInsert(m)), level(payload.NewUpsert(m)), level(payload.NewUpdate(m).ID("1")), level(payload.NewUpsert(m).ExpectUpdates())}
		if diff := cmp.Diff([]string{tt.insert, tt.insert, tt.update, tt.matching}, got); diff != "" {
			t.Errorf("%s: layout rule (-want +got):\n%s", tt.fields, diff)
		}
	}

	// The rows of line items that all layouts require cannot be taken away (real case 16).
	const required, optional = `{"api_name":"Quoted_Items","required":true}`, `{"api_name":"Quoted_Items"}`
	for _, tt := range []struct {
		first, second string
		want          string
	}{
		{required, required, "error MANDATORY_NOT_FOUND mandatory Quoted_Items $.data[0].Quoted_Items"},
		{required, optional, "warning MANDATORY_NOT_FOUND mandatory Quoted_Items $.data[0].Quoted_Items"},
		{optional, required, "warning MANDATORY_NOT_FOUND mandatory Quoted_Items $.data[0].Quoted_Items"},
		{"", "", "warning MANDATORY_NOT_FOUND mandatory Quoted_Items $.data[0].Quoted_Items"},
	} {
		m := modules.Quotes()
		if tt.first != "" {
			m = with(t, m, withLayouts(`{"layouts":[{"id":"1","sections":[{"fields":[`+tt.first+`]}]},{"id":"2","sections":[{"fields":[`+tt.second+`]}]}]}`))
		}
		if diff := cmp.Diff([]string{tt.want}, testkit.Lines(found(payload.NewUpdate(m).Add(parse(t, `{"id":"1","Quoted_Items":[]}`))))); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", tt.first, tt.second, diff)
		}
	}

	laid := with(t, modules.Leads(), modules.WithLayoutsMetadata(strings.NewReader(`{"layouts":[{"id":"7","name":"Standard","sections":[{"fields":[
		{"api_name":"Last_Name","required":true},{"api_name":"Company","required":true},{"api_name":"City"}]}]}]}`)))
	for _, tt := range []struct{ fields, insert, update string }{
		{`"Layout":{"id":"7"},"City":"x"`, "error", ""},
		{`"Layout":{"id":"7"},"Company":null`, "error", "warning"},
		{`"Company":null`, "warning", "warning"},
		{`"City":"x"`, "warning", ""},
		{`"Layout":{"id":"7"},"Company":"x"`, "", ""},
	} {
		rec := parse(t, `{"Last_Name":"Daly",`+tt.fields+`}`)
		level := func(r *payload.Request) string {
			for p := range r.Add(rec).Problems() {
				return p.APIName + map[bool]string{true: " warning", false: " error"}[p.Warning]
			}
			return ""
		}
		said := func(s string) string {
			if s != "" {
				s = "Company " + s
			}
			return s
		}
		if got := level(payload.NewInsert(laid)); got != said(tt.insert) {
			t.Errorf("%s: an insert finds %q", tt.fields, got)
		}
		if got := level(payload.NewUpdate(laid).ID("1")); got != said(tt.update) {
			t.Errorf("%s: an update finds %q", tt.fields, got)
		}
	}
}
