package fieldtype

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/names"
	"github.com/seed12a3e673/zohocrm/internal/near"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A field is a compiled field, an objectProgram the compiled fields of a record
// or row.
type (
	field         = program.Field
	objectProgram = program.Object
)

// The kinds of programs that no field has.
const (
	// limited is for a field with limits that its kind does not know. A value is
	// checked as one of the kind, then against these limits.
	limited   Kind = 255 - iota
	rruleText      // the text in a Recurring_Activity
	alarmText      // the text in a Remind_At of a task
)

// compile returns the program of a spec, in which each limit is ready for comparison.
//
// It clears each limit that the program uses from its copy of the spec. If a limit is
// left, the program is a [limited] one. So no limit is ignored.
func compile(s *Spec) field { return compileFor(s, program.Mode{}) }

// compileFor is like [compile], for a call of that mode.
func compileFor(s *Spec, mode program.Mode) field {
	info := s.Kind.info()
	p := field{
		Kind:   uint8(s.Kind.known()),
		Length: unlimited(info.maxLength), Digits: unlimited(info.digits), Decimals: info.decimals,
	}
	rest := *s
	rest.Kind = 0
	// An Allow field that the kind does not know has no effect.
	rest.AllowName, rest.AllowQuoted, rest.AllowNumber, rest.ConnectedLookup = false, false, false, ""
	switch s.Kind {
	case SingleLine, MultiLine, MultiLineLarge, RichText, Email, Phone, URL, ProfileImage, WizardPath, Tag:
		takeLength(&p, &rest)
	case SEModule: // the rules of the module check its values
		takeLength(&p, &rest)
		rest.Values, rest.OnlyListed = nil, false
	case Picklist:
		takeValues(&p, &rest)
	case MultiModuleLookup:
		takeValues(&p, &rest)
		p.AllowName = s.AllowName
	case MultiSelect:
		takeValues(&p, &rest)
		takeLength(&p, &rest)
	case Number, Currency, DecimalNumber, Percent:
		takeDigits(&p, &rest)
		p.AllowQuoted = s.AllowQuoted
	case LongInteger:
		takeDigits(&p, &rest)
		p.AllowNumber = s.AllowNumber
	case Lookup, User, Layout, Wizard:
		p.AllowName = s.AllowName
	case Reminders:
		takeValues(&p, &rest)
		takeLength(&p, &rest)
		p.Range, rest.Range = s.Range, zohocrm.Range{}
	case MultiSelectLookup, MultiUserLookup:
		takeLength(&p, &rest)
		p.ConnectedLookup = s.ConnectedLookup
		if p.Object = kindObjects[s.Kind]; s.ConnectedLookup != "" || p.Object == nil {
			p.Object = compileConnected(s.Kind, s.ConnectedLookup)
		}
	case Subform:
		takeLength(&p, &rest)
		if p.Object = kindObjects[Subform]; s.OnlyListed || len(s.Fields) > 0 || p.Object == nil {
			p.Object = compileRows(s.Fields, s.OnlyListed, mode)
		}
		rest.Fields, rest.OnlyListed = nil, false
	case RRule, Alarm:
		p.Object = kindObjects[s.Kind]
	case ImageUpload, FileUpload, LineTax, PricingDetails, Participants, Consent, TimeRanges, Territories:
		takeLength(&p, &rest)
	}
	if members := membersOf(s.Kind); members != nil {
		switch p.Object = kindObjects[s.Kind]; {
		case len(s.Fields) > 0 && s.Kind != Participants: // the members of a participant depend on its type
			p.Object, rest.Fields = compileKeys(s.Fields, oneOf[s.Kind]...), nil
		case p.Object == nil:
			p.Object = compileKeys(members, oneOf[s.Kind]...)
		}
	}
	if mode.Stored {
		link(&p, s, mode)
	}
	if rest.isZero() {
		return p
	}
	base := p // the copy allocates, so it is made only here
	return field{
		Kind: uint8(limited), Base: &base,
		Length: rest.MaxLength, Digits: rest.MaxDigits, Decimals: rest.MaxDecimals,
		Values: rest.Values, Listed: len(rest.Values) > 0, OnlyListed: rest.OnlyListed,
		Range: rest.Range, Ranged: rest.Range != zohocrm.Range{},
		Object: compileRest(rest.Fields),
	}
}

// isZero reports whether the spec has no limits. A test sets each field of Spec, so
// that isZero forgets none.
func (s *Spec) isZero() bool {
	return s.Kind == 0 && s.MaxLength <= 0 && s.MaxDigits <= 0 && s.MaxDecimals == 0 && len(s.Values) == 0 && !s.OnlyListed &&
		!s.AllowName && !s.AllowQuoted && !s.AllowNumber && s.Range == zohocrm.Range{} && s.ConnectedLookup == "" && len(s.Fields) == 0
}

func compileRest(fields []Field) *objectProgram {
	if len(fields) == 0 {
		return nil
	}
	return compileObject(fields, options{})
}

// compileKeys returns the program of an object whose members are keys. The object
// needs one of oneOf, if there are any.
func compileKeys(fields []Field, oneOf ...string) *objectProgram {
	obj := compileObject(fields, options{key: true, what: "a documented key", rules: [][]string{oneOf}})
	obj.OneOf = obj.Triggers[0]
	return obj
}

// compileGrammar returns the program of an object with a text of a grammar.
func compileGrammar(name string, kind Kind) *objectProgram {
	o := compileKeys([]Field{{APIName: name, Mandatory: true}})
	o.Fields[0].Kind = uint8(kind)
	return o
}

// compileRows returns the program of the rows of a subform.
func compileRows(fields []Field, onlyListed bool, mode program.Mode) *objectProgram {
	mode.Partial, mode.Lenient = false, false // a row has all its fields, even in an update
	o := options{unknown: program.Suspect, what: "a field of the subform", mode: mode}
	if onlyListed {
		o.unknown = program.Refuse
	}
	return compileObject(fields, o)
}

// compileConnected returns the program of the objects in a multi-select or multi-user
// lookup. They hold a lookup with that name.
func compileConnected(kind Kind, name string) *objectProgram {
	lookup := Spec{Kind: Lookup}
	if kind == MultiUserLookup {
		lookup.Kind = User
	}
	o := compileKeys([]Field{{APIName: name, Spec: lookup}}, name)
	o.Fields[0].ObjectOnly = true // the page: "individual JSON objects"
	return o
}

// noLimit is the limit of a value without one.
const noLimit = int(^uint(0) >> 1)

func unlimited(n int) int {
	if n == 0 {
		return noLimit
	}
	return n
}

func takeLength(p *field, s *Spec) {
	if s.MaxLength > 0 {
		p.Length = s.MaxLength
	}
	s.MaxLength = 0
}

func takeDigits(p *field, s *Spec) {
	if s.MaxDigits > 0 {
		p.Digits = s.MaxDigits
	}
	switch {
	case s.MaxDecimals > 0:
		p.Decimals = s.MaxDecimals
	case s.MaxDecimals < 0:
		p.Decimals = 0
	}
	p.Range, p.Ranged = s.Range, s.Range != zohocrm.Range{}
	s.MaxDigits, s.MaxDecimals, s.Range = 0, 0, zohocrm.Range{}
}

func takeValues(p *field, s *Spec) {
	p.Values, p.Listed, p.OnlyListed = s.Values, len(s.Values) > 0, s.OnlyListed
	s.Values, s.OnlyListed = nil, false
}

// maxNear is the largest number of values of a list among which a near one is
// searched.
const maxNear = 2000

// nearest returns the index of the values of a list, or nil if there are too many.
func nearest(p *field) *near.Index {
	if len(p.Values) > maxNear {
		return nil
	}
	x := near.New(p.Values)
	return &x
}

// index prepares the search in a list of values.
func index(p *field) {
	if p.Base != nil {
		index(p.Base)
	}
	if !p.Listed {
		return
	}
	values := make([]string, 0, len(p.Values))
	p.Encoded = make([]program.Constant, 0, len(p.Values))
	for _, value := range p.Values {
		if utf8.ValidString(value) {
			values = append(values, value)
			p.Encoded = append(p.Encoded, program.NewConstant(AppendQuote(nil, value)))
		}
	}
	p.Table = names.New(values)
	p.Near = nearest(p)
}

// options are the parts of an object's program that its fields do not have.
type options struct {
	unknown  program.Policy
	what     string            // what a name should be, in problems
	record   bool              // the object is a record
	key      bool              // the members are keys, not fields
	unlisted func(*Field) bool // the organization's metadata does not list the field
	rules    [][]string        // the fields that each rule reads
	mode     program.Mode      // of the call
}

// compileObject returns the program of an object with these fields. Of the slice it
// keeps only texts.
func compileObject(fields []Field, o options) *objectProgram {
	obj := &objectProgram{
		Fields: make([]field, len(fields)), Spellings: map[string][]string{},
		Unknown: o.unknown, Record: o.record, Key: o.key, What: o.what,
		Partial: o.mode.Partial, Lenient: o.mode.Lenient, Stored: o.mode.Stored, ReadOnly: o.mode.ReadOnly,
	}
	writes := Writes(o.mode.Writes)
	if writes == 0 {
		writes = OnCreate
	}
	apiNames := make([]string, len(fields))
	for i := range fields {
		apiNames[i] = fields[i].APIName
	}
	obj.Names = names.New(apiNames)
	obj.Near = near.New(apiNames)
	for i := range fields {
		f := &fields[i]
		p := compileFor(&f.Spec, o.mode)
		index(&p)
		p.APIName, p.Position = f.APIName, i
		p.Name = program.NewConstant(append(AppendQuote([]byte{','}, f.APIName), ':'))
		p.Mandatory, p.ReadOnly, p.AliasOf = f.Mandatory, !f.WrittenBy(writes), f.AliasOf
		p.Unlisted = o.unlisted != nil && o.unlisted(f)
		p.Plain = !p.Unlisted && !p.ReadOnly && p.AliasOf == "" && utf8.ValidString(f.APIName)
		if f.Mandatory && !o.mode.Partial {
			obj.Required = append(obj.Required, i)
		}
		if f.AliasOf != "" {
			obj.Spellings[f.AliasOf] = append(obj.Spellings[f.AliasOf], f.APIName)
			p.Alias = obj.Names.Find(f.AliasOf) + 1
		}
		obj.Fields[i] = p
	}
	assignBits(obj, o.rules)
	if !o.record {
		obj.Sorted = sorted(obj.Fields)
	}
	return obj
}

// sorted returns the plain fields in the order of their names.
func sorted(fields []field) []*field {
	order := make([]*field, 0, len(fields))
	for i := range fields {
		if fields[i].Plain {
			order = append(order, &fields[i])
		}
	}
	slices.SortFunc(order, func(a, b *field) int { return strings.Compare(a.APIName, b.APIName) })
	return order
}

// assignBits gives a bit to each field that is mandatory or that a rule reads. Its
// other spellings have the same bit.
func assignBits(obj *objectProgram, rules [][]string) {
	next := uint64(1)
	bitOf := func(i int) uint64 {
		p := &obj.Fields[i]
		if p.Bit == 0 {
			p.Bit, next = next, next<<1
		}
		return p.Bit
	}
	for _, i := range obj.Required {
		bit := bitOf(i)
		obj.Counted |= bit
		obj.Uncounted = obj.Uncounted || bit == 0
	}
	obj.Triggers = make([]uint64, len(rules))
	for r, fields := range rules {
		for _, name := range fields {
			i := obj.Names.Find(name)
			if i < 0 {
				continue
			}
			bit := bitOf(i)
			if bit == 0 { // there are no more bits: the rule always runs
				obj.Triggers[r] = 0
				break
			}
			obj.Triggers[r] |= bit
		}
	}
	for i := range obj.Fields {
		if at := obj.Fields[i].Alias; at > 0 {
			obj.Fields[i].Bit |= obj.Fields[at-1].Bit
		}
	}
}

// kindPrograms are the programs of the kinds with the limits of the page. kindObjects
// are the programs of the objects in them. All fields of a kind share these.
var (
	kindPrograms [len(kinds)]field
	kindObjects  [256]*objectProgram
)

func init() { // in init, as compile uses kindObjects
	kindObjects[RRule] = compileGrammar("RRULE", rruleText)
	kindObjects[Alarm] = compileGrammar("ALARM", alarmText)
	for k := range kindPrograms {
		kindPrograms[k] = compile(&Spec{Kind: Kind(k)})
		kindObjects[k] = kindPrograms[k].Object
	}
}

// clone returns a deep copy of the spec.
func (s Spec) clone() Spec {
	s.Values = slices.Clone(s.Values)
	s.Fields = cloneFields(s.Fields)
	return s
}

func cloneFields(fields []Field) []Field {
	fields = slices.Clone(fields)
	for i := range fields {
		fields[i].Spec = fields[i].Spec.clone()
	}
	return fields
}
