package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// maxRemembered is the largest number of values of unique fields that a run
// remembers.
const maxRemembered = 2_000_000

// duplicates finds records of the input that have the same value in a unique field
// and are in different bodies. The library finds those in one body.
type duplicates struct {
	*payload.Duplicates
	warn bool
}

// newDuplicates returns the duplicates of the request, or nil if the module has no
// unique field.
func newDuplicates(r *payload.Request, m *modules.Module) *duplicates {
	fields := slices.Collect(m.Unique())
	if len(fields) == 0 {
		return nil
	}
	if limit := debug.SetMemoryLimit(-1); limit == softMemory {
		debug.SetMemoryLimit(softMemory + maxRemembered*64)
	}
	return &duplicates{r.Duplicates(maxRemembered, fields...), r.Operation() == modules.Upsert}
}

// The parts of the number of a remembered record: its file, its body, its row.
const (
	bodyBits = 22
	rowBits  = 31
)

// find returns the problems of values that an earlier record in another body has. n
// is the position of the record, and body that of its body.
func (d *duplicates) find(rec *record.Record, prints payload.Fingerprints, inputs []*input, n, body int) zohocrm.Errors {
	if d == nil {
		return nil
	}
	var found zohocrm.Errors
	for _, twin := range d.FindFingerprints(prints) {
		if int(twin.First>>rowBits)&(1<<bodyBits-1) == body&(1<<bodyBits-1) {
			continue
		}
		first := place{inputs[twin.First>>(rowBits+bodyBits)], int(twin.First & (1<<rowBits - 1))}
		where := "an earlier record"
		if first.row > 0 {
			where = first.String()
			if len(inputs) > 1 {
				where += " of " + cutName(first.in.name)
			}
		}
		e := zohocrm.Duplicate("a value that "+where+" does not have").PrefixPath(zohocrm.Key("data"), zohocrm.Index(n), zohocrm.Key(twin.APIName))
		e.APIName, e.Warning = twin.APIName, d.warn
		found = append(found, e)
	}
	record.Internal.Place(program.Key{}, rec, found, 2)
	return found
}

// fingerprints returns the fingerprints of a record.
func (d *duplicates) fingerprints(rec *record.Record) payload.Fingerprints {
	if d == nil {
		return nil
	}
	return d.Fingerprints(rec)
}

// nameTwins adds to problems of duplicates within a body where the other record is in
// the input. places are those of the records with these numbers, which are in order.
func nameTwins(problems zohocrm.Errors, numbers []int, places []place) {
	for _, e := range problems {
		if e.Reason != zohocrm.ReasonDuplicateValue || e.Details.Dependee == nil {
			continue
		}
		if i, ok := slices.BinarySearch(numbers, e.Details.Dependee.Path.Record()); ok && places[i].row > 0 {
			e.Expected = "a value that " + places[i].String() + " does not have"
		}
	}
}

// take remembers the record of the last call of find.
func (d *duplicates) take(at place, body int) {
	if d != nil {
		d.Take(int64(at.in.number)<<(rowBits+bodyBits) | int64(body&(1<<bodyBits-1))<<rowBits | int64(at.row&(1<<rowBits-1)))
	}
}

// note returns the note of the summary about too many values, or "".
func (d *duplicates) note() string {
	if d == nil || d.Ignored() == 0 {
		return ""
	}
	return fmt.Sprintf("unique fields: the first %s were compared; %s after them were not remembered", plural(maxRemembered, "value"), grouped(d.Ignored()))
}

// uniqueFields returns the module with those fields unique.
func uniqueFields(m *modules.Module, names []string) (*modules.Module, error) {
	for _, name := range names {
		f, err := fieldOfFlag(m, "-unique", name)
		if err != nil {
			return nil, err
		}
		f.Unique = true
		if m, err = m.With(modules.WithField(f)); err != nil {
			return nil, errors.Join(usagef("-unique"), err)
		}
	}
	return m, nil
}

// fieldOfFlag returns the field of a module that a flag names. Without the
// organization's metadata it may be a field that the module does not know.
func fieldOfFlag(m *modules.Module, flag, name string) (fieldtype.Field, error) {
	if f, ok := m.Field(name); ok {
		return f, nil
	}
	if near := modules.Internal.Nearest(program.Key{}, m, name); near != "" {
		return fieldtype.Field{}, usagef("%s: %s is no field of %s; did you mean %s?", flag, cutName(name), m.APIName(), near)
	}
	if _, loaded := modules.Internal.Unique(program.Key{}, m); loaded || name == "" {
		return fieldtype.Field{}, usagef("%s: expected a field of %s", flag, m.APIName())
	}
	return fieldtype.Field{APIName: name}, nil
}
