package repotest

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

//go:generate go test . -run ^TestErrorsPage$ -update

// An example is an input that has a problem: what the page shows of it, and what
// the library finds.
type example struct {
	shown string
	find  func() error
}

// leads returns the example of a lead in JSON.
func leads(text string) example { return in(modules.Leads(), text) }

// in returns the example of a record in JSON.
func in(m *modules.Module, text string) example {
	return example{"`" + text + "` in " + m.APIName(), func() error {
		return all(m, record.ReadJSONLines(strings.NewReader(text)))
	}}
}

// all returns the problems of a stream of records, and its failure.
func all(m *modules.Module, records iter.Seq[*record.Record]) error {
	var found []error
	for batch, err := range payload.NewInsert(m).Batches(records) {
		found = append(found, err, batch.Problems)
	}
	return errors.Join(found...)
}

// field returns the example of a value in JSON for a field that is described.
func field(value, described string, spec fieldtype.Spec) example {
	m := modules.Custom("Things").MustWith(modules.WithField(fieldtype.Field{APIName: "Field", Spec: spec}))
	return example{"`" + value + "` in " + described, in(m, `{"Name":"x","Field":`+value+`}`).find}
}

// value returns the example of a Go value in a field of a lead.
func value(shown, name string, x any) example {
	return example{shown, func() error {
		return all(modules.Leads(), slices.Values([]*record.Record{record.FromMap(map[string]any{"Last_Name": "Daly", name: x})}))
	}}
}

// parsed returns the example of JSON text that is not read.
func parsed(shown, text string) example {
	return example{shown, func() error { _, err := fieldtype.ParseJSON([]byte(text)); return err }}
}

// problems returns all problems of a request, warnings among them.
func problems(r *payload.Request) error { return zohocrm.Errors(slices.Collect(r.Problems())) }

// examples returns an example of each reason.
func examples() map[zohocrm.Reason]example {
	keyed := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Key", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine}, Unique: true}))
	return map[zohocrm.Reason]example{
		zohocrm.ReasonMandatory:      leads(`{"Company":"Zylker"}`),
		zohocrm.ReasonType:           leads(`{"Last_Name":"Daly","Email_Opt_Out":"true"}`),
		zohocrm.ReasonQuotedNumber:   leads(`{"Last_Name":"Daly","Annual_Revenue":"250000"}`),
		zohocrm.ReasonMaxLength:      leads(`{"Last_Name":"Daly","Phone":"1234567890123456789012345678901"}`),
		zohocrm.ReasonMaxItems:       field(`[1,2,3]`, "a field that takes two elements", fieldtype.Spec{Kind: fieldtype.MultiSelect, MaxLength: 2}),
		zohocrm.ReasonEmpty:          {"a request without records", func() error { return payload.NewInsert(modules.Leads()).Validate() }},
		zohocrm.ReasonDigits:         leads(`{"Last_Name":"Daly","No_of_Employees":1234567890}`),
		zohocrm.ReasonDecimals:       field(`1.2345`, "a field with two decimals", fieldtype.Spec{Kind: fieldtype.DecimalNumber, MaxDecimals: 2}),
		zohocrm.ReasonRange:          field(`11`, "a field from 1 to 10", fieldtype.Spec{Kind: fieldtype.Number, Range: zohocrm.Range{From: 1, To: 10}}),
		zohocrm.ReasonNotFinite:      value("`math.NaN()` in a Go map", "Annual_Revenue", math.NaN()),
		zohocrm.ReasonPattern:        leads(`{"Last_Name":"Daly","Website":"http://zylker com"}`),
		zohocrm.ReasonUTF8:           value("the bytes `FF FE` in a Go string", "Last_Name", "\xff\xfe"),
		zohocrm.ReasonFormat:         in(modules.Contacts(), `{"Last_Name":"Daly","Date_of_Birth":"31/12/1999"}`),
		zohocrm.ReasonCalendar:       in(modules.Contacts(), `{"Last_Name":"Daly","Date_of_Birth":"1999-02-29"}`),
		zohocrm.ReasonPicklist:       field(`"Gren"`, "a list with Green and Red", fieldtype.Spec{Kind: fieldtype.Picklist, Values: []string{"Green", "Red"}, OnlyListed: true}),
		zohocrm.ReasonSupported:      in(modules.Tasks(), `{"Subject":"Call","What_Id":{"id":"1"},"$se_module":"Tasks"}`),
		zohocrm.ReasonID:             in(modules.Contacts(), `{"Last_Name":"Daly","Account_Name":{"id":"12a"}}`),
		zohocrm.ReasonBareID:         leads(`{"Last_Name":"Daly","Owner":"4150868000000623001"}`),
		zohocrm.ReasonNumericID:      in(modules.Contacts(), `{"Last_Name":"Daly","Account_Name":{"id":4150868000000623001}}`),
		zohocrm.ReasonLookupByName:   in(modules.Contacts(), `{"Last_Name":"Daly","Account_Name":{"name":"Zylker"}}`),
		zohocrm.ReasonExternalLookup: in(modules.Contacts(), `{"Last_Name":"Daly","Account_Name":{"Key":"A-17"}}`),
		zohocrm.ReasonBigintNumber:   field(`12`, "a Long Integer field", fieldtype.Spec{Kind: fieldtype.LongInteger}),
		zohocrm.ReasonUnknownField:   leads(`{"Last_Name":"Daly","Frist_Name":"Ann"}`),
		zohocrm.ReasonUnknownKey: {"`{\"data\":[…],\"triggers\":[]}`", func() error {
			r, err := payload.ParseInsert(modules.Leads(), []byte(`{"data":[{"Last_Name":"Daly"}],"triggers":[]}`))
			return errors.Join(err, problems(r))
		}},
		zohocrm.ReasonNotInLayout: {"a field that the record's layout lacks", func() error {
			layouts, err := os.Open("../../modules/testdata/layouts-deals.json")
			if err != nil {
				return err
			}
			defer layouts.Close()
			m, err := modules.Deals().With(modules.WithLayoutsMetadata(layouts))
			if err != nil {
				return err
			}
			return all(m, record.ReadJSONLines(strings.NewReader(`{"Deal_Name":"Fair","Layout":{"id":"4876876000000095023"},"Campaign_Source":{"id":"4150868000000623001"}}`)))
		}},
		zohocrm.ReasonNotCreatable: leads(`{"Last_Name":"Daly","Created_Time":"2026-03-02T10:00:00+05:30"}`),
		zohocrm.ReasonNotUpdatable: {"`Recurring_Activity` in an update of a task", func() error {
			rec := record.New().ID("4150868000000623001").Recurrence("Recurring_Activity", rrule.Daily())
			return problems(payload.NewUpdate(modules.Tasks()).Add(rec))
		}},
		zohocrm.ReasonRenamed:        in(modules.Calls(), `{"Outbound_Call_Status":"Completed"}`),
		zohocrm.ReasonUnknownModule:  {"the module `Leeds`", func() error { _, err := modules.Lookup("Leeds"); return err }},
		zohocrm.ReasonDuplicateKey:   leads(`{"Last_Name":"Daly","Last_Name":"Dale"}`),
		zohocrm.ReasonDuplicateValue: {"two records with one value in a unique field", in(keyed, `{"Last_Name":"Daly","Key":"K"}`+"\n"+`{"Last_Name":"Dale","Key":"K"}`).find},
		zohocrm.ReasonSyntax:         leads(`{"Last_Name":"Daly",}`),
		zohocrm.ReasonDepth:          parsed("40 arrays inside one another", strings.Repeat("[", 40)+strings.Repeat("]", 40)),
		zohocrm.ReasonSize:           parsed("an array of 300,000 numbers", "["+strings.Repeat("1,", 300_000)+"1]"),
		zohocrm.ReasonGoType:         value("a Go channel in a map", "Last_Name", make(chan int)),
		zohocrm.ReasonUnreadable: {"a file that cannot be read to its end", func() error {
			var last error
			for rec := range record.ReadJSONLines(testkit.Broken(`{"Last_Name":"Daly"}`+"\n", errors.New("the connection is closed"))) {
				last = modules.Leads().Check(rec)
			}
			return last
		}},
		zohocrm.ReasonMore:     {"an array of 150 numbers for a multi-select picklist", field("["+strings.Repeat(`1,`, 149)+`1]`, "", fieldtype.Spec{Kind: fieldtype.MultiSelect}).find},
		zohocrm.ReasonConflict: in(modules.Tasks(), `{"Subject":"Call","Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=10:00"}}`),

		zohocrm.ReasonNoAt:              leads(`{"Last_Name":"Daly","Email":"p.boyle"}`),
		zohocrm.ReasonSecondAt:          leads(`{"Last_Name":"Daly","Email":"p@boyle@zylker.com"}`),
		zohocrm.ReasonFirstCharacter:    leads(`{"Last_Name":"Daly","Email":".boyle@zylker.com"}`),
		zohocrm.ReasonNoDot:             leads(`{"Last_Name":"Daly","Email":"p.boyle@zylker"}`),
		zohocrm.ReasonEmptyLabel:        leads(`{"Last_Name":"Daly","Email":"p.boyle@zylker..com"}`),
		zohocrm.ReasonLabelEdge:         leads(`{"Last_Name":"Daly","Email":"p.boyle@-zylker.com"}`),
		zohocrm.ReasonTopLevelCharacter: leads(`{"Last_Name":"Daly","Email":"p.boyle@zylker.c0m"}`),
		zohocrm.ReasonTopLevelLength:    leads(`{"Last_Name":"Daly","Email":"p.boyle@zylker.c"}`),
		zohocrm.ReasonDomainLength: {"an email address with a domain of 300 characters", func() error {
			return (&fieldtype.Spec{Kind: fieldtype.Email, MaxLength: 400}).Check(fieldtype.Text("p@" + strings.Repeat("a", 296) + ".com"))
		}},
		zohocrm.ReasonNoDigit:          leads(`{"Last_Name":"Daly","Phone":"+"}`),
		zohocrm.ReasonLeadingSeparator: leads(`{"Last_Name":"Daly","Phone":"-987654321"}`),
		zohocrm.ReasonSeparators:       leads(`{"Last_Name":"Daly","Phone":"987654321-"}`),
		zohocrm.ReasonParentheses:      leads(`{"Last_Name":"Daly","Phone":"91((987)654321"}`),
		zohocrm.ReasonExtension:        leads(`{"Last_Name":"Daly","Phone":"555;;1"}`),
		zohocrm.ReasonScheme:           leads(`{"Last_Name":"Daly","Website":"HTTP://zylker.com"}`),
		zohocrm.ReasonControl:          leads(`{"Last_Name":"Daly","Email":"p.boyle@zylker.com\n"}`),
		zohocrm.ReasonCharacter:        leads(`{"Last_Name":"Daly","Email":"p boyle@zylker.com"}`),
	}
}

// TestErrorsPage compares docs/errors.md with the reasons and what the library
// finds in the examples.
func TestErrorsPage(t *testing.T) {
	shown := examples()
	page := fmt.Appendf(nil, pageHead)
	for _, reason := range zohocrm.Reasons() {
		if reason == zohocrm.ReasonNoAt {
			page = append(page, finerHead...)
		}
		tt, ok := shown[reason]
		if !ok {
			t.Errorf("%s has no example", reason)
			continue
		}
		problem := find(tt.find(), reason)
		if problem == nil {
			t.Errorf("%s is not found in %s: %v", reason, tt.shown, tt.find())
			continue
		}
		page = fmt.Appendf(page, "\n### %s\n\n%s.\n\nTo do: %s.\n\nExample: %s:\n\n```\n%s\nhint: %s\n```\n",
			anchor(t, reason), sentence(reason.Doc()), reason.Hint(), tt.shown, problem, problem.Hint())
	}
	testkit.Golden(t, "../../../docs/errors.md", page)
}

// find returns the first problem with a reason in a tree of errors.
func find(err error, reason zohocrm.Reason) *zohocrm.Error {
	switch x := err.(type) {
	case *zohocrm.Error:
		if errors.Is(x, reason) {
			return x
		}
	case interface{ Unwrap() []error }:
		for _, err := range x.Unwrap() {
			if e := find(err, reason); e != nil {
				return e
			}
		}
	}
	return nil
}

// anchor returns the heading to which the address of a reason leads.
func anchor(t *testing.T, reason zohocrm.Reason) string {
	page, anchor, ok := strings.Cut(reason.URL(), "#")
	if !ok || !strings.HasSuffix(page, "/docs/errors.md") || anchor != string(reason) {
		t.Errorf("the address of %s is %s", reason, reason.URL())
	}
	return anchor
}

// sentence returns a text with a capital letter first.
func sentence(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}

const pageHead = `# Errors

Each problem has one of Zoho's codes, such as ` + "`INVALID_DATA`" + `, and one of the reasons below. A reason is more precise than a code. It keeps its
name from release to release: programs test for it with ` + "`errors.Is(err, zohocrm.ReasonPattern)`" + `.

A problem is an error, or a warning if its line says so. A record with an error is left out of the body; one with warnings is in it.

## Reasons
`

const finerHead = `
## Finer reasons of the patterns

An email address, phone number or URL that its pattern does not match has the reason ` + "`pattern`" + ` and one of these.
`
