package zohocrm_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A record lists 100 problems and counts the others, which block as they would
// have. The count has the path of the record.
func TestProblemsOfOneRecordAreBounded(t *testing.T) {
	for _, test := range []struct {
		record string
		last   string
		blocks bool
	}{
		{`{"Last_Name":"x","Tag":[` + strings.Repeat("1,", 999) + `1]}`, "and 900 more problems", true},
		{`{"Last_Name":"x","Tag":[` + strings.Repeat("1,", 100) + `1]}`, "and 1 more problem", true},
		{`{"Last_Name":"x"` + fields(150, `"a b"`) + `}`, "and 50 more problems", false},
		{`{"Last_Name":""` + fields(150, `"a b"`) + `,"Email":"x"}`, "and 52 more problems", true},
	} {
		rec, err := record.FromJSON([]byte(test.record))
		if err != nil {
			t.Fatal(err)
		}
		_, problems := modules.Leads().Append(nil, nil, rec)
		last := problems[len(problems)-1]
		if len(problems) != zohocrm.MaxProblems+1 || !strings.Contains(last.Error(), test.last) || (problems.Err() != nil) != test.blocks {
			t.Errorf("%.40s…: %d problems, the last is %v", test.record, len(problems), last)
		}
		if text, _ := json.Marshal(last); !strings.Contains(string(text), `"message":"`+test.last+`"`) {
			t.Errorf("%.40s…: %s", test.record, text)
		}
		var more *zohocrm.MoreProblems
		if !errors.As(last, &more) || more.Count == 0 || !errors.Is(last, zohocrm.ReasonMore) {
			t.Errorf("%.40s…: %v has no count", test.record, last)
		}
	}
}

// fields returns n fields whose names no API name can be.
func fields(n int, value string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`,"Own Field ` + strings.Repeat("x", i) + `":` + value)
	}
	return b.String()
}
