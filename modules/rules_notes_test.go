package modules_test

import (
	"testing"

	"github.com/seed12a3e673/zohocrm/modules"
)

// noteRules show the rules of notes. The answers are in testdata/rules.
var noteRules = []ruleExample{
	{modules.Notes(), "note_content", `"Note_Title":"Called"`, `"Note_Content":""`},
}

func TestNoteRules(t *testing.T) { checkRules(t, noteRules) }
