package modules_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// eanCode is the page's example of a Long Integer, as a custom field.
var eanCode = fieldtype.Field{APIName: "EAN_Code", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger}}

// everything makes cmp look into unexported fields too.
var everything = cmp.Exporter(func(reflect.Type) bool { return true })

// snapshot is what of a module can be seen.
type snapshot struct {
	Names  [3]string
	Fields []fieldtype.Field
	Rules  []string
}

func look(m *modules.Module) snapshot {
	s := snapshot{Names: [3]string{m.APIName(), m.ScopeName(), m.Label()}, Fields: slices.Collect(m.Fields())}
	for r := range m.Rules() {
		s.Rules = append(s.Rules, r.Name)
	}
	return s
}

func with(t testing.TB, m *modules.Module, options ...modules.Option) *modules.Module {
	t.Helper()
	refined, err := m.With(options...)
	if err != nil {
		t.Fatal(err)
	}
	return refined
}

// TestWithIsACopy refines every module in every way and looks whether the
// module itself has stayed as it was.
func TestWithIsACopy(t *testing.T) {
	for _, m := range allModules() {
		before := look(m)
		first := before.Fields[0]
		first.Spec = fieldtype.Spec{Kind: fieldtype.Checkbox}
		options := []modules.Option{modules.WithField(eanCode), modules.WithField(first), modules.WithNow(time.Now)}
		for _, rule := range before.Rules {
			options = append(options, modules.WithoutRule(rule))
		}
		refined := with(t, m, options...)
		if diff := cmp.Diff(before, look(m), everything); diff != "" {
			t.Errorf("%s was changed by With (-before +after):\n%s", m.APIName(), diff)
		}

		want := look(m)
		want.Fields[0] = first
		want.Fields = append(want.Fields, eanCode)
		want.Rules = nil
		if diff := cmp.Diff(want, look(refined), everything); diff != "" {
			t.Errorf("%s, refined (-want +got):\n%s", m.APIName(), diff)
		}
	}
}

// TestWithOfWith refines a refined module twice: the second copy knows nothing
// of the first.
func TestWithOfWith(t *testing.T) {
	base := with(t, modules.Products(), modules.WithField(eanCode))
	a := with(t, base, modules.WithField(fieldtype.Field{APIName: "A"}))
	b := with(t, base, modules.WithField(fieldtype.Field{APIName: "B"}))
	for _, tt := range []struct {
		module  *modules.Module
		name    string
		present bool
	}{{a, "A", true}, {a, "B", false}, {b, "B", true}, {b, "A", false}, {a, "EAN_Code", true}, {base, "A", false}} {
		if _, ok := tt.module.Field(tt.name); ok != tt.present {
			t.Errorf("field %s is there: %v, want %v", tt.name, ok, tt.present)
		}
	}
}

func TestWithField(t *testing.T) {
	products := with(t, modules.Products(), modules.WithField(eanCode),
		modules.WithField(fieldtype.Field{APIName: "Batch", Spec: fieldtype.Spec{Kind: fieldtype.Number, MaxDigits: 4}, Mandatory: true}),
		modules.WithField(fieldtype.Field{APIName: "Product_Code", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 3}}))
	tests := []struct {
		record string
		want   []string
	}{
		{`{"Product_Name":"Box","EAN_Code":"0012345600012","Batch":1234,"Product_Code":"ABC"}`, nil},
		{`{"Product_Name":"Box","EAN_Code":"12-34","Batch":12345,"Product_Code":"ABCD"}`, []string{
			"error INVALID_DATA format EAN_Code $.EAN_Code",
			"error INVALID_DATA digits Batch $.Batch",
			"error INVALID_DATA max_length Product_Code $.Product_Code"}},
		{`{"Product_Name":"Box"}`, []string{"error MANDATORY_NOT_FOUND mandatory Batch $.Batch"}},
		{`{"Product_Name":"Box","Batch":1,"EanCode":"1"}`, []string{"warning INVALID_DATA unknown_field EanCode $.EanCode"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, problems(t, products, parse(t, tt.record))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.record, diff)
		}
	}
	var was, is []string
	for f := range modules.Products().Fields() {
		was = append(was, f.APIName)
	}
	for f := range products.Fields() {
		is = append(is, f.APIName)
	}
	if diff := cmp.Diff(append(was, "EAN_Code", "Batch"), is); diff != "" {
		t.Errorf("fields: the new ones come last, the others stay (-want +got):\n%s", diff)
	}
}

// TestWithFieldKeepsItsOwnValues changes the list that a field was declared
// with.
func TestWithFieldKeepsItsOwnValues(t *testing.T) {
	values := []string{"Red", "Green"}
	option := modules.WithField(fieldtype.Field{APIName: "Colour", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: values, OnlyListed: true}})
	values[0] = "Blue"
	m := with(t, modules.Leads(), option)
	if err := m.Check(parse(t, `{"Last_Name":"Daly","Colour":"Red"}`)); err != nil {
		t.Errorf("Red: %v", err)
	}
}

func TestWithFieldRefusesNamesThatAreNotUTF8(t *testing.T) {
	m, err := modules.Leads().With(modules.WithField(fieldtype.Field{APIName: "a\xff"}))
	if m != nil || !errors.Is(err, zohocrm.ReasonUTF8) {
		t.Errorf("With = %v, %v", m, err)
	}
}

// TestManyMandatoryFields declares more of them than a word has bits.
func TestManyMandatoryFields(t *testing.T) {
	var options []modules.Option
	var want []string
	object := `"Call_Duration":null`
	for i := range 70 {
		name := fmt.Sprintf("Must_%02d", i)
		options = append(options, modules.WithField(fieldtype.Field{APIName: name, Mandatory: true}))
		want = append(want, "error MANDATORY_NOT_FOUND mandatory "+name+" $."+name)
		object += `,"` + name + `":` + strconv.Itoa(i)
	}
	m := with(t, modules.Calls(), options...)
	// The rules find what they always do.
	last := "error MANDATORY_NOT_FOUND mandatory Call_Duration $.Call_Duration"
	if diff := cmp.Diff(append(want, last), problems(t, m, patched(t, modules.Calls(), `"Call_Duration":null`))); diff != "" {
		t.Errorf("without any (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{last}, problems(t, m, patched(t, modules.Calls(), object))); diff != "" {
		t.Errorf("with all (-want +got):\n%s", diff)
	}
	rec := patched(t, modules.Calls(), object).Value("Must_69", fieldtype.Value{}).Value("Must_03", fieldtype.Null())
	if diff := cmp.Diff([]string{want[3], want[69], last}, problems(t, m, rec)); diff != "" {
		t.Errorf("without the last (-want +got):\n%s", diff)
	}
}

// TestManyMandatoryFieldsAndRules makes the last of the fields that a rule is
// about mandatory, and so many others that some before it get no bit.
func TestManyMandatoryFieldsAndRules(t *testing.T) {
	dates, _ := modules.Services().Field("Available_Dates")
	dates.Mandatory = true
	options := []modules.Option{modules.WithField(dates)}
	object := `"Availability_Type":"Specific Date Range","Available_From":"2023-05-21","Available_Till":"2023-05-20"`
	for i := range 64 {
		name := fmt.Sprintf("Must_%02d", i)
		options = append(options, modules.WithField(fieldtype.Field{APIName: name, Mandatory: true}))
		object += `,"` + name + `":1`
	}
	want := []string{
		"error MANDATORY_NOT_FOUND mandatory Available_Dates $.Available_Dates",
		"error DEPENDENT_MISMATCH conflict Available_Till $.Available_Till",
	}
	if diff := cmp.Diff(want, problems(t, with(t, modules.Services(), options...), patched(t, modules.Services(), object))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWithFieldInsteadOfNothing declares another spelling of a field that the
// module does not know.
func TestWithFieldInsteadOfNothing(t *testing.T) {
	m := with(t, modules.Leads(), modules.WithField(fieldtype.Field{APIName: "Colour", AliasOf: "Color__c"}))
	want := []string{"warning INVALID_DATA renamed Colour $.Colour"}
	if diff := cmp.Diff(want, problems(t, m, parse(t, `{"Last_Name":"Daly","Colour":"red"}`))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOtherSpellingOfTheFirstField misses the value of a mandatory field once,
// whether it is empty by one name or by both.
func TestOtherSpellingOfTheFirstField(t *testing.T) {
	m := with(t, modules.Custom("Vehicles"), modules.WithField(fieldtype.Field{
		APIName: "Title", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, AliasOf: "Name",
	}))
	const renamed = "warning INVALID_DATA renamed Title $.Title"
	for object, want := range map[string][]string{
		`{"Title":"Van 7"}`:             {renamed},
		`{"Name":null,"Title":"Van 7"}`: {renamed},
		`{"Title":""}`:                  {renamed, "error MANDATORY_NOT_FOUND mandatory Title $.Title"},
		`{"Title":null}`:                {renamed, "error MANDATORY_NOT_FOUND mandatory Title $.Title"},
		`{}`:                            {"error MANDATORY_NOT_FOUND mandatory Name $.Name"},
	} {
		if diff := cmp.Diff(want, problems(t, m, parse(t, object))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", object, diff)
		}
	}
}

// TestWithFieldOfNoName declares a field whose name is empty, which is no other
// spelling of any.
func TestWithFieldOfNoName(t *testing.T) {
	m := with(t, modules.Leads(), modules.WithField(fieldtype.Field{Spec: fieldtype.Spec{Kind: fieldtype.Number}}))
	want := []string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.Last_Name", "error INVALID_DATA type  $['']"}
	if diff := cmp.Diff(want, problems(t, m, parse(t, `{"Last_Name":null,"":"x"}`))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestSupportedValuesAreACopy sorts the values that a problem names, as a
// program may, and looks whether the module still knows them.
func TestSupportedValuesAreACopy(t *testing.T) {
	rec := parse(t, `{"Subject":"x","What_Id":{"id":"1"},"$se_module":"Nothing"}`)
	_, errs := modules.Tasks().Append(nil, nil, rec)
	if len(errs) != 1 {
		t.Fatalf("problems: %v", errs)
	}
	want := slices.Clone(errs[0].Details.SupportedValues)
	clear(errs[0].Details.SupportedValues)
	_, errs = modules.Tasks().Append(nil, nil, rec)
	if diff := cmp.Diff(want, errs[0].Details.SupportedValues); diff != "" {
		t.Errorf("supported values (-before +after):\n%s", diff)
	}
}

// TestLabels reads the labels of the module's table, which the metadata replaces if it
// says one.
func TestLabels(t *testing.T) {
	for _, tt := range []struct {
		module *modules.Module
		want   string
	}{
		{modules.Leads(), "Lead Owner"},
		{modules.Deals(), "Deal Owner"},
		{modules.Tasks(), ""},
		{with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"Owner","field_label":"Keeper"}]}`)), "Keeper"},
		{with(t, modules.Leads(), withFields(`{"fields":[{"api_name":"Owner"}]}`)), "Lead Owner"},
	} {
		if f, _ := tt.module.Field("Owner"); f.Label != tt.want {
			t.Errorf("%s: the label of Owner is %q, want %q", tt.module.APIName(), f.Label, tt.want)
		}
	}
}

func TestWithError(t *testing.T) {
	fails := errors.New("fails")
	after := false
	m, err := modules.Leads().With(
		func(*modules.Module) error { return fails },
		func(*modules.Module) error { after = true; return nil })
	if m != nil || err != fails || after {
		t.Errorf("With = %v, %v; later options applied: %v", m, err, after)
	}
}

// TestWithoutRuleOfNoName leaves a module as it is.
func TestWithoutRuleOfNoName(t *testing.T) {
	m := with(t, modules.Calls(), modules.WithoutRule("no such rule"))
	if diff := cmp.Diff(look(modules.Calls()), look(m), everything); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

func TestCustom(t *testing.T) {
	m := modules.Custom("Vehicles")
	if diff := cmp.Diff([3]string{"Vehicles", "custom", "Vehicles"}, look(m).Names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if f, ok := m.Field("Name"); !ok || !f.Mandatory || f.Spec.Kind != fieldtype.SingleLine {
		t.Errorf("Name = %+v, %v", f, ok)
	}
	tests := []struct {
		record string
		want   []string
	}{
		{`{"Name":"Van 7","Wheels":4,"Owner":{"id":"4150868000000623001"},"Anything":[{"at":"all"}]}`, nil},
		{`{"Wheels":4,"Owner":4}`, []string{
			"error INVALID_DATA type Owner $.Owner",
			"error MANDATORY_NOT_FOUND mandatory Name $.Name"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, problems(t, m, parse(t, tt.record))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.record, diff)
		}
	}
}

func TestFieldAndFields(t *testing.T) {
	m := modules.Leads()
	for f := range m.Fields() {
		got, ok := m.Field(f.APIName)
		if !ok || !cmp.Equal(got, f, everything) {
			t.Errorf("Field(%s) = %+v, %v", f.APIName, got, ok)
		}
	}
	if f, ok := m.Field("last_name"); ok {
		t.Errorf("Field(last_name) = %+v, true", f)
	}
	n := 0
	for range m.Fields() {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("Fields goes on after %d fields", n)
	}
}

// TestConcurrentUse shares one module between goroutines that check, look and
// refine. The race detector watches.
func TestConcurrentUse(t *testing.T) {
	shared := modules.Calls()
	rec := parse(t, minimal["Calls"])
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if err := shared.Check(rec); err != nil {
					t.Error(err)
				}
				m, err := shared.With(modules.WithField(eanCode), modules.WithoutRule("call_duration_mandatory"), modules.WithNow(time.Now))
				if err != nil || m.Check(parse(t, `{"EAN_Code":"x"}`)) == nil {
					t.Error("the refined module takes anything")
				}
				look(shared)
				if _, err := modules.Lookup("calls"); err != nil {
					t.Error(err)
				}
				problems(t, shared, parse(t, `{"subject":1,"$se_module":"x","What_Id":{"id":"1"},"Call_Duration":"00:00","Call_Type":"Inbound"}`))
			}
		})
	}
	wg.Wait()
}

// BenchmarkWith refines a module with n fields at once, an option for each.
func BenchmarkWith(b *testing.B) {
	for _, n := range []int{1, 100, 1000, 2000} {
		options := make([]modules.Option, n)
		for i := range options {
			options[i] = modules.WithField(fieldtype.Field{
				APIName: fmt.Sprintf("Custom_Field_%d", i), Spec: fieldtype.Spec{Kind: fieldtype.SingleLine},
			})
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := modules.Leads().With(options...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
