package generate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A model has the names and types of the Go code of a module.
type model struct {
	module    *modules.Module
	variable  string   // Leads
	kind      string   // LeadsModule, the type of the variable
	objects   []object // that of the record, and those of the rows of subforms
	picklists []picklist
	ids       []string // the types of ids that the code needs
	left      []string // what no Go type expresses, for people
}

// An object is the struct of a record or of a subform's row.
type object struct {
	name   string // of the struct
	doc    string // what it describes
	id     string // the type of its id
	fields []field
	left   []string // the API names of the fields that only Zoho sets
}

// A field is a field of a struct.
type field struct {
	fieldtype.Field
	name  string // of the Go field
	typ   string // of its value
	plain bool   // not an Opt: its zero value is absent
	set   string // the function of package record that sets it
	more  string // the arguments of set after the name; OPT is the Opt
	leads string // the API name of the module that a lookup leads to, if known
}

// A picklist is a type of texts with constants.
type picklist struct {
	name    string // of the type
	label   string // of the field
	choices []choice
}

// A choice is a constant.
type choice struct{ name, value, shown string }

// The fields of deals for which Zoho takes the displayed value.
const (
	pipelineField = "Pipeline"
	stageField    = "Stage"
)

// A builder makes a model.
type builder struct {
	*model
	taken map[string]bool // the names of the package that the file uses
	ids   map[string]bool
}

// newModel returns the model of a module with its Fields metadata. typeName is the
// name of the struct, or "" to derive it from the module's name.
func newModel(m *modules.Module, typeName string) (*model, error) {
	described := modules.Internal.Described(program.Key{}, m)
	if len(described) == 0 {
		return nil, fmt.Errorf("%s: the Fields metadata has no field", safe(m.APIName()))
	}
	b := &builder{model: &model{module: m}, taken: map[string]bool{}, ids: map[string]bool{}}
	b.variable = fieldName(m.APIName(), "Module")
	if strings.HasSuffix(b.variable, "ID") { // types of ids end with ID
		b.variable += "Module"
	}
	o := object{name: cmp.Or(typeName, singular(b.variable)), doc: "a record of " + safe(m.APIName())}
	if o.name == b.variable || strings.HasSuffix(o.name, "ID") {
		o.name += "Record"
	}
	b.kind = b.variable + "Module"
	o.id = b.idType(m.APIName())
	for _, d := range described {
		b.taken[idName(d.Module)] = true
		for _, row := range d.Rows {
			b.taken[idName(row.Module)] = true
		}
	}
	for _, name := range []string{b.variable, o.name, b.kind, o.id, idName("Users"), idName("Layouts"), idName("Wizards")} {
		b.taken[name] = true
	}
	b.object(&o, inModuleOrder(m), described)
	b.objects = slices.Insert(b.objects, 0, o)
	for i := range b.picklists {
		b.constants(&b.picklists[i])
	}
	for id := range b.ids {
		b.model.ids = append(b.model.ids, id)
	}
	slices.Sort(b.model.ids)
	return b.model, nil
}

// inModuleOrder returns the fields of the metadata in the order of the module, which
// is also the order in a record of a map.
func inModuleOrder(m *modules.Module) []fieldtype.Field {
	listed := map[string]bool{}
	for _, d := range modules.Internal.Described(program.Key{}, m) {
		listed[d.APIName] = true
	}
	var fields []fieldtype.Field
	for f := range m.Fields() {
		if listed[f.APIName] {
			fields = append(fields, f)
		}
	}
	return fields
}

// idName returns the name of the type of the ids of a module's records: RecordID if
// the module is not known.
func idName(apiName string) string {
	if !isModule(apiName) {
		return "RecordID"
	}
	return singular(fieldName(apiName, "Module")) + "ID"
}

// isModule reports whether a lookup leads to one module: What_Id leads to that of
// $se_module.
func isModule(apiName string) bool { return apiName != "" && apiName != "se_module" }

// idType returns the name of the type of the ids of a module, which the code needs.
func (b *builder) idType(apiName string) string {
	name := idName(apiName)
	b.ids[name] = true
	return name
}

// object adds the fields of a struct.
func (b *builder) object(o *object, fields []fieldtype.Field, described []program.Description) {
	byName := map[string]program.Description{}
	for _, d := range described {
		byName[d.APIName] = d
	}
	var texts, names []string
	var kept []fieldtype.Field
	for _, f := range fields {
		switch {
		case f.APIName == "id", o.id == rowID && f.APIName == "Parent_Id": // the record that the row is in
		case !f.WrittenBy(fieldtype.OnCreate | fieldtype.OnUpdate):
			o.left = append(o.left, f.APIName)
		default:
			kept = append(kept, f)
			texts, names = append(texts, f.APIName), append(names, fieldName(f.APIName, "Field"))
		}
	}
	names = unique(texts, names, map[string]bool{"ID": true, "Record": true, "Fill": true})
	for i, f := range kept {
		o.fields = append(o.fields, b.field(o, f, names[i], byName[f.APIName]))
	}
}

// kindTypes are the Go types of the kinds, and the functions of package record that
// set them.
var kindTypes = map[fieldtype.Kind]struct {
	typ, set string
	plain    bool // the zero value can mean absent
}{
	fieldtype.SingleLine:        {"string", "SetText", true},
	fieldtype.MultiLine:         {"string", "SetText", true},
	fieldtype.MultiLineLarge:    {"string", "SetText", true},
	fieldtype.RichText:          {"string", "SetText", true},
	fieldtype.Email:             {"string", "SetText", true},
	fieldtype.Phone:             {"string", "SetText", true},
	fieldtype.URL:               {"string", "SetText", true},
	fieldtype.Picklist:          {"string", "SetText", true},
	fieldtype.LongInteger:       {"string", "SetText", true},
	fieldtype.LarID:             {"string", "SetText", true},
	fieldtype.SEModule:          {"string", "SetText", true},
	fieldtype.ProfileImage:      {"string", "SetText", true},
	fieldtype.Clock:             {"string", "SetText", true},
	fieldtype.Date:              {"time.Time", "SetTime", true},
	fieldtype.DateTime:          {"time.Time", "SetTime", true},
	fieldtype.Number:            {"int64", "SetInt", false},
	fieldtype.Currency:          {"fieldtype.Decimal", "SetDecimal", false},
	fieldtype.DecimalNumber:     {"fieldtype.Decimal", "SetDecimal", false},
	fieldtype.Percent:           {"fieldtype.Decimal", "SetDecimal", false},
	fieldtype.Checkbox:          {"bool", "SetBool", false},
	fieldtype.Lookup:            {"RecordID", "SetLookup", true},
	fieldtype.User:              {"UserID", "SetLookup", true},
	fieldtype.Layout:            {"LayoutID", "SetLookup", true},
	fieldtype.Wizard:            {"WizardID", "SetLookup", true},
	fieldtype.MultiSelect:       {"[]string", "SetMultiSelect", true},
	fieldtype.MultiSelectLookup: {"[]RecordID", "SetLookups", true},
	fieldtype.MultiUserLookup:   {"[]UserID", "SetLookups", true},
	fieldtype.MultiModuleLookup: {"record.Reference", "LookupIn", false},
	fieldtype.Subform:           {"[]*record.Record", "Subform", true},
	fieldtype.Tag:               {"[]string", "Tags", true},
	fieldtype.ImageUpload:       {"[]string", "Files", true},
	fieldtype.FileUpload:        {"[]string", "Files", true},
	fieldtype.LineTax:           {"[]record.Tax", "Taxes", true},
	fieldtype.PricingDetails:    {"[]record.PriceRange", "PriceRanges", true},
	fieldtype.Participants:      {"[]record.Participant", "Participants", true},
	fieldtype.Reminders:         {"[]rrule.Reminder", "Reminders", true},
	fieldtype.Alarm:             {"rrule.Alarm", "Alarm", false},
	fieldtype.RRule:             {"rrule.Rule", "Recurrence", false},
}

// field returns a field of a struct.
func (b *builder) field(o *object, f fieldtype.Field, name string, d program.Description) field {
	g := field{Field: f, name: name, more: "OPT", leads: d.Module}
	kind := f.Spec.Kind
	row, known := kindTypes[kind]
	switch {
	case kind == fieldtype.LongInteger && f.Spec.AllowNumber:
		row.typ, row.set, row.plain = "int64", "SetInt", false
	case !known, row.set == "SetLookups" && f.Spec.ConnectedLookup == "":
		row.typ, row.set, row.plain = "any", "SetAny", false
		what := kind.String()
		if what == "" {
			what = "data type " + safe(d.DataType)
		}
		b.left = append(b.left, fmt.Sprintf("%s.%s takes any value, as no Go type is known for %s", o.name, name, what))
	}
	g.typ, g.set, g.plain = row.typ, row.set, row.plain && f.Mandatory
	switch kind {
	case fieldtype.Picklist, fieldtype.MultiSelect:
		if list := b.picklist(o, &f, name, d); list != "" {
			g.typ = strings.Replace(g.typ, "string", list, 1)
		}
	case fieldtype.Lookup, fieldtype.MultiSelectLookup:
		g.typ = strings.Replace(g.typ, "RecordID", b.idType(d.Module), 1)
	case fieldtype.User, fieldtype.MultiUserLookup:
		b.idType("Users")
	case fieldtype.Layout:
		b.idType("Layouts")
	case fieldtype.Wizard:
		b.idType("Wizards")
	case fieldtype.Subform:
		if len(f.Spec.Fields) > 0 {
			g.typ, g.set = "[]*"+b.rows(o, &f, name, d), "SetRows"
		}
	}
	switch {
	case g.set == "SetLookups":
		g.more = quote(f.Spec.ConnectedLookup) + ", OPT"
	case !strings.HasPrefix(g.set, "Set"): // a setter of records, variadic for a slice
		args := "v"
		switch {
		case kind == fieldtype.MultiModuleLookup:
			args = "v.Module, v.ID"
		case strings.HasPrefix(g.typ, "[]"):
			args = "v..."
		}
		g.more = fmt.Sprintf("OPT, func(r *record.Record, v %s) *record.Record {\nreturn r.%s(%s, %s)\n}", g.typ, g.set, quote(f.APIName), args)
		g.set = "SetOpt"
	}
	return g
}

// own returns a package-level name that belongs to a struct. It begins with the name
// of the struct, as two modules may have fields with the same name.
func (b *builder) own(o *object, name, apiName string) string {
	if !strings.HasPrefix(name, o.name) || name == o.name {
		name = o.name + name
	}
	return unique([]string{o.name + "_" + apiName}, []string{name}, b.taken)[0]
}

// rowID is the type of the id of a row.
const rowID = "string"

// rows adds the struct of a subform's rows, and returns its name.
func (b *builder) rows(o *object, f *fieldtype.Field, name string, d program.Description) string {
	row := object{name: b.own(o, singular(name), f.APIName), doc: "a row of " + safe(f.APIName), id: rowID}
	i := len(b.objects)
	b.objects = append(b.objects, row)
	b.object(&row, f.Spec.Fields, d.Rows)
	b.objects[i] = row
	return row.name
}

// picklist adds the type of a picklist, and returns its name, or "" if the metadata
// has no value for it.
func (b *builder) picklist(o *object, f *fieldtype.Field, name string, d program.Description) string {
	p := picklist{label: cmp.Or(f.Label, f.APIName)}
	seen := map[string]bool{}
	for _, c := range b.choices(f, d) {
		value := c.Actual
		if f.APIName == pipelineField || f.APIName == stageField {
			value = c.Shown
		}
		if value == "" || seen[value] {
			continue
		}
		seen[value] = true
		p.choices = append(p.choices, choice{value: value, shown: c.Shown})
	}
	if len(p.choices) == 0 {
		return ""
	}
	p.name = b.own(o, name, f.APIName)
	b.picklists = append(b.picklists, p)
	return p.name
}

// constants names the constants of a picklist. Call it after all types have their
// names, which take precedence.
func (b *builder) constants(p *picklist) {
	var texts, names []string
	for _, c := range p.choices {
		texts = append(texts, p.name+"_"+c.value)
		names = append(names, p.name+cmp.Or(goName(c.shown), goName(c.value), "Value"))
	}
	for i, name := range unique(texts, names, b.taken) {
		p.choices[i].name = name
	}
}

// choices returns the values of a picklist: those of its metadata, and others that
// the module knows, such as those of a layout.
func (b *builder) choices(f *fieldtype.Field, d program.Description) []program.Choice {
	all := slices.Clone(d.Choices)
	known := map[string]bool{}
	for _, c := range all {
		known[c.Shown], known[c.Actual] = true, true
	}
	for _, value := range f.Spec.Values {
		if !known[value] {
			all = append(all, program.Choice{Shown: value, Actual: value})
		}
	}
	return all
}
