package zohocrm_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

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
