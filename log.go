package zohocrm

import (
	"log/slog"
	"strconv"
)

// maxLogged bounds the problems of a list in a log.
const maxLogged = 20

// LogValue returns a group with path, code and reason and, if they are set, expected
// and warning. It holds no value of the record. It is the zero [slog.Value] for nil.
func (e *Error) LogValue() slog.Value {
	if e == nil {
		return slog.Value{}
	}
	attrs := make([]slog.Attr, 0, 5)
	attrs = append(attrs,
		slog.String("path", string(e.Path.appendText(nil))),
		slog.String("code", string(e.Code)),
		slog.String("reason", string(e.Reason)))
	if expected := e.expectation(); expected != "" {
		attrs = append(attrs, slog.String("expected", expected))
	}
	if e.Warning {
		attrs = append(attrs, slog.Bool("warning", true))
	}
	return slog.GroupValue(attrs...)
}

// LogValue returns a group with the count of the problems and the first 20 of
// them under "0", "1", and so on, as [Error.LogValue] returns them.
func (es Errors) LogValue() slog.Value {
	attrs := []slog.Attr{{}}
	n := 0
	for _, e := range es {
		if e == nil {
			continue
		}
		if n < maxLogged {
			attrs = append(attrs, slog.Attr{Key: strconv.Itoa(n), Value: e.LogValue()})
		}
		n++
	}
	attrs[0] = slog.Int("count", n)
	return slog.GroupValue(attrs...)
}
