// Package names finds the position of a text in a list of known texts, and knows which
// texts can be names.
package names

import (
	"math/bits"

	"github.com/seed12a3e673/zohocrm/internal/words"
)

// A Table finds names, such as those of a module's fields or the values of a
// picklist. It is a special hash table, as each field of each record is searched in
// it: the names are few, and usually differ in their first or last eight bytes.
type Table struct {
	slots []slot
	shift int            // of a hash to the position of its slot
	far   map[string]int // the positions, counted from 1, of names that are more than maxSteps away from their slots
}

// maxSteps is the largest number of slots that a search reads, even for names that
// are chosen to collide.
const maxSteps = 16

// A slot holds a name and its position, counted from 1. A position of 0 means a free
// slot.
type slot struct {
	name string
	at   int
}

// New returns the table of a list of names. Of equal names, it finds the first.
func New(list []string) Table {
	n := max(4, bits.Len(uint(2*len(list))))
	t := Table{make([]slot, 1<<n), 64 - n, map[string]int{}}
	for i, name := range list {
		if t.Find(name) < 0 {
			t.add(name, i+1)
		}
	}
	return t
}

func (t *Table) add(name string, at int) {
	i := t.first(name)
	for range maxSteps {
		if t.slots[i].at == 0 {
			t.slots[i] = slot{name, at}
			return
		}
		i = t.next(i)
	}
	t.far[name] = at
}

// Find returns the position of a name in the list, or -1. The zero Table holds
// no name.
func (t *Table) Find(name string) int {
	if len(t.slots) == 0 {
		return -1
	}
	i := t.first(name)
	for range maxSteps {
		if s := &t.slots[i]; s.at == 0 || s.name == name {
			return s.at - 1
		}
		i = t.next(i)
	}
	return t.far[name] - 1
}

// first returns the slot where the search for a name begins. The highest bits of a
// hash depend on all bytes of the name.
func (t *Table) first(name string) int { return int(hash(name) >> (t.shift & 63)) }

func (t *Table) next(i int) int { return (i + 1) & (len(t.slots) - 1) }

// hash reads every byte of s: eight or four at a time, and those of very short names
// one by one.
func hash(s string) uint64 {
	var head, tail uint64
	switch n := len(s); {
	case n >= 8:
		head, tail = words.Eight(s), words.Eight(s[n-8:])
	case n >= 4:
		head, tail = uint64(words.Four(s)), uint64(words.Four(s[n-4:]))
	default:
		for i := range n {
			head = head<<8 | uint64(s[i])
		}
	}
	h := (head ^ uint64(len(s))) * 0x9E3779B97F4A7C15
	for i := 8; i < len(s)-8; i += 8 { // some names differ only in the middle
		h = (h ^ h>>29 ^ words.Eight(s[i:])) * 0x9E3779B97F4A7C15
	}
	return (h ^ h>>29 ^ tail) * 0xBF58476D1CE4E5B9
}

// IsAPI reports whether name can be the API name of a field or a key: ASCII letters,
// digits, "_" and "$".
func IsAPI(name string) bool {
	for i := range len(name) {
		c := name[i]
		if (c|0x20 < 'a' || 'z' < c|0x20) && (c < '0' || '9' < c) && c != '_' && c != '$' {
			return false
		}
	}
	return name != ""
}
