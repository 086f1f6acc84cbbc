package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// TestNotAnObject: what is no object has that one problem, whatever the module,
// and no missing fields beside it.
func TestNotAnObject(t *testing.T) {
	var values []fieldtype.Value
	for _, x := range []any{"x", 1, 1.5, true, nil, []string{"Last_Name"}, []any{}, time.Now(), json.RawMessage(`[{"Last_Name":"Daly"}]`)} {
		values = append(values, fieldtype.ValueOf(x))
	}
	values = append(values, fieldtype.Value{}, fieldtype.Cell("x"))
	for _, m := range []*modules.Module{modules.Leads(), modules.Quotes(), modules.Custom("Vehicles")} {
		for _, v := range values {
			rec := record.FromValue(v)
			err := m.Check(rec)
			answer, _ := json.Marshal(err)
			const want = `{"code":"INVALID_DATA","details":{"expected_data_type":"jsonobject"},"message":"invalid data","status":"error"}`
			if string(answer) != want {
				t.Errorf("%s: a record of %q gives %s, want %s", m.APIName(), v.JSONType(), answer, want)
			}
			var problems zohocrm.Errors
			if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Reason != zohocrm.ReasonType || len(problems[0].Path) > 0 {
				t.Errorf("%s: a record of %q gives %v", m.APIName(), v.JSONType(), err)
			}
			if rec.Err() == nil || rec.Ended() != nil || rec.Len() != 0 {
				t.Errorf("%s: Err %v, Ended %v, %d fields", m.APIName(), rec.Err(), rec.Ended(), rec.Len())
			}
			// Setting fields does not remove the problem, and the layout of a request
			// adds none.
			in := payload.NewInsert(m).Add(rec.Text("Last_Name", "Daly")).Layout("1").ApplyFeatures(payload.LayoutRules)
			if got := testkit.Lines(requests.Refused(t, in)); len(got) != 1 || got[0] != "error INVALID_DATA type data $.data[0]" {
				t.Errorf("%s: a record of %q gives %v", m.APIName(), v.JSONType(), got)
			}
		}
	}
	// A value without a JSON form keeps its own problem.
	if err := modules.Leads().Check(record.FromValue(fieldtype.Float(math.NaN()))); !errors.Is(err, zohocrm.ReasonNotFinite) {
		t.Errorf("a record of NaN gives %v", err)
	}
}

// A contact says itself what its fields are; its Name has a zoho tag of its own.
type contact struct {
	Name string `zoho:"Tagged"`
}

func (c contact) Fields() iter.Seq2[string, fieldtype.Value] {
	return func(yield func(string, fieldtype.Value) bool) {
		_ = yield("Last_Name", fieldtype.Text(c.Name)) && yield("Company", fieldtype.Value{}) && yield("City", fieldtype.Null())
	}
}

// A vip embeds a contact and says something else.
type vip struct {
	contact
	Level int
}

func (v vip) Fields() iter.Seq2[string, fieldtype.Value] {
	return func(yield func(string, fieldtype.Value) bool) {
		for name, value := range v.contact.Fields() {
			if name == "City" {
				continue
			}
			if !yield(name, value) {
				return
			}
		}
		yield("Level", fieldtype.Int(int64(v.Level)))
	}
}

// TestFieldsMethodDecides: what the method of a type yields is what is written,
// whatever the fields, tags and embedded types of the type.
func TestFieldsMethodDecides(t *testing.T) {
	type plain struct{ vip }
	for _, tt := range []struct {
		fields iter.Seq2[string, fieldtype.Value]
		want   string
	}{
		{contact{"Daly"}.Fields(), `{"Last_Name":"Daly","City":null}`},
		{vip{contact{"Daly"}, 3}.Fields(), `{"Last_Name":"Daly","Level":3}`},
		{plain{vip{contact{"Daly"}, 3}}.Fields(), `{"Last_Name":"Daly","Level":3}`},
		{(&vip{contact{"Daly"}, 3}).Fields(), `{"Last_Name":"Daly","Level":3}`},
		{vip{contact{"Daly"}, 3}.contact.Fields(), `{"Last_Name":"Daly","City":null}`},
	} {
		rec := record.FromFields(tt.fields)
		if got := requests.Build(t, requests.Leads(rec)); got != requests.Body(tt.want) {
			t.Errorf("got %s, want %s", got, tt.want)
		}
		// The record does not ask the type again.
		if got := requests.Build(t, requests.Leads(rec.Text("City", "Austin"))); !strings.Contains(got, `"City":"Austin"`) {
			t.Errorf("with a city: %s", got)
		}
	}
}

// TestFromFieldsRefuses a name that occurs twice, and a sequence that has no end.
func TestFromFieldsRefuses(t *testing.T) {
	twice := func(yield func(string, fieldtype.Value) bool) {
		for _, name := range []string{"Last_Name", "City", "Last_Name", "Company"} {
			if !yield(name, fieldtype.Text("x")) {
				return
			}
		}
		t.Error("the sequence was read to its end")
	}
	rec := record.FromFields(twice)
	if diff := cmp.Diff([]string{"error INVALID_DATA duplicate_key Last_Name $.data[0].Last_Name"}, testkit.Lines(requests.Refused(t, requests.Leads(rec)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !errors.Is(rec.Err(), zohocrm.ReasonDuplicateKey) {
		t.Errorf("Err = %v", rec.Err())
	}

	asked := 0
	endless := func(yield func(string, fieldtype.Value) bool) {
		for asked = 1; yield(fmt.Sprint("Field_", asked), fieldtype.Value{}); asked++ {
		}
	}
	rec = record.FromFields(endless)
	if asked != fieldtype.MaxValues+1 || rec.Len() != fieldtype.MaxValues {
		t.Errorf("%d fields were asked for and %d kept", asked, rec.Len())
	}
	if diff := cmp.Diff([]string{"error INVALID_DATA size data $.data[0]"}, testkit.Lines(requests.Refused(t, requests.Leads(rec)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestNilRecord: the methods of a nil *Record do not panic. It is as an empty
// record, and its setters return a new one with what was set.
func TestNilRecord(t *testing.T) {
	var none *record.Record
	if none.Len() != 0 || none.Err() != nil || none.Ended() != nil {
		t.Errorf("%d fields, %v, %v", none.Len(), none.Err(), none.Ended())
	}
	for name := range none.Fields() {
		t.Errorf("it has a field %s", name)
	}
	if v, ok := none.Field("Last_Name"); ok || !v.IsAbsent() {
		t.Error("it has a name")
	}
	if text, err := json.Marshal(none); string(text) != "null" || err != nil {
		t.Errorf("MarshalJSON = %s, %v", text, err)
	}
	if v := none.LogValue(); v.Any() != nil {
		t.Errorf("LogValue = %v", v)
	}
	if got := fmt.Sprintf("%v %+v %s", none, none, none); got != "<nil> <nil> <nil>" {
		t.Errorf("it prints %s", got)
	}

	// Every setter, with arguments and without them, does what that of New does.
	methods := reflect.TypeFor[*record.Record]()
	setters := 0
	for i := range methods.NumMethod() {
		method := methods.Method(i)
		if method.Type.NumOut() != 1 || method.Type.Out(0) != methods {
			continue
		}
		setters++
		for _, full := range []bool{false, true} {
			call := func(r *record.Record) *record.Record {
				args := []reflect.Value{reflect.ValueOf(r)}
				for i := 1; i < method.Type.NumIn(); i++ {
					if method.Type.IsVariadic() && i == method.Type.NumIn()-1 {
						if full {
							args = append(args, reflect.Zero(method.Type.In(i).Elem()))
						}
						continue
					}
					args = append(args, argument(method.Type.In(i), full))
				}
				return method.Func.Call(args)[0].Interface().(*record.Record)
			}
			got, want := call(none), call(record.New())
			if got == nil {
				t.Errorf("%s returns nil", method.Name)
				continue
			}
			m := modules.Custom("Vehicles")
			if diff := cmp.Diff(testkit.Lines(requests.All(payload.NewInsert(m).Add(want))), testkit.Lines(requests.All(payload.NewInsert(m).Add(got)))); diff != "" {
				t.Errorf("%s (-of New +of nil):\n%s", method.Name, diff)
			}
			if diff := cmp.Diff(textOf(want), textOf(got)); diff != "" {
				t.Errorf("%s (-of New +of nil):\n%s", method.Name, diff)
			}
		}
	}
	if setters < 30 {
		t.Errorf("only %d setters", setters)
	}
	if got := requests.Build(t, requests.Leads(none.Text("Last_Name", "Daly").Int("Visits", 1))); got != requests.Body(`{"Last_Name":"Daly","Visits":1}`) {
		t.Error(got)
	}
	if got := requests.Build(t, payload.NewInsert(modules.Custom("Vehicles")).Add(record.New().Text("Name", "x").Subform("Rows", none, nil))); got != requests.Body(`{"Name":"x","Rows":[null,null]}`) {
		t.Error(got)
	}
}

// argument returns the zero value of a type, or another one.
func argument(t reflect.Type, full bool) reflect.Value {
	v := reflect.New(t).Elem()
	if !full {
		return v
	}
	switch t.Kind() {
	case reflect.String:
		v.SetString("12")
	case reflect.Int64:
		v.SetInt(-12)
	case reflect.Float64:
		v.SetFloat(-12.5)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Map:
		v.Set(reflect.ValueOf(map[string]any{"b": 1, "a": 2}))
	case reflect.Interface:
		v.Set(reflect.ValueOf(struct{ Last_Name string }{"x"}))
	}
	return v
}

// TestHugeArguments gives setters numbers, times and texts at the ends of their
// ranges. Nothing panics, and what has no form is a problem of its field.
func TestHugeArguments(t *testing.T) {
	long := strings.Repeat("9", 1<<20)
	many := make([]string, fieldtype.MaxValues+1)
	fields := []string{"Text", "List", "Flag", "Number", "Currency", "Long", "Date", "DateTime", "Lookup", "Own"}
	if testing.Short() {
		fields = []string{"Own"}
	}
	m := requests.Vehicles(t)
	for name, set := range map[string]func(r *record.Record, field string){
		"the least integer":    func(r *record.Record, field string) { r.Int(field, math.MinInt64) },
		"the largest integer":  func(r *record.Record, field string) { r.Int(field, math.MaxInt64) },
		"the largest unsigned": func(r *record.Record, field string) { r.Number(field, uint64(math.MaxUint64)) },
		"the largest float":    func(r *record.Record, field string) { r.Float(field, math.MaxFloat64) },
		"the least float":      func(r *record.Record, field string) { r.Float(field, -math.SmallestNonzeroFloat64) },
		"minus zero":           func(r *record.Record, field string) { r.Float(field, math.Copysign(0, -1)) },
		"NaN":                  func(r *record.Record, field string) { r.Decimal(field, math.NaN()) },
		"an infinity":          func(r *record.Record, field string) { r.Float(field, math.Inf(-1)) },
		"no number":            func(r *record.Record, field string) { r.Number(field, nil).Decimal(field, struct{}{}) },
		"a million digits":     func(r *record.Record, field string) { r.Decimal(field, long) },
		"a large exponent":     func(r *record.Record, field string) { r.Number(field, "1e999999999999999999999") },
		"a year of millions":   func(r *record.Record, field string) { r.Date(field, time.Unix(math.MaxInt64/2, 0)) },
		"a year before 0":      func(r *record.Record, field string) { r.DateTime(field, time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC)) },
		"a far time zone": func(r *record.Record, field string) {
			r.DateTime(field, time.Date(2000, 1, 1, 0, 0, 0, 0, time.FixedZone("", math.MaxInt32)))
		},
		"no time":     func(r *record.Record, field string) { r.Date(field, time.Time{}) },
		"a long text": func(r *record.Record, field string) { r.Text(field, long).Lookup("Lookup", long).User("User", long) },
		"a long list": func(r *record.Record, field string) { r.MultiSelect(field, many...) },
		"many tags":   func(r *record.Record, field string) { r.Tags(field, many...) },
		"many files":  func(r *record.Record, field string) { r.Files(field, many...).Lookups("Lookup", "x", many...) },
		"empty rows":  func(r *record.Record, field string) { r.Subform(field).Subform(field, make([]*record.Record, 1000)...) },
		"a long name": func(r *record.Record, field string) { r.Text(long, "x").Delete(long).Delete("none") },
		"empty builders": func(r *record.Record, field string) {
			r.Taxes(field, record.Tax{}).PriceRanges(field, record.PriceRange{})
		},
		"negative rules": func(r *record.Record, field string) {
			r.Recurrence(field, rrule.Daily().Every(math.MinInt).Times(math.MinInt)).Alarm(field, rrule.Email().DaysBefore(math.MinInt))
		},
		"negative reminders": func(r *record.Record, field string) {
			r.Reminders(field, rrule.Minutes(math.MinInt), rrule.Reminder{}, rrule.Weeks(math.MaxInt))
		},
		"nobody": func(r *record.Record, field string) { r.Participants(field, record.Participant{}) },
	} {
		for _, field := range fields {
			rec := record.New().Text("Name", "x")
			set(rec, field)
			in := payload.NewInsert(m).Add(rec)
			body, err := in.Build()
			if err == nil && !json.Valid(body) {
				t.Errorf("%s of %s: the body is no JSON", name, field)
			}
			if err != nil && len(err.Error()) > 1<<16 {
				t.Errorf("%s of %s: a report of %d bytes", name, field, len(err.Error()))
			}
			if _, err := rec.MarshalJSON(); err == nil && rec.Err() != nil {
				t.Errorf("%s of %s: JSON of a record with %v", name, field, rec.Err())
			}
		}
	}
}

// TestReadersOfNothing: no reader is a failed one, and no panic.
func TestReadersOfNothing(t *testing.T) {
	for name, stream := range map[string]iter.Seq[*record.Record]{
		"lines": record.ReadJSONLines(nil), "array": record.ReadJSONArray(nil), "table": record.ReadCSV(nil), "rows": record.FromRows(nil),
		"lines of a nil pointer": record.ReadJSONLines((*strings.Reader)(nil)), "array of a nil pointer": record.ReadJSONArray((*strings.Reader)(nil)),
		"table of a nil pointer": record.ReadCSV((*strings.Reader)(nil)),
	} {
		n := 0
		for _, err := range requests.Leads().Batches(stream) {
			if n++; !errors.Is(err, zohocrm.ReasonGoType) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d errors", name, n)
		}
	}
}
