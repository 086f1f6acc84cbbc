package bench

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/bytedance/sonic"
	"github.com/bytedance/sonic/encoder"
	jsonv2 "github.com/go-json-experiment/json"
	goccy "github.com/goccy/go-json"
	segmentio "github.com/segmentio/encoding/json"

	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A peer is one way to make a request body of leads. Its body is good until it
// makes the next one.
type peer struct {
	name string
	body func() ([]byte, error)
}

// The bodies that the peers encode.
type (
	structsBody struct {
		Data []Lead `json:"data"`
	}
	mapsBody struct {
		Data []map[string]any `json:"data"`
	}
)

// peers returns all peers.
func peers(tb testing.TB, leads []Lead) []peer {
	maps := make([]map[string]any, len(leads))
	for i := range leads {
		maps[i] = leads[i].Map()
	}
	var floor []byte
	all := append(ours(leads, maps), peer{"floor", func() ([]byte, error) {
		floor = appendFloor(floor[:0], leads)
		return floor, nil
	}})
	structs, mapped := &structsBody{leads}, &mapsBody{maps}
	for _, e := range encoders {
		all = append(all, peer{e.name + "-structs", e.of(structs)}, peer{e.name + "-maps", e.of(mapped)})
	}
	text := lines(leads)
	validate := newValidator(tb)
	schema := newSchema(tb)
	return append(all,
		peer{"encoding-json-jsonl", func() ([]byte, error) { return standardLines(text) }},
		peer{"regexp2-encoding-json", func() ([]byte, error) {
			if err := checkPatterns(leads); err != nil {
				return nil, err
			}
			return json.Marshal(structs)
		}},
		peer{"validator-encoding-json", func() ([]byte, error) {
			for i := range leads {
				if err := validate.Struct(&leads[i]); err != nil {
					return nil, err
				}
			}
			return json.Marshal(structs)
		}},
		peer{"jsonschema-encoding-json", func() ([]byte, error) {
			for _, m := range maps {
				if err := schema.Validate(m); err != nil {
					return nil, err
				}
			}
			return json.Marshal(mapped)
		}},
	)
}

// ours returns this library's ways.
func ours(leads []Lead, maps []map[string]any) []peer {
	m := Module()
	filled := func(fill func(i int, r *record.Record)) func() ([]byte, error) {
		records := make([]*record.Record, len(leads))
		in := payload.NewInsert(m)
		for i := range records {
			records[i] = record.New()
			in.Add(records[i])
		}
		var buf []byte
		return func() (_ []byte, err error) {
			for i, r := range records {
				fill(i, r.Reset())
			}
			buf, err = in.AppendJSON(buf[:0])
			return buf, err
		}
	}
	ready := payload.NewInsert(m)
	for i := range leads {
		ready.Add(leads[i].Fill(record.New()))
	}
	var buf []byte
	text := lines(leads)
	return []peer{
		{"zohocrm-ready", func() (_ []byte, err error) {
			buf, err = ready.AppendJSON(buf[:0])
			return buf, err
		}},
		{"zohocrm-built", filled(func(i int, r *record.Record) { leads[i].Fill(r) })},
		{"zohocrm-maps", filled(func(i int, r *record.Record) { r.ViewMap(maps[i]) })},
		{"zohocrm-structs", filled(func(i int, r *record.Record) { r.ViewStruct(&leads[i]) })},
		{"zohocrm-jsonl", func() (body []byte, err error) {
			for batch, err := range payload.NewInsert(m).Batches(record.ReadJSONLines(bytes.NewReader(text))) {
				if err != nil {
					return nil, err
				}
				body = batch.Body
			}
			return body, nil
		}},
	}
}

// lines returns leads as JSON Lines.
func lines(leads []Lead) []byte {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	for i := range leads {
		if err := e.Encode(&leads[i]); err != nil {
			panic(err) // a lead has nothing that cannot be encoded
		}
	}
	return text.Bytes()
}

// standardLines decodes JSON Lines with encoding/json and encodes them
// together.
func standardLines(text []byte) ([]byte, error) {
	var body mapsBody
	for line := range bytes.Lines(text) {
		var m map[string]any
		if err := json.Unmarshal(line, &m); err != nil {
			return nil, err
		}
		body.Data = append(body.Data, m)
	}
	return json.Marshal(&body)
}

// encoders are those that check nothing: each as most programs call it, and
// "-reused" in the quickest form that its documentation offers, into a buffer
// that is used again, with HTML not escaped and map keys unsorted where it can.
var encoders = []struct {
	name string
	of   func(body any) func() ([]byte, error)
}{
	{"encoding-json", func(body any) func() ([]byte, error) {
		return func() ([]byte, error) { return json.Marshal(body) }
	}},
	{"encoding-json-reused", func(body any) func() ([]byte, error) {
		var buf bytes.Buffer
		e := json.NewEncoder(&buf)
		e.SetEscapeHTML(false)
		return func() ([]byte, error) {
			buf.Reset()
			err := e.Encode(body)
			return buf.Bytes(), err
		}
	}},
	{"goccy", func(body any) func() ([]byte, error) {
		return func() ([]byte, error) { return goccy.Marshal(body) }
	}},
	{"goccy-reused", func(body any) func() ([]byte, error) {
		var buf bytes.Buffer
		e := goccy.NewEncoder(&buf)
		return func() ([]byte, error) {
			buf.Reset()
			err := e.EncodeWithOption(body, goccy.DisableHTMLEscape(), goccy.DisableNormalizeUTF8(), goccy.UnorderedMap())
			return buf.Bytes(), err
		}
	}},
	{"sonic", func(body any) func() ([]byte, error) {
		return func() ([]byte, error) { return sonic.Marshal(body) }
	}},
	{"sonic-reused", func(body any) func() ([]byte, error) {
		var buf []byte
		return func() ([]byte, error) {
			buf = buf[:0]
			err := encoder.EncodeInto(&buf, body, 0)
			return buf, err
		}
	}},
	{"segmentio", func(body any) func() ([]byte, error) {
		return func() ([]byte, error) { return segmentio.Marshal(body) }
	}},
	{"segmentio-reused", func(body any) func() ([]byte, error) {
		var buf []byte
		return func() (_ []byte, err error) {
			buf, err = segmentio.Append(buf[:0], body, 0)
			return buf, err
		}
	}},
	{"jsonv2", func(body any) func() ([]byte, error) {
		return func() ([]byte, error) { return jsonv2.Marshal(body) }
	}},
	{"jsonv2-reused", func(body any) func() ([]byte, error) {
		var buf bytes.Buffer
		return func() ([]byte, error) {
			buf.Reset()
			err := jsonv2.MarshalWrite(&buf, body)
			return buf.Bytes(), err
		}
	}},
}
