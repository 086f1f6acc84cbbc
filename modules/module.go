package modules

import (
	"errors"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A Module is a module of Zoho CRM. It never changes, so goroutines may share it.
//
// A nil Module and the zero Module have no name, no fields and no rules. They refuse
// every record with INVALID_MODULE ([zohocrm.ReasonUnknownModule]).
type Module struct {
	apiName      string
	scopeName    string
	label        string
	aliases      []string
	assigned     bool // lead assignment rules run
	fields       []fieldtype.Field
	positions    map[string]int
	program      *program.Object // of the fields; nil for no module
	unique       []string        // the API names of the unique fields
	rules        []Rule
	requestRules []Rule          // those that look at a whole request
	loaded       bool            // the organization's Fields metadata is loaded
	listed       map[string]bool // the fields in it
	described    []program.Description
	layouts      []layout
	pipelines    []program.Pipeline
	layoutRules  []LayoutRule
	assumed      []string // see assumedFields
	answers      []answer
	takes        operationSet // the operations that take the module
	match        string       // the field by which an upsert finds a record
	columns      [matching + 1]func() *column
	tables       string // the name of the module in other tables; "" for a custom one
	now          func() time.Time
	draft        bool // Module.With is making it
}

// A definition is what the file of a module says.
type definition struct {
	apiName, scopeName, label string
	aliases                   []string // other common names
	fields                    []fieldtype.Field
	labels                    map[string]string // of fields with a label that differs from the API name
	rules                     []Rule
	answers                   []answer
	assigned                  bool         // lead assignment rules run
	takes                     operationSet // the operations that take the module
	match                     string       // the field by which an upsert finds a record
}

// standard returns a function that returns the module of a definition, with the
// fields that all modules have. The first call makes the module.
func standard(d definition) func() *Module {
	return sync.OnceValue(func() *Module {
		m := newModule(d)
		m.tables = d.apiName
		return m
	})
}

func newModule(d definition) *Module {
	m := &Module{
		apiName: d.apiName, scopeName: d.scopeName, label: d.label, aliases: d.aliases, assigned: d.assigned,
		positions: map[string]int{}, rules: slices.Concat(d.rules, commonRules), answers: d.answers, assumed: assumedFields,
		takes: d.takes, match: d.match,
	}
	for _, f := range slices.Concat(d.fields, commonFields) {
		if m.position(f.APIName) < 0 {
			if label := d.labels[f.APIName]; label != "" {
				f.Label = label
			}
			m.set(f)
		}
	}
	m.compile()
	return m
}

// compile makes the programs of the fields.
func (m *Module) compile() {
	m.unique = nil
	for _, f := range m.fields {
		if f.Unique {
			m.unique = append(m.unique, f.APIName)
		}
	}
	m.makeColumns()
}

// none is the module in place of nil.
var none Module

// orNone returns the module, or none for nil.
func (m *Module) orNone() *Module {
	if m == nil {
		return &none
	}
	return m
}

// notAModule returns the problem of a nil or zero Module.
func notAModule() *zohocrm.Error { return zohocrm.UnknownModule("a module") }

// unlisted reports whether the organization's metadata does not list a field.
func (m *Module) unlisted(f *fieldtype.Field) bool {
	return m.loaded && isField(f) && !m.listed[f.APIName]
}

// lacks reports whether the organization's metadata is loaded and does not have a
// field.
func (m *Module) lacks(apiName string) bool {
	if m.loaded {
		return !m.listed[apiName]
	}
	known := false
	for i := range m.layouts {
		if m.layouts[i].fields[apiName] {
			return false
		}
		known = known || len(m.layouts[i].fields) > 0
	}
	return known
}

// position returns the index of the field of that API name in the module's
// fields, or -1.
func (m *Module) position(apiName string) int {
	if i, ok := m.positions[apiName]; ok {
		return i
	}
	return -1
}

// set adds a field, or replaces the one of the same API name.
func (m *Module) set(f fieldtype.Field) {
	if i := m.position(f.APIName); i >= 0 {
		m.fields[i] = f
		return
	}
	m.positions[f.APIName] = len(m.fields)
	m.fields = append(m.fields, f)
}

// remove removes a field.
func (m *Module) remove(apiName string) {
	i := m.position(apiName)
	m.fields = slices.Delete(m.fields, i, i+1)
	delete(m.positions, apiName)
	for ; i < len(m.fields); i++ {
		m.positions[m.fields[i].APIName] = i
	}
}

// Custom returns a custom module of an organization. Only Name, which is mandatory,
// and the fields that every module has are known. Any other field passes with any
// value. Use [Module.With] to declare fields, or to load the organization's metadata,
// which can also make Name optional. For a linking module use [Linking].
func Custom(apiName string) *Module {
	return newModule(definition{
		apiName: apiName, scopeName: "custom", label: apiName, match: nameField,
		fields: []fieldtype.Field{{APIName: nameField, Spec: text(0), Mandatory: true}},
	})
}

// Linking returns the linking module of a multi-select lookup (page, "Multi-select
// lookup"). It has no Name. Its fields are the given lookups: usually one to the
// parent module and one to the child module. Any other field passes with any value,
// as in a custom module.
func Linking(apiName string, lookups ...string) *Module {
	d := definition{apiName: apiName, scopeName: "custom", label: apiName}
	for _, name := range lookups {
		d.fields = append(d.fields, fieldtype.Field{APIName: name, Spec: of(fieldtype.Lookup)})
	}
	return newModule(d)
}

// APIName returns the name in the URL of a request, such as "Price_Books".
func (m *Module) APIName() string { return m.orNone().apiName }

// ScopeName returns the name in an OAuth scope, such as "pricebooks".
func (m *Module) ScopeName() string { return m.orNone().scopeName }

// Label returns the name that people see, such as "Price Books".
func (m *Module) Label() string { return m.orNone().label }

// Fields yields copies of the known fields, in the order in which the fields of a map
// are written.
func (m *Module) Fields() iter.Seq[fieldtype.Field] {
	m = m.orNone()
	return func(yield func(fieldtype.Field) bool) {
		for i := range m.fields {
			if !yield(m.field(i)) {
				return
			}
		}
	}
}

// field returns a copy of a field, which the caller may change.
func (m *Module) field(i int) fieldtype.Field {
	return fieldtype.Internal.CloneFields(program.Key{}, m.fields[i:i+1])[0]
}

// Field returns a copy of the field with that API name, or false if the module does
// not know it.
func (m *Module) Field(apiName string) (fieldtype.Field, bool) {
	m = m.orNone()
	if i := m.position(apiName); i >= 0 {
		return m.field(i), true
	}
	return fieldtype.Field{}, false
}

// known returns the module's own field of that API name, or nil.
func (m *Module) known(apiName string) *fieldtype.Field {
	if i := m.position(apiName); i >= 0 {
		return &m.fields[i]
	}
	return nil
}

// Unique yields the API names of the unique fields: no two records may have the same
// value.
func (m *Module) Unique() iter.Seq[string] { return slices.Values(m.orNone().unique) }

// Rules yields the rules of an insert: rules about several fields of a record, and
// rules about the records of a request.
func (m *Module) Rules() iter.Seq[Rule] { return m.RulesOf(Insert) }

// RulesOf yields the rules of an operation; see [Module.Rules].
func (m *Module) RulesOf(op Operation) iter.Seq[Rule] {
	m = m.orNone()
	return func(yield func(Rule) bool) {
		for _, rule := range m.rules {
			if rule.on.has(op.info().rules) && !yield(rule) {
				return
			}
		}
	}
}

// An Option changes the copy that [Module.With] makes.
type Option func(*Module) error

// option returns an option that changes the module that With is making. It refuses to
// change any other module.
func option(change func(*Module) error) Option {
	return func(m *Module) error {
		if m == nil || !m.draft {
			return errNotDraft
		}
		return change(m)
	}
}

var errNotDraft = errors.New("modules: only Module.With applies an option")

// With returns a copy of the module with the options applied in order. The module
// itself does not change. A nil option has no effect. If an option fails, With
// returns its error.
func (m *Module) With(options ...Option) (*Module, error) {
	if m.orNone().program == nil {
		return nil, notAModule()
	}
	c := *m
	c.draft, c.program = true, nil // an unfinished module checks no record
	c.columns = [len(c.columns)]func() *column{}
	c.fields = fieldtype.Internal.CloneFields(program.Key{}, m.fields)
	c.positions = maps.Clone(m.positions)
	c.listed = maps.Clone(m.listed)
	c.described = slices.Clone(m.described)
	c.rules = slices.Clone(m.rules)
	c.layoutRules, c.pipelines = slices.Clip(m.layoutRules), slices.Clip(m.pipelines) // so that options that append copy them once
	for _, option := range options {
		if option == nil {
			continue
		}
		if err := option(&c); err != nil {
			c.draft = false
			return nil, err
		}
	}
	c.draft = false
	c.compile()
	return &c, nil
}

// MustWith is like With, for package variables and tests. It panics if With
// fails.
func (m *Module) MustWith(options ...Option) *Module {
	c, err := m.With(options...)
	if err != nil {
		panic(err)
	}
	return c
}

// WithField adds fields, such as custom fields of the organization. A field replaces
// one with the same API name. The option copies the fields at once. A name that is
// not UTF-8 is refused ([zohocrm.ReasonUTF8]).
func WithField(fields ...fieldtype.Field) Option {
	fields = fieldtype.Internal.CloneFields(program.Key{}, fields)
	return option(func(m *Module) error {
		for _, f := range fields {
			if !utf8.ValidString(f.APIName) {
				return zohocrm.NotUTF8("", "a field name in UTF-8")
			}
			if m.loaded { // the caller's word replaces the metadata
				m.listed[f.APIName] = true
			}
			m.assumed = slices.DeleteFunc(slices.Clone(m.assumed), func(name string) bool { return name == f.APIName })
			markComputed(&f)
			m.set(f)
		}
		return nil
	})
}

// WithoutRule removes the rule with that name, for an organization that is less
// strict than the page; see [Module.Rules]. It has no effect on a module without the
// rule.
func WithoutRule(name string) Option {
	return option(func(m *Module) error {
		m.rules = slices.DeleteFunc(m.rules, func(r Rule) bool { return r.Name == name })
		return nil
	})
}

// WithNow sets the clock of rules that need the current time, such as
// call_scheduled_future. Without a clock these rules find nothing.
func WithNow(now func() time.Time) Option {
	return option(func(m *Module) error {
		m.now = now
		return nil
	})
}
