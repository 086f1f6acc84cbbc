package record_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// Both interfaces of package sql are those of an Opt.
var (
	_ sql.Scanner   = (*record.Opt[string])(nil)
	_ driver.Valuer = record.Opt[string]{}
)

// A money is a decimal type of a database: it gives bytes.
type money struct{ text string }

func (m money) Value() (driver.Value, error) { return []byte(m.text), nil }

// TestDatabaseTypes writes the optional types of package sql, and Opt, to fields
// that the module knows and to one that it does not, from a map, a view of it, a
// struct, a view of it, and a setter.
func TestDatabaseTypes(t *testing.T) {
	moment := time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 5*3600+1800))
	text := record.Some("a")
	tests := []struct {
		field   string
		value   any
		known   string // in the field
		unknown string // in a field that the module does not know; "" for the same
	}{
		{"Text", sql.NullString{String: "a", Valid: true}, `"a"`, ``},
		{"Text", sql.NullString{}, `null`, ``},
		{"Text", &sql.NullString{String: "a", Valid: true}, `"a"`, ``},
		{"Text", (*sql.NullString)(nil), `null`, ``},
		{"Number", sql.NullInt64{Int64: -7, Valid: true}, `-7`, ``},
		{"Number", sql.NullInt64{}, `null`, ``},
		{"Number", sql.NullInt32{Int32: 7, Valid: true}, `7`, ``},
		{"Number", sql.NullInt16{Int16: 7, Valid: true}, `7`, ``},
		{"Number", sql.NullByte{Byte: 7, Valid: true}, `7`, ``},
		{"Long", sql.NullInt64{Int64: 123456789012345678, Valid: true}, `"123456789012345678"`, `123456789012345678`},
		{"Currency", sql.NullFloat64{Float64: 250000.9, Valid: true}, `250000.9`, ``},
		{"Flag", sql.NullBool{Bool: false, Valid: true}, `false`, ``},
		{"Flag", sql.NullBool{}, `null`, ``},
		{"Date", sql.NullTime{Time: moment, Valid: true}, `"2017-08-16"`, `"2017-08-16T14:32:23+05:30"`},
		{"DateTime", sql.NullTime{}, `null`, ``},
		{"Text", sql.Null[string]{V: "a", Valid: true}, `"a"`, ``},
		{"Number", sql.Null[int64]{V: 7, Valid: true}, `7`, ``},
		{"Number", sql.Null[int64]{}, `null`, ``},
		{"Currency", money{"250000.90"}, `250000.90`, `"250000.90"`},
		{"Long", money{"0012345600012"}, `"0012345600012"`, ``},
		{"List", []sql.NullString{{String: "a", Valid: true}, {String: "b", Valid: true}}, `["a","b"]`, ``},
		{"Lookup", map[string]any{"id": sql.NullString{String: "1", Valid: true}}, `{"id":"1"}`, ``},

		{"Text", record.Some("a"), `"a"`, ``},
		{"Text", &text, `"a"`, ``},
		{"Text", record.Null[string](), `null`, ``},
		{"Text", record.Opt[string]{}, ``, ``},
		{"Number", record.Some(int64(7)), `7`, ``},
		{"Flag", record.Some(false), `false`, ``},
		{"Date", record.Some(moment), `"2017-08-16"`, `"2017-08-16T14:32:23+05:30"`},
		{"Currency", record.Some(money{"250000.90"}), `250000.90`, `"250000.90"`},
		{"Text", record.Some(sql.NullString{}), `null`, ``},
		{"Text", record.Some(sql.NullString{String: "a", Valid: true}), `"a"`, ``},
		{"List", record.Some([]string{"a", "b"}), `["a","b"]`, ``},
	}
	m := requests.Vehicles(t)
	for _, tt := range tests {
		unknown := tt.unknown
		if unknown == "" {
			unknown = tt.known
		}
		for name, want := range map[string]string{tt.field: tt.known, "Own": unknown} {
			fields := map[string]any{name: tt.value, "Name": "x"}
			for way, rec := range ways(t, []field{{"Name", "x"}, {name, tt.value}}, fields) {
				body := requests.Body(`{"Name":"x","` + name + `":` + want + `}`)
				if want == "" {
					body = requests.Body(`{"Name":"x"}`)
				}
				in := payload.NewInsert(m).Add(rec)
				if got := requests.Build(t, in); got != body || len(requests.All(in)) > 0 {
					t.Errorf("%s of %T in %s: got %s, want %s; %v", way, tt.value, name, got, body, requests.All(in))
				}
			}
		}
	}
}

// A brokenType fails or panics in each of its methods, with the value in its words.
type brokenType struct{ panics bool }

const secret = "s3cr3t"

func (b brokenType) fail() error {
	if b.panics {
		panic(secret)
	}
	return errors.New("no " + secret)
}

func (b brokenType) MarshalJSON() ([]byte, error)  { return nil, b.fail() }
func (b brokenType) Value() (driver.Value, error)  { return nil, b.fail() }
func (b *brokenType) UnmarshalJSON(d []byte) error { b.panics = len(d) > 10; return b.fail() }
func (b *brokenType) Scan(x any) error             { b.panics = x == "panic"; return b.fail() }

// TestOptErrors: what is wrong with the value of an Opt, or with a method of its
// type, is an error that does not quote the value, and no panic.
func TestOptErrors(t *testing.T) {
	var number record.Opt[int]
	var moment record.Opt[time.Time]
	var broken record.Opt[brokenType]
	var none *record.Opt[string]
	var noneOfBroken *record.Opt[brokenType]
	value := func(_ any, err error) error { return err }
	tests := map[string]struct {
		err  error
		want string
	}{
		"a text for a number":       {json.Unmarshal([]byte(`"`+secret+`"`), &number), "Opt of int: the JSON has another type"},
		"a number that is too long": {json.Unmarshal([]byte(`77777777777777777777`), &number), "Opt of int: the JSON has another type"},
		"no JSON":                   {number.UnmarshalJSON([]byte(secret)), "Opt of int: the JSON has another type"},
		"no JSON at all":            {number.UnmarshalJSON(nil), "Opt of int: the JSON has another type"},
		"no time":                   {json.Unmarshal([]byte(`"`+secret+`"`), &moment), "Opt of time.Time: the JSON has another type"},
		"UnmarshalJSON fails":       {broken.UnmarshalJSON([]byte(`"x"`)), "Opt of record_test.brokenType: the JSON has another type"},
		"UnmarshalJSON panics":      {broken.UnmarshalJSON([]byte(`"xxxxxxxxxxxxx"`)), "Opt of record_test.brokenType: its UnmarshalJSON panicked"},
		"UnmarshalJSON of no Opt":   {none.UnmarshalJSON([]byte(`null`)), "Opt of string: its UnmarshalJSON panicked"},
		"a column of text":          {number.Scan(secret), "Opt of int: the column has another type"},
		"a column of bytes":         {number.Scan([]byte(secret)), "Opt of int: the column has another type"},
		"a column of a time":        {number.Scan(time.Now()), "Opt of int: the column has another type"},
		"a column that is too long": {new(record.Opt[int8]).Scan(777), "Opt of int8: the column has another type"},
		"Scan fails":                {broken.Scan(secret), "Opt of record_test.brokenType: the column has another type"},
		"Scan panics":               {broken.Scan("panic"), "Opt of record_test.brokenType: its Scan panicked"},
		"Scan of no Opt":            {none.Scan(secret), "Opt of string: its Scan panicked"},
		"Scan of no broken Opt":     {noneOfBroken.Scan(nil), "Opt of record_test.brokenType: its Scan panicked"},
		"a channel as JSON":         {value(record.Some(make(chan int)).MarshalJSON()), "Opt of chan int: it cannot be marshaled"},
		"MarshalJSON fails":         {value(record.Some(brokenType{}).MarshalJSON()), "Opt of record_test.brokenType: it cannot be marshaled"},
		"MarshalJSON panics":        {value(record.Some(brokenType{true}).MarshalJSON()), "Opt of record_test.brokenType: its MarshalJSON panicked"},
		"a channel to a database":   {value(record.Some(make(chan int)).Value()), "Opt of chan int: it is no value of a database"},
		"Value fails":               {value(record.Some(brokenType{}).Value()), "Opt of record_test.brokenType: it is no value of a database"},
		"Value panics":              {value(record.Some(brokenType{true}).Value()), "Opt of record_test.brokenType: its Value panicked"},
		"in a struct": {value(json.Marshal(struct{ A record.Opt[brokenType] }{record.Some(brokenType{true})})),
			"json: error calling MarshalJSON for type record.Opt[github.com/seed12a3e673/zohocrm/record_test.brokenType]: Opt of record_test.brokenType: its MarshalJSON panicked"},
	}
	for name, tt := range tests {
		if tt.err == nil || tt.err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", name, tt.err, tt.want)
			continue
		}
		for err := tt.err; err != nil; err = errors.Unwrap(err) {
			if s := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(s, secret) || strings.Contains(s, "777") {
				t.Errorf("%s: %s", name, s)
			}
		}
	}
	// Nothing was set by what failed.
	if !number.IsAbsent() || !moment.IsAbsent() || !broken.IsAbsent() {
		t.Errorf("%v, %v, %v", number, moment, broken)
	}
	// And a record says of such a value only that it has no JSON form.
	for way, rec := range ways(t, []field{{"Last_Name", record.Some(brokenType{true})}}, map[string]any{"Last_Name": record.Some(brokenType{})}) {
		errs := requests.All(requests.Leads(rec))
		if diff := cmp.Diff([]string{"error INVALID_DATA go_type Last_Name $.data[0].Last_Name"}, testkit.Lines(errs)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", way, diff)
		}
		if strings.Contains(errs.Error(), secret) {
			t.Errorf("%s: %v", way, errs)
		}
	}
}

// TestOptScan reads columns of each type that a driver gives, and writes them.
func TestOptScan(t *testing.T) {
	moment := time.Date(2017, 8, 16, 14, 32, 23, 0, time.UTC)
	check(t, "a", "a", "a")
	check(t, []byte("a"), "a", "a")
	check(t, int64(7), "7", "7")
	check(t, int64(7), 7, int64(7))
	check(t, []byte("7"), int64(7), int64(7))
	check(t, 1.5, 1.5, 1.5)
	check(t, true, true, true)
	check(t, int64(1), true, true)
	check(t, moment, moment, moment)
	check(t, []byte("a"), []byte("a"), []byte("a"))
	check(t, int64(7), sql.NullInt64{Int64: 7, Valid: true}, int64(7))
	var null record.Opt[*big.Int]
	if err := null.Scan(nil); err != nil || !null.IsNull() {
		t.Errorf("NULL: %v, %v", null, err)
	}
	for _, o := range []driver.Valuer{null, record.Opt[string]{}, record.Null[int](), record.Some((*int)(nil))} {
		if v, err := o.Value(); v != nil || err != nil {
			t.Errorf("%T: %v, %v", o, v, err)
		}
	}
	// Bytes are the Opt's own.
	column := []byte("a")
	var own record.Opt[[]byte]
	if err := own.Scan(column); err != nil {
		t.Fatal(err)
	}
	column[0] = 'b'
	if v, _ := own.Get(); string(v) != "a" {
		t.Errorf("the bytes have become %s", v)
	}
}

// check reads a column into an Opt and writes it again.
func check[T any](t *testing.T, column any, want T, written driver.Value) {
	t.Helper()
	var o record.Opt[T]
	if err := o.Scan(column); err != nil {
		t.Errorf("%T into %T: %v", column, o, err)
	}
	v, ok := o.Get()
	if diff := cmp.Diff(want, v); diff != "" || !ok {
		t.Errorf("%T into %T: %v (-want +got):\n%s", column, o, ok, diff)
	}
	back, err := o.Value()
	if diff := cmp.Diff(written, back); diff != "" || err != nil {
		t.Errorf("%T: %v (-want +got):\n%s", o, err, diff)
	}
}

// TestOptNullWithSpace: JSON that is null is null, whatever is around it.
func TestOptNullWithSpace(t *testing.T) {
	o := record.Some(7)
	if err := o.UnmarshalJSON([]byte(" null\n")); err != nil || !o.IsNull() {
		t.Errorf("%v, %v", o, err)
	}
}
