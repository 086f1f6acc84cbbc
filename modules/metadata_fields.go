package modules

import (
	"cmp"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// WithFieldsMetadata loads the answer of the Fields metadata call (GET
// settings/fields?module=…, any version from v2 to v8): the organization's own
// fields, labels, lengths, decimals, picklist values, and mandatory, unique and
// read-only fields. The answer replaces what the module knew about a field. Fields
// that are not in the answer do not change, with two exceptions: without Name in the
// answer, the Name of a custom module is not mandatory; and Image_Upload and
// File_Upload are fields only if the answer has them. A list of values that Zoho
// itself closes keeps its values.
//
// After that, a field that neither the answer nor the module knows is an error
// ([zohocrm.ReasonUnknownField]), unless its name begins with "$". A field that only
// the module knows warns, as the organization does not use it.
//
// [Module.With] reads r to its end, at most 64 MiB, so the option works once. It
// ignores unknown keys. It refuses an answer that is not JSON, or in which a known
// key has a wrong type: the error has the path of the value, such as
// $.fields[3].length. It returns an error of r unchanged, and refuses a nil r with
// [zohocrm.ReasonUnreadable].
func WithFieldsMetadata(r io.Reader) Option {
	return option(func(m *Module) error {
		loaded, described, err := readFields(r, m)
		if err != nil {
			return err
		}
		m.list(loaded)
		m.describe(described)
		return nil
	})
}

// WithListedFields declares all fields of the organization, as [WithFieldsMetadata]
// does. A field that is neither listed nor known to the module is an error
// ([zohocrm.ReasonUnknownField]), and one that only the module knows warns. Generated
// code uses it. To declare single fields use [WithField].
//
// A field replaces one with the same API name. The option copies the fields at once.
// A name that is not UTF-8 is refused ([zohocrm.ReasonUTF8]).
func WithListedFields(fields ...fieldtype.Field) Option {
	fields = fieldtype.Internal.CloneFields(program.Key{}, fields)
	return option(func(m *Module) error {
		for i := range fields {
			if !utf8.ValidString(fields[i].APIName) {
				return zohocrm.NotUTF8("", "a field name in UTF-8")
			}
		}
		m.list(fieldtype.Internal.CloneFields(program.Key{}, fields))
		return nil
	})
}

// list adds the fields that the organization's metadata lists.
func (m *Module) list(fields []fieldtype.Field) {
	if m.loaded = true; m.listed == nil {
		m.listed = map[string]bool{}
	}
	for i := range fields {
		m.listed[fields[i].APIName] = true
	}
	for _, f := range fields {
		if m.listed[f.AliasOf] {
			f.AliasOf = "" // the organization has both fields
		}
		f.Mandatory = f.Mandatory && f.AliasOf == ""
		m.set(f)
	}
	m.checkAssumed()
	m.addLayoutValues()
}

// WithSubformMetadata loads the answer of the Fields metadata call for the module of
// a subform, so that its rows are checked. apiName is the API name of the subform's
// field in this module. After that, a field of a row that neither the answer nor the
// module knows is an error ([zohocrm.ReasonUnknownField]).
//
// It refuses an answer as [WithFieldsMetadata] does. An apiName that is not a
// subform of the module is refused with [zohocrm.ReasonUnknownField].
func WithSubformMetadata(apiName string, r io.Reader) Option {
	return option(func(m *Module) error {
		i := m.position(apiName)
		if i < 0 || m.fields[i].Spec.Kind != fieldtype.Subform {
			return zohocrm.UnknownField("the API name of a subform of the module")
		}
		spec := &m.fields[i].Spec
		fields, described, err := readFields(r, newModule(definition{fields: spec.Fields}))
		if err != nil {
			return err
		}
		seen := map[string]bool{}
		for j := range fields {
			seen[fields[j].APIName] = true
			if fields[j].APIName == rowParent { // it is the record that the row is in
				fields[j].Mandatory = false
			}
		}
		for _, f := range spec.Fields {
			if !seen[f.APIName] {
				fields = append(fields, f)
			}
		}
		spec.Fields, spec.OnlyListed = fields, true
		m.describeRows(apiName, described)
		return nil
	})
}

// assumedFields are the fields that a module has only until the Fields metadata is
// loaded: the name of a custom module, and the fields that the page has as examples.
var assumedFields = []string{nameField, imageField, fileField}

// checkAssumed drops the assumptions about fields that the metadata does not list.
func (m *Module) checkAssumed() {
	for _, name := range m.assumed {
		switch f := m.known(name); {
		case f == nil || m.listed[name]:
		case name == nameField:
			f.Mandatory = false
		default:
			m.remove(name)
		}
	}
}

// isField reports whether the Fields metadata can list f: keys such as "$approved" or
// "Layout", and other spellings, are no fields.
func isField(f *fieldtype.Field) bool {
	return f.AliasOf == "" && !outsideLayouts[f.APIName] && f.APIName != "" && 'A' <= f.APIName[0] && f.APIName[0] <= 'Z'
}

// readFields reads the fields of a Fields metadata answer. A field begins as the
// field with that name in m, and the answer changes it.
func readFields(r io.Reader, m *Module) ([]fieldtype.Field, []program.Description, error) {
	list, mr, err := readMetadata(r, "fields")
	if err != nil {
		return nil, nil, err
	}
	described := make([]program.Description, 0, len(list))
	fields := make([]fieldtype.Field, 0, len(list))
	seen := make(map[string]bool, len(list))
	for _, n := range list {
		name := mr.mandatory(n, "api_name")
		f, known := m.Field(name)
		f.APIName = name
		closed := f.Spec.OnlyListed && m.closes(name)
		values := f.Spec.Values
		mr.field(n, &f, known)
		if closed {
			f.Spec.Values = union(f.Spec.Values, values)
		}
		f.Mandatory = f.Mandatory && !m.mandatoryByRule(name)
		if mr.err == nil && seen[name] {
			mr.fail(n.member("api_name"), "text", "each field once")
		}
		description := mr.description(n, &f)
		if mr.err != nil {
			return nil, nil, mr.err
		}
		seen[name] = true
		fields, described = append(fields, f), append(described, description)
	}
	return fields, described, nil
}

// union returns the values of two lists, each once.
func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, value := range b {
		if !slices.Contains(all, value) {
			all = append(all, value)
		}
	}
	return all
}

// mandatoryByRule reports whether a rule decides when a field is mandatory.
func (m *Module) mandatoryByRule(name string) bool {
	return slices.ContainsFunc(m.rules, func(r Rule) bool { return slices.Contains(r.decides, name) })
}

// field changes a field by what the metadata says. known reports whether the module
// had it.
func (mr *metadataReader) field(n *node, f *fieldtype.Field, known bool) {
	if label := mr.text(n, "field_label"); label != "" {
		f.Label = label
	}
	// For some fields the module has a kind that no data_type names, and keeps it: in
	// the metadata Wizard is a bigint, and in v2 Layout is one too.
	better := known && (f.Spec.Kind.DataType() == "" || f.Spec.Kind == fieldtype.Layout)
	if kind, ok := mr.kind(n, f.Spec.Kind); ok && kind != f.Spec.Kind && !better {
		f.Spec = fieldtype.Spec{Kind: kind}
	}
	mr.spec(n, &f.Spec)
	if mandatory, ok := mr.boolean(n, "system_mandatory"); ok {
		f.Mandatory = mandatory
	}
	if operations, ok := mr.object(n, "operation_type"); ok && f.Spec.Kind != fieldtype.Subform {
		// Subforms are creatable with their record, although the metadata says false.
		create, saysCreate := mr.boolean(operations, "api_create")
		update, saysUpdate := mr.boolean(operations, "api_update")
		if saysCreate {
			f.ReadOnly, f.Only = !create, 0
		}
		switch {
		case !saysUpdate || update == !f.ReadOnly:
		case update:
			f.ReadOnly, f.Only = false, fieldtype.OnUpdate
		default:
			f.Only = fieldtype.OnCreate
		}
	}
	if mr.mirrors(n) {
		f.ReadOnly = true
	}
	markComputed(f)
	if unique, ok := mr.object(n, "unique"); ok {
		f.Unique = unique.value.Len() > 0
	}
	f.Mandatory = f.Mandatory && f.WrittenBy(fieldtype.OnCreate)
}

// markComputed makes a field read-only if Zoho makes its values itself.
func markComputed(f *fieldtype.Field) {
	switch f.Spec.Kind {
	case fieldtype.AutoNumber, fieldtype.Formula, fieldtype.RollupSummary:
		f.ReadOnly, f.Mandatory = true, false
	}
}

// mirrors reports whether a field shows the value of another record.
func (mr *metadataReader) mirrors(n *node) bool { return mr.text(n, "element_type") == "mirror_field" }

// spec changes the limits of a spec by what the metadata says.
func (mr *metadataReader) spec(n *node, s *fieldtype.Spec) {
	length, hasLength := mr.number(n, "length")
	hasLength = hasLength && length > 0
	switch s.Kind {
	case fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.MultiLineLarge, fieldtype.RichText,
		fieldtype.Email, fieldtype.Phone, fieldtype.URL, fieldtype.ImageUpload, fieldtype.FileUpload:
		if hasLength {
			s.MaxLength = length
		}
	case fieldtype.Number, fieldtype.Currency, fieldtype.DecimalNumber, fieldtype.Percent, fieldtype.LongInteger:
		if hasLength {
			s.MaxDigits = length
		}
		if decimals, ok := mr.number(n, "decimal_place"); ok {
			if s.MaxDecimals = decimals; decimals == 0 {
				s.MaxDecimals = -1
			}
		}
	case fieldtype.Picklist, fieldtype.MultiSelect:
		if values := mr.values(n, "pick_list_values"); len(values) > 0 {
			s.Values = values
		}
	case fieldtype.MultiSelectLookup, fieldtype.MultiUserLookup:
		s.ConnectedLookup = cmp.Or(mr.linkName(n), s.ConnectedLookup)
	case fieldtype.MultiModuleLookup:
		if names := mr.moduleNames(n); len(names) > 0 {
			s.Values = names
		}
	}
}

// linkName returns the API name of the lookup in the rows of a multi-select or
// multi-user lookup, or "".
func (mr *metadataReader) linkName(n *node) (name string) {
	for _, key := range []string{"multiselectlookup", "multiuserlookup"} {
		if link, ok := mr.object(n, key); ok {
			name = cmp.Or(mr.text(link, "connectedlookup_apiname"), name)
		}
	}
	return name
}

// moduleNames returns the API names of the modules of a multi-module lookup.
func (mr *metadataReader) moduleNames(n *node) (names []string) {
	lookup, ok := mr.object(n, "multi_module_lookup")
	if !ok {
		return nil
	}
	for _, module := range mr.list(lookup, "modules") {
		if name := mr.text(module, "api_name"); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// kind returns the field type that data_type and json_type name together, or false if
// they name none. known is the type in the module.
func (mr *metadataReader) kind(n *node, known fieldtype.Kind) (fieldtype.Kind, bool) {
	dataType, jsonType := mr.text(n, "data_type"), mr.text(n, "json_type")
	kind, ok := fieldtype.KindOf(dataType)
	if dataType == "textarea" {
		kind = mr.textarea(n, known)
	}
	// If the two contradict each other, data_type does not name the field type: Tag
	// is a text and an array, Participants a bigint and an array.
	if want := kind.JSONType(); want != "" && jsonType != "" && jsonType != want {
		ok = kind == fieldtype.LongInteger && jsonType == "integer"
	}
	return kind, ok
}

// textarea returns which of the three kinds of textarea a field has. It returns known
// if the metadata does not say.
func (mr *metadataReader) textarea(n *node, known fieldtype.Kind) fieldtype.Kind {
	size := ""
	if textarea, ok := mr.object(n, "textarea"); ok {
		size = mr.text(textarea, "type")
	}
	length, _ := mr.number(n, "length")
	switch {
	case size == "" && length == 0 && known.DataType() == "textarea":
		return known
	case size == "rich_text" || size == "" && length > 32000:
		return fieldtype.RichText
	case size == "large" || size == "" && length > 2000:
		return fieldtype.MultiLineLarge
	}
	return fieldtype.MultiLine
}
