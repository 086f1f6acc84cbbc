package record_test

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestRecordJSON: json.Marshal gives the object of a record, of whatever it was
// made, or an error that says why there is none.
func TestRecordJSON(t *testing.T) {
	row := struct {
		Last    string   `zoho:"Last_Name"`
		Courses []string `zoho:"Courses"`
	}{"Daly", []string{"a"}}
	tests := []struct {
		name string
		rec  *record.Record
		want string
	}{
		{"nothing", record.New(), `{}`},
		{"the zero Record", &record.Record{}, `{}`},
		{"nil", nil, `null`},
		{"setters", requests.Lead().Int("n", 1).Float("f", 250000.9).Bool("b", false).Null("none").DateTime("t", time.Date(2017, 8, 16, 14, 32, 23, 0, time.UTC)),
			`{"Last_Name":"Daly","n":1,"f":250000.9,"b":false,"none":null,"t":"2017-08-16T14:32:23+00:00"}`},
		{"an absent value", requests.Lead().Value("x", fieldtype.Value{}), `{"Last_Name":"Daly"}`},
		{"a map", record.FromMap(map[string]any{"b": []any{1, "x"}, "a": map[string]any{"z": nil, "y": true}}), `{"a":{"y":true,"z":null},"b":[1,"x"]}`},
		{"a view of a map", record.New().ViewMap(map[string]any{"b": 1, "a": 2}), `{"a":2,"b":1}`},
		{"a struct", record.New().SetStruct(row), `{"Last_Name":"Daly","Courses":["a"]}`},
		{"a view of a struct", record.New().ViewStruct(&row), `{"Last_Name":"Daly","Courses":["a"]}`},
		{"JSON", requests.FromJSON(t, `{"b":1.50,"a":{"x":[]},"id":"1"}`), `{"b":1.50,"a":{"x":[]},"id":"1"}`},
		{"an id", record.FromValue(fieldtype.ID("1")), `{"id":"1"}`},
		{"a subform", record.New().Subform("rows", requests.Lead(), nil), `{"rows":[{"Last_Name":"Daly"},null]}`},
		{"a name in quotes", record.New().Int("a\"\n<é>", 1), `{"a\"\n<é>":1}`},
	}
	for _, tt := range tests {
		if tt.rec != nil {
			if data, err := tt.rec.MarshalJSON(); string(data) != tt.want || err != nil {
				t.Errorf("%s: got %s, %v, want %s", tt.name, data, err, tt.want)
			}
			if data, err := json.Marshal(*tt.rec); err != nil || string(data) == `{}` && tt.want != `{}` {
				t.Errorf("%s: a copy is %s, %v", tt.name, data, err)
			}
		}
		data, err := json.Marshal([]*record.Record{tt.rec})
		if diff := cmp.Diff(testkit.Decode(t, []byte("["+tt.want+"]")), testkit.Decode(t, data)); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
		// It is read again as the same record.
		if tt.rec != nil {
			if again, _ := requests.FromJSON(t, tt.want).MarshalJSON(); string(again) != tt.want {
				t.Errorf("%s: read again it is %s", tt.name, again)
			}
		}
	}
	for _, rec := range readAll(record.ReadCSV(strings.NewReader("Last_Name,n\nDaly,12\n"))) {
		if data, err := json.Marshal(rec); string(data) != `{"Last_Name":"Daly","n":"12"}` || err != nil {
			t.Errorf("a row of a table: %s, %v", data, err)
		}
	}

	failing := readAll(record.ReadJSONArray(strings.NewReader(`[{"a":1},`)))
	wrong := []struct {
		name string
		rec  *record.Record
		want error
	}{
		{"no object", record.FromValue(fieldtype.Text(secret)), zohocrm.ReasonType},
		{"a stream that failed", failing[len(failing)-1], zohocrm.ReasonSyntax},
		{"no struct", record.New().SetStruct(1), zohocrm.ReasonGoType},
		{"a view of no struct", record.New().ViewStruct(nil), zohocrm.ReasonGoType},
		{"NaN", requests.Lead().Float("x", math.NaN()), zohocrm.ReasonNotFinite},
		{"a channel", record.FromMap(map[string]any{"x": make(chan int)}), zohocrm.ReasonGoType},
		{"a method that fails", requests.Lead().Set("x", brokenType{}), zohocrm.ReasonGoType},
		{"not UTF-8", requests.Lead().Text("x", secret+"\xff"), zohocrm.ReasonUTF8},
		{"a name that is not UTF-8", requests.Lead().Text("\xff", secret), zohocrm.ReasonUTF8},
		{"a wrong row", record.New().Subform("rows", record.FromValue(fieldtype.Int(1))), zohocrm.ReasonType},
	}
	for _, tt := range wrong {
		data, err := json.Marshal(tt.rec)
		if data != nil || !errors.Is(err, tt.want) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %s, %v, want %s", tt.name, data, err, tt.want)
		}
	}
}

// readAll returns the records of a stream.
func readAll(stream func(func(*record.Record) bool)) (all []*record.Record) {
	for rec := range stream {
		all = append(all, rec)
	}
	return all
}

// A secretType has its value in all that it says of itself.
type secretType struct{}

func (secretType) String() string               { return secret }
func (secretType) GoString() string             { return secret }
func (secretType) Value() (driver.Value, error) { return secret, nil }

// TestRecordPrints: whatever the verb, fmt prints the names of a record's fields
// and none of their values, of a record, a copy of one, and what holds one.
func TestRecordPrints(t *testing.T) {
	row := struct {
		Last  string `zoho:"Last_Name"`
		Email string
	}{secret, secret}
	table := readAll(record.ReadCSV(strings.NewReader("Last_Name,Email\n" + secret + "," + secret + "\n")))
	for name, rec := range map[string]*record.Record{
		"setters":            record.New().Text("Last_Name", secret).Set("Email", secretType{}),
		"a map":              record.FromMap(map[string]any{"Last_Name": secret, "Email": []any{secret, map[string]any{secret: 1}}}),
		"a view of a map":    record.New().ViewMap(map[string]any{"Last_Name": secret, "Email": secretType{}}),
		"a struct":           record.New().SetStruct(row),
		"a view of a struct": record.New().ViewStruct(&row),
		"JSON":               requests.FromJSON(t, `{"Last_Name":"`+secret+`","Email":"`+secret+`"}`),
		"a row of a table":   table[0],
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%q", "%x", "%X", "%t", "%e", "%08.3f", "%-20v", "%c", "%U", "%b", "%o", "% x"} {
			for what, x := range map[string]any{"itself": rec, "a copy": *rec, "a slice": []*record.Record{rec}, "a field": struct{ Rec *record.Record }{rec}, "a copy in a field": struct{ Rec record.Record }{*rec}} {
				got := fmt.Sprintf(verb, x)
				if strings.Contains(got, secret) || strings.Contains(got, fmt.Sprintf("%x", secret)) || strings.Contains(got, fmt.Sprintf("%X", secret)) {
					t.Errorf("%s: %s of %s prints %s", name, verb, what, got)
				}
				if !strings.Contains(got, "Last_Name") || !strings.Contains(got, "Email") {
					t.Errorf("%s: %s of %s prints no names: %s", name, verb, what, got)
				}
			}
		}
		if got := fmt.Sprint(rec); name != "a map" && name != "a view of a map" && got != "record(Last_Name, Email)" {
			t.Errorf("%s: it prints %s", name, got)
		}
		// Logs get the names, too, in each format.
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "record", rec)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "record", rec)
		if got := log.String(); strings.Contains(got, secret) || strings.Count(got, "Last_Name") != 2 {
			t.Errorf("%s: logs are %s", name, got)
		}
	}
}

// TestRecordPrintsShort: many fields, long names, and names with control
// characters make one short line.
func TestRecordPrintsShort(t *testing.T) {
	many := record.New()
	for i := range 1000 {
		many.Int(fmt.Sprint("F", i), 1)
	}
	const want = "record(F0, F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12, F13, F14, F15, F16, F17, F18, F19, 980 more)"
	if got := fmt.Sprint(many); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	long := strings.Repeat("ä", 1<<20)
	if got, want := fmt.Sprint(record.New().Int(long, 1)), "record("+strings.Repeat("ä", 100)+"…)"; got != want {
		t.Errorf("got %.300s", got)
	}
	if got, want := fmt.Sprint(record.New().Int("a\n\x1b[31m\u202e\u2028'\xff", 1).Int("", 2)), `record(a\n\x1b[31m\u202e\u2028'�, )`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := fmt.Sprint(record.New(), record.FromValue(fieldtype.Text(secret))); got != "record() record()" {
		t.Errorf("got %s", got)
	}
}
