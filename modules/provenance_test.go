package modules_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// aSource is a section of the insert page or another page of Zoho's, of the
// project's facts or its real cases, or of Zoho's description of the API.
var aSource = regexp.MustCompile(`^(page, |Create [A-Z]\w+ page, |Add [A-Z][\w ]+ page, |facts \d|real cases? \d|API description of v8, |Fields metadata of )`)

// TestEveryRuleHasASource looks for rules of which nothing says who asks for
// them, those of loaded metadata among them.
func TestEveryRuleHasASource(t *testing.T) {
	all := append(allModules(), modules.Linking("Deals_X_Listings"),
		with(t, modules.Deals(), modules.WithLayoutsMetadata(bytes.NewReader(answer(t, "layouts-deals.json"))), withPipelines(renamedPipeline)))
	for _, m := range all {
		for rule := range m.Rules() {
			for part := range strings.SplitSeq(rule.Source, "; ") {
				if !aSource.MatchString(part) {
					t.Errorf("%s: the source of rule %s is %q", m.APIName(), rule.Name, rule.Source)
				}
			}
		}
	}
}

// TestEveryListHasASource looks for lists of values, lengths and other limits of
// fields of which nothing says where they come from, and for sources of fields
// that have none.
func TestEveryListHasASource(t *testing.T) {
	for _, m := range allModules() {
		for f := range m.Fields() {
			source := m.Source(f.APIName)
			special := !cmp.Equal(f.Spec, fieldtype.Spec{Kind: f.Spec.Kind}) && f.Spec.Kind != fieldtype.Subform && f.Spec.ConnectedLookup == "" || f.Spec.MaxLength > 0
			for part := range strings.SplitSeq(source, "; ") {
				if special && !aSource.MatchString(part) {
					t.Errorf("the source of %s.%s is %q", m.APIName(), f.APIName, source)
				}
			}
			if !special && source != "" {
				t.Errorf("%s.%s has a source, but what it says is no more than the field type: %q", m.APIName(), f.APIName, source)
			}
		}
		if s := m.Source("No_Such_Field"); s != "" {
			t.Errorf("%s: a field that is not there has the source %q", m.APIName(), s)
		}
	}
	// It is the same of a module that knows more, and there is none of no module.
	if got := with(t, modules.Calls(), withFields(`{"fields":[]}`)).Source("Call_Type"); got != modules.Calls().Source("Call_Type") {
		t.Errorf("with metadata: %q", got)
	}
	if got := (*modules.Module)(nil).Source("id") + new(modules.Module).Source("id"); got != "" {
		t.Errorf("of no module: %q", got)
	}
	if got := modules.Custom("Calls").Source("Call_Type"); got != "" {
		t.Errorf("of a custom module: %q", got)
	}
}
