package record_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A fakeQuery is a database that answers every query with the same rows.
type fakeQuery struct {
	columns []string
	rows    [][]driver.Value
	err     error // after the rows; io.EOF if nil
	closed  int
}

func (q *fakeQuery) Open(string) (driver.Conn, error)           { return q, nil }
func (q *fakeQuery) Prepare(string) (driver.Stmt, error)        { return q, nil }
func (q *fakeQuery) Begin() (driver.Tx, error)                  { return nil, errors.New("no transactions") }
func (q *fakeQuery) NumInput() int                              { return 0 }
func (q *fakeQuery) Exec([]driver.Value) (driver.Result, error) { return nil, errors.New("no changes") }
func (q *fakeQuery) Query([]driver.Value) (driver.Rows, error)  { return &fakeRows{q, 0}, nil }
func (q *fakeQuery) Close() error                               { return nil }

// The fakeRows are those of one query.
type fakeRows struct {
	*fakeQuery
	next int
}

func (r *fakeRows) Columns() []string { return r.columns }

func (r *fakeRows) Close() error {
	r.closed++
	return nil
}

func (r *fakeRows) Next(into []driver.Value) error {
	if r.next == len(r.rows) {
		if r.err != nil {
			return r.err
		}
		return io.EOF
	}
	copy(into, r.rows[r.next])
	r.next++
	return nil
}

func init() {
	sql.Register("customers", &fakeQuery{
		columns: []string{"Last_Name", "Email", "No_of_Employees"},
		rows:    [][]driver.Value{{"Daly", "p.daly@zylker.com", int64(12)}, {[]byte("Dolan"), nil, []byte("7")}},
	})
}

// A fakeConnector opens a fakeQuery without a name.
type fakeConnector struct{ query *fakeQuery }

func (c fakeConnector) Connect(context.Context) (driver.Conn, error) { return c.query, nil }
func (c fakeConnector) Driver() driver.Driver                        { return c.query }

// query returns the rows of a query.
func query(t *testing.T, q *fakeQuery) *sql.Rows {
	t.Helper()
	db := sql.OpenDB(fakeConnector{q})
	t.Cleanup(func() { db.Close() })
	rows, err := db.Query("SELECT")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestFromRows writes what drivers give to fields of the types it is for.
func TestFromRows(t *testing.T) {
	moment := time.Date(2017, 8, 16, 14, 32, 23, 0, time.FixedZone("", 5*3600+1800))
	tests := []struct {
		column string
		value  driver.Value
		want   string
	}{
		{"Text", nil, `null`},
		{"Number", nil, `null`},
		{"Text", "Mike O'Leary", `"Mike O'Leary"`},
		{"Text", "", `""`},
		{"Text", []byte("München"), `"München"`},
		{"Text", []byte{}, `""`},
		{"Number", []byte("120"), `120`},
		{"Currency", []byte("1234567890123456.120000000"), `1234567890123456.120000000`},
		{"Long", []byte("0012345600012"), `"0012345600012"`},
		{"Number", int64(-7), `-7`},
		{"Long", int64(123456789012345678), `"123456789012345678"`},
		{"Double", 250000.9, `250000.9`},
		{"Flag", true, `true`},
		{"Flag", false, `false`},
		{"Date", moment, `"2017-08-16"`},
		{"DateTime", moment, `"2017-08-16T14:32:23+05:30"`},
		{"Unknown", []byte("12"), `"12"`},
		{"Unknown", int64(12), `12`},
		{"Unknown", nil, `null`},
	}
	m := requests.Vehicles(t)
	for _, tt := range tests {
		rows := query(t, &fakeQuery{columns: []string{"Name", tt.column}, rows: [][]driver.Value{{"Van 7", tt.value}}})
		readDiff(t, m, record.FromRows(rows), `{"Name":"Van 7","`+tt.column+`":`+tt.want+`}`)
	}

	// Bytes that are no text, and text that is no number, are problems of the field.
	rows := query(t, &fakeQuery{columns: []string{"Name", "Text", "Number"}, rows: [][]driver.Value{{"Van 7", []byte{0xff}, []byte("few")}}})
	readDiff(t, m, record.FromRows(rows),
		`$.data[0].Text: INVALID_DATA: invalid data: expected text in UTF-8, not other bytes`,
		`$.data[0].Number: INVALID_DATA: invalid data: expected a number, not text`)
}

// Each record keeps its own row, although a driver fills the same memory again.
func TestFromRowsAreOwn(t *testing.T) {
	name := []byte("Daly")
	q := &fakeQuery{columns: []string{"Last_Name"}, rows: [][]driver.Value{{name}, {name}, {name}}}
	in := requests.Leads()
	n := 0
	for rec := range record.FromRows(query(t, q)) {
		in.Add(rec)
		n++
		copy(name, []string{"Dole", "Dane", "Duke"}[n-1])
	}
	if got, want := requests.Build(t, in), `{"data":[{"Last_Name":"Daly"},{"Last_Name":"Dole"},{"Last_Name":"Dane"}]}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// An error of the rows ends the stream after the rows before it.
func TestFromRowsFail(t *testing.T) {
	broken := errors.New("connection lost")
	q := &fakeQuery{columns: []string{"Last_Name"}, rows: [][]driver.Value{{"Daly"}, {"Dolan"}}, err: broken}
	readDiff(t, modules.Leads(), record.FromRows(query(t, q)), `{"Last_Name":"Daly"}`, `{"Last_Name":"Dolan"}`, "error: connection lost")
	var last error
	for batch, err := range requests.Leads().Batches(record.FromRows(query(t, q))) {
		last = err
		if err == nil && len(batch.Index) != 2 {
			t.Errorf("a batch of %d records", len(batch.Index))
		}
	}
	if !errors.Is(last, broken) {
		t.Errorf("the last error is %v", last)
	}

	// Rows that are closed have no columns, and none that were read twice.
	rows := query(t, q)
	rows.Close()
	readDiff(t, modules.Leads(), record.FromRows(rows), "error: sql: Rows are closed")

	// A name that occurs twice would lose one of its values.
	twice := &fakeQuery{columns: []string{"Last_Name", "id", "id"}, rows: [][]driver.Value{{"Daly", "1", "2"}}}
	for rec := range record.FromRows(query(t, twice)) {
		if err := rec.Ended(); !errors.Is(err, zohocrm.ReasonDuplicateKey) || !strings.Contains(err.Error(), "$.id") {
			t.Errorf("columns of one name: %v, %v", rec, err)
		}
	}
	if twice.closed == 0 {
		t.Error("the rows were not closed")
	}

	// No rows at all, as of a query whose error nobody looked at.
	var reasons []error
	for rec := range record.FromRows(nil) {
		reasons = append(reasons, rec.Ended())
	}
	if len(reasons) != 1 || !errors.Is(reasons[0], zohocrm.ReasonGoType) {
		t.Errorf("no rows: %v", reasons)
	}
}

// Whoever stops reading records closes the rows.
func TestFromRowsBreak(t *testing.T) {
	q := &fakeQuery{columns: []string{"Last_Name"}, rows: slices.Repeat([][]driver.Value{{"Daly"}}, 1000)}
	rows := query(t, q)
	for batch, err := range payload.NewInsert(modules.Leads()).Batches(record.FromRows(rows)) {
		if err != nil || len(batch.Index) != payload.MaxRecords {
			t.Errorf("%d records, %v", len(batch.Index), err)
		}
		break
	}
	if q.closed != 1 || rows.Next() {
		t.Errorf("closed %d times", q.closed)
	}
	if diff := cmp.Diff([]string{"error: sql: Rows are closed"}, readTexts(modules.Leads(), record.FromRows(rows))); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
}
