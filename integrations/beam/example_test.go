package zohobeam_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"

	"github.com/seed12a3e673/zohocrm/integrations/beam"
)

// saveFn is a sink that may run twice: the key of a body is a hash of it. A directory is
// in place of a bucket, or of a queue that drops what it knows.
type saveFn struct{ Dir string }

func (f *saveFn) ProcessElement(b zohobeam.Body) error {
	name := fmt.Sprintf("%x.json", sha256.Sum256([]byte(b.JSON)))
	return os.WriteFile(filepath.Join(f.Dir, name), []byte(b.JSON), 0o666)
}

// noteFn notes refused records in the same way.
type noteFn struct{ Dir string }

func (f *noteFn) ProcessElement(r zohobeam.Refused) error {
	name := fmt.Sprintf("%x.refused", sha256.Sum256([]byte(r.Record)))
	return os.WriteFile(filepath.Join(f.Dir, name), []byte(r.Record+"\n"+r.Problems[0]), 0o666)
}

// A Lead is a row of the pipeline.
type Lead struct {
	Name  string `zoho:"Last_Name"`
	Email string
}

func init() {
	beam.RegisterType(reflect.TypeFor[Lead]())
	register.DoFn1x1[zohobeam.Body, error](&saveFn{})
	register.DoFn1x1[zohobeam.Refused, error](&noteFn{})
}

// Records of a struct type become bodies, which a store keeps until a worker sends
// them; see docs/queue.md.
func Example() {
	dir, err := os.MkdirTemp("", "bodies")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)

	p, s := beam.NewPipelineWithRoot()
	leads := beam.CreateList(s, []Lead{{"Daly", "p.daly@zylker.com"}, {"Dolan", "dolan"}, {"Frey", ""}})
	bodies, refused := zohobeam.Upsert(s, zohobeam.Config{Module: "Leads", DuplicateCheck: []string{"Email"}, Shards: 1}, leads)
	beam.ParDo0(s, &saveFn{dir}, bodies)
	beam.ParDo0(s, &noteFn{dir}, refused)
	if err := ptest.Run(p); err != nil {
		fmt.Println(err)
	}

	for _, pattern := range []string{"*.json", "*.refused"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		fmt.Println(pattern, len(files), err)
	}
	// Output:
	// *.json 1 <nil>
	// *.refused 1 <nil>
}
