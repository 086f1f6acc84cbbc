package generate_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/generate"
	"github.com/seed12a3e673/zohocrm/modules"
)

// TestDiff compares the code of deals with metadata that has changed in one place.
func TestDiff(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "fields-deals.json"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	load := func(text string) *modules.Module {
		m, err := modules.Deals().With(modules.WithFieldsMetadata(strings.NewReader(text)))
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	source := code(t, load(text), "").Source
	cut := func(from, to string) string { // what is between two texts, and the first of them
		i := strings.Index(text, from)
		j := i + strings.Index(text[i:], to)
		return text[:i] + text[j:]
	}
	field := func(apiName string) string { return "  {\n   \"api_name\": \"" + apiName + `"` }
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", text, nil},
		{"spaces and ids", strings.ReplaceAll(text, "4876876000000002177", "1") + "\n", nil},
		{"length", replace(text, field("Next_Step"), `"length": 100`, `"length": 80`), []string{
			"Next_Step: text of up to 80 characters, was text of up to 100 characters",
		}},
		{"type", replace(text, field("Next_Step"), `"data_type": "text"`, `"data_type": "date"`), []string{
			"Next_Step: a date, was text of up to 100 characters",
			"breaks: Deal.NextStep is record.Opt[time.Time], was record.Opt[string]",
		}},
		{"renamed", replace(text, field("Next_Step"), "Next_Step", "Following_Step"), []string{
			"Next_Step: gone",
			"Following_Step: new, text of up to 100 characters",
			"breaks: Deal.NextStep is gone",
		}},
		{"gone", cut(field("Probability"), field("Next_Step")), []string{
			"Probability: gone",
			"breaks: Deal.Probability is gone",
		}},
		{"mandatory", replace(text, field("Next_Step"), `"system_mandatory": false`, `"system_mandatory": true`), []string{
			"breaks: Next_Step: mandatory",
			"breaks: Deal.NextStep is string, was record.Opt[string]",
		}},
		{"a new mandatory field", strings.Replace(text, `"fields": [`, `"fields": [{"api_name":"Region","data_type":"text","length":9,"system_mandatory":true},`, 1), []string{
			"breaks: Region: new, text of up to 9 characters, mandatory",
		}},
		{"read-only", replace(text, field("Next_Step"), `"api_create": true,`, `"api_create": false,`), []string{
			"Next_Step: not written by inserts any more",
		}},
		{"a value", strings.ReplaceAll(text, "Needs Analysis", "Need found"), []string{
			`Stage: value "Needs Analysis" gone`,
			`Stage: value "Need found" new`,
			"breaks: constant DealStageNeedsAnalysis is gone",
		}},
		{"an actual value", strings.ReplaceAll(text, `"actual_value": "New Business"`, `"actual_value": "New"`), []string{
			`Type: value "New" new`,
			`constant DealTypeNewBusiness is "New", was "New Business"`,
		}},
		{"a label", strings.ReplaceAll(text, `"Next Step"`, `"Then"`), []string{`Next_Step: shown as "Then", was "Next Step"`}},
		{"another module for a lookup", strings.ReplaceAll(text, `"api_name": "Accounts"`, `"api_name": "Partners"`), []string{
			"breaks: Deal.AccountName is record.Opt[PartnerID], was record.Opt[AccountID]",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			changes, err := generate.Diff(source, load(test.text))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range changes {
				line := c.Text
				if c.Breaks {
					line = "breaks: " + line
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// replace replaces a text that comes after another.
func replace(text, after, old, new string) string {
	i := strings.Index(text, after)
	return text[:i] + strings.Replace(text[i:], old, new, 1)
}

// TestDiffRefuses checks that only code of this package is compared.
func TestDiffRefuses(t *testing.T) {
	m, _ := samples["deals_zoho.go"].load(t)
	source := code(t, m, "").Source
	for name, broken := range map[string][]byte{
		"no code":   nil,
		"other":     []byte("package crm\n"),
		"cut off":   source[:len(source)/2],
		"by hand":   bytes.Replace(source, []byte("MaxLength: 120"), []byte("MaxLength: len(x)"), 1),
		"new field": bytes.Replace(source, []byte("MaxLength: 120"), []byte("Length: 120"), 1),
	} {
		if changes, err := generate.Diff(broken, m); err == nil {
			t.Errorf("%s: %v", name, changes)
		}
	}
}

// TestDiffOfSamples checks that the samples do not differ from their metadata.
func TestDiffOfSamples(t *testing.T) {
	for name, sample := range samples {
		m, _ := sample.load(t)
		source, err := os.ReadFile(filepath.Join("testdata", "crm", name))
		if err != nil {
			t.Fatal(err)
		}
		if changes, err := generate.Diff(source, m); err != nil || len(changes) > 0 {
			t.Errorf("%s: %v %v", name, changes, err)
		}
	}
}
