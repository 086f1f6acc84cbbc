package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A site is a place in a file that has changes.
type site struct {
	file        int // of the package
	line, last  int // of the expression or statement
	functionEnd int // the line of a break or continue's function, where a return is missed
	names       []string
	edits       func(id int) []edit // id is the number of the first change
}

// An edit puts text into a file, in place of some bytes.
type edit struct {
	at, cut int
	text    string
	after   bool // the text ends an expression
}

// A scanner finds the sites of a file. Outer ones come before inner ones.
type scanner struct {
	fset   *token.FileSet
	info   *types.Info
	pkg    *types.Package
	source []byte
	file   int
	stack  []ast.Node
	sites  []*site
}

var comparisons = map[token.Token]struct {
	function string
	changes  []string
}{
	token.LSS: {"mutantLess", []string{"<=", ">="}},
	token.LEQ: {"mutantLessEqual", []string{"<", ">"}},
	token.GTR: {"mutantMore", []string{">=", "<="}},
	token.GEQ: {"mutantMoreEqual", []string{">", "<"}},
}

var operators = map[token.Token]struct{ function, change string }{
	token.ADD:     {"mutantAdd", "-"},
	token.SUB:     {"mutantSubtract", "+"},
	token.MUL:     {"mutantMultiply", "/"},
	token.QUO:     {"mutantDivide", "*"},
	token.REM:     {"mutantRemainder", "*"},
	token.AND:     {"mutantBitAnd", "|"},
	token.OR:      {"mutantBitOr", "&"},
	token.XOR:     {"mutantBitXor", "&"},
	token.AND_NOT: {"mutantBitClear", "&"},
	token.SHL:     {"mutantLeft", ">>"},
	token.SHR:     {"mutantRight", "<<"},
}

var assignments = map[token.Token]token.Token{
	token.MUL_ASSIGN: token.MUL, token.QUO_ASSIGN: token.QUO, token.REM_ASSIGN: token.REM,
	token.AND_ASSIGN: token.AND, token.OR_ASSIGN: token.OR, token.XOR_ASSIGN: token.XOR, token.AND_NOT_ASSIGN: token.AND_NOT,
	token.SHL_ASSIGN: token.SHL, token.SHR_ASSIGN: token.SHR,
}

func (s *scanner) scan(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			s.stack = s.stack[:len(s.stack)-1]
			return true
		}
		if e, ok := n.(ast.Expr); ok && s.info.Types[e].Value != nil {
			return false // a constant, to which nothing is added in stack
		}
		s.visit(n)
		s.stack = append(s.stack, n)
		return true
	})
}

func (s *scanner) visit(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		s.binary(n)
	case *ast.UnaryExpr:
		switch {
		case n.Op == token.NOT:
			s.invert(n, "without !")
		case n.Op == token.SUB && s.number(n) != "":
			s.wrap(n.X, "mutantNegative["+s.number(n)+"]", n, "without -")
		}
	case *ast.IncDecStmt:
		if t := s.number(n.X); t != "" {
			op, change := "+=", "--"
			if n.Tok == token.DEC {
				op, change = "-=", "++"
			}
			s.add(n, []string{change}, func(id int) []edit {
				return []edit{{at: s.offset(n.TokPos), cut: 2, text: fmt.Sprintf("%s mutantNegative[%s](%d, 1)", op, t, id)}}
			})
		}
	case *ast.AssignStmt:
		s.assignment(n)
	case *ast.IfStmt:
		s.condition(n.Cond)
	case *ast.ForStmt:
		s.condition(n.Cond)
	case *ast.SwitchStmt:
		if n.Tag == nil {
			for _, c := range n.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					s.condition(e)
				}
			}
		}
	case *ast.ReturnStmt:
		for _, e := range n.Results {
			if id, ok := e.(*ast.Ident); ok && (id.Name == "true" || id.Name == "false") {
				s.invert(id, "the other")
			}
		}
	case *ast.BranchStmt:
		s.branch(n)
	}
}

func (s *scanner) binary(n *ast.BinaryExpr) {
	if n.Op == token.EQL || n.Op == token.NEQ {
		change := "!="
		if n.Op == token.NEQ {
			change = "=="
		}
		s.invert(n, change)
		return
	}
	call := func(function, y, end string, changes ...string) {
		s.add(n, changes, func(id int) []edit {
			return []edit{
				{at: s.offset(n.Pos()), text: fmt.Sprintf("%s(%d, ", function, id)},
				{at: s.offset(n.OpPos), cut: len(n.Op.String()), text: ","},
				{at: s.offset(n.Y.Pos()), text: y},
				{at: s.offset(n.End()), text: end, after: true},
			}
		})
	}
	if c, ok := comparisons[n.Op]; ok {
		call(c.function, "", ")", c.changes...)
		return
	}
	switch n.Op {
	case token.LAND:
		call("mutantAnd", "func() bool { return ", "})", "||")
	case token.LOR:
		call("mutantOr", "func() bool { return ", "})", "&&")
	default:
		if t := s.number(n); t != "" {
			call(operators[n.Op].function+"["+t+"]", "", ")", operators[n.Op].change)
		}
	}
}

func (s *scanner) assignment(n *ast.AssignStmt) {
	if len(n.Lhs) != 1 {
		return
	}
	t := s.number(n.Lhs[0])
	if t == "" {
		return
	}
	switch n.Tok {
	case token.ADD_ASSIGN:
		s.wrap(n.Rhs[0], "mutantNegative["+t+"]", n, "-=")
		return
	case token.SUB_ASSIGN:
		s.wrap(n.Rhs[0], "mutantNegative["+t+"]", n, "+=")
		return
	}
	op, ok := operators[assignments[n.Tok]]
	if !ok || calls(n.Lhs[0]) {
		return
	}
	s.add(n, []string{op.change + "="}, func(id int) []edit {
		return []edit{
			{at: s.offset(n.TokPos), cut: len(n.Tok.String()), text: fmt.Sprintf("= %s[%s](%d, %s, ", op.function, t, id, s.text(n.Lhs[0]))},
			{at: s.offset(n.End()), text: ")", after: true},
		}
	})
}

func calls(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		_, call := n.(*ast.CallExpr)
		found = found || call
		return true
	})
	return found
}

// condition inverts a condition that has no operator.
func (s *scanner) condition(e ast.Expr) {
	switch e.(type) {
	case *ast.Ident, *ast.CallExpr, *ast.SelectorExpr, *ast.IndexExpr:
		s.invert(e, "not")
	}
}

// invert makes the opposite of a bool.
func (s *scanner) invert(e ast.Expr, change string) {
	s.add(e, []string{change}, func(id int) []edit {
		return []edit{
			{at: s.offset(e.Pos()), text: "(("},
			{at: s.offset(e.End()), text: fmt.Sprintf(") != mutantOn(%d))", id), after: true},
		}
	})
}

// wrap puts a call around x, as a change of n.
func (s *scanner) wrap(x ast.Expr, function string, n ast.Node, change string) {
	s.add(n, []string{change}, func(id int) []edit {
		return []edit{
			{at: s.offset(x.Pos()), text: fmt.Sprintf("%s(%d, ", function, id)},
			{at: s.offset(x.End()), text: ")", after: true},
		}
	})
}

// branch makes a break of a continue and the other way round, where it leaves a loop
// and no switch.
func (s *scanner) branch(n *ast.BranchStmt) {
	other := map[token.Token]string{token.BREAK: "continue", token.CONTINUE: "break"}[n.Tok]
	if other == "" || n.Label == nil && !s.inLoop() {
		return
	}
	label := ""
	if n.Label != nil {
		label = " " + n.Label.Name
	}
	s.add(n, []string{other}, func(id int) []edit {
		return []edit{{at: s.offset(n.Pos()), text: fmt.Sprintf("if mutantOn(%d) { %s%s } else { ", id, other, label)}, {at: s.offset(n.End()), text: " }", after: true}}
	})
	s.sites[len(s.sites)-1].functionEnd = s.line(s.function().End())
}

func (s *scanner) inLoop() bool {
	for i := len(s.stack) - 1; i >= 0; i-- {
		switch s.stack[i].(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			return false
		}
	}
	return false
}

// function returns the innermost function, or nil outside of one.
func (s *scanner) function() ast.Node {
	for i := len(s.stack) - 1; i >= 0; i-- {
		switch n := s.stack[i].(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return n
		}
	}
	return nil
}

// number returns the type of an expression, if it is one of numbers.
func (s *scanner) number(e ast.Expr) string {
	t := s.info.TypeOf(e)
	if t == nil {
		return ""
	}
	basic, ok := t.Underlying().(*types.Basic)
	if !ok || basic.Info()&(types.IsInteger|types.IsFloat) == 0 || basic.Info()&types.IsUntyped != 0 {
		return ""
	}
	return types.TypeString(t, func(p *types.Package) string {
		if p.Path() == s.pkg.Path() {
			return ""
		}
		return p.Name()
	})
}

func (s *scanner) add(n ast.Node, changes []string, edits func(id int) []edit) {
	name := ""
	for _, outer := range s.stack {
		if f, ok := outer.(*ast.FuncDecl); ok {
			name = f.Name.Name + ": "
			if f.Recv != nil {
				name = strings.Trim(s.text(f.Recv.List[0].Type), "*") + "." + name
			}
		}
	}
	at := &site{file: s.file, line: s.line(n.Pos()), last: s.line(n.End()), edits: edits}
	for _, change := range changes {
		at.names = append(at.names, fmt.Sprintf("%s%s with %s", name, s.text(n), change))
	}
	s.sites = append(s.sites, at)
}

// text returns the source of a node, in one line.
func (s *scanner) text(n ast.Node) string {
	return strings.Join(strings.Fields(string(s.source[s.offset(n.Pos()):s.offset(n.End())])), " ")
}

func (s *scanner) offset(p token.Pos) int { return s.fset.Position(p).Offset }

func (s *scanner) line(p token.Pos) int { return s.fset.Position(p).Line }
