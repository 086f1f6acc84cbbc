package payload

import (
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// cellValue returns what a cell of a field says. It is invalid when the cell
// does not read as the field's type.
func cellValue(spec *fieldtype.Spec, cell string) fieldtype.Value {
	dataType := spec.Kind.JSONType()
	if dataType == "" || dataType == "string" && !spec.AsNumber {
		if cell == "" {
			return fieldtype.Value{}
		}
		return fieldtype.Text(cell)
	}
	s := strings.TrimSpace(cell)
	if s == "" {
		return fieldtype.Value{}
	}
	switch spec.Kind {
	case fieldtype.Number, fieldtype.Currency, fieldtype.Double, fieldtype.Percent:
		return cellNumber(s, dataType)
	case fieldtype.LongInteger:
		if v := fieldtype.Literal(s); v.Problem() == nil {
			return v
		}
		return fieldtype.Text(s) // with a zero in front, perhaps
	case fieldtype.Checkbox:
		return cellBool(s, dataType)
	case fieldtype.MultiSelect:
		return cellTexts(s)
	}
	if s[0] == '[' || s[0] == '{' {
		v, err := fieldtype.ParseJSON([]byte(s))
		if err != nil {
			return fieldtype.Invalid(err.(*zohocrm.Error)) // as ParseJSON says
		}
		return v
	}
	switch spec.Kind {
	case fieldtype.Lookup, fieldtype.User, fieldtype.Layout, fieldtype.MultiModuleLookup:
		return cellLookup(s, spec)
	}
	return fieldtype.Text(s)
}

// cellNumber returns the number that s writes.
func cellNumber(s, dataType string) fieldtype.Value {
	v := fieldtype.Literal(s)
	if v.Problem() != nil {
		v = fieldtype.Literal(jsonNumber(s))
	}
	if p := v.Problem(); p != nil {
		p.Details.ExpectedDataType = dataType
		return fieldtype.Invalid(p)
	}
	return v
}

// jsonNumber returns a number without what JSON does not take in front of it: a
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

func cellBool(s, dataType string) fieldtype.Value {
	switch {
	case strings.EqualFold(s, "true"):
		return fieldtype.Bool(true)
	case strings.EqualFold(s, "false"):
		return fieldtype.Bool(false)
	}
	return fieldtype.Invalid(&zohocrm.Error{
		Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonFormat, Message: messageInvalid,
		Details: zohocrm.Details{ExpectedDataType: dataType}, Expected: "true or false",
	})
}

// cellTexts returns the values in a list such as "a;b".
func cellTexts(s string) fieldtype.Value {
	values := make([]string, 0, strings.Count(s, ";")+1)
	for value := range strings.SplitSeq(s, ";") {
		if value = strings.TrimSpace(value); value != "" {
			values = append(values, value)
		}
	}
	return fieldtype.Texts(values...)
}

// cellLookup returns the record or user that s names.
func cellLookup(s string, spec *fieldtype.Spec) fieldtype.Value {
	key := ""
	switch {
	case spec.Kind == fieldtype.User && strings.Contains(s, "@"):
		key = "email"
	case spec.ByName && strings.Trim(s, "0123456789") != "":
		key = "name"
	default:
		return fieldtype.ID(s)
	}
	return fieldtype.Object(fieldtype.Member{Name: key, Value: fieldtype.Text(s)})
}
