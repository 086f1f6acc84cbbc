package modules

import (
	"strings"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// An answer is Zoho's answer about one field, if it differs from the answer about
// other fields of the type.
type answer struct {
	field   string
	reason  zohocrm.Reason // of the problem that the field type finds
	warning bool           // the field type only warns
	source  string

	// amend changes a problem to Zoho's answer. The path of the problem begins at the
	// field.
	amend func(c *check, e *zohocrm.Error)
}

// amend changes the problems of a record, from position from on, to Zoho's answers.
// Their paths have depth steps before the field.
func (c *checker) amend(errs zohocrm.Errors, from, depth int, members []fieldtype.Member, others map[string]any) zohocrm.Errors {
	kept := errs[:from]
	for _, e := range errs[from:] {
		a := c.answerTo(e, depth)
		if a == nil {
			kept = append(kept, e)
			continue
		}
		at := e.Path[:depth]
		e.Path = e.Path[depth:]
		one := c.checkOf(check{members: members, others: others}, nil)
		a.amend(&one, e)
		e.PrefixPath(at...)
		if n := len(kept); n > from && e.Code == kept[n-1].Code && e.Path.JSONPath() == kept[n-1].Path.JSONPath() {
			continue // Zoho answers once for all elements of an array
		}
		kept = append(kept, e)
	}
	clear(errs[len(kept):])
	return kept
}

// answerTo returns the answer to a problem of a field, or nil if the field has no
// answer of its own.
func (c *checker) answerTo(e *zohocrm.Error, depth int) *answer {
	if len(e.Path) <= depth {
		return nil
	}
	name, _ := e.Path[depth].Key()
	for _, answers := range [][]answer{c.module.answers, c.column.answers} {
		for i := range answers {
			if a := &answers[i]; a.field == name && a.reason == e.Reason && a.warning == e.Warning {
				return a
			}
		}
	}
	return nil
}

// weekdays are the values of Available_Days.
var weekdays = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

// maxJobSheetRequired is the largest number of characters of Job_Sheet_Required.
const maxJobSheetRequired = 3

// serviceAnswers are the answers about services.
var serviceAnswers = []answer{{
	field: "Availability_Type", reason: zohocrm.ReasonPicklist,
	source: `facts 5, "not in a fixed list"`,
	amend: func(_ *check, e *zohocrm.Error) {
		e.Message = "The given Availability Type is not in picklist"
		e.Expected = "one of " + strings.Join(e.Details.SupportedValues, ", ")
		e.Details.SupportedValues = nil
	},
}, {
	field: "Available_Days", reason: zohocrm.ReasonPicklist,
	source: `API description of v8, createServicesS, DependentMismatchResponse1`,
	amend: func(_ *check, e *zohocrm.Error) {
		e.Code, e.Reason, e.Message = zohocrm.CodeDependentMismatch, zohocrm.ReasonConflict, "The given Available Days are not there in business days"
		e.Expected = "days of the week, such as " + weekdays[1]
		e.Path = e.Path[:1]
		e.Details = zohocrm.Details{Dependee: &zohocrm.FieldRef{APIName: "Status", Path: zohocrm.Path{zohocrm.Key("Status")}}}
	},
}, {
	field: "Job_Sheet_Required", reason: zohocrm.ReasonPicklist,
	source: `API description of v8, createServicesS, InvalidDataResponse17`,
	amend: func(c *check, e *zohocrm.Error) {
		e.Expected = "Yes or No"
		e.Details.SupportedValues = []string{"Yes", "No"}
		if utf8.RuneCountInString(c.text("Job_Sheet_Required")) > maxJobSheetRequired {
			e.Reason = zohocrm.ReasonMaxLength
			e.Details = zohocrm.Details{MaximumLength: maxJobSheetRequired}
		}
	},
}, {
	field: "Owner", reason: zohocrm.ReasonBareID, warning: true,
	source: `API description of v8, createServicesS, InvalidDataResponse9`,
	amend: func(_ *check, e *zohocrm.Error) {
		e.Reason, e.Warning = zohocrm.ReasonType, false
	},
}}
