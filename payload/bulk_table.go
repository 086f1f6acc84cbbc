package payload

import (
	"bytes"
	"compress/flate"
	"io"
	"sort"
	"strconv"
)

// A table is one CSV. Its rows are in blocks. The cells of a block are one after the
// other in a text.
type table struct {
	field, module string
	number        int // among the tables of fields, from 1
	columns       []column
	positions     map[column]int
	rows          []tableRow
	cells         []cellEnd
	text          []byte // of the last block
	from          int    // its first row
	packed        []block
	open          int    // the packed block whose text is unpacked
	unpacked      []byte // nil if none is
}

// A block is packed when it is full, so that files of long texts take little memory.
type block struct {
	from int // the first row
	data []byte
}

// maxBlock is the size in bytes at which the text of a block is packed.
const maxBlock = 4 << 20

// A column of a table: a field, and for a lookup the field of the other module
// that its cells hold.
type column struct{ apiName, findBy string }

// header returns the name of a column in the header of its CSV.
func (c column) header() string {
	if c.findBy == "" {
		return c.apiName
	}
	return c.apiName + "." + c.findBy
}

// A tableRow says where the cells of a row end, and the row of the parent table.
type tableRow struct{ end, parent int32 }

// A cellEnd says where a cell ends in the text of its block, and its column.
type cellEnd struct{ end, column int32 }

// reset forgets the rows. The next ones take their memory.
func (t *table) reset(module string) {
	*t = table{module: module, text: t.text[:0], cells: t.cells[:0], rows: t.rows[:0]}
}

// add adds a row.
func (t *table) add(cells []bulkCell, parent int) {
	if len(t.text) >= maxBlock {
		t.pack()
	}
	for i, cell := range cells {
		t.text = append(t.text, cell.text...)
		t.cells = append(t.cells, cellEnd{int32(len(t.text)), int32(t.position(i, cell.column))})
	}
	t.rows = append(t.rows, tableRow{int32(len(t.cells)), int32(parent)})
}

// pack packs the last block and begins another.
func (t *table) pack() {
	var data bytes.Buffer
	w, _ := flate.NewWriter(&data, flate.BestSpeed) // neither this nor a Buffer fails
	_, _ = w.Write(t.text)
	_ = w.Close()
	t.packed = append(t.packed, block{t.from, bytes.Clone(data.Bytes())})
	t.text, t.from = t.text[:0], len(t.rows)
}

// textOf returns the text of the block of a row, and the first row of the block.
func (t *table) textOf(row int) (text []byte, from int) {
	if row >= t.from {
		return t.text, t.from
	}
	i := sort.Search(len(t.packed), func(i int) bool { return t.packed[i].from > row }) - 1
	if t.unpacked == nil || t.open != i {
		t.unpacked, _ = io.ReadAll(flate.NewReader(bytes.NewReader(t.packed[i].data))) // it is whole
		t.open = i
	}
	return t.unpacked, t.packed[i].from
}

// size returns about how many bytes the table takes in a zip.
func (t *table) size() int {
	size := len(t.text) / 4
	for _, b := range t.packed {
		size += len(b.data)
	}
	return size
}

// find returns the position of a column, or -1. It looks at position likely first.
func (t *table) find(likely int, c column) int {
	if likely < len(t.columns) && t.columns[likely] == c {
		return likely
	}
	if at, known := t.positions[c]; known {
		return at
	}
	return -1
}

// position returns the position of a column, and adds the column if it is new.
func (t *table) position(likely int, c column) int {
	at := t.find(likely, c)
	if at < 0 {
		if t.positions == nil {
			t.positions = map[column]int{}
		}
		at = len(t.columns)
		t.columns = append(t.columns, c)
		t.positions[c] = at
	}
	return at
}

// cellsBefore returns the number of cells before a row.
func (t *table) cellsBefore(row int) int32 {
	if row == 0 {
		return 0
	}
	return t.rows[row-1].end
}

// write writes the cells of a row into a row of the CSV.
func (t *table) write(into []string, row int) {
	clear(into)
	first := t.cellsBefore(row)
	cells := t.cells[first:t.rows[row].end]
	if len(cells) == 0 {
		return
	}
	block, from := t.textOf(row)
	start := int32(0)
	if first > t.cellsBefore(from) {
		start = t.cells[first-1].end
	}
	text, begin := string(block[start:cells[len(cells)-1].end]), start
	for _, c := range cells {
		into[c.column] = text[start-begin : c.end-begin]
		start = c.end
	}
}

// rowKey returns the key by which child rows name the row of their parent.
func rowKey(row int) string { return strconv.Itoa(row + 1) }
