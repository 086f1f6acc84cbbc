package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// newSchema returns a JSON Schema of the same checks.
func newSchema(tb testing.TB) *jsonschema.Schema {
	type object = map[string]any
	text := func(max int) object { return object{"type": "string", "maxLength": max} }
	pattern := func(max int, p string) object { return object{"type": "string", "maxLength": max, "pattern": p} }
	format := func(name string) object { return object{"type": "string", "format": name} }
	lookup := object{"type": "object", "required": []string{"id"}, "properties": object{"id": format("zoho-id")}}
	source, err := json.Marshal(object{
		"type":     "object",
		"required": []string{"Last_Name"},
		"properties": object{
			"Last_Name":         object{"type": "string", "minLength": 1, "maxLength": 80},
			"First_Name":        text(40),
			"Company":           text(200),
			"Email":             pattern(100, fieldtype.EmailPattern),
			"Secondary_Email":   pattern(100, fieldtype.EmailPattern),
			"Phone":             pattern(30, fieldtype.PhonePattern),
			"Mobile":            pattern(30, fieldtype.PhonePattern),
			"Website":           pattern(255, fieldtype.URLPattern),
			"Lead_Source":       object{"enum": leadSources},
			"Industry":          object{"enum": industries},
			"Rating":            object{"enum": ratings},
			"Annual_Revenue":    object{"type": "number", "exclusiveMaximum": 1e16},
			"No_of_Employees":   object{"type": "integer", "exclusiveMaximum": 1_000_000_000},
			"Description":       text(32000),
			"Email_Opt_Out":     object{"type": "boolean"},
			"First_Contact":     format("date"),
			"Last_Visited_Time": format("zoho-datetime"),
			"Courses_Opted":     object{"type": "array", "items": object{"enum": courses}},
			"Owner":             lookup,
			"City":              text(100),
			"Layout":            lookup,
		},
	})
	if err != nil {
		tb.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		tb.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	c.UseRegexpEngine(func(p string) (jsonschema.Regexp, error) {
		re, err := regexp2.Compile(p, regexp2.RE2)
		return schemaPattern{re}, err
	})
	c.RegisterFormat(&jsonschema.Format{Name: "zoho-id", Validate: func(v any) error {
		if s, ok := v.(string); ok && !isID(s) {
			return errors.New("not an id")
		}
		return nil
	}})
	c.RegisterFormat(&jsonschema.Format{Name: "zoho-datetime", Validate: func(v any) error {
		if s, ok := v.(string); ok {
			_, err := time.Parse("2006-01-02T15:04:05-07:00", s)
			return err
		}
		return nil
	}})
	if err := c.AddResource("lead.json", doc); err != nil {
		tb.Fatal(err)
	}
	schema, err := c.Compile("lead.json")
	if err != nil {
		tb.Fatal(err)
	}
	return schema
}

type schemaPattern struct{ *regexp2.Regexp }

func (p schemaPattern) MatchString(s string) bool { return matches(p.Regexp, s) }

func isID(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) >= 1 && len(s) <= 19
}
