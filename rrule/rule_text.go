package rrule

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// The parts of a rule, in the order of its text.
const (
	freq = iota
	interval
	byMonth
	byMonthDay
	byDay
	bySetPos
	wkst
	start
	until
	count
)

const maxNth = 53 // weeks that a year can have

var ruleParts = []part{
	freq:       {key: "FREQ", values: freqNames[FreqDaily:FreqNone]},
	interval:   {key: "INTERVAL", want: "a number from 1 to 2147483647", limit: zohocrm.Range{From: 1, To: math.MaxInt32}},
	byMonth:    {key: "BYMONTH", want: "months from 1 to 12", limit: zohocrm.Range{From: 1, To: 12}},
	byMonthDay: {key: "BYMONTHDAY", want: "days from 1 to 31 or -31 to -1", limit: zohocrm.Range{From: -31, To: 31}},
	byDay:      {key: "BYDAY", want: "weekdays such as MO, or 1MO with a number from 1 to 53 or -53 to -1,", limit: zohocrm.Range{From: -maxNth, To: maxNth}},
	bySetPos:   {key: "BYSETPOS", want: "positions from 1 to 366 or -366 to -1", limit: zohocrm.Range{From: -366, To: 366}},
	wkst:       {key: "WKST", values: weekdayNames[Monday:]},
	start:      {key: "DTSTART", want: "a date yyyy-MM-dd of the calendar"},
	until:      {key: "UNTIL", want: "a date yyyy-MM-dd of the calendar"},
	count:      {key: "COUNT", want: "a number from 1 to 2147483647", limit: zohocrm.Range{From: 1, To: math.MaxInt32}},
}

// Parse reads a rule from its text: parts KEY=VALUE joined by ";", FREQ first,
// the others once each in any order.
//
//	FREQ        DAILY, WEEKLY, MONTHLY or YEARLY
//	INTERVAL    a number, at least 1
//	BYMONTH     months 1 to 12, joined by ","
//	BYMONTHDAY  days 1 to 31 or -31 to -1, joined by ","
//	BYDAY       MO, TU, WE, TH, FR, SA, SU, each maybe after a number: 1TH, -1FR; joined by ","
//	BYSETPOS    positions 1 to 366 or -366 to -1, joined by ","
//	WKST        MO to SU; warns
//	DTSTART     yyyy-MM-dd; yyyy-MM-ddTHH:mm:ss±HH:mm warns
//	UNTIL       the same; not before DTSTART
//	COUNT       a number, at least 1, and no UNTIL
//
// Any other key is an error that names it. A ";" at the end warns: see
// [Rule.Warnings].
func Parse(text string) (Rule, error) {
	var r Rule
	if strings.HasPrefix(text, "RRULE:") {
		return Rule{}, at(zohocrm.BadFormat("", `FREQ=, without the prefix "RRULE:" of backup schedules,`), text, 0)
	}
	s := scanner{text: text, parts: ruleParts}
	for s.scan() {
		if s.index == freq && s.start > 0 {
			return Rule{}, at(zohocrm.BadFormat("", "FREQ as the first part, and not"), text, s.start)
		}
		if reason, offset := r.read(s.index, s.value); reason != "" {
			return Rule{}, at(ruleParts[s.index].problem(reason), text, s.values[s.index]+offset)
		}
	}
	if s.err != nil {
		return Rule{}, s.err
	}
	if k, e := r.check(); e != nil {
		return Rule{}, at(e, text, s.values[k])
	}
	r.trailing = s.trailing
	return r, nil
}

// read sets the part k from its text. If that fails, it returns the reason and the
// offset of what is wrong.
func (r *Rule) read(k int, s string) (reason zohocrm.Reason, offset int) {
	var n int
	switch k {
	case freq:
		if r.freq = Freq(named(freqNames[:FreqNone], s)); r.freq == 0 {
			reason = zohocrm.ReasonSupported
		}
	case wkst:
		if r.wkst = Weekday(named(weekdayNames, s)); r.wkst == 0 {
			reason = zohocrm.ReasonSupported
		}
	case start:
		r.start, reason = parseMoment(s)
	case until:
		r.until, reason = parseMoment(s)
	case interval:
		n, reason = readNumber(k, s)
		r.interval = int32(n)
	case count:
		n, reason = readNumber(k, s)
		r.count = int32(n)
	default:
		return r.readList(k, s)
	}
	return reason, 0
}

func (r *Rule) readList(k int, s string) (reason zohocrm.Reason, offset int) {
	for item := range strings.SplitSeq(s, ",") {
		var n int
		if k == byDay {
			reason = r.readDay(item)
		} else if n, reason = readNumber(k, item); reason == "" {
			r.addNumber(k, n)
		}
		if reason != "" {
			return reason, offset
		}
		offset += len(item) + len(",")
	}
	return "", 0
}

func (r *Rule) readDay(s string) (reason zohocrm.Reason) {
	number := s[:max(0, len(s)-2)]
	day := Weekday(named(weekdayNames, s[len(number):]))
	if day == 0 {
		return zohocrm.ReasonFormat
	}
	var n int
	if number != "" {
		if n, reason = readNumber(byDay, number); reason != "" {
			return reason
		}
	}
	r.addDay(n, day)
	return ""
}

// readNumber reads a number of the part k. It may have a sign only if the part takes
// negative numbers.
func readNumber(k int, s string) (int, zohocrm.Reason) {
	if s == "" || (s[0] == '+' || s[0] == '-') && !ruleParts[k].takes(-1) {
		return 0, zohocrm.ReasonFormat
	}
	n, err := strconv.ParseInt(s, 10, 32)
	switch {
	case errors.Is(err, strconv.ErrSyntax):
		return 0, zohocrm.ReasonFormat
	case err != nil || !ruleParts[k].takes(int(n)):
		return 0, zohocrm.ReasonRange
	}
	return int(n), ""
}

// String returns the text of r: FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY,
// BYSETPOS, WKST, DTSTART, UNTIL, COUNT, as far as they are set. [Parse] of it
// gives r again. A rule with a problem is "invalid Rule".
func (r Rule) String() string { return string(r.AppendTo(make([]byte, 0, 96))) }

// AppendTo appends the text that String returns to dst.
func (r Rule) AppendTo(dst []byte) []byte {
	if _, e := r.check(); e != nil {
		return append(dst, "invalid Rule"...)
	}
	dst = append(append(dst, "FREQ="...), r.freq.String()...)
	if r.interval > 0 {
		dst = strconv.AppendInt(append(dst, ";INTERVAL="...), int64(r.interval), 10)
	}
	dst = r.appendNumbers(dst, ";BYMONTH=", byMonth)
	dst = r.appendNumbers(dst, ";BYMONTHDAY=", byMonthDay)
	sep := ";BYDAY="
	for bit := range all(r.byDay[:]) {
		dst, sep = append(dst, sep...), ","
		day := dayAt(bit)
		if day.N != 0 {
			dst = strconv.AppendInt(dst, int64(day.N), 10)
		}
		dst = append(dst, day.Day.String()...)
	}
	dst = r.appendNumbers(dst, ";BYSETPOS=", bySetPos)
	if r.wkst != 0 {
		dst = append(append(dst, ";WKST="...), r.wkst.String()...)
	}
	if r.start.IsValid() {
		dst = r.start.appendTo(append(dst, ";DTSTART="...))
	}
	if r.until.IsValid() {
		dst = r.until.appendTo(append(dst, ";UNTIL="...))
	}
	if r.count > 0 {
		dst = strconv.AppendInt(append(dst, ";COUNT="...), int64(r.count), 10)
	}
	if r.trailing {
		dst = append(dst, ';')
	}
	return dst
}

func (r *Rule) appendNumbers(dst []byte, sep string, k int) []byte {
	for bit := range all(r.numbers(k)) {
		dst, sep = append(dst, sep...), ","
		dst = strconv.AppendInt(dst, int64(numberAt(bit, ruleParts[k].limit.To)), 10)
	}
	return dst
}

// MarshalText returns the text of r, or the problem that [Rule.Validate]
// reports.
func (r Rule) MarshalText() ([]byte, error) { return r.AppendTo(nil), r.Validate() }

// UnmarshalText sets r to what [Parse] makes of the text.
func (r *Rule) UnmarshalText(text []byte) (err error) {
	if r == nil {
		return nilProblem()
	}
	*r, err = Parse(string(text))
	return err
}
