package modules

import (
	"sync"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/program"
)

// An Operation is a call of the API that writes records.
type Operation uint8

// The operations.
const (
	Insert Operation = iota // Insert Records
	Update                  // Update Records
	Upsert                  // Upsert Records: update the records that are found, insert the others
)

// matching is an upsert that is expected to find each record.
const matching = Upsert + 1

// String returns the name of the operation: "insert", "update" or "upsert".
func (op Operation) String() string { return op.info().name }

// info returns the row of an operation, or that of Insert for an unknown one.
func (op Operation) info() *operationInfo {
	if int(op) < len(operationInfos) {
		return &operationInfos[op]
	}
	return &operationInfos[Insert]
}

// An operationInfo says how an operation differs from the others.
type operationInfo struct {
	name     string
	rules    operationSet // a rule for one of these runs
	mode     program.Mode // which fields are mandatory, which are written, what a row may be
	named    bool         // a record may have its id
	warnings bool         // the same value twice in a request only warns
	answers  []answer     // Zoho's answers about fields that all modules have
}

// operationInfos has a row for each operation.
var operationInfos = [...]operationInfo{
	Insert: {name: "insert", rules: onInsert},
	Update: {
		name: "update", rules: onUpdate, named: true, answers: updateAnswers,
		mode: program.Mode{Writes: uint8(fieldtype.OnUpdate), Partial: true, Stored: true, ReadOnly: zohocrm.NotUpdatable},
	},
	Upsert: {
		name: "upsert", rules: onUpsert, named: true, warnings: true,
		mode: program.Mode{Writes: uint8(fieldtype.OnCreate | fieldtype.OnUpdate), Stored: true, Unsure: true},
	},
	matching: {
		name: "upsert", rules: onUpsert, named: true, warnings: true,
		mode: program.Mode{Writes: uint8(fieldtype.OnCreate | fieldtype.OnUpdate), Lenient: true, Stored: true},
	},
}

// partial reports whether a record of the operation may lack fields that the
// stored record has.
func (op *operationInfo) partial() bool { return op.mode.Partial || op.mode.Lenient }

// writes returns how the operation writes fields.
func (op *operationInfo) writes() fieldtype.Writes {
	if op.mode.Writes == 0 {
		return fieldtype.OnCreate
	}
	return fieldtype.Writes(op.mode.Writes)
}

// An operationSet is a set of operations. The empty set means all of them.
type operationSet uint8

const (
	onInsert operationSet = 1 << Insert
	onUpdate operationSet = 1 << Update
	onUpsert operationSet = 1 << Upsert
	onBulk   operationSet = 1 << 7 // Bulk Write of every operation
)

func (s operationSet) has(op operationSet) bool { return s == 0 || s&op != 0 }

// Takes reports whether an operation takes records of the module. Upsert does not
// take Tasks, Events, Calls and Notes (upsert page, "Supported modules").
func (m *Module) Takes(op Operation) bool {
	m = m.orNone()
	return m.program != nil && m.takes.has(op.info().rules)
}

// TakesBulkWrite reports whether Bulk Write takes records of the module. It does not
// take Events, Calls, Notes, appointments and services (Create Bulk Write Job page,
// "Possible module names").
func (m *Module) TakesBulkWrite() bool {
	m = m.orNone()
	return m.program != nil && m.takes.has(onBulk)
}

// DuplicateCheckField returns the API name of the module's check field, by which an
// upsert finds a record unless it names another: "Email" of Leads, for example. It is
// "" if none is documented (upsert page, "System-defined duplicate check fields").
func (m *Module) DuplicateCheckField() string {
	m = m.orNone()
	if m.known(m.match) == nil {
		return ""
	}
	return m.match
}

// A column has the programs and rules of a module for one operation.
type column struct {
	*operationInfo
	program      *program.Object
	rules        []Rule
	requestRules []Rule // those that look at a whole request
}

// column makes the column of an operation.
func (m *Module) column(op Operation) *column {
	c := &column{operationInfo: op.info()}
	var reads [][]string
	for _, rule := range m.rules {
		if !rule.on.has(c.operationInfo.rules) {
			continue
		}
		c.rules = append(c.rules, rule)
		reads = append(reads, rule.fields)
		if rule.request != nil && (rule.Name != uniqueRule.Name || len(m.unique) > 0) {
			c.requestRules = append(c.requestRules, rule)
		}
	}
	fields := m.fields
	if c.named {
		fields = append([]fieldtype.Field(nil), fields...)
		for i := range fields {
			if fields[i].APIName == idField {
				fields[i] = fieldtype.Field{APIName: idField, Spec: of(fieldtype.LarID)}
			}
		}
	}
	policy := program.Suspect
	if m.loaded {
		policy = program.Refuse
	}
	c.program = fieldtype.Internal.Compile(program.Key{}, fields, policy, "a field of the module", m.unlisted, reads, c.mode)
	for i := range c.program.Fields {
		c.program.Fields[i].Filled = m.requiredByLayouts(c.program.Fields[i].APIName)
	}
	return c
}

// columnOf returns the column of an operation. The first call makes it.
func (m *Module) columnOf(op Operation) *column {
	if int(op) >= len(m.columns) || m.columns[op] == nil {
		return &column{operationInfo: op.info()}
	}
	return m.columns[op]()
}

// makeColumns prepares the columns of the operations, and makes that of Insert at
// once.
func (m *Module) makeColumns() {
	insert := m.column(Insert)
	m.program, m.requestRules = insert.program, insert.requestRules
	m.columns[Insert] = func() *column { return insert }
	for op := Insert + 1; op <= matching; op++ {
		m.columns[op] = sync.OnceValue(func() *column { return m.column(op) })
	}
}

// updateAnswers are Zoho's answers to an update.
var updateAnswers = []answer{{
	field: idField, reason: zohocrm.ReasonID,
	source: `Update Records page, "Possible Errors": INVALID_DATA`,
	amend:  amendID,
}, {
	field: idField, reason: zohocrm.ReasonType,
	source: `Update Records page, "Possible Errors": INVALID_DATA`,
	amend:  amendID,
}}

func amendID(_ *check, e *zohocrm.Error) { e.Message = "the id given seems to be invalid" }
