package fakezoho

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A problem is why a record is refused.
type problem struct {
	code, message, path string
	details             map[string]any
}

// A checker looks at one record. Its paths begin at the record.
type checker struct {
	module    *module
	row       *module // of the rows of line items
	record    map[string]any
	operation string
	now       time.Time
	external  []string // the entries of X-EXTERNAL
	problems  []problem
}

func (c *checker) bad(path, code, message string, more ...any) {
	details := map[string]any{}
	for i := 0; i < len(more); i += 2 {
		details[more[i].(string)] = more[i+1]
	}
	c.problems = append(c.problems, problem{code, message, path, details})
}

func (c *checker) invalid(path string, more ...any) {
	c.bad(path, "INVALID_DATA", "invalid data", more...)
}

func (c *checker) wrongType(path, expected string) { c.invalid(path, "expected_data_type", expected) }

func (c *checker) missing(path string) {
	c.bad(path, "MANDATORY_NOT_FOUND", "required field not found")
}

// absent reports whether a value is not there: samples send null and "" for optional
// fields (facts 4).
func absent(v any) bool { return v == nil || v == "" }

// checks are the checks of the types of the table. A value is not null and not "".
var checks map[string]func(c *checker, f *field, v any, path string)

func init() {
	checks = map[string]func(c *checker, f *field, v any, path string){
		"~":    func(*checker, *field, any, string) {},
		"text": text, "long": text, "picklist": picklist, "email": patterned(isEmail), "phone": patterned(isPhone), "website": patterned(website.MatchString),
		"integer": integer, "double": decimal, "currency": decimal, "percent": decimal, "quoted": quoted, "minutes": minutes, "bigint": bigint,
		"boolean": boolean, "date": date, "datetime": datetime, "duration": duration,
		"lookup": lookup, "named": named, "user": lookup, "member": member, "layout": layout, "wizard": wizard, "ids": ids, "target": target,
		"multiselectpicklist": texts, "weekdays": weekdays, "multilookup": links, "multiuser": links, "members": members,
		"imageupload": files, "fileupload": files, "subform": rows, "items": rows,
		"tag": objects(0, "name:text"), "taxes": objects(0, "name:text percentage:percent"), "pricing": pricing,
		"timings": timings, "time": clock, "consent": consent,
		"alarm": alarm, "rrule": rrule, "reminders": reminders, "appointmentreminders": reminders, "participants": participants,
	}
}

// value checks the value of a field.
func (c *checker) value(f *field, v any, path string) {
	if !absent(v) {
		checks[f.kind](c, f, v, path)
	}
}

func text(c *checker, f *field, v any, path string) {
	switch s, ok := v.(string); {
	case !ok:
		c.wrongType(path, "text")
	case utf8.RuneCountInString(s) > f.limit:
		c.invalid(path, "maximum_length", f.limit)
	}
}

// picklist takes any text unless its list is closed: "pass an existing pick list value
// or add a new one" (page).
func picklist(c *checker, f *field, v any, path string) {
	s, ok := v.(string)
	if !ok {
		c.wrongType(path, "text")
		return
	}
	if len(f.values) > 0 && !contains(f.values, s) {
		c.invalid(path)
	}
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func patterned(matches func(string) bool) func(*checker, *field, any, string) {
	return func(c *checker, f *field, v any, path string) {
		switch s, ok := v.(string); {
		case !ok:
			c.invalid(path)
		case utf8.RuneCountInString(s) > f.limit:
			c.invalid(path, "maximum_length", f.limit)
		case !matches(s):
			c.invalid(path, "expected_data_type", f.kind)
		}
	}
}

// size returns how many digits a number has before its point, and after it.
func size(n json.Number) (before, after int) {
	r, ok := new(big.Rat).SetString(string(n))
	if !ok {
		return 0, 0
	}
	whole := new(big.Int).Quo(r.Num(), r.Denom())
	if before = len(whole.Abs(whole).String()); whole.Sign() == 0 {
		before = 0
	}
	ten, frac := big.NewRat(10, 1), new(big.Rat).Sub(new(big.Rat).Abs(r), new(big.Rat).SetInt(whole))
	for ; frac.Sign() != 0; after++ {
		frac.Mul(frac, ten)
		frac.Sub(frac, new(big.Rat).SetInt(new(big.Int).Quo(frac.Num(), frac.Denom())))
	}
	return before, after
}

func integer(c *checker, f *field, v any, path string) {
	n, ok := v.(json.Number)
	switch before, after := size(n); {
	case !ok || after > 0:
		c.wrongType(path, "integer")
	case before > f.limit:
		c.invalid(path, "maximum_length", f.limit)
	}
}

func decimal(c *checker, f *field, v any, path string) {
	n, ok := v.(json.Number)
	if !ok {
		c.wrongType(path, "double")
		return
	}
	switch before, after := size(n); {
	case before > f.limit:
		c.invalid(path, "maximum_length", f.limit)
	case after > f.decimals: // facts 7.11
		c.invalid(path, "maximum_decimal_place", f.decimals)
	}
}

// quoted takes a number in a text, too, as the samples of the SDKs have it.
func quoted(c *checker, f *field, v any, path string) {
	if s, ok := v.(string); ok && json.Valid([]byte(s)) {
		v = json.Number(s)
	}
	decimal(c, f, v, path)
}

// minutes is the duration of a service (facts 7.16).
func minutes(c *checker, f *field, v any, path string) {
	n, err := strconv.Atoi(fmt.Sprint(v))
	_, isNumber := v.(json.Number)
	_, isText := v.(string)
	if err != nil || !isNumber && !isText {
		c.wrongType(path, "integer")
	} else if n < 5 || n > 1440 {
		c.invalid(path)
	}
}

// bigint is a text of digits, or a number (facts 7.12, which leaves a sign open).
func bigint(c *checker, f *field, v any, path string) {
	s := strings.TrimPrefix(fmt.Sprint(v), "-")
	_, isNumber := v.(json.Number)
	if _, isText := v.(string); !isNumber && !isText || !allDigits(s) {
		c.wrongType(path, "bigint")
		return
	}
	if len(s) > f.limit {
		c.invalid(path, "maximum_length", f.limit)
	}
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func boolean(c *checker, _ *field, v any, path string) {
	if _, ok := v.(bool); !ok {
		c.wrongType(path, "boolean")
	}
}

var (
	days    = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	moments = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d)?$`)
	times   = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
)

func parseDay(v any) (time.Time, bool) {
	s, ok := v.(string)
	t, err := time.Parse("2006-01-02", s)
	return t, ok && days.MatchString(s) && err == nil
}

// parseMoment takes the form of the page, and one without an offset (real case 1),
// but neither Z nor a fraction (real cases 2 and 3).
func parseMoment(v any) (time.Time, bool) {
	s, ok := v.(string)
	if !ok || !moments.MatchString(s) {
		return time.Time{}, false
	}
	if len(s) == len("2006-01-02T15:04:05") {
		s += "+00:00"
	}
	t, err := time.Parse("2006-01-02T15:04:05-07:00", s)
	return t, err == nil
}

func date(c *checker, _ *field, v any, path string) {
	if _, ok := parseDay(v); !ok {
		c.wrongType(path, "date")
	}
}

func datetime(c *checker, _ *field, v any, path string) {
	if _, ok := parseMoment(v); !ok {
		c.wrongType(path, "datetime")
	}
}

// duration is that of a call, HH:mm.
func duration(c *checker, _ *field, v any, path string) {
	s, ok := v.(string)
	if !ok || !regexp.MustCompile(`^\d\d:[0-5]\d$`).MatchString(s) {
		c.invalid(path)
	}
}

func clock(c *checker, _ *field, v any, path string) {
	if s, ok := v.(string); !ok || !times.MatchString(s) {
		c.invalid(path)
	}
}

// object returns a value as an object.
func (c *checker) object(v any, path string) map[string]any {
	o, ok := v.(map[string]any)
	if !ok {
		c.wrongType(path, "jsonobject")
	}
	return o
}

// array returns a value as an array of objects.
func (c *checker) array(v any, path string) (objects []map[string]any) {
	a, ok := v.([]any)
	if !ok {
		c.wrongType(path, "jsonarray")
	}
	for i, v := range a {
		if o := c.object(v, fmt.Sprintf("%s[%d]", path, i)); o != nil {
			objects = append(objects, o)
		}
	}
	return objects
}

// id checks the id of a linked record: 1 to 19 digits.
func (c *checker) id(v any, path string) {
	if s := fmt.Sprint(v); !allDigits(s) || len(s) > 19 {
		c.invalid(path)
	}
}

func lookup(c *checker, f *field, v any, path string) {
	if s, ok := v.(string); ok && allDigits(s) { // an older form (K8)
		c.id(v, path)
		return
	}
	o := c.object(v, path)
	if o == nil {
		return
	}
	if absent(o["id"]) {
		_, byEmail := o["email"]
		_, byName := o["name"]
		switch {
		case f.kind == "user" && byEmail, f.kind == "named" && byName, len(o) == 1 && c.named(key(o)):
		case f.kind != "layout" && f.kind != "wizard" && !byName && !byEmail && external(o): // without the header
			c.invalid(path)
		default:
			c.missing(path + ".id")
		}
		return
	}
	c.id(o["id"], path+".id")
}

// named reports whether X-EXTERNAL names an external field.
func (c *checker) named(field string) bool {
	for _, entry := range c.external {
		if strings.HasSuffix(entry, "."+field) {
			return true
		}
	}
	return false
}

// external reports whether an object names a record by an external field: one key
// other than id, with a text or a number.
func external(o map[string]any) bool {
	_, isObject := o[key(o)].(map[string]any)
	return len(o) == 1 && key(o) != "id" && !isObject && !absent(o[key(o)])
}

// key returns the key of an object that has one.
func key(o map[string]any) string {
	for k := range o {
		return k
	}
	return ""
}

// named is a lookup that Zoho takes by name, too (real cases 7 and 8).
func named(c *checker, f *field, v any, path string) {
	if _, ok := v.(string); !ok {
		lookup(c, f, v, path)
	}
}

// member is the Owner of a service, of which the API description of v8 has an answer
// that refuses an id alone.
func member(c *checker, _ *field, v any, path string) {
	if c.object(v, path) != nil {
		lookup(c, &field{kind: "user"}, v, path)
	}
}

func layout(c *checker, f *field, v any, path string) { lookup(c, f, v, path) }

// wizard is an id, or an object with one (facts 7.9).
func wizard(c *checker, f *field, v any, path string) {
	switch v.(type) {
	case string:
		c.id(v, path)
	case map[string]any:
		lookup(c, f, v, path)
	default:
		c.wrongType(path, "string")
	}
}

func ids(c *checker, _ *field, v any, path string) {
	a, ok := v.([]any)
	if !ok {
		c.wrongType(path, "jsonarray")
	}
	for i, v := range a {
		c.id(v, fmt.Sprintf("%s[%d]", path, i))
	}
}

// target names a record of one of several modules.
func target(c *checker, f *field, v any, path string) {
	o := c.object(v, path)
	if o == nil {
		return
	}
	if absent(o["id"]) {
		c.missing(path + ".id")
	} else {
		c.id(o["id"], path+".id")
	}
	if m, given := o["module"]; given {
		c.object(m, path+".module")
	}
}

func texts(c *checker, f *field, v any, path string) {
	a, ok := v.([]any)
	if !ok {
		c.wrongType(path, "jsonarray")
	}
	for i, v := range a {
		if s, ok := v.(string); !ok || len(f.values) > 0 && !contains(f.values, s) {
			c.invalid(fmt.Sprintf("%s[%d]", path, i))
		}
	}
}

// weekdays are the Available_Days of a service: the API description of v8 has an
// answer of its own to other texts.
func weekdays(c *checker, f *field, v any, path string) {
	texts(c, f, v, path)
	for _, v := range asList(v) {
		if s, ok := v.(string); ok && !contains([]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}, s) {
			c.bad(path, "DEPENDENT_MISMATCH", "The given Available Days are not there in business days")
			return
		}
	}
}

// removal reports whether an element of an array removes a row that is stored.
func (c *checker) removal(o map[string]any) bool {
	value, given := o["_delete"]
	return given && value == nil && o["id"] != nil && c.operation != "insert"
}

// links are those of a multi-select or multi-user lookup. The name of the key within
// is the value of the row of the table. A user may be named by email.
func links(c *checker, f *field, v any, path string) {
	inner := &field{kind: "lookup"}
	if f.kind != "multilookup" {
		inner.kind = "user"
	}
	for i, o := range c.array(v, path) {
		at := fmt.Sprintf("%s[%d].%s", path, i, f.values[0])
		switch link := o[f.values[0]]; {
		case c.removal(o):
		case absent(link):
			c.missing(at)
		case c.object(link, at) != nil:
			lookup(c, inner, link, at)
		}
	}
}

func members(c *checker, f *field, v any, path string) {
	if a, ok := v.([]any); ok && len(a) > 100 {
		c.bad(path, "LIMIT_EXCEEDED", "More than 100 users cannot be associated", "limit", 100)
		return
	}
	links(c, f, v, path)
}

func files(c *checker, f *field, v any, path string) {
	list := c.array(v, path)
	if len(list) > f.limit {
		c.bad(path, "LIMIT_EXCEEDED", "Record insertion limit has been exceeded.")
	}
	for i, o := range list {
		at := fmt.Sprintf("%s[%d].File_Id__s", path, i)
		if c.removal(o) {
			continue
		}
		if id := o["File_Id__s"]; absent(id) {
			c.missing(at)
		} else if _, ok := id.(string); !ok {
			c.invalid(at)
		}
	}
}

// rows are those of a subform, of which no field is known, or line items.
func rows(c *checker, f *field, v any, path string) {
	list := c.array(v, path)
	if len(list) > 100 {
		c.bad(path, "LIMIT_EXCEEDED", "More than 100 rows")
		return
	}
	for i, o := range list {
		if f.kind != "items" || c.removal(o) {
			continue
		}
		for j := range c.row.fields {
			column := &c.row.fields[j]
			at := fmt.Sprintf("%s[%d].%s", path, i, column.name)
			if column.mandatory && column.lacks(o[column.name]) && (c.operation == "insert" || o["id"] == nil) {
				c.missing(at)
				continue
			}
			c.value(column, o[column.name], at)
		}
	}
}

// objects checks an array of objects that have the same keys.
func objects(limit int, keys string) func(*checker, *field, any, string) {
	return func(c *checker, _ *field, v any, path string) {
		list := c.array(v, path)
		if limit > 0 && len(list) > limit {
			c.bad(path, "LIMIT_EXCEEDED", "too many")
		}
		for i, o := range list {
			for _, text := range strings.Fields(keys) {
				name, kind, _ := strings.Cut(text, ":")
				limits := limits[kind]
				c.value(&field{kind: kind, limit: limits[0], decimals: limits[1]}, o[name], fmt.Sprintf("%s[%d].%s", path, i, name))
			}
		}
	}
}

// pricing are the ranges of Price_Books: "JSON Array with from_range, to_range,
// discount" (page, the mandatory fields). The API description of v8 has a unit_price
// in place of the discount.
func pricing(c *checker, f *field, v any, path string) {
	objects(0, "from_range:double to_range:double discount:double unit_price:double")(c, f, v, path)
	for i, v := range asList(v) {
		o, ok := v.(map[string]any)
		for _, name := range []string{"from_range", "to_range", "discount"} {
			if ok && absent(o[name]) && (name != "discount" || absent(o["unit_price"])) {
				c.missing(fmt.Sprintf("%s[%d].%s", path, i, name))
			}
		}
	}
}

// timings are those of a service: two ranges at most, each of which has two ends.
func timings(c *checker, f *field, v any, path string) {
	objects(2, "From:time To:time")(c, f, v, path)
	for i, v := range asList(v) {
		o, ok := v.(map[string]any)
		for _, name := range []string{"From", "To"} {
			if ok && absent(o[name]) {
				c.missing(fmt.Sprintf("%s[%d].%s", path, i, name))
			}
		}
	}
}

// consent is Data_Processing_Basis_Details (facts 1.2).
func consent(c *checker, _ *field, v any, path string) {
	o := c.object(v, path)
	for _, name := range []string{"Email", "Social", "Survey", "Phone"} {
		c.value(&field{kind: "boolean"}, o["Contact_Through_"+name], path+".Contact_Through_"+name)
	}
	c.value(&field{kind: "date"}, o["Consent_Date"], path+".Consent_Date")
}

// parts reads KEY=VALUE;KEY=VALUE.
func parts(s string) (map[string]string, bool) {
	all := map[string]string{}
	for _, part := range strings.Split(strings.TrimSuffix(s, ";"), ";") {
		name, value, ok := strings.Cut(part, "=")
		if !ok || value == "" {
			return nil, false
		}
		all[name] = value
	}
	return all, true
}

// rrule is Recurring_Activity (facts 3.1).
func rrule(c *checker, _ *field, v any, path string) {
	o := c.object(v, path)
	if o == nil {
		return
	}
	at := path + ".RRULE"
	if absent(o["RRULE"]) {
		c.missing(at)
		return
	}
	s, ok := o["RRULE"].(string)
	all, readable := parts(s)
	if !ok || !readable || !contains([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}, all["FREQ"]) {
		c.invalid(at)
		return
	}
	if n, given := all["INTERVAL"]; given && (!allDigits(n) || strings.Trim(n, "0") == "") {
		c.invalid(at)
	}
	start, okStart := parseDay(all["DTSTART"])
	until, okUntil := parseDay(all["UNTIL"])
	if !okStart && all["DTSTART"] != "" || !okUntil && all["UNTIL"] != "" || okStart && okUntil && until.Before(start) {
		c.invalid(at)
	}
}

var before = regexp.MustCompile(`^-P([1-6]D|[1-3]W)$`)

// alarm is Remind_At of a task (facts 3.2).
func alarm(c *checker, _ *field, v any, path string) {
	o := c.object(v, path)
	if o == nil {
		return
	}
	at := path + ".ALARM"
	if absent(o["ALARM"]) {
		c.missing(at)
		return
	}
	s, ok := o["ALARM"].(string)
	all, readable := parts(s)
	if !ok || !readable || !contains([]string{"EMAIL", "POPUP", "EMAILANDPOPUP"}, all["ACTION"]) {
		c.invalid(at)
		return
	}
	moment, absolute := strings.CutPrefix(all["TRIGGER"], "DATE-TIME:")
	switch {
	case absolute:
		if _, ok := parseMoment(moment); !ok {
			c.invalid(at)
		}
	case !before.MatchString(all["TRIGGER"]) || !times.MatchString(all["TRIGGER_TIME"]):
		c.invalid(at)
	case absent(c.record["Recurring_Activity"]) && c.operation != "update":
		c.bad(at, "DEPENDENT_MISMATCH", "invalid data") // the page says so, and names no code
	}
}

// reminders are those of an event or an appointment (facts 3.3 and 7.6).
func reminders(c *checker, f *field, v any, path string) {
	if s, ok := v.(string); ok && f.kind == "reminders" { // "15 mins", or a time in older versions
		unit, period, _ := strings.Cut(s, " ")
		n, err := strconv.Atoi(unit)
		_, isTime := parseMoment(s)
		if !isTime && (err != nil || n < 0 || n > 60 || !contains([]string{"mins", "hrs", "minutes", "hours", "days", "weeks"}, period)) {
			c.invalid(path)
		}
		return
	}
	most, periods := 60, []string{"minutes", "hours", "days", "weeks", "mins", "hrs"}
	if f.kind == "appointmentreminders" {
		most, periods = 100, []string{"minutes", "hours", "days"}
	}
	list, ok := v.([]any)
	if !ok {
		c.invalid(path)
	}
	for i, v := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		o, ok := v.(map[string]any)
		if !ok {
			c.invalid(at)
			continue
		}
		period, isText := o["period"].(string)
		unit, isNumber := o["unit"].(json.Number)
		n, err := strconv.Atoi(string(unit))
		// No source says in which order Zoho looks at the keys.
		if o["unit"] != nil && (!isNumber || err != nil) {
			c.wrongType(at+".unit", "integer")
			continue
		}
		switch {
		case o["unit"] == nil:
			c.bad(at+".unit", "MANDATORY_NOT_FOUND", "mandatory key missing")
		case absent(o["period"]):
			c.bad(at+".period", "MANDATORY_NOT_FOUND", "mandatory key missing")
		case !isText || !contains(periods, period):
			c.bad(at+".period", "INVALID_DATA", "INVALID_DATA")
		case n < 0 || n > most:
			c.bad(at+".unit", "INVALID_DATA", "Please check whether the input values are correct", "range", map[string]any{"from": 0, "to": most})
		}
		if s, ok := o["time"].(string); !absent(o["time"]) && (!ok || !times.MatchString(strings.Replace(s, ".", ":", 1))) {
			c.invalid(at + ".time")
		}
	}
}

// participants are those of an event (page, "Sample Input to Insert a Recurring Event").
func participants(c *checker, _ *field, v any, path string) {
	list := c.array(v, path)
	if len(list) > 50 {
		c.bad(path, "LIMIT_EXCEEDED", "Only 50 participants can be added to an event.")
		return
	}
	for i, o := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch kind := o["type"]; {
		case absent(kind):
			c.missing(at + ".type")
		case kind == "email":
			if s, ok := o["Email"].(string); absent(o["Email"]) && absent(o["participant"]) {
				c.missing(at + ".Email")
			} else if o["Email"] != nil && (!ok || !isEmail(s) || utf8.RuneCountInString(s) > limits["email"][0]) {
				c.invalid(at + ".Email")
			}
		case kind == "lead" || kind == "contact" || kind == "user":
			switch {
			case absent(o["participant"]):
				c.missing(at + ".participant")
			default:
				if inner, ok := o["participant"].(map[string]any); !ok || inner["id"] != nil {
					c.id(o["participant"], at+".participant")
				}
			}
		default:
			c.invalid(at + ".type")
		}
	}
}
