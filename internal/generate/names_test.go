package generate

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFieldName(t *testing.T) {
	for apiName, want := range map[string]string{
		"Last_Name":         "LastName",
		"id":                "ID",
		"Skype_ID":          "SkypeID",
		"First_Visited_URL": "FirstVisitedURL",
		"Locked__s":         "Locked",
		"mableOne":          "MableOne",
		"Working_50_hrs_wk": "Working50HrsWk",
		"Bachelor_s_Degree": "BachelorSDegree",
		"A_1_2":             "A1_2",
		"type":              "Type",
		"2nd_Address":       "Field2ndAddress",
		"顧客名":               "Field顧客名",
		"Größe":             "Größe",
		"$approved":         "DollarApproved",
		"?":                 "Field",
	} {
		if got := fieldName(apiName, "Field"); got != want {
			t.Errorf("fieldName(%q) = %q, want %q", apiName, got, want)
		}
	}
}

func TestGoName(t *testing.T) {
	for value, want := range map[string]string{
		"Web Download":                       "WebDownload",
		"-None-":                             "None",
		"ASP (Application Service Provider)": "ASPApplicationServiceProvider",
		"Data/Telecom OEM":                   "DataTelecomOEM",
		"Mr.":                                "Mr",
		"< 10":                               "Less10",
		"10-20":                              "10_20",
		"C++":                                "CPlusPlus",
		"50%":                                "50Percent",
		"Don't know":                         "DontKnow",
		"日本":                                 "日本",
		"":                                   "",
	} {
		if got := goName(value); got != want {
			t.Errorf("goName(%q) = %q, want %q", value, got, want)
		}
	}
}

func TestSingular(t *testing.T) {
	for plural, want := range map[string]string{
		"Leads": "Lead", "Activities": "Activity", "Cases": "Case", "Invoices": "Invoice", "Addresses": "Address", "Boxes": "Box",
		"Campaigns": "Campaign", "News": "News", "Status": "Status", "Staff": "Staff", "SalesOrders": "SalesOrder", "Services": "Service",
	} {
		if got := singular(plural); got != want {
			t.Errorf("singular(%q) = %q, want %q", plural, got, want)
		}
	}
}

// TestSharedNamesAreGivenToNone checks that a name that two texts share is given to none of them,
// whatever their order.
func TestSharedNamesAreGivenToNone(t *testing.T) {
	texts := []string{"Email_1", "Email1", "Record", "City", "a-b", "a b"}
	names := []string{"Email1", "Email1", "Record", "City", "AB", "AB"}
	got := unique(texts, names, map[string]bool{"Record": true})
	want := []string{"Email_1", "Email1", "Record_" + digest("Record"), "City", "AB_" + digest("a-b"), "AB_" + digest("a b")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("unique (-want +got):\n%s", diff)
	}
	slices.Reverse(texts)
	slices.Reverse(names)
	again := unique(texts, names, map[string]bool{"Record": true})
	slices.Reverse(again)
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("unique in turned order (-want +got):\n%s", diff)
	}
}
