package record_test

import (
	"testing"

	"github.com/seed12a3e673/zohocrm/record"
)

// TestSettersForUpdates compares what the setters for updates write.
func TestSettersForUpdates(t *testing.T) {
	for _, tt := range []struct {
		rec  *record.Record
		want string
	}{
		{record.New().ID("1"), `{"id":"1"}`},
		{record.New().ID("1").ID("2"), `{"id":"2"}`},
		{record.DeleteRow("1"), `{"id":"1","_delete":null}`},
		{record.New().Append("A", true), `{"$append_values":{"A":true}}`},
		{record.New().Append("A", true).Append("B", false), `{"$append_values":{"A":true,"B":false}}`},
		{record.New().Append("A", true).Append("B", false).Append("A", false), `{"$append_values":{"B":false,"A":false}}`},
		{record.New().Text("$append_values", "x").Append("A", true), `{"$append_values":{"A":true}}`},
		{record.New().Unlink("L", "1", "2"), `{"L":[{"id":"1","_delete":null},{"id":"2","_delete":null}]}`},
		{record.New().Lookups("L", "I", "5").Unlink("L", "1").Unlink("L", "2"), `{"L":[{"I":{"id":"5"}},{"id":"1","_delete":null},{"id":"2","_delete":null}]}`},
		{record.New().Files("F", "x").Unlink("F"), `{"F":[{"File_Id__s":"x"}]}`},
		{record.New().Unlink("L"), `{"L":[]}`},
		{record.FromMap(map[string]any{"L": []any{"x"}}).Unlink("L", "1"), `{"L":["x",{"id":"1","_delete":null}]}`},
		{(*record.Record)(nil).ID("1").Append("A", true), `{"id":"1","$append_values":{"A":true}}`},
		{(*record.Record)(nil).Append("A", true), `{"$append_values":{"A":true}}`},
		{(*record.Record)(nil).Unlink("L", "1"), `{"L":[{"id":"1","_delete":null}]}`},
	} {
		if got, err := tt.rec.MarshalJSON(); err != nil || string(got) != tt.want {
			t.Errorf("got %s, %v, want %s", got, err, tt.want)
		}
	}
}
