package modules

import (
	"bytes"
	"cmp"
	"io"
	"reflect"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// maxMetadata is the largest number of bytes of one metadata answer.
const maxMetadata = 64 << 20

// A node is one value of a metadata answer, with the node that holds it. Its path is
// built only if the value is wrong.
type node struct {
	value  fieldtype.Value
	parent *node
	step   zohocrm.Step
}

func (n *node) path() zohocrm.Path {
	var path zohocrm.Path
	for ; n.parent != nil; n = n.parent {
		path = append(path, n.step)
	}
	slices.Reverse(path)
	return path
}

// A metadataReader reads values of nodes. It ignores unknown keys, and treats null as
// absent. It remembers the problem of the first value of a wrong type.
type metadataReader struct{ err error }

// readMetadata reads the answer of a metadata call, an object with an array
// under the given key, and returns the elements of that array.
func readMetadata(r io.Reader, key string) ([]*node, *metadataReader, error) {
	if isNil(r) {
		return nil, nil, zohocrm.Invalid(zohocrm.ReasonUnreadable, "a reader of the metadata, not nil")
	}
	data, err := io.ReadAll(io.LimitReader(r, maxMetadata+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxMetadata {
		return nil, nil, zohocrm.TooLarge("a metadata answer of at most 64 MiB")
	}
	v, err := fieldtype.Internal.ParseLong(program.Key{}, bytes.TrimPrefix(data, []byte("\uFEFF")))
	if err != nil {
		return nil, nil, err
	}
	mr := &metadataReader{}
	root := &node{value: v}
	if v.JSONType() != "object" {
		mr.fail(root, "jsonobject", "the answer of the metadata call, an object with "+key)
		return nil, nil, mr.err
	}
	list := mr.list(root, key)
	if mr.err == nil && list == nil {
		mr.fail(root.member(key), "jsonarray", "the answer of the metadata call, an object with "+key)
	}
	return list, mr, mr.err
}

// isNil reports whether a reader is nil or a nil pointer.
func isNil(r io.Reader) bool {
	v := reflect.ValueOf(r)
	return r == nil || v.Kind() == reflect.Pointer && v.IsNil()
}

// fail remembers the problem of a node, unless there is one already.
func (mr *metadataReader) fail(n *node, dataType, expected string) {
	if mr.err != nil {
		return
	}
	e := n.value.Problem()
	if e == nil {
		e = zohocrm.WrongType(dataType, expected)
	}
	mr.err = e.PrefixPath(n.path()...)
}

func (n *node) member(key string) *node {
	v, _ := n.value.Member(key)
	return &node{v, n, zohocrm.Key(key)}
}

// given reports whether a node is neither absent nor null.
func (n *node) given() bool { return !n.value.IsAbsent() && !n.value.IsNull() }

// text returns a text member, "" when there is none. An id may be a number.
func (mr *metadataReader) text(n *node, key string) string {
	m := n.member(key)
	if !m.given() {
		return ""
	}
	if s, ok := m.value.AsText(); ok {
		return s
	}
	if d, ok := m.value.AsDecimal(); ok {
		return d.String()
	}
	mr.fail(m, "text", "text")
	return ""
}

// number returns a member that is a whole number from 0 to a million, or false
// when there is none.
func (mr *metadataReader) number(n *node, key string) (int, bool) {
	m := n.member(key)
	if !m.given() {
		return 0, false
	}
	f, ok := m.value.AsFloat()
	if s, isText := m.value.AsText(); isText {
		f, ok = fieldtype.ParseNumber(s).AsFloat()
	}
	if ok = ok && f >= 0 && f <= 1e6 && f == float64(int(f)); !ok {
		mr.fail(m, "integer", "a whole number from 0 to 1000000")
	}
	return int(f), ok
}

// boolean returns a member that is true or false, and whether there is one.
func (mr *metadataReader) boolean(n *node, key string) (b, given bool) {
	m := n.member(key)
	if !m.given() {
		return false, false
	}
	b, ok := m.value.AsBool()
	if !ok {
		mr.fail(m, "boolean", "true or false")
	}
	return b, ok
}

// object returns a member that is an object, or false when there is none.
func (mr *metadataReader) object(n *node, key string) (*node, bool) {
	m := n.member(key)
	if !m.given() {
		return nil, false
	}
	if m.value.JSONType() != "object" {
		mr.fail(m, "jsonobject", "an object")
		return nil, false
	}
	return m, true
}

// list returns the elements of a member that is an array of objects, nil when
// there is none.
func (mr *metadataReader) list(n *node, key string) []*node {
	m := n.member(key)
	if !m.given() {
		return nil
	}
	if m.value.JSONType() != "array" {
		mr.fail(m, "jsonarray", "an array")
		return nil
	}
	elements := make([]*node, 0, m.value.Len())
	for i, v := range m.value.Elements() {
		element := &node{v, m, zohocrm.Index(i)}
		if v.JSONType() != "object" {
			mr.fail(element, "jsonobject", "an object")
			return nil
		}
		elements = append(elements, element)
	}
	return elements
}

// mandatory returns a text member that must be there.
func (mr *metadataReader) mandatory(n *node, key string) string {
	s := mr.text(n, key)
	if s == "" {
		mr.fail(n.member(key), "text", "a text that is not empty")
	}
	return s
}

// values returns the displayed values of a list of picklist values, and the
// actual values that differ.
func (mr *metadataReader) values(n *node, key string) []string {
	var values []string
	for _, c := range mr.choices(n, key) {
		if c.Shown != "" {
			values = append(values, c.Shown)
		}
		if c.Actual != c.Shown {
			values = append(values, c.Actual)
		}
	}
	return values
}

// choices returns a list of picklist values.
func (mr *metadataReader) choices(n *node, key string) []program.Choice {
	var choices []program.Choice
	for _, v := range mr.list(n, key) {
		choices = append(choices, mr.choice(v))
	}
	return choices
}

// choice returns a picklist value. If its displayed or actual value is absent, both
// are the other one.
func (mr *metadataReader) choice(v *node) program.Choice {
	shown, actual := mr.text(v, "display_value"), mr.text(v, "actual_value")
	return program.Choice{Shown: cmp.Or(shown, actual), Actual: cmp.Or(actual, shown)}
}
