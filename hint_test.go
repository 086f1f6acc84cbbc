package zohocrm_test

import (
	"fmt"
	"testing"

	"github.com/seed12a3e673/zohocrm"
)

// A cause knows its place, the character, and what to do.
type cause struct {
	row, column, position int
	hint                  string
}

func (c cause) Error() string     { return "cause" }
func (c cause) Place() (int, int) { return c.row, c.column }
func (c cause) Position() int     { return c.position }
func (c cause) Hint() string      { return c.hint }
func suggest(e *zohocrm.Error, name string) *zohocrm.Error {
	e.Suggestion = name
	return e
}

func TestHint(t *testing.T) {
	fixed := suggest(zohocrm.UnknownField("").WithCause(cause{hint: "h"}), "Email")
	fixed.Fix = "load the metadata"
	for _, test := range []struct {
		problem *zohocrm.Error
		want    string
	}{
		{nil, ""},
		{&zohocrm.Error{}, ""},
		{&zohocrm.Error{Reason: "new"}, ""},
		{zohocrm.Missing(), "give the field a value"},
		{zohocrm.QuotedNumber("double", ""), "write the number without quotes"},
		{zohocrm.Renamed("Purchase_Items"), "use the name Purchase_Items"},
		{suggest(zohocrm.UnknownField(""), "Email"), "did you mean Email?"},
		{suggest(zohocrm.UnknownModule(""), "Leads"), "did you mean Leads?"},
		{suggest(zohocrm.NotListed(nil), "Web"), "did you mean Web?"},
		{suggest(zohocrm.NotListed(nil), "a\n\u202eb"), "did you mean a\uFFFD\uFFFDb?"},
		{suggest(zohocrm.Missing(), "Email"), "give the field a value"},
		{suggest(zohocrm.UnknownField("").WithCause(cause{hint: "h"}), "Email"), "did you mean Email?"},
		{zohocrm.Pattern("email", "", cause{hint: "add the @"}), "add the @"},
		{zohocrm.Pattern("email", "", fmt.Errorf("wrapped: %w", cause{hint: "add the @"})), "add the @"},
		{zohocrm.Pattern("email", "", cause{}), "write the text in the form that the field type asks for"},
		{zohocrm.Pattern("email", "", zohocrm.ReasonNoAt), "add the @ and the domain"},
		{fixed, "load the metadata"},
	} {
		if got := test.problem.Hint(); got != test.want {
			t.Errorf("Hint() of %v = %q, want %q", test.problem, got, test.want)
		}
	}
}
