package zohocrm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
)

// TestNilProblems pins the zero behavior of nil problems.
func TestNilProblems(t *testing.T) {
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
