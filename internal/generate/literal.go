package generate

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// kindNames are the names of the constants of the kinds.
var kindNames = [...]string{
	"Any", "SingleLine", "MultiLine", "MultiLineLarge", "RichText", "Email", "Phone", "URL", "Picklist", "MultiSelect", "Date",
	"DateTime", "Number", "Currency", "DecimalNumber", "Percent", "LongInteger", "Checkbox", "Lookup", "User", "Layout", "LarID",
	"Wizard", "WizardPath", "SEModule", "ImageUpload", "FileUpload", "MultiSelectLookup", "MultiUserLookup", "MultiModuleLookup",
	"Subform", "LineTax", "PricingDetails", "Participants", "Tag", "Consent", "TimeRanges", "Alarm", "RRule", "Reminders",
	"ProfileImage", "Territories", "AutoNumber", "Formula", "RollupSummary", "Clock",
}

// literal writes a Go expression for a field or a part of one. It uses reflection, so
// a new limit of a Spec needs no change here.
func literal(b *strings.Builder, v reflect.Value) {
	switch x := v.Interface().(type) {
	case fieldtype.Kind:
		fmt.Fprintf(b, "fieldtype.%s", kindNames[x])
		return
	case fieldtype.Writes:
		fmt.Fprintf(b, "fieldtype.%s", map[fieldtype.Writes]string{
			fieldtype.OnCreate: "OnCreate", fieldtype.OnUpdate: "OnUpdate", fieldtype.OnCreate | fieldtype.OnUpdate: "OnCreate | fieldtype.OnUpdate",
		}[x])
		return
	case []fieldtype.Field:
		b.WriteString("[]fieldtype.Field{\n")
		for i := range x {
			members(b, v.Index(i))
			b.WriteString(",\n")
		}
		b.WriteString("}")
		return
	}
	switch v.Kind() {
	case reflect.String:
		b.WriteString(quote(v.String()))
	case reflect.Int:
		b.WriteString(strconv.FormatInt(v.Int(), 10))
	case reflect.Bool:
		b.WriteString(strconv.FormatBool(v.Bool()))
	case reflect.Slice:
		b.WriteString(v.Type().String() + "{")
		for i := range v.Len() {
			if i > 0 {
				b.WriteString(", ")
			}
			literal(b, v.Index(i))
		}
		b.WriteString("}")
	case reflect.Struct:
		b.WriteString(v.Type().String())
		members(b, v)
	}
}

// members writes the fields of a struct that are not zero.
func members(b *strings.Builder, v reflect.Value) {
	b.WriteString("{")
	comma := ""
	for i := range v.NumField() {
		if v.Field(i).IsZero() || v.Field(i).Kind() == reflect.Slice && v.Field(i).Len() == 0 {
			continue
		}
		b.WriteString(comma + v.Type().Field(i).Name + ": ")
		literal(b, v.Field(i))
		comma = ", "
	}
	b.WriteString("}")
}

// quote returns a Go expression, on one line, for a text. It escapes what is not
// printable, so the code shows every character.
func quote(s string) string { return strconv.Quote(s) }
