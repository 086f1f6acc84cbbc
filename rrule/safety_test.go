package rrule_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/rrule"
)

// TestNoPanic calls every method of every type with odd receivers and odd
// arguments.
func TestNoPanic(t *testing.T) {
	numbers := []int{math.MinInt, math.MinInt32, -1, 0, 1, 54, 255, 256, math.MaxInt32, math.MaxInt}
	texts := []string{"", ";", "=", "\xff", "FREQ=DAILY", "ACTION=EMAIL", strings.Repeat(";=", 9000)}
	receivers := []any{
		rrule.Rule{}, rrule.Daily(), rrule.Weekly(), rrule.Yearly().From(rrule.Day(9999, 12, 31)), &rrule.Rule{}, (*rrule.Rule)(nil),
		rrule.Alarm{}, rrule.Email(), &rrule.Alarm{}, (*rrule.Alarm)(nil),
		rrule.Reminder{}, rrule.Minutes(math.MinInt), &rrule.Reminder{}, (*rrule.Reminder)(nil),
		rrule.Date{}, rrule.Day(0, 1, 1), rrule.Day(9999, 12, 31), &rrule.Date{}, (*rrule.Date)(nil),
		rrule.NthDay{},
	}
	for _, n := range numbers {
		receivers = append(receivers,
			rrule.Freq(n), rrule.Weekday(n), rrule.Action(n), rrule.Period(n),
			rrule.Day(n, time.Month(n), n), rrule.Days(n), rrule.Hours(n), rrule.Weeks(n), rrule.ReminderOf(n, "weeks"))
	}
	times := []time.Time{{}, time.Unix(math.MaxInt64, 0), time.Unix(math.MinInt64, 0), time.Unix(0, 0).In(time.FixedZone("", 1<<30))}
	for _, at := range times {
		receivers = append(receivers, rrule.DayOf(at))
	}
	for _, text := range texts {
		for _, parse := range []func(string) error{
			func(s string) error { _, err := rrule.Parse(s); return err },
			func(s string) error { _, err := rrule.ParseAlarm(s); return err },
			func(s string) error { _, err := rrule.ParseReminder(s); return err },
		} {
			if err := parse(text); err != nil && strings.Contains(err.Error(), "\xff") {
				t.Errorf("the error quotes the text: %q", err)
			}
		}
	}

	// The arguments of a type.
	odd := map[reflect.Type][]any{
		reflect.TypeFor[string]():          {"", "99:99", "\xff", "22:52", "10.30"},
		reflect.TypeFor[[]byte]():          {[]byte(nil), []byte("\xff"), []byte("null"), []byte("{}"), []byte(`{"unit":1e99}`)},
		reflect.TypeFor[time.Time]():       {times[0], times[1], times[2], times[3]},
		reflect.TypeFor[rrule.Date]():      {rrule.Date{}, rrule.Day(9999, 12, 31)},
		reflect.TypeFor[[]rrule.Weekday](): {[]rrule.Weekday(nil), []rrule.Weekday{0, 8, 255}, []rrule.Weekday{rrule.Monday}},
		reflect.TypeFor[[]time.Month]():    {[]time.Month(nil), []time.Month{math.MinInt, 0, 13, math.MaxInt}},
		reflect.TypeFor[[]int]():           {[]int(nil), numbers},
	}
	for _, n := range numbers {
		odd[reflect.TypeFor[int]()] = append(odd[reflect.TypeFor[int]()], n)
	}
	calls := 0
	for _, receiver := range receivers {
		v := reflect.ValueOf(receiver)
		for m := range v.NumMethod() {
			name := fmt.Sprintf("%T.%s", receiver, v.Type().Method(m).Name)
			method := v.Method(m)
			promoted := v.Kind() == reflect.Pointer && v.IsNil()
			if promoted {
				if _, isValue := v.Type().Elem().MethodByName(v.Type().Method(m).Name); isValue {
					continue // Go itself panics
				}
			}
			width := method.Type().NumIn()
			for i := range 10 {
				args := make([]reflect.Value, width)
				for a := range args {
					in := method.Type().In(a)
					choices := odd[in]
					if choices == nil {
						t.Fatalf("%s: no arguments of type %s", name, in)
					}
					args[a] = reflect.ValueOf(choices[(i+a)%len(choices)])
				}
				func() {
					defer func() {
						if p := recover(); p != nil {
							t.Errorf("%s(%v) panics: %v", name, args, p)
						}
					}()
					calls++
					var out []reflect.Value
					if method.Type().IsVariadic() {
						out = method.CallSlice(args)
					} else {
						out = method.Call(args)
					}
					for _, o := range out {
						if o.Kind() != reflect.Func { // Dates
							if text := fmt.Sprint(o); strings.Contains(text, "PANIC") {
								t.Errorf("%s(%v) returns %s", name, args, text)
							}
							continue
						}
						n := 0
						for range o.Seq() {
							if n++; n > 5 {
								break
							}
						}
					}
				}()
			}
		}
	}
	t.Logf("%d calls", calls)
}
