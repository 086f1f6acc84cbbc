package modules_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestNoModule calls every method of a nil module and of the zero module.
func TestNoModule(t *testing.T) {
	for name, m := range map[string]*modules.Module{"nil": nil, "zero": {}} {
		if m.APIName() != "" || m.ScopeName() != "" || m.Label() != "" {
			t.Errorf("%s: has a name", name)
		}
		if f, ok := m.Field("Last_Name"); ok || !cmp.Equal(f, fieldtype.Field{}) {
			t.Errorf("%s: Field = %+v, %v", name, f, ok)
		}
		for f := range m.Fields() {
			t.Errorf("%s: has the field %s", name, f.APIName)
		}
		for f := range m.Unique() {
			t.Errorf("%s: has the unique field %s", name, f)
		}
		for r := range m.Rules() {
			t.Errorf("%s: has the rule %s", name, r.Name)
		}
		for _, options := range [][]modules.Option{nil, {nil}, {modules.WithField(eanCode)}} {
			if c, err := m.With(options...); c != nil || !errors.Is(err, zohocrm.ReasonUnknownModule) {
				t.Errorf("%s: With = %v, %v", name, c, err)
			}
		}
		for _, rec := range []*record.Record{nil, record.New(), record.New().Text("Last_Name", "Daly"), parse(t, `{"Last_Name":"Daly"}`)} {
			if err := m.Check(rec); !errors.Is(err, zohocrm.CodeInvalidModule) {
				t.Errorf("%s: Check = %v", name, err)
			}
			body, errs := m.Append([]byte("x"), zohocrm.Errors{nil}, rec)
			if string(body) != "x" || len(errs) != 2 || errs[1].Error() != "INVALID_MODULE: the module name given seems to be invalid: expected a module" {
				t.Errorf("%s: Append = %q, %v", name, body, errs)
			}
		}
		if err := payload.NewInsert(m).Add(record.New()).Validate(); !errors.Is(err, zohocrm.CodeInvalidModule) {
			t.Errorf("%s: a request: %v", name, err)
		}
		func() {
			defer func() {
				if err, ok := recover().(error); !ok || !errors.Is(err, zohocrm.CodeInvalidModule) {
					t.Errorf("%s: MustWith panics with %v", name, err)
				}
			}()
			m.MustWith()
		}()
	}
	if err := modules.Leads().Check(nil); !errors.Is(err, zohocrm.ReasonType) {
		t.Errorf("no record: %v", err)
	}
}

// TestNoOptions gives a module nil options, and options that say nothing: the
// copy is the same as the module.
func TestNoOptions(t *testing.T) {
	for _, m := range allModules() {
		before := look(m)
		for _, options := range [][]modules.Option{
			nil, {nil}, {nil, nil}, {nil, modules.WithField(), nil}, {modules.WithField([]fieldtype.Field(nil)...)},
			{modules.WithLayoutRules()}, {modules.WithNow(nil)}, {modules.WithoutRule("")},
		} {
			c, err := m.With(options...)
			if err != nil || c == m {
				t.Fatalf("%s: With = %p of %p, %v", m.APIName(), c, m, err)
			}
			if diff := cmp.Diff(before, look(c), everything); diff != "" {
				t.Errorf("%s (-before +after):\n%s", m.APIName(), diff)
			}
			if err := c.Check(parse(t, minimal[m.APIName()])); err != nil {
				t.Errorf("%s: %v", m.APIName(), err)
			}
		}
		if c, err := m.With(nil); err != nil || !cmp.Equal(before, look(c), everything) {
			t.Errorf("%s: With(nil) = %v", m.APIName(), err)
		}
		if _, ok := with(t, m, nil, modules.WithField(eanCode)).Field("EAN_Code"); !ok {
			t.Errorf("%s: an option after nil has no effect", m.APIName())
		}
	}
	// WithNow(nil) takes the clock away.
	clock := with(t, modules.Calls(), modules.WithNow(func() time.Time { return now }))
	rec := patched(t, clock, scheduled+`,"Call_Start_Time":"2001-01-01T00:00:00+00:00"`)
	if clock.Check(rec) == nil || with(t, clock, modules.WithNow(nil)).Check(rec) != nil {
		t.Errorf("with a clock %v, without it %v", clock.Check(rec), with(t, clock, modules.WithNow(nil)).Check(rec))
	}
}

// TestNoReaders gives each option that reads a nil reader, and a nil pointer.
func TestNoReaders(t *testing.T) {
	for _, l := range loaders {
		for name, r := range map[string]io.Reader{
			"nil": nil, "a nil *bytes.Buffer": (*bytes.Buffer)(nil), "a nil *strings.Reader": (*strings.Reader)(nil), "a nil pointer": (*endless)(nil),
		} {
			m, err := l.module().With(l.load(r))
			if m != nil || !errors.Is(err, zohocrm.ReasonUnreadable) || !errors.Is(err, zohocrm.CodeInvalidData) {
				t.Errorf("%s of %s: %v, %v", l.name, name, m, err)
			}
		}
	}
	if _, err := modules.Leads().With(modules.WithFieldsMetadata(nil)); err == nil ||
		err.Error() != "INVALID_DATA: invalid data: expected a reader of the metadata, not nil" {
		t.Errorf("error: %v", err)
	}
}

// TestOptionsOutsideWith applies options to modules that are ready, to the zero
// module, and to none: nothing changes.
func TestOptionsOutsideWith(t *testing.T) {
	options := map[string]modules.Option{
		"WithField": modules.WithField(eanCode), "WithoutRule": modules.WithoutRule("deal_probability"), "WithNow": modules.WithNow(time.Now),
		"WithLayoutRules":       modules.WithLayoutRules(layoutRules...),
		"WithFieldsMetadata":    withFields(`{"fields":[{"api_name":"Deal_Name","length":1}]}`),
		"WithSubformMetadata":   modules.WithSubformMetadata("Quoted_Items", strings.NewReader(`{"fields":[]}`)),
		"WithLayoutsMetadata":   withLayouts(`{"layouts":[{"id":"1"}]}`),
		"WithPipelinesMetadata": withPipelines(`{"pipeline":[{"display_value":"P"}]}`),
		"WithLayoutRulesJSON":   withRules(`{"layout_rules":[{"name":"r","mandatory":["Amount"]}]}`),
	}
	refined, err := modules.Deals().With(modules.WithField(eanCode))
	if err != nil {
		t.Fatal(err)
	}
	for name, option := range options {
		for _, m := range []*modules.Module{modules.Deals(), refined, modules.Quotes(), {}, nil} {
			before := look(m)
			if err := option(m); err == nil {
				t.Errorf("%s changes %s", name, m.APIName())
			}
			if diff := cmp.Diff(before, look(m), everything); diff != "" {
				t.Errorf("%s (-before +after):\n%s", name, diff)
			}
		}
	}
	if got := slices.Collect(modules.Deals().Unique()); got != nil {
		t.Errorf("unique fields: %q", got)
	}

	// An option may apply others. What it keeps of the module is of no use.
	var kept *modules.Module
	both := func(m *modules.Module) error {
		kept = m
		if err := m.Check(record.New()); !errors.Is(err, zohocrm.CodeInvalidModule) {
			t.Errorf("a module that is not ready: %v", err)
		}
		if _, err := m.With(); err == nil {
			t.Error("a module that is not ready is refined")
		}
		return errors.Join(options["WithField"](m), options["WithoutRule"](m))
	}
	m := with(t, modules.Deals(), both)
	if _, ok := m.Field("EAN_Code"); !ok {
		t.Error("no EAN_Code")
	}
	if err := m.Check(parse(t, `{"Deal_Name":"d","Stage":"s","Probability":101}`)); err != nil {
		t.Errorf("without the rule: %v", err)
	}
	if err := options["WithNow"](kept); err == nil {
		t.Error("a module changes after it is ready")
	}
	fails := func(m *modules.Module) error { kept = m; return errors.New("fails") }
	if _, err := modules.Deals().With(fails); err == nil || options["WithField"](kept) == nil {
		t.Error("a module changes that was not made")
	}
}
