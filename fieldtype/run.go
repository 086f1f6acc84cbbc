package fieldtype

import (
	"bytes"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/internal/words"
)

// run checks a value and appends its JSON to dst. Only this function decides about
// values that are no arrays and no objects; [explain] makes problems of its verdicts.
// It appends nothing if it refuses the value.
//
// Sources that know the form of a value call runText, runInteger and so on directly.
func run(p *field, dst []byte, v *Value) ([]byte, verdict) {
	if v.form == cell {
		return runCell(p, dst, v)
	}
	return runForm(p, dst, v)
}

// runForm checks a value that is not a cell.
func runForm(p *field, dst []byte, v *Value) ([]byte, verdict) {
	switch v.form {
	case text:
		return runText(p, dst, v.text)
	case integer:
		return runInteger(p, dst, v.n)
	case float:
		return runFloat(p, dst, v.getFloat())
	case number:
		return runLiteral(p, dst, v.text)
	case boolean:
		return runBool(p, dst, v.n != 0)
	case id:
		return runID(p, dst, v.text)
	case texts:
		return runTexts(p, dst, *v.ref.(*[]string), nil)
	case absent, null:
		return append(dst, "null"...), blank
	case moment:
		return runTime(p, dst, v.ref.(time.Time))
	case marshaled:
		return runMarshaled(p, dst, v.text)
	case invalid:
		return dst, asTree
	}
	return dst, otherForm(p)
}

// otherForm returns the verdict about a value whose form no run function handles. It
// has a wrong type, or [appendTree] decides, if the field may hold an array or
// object.
func otherForm(p *field) verdict {
	switch Kind(p.Kind) {
	case SingleLine, MultiLine, MultiLineLarge, RichText, ProfileImage, SEModule, Email, Phone, URL, Picklist,
		Date, DateTime, Clock, Number, Currency, DecimalNumber, Percent, LongInteger, Checkbox:
		return wrongType
	case LarID:
		return notIDType
	}
	return asTree
}

// runCell checks a cell of a table, with the result of [readCell]. It usually needs
// no Value.
func runCell(p *field, dst []byte, v *Value) ([]byte, verdict) {
	s := v.text
	switch Kind(p.Kind) {
	case SingleLine, MultiLine, MultiLineLarge, RichText, Email, Phone, URL, Picklist:
		return runText(p, dst, s)
	case limited:
		return dst, asTree
	case Date, DateTime:
		if c := v.cellFormat(); c != nil && len(c.Dates) > 0 {
			return runCellDate(p, dst, c, s)
		}
		return runText(p, dst, s)
	case Number, Currency, DecimalNumber, Percent:
		c := v.cellFormat()
		if c != nil && c.Decimal != 0 {
			return runCellNumber(p, dst, c, s)
		}
		if n, ok := scanNumber(s); ok && n == len(s) {
			if literal, ok := expandExponent(s); ok {
				return runLiteral(p, dst, literal)
			}
		}
	case Checkbox:
		if s == "true" || s == "false" {
			return runBool(p, dst, s == "true")
		}
	case MultiSelect:
		return runCellList(p, dst, s)
	case Lookup, User, Layout:
		if isID(s) {
			return runID(p, dst, s)
		}
	}
	read := readCell(p, v)
	return runForm(p, dst, &read)
}

// runCellDate checks a date in a format of its table.
func runCellDate(p *field, dst []byte, c *program.Cells, s string) ([]byte, verdict) {
	var room [dateRoom]byte
	date, match := appendDate(room[:0], c, s)
	switch match {
	case noDate:
		return runText(p, dst, s)
	case manyDates:
		return dst, asTree
	}
	if Kind(p.Kind) == Date {
		return dated(dst, string(date), dateVerdict(string(date)))
	}
	return dated(dst, string(date), dateTimeVerdict(string(date)))
}

// runCellNumber checks a number with the decimal sign of its table.
func runCellNumber(p *field, dst []byte, c *program.Cells, s string) ([]byte, verdict) {
	var room [32]byte // a conversion to string of this length does not allocate
	number, ok := appendNumber(room[:0], s, c.Decimal)
	if n, isJSON := scanNumber(string(number)); !ok || !isJSON || n != len(number) || bytes.ContainsAny(number, "eE") {
		read := readNumber(c, s, Kind(p.Kind).JSONType())
		return runForm(p, dst, &read)
	}
	return runLiteral(p, dst, string(number))
}

// runCellList checks a list such as "a;b".
func runCellList(p *field, dst []byte, s string) ([]byte, verdict) {
	var room [16]string
	list := room[:0]
	for value := range strings.SplitSeq(s, ";") {
		if value = strings.TrimSpace(value); value != "" {
			list = append(list, value)
		}
	}
	return runTexts(p, dst, list, nil)
}

// runText checks a text.
func runText(p *field, dst []byte, s string) ([]byte, verdict) {
	if s == "" && Kind(p.Kind) != limited {
		return append(dst, `""`...), blank
	}
	switch Kind(p.Kind) {
	case SingleLine, MultiLine, MultiLineLarge, RichText, ProfileImage, SEModule:
		return runLimited(p, dst, s)
	case Picklist:
		return runChoice(p, dst, s)
	case Email:
		if len(s) <= p.Length {
			if reason, _ := matchEmail(s); reason == "" {
				return appendPlain(dst, s), valid
			}
		}
		return runPattern(p, dst, s, &patterns[emailRow])
	case Phone:
		if len(s) <= p.Length {
			if reason, _ := matchPhone(s); reason == "" {
				return appendPlain(dst, s), valid
			}
		}
		return runPattern(p, dst, s, &patterns[phoneRow])
	case URL:
		if len(s) <= p.Length {
			if reason, _ := matchURL(s); reason == "" {
				return runLimited(p, dst, s)
			}
		}
		return runPattern(p, dst, s, &patterns[urlRow])
	case Date:
		return dated(dst, s, dateVerdict(s))
	case DateTime:
		return dated(dst, s, dateTimeVerdict(s))
	case Clock:
		return dated(dst, s, clockVerdict(s))
	case Number, Currency, DecimalNumber, Percent:
		return runQuotedNumber(p, dst, s)
	case LongInteger:
		return runLongInteger(p, dst, s, valid)
	case Lookup, User, Layout, MultiModuleLookup:
		return runBareID(p, dst, s)
	case LarID, Wizard:
		if !isID(s) {
			return dst, notID
		}
		return appendPlain(dst, s), valid
	case Any, AutoNumber, Formula, RollupSummary:
		return runAnyText(dst, s)
	case MultiSelect, Checkbox:
		return dst, wrongType
	}
	return dst, asTree
}

// runQuoted checks a text that is already JSON, as [AppendQuote] writes it. It is a
// fast path: runText decides about everything that is not simply valid.
func runQuoted(p *field, dst []byte, quoted string) ([]byte, verdict) {
	switch Kind(p.Kind) {
	case SingleLine, MultiLine, MultiLineLarge, RichText, ProfileImage, SEModule, Any, AutoNumber, Formula, RollupSummary:
		// A text never has more code points than its JSON has bytes.
		if n := len(quoted) - len(`""`); 0 < n && n <= p.Length {
			return append(dst, quoted...), valid
		}
	}
	return dst, asTree
}

// dated appends a date or time if the verdict about its form and day accepts it.
func dated(dst []byte, s string, v verdict) ([]byte, verdict) {
	if v.accepts() {
		dst = appendPlain(dst, s)
	}
	return dst, v
}

// runLimited checks a text whose only limit is its length.
func runLimited(p *field, dst []byte, s string) ([]byte, verdict) {
	if len(s) <= p.Length { // it has at most as many code points as bytes
		if out, ascii := appendText(dst, s); ascii || utf8.ValidString(s) {
			return out, valid
		}
		return dst, notUTF8
	}
	if v := textVerdict(p, s); v != valid {
		return dst, v
	}
	return AppendQuote(dst, s), valid
}

// textVerdict checks that a text is UTF-8 and within the limit of its length.
func textVerdict(p *field, s string) verdict {
	switch {
	case !utf8.ValidString(s):
		return notUTF8
	case len(s) > p.Length && codePoints(s) > p.Length:
		return tooLong
	}
	return valid
}

// codePoints returns the number of code points of a UTF-8 text. It counts the bytes
// that are no continuation bytes.
func codePoints(s string) int {
	n, i := len(s), 0
	for ; i+8 <= len(s); i += 8 {
		if w := words.Eight(s[i : i+8]); w&highs != 0 {
			n -= bits.OnesCount64(w >> 7 &^ (w >> 6) & (highs >> 7)) // continuation bytes begin with the bits 10
		}
	}
	for ; i < len(s); i++ {
		if s[i]&0xc0 == 0x80 {
			n--
		}
	}
	return n
}

// runPattern checks the length of a text and then its pattern, so that no matcher
// gets a long text.
func runPattern(p *field, dst []byte, s string, rule *pattern) ([]byte, verdict) {
	if v := textVerdict(p, s); v != valid {
		return dst, v
	}
	if reason, _ := rule.check(s); reason != "" {
		return dst, noMatch
	}
	return AppendQuote(dst, s), valid
}

// runChoice checks one value of a list.
func runChoice(p *field, dst []byte, s string) ([]byte, verdict) {
	if len(p.Encoded) > 0 {
		if at := p.Table.Find(s); at >= 0 {
			return p.Encoded[at].Append(dst), valid
		}
	}
	out, ascii := appendText(dst, s)
	switch {
	case !ascii && !utf8.ValidString(s):
		return dst, notUTF8
	case !p.Listed || lists(p, s):
		return out, valid
	case p.OnlyListed:
		return dst, notListed
	}
	return out, notListed.warn()
}

// lists reports whether a value is in the list of a field.
func lists(p *field, s string) bool {
	if len(p.Encoded) > 0 {
		return p.Table.Find(s) >= 0
	}
	return slices.Contains(p.Values, s)
}

// runAnyText checks a text of a field about which nothing is known.
func runAnyText(dst []byte, s string) ([]byte, verdict) {
	out, ascii := appendText(dst, s)
	if !ascii && !utf8.ValidString(s) {
		return dst, notUTF8
	}
	return out, valid
}

// runQuotedNumber checks a text in a field for numbers.
func runQuotedNumber(p *field, dst []byte, s string) ([]byte, verdict) {
	n, ok := scanNumber(s)
	if !ok || n != len(s) {
		if p.AllowQuoted && ok && strings.TrimSpace(s[n:]) == "%" {
			return AppendQuote(dst, s), quotedPercent.warn()
		}
		return dst, textNotNumber
	}
	literal, ok := expandExponent(s)
	switch {
	case !ok || len(s) > maxLiteral:
		return dst, tooManyPlaces
	case !p.AllowQuoted:
		return dst, quotedNumber
	}
	if v := digitVerdict(p, literal); v != valid {
		return dst, quotedNumber.warn() | v
	}
	return appendPlain(dst, s), quotedNumber.warn()
}

// runMarshaled checks the text of a Go type that marshals itself. A field for numbers
// reads it as a number.
func runMarshaled(p *field, dst []byte, s string) ([]byte, verdict) {
	switch Kind(p.Kind) {
	case Number, Currency, DecimalNumber, Percent:
		if n, ok := scanNumber(s); !ok || n != len(s) {
			return runText(p, dst, s)
		}
		literal, ok := expandExponent(s)
		if !ok {
			return dst, tooManyPlaces
		}
		return runLiteral(p, dst, literal)
	case LongInteger:
		if n, ok := scanNumber(s); p.AllowNumber && ok && n == len(s) {
			return runIntegerDigits(p, dst, s, valid)
		}
	case limited:
		return dst, asTree
	}
	return runText(p, dst, s)
}

// powers are the powers of ten with which integers are compared.
var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// runInteger checks a Go integer.
func runInteger(p *field, dst []byte, n int64) ([]byte, verdict) {
	switch Kind(p.Kind) {
	case Number, Currency, DecimalNumber, Percent:
		if p.Digits < len(powers) && (n <= -powers[p.Digits] || n >= powers[p.Digits]) {
			return dst, tooManyDigits
		}
		if p.Ranged && (n < int64(p.Range.From) || n > int64(p.Range.To)) {
			return dst, outOfRange
		}
	case LongInteger:
		start := len(dst)
		if p.AllowNumber {
			dst = strconv.AppendInt(dst, n, 10)
			return countIntegerDigits(p, dst, start, start, valid)
		}
		dst = append(strconv.AppendInt(append(dst, '"'), n, 10), '"')
		return countIntegerDigits(p, dst, start, start+1, valid)
	case LarID, Wizard:
		if n <= 0 {
			return dst, notIDType
		}
		return append(strconv.AppendInt(append(dst, '"'), n, 10), '"'), valid
	case Any, AutoNumber, Formula, RollupSummary:
	default:
		return dst, otherForm(p)
	}
	return strconv.AppendInt(dst, n, 10), valid
}

// runFloat checks a float64 that is finite.
func runFloat(p *field, dst []byte, f float64) ([]byte, verdict) {
	start := len(dst)
	switch Kind(p.Kind) {
	case Number, Currency, DecimalNumber, Percent:
		dst = appendFloat(dst, f)
		if v := digitVerdict(p, dst[start:]); v != valid {
			return dst[:start], v
		}
		return dst, valid
	case LongInteger:
		return runIntegerDigits(p, dst, string(appendFloat(nil, f)), numberWarning(p))
	case LarID, Wizard:
		return dst, notIDType
	case Any, AutoNumber, Formula, RollupSummary:
		return appendFloat(dst, f), valid
	}
	return dst, otherForm(p)
}

// runLiteral checks a decimal number without an exponent.
func runLiteral(p *field, dst []byte, literal string) ([]byte, verdict) {
	if len(literal) > maxLiteral {
		return dst, tooManyPlaces
	}
	switch Kind(p.Kind) {
	case Number, Currency, DecimalNumber, Percent:
		if v := digitVerdict(p, literal); v != valid {
			return dst, v
		}
	case LongInteger:
		return runIntegerDigits(p, dst, literal, numberWarning(p))
	case LarID, Wizard:
		if !isID(literal) {
			return dst, notIDType
		}
		return append(dst, literal...), numericID.warn()
	case Any, AutoNumber, Formula, RollupSummary:
	default:
		return dst, otherForm(p)
	}
	return append(dst, literal...), valid
}

// maxLiteral is the largest length of a number, with all its zeros. A float64 has at
// most 1,074 decimals.
const maxLiteral = 2 * maxExpanded

// digitVerdict checks the digits, decimals and range of a number.
func digitVerdict[T string | []byte](p *field, literal T) verdict {
	before, after := countDigits(literal)
	switch {
	case after > 0 && Kind(p.Kind) == Number:
		return notWhole
	case before > p.Digits:
		return tooManyDigits
	case after > p.Decimals:
		return tooManyDecimals
	case p.Ranged && outside(p, string(literal)):
		return outOfRange
	}
	return valid
}

// outside reports whether a number is outside the range of the field.
func outside(p *field, literal string) bool {
	f, err := strconv.ParseFloat(literal, 64)
	return err == nil && (f < float64(p.Range.From) || f > float64(p.Range.To))
}

// runLongInteger checks the text of a Long Integer.
func runLongInteger(p *field, dst []byte, s string, w verdict) ([]byte, verdict) {
	start := len(dst)
	if p.AllowNumber {
		w |= textNotNumberForm.warn()
	}
	dst = append(append(append(dst, '"'), s...), '"')
	return countIntegerDigits(p, dst, start, start+1, w)
}

// numberWarning returns the warning about a number in a field for Long Integers.
func numberWarning(p *field) verdict {
	if p.AllowNumber {
		return valid
	}
	return numberNotText.warn()
}

// runIntegerDigits checks a number in a field for Long Integers, and appends it as a
// number.
func runIntegerDigits(p *field, dst []byte, literal string, w verdict) ([]byte, verdict) {
	start := len(dst)
	return countIntegerDigits(p, append(dst, literal...), start, start, w)
}

// countIntegerDigits checks the digits in dst from position digits on, up to a
// quotation mark. If they are no Long Integer, it cuts dst at start.
func countIntegerDigits(p *field, dst []byte, start, digits int, w verdict) ([]byte, verdict) {
	literal := dst[digits:]
	if digits > start {
		literal = literal[:len(literal)-1]
	}
	switch n, ok := integerDigits(literal); {
	case !ok:
		return dst[:start], notDigits | w
	case n > p.Digits:
		return dst[:start], tooManyIntegerDigits | w
	case p.Ranged && outside(p, string(literal)):
		return dst[:start], outOfRange | w
	}
	return dst, w
}

// runBool checks a boolean.
func runBool(p *field, dst []byte, b bool) ([]byte, verdict) {
	switch Kind(p.Kind) {
	case Checkbox, Any, AutoNumber, Formula, RollupSummary:
		return strconv.AppendBool(dst, b), valid
	case LarID, Wizard:
		return dst, notIDType
	}
	return dst, otherForm(p)
}

// runID checks the object {"id":"…"}.
func runID(p *field, dst []byte, id string) ([]byte, verdict) {
	switch Kind(p.Kind) {
	case Lookup, User, Layout:
		if isID(id) {
			return append(appendPlain(append(dst, `{"id":`...), id), '}'), valid
		}
		return dst, asTree
	case LarID:
		return dst, notIDType
	}
	return dst, otherForm(p)
}

// runBareID checks a text where an object with an id is documented.
func runBareID(p *field, dst []byte, s string) ([]byte, verdict) {
	switch {
	case isID(s) && !p.ObjectOnly:
		return appendPlain(dst, s), bareID.warn()
	case !p.AllowName:
		return dst, wrongType
	}
	out, v := runAnyText(dst, s)
	if v != valid {
		return out, v
	}
	return out, nameForID.warn()
}

// runTexts checks an array of texts, which are in one of the two lists. It is a fast
// path: [appendTree] decides about everything that is not simply valid.
func runTexts(p *field, dst []byte, typed []string, untyped []any) ([]byte, verdict) {
	n := len(typed) + len(untyped)
	if Kind(p.Kind) != MultiSelect || n == 0 || n > p.Length {
		return dst, otherForm(p)
	}
	end := len(dst)
	for i := range n {
		var s string
		ok := true
		if i < len(typed) {
			s = typed[i]
		} else if s, ok = untyped[i].(string); !ok {
			return dst[:end], asTree
		}
		var v verdict
		if dst, v = runChoice(p, append(dst, ','), s); v != valid {
			return dst[:end], asTree
		}
	}
	dst[end] = '[' // in place of a comma
	return append(dst, ']'), valid
}

// runTime checks a time, which it writes in the format of the field.
func runTime(p *field, dst []byte, t time.Time) ([]byte, verdict) {
	format := dateTimeFormat
	switch Kind(p.Kind) {
	case Date:
		format = dateFormat
	case DateTime, Any, AutoNumber, Formula, RollupSummary:
		// Zones of old times have seconds, which the format does not have.
		if _, offset := t.Zone(); offset%60 != 0 || offset < -maxOffset || offset > maxOffset {
			t = t.UTC()
		}
	case LarID, Wizard:
		return dst, notIDType
	default:
		return dst, otherForm(p)
	}
	if y := t.Year(); y < 1 || y > 9999 {
		return dst, yearOutside
	}
	return append(t.AppendFormat(append(dst, '"'), format), '"'), valid
}
