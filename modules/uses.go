package modules

import "hash/maphash"

// A requestKey is a value of a field that the records of one request may use
// only once, or a few times.
type requestKey struct {
	rule, field, value string
	number             bool // the value is a number, not a text
}

// A requestUse says how many records use a value, and which one is the first.
type requestUse struct {
	key      requestKey
	hash     uint64
	count    int
	first    int    // the record
	spelling string // the name of the field there
}

// A useTable holds the values that the records of one request use. Each record of an
// update or upsert reads it, and this hash table is several times as fast as a map.
type useTable struct {
	seed  maphash.Seed
	slots []int32 // positions in uses plus 1; 0 for a slot that is free
	uses  []requestUse
}

// hash returns the hash of a key's value. It ignores the field, as two fields rarely
// have the same value.
func (t *useTable) hash(key *requestKey) uint64 { return maphash.String(t.seed, key.value) }

// find returns the use of a key, or nil.
func (t *useTable) find(key *requestKey, hash uint64) *requestUse {
	mask := uint64(len(t.slots) - 1)
	for i := hash; len(t.slots) > 0; i++ {
		at := t.slots[i&mask]
		if at == 0 {
			break
		}
		if u := &t.uses[at-1]; u.hash == hash && u.key == *key {
			return u
		}
	}
	return nil
}

// add adds the use of a new key.
func (t *useTable) add(u requestUse) {
	t.uses = append(t.uses, u)
	if 2*len(t.uses) > len(t.slots) {
		t.slots = make([]int32, max(256, 2*len(t.slots)))
		for i := range t.uses {
			t.place(i)
		}
		return
	}
	t.place(len(t.uses) - 1)
}

// place puts the use at a position into a slot.
func (t *useTable) place(at int) {
	mask := uint64(len(t.slots) - 1)
	i := t.uses[at].hash
	for t.slots[i&mask] != 0 {
		i++
	}
	t.slots[i&mask] = int32(at + 1)
}

// reset forgets all keys.
func (t *useTable) reset() {
	clear(t.slots)
	clear(t.uses)
	t.uses = t.uses[:0]
}
