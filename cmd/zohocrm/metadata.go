package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm/modules"
)

// A metadataFile is a file with an answer of a metadata call, as a flag names
// it.
type metadataFile struct {
	flag string
	name string
}

// metadataFlags are the flags that name metadata files, in the order in which
// the files are loaded: what a layout says goes before what its fields say.
var metadataFlags = []struct{ name, usage string }{
	{"fields", "the answer of the Fields metadata call in `FILE`; SUBFORM=FILE for the rows of a subform (may repeat)"},
	{"layouts", "the answer of the Layouts metadata call in `FILE` (may repeat)"},
	{"pipelines", "the answer of the Get Pipelines call in `FILE` (may repeat)"},
	{"rules", "the organization's layout rules in `FILE` (may repeat)"},
}

// describeModule reports whether metadata files say what is in a module: its
// fields or its layouts do, rules do not.
func describeModule(files []metadataFile) bool {
	return slices.ContainsFunc(files, func(f metadataFile) bool { return f.flag == "fields" || f.flag == "layouts" })
}

// loadMetadata returns the module with the metadata files loaded. Those of
// subforms come last, as the module's own say which subforms there are.
func loadMetadata(m *modules.Module, files []metadataFile) (*modules.Module, error) {
	for _, f := range metadataFlags {
		for _, subforms := range []bool{false, true} {
			for _, file := range files {
				if _, _, ok := file.subform(); file.flag != f.name || ok != subforms {
					continue
				}
				var err error
				if m, err = file.load(m); err != nil {
					return nil, fmt.Errorf("-%s %s: %w", file.flag, file.name, err)
				}
			}
		}
	}
	return m, nil
}

// subform cuts SUBFORM=FILE. An API name holds no path separator, so that
// ./a=b.json is a file.
func (f metadataFile) subform() (apiName, file string, ok bool) {
	apiName, file, ok = strings.Cut(f.name, "=")
	return apiName, file, ok && f.flag == "fields" && !strings.ContainsAny(apiName, `./\`)
}

func (f metadataFile) load(m *modules.Module) (*modules.Module, error) {
	name, option := f.name, map[string]func(io.Reader) modules.Option{
		"fields": modules.WithFieldsMetadata, "layouts": modules.WithLayoutsMetadata,
		"pipelines": modules.WithPipelinesMetadata, "rules": modules.WithLayoutRulesJSON,
	}[f.flag]
	if subform, rest, ok := f.subform(); ok {
		name = rest
		option = func(r io.Reader) modules.Option { return modules.WithSubformMetadata(subform, r) }
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return m.With(option(file))
}
