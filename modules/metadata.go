package modules

import (
	"bytes"
	"io"
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// maxMetadata bounds the bytes of one metadata answer that are read.
const maxMetadata = 64 << 20

// A node is one value of a metadata answer and the way to it. Its path is
// built only when there is something wrong with it.
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

// A metadataReader takes values out of nodes. Unknown keys are passed over, and
// null is the same as absent. It remembers the first value of a wrong type and
// where it stands.
type metadataReader struct{ err error }

// readMetadata reads the answer of a metadata call, an object with an array
// under the given key, and returns the elements of that array.
func readMetadata(r io.Reader, key string) ([]*node, *metadataReader, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxMetadata+1))
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxMetadata {
		return nil, nil, &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonSize, Message: messageInvalid,
			Expected: "a metadata answer of at most 64 MiB",
		}
	}
	v, err := fieldtype.ParseJSON(bytes.TrimPrefix(data, []byte("\uFEFF")))
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

func (mr *metadataReader) fail(n *node, dataType, expected string) {
	if mr.err != nil {
		return
	}
	e := n.value.Problem()
	if e == nil {
		e = &zohocrm.Error{
			Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonType, Message: messageInvalid,
			Details: zohocrm.Details{ExpectedDataType: dataType}, Expected: expected,
		}
	}
	mr.err = e.Within(n.path()...)
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
		f, ok = fieldtype.Literal(s).AsFloat()
	}
	if !ok || f < 0 || f > 1e6 || f != float64(int(f)) {
		mr.fail(m, "integer", "a whole number from 0 to 1000000")
		return 0, false
	}
	return int(f), true
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

// values returns the display and actual values of a list of picklist values.
func (mr *metadataReader) values(n *node, key string) []string {
	var values []string
	for _, v := range mr.list(n, key) {
		values = append(values, mr.names(v)...)
	}
	return values
}

// names returns the display value of a picklist value, and the actual value
// where that is another.
func (mr *metadataReader) names(v *node) []string {
	var names []string
	display, actual := mr.text(v, "display_value"), mr.text(v, "actual_value")
	if display != "" {
		names = append(names, display)
	}
	if actual != "" && actual != display {
		names = append(names, actual)
	}
	return names
}
