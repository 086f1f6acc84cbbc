package payload_test

import (
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

// TestBulkResults reads the CSV of a result, which says what became of three records: the
// values of their rows, and what the errors name.
func TestBulkResults(t *testing.T) {
	b := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	files, _ := bulk(t, b, parse(t, `{"Last_Name":"a","City":"x"}`), parse(t, `{"Last_Name":"b","City":"y","Phone":"1"}`), parse(t, `{"Last_Name":"c","Email":"c@zylker.com"}`))
	const header = "Last_Name,City,Phone,STATUS,RECORD_ID,ERRORS\n"
	const rest = "b,y,1,added,8,\nc,,,added,9,\n"
	for _, tt := range []struct {
		name, result string
		want         []string // of the rows
		err          string
	}{
		{"all added", header + "a,x,,added,7,\n" + rest, []string{"0 7 insert", "1 8 insert", "2 9 insert"}, ""},
		{"updated", header + "a,x,,Updated,7,\n" + rest, []string{"0 7 update", "1 8 insert", "2 9 insert"}, ""},
		{"white space", header + "a,x,, added , 7 , \n" + rest, []string{"0 7 insert", "1 8 insert", "2 9 insert"}, ""},
		{"unprocessed", header + "a,x,,unprocessed,,\n" + rest, []string{"0   error INTERNAL_ERROR  $.data[0]", "1 8 insert", "2 9 insert"}, ""},
		{"added with an error", header + "a,x,,added,7,INVALID_DATA-City\n" + rest, []string{"0   error INVALID_DATA  $.data[0].City", "1 8 insert", "2 9 insert"}, ""},
		{"updated with an error", header + "a,x,,updated,7,INVALID_DATA-City\n" + rest, []string{"0   error INVALID_DATA  $.data[0].City", "1 8 insert", "2 9 insert"}, ""},
		{"unprocessed with an error", header + "a,x,,unprocessed,,INVALID_DATA-City\n" + rest, []string{"0   error INVALID_DATA  $.data[0].City", "1 8 insert", "2 9 insert"}, ""},
		{"skipped without an error", header + "a,x,,skipped,,\n" + rest, []string{"0   error CANNOT_PROCESS  $.data[0]", "1 8 insert", "2 9 insert"}, ""},
		{"no status", header + "a,x,,,,\n" + rest, []string{"0   error CANNOT_PROCESS  $.data[0]", "1 8 insert", "2 9 insert"}, ""},
		{"errors with gaps", header + "a,x,,skipped,,:INVALID_DATA-City: :NOT_APPROVED:\n" + rest,
			[]string{"0   error INVALID_DATA  $.data[0].City error NOT_APPROVED  $.data[0]", "1 8 insert", "2 9 insert"}, ""},

		{"the id first", "RECORD_ID,STATUS,ERRORS\n7,added,\n8,added,\n9,added,\n", []string{"0 7 insert", "1 8 insert", "2 9 insert"}, ""},
		{"another order", "ERRORS,Phone,STATUS,RECORD_ID,Last_Name\n,,added,7,a\n,1,added,8,b\n,,added,9,c\n", []string{"0 7 insert", "1 8 insert", "2 9 insert"}, ""},
		{"columns by other names", "Last Name,STATUS,RECORD_ID,ERRORS\na,added,7,\nb,added,8,\nc,added,9,\n", []string{"0 7 insert", "1 8 insert", "2 9 insert"}, ""},
		{"no ids", "Last_Name,STATUS,ERRORS\na,skipped,NOT_APPROVED\nb,skipped,NOT_APPROVED\nc,skipped,NOT_APPROVED\n",
			[]string{"0   error NOT_APPROVED  $.data[0]", "1   error NOT_APPROVED  $.data[1]", "2   error NOT_APPROVED  $.data[2]"}, ""},
		{"a byte order mark", "\ufeff" + header + "a,x,,added,7,\n" + rest, []string{"0 7 insert", "1 8 insert", "2 9 insert"}, ""},

		{"another value in the first row", header + "z,x,,added,7,\n" + rest, nil, "answer: $: expected at row 1 the values of the row of the file"},
		{"another value in the last row", header + "a,x,,added,7,\nb,y,1,added,8,\nc,,2,added,9,\n", nil, "answer: $: expected at row 3 the values of the row of the file"},
		{"another value in another order", "ERRORS,STATUS,RECORD_ID,Last_Name\n,added,7,a\n,added,8,z\n,added,9,c\n", nil, "answer: $: expected at row 2 the values of the row of the file"},
		{"a row less", header + "a,x,,added,7,\nb,y,1,added,8,\n", nil, "answer: $: expected as many rows as the file has"},
		{"a row more", header + "a,x,,added,7,\n" + rest + "d,,,added,10,\n", nil, "answer: $: expected as many rows as the file has"},
		{"no CSV", header + "a,x,,added,7,\n\"b", nil, `answer: $: expected a row of a CSV at line 3`},
	} {
		out, err := b.Outcome(files[0].Zip, []byte(tt.result), nil)
		text := ""
		var misfit *zohocrm.AnswerError
		if errors.As(err, &misfit) {
			text = misfit.Error()
		}
		var got []string
		for _, row := range out.Rows {
			line := fmt.Sprintf("%d %s %s", row.Index, row.ID, row.Action)
			for _, p := range row.Problems {
				line += " " + testkit.Line(p)
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || text != tt.err {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
	// A field may have the name of a column of the result, which comes after it.
	b = payload.NewBulkWrite(modules.Custom("Trips"), modules.Insert)
	files, _ = bulk(t, b, parse(t, `{"STATUS":"skipped","ERRORS":"NOT_APPROVED","RECORD_ID":"5","Name":"a"}`))
	out, err := b.Outcome(files[0].Zip, []byte("STATUS,ERRORS,RECORD_ID,STATUS,RECORD_ID,ERRORS\nskipped,NOT_APPROVED,5,added,7,\n"), nil)
	if err != nil || !slices.Equal(out.IDs, []string{"7"}) {
		t.Errorf("%+v, %v", out, err)
	}
	// A row has as many problems as a file has columns, whatever the result says.
	for n, want := range map[int]int{199: 199, 200: 200, 201: 200, 5000: 200} {
		out, err = b.Outcome(files[0].Zip, []byte("Name,STATUS,ERRORS\na,skipped,\"INVALID_DATA-x"+strings.Repeat(",x", n-1)+"\"\n"), nil)
		if err != nil || len(out.Problems) != want {
			t.Errorf("%d problems of %d, want %d: %v", len(out.Problems), n, want, err)
		}
	}
	// A file is a zip.
	text := []byte("Last_Name,STATUS,ERRORS\na,added,\n")
	if _, err := b.Outcome(text, text, nil); err == nil || !strings.HasPrefix(err.Error(), "the file that was sent: ") {
		t.Errorf("a CSV was sent: %v", err)
	}
}

// TestBulkReasons: the reason is that of a check of the row, if it finds something in the
// column. It looks at all cells of the row, and at no others.
func TestBulkReasons(t *testing.T) {
	sent := zipped("City,Parent_Key,Owner.id,Email,Last_Name\n,1,5,e,a\nOslo,2,x,e@zylker.com,\n")
	result := "City,STATUS,RECORD_ID,ERRORS\n,skipped,,INVALID_DATA-Email:INVALID_DATA-Last_Name:INVALID_DATA-City\n" +
		"Oslo,skipped,,INVALID_DATA-Owner.id:MANDATORY_NOT_FOUND-Last_Name:INVALID_DATA\n"
	out, err := payload.NewBulkWrite(modules.Leads(), modules.Insert).Outcome(sent, []byte(result), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"error INVALID_DATA pattern Email $.data[0].Email", "error INVALID_DATA  Last_Name $.data[0].Last_Name", "error INVALID_DATA  City $.data[0].City",
		"error INVALID_DATA id id $.data[1].Owner.id", "error MANDATORY_NOT_FOUND mandatory Last_Name $.data[1].Last_Name", "error INVALID_DATA  data $.data[1]",
	}
	if diff := cmp.Diff(want, testkit.Lines(out.Problems)); diff != "" || !slices.Equal(out.Refused(), []int{0, 1}) {
		t.Errorf("refused %v (-want +got):\n%s", out.Refused(), diff)
	}
	// A problem of the record as a whole is the reason of none.
	sent, result = zipped("Last_Name\na\n"), "Last_Name,STATUS,ERRORS\na,skipped,NOT_APPROVED\n"
	out, err = payload.NewBulkWrite(modules.Leads(), modules.Upsert).Outcome(sent, []byte(result), nil)
	if err != nil || len(out.Problems) != 1 || out.Problems[0].Reason != "" || out.Problems[0].Expected != "" {
		t.Errorf("%v, %v", out.Problems, err)
	}
}
