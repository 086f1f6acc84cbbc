package modules

import (
	"testing"

	"github.com/seed12a3e673/zohocrm"
)

// TestEveryAnswerHasASource looks for answers about fields of which nothing says
// where Zoho gives them, and for fields that are not there.
func TestEveryAnswerHasASource(t *testing.T) {
	found := 0
	for m := range All() {
		for _, a := range m.answers {
			found++
			if f := m.known(a.field); f == nil || a.source == "" || a.reason == "" || a.amend == nil {
				t.Errorf("%s.%s: the answer has the source %q, the reason %q", m.apiName, a.field, a.source, a.reason)
			}
		}
	}
	if found == 0 {
		t.Error("no module has an answer")
	}
}

// TestAnswersAreOfTheField leaves alone what is not a problem of the field itself.
func TestAnswersAreOfTheField(t *testing.T) {
	c := newChecker(Services())
	for _, e := range []*zohocrm.Error{
		{Reason: zohocrm.ReasonPicklist},
		{Reason: zohocrm.ReasonPicklist, Path: zohocrm.Path{zohocrm.Index(0)}},
		{Reason: zohocrm.ReasonPicklist, Path: zohocrm.Path{zohocrm.Key("Own"), zohocrm.Key("Availability_Type")}},
		{Reason: zohocrm.ReasonType, Path: zohocrm.Path{zohocrm.Key("Availability_Type")}},
		{Reason: zohocrm.ReasonPicklist, Path: zohocrm.Path{zohocrm.Key("Availability_Type")}, Warning: true},
	} {
		if a := c.answerTo(e, 0); a != nil {
			t.Errorf("%v: the answer about %s", e, a.field)
		}
	}
	e := &zohocrm.Error{Reason: zohocrm.ReasonPicklist, Path: zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(0), zohocrm.Key("Availability_Type")}}
	if a := c.answerTo(e, 2); a == nil {
		t.Errorf("%v: no answer", e)
	}
}
