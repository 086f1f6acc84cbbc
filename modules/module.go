package modules

import (
	"iter"
	"maps"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/names"
)

// A Field is one field of a module.
type Field struct {
	APIName      string
	Spec         fieldtype.Spec
	Mandatory    bool   // system-mandatory: a record without it is refused
	Unique       bool   // no two records have the same value
	NotCreatable bool   // Zoho sets it itself; to send it warns
	Preferred    string // the verified name, if APIName is another spelling of it; to send it warns unless AliasOK
	AliasOK      bool
}

// A plan is what the check of a record needs of a field, ready to use.
type plan struct {
	field    *Field
	spec     fieldtype.Prepared // of the field, with its name and a bit if some check asks for the field
	plain    bool               // there is nothing to say of the field itself, only of its value
	unlisted bool               // the organization's Fields metadata does not list it
}

// A Module is a module of Zoho CRM. It never changes, so that goroutines may
// share it.
type Module struct {
	apiName     string
	scopeName   string
	label       string
	aliases     []string
	fields      []Field
	plans       []plan              // of the fields
	names       names.Table         // of fields
	unique      []string            // the API names of the unique fields
	shapes      []shape             // of each field's name; see nearest.go
	spellings   map[string][]string // other spellings of a name
	required    []int               // positions of the mandatory fields
	counted     uint64              // the bits of the mandatory fields
	uncounted   bool                // some mandatory field has no bit
	triggers    []uint64            // of each rule, the bits of its fields; 0 if it always runs
	rules       []Rule
	loaded      bool            // the organization's Fields metadata is loaded
	listed      map[string]bool // the fields in it
	layouts     []layout
	pipelines   []pipeline
	layoutRules []LayoutRule
	now         func() time.Time
}

// A definition is a module as its file writes it down.
type definition struct {
	apiName, scopeName, label string
	aliases                   []string // what people also call it
	fields                    []Field
	rules                     []Rule
}

// standard returns a function that gives the module of a definition, with the
// fields that all modules have. The module is made when it is first asked for.
func standard(d definition) func() *Module {
	return sync.OnceValue(func() *Module {
		return newModule(d)
	})
}

func newModule(d definition) *Module {
	m := &Module{
		apiName: d.apiName, scopeName: d.scopeName, label: d.label, aliases: d.aliases,
		fields: slices.Clone(d.fields), rules: slices.Concat(d.rules, commonRules),
	}
	for _, f := range commonFields {
		if !slices.ContainsFunc(d.fields, func(own Field) bool { return own.APIName == f.APIName }) {
			m.fields = append(m.fields, f)
		}
	}
	m.compile()
	return m
}

// compile makes what the check of a record needs to be quick.
func (m *Module) compile() {
	m.shapes = make([]shape, len(m.fields))
	m.spellings = map[string][]string{}
	m.unique, m.required = nil, nil
	m.plans = make([]plan, len(m.fields))
	apiNames := make([]string, len(m.fields))
	for i := range m.fields {
		f := &m.fields[i]
		apiNames[i] = f.APIName
		p := &m.plans[i]
		p.field = f
		p.spec = f.Spec.Prepare(f.APIName)
		p.unlisted = m.loaded && f.isField() && !m.listed[f.APIName]
		p.plain = !p.unlisted && !f.NotCreatable && (f.Preferred == "" || f.AliasOK)
		m.shapes[i] = shapeOf(f.APIName)
		if f.Unique {
			m.unique = append(m.unique, f.APIName)
		}
		if f.Mandatory {
			m.required = append(m.required, i)
		}
		if f.Preferred != "" {
			m.spellings[f.Preferred] = append(m.spellings[f.Preferred], f.APIName)
		}
	}
	m.names = names.New(apiNames)
	m.assignBits()
}

// assignBits gives a bit to each field that is mandatory or that a rule is
// about, and to its other spellings the same.
func (m *Module) assignBits() {
	next := uint64(1)
	bitOf := func(i int) uint64 {
		p := &m.plans[i].spec
		if p.Bit == 0 {
			p.Bit, next = next, next<<1
		}
		return p.Bit
	}
	m.counted, m.uncounted = 0, false
	for _, i := range m.required {
		bit := bitOf(i)
		m.counted |= bit
		m.uncounted = m.uncounted || bit == 0
	}
	m.triggers = make([]uint64, len(m.rules))
	for r, rule := range m.rules {
		for _, name := range rule.fields {
			i := m.names.Find(name)
			if i < 0 {
				continue
			}
			bit := bitOf(i)
			if bit == 0 { // no bits are left: the rule always runs
				m.triggers[r] = 0
				break
			}
			m.triggers[r] |= bit
		}
	}
	for i := range m.fields {
		name := m.fields[i].Preferred
		if preferred := m.names.Find(name); name != "" && preferred >= 0 {
			m.plans[i].spec.Bit |= m.plans[preferred].spec.Bit
		}
	}
}

// Custom returns a module that an organization has made itself, of which only
// the API name is known. Its "Name" is mandatory; every other field passes
// unless [Module.With] declares it.
func Custom(apiName string) *Module {
	return newModule(definition{
		apiName: apiName, scopeName: "custom", label: apiName,
		fields: []Field{{APIName: "Name", Spec: text(0), Mandatory: true}},
	})
}

// APIName returns the name that stands in the request's URL, such as
// "Price_Books".
func (m *Module) APIName() string { return m.apiName }

// ScopeName returns the name that stands in an OAuth scope, such as
// "pricebooks".
func (m *Module) ScopeName() string { return m.scopeName }

// Label returns the name that people see, such as "Price Books".
func (m *Module) Label() string { return m.label }

// Fields yields the fields that are known, in the order in which those of a map
// go out.
func (m *Module) Fields() iter.Seq[Field] { return slices.Values(m.fields) }

// Field returns the field of that API name.
func (m *Module) Field(apiName string) (Field, bool) {
	if i := m.names.Find(apiName); i >= 0 {
		return m.fields[i], true
	}
	return Field{}, false
}

// Position returns where the field of that API name stands among the module's
// fields. An unknown field comes after all of them.
func (m *Module) Position(apiName string) int {
	if i := m.names.Find(apiName); i >= 0 {
		return i
	}
	return len(m.fields)
}

// Unique yields the API names of the fields in which no two records have the
// same value.
func (m *Module) Unique() iter.Seq[string] { return slices.Values(m.unique) }

// Rules yields the rules that tie fields together.
func (m *Module) Rules() iter.Seq[Rule] { return slices.Values(m.rules) }

// An Option refines a module; see [Module.With].
type Option func(*Module) error

// With returns a copy of the module with the options applied in order. The
// module itself stays as it is.
func (m *Module) With(options ...Option) (*Module, error) {
	c := *m
	c.fields = slices.Clone(m.fields)
	c.rules = slices.Clone(m.rules)
	for _, option := range options {
		if err := option(&c); err != nil {
			return nil, err
		}
		c.compile()
	}
	return &c, nil
}

// WithField adds a field, such as a custom field of the organization, or
// replaces the one of the same API name. A name that is not UTF-8 is refused
// ([zohocrm.ReasonUTF8]).
func WithField(f Field) Option {
	f.Spec.Values, f.Spec.Columns = slices.Clone(f.Spec.Values), slices.Clone(f.Spec.Columns)
	return func(m *Module) error {
		if !utf8.ValidString(f.APIName) {
			return fieldNameProblem()
		}
		if m.loaded { // the caller knows better than the metadata
			m.listed = maps.Clone(m.listed)
			m.listed[f.APIName] = true
		}
		if i := m.names.Find(f.APIName); i >= 0 {
			m.fields[i] = f
		} else {
			m.fields = append(m.fields, f)
		}
		return nil
	}
}

// WithoutRule drops the rule of that name, for an organization that is less
// strict than the page. A module without it stays as it is.
func WithoutRule(name string) Option {
	return func(m *Module) error {
		m.rules = slices.DeleteFunc(m.rules, func(r Rule) bool { return r.Name == name })
		return nil
	}
}

// WithNow gives the clock to the rules that need the current time, such as
// that a scheduled call starts in the future. Without a clock those rules are
// silent.
func WithNow(now func() time.Time) Option {
	return func(m *Module) error {
		m.now = now
		return nil
	}
}
