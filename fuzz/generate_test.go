package fuzz_test

import (
	"bufio"
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/generate"
	"github.com/seed12a3e673/zohocrm/modules"
)

// FuzzGenerate makes Go code of any bytes as an answer of the Fields metadata call.
// The answer is refused, or the code is Go, always the same, has no directive in it,
// and lists the fields of the metadata.
func FuzzGenerate(f *testing.F) {
	metadataSeeds(f, "fields-subform.json")
	for _, s := range []string{
		`{"fields":[{"api_name":"A","field_label":"\n//go:embed x\n/*","data_type":"picklist","pick_list_values":[{"display_value":"\"` + "`" + `\n)","actual_value":"\u2028"}]}]}`,
		`{"fields":[{"api_name":"A_1","data_type":"text"},{"api_name":"A1","data_type":"text"},{"api_name":"\n//line x:1","data_type":"lookup","lookup":{"module":"\n//"}}]}`,
		`{"fields":[{"api_name":"A","data_type":"\n//","length":3},{"api_name":"B","data_type":"subform"},{"api_name":"id","data_type":"bigint"}]}`,
		`{"fields":[{"api_name":"A","data_type":"multiselectlookup","multiselectlookup":{"connectedlookup_apiname":"\"+","connected_module":{"api_name":"\r"}}}]}`,
		`{"fields":[{"api_name":"顧客","data_type":"currency","length":16,"decimal_place":0,"system_mandatory":true,"unique":{"a":1}}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := modules.Custom("Any").With(modules.WithFieldsMetadata(bytes.NewReader(data)))
		if err != nil {
			return
		}
		if n, err := m.With(modules.WithSubformMetadata("B", bytes.NewReader(data))); err == nil {
			m = n
		}
		config := generate.Config{Package: "crm", Hash: generate.Hash(data)}
		code, err := generate.Module(m, config)
		if err != nil {
			if !strings.Contains(err.Error(), "the Fields metadata has no field") {
				t.Fatal(err)
			}
			return
		}
		if again, err := generate.Module(m, config); err != nil || !bytes.Equal(again.Source, code.Source) {
			t.Fatalf("another code the second time: %v", err)
		}
		ids, err := generate.IDs("crm", nil, code.IDs)
		if err != nil {
			t.Fatal(err)
		}
		if more, err := generate.IDs("crm", ids, nil); err != nil || !bytes.Equal(ids, more) {
			t.Fatalf("%v\n%s\n%s", err, ids, more)
		}
		for _, source := range [][]byte{code.Source, ids} {
			for s := bufio.NewScanner(bytes.NewReader(source)); s.Scan(); {
				if line := strings.TrimSpace(s.Text()); strings.HasPrefix(line, "//") && !strings.HasPrefix(line, "// ") && line != "//" ||
					strings.Contains(line, "/*") && !strings.Contains(line, `"`) && !strings.HasPrefix(line, "// ") {
					t.Fatalf("a directive: %s", line)
				}
			}
		}
		listed, err := generate.ListedFields(code.Source)
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range listed {
			want, _ := m.Field(field.APIName)
			if !reflect.DeepEqual(emptyAsNil(field), emptyAsNil(want)) {
				t.Fatalf("%+v is in the code as %+v", want, field)
			}
		}
		changes, err := generate.Diff(code.Source, m)
		if err != nil || len(changes) > 0 {
			t.Fatalf("the code differs from its own metadata: %v %v", changes, err)
		}
	})
}

// emptyAsNil returns a field with nil in place of empty lists.
func emptyAsNil(f fieldtype.Field) fieldtype.Field {
	f.Spec.Values = slices.Clip(append([]string(nil), f.Spec.Values...))
	rows := append([]fieldtype.Field(nil), f.Spec.Fields...)
	for i := range rows {
		rows[i] = emptyAsNil(rows[i])
	}
	f.Spec.Fields = rows
	return f
}
