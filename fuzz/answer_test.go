package fuzz_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/payload"
)

// FuzzAnswer reads any text as the answer to batches of any size. Every record
// is accounted for once or there is an error, each has what the item at its
// position says, and nothing is said of records that were not sent.
func FuzzAnswer(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "answers", "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no answers: %v", err)
	}
	for _, file := range files {
		answer, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, n := range []uint8{1, 2, 7} {
			f.Add(answer, n, n == 7)
			f.Add(answer, n, n != 7)
		}
	}
	const ok, bad = `{"code":"SUCCESS","details":{"id":"1"},"status":"success"}`, `{"code":"INVALID_DATA","details":{"json_path":"$.data[1].X"},"status":"error"}`
	f.Add([]byte(`{"data":[`+ok+`,`+bad+`]}`), uint8(2), false)
	f.Add([]byte(`{"data":[`+bad+`,`+ok+`]}`), uint8(2), false)
	f.Add([]byte(`{"data":[`+bad+`,`+ok+`,`+bad+`]}`), uint8(3), true)
	f.Add([]byte(`{"data":[`+ok+`,{"code":"A","details":{"errors":[`+bad+`,{"code":"B","details":{"errors":[`+bad+`]}}]}}]}`), uint8(2), false)
	f.Add([]byte(`{"data":[{"code":"SUCCESS","status":"error","details":{"id":"1"}}]}`), uint8(1), false)
	f.Add([]byte(`{"data":[{"code":"SUCCESS","code":"A","details":{"id":"1"}}]}`), uint8(1), false)
	f.Add([]byte(strings.Repeat(`{"data":[`, 5000)), uint8(1), false)
	f.Fuzz(func(t *testing.T, answer []byte, n uint8, recurring bool) {
		batch := payload.Batch{Recurring: recurring}
		for i := range int(n) % 101 {
			batch.Index = append(batch.Index, 1000+3*i)
		}
		out, err := batch.Outcome(answer)
		if err != nil {
			answerRefused(t, batch, out, err)
			return
		}
		items := answerItems(t, answer)
		if out.Unmatched != (recurring && len(batch.Index) > 1) {
			t.Fatalf("Unmatched = %t", out.Unmatched)
		}
		var ids []string
		for _, item := range items {
			if !item.refused() {
				ids = append(ids, item.id())
			}
		}
		if !slices.Equal(out.IDs, ids) {
			t.Fatalf("IDs = %q, want %q", out.IDs, ids)
		}
		if out.Unmatched {
			if out.Rows != nil || out.Refused() != nil {
				t.Fatalf("rows of an unmatched answer: %+v", out.Rows)
			}
			answerPaths(t, out.Problems, -1)
			return
		}
		if len(out.Rows) != len(batch.Index) {
			t.Fatalf("%d rows of %d records", len(out.Rows), len(batch.Index))
		}
		var again []int
		problems := 0
		for i, row := range out.Rows {
			own := items[i : i+1]
			if recurring {
				own = items
			}
			refused := slices.ContainsFunc(own, answerItem.refused)
			switch {
			case row.Index != batch.Index[i]:
				t.Fatalf("row %d is record %d, want %d", i, row.Index, batch.Index[i])
			case refused && (row.ID != "" || len(row.Problems) == 0):
				t.Fatalf("row %d was refused: %+v", i, row)
			case !refused && (row.ID != own[0].id() || len(row.Problems) > 0):
				t.Fatalf("row %d was inserted as %q: %+v", i, own[0].id(), row)
			}
			if own := items[i].record(); !recurring && own >= 0 && own != i {
				t.Fatalf("item %d is about record %d", i, own)
			}
			answerPaths(t, row.Problems, row.Index)
			if problems += len(row.Problems); refused {
				again = append(again, row.Index)
			}
		}
		if !slices.Equal(out.Refused(), again) || len(out.Problems) != problems {
			t.Fatalf("Refused() = %v, want %v; %d problems, the rows have %d", out.Refused(), again, len(out.Problems), problems)
		}
	})
}

// answerRefused checks what comes with an error.
func answerRefused(t *testing.T, batch payload.Batch, out payload.Outcome, err error) {
	t.Helper()
	if out.Rows != nil || out.IDs != nil || out.Problems != nil {
		t.Fatalf("%v, with %+v", err, out)
	}
	var request *payload.RequestError
	if !errors.As(err, &request) {
		var misfit *zohocrm.AnswerError
		if !errors.As(err, &misfit) || strings.ContainsAny(err.Error(), "\n\r") {
			t.Fatalf("%#v", err)
		}
		return
	}
	if len(request.Problems) == 0 {
		t.Fatal("a request refused without a reason")
	}
	for _, e := range request.Problems {
		if i := e.Path.Record(); i >= 0 && !slices.Contains(batch.Index, i) {
			t.Fatalf("%s leads to a record that was not sent", e.Path.JSONPath())
		}
	}
}

// answerPaths checks that no path leads to another record.
func answerPaths(t *testing.T, problems zohocrm.Errors, record int) {
	t.Helper()
	for _, e := range problems {
		if i := e.Path.Record(); i >= 0 && i != record {
			t.Fatalf("%s of record %d", e.Path.JSONPath(), record)
		}
		if text := e.Error(); strings.ContainsAny(text, "\n\r\x1b") {
			t.Fatalf("not one line: %q", text)
		}
	}
}

// An answerItem is an item as encoding/json reads it.
type answerItem map[string]any

func (i answerItem) refused() bool { return i["status"] == "error" || i["code"] != "SUCCESS" }

func (i answerItem) id() string {
	details, _ := i["details"].(map[string]any)
	switch id := details["id"].(type) {
	case string:
		return answerLine(id)
	case json.Number:
		return id.String()
	}
	return ""
}

// answerRecord is the beginning of a path into a record.
var answerRecord = regexp.MustCompile(`^\$\.data\[(0|[1-9][0-9]{0,8})\](\.[A-Za-z_]+)*$`)

// record returns the position of the record that the path of an item with one
// error leads into, -1 when there is none.
func (i answerItem) record() int {
	details, _ := i["details"].(map[string]any)
	path, _ := details["json_path"].(string)
	match := answerRecord.FindStringSubmatch(path)
	if match == nil || details["errors"] != nil || i["errors"] != nil {
		return -1
	}
	n, _ := strconv.Atoi(match[1])
	return n
}

// answerLine is a text without control characters.
func answerLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || '\x7f' <= r && r <= '\u009f' {
			return ' '
		}
		return r
	}, s)
}

func answerItems(t *testing.T, answer []byte) []answerItem {
	t.Helper()
	var bare answerItem
	d := json.NewDecoder(strings.NewReader(string(answer)))
	d.UseNumber()
	if err := d.Decode(&bare); err != nil {
		t.Fatalf("%q was read: %v", answer, err)
	}
	list, wrapped := bare["data"].([]any)
	if !wrapped {
		return []answerItem{bare}
	}
	items := make([]answerItem, len(list))
	for i, item := range list {
		items[i], _ = item.(map[string]any)
	}
	return items
}
