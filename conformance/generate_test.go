package conformance_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dlclark/regexp2/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/generate"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// An expression is a regular expression of a schema, for an engine that has what ECMA
// has: package regexp has no look-ahead.
type expression struct{ *regexp2.Regexp }

func (e expression) MatchString(s string) bool {
	ok, err := e.Regexp.MatchString(s)
	return ok && err == nil
}

// generated returns the schema that package generate makes of a module.
func generated(t *testing.T, m *modules.Module) *jsonschema.Schema {
	t.Helper()
	text, err := generate.Schema(m)
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.UseRegexpEngine(func(s string) (jsonschema.Regexp, error) {
		e, err := regexp2.Compile(s, regexp2.RE2)
		return expression{e}, err
	})
	if err := c.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestGeneratedSchemas checks random records, in which a field may have any value,
// against the generated schema of each module: what the schema refuses the check
// refuses, too.
func TestGeneratedSchemas(t *testing.T) {
	r := newSource(t, 7)
	all := slices.Collect(modules.All())
	for _, metadata := range []struct {
		base *modules.Module
		name string
	}{
		{modules.Leads(), "../modules/testdata/fields-leads.json"},
		{modules.Deals(), "../internal/generate/testdata/fields-deals.json"},
	} {
		text, err := os.ReadFile(filepath.FromSlash(metadata.name))
		if err != nil {
			t.Fatal(err)
		}
		m, err := metadata.base.With(modules.WithFieldsMetadata(strings.NewReader(string(text))))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	for i, m := range all {
		t.Run(fmt.Sprint(m.APIName(), i), func(t *testing.T) {
			s := generated(t, m)
			fields := slices.Collect(m.Fields())
			both, ours := 0, 0
			for range 2000 {
				text := r.anyRecord(fields)
				rec, err := record.FromJSON(text)
				if err != nil {
					t.Fatalf("%s: %v", text, err)
				}
				_, errs := m.Append(nil, nil, rec)
				refused := conforms(s, text)
				switch {
				case refused != nil && errs.Err() == nil:
					t.Fatalf("only the schema refuses\n%s\n%v\n%v", text, refused, errs)
				case refused != nil:
					both++
				case errs.Err() != nil:
					ours++
				}
			}
			t.Logf("%d refused by both, %d by the check alone", both, ours)
			if both < 100 {
				t.Error("the schema is content with anything")
			}
		})
	}
}

// anyRecord returns a record in which some fields have values that may fit.
func (r source) anyRecord(fields []fieldtype.Field) []byte {
	var parts []string
	few := 1 + r.IntN(len(fields))
	for i := range fields {
		if f := &fields[i]; f.Mandatory && r.IntN(10) > 0 || r.IntN(few) == 0 {
			parts = append(parts, quoted(f.APIName)+":"+r.anyValue(&f.Spec, 0))
		}
	}
	if r.IntN(20) == 0 {
		parts = append(parts, `"Unheard_Of":1`)
	}
	if r.IntN(20) == 0 {
		parts = append(parts, `"$unheard_of":1`)
	}
	return []byte("{" + strings.Join(parts, ",") + "}")
}

// anyValue returns a value as JSON: mostly one of the field type.
func (r source) anyValue(s *fieldtype.Spec, depth int) string {
	if r.IntN(6) > 0 {
		if len(s.Values) > 0 && r.IntN(2) == 0 {
			value := quoted(r.pick(s.Values...))
			if s.Kind == fieldtype.MultiSelect {
				return "[" + value + "]"
			}
			return value
		}
		if s.Kind == fieldtype.Subform && depth == 0 {
			rows := make([]string, r.IntN(4))
			for i := range rows {
				rows[i] = "{}"
				if len(s.Fields) > 0 {
					rows[i] = string(r.anyRecord(s.Fields))
				}
			}
			return "[" + strings.Join(rows, ",") + "]"
		}
		if example := s.Kind.Example(); example != "" && r.IntN(4) > 0 {
			return example
		}
	}
	return r.pick(`null`, `""`, `"x"`, quoted(r.text(300)), `"12"`, `"0012"`, `"-3"`, `"1.5"`, `12`, `-3`, `1.50`, `1e3`, `1.0`, `123456789012`, `1e20`,
		`12345678901234567890`, `true`, `false`, `[]`, `{}`, `["x"]`, `[1]`, `[null]`, `[{}]`, `[{"id":"1"}]`, `{"id":"1"}`, `{"id":1}`, `{"id":""}`,
		`{"id":null,"name":"x"}`, `{"name":"x"}`, `{"id":"x"}`, `{"email":"a@b.co"}`, `{"Ext":"1"}`, `"2017-08-16"`, `"2017-02-30"`,
		`"2017-08-16T14:32:23+05:30"`, `"2017-08-16T14:32:23"`, `"2017-08-16T14:32:23Z"`, `"a@b.co"`, `"a@b"`, `"https://www.zylker.com"`, `"http://www\u2028a.b/\r"`,
		`"a.b/\u2028"`, `"a.b/\n"`, `"+1 (555) 123"`, `"09:00"`, `"15 mins"`, `[{"File_Id__s":"a"}]`, `"a\n"`, quoted(strings.Repeat("ü", 256)))
}

// quoted returns a text as JSON.
func quoted(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // a text has a JSON form
	}
	return string(text)
}
