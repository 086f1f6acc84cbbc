package payload_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// A resultTable is a CSV of a result: its name, the table of the file that it is about,
// and what became of the rows. All are added if there are none.
type resultTable struct {
	name, of string
	rows     []string // "", or a status and the codes
}

// bulkResults returns a result with several tables: the first three columns of each, and
// the columns of the result, as the Download Bulk Write Result page says of a file.
func bulkResults(t testing.TB, sent []byte, tables ...resultTable) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, table := range tables {
		f, err := z.Create(table.name)
		if err != nil {
			t.Fatal(err)
		}
		w := csv.NewWriter(f)
		rows := csvs(t, sent)[table.of]
		mapped := len(rows[0])
		if rows[0][mapped-1] == "Parent_Key" {
			mapped--
		}
		for i, row := range rows {
			row = slices.Clone(row[:min(3, mapped)])
			status, codes := "added", ""
			if i > 0 && len(table.rows) >= i && table.rows[i-1] != "" {
				status, codes, _ = strings.Cut(table.rows[i-1], " ")
			}
			switch {
			case i == 0:
				row = append(row, "STATUS", "RECORD_ID", "ERRORS")
			case status == "added":
				row = append(row, status, fmt.Sprint(100*len(table.of)+i), "")
			default:
				row = append(row, status, "", codes)
			}
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rowLines returns what an outcome says of the rows of fields.
func rowLines(out payload.Outcome) []string {
	var lines []string
	for _, table := range out.Tables {
		if table.Err != nil {
			lines = append(lines, table.File+": "+table.Err.Error())
		}
		for _, row := range table.Rows {
			line := fmt.Sprintf("%s: %d[%d] %s", table.File, row.Index, row.Row, row.ID)
			for _, p := range row.Problems {
				line += " " + testkit.Line(p) + ";"
			}
			lines = append(lines, line)
		}
	}
	return lines
}

const (
	twoItems = `{"Subject":"one","Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":1},{"Product_Name":{"id":"9"},"Quantity":2}]}`
	noItems  = `{"Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":1}]}`
	oneItem  = `{"Subject":"two","Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":3}],"Langs":[{"Name":"French"}]}`
	alsoTwo  = `{"Subject":"three","Langs":[{"Name":"Dutch"}],"Quoted_Items":[{"Product_Name":{"id":"7"},"Quantity":4},{"Product_Name":{"id":"6"},"Quantity":5}]}`
)

// TestBulkOutcomeOfRows leads what a result says of the rows of line items and subforms back
// to the records and the rows in them. Nothing is said of a table that the result does not
// have row by row, and the records are known still.
func TestBulkOutcomeOfRows(t *testing.T) {
	b := payload.NewBulkWrite(modules.Quotes(), modules.Insert).Table("Langs", "Languages_of_Quotes")
	files, _ := bulk(t, b, parse(t, twoItems), parse(t, noItems), parse(t, oneItem), parse(t, alsoTwo))
	sent, index := files[0].Zip, files[0].Index
	quotes := resultTable{"Quotes-Quotes.csv", "Quotes.csv", []string{"", "skipped LIMIT_EXCEEDED-Subject"}}
	items := resultTable{"Quoted_Items-Quoted_Items-1.csv", "Quoted_Items-1.csv",
		[]string{"", "skipped INVALID_DATA-Quantity", "skipped RESOURCE_NOT_FOUND-Product_Name.id:INVALID_DATA-Quantity", "", "unprocessed"}}
	langs := resultTable{"Languages_of_Quotes-Languages_of_Quotes-2.csv", "Languages_of_Quotes-2.csv", nil}
	itemLines := []string{
		"Quoted_Items-1.csv: 0[0] 1801",
		"Quoted_Items-1.csv: 0[1]  error INVALID_DATA  $.data[0].Quoted_Items[1].Quantity;",
		"Quoted_Items-1.csv: 2[0]  error RESOURCE_NOT_FOUND  $.data[2].Quoted_Items[0].Product_Name; error INVALID_DATA  $.data[2].Quoted_Items[0].Quantity;",
		"Quoted_Items-1.csv: 3[0] 1804",
		"Quoted_Items-1.csv: 3[1]  error INTERNAL_ERROR  $.data[3].Quoted_Items[1];",
	}
	langLines := []string{"Languages_of_Quotes-2.csv: 2[0] 2501", "Languages_of_Quotes-2.csv: 3[0] 2502"}
	unknown := func(file string) string {
		return file + ": answer: $: expected a CSV with what became of the rows of " + file
	}
	renamed := func(table resultTable, name string) resultTable { table.name = name; return table }
	for name, test := range map[string]struct {
		result []byte
		want   []string
	}{
		"in order":             {bulkResults(t, sent, quotes, items, langs), slices.Concat(itemLines, langLines)},
		"rows first":           {bulkResults(t, sent, langs, items, quotes), slices.Concat(itemLines, langLines)},
		"other names":          {bulkResults(t, sent, renamed(langs, "1.csv"), renamed(items, "2.csv"), renamed(quotes, "3.csv")), slices.Concat(itemLines, langLines)},
		"of the records alone": {bulkResults(t, sent, quotes), []string{unknown("Quoted_Items-1.csv"), unknown("Languages_of_Quotes-2.csv")}},
		"of some rows":         {bulkResults(t, sent, quotes, items), slices.Concat(itemLines, []string{unknown("Languages_of_Quotes-2.csv")})},
		"of one table twice":   {bulkResults(t, sent, quotes, renamed(items, "a.csv"), renamed(items, "b.csv"), langs), slices.Concat([]string{unknown("Quoted_Items-1.csv")}, langLines)},
		"twice, and one is named": {bulkResults(t, sent, quotes, resultTable{"a.csv", "Quoted_Items-1.csv", []string{"skipped NOT_APPROVED"}}, items, langs),
			slices.Concat(itemLines, langLines)},
		"the rows of another file": {bulkResults(t, sent, quotes, langs, resultTable{"Quoted_Items-1.csv", "Languages_of_Quotes-2.csv", nil}), slices.Concat([]string{unknown("Quoted_Items-1.csv")}, langLines)},
	} {
		out, err := b.Outcome(sent, test.result, index)
		if err != nil || len(out.Rows) != 3 || out.Rows[0].ID != "1001" || len(out.Rows[1].Problems) != 1 || out.Rows[2].ID != "1003" {
			t.Errorf("%s: %+v, %v", name, out.Rows, err)
		}
		if !slices.Equal(out.Refused(), []int{2}) || len(out.Problems) != 1 || out.Resend() != nil {
			t.Errorf("%s: the records refused are %v, with %d problems, and again %v", name, out.Refused(), len(out.Problems), out.Resend())
		}
		if diff := cmp.Diff(test.want, rowLines(out)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}

	// A result with other values, or with fewer rows.
	other, _ := bulk(t, b, parse(t, twoItems), parse(t, oneItem), parse(t, strings.Replace(alsoTwo, `"Quantity":5`, `"Quantity":6`, 1)))
	fewer, _ := bulk(t, b, parse(t, twoItems), parse(t, oneItem), parse(t, `{"Subject":"three","Quoted_Items":[{"Product_Name":{"id":"7"},"Quantity":4}]}`))
	for want, file := range map[string]payload.BulkFile{
		"answer: $: expected at row 5 the values of the row of the file": other[0],
		"answer: $: expected as many rows as the file has":               fewer[0],
	} {
		out, err := b.Outcome(sent, bulkResults(t, file.Zip, quotes, items), index)
		var misfit *zohocrm.AnswerError
		if err != nil || len(out.Rows) != 3 || len(out.Tables) != 2 || out.Tables[0].Rows != nil || !errors.As(out.Tables[0].Err, &misfit) || misfit.Error() != want {
			t.Errorf("%+v, %v, want %s", out.Tables, err, want)
		}
	}
}

// TestBulkOutcomeOfRowsByID: in an update rows name their record by its id. Of a record
// that is twice in the file they do not say which one they mean.
func TestBulkOutcomeOfRowsByID(t *testing.T) {
	b := payload.NewBulkWrite(modules.Quotes(), modules.Update)
	with := func(text, id string) string { return `{"id":"` + id + `",` + text[1:] }
	for name, test := range map[string]struct {
		second string
		want   []string
	}{
		"two records": {"42", []string{"Quoted_Items-1.csv: 0[0] 1801", "Quoted_Items-1.csv: 0[1]  error INVALID_DATA  $.data[0].Quoted_Items[1].Quantity;", "Quoted_Items-1.csv: 1[0] 1803"}},
		"one record":  {"41", []string{"Quoted_Items-1.csv: answer: $: expected at row 1 the row of one record of the file"}},
	} {
		files, _ := bulk(t, b, parse(t, with(twoItems, "41")), parse(t, with(`{"Subject":"two","Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":3}]}`, test.second)))
		sent := files[0].Zip
		out, err := b.Outcome(sent, bulkResults(t, sent, resultTable{"a.csv", "Quotes.csv", nil}, resultTable{"b.csv", "Quoted_Items-1.csv", []string{"", "skipped INVALID_DATA-Quantity"}}), nil)
		if err != nil || len(out.IDs) != 2 {
			t.Errorf("%s: %+v, %v", name, out, err)
		}
		if diff := cmp.Diff(test.want, rowLines(out)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestBulkOutcomeOfRowsAgain: the rows of a file that was made to send some records again
// lead to the same records.
func TestBulkOutcomeOfRowsAgain(t *testing.T) {
	b := payload.NewBulkWrite(modules.Quotes(), modules.Insert)
	files, _ := bulk(t, b, parse(t, twoItems), parse(t, oneItem), parse(t, alsoTwo))
	again, err := payload.OnlyBulkRows(files[0].Zip, []int{0, 2})
	if err != nil {
		t.Fatal(err)
	}
	out, err := b.Outcome(again, bulkResults(t, again, resultTable{"a.csv", "Quotes.csv", nil}, resultTable{"b.csv", "Quoted_Items-1.csv", []string{"", "", "", "skipped INVALID_DATA-Quantity"}}), []int{7, 9})
	if err != nil {
		t.Fatal(err)
	}
	want := "Quoted_Items-1.csv: 9[1]  error INVALID_DATA  $.data[9].Quoted_Items[1].Quantity;"
	if lines := rowLines(out); len(lines) < 4 || lines[3] != want {
		t.Errorf("%q, want %q", lines, want)
	}
}

// TestBulkOutcomeOfFields: the path of a problem of a row begins with its field, whatever
// module BulkWrite.Table names. Of two fields with one module it begins with the module.
func TestBulkOutcomeOfFields(t *testing.T) {
	b := payload.NewBulkWrite(modules.Linking("M"), modules.Insert).Table("A", "Ones").Table("B", "Twos").Table("C", "Twos")
	for i := range 200 {
		b.Table(fmt.Sprint("F", i), fmt.Sprint("Others", i))
	}
	files, _ := bulk(t, b, parse(t, `{"A":[{"x":"1"}],"B":[{"x":"2"}],"C":[{"x":"3"}],"D":[{"x":"4"}]}`))
	skipped := []string{"skipped INVALID_DATA-x"}
	// The records have no column but the key of their rows.
	result := bulkResults(t, files[0].Zip, resultTable{"M-M.csv", "M.csv", nil}, resultTable{"Ones-Ones-1.csv", "Ones-1.csv", skipped}, resultTable{"Twos-Twos-2.csv", "Twos-2.csv", skipped},
		resultTable{"Twos-Twos-3.csv", "Twos-3.csv", skipped}, resultTable{"D-D-4.csv", "D-4.csv", skipped})
	out, err := b.Outcome(files[0].Zip, result, []int{5})
	want := []string{
		"Ones-1.csv: 5[0]  error INVALID_DATA  $.data[5].A[0].x;", "Twos-2.csv: 5[0]  error INVALID_DATA  $.data[5].Twos[0].x;",
		"Twos-3.csv: 5[0]  error INVALID_DATA  $.data[5].Twos[0].x;", "D-4.csv: 5[0]  error INVALID_DATA  $.data[5].D[0].x;",
	}
	if diff := cmp.Diff(want, rowLines(out)); diff != "" || err != nil || len(out.Rows) != 1 {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestBulkOutcomeWithoutKeys: where the file or the result does not say to which record a
// row belongs, nothing is known of the rows.
func TestBulkOutcomeWithoutKeys(t *testing.T) {
	files := func(tables ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i, table := range tables {
			f, err := z.Create(fmt.Sprint(i, ".csv"))
			if err != nil {
				t.Fatal(err)
			}
			_, _ = f.Write([]byte(table))
		}
		_ = z.Close()
		return b.Bytes()
	}
	const parent, rows = "Subject,STATUS,RECORD_ID,ERRORS\na,added,7,\n", "Parent_Id,Quantity,STATUS,RECORD_ID,ERRORS\n1,2,added,8,\n"
	for name, tt := range map[string]struct {
		sent, result []byte
		want         string
	}{
		"no key in the file":   {files("Subject\na\n", "Parent_Id,Quantity\n1,2\n"), files(parent, rows), "1.csv: answer: $: expected at row 1 the row of one record of the file"},
		"no key in the result": {files("Subject,Parent_Key\na,1\n", "Parent_Id,Quantity\n1,2\n"), files(parent, "Quantity,STATUS,RECORD_ID,ERRORS\n2,added,8,\n"), "1.csv: answer: $: expected a CSV with what became of the rows of 1.csv"},
		"keys":                 {files("Subject,Parent_Key\na,1\n", "Parent_Id,Quantity\n1,2\n"), files(parent, rows), "1.csv: 0[0] 8"},
	} {
		out, err := payload.NewBulkWrite(modules.Quotes(), modules.Insert).Outcome(tt.sent, tt.result, nil)
		if diff := cmp.Diff([]string{tt.want}, rowLines(out)); diff != "" || err != nil || !slices.Equal(out.IDs, []string{"7"}) {
			t.Errorf("%s: %v, %v (-want +got):\n%s", name, out.IDs, err, diff)
		}
	}
}
