package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/bytedance/sonic"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// wideLoads returns the loads of 100 records of n fields: a text, a picklist value,
// an email address, a number and a date, again and again. Those of the library check
// them; the others decode lines into structs and encode these.
func wideLoads(tb testing.TB, n int) map[string]load {
	kinds := []fieldtype.Spec{
		{Kind: fieldtype.SingleLine}, {Kind: fieldtype.Picklist, Values: ratings, OnlyListed: true}, {Kind: fieldtype.Email},
		{Kind: fieldtype.Currency}, {Kind: fieldtype.Date},
	}
	value := func(i, field int) any {
		switch field % len(kinds) {
		case 0:
			return fmt.Sprintf("Zylker & Sons No. %d", i)
		case 1:
			return ratings[i%len(ratings)]
		case 2:
			return fmt.Sprintf("p.boyle+%d@zylker.com", i)
		case 3:
			return float64(i) + 0.25
		}
		return "2026-03-02"
	}
	options := make([]modules.Option, n)
	fields := make([]reflect.StructField, n)
	for i := range n {
		options[i] = modules.WithField(fieldtype.Field{APIName: fieldName(i), Spec: kinds[i%len(kinds)]})
		fields[i] = reflect.StructField{Name: fieldName(i), Type: reflect.TypeOf(value(0, i)), Tag: reflect.StructTag(fmt.Sprintf("json:%q", fieldName(i)))}
	}
	m, err := modules.Custom("Machines").With(append(options, modules.WithField(fieldtype.Field{APIName: "Name", Spec: kinds[0]}))...)
	if err != nil {
		tb.Fatal(err)
	}
	wide := reflect.StructOf(fields)
	ready, maps, structs := payload.NewInsert(m), payload.NewInsert(m), payload.NewInsert(m)
	mapped, filled := make([]map[string]any, payload.MaxRecords), make([]any, payload.MaxRecords)
	viewMaps, viewStructs := make([]*record.Record, payload.MaxRecords), make([]*record.Record, payload.MaxRecords)
	var lines bytes.Buffer
	for i := range payload.MaxRecords {
		mapped[i] = map[string]any{}
		x, r := reflect.New(wide), record.New()
		for f := range n {
			v := value(i, f)
			mapped[i][fieldName(f)] = v
			x.Elem().Field(f).Set(reflect.ValueOf(v))
			r.Set(fieldName(f), v)
		}
		filled[i], viewMaps[i], viewStructs[i] = x.Interface(), record.New(), record.New()
		ready.Add(r)
		maps.Add(viewMaps[i])
		structs.Add(viewStructs[i])
		line, err := json.Marshal(filled[i])
		if err != nil {
			tb.Fatal(err)
		}
		lines.Write(append(bytes.ReplaceAll(line, []byte(`\u0026`), []byte("&")), '\n'))
	}
	var buf []byte
	build := func(in *payload.Insert, before func()) load {
		return load{"wide", payload.MaxRecords, func() (err error) {
			before()
			buf, err = in.AppendJSON(buf[:0])
			return err
		}}
	}
	typed := func(decode func([]byte, any) error, encode func(any) ([]byte, error)) load {
		return load{"wide", payload.MaxRecords, func() error {
			var body struct {
				Data []any `json:"data"`
			}
			for line := range strings.Lines(lines.String()) {
				x := reflect.New(wide).Interface()
				if err := decode([]byte(line), x); err != nil {
					return err
				}
				body.Data = append(body.Data, x)
			}
			_, err := encode(&body)
			return err
		}}
	}
	return map[string]load{
		"ready records": build(ready, func() {}),
		"maps": build(maps, func() {
			for i, r := range viewMaps {
				r.ViewMap(mapped[i])
			}
		}),
		"structs": build(structs, func() {
			for i, r := range viewStructs {
				r.ViewStruct(filled[i])
			}
		}),
		"JSON Lines":               linesLoad(m, bytes.Repeat(lines.Bytes(), 1+1000/n), record.ReadJSONLines), // a stream, not one body
		"sonic, unchecked":         typed(sonic.Unmarshal, sonic.Marshal),
		"encoding/json, unchecked": typed(json.Unmarshal, json.Marshal),
	}
}

// The loads of wide records work, of few fields and of many.
func TestWideLoads(t *testing.T) {
	for _, n := range []int{fieldCounts[0], fieldCounts[len(fieldCounts)-1]} {
		for name, l := range wideLoads(t, n) {
			if err := l.run(); err != nil {
				t.Errorf("%s, %d fields: %v", name, n, err)
			}
		}
	}
}
