package payload

import (
	"testing"

	"github.com/seed12a3e673/zohocrm/modules"
)

// A request with a layout keeps nothing of the records that it has checked, but
// the records.
func TestLaidOutIsForgotten(t *testing.T) {
	in := NewInsert(modules.Leads()).Layout("554023000002734009").Add(
		NewRecord().Text("Last_Name", "Daly"), FromMap(map[string]any{"Last_Name": "Dolan", "Company": "ABC"}))
	if _, err := in.Build(); err != nil {
		t.Fatal(err)
	}
	if in.laidOut.source != nil || cap(in.laidOut.members) == 0 {
		t.Errorf("it keeps %v, of %d members", in.laidOut.source, cap(in.laidOut.members))
	}
	for _, m := range in.laidOut.members[:cap(in.laidOut.members)] {
		if m.Name != "" || !m.Value.IsAbsent() {
			t.Errorf("it keeps %s", m.Name)
		}
	}
}
