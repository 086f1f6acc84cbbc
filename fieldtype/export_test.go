package fieldtype

import "github.com/seed12a3e673/zohocrm"

// What the tests of this package ask of its parts.

// problem returns the problem of a text of any length that the pattern does not
// match, and nil for any other.
func (p *pattern) problem(s string) *zohocrm.Error {
	f := field{Kind: uint8(p.kind), Length: noLimit}
	_, why := runPattern(&f, nil, s, p)
	return firstProblem(explain(&f, nil, why, &Value{form: text, text: s}))
}

// validate checks a text as a value of the pattern's kind.
func (p *pattern) validate(s string) error { return p.kind.check(Text(s)) }

// textProblem returns the problem of a text that is not UTF-8 or has more than
// max code points, and nil for any other. A max of 0 sets no limit.
func textProblem(s string, max int, _ string) *zohocrm.Error {
	f := field{Kind: uint8(SingleLine), Length: unlimited(max)}
	_, why := runLimited(&f, nil, s)
	return firstProblem(explain(&f, nil, why, &Value{form: text, text: s}))
}

func firstProblem(errs zohocrm.Errors) *zohocrm.Error {
	if len(errs) == 0 {
		return nil
	}
	return errs[0]
}
