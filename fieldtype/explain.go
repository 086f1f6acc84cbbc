package fieldtype

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// What is expected, for people.
const (
	expectedDate        = "a date as yyyy-MM-dd"
	expectedDateTime    = "a date and time as yyyy-MM-ddTHH:mm:ss±HH:mm"
	expectedClock       = "a time as HH:mm, from 00:00 to 23:59"
	expectedLongInteger = "text of digits, such as \"0012345600012\""
	expectedLookup      = `an object with "id", such as {"id":"425248000000104001"}`
	expectedID          = "an id: text of 1 to 19 digits"
)

// wants names, for people, the type that a field expects. Kinds without an entry
// expect their JSON type.
var wants = [len(kinds)]string{
	SingleLine: "text", MultiLine: "text", MultiLineLarge: "text", RichText: "text", Email: "text", Phone: "text",
	URL: "text", ProfileImage: "text", SEModule: "text",
	Picklist:    "text, one value of the list",
	MultiSelect: `an array of texts, such as ["Analytics","Big data"]`,
	Date:        expectedDate,
	DateTime:    expectedDateTime,
	Clock:       expectedClock,
	Number:      "a number", Currency: "a number", DecimalNumber: "a number", Percent: "a number",
	LongInteger: expectedLongInteger,
	Checkbox:    "true or false, not text or a number",
	Lookup:      expectedLookup, User: expectedLookup, Layout: expectedLookup, MultiModuleLookup: expectedLookup,
	LarID: expectedID, Wizard: expectedID,
}

// explain appends the problems of a verdict to errs. It decides nothing itself.
func explain(p *field, errs zohocrm.Errors, why verdict, v *Value) zohocrm.Errors {
	if w := why.warning(); w != valid {
		errs = append(errs, problemOf(p, w, v).AsWarning())
	}
	if r := why.refusal(); r > asTree {
		errs = append(errs, problemOf(p, r, v))
	}
	return errs
}

// problemOf returns the problem of a value.
func problemOf(p *field, why verdict, v *Value) *zohocrm.Error {
	kind := Kind(p.Kind)
	dataType := kind.info().expected
	switch why {
	case wrongType:
		e := wrongTypeProblem(dataType, wants[kind], v)
		if fix := typeFix(kind, v); fix != "" {
			e.Fix = fix
		}
		return e
	case notIDType:
		return wrongTypeProblem("string", expectedID, v)
	case notUTF8:
		if kind == Picklist || kind == MultiSelect || dataType == "" {
			dataType = "text"
		}
		return zohocrm.NotUTF8(dataType, "text in UTF-8")
	case tooLong:
		return zohocrm.TooLong(p.Length)
	case noMatch:
		rule := patternOf(kind)
		s, _ := v.AsText()
		reason, offset := rule.check(s)
		return zohocrm.Pattern(dataType, rule.expected, mismatch(s, reason, offset))
	case wrongFormat:
		e := zohocrm.BadFormat(dataType, wants[kind])
		if s, ok := v.AsText(); ok && (kind == Date || kind == DateTime) {
			e.Fix = timeFix(kind, s)
		}
		return e
	case notInCalendar:
		switch kind {
		case Date:
			return zohocrm.BadCalendar(dataType, "a day that exists, as yyyy-MM-dd")
		case DateTime:
			return zohocrm.BadCalendar(dataType, "a day and time that exist, "+expectedDateTime)
		}
		return zohocrm.BadCalendar(dataType, wants[kind])
	case yearOutside:
		if kind != Date {
			dataType = "datetime"
		}
		return zohocrm.BadCalendar(dataType, "a time in a year from 1 to 9999")
	case noOffset:
		e := zohocrm.BadFormat(dataType, expectedDateTime)
		e.Fix = "add the offset, such as +00:00: without one Zoho takes the time zone of the user who sends it"
		return e
	case textNotNumber:
		return zohocrm.WrongType(dataType, "a number, not text")
	case quotedPercent:
		return zohocrm.QuotedNumber(dataType, "a number, not text")
	case quotedNumber:
		e := zohocrm.QuotedNumber(dataType, "a number without quotes")
		e.Fix = `write the number without quotes: 54, not "54"`
		return e
	case tooManyPlaces:
		return zohocrm.NumberTooLong("double", maxExpanded)
	case notWhole:
		return zohocrm.WrongType(dataType, "a whole number")
	case tooManyDigits:
		return zohocrm.TooManyDigits(p.Digits)
	case tooManyDecimals:
		return zohocrm.TooManyDecimals(p.Decimals)
	case outOfRange:
		return zohocrm.OutOfRange(p.Range.From, p.Range.To)
	case numberNotText:
		return zohocrm.Warn(zohocrm.ReasonBigintNumber, expectedLongInteger)
	case textNotNumberForm:
		return zohocrm.Warn(zohocrm.ReasonQuotedNumber, "a number, as the field is sent as one")
	case notDigits:
		return zohocrm.BadFormat(dataType, expectedLongInteger)
	case tooManyIntegerDigits:
		return zohocrm.TooManyIntegerDigits(p.Digits)
	case notListed:
		return notListedProblem(p, v)
	case notID:
		return zohocrm.BadID(expectedID)
	case numericID:
		return zohocrm.Warn(zohocrm.ReasonNumericID, expectedID)
	case bareID:
		e := zohocrm.Warn(zohocrm.ReasonBareID, expectedLookup)
		e.Details.ExpectedDataType = dataType
		return e
	case nameForID:
		e := zohocrm.Warn(zohocrm.ReasonLookupByName, expectedLookup+"; Zoho looks the name up or creates a record")
		e.Details.ExpectedDataType = dataType
		return e
	}
	return zohocrm.WrongType(dataType, wants[kind])
}

// notListedProblem returns the problem of a value that is not in the field's list,
// with the nearest value of the list.
func notListedProblem(p *field, v *Value) *zohocrm.Error {
	e := zohocrm.NotListed(p.Values)
	s, _ := v.AsText()
	x := p.Near
	if x == nil {
		x = nearest(p) // a Spec that belongs to no module
	}
	if x != nil {
		if i := x.Find(s); i >= 0 {
			e.Suggestion = p.Values[i]
			return e
		}
	}
	if p.OnlyListed {
		e.Fix = "choose a value of the list"
	}
	return e
}

// wrongTypeProblem returns the problem of a value with a wrong type. For a Go struct
// it names the Go type, which says more than the JSON type.
func wrongTypeProblem(dataType, expected string, v *Value) *zohocrm.Error {
	if e := v.Problem(); e != nil {
		return e
	}
	if v.form == object && v.text != "" {
		expected += ", not the Go type " + v.text
	}
	return zohocrm.WrongType(dataType, expected)
}

// typeFix returns how to correct a value of a wrong type, or "". It quotes nothing of
// the value.
func typeFix(kind Kind, v *Value) string {
	switch {
	case kind == MultiSelect && v.form == text:
		return `write an array: ["a"], not "a"`
	case kind == Checkbox && (v.form == text || v.isNumber()):
		return "write true or false without quotes"
	case (kind == Date || kind == DateTime) && v.isNumber():
		return "write a text in the form of " + kind.Example() + ", not a number of seconds or days"
	case kind.JSONType() == "string" && v.isNumber():
		return `write the text in quotes: "105", not 105`
	case kind.Example() != "" && v.form != object: // maybe a Go value
		return "write a value in the form of " + kind.Example()
	}
	return ""
}

// isNumber reports whether v is a number.
func (v *Value) isNumber() bool { return v.form == integer || v.form == float || v.form == number }

// timeFix returns how to correct a text that is no date, or no date and time, or "".
// It quotes nothing of the text.
func timeFix(kind Kind, s string) string {
	if kind == Date {
		switch {
		case dateVerdict(s[:min(len(s), len(dateFormat))]) == valid:
			return "write the date without a time"
		case strings.Count(s, "/") == 2 || strings.Count(s, ".") == 2:
			return "write year, month and day with dashes: 1999-12-31 for 31/12/1999"
		case strings.Count(s, "-") == 2 && len(s) < len(dateFormat):
			return "write the year with four digits, month and day with two: 1999-01-05"
		}
		return ""
	}
	if dateVerdict(s[:min(len(s), len(dateFormat))]) == valid && strings.Count(s, ":") == 1 {
		return "write the time with seconds, and the offset with a colon: 1999-12-31T16:26:00+00:00"
	}
	var fixes []string
	head := s[:min(len(s), len("2006-01-02T15:04:05"))]
	rest := s[len(head):]
	switch {
	case dateVerdict(s) == valid:
		return "add the time and the offset: 1999-12-31T00:00:00+00:00"
	case strings.Count(s, "/") == 2:
		return "write year, month and day with dashes: 1999-12-31T00:00:00+00:00 for 31/12/1999"
	case len(head) == len("2006-01-02T15:04:05") && head[len(dateFormat)] == ' ':
		fixes = append(fixes, "write T between date and time")
	}
	if strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ",") {
		fixes = append(fixes, "leave out the fraction of a second")
	}
	if len(rest) == len("+0530") && (rest[0] == '+' || rest[0] == '-') {
		fixes = append(fixes, "write the offset with a colon: +05:30")
	}
	if strings.HasSuffix(rest, "Z") || strings.HasSuffix(rest, "z") {
		fixes = append(fixes, "write +00:00 in place of Z")
	}
	return strings.Join(fixes, ", ")
}
