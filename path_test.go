package zohocrm_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

var (
	key   = zohocrm.Key
	index = zohocrm.Index
)

// inRecord is the path to a field of the record at position i.
func inRecord(i int, steps ...zohocrm.Step) zohocrm.Path {
	return append(zohocrm.Path{key("data"), index(i)}, steps...)
}

func TestPath(t *testing.T) {
	tests := []struct {
		path     zohocrm.Path
		jsonPath string
		pointer  string
		record   int
	}{
		// The forms in Zoho's answers.
		{nil, "$", "", -1},
		{zohocrm.Path{key("data")}, "$.data", "/data", -1},
		{inRecord(0), "$.data[0]", "/data/0", 0},
		{inRecord(0, key("Last_Name")), "$.data[0].Last_Name", "/data/0/Last_Name", 0},
		{inRecord(99, key("Contact_Name"), key("id")), "$.data[99].Contact_Name.id", "/data/99/Contact_Name/id", 99},
		{inRecord(0, key("Remind_At"), index(0), key("unit")), "$.data[0].Remind_At[0].unit", "/data/0/Remind_At/0/unit", 0},
		{inRecord(0, key("$se_module")), "$.data[0].$se_module", "/data/0/$se_module", 0},
		{inRecord(0, key("File_Upload"), index(1), key("File_Id__s")), "$.data[0].File_Upload[1].File_Id__s", "/data/0/File_Upload/1/File_Id__s", 0},
		{zohocrm.Path{key("trigger"), index(2)}, "$.trigger[2]", "/trigger/2", -1},
		{zohocrm.Path{key("apply_feature_execution"), index(0), key("name")}, "$.apply_feature_execution[0].name", "/apply_feature_execution/0/name", -1},

		// Every element.
		{inRecord(-1, key("Layout")), "$.data[*].Layout", "/data/-/Layout", -1},
		{inRecord(math.MinInt), "$.data[*]", "/data/-", -1},

		// Names that are not plain, and names that look like something else.
		{inRecord(0, key("")), "$.data[0]['']", "/data/0/", 0},
		{inRecord(0, key("0")), "$.data[0]['0']", "/data/0/0", 0},
		{inRecord(0, key("9to5")), "$.data[0]['9to5']", "/data/0/9to5", 0},
		{inRecord(0, key("to9")), "$.data[0].to9", "/data/0/to9", 0},
		{inRecord(0, key("*")), "$.data[0]['*']", "/data/0/*", 0},
		{inRecord(0, key("Last Name")), "$.data[0]['Last Name']", "/data/0/Last Name", 0},
		{inRecord(0, key("Last-Name")), "$.data[0]['Last-Name']", "/data/0/Last-Name", 0},
		{inRecord(0, key("a.b[0]")), "$.data[0]['a.b[0]']", "/data/0/a.b[0]", 0},
		{inRecord(0, key("Straße")), "$.data[0]['Straße']", "/data/0/Straße", 0},
		{inRecord(0, key("O'Leary")), `$.data[0]['O\'Leary']`, "/data/0/O'Leary", 0},
		{inRecord(0, key(`a\b`)), `$.data[0]['a\\b']`, `/data/0/a\b`, 0},
		{inRecord(0, key("a~b/c")), "$.data[0]['a~b/c']", "/data/0/a~0b~1c", 0},
		{inRecord(0, key("~1")), "$.data[0]['~1']", "/data/0/~01", 0},
		{inRecord(0, key("a\nb\x00\x1f")), `$.data[0]['a\u000ab\u0000\u001f']`, "/data/0/a\nb\x00\x1f", 0},
		{inRecord(0, key("\x7f\u009b")), `$.data[0]['\u007f\u009b']`, "/data/0/\x7f\u009b", 0},
		{inRecord(0, key("a\u202eb\u2028\ufeff\u00a0")), `$.data[0]['a\u202eb\u2028\ufeff\u00a0']`, "/data/0/a\u202eb\u2028\ufeff\u00a0", 0},
		{inRecord(0, key("\U000E0001\U0010FFFF😀")), `$.data[0]['\udb40\udc01\udbff\udfff😀']`, "/data/0/\U000E0001\U0010FFFF😀", 0},
		{inRecord(0, key(strings.Repeat("n", 101))), "$.data[0]." + strings.Repeat("n", 101), "/data/0/" + strings.Repeat("n", 101), 0},
		{inRecord(math.MaxInt), "$.data[" + strconv.Itoa(math.MaxInt-1) + "]", "/data/" + strconv.Itoa(math.MaxInt-1), math.MaxInt - 1},
		{inRecord(0, key("a\xffb")), "$.data[0]['a\uFFFDb']", "/data/0/a\uFFFDb", 0},

		// Not in a record of data.
		{zohocrm.Path{key("Data"), index(0)}, "$.Data[0]", "/Data/0", -1},
		{zohocrm.Path{index(0), key("data")}, "$[0].data", "/0/data", -1},
		{zohocrm.Path{key("data"), key("0")}, "$.data['0']", "/data/0", -1},
	}
	for _, test := range tests {
		if got := test.path.JSONPath(); got != test.jsonPath {
			t.Errorf("JSONPath() = %q, want %q", got, test.jsonPath)
		}
		if got := string(test.path.AppendJSONPath([]byte("at "))); got != "at "+test.jsonPath {
			t.Errorf("AppendJSONPath(at ) = %q, want %q", got, "at "+test.jsonPath)
		}
		if got := test.path.Pointer(); got != test.pointer {
			t.Errorf("%s: Pointer() = %q, want %q", test.jsonPath, got, test.pointer)
		}
		if got := test.path.Record(); got != test.record {
			t.Errorf("%s: Record() = %d, want %d", test.jsonPath, got, test.record)
		}
	}
}

func TestStep(t *testing.T) {
	tests := []struct {
		step  zohocrm.Step
		name  string
		isKey bool
		index int
		isPos bool
	}{
		{key("Email"), "Email", true, -1, false},
		{key(""), "", true, -1, false},
		{index(0), "", false, 0, true},
		{index(41), "", false, 41, true},
		{index(-1), "", false, -1, true},
		{index(-7), "", false, -1, true},
		{index(math.MaxInt - 1), "", false, math.MaxInt - 1, true},
		{index(math.MaxInt), "", false, math.MaxInt - 1, true},
		{zohocrm.Step{}, "", true, -1, false},
	}
	for _, test := range tests {
		if name, ok := test.step.Key(); name != test.name || ok != test.isKey {
			t.Errorf("%v: Key() = %q, %t, want %q, %t", test.step, name, ok, test.name, test.isKey)
		}
		if i, ok := test.step.Index(); i != test.index || ok != test.isPos {
			t.Errorf("%v: Index() = %d, %t, want %d, %t", test.step, i, ok, test.index, test.isPos)
		}
	}
}

func TestPathEqual(t *testing.T) {
	tests := []struct {
		a, b zohocrm.Path
		want bool
	}{
		{nil, zohocrm.Path{}, true},
		{inRecord(0, key("Email")), inRecord(0, key("Email")), true},
		{inRecord(0, key("Email")), inRecord(1, key("Email")), false},
		{inRecord(0, key("Email")), inRecord(0), false},
		{zohocrm.Path{key("0")}, zohocrm.Path{index(0)}, false},
		{zohocrm.Path{index(-1)}, zohocrm.Path{index(-2)}, true},
	}
	for _, test := range tests {
		if got := test.a.Equal(test.b); got != test.want {
			t.Errorf("%s.Equal(%s) = %t, want %t", test.a.JSONPath(), test.b.JSONPath(), got, test.want)
		}
	}
}

// TestPathLaws checks what holds for every path, also for names that nobody
// would give a field.
func TestPathLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 500, 20)

	laws.Property("JSONPath reads back to the same path", prop.ForAll(
		func(p zohocrm.Path) bool {
			got, ok := parseJSONPath(p.JSONPath())
			return ok && cmp.Equal(got, validUTF8(p))
		}, genPath()))

	laws.Property("JSONPath is UTF-8 that prints", prop.ForAll(
		func(p zohocrm.Path) bool {
			s := p.JSONPath()
			return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
		}, genPath()))

	laws.Property("Pointer has a token for each step, and names read back", prop.ForAll(
		func(p zohocrm.Path) bool {
			tokens := strings.Split(p.Pointer(), "/")
			if tokens[0] != "" || len(tokens) != len(p)+1 {
				return false
			}
			for i, s := range p {
				token := strings.ReplaceAll(strings.ReplaceAll(tokens[i+1], "~1", "/"), "~0", "~")
				if name, ok := s.Key(); ok && token != strings.ToValidUTF8(name, "\uFFFD") {
					return false
				}
				if pos, ok := s.Index(); ok && pos >= 0 && token != strconv.Itoa(pos) {
					return false
				}
			}
			return true
		}, genPath()))

	laws.Property("Record is the position behind data", prop.ForAll(
		func(i int, p zohocrm.Path) bool {
			in := inRecord(i, p...)
			return in.Record() == i && append(zohocrm.Path{key("trigger")}, in...).Record() == -1
		}, gen.IntRange(0, 1<<20), genPath()))

	laws.TestingRun(t)
}

// genName yields names: plain ones, text of hostile pieces, and random bytes.
func genName() gopter.Gen {
	pieces := gen.OneConstOf("a", "Z", "_", "$", "0", "9", ".", "'", `"`, `\`, "[", "]", "*", "~", "/", " ",
		"\n", "\r", "\x00", "\x1b", "\x7f", "\u009b", "\u2028", "\u202e", "\ufeff", "\U000E0001", "\ue000", "\uFFFD", "u000a", "ß", "株", "😀", "<", "&", "\xff", "\xc3")
	return gen.OneGenOf(
		gen.OneConstOf("Last_Name", "$se_module", "id", "data", ""),
		gen.SliceOf(pieces).Map(func(s []string) string { return strings.Join(s, "") }),
		gen.SliceOf(gen.UInt8()).Map(func(b []uint8) string { return string(b) }),
	)
}

func genSteps() gopter.Gen {
	return gen.SliceOf(gen.OneGenOf(
		genName().Map(func(name string) zohocrm.Step { return key(name) }),
		gen.IntRange(-2, 1<<30).Map(func(i int) zohocrm.Step { return index(i) }),
	))
}

func genPath() gopter.Gen {
	return genSteps().Map(func(steps []zohocrm.Step) zohocrm.Path { return steps })
}

// validUTF8 is the path as text can hold it: each byte of a name that is not
// UTF-8 is U+FFFD.
func validUTF8(p zohocrm.Path) []string {
	var steps []string
	for _, s := range p {
		if name, ok := s.Key(); ok {
			steps = append(steps, "name "+string([]rune(name)))
		} else {
			i, _ := s.Index()
			steps = append(steps, "index "+strconv.Itoa(i))
		}
	}
	return steps
}

// parseJSONPath reads back what AppendJSONPath writes, by the rules in its
// comment.
func parseJSONPath(s string) (steps []string, ok bool) {
	s, ok = strings.CutPrefix(s, "$")
	for ok && s != "" {
		var rest string
		switch {
		case strings.HasPrefix(s, "['"):
			var name strings.Builder
			for s = s[2:]; s != "" && s[0] != '\''; {
				switch {
				case strings.HasPrefix(s, `\u`) && len(s) >= 6:
					n, err := strconv.ParseUint(s[2:6], 16, 16)
					if err != nil {
						return nil, false
					}
					s = s[6:]
					if r := rune(n); utf16.IsSurrogate(r) && strings.HasPrefix(s, `\u`) && len(s) >= 6 {
						low, err := strconv.ParseUint(s[2:6], 16, 16)
						if err != nil {
							return nil, false
						}
						name.WriteRune(utf16.DecodeRune(r, rune(low)))
						s = s[6:]
					} else {
						name.WriteRune(r)
					}
				case s[0] == '\\' && len(s) >= 2:
					name.WriteByte(s[1])
					s = s[2:]
				default:
					name.WriteByte(s[0])
					s = s[1:]
				}
			}
			steps = append(steps, "name "+name.String())
			rest, ok = strings.CutPrefix(s, "']")
		case strings.HasPrefix(s, "[*]"):
			steps = append(steps, "index -1")
			rest = s[3:]
		case s[0] == '[':
			var number string
			number, rest, ok = strings.Cut(s[1:], "]")
			steps = append(steps, "index "+number)
		case s[0] == '.':
			end := strings.IndexAny(s[1:], ".[") + 1
			if end == 0 {
				end = len(s)
			}
			steps = append(steps, "name "+s[1:end])
			rest, ok = s[end:], end > 1
		default:
			return nil, false
		}
		s = rest
	}
	return steps, ok
}
