package record_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

func TestOpt(t *testing.T) {
	var zero record.Opt[int]
	tests := []struct {
		name         string
		opt          record.Opt[int]
		value        int
		ok           bool
		absent, null bool
		json         string
	}{
		{"absent", zero, 0, false, true, false, "null"},
		{"null", record.Null[int](), 0, false, false, true, "null"},
		{"0", record.Some(0), 0, true, false, false, "0"},
		{"7", record.Some(7), 7, true, false, false, "7"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if v, ok := test.opt.Get(); v != test.value || ok != test.ok {
				t.Errorf("Get() = %v, %v", v, ok)
			}
			if got := test.opt.IsAbsent(); got != test.absent {
				t.Errorf("IsAbsent() = %v", got)
			}
			if got := test.opt.IsNull(); got != test.null {
				t.Errorf("IsNull() = %v", got)
			}
			b, err := json.Marshal(test.opt)
			if string(b) != test.json || err != nil {
				t.Errorf("json.Marshal = %s, %v", b, err)
			}
			if got := test.opt == zero; got != test.absent {
				t.Errorf("is the zero Opt: %v", got)
			}
		})
	}
}

// TestOptRecord puts an Opt into a record in each way there is.
func TestOptRecord(t *testing.T) {
	moment := time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 5*3600+1800))
	type id struct {
		ID string `zoho:"id"`
	}
	type row struct {
		Name     string
		Text     record.Opt[string]
		Flag     record.Opt[bool]
		Number   record.Opt[int]
		Long     record.Opt[int64]
		Currency record.Opt[float64]
		Date     record.Opt[time.Time]
		DateTime record.Opt[time.Time]
		List     record.Opt[[]string]
		Lookup   record.Opt[id]
		Percent  record.Opt[*int]
		Double   record.Opt[any]
		Email    record.Opt[record.Opt[string]]
		URL      *record.Opt[string]
	}
	url, null, no := record.Some("www.zylker.com"), record.Null[string](), record.Some(false)
	tests := []struct {
		name string
		in   row
		want string
	}{
		{"absent", row{Name: "x"}, `"Name":"x","URL":null`},
		{"null", row{
			"x", record.Null[string](), record.Null[bool](), record.Null[int](), record.Null[int64](), record.Null[float64](),
			record.Null[time.Time](), record.Null[time.Time](), record.Null[[]string](), record.Null[id](), record.Null[*int](),
			record.Null[any](), record.Null[record.Opt[string]](), &null,
		}, `"Name":"x","Text":null,"Flag":null,"Number":null,"Long":null,"Currency":null,"Date":null,"DateTime":null,"List":null,` +
			`"Lookup":null,"Percent":null,"Double":null,"Email":null,"URL":null`},
		{"zero values", row{
			"x", record.Some(""), record.Some(false), record.Some(0), record.Some[int64](0), record.Some(0.0),
			record.Null[time.Time](), record.Null[time.Time](), record.Some([]string{}), record.Null[id](), record.Some(new(int)),
			record.Some[any](0), record.Some(record.Null[string]()), new(record.Opt[string]),
		}, `"Name":"x","Text":"","Flag":false,"Number":0,"Long":"0","Currency":0,"Date":null,"DateTime":null,"List":[],` +
			`"Lookup":null,"Percent":0,"Double":0,"Email":null`},
		{"values", row{
			"x", record.Some("a"), record.Some(true), record.Some(-1), record.Some[int64](123456789012345678), record.Some(250000.9),
			record.Some(moment), record.Some(moment), record.Some([]string{"a", "b"}), record.Some(id{"425248000000104001"}), record.Some[*int](nil),
			record.Some[any](json.Number("1.50")), record.Some(record.Some("a@zylker.com")), &url,
		}, `"Name":"x","Text":"a","Flag":true,"Number":-1,"Long":"123456789012345678","Currency":250000.9,"Date":"2017-08-16",` +
			`"DateTime":"2017-08-16T14:32:23+05:30","List":["a","b"],"Lookup":{"id":"425248000000104001"},"Percent":null,"Double":1.50,` +
			`"Email":"a@zylker.com","URL":"www.zylker.com"`},
	}
	m := structModule(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := `{"data":[{` + test.want + `}]}`
			for name, x := range map[string]any{"value": test.in, "pointer": &test.in} {
				r, err := record.FromStruct(x)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, requests.Build(t, payload.NewInsert(m).Add(r))); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
	r := record.New().Text("Name", "x").
		Set("Text", record.Some("a")).Set("Flag", &no).
		Set("Number", record.Null[int]()).Set("Long", record.Opt[int64]{}).
		Set("List", []record.Opt[string]{record.Some("a")}).
		Set("Lookup", map[string]record.Opt[string]{"id": record.Some("425248000000104001"), "name": {}})
	want := `{"data":[{"Name":"x","Text":"a","Flag":false,"Number":null,"List":["a"],"Lookup":{"id":"425248000000104001"}}]}`
	if diff := cmp.Diff(want, requests.Build(t, payload.NewInsert(m).Add(r))); diff != "" {
		t.Errorf("Set (-want +got):\n%s", diff)
	}
}

// TestSetOpt sets a value, null, or nothing, and returns the record.
func TestSetOpt(t *testing.T) {
	set := func(r *record.Record, v int) *record.Record { return r.Int("A", int64(v)) }
	for _, tt := range []struct {
		opt  record.Opt[int]
		set  func(*record.Record, int) *record.Record
		want string
	}{
		{record.Some(1), set, `{"B":2,"A":1}`},
		{record.Null[int](), set, `{"B":2,"A":null}`},
		{record.Opt[int]{}, set, `{"B":2}`},
		{record.Some(1), nil, `{"B":2}`},
	} {
		rec := record.New().Int("B", 2)
		if got := record.SetOpt(rec, "A", tt.opt, tt.set); got != rec {
			t.Errorf("%v: it returns another record", tt.opt)
		}
		if got, err := rec.MarshalJSON(); string(got) != tt.want || err != nil {
			t.Errorf("%v: got %s, %v, want %s", tt.opt, got, err, tt.want)
		}
		if record.SetOpt(nil, "A", tt.opt, tt.set) == nil {
			t.Errorf("%v: it returns nil for nil", tt.opt)
		}
	}
}

// TestOptJSON reads and writes an Opt with encoding/json: what is not there
// stays absent, and null is null.
func TestOptJSON(t *testing.T) {
	type row struct {
		A record.Opt[int]      `json:"a,omitzero"`
		B record.Opt[string]   `json:"b,omitzero"`
		C record.Opt[[]string] `json:"c,omitzero"`
	}
	for _, in := range []string{
		`{}`, `{"a":null,"b":null,"c":null}`, `{"a":0,"b":"","c":[]}`, `{"b":null,"c":["x","y"]}`, `{"a":7}`,
	} {
		var r row
		if err := json.Unmarshal([]byte(in), &r); err != nil {
			t.Errorf("%s: %v", in, err)
		}
		b, err := json.Marshal(r)
		if string(b) != in || err != nil {
			t.Errorf("json.Marshal = %s, %v, want %s", b, err, in)
		}
	}
	before := record.Some(7)
	if err := json.Unmarshal([]byte(`"x"`), &before); err == nil {
		t.Error("a text is no number, and no error")
	}
	if v, ok := before.Get(); v != 7 || !ok {
		t.Errorf("after an error: %v, %v", v, ok)
	}
	if err := json.Unmarshal([]byte(`null`), &before); err != nil || !before.IsNull() {
		t.Errorf("null over a value: %v, %v", before, err)
	}
}

// structModule is a custom module with a field of most types.
func structModule(t testing.TB) *modules.Module {
	t.Helper()
	var options []modules.Option
	for name, kind := range map[string]fieldtype.Kind{
		"Text": fieldtype.SingleLine, "Flag": fieldtype.Checkbox, "Number": fieldtype.Number, "Long": fieldtype.LongInteger,
		"Currency": fieldtype.Currency, "Double": fieldtype.DecimalNumber, "Percent": fieldtype.Percent, "Date": fieldtype.Date,
		"DateTime": fieldtype.DateTime, "List": fieldtype.MultiSelect, "Lookup": fieldtype.Lookup, "User": fieldtype.User,
		"Email": fieldtype.Email, "URL": fieldtype.URL, "Rows": fieldtype.Subform,
	} {
		options = append(options, modules.WithField(fieldtype.Field{APIName: name, Spec: fieldtype.Spec{Kind: kind}}))
	}
	m, err := modules.Custom("Vehicles").With(options...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
