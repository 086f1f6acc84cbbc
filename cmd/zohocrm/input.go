package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// byteOrderMark is what some editors put before UTF-8.
const byteOrderMark = "\uFEFF"

// The bounds of what is read as a whole, in bytes.
const (
	maxRecordBytes = 16 << 20 // of a record, as in a stream
	maxWholeBytes  = 32 << 20 // of a body or an answer
)

// readWhole reads a text to its end, without its byte order mark.
func readWhole(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxWholeBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxWholeBytes {
		return nil, zohocrm.TooLarge("at most 32 MiB in one body")
	}
	return bytes.TrimPrefix(data, []byte(byteOrderMark)), nil
}

// run reads the input and writes bodies and problems. An error means that the
// input could not be read or the output not be written.
func (j *job) run(input io.Reader) error {
	switch j.format {
	case "jsonl":
		return j.stream(record.ReadJSONLines(input))
	case "csv":
		return j.stream(record.ReadCSV(input))
	}
	text := bufio.NewReaderSize(input, 1<<16)
	if j.format == "json" && firstByte(text) != '{' {
		return j.stream(record.ReadJSONArray(text))
	}
	data, err := readWhole(text)
	if err != nil {
		return err
	}
	if j.format == "body" {
		return j.runBody(data)
	}
	return j.runObject(data)
}

// firstByte returns the first byte of a text that is no white space, or 0 when
// there is none in sight.
func firstByte(text *bufio.Reader) byte {
	for n := len(byteOrderMark) + 1; ; n *= 2 {
		start, err := text.Peek(n)
		start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte(byteOrderMark)), " \t\r\n")
		if len(start) > 0 {
			return start[0]
		}
		if err != nil {
			return 0
		}
	}
}

// stream checks the records of a stream, which may fail.
func (j *job) stream(records iter.Seq[*record.Record]) error {
	var readErr error
	err := j.write(j.insert(), func(yield func(*record.Record) bool) {
		for rec := range records {
			if readErr = rec.Ended(); readErr != nil {
				return
			}
			j.countRecord()
			if !yield(rec) {
				return
			}
		}
	})
	return errors.Join(err, readErr)
}

// insert returns a request with the keys that the flags ask for.
func (j *job) insert() *payload.Insert {
	in := payload.NewInsert(j.module)
	j.flags(in)
	return in
}

// runObject checks one record, or a whole body, which is known by its data.
func (j *job) runObject(data []byte) error {
	v, err := fieldtype.ParseJSON(data)
	var syntax *fieldtype.SyntaxError
	switch {
	case errors.As(err, &syntax) && syntax.Expected == "the end":
		return fmt.Errorf("%w (for records one a line: -in jsonl)", err)
	case err != nil:
		return err
	}
	list, ok := v.Member("data")
	switch list.JSONType() {
	case "array", "object", "null", "": // "" of an element with a key twice, say
		if ok {
			return j.runBody(data)
		}
	}
	if isBodyTwice(v.Problem()) {
		return j.runBody(data)
	}
	if len(data) > maxRecordBytes {
		v = fieldtype.Invalid(zohocrm.TooLarge("a record of at most 16 MiB"))
	}
	return j.write(j.insert(), slices.Values([]*record.Record{record.FromValue(v)}))
}

// isBodyTwice reports whether a problem is that of an object with a key of a
// whole body twice.
func isBodyTwice(p *zohocrm.Error) bool {
	return p != nil && p.Reason == zohocrm.ReasonDuplicateKey &&
		slices.Contains([]string{"data", "trigger", "apply_feature_execution", "skip_feature_execution", "lar_id"}, p.APIName)
}

// runBody checks a whole body. What is wrong beside its records or with their
// number makes Zoho refuse all of it.
func (j *job) runBody(data []byte) error {
	in, err := payload.ParseInsert(j.module, data)
	var problem *zohocrm.Error
	switch {
	case errors.Is(err, zohocrm.ReasonSyntax), errors.Is(err, zohocrm.ReasonDepth):
		return err
	case errors.As(err, &problem):
		return j.put(payload.Batch{Problems: zohocrm.Errors{problem}})
	}
	j.flags(in)
	all := slices.Collect(in.Problems())
	if slices.ContainsFunc(all, func(e *zohocrm.Error) bool { return !e.Warning && e.Path.Record() < 0 }) {
		return j.put(payload.Batch{Problems: all})
	}
	return j.write(in, slices.Values(in.Records()))
}

// write writes the bodies of a stream of records and the problems in it.
func (j *job) write(in *payload.Insert, records iter.Seq[*record.Record]) error {
	for batch := range in.Batches(records) {
		if err := j.put(batch); err != nil {
			return err
		}
	}
	return nil
}
