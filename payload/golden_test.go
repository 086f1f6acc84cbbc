package payload_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

var update = flag.Bool("update", false, "write what the code answers to testdata")

// golden compares text with a file under testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// pretty returns JSON with an indent and a newline at the end.
func pretty(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, data, "", "  "); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// lines returns problems as lines "level CODE reason api_name path".
func lines(errs zohocrm.Errors) []string {
	var got []string
	for _, e := range errs {
		level := "error"
		if e.Warning {
			level = "warning"
		}
		got = append(got, fmt.Sprintf("%s %s %s %s %s", level, e.Code, e.Reason, e.APIName, e.Path.JSONPath()))
	}
	return got
}

// all returns the problems of a request, warnings among them.
func all(in *payload.Insert) zohocrm.Errors {
	var errs zohocrm.Errors
	for e := range in.All() {
		errs = append(errs, e)
	}
	return errs
}

// build returns the body of a request that has to be fine.
func build(t testing.TB, in *payload.Insert) string {
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

// refused returns the problems of a request that may not be fine.
func refused(t testing.TB, in *payload.Insert) zohocrm.Errors {
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

// decoded returns a JSON value as encoding/json reads it, numbers as they are
// written.
func decoded(t testing.TB, data []byte) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%.200s: %v", data, err)
	}
	return v
}

// fromJSON returns the record of a JSON object that has to be fine.
func fromJSON(t testing.TB, object string) *payload.Record {
	t.Helper()
	r, err := payload.FromJSON([]byte(object))
	if err != nil {
		t.Fatalf("%s: %v", object, err)
	}
	return r
}

// lead returns a record that Leads takes.
func lead() *payload.Record { return payload.NewRecord().Text("Last_Name", "Daly") }

// leads returns a request for leads.
func leads(records ...modules.Record) *payload.Insert {
	return payload.NewInsert(modules.Leads()).Add(records...)
}

// vehicles is a custom module with a field of every type that a setter is for.
func vehicles(t testing.TB) *modules.Module {
	t.Helper()
	var options []modules.Option
	for name, kind := range map[string]fieldtype.Kind{
		"Text": fieldtype.SingleLine, "List": fieldtype.MultiSelect, "Flag": fieldtype.Checkbox, "Number": fieldtype.Number,
		"Currency": fieldtype.Currency, "Long": fieldtype.LongInteger, "Date": fieldtype.Date, "DateTime": fieldtype.DateTime,
		"Lookup": fieldtype.Lookup, "User": fieldtype.User, "Double": fieldtype.Double,
	} {
		options = append(options, modules.WithField(modules.Field{APIName: name, Spec: fieldtype.Spec{Kind: kind}}))
	}
	m, err := modules.Custom("Vehicles").With(options...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
