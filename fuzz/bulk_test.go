package fuzz_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// FuzzBulkResult reads any table as the result of a bulk file. Each record of the
// file is accounted for once or there is an error, and no problem leads to a record
// that was not in the file.
func FuzzBulkResult(f *testing.F) {
	b := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	var file payload.BulkFile
	for next, err := range b.Files(slices.Values([]*record.Record{
		record.New().Text("Last_Name", "Boyle").Text("Email", "p.boyle@zylker.com"), record.New(), record.New().Text("Last_Name", "Daly, \"P\"\nx"),
		record.New().Text("Last_Name", "Dolan"),
	})) {
		if file = next; err == nil {
			f.Fatal("a record without a name is in the file")
		}
	}
	const header, boyle, daly = "Last_Name,Email,STATUS,RECORD_ID,ERRORS\n", "Boyle,p.boyle@zylker.com,", "\"Daly, \"\"P\"\"\nx\",,"
	for _, result := range []string{
		header + boyle + "added,1,\n" + daly + "added,2,\nDolan,,added,3,\n",
		header + boyle + "skipped,,DUPLICATE_DATA-Email\n" + daly + "skipped,,MANDATORY_NOT_FOUND-Company,City:INVALID_DATA-Email\nDolan,,unprocessed,,\n",
		header + boyle + "added,,\n" + daly + "skipped,2,\nDolan,,x,3,x\n",
		header + boyle + "added,1,\n", "", header, "STATUS,STATUS\n", "\xef\xbb\xbf" + header, strings.Repeat("\"", 99),
	} {
		f.Add([]byte(result), true)
		f.Add([]byte(result), false)
	}
	f.Fuzz(func(t *testing.T, result []byte, zipped bool) {
		if zipped {
			var buf bytes.Buffer
			z := zip.NewWriter(&buf)
			w, err := z.Create("result.csv")
			if err != nil {
				t.Fatal(err)
			}
			_, _ = w.Write(result)
			_ = z.Close()
			result = buf.Bytes()
		}
		out, err := b.Outcome(file.Zip, result, file.Index)
		if err != nil {
			var misfit *zohocrm.AnswerError
			if !errors.As(err, &misfit) || out.Rows != nil || out.IDs != nil || out.Problems != nil || strings.ContainsAny(err.Error(), "\n\r") {
				t.Fatalf("%v, with %+v", err, out)
			}
			return
		}
		if len(out.Rows) != len(file.Index) {
			t.Fatalf("%d rows of %d records", len(out.Rows), len(file.Index))
		}
		var ids []string
		problems := 0
		for i, row := range out.Rows {
			if row.Index != file.Index[i] || row.ID != "" && len(row.Problems) > 0 {
				t.Fatalf("row %d: %+v", i, row)
			}
			if row.ID != "" {
				ids = append(ids, row.ID)
			}
			answerPaths(t, row.Problems, row.Index)
			problems += len(row.Problems)
		}
		if !slices.Equal(out.IDs, ids) || len(out.Problems) != problems {
			t.Fatalf("IDs = %q, the rows have %q; %d problems, the rows have %d", out.IDs, ids, len(out.Problems), problems)
		}
		for _, i := range append(out.Refused(), out.Resend()...) {
			if !slices.Contains(file.Index, i) {
				t.Fatalf("record %d was not sent", i)
			}
		}
	})
}
