package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/bytedance/sonic"
	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	goccy "github.com/goccy/go-json"
	"github.com/mailru/easyjson/jlexer"
	"github.com/mailru/easyjson/jwriter"
	segmentio "github.com/segmentio/encoding/json"

	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A typedPeer decodes lines into structs and encodes these as request bodies. It
// knows no field types and checks nothing.
type typedPeer struct {
	name   string
	decode func(line []byte, lead *Lead) error
	encode func(body *structsBody) ([]byte, error)
}

var typedPeers = []typedPeer{
	{"encoding-json", func(line []byte, lead *Lead) error { return json.Unmarshal(line, lead) }, func(body *structsBody) ([]byte, error) { return json.Marshal(body) }},
	{"jsonv2", func(line []byte, lead *Lead) error { return jsonv2.Unmarshal(line, lead) }, func(body *structsBody) ([]byte, error) { return jsonv2.Marshal(body) }},
	{"segmentio", func(line []byte, lead *Lead) error { return segmentio.Unmarshal(line, lead) }, func(body *structsBody) ([]byte, error) { return segmentio.Marshal(body) }},
	{"goccy", func(line []byte, lead *Lead) error { return goccy.Unmarshal(line, lead) }, func(body *structsBody) ([]byte, error) { return goccy.Marshal(body) }},
	{"sonic", func(line []byte, lead *Lead) error { return sonic.Unmarshal(line, lead) }, func(body *structsBody) ([]byte, error) { return sonic.Marshal(body) }},
	{"easyjson", easyDecode, easyEncode},
}

func easyDecode(line []byte, lead *Lead) error {
	in := jlexer.Lexer{Data: line}
	lead.UnmarshalEasyJSON(&in)
	return in.Error()
}

func easyEncode(body *structsBody) ([]byte, error) {
	out := jwriter.Writer{NoEscapeHTML: true}
	out.RawString(`{"data":[`)
	for i := range body.Data {
		if i > 0 {
			out.RawByte(',')
		}
		body.Data[i].MarshalEasyJSON(&out)
	}
	out.RawString("]}")
	return out.BuildBytes()
}

// bodies decodes lines and hands out a body of each 100.
func (p *typedPeer) bodies(lines []byte, take func(body []byte)) error {
	var body structsBody
	flush := func() error {
		encoded, err := p.encode(&body)
		body.Data = body.Data[:0]
		take(encoded)
		return err
	}
	for line := range bytes.Lines(lines) {
		body.Data = append(body.Data, Lead{})
		n := len(body.Data)
		if err := p.decode(bytes.TrimSuffix(line, []byte("\n")), &body.Data[n-1]); err != nil {
			return err
		}
		if n == payload.MaxRecords {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if len(body.Data) > 0 {
		return flush()
	}
	return nil
}

// typedLoad returns the load of a peer that makes bodies of lines.
func typedLoad(p typedPeer, lines []byte) load {
	return load{p.name, bytes.Count(lines, []byte("\n")), func() error { return p.bodies(lines, func([]byte) {}) }}
}

// validLoad returns the load of asking of each line whether it is JSON, and no more.
func validLoad(lines []byte) load {
	return load{"jsontext", bytes.Count(lines, []byte("\n")), func() error {
		for line := range bytes.Lines(lines) {
			if !jsontext.Value(line).IsValid() {
				return fmt.Errorf("not JSON: %.100s", line)
			}
		}
		return nil
	}}
}

// TestTypedPeersWriteTheSame: the peers write the values that the library writes.
func TestTypedPeersWriteTheSame(t *testing.T) {
	lines := leadLines(150)
	var want []any
	for batch, err := range payload.NewInsert(Module()).Batches(record.ReadJSONLines(bytes.NewReader(lines))) {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, decode(t, "zohocrm", batch.Body))
	}
	for _, p := range typedPeers {
		var got []any
		if err := p.bodies(lines, func(body []byte) { got = append(got, decode(t, p.name, body)) }); err != nil {
			t.Errorf("%s: %v", p.name, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s writes other values", p.name)
		}
	}
}
