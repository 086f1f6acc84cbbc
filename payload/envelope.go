package payload

import (
	"slices"
	"strings"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/near"
	"github.com/seed12a3e673/zohocrm/internal/program"
	"github.com/seed12a3e673/zohocrm/modules"
)

// A Trigger is an automation that runs when records are inserted (page, note
// on "trigger").
type Trigger string

// The triggers of the page.
const (
	Workflow      Trigger = "workflow"
	Approval      Trigger = "approval"
	Blueprint     Trigger = "blueprint"
	Pathfinder    Trigger = "pathfinder"
	Orchestration Trigger = "orchestration" // the Journey Builder
)

// A Feature is a feature of Zoho CRM that a request applies or skips.
type Feature string

// The features of the page.
const (
	LayoutRules Feature = "layout_rules" // for ApplyFeatures
	Cadences    Feature = "cadences"     // for SkipFeatures
)

// An envelopeKey is a key of the request body other than "data".
type envelopeKey struct {
	name    string
	spec    fieldtype.Spec
	append  func(k *envelopeKey, r *Request, dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors)
	invalid string                   // Zoho's message for a value that is not supported
	missing string                   // Zoho's message for an element without a key
	by      [modules.Upsert + 1]keys // by the operation
}

// keys says how an operation takes a key.
type keys struct {
	supported []string // of the elements of an array, or of their "name"
	newer     []string // those that only v8 has, which warn
	acts      bool     // an element needs an "action", too
	untaken   string   // what to do instead of this key, which warns; "" for a key that the operation takes
}

// unknownKey says how operations take a key that no page documents.
const unknownKey = "a key that the page documents beside data"

var (
	allTriggers = keys{supported: []string{string(Workflow), string(Approval), string(Blueprint), string(Pathfinder), string(Orchestration)}}
	layoutRules = keys{supported: []string{string(LayoutRules)}, newer: []string{"range_validation", "assignment_rules",
		"function_validation_rule", "criteria_validation_rule", "global_map_dependency", "territory_subordinates"}}
	cadences = keys{supported: []string{string(Cadences)}, newer: []string{"assignment_rules", "connected_workflows"}}
)

// envelope holds the keys of the pages.
var envelope = []envelopeKey{
	{
		name:    "trigger",
		append:  (*envelopeKey).appendTexts,
		invalid: zohocrm.MessageInvalid,
		by:      [...]keys{modules.Insert: allTriggers, modules.Update: allTriggers, modules.Upsert: allTriggers},
	}, {
		name:    "apply_feature_execution",
		append:  (*envelopeKey).appendFeatures,
		invalid: zohocrm.MessageInvalid,
		missing: "required field not found",
		by:      [...]keys{modules.Insert: layoutRules, modules.Update: layoutRules, modules.Upsert: layoutRules},
	}, {
		name:    "skip_feature_execution",
		append:  (*envelopeKey).appendFeatures,
		invalid: `Invalid data has been provided for the "name" key in the "skip_feature_execution" property`,
		missing: `The required key is missing in the "skip_feature_execution" property`,
		by: [...]keys{
			modules.Insert: cadences,
			modules.Update: cadences,
			modules.Upsert: {supported: cadences.supported, acts: true},
		},
	}, {
		name:   "lar_id",
		spec:   fieldtype.Spec{Kind: fieldtype.LarID},
		append: (*envelopeKey).appendSpec,
		by:     [...]keys{modules.Update: {untaken: "no lar_id: an assignment rule runs for new records"}, modules.Upsert: {}},
	}, {
		name:   checkKey,
		append: (*envelopeKey).appendCheckFields,
		by: [...]keys{
			modules.Insert: {untaken: unknownKey},
			modules.Update: {untaken: "no duplicate_check_fields: only an upsert reads it"},
			modules.Upsert: {},
		},
	}, {
		name: "$append_values",
		by: [...]keys{
			modules.Insert: {untaken: unknownKey},
			modules.Update: {untaken: "no $append_values beside data: it belongs into the record"},
			modules.Upsert: {untaken: "no $append_values beside data: it belongs into the record"},
		},
	},
}

// appendEnvelope appends the keys other than "data", each after a comma.
func (r *Request) appendEnvelope(dst []byte, errs zohocrm.Errors) ([]byte, zohocrm.Errors) {
	if r.moduleless {
		errs = append(errs, zohocrm.UnknownModule("a module"))
	}
	for _, m := range r.envelope {
		before := len(errs)
		dst = append(dst, ',')
		dst = fieldtype.AppendQuote(dst, m.Name)
		dst = append(dst, ':')
		i := slices.IndexFunc(envelope, func(k envelopeKey) bool { return k.name == m.Name })
		switch {
		case i < 0:
			errs = append(errs, r.unknownKey(m.Name))
			dst, errs = (&fieldtype.Spec{}).Append(dst, errs, m.Value)
		case envelope[i].by[r.operation].untaken != "":
			errs = append(errs, zohocrm.UnknownKey(envelope[i].by[r.operation].untaken).AsWarning())
			dst, errs = (&fieldtype.Spec{}).Append(dst, errs, m.Value)
		default:
			dst, errs = envelope[i].append(&envelope[i], r, dst, errs, m.Value)
		}
		if m.Name == "lar_id" && r.operation == modules.Insert && !modules.Internal.TakesLeadAssignment(program.Key{}, r.module) {
			errs = append(errs, zohocrm.Warn(zohocrm.ReasonUnknownKey, "no lar_id: it starts a lead assignment rule, and the module has none"))
		}
		for _, e := range errs[before:] {
			e.PrefixPath(zohocrm.Key(m.Name))
		}
	}
	return dst, errs
}

// unknownKey returns the warning about a key that no page documents.
func (r *Request) unknownKey(name string) *zohocrm.Error {
	e := zohocrm.UnknownKey(unknownKey).AsWarning()
	if r.operation == modules.Insert {
		return e
	}
	var names []string
	for i := range envelope {
		if envelope[i].by[r.operation].untaken == "" {
			names = append(names, envelope[i].name)
		}
	}
	index := near.New(names)
	i := index.Find(name)
	if i < 0 {
		i = index.Find(strings.TrimPrefix(name, "$"))
	}
	if i >= 0 {
		e.Suggestion = names[i]
		e.Expected += "; did you mean " + e.Suggestion + "?"
	}
	return e
}

// appendCheckFields appends duplicate_check_fields: an array with names of the
// module's check field and of unique fields.
func (k *envelopeKey) appendCheckFields(r *Request, dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors) {
	const example = `an array of API names, such as ["Email"]`
	if v.JSONType() != "array" {
		return dst, append(errs, zohocrm.WrongType("jsonarray", example))
	}
	own := r.module.DuplicateCheckField()
	fields, loaded := modules.Internal.Unique(program.Key{}, r.module)
	fields = slices.Clone(fields)
	if own != "" && !slices.Contains(fields, own) {
		fields = append([]string{own}, fields...)
	}
	index := near.New(fields)
	known, seen := make(map[string]bool, len(fields)), map[string]bool{}
	for _, field := range fields {
		known[field] = true
	}
	start := len(errs)
	for i, element := range v.Elements() {
		name, ok := element.AsText()
		var e *zohocrm.Error
		switch {
		case !ok || name == "":
			e = zohocrm.WrongType("text", "the API name of a field")
		case seen[name]:
			e = zohocrm.Warn(zohocrm.ReasonDuplicateValue, "each field once")
		case !known[name]:
			e = zohocrm.NotSupported(fields)
			e.Warning = !loaded || name == "id"
			e.Expected = "the module's own check field, or a unique field"
			at := index.Find(name)
			if suggestion := modules.Internal.Nearest(program.Key{}, r.module, name); at >= 0 {
				e.Suggestion = fields[at]
			} else if _, known := r.module.Field(name); !known && suggestion != "" {
				e.Suggestion = suggestion
			}
			if e.Suggestion != "" {
				e.Expected += "; did you mean " + e.Suggestion + "?"
			}
		}
		seen[name] = true
		if e != nil {
			errs = append(errs, e.PrefixPath(zohocrm.Index(i))).Bounded(start)
		}
	}
	switch {
	case v.Len() == 0:
		errs = append(errs, zohocrm.Empty(example).AsWarning())
	case own != "" && !seen[own]:
		errs = append(errs, zohocrm.Warn(zohocrm.ReasonConflict, own+" in the list, too: "+own+" is then not checked"))
	}
	if v.Len() > maxCheckFields {
		errs = append(errs, zohocrm.TooManyItems(maxCheckFields, "").AsWarning())
	}
	return (&fieldtype.Spec{}).Append(dst, errs, v)
}

// maxCheckFields is the largest number of duplicate_check_fields, which a description
// of the API gives.
const maxCheckFields = 10

func (k *envelopeKey) appendSpec(_ *Request, dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors) {
	return k.spec.Append(dst, errs, v)
}

// appendTexts appends an array of supported texts.
func (k *envelopeKey) appendTexts(r *Request, dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors) {
	if v.IsNull() {
		return append(dst, "null"...), append(errs, zohocrm.Warn(zohocrm.ReasonType, "an array; [] lets none run"))
	}
	if v.JSONType() != "array" {
		return dst, append(errs, zohocrm.WrongType("jsonarray", "an array; [] lets none run"))
	}
	for i, element := range v.Elements() {
		errs = k.checkSupported(r, errs, element, zohocrm.Index(i))
	}
	return (&fieldtype.Spec{}).Append(dst, errs, v)
}

// appendFeatures appends an array of objects whose "name" is a supported text.
func (k *envelopeKey) appendFeatures(r *Request, dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors) {
	by := &k.by[r.operation]
	example := `{"name":"` + by.supported[0] + `"}`
	if by.acts {
		example = `{"name":"` + by.supported[0] + `","action":"insert"}`
	}
	if v.IsNull() {
		return append(dst, "null"...), append(errs, zohocrm.Warn(zohocrm.ReasonType, "an array such as ["+example+"]"))
	}
	if v.JSONType() != "array" {
		return dst, append(errs, zohocrm.WrongType("jsonarray", "an array such as ["+example+"]"))
	}
	for i, element := range v.Elements() {
		name, ok := element.Member("name")
		switch {
		case element.JSONType() != "object":
			errs = append(errs, zohocrm.WrongType("jsonobject", "an object such as "+example).PrefixPath(zohocrm.Index(i)))
		case !ok || name.IsEmpty():
			e := zohocrm.MissingAs(k.missing, "")
			errs = append(errs, e.PrefixPath(zohocrm.Index(i), zohocrm.Key("name")))
		default:
			errs = k.checkSupported(r, errs, name, zohocrm.Index(i), zohocrm.Key("name"))
		}
		if by.acts && element.JSONType() == "object" {
			errs = k.checkAction(errs, element, i)
		}
	}
	return (&fieldtype.Spec{}).Append(dst, errs, v)
}

// checkAction checks the action of an element, which says for which records of an
// upsert the feature is skipped.
func (k *envelopeKey) checkAction(errs zohocrm.Errors, element fieldtype.Value, i int) zohocrm.Errors {
	action, _ := element.Member("action")
	s, _ := action.AsText()
	var e *zohocrm.Error
	switch {
	case action.IsEmpty():
		e = zohocrm.MissingAs(k.missing, "")
	case s != string(Inserted) && s != string(Updated):
		e = zohocrm.NotSupported([]string{string(Inserted), string(Updated)})
	default:
		return errs
	}
	return append(errs, e.PrefixPath(zohocrm.Index(i), zohocrm.Key("action")))
}

func (k *envelopeKey) checkSupported(r *Request, errs zohocrm.Errors, v fieldtype.Value, path ...zohocrm.Step) zohocrm.Errors {
	by := &k.by[r.operation]
	s, ok := v.AsText()
	if ok && slices.Contains(by.supported, s) {
		return errs
	}
	e := zohocrm.NotSupportedAs(k.invalid, slices.Clone(by.supported))
	e.Warning = ok && slices.Contains(by.newer, s)
	return append(errs, e.PrefixPath(path...))
}
