package payload

import "strconv"

// A table is one CSV. Its cells are one after the other in text.
type table struct {
	field, module string
	number        int // among the tables of fields, from 1
	columns       []column
	positions     map[column]int
	text          []byte
	cells         []cellEnd
	rows          []tableRow
}

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

// A cellEnd says where a cell ends in the text of its table, and its column.
type cellEnd struct{ end, column int32 }

// maxKept bounds the bytes of a table that are kept for the next file.
const maxKept = 16 << 20

// reset forgets the rows. The next ones take their memory.
func (t *table) reset(module string) {
	text, cells, rows := t.text[:0], t.cells[:0], t.rows[:0]
	if cap(text) > maxKept {
		text = nil
	}
	*t = table{module: module, text: text, cells: cells, rows: rows}
}

// add adds a row. Its table is not too large for its numbers.
func (t *table) add(cells []bulkCell, parent int) {
	for i, cell := range cells {
		t.text = append(t.text, cell.text...)
		t.cells = append(t.cells, cellEnd{int32(len(t.text)), int32(t.position(i, cell.column))})
	}
	t.rows = append(t.rows, tableRow{int32(len(t.cells)), int32(parent)})
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

// write writes the cells of a row into a row of the CSV.
func (t *table) write(into []string, row int) {
	clear(into)
	first, start := int32(0), int32(0)
	if row > 0 {
		first = t.rows[row-1].end
	}
	if first > 0 {
		start = t.cells[first-1].end
	}
	cells := t.cells[first:t.rows[row].end]
	if len(cells) == 0 {
		return
	}
	text, from := string(t.text[start:cells[len(cells)-1].end]), start
	for _, c := range cells {
		into[c.column] = text[start-from : c.end-from]
		start = c.end
	}
}

// rowKey returns the key by which child rows name the row of their parent.
func rowKey(row int) string { return strconv.Itoa(row + 1) }
