package modules

import (
	"io"
	"maps"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// WithFields loads the answer of the Fields metadata call (GET
// settings/fields?module=…, any version from v2 to v8): the organization's own
// fields, lengths, decimals, picklist values, and mandatory, unique and
// read-only fields. What the answer says of a field goes before what the module
// knew of it; what it leaves out stays.
//
// From then on a field that is in neither is an error
// ([zohocrm.ReasonUnknownField]), and one that only the module knew warns, as
// the organization does not use it.
//
// Keys that are not known are passed over. An answer that is not JSON, or in
// which a known key has a wrong type, is refused with an error that holds the
// place, such as $.fields[3].length.
func WithFields(r io.Reader) Option {
	return func(m *Module) error {
		loaded, err := readFields(r, m)
		if err != nil {
			return err
		}
		m.loaded, m.listed = true, maps.Clone(m.listed)
		if m.listed == nil {
			m.listed = map[string]bool{}
		}
		for _, f := range loaded {
			m.listed[f.APIName] = true
			if i := m.names.Find(f.APIName); i >= 0 {
				m.fields[i] = f
			} else {
				m.fields = append(m.fields, f)
			}
		}
		m.addLayoutValues()
		return nil
	}
}

// WithSubform loads the answer of the Fields metadata call for the module of a
// subform, whose rows are then checked. apiName is that of the subform's field.
// From then on a field of a row that is in neither the answer nor the module is
// an error ([zohocrm.ReasonUnknownField]).
func WithSubform(apiName string, r io.Reader) Option {
	return func(m *Module) error {
		i := m.names.Find(apiName)
		if i < 0 || m.fields[i].Spec.Kind != fieldtype.Subform {
			return &zohocrm.Error{
				Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonUnknownField, Message: messageUnknownField,
				Expected: "the API name of a subform of the module",
			}
		}
		known := newModule(definition{fields: columnFields(m.fields[i].Spec.Columns)})
		loaded, err := readFields(r, known)
		if err != nil {
			return err
		}
		var columns []fieldtype.Column
		seen := map[string]bool{}
		for _, f := range loaded {
			seen[f.APIName] = true
			// The record that a row belongs to is the one that is inserted.
			mandatory := f.Mandatory && f.APIName != "Parent_Id"
			columns = append(columns, fieldtype.Column{APIName: f.APIName, Spec: f.Spec, Mandatory: mandatory})
		}
		for _, c := range m.fields[i].Spec.Columns {
			if !seen[c.APIName] {
				columns = append(columns, c)
			}
		}
		m.fields[i].Spec.Columns = columns
		m.fields[i].Spec.Closed = true
		return nil
	}
}

func columnFields(columns []fieldtype.Column) []Field {
	fields := make([]Field, len(columns))
	for i, c := range columns {
		fields[i] = Field{APIName: c.APIName, Spec: c.Spec, Mandatory: c.Mandatory}
	}
	return fields
}

// isField reports whether f is a field, which the Fields metadata lists, and
// not a key such as "$approved" or "Layout", or another spelling.
func (f *Field) isField() bool {
	return f.Preferred == "" && !outsideLayouts[f.APIName] && f.APIName != "" && 'A' <= f.APIName[0] && f.APIName[0] <= 'Z'
}

// readFields reads the fields of a Fields metadata answer. What a field does
// not say is taken from the field of that name in m.
func readFields(r io.Reader, m *Module) ([]Field, error) {
	list, mr, err := readMetadata(r, "fields")
	if err != nil {
		return nil, err
	}
	fields := make([]Field, 0, len(list))
	seen := make(map[string]bool, len(list))
	for _, n := range list {
		name := mr.mandatory(n, "api_name")
		f, known := m.Field(name)
		f.APIName = name
		mr.field(n, &f, known)
		f.Mandatory = f.Mandatory && !m.mandatoryByRule(name)
		if mr.err == nil && seen[name] {
			mr.fail(n.member("api_name"), "text", "each field once")
		}
		if mr.err != nil {
			return nil, mr.err
		}
		seen[name] = true
		fields = append(fields, f)
	}
	return fields, nil
}

// mandatoryByRule reports whether a rule says when a field is mandatory. The
// metadata cannot say that, and calls it mandatory always.
func (m *Module) mandatoryByRule(name string) bool {
	return m.apiName == "Calls" && name == "Call_Duration"
}

// field refines a field, which the module knew or not, by what the metadata
// says of it.
func (mr *metadataReader) field(n *node, f *Field, known bool) {
	// The module knows some fields better than their data_type does, and has a
	// kind for them that no data_type names: Wizard is a bigint there, and in v2
	// Layout, too.
	better := known && (f.Spec.Kind.DataType() == "" || f.Spec.Kind == fieldtype.Layout)
	if kind, ok := mr.kind(n, f.Spec.Kind); ok && kind != f.Spec.Kind && !better {
		f.Spec = fieldtype.Spec{Kind: kind}
	}
	mr.spec(n, &f.Spec)
	if mandatory, ok := mr.boolean(n, "system_mandatory"); ok {
		f.Mandatory = mandatory
	}
	if operations, ok := mr.object(n, "operation_type"); ok && f.Spec.Kind != fieldtype.Subform {
		// Subforms report false and are creatable with their record.
		if create, ok := mr.boolean(operations, "api_create"); ok {
			f.NotCreatable = !create
		}
	}
	switch f.Spec.Kind {
	case fieldtype.AutoNumber, fieldtype.Formula, fieldtype.RollupSummary:
		f.NotCreatable = true
	}
	if mr.mirrors(n) {
		f.NotCreatable = true
	}
	if unique, ok := mr.object(n, "unique"); ok {
		f.Unique = unique.value.Len() > 0
	}
	f.Mandatory = f.Mandatory && !f.NotCreatable
}

// mirrors reports whether a field shows the value of another record.
func (mr *metadataReader) mirrors(n *node) bool { return mr.text(n, "element_type") == "mirror_field" }

// spec refines the limits of a spec by what the metadata says of its field.
func (mr *metadataReader) spec(n *node, s *fieldtype.Spec) {
	length, hasLength := mr.number(n, "length")
	hasLength = hasLength && length > 0
	switch s.Kind {
	case fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.MultiLineLarge, fieldtype.RichText,
		fieldtype.Email, fieldtype.Phone, fieldtype.URL, fieldtype.ImageUpload, fieldtype.FileUpload:
		if hasLength {
			s.MaxLength = length
		}
	case fieldtype.Number, fieldtype.Currency, fieldtype.Double, fieldtype.Percent, fieldtype.LongInteger:
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
		for _, key := range []string{"multiselectlookup", "multiuserlookup"} {
			if link, ok := mr.object(n, key); ok {
				if inner := mr.text(link, "connectedlookup_apiname"); inner != "" {
					s.Inner = inner
				}
			}
		}
	case fieldtype.MultiModuleLookup:
		if lookup, ok := mr.object(n, "multi_module_lookup"); ok {
			var names []string
			for _, module := range mr.list(lookup, "modules") {
				if name := mr.text(module, "api_name"); name != "" {
					names = append(names, name)
				}
			}
			if len(names) > 0 {
				s.Values = names
			}
		}
	}
}

// kind returns the field type that data_type and json_type name together, or
// false when they name none. known is the one that the module knew.
func (mr *metadataReader) kind(n *node, known fieldtype.Kind) (fieldtype.Kind, bool) {
	dataType, jsonType := mr.text(n, "data_type"), mr.text(n, "json_type")
	kind, ok := fieldtype.KindOf(dataType)
	if dataType == "textarea" {
		kind = mr.textarea(n, known)
	}
	// Tag is a text and an array, Participants a bigint and an array: where
	// the two contradict each other, data_type does not name the field type.
	if want := kind.JSONType(); want != "" && jsonType != "" && jsonType != want {
		ok = kind == fieldtype.LongInteger && jsonType == "integer"
	}
	return kind, ok
}

// textarea returns which of the three kinds of textarea a field is: the known
// one when the metadata does not say.
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
