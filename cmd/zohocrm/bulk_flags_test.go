package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestFindByIsOneField: -find-by names one field of the module, or nothing is read.
func TestFindByIsOneField(t *testing.T) {
	const one = "expected the API name of one field"
	for _, tt := range []struct {
		args []string
		want string // of the error; "" for none
	}{
		{[]string{"-find-by", "Email,Phone"}, `zohocrm: invalid value "Email,Phone" for flag -find-by: ` + one},
		{[]string{"-duplicate-check", "Email,Phone"}, `zohocrm: invalid value "Email,Phone" for flag -duplicate-check: ` + one},
		{[]string{"-find-by", ""}, `zohocrm: invalid value "" for flag -find-by: ` + one},
		{[]string{"-find-by", "Emal"}, "zohocrm: -find-by: Emal is no field of Leads; did you mean Email?"},
		{[]string{"-duplicate-check", "Emal"}, "zohocrm: -find-by: Emal is no field of Leads; did you mean Email?"},
		{[]string{"-find-by", "Nope", "-fields", leadsFields}, "zohocrm: -find-by: expected a field of Leads"},
		{[]string{"-find-by", "Email", "-fields", leadsFields}, ""},
		{[]string{"-find-by", "id", "-fields", leadsFields}, ""},
		{[]string{"-find-by", "id"}, ""},
		{[]string{"-find-by", "Own_Number"}, ""}, // which may be one of the organization
	} {
		args := append([]string{"bulk", "-module", "Leads", "-operation", "upsert", "-in", "jsonl", "-o", filepath.Join(t.TempDir(), "run")}, tt.args...)
		got := invoke(`{"id":"5545974000002858122","Last_Name":"Daly","Email":"p.daly@zylker.com","Own_Number":"1"}`, args...)
		switch {
		case tt.want == "" && got.status == exitUsage,
			tt.want != "" && (got.status != exitUsage || !strings.HasPrefix(got.err, tt.want) || strings.Count(got.err, "\n") != 1):
			t.Errorf("%q: %+v, want %q", tt.args, got, tt.want)
		}
	}
}
