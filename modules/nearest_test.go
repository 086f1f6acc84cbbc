package modules

import (
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
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
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
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
		{"Phone_1", ""}, // likewise
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
		{strings.Repeat("_", maxNearLength-5) + "Email", "Email"},
		{strings.Repeat("_", maxNearLength) + "Email", ""}, // too long to be looked at
	}
	for _, tt := range tests {
		got, ok := Leads().nearestField(tt.name)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("nearestField(%.40q) = %q, %v; want %q", tt.name, got, ok, tt.want)
		}
	}
}

// TestNearestFieldOfDigits takes all digits of a name, wherever they stand.
func TestNearestFieldOfDigits(t *testing.T) {
	m, err := Leads().With(WithField(Field{APIName: "Line_Two_2"}), WithField(Field{APIName: "7_abcdefgh"}))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Line_Tow_2": "Line_Two_2", "Line_Two_12": "", "Line_Two_3": "", "Line_Two": "", "abcdefgh_7": "7_abcdefgh",
	} {
		if got, _ := m.nearestField(name); got != want {
			t.Errorf("nearestField(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestNearestFieldIsTheVerifiedOne offers no spelling that would itself be
// remarked upon.
func TestNearestFieldIsTheVerifiedOne(t *testing.T) {
	for name, want := range map[string]string{
		"Purchased_Item": "Purchase_Items", "purchaseditems": "Purchase_Items", "Purchase_Item": "Purchase_Items",
	} {
		if got, _ := PurchaseOrders().nearestField(name); got != want {
			t.Errorf("nearestField(%q) = %q, want %q", name, got, want)
		}
	}
}

// genName yields words of few letters, so that many are near.
func genName() gopter.Gen {
	letters := []string{"a", "b", "c", "A", "B", "1", "2", "_", " ", "-", "$", "é"}
	return gen.SliceOf(gen.IntRange(0, len(letters)-1)).Map(func(picks []int) string {
		var name string
		for _, i := range picks {
			name += letters[i]
		}
		return name
	})
}

// edit is one letter added, removed or changed, wherever at falls.
func edit(name string, kind, at int, letter byte) string {
	b := []byte(name)
	switch i := at % (len(b) + 1); {
	case kind == 0 || i == len(b):
		b = slices.Insert(b, i, letter)
	case kind == 1:
		b = slices.Delete(b, i, i+1)
	default:
		b[i] = letter
	}
	return string(b)
}

func TestNearestLaws(t *testing.T) {
	const seed = 1234
	t.Logf("seed %d", seed)
	parameters := gopter.DefaultTestParametersWithSeed(seed)
	parameters.MinSuccessfulTests, parameters.MaxSize = 2000, 12
	laws := gopter.NewProperties(parameters)

	laws.Property("distance is a metric", prop.ForAll(
		func(a, b, c string) bool {
			ab, ba, bc, ac := distance(a, b), distance(b, a), distance(b, c), distance(a, c)
			return ab == ba && ac <= ab+bc && (ab == 0) == (a == b) && ab >= abs(len(a)-len(b)) && ab <= max(len(a), len(b))
		}, genName(), genName(), genName()))

	laws.Property("an edit is a distance of one at most", prop.ForAll(
		func(a string, kind, at int, letter byte) bool { return distance(a, edit(a, kind, at, letter)) <= 1 },
		genName(), gen.IntRange(0, 2), gen.IntRange(0, 100), gen.UInt8Range('a', 'z')))

	digits := func(name string) uint64 { return shapeOf(name).letters >> firstDigit }
	laws.Property("shapes lose no near name", prop.ForAll(
		func(a, b string) bool {
			return distance(fold(a), fold(b)) > maxEdits || digits(a) != digits(b) || shapeOf(a).near(shapeOf(b))
		}, genName(), genName()))

	laws.Property("the shape is that of the folded name", prop.ForAll(
		func(a string) bool { return shapeOf(a) == shapeOf(fold(a)) && shapeOf(a).length == len(fold(a)) }, genName()))

	// Against the slow way, for names that are one or two edits from a field.
	fields := slices.Collect(Leads().Fields())
	laws.Property("nearestField is the nearest of all fields", prop.ForAll(
		func(field, k1, at1, k2, at2 int, l1, l2 byte, plain bool) bool {
			name := edit(edit(fields[field].APIName, k1, at1, l1), k2, at2, l2)
			if plain {
				name = fold(name)
			}
			best, want := maxEdits+1, ""
			for _, f := range fields {
				if d := distance(fold(name), fold(f.APIName)); d < best && 3*d < len(name) && digits(name) == digits(f.APIName) {
					best, want = d, f.APIName
				}
			}
			got, ok := Leads().nearestField(name)
			return got == want && ok == (want != "")
		}, gen.IntRange(0, len(fields)-1), gen.IntRange(0, 2), gen.IntRange(0, 100), gen.IntRange(0, 2), gen.IntRange(0, 100),
		gen.UInt8Range('a', 'z'), gen.UInt8Range('0', 'z'), gen.Bool()))

	laws.TestingRun(t)
}
