package modules

// A nameTable finds fields by API name. It is a hash table of its own because
// it is asked for every field of every record: the names are few and known, so
// that the first and last eight bytes tell them apart.
type nameTable []nameSlot

// A nameSlot holds a name and the position of its field, counted from 1. It is
// free when that is 0.
type nameSlot struct {
	name string
	at   int
}

func newNameTable(fields []Field) nameTable {
	size := 16
	for size < 4*len(fields) {
		size *= 2
	}
	t := make(nameTable, size)
	for i, f := range fields {
		slot := int(hashName(f.APIName)) & (len(t) - 1)
		for t[slot].at != 0 {
			slot = (slot + 1) & (len(t) - 1)
		}
		t[slot] = nameSlot{f.APIName, i + 1}
	}
	return t
}

// find returns the position of the field with that API name, or -1.
func (t nameTable) find(apiName string) int {
	if len(t) == 0 { // of the zero Module
		return -1
	}
	for slot := int(hashName(apiName)) & (len(t) - 1); ; slot = (slot + 1) & (len(t) - 1) {
		if s := &t[slot]; s.at == 0 || s.name == apiName {
			return s.at - 1
		}
	}
}

func hashName(s string) uint32 {
	var head, tail uint64
	if n := len(s); n >= 8 {
		head, tail = eight(s), eight(s[n-8:])
	} else {
		for i := range n {
			head = head<<8 | uint64(s[i])
		}
	}
	h := (head ^ uint64(len(s))) * 0x9E3779B97F4A7C15
	for i := 8; i < len(s)-8; i += 8 { // names of an organization may differ in the middle only
		h = (h ^ h>>29 ^ eight(s[i:])) * 0x9E3779B97F4A7C15
	}
	h = (h ^ h>>29 ^ tail) * 0xBF58476D1CE4E5B9
	return uint32(h >> 32)
}

// eight returns the first eight bytes of s as a number.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
