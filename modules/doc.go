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
// [Module.Append] checks a [record.Record] as one to insert and writes its JSON in
// one pass. Package payload does that for whole request bodies, of updates and
// upserts, too. In what an [Operation] differs is data: which fields have to be
// there, which are written ([fieldtype.Field]), and which rules hold
// ([Module.RulesOf]).
//
// What the page and the other sources do not say Zoho refuses only warns:
// [Rule.Source] and [Module.Source] name the sources.
//
// [ScheduledCall], [RelatedTo], [LineItem] and the like return or complete records
// of the modules that have such fields.
package modules
