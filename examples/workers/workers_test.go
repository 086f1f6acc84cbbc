package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// input returns JSON Lines, of which each 50th is refused.
func input(n int) string {
	var b strings.Builder
	for i := range n {
		email := fmt.Sprintf("p.boyle+%d@zylker.com", i)
		if i%50 == 7 {
			email = "none"
		}
		fmt.Fprintf(&b, "{\"Last_Name\":\"Boyle %d\",\"Email\":%q}\n", i, email)
	}
	return b.String()
}

// TestWorkersWriteTheSame: any number of workers writes the same bodies and problems.
func TestWorkersWriteTheSame(t *testing.T) {
	text := input(1234)
	var bodies, problems string
	for _, workers := range []int{1, 2, 5} {
		var out, errs bytes.Buffer
		if err := load(context.Background(), strings.NewReader(text), &out, &errs, workers); err != nil {
			t.Fatal(err)
		}
		if workers == 1 {
			bodies, problems = out.String(), errs.String()
			if n := strings.Count(bodies, "\n"); n != 13 {
				t.Errorf("%d bodies, want 13", n)
			}
			if n := strings.Count(bodies, `"Last_Name"`); n != 1234-25 {
				t.Errorf("%d records, want %d", n, 1234-25)
			}
			if n := strings.Count(problems, "\n"); n != 25 {
				t.Errorf("%d lines of problems, want 25", n)
			}
		}
		if out.String() != bodies || errs.String() != problems {
			t.Errorf("%d workers write other bodies or problems than one", workers)
		}
	}
}

// TestBrokenStream: what was read before the stream failed is written.
func TestBrokenStream(t *testing.T) {
	failure := errors.New("the disk is gone")
	var out bytes.Buffer
	in := io.MultiReader(strings.NewReader(input(5)), iotest.ErrReader(failure))
	if err := load(context.Background(), in, &out, io.Discard, 3); !errors.Is(err, failure) {
		t.Errorf("the error is %v", err)
	}
	if n := strings.Count(out.String(), `"Last_Name"`); n != 5 {
		t.Errorf("%d records, want 5", n)
	}
}

// TestFullDisk: an output that fails ends the program.
func TestFullDisk(t *testing.T) {
	failure := errors.New("the disk is full")
	if err := load(context.Background(), strings.NewReader(input(1000)), failingWriter{failure}, io.Discard, 3); !errors.Is(err, failure) {
		t.Errorf("the error is %v", err)
	}
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }
