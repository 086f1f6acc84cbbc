package record

// Row returns where a record of a stream is in its input, from 1: the row of a table,
// as a spreadsheet counts, or the line on which its JSON starts. It is 0 if the
// record is from no stream.
func (r *Record) Row() int {
	if r == nil {
		return 0
	}
	return r.row
}

// Raw returns the JSON text from which a record was read, unless the record was
// changed. If the text is no JSON, [Record.Err] says so.
func (r *Record) Raw() (text string, ok bool) {
	if r == nil || r.text == nil || r.text.table != nil {
		return "", false
	}
	return r.text.text, true
}
