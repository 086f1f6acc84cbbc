// Package requests has functions for the tests of records, modules and requests. Only
// external tests import it, as it imports the packages that they test.
package requests

import (
	"encoding/json"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// All returns the errors and warnings of a request.
func All(in *payload.Insert) zohocrm.Errors {
	var errs zohocrm.Errors
	for e := range in.Problems() {
		errs = append(errs, e)
	}
	return errs
}

// Build returns the body of a request that must have no error.
func Build(t testing.TB, in *payload.Insert) string {
	t.Helper()
	body, err := in.Build()
	if err != nil {
		t.Fatalf("Build: %v", err)
	}
	if !json.Valid(body) {
		t.Fatalf("Build: no JSON: %s", body)
	}
	return string(body)
}

// Refused returns the problems of a request that must have an error.
func Refused(t testing.TB, in *payload.Insert) zohocrm.Errors {
	t.Helper()
	body, err := in.Build()
	errs, ok := err.(zohocrm.Errors)
	if !ok || len(errs) == 0 || body != nil {
		t.Fatalf("Build = %s, %v; want nil and zohocrm.Errors", body, err)
	}
	if again := in.Validate(); again == nil || again.Error() != err.Error() {
		t.Errorf("Validate = %v, Build: %v", again, err)
	}
	return errs
}

// Body returns the body of a request with one record, given as JSON.
func Body(record string) string { return `{"data":[` + record + `]}` }

// FromJSON returns the record of a JSON object that must be valid.
func FromJSON(t testing.TB, object string) *record.Record {
	t.Helper()
	r, err := record.FromJSON([]byte(object))
	if err != nil {
		t.Fatalf("%.200s: %v", object, err)
	}
	return r
}

// Lead returns a record that Leads takes.
func Lead() *record.Record { return record.New().Text("Last_Name", "Daly") }

// Leads returns a request for leads.
func Leads(records ...*record.Record) *payload.Insert {
	return payload.NewInsert(modules.Leads()).Add(records...)
}

// Vehicles returns a custom module with a field of every type that has a setter.
func Vehicles(t testing.TB) *modules.Module {
	t.Helper()
	var options []modules.Option
	for name, kind := range map[string]fieldtype.Kind{
		"Text": fieldtype.SingleLine, "List": fieldtype.MultiSelect, "Flag": fieldtype.Checkbox, "Number": fieldtype.Number,
		"Currency": fieldtype.Currency, "Long": fieldtype.LongInteger, "Date": fieldtype.Date, "DateTime": fieldtype.DateTime,
		"Lookup": fieldtype.Lookup, "User": fieldtype.User, "Double": fieldtype.DecimalNumber,
	} {
		options = append(options, modules.WithField(fieldtype.Field{APIName: name, Spec: fieldtype.Spec{Kind: kind}}))
	}
	m, err := modules.Custom("Vehicles").With(options...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
