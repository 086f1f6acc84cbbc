package generate

import (
	"fmt"
	"maps"
	"slices"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A Change is a difference between generated code and metadata.
type Change struct {
	Text   string // one line, for people
	Breaks bool   // a program that uses the changed part must change, too
}

// Diff compares generated code with new metadata of the module. The changes of the
// metadata are first, then the changes of names in the code.
func Diff(code []byte, m *modules.Module) ([]Change, error) {
	old, err := parse(code)
	if err != nil {
		return nil, err
	}
	typeName := old.record
	if made, err := newModel(m, ""); err == nil && made.objects[0].name == typeName {
		typeName = ""
	}
	fresh, err := Module(m, Config{Package: old.pkg, Type: typeName})
	if err != nil {
		return nil, err
	}
	now, err := parse(fresh.Source)
	if err != nil {
		return nil, err
	}
	d := &differ{}
	d.fields("", old.fields, now.fields)
	for _, option := range []string{"WithLayoutsMetadata", "WithPipelinesMetadata"} {
		if old.answers[option] != now.answers[option] {
			d.note(false, "%s", map[string]string{"WithLayoutsMetadata": "the layouts are others", "WithPipelinesMetadata": "the pipelines are others"}[option])
		}
	}
	d.names(old, now)
	return d.changes, nil
}

// A differ notes changes.
type differ struct{ changes []Change }

func (d *differ) note(breaks bool, format string, args ...any) {
	d.changes = append(d.changes, Change{fmt.Sprintf(format, args...), breaks})
}

// fields notes the changes of fields. within is the API name of their subform with a
// point after it, or "".
func (d *differ) fields(within string, old, now []fieldtype.Field) {
	next := map[string]*fieldtype.Field{}
	for i := range now {
		next[now[i].APIName] = &now[i]
	}
	was := map[string]bool{}
	for i := range old {
		was[old[i].APIName] = true
		name := within + safe(old[i].APIName)
		if f := next[old[i].APIName]; f != nil {
			d.field(name, &old[i], f)
		} else {
			d.note(false, "%s: gone", name)
		}
	}
	for i := range now {
		if f := &now[i]; !was[f.APIName] {
			d.note(f.Mandatory, "%s: new, %s%s", within+safe(f.APIName), what(&f.Spec, ""), map[bool]string{true: ", mandatory"}[f.Mandatory])
		}
	}
}

// field notes the changes of a field.
func (d *differ) field(name string, old, now *fieldtype.Field) {
	if was, is := what(&old.Spec, ""), what(&now.Spec, ""); was != is {
		d.note(false, "%s: %s, was %s", name, is, was)
	}
	for _, flag := range []struct {
		was, is bool
		on, off string
		breaks  bool
	}{
		{old.Mandatory, now.Mandatory, "mandatory", "not mandatory any more", true},
		{old.Unique, now.Unique, "unique", "not unique any more", false},
		{old.WrittenBy(fieldtype.OnCreate), now.WrittenBy(fieldtype.OnCreate), "written by inserts", "not written by inserts any more", false},
		{old.WrittenBy(fieldtype.OnUpdate), now.WrittenBy(fieldtype.OnUpdate), "written by updates", "not written by updates any more", false},
	} {
		switch {
		case !flag.was && flag.is:
			d.note(flag.breaks, "%s: %s", name, flag.on)
		case flag.was && !flag.is:
			d.note(false, "%s: %s", name, flag.off)
		}
	}
	was, is := setOf(old.Spec.Values), setOf(now.Spec.Values)
	for _, v := range old.Spec.Values {
		if !is[v] {
			d.note(false, "%s: value %s gone", name, quote(safe(v)))
		}
	}
	for _, v := range now.Spec.Values {
		if !was[v] {
			d.note(false, "%s: value %s new", name, quote(safe(v)))
		}
	}
	if old.Label != now.Label {
		d.note(false, "%s: shown as %s, was %s", name, quote(safe(now.Label)), quote(safe(old.Label)))
	}
	d.fields(name+".", old.Spec.Fields, now.Spec.Fields)
}

func setOf(values []string) map[string]bool {
	set := make(map[string]bool, len(values))
	for _, v := range values {
		set[v] = true
	}
	return set
}

// names notes which names are no longer in the code, or have another type: programs
// that use them no longer compile.
func (d *differ) names(old, now *source) {
	for _, typ := range slices.Sorted(maps.Keys(old.types)) {
		if !now.types[typ] {
			d.note(true, "type %s is gone", typ)
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(old.structs[typ])) {
			was, is := old.structs[typ][name], now.structs[typ][name]
			switch {
			case is == "":
				d.note(true, "%s.%s is gone", typ, name)
			case is != was:
				d.note(true, "%s.%s is %s, was %s", typ, name, is, was)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(old.consts)) {
		if value, ok := now.consts[name]; !ok {
			d.note(true, "constant %s is gone", name)
		} else if value != old.consts[name] {
			d.note(false, "constant %s is %s, was %s", name, quote(safe(value)), quote(safe(old.consts[name])))
		}
	}
}
