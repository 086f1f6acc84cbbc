package zohocrm_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm"
)

func TestLogValue(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey && groups == nil {
			return slog.Attr{}
		}
		return a
	}}))
	list := zohocrm.Errors{nil}
	for range 25 {
		list = append(list, zohocrm.Invalid("id", ""))
	}
	list[1] = zohocrm.TooLong(30).AsWarning().WithCause(errors.New("secret")).PrefixPath(first(key("Phone"))...)
	log.Info("one", "p", list[1])
	log.Info("none", "p", (*zohocrm.Error)(nil))
	log.Info("all", "p", list)
	log.Info("empty", "p", zohocrm.Errors(nil))
	lines := strings.Split(out.String(), "\n")
	for i, want := range []string{
		`level=INFO msg=one p.path=$.data[0].Phone p.code=INVALID_DATA p.reason=max_length p.expected="at most 30 characters" p.warning=true`,
		`level=INFO msg=none p=<nil>`,
		`level=INFO msg=all p.count=25 p.0.path=$.data[0].Phone p.0.code=INVALID_DATA p.0.reason=max_length p.0.expected="at most 30 characters" p.0.warning=true p.1.path=$ p.1.code=INVALID_DATA p.1.reason=id`,
		`level=INFO msg=empty p.count=0`,
	} {
		if i == 2 {
			if !strings.HasPrefix(lines[i], want) || !strings.Contains(lines[i], "p.19.path") || strings.Contains(lines[i], "p.20.") {
				t.Errorf("the log has %s, want 20 problems from %s", lines[i], want)
			}
		} else if lines[i] != want {
			t.Errorf("the log has %s, want %s", lines[i], want)
		}
	}
}
