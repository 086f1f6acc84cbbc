package testkit_test

import (
	"errors"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

func TestLines(t *testing.T) {
	e := &zohocrm.Error{Code: zohocrm.CodeInvalidData, Reason: zohocrm.ReasonType, Warning: true}
	e.Details.ExpectedDataType, e.Details.SupportedValues = "a<b", []string{"x", "y"}
	if got, want := testkit.Line(e), `warning INVALID_DATA type $ {"expected_data_type":"a<b"} one of 2`; got != want {
		t.Errorf("Line is %s, want %s", got, want)
	}
	e.APIName, e.Warning = "Email", false
	if diff := cmp.Diff([]string{"error INVALID_DATA type Email $"}, testkit.Lines(zohocrm.Errors{e})); diff != "" {
		t.Errorf("Lines (-want +got):\n%s", diff)
	}
}

func TestReaders(t *testing.T) {
	n := 0
	for r := range testkit.Readers("abc") {
		if got, err := io.ReadAll(r); string(got) != "abc" || err != nil {
			t.Errorf("reader %d: %q, %v", n, got, err)
		}
		n++
	}
	if n != 3 {
		t.Errorf("%d readers, want 3", n)
	}
	broken := errors.New("broken")
	if got, err := io.ReadAll(testkit.Broken("abc", broken)); string(got) != "abc" || err != broken {
		t.Errorf("Broken gives %q, %v", got, err)
	}
}
