package fieldtype_test

import (
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

func TestKind(t *testing.T) {
	tests := []struct {
		kind                     fieldtype.Kind
		name, dataType, jsonType string
	}{
		// The page's "Sample Attributes", in its order and with its JSON types.
		{fieldtype.SingleLine, "Single Line", "text", "string"},
		{fieldtype.MultiLine, "Multi Line (small)", "textarea", "string"},
		{fieldtype.MultiLineLarge, "Multi Line (large)", "textarea", "string"},
		{fieldtype.Email, "Email", "email", "string"},
		{fieldtype.Phone, "Phone", "phone", "string"},
		{fieldtype.Picklist, "Picklist", "picklist", "string"},
		{fieldtype.MultiSelect, "Multi-select picklist", "multiselectpicklist", "jsonarray"},
		{fieldtype.Date, "Date", "date", "string"},
		{fieldtype.DateTime, "Date/Time", "datetime", "string"},
		{fieldtype.Number, "Number", "integer", "integer"},
		{fieldtype.Currency, "Currency", "currency", "double"},
		{fieldtype.DecimalNumber, "Decimal", "double", "double"},
		{fieldtype.Percent, "Percent", "percent", "double"},
		{fieldtype.LongInteger, "Long Integer", "bigint", "string"},
		{fieldtype.Checkbox, "Checkbox", "boolean", "boolean"},
		{fieldtype.URL, "URL", "website", "string"},
		{fieldtype.Lookup, "Lookup", "lookup", "jsonobject"},
		{fieldtype.User, "User", "userlookup", "jsonobject"},
		{fieldtype.LarID, "lar_id", "", "string"},
		{fieldtype.Layout, "Layout", "layout", "jsonobject"},
		{fieldtype.WizardPath, "$wizard_connection_path", "", "jsonarray"},
		{fieldtype.Wizard, "Wizard", "", "string"},

		// Those that the page describes elsewhere.
		{fieldtype.ImageUpload, "Image_Upload", "imageupload", "jsonarray"},
		{fieldtype.FileUpload, "File_Upload", "fileupload", "jsonarray"},
		{fieldtype.MultiSelectLookup, "Multi-select lookup", "multiselectlookup", "jsonarray"},
		{fieldtype.MultiUserLookup, "Multi-user lookup", "multiuserlookup", "jsonarray"},
		{fieldtype.SEModule, "$se_module", "", "string"},
		{fieldtype.PricingDetails, "Pricing_Details", "", "jsonarray"},
		{fieldtype.Participants, "Participants", "", "jsonarray"},
		{fieldtype.LineTax, "Line_Tax", "linetax", "jsonarray"},
		{fieldtype.RRule, "Recurring_Activity", "RRULE", "jsonobject"},
		{fieldtype.Alarm, "Remind_At of a task", "ALARM", "jsonobject"},
		{fieldtype.Reminders, "Remind_At of an event", "multireminder", "jsonarray"},
		{fieldtype.TimeRanges, "Available_Timings", "time_range", "jsonarray"},
		{fieldtype.Clock, "HH:mm", "", "string"},

		// Those that only the metadata knows.
		{fieldtype.RichText, "Multi Line (rich text)", "textarea", "string"},
		{fieldtype.MultiModuleLookup, "Multi-module lookup", "multi_module_lookup", "jsonobject"},
		{fieldtype.Subform, "Subform", "subform", "jsonarray"},
		{fieldtype.Tag, "Tag", "", "jsonarray"}, // data_type text, but json_type jsonarray
		{fieldtype.Consent, "Consent", "consent_lookup", "jsonobject"},
		{fieldtype.ProfileImage, "Record_Image", "profileimage", "string"},
		{fieldtype.Territories, "Territories", "territories", "jsonarray"},
		{fieldtype.AutoNumber, "Auto number", "autonumber", "string"},
		{fieldtype.Formula, "Formula", "formula", ""},
		{fieldtype.RollupSummary, "Rollup summary", "rollup_summary", ""},

		{fieldtype.Any, "", "", ""},
		{kinds - 1, "", "", ""},
		{255, "", "", ""},
	}
	tested := map[fieldtype.Kind]bool{}
	for _, test := range tests {
		k := test.kind
		tested[k] = true
		if got := k.String(); got != test.name {
			t.Errorf("Kind %d is %q, want %q", k, got, test.name)
		}
		if got := k.DataType(); got != test.dataType {
			t.Errorf("%v has data_type %q, want %q", k, got, test.dataType)
		}
		if got := k.JSONType(); got != test.jsonType {
			t.Errorf("%v has json_type %q, want %q", k, got, test.jsonType)
		}

		// KindOf is the inverse of DataType.
		want, ok := k, test.dataType != ""
		switch {
		case !ok:
			want = fieldtype.Any
		case test.dataType == "textarea":
			want = fieldtype.MultiLine
		}
		if got, gotOK := fieldtype.KindOf(test.dataType); got != want || gotOK != ok {
			t.Errorf("KindOf(%q) = %v, %v, want %v, %v", test.dataType, got, gotOK, want, ok)
		}
	}
	n := fieldtype.Kind(0)
	for k := range fieldtype.Kinds() {
		if k != n || !tested[k] {
			t.Errorf("%v is not in the table, or in another place", k)
		}
		n++
	}
	if n > kinds || n.String() != "" {
		t.Errorf("Kinds ends before %v", n)
	}
	for range fieldtype.Kinds() {
		break // must not go on
	}

	if k, ok := fieldtype.KindOf("ownerlookup"); k != fieldtype.User || !ok {
		t.Errorf("KindOf(ownerlookup) = %v, %v", k, ok)
	}
	for _, dataType := range []string{"Text", "TEXT", " text", "string", "number", "address", "alarm", "nonsense"} {
		if k, ok := fieldtype.KindOf(dataType); k != fieldtype.Any || ok {
			t.Errorf("KindOf(%q) = %v, %v, want none", dataType, k, ok)
		}
	}
}

func TestKindLimits(t *testing.T) {
	for kind, want := range map[fieldtype.Kind][3]int{
		fieldtype.SingleLine: {255, 0, 0}, fieldtype.MultiLine: {2000, 0, 0}, fieldtype.MultiLineLarge: {32000, 0, 0}, fieldtype.RichText: {50000, 0, 0},
		fieldtype.Email: {100, 0, 0}, fieldtype.Phone: {30, 0, 0}, fieldtype.URL: {450, 0, 0},
		fieldtype.Number: {0, 9, 0}, fieldtype.Currency: {0, 16, 9}, fieldtype.DecimalNumber: {0, 16, 9}, fieldtype.Percent: {0, 5, 9}, fieldtype.LongInteger: {0, 18, 0},
		fieldtype.Subform: {100, 0, 0}, fieldtype.ImageUpload: {10, 0, 0}, fieldtype.FileUpload: {5, 0, 0}, fieldtype.TimeRanges: {2, 0, 0},
		fieldtype.Picklist: {}, fieldtype.Date: {}, fieldtype.Checkbox: {}, fieldtype.Lookup: {}, fieldtype.Any: {}, 255: {},
	} {
		length, digits, decimals := kind.Limits()
		if got := [3]int{length, digits, decimals}; got != want {
			t.Errorf("%v has the limits %v, want %v", kind, got, want)
		}
	}
}

// What is shown as an example of a field type passes without a warning, and
// is written as it is.
func TestKindExample(t *testing.T) {
	shown := 0
	for kind := range fieldtype.Kinds() {
		if example := kind.Example(); example != "" {
			shown++
			check(t, fieldtype.Spec{Kind: kind}, []row{{in: parse(example), out: example}})
		}
	}
	if shown < 35 {
		t.Errorf("only %d field types have an example", shown)
	}
}
