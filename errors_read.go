package zohocrm

import (
	"encoding/json"
	"errors"
)

var errNilReceiver = errors.New("zohocrm: UnmarshalJSON on a nil pointer")

// UnmarshalJSON sets e to the problem that [Error.MarshalJSON] encoded, or to an
// error of Zoho's answer. It sets the reason if code and details allow only one, and
// leaves empty what the JSON does not hold. Any other text, even null, is an
// [*AnswerError] and does not change e.
func (e *Error) UnmarshalJSON(data []byte) error {
	if e == nil {
		return errNilReceiver
	}
	item, err := objectOf(data).item(nil, object.exact)
	switch {
	case err != nil:
		return err
	case len(item.Problems) != 1:
		return &AnswerError{Expected: "one error"}
	}
	*e = *item.Problems[0]
	return nil
}

// UnmarshalJSON sets es to the problems that [Errors.MarshalJSON] encoded, or to
// those of Zoho's answer: of all items of "data", or of one bare item. It skips items
// without a problem. Any other text, even null, is an [*AnswerError] and does not
// change es. See [Error.UnmarshalJSON] for what it sets.
func (es *Errors) UnmarshalJSON(data []byte) error {
	if es == nil {
		return errNilReceiver
	}
	answer, err := parseAnswer(data, object.exact)
	if err != nil {
		return err
	}
	var all Errors
	for _, item := range answer.Items {
		all = append(all, item.Problems...)
	}
	*es = all
	return nil
}

// exact returns one error as MarshalJSON encoded it, with its names unchanged. An
// error about several fields has no path in JSON. It gets the path of the object that
// holds them.
func (o object) exact(at Path) *Error {
	e := o.problem(at)
	details := objectOf(o["details"])
	e.APIName = details.name("api_name")
	if e.Details.Dependee != nil {
		e.Details.Dependee.APIName = objectOf(details["dependee"]).name("api_name")
	}
	fields := e.Details.ExpectedFields
	if len(fields) == 0 {
		return e
	}
	list, _ := details.list("expected_fields")
	i := 0
	for _, raw := range list {
		if f := objectOf(raw); f != nil {
			fields[i].APIName = f.name("api_name")
			i++
		}
	}
	if _, ok := details["json_path"]; !ok && len(fields[0].Path) > 0 {
		e.Path = fields[0].Path[:len(fields[0].Path)-1]
	}
	return e
}

// name returns a text unchanged.
func (o object) name(key string) string {
	var s string
	if json.Unmarshal(o[key], &s) != nil {
		return ""
	}
	return s
}
