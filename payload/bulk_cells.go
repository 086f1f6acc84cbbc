package payload

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A form says how Bulk Write takes the values of a field type.
type form uint8

const (
	asShape  form = iota // nothing is known of the field: the JSON type of the value decides
	asText               // as in JSON, without quotes
	asMoment             // like asText; no source says whether Bulk Write takes this form
	asList               // values with ";" between them; no source says whether Bulk Write takes this form
	asLookup             // a column for the field of the other module that identifies the record
	asRows               // a table of its own
	asLinks              // like asRows; the linking module must be named
	notTaken             // Bulk Write does not take the field type, or no cell form is documented
	computed             // Zoho makes the values
)

// forms are the cell forms of the field types (Bulk Write page, "Limitations"; facts
// on update 11).
var forms = [...]form{
	fieldtype.Any:               asShape,
	fieldtype.SingleLine:        asText,
	fieldtype.MultiLine:         asText,
	fieldtype.MultiLineLarge:    asText,
	fieldtype.RichText:          asText,
	fieldtype.Email:             asText,
	fieldtype.Phone:             asText,
	fieldtype.URL:               asText,
	fieldtype.Picklist:          asText,
	fieldtype.MultiSelect:       asList,
	fieldtype.Date:              asText,
	fieldtype.DateTime:          asMoment,
	fieldtype.Number:            asText,
	fieldtype.Currency:          asText,
	fieldtype.DecimalNumber:     asText,
	fieldtype.Percent:           asText,
	fieldtype.LongInteger:       asText,
	fieldtype.Checkbox:          asText,
	fieldtype.Lookup:            asLookup,
	fieldtype.User:              asLookup,
	fieldtype.Layout:            asLookup,
	fieldtype.LarID:             asText,
	fieldtype.Wizard:            notTaken,
	fieldtype.WizardPath:        notTaken,
	fieldtype.SEModule:          asText,
	fieldtype.ImageUpload:       notTaken,
	fieldtype.FileUpload:        notTaken,
	fieldtype.MultiSelectLookup: asLinks,
	fieldtype.MultiUserLookup:   asLinks,
	fieldtype.MultiModuleLookup: notTaken,
	fieldtype.Subform:           asRows,
	fieldtype.LineTax:           notTaken,
	fieldtype.PricingDetails:    notTaken,
	fieldtype.Participants:      notTaken,
	fieldtype.Tag:               notTaken,
	fieldtype.Consent:           notTaken,
	fieldtype.TimeRanges:        notTaken,
	fieldtype.Alarm:             notTaken,
	fieldtype.RRule:             notTaken,
	fieldtype.Reminders:         notTaken,
	fieldtype.ProfileImage:      notTaken,
	fieldtype.Territories:       notTaken,
	fieldtype.AutoNumber:        computed,
	fieldtype.Formula:           computed,
	fieldtype.RollupSummary:     computed,
	fieldtype.Clock:             asText,
}

// maxTableRows is how many rows of a subform or line items a record may have (Bulk
// Write page, "Limitations").
const maxTableRows = 200

// maxBulkRecord bounds the cells of one record, so that a zip holds it.
const maxBulkRecord = MaxBulkBytes - 1<<20

// A bulkRow is what Bulk Write takes of a record.
type bulkRow struct {
	cells    []bulkCell
	children []childRow
	size     int // bytes of the cells
	findings []finding
}

type bulkCell struct {
	column
	text string
}

type childRow struct {
	field string
	cells []bulkCell
}

// A finding is a problem of the cells of a record. A finding with a name is reported
// once in a stream. The records before it decide about one of a lookup.
type finding struct {
	e      *zohocrm.Error
	once   string
	lookup column
	path   []zohocrm.Step // of a lookup
}

// A rowReader reads the cells of a record. It knows no other record.
type rowReader struct {
	*BulkWrite
	row *bulkRow
}

// report adds a problem.
func (r *rowReader) report(e *zohocrm.Error, steps ...zohocrm.Step) {
	r.row.findings = append(r.row.findings, finding{e: e.PrefixPath(steps...)})
}

// open adds a warning, once for each field, that its cell form is not certain.
func (r *rowReader) open(name string, steps []zohocrm.Step, what string) {
	e := zohocrm.Warn(zohocrm.ReasonFormat, what).PrefixPath(steps...)
	r.row.findings = append(r.row.findings, finding{e: e, once: name})
}

// read reads the cells of a record as the checker wrote it.
func (b *BulkWrite) read(v fieldtype.Value) *bulkRow {
	row := &bulkRow{}
	r := &rowReader{b, row}
	for name, value := range v.Members() {
		r.field(name, value)
	}
	for _, cell := range row.cells {
		row.size += len(cell.text)
	}
	for _, child := range row.children {
		for _, cell := range child.cells {
			row.size += len(cell.text)
		}
	}
	named := func(c bulkCell) bool { return c.apiName == b.findBy && c.text != "" }
	if b.request.operation != modules.Insert && !slices.ContainsFunc(row.cells, named) {
		r.report(zohocrm.MissingAs(zohocrm.MessageMissing, "the field by which the record is found"), zohocrm.Key(b.findBy))
	}
	switch {
	case row.size == 0:
		r.report(zohocrm.Empty("a field with a value"))
	case row.size > maxBulkRecord:
		r.report(zohocrm.TooLarge("a record of at most 24 MB"))
	}
	if len(row.cells) >= MaxBulkColumns {
		r.report(zohocrm.TooManyItems(MaxBulkColumns-1, ""))
	}
	return row
}

// field reads the cell or the rows of a field.
func (r *rowReader) field(name string, value fieldtype.Value) {
	f := modules.Internal.Known(program.Key{}, r.request.module, name)
	if f != nil && f.AliasOf != "" {
		name = f.AliasOf
	}
	kind := fieldtype.Any
	if f != nil {
		kind = f.Spec.Kind
	}
	form := forms[kind]
	key := zohocrm.Key(name)
	switch {
	case name == idColumn:
		r.id(value)
	case f != nil && !f.WrittenBy(writes[r.request.operation]) || form == computed: // the checker has warned
	case strings.HasPrefix(name, "$") && kind != fieldtype.SEModule:
		r.report(zohocrm.UnknownKey("no "+printed(name)+": Bulk Write takes fields only"), key)
	case value.IsEmpty():
		r.empty(name, form)
	case f != nil && form == asShape && isRows(value): // taxes and comments are no subforms
		r.report(zohocrm.WrongType("", "no rows: Bulk Write takes those of subforms, line items and multi-select lookups"), key)
	case form == asRows || form == asLinks || form == asShape && isRows(value):
		r.rows(name, f, form, value)
	default:
		r.cell(&r.row.cells, name, f, form, value, key)
	}
}

// id reads the id of a record, by which an update or upsert may find it.
func (r *rowReader) id(value fieldtype.Value) {
	switch {
	case r.request.operation == modules.Insert:
	case r.findBy == idColumn:
		r.row.cells = append(r.row.cells, bulkCell{column{idColumn, ""}, scalar(value)})
	case r.request.operation == modules.Update: // for an upsert the checker has warned
		r.report(zohocrm.Warn(zohocrm.ReasonConflict, "no id: find_by names another field"), zohocrm.Key(idColumn))
	}
}

// empty reads a field that is null or "". Rows have no empty cell.
func (r *rowReader) empty(name string, form form) {
	rows := form == asRows || form == asLinks
	if r.request.operation != modules.Insert && (rows || !r.keepEmpty) {
		r.report(zohocrm.Warn(zohocrm.ReasonType, "a value: an empty cell does nothing here"), zohocrm.Key(name))
	}
	if r.keepEmpty && !rows {
		r.row.cells = append(r.row.cells, bulkCell{column: emptyColumn(name, form)})
	}
}

// writes are what the operations do with a field.
var writes = [...]fieldtype.Writes{
	modules.Insert: fieldtype.OnCreate,
	modules.Update: fieldtype.OnUpdate,
	modules.Upsert: fieldtype.OnCreate | fieldtype.OnUpdate,
}

// emptyColumn returns the column of an empty cell.
func emptyColumn(name string, form form) column {
	if form == asLookup {
		return column{name, idSuffix}
	}
	return column{apiName: name}
}

// printed returns a name from the input for an error text.
func printed(name string) string { return zohocrm.Path{zohocrm.Key(name)}.JSONPath()[2:] }

// isRows reports whether a value is an array of objects.
func isRows(v fieldtype.Value) bool {
	return v.JSONType() == "array" && v.Element(0).JSONType() == "object"
}

// scalar returns the cell of a value: "" for null, an array or an object.
func scalar(v fieldtype.Value) string {
	if s, ok := v.AsText(); ok {
		return s
	}
	if d, ok := v.AsDecimal(); ok {
		return d.String()
	}
	if b, ok := v.AsBool(); ok {
		if b {
			return "true"
		}
		return "false"
	}
	return ""
}

// cell reads the cell of a field.
func (r *rowReader) cell(cells *[]bulkCell, name string, f *fieldtype.Field, form form, v fieldtype.Value, at ...zohocrm.Step) {
	c := bulkCell{column: column{apiName: name}}
	if form == asShape {
		switch v.JSONType() {
		case "array":
			form = asList
		case "object":
			form = asLookup
		default:
			form = asText
		}
	}
	switch form {
	case asMoment:
		c.text = scalar(v)
		r.open(name, at, "a trial with few records first: it is not certain whether Bulk Write takes a date and time in this form")
	case asList:
		var values []string
		for i, element := range v.Elements() {
			s := scalar(element)
			switch {
			case strings.Contains(s, ";"):
				r.report(zohocrm.Conflict(`no ";" in a value: it separates the values in a cell`), append(at, zohocrm.Index(i))...)
			case s == "" && element.JSONType() != "string":
				r.report(zohocrm.WrongType("", "texts, numbers, true or false: no cell form of other values in an array is documented"), append(at, zohocrm.Index(i))...)
			}
			values = append(values, s)
		}
		c.text = strings.Join(values, ";")
		r.open(name, at, `a trial with few records first: it is not certain whether Bulk Write separates values by ";"`)
	case asLookup:
		if c.findBy, c.text = lookupCell(name, v); c.text == "" {
			r.report(zohocrm.Missing().PrefixPath(zohocrm.Key(idColumn)), at...)
			return
		}
		r.row.findings = append(r.row.findings, finding{lookup: c.column, path: at})
	case notTaken:
		r.report(zohocrm.WrongType("", "a field that Bulk Write takes: no cell form of "+f.Spec.Kind.String()+" is documented"), at...)
		return
	default:
		c.text = scalar(v)
	}
	*cells = append(*cells, c)
}

// lookupCell returns the field of the other module that identifies the record of a
// lookup, and its value. The field is the id, the email of a user, or an external
// field. It is the name if the lookup is named like the field of the other module, as
// Account_Name is.
func lookupCell(name string, v fieldtype.Value) (findBy, text string) {
	own := func(s string) (string, string) {
		for m := range modules.All() {
			if m.DuplicateCheckField() == name {
				return name, s
			}
		}
		return "", ""
	}
	if v.JSONType() != "object" {
		s := scalar(v)
		if s == "" || strings.Trim(s, "0123456789") == "" {
			return idSuffix, s
		}
		return own(s)
	}
	if id, _ := v.Member("id"); !id.IsEmpty() {
		return idSuffix, scalar(id)
	}
	if given, _ := v.Member("name"); !given.IsEmpty() {
		return own(scalar(given))
	}
	if email, _ := v.Member("email"); !email.IsEmpty() {
		return "email", scalar(email)
	}
	if field := fieldtype.Internal.ExternalField(program.Key{}, v); field != "" {
		value, _ := v.Member(field)
		return field, scalar(value)
	}
	return "", ""
}

// rows reads the rows of a field, which have a table of their own.
func (r *rowReader) rows(name string, f *fieldtype.Field, form form, v fieldtype.Value) {
	key := zohocrm.Key(name)
	if form == asLinks && r.tables[name] == "" {
		r.report(zohocrm.MissingAs(zohocrm.MessageMissing, "the linking module of "+printed(name)+": see BulkWrite.Table"), key)
		return
	}
	if v.Len() > maxTableRows {
		r.report(zohocrm.TooManyItems(maxTableRows, ""), key)
		return
	}
	for i, element := range v.Elements() {
		child := childRow{field: name}
		at := []zohocrm.Step{key, zohocrm.Index(i)}
		for member, value := range element.Members() {
			field := fieldOf(f, member)
			kind := fieldtype.Any
			if field != nil {
				kind = field.Spec.Kind
			} else {
				field = &fieldtype.Field{}
			}
			steps := append(slices.Clone(at), zohocrm.Key(member))
			switch {
			case member == idColumn || member == "_delete":
				r.report(zohocrm.Conflict("rows to add: Bulk Write is not documented to change or remove rows"), steps...)
			case value.IsEmpty():
			case strings.HasPrefix(member, "$"):
				r.report(zohocrm.UnknownKey("no "+printed(member)+": Bulk Write takes fields only"), steps...)
			case isRows(value):
				r.report(zohocrm.WrongType("", "a field that Bulk Write takes: a row holds no rows"), steps...)
			default:
				r.cell(&child.cells, member, field, forms[kind], value, steps...)
			}
		}
		r.row.children = append(r.row.children, child)
	}
	r.open(name, []zohocrm.Step{key}, "a trial with few records first: how Bulk Write joins rows with their record is documented in part only")
}

// fieldOf returns the field of a row, or nil.
func fieldOf(f *fieldtype.Field, name string) *fieldtype.Field {
	if f == nil {
		return nil
	}
	for i := range f.Spec.Fields {
		if f.Spec.Fields[i].APIName == name {
			return &f.Spec.Fields[i]
		}
	}
	return nil
}
