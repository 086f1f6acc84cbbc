package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// moduleSettings are the flags about the module and its fields.
type moduleSettings struct {
	name     string
	custom   bool
	fields   []fieldtype.Field
	metadata []metadataFile
	without  []string
	now      time.Time
}

// define defines the flags.
func (c *moduleSettings) define(f *flags) {
	f.text(&c.name, "module", "NAME", "the module's API name, scope name or label (required)")
	f.toggle(&c.custom, "custom", "the module is one of the organization's own")
	c.defineFields(f)
	f.texts(&c.without, "without-rule", "RULE", "leave out the module's rule, such as call_scheduled (repeat)")
	f.each("now", "TIME", "the time that rules take for now, RFC 3339 (default: the clock)", func(s string) (err error) {
		c.now, err = parseTime(s)
		return err
	})
}

// defineFields defines the flags about the fields of the module.
func (c *moduleSettings) defineFields(f *flags) {
	f.each("field", "NAME:TYPE[:LENGTH[:DECIMALS]]", "declare a custom field, TYPE being its data_type (repeat)", func(s string) error {
		field, err := parseField(s)
		c.fields = append(c.fields, field)
		return err
	})
	for _, m := range metadataFlags {
		f.each(m.name, "FILE", m.usage, func(s string) error {
			c.metadata = append(c.metadata, metadataFile{m.name, s})
			return nil
		})
	}
}

// findAlone returns the module of a command without further arguments, and prints the
// notes about its metadata.
func (c *moduleSettings) findAlone(s streams, args []string) (*modules.Module, error) {
	if len(args) > 0 {
		return nil, usagef("expected no argument beside the flags, got %d", len(args))
	}
	m, notes, err := c.find()
	if err != nil {
		return nil, err
	}
	for _, note := range notes {
		s.say(note)
	}
	return m, nil
}

// find returns the module with the organization's metadata and the declared fields,
// which replace fields of the metadata, and notes about the metadata. A name that is
// not on the page is a custom module if the flags say so, or if they describe its
// fields.
func (c *moduleSettings) find() (m *modules.Module, notes []string, err error) {
	if c.name == "" {
		return nil, nil, usagef("-module is required")
	}
	m, err = modules.Lookup(c.name)
	if err != nil {
		if !c.custom && len(c.fields) == 0 && !describeModule(c.metadata) {
			return nil, nil, fmt.Errorf("-module: %w (for a module of the organization's own: -custom, or its fields with -fields or -field)", err)
		}
		m = modules.Custom(c.name)
	}
	// The order matters: layouts replace what fields say, declared fields replace
	// both, and the fields of a subform need a known subform.
	if m, err = c.load(m, false); err != nil {
		return nil, nil, err
	}
	clock := time.Now
	if now := c.now; !now.IsZero() {
		clock = func() time.Time { return now }
	}
	options := []modules.Option{modules.WithNow(clock)}
	for _, f := range c.fields {
		if known, ok := m.Field(f.APIName); ok { // the type may change, but not what Zoho does with the field
			known.Spec = f.Spec
			f = known
		}
		options = append(options, modules.WithField(f))
	}
	if m, err = m.With(options...); err != nil {
		return nil, nil, err
	}
	if m, err = c.load(m, true); err != nil {
		return nil, nil, err
	}
	if m, err = withoutRules(m, c.without); err != nil {
		return nil, nil, usagef("-without-rule: %w", err)
	}
	return m, c.foreign(), nil
}

// A metadataFile is a file with an answer of a metadata call, as a flag names
// it.
type metadataFile struct {
	flag string
	name string
}

// metadataFlags are the flags that name metadata files, in the order in which the
// files are loaded.
var metadataFlags = []struct{ name, usage string }{
	{"fields", "the answer of the Fields metadata call; SUBFORM=FILE for the rows of a subform (repeat)"},
	{"layouts", "the answer of the Layouts metadata call (repeat)"},
	{"pipelines", "the answer of the Get Pipelines call (repeat)"},
	{"rules", "the organization's layout rules (repeat)"},
}

// metadataKeys are the names of the arrays in the files.
var metadataKeys = map[string]string{"fields": "fields", "layouts": "layouts", "pipelines": "pipeline", "rules": "layout_rules"}

// describeModule reports whether metadata files describe the fields of a module: its
// fields or its layouts do, rules do not.
func describeModule(files []metadataFile) bool {
	return slices.ContainsFunc(files, func(f metadataFile) bool { return f.flag == "fields" || f.flag == "layouts" })
}

// load returns the module with the metadata files loaded, those of subforms or the
// others.
func (c *moduleSettings) load(m *modules.Module, subforms bool) (*modules.Module, error) {
	for _, f := range metadataFlags {
		for _, file := range c.metadata {
			if _, _, ok := file.subform(); file.flag != f.name || ok != subforms {
				continue
			}
			var err error
			if m, err = file.load(m); err != nil {
				return nil, fmt.Errorf("-%s %s: %w", file.flag, file.name, err)
			}
		}
	}
	return m, nil
}

// subform splits SUBFORM=FILE. An API name has no path separator, so ./a=b.json is a
// file.
func (f metadataFile) subform() (apiName, file string, ok bool) {
	apiName, file, ok = strings.Cut(f.name, "=")
	return apiName, file, ok && f.flag == "fields" && !strings.ContainsAny(apiName, `./\`)
}

func (f metadataFile) load(m *modules.Module) (*modules.Module, error) {
	name, option := f.name, map[string]func(io.Reader) modules.Option{
		"fields": modules.WithFieldsMetadata, "layouts": modules.WithLayoutsMetadata,
		"pipelines": modules.WithPipelinesMetadata, "rules": modules.WithLayoutRulesJSON,
	}[f.flag]
	if subform, rest, ok := f.subform(); ok {
		name = rest
		option = func(r io.Reader) modules.Option { return modules.WithSubformMetadata(subform, r) }
	}
	answer, names, err := readMetadata(name, metadataKeys[f.flag])
	if err != nil {
		return nil, err
	}
	m, err = m.With(option(bytes.NewReader(answer)))
	return m, inFile(err, names)
}

// foreign returns a note for each file that seems to have the fields of another
// module: far more of its names belong to that module than to this one.
func (c *moduleSettings) foreign() []string {
	own, err := modules.Lookup(c.name)
	if err != nil {
		return nil
	}
	var notes []string
	for _, file := range c.metadata {
		if _, _, ok := file.subform(); ok || file.flag != "fields" {
			continue
		}
		names := fieldNames(file.name)
		best, most := own, 0
		for m := range modules.All() {
			if n := knownIn(m, names); n > most {
				best, most = m, n
			}
		}
		if n := knownIn(own, names); 2*n < most {
			notes = append(notes, fmt.Sprintf("-fields %s: these look like the fields of %s: it has %d of the %d names, and %s has %d",
				file.name, best.APIName(), most, len(names), own.APIName(), n))
		}
	}
	return notes
}

// fieldNames returns the API names in a valid answer of the Fields metadata call.
func fieldNames(file string) []string {
	text, _, err := readMetadata(file, metadataKeys["fields"])
	if err != nil {
		return nil
	}
	var answer struct {
		Fields []struct {
			APIName string `json:"api_name"`
		}
	}
	if err := json.Unmarshal(bytes.TrimPrefix(text, []byte(byteOrderMark)), &answer); err != nil {
		return nil
	}
	var names []string
	for _, f := range answer.Fields {
		names = append(names, f.APIName)
	}
	return names
}

// knownIn returns how many of the names are fields of a module and not of most others.
func knownIn(m *modules.Module, names []string) int {
	n := 0
	for _, name := range names {
		if _, ok := m.Field(name); ok && !slices.Contains(commonFields, name) {
			n++
		}
	}
	return n
}

// commonFields are fields of nearly every module, which say nothing about the module.
var commonFields = []string{"id", "Owner", "Created_By", "Modified_By", "Created_Time", "Modified_Time", "Last_Activity_Time", "Tag", "Layout",
	"Description", "Currency", "Exchange_Rate", "Record_Image", "Name", "Email", "Subject", "Locked__s"}

// withoutRules returns the module without those of its rules.
func withoutRules(m *modules.Module, names []string) (*modules.Module, error) {
	var known []string
	for r := range m.Rules() {
		known = append(known, r.Name)
	}
	var options []modules.Option
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("expected one of %s", strings.Join(known, ", "))
		}
		options = append(options, modules.WithoutRule(name))
	}
	return m.With(options...)
}

// parseField reads NAME:TYPE[:LENGTH[:DECIMALS]].
func parseField(s string) (fieldtype.Field, error) {
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 4 || parts[0] == "" {
		return fieldtype.Field{}, errors.New("expected NAME:TYPE[:LENGTH[:DECIMALS]]")
	}
	kind, ok := fieldtype.KindOf(parts[1])
	if !ok {
		return fieldtype.Field{}, errors.New("expected a data_type of the Fields metadata, such as text, email, bigint or currency")
	}
	spec := fieldtype.Spec{Kind: kind}
	numbers := make([]int, len(parts)-2)
	for i, part := range parts[2:] {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > 1_000_000 || i == 0 && n == 0 {
			return fieldtype.Field{}, errors.New("expected LENGTH and DECIMALS as numbers")
		}
		numbers[i] = n
	}
	if len(numbers) > 0 {
		spec.MaxLength, spec.MaxDigits = numbers[0], numbers[0]
	}
	if len(numbers) > 1 {
		if spec.MaxDecimals = numbers[1]; numbers[1] == 0 {
			spec.MaxDecimals = -1
		}
	}
	return fieldtype.Field{APIName: parts[0], Spec: spec}, nil
}
