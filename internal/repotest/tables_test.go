package repotest

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

//go:generate go test . -run ^TestTables$ -update

// TestTables compares the tables of the documents with those in the code.
// `go generate` writes them.
func TestTables(t *testing.T) {
	for _, table := range []struct{ file, title, text string }{
		{"docs/field-types.md", "field types", fieldTypeTable()},
		{"docs/modules.md", "modules", moduleTable()},
		{"docs/modules.md", "rules", ruleTable()},
		{"docs/modules.md", "fields", sourceTable()},
	} {
		doc := read(t, table.file)
		begin, end := "<!-- "+table.title+" -->\n", "<!-- /"+table.title+" -->"
		before, rest, ok := strings.Cut(doc, begin)
		got, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("%s has no table of %s", table.file, table.title)
		}
		if got == table.text {
			continue
		}
		if !testkit.Update() {
			t.Errorf("the table of %s in %s is not that of the code; run go generate", table.title, table.file)
			continue
		}
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(table.file)), []byte(before+begin+table.text+end+after), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func fieldTypeTable() string {
	var b strings.Builder
	b.WriteString("| field type | data_type | setter | limit | example | a value of another type is refused as |\n|---|---|---|---|---|---|\n")
	for kind := range fieldtype.Kinds() {
		if kind.Example() == "" {
			continue
		}
		spec := fieldtype.Spec{Kind: kind}
		refused := ""
		for _, v := range []fieldtype.Value{fieldtype.Bool(true), fieldtype.Array(fieldtype.Bool(true))} {
			if errs, ok := spec.Check(v).(interface{ Unwrap() []error }); ok && refused == "" {
				e := errs.Unwrap()[0]
				_, rest, _ := strings.Cut(e.Error(), ": ")
				refused = rest
			}
		}
		setter := setters[kind]
		if setter == "" {
			setter = "Text"
		}
		fmt.Fprintf(&b, "| %s | %s | `%s` | %s | `%s` | %s |\n", kind, kind.DataType(), setter, limits(kind), kind.Example(), refused)
	}
	return b.String()
}

// setters are the setters of a record that write a field type, where it is not Text.
var setters = map[fieldtype.Kind]string{
	fieldtype.MultiSelect: "MultiSelect", fieldtype.Date: "Date", fieldtype.DateTime: "DateTime", fieldtype.Number: "Int", fieldtype.Checkbox: "Bool",
	fieldtype.Currency: "Decimal", fieldtype.DecimalNumber: "Decimal", fieldtype.Percent: "Decimal",
	fieldtype.Lookup: "Lookup", fieldtype.User: "User", fieldtype.Layout: "Lookup", fieldtype.Wizard: "Lookup", fieldtype.WizardPath: "MultiSelect",
	fieldtype.ImageUpload: "Files", fieldtype.FileUpload: "Files", fieldtype.MultiSelectLookup: "Lookups", fieldtype.MultiUserLookup: "Lookups",
	fieldtype.MultiModuleLookup: "LookupIn", fieldtype.Subform: "Subform", fieldtype.LineTax: "Taxes", fieldtype.PricingDetails: "PriceRanges",
	fieldtype.Participants: "Participants", fieldtype.Tag: "Tags", fieldtype.Consent: "Set", fieldtype.TimeRanges: "Set",
	fieldtype.Alarm: "Alarm", fieldtype.RRule: "Recurrence", fieldtype.Reminders: "Reminders",
}

// TestSetters: each setter of the table is one of a record.
func TestSetters(t *testing.T) {
	for kind, name := range setters {
		if _, ok := reflect.TypeFor[*record.Record]().MethodByName(name); !ok {
			t.Errorf("%s: a record has no setter %s", kind, name)
		}
	}
}

func limits(kind fieldtype.Kind) string {
	length, digits, decimals := kind.Limits()
	var parts []string
	switch {
	case length > 0 && kind.JSONType() == "jsonarray":
		parts = append(parts, fmt.Sprintf("%d elements", length))
	case length > 0:
		parts = append(parts, fmt.Sprintf("%d characters", length))
	}
	if digits > 0 {
		parts = append(parts, fmt.Sprintf("%d digits", digits))
	}
	if decimals > 0 {
		parts = append(parts, fmt.Sprintf("%d decimals", decimals))
	}
	return strings.Join(parts, ", ")
}

func moduleTable() string {
	var b strings.Builder
	b.WriteString("| module | scope name | mandatory fields | an upsert finds records by | rules |\n|---|---|---|---|---|\n")
	for m := range modules.All() {
		var mandatory, rules []string
		for f := range m.Fields() {
			if f.Mandatory {
				mandatory = append(mandatory, f.APIName)
			}
		}
		for rule := range m.Rules() {
			rules = append(rules, rule.Name)
		}
		slices.Sort(rules)
		finds := m.DuplicateCheckField()
		switch {
		case !m.Takes(modules.Upsert):
			finds = "no upsert"
		case finds == "":
			finds = "unique fields"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", m.APIName(), m.ScopeName(), strings.Join(mandatory, ", "), finds, strings.Join(rules, ", "))
	}
	return b.String()
}

// ruleTable lists each rule once, with the source that says so.
func ruleTable() string {
	var b strings.Builder
	b.WriteString("| rule | asks for | source |\n|---|---|---|\n")
	seen := map[string]bool{}
	for m := range modules.All() {
		for rule := range m.Rules() {
			if !seen[rule.Name] {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", rule.Name, rule.Doc, rule.Source)
			}
			seen[rule.Name] = true
		}
	}
	b.WriteString("\n| rule of updates and upserts | holds for | asks for | source |\n|---|---|---|---|\n")
	for m := range modules.All() {
		for _, op := range []modules.Operation{modules.Update, modules.Upsert} {
			for rule := range m.RulesOf(op) {
				if !seen[rule.Name] {
					fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", rule.Name, operations(m, rule.Name), rule.Doc, rule.Source)
				}
				seen[rule.Name] = true
			}
		}
	}
	return b.String()
}

// sourceTable lists the fields of which a module knows more than the field type.
func sourceTable() string {
	var b strings.Builder
	b.WriteString("| module | field | source |\n|---|---|---|\n")
	for m := range modules.All() {
		for f := range m.Fields() {
			if source := m.Source(f.APIName); source != "" {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", m.APIName(), f.APIName, source)
			}
		}
	}
	return b.String()
}

// operations names the operations that a rule of a module holds for.
func operations(m *modules.Module, rule string) string {
	var names []string
	for _, op := range []modules.Operation{modules.Insert, modules.Update, modules.Upsert} {
		for r := range m.RulesOf(op) {
			if r.Name == rule {
				names = append(names, op.String())
			}
		}
	}
	return strings.Join(names, ", ")
}
