package testkit

import (
	"slices"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
)

// GenName generates words of few letters, so that many are near each other.
func GenName() gopter.Gen {
	letters := []string{"a", "b", "c", "A", "B", "1", "2", "_", " ", "-", "$", "é"}
	return gen.SliceOf(gen.IntRange(0, len(letters)-1)).Map(func(picks []int) string {
		var name string
		for _, i := range picks {
			name += letters[i]
		}
		return name
	})
}

// Edit adds, removes or changes one letter of a name.
func Edit(name string, kind, at int, letter byte) string {
	b := []byte(name)
	switch i := at % (len(b) + 1); {
	case kind == 0 || i == len(b):
		b = slices.Insert(b, i, letter)
	case kind == 1:
		b = slices.Delete(b, i, i+1)
	default:
		b[i] = letter
	}
	return string(b)
}
