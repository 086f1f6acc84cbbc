package generate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
)

// Schema returns a JSON Schema, of draft 2020-12, of the records that an insert
// takes. The check refuses every record that the schema refuses. The schema accepts
// values for which the check only warns. It leaves out rules, and the number of
// decimals: validators compare that with floats and refuse valid numbers.
func Schema(m *modules.Module) ([]byte, error) {
	_, loaded := modules.Internal.Unique(program.Key{}, m)
	s := schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", m.APIName()}, {"type", "object"}}
	s = append(s, objectSchema(slices.Collect(m.Fields()), loaded)...)
	s = append(s, schema{{"$defs", lookups}}...)
	text, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = json.Indent(&b, text, "", "  ")
	b.WriteByte('\n')
	return b.Bytes(), err
}

// A schema is a JSON object with its keys in order.
type schema []struct {
	key   string
	value any
}

func (s schema) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range s {
		b.WriteString(separator(i))
		if err := e.Encode(m.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// lookups are schemas of values that point to a record. The check warns about a bare
// id or name, a number, and other keys instead of the id.
var lookups = schema{
	{"lookup", schema{{"anyOf", []any{lookupObject, schema{{"type", "string"}, {"pattern", idPattern}}}}}},
	{"lookupByName", schema{{"anyOf", []any{lookupObject, schema{{"type", "string"}}}}}},
}

const idPattern = `^[0-9]{1,19}$`

var lookupObject = schema{{"type", "object"}, {"properties", schema{{"id", schema{{"anyOf", []any{
	schema{{"type", "string"}, {"pattern", idPattern}}, schema{{"type", "integer"}}, schema{{"enum", []any{nil, ""}}},
}}}}}}}

// objectSchema returns the schema of an object with these fields. If closed is true,
// it refuses other fields, unless their names begin with "$".
func objectSchema(fields []fieldtype.Field, all bool) schema {
	spelled := map[string]bool{} // the fields that have other spellings
	for _, f := range fields {
		spelled[f.AliasOf] = true
	}
	properties, required := schema{}, []string{}
	for i := range fields {
		f := &fields[i]
		mandatory := f.Mandatory && !spelled[f.APIName]
		if mandatory {
			required = append(required, f.APIName)
		}
		properties = append(properties, struct {
			key   string
			value any
		}{f.APIName, fieldSchema(f, mandatory)})
	}
	s := schema{{"properties", properties}}
	if len(required) > 0 {
		s = append(s, schema{{"required", required}}...)
	}
	if all {
		s = append(s, schema{{"patternProperties", schema{{"^\\$", true}}}, {"additionalProperties", false}}...)
	}
	return s
}

// fieldSchema returns the schema of a field.
func fieldSchema(f *fieldtype.Field, mandatory bool) schema {
	var s schema
	if label := f.Label; label != "" {
		s = append(s, schema{{"title", label}}...)
	}
	s = append(s, schema{{"description", what(&f.Spec, "")}}...)
	if !f.WrittenBy(fieldtype.OnCreate) {
		return append(s, schema{{"readOnly", true}}...) // the check warns about every value
	}
	switch value := valueSchema(&f.Spec, mandatory); {
	case value == nil:
	case mandatory:
		s = append(s, value...)
	default: // null and the empty text always pass
		options := []any{value}
		if len(value) == 1 && value[0].key == "anyOf" {
			options = value[0].value.([]any)
		}
		s = append(s, schema{{"anyOf", append(slices.Clone(options), schema{{"enum", []any{nil, ""}}})}}...)
	}
	return s
}

// valueSchema returns the schema of the values of a field that are not empty, or nil
// if any value may pass.
func valueSchema(spec *fieldtype.Spec, mandatory bool) schema {
	length, digits, _ := limits(spec)
	least := 0
	if mandatory {
		least = 1
	}
	text := schema{{"type", "string"}}
	if length > 0 {
		text = append(text, schema{{"maxLength", length}}...)
	}
	if mandatory {
		text = append(text, schema{{"minLength", 1}}...)
	}
	switch spec.Kind {
	case fieldtype.SingleLine, fieldtype.MultiLine, fieldtype.MultiLineLarge, fieldtype.RichText, fieldtype.ProfileImage:
		return text
	case fieldtype.Email:
		return append(text, schema{{"pattern", emailECMA}}...)
	case fieldtype.Phone:
		return append(text, schema{{"pattern", phoneECMA}}...)
	case fieldtype.URL:
		return append(text, schema{{"pattern", urlECMA}}...)
	case fieldtype.Picklist:
		return choiceSchema(spec, least)
	case fieldtype.MultiSelect:
		s := schema{{"type", "array"}, {"items", choiceSchema(spec, 0)}, {"minItems", least}}
		if length > 0 {
			s = append(s, schema{{"maxItems", length}}...)
		}
		return s
	case fieldtype.Date:
		return schema{{"type", "string"}, {"pattern", `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}}
	case fieldtype.DateTime:
		return schema{{"type", "string"}, {"pattern", `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([+-][0-9]{2}:[0-9]{2})?$`}}
	case fieldtype.Clock:
		return schema{{"type", "string"}, {"pattern", `^[0-9]{2}:[0-9]{2}$`}}
	case fieldtype.Number:
		return numberSchema(spec, "integer", digits)
	case fieldtype.Currency, fieldtype.DecimalNumber, fieldtype.Percent:
		return numberSchema(spec, "number", digits)
	case fieldtype.LongInteger:
		return schema{{"anyOf", []any{
			schema{{"type", "string"}, {"pattern", fmt.Sprintf("^-?[0-9]{1,%d}$", digits)}},
			schema{{"type", "integer"}}, // the check warns
		}}}
	case fieldtype.Checkbox:
		return schema{{"type", "boolean"}}
	case fieldtype.Lookup, fieldtype.User, fieldtype.Layout, fieldtype.MultiModuleLookup:
		if spec.AllowName {
			return schema{{"$ref", "#/$defs/lookupByName"}}
		}
		return schema{{"$ref", "#/$defs/lookup"}}
	case fieldtype.Subform:
		row := append(schema{{"type", "object"}}, objectSchema(spec.Fields, spec.OnlyListed)...)
		return schema{{"type", "array"}, {"items", row}, {"minItems", least}, {"maxItems", length}}
	case fieldtype.ImageUpload, fieldtype.FileUpload:
		return schema{{"type", "array"}, {"items", schema{{"type", "object"}}}, {"minItems", least}, {"maxItems", length}}
	}
	return nil
}

// choiceSchema returns the schema of one value of a list. In an open list the values
// are examples for people, and any text of that length passes.
func choiceSchema(spec *fieldtype.Spec, least int) schema {
	text := schema{{"type", "string"}, {"minLength", least}}
	switch {
	case len(spec.Values) == 0:
		return text
	case spec.OnlyListed && least > 0:
		return schema{{"enum", spec.Values}}
	case spec.OnlyListed:
		return schema{{"enum", append(spec.Values, "")}}
	}
	return schema{{"anyOf", []any{schema{{"enum", spec.Values}}, text}}}
}

// numberSchema returns the schema of a number of so many digits before the point.
func numberSchema(spec *fieldtype.Spec, typ string, digits int) schema {
	number := schema{{"type", typ}}
	if 0 < digits && digits < 300 {
		bound := "1" + strings.Repeat("0", digits)
		number = append(number, schema{{"exclusiveMinimum", json.Number("-" + bound)}, {"exclusiveMaximum", json.Number(bound)}}...)
	}
	if spec.Range != (zohocrm.Range{}) {
		number = append(number, schema{{"minimum", spec.Range.From}, {"maximum", spec.Range.To}}...)
	}
	if spec.AllowQuoted { // the check warns
		return schema{{"anyOf", []any{number, schema{{"type", "string"}}}}}
	}
	return number
}

// ECMA regular expressions that match every text that the published patterns match,
// in linear time. The one for phone numbers checks only the characters, as ECMA has
// no atomic groups.
const (
	emailECMA = `^[+\-_\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}!#$%&'*+\-/=?^_` + "`" + `{|}~.]*` +
		`@(?=.{4,256}$)(?:[\p{L}\p{M}\p{N}](?:[\-_\p{L}\p{M}\p{N}]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}]{2,22}$`
	phoneECMA = `^[+]?[0-9a-zA-Z .,;#()\-]+$`
	urlECMA   = `^(?:http://www[^\n]|https://www[^\n]|ftp://www[^\n]|www[^\n]|http://|https://|ftp://|)` +
		`[^\x00-\x19\x22-\x27\x2A-\x2C\x2E-\x2F\x3A-\x3F\x5B-\x5E\x60\x7B\x7D-\x7F]+` +
		`(?:\.[^\x00-\x19\x22\x24-\x2C\x2E-\x2F\x3C\x3E\x40\x5B-\x5E\x60\x7B\x7D-\x7F]+)+(?:[/?][^\n]*)?$`
)
