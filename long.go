package zohocrm

import (
	"encoding/json"
	"errors"
)

// long is the long form of a problem.
type long struct {
	Level      string      `json:"level"`
	Reason     Reason      `json:"reason"`
	Code       Code        `json:"code"`
	Details    longDetails `json:"details"`
	Message    string      `json:"message"`
	Status     string      `json:"status"`
	Expected   string      `json:"expected,omitempty"`
	Hint       string      `json:"hint,omitempty"`
	Suggestion string      `json:"suggestion,omitempty"`
	Row        int         `json:"row,omitempty"`
	Column     int         `json:"column,omitempty"`
	Position   *int        `json:"position,omitempty"`
}

type longDetails struct {
	details
	SupportedValuesTotal int `json:"supported_values_total,omitempty"`
}

// AppendLong appends everything that is known about e to dst, as one JSON object on
// one line:
//
//	{"level":"error","reason":"max_length","code":"INVALID_DATA","details":{"maximum_length":30,"api_name":"Phone",
//	 "json_path":"$.data[0].Phone"},"message":"invalid data","status":"error","expected":"at most 30 characters",
//	 "hint":"shorten the text to the limit"}
//
// The level is "error" or "warning". The members from code to status are those of
// [Error.MarshalJSON]. If details.supported_values is cut,
// details.supported_values_total is the number of all values. The members from
// expected on are left out if they are unknown. Beside those above there are
// suggestion; row and column in the input, from 1; and position, the character in the
// text, from 0.
//
// Row and column come from the first error in the chain of Err that has a method
// Place() (row, column int). Position comes from a method Position() int and, if e
// has no expectation, expected from a method Expects() string.
//
// AppendLong appends null for nil.
func (e *Error) AppendLong(dst []byte) []byte {
	if e == nil {
		return append(dst, "null"...)
	}
	l := long{
		Level:      "error",
		Reason:     e.Reason,
		Code:       e.Code,
		Details:    longDetails{details: e.details()},
		Message:    e.message(),
		Status:     "error",
		Expected:   e.expectation(),
		Hint:       e.Hint(),
		Suggestion: e.Suggestion,
	}
	if e.Warning {
		l.Level = "warning"
	}
	var cause expecter
	if l.Expected == "" && errors.As(e.Err, &cause) {
		l.Expected = cause.Expects()
	}
	if n := len(e.Details.SupportedValues); n > len(l.Details.SupportedValues) {
		l.Details.SupportedValuesTotal = n
	}
	var place placer
	if errors.As(e.Err, &place) {
		l.Row, l.Column = place.Place()
	}
	var position positioner
	if errors.As(e.Err, &position) {
		n := position.Position()
		l.Position = &n
	}
	text, err := json.Marshal(l)
	if err != nil { // texts and numbers always have a JSON form
		return append(dst, "null"...)
	}
	return append(dst, text...)
}
