package rrule_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/rrule"
)

func TestParseReminder(t *testing.T) {
	for _, tt := range []struct {
		text, canonical string
		want            rrule.Reminder
	}{
		{"15 mins", "", rrule.Minutes(15)}, // page
		{"2 hrs", "", rrule.Hours(2)},      // page
		{"1 days", "", rrule.Days(1)},
		{"0 weeks", "", rrule.Weeks(0)},
		{"60 mins", "", rrule.Minutes(60)},
		{"15 minutes", "15 mins", rrule.Minutes(15)},
		{"02 hours", "2 hrs", rrule.Hours(2)},
	} {
		got, err := rrule.ParseReminder(tt.text)
		if err != nil || got != tt.want {
			t.Errorf("ParseReminder(%s) = %v, %v", tt.text, got, err)
		}
		want := tt.canonical
		if want == "" {
			want = tt.text
		}
		if got.String() != want {
			t.Errorf("%s is written %s, want %s", tt.text, got, want)
		}
		if err := got.Validate(rrule.EventUnits); err != nil || got.Warnings() != nil {
			t.Errorf("%s: %v, %v", tt.text, err, got.Warnings())
		}
	}
}

func TestParseReminderRefuses(t *testing.T) {
	for _, tt := range []struct {
		text   string
		reason zohocrm.Reason
		at     string
	}{
		{"", zohocrm.ReasonFormat, "1"},
		{"mins", zohocrm.ReasonFormat, "1"},
		{" mins", zohocrm.ReasonFormat, "1"},
		{"-5 mins", zohocrm.ReasonFormat, "1"},
		{"1.5 hrs", zohocrm.ReasonFormat, "2"},
		{"15", zohocrm.ReasonFormat, "3"},
		{"15mins", zohocrm.ReasonFormat, "3"},
		{"15  mins", zohocrm.ReasonFormat, "4"},
		{"15 Mins", zohocrm.ReasonFormat, "4"},
		{"15 years", zohocrm.ReasonFormat, "4"},
		{"15 mins ", zohocrm.ReasonFormat, "4"},
		{"5 minutes before", zohocrm.ReasonFormat, "3"}, // a picklist value of Calls
		{"1 days 10.30", zohocrm.ReasonFormat, "3"},
		{"2020-02-01T09:45:00+05:30", zohocrm.ReasonFormat, "5"}, // an older form
		{"ü mins", zohocrm.ReasonFormat, "1"},
		{"4294967296 mins", zohocrm.ReasonRange, "1"},
	} {
		r, err := rrule.ParseReminder(tt.text)
		if r != (rrule.Reminder{}) {
			t.Errorf("%s: %v beside an error", tt.text, r)
		}
		checkProblem(t, tt.text, err, tt.reason, `a number, a space, and mins, hrs, days or weeks, as in "15 mins", at character `+tt.at)
	}
	_, err := rrule.ParseReminder(strings.Repeat("1", rrule.MaxLength+1))
	if !errors.Is(err, zohocrm.ReasonMaxLength) {
		t.Errorf("a long text: %v", err)
	}
}

// The entries of the page's recurring event, as objects.
func TestReminderOf(t *testing.T) {
	for _, tt := range []struct {
		got  rrule.Reminder
		want rrule.Reminder
		json string
	}{
		{rrule.ReminderOf(15, "minutes"), rrule.Minutes(15), `{"unit":15,"period":"minutes"}`},
		{rrule.ReminderOf(5, "minutes"), rrule.Minutes(5), `{"unit":5,"period":"minutes"}`},
		{rrule.ReminderOf(1, "days").At("10.30"), rrule.Days(1).At("10.30"), `{"unit":1,"period":"days","time":"10.30"}`},
		{rrule.ReminderOf(1, "days").At("10:30"), rrule.Days(1).At("10:30"), `{"unit":1,"period":"days","time":"10:30"}`},
		{rrule.ReminderOf(2, "hrs"), rrule.Hours(2), `{"unit":2,"period":"hours"}`},
		{rrule.ReminderOf(2, "mins"), rrule.Minutes(2), `{"unit":2,"period":"minutes"}`},
		{rrule.ReminderOf(3, "weeks"), rrule.Weeks(3), `{"unit":3,"period":"weeks"}`},
		{rrule.ReminderOf(0, "hours"), rrule.Hours(0), `{"unit":0,"period":"hours"}`},
	} {
		if tt.got != tt.want {
			t.Errorf("got %v, want %v", tt.got, tt.want)
		}
		if got, err := json.Marshal(tt.got); err != nil || string(got) != tt.json {
			t.Errorf("%v: %s, %v; want %s", tt.got, got, err, tt.json)
		}
		if err := tt.got.Validate(rrule.EventUnits); err != nil || tt.got.Warnings() != nil {
			t.Errorf("%v: %v, %v", tt.got, err, tt.got.Warnings())
		}
	}
}

// A problem of a member has the form of the server's answer.
func TestReminderProblems(t *testing.T) {
	for _, tt := range []struct {
		name     string
		reminder rrule.Reminder
		max      int
		want     string
	}{
		{"unit", rrule.Minutes(61), rrule.EventUnits, `{"code":"INVALID_DATA","details":{"range":{"from":0,"to":60},"api_name":"unit","json_path":"$.unit"},"message":"Please check whether the input values are correct","status":"error"}`},
		{"negative", rrule.Minutes(-1), rrule.EventUnits, `{"code":"INVALID_DATA","details":{"range":{"from":0,"to":60},"api_name":"unit","json_path":"$.unit"},"message":"Please check whether the input values are correct","status":"error"}`},
		{"appointment", rrule.Minutes(101), rrule.AppointmentUnits, `{"code":"INVALID_DATA","details":{"range":{"from":0,"to":100},"api_name":"unit","json_path":"$.unit"},"message":"Please check whether the input values are correct","status":"error"}`},
		{"period", rrule.ReminderOf(1, "years"), rrule.EventUnits, `{"code":"INVALID_DATA","details":{"supported_values":["minutes","hours","days","weeks"],"api_name":"period","json_path":"$.period"},"message":"INVALID_DATA","status":"error"}`},
		{"zero", rrule.Reminder{}, rrule.EventUnits, `{"code":"INVALID_DATA","details":{"supported_values":["minutes","hours","days","weeks"],"api_name":"period","json_path":"$.period"},"message":"INVALID_DATA","status":"error"}`},
		{"time", rrule.Days(1).At("10:60"), rrule.EventUnits, `{"code":"INVALID_DATA","details":{"api_name":"time","json_path":"$.time"},"message":"invalid data","status":"error"}`},
		{"no time", rrule.Days(1).At(""), rrule.EventUnits, `{"code":"INVALID_DATA","details":{"api_name":"time","json_path":"$.time"},"message":"invalid data","status":"error"}`},
	} {
		got, err := json.Marshal(tt.reminder.Validate(tt.max))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, string(got)); diff != "" {
			t.Errorf("%s: -want +got\n%s", tt.name, diff)
		}
	}
	if err := rrule.Minutes(100).Validate(rrule.AppointmentUnits); err != nil {
		t.Error(err)
	}
	if _, err := json.Marshal(rrule.Minutes(101)); !errors.Is(err, zohocrm.ReasonRange) {
		t.Errorf("101 minutes as JSON: %v", err)
	}
	for _, r := range []rrule.Reminder{{}, rrule.ReminderOf(1, "years"), rrule.Days(1).At("x")} {
		if got := r.String(); got != "invalid Reminder" {
			t.Errorf("String() = %s", got)
		}
	}
}

// What MarshalJSON writes and what the page's samples hold is read, and nothing
// is read as a reminder that is none.
func TestReminderUnmarshalJSON(t *testing.T) {
	tests := []struct {
		in     string
		want   rrule.Reminder
		reason error
	}{
		{`{"unit":15,"period":"minutes"}`, rrule.Minutes(15), nil},
		{`{"period":"days","time":"10.30","unit":1}`, rrule.Days(1).At("10.30"), nil},
		{`{"unit":0,"period":"hrs"}`, rrule.Hours(0), nil},
		{`{"unit":100,"period":"mins","id":"1"}`, rrule.Minutes(100), nil},
		{`"15 mins"`, rrule.Minutes(15), nil},
		{`"1 hrs"`, rrule.Hours(1), nil},
		{`"100 days"`, rrule.Days(100), nil},
		{`"101 days"`, rrule.Reminder{}, zohocrm.ReasonRange},
		{`null`, rrule.Reminder{}, nil},
		{`"15 min"`, rrule.Reminder{}, zohocrm.ReasonFormat},
		{`"soon"`, rrule.Reminder{}, zohocrm.ReasonFormat},
		{`""`, rrule.Reminder{}, zohocrm.ReasonFormat},
		{`{"unit":101,"period":"minutes"}`, rrule.Reminder{}, zohocrm.ReasonRange},
		{`{"unit":-1,"period":"minutes"}`, rrule.Reminder{}, zohocrm.ReasonRange},
		{`{"unit":1,"period":"years"}`, rrule.Reminder{}, zohocrm.ReasonSupported},
		{`{"unit":1}`, rrule.Reminder{}, zohocrm.ReasonSupported},
		{`{"unit":1,"period":"days","time":"25.00"}`, rrule.Reminder{}, zohocrm.ReasonFormat},
		{`{"period":"days"}`, rrule.Reminder{}, zohocrm.ReasonType},
		{`{"unit":"1","period":"days"}`, rrule.Reminder{}, zohocrm.ReasonType},
		{`{"unit":1.5,"period":"days"}`, rrule.Reminder{}, zohocrm.ReasonType},
		{`{"unit":1,"period":7}`, rrule.Reminder{}, zohocrm.ReasonType},
		{`[]`, rrule.Reminder{}, zohocrm.ReasonType},
		{`{}`, rrule.Reminder{}, zohocrm.ReasonType},
		{`15`, rrule.Reminder{}, zohocrm.ReasonType},
	}
	for _, tt := range tests {
		var got rrule.Reminder
		err := got.UnmarshalJSON([]byte(tt.in))
		if tt.reason == nil && err != nil || !errors.Is(err, tt.reason) || got != tt.want {
			t.Errorf("%s is read as %v, %v; want %v, %v", tt.in, got, err, tt.want, tt.reason)
		}
		if before := rrule.Weeks(2); err != nil {
			if got := before; got.UnmarshalJSON([]byte(tt.in)) == nil || got != before {
				t.Errorf("%s is refused, but makes %v of %v", tt.in, got, before)
			}
		}
	}
	var list []rrule.Reminder
	if err := json.Unmarshal([]byte(`[{"unit":15,"period":"minutes"},"1 hrs"]`), &list); err != nil || len(list) != 2 || list[1] != rrule.Hours(1) {
		t.Errorf("%v, %v", list, err)
	}
}

func TestReminderWarnings(t *testing.T) {
	for _, r := range []rrule.Reminder{rrule.Minutes(15).At("10.30"), rrule.Hours(2).At("10.30")} {
		ws := r.Warnings()
		if len(ws) != 1 || !ws[0].Warning || ws[0].Reason != zohocrm.ReasonConflict || ws[0].Path.JSONPath() != "$.time" {
			t.Errorf("%v: %v", r, ws)
		}
	}
	for _, r := range []rrule.Reminder{rrule.Days(1).At("10.30"), rrule.Weeks(2).At("10:30")} {
		if ws := r.Warnings(); ws != nil {
			t.Errorf("%v: %v", r, ws)
		}
	}
}

func TestReminderAccessors(t *testing.T) {
	r := rrule.Days(1).At("10.30")
	if r.Unit() != 1 || r.Period() != rrule.PeriodDays || r.Period().String() != "days" || r.Time() != "10.30" || r.String() != "1 days 10.30" {
		t.Errorf("%d, %v, %s, %v", r.Unit(), r.Period(), r.Time(), r)
	}
	if r := rrule.ReminderOf(1, "years"); r.Period() != 0 || r.Time() != "" {
		t.Errorf("%v, %s", r.Period(), r.Time())
	}
}
