package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/record"
)

// standardInput is the name of standard input among the files.
const standardInput = "-"

// An input is one file of a run.
type input struct {
	name   string
	number int    // among the files, from 0
	format string // "json", "jsonl", "csv", "body"
	packed bool   // with gzip
	hashed bool   // its hash is wanted
	size   int64  // in bytes, or -1 if it is not known
	source *source
	text   *counter            // the unpacked text
	table  *record.TableReader // of an open table

	records int // how many were read
}

// formats are the values of -in.
var formats = []string{"json", "jsonl", "csv", "body"}

// extensions are the formats of files.
var extensions = map[string]string{".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv"}

// extension returns the extension of a file in small letters.
func extension(file string) string { return strings.ToLower(filepath.Ext(file)) }

// maxInputs bounds the files of a run.
const maxInputs = 1000

// findInputs returns the inputs with those names. It reads nothing of them.
func findInputs(files []string, format string) ([]*input, error) {
	if len(files) == 0 {
		files = []string{standardInput}
	}
	if len(files) > maxInputs {
		return nil, usagef("at most %d files, got %d", maxInputs, len(files))
	}
	var inputs []*input
	seen := map[string]bool{}
	for i, name := range files {
		clean := filepath.Clean(name)
		switch {
		case name == standardInput && slices.Contains(files[:i], name):
			return nil, usagef("standard input can be read once")
		case name != standardInput && seen[clean]:
			return nil, usagef("%s is named twice: each of its records would be sent twice", name)
		}
		seen[clean] = true
		in := &input{name: name, number: i, format: format, size: -1}
		if err := in.find(); err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// find sets the format of the input, unless -in says it, and the size of its file.
func (in *input) find() error {
	if in.name == standardInput {
		in.format = cmp.Or(in.format, "json")
		return nil
	}
	inner, packed := strings.CutSuffix(strings.ToLower(in.name), ".gz")
	in.packed = packed
	if in.format = cmp.Or(in.format, extensions[extension(inner)]); in.format == "" {
		return usagef("%s: the format cannot be told from the extension: known are %s, each also with .gz; say -in %s",
			in.name, strings.Join(slices.Sorted(maps.Keys(extensions)), ", "), strings.Join(formats, ", "))
	}
	info, err := os.Stat(in.name)
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			path.Op = "open"
		}
		return err
	}
	if info.Mode().IsRegular() {
		in.size = info.Size()
	}
	return nil
}

// sameFile reports whether two names are of one file.
func sameFile(a, b string) bool {
	if filepath.Clean(a) == filepath.Clean(b) {
		return true
	}
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// A source reads the bytes of an input and counts them.
type source struct {
	r    io.Reader
	n    atomic.Int64 // how many were read
	end  atomic.Bool  // whether all were
	hash hash.Hash
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.n.Add(int64(n))
	if s.hash != nil {
		s.hash.Write(p[:n])
	}
	if err == io.EOF {
		s.end.Store(true)
	}
	return n, err
}

// open opens the input. The text of a packed input is unpacked.
func (in *input) open(stdin io.Reader) (text io.Reader, close func() error, err error) {
	file := io.NopCloser(stdin)
	if in.name != standardInput {
		if file, err = os.Open(in.name); err != nil {
			return nil, nil, err
		}
	}
	in.source = &source{r: file}
	if in.hashed {
		in.source.hash = sha256.New()
	}
	text = in.source
	if in.packed {
		unpacked, err := gzip.NewReader(in.source)
		if err != nil {
			return nil, nil, errors.Join(fmt.Errorf("%s: %w", in.name, err), file.Close())
		}
		text = &expansion{r: unpacked, packed: in.source}
	}
	in.text = &counter{r: text}
	return in.text, file.Close, nil
}

// A counter counts the bytes that are read of a text.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// The bounds of a text that is packed with gzip. A text that is far larger than its
// file was made to fill a disk.
const (
	freeExpansion = 64 << 20 // bytes that any file may unpack to
	maxExpansion  = 200      // beyond that, how many bytes a byte of the file may unpack to
)

// An expansion reads the text of a packed file within these bounds.
type expansion struct {
	r      io.Reader
	packed *source
	n      int64
}

func (e *expansion) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if e.n += int64(n); e.n > freeExpansion+maxExpansion*e.packed.n.Load() {
		return 0, zohocrm.TooLarge(fmt.Sprintf("a text of at most %d times the bytes of its .gz file", maxExpansion))
	}
	return n, err
}

// sha256 returns the hash of the file, or "" if not all of it was read.
func (in *input) sha256() string {
	if in.source == nil || in.source.hash == nil || !in.source.end.Load() {
		return ""
	}
	return fmt.Sprintf("%x", in.source.hash.Sum(nil))
}

// read is how many bytes of the file were read.
func (in *input) read() int64 {
	if in.source == nil {
		return 0
	}
	return in.source.n.Load()
}

// title names the input in a sentence.
func (in *input) title() string {
	if in.name == standardInput {
		return "standard input"
	}
	return in.name
}

// drain reads the rest of the file, such as the bytes after an array, as the hash is
// that of the whole file. text is the result of open.
func (in *input) drain(text io.Reader) error {
	if _, err := io.Copy(io.Discard, text); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, in.source)
	return err
}

// stream returns the records of a text, or nil if the text is one record or a whole
// body. It reads the header of a table.
func (in *input) stream(text *bufio.Reader, table record.Table) (iter.Seq[*record.Record], error) {
	switch in.format {
	case "jsonl":
		return record.ReadJSONLines(text), nil
	case "csv":
		var err error
		if in.table, err = table.Open(text); err != nil {
			return nil, err
		}
		return in.table.Records(), nil
	case "json":
		if firstByte(text) != '{' {
			return record.ReadJSONArray(text), nil
		}
	}
	return nil, nil
}

// checkHeaders reads the headers of the tables if there are several files, so that
// their problems are reported before anything is written.
func checkHeaders(inputs []*input, table record.Table) error {
	if len(inputs) == 1 {
		return nil
	}
	for _, in := range inputs {
		if in.format != "csv" || in.size < 0 {
			continue
		}
		trial := *in
		text, close, err := trial.open(nil)
		if err == nil {
			_, err = table.Open(text)
			err = errors.Join(err, close())
		}
		if err != nil {
			return fmt.Errorf("%s: %w", in.name, err)
		}
	}
	return nil
}

// byteOrderMark is the prefix that some editors write before UTF-8.
const byteOrderMark = "\uFEFF"

// The largest numbers of bytes that are read as a whole.
const (
	maxRecordBytes = 16 << 20 // of a record, as in a stream
	maxWholeBytes  = 32 << 20 // of a body or an answer
)

// readWhole reads a text to its end, without its byte order mark.
func readWhole(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxWholeBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxWholeBytes {
		return nil, zohocrm.TooLarge("at most 32 MiB in one body")
	}
	return bytes.TrimPrefix(data, []byte(byteOrderMark)), nil
}

// firstByte returns the first byte of a text that is no white space, or 0 if the
// buffer has none.
func firstByte(text *bufio.Reader) byte {
	for n := len(byteOrderMark) + 1; ; n *= 2 {
		start, err := text.Peek(n)
		start = bytes.TrimLeft(bytes.TrimPrefix(start, []byte(byteOrderMark)), " \t\r\n")
		if len(start) > 0 {
			return start[0]
		}
		if err != nil {
			return 0
		}
	}
}
