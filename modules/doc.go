// Package modules knows the modules of Zoho CRM: their API names, their fields
// with types and limits, which of them are mandatory, and the rules that tie
// fields together.
//
// A [Module] is immutable and may be shared between goroutines. [Leads],
// [Deals] and the other functions give the modules of the Insert Records page
// as every organization has them; [Lookup] finds them by name; [Custom] gives a
// module that an organization has made itself. [Module.With] returns a refined
// copy:
//
//	products, err := modules.Products().With(modules.WithField(modules.Field{
//		APIName: "EAN_Code",
//		Spec:    fieldtype.Spec{Kind: fieldtype.LongInteger},
//	}))
//
// A module checks a [Record] and writes its JSON in one pass; package payload
// does that for whole request bodies.
package modules
