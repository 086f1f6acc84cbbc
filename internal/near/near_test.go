package near

import (
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"email", "email", 0}, {"", "abc", 3}, {"abc", "", 3},
		{"emal", "email", 1}, {"emaill", "email", 1}, {"emayl", "email", 1}, {"emial", "email", 2},
		{"lastname", "firstname", 3}, {"phone", "mobile", 5}, {"kitten", "sitting", 3}, {"saturday", "sunday", 3},
		{"é", "e", 2}, // counted in bytes
	}
	for _, test := range tests {
		if got := Distance(test.a, test.b); got != test.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "Last_Name": "lastname", "last-name": "lastname", "Last Name": "lastname", "_ -": "", "$Approved": "$approved",
		"Phone_1": "phone1", "ÄÖ": "ÄÖ", "a.b": "a.b", "@[`{": "@[`{",
	} {
		if got := Fold(name); got != want {
			t.Errorf("Fold(%q) = %q, want %q", name, got, want)
		}
	}
}

// leads are fields of Leads.
var leads = []string{
	"Last_Name", "First_Name", "Salutation", "Company", "Designation", "Email", "Secondary_Email", "Phone", "Mobile", "Fax", "Website",
	"Lead_Source", "Lead_Status", "Industry", "No_of_Employees", "Annual_Revenue", "Rating", "Street", "City", "State", "Zip_Code", "Country",
	"Description", "Skype_ID", "Twitter", "Email_Opt_Out", "Record_Image", "Average_Time_Spent_Minutes", "Last_Enriched_Time__s", "Layout", "Tag",
	"$wizard_connection_path", "$approved", "id", "Line_Two_2", "7_abcdefgh",
}

// What people write is found, and another field is not.
func TestFind(t *testing.T) {
	tests := []struct{ name, want string }{
		{"last_name", "Last_Name"}, {"LastName", "Last_Name"}, {"Last Name", "Last_Name"}, {"last-name", "Last_Name"}, {"Lastname_", "Last_Name"},
		{"Last_Nam", "Last_Name"}, {"Last_Nmae", "Last_Name"}, {"Last_Name", "Last_Name"},
		{"Emails", "Email"}, {"email", "Email"}, {"Websit", "Website"}, {"annualRevenue", "Annual_Revenue"}, {"zipp_codee", "Zip_Code"},
		{"No_of_Employes", "No_of_Employees"}, {"Dexcriptizn", "Description"}, // four letters differ
		{"NoOfEmployees", "No_of_Employees"}, {"ID", "id"},
		{"averageTimeSpentMinutes", "Average_Time_Spent_Minutes"}, // three underscores fewer
		{"lastEnrichedTimes", "Last_Enriched_Time__s"}, {"$aproved", "$approved"}, {"wizard_connection_path", "$wizard_connection_path"},
		{"Layuot", ""},                  // two edits are too many for six letters
		{"Emial", ""},                   // and for five
		{"Phone1", ""}, {"Phone_1", ""}, // another field, in the manner of the page's Phone_1
		{"Phone_0", ""}, {"Phone_9", ""}, {"Fax_1", ""}, {"Ema1il", ""},
		{"Line_Tow_2", "Line_Two_2"}, {"Line_Two_12", ""}, {"Line_Two_3", ""}, {"Line_Two", ""}, {"abcdefgh_7", "7_abcdefgh"},
		{"Fix", ""}, {"Tax", ""}, {"x", ""}, {"", ""}, {"_", ""}, {"Budget", ""}, {"Name", ""}, {"Last_Name_of_the_Spouse", ""},
		{strings.Repeat("_", MaxLength-5) + "Email", "Email"},
		{strings.Repeat("_", MaxLength-4) + "Email", ""}, // too long to be compared
	}
	index := New(leads)
	for _, test := range tests {
		got := index.Find(test.name)
		if want := slices.Index(leads, test.want); got != want {
			t.Errorf("Find(%.40q) = %d, want %d, %q", test.name, got, want, test.want)
		}
	}
	for _, empty := range []Index{{}, New(nil)} {
		if got := empty.Find("Email"); got != -1 {
			t.Errorf("in an empty index: Find() = %d, want -1", got)
		}
	}
	// Of several that are as near, the first.
	index = New([]string{"Address_A", "Address_B", "Address_C"})
	if got := index.Find("Address_X"); got != 0 {
		t.Errorf("of three that are as near: Find() = %d, want 0", got)
	}
}

// A name that is near nothing costs no memory, whatever keeps it from being near.
func TestFindAllocations(t *testing.T) {
	for _, test := range []struct {
		name  string
		names []string
	}{
		{"A_custom_field_of_the_organization", leads},      // longer than all
		{"Mbkqjzxw", leads},                                // as long as some, with other letters
		{"LastName", []string{"Last_Name_of_a_Last_Name"}}, // shorter, with the same letters but two
	} {
		index := New(test.names)
		testkit.Allocs(t, test.name, 0, func() { index.Find(test.name) })
	}
}

// The first and the last letter and digit are in a shape, too.
func TestShape(t *testing.T) {
	want := shape{letters: 1 | 1<<25 | 1<<firstDigit | 1<<(firstDigit+9), length: 4}
	for _, name := range []string{"az09", "A_Z 0-9"} {
		if got := shapeOf(name); got != want {
			t.Errorf("shapeOf(%q) = %b, want %b", name, got, want)
		}
	}
}

// slowly finds what Find finds by comparing all names.
func slowly(name string, names []string) int {
	digits := func(name string) uint64 { return shapeOf(name).letters >> firstDigit }
	best, nearest := maxEdits+1, -1
	for i, other := range names {
		if d := Distance(Fold(name), Fold(other)); d < best && 3*d < len(name) && digits(name) == digits(other) {
			best, nearest = d, i
		}
	}
	return nearest
}

func TestNearLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 2000, 12)

	laws.Property("distance is a metric", prop.ForAll(
		func(a, b, c string) bool {
			ab, ba, bc, ac := Distance(a, b), Distance(b, a), Distance(b, c), Distance(a, c)
			return ab == ba && ac <= ab+bc && (ab == 0) == (a == b) && ab >= abs(len(a)-len(b)) && ab <= max(len(a), len(b))
		}, testkit.GenName(), testkit.GenName(), testkit.GenName()))

	laws.Property("an edit is a distance of one at most", prop.ForAll(
		func(a string, kind, at int, letter byte) bool {
			return Distance(a, testkit.Edit(a, kind, at, letter)) <= 1
		},
		testkit.GenName(), gen.IntRange(0, 2), gen.IntRange(0, 100), gen.UInt8Range('a', 'z')))

	digits := func(name string) uint64 { return shapeOf(name).letters >> firstDigit }
	laws.Property("shapes lose no near name", prop.ForAll(
		func(a, b string) bool {
			return Distance(Fold(a), Fold(b)) > maxEdits || digits(a) != digits(b) || shapeOf(a).near(shapeOf(b))
		}, testkit.GenName(), testkit.GenName()))

	laws.Property("the shape is that of the folded name", prop.ForAll(
		func(a string) bool { return shapeOf(a) == shapeOf(Fold(a)) && shapeOf(a).length == len(Fold(a)) }, testkit.GenName()))

	laws.Property("an index finds what comparing all names finds", prop.ForAll(
		func(name, a, b, c string) bool {
			names := []string{a, b, c, name + "_", Fold(a) + "1"}
			index := New(names)
			return index.Find(name) == slowly(name, names)
		}, testkit.GenName(), testkit.GenName(), testkit.GenName(), testkit.GenName()))

	index := New(leads)
	laws.Property("a name of one or two edits has the nearest of all names", prop.ForAll(
		func(field, k1, at1, k2, at2 int, l1, l2 byte, plain bool) bool {
			name := testkit.Edit(testkit.Edit(leads[field], k1, at1, l1), k2, at2, l2)
			if plain {
				name = Fold(name)
			}
			return index.Find(name) == slowly(name, leads)
		}, gen.IntRange(0, len(leads)-1), gen.IntRange(0, 2), gen.IntRange(0, 100), gen.IntRange(0, 2), gen.IntRange(0, 100),
		gen.UInt8Range('a', 'z'), gen.UInt8Range('0', 'z'), gen.Bool()))

	laws.TestingRun(t)
}
