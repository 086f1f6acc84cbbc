package payload

import (
	"crypto/sha256"
	"slices"

	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// Duplicates finds records of a stream that have the same value in a unique field. It
// compares values as the rule unique_in_request does, but across all bodies.
//
// It keeps a hash of 96 bits for each value, in about 30 bytes, and no value itself.
// It is not safe for use by several goroutines. The zero Duplicates and a nil
// *Duplicates find nothing.
type Duplicates struct {
	module  *modules.Module
	op      modules.Operation
	fields  []string
	limit   int
	seen    map[fingerprint]int64
	pending []fingerprint // of the record that Find had last
	ignored int
}

// A fingerprint is a part of the hash of a field and its value.
type fingerprint [12]byte

// A Duplicate is a value that an earlier record has.
type Duplicate struct {
	APIName string // of the field
	First   int64  // where the earlier record is: the argument of Take
}

// Duplicates returns a finder of duplicates among the records of a stream. fields are
// API names. It remembers at most limit values; see [Duplicates.Ignored].
func (r *Request) Duplicates(limit int, fields ...string) *Duplicates {
	r = r.ready()
	return &Duplicates{module: r.module, op: r.operation, fields: slices.Clone(fields), limit: limit, seen: map[fingerprint]int64{}}
}

// Fingerprints are the hashes of the values of a record in the fields of a
// [Duplicates].
type Fingerprints []fieldHash

type fieldHash struct {
	field int
	hash  fingerprint
}

// Fingerprints returns the fingerprints of a record, for
// [Duplicates.FindFingerprints]. Several goroutines may call it at once.
func (d *Duplicates) Fingerprints(rec *record.Record) Fingerprints {
	if d == nil {
		return nil
	}
	var all Fingerprints
	for i, name := range d.fields {
		if value, ok := modules.Internal.UniqueValue(program.Key{}, d.module, d.op, rec, name); ok {
			sum := sha256.Sum256(append([]byte{byte(i), byte(i >> 8)}, value...))
			all = append(all, fieldHash{i, fingerprint(sum[:])})
		}
	}
	return all
}

// Find returns the values of a record that an earlier record has. It looks at the
// records that were remembered with [Duplicates.Take].
func (d *Duplicates) Find(rec *record.Record) []Duplicate {
	return d.FindFingerprints(d.Fingerprints(rec))
}

// FindFingerprints is like Find, for a record with these fingerprints.
func (d *Duplicates) FindFingerprints(prints Fingerprints) []Duplicate {
	if d == nil {
		return nil
	}
	var found []Duplicate
	d.pending = d.pending[:0]
	for _, p := range prints {
		if first, ok := d.seen[p.hash]; ok && p.field < len(d.fields) {
			found = append(found, Duplicate{APIName: d.fields[p.field], First: first})
		} else {
			d.pending = append(d.pending, p.hash)
		}
	}
	return found
}

// Take remembers the values of the record of the last call of Find. at says where the
// record is, in the caller's terms. Do not take a record that is refused.
func (d *Duplicates) Take(at int64) {
	if d == nil {
		return
	}
	for _, key := range d.pending {
		if len(d.seen) >= d.limit {
			d.ignored++
			continue
		}
		d.seen[key] = at
	}
	d.pending = d.pending[:0]
}

// Ignored returns the number of values beyond the limit. Find does not find later
// records with these values.
func (d *Duplicates) Ignored() int {
	if d == nil {
		return 0
	}
	return d.ignored
}
