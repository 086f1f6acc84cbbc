package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/record"
)

// unprintable returns the first character of a text that must not be printed, or
// "".
func unprintable(text string) string {
	for i, r := range text {
		if _, size := utf8.DecodeRuneInString(text[i:]); !unicode.IsPrint(r) && r != '\n' || r == utf8.RuneError && size == 1 {
			return fmt.Sprintf("%q at %d", r, i)
		}
	}
	return ""
}

// hostile are characters that move a cursor, turn the text around, or are not
// seen: controls of C0 and C1, marks of direction, spaces, tags, a private one.
const hostile = "\u0000\u0007\b\u001b[2J\u007f\u0085\u009b31m\u00a0\u00ad\u200b\u200f\u2028\u2029\u202e\u2066\u2069\ufeff\U000E0041\uE000\U000F0000"

// TestWhatIsPrintedIsPrintable is printable, whatever the names in the input and on the
// command line, and cut at 100 characters.
func TestWhatIsPrintedIsPrintable(t *testing.T) {
	quoted := func(s string) string { return jsonText(t, s) }
	long := strings.Repeat("é"+hostile, 100)
	leads := func(args ...string) []string { return append([]string{"-module", "Leads"}, args...) }
	for name, tt := range map[string]struct {
		args  []string
		input string
	}{
		"a name":                  {leads(), `{"Last_Name":"x",` + quoted(hostile) + `:1}`},
		"a name, raw":             {leads(), "{\"Last_Name\":\"x\",\"" + hostile[strings.Index(hostile, "\u007f"):] + "\":1}"},
		"a long name":             {leads("-strict"), `{"Last_Name":"x",` + quoted(long) + `:1}`},
		"a nested name":           {leads(), `{"Last_Name":"x","a":{` + quoted(hostile) + `:{` + quoted(long) + `:[{"x":1,"x":1}]}}}`},
		"a key twice":             {leads(), `{"Last_Name":"x",` + quoted(hostile) + `:1,` + quoted(hostile) + `:1}`},
		"a long key of rows":      {leads("-field", "Rows:subform"), `{"Last_Name":"x","Rows":[{` + quoted(long) + `:{"x":1,"x":1}}]}`},
		"a name of a table":       {leads("-in", "csv"), "Last_Name," + hostile[strings.Index(hostile, "\u00a0"):] + "\nx,y\n"},
		"a long name of a table":  {leads("-in", "csv"), "Last_Name," + strings.Repeat("söhne ", 100) + "\n,y\n"},
		"a name twice":            {leads("-in", "csv"), "Last_Name,\u202e,\u202e\nx,y\n"},
		"a control in a table":    {leads("-in", "csv"), "Last_Name,a\u009b\nx,y\n"},
		"not UTF-8":               {leads("-in", "csv"), "Last_Name,a\xff\nx,y\n"},
		"a key of a body":         {leads("-in", "body"), `{"data":[{"Last_Name":"x"}],` + quoted(long) + `:1}`},
		"a file":                  {leads(hostile), ""},
		"a directory":             {leads("-o", hostile), `{"Last_Name":"x"}`},
		"a module":                {[]string{"-module", hostile}, "{}"},
		"a module of its own":     {[]string{"-module", hostile, "-field", hostile + ":text:1"}, `{"Name":"x",` + quoted(hostile) + `:"xy"}`},
		"a flag":                  {leads("-" + hostile), "{}"},
		"a value of a flag":       {leads("-strict=" + hostile), "{}"},
		"a field":                 {leads("-field", hostile), "{}"},
		"a rule":                  {leads("-without-rule", hostile), "{}"},
		"a trigger":               {leads("-trigger", hostile), "{}"},
		"metadata":                {leads("-fields", hostile), "{}"},
		"an unknown flag, mostly": {leads("-a\xff"), "{}"},
	} {
		for _, style := range []string{"text", "json"} {
			got := invoke(tt.input, append([]string{"-problems", style}, tt.args...)...)
			if got.err == "" {
				t.Errorf("%s, %s: nothing is printed", name, style)
			}
			if bad := unprintable(got.err); bad != "" {
				t.Errorf("%s, %s: %s in %q", name, style, bad, got.err)
			}
			for line := range strings.Lines(got.err) {
				if strings.HasPrefix(line, "{") && (!problemLine.MatchString(line) || !json.Valid([]byte(line))) {
					t.Errorf("%s, %s: %s", name, style, line)
				}
				if n := strings.Count(line, "é"); n > 3*100/len([]rune(hostile))+6 {
					t.Errorf("%s, %s: a name has %d parts", name, style, n)
				}
			}
		}
	}

	// What Zoho answers is no better known.
	body := write(t, "body.json", `{"data":[{"Last_Name":"x"}]}`)
	for _, style := range []string{"text", "json"} {
		for _, answer := range []string{
			`{"data":[{"code":"SUCCESS","details":{"id":` + quoted(hostile) + `}}]}`,
			`{"data":[{"code":"INVALID_DATA","details":{"api_name":` + quoted(long) + `,"json_path":"$.data[0].x"},"message":` + quoted(hostile) + `,"status":"error"}]}`,
			`{"code":"NO_PERMISSION","message":` + quoted(hostile) + `,"status":"error","details":{"permissions":[` + quoted(hostile) + `]}}`,
		} {
			got := invoke(answer, "outcome", "-batch", body, "-problems", style)
			if bad := unprintable(got.out + got.err); bad != "" || got.out == "" {
				t.Errorf("%s: %s in %q", style, bad, got.out)
			}
			if style == "json" && !json.Valid([]byte(got.out)) {
				t.Errorf("%s", got.out)
			}
		}
	}
	if got := invoke("", "outcome", "-"+hostile); got.status != exitUsage || unprintable(got.err) != "" {
		t.Errorf("exit %d, %q", got.status, got.err)
	}
}

func jsonText(t *testing.T, s string) string {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEscapedJSONSaysTheSame: JSON that is escaped is printable, and says the same.
func TestEscapedJSONSaysTheSame(t *testing.T) {
	for _, s := range []string{"", "plain äöü 漢字", hostile, "a" + hostile + "b"} {
		text := escape([]byte(`["` + strings.NewReplacer("\u0000", "", "\u0007", "", "\b", "", "\u001b", "").Replace(s) + `"]`))
		if bad := unprintable(string(text)); bad != "" {
			t.Errorf("%s in %s", bad, text)
		}
		var back []string
		if err := json.Unmarshal(text, &back); err != nil || len(back) != 1 || !strings.HasSuffix(s, back[0][max(0, len(back[0])-4):]) {
			t.Errorf("%s: %q, %v", text, back, err)
		}
	}
	if got, want := string(escape([]byte("\u009bä\U000E0041"))), `\u009bä\udb40\udc41`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestCutName cuts after 100 characters, not bytes.
func TestCutName(t *testing.T) {
	for _, s := range []string{"x", "é", "\U0001F468"} {
		for n, want := range map[int]string{0: "", 1: s, 99: strings.Repeat(s, 99), 100: strings.Repeat(s, 100), 101: strings.Repeat(s, 100) + "…", 500: strings.Repeat(s, 100) + "…"} {
			if got := cutName(strings.Repeat(s, n)); got != want {
				t.Errorf("of %d × %s it keeps %q", n, s, got)
			}
		}
	}
	path := zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(3), zohocrm.Key(strings.Repeat("x", 101))}
	before := path.JSONPath()
	if got, want := cutNames(path).JSONPath(), "$.data[3]['"+strings.Repeat("x", 100)+"…']"; got != want || path.JSONPath() != before {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestProblemsAreBounded: of one record no more than 100 KB of problems are
// printed, the first ones and the number of the others. Another record has a
// bound of its own.
func TestProblemsAreBounded(t *testing.T) {
	problem := func(record int, size int, warning bool) *zohocrm.Error {
		e := zohocrm.Invalid(zohocrm.ReasonFormat, strings.Repeat("x", size))
		e.Path, e.APIName, e.Warning = zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(record)}, "data", warning
		return e
	}
	printed := func(style string, problems ...*zohocrm.Error) (lines []string, w *problemWriter) {
		var out strings.Builder
		all := newProblemWriter(&out, style, 0, false)
		w = &all
		for _, group := range zohocrm.Errors(problems).Records() {
			if err := w.write(group, place{}); err != nil {
				t.Fatal(err)
			}
		}
		return strings.SplitAfter(strings.TrimSuffix(out.String(), "\n"), "\n"), w
	}
	for _, style := range []string{"text", "json"} {
		// Three records of 100 problems of 2 KB each.
		var problems zohocrm.Errors
		for record := range 3 {
			for i := range 100 {
				problems = append(problems, problem(record, 2000, record == 1 || record == 2 && i < 99))
			}
		}
		lines, w := printed(style, problems...)
		total := 0
		for record := range 3 {
			size, count, last := 0, 0, ""
			for _, line := range lines {
				if strings.Contains(line, fmt.Sprintf("$.data[%d]", record)) {
					size, last = size+len(line), line
					count++
				}
			}
			if size > 100_000 || size < 95_000 {
				t.Errorf("%s: %d bytes of record %d", style, size, record)
			}
			want := fmt.Sprintf("and %d more problems", 100-count+1)
			if style == "json" {
				want = fmt.Sprintf(`"more":%d}`, 100-count+1)
			}
			if !strings.Contains(last, want) {
				t.Errorf("%s: the last of record %d is %s, want %s", style, record, last, want)
			}
			if warns := strings.Contains(last, "warning"); warns != (record == 1) {
				t.Errorf("%s: the last of record %d is %s", style, record, last)
			}
			total += count
		}
		if total != len(lines) || !w.refused {
			t.Errorf("%s: %d lines of %d, refused %v", style, total, len(lines), w.refused)
		}

		// One line that is as long as may be, and one that is too long.
		base, _ := printed(style, problem(0, 0, false))
		fit := maxProblemBytes - maxMoreBytes - len(base[0]) - 1
		if style == "json" {
			fit -= len(`,"expected":""`) // which is left out when it is empty
		} else {
			fit -= len(": expected ")
		}
		for size, more := range map[int]bool{fit: false, fit + 1: true, 200_000: true} {
			lines, _ := printed(style, problem(0, size, false))
			if len(lines) != 1 || len(lines[0]) > 100_000 || strings.Contains(lines[0], "more") != more {
				t.Errorf("%s: of %d bytes: %d lines, %.200s", style, size, len(lines), lines[0])
			}
		}

		// There is room for the line with the number, however little is left.
		for size := 1000; size < 1100; size += testkit.Size(9, 1, 1) {
			var problems zohocrm.Errors
			for range 100 {
				problems = append(problems, problem(1<<30, size, false))
			}
			if lines, _ := printed(style, problems...); len(strings.Join(lines, "")) >= 100_000 {
				t.Errorf("%s: %d bytes of problems of %d bytes", style, len(strings.Join(lines, "")), size)
			}
		}

		// What was counted is counted again, and a row keeps its number.
		counted := zohocrm.Invalid(zohocrm.ReasonMore, "").WithCause(&record.CellError{Row: 7, Err: &zohocrm.MoreProblems{Count: 41}})
		counted.Path = problem(5, 0, false).Path
		problems = problems[:0]
		for range 60 {
			e := problem(5, 2000, false)
			e.Err = &record.CellError{Row: 7, Column: 2}
			problems = append(problems, e)
		}
		lines, _ = printed(style, append(problems, counted)...)
		last, want := lines[len(lines)-1], fmt.Sprintf("row 7: and %d more problems", 60-len(lines)+1+41)
		if style == "json" {
			want = fmt.Sprintf(`"row":7,"more":%d}`, 60-len(lines)+1+41)
		}
		if !strings.HasSuffix(strings.TrimSpace(last), want) {
			t.Errorf("%s: the last line is %s, want %s", style, last, want)
		}
	}
}

// TestCheckStatus: -check exits as without it. Good records before a break are
// something that was done.
func TestCheckStatus(t *testing.T) {
	for _, tt := range []struct {
		format, input string
		status        int
	}{
		{"jsonl", "{\"Last_Name\":\"Daly\"}\n", exitOK},
		{"jsonl", "{\"Last_Name\":\"Daly\"}\n{}\n", exitRefused},
		{"jsonl", "{\"Last_Name\":\"Daly\"}\n{\"Last_Name\n", exitRefused},
		{"jsonl", "{\"Last_Name\n", exitRefused}, // a line is a record
		{"json", `[{"Last_Name":"Daly"},`, exitRefused},
		{"json", `[{},`, exitRefused},
		{"json", `[`, exitUsage},
		{"json", `{"Last_Name":`, exitUsage},
		{"csv", "Last_Name\nDaly\nDo\"lan\n", exitRefused},
		{"csv", "Last_Name\nDo\"lan\n", exitRefused}, // a line is a record
		{"csv", "Last_\"Name\nDaly\n", exitUsage},
		{"csv", "Last_Name,Last_Name\nDaly,Daly\n", exitUsage},
		{"body", `{"data":[{"Last_Name":"Daly"}]}`, exitOK},
		{"body", `{"data":[{"Last_Name":"Daly"}]`, exitUsage},
		{"body", `{"data":[]}`, exitRefused},
	} {
		for _, args := range [][]string{nil, {"-check"}} {
			if got := invoke(tt.input, append(args, "-module", "Leads", "-in", tt.format)...); got.status != tt.status {
				t.Errorf("%s %q %q: exit %d, want %d: %s", tt.format, tt.input, args, got.status, tt.status, got.err)
			}
		}
	}
	// The read error of a file.
	for _, args := range [][]string{{}, {"-check"}} {
		args = append(args, "-module", "Leads", "-in", "jsonl")
		for text, want := range map[string]int{"{\"Last_Name\":\"Daly\"}\n": exitRefused, "{}\n": exitRefused, "": exitUsage} {
			if got := run(quietly(args), failing{strings.NewReader(text)}, io.Discard, io.Discard); got != want {
				t.Errorf("%q %q: exit %d, want %d", args, text, got, want)
			}
		}
	}
}

// A counting reader has no end and counts what is read of it.
type counting struct{ n int }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	if c.n == 0 {
		copy(p, `{"Last_Name":"`)
	}
	c.n += len(p)
	return len(p), nil
}

// TestLargestBody: a body or an answer of 32 MiB is read, and none that is larger.
func TestLargestBody(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads 100 MB")
	}
	for size, want := range map[int]error{32<<20 - 1: nil, 32 << 20: nil, 32<<20 + 1: zohocrm.ReasonSize} {
		data, err := readWhole(io.LimitReader(&counting{}, int64(size)))
		if !errors.Is(err, want) || err == nil && len(data) != size {
			t.Errorf("of %d bytes it reads %d, %v", size, len(data), err)
		}
	}
}

// TestEndlessBody: no more is read of a body without an end than one may have.
func TestEndlessBody(t *testing.T) {
	endless := &counting{}
	var problems strings.Builder
	status := run(quietly([]string{"-module", "Leads"}), endless, io.Discard, &problems)
	if status != exitUsage || problems.String() != "zohocrm: INVALID_DATA: invalid data: expected at most 32 MiB in one body\n" || endless.n > 32<<20+1<<17 {
		t.Errorf("exit %d, %q after %d bytes", status, problems.String(), endless.n)
	}
}

// TestLargestRecord: a record of 16 MiB is written, and a larger one is refused.
func TestLargestRecord(t *testing.T) {
	const start, end = `{"Last_Name":"Daly","Note":"`, `"}`
	for size, want := range map[int]result{
		16 << 20:   {status: exitOK},
		16<<20 + 1: {exitRefused, "", "$.data[0]: INVALID_DATA: invalid data: expected a record of at most 16 MiB\n"},
	} {
		if testing.Short() && want.status == exitOK {
			continue // it writes 16 MB
		}
		got := invoke(start+strings.Repeat("x", size-len(start)-len(end))+end, "-module", "Leads")
		if got.status != want.status || got.err != want.err || (got.out == "") != (want.status != exitOK) {
			t.Errorf("of %d bytes: exit %d, %q, %d bytes of bodies", size, got.status, got.err, len(got.out))
		}
	}
}
