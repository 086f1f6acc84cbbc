package payload

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestBulkBytes: a record of too many bytes is refused, and a file of too many bytes ends
// before the record that would be too much for it.
func TestBulkBytes(t *testing.T) {
	b := NewBulkWrite(modules.Custom("Trips"), modules.Insert)
	for more, want := range map[int]zohocrm.Reason{0: "", 1: zohocrm.ReasonSize} {
		half := fieldtype.Text(strings.Repeat("x", maxBulkRecord/2))
		row := b.read(fieldtype.Object(fieldtype.Member{Name: "Name", Value: half}, fieldtype.Member{Name: "Rows", Value: fieldtype.Array(
			fieldtype.Object(fieldtype.Member{Name: "a", Value: half}, fieldtype.Member{Name: "b", Value: fieldtype.Text(strings.Repeat("x", more))}))}))
		var got zohocrm.Reason
		for _, f := range row.findings {
			if f.e != nil && !f.e.Warning {
				got = f.e.Reason
			}
		}
		if got != want || row.size != maxBulkRecord+more {
			t.Errorf("a record of %d bytes: %q, want %q", row.size, got, want)
		}
	}
	w, _ := b.Batcher()
	w.add(&bulkRow{size: maxHeld / 2}, 0)
	w.add(&bulkRow{size: maxHeld/2 - 1}, 1)
	if !w.fits(&bulkRow{size: 1}) || w.fits(&bulkRow{size: 2}) {
		t.Errorf("a file of %d bytes has room for another one, and not for two", w.held)
	}
}

// TestBulkBlocks: rows that are packed are read as they were, in any order. The size of
// the zip is not estimated below what is packed.
func TestBulkBlocks(t *testing.T) {
	var rows table
	name := column{apiName: "Name"}
	want := []string{"a", strings.Repeat("b", maxBlock), strings.Repeat("c", maxBlock/2), strings.Repeat("d", maxBlock/2), "e"}
	for i, text := range want {
		rows.add([]bulkCell{{name, text}}, i)
	}
	if len(rows.packed) != 2 {
		t.Fatalf("%d blocks are packed", len(rows.packed))
	}
	for _, i := range []int{0, 1, 2, 3, 4, 3, 0, 4, 2, 1} {
		cells := make([]string, 1)
		if rows.write(cells, i); cells[0] != want[i] {
			t.Errorf("row %d is %.10q, want %.10q", i, cells[0], want[i])
		}
	}
	if size, packed := rows.size(), len(rows.packed[0].data)+len(rows.packed[1].data); size < packed {
		t.Errorf("a size of %d bytes, of which %d are packed", size, packed)
	}
}

// TestBulkParts: a zip that is too large is cut in two, and these again.
func TestBulkParts(t *testing.T) {
	w, _ := NewBulkWrite(modules.Leads(), modules.Insert).Batcher()
	for i := range 7 {
		hash := sha256.Sum256([]byte{byte(i)}) // which no zip makes smaller by much
		if errs := w.Add(record.New().Text("Last_Name", fmt.Sprintf("%x", hash))); errs.Err() != nil {
			t.Fatal(errs)
		}
	}
	whole := len(w.zip(0, 7))
	for _, tt := range []struct {
		bytes, stop int
		want        string
	}{
		{whole, 9, "[[0 1 2 3 4 5 6]]"},
		{whole - 1, 9, "[[0 1 2] [3 4 5 6]]"},
		{1, 9, "[[0] [1] [2] [3] [4] [5] [6]]"},
		{1, 2, "[[0] [1]]"},
	} {
		var got [][]int
		w.files(tt.bytes, func(f BulkFile) bool {
			got = append(got, f.Index)
			return len(got) < tt.stop
		})
		if fmt.Sprint(got) != tt.want {
			t.Errorf("%d bytes of %d: %v, want %s", tt.bytes, whole, got, tt.want)
		}
	}
}

// TestBulkPart: a zip of some of the records of a file has their rows, which count the
// records from 1.
func TestBulkPart(t *testing.T) {
	for op, want := range map[modules.Operation]string{
		modules.Insert: "Last_Name,Parent_Key|b,1|c,2;Parent_Id,Name|1,r1|1,s1|2,r2|2,s2;",
		modules.Update: "id,Last_Name|11,b|12,c;Parent_Id,Name|11,r1|11,s1|12,r2|12,s2;",
	} {
		w, _ := NewBulkWrite(modules.Leads(), op).Batcher()
		for i, name := range []string{"a", "b", "c", "d"} {
			row := func(letter string) *record.Record { return record.New().Text("Name", fmt.Sprint(letter, i)) }
			if errs := w.Add(record.New().ID(fmt.Sprint(10+i)).Text("Last_Name", name).Subform("Rows", row("r"), row("s"))); errs.Err() != nil {
				t.Fatal(errs)
			}
		}
		data := w.zip(1, 3)
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			got += strings.ReplaceAll(strings.TrimSpace(string(text)), "\n", "|") + ";"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", op, got, want)
		}
	}
}
