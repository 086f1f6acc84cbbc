package acceptance

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

type check func(t *testing.T)

// TestEveryModuleHasARecord: the page's cases insert a record into each of its modules.
func TestEveryModuleHasARecord(t *testing.T) {
	inserted := map[string]bool{}
	for _, r := range rowsOf(t, "page") {
		for _, request := range r.requests {
			inserted[request.module] = inserted[request.module] || request.operation == "insert" && len(request.problems) == 0
		}
	}
	for m := range modules.All() {
		if !inserted[m.APIName()] {
			t.Errorf("no record of %s is inserted", m.APIName())
		}
	}
}

// code holds, by the file and the words, the checks that are not about the problems of
// a request: of setters, answers, names and patterns.
var code = map[string]map[string][]check{
	"page": {
		"POST /{module_api_name}": {
			moduleNamesFitURL,
		},
		"{api-domain}/crm/{version}/{module_api_name}": {
			moduleNamesFitURL,
		},
		"Leads, Accounts, Contacts, Deals, Campaigns, Tasks, Cases, Meetings, Calls, Solutions, Products, Vendors, Price Books, Quotes, Sales Orders, Purchase Orders, Invoices, Appointments, Appointments Rescheduled History, Services and Custom": {
			namesModules("Leads, Accounts, Contacts, Deals, Campaigns, Tasks, Cases, Meetings, Calls, Solutions, Products, Vendors, Price Books, "+
				"Quotes, Sales Orders, Purchase Orders, Invoices, Appointments, Appointments Rescheduled History, Services", (*modules.Module).Label),
		},
		"leads, accounts, contacts, deals, campaigns, tasks, cases, events, calls, solutions, products, vendors, pricebooks, quotes, salesorders, purchaseorders, invoices, custom, appointments, appointments_rescheduled_history, services and notes": {
			namesModules("leads, accounts, contacts, deals, campaigns, tasks, cases, events, calls, solutions, products, vendors, pricebooks, quotes, salesorders, "+
				"purchaseorders, invoices, appointments, appointments_rescheduled_history, services, notes", (*modules.Module).ScopeName),
			equals("custom", modules.Custom("Warranty").ScopeName()),
		},
		"A maximum of 100 records can be inserted per API call.": {
			batchesOf100,
		},
		"The trigger input can be workflow, approval, blueprint, pathfinder, or orchestration": {
			builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).
				Triggers(payload.Workflow, payload.Approval, payload.Blueprint, payload.Pathfinder, payload.Orchestration),
				`{"data":[{"Last_Name":"Daly"}],"trigger":["workflow","approval","blueprint","pathfinder","orchestration"]}`),
		},
		`If "trigger" is not mentioned, the automation actions related to the API will get executed.`: {
			builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")), `{"data":[{"Last_Name":"Daly"}]}`),
		},
		"Enter the trigger value as [] to not execute the workflows.": {
			builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).Triggers(), `{"data":[{"Last_Name":"Daly"}],"trigger":[]}`),
		},
		"Specify the value as false to create the record in approval mode.": {
			builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly").Bool("$approved", false)), `{"data":[{"Last_Name":"Daly","$approved":false}]}`),
		},
		"Multiselect Lookup association is restricted if the dependent record is locked": {
			recognizes(`{"data":[{"code":"RECORD_LOCKED","details":{"api_name":"id","json_path":"$.data[0].id"},`+
				`"message":"Sorry, you cannot perform this operation as the record is locked.","status":"error"}]}`, zohocrm.CodeRecordLocked),
		},
		"The regex in Zoho CRM to validate the email fields is:": {
			matches(fieldtype.ValidateEmail, "-a@b.co", "+a@b.co", "a@b_c.com", "ä@ü.de", "o'brien@x.com"),
			matchesNot(fieldtype.ValidateEmail, ".a@b.co", "'a@b.com", "a@b", "a@b.c", "a@-b.com", "a@b-.com"),
		},
		"The regex pattern in Zoho CRM to validate this field's value is": {
			matches(fieldtype.ValidatePhone, "+91 98765 43210", "(987)654321", "+1 (555) 123-4567", "+1-555-123-4567", "555.123.4567", "abc", "555;123", "555,123#", "12 34 56", "555 x123"),
			matchesNot(fieldtype.ValidatePhone, "+", "-555", "1--2", ".5", "(.5)1", "1 (2).3", "555-1234-", "555#12"),
		},
		"Accepts valid URLs. The regex pattern in Zoho CRM to validate this field's value is": {
			matches(fieldtype.ValidateURL, "www.zylker.com", "zylker.com", "ftp://zylker.com", "http://www.zylker.com/a?b=c#d", "zylker.com:8080/a b"),
			matchesNot(fieldtype.ValidateURL, "http://localhost", "mailto:a@b.com", "zylker", "a..b", "a b"),
		},
		`This key must be given parallel to the key "data".`: {
			builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).LeadAssignmentRule("3652397000002045001"),
				`{"data":[{"Last_Name":"Daly"}],"lar_id":"3652397000002045001"}`),
		},
		"The ID of the wizard in which you want to create the record.": {
			builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly").
				Lookup("Wizard", "3652397000003677001").MultiSelect("$wizard_connection_path", "3652397000003677009")),
				`{"data":[{"Last_Name":"Daly","Wizard":{"id":"3652397000003677001"},"$wizard_connection_path":["3652397000003677009"]}]}`),
		},
		"Specify the value layout_rules for the key name to apply a layout rule to the record.": {
			builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).ApplyFeatures(payload.LayoutRules),
				`{"data":[{"Last_Name":"Daly"}],"apply_feature_execution":[{"name":"layout_rules"}]}`),
		},
		"This key lets you skip the execution of the Cadences feature during record creation.": {
			builds(payload.NewInsert(leads).Add(record.New().Text("Last_Name", "Daly")).SkipFeatures(payload.Cadences),
				`{"data":[{"Last_Name":"Daly"}],"skip_feature_execution":[{"name":"cadences"}]}`),
		},
		`"$approval_state": "approved"`: {
			pageResponse("Leads", "5725767000000524157", "5725767000000524157"),
		},
		"The API name of the lookup field in the linking module.": {
			builds(payload.NewInsert(dealsCustom).Add(record.New().Text("Deal_Name", "Insert").Text("Stage", "Qualification").
				Lookups("Listings", "Interested_Listings", "3652397000001978005")),
				`{"data":[{"Deal_Name":"Insert","Stage":"Qualification","Listings":[{"Interested_Listings":{"id":"3652397000001978005"}}]}]}`),
		},
		`"id": "3652397000006064046",`: {
			dealsResponse,
		},
		"All the other keys of this subform are common to all the inventory modules.": {
			lineItemsAreAlike,
		},
		`"id": "3652397000010183179",`: {
			pageResponse("Events", "3652397000010183179", "3652397000010183181", "3652397000010183183"),
		},
		"The details of the reminder you want to set up for the task.": {
			builds(payload.NewInsert(tasks).Add(record.New().Text("Subject", "Subject").
				Alarm("Remind_At", rrule.Popup().On(time.Date(2021, 1, 18, 12, 45, 0, 0, time.FixedZone("", 19800))))),
				`{"data":[{"Subject":"Subject","Remind_At":{"ALARM":"ACTION=POPUP;TRIGGER=DATE-TIME:2021-01-18T12:45:00+05:30"}}]}`),
		},
		"INVALID_MODULE: The module name given seems to be invalid": {
			unknownModule,
		},
		"INVALID_MODULE: The given module is not supported in API": {
			recognizes(`{"code":"INVALID_MODULE","details":{"resource_path_index":0},"message":"The given module is not supported in API","status":"error"}`, zohocrm.CodeInvalidModule),
		},
		"MULTIPLE_OR_MULTI_ERRORS: Duplicate data in multiple fields": {
			answersWith(leadsOfOrg, `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com","Phone":"1"},{"Last_Name":"Dolan","Email":"p.daly@zylker.com","Phone":"1"}]}`,
				`{"data":[{"code":"MULTIPLE_OR_MULTI_ERRORS","details":{"errors":[`+
					`{"code":"DUPLICATE_DATA","details":{"dependee":{"api_name":"Email","json_path":"$.data[0].Email"},"api_name":"Email","json_path":"$.data[1].Email"},"message":"duplicate data","status":"error"},`+
					`{"code":"DUPLICATE_DATA","details":{"dependee":{"api_name":"Phone","json_path":"$.data[0].Phone"},"api_name":"Phone","json_path":"$.data[1].Phone"},"message":"duplicate data","status":"error"}`+
					`]},"message":"Multiple errors in the request","status":"error"}]}`),
		},
		"INVALID_DATA: Wizard connections supplied do not form a valid path": {
			recognizes(wizardAnswer("Wizard connections supplied do not form a valid path"), zohocrm.CodeInvalidData),
			recognizes(wizardAnswer("Wizard connections supplied do not form a valid path"), zohocrm.CodeInvalidData),
		},
		"INVALID_DATA: Wizard connection id is invalid": {
			recognizes(wizardAnswer("Wizard connection id is invalid"), zohocrm.CodeInvalidData),
		},
		"DEPENDENT_SERVICE_ERROR: Error": {
			recognizes(`{"data":[{"code":"DEPENDENT_SERVICE_ERROR","details":{"dependency_error":"PROCESSING_ERROR"},"message":"Error","status":"error"}]}`, zohocrm.CodeDependentServiceError),
		},
		"DEPENDENT_MISMATCH: In the Appointments module,": {
			recognizes(`{"data":[{"code":"DEPENDENT_MISMATCH","details":{"dependee":{"api_name":"Status","json_path":"$.data[0].Status"},"api_name":"Job_Sheet_Name__s","json_path":"$.data[0].Job_Sheet_Name__s"},"message":"x","status":"error"}]}`, zohocrm.CodeDependentMismatch),
		},
		"INVALID_URL_PATTERN: Please check if the URL trying to access is a correct one": {
			recognizes(`{"code":"INVALID_URL_PATTERN","details":{},"message":"Please check if the URL trying to access is a correct one","status":"error"}`, zohocrm.CodeInvalidURLPattern),
		},
		"OAUTH_SCOPE_MISMATCH: Unauthorized": {
			recognizes(`{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"Unauthorized","status":"error"}`, zohocrm.CodeOAuthScopeMismatch),
		},
		"NO_PERMISSION: Permission denied to add records": {
			recognizes(`{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"Permission denied to add records","status":"error"}`, zohocrm.CodeNoPermission),
		},
		"INTERNAL_ERROR: Internal Server Error": {
			recognizes(`{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}`, zohocrm.CodeInternalError),
		},
		"INVALID_REQUEST_METHOD: The http request method type is not a valid one": {
			recognizes(`{"code":"INVALID_REQUEST_METHOD","details":{"resource_path_index":0},"message":"The http request method type is not a valid one","status":"error"}`, zohocrm.CodeInvalidRequestMethod),
		},
		"AUTHORIZATION_FAILED: User does not have sufficient privilege to add records": {
			recognizes(`{"code":"AUTHORIZATION_FAILED","details":{},"message":"User does not have sufficient privilege to add records","status":"error"}`, zohocrm.CodeAuthorizationFailed),
		},
		"RECORD_LOCKED: Sorry, you cannot perform this operation as the record is locked.": {
			recognizes(`{"data":[{"code":"RECORD_LOCKED","details":{},"message":"Sorry, you cannot perform this operation as the record is locked.","status":"error"}]}`, zohocrm.CodeRecordLocked),
		},
		"DEPENDENT_MISMATCH: Call Duration can not be zero.": {
			answersWith(calls, `{"Subject":"Discussion","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Type":"Outbound","Call_Duration":"00:00"}`,
				`{"data":[{"code":"DEPENDENT_MISMATCH","details":{"dependee":{"api_name":"Call_Type","json_path":"$.data[0].Call_Type"},"api_name":"Call_Duration",`+
					`"json_path":"$.data[0].Call_Duration"},"message":"Call Duration can not be zero.","status":"error"}]}`),
		},
		`"id": "3652397000007549440",`: {
			pageResponse("Tasks", "3652397000007549434", "3652397000007549435", "3652397000007549436", "3652397000007549437", "3652397000007549438", "3652397000007549439", "3652397000007549440"),
			occurrences("FREQ=DAILY;INTERVAL=1;DTSTART=2022-04-06;UNTIL=2022-04-12", 7),
		},
	},
	"contradictions": {
		"1. The phone pattern has lost the backslashes of its parentheses": {
			matches(fieldtype.ValidatePhone, "91(987)654321", "(987)654321", "+1 (555) 123-4567"),
			matchesNot(fieldtype.ValidatePhone, "1 (2).3", "(.5)1", "91(987654321", "91()654321"),
		},
		"2. The email pattern stands between unlike quotation marks": {
			matches(fieldtype.ValidateEmail, "p.boyle@zylker.com"),
			matchesNot(fieldtype.ValidateEmail, `"p.boyle@zylker.com"`, "p.boyle@zylker.com”"),
		},
		"20. The page's sample JSON is not valid in places": {
			sampleOfPageIsNoJSON,
		},
		"21. One result for each input, or for each occurrence": {
			pageResponse("Leads", "5725767000000524157", "5725767000000524157"),
			pageResponse("Events", "3652397000010183179", "3652397000010183181", "3652397000010183183"),
			unmatchedBatch,
		},
		"24. AUTHORIZATION_FAILED at 400, NO_PERMISSION at 403; Meetings or Events": {
			recognizes(`{"code":"AUTHORIZATION_FAILED","details":{},"message":"x","status":"error"}`, zohocrm.CodeAuthorizationFailed),
			recognizes(`{"code":"NO_PERMISSION","details":{},"message":"x","status":"error"}`, zohocrm.CodeNoPermission),
			moduleNamed("Meetings", "Events"),
			moduleNamed("events", "Events"),
		},
		"25. The URL pattern is a weak check: it takes spaces, and refuses localhost": {
			matches(fieldtype.ValidateURL, "a b.com", "www.a b"),
			matchesNot(fieldtype.ValidateURL, "http://localhost", "mailto:a@b.com"),
		},
	},
	"rulings": {
		"number-typed value": {
			builds(payload.NewInsert(leads).Add(record.FromMap(map[string]any{"Last_Name": "Daly", "Annual_Revenue": 1212.1, "No_of_Employees": uint16(10)})),
				`{"data":[{"Last_Name":"Daly","No_of_Employees":10,"Annual_Revenue":1212.1}]}`),
		},
		"Long Integer": {
			builds(payload.NewInsert(sampleAttributes).Add(record.New().Int("EAN_Code", 12345600012)), `{"data":[{"EAN_Code":"12345600012"}]}`),
		},
		"date, date/time": {
			builds(payload.NewInsert(sampleAttributes).Add(record.New().
				Date("Date_1", time.Date(2017, 8, 16, 14, 32, 23, 7, time.UTC)).DateTime("Date_Time", time.Date(2017, 8, 16, 14, 32, 23, 7, time.FixedZone("", 19800)))),
				`{"data":[{"Date_1":"2017-08-16","Date_Time":"2017-08-16T14:32:23+05:30"}]}`),
		},
		"default lengths": {
			defaultLengths,
		},
		"recurring activities in one batch": {
			unmatchedBatch,
		},
	},
	"update": {
		"PUT {api-domain}/crm/v7/{module_api_name}": {
			callsAre(payload.NewUpdate(leads), "PUT", "Leads"),
		},
		"PUT {api-domain}/crm/v7/{module_api_name}/{record_id}": {
			callsAre(payload.NewUpdate(leads).ID("7"), "PUT", "Leads/7"),
			func(t *testing.T) {
				if err := payload.NewUpdate(leads).ID("7").Add(lead(), lead()).Validate(); !errors.Is(err, zohocrm.CodeLimitExceeded) {
					t.Error(err)
				}
			},
		},
		"Supported modules: those of insert": {
			takesModules(modules.Update),
		},
		"If-Unmodified-Since: yyyy-MM-ddTHH:mm:ss±HH:mm": {
			func(t *testing.T) {
				since := time.Date(2024, 1, 15, 15, 26, 49, 0, time.FixedZone("", 19800))
				if got := payload.NewUpdate(leads).IfUnmodifiedSince(since).Headers()[payload.UnmodifiedHeader]; got != "2024-01-15T15:26:49+05:30" {
					t.Error(got)
				}
			},
		},
		"ALREADY_MODIFIED, 412: record updated time has already passed if-unmodified-since time": {
			becomes(`{"data":[{"code":"ALREADY_MODIFIED","details":{"Modified_Time":"2024-01-15T15:26:49+05:30","id":"9"},"message":"record updated time has already passed if-unmodified-since time","status":"error"}]}`,
				`id "", action "", matched "", duplicate of "", error ALREADY_MODIFIED  $.data[0] {"id":"9"}`),
		},
		"id is mandatory, in the record or in the URL": {
			func(t *testing.T) {
				if err := payload.NewUpdate(leads).ID("7").Add(record.New().Text("City", "Oslo")).Validate(); err != nil {
					t.Error(err)
				}
			},
		},
		`{"id":"…","_delete":null} removes a row, a link, a user or an image`: {
			setsTo(modules.Update, linked, record.New().ID("7").Subform("Rows", record.DeleteRow("8")).Unlink("Listings", "9"),
				`{"data":[{"id":"7","Rows":[{"id":"8","_delete":null}],"Listings":[{"id":"9","_delete":null}]}]}`),
		},
		"DUPLICATE_LINKING_DATA: duplicate association": {
			becomes(`{"data":[{"code":"DUPLICATE_LINKING_DATA","details":{"linking_fields":["Bugs_MxN","CM_MxN"],"id":"5"},"message":"duplicate association","status":"error"}]}`,
				`id "", action "", matched "", duplicate of "", error DUPLICATE_LINKING_DATA  $.data[0] {"id":"5","linking_fields":["Bugs_MxN","CM_MxN"]}`),
		},
		"RECORD_LOCKED, NOT_APPROVED, NOT_REVIEWED": {
			becomes(`{"data":[{"code":"NOT_REVIEWED","details":{},"message":"record in review","status":"error"}]}`,
				`id "", action "", matched "", duplicate of "", error NOT_REVIEWED  $.data[0]`),
		},
		"true adds the values to the stored ones, false replaces them": {
			setsTo(modules.Update, ownLeads, record.New().ID("7").MultiSelect("Languages", "French").Append("Languages", true),
				`{"data":[{"id":"7","Languages":["French"],"$append_values":{"Languages":true}}]}`),
		},
		"A record is named by its external field, with X-EXTERNAL": {
			func(t *testing.T) {
				r := payload.NewUpdate(contacts).External("Contacts.External_Contact_ID").Add(record.New().Text("External_Contact_ID", "extcontact1").Text("City", "Oslo"))
				if err := r.Validate(); err != nil || r.Headers()[payload.ExternalHeader] != "Contacts.External_Contact_ID" {
					t.Error(err, r.Headers())
				}
			},
		},
		"Module.Lookup.Field": {
			needs(modules.Update, contacts, `{"id":"7","Account_Name":{"External_Account_ID":"a"}}`, "Contacts.Account_Name.External_Account_ID"),
		},
		"Module.Subform.Lookup.Field": {
			needs(modules.Update, quotes, `{"id":"7","Quoted_Items":[{"Product_Name":{"Products_External":"p"},"Quantity":1}]}`, "Quotes.Quoted_Items.Product_Name.Products_External"),
		},
		"Module.Lookup->Target.Field": {
			needs(modules.Update, events, `{"id":"7","What_Id":{"External_Account_ID":"a"},"$se_module":"Accounts"}`, "Events.What_Id->Accounts.External_Account_ID"),
			needs(modules.Update, events, `{"id":"7","Participants":[{"type":"contact","participant":{"External_Contact_ID":"c"}}]}`, "Events.Participants.participant->Contacts.External_Contact_ID"),
			needs(modules.Update, notes, `{"id":"7","Parent_Id":{"module":{"api_name":"Leads"},"External_Lead_ID":"l"}}`, "Notes.Parent_Id->Leads.External_Lead_ID"),
			needs(modules.Update, events, `{"id":"7","What_Id":{"External_Account_ID":"a"}}`, ""),
		},
		"An external field cannot be updated through its own value: NOT_ALLOWED": {
			becomes(`{"data":[{"code":"NOT_ALLOWED","details":{"api_name":"External_Contact_ID","json_path":"$.data[0].External_Contact_ID"},"message":"not allowed","status":"error"}]}`,
				`id "", action "", matched "", duplicate of "", error NOT_ALLOWED  $.data[0].External_Contact_ID`),
		},
		"record updated": {
			becomes(`{"data":[{"code":"SUCCESS","details":{"id":"7"},"message":"record updated","status":"success"}]}`, `id "7", action "", matched "", duplicate of ""`),
		},
	},
	"upsert": {
		"POST {api-domain}/crm/v7/{module_api_name}/upsert": {
			callsAre(payload.NewUpsert(leads), "POST", "Leads/upsert"),
		},
		"Supported modules: those of insert without Tasks, Events, Calls and Notes": {
			takesModules(modules.Upsert, "Tasks", "Events", "Calls", "Notes"),
		},
		"Which module field an upsert of Appointments and Services checks is not documented": {
			matchesBy("Appointments , Services "),
		},
		"System-defined duplicate check fields": {
			matchesBy("Leads Email, Accounts Account_Name, Contacts Email, Deals Deal_Name, Campaigns Campaign_Name, Cases Subject, Solutions Solution_Title, " +
				"Products Product_Name, Vendors Vendor_Name, Price_Books Price_Book_Name, Quotes Subject, Sales_Orders Subject, Purchase_Orders Subject, Invoices Subject"),
		},
		"duplicate_check_fields is an array of API names": {
			func(t *testing.T) {
				body, err := payload.NewUpsert(leads).DuplicateCheck("Email").Add(lead()).Build()
				if want := `{"data":[{"Last_Name":"Daly","Email":"p.daly@zylker.com"}],"duplicate_check_fields":["Email"]}`; err != nil || string(body) != want {
					t.Error(string(body), err)
				}
			},
		},
		"DUPLICATE_DATA: another record has the value of a second unique field": {
			becomes(`{"data":[{"code":"DUPLICATE_DATA","details":{"api_name":"Branch","json_path":"$.data[0].Branch","duplicate_record":{"id":"77"}},"message":"duplicate data","status":"error"}]}`,
				`id "", action "", matched "", duplicate of "77", error DUPLICATE_DATA duplicate_value $.data[0].Branch {"duplicate_record":{"id":"77"}}`),
		},
		"Mandatory fields, as for insert": {
			func(t *testing.T) {
				if err := payload.NewUpsert(leads).ExpectUpdates().Add(record.New().Text("Email", "p.daly@zylker.com")).Validate(); err != nil {
					t.Error(err)
				}
			},
		},
		"MANDATORY_NOT_FOUND with the id of the record that was found": {
			becomes(`{"data":[{"code":"MANDATORY_NOT_FOUND","details":{"api_name":"Single_Line_1","json_path":"$.data[0].Single_Line_1","id":"5410702000000761568"},"message":"required field not found","status":"error"}]}`,
				`id "", action "", matched "", duplicate of "", error MANDATORY_NOT_FOUND mandatory $.data[0].Single_Line_1 {"id":"5410702000000761568"}`),
		},
		"No header for the module's own external field, which is a unique field": {
			needs(modules.Upsert, leads, `{"Last_Name":"Daly","Email":"p.daly@zylker.com","External_Lead_ID":"l"}`, ""),
		},
		"action says what was done; duplicate_field names the field that matched": {
			becomes(`{"data":[{"code":"SUCCESS","duplicate_field":"Email","action":"update","details":{"id":"7"},"message":"record updated","status":"success"}]}`, `id "7", action "update", matched "Email", duplicate of ""`),
			becomes(`{"data":[{"code":"SUCCESS","duplicate_field":null,"action":"insert","details":{"id":"7"},"message":"record added","status":"success"}]}`, `id "7", action "insert", matched "", duplicate of ""`),
		},
		"v8 fills duplicate_field for an insert, too: read action": {
			becomes(`{"data":[{"code":"SUCCESS","duplicate_field":"Email","action":"insert","details":{"id":"7"},"message":"record added","status":"success"}]}`, `id "7", action "insert", matched "", duplicate of ""`),
		},
		"TOO_MANY_REQUESTS, INTERNAL_ERROR: the request is worth sending again": {
			func(t *testing.T) {
				for _, code := range []string{"TOO_MANY_REQUESTS", "INTERNAL_ERROR"} {
					_, err := payload.Batch{Index: []int{3, 5}}.Outcome([]byte(`{"code":"` + code + `","details":{},"message":"m","status":"error"}`))
					var refused *payload.RequestError
					if !errors.As(err, &refused) || !slices.Equal(refused.Resend(), []int{3, 5}) {
						t.Errorf("%s: %v", code, err)
					}
				}
			},
		},
	},
}

// builds checks what a request made by setters is written as.
func builds(in *payload.Insert, want string) check {
	return func(t *testing.T) {
		t.Helper()
		if body, err := in.Build(); err != nil || string(body) != want {
			t.Errorf("%s, %v\nwant %s", body, err, want)
		}
	}
}

// answersWith checks that the problems of a request are Zoho's answer to it.
func answersWith(m *modules.Module, input, want string) check {
	return func(t *testing.T) {
		t.Helper()
		if !strings.HasPrefix(input, `{"data":`) {
			input = `{"data":[` + input + `]}`
		}
		in, err := payload.ParseInsert(m, []byte(input))
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(in.Validate())
		if err != nil || string(got) != want {
			t.Errorf("%s, %v\nwant %s", got, err, want)
		}
	}
}

func matches(validate func(string) error, texts ...string) check {
	return func(t *testing.T) {
		t.Helper()
		for _, text := range texts {
			if err := validate(text); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

func matchesNot(validate func(string) error, texts ...string) check {
	return func(t *testing.T) {
		t.Helper()
		for _, text := range texts {
			if err := validate(text); !errors.Is(err, zohocrm.CodeInvalidData) || !errors.Is(err, zohocrm.ReasonPattern) {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

func equals(want, got string) check {
	return func(t *testing.T) {
		t.Helper()
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// moduleNamesFitURL checks that the API names need no escape in a URL.
func moduleNamesFitURL(t *testing.T) {
	for m := range modules.All() {
		if strings.Trim(m.APIName(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz") != "" {
			t.Errorf("the API name %q has other characters than letters and _", m.APIName())
		}
	}
}

// namesModules checks that all the names of a list are those of modules, and the
// modules of the page have no others.
func namesModules(names string, nameOf func(*modules.Module) string) check {
	return func(t *testing.T) {
		t.Helper()
		for name := range strings.SplitSeq(names, ", ") {
			m, err := modules.Lookup(name)
			if err != nil || nameOf(m) != name {
				t.Errorf("%s: %v", name, err)
			}
		}
		for m := range modules.All() {
			if name := nameOf(m); name != "Notes" && !slices.Contains(strings.Split(names, ", "), name) {
				t.Errorf("%s has the name %s, which the page does not", m.APIName(), name)
			}
		}
	}
}

func moduleNamed(name, want string) check {
	return func(t *testing.T) {
		t.Helper()
		if m := moduleOf(t, name); m.APIName() != want {
			t.Errorf("%s is %s, want %s", name, m.APIName(), want)
		}
	}
}

func unknownModule(t *testing.T) {
	_, err := modules.Lookup("Laeds")
	want := `$ INVALID_MODULE unknown_module: the module name given seems to be invalid {"resource_path_index":0}`
	var e *zohocrm.Error
	if !errors.As(err, &e) || problemLine(e) != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func batchesOf100(t *testing.T) {
	records := func(yield func(*record.Record) bool) {
		for range 250 {
			if !yield(record.New().Text("Last_Name", "Daly")) {
				return
			}
		}
	}
	var sizes []int
	for batch, err := range payload.NewInsert(leads).Batches(records) {
		if err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, len(batch.Index))
	}
	if !slices.Equal(sizes, []int{100, 100, 50}) {
		t.Errorf("bodies of %v records", sizes)
	}
}

func lineItemsAreAlike(t *testing.T) {
	quoted, _ := quotes.Field("Quoted_Items")
	for module, name := range map[string]string{"Sales_Orders": "Ordered_Items", "Purchase_Orders": "Purchase_Items", "Invoices": "Invoiced_Items"} {
		f, ok := moduleOf(t, module).Field(name)
		if diff := cmp.Diff(quoted.Spec, f.Spec); !ok || diff != "" {
			t.Errorf("%s of %s differs:\n%s", name, module, diff)
		}
	}
}

// defaultLengths checks the lengths of the fields of which no other is known.
func defaultLengths(t *testing.T) {
	for kind, limit := range map[fieldtype.Kind]int{
		fieldtype.SingleLine: 255, fieldtype.MultiLine: 2000, fieldtype.MultiLineLarge: 32000, fieldtype.RichText: 50000,
		fieldtype.Email: 100, fieldtype.Phone: 30, fieldtype.URL: 450,
	} {
		if got, _, _ := kind.Limits(); got != limit {
			t.Errorf("%s: %d, want %d", kind, got, limit)
		}
	}
}

func pageFile(t *testing.T, folder, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", folder, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pageResponse checks that the page's response to its sample body is read, and
// has these ids.
func pageResponse(name string, ids ...string) check {
	return func(t *testing.T) {
		t.Helper()
		batch, err := payload.ParseBatch(pageFile(t, "page", name))
		if err != nil {
			t.Fatal(err)
		}
		out, err := batch.Outcome(pageFile(t, "answers", "page_"+strings.ToLower(name)))
		if err != nil || !slices.Equal(out.IDs, ids) || len(out.Rows) != len(batch.Index) || len(out.Refused()) > 0 {
			t.Errorf("%+v, %v, want ids %q", out, err, ids)
		}
	}
}

// dealsResponse checks that the page's two results for its one deal are not read as
// an answer.
func dealsResponse(t *testing.T) {
	answer := pageFile(t, "answers", "page_deals")
	if !strings.Contains(string(answer), "3652397000006064046") {
		t.Error("it is not the page's response")
	}
	batch, err := payload.ParseBatch(pageFile(t, "page", "Deals"))
	if err != nil {
		t.Fatal(err)
	}
	var misfit *zohocrm.AnswerError
	if out, err := batch.Outcome(answer); !errors.As(err, &misfit) {
		t.Errorf("%+v, %v", out, err)
	}
}

// unmatchedBatch checks that with a recurring record among others no result is said
// to be that of a record.
func unmatchedBatch(t *testing.T) {
	records := slices.Values([]*record.Record{
		record.New().Text("Subject", "once"),
		record.New().Text("Subject", "daily").Recurrence("Recurring_Activity", rrule.Daily().From(rrule.Day(2022, 4, 6)).Times(2)),
	})
	const inserted = `{"code":"SUCCESS","details":{"id":"1"},"message":"record added","status":"success"}`
	for batch, err := range payload.NewInsert(tasks).Batches(records) {
		if err != nil || !batch.Recurring {
			t.Fatalf("recurring %t, %v", batch.Recurring, err)
		}
		out, err := batch.Outcome([]byte(`{"data":[` + times(3, inserted) + `]}`))
		if err != nil || !out.Unmatched || len(out.Rows) != 0 || len(out.IDs) != 3 {
			t.Errorf("%+v, %v", out, err)
		}
	}
}

// occurrences checks how many results a recurrence has.
func occurrences(rule string, want int) check {
	return func(t *testing.T) {
		t.Helper()
		r, err := rrule.Parse(rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(slices.Collect(r.Dates(1000))); got != want {
			t.Errorf("%d days, want %d", got, want)
		}
	}
}

// recognizes checks that an answer of the server is read.
func recognizes(answer string, code zohocrm.Code) check {
	return func(t *testing.T) {
		t.Helper()
		a, err := zohocrm.ParseAnswer([]byte(answer))
		if err != nil || len(a.Items) != 1 || a.Bare != !strings.HasPrefix(answer, `{"data"`) || !errors.Is(a.Items[0].Problems, code) {
			t.Errorf("%+v, %v, want %s", a, err, code)
		}
	}
}

func wizardAnswer(message string) string {
	return `{"data":[{"code":"INVALID_DATA","details":{"api_name":"$wizard_connection_path","json_path":"$.data[0].$wizard_connection_path"},"message":"` +
		message + `","status":"error"}]}`
}

// sampleOfPageIsNoJSON checks that JSON as the page prints it is refused, with the
// position.
func sampleOfPageIsNoJSON(t *testing.T) {
	const printed = `{"data":[{"Lead_Source":"Employee Referral","Company":"ABC" "Last_Name":"Dolan"}]}`
	_, err := payload.ParseInsert(leads, []byte(printed))
	var place *fieldtype.SyntaxError
	if !errors.Is(err, zohocrm.ReasonSyntax) || !errors.As(err, &place) || place.Offset != strings.Index(printed, `"Last_Name"`) {
		t.Errorf("%v, at %+v", err, place)
	}
	request{operation: "insert", module: "Leads", input: strings.Replace(printed, `"ABC" `, `"ABC",`, 1)}.run(t)
}

// becomes checks the outcome of the only record of a batch.
func becomes(answer, want string) check {
	return func(t *testing.T) {
		t.Helper()
		out, err := payload.Batch{Index: []int{0}}.Outcome([]byte(answer))
		if err != nil {
			t.Fatal(err)
		}
		row := out.Rows[0]
		got := fmt.Sprintf("id %q, action %q, matched %q, duplicate of %q", row.ID, row.Action, row.Matched, row.DuplicateID())
		for _, p := range row.Problems {
			got += ", " + testkit.Line(p)
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", answer, got, want)
		}
	}
}

// callsAre checks the method and path of a request.
func callsAre(r *payload.Request, method, path string) check {
	return func(t *testing.T) {
		t.Helper()
		if r.Method() != method || r.Path() != path {
			t.Errorf("%s %s, want %s %s", r.Method(), r.Path(), method, path)
		}
	}
}

// needs checks the header X-EXTERNAL that a record of an operation needs.
func needs(op modules.Operation, m *modules.Module, members, header string) check {
	return func(t *testing.T) {
		t.Helper()
		r, err := payload.Parse(op, m, []byte(`{"data":[`+members+`]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Headers()[payload.ExternalHeader]; got != header {
			t.Errorf("%s: header %q, want %q", members, got, header)
		}
	}
}

// setsTo checks the body of a record that is made by setters.
func setsTo(op modules.Operation, m *modules.Module, rec *record.Record, body string) check {
	return func(t *testing.T) {
		t.Helper()
		r := payload.NewUpdate(m)
		if op == modules.Upsert {
			r = payload.NewUpsert(m)
		}
		if got, err := r.Add(rec).Build(); err != nil || string(got) != body {
			t.Errorf("got %s, %v; want %s", got, err, body)
		}
	}
}

// takesModules checks which modules of the insert page a call does not take.
func takesModules(op modules.Operation, but ...string) check {
	return func(t *testing.T) {
		t.Helper()
		var not []string
		for m := range modules.All() {
			if !m.Takes(op) {
				not = append(not, m.APIName())
			}
		}
		if !slices.Equal(not, but) || !modules.Custom("Trips").Takes(op) {
			t.Errorf("%s does not take %q, want %q", op, not, but)
		}
	}
}

// matchesBy checks the duplicate check fields of the modules.
func matchesBy(pairs string) check {
	return func(t *testing.T) {
		t.Helper()
		for pair := range strings.SplitSeq(pairs, ", ") {
			module, field, _ := strings.Cut(pair, " ")
			if got := moduleOf(t, module).DuplicateCheckField(); got != field {
				t.Errorf("%s: %q, want %q", module, got, field)
			}
		}
	}
}

// lead returns a lead with an email address.
func lead() *record.Record {
	return record.New().Text("Last_Name", "Daly").Text("Email", "p.daly@zylker.com")
}

// times returns the elements of an array that holds the same n times.
func times(n int, element string) string {
	return strings.TrimSuffix(strings.Repeat(element+",", n), ",")
}
