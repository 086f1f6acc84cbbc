package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A structAmount is a decimal type as there are many: its methods are on the
// value, and its JSON is in quotes.
type structAmount struct{ cents int64 }

func (a structAmount) MarshalText() ([]byte, error) {
	return fmt.Appendf(nil, "%d.%02d", a.cents/100, a.cents%100), nil
}

func (a structAmount) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `"%d.%02d"`, a.cents/100, a.cents%100), nil
}

type structID struct {
	ID string `zoho:"id"`
}

// TestFromStruct writes each Go type to fields of the types it is for.
func TestFromStruct(t *testing.T) {
	moment := time.Date(2017, 8, 16, 14, 32, 23, 987654321, time.FixedZone("", 5*3600+1800))
	no := false
	type name struct {
		Name string
	}
	type row struct {
		Product structID     `zoho:"Product_Name"`
		Count   int          `zoho:"Quantity"`
		Price   structAmount `zoho:"List_Price"`
		Note    string       `zoho:"Description,omitempty"`
	}
	tests := []struct {
		name string
		in   any
		want string
	}{
		{"names", struct {
			A string `zoho:"Name"`
			B string `json:"Text"`
			C string `zoho:"-"`
		}{"x", "Mike O'Leary \"<é>\"\n", "secret"}, `"Name":"x","Text":"Mike O'Leary \"<é>\"\n"`},
		{"false and 0 are sent", struct {
			name
			Flag     bool
			Number   int
			Currency float64
		}{name: name{"x"}}, `"Name":"x","Flag":false,"Number":0,"Currency":0`},
		{"false and 0 are not sent by choice", struct {
			name
			Flag     bool    `zoho:",omitempty"`
			Number   int     `zoho:",omitzero"`
			Currency float64 `json:",omitempty"`
		}{name: name{"x"}}, `"Name":"x"`},
		{"pointers", struct {
			name
			Flag   *bool
			Number *int
			Text   *string `zoho:",omitempty"`
		}{name: name{"x"}, Flag: &no}, `"Name":"x","Flag":false,"Number":null`},
		{"a time by field type", struct {
			name
			Date, DateTime time.Time
		}{name{"x"}, moment, moment}, `"Name":"x","Date":"2017-08-16","DateTime":"2017-08-16T14:32:23+05:30"`},
		{"a time by field type, by pointer", struct {
			name
			Date, DateTime *time.Time
		}{name{"x"}, &moment, nil}, `"Name":"x","Date":"2017-08-16","DateTime":null`},
		{"no time", struct {
			name
			Date     time.Time `zoho:",omitzero"`
			DateTime time.Time
		}{name: name{"x"}}, `"Name":"x","DateTime":"0001-01-01T00:00:00+00:00"`},
		{"decimals", struct {
			name
			Currency structAmount
			Double   *structAmount
			Percent  any
			Text     structAmount
		}{name{"x"}, structAmount{25000090}, &structAmount{5}, structAmount{-700}, structAmount{100}},
			`"Name":"x","Currency":250000.90,"Double":0.05,"Percent":-7.00,"Text":"1.00"`},
		{"exact numbers", struct {
			name
			Currency json.Number
			Double   fieldtype.Value
			Percent  *big.Int
		}{name{"x"}, "1234567890123456.120000000", fieldtype.ParseNumber("1.50"), big.NewInt(7)},
			`"Name":"x","Currency":1234567890123456.120000000,"Double":1.50,"Percent":7`},
		{"a Long Integer", struct {
			name
			Long int64
		}{name{"x"}, 123456789012345678}, `"Name":"x","Long":"123456789012345678"`},
		{"lists", struct {
			name
			List []string
			Tags []fmt.Stringer `zoho:"Other"`
		}{name{"x"}, []string{"Analytics", "Big data"}, nil}, `"Name":"x","List":["Analytics","Big data"],"Other":null`},
		{"lookups", struct {
			name
			Lookup structID
			User   *struct {
				ID   string `json:"id"`
				Name string `json:"name,omitempty"`
			}
			Other *structID `zoho:"Other,omitempty"`
		}{name{"x"}, structID{"425248000000104001"}, &struct {
			ID   string `json:"id"`
			Name string `json:"name,omitempty"`
		}{"425248000000104002", "Patricia Boyle"}, nil},
			`"Name":"x","Lookup":{"id":"425248000000104001"},"User":{"id":"425248000000104002","name":"Patricia Boyle"}`},
		{"rows", struct {
			name
			Rows []row
		}{name{"x"}, []row{{structID{"425248000000104001"}, 2, structAmount{1050}, ""}, {structID{"425248000000104003"}, 0, structAmount{}, "free"}}},
			`"Name":"x","Rows":[{"Product_Name":{"id":"425248000000104001"},"Quantity":2,"List_Price":"10.50"},` +
				`{"Product_Name":{"id":"425248000000104003"},"Quantity":0,"List_Price":"0.00","Description":"free"}]`},
		{"maps and any", struct {
			name
			Lookup map[string]string
			User   any
			Rows   []map[string]any
		}{name{"x"}, map[string]string{"id": "425248000000104001"}, structID{"425248000000104002"}, []map[string]any{{"B": 1, "A": structID{"7"}}}},
			`"Name":"x","Lookup":{"id":"425248000000104001"},"User":{"id":"425248000000104002"},"Rows":[{"A":{"id":"7"},"B":1}]`},
		{"keys of the page", struct {
			name
			Layout   structID
			Approved bool `zoho:"$approved"`
		}{name{"x"}, structID{"554023000002734009"}, false}, `"Name":"x","Layout":{"id":"554023000002734009"},"$approved":false`},
	}
	m := structModule(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := `{"data":[{` + test.want + `}]}`
			r, err := record.FromStruct(test.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, requests.Build(t, payload.NewInsert(m).Add(r))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			pointer := reflect.New(reflect.TypeOf(test.in))
			pointer.Elem().Set(reflect.ValueOf(test.in))
			r = record.New().SetStruct(pointer.Interface())
			if diff := cmp.Diff(want, requests.Build(t, payload.NewInsert(m).Add(r))); diff != "" {
				t.Errorf("SetStruct by pointer (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFromStructRefuses(t *testing.T) {
	for _, in := range []any{
		nil, 1, "x", map[string]any{"Name": "x"}, []structID{{"1"}}, (*structID)(nil), struct{ a int }{1}, time.Now(), record.FromValue(fieldtype.Int(1)),
	} {
		r, err := record.FromStruct(in)
		var e *zohocrm.Error
		if r != nil || !errors.As(err, &e) || e.Code != zohocrm.CodeInvalidData || e.Reason != zohocrm.ReasonGoType {
			t.Errorf("FromStruct(%T) = %v, %v", in, r, err)
		}
		errs := requests.Refused(t, requests.Leads(requests.Lead().SetStruct(in)))
		if got := testkit.Lines(errs); len(got) != 1 || got[0] != "error INVALID_DATA go_type data $.data[0]" {
			t.Errorf("SetStruct(%T): %v", in, got)
		}
	}
	// Empty again, the record is as good as new.
	r := record.New().SetStruct(1).Reset().SetStruct(struct {
		A string `zoho:"Last_Name"`
	}{"Daly"})
	if got := requests.Build(t, requests.Leads(r)); got != `{"data":[{"Last_Name":"Daly"}]}` {
		t.Error(got)
	}
}

// What is wrong with a value is found when the record is checked, and has its
// path.
func TestFromStructProblems(t *testing.T) {
	type node struct {
		Next *node
	}
	ring := &node{}
	ring.Next = ring
	r, err := record.FromStruct(&struct {
		Last    string     `zoho:"Last_Name"`
		Email   string     `zoho:"Email"`
		Events  chan int   `zoho:"Events_Of"`
		Call    func()     `zoho:"Callback_Of"`
		Complex complex128 `zoho:"Complex_Of"`
		Ring    *node      `zoho:"Ring_Of"`
		Rows    []any      `zoho:"Rows_Of"`
		Revenue float64    `zoho:"Annual_Revenue"`
		Size    string     `zoho:"No_of_Employees"`
	}{"", "p.boyle@zylker", nil, nil, 1, ring, []any{structID{"1"}, struct{ C chan int }{}}, 1, "forty"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name",
		"error INVALID_DATA pattern Email $.data[0].Email",
		"error INVALID_DATA go_type Events_Of $.data[0].Events_Of",
		"error INVALID_DATA go_type Callback_Of $.data[0].Callback_Of",
		"error INVALID_DATA go_type Complex_Of $.data[0].Complex_Of",
		"error INVALID_DATA depth Ring_Of $.data[0].Ring_Of",
		"error INVALID_DATA go_type C $.data[0].Rows_Of[1].C",
		"error INVALID_DATA type No_of_Employees $.data[0].No_of_Employees",
	}
	if diff := cmp.Diff(want, testkit.Lines(requests.Refused(t, requests.Leads(r)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// SetStruct replaces what is there, in its place, and adds the rest.
func TestSetStruct(t *testing.T) {
	type contact struct {
		Phone string `zoho:"Phone,omitempty"`
		Email string `zoho:"Email"`
		Last  string `zoho:"Last_Name"`
	}
	r := requests.Lead().Text("Phone", "9900000000").Text("City", "Chennai")
	r.SetStruct(contact{Email: "p.boyle@zylker.com", Last: "Boyle"}).Bool("Email_Opt_Out", false)
	want := `{"data":[{"Last_Name":"Boyle","Phone":"9900000000","City":"Chennai","Email":"p.boyle@zylker.com","Email_Opt_Out":false}]}`
	if diff := cmp.Diff(want, requests.Build(t, requests.Leads(r))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, c := range []contact{{"1", "a@b.co", "A"}, {"", "b@b.co", "B"}, {"3", "c@b.co", "C"}} {
		got := requests.Build(t, requests.Leads(r.Reset().SetStruct(&c)))
		phone := ""
		if c.Phone != "" {
			phone = `"Phone":"` + c.Phone + `",`
		}
		if want := `{"data":[{` + phone + `"Email":"` + c.Email + `","Last_Name":"` + c.Last + `"}]}`; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// The structRich types hold what encoding/json and this library write alike:
// no times, bytes, or maps with numbers as keys.
type (
	structRich struct {
		Name string `json:"Name"`
		structBase
		*StructExtra
		Deep  structShadow
		Bool  bool
		Int   int   `json:"int_value"`
		Int8  int8  `json:",omitempty"`
		Int16 int16 `json:"i16,omitzero"`
		//lint:ignore SA5008 which is what encoding/json makes of it
		Int64   int64                 `json:"-,omitempty"`
		Uint    uint                  `json:"$uint"`
		Uint64  uint64                `json:"u 64"`
		Float32 float32               `json:",omitempty"`
		Float64 float64               `json:",omitzero"`
		Named   structKind            `json:"kind"`
		Skipped string                `json:"-"`
		hidden  string                // has to stay out
		Ptr     *int                  `json:"ptr"`
		PtrOmit *string               `json:"ptr_omit,omitempty"`
		PtrPtr  **bool                `json:"ptr_ptr"`
		Nested  structBase            `json:"nested,omitzero"`
		NestPtr *structRow            `json:"nest_ptr,omitempty"`
		Rows    []structRow           `json:"rows"`
		RowPtrs []*structRow          `json:"row_ptrs,omitempty"`
		Texts   []string              `json:"texts"`
		Kinds   []structKind          `json:"kinds,omitempty"`
		Array   [2]float64            `json:"array"`
		Map     map[string]int        `json:"map"`
		Rowsm   map[string]*structRow `json:"rowsm,omitempty"`
		Any     any                   `json:"any"`
		AnyOmit any                   `json:"any_omit,omitempty"`
		Number  json.Number           `json:"number"`
		Raw     json.RawMessage       `json:"raw"`
		Big     *big.Int              `json:"big,omitempty"`
		Addr    netip.Addr            `json:"addr,omitzero"`
		Amount  *structAmount         `json:"amount"`
		Opt     record.Opt[string]    `json:"opt,omitzero"`
		OptInt  record.Opt[int]       `json:"opt_int,omitzero"`
		OptRow  record.Opt[structRow] `json:"opt_row,omitzero"`
		Value   structRow             `json:",omitempty"`
	}
	structBase struct {
		Base   string `json:"base"`
		Shadow int    // hidden by nothing
		Both   int
	}
	StructExtra struct {
		Extra string `json:"extra,omitempty"`
		Both  int
		Int   int `json:"int_value"` // hidden by the field of structRich
	}
	structShadow struct {
		structBase
		Base float64 `json:"base"`
	}
	structRow struct {
		ID   string      `json:"id"`
		Next *structRow  `json:"next,omitempty"`
		Rest []structRow `json:"rest,omitempty"`
	}
	structKind string
)

// fill sets v to a random value.
func fill(r *rand.Rand, v reflect.Value, depth int) {
	texts := []string{"", "a", "Mike O'Leary", "\"<é>&\\\n\t\x00\u2028", "日本語", "0012345600012", "x y"}
	text := func() string { return texts[r.IntN(len(texts))] }
	row := func() (x structRow) {
		fill(r, reflect.ValueOf(&x).Elem(), depth-1)
		return x
	}
	switch p := v.Addr().Interface().(type) {
	case *json.Number:
		*p = json.Number([]string{"0", "-1.50", "1e3", "250000.90", "12345678901234567890"}[r.IntN(5)])
		return
	case *json.RawMessage:
		*p = json.RawMessage([]string{"null", `{"b":[1,true,null],"a":"x"}`, `[]`, `"x"`, `1.5e2`}[r.IntN(5)])
		return
	case *big.Int:
		p.SetInt64(r.Int64())
		p.Mul(p, p)
		return
	case *netip.Addr:
		*p = []netip.Addr{{}, netip.AddrFrom4([4]byte{10, 0, 0, 1})}[r.IntN(2)]
		return
	case *structAmount:
		p.cents = r.Int64N(1000000)
		return
	case *record.Opt[string]:
		*p = []record.Opt[string]{{}, record.Null[string](), record.Some(text())}[r.IntN(3)]
		return
	case *record.Opt[int]:
		*p = []record.Opt[int]{{}, record.Null[int](), record.Some(r.IntN(3))}[r.IntN(3)]
		return
	case *record.Opt[structRow]:
		*p = []record.Opt[structRow]{{}, record.Null[structRow](), record.Some(row())}[r.IntN(3)]
		return
	case *any:
		*p = []any{nil, true, 7, -1.5, text(), []any{1, nil, text()}, map[string]any{"b": 1, "a": text()}, row(), []string{text()}}[r.IntN(9)]
		return
	}
	few := r.IntN(4) - 1 // -1 for nil
	if depth < 0 {
		few = -1
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text())
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int64:
		v.SetInt([]int64{0, 1, -1, r.Int64()}[r.IntN(4)])
	case reflect.Uint, reflect.Uint64:
		v.SetUint([]uint64{0, 1, r.Uint64()}[r.IntN(3)])
	case reflect.Float32, reflect.Float64:
		v.SetFloat([]float64{0, 0.1, -250000.9, 1e21, 1e-7, r.NormFloat64()}[r.IntN(6)])
	case reflect.Pointer:
		if few > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(r, v.Elem(), depth-1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() || v.Type().Field(i).Anonymous && v.Field(i).Kind() == reflect.Struct {
				fillField(r, v.Field(i), depth)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(r, v.Index(i), depth-1)
		}
	case reflect.Slice:
		if few >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), few, few))
		}
		for i := range v.Len() {
			fill(r, v.Index(i), depth-1)
		}
	case reflect.Map:
		if few >= 0 {
			v.Set(reflect.MakeMap(v.Type()))
		}
		for range few {
			x := reflect.New(v.Type().Elem()).Elem()
			fill(r, x, depth-1)
			v.SetMapIndex(reflect.ValueOf(text()), x)
		}
	}
}

// fillField fills a field, or the fields of an embedded struct that has no
// exported name.
func fillField(r *rand.Rand, v reflect.Value, depth int) {
	if v.CanSet() {
		fill(r, v, depth)
		return
	}
	for i := range v.NumField() {
		fill(r, v.Field(i), depth)
	}
}

// jsonTokens returns the parts of a JSON text in order, numbers in one form.
func jsonTokens(t testing.TB, text string) (tokens []string) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	for {
		token, err := d.Token()
		if err == io.EOF {
			return tokens
		}
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		s := fmt.Sprintf("%T %v", token, token)
		if n, ok := token.(json.Number); ok {
			x, ok := new(big.Rat).SetString(n.String())
			if !ok {
				t.Fatalf("number %s", n)
			}
			s = x.RatString()
		}
		tokens = append(tokens, s)
	}
}

// TestFromStructLaws holds FromStruct against encoding/json.
func TestFromStructLaws(t *testing.T) {
	properties := testkit.Laws(t, 500)
	m := modules.Custom("Vehicles")
	random := func(seed uint64) *structRich {
		x := &structRich{}
		fill(rand.New(rand.NewPCG(seed, 0)), reflect.ValueOf(x).Elem(), 4)
		x.Name, x.hidden = "x", "y" // Name is mandatory
		return x
	}
	body := func(r *record.Record) string {
		body, errs := m.Append(nil, nil, r)
		if err := errs.Err(); err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	seen := map[string]bool{}
	properties.Property("the body says what encoding/json writes, in the same order", prop.ForAll(func(seed uint64) (string, error) {
		x := random(seed)
		want, err := json.Marshal(x)
		if err != nil {
			return "", err
		}
		r, err := record.FromStruct(x)
		if err != nil {
			return "", err
		}
		for name, v := range r.Fields() {
			seen[name+" "+v.JSONType()] = true
		}
		return cmp.Diff(jsonTokens(t, string(want)), jsonTokens(t, body(r))), nil
	}, gen.UInt64()))
	properties.Property("by value, by pointer, and over another one: the same record", prop.ForAll(func(seed uint64) (string, error) {
		x := random(seed)
		r, err := record.FromStruct(*x)
		if err != nil {
			return "", err
		}
		again := record.New().SetStruct(random(seed + 1)).Reset().SetStruct(x)
		return cmp.Diff(body(r), body(again)), nil
	}, gen.UInt64()))
	properties.TestingRun(t)

	// Lest the law be about nothing.
	for _, name := range []string{"extra string", "Shadow number", "base string", "ptr null", "ptr number", "rows array", "any object", "opt null", "opt string", "opt_row object"} {
		if !seen[name] {
			t.Errorf("no record had %s", name)
		}
	}
}

// A structLead has the fields that an import has, for benchmarks.
type structLead struct {
	Last        string    `json:"Last_Name"`
	First       string    `json:"First_Name"`
	Company     string    `json:"Company"`
	Email       string    `json:"Email"`
	Phone       string    `json:"Phone"`
	Mobile      string    `json:"Mobile,omitempty"`
	Website     string    `json:"Website"`
	Status      string    `json:"Lead_Status"`
	Source      string    `json:"Lead_Source"`
	Industry    string    `json:"Industry"`
	Street      string    `json:"Street"`
	City        string    `json:"City"`
	State       string    `json:"State"`
	Zip         string    `json:"Zip_Code"`
	Country     string    `json:"Country"`
	Description string    `json:"Description"`
	Employees   int       `json:"No_of_Employees"`
	Revenue     float64   `json:"Annual_Revenue"`
	OptOut      bool      `json:"Email_Opt_Out"`
	Visited     time.Time `json:"First_Visited_Time"`
	Score       *int64    `json:"Visitor_Score,omitempty"`
}

func newStructLead() *structLead {
	score := int64(12)
	return &structLead{
		"Boyle", "Patricia", "Zylker & Sons", "p.boyle@zylker.com", "+91 98765 43210", "", "https://www.zylker.com/about",
		"Contacted", "Advertisement", "ASP (Application Service Provider)", "4, B Block, Elm Street", "Chennai", "Tamil Nadu", "600001", "India",
		"Met at the fair; wants a call back next week.\nSpeaks English and Tamil.", 40, 250000.9, false,
		time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 5*3600+1800)), &score,
	}
}

// A record that is filled again costs the memory of its times alone.
func TestSetStructAllocations(t *testing.T) {
	x, r := newStructLead(), record.New()
	if got := requests.Build(t, requests.Leads(r.SetStruct(x))); strings.Count(got, ":") < 20 {
		t.Fatal(got)
	}
	testkit.Allocs(t, "a struct with one time", 1, func() { r.Reset().SetStruct(x) })
}

// BenchmarkStruct is to be read beside encoding/json of the same struct.
func BenchmarkStruct(b *testing.B) {
	x := newStructLead()
	m := modules.Leads()
	b.Run("encoding/json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(x); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("FromStruct", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := record.FromStruct(x); err != nil {
				b.Fatal(err)
			}
		}
	})
	r := record.New()
	b.Run("SetStruct", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.Reset().SetStruct(x)
		}
	})
	b.Run("SetStruct and Append", func(b *testing.B) {
		b.ReportAllocs()
		var body []byte
		for b.Loop() {
			var errs zohocrm.Errors
			if body, errs = m.Append(body[:0], nil, r.Reset().SetStruct(x)); len(errs) > 0 {
				b.Fatal(errs)
			}
		}
	})
	for _, n := range []int{1, payload.MaxRecords} {
		b.Run("body of "+strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				in := payload.NewInsert(m)
				for range n {
					r, err := record.FromStruct(x)
					if err != nil {
						b.Fatal(err)
					}
					in.Add(r)
				}
				if _, err := in.Build(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
