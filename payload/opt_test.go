package payload_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

func TestOpt(t *testing.T) {
	var zero payload.Opt[int]
	tests := []struct {
		name         string
		opt          payload.Opt[int]
		value        int
		ok           bool
		absent, null bool
		json         string
	}{
		{"absent", zero, 0, false, true, false, "null"},
		{"null", payload.Null[int](), 0, false, false, true, "null"},
		{"0", payload.Some(0), 0, true, false, false, "0"},
		{"7", payload.Some(7), 7, true, false, false, "7"},
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
	type record struct {
		Name     string
		Text     payload.Opt[string]
		Flag     payload.Opt[bool]
		Number   payload.Opt[int]
		Long     payload.Opt[int64]
		Currency payload.Opt[float64]
		Date     payload.Opt[time.Time]
		DateTime payload.Opt[time.Time]
		List     payload.Opt[[]string]
		Lookup   payload.Opt[id]
		Percent  payload.Opt[*int]
		Double   payload.Opt[any]
		Email    payload.Opt[payload.Opt[string]]
		URL      *payload.Opt[string]
	}
	url, null, no := payload.Some("www.zylker.com"), payload.Null[string](), payload.Some(false)
	tests := []struct {
		name string
		in   record
		want string
	}{
		{"absent", record{Name: "x"}, `"Name":"x","URL":null`},
		{"null", record{
			"x", payload.Null[string](), payload.Null[bool](), payload.Null[int](), payload.Null[int64](), payload.Null[float64](),
			payload.Null[time.Time](), payload.Null[time.Time](), payload.Null[[]string](), payload.Null[id](), payload.Null[*int](),
			payload.Null[any](), payload.Null[payload.Opt[string]](), &null,
		}, `"Name":"x","Text":null,"Flag":null,"Number":null,"Long":null,"Currency":null,"Date":null,"DateTime":null,"List":null,` +
			`"Lookup":null,"Percent":null,"Double":null,"Email":null,"URL":null`},
		{"zero values", record{
			"x", payload.Some(""), payload.Some(false), payload.Some(0), payload.Some[int64](0), payload.Some(0.0),
			payload.Null[time.Time](), payload.Null[time.Time](), payload.Some([]string{}), payload.Null[id](), payload.Some(new(int)),
			payload.Some[any](0), payload.Some(payload.Null[string]()), new(payload.Opt[string]),
		}, `"Name":"x","Text":"","Flag":false,"Number":0,"Long":"0","Currency":0,"Date":null,"DateTime":null,"List":[],` +
			`"Lookup":null,"Percent":0,"Double":0,"Email":null`},
		{"values", record{
			"x", payload.Some("a"), payload.Some(true), payload.Some(-1), payload.Some[int64](123456789012345678), payload.Some(250000.9),
			payload.Some(moment), payload.Some(moment), payload.Some([]string{"a", "b"}), payload.Some(id{"425248000000104001"}), payload.Some[*int](nil),
			payload.Some[any](json.Number("1.50")), payload.Some(payload.Some("a@zylker.com")), &url,
		}, `"Name":"x","Text":"a","Flag":true,"Number":-1,"Long":"123456789012345678","Currency":250000.9,"Date":"2017-08-16",` +
			`"DateTime":"2017-08-16T14:32:23+05:30","List":["a","b"],"Lookup":{"id":"425248000000104001"},"Percent":null,"Double":1.50,` +
			`"Email":"a@zylker.com","URL":"www.zylker.com"`},
	}
	m := structModule(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := `{"data":[{` + test.want + `}]}`
			for name, x := range map[string]any{"value": test.in, "pointer": &test.in} {
				r, err := payload.FromStruct(x)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, build(t, payload.NewInsert(m).Add(r))); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
	r := payload.NewRecord().Text("Name", "x").
		Set("Text", payload.Some("a")).Set("Flag", &no).
		Set("Number", payload.Null[int]()).Set("Long", payload.Opt[int64]{}).
		Set("List", []payload.Opt[string]{payload.Some("a")}).
		Set("Lookup", map[string]payload.Opt[string]{"id": payload.Some("425248000000104001"), "name": {}})
	want := `{"data":[{"Name":"x","Text":"a","Flag":false,"Number":null,"List":["a"],"Lookup":{"id":"425248000000104001"}}]}`
	if diff := cmp.Diff(want, build(t, payload.NewInsert(m).Add(r))); diff != "" {
		t.Errorf("Set (-want +got):\n%s", diff)
	}
}

// TestOptJSON reads and writes an Opt with encoding/json: what is not there
// stays absent, and null is null.
func TestOptJSON(t *testing.T) {
	type record struct {
		A payload.Opt[int]      `json:"a,omitzero"`
		B payload.Opt[string]   `json:"b,omitzero"`
		C payload.Opt[[]string] `json:"c,omitzero"`
	}
	for _, in := range []string{
		`{}`, `{"a":null,"b":null,"c":null}`, `{"a":0,"b":"","c":[]}`, `{"b":null,"c":["x","y"]}`, `{"a":7}`,
	} {
		var r record
		if err := json.Unmarshal([]byte(in), &r); err != nil {
			t.Errorf("%s: %v", in, err)
		}
		b, err := json.Marshal(r)
		if string(b) != in || err != nil {
			t.Errorf("json.Marshal = %s, %v, want %s", b, err, in)
		}
	}
	before := payload.Some(7)
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
		"Currency": fieldtype.Currency, "Double": fieldtype.Double, "Percent": fieldtype.Percent, "Date": fieldtype.Date,
		"DateTime": fieldtype.DateTime, "List": fieldtype.MultiSelect, "Lookup": fieldtype.Lookup, "User": fieldtype.User,
		"Email": fieldtype.Email, "URL": fieldtype.URL, "Rows": fieldtype.Subform,
	} {
		options = append(options, modules.WithField(modules.Field{APIName: name, Spec: fieldtype.Spec{Kind: kind}}))
	}
	m, err := modules.Custom("Vehicles").With(options...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
