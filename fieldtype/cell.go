package fieldtype

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
)

// Cell returns the text of a cell of a table, of which the field says how it is
// read, without the white space around it:
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

// readCell returns what a cell of a field says. It is invalid when the cell does
// not read as the field's type.
func readCell(p *field, s string) Value {
	kind := Kind(p.Kind)
	if kind == limited {
		return readCell(p.Base, s)
	}
	dataType := kind.JSONType()
	switch kind {
	case Number, Currency, DecimalNumber, Percent:
		return readNumber(s, dataType)
	case LongInteger:
		if v := ParseNumber(s); p.AllowNumber && v.form != invalid {
			return v
		}
		return Text(s) // with a zero at the start, perhaps
	case Checkbox:
		return readBool(s, dataType)
	case MultiSelect:
		return readTexts(s)
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
func readNumber(s, dataType string) Value {
	v := ParseNumber(s)
	if v.form == invalid {
		v = ParseNumber(jsonNumber(s))
	}
	if e := v.Problem(); e != nil {
		e.Details.ExpectedDataType = dataType
		return Invalid(e)
	}
	return v
}

// jsonNumber returns a number without what JSON does not take before it: a
// plus, zeros, or nothing before the point.
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

func readBool(s, dataType string) Value {
	switch {
	case strings.EqualFold(s, "true"):
		return Bool(true)
	case strings.EqualFold(s, "false"):
		return Bool(false)
	}
	return Invalid(zohocrm.BadFormat(dataType, "true or false"))
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

// A CellFormat says how the cells of a table write values. The zero CellFormat is
// that of [Cell].
type CellFormat struct {
	Decimal string   // the decimal sign, "." or ",": then digits may be in groups
	Dates   []string // formats of dates and times, such as "dd/MM/yyyy" and "dd/MM/yyyy HH:mm"
	True    []string // words for true, besides true
	False   []string // words for false, besides false
}

// Check returns what is wrong with the format itself, or nil.
func (f *CellFormat) Check() error { return nil }
