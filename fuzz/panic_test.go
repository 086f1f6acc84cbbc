package fuzz_test

import (
	"bytes"
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// publicFuncs are all exported functions, as reflection cannot list them.
// TestPublicTables says what is missing.
var publicFuncs = []any{
	zohocrm.BadCalendar, zohocrm.BadFormat, zohocrm.BadID, zohocrm.Conflict, zohocrm.DependentMismatch, zohocrm.DependentMissing,
	zohocrm.DependentUnchanged, zohocrm.Duplicate, zohocrm.DuplicateKey, zohocrm.Empty, zohocrm.ExternalLookup, zohocrm.GoType,
	zohocrm.Index, zohocrm.Invalid, zohocrm.Key, zohocrm.LookupByName, zohocrm.MappingMismatch, zohocrm.Missing, zohocrm.MissingAs,
	zohocrm.MissingData, zohocrm.MissingKey, zohocrm.NotCreatable, zohocrm.NotFinite, zohocrm.NotListed, zohocrm.NotSupported,
	zohocrm.NotSupportedAs, zohocrm.NotUpdatable, zohocrm.NotUTF8, zohocrm.NumberTooLong, zohocrm.OneOfMissing, zohocrm.OutOfBounds, zohocrm.OutOfRange,
	zohocrm.ParseAnswer, zohocrm.ParseJSONPath, zohocrm.Pattern, zohocrm.QuotedNumber, zohocrm.Reasons, zohocrm.Renamed,
	zohocrm.Syntax, zohocrm.TooDeep, zohocrm.TooLarge, zohocrm.TooLong, zohocrm.TooManyDecimals, zohocrm.TooManyDigits,
	zohocrm.TooManyInRequest, zohocrm.TooManyIntegerDigits, zohocrm.TooManyItems, zohocrm.TooManyRecords, zohocrm.TooManyUsers,
	zohocrm.UnknownField, zohocrm.UnknownKey, zohocrm.UnknownModule, zohocrm.Warn, zohocrm.WrongBody, zohocrm.WrongType,

	rrule.Daily, rrule.Day, rrule.DayOf, rrule.Days, rrule.Email, rrule.EmailAndPopup, rrule.Hours, rrule.Minutes, rrule.Monthly,
	rrule.Parse, rrule.ParseAlarm, rrule.ParseReminder, rrule.Popup, rrule.ReminderOf, rrule.Weekly, rrule.Weeks, rrule.Yearly,

	fieldtype.AppendQuote, fieldtype.Array, fieldtype.Bool, fieldtype.Cell, fieldtype.DecimalOf, fieldtype.Float, fieldtype.ID,
	fieldtype.Int, fieldtype.Invalid, fieldtype.KindOf, fieldtype.Kinds, fieldtype.Null, fieldtype.NumberOf, fieldtype.Object,
	fieldtype.ParseDecimal, fieldtype.ParseJSON, fieldtype.ParseNumber, fieldtype.Text, fieldtype.Texts, fieldtype.Time,
	fieldtype.ValidateCheckbox, fieldtype.ValidateCurrency, fieldtype.ValidateDate, fieldtype.ValidateDateTime,
	fieldtype.ValidateDecimal, fieldtype.ValidateEmail, fieldtype.ValidateLarID, fieldtype.ValidateLayout,
	fieldtype.ValidateLongInteger, fieldtype.ValidateLookup, fieldtype.ValidateMultiLine, fieldtype.ValidateMultiLineLarge,
	fieldtype.ValidateNumber, fieldtype.ValidatePercent, fieldtype.ValidatePhone, fieldtype.ValidatePicklist,
	fieldtype.ValidateRichText, fieldtype.ValidateSingleLine, fieldtype.ValidateURL, fieldtype.ValidateUser,
	fieldtype.ValidateWizard, fieldtype.ValueOf,

	record.ContactParticipant, record.DeleteRow, record.EmailParticipant, record.FromFields, record.FromJSON, record.FromMap,
	record.FromRows, record.FromStruct, record.FromValue, record.LeadParticipant, record.New, record.ParseEncoding, record.ReadCSV, record.ReadJSONArray,
	record.ReadJSONLines, record.UserParticipant,
	record.SetAny, record.SetBool, record.SetDecimal, record.SetInt, record.SetLookup[string], record.SetLookups[string],
	record.SetMultiSelect[string], record.SetOpt[any], record.SetRows[interface{ Record() *record.Record }], record.SetText[string], record.SetTime,
	record.Null[string], record.Null[any], record.Some[string], record.Some[any], record.Some[float64], record.Some[*string],

	modules.Accounts, modules.All, modules.Appointments, modules.AppointmentsRescheduledHistory, modules.Calls, modules.Campaigns,
	modules.Cases, modules.CompletedCall, modules.Contacts, modules.Custom, modules.Deals, modules.Events, modules.Invoices,
	modules.Leads, modules.LineItem, modules.Linking, modules.Lookup, modules.MissedCall, modules.Notes, modules.PriceBooks,
	modules.Products, modules.PurchaseOrders, modules.Quotes, modules.RelatedTo, modules.SalesOrders, modules.ScheduledCall,
	modules.Services, modules.Solutions, modules.Tasks, modules.Vendors, modules.WithField, modules.WithListedFields, modules.WithFieldsMetadata,
	modules.WithLayoutRules, modules.WithLayoutRulesJSON, modules.WithLayoutsMetadata, modules.WithNow,
	modules.WithPipelinesMetadata, modules.WithSubformMetadata, modules.WithoutRule,

	payload.FillBulkJob, payload.NewBulkWrite, payload.NewInsert, payload.NewUpdate, payload.NewUpsert, payload.OnlyBulkRows, payload.Parse, payload.ParseBatch,
	payload.ParseInsert, payload.PlanBulk,
}

// publicTypes are all exported types with methods.
var publicTypes = []reflect.Type{
	reflect.TypeFor[zohocrm.AnswerError](), reflect.TypeFor[zohocrm.Code](), reflect.TypeFor[zohocrm.Error](),
	reflect.TypeFor[zohocrm.Errors](), reflect.TypeFor[zohocrm.FieldRef](), reflect.TypeFor[zohocrm.MoreProblems](),
	reflect.TypeFor[zohocrm.Path](), reflect.TypeFor[zohocrm.Reason](), reflect.TypeFor[zohocrm.Step](),
	reflect.TypeFor[rrule.Action](), reflect.TypeFor[rrule.Alarm](), reflect.TypeFor[rrule.Date](), reflect.TypeFor[rrule.Freq](),
	reflect.TypeFor[rrule.Period](), reflect.TypeFor[rrule.Reminder](), reflect.TypeFor[rrule.Rule](), reflect.TypeFor[rrule.Weekday](),
	reflect.TypeFor[fieldtype.CellFormat](), reflect.TypeFor[fieldtype.Decimal](), reflect.TypeFor[fieldtype.Field](), reflect.TypeFor[fieldtype.Kind](),
	reflect.TypeFor[fieldtype.Mismatch](), reflect.TypeFor[fieldtype.Spec](), reflect.TypeFor[fieldtype.SyntaxError](), reflect.TypeFor[fieldtype.Value](),
	reflect.TypeFor[record.CellError](), reflect.TypeFor[record.Participant](), reflect.TypeFor[record.Record](), reflect.TypeFor[record.Rejects](),
	reflect.TypeFor[record.Table](), reflect.TypeFor[record.TableReader](),
	reflect.TypeFor[record.Opt[string]](), reflect.TypeFor[record.Opt[any]](), reflect.TypeFor[record.Opt[float64]](),
	reflect.TypeFor[modules.Module](), reflect.TypeFor[modules.Operation](),
	reflect.TypeFor[payload.Batch](), reflect.TypeFor[payload.Batcher](), reflect.TypeFor[payload.BulkBatcher](), reflect.TypeFor[payload.BulkFile](), reflect.TypeFor[payload.BulkPlan](),
	reflect.TypeFor[payload.BulkWrite](), reflect.TypeFor[payload.Checker](), reflect.TypeFor[payload.Duplicates](), reflect.TypeFor[payload.Outcome](),
	reflect.TypeFor[payload.Request](),
	reflect.TypeFor[payload.RequestError](), reflect.TypeFor[payload.Row](),
}

// allowedPanics are the functions whose panic is documented.
var allowedPanics = map[string]bool{"modules.Module.MustWith": true}

// TestPublicTables asks for each function of testdata/api in publicFuncs, and for each
// type with a method in publicTypes.
func TestPublicTables(t *testing.T) {
	listed := map[string]bool{}
	for _, f := range publicFuncs {
		listed[funcName(f)] = true
	}
	for _, typ := range publicTypes {
		name, _, _ := strings.Cut(typ.String(), "[")
		listed[name] = true
	}
	files, err := filepath.Glob("../testdata/api/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	function := regexp.MustCompile(`(?m)^func (?:\((?:\w+ )?\*?(\w+)[^)]*\) )?(\w+)`)
	found := 0
	for _, file := range files {
		api, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range function.FindAllStringSubmatch(string(api), -1) {
			found++
			name := strings.TrimSuffix(filepath.Base(file), "txt") + cmp.Or(match[1], match[2])
			if !listed[name] {
				t.Errorf("%s is not in publicFuncs or publicTypes", name)
			}
		}
	}
	if found < 200 {
		t.Errorf("only %d exported functions and methods were found", found)
	}
}

// funcName returns a name such as "record.FromMap".
func funcName(f any) string {
	name := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	name = name[strings.LastIndexByte(name[:strings.IndexByte(name+"[", '[')], '/')+1:]
	name, _, _ = strings.Cut(name, "[")
	return name
}

// TestNothingPanics calls every exported function and method with zero, nil,
// negative and huge arguments, on zero, nil and filled receivers, and uses what
// comes back: the loops are run, the errors are printed, the records are checked.
func TestNothingPanics(t *testing.T) {
	c := &caller{t: t, rnd: rand.New(rand.NewPCG(14, 13)), most: testkit.Size(1, 30, 150), made: map[reflect.Type][]any{}, panicked: map[string]bool{}}
	for _, f := range publicFuncs {
		c.try(funcName(f), reflect.ValueOf(f))
	}
	functions := c.calls
	methods := 0
	for _, typ := range publicTypes {
		pointer := reflect.PointerTo(typ)
		for i := range pointer.NumMethod() {
			methods++
			m := pointer.Method(i)
			// A method of the value has no nil receiver: Go itself panics.
			if own, ok := typ.MethodByName(m.Name); ok {
				m = own
			}
			c.try(typ.String()+"."+m.Name, m.Func)
		}
	}
	t.Logf("%d functions and %d methods: %d and %d calls with arguments of all sorts, and %d with what these returned; the slowest took %v (%s)",
		len(publicFuncs), methods, functions, c.calls-functions, c.uses, c.slowest.Round(time.Millisecond), c.slowestName)
	if c.slowest > time.Minute {
		t.Errorf("%s took %v", c.slowestName, c.slowest)
	}
}

// A caller calls functions with arguments that nobody would choose.
type caller struct {
	t           *testing.T
	rnd         *rand.Rand
	most        int // calls of one function
	calls       int
	uses        int
	slowest     time.Duration
	slowestName string
	made        map[reflect.Type][]any // values of special types
	panicked    map[string]bool        // by the position
}

// try calls a function with all combinations of arguments, or with each argument
// and a random choice of the others when there are too many.
func (c *caller) try(name string, f reflect.Value) {
	t := f.Type()
	choices := make([][]func() reflect.Value, t.NumIn())
	all := 1
	for i := range choices {
		choices[i] = c.arguments(t.In(i), 3)
		all = min(all*len(choices[i]), c.most+1)
	}
	pick := make([]int, len(choices))
	if all <= c.most {
		for n := range all {
			for i := range pick {
				pick[i], n = n%len(choices[i]), n/len(choices[i])
			}
			c.call(name, f, choices, pick)
		}
		return
	}
	for i := range choices {
		for j := range choices[i] {
			if j > 0 && testing.Short() && c.rnd.IntN(10) > 0 {
				continue
			}
			for k := range pick {
				pick[k] = c.rnd.IntN(len(choices[k]))
			}
			pick[i] = j
			c.call(name, f, choices, pick)
		}
	}
	for range c.most {
		for k := range pick {
			pick[k] = c.rnd.IntN(len(choices[k]))
		}
		c.call(name, f, choices, pick)
	}
}

// call calls a function once, and uses what it returns.
func (c *caller) call(name string, f reflect.Value, choices [][]func() reflect.Value, pick []int) {
	args := make([]reflect.Value, len(pick))
	for i := range args {
		args[i] = choices[i][pick[i]]()
	}
	if strings.HasSuffix(name, ".Scan") && containsItself(args[1]) {
		return // package sql prints what it cannot convert, and no driver has such a value
	}
	defer func() {
		if r := recover(); r != nil && !allowedPanics[name] {
			if frames := ownFrames(debug.Stack()); !c.panicked[frames[0]] { // once for each place
				c.panicked[frames[0]] = true
				c.t.Errorf("%s(%s) panicked: %v\n%s", name, describe(args), r, strings.Join(frames, "\n"))
			}
		}
	}()
	c.calls++
	start := time.Now()
	var results []reflect.Value
	if f.Type().IsVariadic() {
		results = f.CallSlice(args)
	} else {
		results = f.Call(args)
	}
	for _, result := range results {
		c.use(result)
	}
	if took := time.Since(start); took > c.slowest {
		c.slowest, c.slowestName = took, name+"("+describe(args)+")"
	}
}

// use does with a result what a caller might do.
func (c *caller) use(v reflect.Value) {
	if v.Kind() == reflect.Func && (v.Type().CanSeq() || v.Type().CanSeq2()) {
		c.loop(v)
		return
	}
	if !v.CanInterface() || v.Kind() == reflect.Interface && v.IsNil() {
		return
	}
	switch x := v.Interface().(type) {
	case error:
		c.uses++
		_ = x.Error()
		if text, err := json.Marshal(x); err != nil || !json.Valid(text) {
			c.t.Errorf("%T has no JSON: %v", x, err)
		}
	case *record.Record:
		c.uses += 3
		_ = modules.Leads().Check(x)
		_ = fmt.Sprintf("%v", x)
		_, _ = json.Marshal(x)
	case fieldtype.Value:
		_, _ = json.Marshal(x)
		_ = fmt.Sprint(x)
		for k := range fieldtype.Kinds() {
			c.uses++
			_ = (&fieldtype.Spec{Kind: k}).Check(x)
		}
	case *payload.Request:
		c.uses++
		_, _ = x.Build()
	case *modules.Module:
		c.uses++
		_ = x.Check(record.New())
	case modules.Option:
		c.uses++
		_, _ = modules.Quotes().With(x)
	case rrule.Rule, rrule.Alarm, rrule.Reminder, zohocrm.Path, payload.Batch, payload.Outcome:
		c.uses++
		if s := fmt.Sprintf("%v %+v %#v", x, x, x); strings.Contains(s, "PANIC=") {
			c.t.Errorf("%T is printed as %.300s", x, s)
		}
	}
}

// loop runs through a sequence for a few steps.
func (c *caller) loop(v reflect.Value) {
	steps := 0
	if v.Type().CanSeq2() {
		for a, b := range v.Seq2() {
			c.use(a)
			c.use(b)
			if steps++; steps == 5 {
				break
			}
		}
		return
	}
	for a := range v.Seq() {
		c.use(a)
		if steps++; steps == 5 {
			break
		}
	}
}

// arguments returns makers of values of a type: zero, nil, negative, huge, and
// some that make sense.
func (c *caller) arguments(t reflect.Type, depth int) []func() reflect.Value {
	if fresh, ok := special[t]; ok {
		if c.made[t] == nil {
			c.made[t] = fresh()
		}
		var list []func() reflect.Value
		for i := range c.made[t] {
			list = append(list, func() reflect.Value { return as(t, c.specialValue(t, i)) })
		}
		return list
	}
	zero := func() reflect.Value { return reflect.Zero(t) }
	list := []func() reflect.Value{zero}
	add := func(x any) {
		list = append(list, func() reflect.Value { return reflect.ValueOf(x).Convert(t) })
	}
	switch t.Kind() {
	case reflect.Bool:
		add(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		for _, n := range []int64{1, -1, 100, 1 << 31, math.MinInt64, math.MaxInt64} {
			if !reflect.Zero(t).OverflowInt(n) {
				add(n)
			}
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		for _, n := range []uint64{1, 2, 7, 100, 253, 254, 255, math.MaxUint64} {
			if !reflect.Zero(t).OverflowUint(n) {
				add(n)
			}
		}
	case reflect.Float64:
		for _, f := range []float64{1.5, -1, math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64, math.NaN(), math.Inf(1), math.Inf(-1)} {
			add(f)
		}
	case reflect.String:
		for _, s := range strangeTexts {
			add(s)
		}
	case reflect.Slice:
		list = append(list, func() reflect.Value { return reflect.MakeSlice(t, 0, 0) })
		if depth == 0 {
			break
		}
		elements := c.arguments(t.Elem(), depth-1)
		for _, n := range []int{1, 1, 2, 5} {
			of := c.rnd.IntN(len(elements))
			list = append(list, func() reflect.Value {
				s := reflect.MakeSlice(t, n, n)
				for i := range n {
					s.Index(i).Set(elements[(of+i)%len(elements)]())
				}
				return s
			})
		}
		list = append(list, func() reflect.Value { return reflect.MakeSlice(t, 1000, 1000) })
	case reflect.Map:
		list = append(list, func() reflect.Value { return reflect.MakeMap(t) })
	case reflect.Pointer:
		if depth > 0 {
			for _, element := range c.arguments(t.Elem(), depth-1) {
				list = append(list, func() reflect.Value {
					p := reflect.New(t.Elem())
					p.Elem().Set(element())
					return p
				})
			}
		}
	case reflect.Struct:
		if depth == 0 {
			break
		}
		fields := make([][]func() reflect.Value, t.NumField())
		for i := range fields {
			if t.Field(i).IsExported() {
				fields[i] = c.arguments(t.Field(i).Type, depth-1)
			}
		}
		for range 25 {
			seed := c.rnd.Uint64()
			list = append(list, func() reflect.Value {
				rnd := rand.New(rand.NewPCG(seed, seed))
				s := reflect.New(t).Elem()
				for i, f := range fields {
					if len(f) > 0 && rnd.IntN(3) > 0 {
						s.Field(i).Set(f[rnd.IntN(len(f))]())
					}
				}
				return s
			})
		}
	case reflect.Func, reflect.Interface:
		if t.Kind() == reflect.Interface && t.NumMethod() > 0 || t.Kind() == reflect.Func {
			c.t.Errorf("no arguments of type %v but nil: add it to special", t)
		}
	}
	return list
}

// specialValue returns value i of a special type. If calls may change it, no call has
// had it.
func (c *caller) specialValue(t reflect.Type, i int) any {
	type taken struct{}
	if c.made[t][i] == (taken{}) {
		c.made[t] = special[t]()
	}
	x := c.made[t][i]
	if changes[t] {
		c.made[t][i] = taken{}
	}
	return x
}

// as returns x as a value of a type.
func as(t reflect.Type, x any) reflect.Value {
	if x == nil {
		return reflect.Zero(t)
	}
	v := reflect.New(t).Elem()
	v.Set(reflect.ValueOf(x))
	return v
}

// strangeTexts are texts that something is made of, and texts that break it.
var strangeTexts = []string{
	"x", "-1", "5", "1.5", "425248000000104001", strings.Repeat("9", 400), strings.Repeat("x", 20_000), strings.Repeat("[", 20_000),
	"\xff\xfe", "\x00\u202e\u2028", "Last_Name", "id", "$.data[0].Email", "$.data[*]['a b']", "$[99999999999999999999]",
	"2023-05-20", "9999-12-31T23:59:59-23:59", "FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;COUNT=5", "FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2",
	"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=22:52", "15 mins", "p.boyle@zylker.com", "www.zylker.com", "a;b;;c",
	`{"data":[{"Last_Name":"x"},{}],"trigger":[]}`, `{"data":null}`, `{"a":1,"a":2}`, "null", "0e99999", "1e-1400",
}

// A cycle is a Go value that contains itself.
type cycle struct {
	Next *cycle `zoho:"Next"`
}

func newCycle() *cycle {
	c := &cycle{}
	c.Next = c
	return c
}

func newMapCycle() map[string]any {
	m := map[string]any{}
	m["Map"] = m
	return m
}

func newListCycle() []any {
	list := []any{nil}
	list[0] = list
	return list
}

func containsItself(v reflect.Value) bool {
	switch v.Interface().(type) {
	case *cycle, map[string]any, []any:
		return true
	}
	return false
}

// changes are the types whose values a call may change, so that each call gets
// its own.
var changes = map[reflect.Type]bool{
	reflect.TypeFor[any](): true, reflect.TypeFor[io.Reader](): true, reflect.TypeFor[fmt.State](): true,
	reflect.TypeFor[map[string]any](): true, reflect.TypeFor[record.Record](): true, reflect.TypeFor[*record.Record](): true,
	reflect.TypeFor[iter.Seq[*record.Record]](): true, reflect.TypeFor[*payload.Request](): true, reflect.TypeFor[error](): true,
	reflect.TypeFor[*record.TableReader](): true, reflect.TypeFor[*record.Rejects](): true,
}

// special are the values of types that cannot be made field by field.
var special = map[reflect.Type]func() []any{
	reflect.TypeFor[any](): func() []any {
		var text *string
		return []any{
			nil, "x", -1, 1.5, math.NaN(), true, uint64(math.MaxUint64), json.Number(""), json.Number("x"), json.Number("1e9"), []byte("x"),
			new(big.Int).Lsh(big.NewInt(1), 100_000), (*big.Int)(nil), big.NewInt(5), time.Time{}, (*time.Time)(nil), text, []any{nil, 1},
			map[string]any{"id": "1", "x": nil}, map[int]int{}, struct{}{}, struct{ A, b int }{}, newCycle(), newMapCycle(), newListCycle(), make(chan int),
			func() {}, errors.New("x"), (*zohocrm.Error)(nil), record.Some[any](nil), (*record.Opt[int])(nil), fieldtype.Value{},
			(*fieldtype.Decimal)(nil), fieldtype.Text("x"), record.New(), (*record.Record)(nil), sql.NullString{}, (*sql.NullString)(nil),
			json.RawMessage("{"), json.RawMessage(nil), reflect.ValueOf(1), complex(1, 1), [3]int{}, []string(nil), rrule.Rule{}, &rrule.Alarm{},
		}
	},
	reflect.TypeFor[error](): func() []any {
		return []any{
			nil, errors.New("x"), (*zohocrm.Error)(nil), zohocrm.Errors{nil}, zohocrm.Code(""), zohocrm.Reason("x"),
			(*record.CellError)(nil), &record.CellError{Row: -1}, (*fieldtype.SyntaxError)(nil), (*fieldtype.Mismatch)(nil),
			&fieldtype.Mismatch{Position: math.MinInt}, (*zohocrm.MoreProblems)(nil), (*zohocrm.AnswerError)(nil),
			(*payload.RequestError)(nil), &payload.RequestError{}, errors.Join(nil, zohocrm.Missing()), io.EOF,
		}
	},
	reflect.TypeFor[io.Writer](): func() []any {
		return []any{nil, (*bytes.Buffer)(nil), io.Discard, new(bytes.Buffer)}
	},
	reflect.TypeFor[iter.Seq[fieldtype.Field]](): func() []any {
		return []any{
			iter.Seq[fieldtype.Field](nil), modules.Leads().Fields(), (*modules.Module)(nil).Fields(),
			slices.Values([]fieldtype.Field{{}, {APIName: "A", Label: "B"}, {APIName: "C", Label: "B"}, {APIName: "\xff"}}),
		}
	},
	reflect.TypeFor[*record.TableReader](): func() []any {
		open := func(table record.Table, text string) *record.TableReader {
			reader, _ := table.Open(strings.NewReader(text))
			return reader
		}
		return []any{
			(*record.TableReader)(nil), new(record.TableReader), open(record.Table{}, "A;B\n1;2\n3\n\"4"),
			open(record.Table{KeepRows: true, EmptyNull: true, Fields: modules.Leads().Fields()}, "\xff\xfeA\x00\n\x00x\x00"),
		}
	},
	reflect.TypeFor[*record.Rejects](): func() []any {
		reader, _ := record.Table{KeepRows: true}.Open(strings.NewReader("A,B\n1\n"))
		return []any{(*record.Rejects)(nil), new(record.Rejects), reader.Rejects(io.Discard), reader.Rejects(nil)}
	},
	reflect.TypeFor[io.Reader](): func() []any {
		readers := []any{
			nil, (*bytes.Buffer)(nil), (*strings.Reader)(nil), iotest.ErrReader(errors.New("x")), iotest.TimeoutReader(strings.NewReader("{}\n{}\n")),
			strings.NewReader("\uFEFF"), strings.NewReader("A,B\n1,2\n\"x\n"), strings.NewReader(strings.Repeat(",", 200_000)),
			strings.NewReader(`{"fields":[{"api_name":"A","length":-1},{}]}`), strings.NewReader(`{"layouts":[{"id":1,"sections":[{}]}]}`),
			strings.NewReader(`{"pipeline":[{"maps":[{}]}]}`), strings.NewReader(`{"layout_rules":[{"name":"x","mandatory":["A"]}]}`),
		}
		for _, s := range strangeTexts {
			readers = append(readers, strings.NewReader(s))
		}
		return readers
	},
	reflect.TypeFor[fmt.State](): func() []any { return []any{nil, &printState{}} },
	reflect.TypeFor[*sql.Rows](): func() []any { return []any{(*sql.Rows)(nil)} }, // a zero one panics in package sql
	reflect.TypeFor[time.Time](): func() []any {
		return []any{
			time.Time{}, time.Unix(0, 0), time.Unix(math.MinInt64/2, 0), time.Unix(math.MaxInt64/2, 0),
			time.Date(2023, 5, 20, 1, 2, 3, 4, time.FixedZone("", math.MaxInt32)), time.Date(12023, 1, 1, 0, 0, 0, 0, time.FixedZone("", -1)),
			time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2023, 5, 20, 0, 0, 0, 0, time.UTC),
		}
	},
	reflect.TypeFor[func() time.Time](): func() []any {
		return []any{(func() time.Time)(nil), func() time.Time { return time.Time{} }, time.Now}
	},
	reflect.TypeFor[zohocrm.Path](): func() []any {
		return []any{
			zohocrm.Path(nil), zohocrm.Path{}, zohocrm.Path{{}}, zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(math.MaxInt), zohocrm.Key("\u202e\xff")},
			zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(-1)}, zohocrm.Path{zohocrm.Key("data"), zohocrm.Index(0)},
			slices.Repeat(zohocrm.Path{zohocrm.Key(strings.Repeat("x", 1000))}, 50),
		}
	},
	reflect.TypeFor[zohocrm.Step](): func() []any {
		return []any{zohocrm.Step{}, zohocrm.Key("x"), zohocrm.Key("\xff"), zohocrm.Index(0), zohocrm.Index(math.MinInt), zohocrm.Index(math.MaxInt)}
	},
	reflect.TypeFor[fieldtype.Kind](): func() []any {
		var kinds []any
		for k := range fieldtype.Kinds() {
			kinds = append(kinds, k)
		}
		return append(kinds, fieldtype.Kind(100), fieldtype.Kind(252), fieldtype.Kind(253), fieldtype.Kind(254), fieldtype.Kind(255))
	},
	reflect.TypeFor[fieldtype.Decimal](): func() []any {
		d, _ := fieldtype.ParseDecimal("-" + strings.Repeat("9", 100_000) + ".5")
		return []any{fieldtype.Decimal{}, d}
	},
	reflect.TypeFor[fieldtype.Value](): func() []any {
		values := []any{
			fieldtype.Value{}, fieldtype.Null(), fieldtype.Bool(true), fieldtype.Int(math.MinInt64), fieldtype.Float(math.NaN()), fieldtype.Float(-0.5),
			fieldtype.ParseNumber("x"), fieldtype.ParseNumber("1e1400"), fieldtype.Time(time.Time{}), fieldtype.ID(""), fieldtype.ID("\xff"),
			fieldtype.Invalid(nil), fieldtype.Invalid(&zohocrm.Error{}), fieldtype.Array(), fieldtype.Object(), fieldtype.Texts("", "\xff"),
			fieldtype.Array(fieldtype.Value{}, fieldtype.Null(), fieldtype.Invalid(nil)), fieldtype.Object(fieldtype.Member{}, fieldtype.Member{Name: "x"}),
			fieldtype.Object(fieldtype.Member{}, fieldtype.Member{}), fieldtype.Cell("["), fieldtype.Cell("x"), fieldtype.Cell("5"),
			fieldtype.ValueOf(newCycle()), fieldtype.Texts(make([]string, fieldtype.MaxValues+1)...),
			fieldtype.Array(fieldtype.Object(fieldtype.Member{Name: "id"}), fieldtype.ID("1")),
		}
		for _, s := range strangeTexts {
			values = append(values, fieldtype.Text(s))
		}
		deep := fieldtype.Null()
		for range fieldtype.MaxDepth {
			deep = fieldtype.Array(deep)
		}
		return append(values, deep, fieldtype.Array(deep))
	},
	reflect.TypeFor[map[string]any](): func() []any {
		m := map[string]any{}
		for i, s := range strangeTexts {
			m[s] = strangeTexts[len(strangeTexts)-1-i]
		}
		return []any{map[string]any(nil), map[string]any{}, map[string]any{"": nil}, newMapCycle(), m, map[string]any{"Last_Name": 5, "Owner": []any{}}}
	},
	reflect.TypeFor[rrule.Date](): func() []any {
		return []any{rrule.Date{}, rrule.Day(0, 1, 1), rrule.Day(9999, 12, 31), rrule.Day(-1, -1, -1), rrule.Day(2023, 5, 20)}
	},
	reflect.TypeFor[rrule.Rule](): func() []any {
		first, last := rrule.Day(2023, 5, 20), rrule.Day(9999, 12, 31)
		return []any{
			rrule.Rule{}, rrule.Daily(), rrule.Daily().From(first).Times(math.MaxInt), rrule.Yearly().In(2).OnDay(31).From(first).Until(last),
			rrule.Monthly().OnThe(math.MinInt, math.MaxUint8).Every(-1).Only(math.MaxInt, 0), rrule.Weekly().On(0, 8).From(last).Times(1 << 30),
			rrule.Yearly().From(rrule.Day(0, 1, 1)).Until(last).Only(-366), rrule.Daily().From(first).Every(1 << 30).Times(5),
		}
	},
	reflect.TypeFor[rrule.Alarm](): func() []any {
		return []any{
			rrule.Alarm{}, rrule.Email(), rrule.Popup().At("25:00"), rrule.EmailAndPopup().DaysBefore(math.MaxInt).WeeksBefore(-1),
			rrule.Email().On(time.Time{}).At("10:00"), rrule.Email().On(time.Unix(math.MaxInt64/2, 0)),
		}
	},
	reflect.TypeFor[rrule.Reminder](): func() []any {
		return []any{rrule.Reminder{}, rrule.Minutes(math.MinInt), rrule.Weeks(math.MaxInt).At("x"), rrule.ReminderOf(-1, "\xff"), rrule.Days(1).At("10:00")}
	},
	reflect.TypeFor[record.Participant](): func() []any {
		return []any{record.Participant{}, record.EmailParticipant("\xff").Named("\x00"), record.UserParticipant("")}
	},
	reflect.TypeFor[record.Opt[string]](): func() []any {
		return []any{record.Opt[string]{}, record.Null[string](), record.Some("x"), record.Some("\xff")}
	},
	reflect.TypeFor[record.Opt[any]](): func() []any {
		return []any{record.Opt[any]{}, record.Null[any](), record.Some[any](nil), record.Some[any](make(chan int)), record.Some[any](panics{})}
	},
	reflect.TypeFor[record.Opt[float64]](): func() []any {
		return []any{record.Opt[float64]{}, record.Null[float64](), record.Some(math.NaN()), record.Some(-1.5)}
	},
	reflect.TypeFor[func(*record.Record, any) *record.Record](): func() []any {
		return []any{func(r *record.Record, v any) *record.Record { return r.Set("x", v) }}
	},
	reflect.TypeFor[record.Record]():  func() []any { return []any{record.Record{}, *record.New().Text("\xff\n", "x")} },
	reflect.TypeFor[*record.Record](): strangeRecords,
	reflect.TypeFor[iter.Seq[*record.Record]](): func() []any {
		var records []*record.Record
		for _, r := range strangeRecords() {
			records = append(records, r.(*record.Record))
		}
		return []any{
			iter.Seq[*record.Record](nil), slices.Values(records), slices.Values(slices.Repeat(records, 20)),
			record.ReadJSONLines(strings.NewReader("{}\n[]\n{\n{}")), record.ReadCSV(nil), record.FromRows(nil),
		}
	},
	reflect.TypeFor[iter.Seq2[string, fieldtype.Value]](): func() []any {
		return []any{
			iter.Seq2[string, fieldtype.Value](nil), record.New().Fields(), (*record.Record)(nil).Fields(),
			maps.All(map[string]fieldtype.Value{"": {}, "\xff": fieldtype.Invalid(nil), "Last_Name": fieldtype.Text("x")}),
			iter.Seq2[string, fieldtype.Value](func(yield func(string, fieldtype.Value) bool) {
				_ = yield("A", fieldtype.Int(1)) && yield("A", fieldtype.Int(2))
			}),
		}
	},
	reflect.TypeFor[modules.Option](): func() []any {
		return []any{
			modules.Option(nil), modules.WithField(fieldtype.Field{}), modules.WithField(fieldtype.Field{APIName: "\xff"}), modules.WithNow(nil),
			modules.WithFieldsMetadata(nil), modules.WithFieldsMetadata(strings.NewReader(`{"fields":[{"api_name":"Last_Name"}]}`)),
			modules.WithLayoutRules(modules.LayoutRule{Mandatory: []string{""}}), modules.WithoutRule("unique_in_request"),
			modules.WithField(fieldtype.Field{APIName: "Last_Name", AliasOf: "Last_Name", Mandatory: true, Unique: true, ReadOnly: true}),
		}
	},
	reflect.TypeFor[modules.Module]():  func() []any { return []any{modules.Module{}} },
	reflect.TypeFor[*modules.Module](): func() []any { return strangeModules() },
	reflect.TypeFor[*payload.Request](): func() []any {
		records := make([]*record.Record, 0, 100)
		for _, r := range strangeRecords() {
			records = append(records, r.(*record.Record))
		}
		requests := []any{(*payload.Request)(nil), &payload.Request{}, payload.NewInsert(nil), payload.NewUpdate(nil), (&payload.Request{}).Add(nil, record.New())}
		for i, m := range strangeModules() {
			r := []func(*modules.Module) *payload.Request{payload.NewInsert, payload.NewUpdate, payload.NewUpsert}[i%3](m.(*modules.Module))
			requests = append(requests, r.Add(records...).Add(records...).Layout("\xff").MaxErrors(-1).ApplyFeatures(payload.LayoutRules),
				payload.NewUpdate(m.(*modules.Module)).Add(record.New()).ID("\n").External("", "x.y").IfUnmodifiedSince(time.Time{}.Add(-1)))
		}
		return requests
	},
}

// strangeRecords returns records of every source.
func strangeRecords() []any {
	records := []any{
		(*record.Record)(nil), &record.Record{}, record.New(), record.New().Text("", "").Text("\xff", "\xff"), record.New().SetStruct(nil),
		record.New().ViewMap(nil), record.New().ViewMap(newMapCycle()), record.New().ViewStruct(nil), record.New().ViewStruct((*cycle)(nil)),
		record.New().ViewStruct(newCycle()), record.FromMap(nil), record.FromMap(map[string]any{"Last_Name": "x", "": nil}), record.FromValue(fieldtype.Value{}),
		record.FromValue(fieldtype.ID("1")), record.FromValue(fieldtype.Invalid(nil)), record.FromFields(nil),
		record.New().Subform("Quoted_Items", nil, record.New(), record.New().SetStruct(1)), record.New().Text("Last_Name", "x").Subform("Rows", make([]*record.Record, 200)...),
		record.New().Text("Recurring_Activity", "x").Set("Remind_At", []any{1, nil}).Lookup("Layout", ""),
	}
	for rec := range record.ReadCSV(strings.NewReader("Last_Name,Owner,Tag,Annual_Revenue\nx,\"[1\",{},1e9999\n1\nx,x,x,x\n")) {
		records = append(records, rec)
	}
	for rec := range record.ReadJSONLines(strings.NewReader("{\n[]\n{\"a\":1,\"a\":2}\n{\"Last_Name\":[]}")) {
		records = append(records, rec)
	}
	return records
}

// strangeModules returns modules that are none, and some with everything.
var strangeModules = sync.OnceValue(func() []any {
	var fields []fieldtype.Field
	for k := range fieldtype.Kinds() {
		fields = append(fields, fieldtype.Field{
			APIName: "F" + k.String(), Mandatory: k%2 == 0, Unique: k%3 == 0, ReadOnly: k%5 == 0, AliasOf: []string{"", "FDate", "none"}[k%3],
			Spec: fieldtype.Spec{Kind: k, MaxLength: -1, MaxDigits: math.MinInt, MaxDecimals: math.MaxInt, Values: []string{"", "\xff"}, Range: zohocrm.Range{From: 5, To: -5}},
		})
	}
	every := modules.Leads().MustWith(modules.WithField(fields...), modules.WithLayoutRules(modules.LayoutRule{When: []modules.Criterion{{}}, Mandatory: []string{"", "x"}}))
	return []any{
		(*modules.Module)(nil), &modules.Module{}, modules.Leads(), modules.Custom(""), modules.Custom("\xff"), modules.Linking("", "", "\x00", ""), every,
		modules.Quotes(), modules.Events(), modules.Calls(), modules.Appointments(), modules.PriceBooks(), modules.Services(),
	}
})

// panics is a value of a type whose methods panic.
type panics struct{}

func (panics) MarshalJSON() ([]byte, error) { panic("MarshalJSON") }

// A printState is the state of a print.
type printState struct{ bytes.Buffer }

func (*printState) Width() (int, bool)     { return math.MaxInt, true }
func (*printState) Precision() (int, bool) { return -1, true }
func (*printState) Flag(int) bool          { return true }

// describe prints arguments, each cut.
func describe(args []reflect.Value) string {
	var b strings.Builder
	for i, v := range args {
		if i > 0 {
			b.WriteString(", ")
		}
		switch {
		case !v.IsValid():
			b.WriteString("?")
		case v.Kind() == reflect.Pointer && v.IsNil(), v.Kind() == reflect.Interface && v.IsNil():
			fmt.Fprintf(&b, "(%v)(nil)", v.Type())
		case v.Kind() == reflect.String && v.Len() > 60:
			fmt.Fprintf(&b, "%.20q… of %d bytes", v.String(), v.Len())
		case v.Kind() == reflect.Func:
			b.WriteString(v.Type().String())
		case v.Kind() == reflect.Interface:
			fmt.Fprintf(&b, "a %v", v.Elem().Type())
		case v.Kind() == reflect.Slice, v.Kind() == reflect.Map:
			fmt.Fprintf(&b, "a %v of %d", v.Type(), v.Len())
		case v.Kind() == reflect.Struct, v.Kind() == reflect.Pointer: // which may contain itself
			fmt.Fprintf(&b, "a %v", v.Type())
		default:
			fmt.Fprintf(&b, "%v(%#v)", v.Type(), v)
		}
	}
	return b.String()
}

// ownFrames returns the places of a stack that lie in this library, from that of
// the panic on.
func ownFrames(stack []byte) []string {
	_, rest, _ := strings.Cut(string(stack), "\npanic(")
	frames := []string{}
	for line := range strings.Lines(rest) {
		if place := strings.TrimSpace(line); strings.Contains(line, ".go:") && !strings.Contains(line, "/panic_test.go") && !strings.Contains(line, "/src/") {
			frames = append(frames, "\t"+place)
		}
	}
	return append(frames, "\tin the test")
}
