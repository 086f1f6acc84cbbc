package record

// Row returns where a record of a stream is in its input: the row of a table, as a
// spreadsheet counts, or the line on which its JSON starts, from 1. It is 0 for a
// record that is of no stream.
func (r *Record) Row() int {
	switch {
	case r == nil:
		return 0
	case r.text != nil && r.row == 0:
		return r.text.at.line
	}
	return r.row
}

// Raw returns the text from which a record of JSON was read, unless the record was
// changed. It may be text that is no JSON, which the record has as its
// [Record.Err].
func (r *Record) Raw() (text string, ok bool) {
	if r == nil || r.text == nil {
		return "", false
	}
	return r.text.text, true
}
