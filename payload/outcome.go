package payload

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// An Outcome is what became of the records of a [Batch].
type Outcome struct {
	// Rows are the records, in the order of the request body. There are none
	// when the answer is Unmatched.
	Rows []Row
	// Unmatched is set if the items of the answer cannot be matched with records: the
	// batch is [Batch.Recurring] and has more than one record, so the answer may have
	// more items than the batch has records. Then only IDs and Problems say what was
	// inserted and refused.
	Unmatched bool
	// IDs are the ids of all records that were written, in the order of the answer.
	// Each occurrence of a recurring task or event has one.
	IDs []string
	// Problems are the problems of all records that were refused, in the order of the
	// answer. Their paths hold the position in the stream, or $.data[*] if the answer
	// is Unmatched.
	Problems zohocrm.Errors
	// Tables say what became of the rows of line items, subforms and links, if the
	// outcome is that of a file of Bulk Write with such rows: one for each CSV of the
	// file after the first. A record may be written although one of its rows is refused.
	Tables []TableOutcome
}

// A TableOutcome is what became of the rows of a field. Its Err says why nothing is known
// of them: Zoho documents the result of a file, but not whether there is one for each
// table. Outcome takes a CSV of the result for that of a table only if it has the same
// rows.
type TableOutcome struct {
	File string // the CSV in the zip that was sent
	Rows []TableRow
	Err  error // a [*zohocrm.AnswerError], or nil
}

// A TableRow is what became of one row of a field: it has either an ID or Problems.
type TableRow struct {
	// Index is the position of its record in the stream.
	Index int
	// Row is the position of the row in the record, from 0.
	Row int
	// ID is the id of the row that was written.
	ID string
	// Problems say why Zoho refused the row. The path leads to the row, as in
	// $.data[2].Quoted_Items[0].Quantity.
	Problems zohocrm.Errors
}

// A Row is what became of one record: it has either an ID or Problems.
type Row struct {
	// Index is the position of the record in the stream.
	Index int
	// ID is the id of the record that was written. If it recurs, it is the id of its
	// first occurrence.
	ID string
	// Action is what an upsert did with the record.
	Action Action
	// Matched is the API name of the field by which an upsert found the record
	// that it updated.
	Matched string
	// Problems say why Zoho refused the record. If Zoho refused some occurrences of a
	// recurring record, there is no ID. Then [Outcome.IDs] has the occurrences that
	// were inserted.
	Problems zohocrm.Errors
}

// Refused returns the positions in the stream of the records that Zoho refused, which
// are to be corrected. It leaves out the records that [Outcome.Resend] returns.
func (o Outcome) Refused() []int {
	var refused []int
	for _, row := range o.Rows {
		if len(row.Problems) > 0 && !retryable(row.Problems) {
			refused = append(refused, row.Index)
		}
	}
	return refused
}

// Resend returns the positions in the stream of the records that are worth sending
// again unchanged, in order. Zoho did not refuse them: it failed itself or had too
// many requests ([zohocrm.Code.Retryable]). After a failure, check first whether the
// record exists.
func (o Outcome) Resend() []int {
	var again []int
	for _, row := range o.Rows {
		if retryable(row.Problems) {
			again = append(again, row.Index)
		}
	}
	return again
}

// retryable reports whether there are problems, and the same request may succeed
// later.
func retryable(problems zohocrm.Errors) bool {
	for _, e := range problems {
		if e == nil || !e.Code.Retryable() {
			return false
		}
	}
	return len(problems) > 0
}

// DuplicateID returns the id of the stored record that already has the value of a
// unique field (DUPLICATE_DATA), or "" if Zoho names none. Use it to send the record
// again as an update. Details.MoreRecords of the problem says whether other records have
// the value, too.
func (r Row) DuplicateID() string {
	for _, e := range r.Problems {
		if e == nil {
			continue
		}
		if d := e.Details.DuplicateRecord; d != nil && d.ID != "" {
			return d.ID
		}
	}
	return ""
}

// A RequestError says that Zoho refused a request as a whole: no access, no such
// module, too many records, a wrong key beside "data" (page, "Possible Errors"). No
// record was written. Send the request again after you have corrected the cause.
type RequestError struct {
	// Problems are the reasons. A path into a record holds its position in the
	// stream.
	Problems zohocrm.Errors

	index []int
}

// Retryable reports whether the same request may succeed later: Zoho had too many
// requests, or failed itself ([zohocrm.Code.Retryable]).
func (e *RequestError) Retryable() bool { return e != nil && retryable(e.Problems) }

// Resend returns the positions in the stream of all records of the request, or nil if
// the request is not [RequestError.Retryable].
func (e *RequestError) Resend() []int {
	if !e.Retryable() {
		return nil
	}
	return slices.Clone(e.index)
}

// Error returns the reasons, a line each. It is "<nil>" for nil.
func (e *RequestError) Error() string {
	if e == nil {
		return "<nil>"
	}
	return "request refused: " + e.Problems.Error()
}

// Unwrap returns the reasons, for errors.Is and errors.As.
func (e *RequestError) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Problems
}

// Outcome reads Zoho's answer to the batch, of any HTTP status, and returns what
// became of each record.
//
// Zoho answers with one item for each record, in the order of the request. Only a
// recurring task or event has an item for each of its occurrences; see
// [Outcome.Unmatched].
//
// The error is a [*RequestError] if Zoho refused the whole request. It is a
// [*zohocrm.AnswerError] if the text is no answer to this batch: it is not JSON, has
// more or fewer items than records, or has an item about a record at another
// position. Then nothing is known about any record.
func (b Batch) Outcome(answer []byte) (Outcome, error) {
	a, err := zohocrm.ParseAnswer(answer)
	if err != nil {
		return Outcome{}, err
	}
	n, found := len(b.Index), len(a.Items)
	data := zohocrm.Key("data")
	if b.one && n == 1 && found == 1 && a.Bare && isOfRecord(a.Items[0].Problems) {
		for _, e := range a.Items[0].Problems {
			e.Path = zohocrm.Path{data, zohocrm.Index(b.Index[0])}
		}
		return Outcome{Rows: []Row{{Index: b.Index[0], Problems: a.Items[0].Problems}}, Problems: a.Items[0].Problems}, nil
	}
	if refusesRequest(a) {
		problems := a.Items[0].Problems
		for _, e := range problems {
			if !move(e, b.inStream) {
				return Outcome{}, &zohocrm.AnswerError{Expected: fmt.Sprintf("an item about one of the %d records", n)}
			}
		}
		return Outcome{}, &RequestError{problems, b.Index}
	}
	if found < n || found > n && (n == 0 || !b.Recurring) {
		return Outcome{}, &zohocrm.AnswerError{
			Path: zohocrm.Path{data}, Expected: fmt.Sprintf("as many items as records: %d, found %d", n, found),
		}
	}
	if b.Recurring && n > 1 {
		return unmatched(a.Items), nil
	}
	return b.matched(a.Items)
}

// unmatched returns the outcome of items that may be about any record.
func unmatched(items []zohocrm.Item) Outcome {
	out := Outcome{Unmatched: true}
	for _, item := range items {
		out.take(item)
		for _, e := range item.Problems {
			move(e, func(int) (int, bool) { return -1, true })
		}
	}
	return out
}

// matched returns the outcome of items in the order of the records. If there are
// more items than records, there is one record, which recurs.
func (b Batch) matched(items []zohocrm.Item) (Outcome, error) {
	out := Outcome{Rows: make([]Row, len(b.Index))}
	for i := range out.Rows {
		out.Rows[i].Index = b.Index[i]
	}
	for k, item := range items {
		out.take(item)
		at := min(k, len(b.Index)-1)
		for _, e := range item.Problems {
			own, ok := recordOf(e.Path)
			strays := ok && own >= 0 && own != k && own != at
			if strays || !move(e, func(i int) (int, bool) {
				if i < 0 || i == k {
					i = at
				}
				return b.inStream(i)
			}) {
				return Outcome{}, &zohocrm.AnswerError{
					Path: zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(k)}, Expected: "an item about the record at its position",
				}
			}
		}
		out.Rows[at].take(item, k == at)
	}
	return out, nil
}

// take adds an item to what was written and refused in all.
func (o *Outcome) take(item zohocrm.Item) {
	o.Problems = append(o.Problems, item.Problems...)
	if item.ID != "" {
		o.IDs = append(o.IDs, item.ID)
	}
}

// take adds an item to what became of the record.
func (r *Row) take(item zohocrm.Item, first bool) {
	if first {
		r.ID, r.Action, r.Matched = item.ID, Action(item.Action), item.Matched
	}
	if r.Problems = append(r.Problems, item.Problems...); len(r.Problems) > 0 {
		r.ID, r.Action, r.Matched = "", "", ""
	}
}

// inStream returns the position in the stream of the record at position i of
// the body, or -1, which means every record, for -1.
func (b Batch) inStream(i int) (int, bool) {
	if i < 0 {
		return -1, true
	}
	if i >= len(b.Index) {
		return 0, false
	}
	return b.Index[i], true
}

// refusesRequest reports whether an answer is about the request as a whole: a bare
// item, or a single item in "data" whose paths lead into no record.
func refusesRequest(a zohocrm.Answer) bool {
	if len(a.Items) != 1 || len(a.Items[0].Problems) == 0 {
		return false
	}
	inRecord := func(e *zohocrm.Error) bool {
		_, ok := recordOf(e.Path)
		return ok
	}
	return a.Bare || !slices.ContainsFunc(a.Items[0].Problems, inRecord)
}

// isOfRecord reports whether problems can be those of the record in the URL of an
// update. Zoho reports these without "data".
func isOfRecord(problems zohocrm.Errors) bool {
	for _, e := range problems {
		switch e.Code {
		case zohocrm.CodeInvalidData, zohocrm.CodeNotApproved, zohocrm.CodeNotReviewed, zohocrm.CodeRecordLocked, zohocrm.CodeAlreadyModified:
		default:
			return false
		}
	}
	return len(problems) > 0
}

// recordOf returns the position of the record that a path leads into, -1 for
// every record.
func recordOf(p zohocrm.Path) (i int, ok bool) {
	if len(p) < 2 || p[0] != zohocrm.Key("data") {
		return 0, false
	}
	return p[1].Index()
}

// move replaces the record positions in the paths of e with those that to returns. It
// reports whether to has one for each.
func move(e *zohocrm.Error, to func(i int) (int, bool)) bool {
	paths := []*zohocrm.Path{&e.Path}
	if e.Details.Dependee != nil {
		paths = append(paths, &e.Details.Dependee.Path)
	}
	for i := range e.Details.ExpectedFields {
		paths = append(paths, &e.Details.ExpectedFields[i].Path)
	}
	for _, p := range paths {
		i, ok := recordOf(*p)
		if !ok {
			continue
		}
		if i, ok = to(i); !ok {
			return false
		}
		*p = slices.Clone(*p) // several errors may share a path
		(*p)[1] = zohocrm.Index(i)
	}
	return true
}

// ParseBatch returns the batch of a request body, such as one that was saved in a
// file. Its positions in the stream are the positions in the body.
func ParseBatch(body []byte) (Batch, error) {
	if _, err := fieldtype.ParseJSON(body); err != nil {
		return Batch{}, err
	}
	var request map[string]json.RawMessage
	if json.Unmarshal(body, &request) != nil || request == nil {
		return Batch{}, zohocrm.WrongBody("an object with data")
	}
	var data []json.RawMessage
	if json.Unmarshal(request["data"], &data) != nil || data == nil {
		return Batch{}, zohocrm.WrongType("jsonarray", "an array of records").PrefixPath(zohocrm.Key("data"))
	}
	batch := Batch{Body: body, Index: make([]int, len(data))}
	for i, raw := range data {
		v, err := fieldtype.ParseJSON(raw)
		if err != nil {
			return Batch{}, err
		}
		rec := record.FromValue(v)
		var problem *zohocrm.Error
		if errors.As(rec.Err(), &problem) {
			return Batch{}, problem.PrefixPath(zohocrm.Key("data"), zohocrm.Index(i))
		}
		batch.Index[i] = i
		batch.Recurring = batch.Recurring || recurs(rec)
	}
	return batch, nil
}

// recurs reports whether a record is a task or event that recurs, of which
// Zoho's answer has an item for each occurrence.
func recurs(rec *record.Record) bool { return modules.Internal.Recurs(program.Key{}, rec) }
