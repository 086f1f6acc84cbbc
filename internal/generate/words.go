package generate

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

const (
	maxText = 200 // characters of the metadata in a comment
	maxLine = 100 // characters of a line of a comment
)

// safe returns a text of the metadata for a comment: one printable line that is not
// too long.
func safe(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > maxText {
			b.WriteString("…")
			break
		}
		if unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			r = ' '
		}
		b.WriteRune(r)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// comment writes a comment.
func (w *writer) comment(f string, args ...any) {
	line := "//"
	for _, word := range strings.Fields(fmt.Sprintf(f, args...)) {
		if len(line)+1+len(word) > maxLine && line != "//" {
			w.printf("%s\n", line)
			line = "//"
		}
		line += " " + word
	}
	w.printf("%s\n", line)
}

// joined returns API names as a list for a comment.
func joined(apiNames []string) string {
	var all []string
	for _, name := range apiNames {
		all = append(all, safe(name))
	}
	return strings.Join(all, ", ")
}

// article returns a name with its article.
func article(name string, capital bool) string {
	a := "a"
	if strings.ContainsRune("AEIO", rune(name[0])) {
		a = "an"
	}
	if capital {
		a = strings.ToUpper(a[:1]) + a[1:]
	}
	return a + " " + name
}

// doc returns the comment of a field.
func (f *field) doc() string {
	words := f.name + " is "
	api := safe(f.APIName)
	if label := safe(f.Label); label != "" && label != strings.ReplaceAll(api, "_", " ") && label != api {
		words += api + ", shown as " + quote(label) + ": "
	} else if api != f.name {
		words += api + ": "
	}
	words += what(&f.Spec, f.leads)
	if f.Mandatory {
		words += ". Mandatory"
	}
	if f.Unique {
		words += ". Unique"
	}
	switch f.Only {
	case fieldtype.OnCreate:
		words += ". Only an insert writes it"
	case fieldtype.OnUpdate:
		words += ". Only an update writes it"
	}
	return words + "."
}

// limits returns the limits of a field: its own, or those of its kind.
func limits(s *fieldtype.Spec) (length, digits, decimals int) {
	length, digits, decimals = s.Kind.Limits()
	if s.MaxLength > 0 {
		length = s.MaxLength
	}
	if s.MaxDigits > 0 {
		digits = s.MaxDigits
	}
	if s.MaxDecimals != 0 {
		decimals = max(s.MaxDecimals, 0)
	}
	return length, digits, decimals
}

// what describes what a field holds. leads is the API name of the module that a
// lookup leads to, if known.
func what(s *fieldtype.Spec, leads string) string {
	length, digits, decimals := limits(s)
	switch s.Kind {
	case fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.MultiLineLarge, fieldtype.ProfileImage, fieldtype.SEModule:
		return fmt.Sprintf("text of up to %d characters", length)
	case fieldtype.RichText:
		return fmt.Sprintf("rich text of up to %d characters", length)
	case fieldtype.Email:
		return fmt.Sprintf("an email address of up to %d characters", length)
	case fieldtype.Phone:
		return fmt.Sprintf("a phone number of up to %d characters", length)
	case fieldtype.URL:
		return fmt.Sprintf("a URL of up to %d characters", length)
	case fieldtype.Picklist:
		if s.OnlyListed {
			return "a value of a closed list"
		}
		return "a value of a list"
	case fieldtype.MultiSelect:
		return "values of a list"
	case fieldtype.Date:
		return "a date"
	case fieldtype.DateTime:
		return "a date and time"
	case fieldtype.Clock:
		return "a time as HH:mm"
	case fieldtype.Number:
		return fmt.Sprintf("a whole number of up to %d digits", digits)
	case fieldtype.Currency, fieldtype.DecimalNumber, fieldtype.Percent:
		what := map[fieldtype.Kind]string{fieldtype.Currency: "an amount", fieldtype.DecimalNumber: "a number", fieldtype.Percent: "a percentage"}[s.Kind]
		if decimals == 0 {
			return fmt.Sprintf("%s of up to %d digits without decimals", what, digits)
		}
		return fmt.Sprintf("%s of up to %d digits and %d decimals", what, digits, decimals)
	case fieldtype.LongInteger:
		return fmt.Sprintf("a number of up to %d digits, as text", digits)
	case fieldtype.Checkbox:
		return "true or false"
	case fieldtype.Lookup:
		if !isModule(leads) {
			return "the id of a record"
		}
		return "the id of a record of " + safe(leads)
	case fieldtype.User:
		return "the id of a user"
	case fieldtype.Layout:
		return "the id of a layout"
	case fieldtype.Wizard:
		return "the id of a wizard"
	case fieldtype.MultiModuleLookup:
		return "a record of one of several modules"
	case fieldtype.Alarm:
		return "a reminder"
	case fieldtype.Reminders:
		return "reminders"
	case fieldtype.RRule:
		return "the days on which it recurs"
	case fieldtype.LineTax:
		return "taxes"
	case fieldtype.PricingDetails:
		return "prices for ranges of quantities"
	case fieldtype.Participants:
		return "the people who attend"
	case fieldtype.Consent:
		return "an object with the details of a consent"
	case fieldtype.TimeRanges:
		return `objects with "From" and "To", each a time as HH:mm`
	case fieldtype.MultiSelectLookup:
		if !isModule(leads) {
			return "the ids of records"
		}
		return "the ids of records of " + safe(leads)
	case fieldtype.MultiUserLookup:
		return "the ids of users"
	case fieldtype.Subform:
		return fmt.Sprintf("up to %d rows", length)
	case fieldtype.Tag:
		return "the names of tags"
	case fieldtype.ImageUpload:
		return fmt.Sprintf("the ids of uploaded images, at most %d", length)
	case fieldtype.FileUpload:
		return fmt.Sprintf("the ids of uploaded files, at most %d", length)
	case fieldtype.Any:
		return "any value, as its data type is not known"
	}
	return s.Kind.String()
}
