package payload_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// batched returns the files of records, which a loop adds with add, and all problems,
// as lines.
func batched(t testing.TB, b *payload.BulkWrite, records []*record.Record, add func(w *payload.BulkBatcher, rec *record.Record, n int) zohocrm.Errors) (files []payload.BulkFile, lines []string) {
	t.Helper()
	w, problems := b.Batcher()
	if w == nil {
		t.Fatal(problems)
	}
	for i := 0; i < len(records) || w.Len() > 0; i++ {
		if i < len(records) {
			problems = append(problems, add(w, records[i], i)...)
			if !w.Full() {
				continue
			}
		}
		files = slices.AppendSeq(files, w.Flush())
	}
	for _, p := range problems {
		lines = append(lines, testkit.Line(p))
	}
	return files, lines
}

// TestBulkBatcherIsFiles: a loop of one's own, also one that gets checked records,
// makes the files and the problems of BulkWrite.Files.
func TestBulkBatcherIsFiles(t *testing.T) {
	rnd := testkit.Rand(t)
	unique := modules.Contacts().MustWith(modules.WithField(fieldtype.Field{APIName: "Email", Spec: fieldtype.Spec{Kind: fieldtype.Email}, Unique: true}))
	for _, m := range []*modules.Module{modules.Leads(), modules.Quotes(), modules.Custom("Trips"), unique} {
		for op := modules.Insert; op <= modules.Upsert; op++ {
			for _, keepEmpty := range []bool{false, true} {
				var records []*record.Record
				for i := range testkit.Runs(40) {
					rec := randomRecord(t, rnd, m)
					if op == modules.Update {
						rec.ID(fmt.Sprint(i))
					}
					if rnd.IntN(3) == 0 {
						rec.Text("Email", fmt.Sprintf("p%d@zylker.com", rnd.IntN(4)))
					}
					if rnd.IntN(20) == 0 {
						for k := range 120 {
							rec.Text(fmt.Sprintf("C%d_%d", i, k), "x")
						}
					}
					records = append(records, rec)
				}
				b := payload.NewBulkWrite(m, op).IgnoreEmpty(!keepEmpty)
				if op == modules.Upsert {
					b.FindBy("Email")
				}
				want, wantLines := bulk(t, b, records...)
				slices.Sort(wantLines)
				checker := b.Checker()
				for name, add := range map[string]func(w *payload.BulkBatcher, rec *record.Record, n int) zohocrm.Errors{
					"Add": func(w *payload.BulkBatcher, rec *record.Record, n int) zohocrm.Errors { return w.Add(rec) },
					"AddChecked": func(w *payload.BulkBatcher, rec *record.Record, n int) zohocrm.Errors {
						checked, _ := checker.Check(nil, rec, n)
						return w.AddChecked(rec, checked)
					},
					"not checked": func(w *payload.BulkBatcher, rec *record.Record, n int) zohocrm.Errors {
						return w.AddChecked(rec, payload.Checked{})
					},
				} {
					got, lines := batched(t, b, records, add)
					slices.Sort(lines)
					if diff := cmp.Diff(wantLines, lines); diff != "" {
						t.Errorf("%s %s %s: problems (-want +got):\n%s", op, m.APIName(), name, diff)
					}
					if len(got) != len(want) {
						t.Errorf("%s %s %s: %d files, want %d", op, m.APIName(), name, len(got), len(want))
						continue
					}
					for i := range got {
						if !bytes.Equal(got[i].Zip, want[i].Zip) || !slices.Equal(got[i].Index, want[i].Index) || got[i].Number != want[i].Number ||
							!bytes.Equal(got[i].Job("1"), want[i].Job("1")) {
							t.Errorf("%s %s %s: another file %d", op, m.APIName(), name, i)
						}
					}
				}
			}
		}
	}
}

// TestBulkBatcherFull: a record is refused where there is no room, one for the next
// file waits, and what the caller has found counts.
func TestBulkBatcherFull(t *testing.T) {
	wide := func(name string) *record.Record {
		rec := record.New().Text("Name", name)
		for k := range 150 {
			rec.Text(fmt.Sprintf("%s%d", name, k), "x")
		}
		return rec
	}
	w, _ := payload.NewBulkWrite(modules.Custom("Trips"), modules.Insert).Batcher()
	for i, name := range []string{"a", "b"} {
		if errs := w.Add(wide(name)); errs.Err() != nil || w.Waits() != (i == 1) || w.Full() != (i == 1) || w.Len() != i+1 {
			t.Errorf("%s: %v, waits %t, full %t, %d records", name, errs, w.Waits(), w.Full(), w.Len())
		}
	}
	if errs := w.Add(wide("a")); !errors.Is(errs.Err(), zohocrm.CodeLimitExceeded) {
		t.Errorf("%v", errs)
	}
	var index [][]int
	for w.Len() > 0 {
		for file := range w.Flush() {
			index = append(index, file.Index)
		}
	}
	if diff := cmp.Diff([][]int{{0}, {1}}, index); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if errs := w.Add(wide("a"), zohocrm.Duplicate("another value")); errs.Err() == nil || w.Len() != 0 {
		t.Errorf("%v", errs)
	}
	for file := range w.Flush() {
		t.Errorf("a file of %d records", len(file.Index))
	}
	if w, errs := payload.NewBulkWrite(modules.Events(), modules.Insert).Batcher(); w != nil || errs.Err() == nil {
		t.Error("Bulk Write takes no events")
	}
	for _, w := range []*payload.BulkBatcher{nil, {}} {
		if errs := w.Add(record.New()); !errors.Is(errs.Err(), zohocrm.CodeInvalidModule) || w.Len() != 0 || w.Full() || w.Waits() {
			t.Errorf("%v", errs)
		}
	}
}

// TestBulkWaiting: the values of the record that waits are those of the next file.
func TestBulkWaiting(t *testing.T) {
	unique := modules.Contacts().MustWith(modules.WithField(fieldtype.Field{APIName: "Email", Spec: fieldtype.Spec{Kind: fieldtype.Email}, Unique: true}))
	w, _ := payload.NewBulkWrite(unique, modules.Insert).Batcher()
	contact := func(email string, columns string) *record.Record {
		rec := record.New().Text("Last_Name", "Daly").Text("Email", email)
		for k := range 120 {
			rec.Text(fmt.Sprint(columns, k), "x")
		}
		return rec
	}
	for i, tt := range []struct {
		email, columns string
		want           []string
	}{
		{"a@b.de", "A", nil},
		{"b@b.de", "B", nil}, // it waits
		{"a@b.de", "B", nil}, // of the file before
		{"b@b.de", "B", []string{"error DUPLICATE_DATA duplicate_value Email $.data[3].Email"}},
	} {
		errs := w.Add(contact(tt.email, tt.columns))
		if diff := cmp.Diff(tt.want, testkit.Lines(errs)); diff != "" {
			t.Errorf("record %d (-want +got):\n%s", i, diff)
		}
		if len(errs) > 0 && errs[0].Details.Dependee.Path.JSONPath() != "$.data[1].Email" {
			t.Errorf("the other one is %v", errs[0].Details.Dependee)
		}
		if w.Full() != (i == 1) {
			t.Errorf("record %d: full %t", i, w.Full())
		}
		if w.Full() {
			for file := range w.Flush() {
				if !slices.Equal(file.Index, []int{0}) {
					t.Error(file.Index)
				}
			}
		}
	}
	for file := range w.Flush() {
		if !slices.Equal(file.Index, []int{1, 2}) {
			t.Error(file.Index)
		}
	}
	if w.Len() != 0 || w.Waits() {
		t.Error("something waits")
	}
}

// TestBulkRowsOfFile: the rows of a field fill a file, too.
func TestBulkRowsOfFile(t *testing.T) {
	w, _ := payload.NewBulkWrite(modules.Custom("Trips"), modules.Insert).Batcher()
	rec := parse(t, `{"Name":"a","Stops":[`+strings.Repeat(`{"Place":"b"},`, 199)+`{"Place":"b"}]}`)
	for i := range payload.MaxBulkRows / 200 {
		if w.Add(rec); w.Full() {
			t.Fatalf("full with %d records", i+1)
		}
	}
	if w.Add(parse(t, `{"Name":"a","Days":[{"Place":"b"}]}`)); w.Waits() { // of another table
		t.Error("it waits")
	}
	if w.Add(parse(t, `{"Name":"a","Stops":[{"Place":"b"}]}`)); !w.Waits() {
		t.Error("there are too many rows in a file")
	}
	for file := range w.Flush() {
		if len(file.Index) != payload.MaxBulkRows/200+1 {
			t.Errorf("%d records", len(file.Index))
		}
	}
}

// TestBulkCheckedElsewhere: a record that was checked for another position, or by the
// Checker of a Request, is checked again.
func TestBulkCheckedElsewhere(t *testing.T) {
	bulk := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	w, _ := bulk.Batcher()
	bad, good := record.New().Text("City", "Oslo"), record.New().Text("Last_Name", "Daly")
	checked, _ := bulk.Checker().Check(nil, bad, 7)
	if diff := cmp.Diff([]string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name"}, testkit.Lines(w.AddChecked(bad, checked))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	checked, _ = payload.NewInsert(modules.Leads()).Checker().Check(nil, good, 1)
	if errs := w.AddChecked(good, checked); errs != nil || w.Len() != 1 {
		t.Errorf("%v", errs)
	}
	for file := range w.Flush() {
		if got := csvs(t, file.Zip)["Leads.csv"]; len(got) != 2 || got[1][0] != "Daly" || !slices.Equal(file.Index, []int{1}) {
			t.Error(got, file.Index)
		}
	}
}

// TestBulkProblemsOfFile: what is wrong with the last record of a file comes with it, and
// what is wrong with the first of the next one does not.
func TestBulkProblemsOfFile(t *testing.T) {
	records := func(yield func(*record.Record) bool) {
		for i := range payload.MaxBulkRows + 1 {
			rec := record.New().Text("Name", "a")
			if i >= payload.MaxBulkRows-1 {
				rec.Value(fmt.Sprintf("List%d", i), fieldtype.Texts("b", "c")) // of which it warns
			}
			if !yield(rec) {
				return
			}
		}
	}
	var got []string
	for file, err := range payload.NewBulkWrite(modules.Custom("Trips"), modules.Insert).Files(records) {
		line := fmt.Sprint(len(file.Index), err)
		for _, p := range file.Problems {
			line += " " + p.Path.JSONPath()
		}
		got = append(got, line)
	}
	if diff := cmp.Diff([]string{"25000 <nil> $.data[24999].List24999", "1 <nil> $.data[25000].List25000"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBulkLongTexts: texts that are packed while the file is filled are in it as they
// were, those of subforms too.
func TestBulkLongTexts(t *testing.T) {
	m := modules.Custom("Trips").MustWith(modules.WithField(fieldtype.Field{APIName: "Stops", Spec: fieldtype.Spec{Kind: fieldtype.Subform}}))
	long := func(i int) string { return strings.Repeat(fmt.Sprintf("%d, \"é\"\n", i), 3000) }
	var records []*record.Record
	want, wantStops := [][]string{{"Name", "Text", "Parent_Key"}}, [][]string{{"Parent_Id", "Place"}}
	for i := range testkit.Size(100, 400, 400) {
		rec := record.New().Text("Name", fmt.Sprint(i))
		row := []string{fmt.Sprint(i), "", fmt.Sprint(i + 1)}
		if i%7 != 3 {
			rec.Text("Text", long(i))
			row[1] = long(i)
		}
		if i%2 == 0 {
			rec.Value("Stops", fieldtype.Array(fieldtype.Object(fieldtype.Member{Name: "Place", Value: fieldtype.Text(long(-i))})))
			wantStops = append(wantStops, []string{fmt.Sprint(i + 1), long(-i)})
		}
		records, want = append(records, rec), append(want, row)
	}
	files, _ := bulk(t, payload.NewBulkWrite(m, modules.Insert), records...)
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	tables := csvs(t, files[0].Zip)
	for name, want := range map[string][][]string{"Trips.csv": want, "Stops-1.csv": wantStops} {
		got := tables[name]
		if len(got) != len(want) {
			t.Fatalf("%s has %d rows, want %d", name, len(got), len(want))
		}
		for i := range want {
			if !slices.Equal(got[i], want[i]) {
				t.Fatalf("%s: row %d is %.100q, want %.100q", name, i, got[i], want[i])
			}
		}
	}
}

// TestBulkStrict: with Strict, what is reported once for a field is reported for each record that
// has it, so that all of them are refused.
func TestBulkStrict(t *testing.T) {
	m := modules.Custom("Trips").MustWith(modules.WithField(fieldtype.Field{APIName: "Start", Spec: fieldtype.Spec{Kind: fieldtype.DateTime}}))
	one := func() *record.Record { return parse(t, `{"Name":"a","Start":"2017-08-16T14:32:23+05:30"}`) }
	files, lines := bulk(t, payload.NewBulkWrite(m, modules.Insert), one(), one())
	if len(files) != 1 || len(lines) != 1 {
		t.Errorf("%d files, %q", len(files), lines)
	}
	files, lines = bulk(t, payload.NewBulkWrite(m, modules.Insert).Strict(), one(), one())
	if len(files) != 0 || len(lines) != 2 {
		t.Errorf("strict: %d files, %q", len(files), lines)
	}
	// A lookup by an external field needs no header, and takes no value of another record.
	unique := modules.Contacts().MustWith(modules.WithField(fieldtype.Field{APIName: "Email", Spec: fieldtype.Spec{Kind: fieldtype.Email}, Unique: true}))
	files, lines = bulk(t, payload.NewBulkWrite(unique, modules.Insert).Strict(), parse(t, `{"Last_Name":"a","Email":"a@zylker.com"}`),
		parse(t, `{"Last_Name":"b","Account_Name":{"No":"7"}}`), parse(t, `{"Last_Name":"c","Email":"a@zylker.com"}`))
	if len(files) != 1 || len(files[0].Index) != 2 || len(lines) != 1 || !strings.Contains(lines[0], "$.data[2].Email") {
		t.Errorf("%v, %q", files, lines)
	}
}

// TestBulkLayout: the layout has a column.
func TestBulkLayout(t *testing.T) {
	files, lines := bulk(t, payload.NewBulkWrite(modules.Leads(), modules.Insert).Layout("554023000002734009"), parse(t, `{"Last_Name":"a"}`),
		parse(t, `{"Last_Name":"b","Layout":{"id":"554023000002734010"}}`))
	if len(lines) > 0 {
		t.Error(lines)
	}
	want := [][]string{{"Layout.id", "Last_Name"}, {"554023000002734009", "a"}, {"554023000002734010", "b"}}
	if diff := cmp.Diff(want, csvs(t, files[0].Zip)["Leads.csv"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestOnlyBulkRows: the rows to send again, with those of their subforms, as they were.
func TestOnlyBulkRows(t *testing.T) {
	m := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Languages", Spec: fieldtype.Spec{Kind: fieldtype.Subform}}))
	var records []*record.Record
	for i := range 6 {
		records = append(records, parse(t, fmt.Sprintf(`{"id":"1%d","Last_Name":"=a\r\n%d","Languages":[{"Language":"l%d"},{"Language":"m%d"}]}`, i, i, i, i)))
	}
	for _, op := range []modules.Operation{modules.Insert, modules.Update} {
		files, _ := bulk(t, payload.NewBulkWrite(m, op), records...)
		only, err := payload.OnlyBulkRows(files[0].Zip, []int{4, 1, 99})
		if err != nil {
			t.Fatal(err)
		}
		whole, got := csvs(t, files[0].Zip), csvs(t, only)
		for name, rows := range map[string][]int{"Leads.csv": {0, 2, 5}, "Languages-1.csv": {0, 3, 4, 9, 10}} {
			var want [][]string
			for _, i := range rows {
				want = append(want, whole[name][i])
			}
			if diff := cmp.Diff(want, got[name]); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", op, name, diff)
			}
		}
		all, err := payload.OnlyBulkRows(files[0].Zip, []int{0, 1, 2, 3, 4, 5})
		if err != nil || !bytes.Equal(all, files[0].Zip) {
			t.Errorf("%s: all rows are not the file: %v", op, err)
		}
	}
	// Records that have only rows.
	files, _ := bulk(t, payload.NewBulkWrite(modules.Linking("M"), modules.Insert), parse(t, `{"Own":[{"a":"1"}]}`), parse(t, `{"Own":[{"a":"2"},{"a":"3"}]}`))
	only, err := payload.OnlyBulkRows(files[0].Zip, []int{1})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string][][]string{"M.csv": {{"Parent_Key"}, {"2"}}, "Own-1.csv": {{"Parent_Id", "a"}, {"2", "2"}, {"2", "3"}}}, csvs(t, only)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, data := range []string{"", "a,b\n", "PK"} {
		if _, err := payload.OnlyBulkRows([]byte(data), nil); err == nil {
			t.Errorf("%q is a file", data)
		}
	}
}

// TestBulkOutcomeOfCSV: the CSV of a result is as good as its zip.
func TestBulkOutcomeOfCSV(t *testing.T) {
	b := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	files, _ := bulk(t, b, parse(t, `{"Last_Name":"a"}`), parse(t, `{"Last_Name":"b"}`))
	result := bulkResult(t, files[0].Zip, "Leads.csv", func(i int) string { return []string{"", "skipped INVALID_DATA-Last_Name"}[i] })
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	for _, rows := range csvs(t, result) {
		_ = w.WriteAll(rows)
	}
	want, err := b.Outcome(files[0].Zip, result, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := b.Outcome(files[0].Zip, text.Bytes(), nil)
	if diff := cmp.Diff(fmt.Sprint(want), fmt.Sprint(got)); diff != "" || err != nil || len(got.Rows) != 2 {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
