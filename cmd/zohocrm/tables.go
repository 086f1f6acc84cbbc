package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/record"
)

// delimiterNames are names of delimiters.
var delimiterNames = map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t', `\t`: '\t', "pipe": '|', "space": ' '}

// defineTable defines the flags about the form of a table.
func (c *settings) defineTable(f *flags) {
	t := &c.table
	f.each("map", "COLUMN=FIELD", "the field of a column, by its API name or label; or a file with such lines (repeat)", func(s string) error {
		pairs, err := readMap(s)
		if t.Map == nil {
			t.Map = map[string]string{}
		}
		for _, pair := range pairs {
			t.Map[pair[0]] = pair[1]
		}
		return err
	})
	f.texts(&t.Ignore, "ignore", "COLUMN", "leave out a column (repeat)")
	f.each("delimiter", "CHAR", "between the cells: comma, semicolon, tab, pipe or a character (default: the header tells)", func(s string) error {
		var ok bool
		if t.Delimiter, ok = delimiterNames[s]; !ok {
			r, size := utf8.DecodeRuneInString(s)
			if size == 0 || size != len(s) {
				return errors.New("expected comma, semicolon, tab, pipe or one character")
			}
			t.Delimiter = r
		}
		return nil
	})
	f.each("encoding", "NAME", "utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1 (default: UTF-8, or UTF-16 with its mark)", func(s string) (err error) {
		t.Encoding, err = record.ParseEncoding(s)
		return err
	})
	f.texts(&t.Cells.Dates, "date-format", "FORMAT", "a format of dates or times, such as dd/MM/yyyy or MM/dd/yyyy HH:mm (repeat)")
	f.text(&t.Cells.Decimal, "decimal", "SIGN", "the decimal sign, . or , of numbers with groups of digits, such as 1,234.50")
	f.texts(&t.Cells.True, "true", "WORD", "a word for true, such as Yes (repeat)")
	f.texts(&t.Cells.False, "false", "WORD", "a word for false, such as No (repeat)")
	f.each("empty", "absent|null", "what an empty cell is (default absent); null empties the field", func(s string) error {
		if s != "absent" && s != "null" {
			return errors.New("expected absent or null")
		}
		t.EmptyNull = s == "null"
		return nil
	})
}

// maxMapBytes is the largest number of bytes of the file of -map.
const maxMapBytes = 1 << 20

// readMap returns the pairs of COLUMN=FIELD, or those in the lines of a file.
func readMap(s string) (pairs [][2]string, err error) {
	pair := func(line string) error {
		i := strings.LastIndex(line, "=") // the name of a field has no =
		if i <= 0 || i == len(line)-1 {
			return errors.New("expected COLUMN=FIELD, or a file with such lines")
		}
		pairs = append(pairs, [2]string{strings.TrimSpace(line[:i]), strings.TrimSpace(line[i+1:])})
		return nil
	}
	if strings.Contains(s, "=") {
		err := pair(s)
		return pairs, err
	}
	info, err := os.Stat(s)
	if err != nil || info.Size() > maxMapBytes {
		return nil, errors.Join(errors.New("expected COLUMN=FIELD, or a file with such lines"), err)
	}
	text, err := os.ReadFile(s)
	if err != nil {
		return nil, err
	}
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(string(text), byteOrderMark)) {
		n++
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := pair(line); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", s, n, err)
		}
	}
	return pairs, nil
}
