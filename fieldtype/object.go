package fieldtype

import (
	"strings"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/names"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// membersOf returns the members of the objects of a kind, as the page and the
// metadata describe them, or nil. Other members pass unchanged.
func membersOf(k Kind) []Field {
	if int(k) < len(kindMembers) {
		return kindMembers[k]
	}
	return nil
}

var kindMembers = [...][]Field{
	ImageUpload: {{APIName: "File_Id__s", Spec: Spec{Kind: SingleLine}, Mandatory: true}}, // the id that the Files API gave
	FileUpload:  {{APIName: "File_Id__s", Spec: Spec{Kind: SingleLine}, Mandatory: true}},
	LineTax: {
		{APIName: "name", Spec: Spec{Kind: SingleLine}},
		{APIName: "percentage", Spec: Spec{Kind: Percent}},
		{APIName: "value", Spec: Spec{Kind: Currency}},
		{APIName: "id", Spec: Spec{Kind: LarID}},
	},
	PricingDetails: {
		{APIName: "from_range", Spec: Spec{Kind: DecimalNumber}, Mandatory: true},
		{APIName: "to_range", Spec: Spec{Kind: DecimalNumber}, Mandatory: true},
		{APIName: "discount", Spec: Spec{Kind: DecimalNumber}},
		{APIName: "unit_price", Spec: Spec{Kind: Currency}}, // of v8
	},
	Participants: {
		{APIName: "type", Spec: Spec{Kind: SingleLine}},
		{APIName: "participant", Spec: Spec{Kind: SingleLine}},
		{APIName: "Email", Spec: Spec{Kind: Email}},
		{APIName: "name", Spec: Spec{Kind: SingleLine}},
	},
	Tag: {
		{APIName: "name", Spec: Spec{Kind: SingleLine}},
		{APIName: "id", Spec: Spec{Kind: LarID}},
	},
	Consent: {
		{APIName: "Consent_Remarks", Spec: Spec{Kind: RichText}},
		{APIName: "Consent_Through", Spec: Spec{Kind: Picklist}},
		{APIName: "Consent_Date", Spec: Spec{Kind: Date}},
		{APIName: "Data_Processing_Basis", Spec: Spec{Kind: Picklist}},
		{APIName: "Contact_Through_Email", Spec: Spec{Kind: Checkbox}},
		{APIName: "Contact_Through_Social", Spec: Spec{Kind: Checkbox}},
		{APIName: "Contact_Through_Survey", Spec: Spec{Kind: Checkbox}},
		{APIName: "Contact_Through_Phone", Spec: Spec{Kind: Checkbox}},
	},
	Reminders: {
		{APIName: "unit", Spec: Spec{Kind: Number}, Mandatory: true},
		{APIName: "period", Spec: Spec{Kind: SingleLine}, Mandatory: true},
		{APIName: "time", Spec: Spec{Kind: SingleLine}},
	},
	TimeRanges: {
		{APIName: "From", Spec: Spec{Kind: Clock}, Mandatory: true},
		{APIName: "To", Spec: Spec{Kind: Clock}, Mandatory: true},
	},
}

// oneOf are members of which an object of a kind needs at least one.
var oneOf = map[Kind][]string{
	PricingDetails: {"discount", "unit_price"},
	Participants:   {"participant", "Email"},
	Tag:            {"name", "id"},
}

// recordParticipant are the members of a participant that is a record or a
// user, and so has an id.
var recordParticipant = compileParticipant(LarID)

func compileParticipant(participant Kind) *objectProgram {
	return compileKeys([]Field{
		{APIName: "type", Spec: Spec{Kind: SingleLine}},
		{APIName: "participant", Spec: Spec{Kind: participant}},
		{APIName: "Email", Spec: Spec{Kind: Email}},
		{APIName: "name", Spec: Spec{Kind: SingleLine}},
	}, oneOf[Participants]...)
}

// A source holds the fields of a record or row: members in their order and, after
// them, the fields of a Go map, which has no order.
type source struct {
	members []Member
	others  map[string]any
	index   program.Index // of the members; made on first use
	unknown int           // unknown names so far
}

// manyMembers is the largest number of members that are searched without an index.
const manyMembers = 64

// position returns the position of the member with that name, or -1.
func (s *source) position(name string) int {
	if len(s.members) <= manyMembers {
		for i := range s.members {
			if s.members[i].Name == name {
				return i
			}
		}
		return -1
	}
	if s.index == nil {
		s.index = make(program.Index, len(s.members))
		for i := range s.members {
			s.index[s.members[i].Name] = i
		}
	}
	if i, ok := s.index[name]; ok {
		return i
	}
	return -1
}

// value returns the value of a field.
func (s *source) value(name string) Value {
	if i := s.position(name); i >= 0 {
		return s.members[i].Value
	}
	if x, ok := s.others[name]; ok {
		return ValueOf(x)
	}
	return Value{}
}

// spelling returns the value of a field by its verified name or, if that is empty, by
// another spelling, and the name that the source has.
func (s *source) spelling(o *objectProgram, name string) (v Value, spelling string) {
	v = s.value(name)
	if !v.IsEmpty() {
		return v, name
	}
	for _, other := range o.Spellings[name] {
		if found := s.value(other); !found.IsEmpty() {
			return found, other
		} else if v.form == absent {
			v = found
		}
	}
	return v, name
}

// valueOf returns the value of a field by its verified name or another spelling.
func (s *source) valueOf(o *objectProgram, name string) Value {
	v, _ := s.spelling(o, name)
	return v
}

// appendMembers appends an object value; see [appendSource].
func appendMembers(o *objectProgram, st *program.State, dst []byte, errs zohocrm.Errors, v *Value) ([]byte, zohocrm.Errors) {
	var s source
	if v.form == id {
		one := [1]Member{{Name: "id", Value: Value{form: text, text: v.text}}}
		s.members = one[:]
	} else {
		s.members = *v.ref.(*[]Member)
	}
	dst, errs, _ = appendSource(o, st, dst, errs, &s, nil)
	return dst, errs
}

// appendSource checks the fields of a record or row and appends its JSON object to
// dst. It appends the problems to errs: first those of the fields in their order,
// then missing mandatory fields in the order of the program. Their paths begin with
// the steps at. It returns the bits of the fields that have values. st may be nil.
func appendSource(o *objectProgram, st *program.State, dst []byte, errs zohocrm.Errors, s *source, at []zohocrm.Step) (_ []byte, _ zohocrm.Errors, seen uint64) {
	start, first := len(dst), len(errs)
	for i := 0; ; {
		var bits uint64
		dst, i, bits = runMembers(dst, s.members, places(st), i)
		seen |= bits
		if i == len(s.members) {
			break
		}
		m := &s.members[i]
		p := find(o, m.Name)
		switch {
		case m.Value.form == absent:
			i++
		case p != nil && p.Plain && remember(st, i, p): // run again: the state now knows the field
		default:
			if p != nil {
				seen |= p.Bit
			}
			before := len(errs)
			dst, errs = appendField(o, p, dst, errs, s, m)
			withinField(errs[before:], at, p, m.Name)
			errs = errs.Bounded(first, at...)
			i++
		}
	}
	if s.others != nil {
		var bits uint64
		dst, errs, bits = appendMap(o, st, dst, errs, s, at)
		seen |= bits
	}
	if len(dst) == start {
		dst = append(dst, '{')
	}
	dst[start] = '{' // in place of a comma
	if o.Counted&^seen != 0 || o.Uncounted {
		for _, i := range o.Required {
			name := o.Fields[i].APIName
			if v := s.valueOf(o, name); v.form == absent {
				e := missing(o)
				e.Warning = o.Lenient
				errs = append(errs, e)
				withinField(errs[len(errs)-1:], at, &o.Fields[i], name)
				errs = errs.Bounded(first, at...)
			}
		}
	}
	return append(dst, '}'), errs, seen
}

// find returns the field with that name, or nil.
func find(o *objectProgram, name string) *field {
	if i := o.Names.Find(name); i >= 0 {
		return &o.Fields[i]
	}
	return nil
}

// runMembers is the fast path of appendSource. It appends the members from position i
// on, each after a comma, as long as the field at the same position in the state has
// that name and the value is valid. It returns the position at which it stops, and
// the bits of the fields before it.
func runMembers(dst []byte, members []Member, fields []*field, i int) (_ []byte, stop int, seen uint64) {
	for ; direct && i < len(members) && i < len(fields); i++ {
		p, v := fields[i], &members[i].Value
		if p.APIName != members[i].Name {
			return dst, i, seen
		}
		start := len(dst)
		dst = p.Name.Append(dst)
		why := asTree
		switch v.form {
		case text:
			dst, why = runText(p, dst, v.text)
		case integer:
			dst, why = runInteger(p, dst, v.n)
		case float:
			dst, why = runFloat(p, dst, v.getFloat())
		case number:
			dst, why = runLiteral(p, dst, v.text)
		case boolean:
			dst, why = runBool(p, dst, v.n != 0)
		case id:
			dst, why = runID(p, dst, v.text)
		case texts:
			dst, why = runTexts(p, dst, *v.ref.(*[]string), nil)
		case cell:
			dst, why = runCell(p, dst, v)
		}
		if why != valid {
			return dst[:start], i, seen
		}
		seen |= p.Bit
	}
	return dst, i, seen
}

// maxPlaces is the largest number of fields that a state remembers for records, and
// for maps.
const maxPlaces = 1024

// places returns the field at each position of the last record.
func places(st *program.State) []*field {
	switch {
	case st == nil:
		return nil
	case st.Places != nil:
		return st.Places
	}
	return st.First[:st.Known]
}

// remember notes that a field is at position i. It returns false if that was known or
// the position is too large. Unknown positions before i get the field too, which does
// no harm, as names are always compared.
func remember(st *program.State, i int, p *field) bool {
	known := places(st)
	if st == nil || i >= maxPlaces || i < len(known) && known[i] == p {
		return false
	}
	if i >= len(st.First) && st.Places == nil {
		st.Places = append(make([]*field, 0, 2*len(st.First)), known...)
	}
	if st.Places == nil {
		for ; st.Known <= i; st.Known++ {
			st.First[st.Known] = p
		}
		st.First[i] = p
		return true
	}
	for len(st.Places) <= i {
		st.Places = append(st.Places, p)
	}
	st.Places[i] = p
	return true
}

// withinField puts the steps to a field of the record before the paths of problems:
// all at once, as each call of PrefixPath allocates. p is nil if the field is not
// known.
func withinField(errs zohocrm.Errors, at []zohocrm.Step, p *field, name string) {
	if len(errs) == 0 {
		return
	}
	if p != nil {
		name = p.APIName
	} else {
		name = ownName(name)
	}
	var most [4]zohocrm.Step
	steps := append(append(most[:0], at...), zohocrm.Key(name))
	for _, e := range errs {
		e.PrefixPath(steps...)
	}
}

// maxName is the largest number of bytes of a name from the input in a problem.
const maxName = 400

// ownName returns a name from the input for the path of a problem. It is a cut copy,
// so that the problem does not keep the text of the record in memory.
func ownName(name string) string {
	if len(name) > maxName {
		return strings.ToValidUTF8(name[:maxName], "") + "…"
	}
	return strings.Clone(name)
}

// missing returns the problem of an object that lacks a member. Zoho's messages for a
// field and for a key differ.
func missing(o *objectProgram) *zohocrm.Error {
	if o.Key {
		return zohocrm.MissingKey()
	}
	return zohocrm.Missing()
}

// appendField appends a field with all its problems. p is nil if the object has no
// such field.
func appendField(o *objectProgram, p *field, dst []byte, errs zohocrm.Errors, s *source, m *Member) ([]byte, zohocrm.Errors) {
	if p == nil {
		return appendUnknown(o, dst, errs, s, m)
	}
	if !p.Plain {
		errs = appendNameProblem(o, errs, p.APIName)
	}
	dst = p.Name.Append(dst)
	switch {
	case p.AliasOf != "":
		errs = append(errs, zohocrm.Renamed(p.AliasOf))
	case p.ReadOnly:
		errs = append(errs, readOnly(o))
	case p.Unlisted:
		e := zohocrm.UnknownField("a field that the organization uses")
		e.Message = "invalid data"
		errs = append(errs, e.AsWarning())
	}
	switch {
	case namesNothing(p, &m.Value) && lacks(o, p, s):
		e := zohocrm.Missing().PrefixPath(zohocrm.Key("id"))
		e.Fix = "give the id of the record"
		return append(dst, "{}"...), append(errs, e)
	case m.Value.IsEmpty() && lacks(o, p, s):
		e := missing(o)
		// An update with [] removes all rows. Zoho refuses it if the layout requires rows
		// (real case 16); without the layouts it warns.
		if o.Partial && !p.Filled && m.Value.isArray() && kindOf(p).JSONType() == "jsonarray" {
			dst, errs = appendValue(p, dst, errs, &m.Value)
			e.Warning = true
		}
		return dst, append(errs, e)
	case p.ReadOnly: // the value does not count
		p = &anything
	case o.Partial && m.Value.IsEmpty():
		errs = appendEmptied(p, errs, &m.Value)
	}
	return appendValue(p, dst, errs, &m.Value)
}

// namesNothing reports whether a value is the object {} of a field that names a record.
// What is missing is its id, and the check of the value says so.
func namesNothing(p *field, v *Value) bool {
	switch kindOf(p) {
	case Lookup, User, Layout, MultiModuleLookup:
		return v.isObject() && v.Len() == 0
	}
	return false
}

// readOnly returns the warning about a field that the call does not write.
func readOnly(o *objectProgram) *zohocrm.Error {
	if o.ReadOnly == nil {
		return zohocrm.NotCreatable()
	}
	return o.ReadOnly()
}

// lacks reports whether a field with an empty value is mandatory and has no value by
// another spelling.
func lacks(o *objectProgram, p *field, s *source) bool {
	if p.Alias > 0 {
		p = &o.Fields[p.Alias-1]
	}
	if !p.Mandatory {
		return false
	}
	v := s.valueOf(o, p.APIName)
	return v.IsEmpty()
}

// maxCompared is the largest number of unknown names of one record that are compared
// with known names.
const maxCompared = 1000

// appendUnknown appends a field whose name the object does not know.
func appendUnknown(o *objectProgram, dst []byte, errs zohocrm.Errors, s *source, m *Member) ([]byte, zohocrm.Errors) {
	s.unknown++
	if e := unknownProblem(o, m.Name, s.unknown <= maxCompared); e != nil {
		errs = append(errs, e)
	}
	dst = append(AppendQuote(append(dst, ','), m.Name), ':')
	return appendAny(dst, errs, &m.Value)
}

// unknownProblem returns the problem of a name that the object does not know, or nil.
// An unknown name is an error if the organization's fields are loaded. If not, it may
// be a custom field, and warns only if it is near a known name or cannot be an API
// name. Keys such as "$approved", which the metadata never lists, are no errors.
func unknownProblem(o *objectProgram, name string, compared bool) *zohocrm.Error {
	near := -1
	if compared {
		near = o.Near.Find(name)
	}
	refused := o.Unknown == program.Refuse && name != "id" && !strings.HasPrefix(name, "$")
	switch {
	case !utf8.ValidString(name):
		return appendNameProblem(o, nil, name)[0]
	case o.Stored && name == removeKey:
		return zohocrm.UnknownKey(`no _delete here: {"id":"…","_delete":null} removes a row, a link or an image`)
	case near >= 0 || refused:
		e := zohocrm.UnknownField(o.What)
		e.Warning = !refused
		if near >= 0 {
			known := &o.Fields[near]
			if e.Suggestion = known.APIName; known.AliasOf != "" {
				e.Suggestion = known.AliasOf
			}
			e.Expected += "; did you mean " + e.Suggestion + "?"
		}
		return e
	case o.Unknown == program.Suspect && !names.IsAPI(name):
		return zohocrm.UnknownField("an API name: letters, digits and _").AsWarning()
	}
	return nil
}

// appendNameProblem appends the problem of a name that is not UTF-8.
func appendNameProblem(o *objectProgram, errs zohocrm.Errors, name string) zohocrm.Errors {
	switch {
	case utf8.ValidString(name):
		return errs
	case o.Record:
		return append(errs, zohocrm.NotUTF8("", "a field name in UTF-8"))
	}
	return append(errs, zohocrm.NotUTF8("text", "a key in UTF-8"))
}
