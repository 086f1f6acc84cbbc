package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/seed12a3e673/zohocrm"
)

// readMetadata returns the answer of a metadata call from a file or a directory. The
// files of a directory have one element of the answer's array each, as the vendor's
// tool writes them, or whole answers. They may be in a subdirectory named key. key is
// the key of the array. names are the files of the elements, or nil for one file.
func readMetadata(name, key string) (answer []byte, names []string, err error) {
	if info, err := os.Stat(name); err != nil || !info.IsDir() {
		answer, err = readBounded(name, maxMetadata)
		return answer, nil, err
	}
	if inner, err := os.Stat(filepath.Join(name, key)); err == nil && inner.IsDir() {
		name = filepath.Join(name, key)
	}
	files, err := os.ReadDir(name) // in the order of their names
	if err != nil {
		return nil, nil, err
	}
	elements := []json.RawMessage{}
	left := int64(maxMetadata)
	for _, file := range files {
		if file.IsDir() || filepath.Ext(file.Name()) != ".json" {
			continue
		}
		text, err := readBounded(filepath.Join(name, file.Name()), left)
		if err != nil {
			return nil, nil, err
		}
		left -= int64(len(text))
		one, err := elementsOf(bytes.TrimPrefix(text, []byte(byteOrderMark)), key)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", file.Name(), err)
		}
		for _, element := range one {
			elements, names = append(elements, element), append(names, file.Name())
		}
	}
	if len(elements) == 0 {
		return nil, nil, errors.New("there is no metadata in the .json files of the directory")
	}
	answer, err = json.Marshal(map[string][]json.RawMessage{key: elements})
	return answer, names, err
}

// maxMetadata bounds the bytes of metadata that are read.
const maxMetadata = 64 << 20

// readBounded reads at most so many bytes of a file and one more, so that the reader
// of the metadata sees that it is too large.
func readBounded(name string, most int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most+1))
}

// elementsOf returns the elements of the array in an answer, or the object itself if
// it is a single element.
func elementsOf(text []byte, key string) ([]json.RawMessage, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return nil, errors.New("expected a JSON object")
	}
	array, ok := members[key]
	if !ok {
		return []json.RawMessage{text}, nil
	}
	var elements []json.RawMessage
	if err := json.Unmarshal(array, &elements); err != nil {
		return nil, fmt.Errorf("expected an array under %q", key)
	}
	return elements, nil
}

// inFile adds to an error of an answer the file of its element.
func inFile(err error, names []string) error {
	var e *zohocrm.Error
	if !errors.As(err, &e) || len(e.Path) < 2 {
		return err
	}
	if i, ok := e.Path[1].Index(); ok && i < len(names) {
		return fmt.Errorf("%s: %w", names[i], err)
	}
	return err
}
