package testkit

import (
	"io"
	"iter"
	"strings"
	"testing/iotest"
)

// Broken returns a reader that returns a text, and then fails with an error.
func Broken(text string, err error) io.Reader {
	return io.MultiReader(strings.NewReader(text), iotest.ErrReader(err))
}

// Readers yields readers of a text: one that returns everything at once, one that
// returns a byte at a time, and one that returns io.EOF together with the last bytes.
func Readers(text string) iter.Seq[io.Reader] {
	return func(yield func(io.Reader) bool) {
		_ = yield(strings.NewReader(text)) &&
			yield(iotest.OneByteReader(strings.NewReader(text))) &&
			yield(iotest.DataErrReader(strings.NewReader(text)))
	}
}
