package generate

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// A source is the content of generated code.
type source struct {
	pkg     string
	record  string // the struct of the module's records
	types   map[string]bool
	structs map[string]map[string]string // the types of the fields of each struct, by their names
	consts  map[string]string            // the values of the constants
	fields  []fieldtype.Field            // that the module's variable lists
	answers map[string]string            // the layouts and pipelines in the code, by the option that loads them
}

// parse reads generated code. It refuses other code.
func parse(code []byte) (*source, error) {
	if !Generated(code) {
		return nil, fmt.Errorf("the file is not one that zohocrm generate has written: it does not begin with %q", strings.TrimSpace(header))
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", code, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("the generated file is no Go: %w", err)
	}
	s := &source{pkg: file.Name.Name, types: map[string]bool{}, structs: map[string]map[string]string{}, consts: map[string]string{}, answers: map[string]string{}}
	for _, decl := range file.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range d.Specs {
			s.spec(code, spec)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || err != nil {
			return err == nil
		}
		name, ok := call.Fun.(*ast.SelectorExpr)
		switch {
		case ok && (name.Sel.Name == "WithLayoutsMetadata" || name.Sel.Name == "WithPipelinesMetadata"):
			s.answers[name.Sel.Name] = string(code[call.Lparen : call.Rparen-1])
			return false
		case !ok || name.Sel.Name != "WithListedFields":
			return true
		}
		for _, arg := range call.Args {
			var f fieldtype.Field
			if err = evaluate(arg, reflect.ValueOf(&f).Elem()); err != nil {
				err = fmt.Errorf("%s: %w", set.Position(arg.Pos()), err)
				break
			}
			s.fields = append(s.fields, f)
		}
		return false
	})
	return s, err
}

// ListedFields returns the fields that generated code lists.
func ListedFields(code []byte) ([]fieldtype.Field, error) {
	s, err := parse(code)
	if err != nil {
		return nil, err
	}
	return s.fields, nil
}

// spec notes a declaration.
func (s *source) spec(code []byte, spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		s.types[spec.Name.Name] = true
		fields, ok := spec.Type.(*ast.StructType)
		if !ok {
			return
		}
		types := map[string]string{}
		for _, f := range fields.Fields.List {
			for _, name := range f.Names {
				types[name.Name] = string(code[f.Type.Pos()-1 : f.Type.End()-1])
			}
		}
		s.structs[spec.Name.Name] = types
		if s.record == "" {
			s.record = spec.Name.Name
		}
	case *ast.ValueSpec:
		for i, name := range spec.Names {
			if i < len(spec.Values) {
				if lit, ok := spec.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					s.consts[name.Name], _ = strconv.Unquote(lit.Value)
				}
			}
		}
	}
}

// evaluate sets v to the value of an expression that [literal] has written.
func evaluate(e ast.Expr, v reflect.Value) error {
	switch e := e.(type) {
	case *ast.CompositeLit:
		switch v.Kind() {
		case reflect.Slice:
			return evaluateElements(e, v)
		case reflect.Struct:
			return evaluateFields(e, v)
		}
	case *ast.SelectorExpr:
		if v.Type() == reflect.TypeFor[fieldtype.Kind]() {
			if i := slices.Index(kindNames[:], e.Sel.Name); i >= 0 {
				v.SetUint(uint64(i))
				return nil
			}
		}
		if w, ok := map[string]fieldtype.Writes{"OnCreate": fieldtype.OnCreate, "OnUpdate": fieldtype.OnUpdate}[e.Sel.Name]; ok && v.Type() == reflect.TypeOf(w) {
			v.SetUint(uint64(w))
			return nil
		}
	case *ast.BinaryExpr:
		if v.Type() == reflect.TypeFor[fieldtype.Writes]() {
			v.SetUint(uint64(fieldtype.OnCreate | fieldtype.OnUpdate))
			return nil
		}
	case *ast.Ident:
		if b, err := strconv.ParseBool(e.Name); err == nil && v.Kind() == reflect.Bool {
			v.SetBool(b)
			return nil
		}
	case *ast.UnaryExpr:
		if lit, ok := e.X.(*ast.BasicLit); ok && e.Op == token.SUB && v.Kind() == reflect.Int {
			n, err := strconv.Atoi("-" + lit.Value)
			v.SetInt(int64(n))
			return err
		}
	case *ast.BasicLit:
		switch v.Kind() {
		case reflect.String:
			s, err := strconv.Unquote(e.Value)
			v.SetString(s)
			return err
		case reflect.Int:
			n, err := strconv.Atoi(e.Value)
			v.SetInt(int64(n))
			return err
		}
	}
	return errUnknown
}

// evaluateElements sets a slice to the elements of a literal.
func evaluateElements(e *ast.CompositeLit, v reflect.Value) error {
	v.Set(reflect.MakeSlice(v.Type(), len(e.Elts), len(e.Elts)))
	for i, element := range e.Elts {
		if err := evaluate(element, v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

// evaluateFields sets the fields of a struct that a literal names.
func evaluateFields(e *ast.CompositeLit, v reflect.Value) error {
	for _, element := range e.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return errUnknown
		}
		name, ok := pair.Key.(*ast.Ident)
		if !ok || !v.FieldByName(name.Name).IsValid() {
			return errUnknown
		}
		if err := evaluate(pair.Value, v.FieldByName(name.Name)); err != nil {
			return err
		}
	}
	return nil
}

var errUnknown = fmt.Errorf("not what zohocrm generate writes")
