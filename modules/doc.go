// Package modules knows the modules of Zoho CRM: their API names, their fields
// with types and limits, which of them are mandatory, and the rules that tie
// fields together.
//
// A [Module] never changes, so goroutines may share it. [Leads], [Deals] and the
// other functions return the modules of the Insert Records page as every
// organization has them. [Lookup] finds them by name. [Custom] and [Linking] return
// modules of an organization's own. [Module.With] returns a refined copy:
//
//	products, err := modules.Products().With(modules.WithField(fieldtype.Field{
//		APIName: "EAN_Code",
//		Spec:    fieldtype.Spec{Kind: fieldtype.LongInteger},
//	}))
//
// [Module.Append] checks a [record.Record] and writes its JSON in one pass. Package
// payload does that for whole request bodies.
//
// What the page and the other sources do not say Zoho refuses only warns:
// [Rule.Source] and [Module.Source] name the sources.
//
// [ScheduledCall], [RelatedTo], [LineItem] and the like return or complete records
// of the modules that have such fields.
package modules
