package rrule

import (
	"iter"
	"slices"
	"time"
)

// Dates yields the days of the rule from DTSTART on, in order, at most limit of
// them. A rule without DTSTART, which [Rule.From] sets, or with a problem has
// none.
//
// The days are those of RFC 5545. Where it leaves a choice: DTSTART itself is a day
// of the rule only if it fits the other parts. BYSETPOS counts in the whole period,
// also in the first one. Daily and weekly rules ignore a number before a weekday.
// BYMONTHDAY narrows a weekly rule. A yearly rule with BYMONTHDAY and no BYMONTH has
// these days in every month. Dates ignores the times of DTSTART and UNTIL.
//
// Zoho creates one record for each of these days and answers with one result for
// each. Dates ends with the year 9999, or earlier after 400 years without a day, as
// the calendar then repeats.
func (r Rule) Dates(limit int) iter.Seq[Date] {
	return func(yield func(Date) bool) {
		if r.Validate() != nil || !r.start.IsValid() {
			return
		}
		left := limit
		if r.count > 0 {
			left = min(left, int(r.count))
		}
		w := r.explicit()
		var room [366]Date
		period := w.period(r.start.Date)
		for idle := 0; left > 0 && idle <= cycles[w.freq] && period.year <= 9999; idle++ {
			if r.ends(period) {
				return
			}
			for _, d := range w.picked(room[:], period) {
				if d.Compare(r.start.Date) < 0 {
					continue
				}
				if d.year > 9999 || left == 0 || r.ends(d) || !yield(d) {
					return
				}
				left--
				idle = 0
			}
			period = w.after(period)
		}
	}
}

// ends reports whether UNTIL is before d.
func (r *Rule) ends(d Date) bool { return r.until.IsValid() && d.Compare(r.until.Date) > 0 }

// cycles are the numbers of periods in 400 years. After these the calendar repeats,
// with the weekdays. With an interval no more periods are visited.
var cycles = [...]int{FreqDaily: 146097, FreqWeekly: 20871, FreqMonthly: 4800, FreqYearly: 400}

// explicit returns the rule with what RFC 5545 takes from DTSTART, and without
// the numbers of weekdays where they mean nothing.
func (r Rule) explicit() *Rule {
	if r.freq == FreqDaily || r.freq == FreqWeekly {
		days := r.ByDay()
		r.byDay = [12]uint64{}
		for _, day := range days {
			r.addDay(0, day.Day)
		}
	}
	switch {
	case r.freq == FreqDaily || r.byMonthDay != [1]uint64{} || r.byDay != [12]uint64{}:
	case r.freq == FreqWeekly:
		r = r.On(r.start.Weekday())
	default:
		if r.freq == FreqYearly && r.byMonth == [1]uint64{} {
			r = r.In(time.Month(r.start.month))
		}
		r = r.OnDay(int(r.start.day))
	}
	return &r
}

// period returns the first day of the period that d lies in.
func (r *Rule) period(d Date) Date {
	switch r.freq {
	case FreqWeekly:
		return d.add(-(int(d.Weekday()) - int(r.WeekStart()) + 7) % 7)
	case FreqYearly:
		d.month = 1
		fallthrough
	case FreqMonthly:
		d.day = 1
	}
	return d
}

// after returns the first day of the next period that the interval selects. An
// INTERVAL above 4 million leads beyond the year 9999 anyway.
func (r *Rule) after(d Date) Date {
	n := min(r.Interval(), 4_000_000)
	months := int(d.year)*12 + int(d.month) - 1
	switch r.freq {
	case FreqDaily:
		return d.add(n)
	case FreqWeekly:
		return d.add(7 * n)
	case FreqMonthly:
		months += n
	case FreqYearly:
		months += 12 * n
	}
	return Date{int16(min(months/12, 10000)), uint8(months%12 + 1), 1}
}

// days yields the days of the period that fit the rule. It does not look at BYSETPOS.
func (r *Rule) days(period Date) iter.Seq[Date] {
	return func(yield func(Date) bool) {
		n := 1
		switch r.freq {
		case FreqWeekly:
			n = 7
		case FreqMonthly:
			n = daysIn(int(period.year), time.Month(period.month))
		case FreqYearly:
			n = daysInYear(int(period.year))
		}
		day := period.Weekday()
		for d := period; n > 0; n-- {
			if r.fits(d, day) && !yield(d) {
				return
			}
			d, day = d.add(1), day%7+1
		}
	}
}

func (r *Rule) fits(d Date, day Weekday) bool {
	if r.byMonth != [1]uint64{} && !has(r.byMonth[:], int(d.month)) {
		return false
	}
	i, n := int(d.day)-1, daysIn(int(d.year), time.Month(d.month))
	if r.byMonthDay != [1]uint64{} && !r.at(byMonthDay, i, n) {
		return false
	}
	if r.byDay == [12]uint64{} || has(r.byDay[:], dayBit(0, day)) {
		return true
	}
	if r.freq == FreqYearly && r.byMonth == [1]uint64{} {
		i, n = d.utc(0).YearDay()-1, daysInYear(int(d.year))
	}
	return has(r.byDay[:], dayBit(i/7+1, day)) || has(r.byDay[:], dayBit(-((n-1-i)/7+1), day))
}

// picked returns the days of the period that fit the rule. It uses the memory of
// room.
func (r *Rule) picked(room []Date, period Date) []Date {
	days := slices.AppendSeq(room[:0], r.days(period))
	kept := 0
	for i, d := range days {
		if r.picks(i, len(days)) {
			days[kept] = d
			kept++
		}
	}
	return days[:kept]
}

// picks reports whether BYSETPOS keeps the day at position i of n.
func (r *Rule) picks(i, n int) bool { return r.bySetPos == [12]uint64{} || r.at(bySetPos, i, n) }

// at reports whether the part k lists position i of n, counted from either end.
func (r *Rule) at(k, i, n int) bool {
	set := r.numbers(k)
	return has(set, bitOf(i+1, ruleParts[k].limit.To)) || has(set, bitOf(i-n, ruleParts[k].limit.To))
}
