package modules

import "github.com/seed12a3e673/zohocrm"

// noteRules are the rules of notes (the page on creating notes, and that of v8).
var noteRules = []Rule{{
	Name:    "note_content",
	Doc:     "A note has Note_Content. One with only a Note_Title warns, as v8 takes it.",
	Source:  `Create Notes page, Note_Content; facts 5, "either-of missing", and 7.27`,
	decides: []string{"Note_Content"},
	needs:   []string{"Note_Content", "Note_Title"},
	check: func(c *check) {
		if c.has("Note_Content") {
			return
		}
		if c.has("Note_Title") {
			c.report("Note_Content", zohocrm.Missing().AsWarning())
			return
		}
		e := zohocrm.OneOfMissing("should contain either content or title", fieldRef("Note_Content"), fieldRef("Note_Title"))
		e.Expected = "Note_Content or Note_Title"
		c.errs = append(c.errs, e)
	},
}}
