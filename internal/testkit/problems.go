package testkit

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/seed12a3e673/zohocrm"
)

// Line returns a problem as one line: "level CODE reason path details". It gives
// the number of the supported values, not each of them.
func Line(e *zohocrm.Error) string {
	line := fmt.Sprintf("%s %s %s %s", level(e), e.Code, e.Reason, e.Path.JSONPath())
	d := e.Details
	d.SupportedValues = nil
	if details := JSON(d); details != "{}" {
		line += " " + details
	}
	if n := len(e.Details.SupportedValues); n > 0 {
		line += fmt.Sprintf(" one of %d", n)
	}
	return line
}

// Lines returns problems as lines "level CODE reason api_name path".
func Lines(errs zohocrm.Errors) []string {
	var lines []string
	for _, e := range errs {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %s", level(e), e.Code, e.Reason, e.APIName, e.Path.JSONPath()))
	}
	return lines
}

func level(e *zohocrm.Error) string {
	if e.Warning {
		return "warning"
	}
	return "error"
}

// JSON returns a Go value as JSON, with <, > and & as they are. It panics if the
// value has no JSON form.
func JSON(x any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil {
		panic(err)
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}
