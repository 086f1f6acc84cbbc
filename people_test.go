package zohocrm_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

// A cause knows its place, the character, and what to do.
type cause struct {
	row, column, position int
	hint                  string
}

func (c cause) Error() string     { return "cause" }
func (c cause) Place() (int, int) { return c.row, c.column }
func (c cause) Position() int     { return c.position }
func (c cause) Hint() string      { return c.hint }
func suggest(e *zohocrm.Error, name string) *zohocrm.Error {
	e.Suggestion = name
	return e
}

func TestHint(t *testing.T) {
	fixed := suggest(zohocrm.UnknownField("").WithCause(cause{hint: "h"}), "Email")
	fixed.Fix = "load the metadata"
	for _, test := range []struct {
		problem *zohocrm.Error
		want    string
	}{
		{nil, ""},
		{&zohocrm.Error{}, ""},
		{&zohocrm.Error{Reason: "new"}, ""},
		{zohocrm.Missing(), "give the field a value"},
		{zohocrm.QuotedNumber("double", ""), "write the number without quotes"},
		{zohocrm.Renamed("Purchase_Items"), "use the name Purchase_Items"},
		{suggest(zohocrm.UnknownField(""), "Email"), "did you mean Email?"},
		{suggest(zohocrm.UnknownModule(""), "Leads"), "did you mean Leads?"},
		{suggest(zohocrm.NotListed(nil), "Web"), "did you mean Web?"},
		{suggest(zohocrm.NotListed(nil), "a\n\u202eb"), "did you mean a\uFFFD\uFFFDb?"},
		{suggest(zohocrm.Missing(), "Email"), "give the field a value"},
		{suggest(zohocrm.UnknownField("").WithCause(cause{hint: "h"}), "Email"), "did you mean Email?"},
		{zohocrm.Pattern("email", "", cause{hint: "add the @"}), "add the @"},
		{zohocrm.Pattern("email", "", fmt.Errorf("wrapped: %w", cause{hint: "add the @"})), "add the @"},
		{zohocrm.Pattern("email", "", cause{}), "write the text in the form that the field type asks for"},
		{zohocrm.Pattern("email", "", zohocrm.ReasonNoAt), "add the @ and the domain"},
		{fixed, "load the metadata"},
	} {
		if got := test.problem.Hint(); got != test.want {
			t.Errorf("Hint() of %v = %q, want %q", test.problem, got, test.want)
		}
	}
}

func TestAppendLong(t *testing.T) {
	values := make([]string, 51)
	for i := range values {
		values[i] = strconv.Itoa(i)
	}
	first50 := `["` + strings.Join(values[:50], `","`) + `"]`
	for _, test := range []struct {
		problem *zohocrm.Error
		want    string
	}{
		{nil, `null`},
		{zohocrm.TooLong(30).PrefixPath(first(key("Phone"))...),
			`{"level":"error","reason":"max_length","code":"INVALID_DATA","details":{"maximum_length":30,"api_name":"Phone","json_path":"$.data[0].Phone"},"message":"invalid data","status":"error","expected":"at most 30 characters","hint":"shorten the text to the limit"}`},
		{suggest(zohocrm.UnknownField("a field of the module").AsWarning(), "Email").PrefixPath(first(key("Emial"))...),
			`{"level":"warning","reason":"unknown_field","code":"INVALID_DATA","details":{"api_name":"Emial","json_path":"$.data[0].Emial"},"message":"the field api name given seems to be invalid","status":"error","expected":"a field of the module","hint":"did you mean Email?","suggestion":"Email"}`},
		{zohocrm.Pattern("email", "an address", cause{17, 4, 0, "add the @"}),
			`{"level":"error","reason":"pattern","code":"INVALID_DATA","details":{"expected_data_type":"email"},"message":"invalid data","status":"error","expected":"an address","hint":"add the @","row":17,"column":4,"position":0}`},
		{&zohocrm.Error{Code: zohocrm.CodeInternalError},
			`{"level":"error","reason":"","code":"INTERNAL_ERROR","details":{},"message":"","status":"error"}`},
		{zohocrm.NotListed(values),
			`{"level":"error","reason":"picklist","code":"INVALID_DATA","details":{"supported_values":` + first50 + `,"supported_values_total":51},"message":"invalid data","status":"error","expected":"one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 39 more","hint":"choose a value of the list, or add the value to the list in Zoho"}`},
	} {
		if diff := cmp.Diff("> "+test.want, string(test.problem.AppendLong([]byte("> ")))); diff != "" {
			t.Errorf("AppendLong differs (-want +got):\n%s", diff)
		}
	}
	e := zohocrm.NotListed(values)
	if got, want := string(mustMarshal(e)), `{"code":"INVALID_DATA","details":{"supported_values":`+first50+`},"message":"invalid data","status":"error"}`; got != want {
		t.Errorf("MarshalJSON = %s, want %s", got, want)
	}
	if len(e.Details.SupportedValues) != 51 {
		t.Errorf("MarshalJSON cut the details themselves")
	}
}

func TestErrorTextCutsNames(t *testing.T) {
	for name, want := range map[string]string{
		strings.Repeat("n", 100):        "$." + strings.Repeat("n", 100),
		strings.Repeat("n", 101):        "$." + strings.Repeat("n", 100) + "…",
		strings.Repeat("ß", 100):        "$['" + strings.Repeat("ß", 100) + "']",
		strings.Repeat("ß", 101):        "$['" + strings.Repeat("ß", 100) + "…']",
		strings.Repeat("\u202e", 1<<16): "$['" + strings.Repeat(`\u202e`, 100) + "…']",
	} {
		got, _, _ := strings.Cut(zohocrm.Missing().PrefixPath(key(name)).Error(), ": ")
		if got != want {
			t.Errorf("the path is %.300q, want %q", got, want)
		}
	}
}

func TestByField(t *testing.T) {
	a, b, c := missing(first(key("Email"))...), missing(first(key("Phone"))...), missing(inRecord(1, key("Email"))...)
	bare := &zohocrm.Error{Code: zohocrm.CodeInternalError}
	list := zohocrm.Errors{b, nil, a, bare, c}
	var names []string
	var groups []zohocrm.Errors
	for name, errs := range list.ByField() {
		names, groups = append(names, name), append(groups, errs)
	}
	if diff := cmp.Diff([]string{"Phone", "Email", ""}, names); diff != "" {
		t.Errorf("names differ (-want +got):\n%s", diff)
	}
	want := []zohocrm.Errors{{b}, {a, c}, {bare}}
	if !slices.EqualFunc(groups, want, func(x, y zohocrm.Errors) bool { return slices.Equal(x, y) }) {
		t.Errorf("groups = %v, want %v", groups, want)
	}
	for name := range list.ByField() {
		if name != "Phone" {
			t.Error("ByField continued after the loop ended")
		}
		break
	}
}

func TestLogValue(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey && groups == nil {
			return slog.Attr{}
		}
		return a
	}}))
	list := zohocrm.Errors{nil}
	for range 25 {
		list = append(list, zohocrm.Invalid("id", ""))
	}
	list[1] = zohocrm.TooLong(30).AsWarning().WithCause(errors.New("secret")).PrefixPath(first(key("Phone"))...)
	log.Info("one", "p", list[1])
	log.Info("none", "p", (*zohocrm.Error)(nil))
	log.Info("all", "p", list)
	log.Info("empty", "p", zohocrm.Errors(nil))
	lines := strings.Split(out.String(), "\n")
	for i, want := range []string{
		`level=INFO msg=one p.path=$.data[0].Phone p.code=INVALID_DATA p.reason=max_length p.expected="at most 30 characters" p.warning=true`,
		`level=INFO msg=none p=<nil>`,
		`level=INFO msg=all p.count=25 p.0.path=$.data[0].Phone p.0.code=INVALID_DATA p.0.reason=max_length p.0.expected="at most 30 characters" p.0.warning=true p.1.path=$ p.1.code=INVALID_DATA p.1.reason=id`,
		`level=INFO msg=empty p.count=0`,
	} {
		if i == 2 {
			if !strings.HasPrefix(lines[i], want) || !strings.Contains(lines[i], "p.19.path") || strings.Contains(lines[i], "p.20.") {
				t.Errorf("the log has %s, want 20 problems from %s", lines[i], want)
			}
		} else if lines[i] != want {
			t.Errorf("the log has %s, want %s", lines[i], want)
		}
	}
}

// TestUnmarshalAnswers reads the golden answers back: they marshal to the same
// bytes.
func TestUnmarshalAnswers(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "errors", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var list zohocrm.Errors
		if err := json.Unmarshal(text, &list); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := json.Marshal(list)
		if diff := cmp.Diff(string(bytes.TrimSpace(text)), string(got)); diff != "" || err != nil {
			t.Errorf("%s: %v, differs (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	const success = `{"code":"SUCCESS","details":{"id":"1"},"message":"record added","status":"success"}`
	for _, text := range []string{
		"", "x", "null", "true", "1", `"INVALID_DATA"`, "[]", "{}", "[{}]", `{"code":null}`, `{"code":1}`, `{"code":""}`,
		`{"code":"INVALID_DATA","status":"success"}`, `{"code":"SUCCESS","status":"success"}`, "{\"code\":\"A\"", "\xff",
	} {
		e, list := zohocrm.Error{Message: "kept"}, zohocrm.Errors{nil, nil}
		var odd *zohocrm.AnswerError
		if err := e.UnmarshalJSON([]byte(text)); !errors.As(err, &odd) || e.Message != "kept" {
			t.Errorf("Error.UnmarshalJSON(%q) = %v, %v", text, err, e)
		}
		if err := list.UnmarshalJSON([]byte(text)); !errors.As(err, &odd) || len(list) != 2 {
			t.Errorf("Errors.UnmarshalJSON(%q) = %v, %v", text, err, list)
		}
	}
	var e zohocrm.Error
	if err := json.Unmarshal([]byte(success), &e); err == nil {
		t.Error("the answer of a stored record is read as an error")
	}
	if err := json.Unmarshal([]byte(`{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[{"code":"A"},{"code":"B"}]}}`), &e); err == nil {
		t.Error("two errors are read as one")
	}
	list := zohocrm.Errors{&e}
	for _, text := range []string{`{"data":[]}`, `{"data":[` + success + `]}`} {
		if err := json.Unmarshal([]byte(text), &list); err != nil || list != nil {
			t.Errorf("Unmarshal(%s) = %v, %v, want no problems", text, list, err)
		}
		list = zohocrm.Errors{&e}
	}
	for _, text := range []string{`{"data":null}`, `{"data":{}}`, `{"data":[1]}`, `{"data":[{}]}`, `{"data":[null]}`} {
		if err := json.Unmarshal([]byte(text), &list); err == nil || len(list) != 1 {
			t.Errorf("Unmarshal(%s) = %v, %v, want an error", text, list, err)
		}
	}
	if (*zohocrm.Error)(nil).UnmarshalJSON([]byte("{}")) == nil || (*zohocrm.Errors)(nil).UnmarshalJSON([]byte("{}")) == nil {
		t.Error("a nil receiver gives no error")
	}
}

// TestUnmarshalLaws reads back what the constructors make, at any path.
func TestUnmarshalLaws(t *testing.T) {
	laws := testkit.LawsUpTo(t, 500, 20)

	laws.Property("an error reads back and marshals to the same bytes", prop.ForAll(
		func(e *zohocrm.Error) bool {
			text := mustMarshal(e)
			var got zohocrm.Error
			if err := json.Unmarshal(text, &got); err != nil {
				return false
			}
			want := *e
			want.Reason, want.Expected, want.Suggestion, want.Fix, want.Warning, want.Err = got.Reason, "", "", "", false, nil
			return cmp.Equal(want, got, cmp.AllowUnexported(zohocrm.Step{})) && bytes.Equal(mustMarshal(&got), text)
		}, genProblem()))

	laws.Property("a list reads back record by record, without its warnings", prop.ForAll(
		func(list []*zohocrm.Error) bool {
			text, err := json.Marshal(zohocrm.Errors(list))
			if err != nil {
				return false
			}
			var got zohocrm.Errors
			if err := json.Unmarshal(text, &got); err != nil {
				return false
			}
			again, err := json.Marshal(got)
			return err == nil && bytes.Equal(text, again) && len(got) == blockingIn(list)
		}, gen.SliceOf(genProblem())))

	laws.Property("no text panics", prop.ForAll(
		func(text string) bool {
			var e zohocrm.Error
			var list zohocrm.Errors
			_, _ = e.UnmarshalJSON([]byte(text)), list.UnmarshalJSON([]byte(text))
			return true
		}, genAnswerText()))

	laws.TestingRun(t)
}

// genProblem yields what a constructor returns, in a record, with names that
// are UTF-8.
func genProblem() gopter.Gen {
	return gopter.CombineGens(gen.IntRange(0, len(constructors)-1), gen.IntRange(0, 99), genName(), genPath(), gen.Bool(), gen.Bool()).
		Map(func(v []any) *zohocrm.Error {
			e := *constructors[v[0].(int)].problem
			name := string([]rune(v[2].(string)))
			if v[4].(bool) {
				e.Details.Dependee = &zohocrm.FieldRef{APIName: name, Path: zohocrm.Path{key(name)}}
			}
			if v[5].(bool) {
				e.Details.ExpectedFields = []zohocrm.FieldRef{{APIName: name, Path: zohocrm.Path{key(name)}}, {APIName: "X", Path: zohocrm.Path{key("X")}}}
			}
			var steps []zohocrm.Step
			for _, s := range v[3].(zohocrm.Path) {
				if name, ok := s.Key(); ok {
					s = key(string([]rune(name)))
				}
				steps = append(steps, s)
			}
			return e.PrefixPath(inRecord(v[1].(int), steps...)...)
		})
}

func genAnswerText() gopter.Gen {
	return gen.SliceOf(gen.OneConstOf(`{`, `}`, `[`, `]`, `"data":`, `"code":`, `"details":`, `"errors":`, `"A"`, `,`, `null`, `1e999`, `"\ud800"`,
		`"expected_fields":[{"api_name":1}]`, `"dependee":{}`, `"json_path":"$"`, "\xff")).
		Map(func(s []string) string { return strings.Join(s, "") })
}

// TestNil pins the zero behavior of nil problems.
func TestNil(t *testing.T) {
	var e *zohocrm.Error
	if e.PrefixPath(key("a")) != nil || e.AsWarning() != nil || e.WithCause(nil) != nil || e.Unwrap() != nil {
		t.Error("a method of a nil *Error returns more than nil")
	}
	if e.Error() != "<nil>" || e.Expectation() != "" || e.Hint() != "" || e.Is(zohocrm.CodeInvalidData) {
		t.Errorf("texts of a nil *Error: %q, %q, %q", e.Error(), e.Expectation(), e.Hint())
	}
	if text, err := e.MarshalJSON(); string(text) != "null" || err != nil {
		t.Errorf("MarshalJSON of nil = %s, %v", text, err)
	}
	if got := (*zohocrm.AnswerError)(nil).Error(); got != "<nil>" {
		t.Errorf("AnswerError: %q", got)
	}

	a := missing(first(key("Email"))...)
	for _, list := range []zohocrm.Errors{nil, {nil}, {nil, a, nil}} {
		n := len(slices.DeleteFunc(slices.Clone(list), func(e *zohocrm.Error) bool { return e == nil }))
		if got := len(list.Unwrap()); got != n {
			t.Errorf("%d elements: Unwrap has %d, want %d", len(list), got, n)
		}
		if (list.Err() != nil) != (n > 0) || errors.Is(list, zohocrm.CodeMandatoryNotFound) != (n > 0) || (list.Error() != "") != (n > 0) {
			t.Errorf("%d elements: Err() = %v, Error() = %q", len(list), list.Err(), list.Error())
		}
		for record, errs := range list.Records() {
			if record != 0 || len(errs) != 1 {
				t.Errorf("Records has %d: %v", record, errs)
			}
		}
		want := `{"data":[]}`
		if n > 0 {
			want = `{"data":[` + string(mustMarshal(a)) + `]}`
		}
		if got, err := json.Marshal(list); string(got) != want || err != nil {
			t.Errorf("MarshalJSON = %s, %v, want %s", got, err, want)
		}
	}
}

// TestNoPanic calls every method of the package's types on zero values, and
// every constructor with odd numbers.
func TestNoPanic(t *testing.T) {
	var e *zohocrm.Error
	var es *zohocrm.Errors
	odd := map[reflect.Type]reflect.Value{
		reflect.TypeFor[error]():          reflect.Zero(reflect.TypeFor[error]()),
		reflect.TypeFor[[]zohocrm.Step](): reflect.ValueOf([]zohocrm.Step{{}, key("\xff"), index(math.MaxInt), index(math.MinInt)}),
		reflect.TypeFor[zohocrm.Path]():   reflect.ValueOf(zohocrm.Path{{}, index(math.MaxInt)}),
	}
	for _, receiver := range []any{
		e, &zohocrm.Error{}, zohocrm.Errors(nil), zohocrm.Errors{nil}, zohocrm.Errors{{}}, &zohocrm.Errors{}, es, zohocrm.Code(""), zohocrm.Reason(""),
		zohocrm.Step{}, index(math.MaxInt), zohocrm.Path(nil), zohocrm.Path{{}, {}}, zohocrm.FieldRef{}, (*zohocrm.AnswerError)(nil), &zohocrm.AnswerError{},
	} {
		v := reflect.ValueOf(receiver)
		for m := range v.NumMethod() {
			method := v.Type().Method(m)
			if v.Kind() == reflect.Pointer && v.IsNil() {
				if _, isValue := v.Type().Elem().MethodByName(method.Name); isValue {
					continue // Go itself panics
				}
			}
			var args []reflect.Value
			for i := range v.Method(m).Type().NumIn() {
				in := v.Method(m).Type().In(i)
				arg, ok := odd[in]
				if !ok {
					arg = reflect.Zero(in)
				}
				args = append(args, arg)
			}
			func() {
				defer func() {
					if p := recover(); p != nil {
						t.Errorf("%T.%s panics: %v", receiver, method.Name, p)
					}
				}()
				var out []reflect.Value
				if method.Type.IsVariadic() {
					out = v.Method(m).CallSlice(args)
				} else {
					out = v.Method(m).Call(args)
				}
				for _, o := range out {
					if o.Kind() == reflect.Func {
						for range o.Seq2() {
						}
					} else if text := fmt.Sprint(o); strings.Contains(text, "PANIC") {
						t.Errorf("%T.%s returns %s", receiver, method.Name, text)
					}
				}
			}()
		}
	}
	for _, n := range []int{math.MinInt, -1, 0, math.MaxInt} {
		for _, e := range []*zohocrm.Error{
			zohocrm.TooLong(n), zohocrm.TooManyDigits(n), zohocrm.TooManyIntegerDigits(n), zohocrm.NumberTooLong("", n), zohocrm.TooManyDecimals(n),
			zohocrm.OutOfRange(n, -n), zohocrm.TooManyItems(n, ""), zohocrm.TooManyUsers(n), zohocrm.TooManyRecords(n), zohocrm.TooManyInRequest(n, ""),
			zohocrm.NotListed(nil), zohocrm.NotSupported(nil), zohocrm.NotSupportedAs("", nil), zohocrm.Renamed(""), zohocrm.Syntax(nil),
		} {
			if e.Error() == "" || len(e.AppendLong(nil)) == 0 {
				t.Errorf("%v has no text", e)
			}
		}
	}
}
