package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
)

// run reads the input and writes bodies and problems. An error means that the
// input could not be read or the output not be written.
func (j *job) run(input io.Reader) error {
	if j.format == "jsonl" {
		in := payload.NewInsert(j.module)
		j.flags(in)
		var readErr error
		err := j.write(in, func(yield func(modules.Record) bool) {
			for rec, err := range payload.ReadJSONLines(input) {
				if readErr = err; err != nil || !yield(rec) {
					return
				}
			}
		})
		return errors.Join(err, readErr)
	}
	data, err := io.ReadAll(input)
	if err != nil {
		return err
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if j.format == "body" {
		return j.runBody(data)
	}
	v, err := fieldtype.ParseJSON(data)
	if err != nil {
		return err
	}
	if list, _ := v.Member("data"); list.JSONType() == "array" || list.Problem() != nil {
		return j.runBody(data)
	}
	in := payload.NewInsert(j.module)
	j.flags(in)
	if p := v.Problem(); p != nil && p.Is(zohocrm.ReasonSize) && bytes.TrimLeft(data, " \t\r\n")[0] == '[' {
		return j.runLong(in, data)
	}
	if v.JSONType() != "array" {
		return j.write(in, slices.Values([]modules.Record{payload.FromValue(v)}))
	}
	return j.write(in, func(yield func(modules.Record) bool) {
		for _, element := range v.Elements() {
			if !yield(payload.FromValue(element)) {
				return
			}
		}
	})
}

// runLong checks the records of an array that holds more values than one Value
// may. The bound is for each record alone.
func (j *job) runLong(in *payload.Insert, array []byte) error {
	elements := json.NewDecoder(bytes.NewReader(array))
	_, readErr := elements.Token()
	err := j.write(in, func(yield func(modules.Record) bool) {
		for readErr == nil && elements.More() {
			var element json.RawMessage
			var v fieldtype.Value
			if readErr = elements.Decode(&element); readErr == nil {
				v, readErr = fieldtype.ParseJSON(element)
			}
			if readErr == nil && !yield(payload.FromValue(v)) {
				return
			}
		}
	})
	return errors.Join(err, readErr)
}

// runBody checks a whole body. What is wrong beside its records or with their
// number makes Zoho refuse all of it.
func (j *job) runBody(data []byte) error {
	in, err := payload.FromBody(j.module, data)
	var problem *zohocrm.Error
	switch {
	case errors.Is(err, zohocrm.ReasonSyntax), errors.Is(err, zohocrm.ReasonDepth):
		return err
	case errors.As(err, &problem):
		j.problems.write(zohocrm.Errors{problem})
		return nil
	}
	j.flags(in)
	all := slices.Collect(in.All())
	if slices.ContainsFunc(all, func(e *zohocrm.Error) bool { return !e.Warning && e.Path.Record() < 0 }) {
		j.problems.write(all)
		return j.problems.err
	}
	return j.write(in, slices.Values(in.Records()))
}

// write writes the bodies of a stream of records and the problems in it.
func (j *job) write(in *payload.Insert, records iter.Seq[modules.Record]) error {
	for batch := range in.Batches(records) {
		j.problems.write(batch.Problems)
		if err := j.bodies.write(batch.Body); err != nil {
			return err
		}
	}
	return j.problems.err
}
