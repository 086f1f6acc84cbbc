package modules_test

import (
	"encoding/json"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
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

// The problems of one record take at most 100 KB as text and as JSON, however
// long the lists are that they name, and share those lists.
func TestProblemsOfOneRecordAreShort(t *testing.T) {
	const most = 100_000
	for _, size := range []int{1, 20, 120, 255} {
		values := make([]string, 1000)
		for i := range values {
			values[i] = strings.Repeat("v", size) + strconv.Itoa(i)
		}
		m := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Courses", Spec: fieldtype.Spec{
			Kind: fieldtype.MultiSelect, Values: values, OnlyListed: true,
		}}))
		wrong := make([]string, 200)
		for i := range wrong {
			wrong[i] = "x" + strconv.Itoa(i)
		}
		_, problems := m.Append(nil, nil, record.New().Text("Last_Name", "Daly").MultiSelect("Courses", wrong...))
		encoded, err := json.Marshal(problems)
		if err != nil || len(problems) != zohocrm.MaxProblems+1 || len(encoded) > most || len(problems.Error()) > most {
			t.Errorf("values of %d bytes: %d problems, %d bytes of JSON and %d of text, %v", size, len(problems), len(encoded), len(problems.Error()), err)
		}
		if first := problems[0].Details.SupportedValues; len(first) != len(values) || &first[0] != &problems[1].Details.SupportedValues[0] {
			t.Errorf("%d values of %d, or a list of their own", len(first), len(values))
		}
	}
}

// Exponents do not make a body much longer than its text.
func TestExponentsAreBounded(t *testing.T) {
	for _, n := range []int{100, 10_000, 130_000} {
		text := `{"Last_Name":"x","Own":[` + strings.Repeat("1e699,", n) + `1]}`
		rec, err := record.FromJSON([]byte(text))
		if err != nil {
			if !errors.Is(err, zohocrm.ReasonSize) {
				t.Errorf("%d numbers: %v", n, err)
			}
			continue
		}
		if body, problems := modules.Leads().Append(nil, nil, rec); len(body) > 300_000 && problems.Err() == nil {
			t.Errorf("%d numbers: %d bytes of %d", n, len(body), len(text))
		}
	}
}

// Problems keep no text of their records: records of 100 KB leave little in memory
// when only their problems are kept.
func TestProblemsKeepNoText(t *testing.T) {
	if testkit.Race {
		t.Skip("the race detector takes memory of its own")
	}
	used := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	filler := strings.Repeat("x", 100_000)
	known, err := modules.Leads().With(modules.WithFieldsMetadata(strings.NewReader(
		`{"fields":[{"api_name":"Last_Name","data_type":"text","length":80},{"api_name":"Description","data_type":"textarea","length":32000}]}`)))
	if err != nil {
		t.Fatal(err)
	}
	for name, make := range map[string]func(i int) *record.Record{
		"lines": func(i int) *record.Record {
			line := `{"Last_Name":"` + filler + `","Own_Name_` + strconv.Itoa(i) + `":1,"` + filler + `":2,"Tag":["x"]}` + "\n"
			for rec := range record.ReadJSONLines(strings.NewReader(line)) {
				return rec
			}
			return nil
		},
		"rows": func(i int) *record.Record {
			for rec := range record.ReadCSV(strings.NewReader("Last_Name,Own_Name_" + strconv.Itoa(i) + ",Description\n" + filler + ",1,x\n")) {
				return rec
			}
			return nil
		},
		"maps": func(i int) *record.Record {
			long := strings.Clone(filler)
			return record.FromMap(map[string]any{"Last_Name": long, long[:50] + strconv.Itoa(i): 1, long: 2, "Tag": []any{long}})
		},
	} {
		var kept zohocrm.Errors
		before := used()
		for i := range testkit.Size(60, 200, 200) {
			_, problems := known.Append(nil, nil, make(i))
			if len(problems) < 2 {
				t.Fatalf("%s: %v", name, problems)
			}
			kept = append(kept, problems...)
		}
		if after := used(); after > before+5<<20 {
			t.Errorf("%s: %d problems keep %d KB", name, len(kept), (after-before)>>10)
		}
		runtime.KeepAlive(kept)
	}
}
