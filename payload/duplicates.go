package payload

import (
	"crypto/sha256"
	"slices"

	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// Duplicates finds records of a stream that have the same value in a field in
// which no two records should, however far they are apart. It compares as the rule
// unique_in_request does, which looks at the records of one body.
//
// It keeps 96 bits of a hash of each value and no value, about 30 bytes in all, and
// so many values at most. It is not safe for use by several goroutines. The zero
// Duplicates, and a nil *Duplicates, find nothing.
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
	First   int64  // where the earlier record is, as Take was told
}

// Duplicates returns what finds duplicates among the records of a stream for the
// request. fields are API names. It remembers at most limit values; see
// [Duplicates.Ignored].
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

// Fingerprints returns those of a record. Several goroutines may call it at once.
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

// Find returns the values of a record that a record before it has, of those that
// were taken.
func (d *Duplicates) Find(rec *record.Record) []Duplicate {
	return d.FindFingerprints(d.Fingerprints(rec))
}

// FindFingerprints does what Find does with a record of these fingerprints.
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

// Take remembers the values of the record that Find had last. at says where the
// record is, in the caller's terms. A record that is refused is not taken.
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

// Ignored returns the number of values for which there was no room any more. A
// later record with one of them is not found.
func (d *Duplicates) Ignored() int {
	if d == nil {
		return 0
	}
	return d.ignored
}
