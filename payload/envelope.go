package payload

import (
	"slices"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
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

// An envelopeKey is a key beside "data" in the request body.
type envelopeKey struct {
	name      string
	supported []string // of the elements of an array, or of their "name"
	spec      fieldtype.Spec
	append    func(k *envelopeKey, dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors)
	invalid   string // Zoho's message for a value that is not supported
	missing   string // Zoho's message for an element without "name"
}

// envelope holds the keys of the page.
var envelope = []envelopeKey{
	{
		name:      "trigger",
		supported: []string{string(Workflow), string(Approval), string(Blueprint), string(Pathfinder), string(Orchestration)},
		append:    (*envelopeKey).appendTexts,
		invalid:   zohocrm.MessageInvalid,
	}, {
		name:      "apply_feature_execution",
		supported: []string{string(LayoutRules)},
		append:    (*envelopeKey).appendFeatures,
		invalid:   zohocrm.MessageInvalid,
		missing:   "required field not found",
	}, {
		name:      "skip_feature_execution",
		supported: []string{string(Cadences)},
		append:    (*envelopeKey).appendFeatures,
		invalid:   `Invalid data has been provided for the "name" key in the "skip_feature_execution" property`,
		missing:   `The required key is missing in the "skip_feature_execution" property`,
	}, {
		name:   "lar_id",
		spec:   fieldtype.Spec{Kind: fieldtype.LarID},
		append: (*envelopeKey).appendSpec,
	},
}

// appendEnvelope appends the keys beside "data", each after a comma.
func (in *Insert) appendEnvelope(dst []byte, errs zohocrm.Errors) ([]byte, zohocrm.Errors) {
	if in.moduleless {
		errs = append(errs, zohocrm.UnknownModule("a module"))
	}
	for _, m := range in.envelope {
		before := len(errs)
		dst = append(dst, ',')
		dst = fieldtype.AppendQuote(dst, m.Name)
		dst = append(dst, ':')
		i := slices.IndexFunc(envelope, func(k envelopeKey) bool { return k.name == m.Name })
		if i >= 0 {
			dst, errs = envelope[i].append(&envelope[i], dst, errs, m.Value)
		} else {
			errs = append(errs, zohocrm.UnknownKey("a key that the page documents beside data").AsWarning())
			dst, errs = (&fieldtype.Spec{}).Append(dst, errs, m.Value)
		}
		if m.Name == "lar_id" && !modules.Internal.TakesLeadAssignment(program.Key{}, in.module) {
			errs = append(errs, zohocrm.Warn(zohocrm.ReasonUnknownKey, "no lar_id: it starts a lead assignment rule, and the module has none"))
		}
		for _, e := range errs[before:] {
			e.PrefixPath(zohocrm.Key(m.Name))
		}
	}
	return dst, errs
}

func (k *envelopeKey) appendSpec(dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors) {
	return k.spec.Append(dst, errs, v)
}

// appendTexts appends an array of supported texts.
func (k *envelopeKey) appendTexts(dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors) {
	if v.IsNull() {
		return append(dst, "null"...), append(errs, zohocrm.Warn(zohocrm.ReasonType, "an array; [] lets none run"))
	}
	if v.JSONType() != "array" {
		return dst, append(errs, zohocrm.WrongType("jsonarray", "an array; [] lets none run"))
	}
	for i, element := range v.Elements() {
		errs = k.checkSupported(errs, element, zohocrm.Index(i))
	}
	return (&fieldtype.Spec{}).Append(dst, errs, v)
}

// appendFeatures appends an array of objects whose "name" is a supported text.
func (k *envelopeKey) appendFeatures(dst []byte, errs zohocrm.Errors, v fieldtype.Value) ([]byte, zohocrm.Errors) {
	if v.IsNull() {
		return append(dst, "null"...), append(errs, zohocrm.Warn(zohocrm.ReasonType, `an array such as [{"name":"`+k.supported[0]+`"}]`))
	}
	if v.JSONType() != "array" {
		return dst, append(errs, zohocrm.WrongType("jsonarray", `an array such as [{"name":"`+k.supported[0]+`"}]`))
	}
	for i, element := range v.Elements() {
		name, ok := element.Member("name")
		switch {
		case element.JSONType() != "object":
			errs = append(errs, zohocrm.WrongType("jsonobject", `an object such as {"name":"`+k.supported[0]+`"}`).PrefixPath(zohocrm.Index(i)))
		case !ok || name.IsEmpty():
			e := zohocrm.MissingAs(k.missing, "")
			errs = append(errs, e.PrefixPath(zohocrm.Index(i), zohocrm.Key("name")))
		default:
			errs = k.checkSupported(errs, name, zohocrm.Index(i), zohocrm.Key("name"))
		}
	}
	return (&fieldtype.Spec{}).Append(dst, errs, v)
}

func (k *envelopeKey) checkSupported(errs zohocrm.Errors, v fieldtype.Value, path ...zohocrm.Step) zohocrm.Errors {
	if s, ok := v.AsText(); ok && slices.Contains(k.supported, s) {
		return errs
	}
	return append(errs, zohocrm.NotSupportedAs(k.invalid, slices.Clone(k.supported)).PrefixPath(path...))
}
