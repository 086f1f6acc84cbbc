// Package modules describes the modules of Zoho CRM: their API names, their fields
// with types and limits, their mandatory fields, and their rules about several
// fields.
//
// A [Module] never changes, so goroutines may share it. [Leads], [Deals] and other
// functions return the modules of the Insert Records page, as a new organization has
// them. [Lookup] finds them by name. [Custom] and [Linking] return custom modules of
// an organization. [Module.With] returns a copy with the organization's own fields
// and metadata:
//
//	products, err := modules.Products().With(modules.WithField(fieldtype.Field{
//		APIName: "EAN_Code",
//		Spec:    fieldtype.Spec{Kind: fieldtype.LongInteger},
//	}))
//
// [Module.Append] checks a [record.Record] as one to insert and writes its JSON.
// Package payload does that for whole request bodies, also of updates and upserts. An
// [Operation] decides which fields are mandatory, which may be written
// ([fieldtype.Field]), and which rules run ([Module.RulesOf]).
//
// A value is an error only if the page or another source says that Zoho refuses it.
// Otherwise it warns. [Rule.Source] and [Module.Source] name the sources.
//
// Functions such as [ScheduledCall], [RelatedTo] and [LineItem] make records, or
// parts of them, for particular modules.
package modules
