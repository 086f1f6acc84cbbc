package fieldtype

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// Cell returns the text of a table cell, without white space around it. The field
// decides how to read it:
//
//   - Number, Currency, Decimal, Percent: an exact number such as -1250.50. A
//     plus, zeros before the number and a missing zero before the point are left
//     out;
//   - Checkbox: true or false, in any letter case;
//   - Multi-select picklist: values with ";" between them;
//   - Lookup, User, Layout: an id, or for a user an email. A lookup that Zoho
//     also takes by name reads anything but digits as the name;
//   - types that are an array or an object: JSON, when the cell starts with "["
//     or "{". So are lookups.
//
// In every other field it is a text. An empty cell is absent.
func Cell(s string) Value {
	if s = strings.TrimSpace(s); s == "" {
		return Value{}
	}
	return Value{form: cell, text: s}
}

// cellFormat returns how the table of a cell writes values, or nil.
func (v *Value) cellFormat() *program.Cells {
	c, _ := v.ref.(*program.Cells)
	return c
}

// readCell returns the value of a cell of a field. It is invalid if the cell does not
// have a form of the field's type.
func readCell(p *field, v *Value) Value {
	kind, s, c := Kind(p.Kind), v.text, v.cellFormat()
	if kind == limited {
		return readCell(p.Base, v)
	}
	dataType := kind.JSONType()
	switch kind {
	case Number, Currency, DecimalNumber, Percent:
		return readNumber(c, s, dataType)
	case LongInteger:
		if v := ParseNumber(s); p.AllowNumber && v.form != invalid {
			return v
		}
		return Text(s) // such as a text with a leading zero
	case Checkbox:
		return readBool(c, s, dataType)
	case MultiSelect:
		return readTexts(s)
	case Date, DateTime:
		return readDate(c, s, dataType)
	}
	if dataType == "" || dataType == "string" && kind != Wizard {
		return Text(s)
	}
	if s[0] == '[' || s[0] == '{' {
		v, err := ParseJSON([]byte(s))
		if err != nil {
			return Invalid(err.(*zohocrm.Error)) // as ParseJSON says
		}
		return v
	}
	switch kind {
	case Lookup, User, Layout, MultiModuleLookup:
		return readLookup(p, s)
	}
	return Text(s)
}

// readNumber returns the number that s writes.
func readNumber(c *program.Cells, s, dataType string) Value {
	if c != nil && c.Decimal != 0 {
		number, ok := appendNumber(nil, s, c.Decimal)
		if !ok {
			return Invalid(zohocrm.BadFormat(dataType, "a decimal number such as "+exampleNumber(c.Decimal)))
		}
		s = string(number)
	}
	v := ParseNumber(s)
	if v.form == invalid {
		v = ParseNumber(jsonNumber(s))
	}
	if e := v.Problem(); e != nil {
		e.Details.ExpectedDataType = dataType
		if c != nil && c.Decimal != 0 && e.Reason == zohocrm.ReasonFormat {
			e.Expected = "a decimal number such as " + exampleNumber(c.Decimal)
		}
		return Invalid(e)
	}
	return v
}

// exampleNumber returns a number with a decimal sign.
func exampleNumber(decimal byte) string {
	if decimal == ',' {
		return "-1.250,50"
	}
	return "-1,250.50"
}

// jsonNumber returns a number as JSON writes it: without a plus and leading zeros,
// and with a zero before the point.
func jsonNumber(s string) string {
	sign := ""
	digits := strings.TrimPrefix(s, "+")
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, digits = "-", rest
	}
	rest := strings.TrimLeft(digits, "0")
	if len(rest) < len(digits) && (rest == "" || rest[0] < '0' || '9' < rest[0]) || strings.HasPrefix(rest, ".") {
		rest = "0" + rest
	}
	if strings.HasPrefix(rest, "-") {
		return "" // a second sign
	}
	return sign + rest
}

// readBool returns the boolean that s is a word for.
func readBool(c *program.Cells, s, dataType string) Value {
	var words program.Cells
	if c != nil {
		words = *c
	}
	switch {
	case isWord(s, "true", words.True):
		return Bool(true)
	case isWord(s, "false", words.False):
		return Bool(false)
	}
	return Invalid(zohocrm.BadFormat(dataType, "true or false"))
}

// readDate returns the date or time that s writes, or s itself if no format of the
// table reads it.
func readDate(c *program.Cells, s, dataType string) Value {
	if c == nil || len(c.Dates) == 0 {
		return Text(s)
	}
	date, match := appendDate(nil, c, s)
	switch match {
	case oneDate:
		return Text(string(date))
	case manyDates:
		return Invalid(zohocrm.BadFormat(dataType, "a date that the formats of the table read as one day"))
	}
	return Text(s)
}

// readTexts returns the values in a list such as "a;b".
func readTexts(s string) Value {
	values := make([]string, 0, strings.Count(s, ";")+1)
	for value := range strings.SplitSeq(s, ";") {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return newTexts(values).bounded()
}

// readLookup returns the record or user that s names.
func readLookup(p *field, s string) Value {
	key := "id"
	switch {
	case Kind(p.Kind) == User && strings.Contains(s, "@"):
		key = "email"
	case p.AllowName && strings.Trim(s, "0123456789") != "":
		key = "name"
	}
	return Object(Member{Name: key, Value: Text(s)})
}

// cellFix returns which setting of the table corrects a problem of a cell, or "". It
// quotes nothing of the cell.
func cellFix(kind Kind, e *zohocrm.Error, v *Value) string {
	switch {
	case e.Reason == zohocrm.ReasonUTF8:
		return "set Table.Encoding (-encoding), such as windows-1252"
	case e.Reason == zohocrm.ReasonType && strings.HasPrefix(kind.JSONType(), "json") && kind.Example() != "" && len(e.Path) == 0:
		return "write JSON in the cell, such as " + kind.Example()
	case e.Reason != zohocrm.ReasonFormat || e.Warning || len(e.Path) > 0:
		return ""
	}
	digits := strings.ContainsAny(v.text, "0123456789")
	switch kind {
	case Number, Currency, DecimalNumber, Percent:
		if digits && strings.ContainsAny(v.text, ".,") && (v.cellFormat() == nil || v.cellFormat().Decimal == 0) {
			return "set " + decimalSetting + " for numbers such as 1,234.50 or 1.234,50"
		}
	case Date, DateTime:
		// No format corrects a day with a time in a Date field, or one without a time
		// in a Date/Time field.
		if digits && !strings.HasPrefix(e.Fix, "add the time") && !strings.HasPrefix(e.Fix, "write the date without") {
			return "set " + datesSetting + ", such as dd/MM/yyyy"
		}
	case Checkbox:
		return "set " + wordsSetting + ", such as Yes and No"
	}
	return ""
}
