package fieldtype_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// Types for the rules about embedded structs.
type (
	structName struct {
		First string `json:"First_Name"`
		Last  string `json:"Last_Name"`
	}
	StructAddress struct {
		City string `json:"City"`
		Zip  string `json:"Zip_Code,omitempty"`
	}
	structA      struct{ X, Y int }
	structB      struct{ X, Z int }
	structTagged struct {
		Other int `json:"X"`
	}
	structZoho struct {
		Other int `zoho:"X"`
	}
	structDeep  struct{ structA }
	structLeft  struct{ structA }
	structRight struct{ structA }
	structLoop  struct {
		*structLoop
		A int
	}
	structRing struct {
		*structRing
		structA
		Z int
	}
	structTime  = time.Time
	structText  string
	StructTexts []string

	// structNode holds itself in every way a type can.
	structNode struct {
		Name string
		Next *structNode           `json:",omitempty"`
		Kids []structNode          `json:",omitempty"`
		Ptrs []*structNode         `json:",omitempty"`
		Map  map[string]structNode `json:",omitempty"`
		Any  any                   `json:",omitempty"`
		Deep **structNode          `json:",omitempty"`
	}
)

// Types that say themselves what is zero.
type (
	zeroValue   struct{ N int }
	zeroPointer struct{ N int }
	zeroInt     int
)

func (z zeroValue) IsZero() bool    { return z.N == 7 }
func (z *zeroPointer) IsZero() bool { return z.N == 7 }
func (z zeroInt) IsZero() bool      { return z == 7 }

// Types that marshal themselves.
type (
	textPointer string
	jsonStruct  struct{ A, B int }
	zohoAndJSON struct {
		A int `zoho:"A"`
		B int `zoho:"B"`
	}
	jsonLookup struct {
		ID string `json:"id"`
	}
	jsonFails    struct{ A int }
	hiddenFields struct{ a int }
	jsonWithTime struct {
		time.Time
		N int
	}
)

func (s *textPointer) MarshalText() ([]byte, error) { return []byte("[" + *s + "]"), nil }
func (s jsonStruct) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"sum":%d}`, s.A+s.B), nil
}
func (s zohoAndJSON) MarshalJSON() ([]byte, error) { return []byte(`"of another API"`), nil }
func (s jsonLookup) MarshalJSON() ([]byte, error)  { return []byte(`"no ` + s.ID + `"`), nil }
func (s jsonFails) MarshalJSON() ([]byte, error)   { return nil, errors.New("private") }

// maybe is an Optional of a user.
type maybe struct {
	x  any
	ok bool
}

func (m maybe) Optional() (any, bool) { return m.x, m.ok }

// endless is an Optional that holds itself.
type endless struct{}

func (e endless) Optional() (any, bool) { return e, true }

// maybeTexts is an Optional that is no struct.
type maybeTexts []string

func (m maybeTexts) Optional() (any, bool) { return strings.Join(m, "+"), len(m) > 1 }

// appendStruct appends the fields of a struct to dst. As a view, it has the same.
func appendStruct(t *testing.T, dst []fieldtype.Member, x any) ([]fieldtype.Member, error) {
	t.Helper()
	members, err := fieldtype.Internal.AppendStruct(program.Key{}, dst, x, false)
	view, viewErr := fieldtype.Internal.AppendStruct(program.Key{}, slices.Clone(dst), x, true)
	if got, want := fmt.Sprint(shown(view), viewErr), fmt.Sprint(shown(members), err); got != want {
		t.Errorf("%T: as a view %s, want %s", x, got, want)
	}
	return members, err
}

// shown returns the names of members and short texts of their values.
func shown(members []fieldtype.Member) (all []string) {
	for _, m := range members {
		all = append(all, m.Name+"="+show(m.Value))
	}
	return all
}

// structJSON returns the JSON of the fields that are taken of x.
func structJSON(t *testing.T, x any) (string, zohocrm.Errors) {
	t.Helper()
	members, err := appendStruct(t, nil, x)
	if err != nil {
		t.Fatalf("%T: %v", x, err)
	}
	dst, errs := (&fieldtype.Spec{Kind: fieldtype.Any}).Append(nil, nil, fieldtype.Object(members...))
	return string(dst), errs
}

func TestStruct(t *testing.T) {
	var (
		zero   = 0
		seven  = 7
		hello  = "hello"
		yes    = true
		pseven = &seven
		noNext *structNode
		moment = time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 5*3600+1800))
		code   = textPointer("x")
	)
	type id struct {
		ID string `zoho:"id"`
	}
	type named struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	type numbered struct {
		ID int `json:"id"`
	}
	type left struct {
		ID string `json:"id,omitempty"`
	}
	type row struct {
		Quantity int `zoho:"Quantity"`
	}
	tests := []struct {
		name string
		in   any
		want string
		// json is set when encoding/json writes something else, by this
		// library's own rules.
		other bool
	}{
		// Names.
		{"zoho tag", struct {
			A string `zoho:"Last_Name"`
		}{"Boyle"}, `{"Last_Name":"Boyle"}`, true},
		{"json tag", struct {
			A string `json:"Last_Name"`
		}{"Boyle"}, `{"Last_Name":"Boyle"}`, false},
		{"zoho tag before json tag", struct {
			A string `json:"last_name,omitempty" zoho:"Last_Name"`
		}{""}, `{"Last_Name":""}`, true},
		{"the options of the zoho tag with the name of the json tag", struct {
			A string `json:"Last_Name" zoho:",omitempty"`
			B string `json:"First_Name" zoho:",omitempty"`
		}{"Boyle", ""}, `{"Last_Name":"Boyle"}`, true},
		{"no tag", struct{ Email, Ärger string }{"a", "b"}, `{"Email":"a","Ärger":"b"}`, false},
		{"a tag without a name", struct {
			Email string `json:",omitempty"`
			Phone string `zoho:","`
		}{"a", ""}, `{"Email":"a","Phone":""}`, false},
		{"not exported", struct {
			a     string
			Email string
		}{"a", "b"}, `{"Email":"b"}`, false},
		{"left out", struct {
			A string `zoho:"-"`
			B string `json:"-"`
			C string `zoho:"-" json:"C"`
			D string
		}{"a", "b", "c", "d"}, `{"D":"d"}`, true},
		{"in zoho and not in JSON", struct {
			A string `zoho:"A" json:"-"`
			B string `zoho:",omitempty" json:"-"`
		}{"a", "b"}, `{"A":"a","B":"b"}`, true},
		{"a field named -", struct {
			A string `zoho:"-,"`
		}{"a"}, `{"-":"a"}`, true},
		{"a field named - in JSON", struct {
			//lint:ignore SA5008 which is what encoding/json makes of it
			A string `json:"-,"`
		}{"a"}, `{"-":"a"}`, false},
		{"a key of the page", struct {
			A string   `zoho:"$se_module"`
			B []string `json:"$wizard_connection_path"`
		}{"Leads", []string{"1"}}, `{"$se_module":"Leads","$wizard_connection_path":["1"]}`, true},
		{"no name for encoding/json", struct {
			//lint:ignore SA5008 which encoding/json does not take for a name
			A string `json:"a'b"`
			B string `zoho:"a'b"`
		}{"a", "b"}, `{"A":"a","a'b":"b"}`, true},
		{"the order of the struct", struct{ C, A, B int }{1, 2, 3}, `{"C":1,"A":2,"B":3}`, false},
		{"by pointer", &struct{ A int }{1}, `{"A":1}`, false},
		{"the tags of an embedded type that marshals itself", struct {
			zohoAndJSON
			C int `zoho:"C"`
		}{zohoAndJSON{1, 2}, 3}, `{"A":1,"B":2,"C":3}`, true},
		{"an embedded type without exported fields", struct {
			hiddenFields
			A int `zoho:"A"`
		}{hiddenFields{1}, 2}, `{"A":2}`, false},

		// What a plain field says is sent.
		{"false and 0 are values", struct {
			A bool
			B int
			C float64
			D uint8
			E string
		}{}, `{"A":false,"B":0,"C":0,"D":0,"E":""}`, false},
		{"kinds", struct {
			A int8
			B int64
			C uint64
			D uintptr
			E float32
			F float64
			G structText
			H [2]bool
		}{-128, math.MinInt64, math.MaxUint64, 9, 0.1, 1e20, "x", [2]bool{true}},
			`{"A":-128,"B":-9223372036854775808,"C":18446744073709551615,"D":9,"E":0.1,"F":100000000000000000000,"G":"x","H":[true,false]}`, false},
		{"nil is null", struct {
			A *int
			B *structName
			C []string
			D []int
			E map[string]int
			F any
			G error
			H **int
			I json.RawMessage
			J *big.Int
			K *time.Time
		}{}, `{"A":null,"B":null,"C":null,"D":null,"E":null,"F":null,"G":null,"H":null,"I":null,"J":null,"K":null}`, false},
		{"pointers", struct {
			A *int
			B *string
			C *bool
			D **int
			E *[]string
			F *any
			G *map[string]int
		}{&zero, &hello, &yes, &pseven, &[]string{"x"}, new(any), &map[string]int{"a": 1}},
			`{"A":0,"B":"hello","C":true,"D":7,"E":["x"],"F":null,"G":{"a":1}}`, false},
		{"empty and not nil", struct {
			A []string
			B []int
			C map[string]int
		}{[]string{}, []int{}, map[string]int{}}, `{"A":[],"B":[],"C":{}}`, false},
		{"any", struct{ A, B, C, D any }{1, "x", []any{true, nil}, map[string]any{"b": 1.5, "a": id{"7"}}},
			`{"A":1,"B":"x","C":[true,null],"D":{"a":{"id":"7"},"b":1.5}}`, true},
		{"the option string", struct {
			A int `json:",string"`
		}{1}, `{"A":1}`, true},

		// omitempty.
		{"omitempty of nothing", struct {
			A bool           `json:",omitempty"`
			B int            `json:",omitempty"`
			C float64        `json:",omitempty"`
			D string         `json:",omitempty"`
			E []int          `json:",omitempty"`
			F map[string]int `json:",omitempty"`
			G *int           `json:",omitempty"`
			H any            `json:",omitempty"`
			I [0]int         `json:",omitempty"`
			J uint           `json:",omitempty"`
			K error          `json:",omitempty"`
			L []string       `json:",omitempty"`
			M json.Number    `json:",omitempty"`
		}{E: []int{}, F: map[string]int{}, L: []string{}}, `{}`, false},
		{"omitempty of something", struct {
			A *int       `json:",omitempty"`
			B *bool      `json:",omitempty"`
			C any        `json:",omitempty"`
			D structName `json:",omitempty"` // a struct is never empty
			E [1]int     `json:",omitempty"`
			F []int      `json:",omitempty"`
		}{A: &zero, B: new(bool), C: 0, F: []int{0}},
			`{"A":0,"B":false,"C":0,"D":{"First_Name":"","Last_Name":""},"E":[0],"F":[0]}`, false},
		{"omitempty with zoho tags", struct {
			A bool  `zoho:"A,omitempty"`
			B *bool `zoho:"B,omitempty"`
			C *bool `zoho:"C,omitempty"`
			D bool  `zoho:"D"`
		}{B: new(bool)}, `{"B":false,"D":false}`, true},

		// omitzero.
		{"omitzero of nothing", struct {
			A structName  `json:",omitzero"`
			B time.Time   `json:",omitzero"`
			C *time.Time  `json:",omitzero"`
			D [2]int      `json:",omitzero"`
			E []int       `json:",omitzero"`
			F any         `json:",omitzero"`
			G zeroValue   `json:",omitzero"`
			H zeroPointer `json:",omitzero"`
			I zeroInt     `json:",omitzero"`
			J *zeroValue  `json:",omitzero"`
			K zeroer      `json:",omitzero"`
			L zeroer      `json:",omitzero"`
			M zeroer      `json:",omitzero"`
			N *time.Time  `json:",omitzero"`
			O int         `json:",omitempty,omitzero"`
		}{B: time.Time{}.In(moment.Location()), G: zeroValue{7}, H: zeroPointer{7}, I: 7, J: &zeroValue{7},
			L: zeroInt(7), M: (*zeroPointer)(nil), N: &time.Time{}}, `{}`, false},
		{"omitzero of something", struct {
			A structName   `json:",omitzero"`
			B []int        `json:",omitzero"` // empty is not nil
			C *int         `json:",omitzero"`
			D any          `json:",omitzero"`
			E zeroValue    `json:",omitzero"`
			F zeroPointer  `json:",omitzero"`
			G *zeroPointer `json:",omitzero"`
			H zeroer       `json:",omitzero"`
		}{A: structName{"a", ""}, B: []int{}, C: &zero, D: 0, G: &zeroPointer{1}, H: zeroInt(0)},
			`{"A":{"First_Name":"a","Last_Name":""},"B":[],"C":0,"D":0,"E":{"N":0},"F":{"N":0},"G":{"N":1},"H":0}`, false},
		{"a lookup by omitzero", struct {
			A id `zoho:"Account_Name,omitzero"`
			B id `zoho:"Contact_Name,omitzero"`
		}{B: id{"7"}}, `{"Contact_Name":{"id":"7"}}`, true},

		// Embedded structs.
		{"embedded", struct {
			structName
			StructAddress
			Age int
		}{structName{"P", "B"}, StructAddress{City: "C"}, 3}, `{"First_Name":"P","Last_Name":"B","City":"C","Age":3}`, false},
		{"the place of an embedded struct", struct {
			Age int
			structName
			Zip int
		}{Age: 3}, `{"Age":3,"First_Name":"","Last_Name":"","Zip":0}`, false},
		{"embedded by pointer", struct {
			*StructAddress
			*structName
		}{&StructAddress{"C", "Z"}, &structName{"P", "B"}}, `{"City":"C","Zip_Code":"Z","First_Name":"P","Last_Name":"B"}`, false},
		{"embedded by a nil pointer", struct {
			*StructAddress
			*structName
			A int
		}{}, `{"A":0}`, false},
		{"embedded with a name", struct {
			StructAddress `json:"Address"`
			structName    `json:"Name"`
		}{}, `{"Address":{"City":""},"Name":{"First_Name":"","Last_Name":""}}`, false},
		{"embedded with a zoho name", struct {
			StructAddress `zoho:"Address"`
		}{}, `{"Address":{"City":""}}`, true},
		{"embedded with an option", struct {
			StructAddress `json:",omitempty"`
		}{}, `{"City":""}`, false},
		{"embedded and left out", struct {
			StructAddress `zoho:"-"`
			structName    `json:"-"`
			A             int
		}{}, `{"A":0}`, true},
		{"embedded, not a struct", struct {
			structText
			StructTexts
			error
			fmt.Stringer
		}{"x", StructTexts{"y"}, nil, nil}, `{"StructTexts":["y"],"Stringer":null}`, false},
		{"embedded in an embedded one", struct{ structDeep }{structDeep{structA{1, 2}}}, `{"X":1,"Y":2}`, false},
		{"embedded in itself", structLoop{&structLoop{nil, 1}, 2}, `{"A":2}`, false},
		{"embedded in itself before another", structRing{&structRing{}, structA{1, 2}, 3}, `{"X":1,"Y":2,"Z":3}`, false},
		{"the least depth", struct {
			structA
			X string
		}{structA{1, 2}, "x"}, `{"Y":2,"X":"x"}`, false},
		{"the least depth before a tag", struct {
			structZoho
			X string
		}{structZoho{1}, "x"}, `{"X":"x"}`, true},
		{"twice at one depth", struct {
			structA
			structB
		}{structA{1, 2}, structB{3, 4}}, `{"Y":2,"Z":4}`, false},
		{"a tag before no tag", struct {
			structA
			structTagged
		}{structA{1, 2}, structTagged{3}}, `{"Y":2,"X":3}`, false},
		{"a zoho tag before a json tag", struct {
			structA
			structTagged
			structZoho
		}{structA{1, 2}, structTagged{3}, structZoho{4}}, `{"Y":2,"X":4}`, true},
		{"a zoho tag before a json tag in one struct", struct {
			Private string `json:"Email"`
			Work    string `json:"work" zoho:"Email"`
		}{"a", "b"}, `{"Email":"b"}`, true},
		{"a struct embedded twice", struct {
			structLeft
			structRight
			Z int
		}{Z: 1}, `{"Z":1}`, false},
		{"twice hides what is deeper", struct {
			structA
			structB
			structDeep
		}{}, `{"Y":0,"Z":0}`, false},

		// Values inside values.
		{"a lookup", struct {
			A id
			B *id
		}{id{"7"}, &id{"8"}}, `{"A":{"id":"7"},"B":{"id":"8"}}`, true},
		{"a lookup itself", structLookup{"7"}, `{"id":"7"}`, false},
		{"a lookup with a name", struct {
			A named
			B *named
		}{named{"7", "x"}, &named{"8", ""}}, `{"A":{"id":"7","name":"x"},"B":{"id":"8","name":""}}`, false},
		{"a lookup with a name itself", named{"7", "x"}, `{"id":"7","name":"x"}`, false},
		{"an id that is no text", struct {
			A numbered
			B *numbered
		}{numbered{7}, nil}, `{"A":{"id":7},"B":null}`, false},
		{"an id that is no text itself", numbered{7}, `{"id":7}`, false},
		{"an id that may be left out", struct{ A, B left }{left{"7"}, left{}}, `{"A":{"id":"7"},"B":{}}`, false},
		{"an id that is left out itself", left{}, `{}`, false},
		{"rows", struct {
			A []row
			B []*row
			C [1]row
			D map[string]row
			E []any
			F []map[string]any
		}{[]row{{1}, {2}}, []*row{{3}, nil}, [1]row{{4}}, map[string]row{"b": {5}, "a": {6}}, []any{row{7}, &row{8}}, []map[string]any{{"r": row{9}}}},
			`{"A":[{"Quantity":1},{"Quantity":2}],"B":[{"Quantity":3},null],"C":[{"Quantity":4}],` +
				`"D":{"a":{"Quantity":6},"b":{"Quantity":5}},"E":[{"Quantity":7},{"Quantity":8}],"F":[{"r":{"Quantity":9}}]}`, false},
		{"a type that holds itself", structNode{Name: "a", Next: &structNode{Name: "b"}, Kids: []structNode{{Name: "c"}},
			Ptrs: []*structNode{nil, {Name: "d"}}, Map: map[string]structNode{"e": {Name: "f"}}, Any: structNode{Name: "g"}, Deep: &noNext},
			`{"Name":"a","Next":{"Name":"b"},"Kids":[{"Name":"c"}],"Ptrs":[null,{"Name":"d"}],"Map":{"e":{"Name":"f"}},"Any":{"Name":"g"},"Deep":null}`, false},
		{"times", struct {
			A time.Time
			B *time.Time
			C []time.Time
			D any
		}{moment, &moment, []time.Time{moment}, moment},
			`{"A":"2017-08-16T14:32:23+05:30","B":"2017-08-16T14:32:23+05:30","C":["2017-08-16T14:32:23+05:30"],"D":"2017-08-16T14:32:23+05:30"}`, false},
		{"numbers", struct {
			A json.Number
			B big.Int
			C *big.Int
			D fieldtype.Decimal
			E *fieldtype.Decimal
			F fieldtype.Value
			G json.RawMessage
			H fieldtype.Value
			I []big.Int
		}{"1.50", *big.NewInt(7), big.NewInt(-8), fieldtype.Decimal{}, nil, fieldtype.ParseNumber("2.50"), json.RawMessage(`{"a":1.0}`), fieldtype.Value{}, []big.Int{*big.NewInt(9)}},
			`{"A":1.50,"B":7,"C":-8,"D":0,"E":null,"F":2.50,"G":{"a":1.0},"I":[9]}`, true},

		// Types that marshal themselves.
		{"MarshalText", struct {
			A netip.Addr
			B *netip.Addr
			C any
			D []netip.Addr
		}{netip.MustParseAddr("::1"), nil, netip.MustParseAddr("::2"), []netip.Addr{netip.MustParseAddr("::3")}}, `{"A":"::1","B":null,"C":"::2","D":["::3"]}`, false},
		{"MarshalText of the pointer", &struct {
			A textPointer
			B *textPointer
			C rate
		}{"x", &code, rate{"0.07"}}, `{"A":"[x]","B":"[x]","C":"0.07"}`, false},
		{"MarshalText of the pointer, in a struct without an address", struct {
			A textPointer
			B rate
			C any
		}{"x", rate{"0.07"}, rate{"0.08"}}, `{"A":"[x]","B":"0.07","C":"0.08"}`, true},
		{"MarshalJSON", struct {
			A jsonStruct
			B *jsonStruct
			C []jsonStruct
			D map[string]jsonStruct
			E jsonWithTime
		}{jsonStruct{1, 2}, &jsonStruct{3, 4}, []jsonStruct{{5, 6}}, map[string]jsonStruct{"x": {7, 8}}, jsonWithTime{moment, 1}},
			`{"A":{"sum":3},"B":{"sum":7},"C":[{"sum":11}],"D":{"x":{"sum":15}},"E":"2017-08-16T14:32:23+05:30"}`, false},
		{"MarshalJSON of what else were a lookup", struct{ A jsonLookup }{jsonLookup{"7"}}, `{"A":"no 7"}`, false},
		{"MarshalJSON of the struct itself", jsonStruct{1, 2}, `{"sum":3}`, false},
		{"zoho tags before MarshalJSON", struct {
			A zohoAndJSON
			B any
		}{zohoAndJSON{1, 2}, &zohoAndJSON{3, 4}}, `{"A":{"A":1,"B":2},"B":{"A":3,"B":4}}`, true},
		{"zoho tags before MarshalJSON of the struct itself", &zohoAndJSON{1, 2}, `{"A":1,"B":2}`, true},
		{"an object as a Value", fieldtype.Object(fieldtype.Member{Name: "A", Value: fieldtype.Int(1)}), `{"A":1}`, false},

		// Optional.
		{"Optional", struct {
			A, B, C, D, E, F, G, H, I maybe
			J                         *maybe
			K                         fieldtype.Optional
			L                         fieldtype.Optional
			M                         maybeTexts
			N                         maybeTexts
			O                         any
		}{
			maybe{}, maybe{nil, true}, maybe{false, true}, maybe{&seven, true}, maybe{&hello, true}, maybe{&moment, true},
			maybe{&id{"7"}, true}, maybe{maybe{[]row{{1}}, true}, true}, maybe{(*int)(nil), true},
			nil, nil, maybe{1.5, true}, nil, maybeTexts{"a", "b"}, maybe{1, true},
		}, `{"B":null,"C":false,"D":7,"E":"hello","F":"2017-08-16T14:32:23+05:30","G":{"id":"7"},"H":[{"Quantity":1}],"I":null,"J":null,"K":null,"L":1.5,"M":null,"N":"a+b","O":1}`, true},
		{"Optional of nil pointers", struct{ A, B, C, D maybe }{
			maybe{(*string)(nil), true}, maybe{(*bool)(nil), true}, maybe{(*int64)(nil), true}, maybe{(*float64)(nil), true},
		}, `{"A":null,"B":null,"C":null,"D":null}`, true},
		{"Optional itself", maybe{map[string]int{"a": 1}, true}, `{"a":1}`, true},
		{"Optional in arrays and maps", struct {
			A []maybe
			B map[string]maybe
		}{[]maybe{{}, {nil, true}, {1, true}}, map[string]maybe{"a": {}, "b": {1, true}}}, `{"A":[null,null,1],"B":{"b":1}}`, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, errs := structJSON(t, test.in)
			if len(errs) > 0 {
				t.Fatalf("problems: %v", errs)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			// Also inside another value.
			v := fieldtype.ValueOf(map[string]any{"x": []any{test.in}})
			inner, errs := (&fieldtype.Spec{Kind: fieldtype.Any}).Append(nil, nil, v)
			if want := `{"x":[` + test.want + `]}`; string(inner) != want || len(errs) > 0 {
				t.Errorf("in a map: %s, %v, want %s", inner, errs, want)
			}
			like, err := json.Marshal(test.in)
			if same := err == nil && string(like) == test.want; same == test.other {
				t.Errorf("encoding/json: %s, %v; like it: %v", like, err, same)
			}
		})
	}
}

type zeroer interface{ IsZero() bool }

// The fields are appended to what is there.
func TestStructAppends(t *testing.T) {
	dst := make([]fieldtype.Member, 1, 8)
	dst[0].Name = "First"
	for i := range 3 { // also over what was there before
		got, err := appendStruct(t, dst, struct {
			A fieldtype.Value
			B string
			C any
			D bool
		}{[]fieldtype.Value{{}, fieldtype.Int(1), {}}[i], "b", i, i == 1})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{`["First","B","C","D"]`, `["First","A","B","C","D"]`, `["First","B","C","D"]`}[i]
		var names []string
		for _, m := range got {
			names = append(names, m.Name)
		}
		if b, _ := json.Marshal(names); string(b) != want || &got[0] != &dst[0] {
			t.Errorf("%s, want %s, in the same array: %v", b, want, &got[0] == &dst[0])
		}
		if b, _ := got[len(got)-1].Value.AsBool(); b != (i == 1) {
			t.Errorf("D is %v", b)
		}
	}
}

func TestStructRefuses(t *testing.T) {
	type hidden struct{ a int }
	type left struct {
		A int `zoho:"-"`
	}
	x := &struct{ A int }{1}
	for _, in := range []any{
		nil, 1, "x", []int{1}, map[string]any{"A": 1}, func() {},
		(*struct{ A int })(nil), &x, new(any), new(int),
		struct{}{}, hidden{1}, &hidden{1}, left{1}, sync.Mutex{}, reflect.ValueOf(1),
		time.Now(), &time.Time{}, netip.Addr{}, big.NewInt(1), fieldtype.Decimal{}, fieldtype.Text("x"), fieldtype.Value{},
		jsonFails{1}, maybe{}, maybe{1, true}, maybe{nil, true}, jsonWithTime{},
	} {
		dst := []fieldtype.Member{{Name: "First"}}
		got, err := appendStruct(t, dst, in)
		var e *zohocrm.Error
		if !errors.As(err, &e) || e.Code != zohocrm.CodeInvalidData || e.Reason != zohocrm.ReasonGoType || e.Expected == "" {
			t.Errorf("%T: %+v, want reason %s", in, err, zohocrm.ReasonGoType)
		}
		if err != nil && strings.Contains(err.Error(), "private") {
			t.Errorf("%T: the error holds what the type's own said: %v", in, err)
		}
		if len(got) != 1 || got[0].Name != "First" {
			t.Errorf("%T: appended %v", in, got)
		}
	}
}

// Problems of values are found when they are checked, each in its place.
func TestStructProblems(t *testing.T) {
	type unexported struct{ A int }
	type hiddenID struct {
		id string `zoho:"id"`
	}
	tests := []struct {
		name   string
		in     any
		path   string
		reason zohocrm.Reason
	}{
		{"chan", struct{ A chan int }{make(chan int)}, "$.A", zohocrm.ReasonGoType},
		{"nil chan", struct{ A chan int }{}, "$.A", zohocrm.ReasonGoType},
		{"func", struct{ A func() }{}, "$.A", zohocrm.ReasonGoType},
		{"complex", struct{ A complex128 }{}, "$.A", zohocrm.ReasonGoType},
		{"bytes", struct{ A []byte }{[]byte("x")}, "$.A", zohocrm.ReasonGoType},
		{"pointer to a chan", struct{ A *chan int }{new(chan int)}, "$.A", zohocrm.ReasonGoType},
		{"struct without fields", struct{ A sync.Once }{}, "$.A", zohocrm.ReasonGoType},
		{"empty struct", struct{ A struct{} }{}, "$.A", zohocrm.ReasonGoType},
		{"lookup with an id that is not exported", struct{ A hiddenID }{hiddenID{"7"}}, "$.A", zohocrm.ReasonGoType},
		{"chan in a row", struct{ A []struct{ B chan int } }{[]struct{ B chan int }{{}}}, "$.A[0].B", zohocrm.ReasonGoType},
		{"MarshalJSON fails", struct{ A jsonFails }{}, "$.A", zohocrm.ReasonGoType},
		{"NaN", struct{ A float64 }{math.NaN()}, "$.A", zohocrm.ReasonNotFinite},
		{"NaN of float32", struct{ A float32 }{float32(math.Inf(1))}, "$.A", zohocrm.ReasonNotFinite},
		{"a text that is not UTF-8", struct{ A string }{"\xff"}, "$.A", zohocrm.ReasonUTF8},
		{"a Value that is invalid", struct{ A fieldtype.Value }{fieldtype.ParseNumber("x")}, "$.A", zohocrm.ReasonFormat},
		{"what has a method and no exported name", struct {
			jsonStruct `zoho:"A"`
		}{}, "$.A", zohocrm.ReasonGoType},
		{"a pointer to it", struct {
			*jsonStruct `zoho:"A"`
		}{&jsonStruct{}}, "$.A", zohocrm.ReasonGoType},
		{"a time without an exported name", struct {
			structTime `zoho:"A"`
		}{}, "$.A", zohocrm.ReasonGoType},
		{"a method by a nil pointer", struct{ A struct{ *time.Time } }{}, "$.A", zohocrm.ReasonGoType},
		{"a method by a nil interface", struct {
			A struct{ json.Marshaler } `json:",omitzero"`
			B *struct{ json.Marshaler }
		}{B: &struct{ json.Marshaler }{}}, "$.B", zohocrm.ReasonGoType},
		{"IsZero by a nil pointer", struct {
			A struct{ *time.Time } `json:",omitzero"`
		}{}, "$.A", zohocrm.ReasonGoType},
		{"Optional by a nil pointer", struct{ A struct{ *maybe } }{}, "$.A", zohocrm.ReasonGoType},
		{"too many texts", struct{ A []string }{make([]string, fieldtype.MaxValues+1)}, "$.A", zohocrm.ReasonSize},
		{"too many lookups", struct{ A []structLookup }{make([]structLookup, fieldtype.MaxValues)}, "$.A", zohocrm.ReasonSize},
		{"a lookup too many", struct {
			A []string
			B structLookup
		}{make([]string, fieldtype.MaxValues-2), structLookup{}}, "$.B", zohocrm.ReasonSize},
		{"a lookup too many in Optionals", struct {
			A []string
			B any
		}{make([]string, fieldtype.MaxValues-2), nestGo(structLookup{}, fieldtype.MaxDepth, func(v any) any { return maybe{v, true} })}, "$.B", zohocrm.ReasonSize},
		{"too many values in all", struct{ A, B []int }{make([]int, fieldtype.MaxValues/2), make([]int, fieldtype.MaxValues/2)}, "$.B", zohocrm.ReasonSize},
		{"an Optional that holds itself", struct{ A endless }{}, "$.A", zohocrm.ReasonDepth},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, errs := structJSON(t, test.in)
			if len(errs) != 1 || errs[0].Path.JSONPath() != test.path || errs[0].Reason != test.reason {
				t.Errorf("%+v, want reason %s at %s", errs, test.reason, test.path)
			}
		})
	}
	if got, errs := structJSON(t, struct {
		unexported `json:"A"`
	}{}); got != `{"A":{"A":0}}` || len(errs) > 0 {
		t.Errorf("an embedded struct without an exported name: %s, %v", got, errs)
	}
}

// Fields are converted up to the very bound.
func TestStructBound(t *testing.T) {
	got, errs := structJSON(t, struct {
		A []string
		B int
		C structName
	}{make([]string, fieldtype.MaxValues-5), 7, structName{"P", "B"}})
	if want := `"",""],"B":7,"C":{"First_Name":"P","Last_Name":"B"}}`; len(errs) > 0 || !strings.HasSuffix(got, want) {
		t.Errorf("%v, …%s, want …%s", errs, got[max(0, len(got)-60):], want)
	}
}

type structLookup struct {
	ID string `json:"id"`
}

// Values that contain themselves end, and so does what unfolds without end.
func TestStructCycles(t *testing.T) {
	pointer := &structNode{}
	pointer.Next = pointer
	slice := &structNode{}
	slice.Kids = make([]structNode, 1)
	slice.Kids[0].Kids = slice.Kids
	pointers := &structNode{}
	pointers.Ptrs = []*structNode{pointers, pointers, pointers}
	maps := &structNode{Map: map[string]structNode{}}
	maps.Map["a"] = *maps
	boxed := &structNode{}
	boxed.Any = boxed
	deep := &structNode{}
	deep.Deep = &deep
	optional := &struct{ A maybe }{}
	optional.A = maybe{optional, true}
	wide := &structNode{}
	for range 100 {
		next := &structNode{Ptrs: make([]*structNode, 1000)}
		for i := range next.Ptrs {
			next.Ptrs[i] = wide
		}
		wide = next
	}
	for name, x := range map[string]any{
		"pointer": pointer, "slice": slice, "pointers": pointers, "map": maps, "any": boxed, "pointer to pointer": deep,
		"Optional": optional, "wide": wide,
	} {
		_, errs := structJSON(t, x)
		if !errors.Is(errs.Err(), zohocrm.ReasonDepth) && !errors.Is(errs.Err(), zohocrm.ReasonSize) {
			t.Errorf("%s: %v", name, errs.Err())
		}
	}
	if e := fieldtype.ValueOf(pointer).Problem(); e == nil || e.Reason != zohocrm.ReasonDepth {
		t.Errorf("ValueOf: %v", e)
	}
	// A list that only is long is one, too; a short one is fine.
	list := structNode{Name: "end"}
	for range 20 {
		inner := list
		list = structNode{Next: &inner}
	}
	got, errs := structJSON(t, list)
	if len(errs) > 0 || strings.Count(got, "Next") != 20 || !strings.Contains(got, "end") {
		t.Errorf("a list of 21: %v, %s", errs, got)
	}
}

// The plans of types are made once, whoever comes first.
func TestStructPlansAreMadeOnce(t *testing.T) {
	type inner struct{ B []*structNode }
	type outer struct {
		inner
		A *inner
		C map[string]inner
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			x := outer{inner{[]*structNode{{Name: "a"}}}, &inner{}, map[string]inner{"x": {}}}
			members, err := appendStruct(t, nil, &x)
			if err != nil || len(members) != 3 {
				t.Errorf("%v, %v", members, err)
			}
		})
	}
	group.Wait()
}

// What a struct holds by value costs no memory.
func TestStructAllocations(t *testing.T) {
	n := 7
	x := struct {
		A string    `zoho:"A"`
		B *string   `zoho:"B,omitempty"`
		C int       `zoho:"C"`
		D *int      `zoho:"D"`
		E float64   `zoho:"E,omitzero"`
		F bool      `zoho:"F"`
		G uint32    `zoho:"G"`
		H time.Time `zoho:"H,omitzero"`
		structA
		*structB // with the same X, so that neither is sent
	}{A: "x", C: 1, D: &n, E: 1.5}
	var dst []fieldtype.Member
	allocs := testing.AllocsPerRun(100, func() {
		var err error
		if dst, err = fieldtype.Internal.AppendStruct(program.Key{}, dst[:0], &x, false); err != nil {
			t.Fatal(err)
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
	if len(dst) != 7 {
		t.Errorf("%d fields: %v", len(dst), dst)
	}
}

// A timed is a struct type whose JSON form is not its fields.
type timed struct{ at time.Time }

func (t timed) MarshalJSON() ([]byte, error) { return t.at.MarshalJSON() }

// TestEmbeddedMarshaler: what an embedded type would say is not dropped without a
// word.
func TestEmbeddedMarshaler(t *testing.T) {
	for _, x := range []any{
		struct {
			timed
			Name string `zoho:"Last_Name"`
		}{},
		struct {
			*timed
			Name string `zoho:"Last_Name"`
		}{},
		&struct {
			time.Time
			Name string `zoho:"Last_Name"`
		}{},
	} {
		if v := fieldtype.ValueOf(x); v.Problem() == nil || v.Problem().Reason != zohocrm.ReasonGoType {
			t.Errorf("%T: %v", x, v.Problem())
		}
	}
	named := struct {
		time.Time `zoho:"Created"`
		Name      string `zoho:"Last_Name"`
	}{Name: "Daly"}
	if v := fieldtype.ValueOf(named); v.Problem() != nil || v.Len() != 2 {
		t.Errorf("%d members, %v", v.Len(), v.Problem())
	}
}
