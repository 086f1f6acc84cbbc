package fakezoho

import (
	"fmt"
	"strconv"
	"strings"
)

// modules are the fields of the modules, as the fields of the official SDKs and the
// page's samples name them. A field is NAME:TYPE. A number after the type is its
// limit, {…} the values of a list that is closed (with + for a space) or the key within a
// link, ! makes the field mandatory. Fields
// of ~ are made by Zoho, which ignores what is sent. What is not here is a field
// that the organization may have: it is taken as it is.
//
// The types and lengths of Leads are those of the Fields metadata of the
// documentation. Of other modules the SDKs know only text and number: a name such
// as Email has the type of that name in Leads, a text the 255 characters of the page.
// A text that has several lines is "long", which is not documented further.
const modules = `
* Owner:user Layout:layout Tag:tag Data_Processing_Basis_Details:consent Image_Upload:imageupload File_Upload:fileupload
  $approved:boolean $wizard_connection_path:ids Wizard:wizard
  id:~ Created_By:~ Created_Time:~ Modified_By:~ Modified_Time:~ Record_Status__s:~ Locked__s:~
Leads Last_Name:text80! First_Name:text40 Company:text200 Designation:text100 Street:text250 City:text100 State:text100
  Country:text100 Zip_Code:text30 Fax:text30 Skype_ID:text50 Twitter:text50 Description:text32000 Email:email Secondary_Email:email
  Phone:phone Mobile:phone Website:website255 First_Visited_URL:website3000 Referrer:website3000 Annual_Revenue:double16
  Average_Time_Spent_Minutes:double Exchange_Rate:double No_of_Employees:integer Number_Of_Chats:integer Days_Visited:integer
  Visitor_Score:bigint19 Email_Opt_Out:boolean First_Visited_Time:datetime Last_Visited_Time:datetime Salutation:picklist
  Currency:picklist Data_Processing_Basis:picklist Data_Source:picklist Industry:picklist Lead_Source:picklist Lead_Status:picklist
  Rating:picklist Full_Name:~ Last_Activity_Time:~ Territories:~ Unsubscribed_Mode:~ Unsubscribed_Time:~ Converted_Account:~
  Converted_Contact:~ Converted_Deal:~ Converted_Date_Time:~ Converted__s:~ Enrich_Status__s:~ Last_Enriched_Time__s:~ Lead_Conversion_Time:~
Contacts Last_Name:text! First_Name:text Account_Name:named Assistant:text Asst_Phone:phone Average_Time_Spent_Minutes:double
  Data_Processing_Basis:picklist Data_Source:picklist Date_of_Birth:date Days_Visited:integer Department:text Description:text32000
  Email:email Email_Opt_Out:boolean Fax:text First_Visited_Time:datetime First_Visited_URL:website3000 Home_Phone:phone
  Last_Visited_Time:datetime Lead_Source:picklist Mailing_City:text Mailing_Country:text Mailing_State:text Mailing_Street:text
  Mailing_Zip:text Mobile:phone Number_Of_Chats:integer Other_City:text Other_Country:text Other_Phone:phone Other_State:text
  Other_Street:text Other_Zip:text Phone:phone Referrer:website3000 Reporting_To:lookup Reports_To:text Salutation:picklist
  Secondary_Email:email Skype_ID:text Title:text Twitter:text Vendor_Name:lookup Visitor_Score:bigint19 Full_Name:~
Accounts Account_Name:text! Account_Number:bigint Account_Site:text Account_Type:picklist Annual_Revenue:double Billing_City:text
  Billing_Code:text Billing_Country:text Billing_State:text Billing_Street:text Currency:picklist Description:text32000
  Employees:integer Exchange_Rate:double Fax:text Industry:picklist Ownership:picklist Parent_Account:lookup Phone:phone
  Rating:picklist SIC_Code:integer Shipping_City:text Shipping_Code:text Shipping_Country:text Shipping_State:text
  Shipping_Street:text Ticker_Symbol:text Website:website
Deals Deal_Name:text120! Stage:picklist! Pipeline:picklist Account_Name:named Amount:double Campaign_Source:lookup
  Closing_Date:date Contact_Name:lookup Currency:picklist Description:text32000 Exchange_Rate:double Lead_Source:picklist
  Next_Step:text Probability:integer Reason_For_Loss__s:picklist Type:picklist Expected_Revenue:~ Overall_Sales_Duration:~
Campaigns Campaign_Name:text! Actual_Cost:double Budgeted_Cost:double Currency:picklist Description:text32000 End_Date:date
  Exchange_Rate:double Expected_Response:bigint Expected_Revenue:double Num_sent:bigint Parent_Campaign:lookup Start_Date:date
  Status:picklist Type:picklist
Tasks Subject:text! Description:text32000 Due_Date:date Priority:picklist Recurring_Activity:rrule Remind_At:alarm
  Send_Notification_Email:boolean Status:picklist What_Id:lookup Who_Id:lookup $se_module:text Closed_Time:~
Events Event_Title:text! Start_DateTime:datetime! End_DateTime:datetime! All_day:boolean Description:text32000 Latitude:double
  Longitude:double Participants:participants Recurring_Activity:rrule Remind_At:reminders Remind_Participants:reminders Venue:text
  What_Id:lookup Who_Id:lookup ZIP_Code:text $se_module:text $send_notification:boolean Meeting_Venue__s:picklist
  Meeting_Provider__s:picklist Check_In_Time:~ Check_In_By:~ Check_In_City:~
Calls Subject:text! Call_Type:picklist{Inbound|Outbound|Missed}! Call_Start_Time:datetime! Call_Duration:duration CTI_Entry:boolean
  Call_Agenda:text Call_Purpose:picklist Call_Result:long Caller_ID:text Description:text32000 Dialled_Number:text
  Outgoing_Call_Status:picklist{Scheduled|Completed} Reminder:picklist Scheduled_In_CRM:picklist Voice_Recording__s:text3000
  What_Id:lookup Who_Id:lookup $se_module:text Call_Duration_in_seconds:~
Solutions Solution_Title:text! Add_Comment:long Answer:long Product_Name:named Published:boolean Question:long Status:picklist
  No_of_comments:~ Solution_Number:~
Products Product_Name:text! Commission_Rate:double Description:text32000 Handler:user Manufacturer:picklist Product_Active:boolean
  Product_Category:picklist Product_Code:text Qty_Ordered:double Qty_in_Demand:double Qty_in_Stock:double Reorder_Level:double
  Sales_End_Date:date Sales_Start_Date:date Support_Expiry_Date:date Support_Start_Date:date Taxable:boolean Unit_Price:double
  Usage_Unit:picklist Vendor_Name:lookup
Vendors Vendor_Name:text! Category:text City:text Country:text Description:text32000 Email:email Email_Opt_Out:boolean
  GL_Account:picklist Phone:phone State:text Street:text Website:website Zip_Code:text Unsubscribed_Mode:~
Price_Books Price_Book_Name:text! Pricing_Details:pricing! Active:boolean Description:text32000 Pricing_Model:picklist
Cases Case_Origin:picklist! Status:picklist! Subject:text! Account_Name:lookup Add_Comment:long Case_Reason:picklist Deal_Name:lookup
  Description:long Email:email Internal_Comments:long Phone:phone Priority:picklist Product_Name:named Related_To:lookup
  Reported_By:text Solution:long Type:picklist Case_Number:~ No_of_comments:~
Quotes Subject:text! Quoted_Items:items! Quote_Stage:picklist Team:text Valid_Till:date Account_Name:lookup Contact_Name:lookup
  Deal_Name:lookup Carrier:picklist Quote_Number:~ %inventory
Sales_Orders Subject:text! Ordered_Items:items! Customer_No:text Due_Date:date Excise_Duty:double Pending:text Purchase_Order:text
  Quote_Name:lookup Sales_Commission:double Status:picklist Account_Name:lookup Contact_Name:lookup Deal_Name:lookup
  Carrier:picklist SO_Number:~ %inventory
Purchase_Orders Subject:text! Vendor_Name:lookup! Purchase_Items:items! Due_Date:date Excise_Duty:double PO_Date:date PO_Number:text
  Requisition_No:text Sales_Commission:double Status:picklist Tracking_Number:text Contact_Name:lookup Carrier:picklist %inventory
Invoices Subject:text! Invoiced_Items:items! Due_Date:date Excise_Duty:double Invoice_Date:date Purchase_Order:text
  Sales_Commission:double Sales_Order:lookup Status:picklist Account_Name:lookup Contact_Name:lookup Invoice_Number:~ %inventory
%inventory Adjustment:double Billing_City:text Billing_Code:text Billing_Country:text Billing_State:text Billing_Street:text
  Currency:picklist Description:text32000 Discount:double Exchange_Rate:double Shipping_City:text Shipping_Code:text
  Shipping_Country:text Shipping_State:text Shipping_Street:text Terms_and_Conditions:long $line_tax:taxes Grand_Total:~ Sub_Total:~ Tax:~
Appointments__s Service_Name:lookup! Appointment_Name:text225! Appointment_For:target! Owner:user! Appointment_Start_Time:datetime!
  Location:picklist{Client+Address|Business+Address}! Address:text255 Additional_Information:text32000 Appointment_End_Time:datetime
  Status:picklist{Scheduled|Completed|Cancelled|Overdue} Cancellation_Reason:picklist{By+Customer|By+Team} Cancellation_Note:text2000
  Cancelled_By:user Cancelled_Time:datetime Reschedule_Reason:picklist{By+Customer|By+Team} Reschedule_Note:text2000
  Rescheduled_By:user Rescheduled_Time:datetime Rescheduled_From:datetime Rescheduled_To:datetime Remind_At:appointmentreminders
  Job_Sheet_Created__s:boolean Job_Sheet_Name__s:text Job_Sheet_Section__s:picklist Job_Sheet_Description__s:text32000
  Reschedule_Count:~
Appointments_Rescheduled_History__s Appointment_Name:lookup! Rescheduled_Time:datetime! Rescheduled_By:user!
  Rescheduled_From:datetime! Rescheduled_To:datetime! Reschedule_Reason:picklist{By+Customer|By+Team} Reschedule_Note:long
Services__s Owner:member Service_Name:text! Duration:minutes! Location:picklist{Client+Address|Business+Address|Business+Address+and+Client+Address}!
  Members:members{Members}! Availability_Type:picklist{Every+Business+Days|Specific+Date+Range|Specific+Date(s)|Specific+Day(s)}!
  Price:double16.2! Available_From:date Available_Till:date Available_Days:weekdays Available_Timings:timings
  Status:picklist{Available|Temporarily+Unavailable|Not+in+Use|Not+In+Use|Scheduled} Unavailable_From:datetime Unavailable_Till:datetime
  Job_Sheet_Required:picklist{Yes|No|yes|no} Job_Sheet_Section__s:picklist Description:text32000
Notes Parent_Id:target! Note_Title:text Note_Content:long65535
+ Name:text!
%row Product_Name:named! Quantity:double List_Price:double Discount:quoted Price_Book_Name:lookup Description:long Line_Tax:taxes
  Sequence_Number:integer
`

// systemField is the field by which an upsert finds records of a module unless
// duplicate_check_fields says otherwise (upsert page; facts 2.1).
var systemField = map[string]string{
	"Leads": "Email", "Accounts": "Account_Name", "Contacts": "Email", "Deals": "Deal_Name", "Campaigns": "Campaign_Name", "Cases": "Subject",
	"Solutions": "Solution_Title", "Products": "Product_Name", "Vendors": "Vendor_Name", "Price_Books": "Price_Book_Name", "Quotes": "Subject",
	"Sales_Orders": "Subject", "Purchase_Orders": "Subject", "Invoices": "Subject",
}

// noUpsert are the modules that an upsert does not take, noBulk those that Bulk Write
// does not take.
var (
	noUpsert = map[string]bool{"Tasks": true, "Events": true, "Calls": true, "Notes": true}
	noBulk   = map[string]bool{"Events": true, "Calls": true, "Notes": true, "Appointments__s": true, "Appointments_Rescheduled_History__s": true, "Services__s": true}
)

// A field is a row of the table.
type field struct {
	name, kind        string
	limit, decimals   int
	values            []string
	mandatory, unique bool
}

// A module is what the server knows of one.
type module struct {
	name   string
	fields []field
	custom bool
}

func (m *module) field(name string) *field {
	for i := range m.fields {
		if m.fields[i].name == name {
			return &m.fields[i]
		}
	}
	return nil
}

// set adds a field, or replaces the one of its name.
func (m *module) set(f field) {
	if old := m.field(f.name); old != nil {
		*old = f
		return
	}
	m.fields = append(m.fields, f)
}

// limits are those of the page for the field types that have one (page, "Sample
// Attributes"), with the decimals of numbers.
var limits = map[string][2]int{
	"text": {255, 0}, "long": {50000, 0}, "email": {100, 0}, "phone": {30, 0}, "website": {450, 0}, "integer": {9, 0}, "bigint": {18, 0},
	"double": {16, 9}, "currency": {16, 9}, "percent": {5, 9}, "quoted": {16, 9}, "imageupload": {10, 0}, "fileupload": {5, 0}, "minutes": {9, 0},
}

// parseField reads NAME:TYPE.
func parseField(text string) (field, error) {
	name, kind, ok := strings.Cut(text, ":")
	f := field{name: name}
	for ok && strings.HasSuffix(kind, "!") || strings.HasSuffix(kind, "?") {
		f.mandatory, f.unique = f.mandatory || kind[len(kind)-1] == '!', f.unique || kind[len(kind)-1] == '?'
		kind = kind[:len(kind)-1]
	}
	if list, closed := strings.CutSuffix(kind, "}"); closed {
		var values string
		kind, values, _ = strings.Cut(list, "{")
		f.values = strings.Split(strings.ReplaceAll(values, "+", " "), "|")
	}
	f.kind = strings.TrimRight(kind, "0123456789.")
	f.limit, f.decimals = limits[f.kind][0], limits[f.kind][1]
	if number := kind[len(f.kind):]; number != "" {
		before, after, point := strings.Cut(number, ".")
		var err error
		if f.limit, err = strconv.Atoi(before); err != nil {
			return f, err
		}
		if f.decimals, err = strconv.Atoi(after); point && err != nil {
			return f, err
		}
		if !point {
			f.decimals = limits[f.kind][1]
		}
	}
	if _, known := checks[f.kind]; !ok || !known {
		return f, fmt.Errorf("fakezoho: %q is no field", text)
	}
	return f, nil
}

// table reads modules.
func table() map[string]*module {
	all := map[string]*module{}
	var last *module
	for _, line := range strings.Split(strings.TrimSpace(modules), "\n") {
		if !strings.HasPrefix(line, " ") {
			name, rest, _ := strings.Cut(line, " ")
			last, line = &module{name: name}, rest
			all[name] = last
		}
		for _, text := range strings.Fields(line) {
			if strings.HasPrefix(text, "%") {
				last.fields = append(last.fields, field{name: text})
				continue
			}
			f, err := parseField(text)
			if err != nil {
				panic(err) // the table is wrong
			}
			last.set(f)
		}
	}
	for name, m := range all {
		m.include(all)
		if name == "*" || strings.HasPrefix(name, "%") {
			continue
		}
		for _, f := range all["*"].fields {
			if m.field(f.name) == nil {
				m.fields = append(m.fields, f)
			}
		}
	}
	return all
}

// include replaces the names of lists of fields by these fields.
func (m *module) include(all map[string]*module) {
	var fields []field
	for _, f := range m.fields {
		if part := all[f.name]; part != nil && strings.HasPrefix(f.name, "%") {
			fields = append(fields, part.fields...)
		} else {
			fields = append(fields, f)
		}
	}
	m.fields = fields
}
