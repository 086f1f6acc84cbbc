package rrule

import (
	"math/bits"
	"time"

	"github.com/seed12a3e673/zohocrm"
)

// A Rule says on which days an event or a task recurs: the RRULE text of
// Recurring_Activity (sections "Sample Input to Insert a Recurring Event" and
// "... a Recurring Task"). It is made by [Parse] or by [Daily], [Weekly],
// [Monthly] or [Yearly] and the methods below. The zero Rule is not valid.
type Rule struct {
	freq            Freq
	wkst            Weekday
	trailing        bool   // the text ended in ";"
	bad             uint16 // by key: the argument of a setter has no text
	interval, count int32  // 0 when absent
	start, until    moment
	byMonth         [1]uint64
	byMonthDay      [1]uint64
	byDay           [12]uint64 // bit dayBit(n, weekday)
	bySetPos        [12]uint64
}

// Daily returns the rule of every day.
func Daily() Rule { return Rule{freq: FreqDaily, interval: 1} }

// Weekly returns the rule of every week, on the weekday of its start unless
// [Rule.On] says otherwise.
func Weekly() Rule { return Rule{freq: FreqWeekly, interval: 1} }

// Monthly returns the rule of every month, on the day of the month of its start
// unless [Rule.OnDay], [Rule.On] or [Rule.OnThe] says otherwise.
func Monthly() Rule { return Rule{freq: FreqMonthly, interval: 1} }

// Yearly returns the rule of every year, on the day of its start unless
// [Rule.In], [Rule.OnDay], [Rule.On] or [Rule.OnThe] says otherwise.
func Yearly() Rule { return Rule{freq: FreqYearly, interval: 1} }

// Every makes the rule recur in every nth period only: INTERVAL, at least 1.
// The vendor's Bigin takes 1 to 99; what CRM takes is not documented.
func (r Rule) Every(n int) Rule {
	r.interval = 0
	if r.mark(interval, ruleParts[interval].takes(n)) {
		r.interval = int32(n)
	}
	return r
}

// From sets the first day: DTSTART.
func (r Rule) From(d Date) Rule {
	r.start = moment{Date: d}
	r.mark(start, d.IsValid())
	return r
}

// Until sets the last day: UNTIL, not before DTSTART. A rule ends by Until or
// by Times, not by both.
func (r Rule) Until(d Date) Rule {
	r.until = moment{Date: d}
	r.mark(until, d.IsValid())
	return r
}

// Times sets how many days there are: COUNT, at least 1.
func (r Rule) Times(n int) Rule {
	r.count = 0
	if r.mark(count, ruleParts[count].takes(n)) {
		r.count = int32(n)
	}
	return r
}

// On adds days of the week: BYDAY.
func (r Rule) On(days ...Weekday) Rule {
	for _, day := range days {
		r.addDay(0, day)
	}
	return r
}

// OnThe adds the nth such weekdays of the month, or of the year for a yearly
// rule without months: BYDAY with a number from 1 to 53, or from -53 to -1 to
// count from the end. OnThe(2, Tuesday) is the second Tuesday, OnThe(-1,
// Friday) the last Friday.
func (r Rule) OnThe(n int, days ...Weekday) Rule {
	for _, day := range days {
		if n == 0 {
			day = 0
		}
		r.addDay(n, day)
	}
	return r
}

// OnDay adds days of the month: BYMONTHDAY, 1 to 31, or -31 to -1 to count from
// the end of the month.
func (r Rule) OnDay(days ...int) Rule { return r.with(byMonthDay, days) }

// In adds months: BYMONTH, 1 to 12.
func (r Rule) In(months ...time.Month) Rule {
	for _, month := range months {
		r.addNumber(byMonth, int(month))
	}
	return r
}

// Only keeps, of the days of each period, those at the given positions:
// BYSETPOS, 1 to 366, or -366 to -1 to count from the period's last day.
// Monthly().On(Monday, Tuesday, Wednesday, Thursday, Friday).Only(-1) is the
// last working day of the month.
func (r Rule) Only(positions ...int) Rule { return r.with(bySetPos, positions) }

func (r Rule) with(k int, numbers []int) Rule {
	for _, n := range numbers {
		r.addNumber(k, n)
	}
	return r
}

// mark notes whether the part k can hold the argument of a setter.
func (r *Rule) mark(k int, good bool) bool {
	r.bad &^= 1 << k
	if !good {
		r.bad |= 1 << k
	}
	return good
}

func (r *Rule) addNumber(k, n int) {
	if !ruleParts[k].takes(n) {
		r.bad |= 1 << k
		return
	}
	add(r.numbers(k), bitOf(n, ruleParts[k].limit.To))
}

// addDay adds the nth such weekday, 0 for all of them.
func (r *Rule) addDay(n int, day Weekday) {
	if n != 0 && !ruleParts[byDay].takes(n) || day < Monday || day > Sunday {
		r.bad |= 1 << byDay
		return
	}
	add(r.byDay[:], dayBit(n, day))
}

// numbers returns the set of a part that lists numbers.
func (r *Rule) numbers(k int) []uint64 {
	switch k {
	case byMonth:
		return r.byMonth[:]
	case byMonthDay:
		return r.byMonthDay[:]
	}
	return r.bySetPos[:]
}

func dayBit(n int, day Weekday) int { return bitOf(n, maxNth)*7 + int(day-Monday) }

func dayAt(bit int) NthDay { return NthDay{numberAt(bit/7, maxNth), Monday + Weekday(bit%7)} }

// Freq returns the frequency, or 0 for the zero Rule.
func (r Rule) Freq() Freq { return r.freq }

// Interval returns INTERVAL, which is 1 when the text has none.
func (r Rule) Interval() int { return max(1, int(r.interval)) }

// Start returns the day of DTSTART, or the zero Date when there is none.
func (r Rule) Start() Date { return r.start.Date }

// End returns the day of UNTIL, or the zero Date when there is none.
func (r Rule) End() Date { return r.until.Date }

// Count returns COUNT, or 0 when there is none.
func (r Rule) Count() int { return int(r.count) }

// An NthDay is one day of BYDAY: the Nth such weekday, counted from the end
// when N is negative, or all of them when N is 0.
type NthDay struct {
	N   int
	Day Weekday
}

// ByDay returns the days of BYDAY in the order of the text that String gives.
func (r Rule) ByDay() []NthDay {
	var days []NthDay
	for bit := range all(r.byDay[:]) {
		days = append(days, dayAt(bit))
	}
	return days
}

// ByMonth returns the months of BYMONTH in their order.
func (r Rule) ByMonth() []time.Month {
	var months []time.Month
	for n := range all(r.byMonth[:]) {
		months = append(months, time.Month(n))
	}
	return months
}

// ByMonthDay returns the days of BYMONTHDAY, the ones that count from the end
// of the month last.
func (r Rule) ByMonthDay() []int { return r.list(byMonthDay) }

// BySetPos returns the positions of BYSETPOS, the ones that count from the end
// last.
func (r Rule) BySetPos() []int { return r.list(bySetPos) }

func (r Rule) list(k int) []int {
	var numbers []int
	for bit := range all(r.numbers(k)) {
		numbers = append(numbers, numberAt(bit, ruleParts[k].limit.To))
	}
	return numbers
}

// WeekStart returns the day that weeks start on: WKST, or Monday when there is
// none.
func (r Rule) WeekStart() Weekday { return max(Monday, r.wkst) }

// Validate returns nil, or the first problem as a [*zohocrm.Error]: no
// frequency, something that a setter could not take, both UNTIL and COUNT, or
// UNTIL before DTSTART.
func (r Rule) Validate() error {
	if _, e := r.check(); e != nil {
		return e
	}
	return nil
}

// check returns the first problem and its part.
func (r *Rule) check() (k int, e *zohocrm.Error) {
	if r.freq == 0 {
		return freq, ruleParts[freq].problem(zohocrm.ReasonMandatory)
	}
	if r.bad != 0 {
		k, reason := bits.TrailingZeros16(r.bad), zohocrm.ReasonRange
		if k == start || k == until {
			reason = zohocrm.ReasonCalendar
		}
		return k, ruleParts[k].problem(reason)
	}
	switch {
	case r.until.IsValid() && r.count > 0:
		return count, zohocrm.Conflict("no COUNT beside UNTIL")
	case r.until.IsValid() && r.until.before(r.start):
		return until, zohocrm.Conflict("a date not before DTSTART in UNTIL")
	}
	return 0, nil
}

// Warnings returns warnings about what the page does not mention, and about what has
// no meaning in RFC 5545.
func (r Rule) Warnings() zohocrm.Errors {
	alone := r.byMonth == [1]uint64{} && r.byMonthDay == [1]uint64{} && r.byDay == [12]uint64{}
	r.byDay[0] &^= 1<<dayBit(1, Monday) - 1 // leaves the days with a number
	numbered := r.byDay != [12]uint64{}
	return warnings(
		doubt{r.freq == FreqWeekly && r.byMonthDay != [1]uint64{}, zohocrm.ReasonConflict, "no BYMONTHDAY with FREQ=WEEKLY"},
		doubt{r.freq <= FreqWeekly && numbered, zohocrm.ReasonConflict, "no number in BYDAY with FREQ=DAILY or FREQ=WEEKLY"},
		doubt{alone && r.bySetPos != [12]uint64{}, zohocrm.ReasonConflict, "BYMONTH, BYMONTHDAY or BYDAY beside BYSETPOS"},
		doubt{r.wkst != 0, zohocrm.ReasonUnknownKey, "no WKST, which is not documented"},
		doubt{r.start.timed, zohocrm.ReasonFormat, "a date yyyy-MM-dd without a time in DTSTART"},
		doubt{r.until.timed, zohocrm.ReasonFormat, "a date yyyy-MM-dd without a time in UNTIL"},
		doubt{r.trailing, zohocrm.ReasonFormat, `no ";" at the end`},
	)
}
