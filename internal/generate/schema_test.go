package generate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dlclark/regexp2/v2"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
)

func TestSchemaGolden(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "fields-deals.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m, err := modules.Deals().With(modules.WithFieldsMetadata(file))
	if err != nil {
		t.Fatal(err)
	}
	text, err := Schema(m)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "deals.schema.json", text)
}

// TestSchemaPatternsTakeWhatFieldsTake checks random texts: what a field takes the pattern of the schema
// takes. For an email address and a URL the two take the same texts.
func TestSchemaPatternsTakeWhatFieldsTake(t *testing.T) {
	rng := testkit.Rand(t)
	for _, test := range []struct {
		kind  fieldtype.Kind
		ecma  string
		same  bool
		parts []string
	}{
		{fieldtype.Email, emailECMA, true, []string{"a", "Z", "ü", "山", "\u0301", "5", "+", "-", "_", ".", "@", "@b", ".co", "!", "{", "\n", " ", "\r", "\u2028", "b.co"}},
		{fieldtype.Phone, phoneECMA, false, []string{"1", "9", "a", "(", ")", " ", "-", ".", "+", "#", ";", ",", "\n", "٣", "555"}},
		{fieldtype.URL, urlECMA, true, []string{"http://", "https://www.", "ftp://", "www", ".", "a", "b", "-", "/", "?", "\n", "\r", "\u2028", "=", "&", " ", "ü", "山", ":", "#", "\x7f", "\x1a", "%"}},
	} {
		pattern := regexp2.MustCompile(test.ecma, regexp2.RE2)
		spec := fieldtype.Spec{Kind: test.kind}
		taken := 0
		for range testkit.Runs(100_000) {
			var b strings.Builder
			for range 1 + rng.IntN(9) {
				b.WriteString(test.parts[rng.IntN(len(test.parts))])
			}
			takes := spec.Check(fieldtype.Text(b.String())) == nil
			matches, err := pattern.MatchString(b.String())
			if err != nil {
				t.Fatal(err)
			}
			if takes && !matches || test.same && takes != matches {
				t.Fatalf("%q: the field takes it: %t, the pattern %s: %t", b.String(), takes, test.ecma, matches)
			}
			if takes {
				taken++
			}
		}
		t.Logf("%s: %d taken", test.kind, taken)
	}
}
