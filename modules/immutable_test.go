package modules_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// scribble changes all that can be reached through a pointer: every text, number and
// boolean in the slices, structs and pointers that it leads to. It returns how many.
func scribble(pointer any) int { return scribbleOn(reflect.ValueOf(pointer).Elem(), 0) }

func scribbleOn(v reflect.Value, depth int) (n int) {
	switch {
	case !v.CanSet() || depth > 20:
		return 0
	case v.Type() == reflect.TypeFor[zohocrm.Step]():
		v.Set(reflect.ValueOf(zohocrm.Key("scribbled")))
		return 1
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("scribbled")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
	case reflect.Pointer:
		if !v.IsNil() {
			return scribbleOn(v.Elem(), depth+1)
		}
		return 0
	case reflect.Slice:
		whole := v.Slice(0, v.Cap()) // what an append would overwrite, too
		for i := range whole.Len() {
			n += scribbleOn(whole.Index(i), depth+1)
		}
		return n
	case reflect.Struct:
		for i := range v.NumField() {
			n += scribbleOn(v.Field(i), depth+1)
		}
		return n
	default:
		return 0
	}
	return 1
}

// behavior is all that can be seen of a module: what it is, and what it says of
// records.
func behavior(t testing.TB, m *modules.Module, records []string) string {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "%+v\n%q\n", look(m), slices.Collect(m.Unique()))
	for _, object := range records {
		body, errs := m.Append(nil, nil, parse(t, object))
		fmt.Fprintf(&b, "%s\n", body)
		in := payload.NewInsert(m).ApplyFeatures(payload.LayoutRules).Add(parse(t, object), parse(t, object))
		for _, e := range append(errs, slices.Collect(in.Problems())...) {
			fmt.Fprintf(&b, "%s %s %q %q\n", testkit.Line(e), e.APIName, e, e.Details.SupportedValues)
		}
	}
	return b.String()
}

// TestModulesDoNotChange changes all that a caller gives to modules and all that
// modules give to the caller. No module is another afterwards.
func TestModulesDoNotChange(t *testing.T) {
	// What is given.
	given := []fieldtype.Field{
		{APIName: "Colour", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Red", "Green"}, OnlyListed: true}, Mandatory: true, Unique: true},
		{APIName: "Visits", Spec: fieldtype.Spec{Kind: fieldtype.Subform, Fields: []fieldtype.Field{
			{APIName: "Place", Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Here", "There"}}, Mandatory: true},
			{APIName: "Stops", Spec: fieldtype.Spec{Kind: fieldtype.Subform, OnlyListed: true, Fields: []fieldtype.Field{
				{APIName: "Minutes", Spec: fieldtype.Spec{Kind: fieldtype.Number, MaxDigits: 2}},
				{APIName: "Reasons", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: []string{"Fuel", "Food"}}},
			}}},
		}}},
		{APIName: "Hue", Spec: fieldtype.Spec{Kind: fieldtype.Picklist}, AliasOf: "Colour"},
	}
	rules := []modules.LayoutRule{
		{Name: "Always", ID: "1", Mandatory: []string{"Amount", "Next_Step"}},
		{Name: "Red", When: []modules.Criterion{{APIName: "Colour", Values: []string{"Red", "Blue"}}, {APIName: "Stage", Values: []string{"s"}}}, Mandatory: []string{"Type"}},
	}
	fields, layouts := answer(t, "fields-subform.json"), answer(t, "layouts-deals.json")
	pipelines, layoutRules := answer(t, "pipelines-deals.json"), answer(t, "layout-rules.json")
	before := modules.WithField(given...)
	options := []modules.Option{
		before, modules.WithLayoutRules(rules...), modules.WithLayoutRulesJSON(bytes.NewReader(layoutRules)),
		modules.WithLayoutsMetadata(bytes.NewReader(layouts)), modules.WithPipelinesMetadata(bytes.NewReader(pipelines)),
		modules.WithSubformMetadata("Visits", bytes.NewReader(fields)),
		withFields(`{"fields":[{"api_name":"Type","data_type":"picklist","pick_list_values":[{"display_value":"a"},{"display_value":"New Business"}]},
			{"api_name":"Budget","data_type":"currency","length":5,"decimal_place":2,"unique":{"x":1}}]}`),
		modules.WithNow(func() time.Time { return now }),
	}
	var all []*modules.Module
	for _, m := range allModules() {
		all = append(all, m, with(t, m, before))
	}
	all = append(all, with(t, modules.Deals(), options...))
	again := modules.WithField(given...)
	all = append(all, with(t, modules.Contacts(), again), with(t, all[len(all)-1], again))

	records := func(m *modules.Module) []string {
		return []string{
			minimal[m.APIName()], `{}`,
			`{"Deal_Name":"d","Stage":"s","Pipeline":"P","Type":"b","Colour":"Blue","Hue":"x","Budget":1234567.891,"Layout":{"id":"4876876000000095023"},
			  "Visits":[{"Place":"Nowhere","Visited_On":"x","Stops":[{"Minutes":100,"Reasons":["Fun"],"Other":1}]},{}],"Probability":101,"Compny":1}`,
			`{"Deal_Name":"d","Stage":"s","Colour":"Red","Budget":1,"Email":"x","Quoted_Items":[{"Quantity":"x","Line_Tax":[{"percentage":1e9}]}],
			  "$se_module":"Nothing","Remind_At":[{"unit":1000,"period":"x"}],"Participants":[{"type":"nobody"},{}],"Call_Type":"x","Appointment_For":{"id":"1","module":{"api_name":"x"}},
			  "Call_Duration":"00:00","Recurring_Activity":{"RRULE":"FREQ=x"},"Wizard":"1","Owner":{"id":"x"},"Duration":1}`,
		}
	}
	var want []string
	for _, m := range all {
		want = append(want, behavior(t, m, records(m)))
	}
	check := func(what string, changes int) {
		t.Helper()
		if changes == 0 {
			t.Errorf("%s: nothing was changed", what)
		}
		for i, m := range all {
			if diff := cmp.Diff(want[i], behavior(t, m, records(m))); diff != "" {
				t.Fatalf("%s changed %s (-before +after):\n%s", what, m.APIName(), diff)
			}
		}
	}
	check("nothing", 1)

	changes := scribble(&given) + scribble(&rules)
	for _, data := range []*[]byte{&fields, &layouts, &pipelines, &layoutRules} {
		changes += scribble(data)
	}
	check("what was given", changes)
	// An option keeps what it was given, too.
	for _, m := range []*modules.Module{with(t, modules.Deals(), before), with(t, modules.Leads(), again)} {
		if f, ok := m.Field("Colour"); !ok || !slices.Equal(f.Spec.Values, []string{"Red", "Green"}) {
			t.Errorf("an option has changed: Colour = %+v, %v", f, ok)
		}
		if f, _ := m.Field("Visits"); f.Spec.Fields[1].Spec.Fields[1].Spec.Values[1] != "Food" {
			t.Errorf("an option has changed: Visits = %+v", f)
		}
	}
	clear(options)
	check("the list of options", 1)

	changes = 0
	for _, m := range all {
		for f := range m.Fields() {
			if own, ok := m.Field(f.APIName); ok {
				changes += scribble(&own)
			}
			changes += scribble(&f)
		}
		for r := range m.Rules() {
			changes += scribble(&r)
		}
	}
	check("the fields and rules that were returned", changes)

	changes = 0
	for _, m := range all {
		for _, object := range records(m) {
			rec := parse(t, object)
			body, errs := m.Append(nil, nil, rec)
			errs = append(errs, slices.Collect(payload.NewInsert(m).ApplyFeatures(payload.LayoutRules).Add(parse(t, object), parse(t, object)).Problems())...)
			changes += scribble(&body) + scribble(&errs)
			rec.Text("Stage", "other").Delete("Colour").SetMap(map[string]any{"Visits": 1})
		}
	}
	check("the bodies and problems that were returned, and the records", changes)

	_, err := modules.Lookup("nothing")
	check("the problem of an unknown module", scribble(err.(*zohocrm.Error)))
	call := modules.RelatedTo(modules.ScheduledCall("x", now), "Deals", "1")
	row := modules.LineItem("1", 1)
	for _, rec := range []*record.Record{call, row} {
		for name := range rec.Fields() {
			rec.Text(name, "scribbled")
		}
	}
	check("the records that were returned", 1)
}
