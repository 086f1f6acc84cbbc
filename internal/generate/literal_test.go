package generate

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// TestKindNames compares the names of the kinds with the constants of package
// fieldtype.
func TestKindNames(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "..", "fieldtype", "kind.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
			for _, spec := range d.Specs {
				names = append(names, spec.(*ast.ValueSpec).Names[0].Name)
			}
		}
		return true
	})
	if diff := cmp.Diff(names, kindNames[:]); diff != "" {
		t.Errorf("the constants are others (-fieldtype +generate):\n%s", diff)
	}
}

// TestLiteral sets each limit of a Spec and each property of a Field, and reads back
// what is written of it.
func TestLiteral(t *testing.T) {
	var whole fieldtype.Field
	fill(t, reflect.ValueOf(&whole).Elem(), 0)
	for _, f := range []fieldtype.Field{{}, whole, {Spec: fieldtype.Spec{MaxDecimals: -1}, Only: fieldtype.OnCreate}, {Only: fieldtype.OnCreate | fieldtype.OnUpdate}} {
		var b strings.Builder
		literal(&b, reflect.ValueOf(f))
		e, err := parser.ParseExpr(b.String())
		if err != nil {
			t.Fatalf("%s: %v", b.String(), err)
		}
		var got fieldtype.Field
		if err := evaluate(e, reflect.ValueOf(&got).Elem()); err != nil {
			t.Fatalf("%s: %v", b.String(), err)
		}
		if diff := cmp.Diff(f, got); diff != "" {
			t.Errorf("%s (-written +read):\n%s", b.String(), diff)
		}
	}
}

// fill sets all that a value has to something that is not zero.
func fill(t *testing.T, v reflect.Value, depth int) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString("\"`\n\u202e" + v.Type().String())
	case reflect.Int:
		v.SetInt(7)
	case reflect.Uint8:
		v.SetUint(2)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		if depth < 3 {
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			fill(t, v.Index(0), depth+1)
			fill(t, v.Index(1), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), depth+1)
		}
	default:
		t.Fatalf("%s: the literal of such a type is not known", v.Type())
	}
}
