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

// readMetadata returns the answer of a metadata call that a file holds, or the files
// of a directory: one for each element of the answer's array, as the vendor's own tool
// writes them, or whole answers. A directory of a module has a directory of that name
// for them. key is that of the array. names are the files of the elements, or nil for
// one file.
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

// readBounded reads a file of at most so many bytes, and one more, which is too many
// for what reads the metadata.
func readBounded(name string, most int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most+1))
}

// elementsOf returns the elements of an array in an answer, or the object that is an
// element itself.
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

// inFile returns an error of an answer with the file of the element that it is in.
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
