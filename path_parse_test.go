package zohocrm_test

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func TestParseJSONPath(t *testing.T) {
	tests := []struct {
		text string
		want zohocrm.Path
	}{
		// The forms in Zoho's answers.
		{"$", nil},
		{"$.data", zohocrm.Path{key("data")}},
		{"$.data[0].Last_Name", inRecord(0, key("Last_Name"))},
		{"$.data[99].Contact_Name.id", inRecord(99, key("Contact_Name"), key("id"))},
		{"$.data[0].Quoted_Items[2].Quantity", inRecord(0, key("Quoted_Items"), index(2), key("Quantity"))},
		{"$.data[0].$line_tax[1].name", inRecord(0, key("$line_tax"), index(1), key("name"))},
		{"$.data[*].Layout", inRecord(-1, key("Layout"))},
		{"$.apply_feature_execution[0].name", zohocrm.Path{key("apply_feature_execution"), index(0), key("name")}},

		// Names in brackets.
		{"$['data'][0]['Last Name']", inRecord(0, key("Last Name"))},
		{`$["data"][0]["O'Leary"]`, inRecord(0, key("O'Leary"))},
		{`$.data[0]['O\'Leary']`, inRecord(0, key("O'Leary"))},
		{`$.data[0]['a\\b']`, inRecord(0, key(`a\b`))},
		{`$.data[0]['a.b[0]']`, inRecord(0, key("a.b[0]"))},
		{`$.data[0]['a\u000ab']`, inRecord(0, key("a\nb"))},
		{`$.data[0]['\ud83d\ude00\u202e']`, inRecord(0, key("😀\u202e"))},
		{`$.data[0]['\uDB40\uDC01']`, inRecord(0, key("\U000E0001"))},
		{`$.data[0]['']`, inRecord(0, key(""))},
		{`$.data[0]['*']`, inRecord(0, key("*"))},
		{`$.data[0]['0']`, inRecord(0, key("0"))},

		// A name after a dot ends at the next dot or bracket.
		{"$.data[0].Last Name.id", inRecord(0, key("Last Name"), key("id"))},
		{"$.data[0].Straße[1]", inRecord(0, key("Straße"), index(1))},
		{"$[0]", zohocrm.Path{index(0)}},
	}
	for _, test := range tests {
		got, err := zohocrm.ParseJSONPath(test.text)
		if err != nil || !got.Equal(test.want) {
			t.Errorf("ParseJSONPath(%q) = %s, %v, want %s", test.text, got.JSONPath(), err, test.want.JSONPath())
		}
	}
}

func TestParseJSONPathRefuses(t *testing.T) {
	for _, text := range []string{
		"", "data", "data[0]", "/data/0", " $", "$ ", "$data", "$$",
		"$.", "$..Email", "$.data.", "$.data[0].", "$.data.*", "$.*",
		"$.data[", "$.data[]", "$.data]", "$.data[0", "$.data[0]Email",
		"$.data[-1]", "$.data[+1]", "$.data[01]", "$.data[1.0]", "$.data[1e2]", "$.data[0x1]", "$.data[ 1]", "$.data[1_0]",
		"$.data[" + strconv.Itoa(math.MaxInt) + "]", "$.data[99999999999999999999]",
		"$.data[**]", "$.data[*", "$.data[0:2]", "$.data[0,1]", "$.data[?(@.id)]", "$.data[Email]",
		"$['", "$['data", "$['data'", "$['data\"]", "$['data'x]", `$['data\']`, `$['\`, `$['\q']`, `$['\u00']`, `$['\ud800']`,
		`$['\ud83d']`, `$['\ud83d\u0041']`, `$['\ude00\ud83d']`, `$['\ud83d\ud83d']`, `$['\ud83d\uzzzz']`, `$['\ud83d\ude0`, `$['\u+83d\ude00']`,
	} {
		got, err := zohocrm.ParseJSONPath(text)
		if !errors.Is(err, zohocrm.ReasonFormat) || got != nil {
			t.Errorf("ParseJSONPath(%q) = %s, %v, want no path and reason format", text, got.JSONPath(), err)
		}
	}
	_, err := zohocrm.ParseJSONPath("$.secret[")
	if want := "INVALID_DATA: invalid data: expected a path such as $.data[0].Email"; err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
}

func TestParseJSONPathLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 500, 20)

	laws.Property("what JSONPath writes is read back", prop.ForAll(
		func(p zohocrm.Path) bool {
			var want zohocrm.Path
			for _, s := range p {
				if name, ok := s.Key(); ok {
					s = key(string([]rune(name))) // as text can hold it
				}
				want = append(want, s)
			}
			got, err := zohocrm.ParseJSONPath(p.JSONPath())
			return err == nil && got.Equal(want)
		}, genPath()))

	laws.Property("what is read is written so that it reads the same", prop.ForAll(
		func(text string) bool {
			p, err := zohocrm.ParseJSONPath(text)
			if err != nil {
				return p == nil && err.Error() == "INVALID_DATA: invalid data: expected a path such as $.data[0].Email"
			}
			again, err := zohocrm.ParseJSONPath(p.JSONPath())
			return err == nil && again.Equal(p)
		}, genPathText()))

	laws.TestingRun(t)
}

// genPathText yields texts that are nearly paths.
func genPathText() gopter.Gen {
	pieces := gen.OneConstOf("$", ".data", "[0]", "[12]", "[*]", ".Last_Name", ".a b", "['", "']", `["`, `"]`, `\'`, `\u000a`, "[", "]", ".", "7", "ß", "x")
	return gen.SliceOf(pieces).Map(func(s []string) string { return "$" + strings.Join(s, "") })
}

// A path of an answer leads to the record it is about.
func ExampleParseJSONPath() {
	p, err := zohocrm.ParseJSONPath("$.data[4].Quoted_Items[2].Quantity")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Record())
	fmt.Println(p.Pointer())
	// Output:
	// 4
	// /data/4/Quoted_Items/2/Quantity
}
