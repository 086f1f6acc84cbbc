package fieldtype

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// A CellFormat says how the cells of a table write numbers, dates and booleans.
// The zero CellFormat is that of [Cell].
//
// Nothing is guessed: the check of a field refuses a cell with another form.
type CellFormat struct {
	// Decimal is the decimal sign, "." or ",". If it is set, digits may be grouped
	// with the other sign, a space or an apostrophe: 1,234.50 and 12,34,567.50, or
	// 1.234,50 and 1 234,50. If not, numbers are as in JSON: 1234.50.
	Decimal string

	// Dates are the formats of dates and times, such as "dd/MM/yyyy" and "MM/dd/yyyy
	// HH:mm". The letters are yyyy for the year, MM or M for the month, MMM and MMMM
	// for its English name, dd or d for the day, HH or H for the hour of 24, hh or h
	// for that of 12 with a for AM or PM, mm for the minute, ss for the second, XXX
	// for the offset such as +02:00, +0200, +02 or Z. A month, day or hour may have
	// one digit, unless another number follows directly. Text in apostrophes, as in
	// "dd 'de' MMMM", is literal. The form of the field, such as 2024-02-01, is
	// always valid. A cell that is two different days in two of the formats is
	// refused.
	Dates []string

	True  []string // words for true, besides true; letter case does not count
	False []string // words for false, besides false
}

// Check returns what is wrong with the format itself, as an error of type
// [*zohocrm.Error] with [zohocrm.ReasonFormat], or nil.
func (f *CellFormat) Check() error {
	if _, e := f.compile(); e != nil {
		return e
	}
	return nil
}

// The settings of a table as problems name them: for a program and for the
// command.
const (
	decimalSetting = "CellFormat.Decimal (-decimal)"
	datesSetting   = "CellFormat.Dates (-date-format)"
	wordsSetting   = "CellFormat.True and False (-true, -false)"
)

// compile returns the format, or what is wrong with it. The format of [Cell] is nil.
func (f *CellFormat) compile() (*program.Cells, *zohocrm.Error) {
	if f == nil || f.Decimal == "" && len(f.Dates)+len(f.True)+len(f.False) == 0 {
		return nil, nil
	}
	c := &program.Cells{True: trimmed(f.True), False: trimmed(f.False)}
	switch f.Decimal {
	case "":
	case ".", ",":
		c.Decimal = f.Decimal[0]
	default:
		return nil, zohocrm.Invalid(zohocrm.ReasonFormat, `"." or "," as `+decimalSetting)
	}
	for _, format := range f.Dates {
		parts, ok := dateFormatOf(format)
		if !ok {
			return nil, zohocrm.Invalid(zohocrm.ReasonFormat, "year, month and day such as dd/MM/yyyy or yyyy-MM-dd HH:mm:ss as "+datesSetting)
		}
		c.Dates = append(c.Dates, parts)
	}
	for _, word := range slices.Concat(c.True, c.False) {
		if word == "" || isWord(word, "true", c.True) && isWord(word, "false", c.False) {
			return nil, zohocrm.Invalid(zohocrm.ReasonFormat, "words that are either true or false as "+wordsSetting)
		}
	}
	return c, nil
}

func trimmed(words []string) []string {
	words = slices.Clone(words)
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}

// isWord reports whether s is a word or one of a list, in any letter case.
func isWord(s, word string, list []string) bool {
	if strings.EqualFold(s, word) {
		return true
	}
	for i := range list {
		if strings.EqualFold(s, list[i]) {
			return true
		}
	}
	return false
}

// appendNumber appends a number as JSON writes it, except that it may have leading
// zeros. It is not ok if s is no number or a group of digits has a wrong size.
func appendNumber(dst []byte, s string, decimal byte) (_ []byte, ok bool) {
	switch {
	case strings.HasPrefix(s, "+"):
		s = s[1:]
	case strings.HasPrefix(s, "-"):
		dst, s = append(dst, '-'), s[1:]
	case strings.HasPrefix(s, minusSign):
		dst, s = append(dst, '-'), s[len(minusSign):]
	}
	end := 0
	for end < len(s) && s[end] != decimal && s[end]|0x20 != 'e' {
		end++
	}
	if dst, ok = appendGroups(dst, s[:end], decimal); !ok {
		return dst, false
	}
	rest := s[end:]
	if rest != "" && rest[0] == decimal {
		if end == 0 {
			dst = append(dst, '0')
		}
		dst, rest = append(dst, '.'), rest[1:]
	}
	return append(dst, rest...), true
}

// appendGroups appends the digits before the decimal sign. They may be in groups of
// three or, as in India, of two with a last group of three.
func appendGroups(dst []byte, s string, decimal byte) (_ []byte, ok bool) {
	first := digitsAt(s)
	dst, s = append(dst, s[:first]...), s[first:]
	if s == "" {
		return dst, true
	}
	sign := groupSign(s, decimal)
	if sign == "" || first == 0 || first > 3 {
		return dst, false
	}
	between := 0 // the size of the groups between the first and the last
	for {
		if s, ok = strings.CutPrefix(s, sign); !ok {
			return dst, false
		}
		n := digitsAt(s)
		dst, s = append(dst, s[:n]...), s[n:]
		switch {
		case s == "":
			return dst, n == 3 && (between != 2 || first <= 2)
		case n != 2 && n != 3 || between != 0 && n != between:
			return dst, false
		}
		between = n
	}
}

// digitsAt returns how many digits s starts with.
func digitsAt(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

const minusSign = "\u2212" // of Unicode

// groupSigns are the signs between groups of digits other than point and comma.
var groupSigns = []string{" ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"}

// groupSign returns the sign between groups that s starts with, or "".
func groupSign(s string, decimal byte) string {
	if s[0] == '.' && decimal == ',' || s[0] == ',' && decimal == '.' {
		return s[:1]
	}
	for _, sign := range groupSigns {
		if strings.HasPrefix(s, sign) {
			return sign
		}
	}
	return ""
}

// dateFormatOf returns the parts of a format. A valid format has a year of four
// digits, a month and a day, each part once, and a complete time or none.
func dateFormatOf(format string) (_ program.DateFormat, ok bool) {
	var parts program.DateFormat
	var seen [128]bool
	text := func(s string) {
		if n := len(parts); n > 0 && parts[n-1].Letter == 0 {
			parts[n-1].Text += s
		} else {
			parts = append(parts, program.DatePart{Text: s})
		}
	}
	for s := strings.TrimSpace(format); s != ""; {
		n := runLength(s)
		switch c := s[0]; {
		case c == '\'':
			quoted, rest, closed := strings.Cut(s[1:], "'")
			if !closed {
				return nil, false
			}
			text(cmp.Or(quoted, "'"))
			s = rest
			continue
		case !isASCIILetter(c):
			text(s[:1])
		default:
			part, known := datePartOf(s[:n])
			if !known || seen[part.Letter] {
				return nil, false
			}
			seen[part.Letter] = true
			parts = append(parts, part)
		}
		s = s[n:]
	}
	hour := seen['H'] || seen['h']
	return parts, seen['y'] && seen['M'] && seen['d'] && seen['h'] == seen['a'] && !(seen['H'] && seen['h']) &&
		hour == seen['m'] && (hour || !seen['s'] && !seen['X'])
}

func isASCIILetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// runLength returns how often s repeats the letter that it starts with. It is 1 if
// s does not start with an ASCII letter.
func runLength(s string) int {
	n := 1
	for isASCIILetter(s[0]) && n < len(s) && s[n] == s[0] {
		n++
	}
	return n
}

// datePartOf returns the part of a format that a run of one letter means.
func datePartOf(s string) (program.DatePart, bool) {
	part := program.DatePart{Letter: s[0], Least: 1, Most: 2}
	switch s {
	case "yyyy":
		part.Least, part.Most = 4, 4
	case "mm", "ss":
		part.Least = 2
	case "MM", "M", "dd", "d", "HH", "H", "hh", "h":
	case "MMM":
		part.Least, part.Most = 0, 3
	case "MMMM":
		part.Least, part.Most = 0, 9
	case "a", "XXX":
		part.Least, part.Most = 0, 0
	default:
		return part, false
	}
	return part, true
}

// How many dates the formats of a table read in a cell.
type dateMatch uint8

const (
	noDate    dateMatch = iota // no format reads a date
	oneDate                    // all formats read the same date
	manyDates                  // two formats read different dates
)

// dateRoom is the length of a date and time.
const dateRoom = len(dateTimeFormat)

// appendDate appends a date or time in the form of the field. A format that reads a
// day which does not exist counts only if no other format reads a date.
func appendDate(dst []byte, c *program.Cells, s string) ([]byte, dateMatch) {
	var room [dateRoom]byte
	start, match, exists := len(dst), noDate, false
	for _, format := range c.Dates {
		read, ok := appendDateAs(room[:0], format, s)
		if !ok {
			continue
		}
		day := dayVerdict(string(read[:len(dateFormat)])) == valid
		switch {
		case match == noDate || day && !exists:
			dst, match, exists = append(dst[:start], read...), oneDate, day
		case day && string(read) != string(dst[start:]):
			return dst[:start], manyDates
		}
	}
	return dst, match
}

// appendDateAs appends a date or time in one format.
func appendDateAs(dst []byte, format program.DateFormat, s string) (_ []byte, ok bool) {
	var m cellMoment
	m.n['s'], m.n['H'], m.n['a'] = 0, -1, -1
	for i := range format {
		end, ok := m.read(&format[i], s)
		if !ok {
			return dst, false
		}
		s = s[end:]
	}
	if s != "" {
		return dst, false
	}
	if m.n['a'] >= 0 {
		if m.n['h'] < 1 || m.n['h'] > 12 {
			return dst, false
		}
		m.n['H'] = m.n['h']%12 + m.n['a']
	}
	return m.append(dst), true
}

// A cellMoment is what a cell says in the parts of a format.
type cellMoment struct {
	n      [128]int // the numbers, by the letters of the parts; 'a' is 0 for AM, 12 for PM; -1 is none
	offset string
}

// read reads a part of a format at the start of s and returns where it ends.
func (m *cellMoment) read(part *program.DatePart, s string) (end int, ok bool) {
	switch {
	case part.Letter == 0:
		return len(part.Text), strings.HasPrefix(s, part.Text)
	case part.Letter == 'a':
		if len(s) < 2 || s[1]|0x20 != 'm' || s[0]|0x20 != 'a' && s[0]|0x20 != 'p' {
			return 0, false
		}
		if m.n['a'] = 0; s[0]|0x20 == 'p' {
			m.n['a'] = 12
		}
		return 2, true
	case part.Letter == 'X':
		end = offsetEnd(s)
		m.offset = s[:end]
		return end, end > 0
	case part.Least == 0:
		m.n['M'], end = monthAt(s, part.Most)
		return end, end > 0
	}
	for end < len(s) && end < part.Most && '0' <= s[end] && s[end] <= '9' {
		m.n[part.Letter] = 10*max(0, m.n[part.Letter]) + int(s[end]-'0')
		end++
	}
	return end, end >= part.Least
}

// append appends the moment as a date field has it or, with an hour, a date and
// time field.
func (m *cellMoment) append(dst []byte) []byte {
	dst = appendDigits(appendDigits(dst, m.n['y']/100), m.n['y']%100)
	dst = appendDigits(append(dst, '-'), m.n['M'])
	dst = appendDigits(append(dst, '-'), m.n['d'])
	if m.n['H'] < 0 {
		return dst
	}
	dst = appendDigits(append(dst, 'T'), m.n['H'])
	dst = appendDigits(append(dst, ':'), m.n['m'])
	dst = appendDigits(append(dst, ':'), m.n['s'])
	switch len(m.offset) {
	case len("Z"):
		return append(dst, "+00:00"...)
	case len("+00"):
		return append(append(dst, m.offset...), ":00"...)
	case len("+0000"):
		return append(append(append(dst, m.offset[:3]...), ':'), m.offset[3:]...)
	}
	return append(dst, m.offset...)
}

func appendDigits(dst []byte, n int) []byte { return append(dst, byte('0'+n/10), byte('0'+n%10)) }

// offsetEnd returns the length of the offset that s starts with, such as +02:00,
// +0200, +02 or Z, or 0.
func offsetEnd(s string) int {
	switch {
	case strings.HasPrefix(s, "Z"):
		return 1
	case s == "" || s[0] != '+' && s[0] != '-':
		return 0
	case len(s) >= len("+00:00") && isClock(s[1:len("+00:00")]):
		return len("+00:00")
	case digitsAt(s[1:]) == 4:
		return len("+0000")
	case digitsAt(s[1:]) == 2 && (len(s) == len("+00") || s[len("+00")] != ':'):
		return len("+00")
	}
	return 0
}

var months = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthAt returns the month whose English name, cut after most letters, s starts
// with, and the length of that name. The length is 0 if there is none.
func monthAt(s string, most int) (month, end int) {
	for i, name := range months {
		name = name[:min(len(name), most)]
		if len(s) >= len(name) && strings.EqualFold(s[:len(name)], name) {
			return i + 1, len(name)
		}
	}
	return 0, 0
}
