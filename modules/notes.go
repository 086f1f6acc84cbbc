package modules

import "github.com/seed12a3e673/zohocrm/fieldtype"

// Notes is the module of notes on other records. System-mandatory: Parent_Id, an
// object {"module": {"api_name": …}, "id": …}, and Note_Content, which v8 does not
// require if there is a Note_Title. The fields are those of the vendor's SDKs, and the
// length of Note_Content that of the OpenAPI description of v8; $se_module belongs to an
// older form of the request.
func Notes() *Module { return notes() }

var notes = standard(definition{
	apiName: "Notes", scopeName: "notes", label: "Notes", takes: onInsert | onUpdate,
	fields: []fieldtype.Field{
		{APIName: "Parent_Id", Spec: of(fieldtype.MultiModuleLookup), Mandatory: true},
		{APIName: "Note_Content", Spec: fieldtype.Spec{Kind: fieldtype.RichText, MaxLength: 65535}}, // see note_content
		{APIName: "Note_Title", Spec: of(fieldtype.SingleLine)},
		{APIName: "Associated_Id__s", Spec: longInteger(19)},
		{APIName: "$se_module", Spec: seModule("Leads", "Contacts")},
		{APIName: "se_module", Spec: seModule("Leads", "Contacts"), AliasOf: "$se_module"},
	},
	rules: noteRules,
})
