package modules

// A nameTable finds fields by API name. It is a hash table of its own because
// it is asked for every field of every record: the names are few and known, so
// that the first and last eight bytes tell them apart.
type nameTable struct {
	slots []int32 // position of the field + 1; 0 is free
	mask  uint32
}

func newNameTable(fields []Field) nameTable {
	size := 16
	for size < 4*len(fields) {
		size *= 2
	}
	t := nameTable{slots: make([]int32, size), mask: uint32(size - 1)}
	for i, f := range fields {
		slot := hashName(f.APIName) & t.mask
		for t.slots[slot] != 0 {
			slot = (slot + 1) & t.mask
		}
		t.slots[slot] = int32(i + 1)
	}
	return t
}

// find returns the position in fields of the one with that API name, or -1.
func (t *nameTable) find(fields []Field, apiName string) int {
	for slot := hashName(apiName) & t.mask; ; slot = (slot + 1) & t.mask {
		at := int(t.slots[slot]) - 1
		if at < 0 || fields[at].APIName == apiName {
			return at
		}
	}
}

func hashName(s string) uint32 {
	var head, tail uint64
	switch n := len(s); {
	case n >= 8:
		head, tail = eight(s), eight(s[n-8:])
	default:
		for i := range n {
			head = head<<8 | uint64(s[i])
		}
	}
	h := (head ^ uint64(len(s))) * 0x9E3779B97F4A7C15
	h = (h ^ h>>29 ^ tail) * 0xBF58476D1CE4E5B9
	return uint32(h >> 32)
}

// eight returns the first eight bytes of s as a number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
