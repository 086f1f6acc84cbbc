package modules

import (
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/near"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/record"
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
	for _, tt := range tests {
		if got := near.Distance(tt.a, tt.b); got != tt.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// suggestion returns the field that a module names for a field that it does not
// know.
func suggestion(m *Module, name string) (string, bool) {
	_, errs := m.Append(nil, nil, record.New().Null(name))
	for _, e := range errs {
		if e.Reason == zohocrm.ReasonUnknownField && e.Suggestion != "" {
			return e.Suggestion, true
		}
	}
	return "", false
}

// TestNearestField compares with the fields of Leads what people write.
func TestNearestField(t *testing.T) {
	tests := []struct{ name, want string }{
		{"last_name", "Last_Name"},
		{"LastName", "Last_Name"},
		{"Last Name", "Last_Name"},
		{"last-name", "Last_Name"},
		{"Lastname_", "Last_Name"},
		{"Last_Nam", "Last_Name"},
		{"Last_Nmae", "Last_Name"},
		{"Emails", "Email"},
		{"email", "Email"},
		{"Websit", "Website"},
		{"annualRevenue", "Annual_Revenue"},
		{"zipp_codee", "Zip_Code"},
		{"No_of_Employes", "No_of_Employees"},
		{"NoOfEmployees", "No_of_Employees"},
		{"averageTimeSpentMinutes", "Average_Time_Spent_Minutes"}, // three underscores fewer
		{"lastEnrichedTimes", "Last_Enriched_Time__s"},
		{"$aproved", "$approved"},
		{"wizard_connection_path", "$wizard_connection_path"},
		{"Layuot", ""},  // two edits are too many for six letters
		{"Emial", ""},   // and for five
		{"Phone1", ""},  // another field, in the manner of the page's Phone_1
		{"Phone_1", ""}, // the same
		{"Phone_0", ""},
		{"Phone_9", ""},
		{"Fax_1", ""},
		{"Ema1il", ""},
		{"Fix", ""},
		{"Tax", ""},
		{"x", ""},
		{"", ""},
		{"Budget", ""},
		{"Name", ""},
		{"Last_Name_of_the_Spouse", ""},
		{strings.Repeat("_", near.MaxLength-5) + "Email", "Email"},
		{strings.Repeat("_", near.MaxLength) + "Email", ""}, // too long to be compared
	}
	for _, tt := range tests {
		got, ok := suggestion(Leads(), tt.name)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("for %.40q Leads names %q, %v; want %q", tt.name, got, ok, tt.want)
		}
	}
}

// TestNearestFieldOfDigits compares all digits of a name, whatever their
// position.
func TestNearestFieldOfDigits(t *testing.T) {
	m, err := Leads().With(WithField(fieldtype.Field{APIName: "Line_Two_2"}), WithField(fieldtype.Field{APIName: "7_abcdefgh"}))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Line_Tow_2": "Line_Two_2", "Line_Two_12": "", "Line_Two_3": "", "Line_Two": "", "abcdefgh_7": "7_abcdefgh",
	} {
		if got, _ := suggestion(m, name); got != want {
			t.Errorf("for %q the module names %q, want %q", name, got, want)
		}
	}
}

// TestNearestFieldIsTheVerifiedOne suggests no spelling that would itself warn.
func TestNearestFieldIsTheVerifiedOne(t *testing.T) {
	for name, want := range map[string]string{
		"Purchased_Item": "Purchase_Items", "purchaseditems": "Purchase_Items", "Purchase_Item": "Purchase_Items",
	} {
		if got, _ := suggestion(PurchaseOrders(), name); got != want {
			t.Errorf("for %q the module names %q, want %q", name, got, want)
		}
	}
}

// digitsOf returns which digits a name has.
func digitsOf(name string) (digits [10]bool) {
	for i := range len(name) {
		if '0' <= name[i] && name[i] <= '9' {
			digits[name[i]-'0'] = true
		}
	}
	return digits
}

// slowNearest compares a name with each of some names: the nearest has at most
// two edits, less than a third of the name's letters, and the same digits.
func slowNearest(name string, names []string) int {
	best, nearest := 3, -1
	for i, other := range names {
		d := near.Distance(near.Fold(name), near.Fold(other))
		if d < best && 3*d < len(name) && digitsOf(name) == digitsOf(other) {
			best, nearest = d, i
		}
	}
	return nearest
}

func TestNearestLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 2000, 12)
	distance := near.Distance

	laws.Property("distance is a metric", prop.ForAll(
		func(a, b, c string) bool {
			ab, ba, bc, ac := distance(a, b), distance(b, a), distance(b, c), distance(a, c)
			lengths := max(len(a)-len(b), len(b)-len(a))
			return ab == ba && ac <= ab+bc && (ab == 0) == (a == b) && ab >= lengths && ab <= max(len(a), len(b))
		}, testkit.GenName(), testkit.GenName(), testkit.GenName()))

	laws.Property("an edit is a distance of one at most", prop.ForAll(
		func(a string, kind, at int, letter byte) bool {
			return distance(a, testkit.Edit(a, kind, at, letter)) <= 1
		},
		testkit.GenName(), gen.IntRange(0, 2), gen.IntRange(0, 100), gen.UInt8Range('a', 'z')))

	laws.Property("an index finds what a comparison with all its names finds", prop.ForAll(
		func(name, a, b, c string) bool {
			names := []string{a, b, c, name + "_", near.Fold(a) + "1"}
			index := near.New(names)
			return index.Find(name) == slowNearest(name, names)
		}, testkit.GenName(), testkit.GenName(), testkit.GenName(), testkit.GenName()))

	// For names that are one or two edits from a field.
	var names []string
	for f := range Leads().Fields() {
		names = append(names, f.APIName)
	}
	laws.Property("a module names the nearest of all its fields", prop.ForAll(
		func(field, k1, at1, k2, at2 int, l1, l2 byte, plain bool) bool {
			name := testkit.Edit(testkit.Edit(names[field], k1, at1, l1), k2, at2, l2)
			if plain {
				name = near.Fold(name)
			}
			if slices.Contains(names, name) {
				return true
			}
			want := ""
			if i := slowNearest(name, names); i >= 0 {
				want = names[i]
			}
			got, ok := suggestion(Leads(), name)
			return got == want && ok == (want != "")
		}, gen.IntRange(0, len(names)-1), gen.IntRange(0, 2), gen.IntRange(0, 100), gen.IntRange(0, 2), gen.IntRange(0, 100),
		gen.UInt8Range('a', 'z'), gen.UInt8Range('0', 'z'), gen.Bool()))

	laws.TestingRun(t)
}
