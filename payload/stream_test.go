package payload_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

var errBroken = errors.New("connection lost")

// broken returns a reader that fails after text.
func broken(text string) io.Reader {
	return testkit.Broken(text, errBroken)
}

// A brokenQuery is a database whose rows fail after n of them.
type brokenQuery struct{ n int }

func (q *brokenQuery) Connect(context.Context) (driver.Conn, error) { return q, nil }
func (q *brokenQuery) Driver() driver.Driver                        { return nil }
func (q *brokenQuery) Prepare(string) (driver.Stmt, error)          { return q, nil }
func (q *brokenQuery) Begin() (driver.Tx, error)                    { return nil, errBroken }
func (q *brokenQuery) Close() error                                 { return nil }
func (q *brokenQuery) NumInput() int                                { return 0 }
func (q *brokenQuery) Exec([]driver.Value) (driver.Result, error)   { return nil, errBroken }
func (q *brokenQuery) Query([]driver.Value) (driver.Rows, error)    { return q, nil }
func (q *brokenQuery) Columns() []string                            { return []string{"Last_Name"} }
func (q *brokenQuery) Next(row []driver.Value) error {
	if q.n == 0 {
		return errBroken
	}
	q.n--
	row[0] = "Daly"
	return nil
}

// rowsThatFail returns the rows of a query that fails after n of them.
func rowsThatFail(t *testing.T, n int) *sql.Rows {
	t.Helper()
	db := sql.OpenDB(&brokenQuery{n})
	t.Cleanup(func() { db.Close() })
	rows, err := db.Query("SELECT")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// failingStreams returns streams that give n leads and then fail.
func failingStreams(t *testing.T, n int) map[string]struct {
	records iter.Seq[*record.Record]
	is      error
	as      any
} {
	line := `{"Last_Name":"Daly"}`
	lines, array, table := strings.Repeat(line+"\n", n), "["+strings.Repeat(line+",\n", n), "Last_Name\n"+strings.Repeat("Daly\n", n)
	type failing = struct {
		records iter.Seq[*record.Record]
		is      error
		as      any
	}
	return map[string]failing{
		"a reader of lines":            {record.ReadJSONLines(broken(lines)), errBroken, nil},
		"a reader within a line":       {record.ReadJSONLines(broken(lines + `{"Last_Name`)), errBroken, nil},
		"a reader of an array":         {record.ReadJSONArray(broken(array)), errBroken, nil},
		"a reader of a table":          {record.ReadCSV(broken(table)), errBroken, nil},
		"an array without an end":      {record.ReadJSONArray(strings.NewReader(array)), zohocrm.ReasonSyntax, new(*fieldtype.SyntaxError)},
		"an array that is broken":      {record.ReadJSONArray(strings.NewReader(array + `{"Last_Name":Daly},` + line + "]")), zohocrm.ReasonSyntax, new(*fieldtype.SyntaxError)},
		"a row with too many cells":    {record.ReadCSV(strings.NewReader(table + strings.Repeat(",", fieldtype.MaxValues) + "\nDaly\n")), zohocrm.ReasonSize, new(*record.CellError)},
		"the rows of a query":          {record.FromRows(rowsThatFail(t, n)), errBroken, nil},
		"an array with something else": {record.ReadJSONArray(strings.NewReader(strings.TrimSuffix(array, ",\n") + "]]")), zohocrm.ReasonSyntax, new(*fieldtype.SyntaxError)},
	}
}

// TestFailingStream: of a stream that fails, every good record before is in a
// batch, and the last that is yielded is the error of the stream.
func TestFailingStream(t *testing.T) {
	for _, n := range []int{1, 99, 100, 101, 250} {
		for name, stream := range failingStreams(t, n) {
			sent, after := 0, 0
			var last error
			for batch, err := range requests.Leads().Batches(stream.records) {
				if last != nil {
					after++
				}
				if last = err; err == nil {
					sent += len(data(t, batch.Body))
					continue
				}
				if batch.Body != nil || batch.Index != nil || batch.Problems != nil {
					t.Errorf("%s after %d: the error comes with %+v", name, n, batch)
				}
			}
			if sent != n || after != 0 || !errors.Is(last, stream.is) || stream.as != nil && !errors.As(last, stream.as) {
				t.Errorf("%s after %d: %d records and %d batches more, %v", name, n, sent, after, last)
			}
		}
	}

	// The problems of records before come with their own batch.
	stream := record.ReadJSONArray(strings.NewReader(`[{"Last_Name":"Daly"},{"Last_Name":1},{"Last_Name":`))
	var got []string
	for batch, err := range requests.Leads().Batches(stream) {
		got = append(got, fmt.Sprint(batch.Index, " ", err))
	}
	want := []string{
		"[0] $.data[1].Last_Name: INVALID_DATA: invalid data: expected text",
		"[] INVALID_DATA: invalid data: line 1, column 52: expected a JSON value",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFailingStreamIsSeen: a loop that looks at the errors alone, as loops over
// files do, sees that a stream failed, also when it failed at once.
func TestFailingStreamIsSeen(t *testing.T) {
	send := func(records iter.Seq[*record.Record]) error {
		for _, err := range requests.Leads().Batches(records) {
			if err != nil {
				return err
			}
		}
		return nil
	}
	for _, n := range []int{0, 1, 100} {
		for name, stream := range failingStreams(t, n) {
			if n == 0 && name == "an array with something else" {
				continue
			}
			if err := send(stream.records); !errors.Is(err, stream.is) {
				t.Errorf("%s after %d: %v", name, n, err)
			}
		}
	}
}

// TestAddOfAFailedStream: who adds all that a stream yields builds no body of it.
func TestAddOfAFailedStream(t *testing.T) {
	for name, stream := range failingStreams(t, 3) {
		in := requests.Leads()
		for rec := range stream.records {
			in.Add(rec)
		}
		body, err := in.Build()
		if body != nil || !errors.Is(err, stream.is) || stream.as != nil && !errors.As(err, stream.as) {
			t.Errorf("%s: Build = %s, %v", name, body, err)
		}
		var problems zohocrm.Errors
		if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Path.JSONPath() != "$.data[3]" || problems[0].Code != zohocrm.CodeInvalidData {
			t.Errorf("%s: %v", name, err)
		}
		// Nor of that record alone, or with a field.
		end := in.Records()[3]
		if end.Ended() == nil || end.Err() != end.Ended() {
			t.Errorf("%s: Ended %v, Err %v", name, end.Ended(), end.Err())
		}
		if err := requests.Leads(end.Text("Last_Name", "Daly")).Layout("1").Validate(); !errors.Is(err, stream.is) {
			t.Errorf("%s: with a name %v", name, err)
		}
	}
}

// TestValidateWithinBatches: to validate, build or stream the same request in a
// loop over its batches does not disturb what the loop compares.
func TestValidateWithinBatches(t *testing.T) {
	m := uniqueLeads(t)
	records := func(yield func(*record.Record) bool) {
		for i := range 301 { // each address twice in a body
			if !yield(uniqueLead(fmt.Sprintf("lead%d@b.co", i%150), "")) {
				return
			}
			if i%150 == 0 && !yield(uniqueLead("LEAD0@b.co", "")) {
				return
			}
		}
	}
	run := func(in *payload.Insert, disturb func()) (got []string) {
		for batch := range in.Batches(func(yield func(*record.Record) bool) {
			for rec := range records {
				if disturb(); !yield(rec) {
					return
				}
			}
		}) {
			disturb()
			got = append(got, string(batch.Body), fmt.Sprint(batch.Index), batch.Problems.Error())
		}
		return got
	}
	want := run(payload.NewInsert(m), func() {})
	if !strings.Contains(strings.Join(want, ""), "DUPLICATE_DATA") {
		t.Fatal("nothing is twice")
	}
	in := payload.NewInsert(m).Add(uniqueLead("lead0@b.co", ""), uniqueLead("lead7@b.co", ""))
	inner := requests.Leads(requests.Lead()) // and its own batches in between
	for name, disturb := range map[string]func(){
		"Validate": func() { _ = in.Validate() },
		"Build":    func() { requests.Build(t, in) },
		"Problems": func() { requests.All(in) },
		"Batches": func() {
			for range in.Batches(stream(3, nil)) {
				for range inner.Batches(stream(1, nil)) {
				}
			}
		},
	} {
		if diff := cmp.Diff(want, run(in, disturb)); diff != "" {
			t.Errorf("%s (-alone +with it):\n%s", name, diff)
		}
	}
	// And the other way round.
	alone := requests.Build(t, in)
	for range in.Batches(records) {
		if got := requests.Build(t, in); got != alone {
			t.Errorf("Build within Batches: %s", got)
		}
	}
}
