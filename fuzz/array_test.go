package fuzz_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// FuzzArray compares ReadJSONArray with encoding/json's reading of the whole
// array, element by element, and with ParseJSON's of the whole text where that
// is no JSON. They differ in what is documented: a byte order mark is skipped, a
// value that is no array is read alone, and elements that are not UTF-8, have
// half of a surrogate pair or are too deep have a problem each.
func FuzzArray(f *testing.F) {
	for _, seed := range []string{
		``, `[]`, ` [ ] `, `[{"a":1},{"b":[]}]`, `{"a":1}`, `[1,"a",null,true,-1.5e3]`,
		`[{"a":"]\"}[{\\"},{"b":{"c":[[]]}}]`, "[\n{},\r\n\t{}\n]\n", "\uFEFF[{}]",
		`[{}`, `[{},`, `[{},]`, `[{} {}]`, `[1 2]`, `[12a]`, `[tru]`, `{} {}`, `["a`, "[\"a\n\"]",
		`["\ud83d\ude00","\ud800"]`, "[\"\xff\",{}]", `[{"a":1,"a":2}]`, `[{"a":1]`, "[{}]\x00", `[1e99999]`,
		"[{\"\x83\":1,\"a\":d2}]", "[{\"\x83\":1}}]",
		"[" + strings.Repeat("[", 40) + strings.Repeat("]", 40) + ",{}]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		records, readErr := arrayRead(t, record.ReadJSONArray(bytes.NewReader(data)))
		again, againErr := arrayRead(t, record.ReadJSONArray(iotest.HalfReader(iotest.DataErrReader(bytes.NewReader(data)))))
		if !reflect.DeepEqual(records, again) || !reflect.DeepEqual(readErr, againErr) {
			t.Fatalf("%q: %d records, %v; read in pieces %d, %v", data, len(records), readErr, len(again), againErr)
		}

		text := bytes.TrimPrefix(data, []byte("\uFEFF"))
		var elements []json.RawMessage
		jsonErr := json.Unmarshal(text, &elements)
		if jsonErr != nil || elements == nil { // nil is null
			var element json.RawMessage
			if jsonErr = json.Unmarshal(text, &element); jsonErr == nil {
				elements = []json.RawMessage{element}
			}
		}
		if jsonErr != nil {
			arrayMalformed(t, data, text, readErr)
			return
		}
		for i, element := range elements {
			v, err := fieldtype.ParseJSON(element)
			switch {
			case i >= len(records):
				t.Fatalf("%q: %d records of %d, %v", data, len(records), len(elements), readErr)
			case err != nil:
				arrayProblem(t, records[i], err)
			case !arrayEqual(records[i], record.FromValue(v)):
				t.Fatalf("%q: element %d is %+v", data, i, records[i])
			}
		}
		if len(records) != len(elements) || readErr != nil {
			t.Fatalf("%q: %d records of %d, %v", data, len(records), len(elements), readErr)
		}
	})
}

// arrayEqual reports whether two records have the same fields, or the same
// problem.
func arrayEqual(a, b *record.Record) bool {
	fields := func(rec *record.Record) (all []fieldtype.Member) {
		for name, v := range rec.Fields() {
			all = append(all, fieldtype.Member{Name: name, Value: v})
		}
		return all
	}
	return reflect.DeepEqual(fields(a), fields(b)) && reflect.DeepEqual(a.Err(), b.Err())
}

// arrayRead returns the records of a stream and the error that ended it, which
// only the last record has.
func arrayRead(t *testing.T, stream iter.Seq[*record.Record]) (records []*record.Record, readErr error) {
	t.Helper()
	for rec := range stream {
		if rec == nil || readErr != nil {
			t.Fatalf("%v after %v", rec, readErr)
		}
		if readErr = rec.Ended(); readErr == nil {
			records = append(records, rec)
		} else if rec.Len() != 0 || rec.Err() != readErr || modules.Leads().Check(rec) == nil {
			t.Fatalf("%v, %v ended with %v", rec, rec.Err(), readErr)
		}
	}
	return records, readErr
}

// arrayMalformed checks the error of text that is no JSON: the one of
// ParseJSON, unless that stopped before at something the stream goes on after.
func arrayMalformed(t *testing.T, data, text []byte, readErr error) {
	t.Helper()
	var want, got *fieldtype.SyntaxError
	_, err := fieldtype.ParseJSON(text)
	if !errors.Is(err, zohocrm.ReasonSyntax) {
		return
	}
	if !errors.As(err, &want) || !errors.As(readErr, &got) {
		t.Fatalf("%q: %v, ParseJSON says %v", data, readErr, err)
	}
	want.Offset += len(data) - len(text)
	if *got != *want {
		t.Fatalf("%q: %+v, ParseJSON says %+v", data, got, want)
	}
}

// arrayProblem checks that a record has the problem that its text has.
func arrayProblem(t *testing.T, rec *record.Record, want error) {
	t.Helper()
	err := payload.NewInsert(modules.Leads()).Add(rec).Validate()
	if !errors.Is(err, want.(*zohocrm.Error).Reason) || rec.Len() != 0 {
		t.Fatalf("%v, want %v", err, want)
	}
}
