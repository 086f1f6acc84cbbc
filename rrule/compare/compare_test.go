// Package compare compares rrule.Rule.Dates with an independent engine. It is a
// module of its own, so that the engine is no dependency of the library.
package compare

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	engine "github.com/teambition/rrule-go"

	"github.com/seed12a3e673/zohocrm/rrule"
)

const (
	seed  = 1234
	dates = 1000 // of each rule
	last  = 2250 // the year in which the comparison ends
)

var long = flag.Bool("long", false, "compare 2,000 rules instead of 200")

// TestDatesAgainstEngine compares the first dates of random rules.
//
// Both sides follow RFC 5545, and every date has to be the same. Three kinds
// of rules are not made here, because the engine departs from the RFC:
//
//   - BYDAY with both plain and numbered weekdays (WE,1TU): the list joins
//     them, the engine wants a day to be among both.
//   - BYSETPOS in a weekly rule whose DTSTART is not the first day of a week:
//     positions count from the beginning of the interval, the engine counts
//     the first week's from DTSTART.
//   - Weekdays numbered beyond 5 in months: there are none, the engine panics.
func TestDatesAgainstEngine(t *testing.T) {
	t.Logf("seed %d", seed)
	rnd := rand.New(rand.NewPCG(seed, seed))
	rules := 200
	if *long {
		rules = 2000
	}
	compared, empty := 0, 0
	for range rules {
		rule := random(rnd)
		want := engineDates(t, rule)
		var got []rrule.Date
		for d := range rule.Dates(dates) {
			if year, _, _ := d.Date(); year > last {
				break
			}
			got = append(got, d)
		}
		if !slices.Equal(got, want) {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			t.Fatalf("%v: %d dates, the engine has %d; from position %d on %v and %v",
				rule, len(got), len(want), i, got[i:min(i+5, len(got))], want[i:min(i+5, len(want))])
		}
		compared += len(got)
		if len(got) == 0 {
			empty++
		}
	}
	t.Logf("%d rules, %d dates, %d rules without any", rules, compared, empty)
	if empty > rules/2 {
		t.Errorf("%d of %d rules have no dates: the random rules are too narrow", empty, rules)
	}
}

// random returns a random valid rule with DTSTART.
func random(rnd *rand.Rand) rrule.Rule {
	maybe := func(percent int) bool { return rnd.IntN(100) < percent }
	either := func(most int) int { // from -most to most, not 0
		n := 1 + rnd.IntN(most)
		if maybe(35) {
			n = -n
		}
		return n
	}
	weekday := func() rrule.Weekday { return rrule.Monday + rrule.Weekday(rnd.IntN(7)) }

	rule := []func() rrule.Rule{rrule.Daily, rrule.Weekly, rrule.Monthly, rrule.Yearly}[rnd.IntN(4)]()
	if maybe(20) {
		// WKST has no setter, for Zoho does not document it.
		var err error
		if rule, err = rrule.Parse(fmt.Sprintf("%v;WKST=%v", rule, weekday())); err != nil {
			panic(err)
		}
	}
	start := time.Date(1900+rnd.IntN(200), time.January, 1+rnd.IntN(366), 0, 0, 0, 0, time.UTC)
	if maybe(60) {
		rule = rule.Every([]int{1, 2, 3, 4, 7, 10, 13, 52, 99, 365, 1000}[rnd.IntN(11)])
	}
	if maybe(25) {
		for range 1 + rnd.IntN(4) {
			rule = rule.In(time.Month(1 + rnd.IntN(12)))
		}
	}
	if maybe(25) {
		for range 1 + rnd.IntN(5) {
			rule = rule.OnDay(either(31))
		}
	}
	if maybe(50) {
		plain := maybe(50)
		for range 1 + rnd.IntN(4) {
			switch {
			case plain:
				rule = rule.On(weekday())
			case rule.Freq() == rrule.FreqYearly && rule.ByMonth() == nil:
				rule = rule.OnThe(either(53), weekday())
			default:
				rule = rule.OnThe(either(5), weekday())
			}
		}
	}
	if maybe(30) {
		for range 1 + rnd.IntN(3) {
			rule = rule.Only(either([]int{2, 5, 31, 366}[rnd.IntN(4)]))
		}
		if rule.Freq() == rrule.FreqWeekly {
			for rrule.DayOf(start).Weekday() != rule.WeekStart() {
				start = start.AddDate(0, 0, 1)
			}
		}
	}
	rule = rule.From(rrule.DayOf(start))
	switch {
	case maybe(25):
		rule = rule.Times(1 + rnd.IntN(200))
	case maybe(50):
		rule = rule.Until(rrule.DayOf(start.AddDate(rnd.IntN(40), 0, rnd.IntN(366))))
	}
	if err := rule.Validate(); err != nil {
		panic(err)
	}
	return rule
}

// engineDates translates the rule and returns the first dates that the engine
// finds.
func engineDates(t *testing.T, rule rrule.Rule) []rrule.Date {
	t.Helper()
	days := []engine.Weekday{engine.MO, engine.TU, engine.WE, engine.TH, engine.FR, engine.SA, engine.SU}
	midnight := func(d rrule.Date) time.Time {
		year, month, day := d.Date()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	}
	option := engine.ROption{
		Freq:       map[rrule.Freq]engine.Frequency{rrule.FreqDaily: engine.DAILY, rrule.FreqWeekly: engine.WEEKLY, rrule.FreqMonthly: engine.MONTHLY, rrule.FreqYearly: engine.YEARLY}[rule.Freq()],
		Dtstart:    midnight(rule.Start()),
		Interval:   rule.Interval(),
		Wkst:       days[rule.WeekStart()-rrule.Monday],
		Count:      rule.Count(),
		Bysetpos:   rule.BySetPos(),
		Bymonthday: rule.ByMonthDay(),
	}
	if rule.End().IsValid() {
		option.Until = midnight(rule.End())
	}
	for _, month := range rule.ByMonth() {
		option.Bymonth = append(option.Bymonth, int(month))
	}
	for _, day := range rule.ByDay() {
		weekday := days[day.Day-rrule.Monday]
		option.Byweekday = append(option.Byweekday, weekday.Nth(day.N))
	}
	r, err := engine.NewRRule(option)
	if err != nil {
		t.Fatalf("%v: %v", rule, err)
	}
	// An end for the engine, which otherwise looks for dates up to the year 9999.
	if end := time.Date(last, time.December, 31, 0, 0, 0, 0, time.UTC); option.Until.IsZero() {
		r.Until(end)
	}
	next := r.Iterator()
	var found []rrule.Date
	for len(found) < dates {
		d, ok := next()
		if !ok {
			break
		}
		found = append(found, rrule.DayOf(d))
	}
	return found
}
