package names

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	list := []string{"", "Tax", "Last_Name", "First_Name", "Last_Name", "München", "Project Cancelled", "\xff\x00"}
	table := New(list)
	for name, want := range map[string]int{
		"": 0, "Tax": 1, "Last_Name": 2, "First_Name": 3, "München": 5, "Project Cancelled": 6, "\xff\x00": 7,
		"last_name": -1, "Last_Name ": -1, "Last_Nam": -1, "Munchen": -1, "\x00": -1,
	} {
		if got := table.Find(name); got != want {
			t.Errorf("Find(%q) = %d, want %d", name, got, want)
		}
	}
	for _, empty := range []Table{{}, New(nil)} {
		if got := empty.Find(""); got != -1 {
			t.Errorf("in an empty table: Find() = %d, want -1", got)
		}
	}
}

// A name that comes again takes no slot, the first of the list either.
func TestSameName(t *testing.T) {
	table := New([]string{"Tax", "Email", "Tax", "Email", "Tax"})
	taken := 0
	for _, s := range table.slots {
		if s.at != 0 {
			taken++
		}
	}
	if taken != 2 {
		t.Errorf("two names take %d slots", taken)
	}
}

// Names that differ in one byte, at any position, have different hashes: on average
// each is found within a step of where it is looked for first.
func TestHash(t *testing.T) {
	lists := map[string][]string{}
	for n := range 40 {
		lists["one byte differs"] = append(lists["one byte differs"], strings.Repeat("a", n))
		for i := range n {
			for _, c := range []string{"b", "A", "\x00"} {
				lists["one byte differs"] = append(lists["one byte differs"], strings.Repeat("a", i)+c+strings.Repeat("a", n-i-1))
			}
		}
	}
	for _, format := range []string{"%d", "Field%d", "Field_%04d", "Custom_Field_%04d", "%04d_Custom_Field", "Custom_Field_%04d_of_the_Account", "Item no. %06d00"} {
		for i := range 1000 {
			lists[format] = append(lists[format], fmt.Sprintf(format, i))
		}
	}
	for what, list := range lists {
		table := New(list)
		steps := 0
		for i, name := range list {
			if got := table.Find(name); got != i {
				t.Fatalf("%s: Find(%q) = %d, want %d", what, name, got, i)
			}
			at := slices.IndexFunc(table.slots, func(s slot) bool { return s.at == i+1 })
			if at < 0 {
				t.Fatalf("%s: %q is not near", what, name)
			}
			steps += (at - table.first(name) + len(table.slots)) % len(table.slots)
		}
		if steps > len(list) {
			t.Errorf("%s: %d names are %d steps away in all", what, len(list), steps)
		}
	}
}

// Names that are made to have one hash are found as quickly as others.
func TestSameHash(t *testing.T) {
	var list []string
	for i := range uint64(100_000) {
		// The tail undoes what the head does.
		h := (i ^ 16) * 0x9E3779B97F4A7C15
		b := binary.LittleEndian.AppendUint64(nil, i)
		list = append(list, string(binary.LittleEndian.AppendUint64(b, h^h>>29)))
	}
	list = append(list, list[0], list[99_999])
	table := New(list)
	for i, name := range list[:100_000] {
		if hash(name) != hash(list[0]) {
			t.Fatalf("name %d has another hash", i)
		}
		if got := table.Find(name); got != i {
			t.Fatalf("Find(%q) = %d, want %d", name, got, i)
		}
	}
	if got := table.Find(list[0][:8] + list[1][8:]); got != -1 {
		t.Errorf("an unknown name is found at %d", got)
	}
}

// Every byte of a name counts: two names that differ in one byte have different
// hashes.
func TestHashOfEveryByte(t *testing.T) {
	for n := range 40 {
		for i := range n {
			seen := map[uint64]int{}
			for c := range 256 {
				name := []byte(strings.Repeat("a", n))
				name[i] = byte(c)
				h := hash(string(name))
				if other, ok := seen[h]; ok {
					t.Fatalf("names of %d bytes with %#x and %#x at %d have the same hash", n, other, c, i)
				}
				seen[h] = c
			}
		}
	}
}

func TestIsAPI(t *testing.T) {
	for name, want := range map[string]bool{
		"Last_Name": true, "$se_module": true, "A1": true, "1A": true, "x": true, "_": true, "az": true, "AZ": true, "09": true,
		"": false, "Last Name": false, "Ä": false, "a.b": false, "a-b": false, "a\x00": false, "a@": false, "[": false, "`": false, "{": false,
	} {
		if got := IsAPI(name); got != want {
			t.Errorf("IsAPI(%q) = %t, want %t", name, got, want)
		}
	}
}
