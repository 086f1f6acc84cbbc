package bench

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/bytedance/sonic"
	"github.com/seed12a3e673/zohocrm/payload"
)

// On a toolchain or processor that it does not know, sonic calls encoding/json.
func TestSonicIsItself(t *testing.T) {
	if sonic.APIKind != sonic.UseSonicJSON {
		t.Error("sonic does not support this toolchain: its numbers are those of encoding/json")
	}
}

// What is compared does the same work: all peers write the same JSON value.
func TestPeersWriteTheSame(t *testing.T) {
	leads := Leads(payload.MaxRecords)
	want := decode(t, "floor", appendFloor(nil, leads))
	for _, p := range peers(t, leads) {
		for range 2 { // the second time into the same buffer
			body, err := p.body()
			if err != nil {
				t.Errorf("%s: %v", p.name, err)
				break
			}
			if got := decode(t, p.name, body); !reflect.DeepEqual(got, want) {
				t.Errorf("%s writes another value: %.2000s", p.name, body)
			}
		}
	}
}

func decode(t *testing.T, name string, body []byte) any {
	t.Helper()
	var v any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if data := v.(map[string]any)["data"].([]any); len(data) == 0 || len(data[0].(map[string]any)) != 21 {
		t.Fatalf("%s: not leads of 21 fields: %.500s", name, body)
	}
	return v
}

// broken are leads with one wrong value each, one for each check.
var broken = []struct {
	name    string
	spoil   func(*Lead)
	pattern bool
}{
	{"mandatory", func(l *Lead) { l.LastName = "" }, false},
	{"max_length", func(l *Lead) { l.LastName = strings.Repeat("ü", 81) }, false},
	{"max_length_first_name", func(l *Lead) { l.FirstName = strings.Repeat("a", 41) }, false},
	{"max_length_company", func(l *Lead) { l.Company = strings.Repeat("a", 201) }, false},
	{"max_length_city", func(l *Lead) { l.City = strings.Repeat("a", 101) }, false},
	{"max_length_description", func(l *Lead) { l.Description = strings.Repeat("a", 32001) }, false},
	{"email", func(l *Lead) { l.Email = "p.boyle@zylker" }, true},
	{"secondary_email", func(l *Lead) { l.SecondaryEmail = "p.boyle.zylker.com" }, true},
	{"max_length_email", func(l *Lead) { l.Email = strings.Repeat("a", 90) + "@zylker.com" }, false},
	{"phone", func(l *Lead) { l.Phone = "+1 (555) 123--4567" }, true},
	{"mobile", func(l *Lead) { l.Mobile = "n/a" }, true},
	{"max_length_phone", func(l *Lead) { l.Mobile = strings.Repeat("1", 31) }, false},
	{"website", func(l *Lead) { l.Website = "zylker" }, true},
	{"picklist", func(l *Lead) { l.LeadSource = "Fax" }, false},
	{"picklist_industry", func(l *Lead) { l.Industry = "asp" }, false},
	{"picklist_rating", func(l *Lead) { l.Rating = "Lost" }, false},
	{"digits", func(l *Lead) { l.AnnualRevenue = 1e16 }, false},
	{"digits_of_integer", func(l *Lead) { l.NoOfEmployees = 1_000_000_000 }, false},
	{"date", func(l *Lead) { l.FirstContact = "2026-02-30" }, false},
	{"datetime", func(l *Lead) { l.LastVisitedTime = "2026-02-03T09:00:00Z" }, false},
	{"multi_select", func(l *Lead) { l.Courses = []string{"Analytics", "Dance", "Cloud"} }, false},
	{"id", func(l *Lead) { l.Owner.ID = "p.boyle" }, false},
	{"layout", func(l *Lead) { l.Layout.ID = "" }, false},
}

// The peers that check make the same checks: each refuses each of the broken
// leads.
func TestPeersRefuse(t *testing.T) {
	for _, b := range broken {
		leads := Leads(2)
		b.spoil(&leads[1])
		for _, p := range peers(t, leads) {
			checks := strings.HasPrefix(p.name, "zohocrm-") || strings.HasPrefix(p.name, "validator-") ||
				strings.HasPrefix(p.name, "jsonschema-") || strings.HasPrefix(p.name, "regexp2-") && b.pattern
			_, err := p.body()
			if refused := err != nil; refused != checks {
				t.Errorf("%s: %s: refused is %t (%v), want %t", p.name, b.name, refused, err, checks)
			}
		}
	}
}
