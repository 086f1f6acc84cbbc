package names

import (
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
	for _, empty := range []Table{nil, New(nil)} {
		if got := empty.Find(""); got != -1 {
			t.Errorf("in an empty table: Find() = %d, want -1", got)
		}
	}
}

// Names of every length that differ in one byte, wherever it stands, are told
// apart by their hash: none lies far from where it is looked for.
func TestHash(t *testing.T) {
	var list []string
	for n := range 40 {
		list = append(list, strings.Repeat("a", n))
		for i := range n {
			for _, c := range []string{"b", "A", "\x00"} {
				list = append(list, strings.Repeat("a", i)+c+strings.Repeat("a", n-i-1))
			}
		}
	}
	table := New(list)
	for i, name := range list {
		if got := table.Find(name); got != i {
			t.Fatalf("Find(%q) = %d, want %d", name, got, i)
		}
		for at, steps := int(hash(name))&(len(table)-1), 0; table[at].at != i+1; at = (at + 1) & (len(table) - 1) {
			if steps++; steps > 16 {
				t.Fatalf("%q is not within %d steps of its hash", name, steps)
			}
		}
	}
}
