package modules

// closedLists has the source for each list of values that Zoho itself closes. An
// organization may add values to any other list, so there an unknown value only
// warns.
var closedLists = map[string]map[string]string{
	"Calls": {
		"Call_Type": `page, "Sample Input to Insert a Call": Call_Type`,
	},
	"Appointments__s": {
		"Location":            `Create Appointments page, Location, and "Possible Errors": INVALID_DATA`,
		"Status":              `Create Appointments page, Status; facts 2.2, Appointments__s`,
		"Cancellation_Reason": `Create Appointments page, Cancellation_Reason; facts 2.2, Appointments__s`,
		"Reschedule_Reason":   `Create Appointments page, Reschedule_Reason; facts 2.2, Appointments__s`,
	},
	"Appointments_Rescheduled_History__s": {
		"Reschedule_Reason": `Add Appointments Rescheduled History page, Reschedule_Reason`,
	},
	"Services__s": {
		"Location":           `Create Services page, Location; facts 2.2, Services__s`,
		"Status":             `Create Services page, Status, and "Possible Errors": INVALID_DATA; facts 7.13`,
		"Availability_Type":  `Create Services page, Availability_Type, and "Possible Errors": INVALID_DATA; facts 5, "not in a fixed list"`,
		"Available_Days":     `Create Services page, "Possible Errors": DEPENDENT_MISMATCH; facts 2.2, Services__s: weekday names`,
		"Job_Sheet_Required": `Create Services page, Job_Sheet_Required; API description of v8, createServicesS, InvalidDataResponse17`,
	},
}

// fieldSources has the source for each field that differs from its type on the page:
// in its length, digits, bounds, the values of an open list, a lookup by name or a
// quoted number. The fields that every module has are under "".
var fieldSources = map[string]map[string]string{
	"": {
		"id": `facts 1.2, bigint: system exceptions`,
	},
	"Leads": {
		"Last_Name": fieldsSample, "First_Name": fieldsSample, "Company": fieldsSample, "Designation": fieldsSample, "Fax": fieldsSample,
		"Website": fieldsSample, "Street": fieldsSample, "City": fieldsSample, "State": fieldsSample, "Zip_Code": fieldsSample,
		"Country": fieldsSample, "Skype_ID": fieldsSample, "Twitter": fieldsSample, "Full_Name": fieldsSample,
		"First_Visited_URL": fieldsSample, "Referrer": fieldsSample, "Visitor_Score": fieldsSample,
	},
	"Contacts": {
		"First_Visited_URL": fieldsSample, "Referrer": fieldsSample, "Visitor_Score": fieldsSample,
		"Account_Name": `real cases 7 and 8`,
	},
	"Accounts": {
		"SIC_Code": `facts 2.3, Accounts: the samples of the SDKs`,
	},
	"Deals": {
		"Deal_Name":    `Fields metadata of an organization, Deals`,
		"Account_Name": `real cases 7 and 8`,
	},
	"Calls": {
		"Outgoing_Call_Status": `page, "Sample Input to Insert a Call": Outbound_Call_Status`,
		"Outbound_Call_Status": `page, "Sample Input to Insert a Call": Outbound_Call_Status`,
		"$se_module":           seModuleSource,
		"se_module":            seModuleSource,
		"Voice_Recording__s":   `facts 1.2, website: the length of an address`,
	},
	"Events": {"$se_module": seModuleSource, "se_module": seModuleSource},
	"Tasks":  {"$se_module": seModuleSource, "se_module": seModuleSource},
	"Notes": {
		"$se_module":       seModuleSource,
		"se_module":        seModuleSource,
		"Associated_Id__s": `facts 1.2, bigint: an id`,
		"Note_Content":     `API description of v8, createNotesModule, Note_Content`,
	},
	"Cases":     {"Product_Name": `real case 8: the samples of the SDKs`},
	"Solutions": {"Product_Name": `real case 8: the samples of the SDKs`},
	"Appointments__s": {
		"Appointment_Name": `facts 2.2 and 7.17, Appointments__s: maximum_length 225`,
		"Remind_At":        `facts 3.3: Appointments__s`,
	},
	"Services__s": {
		"Duration": `facts 7.16`,
		"Members":  `Create Services page, Members; facts 2.2, Services__s`,
		"Price":    `Create Services page, Price; facts 2.2, Services__s`,
	},
}

const (
	fieldsSample   = `facts 1.2: the Fields metadata of the documentation`
	seModuleSource = `page, "Sample Input to Insert a Recurring Event": $se_module; facts 2.2, Events and Tasks`
)

// Source returns the source of what the module knows about a field beyond its type,
// such as a length or the values of a closed list: a section of a page of Zoho's, or
// a fact or real case of docs/sources.md. It is "" if the field is like its type. It
// does not cover changes by [Module.With].
func (m *Module) Source(apiName string) string {
	m = m.orNone()
	if m.program == nil {
		return ""
	}
	for _, sources := range []map[string]map[string]string{closedLists, fieldSources} {
		if s := sources[m.tables][apiName]; s != "" {
			return s
		}
	}
	return fieldSources[""][apiName]
}

// closes reports whether Zoho itself closes the list of values of a field.
func (m *Module) closes(apiName string) bool { return closedLists[m.tables][apiName] != "" }
