package record_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// A price book with a discount that grows with the quantity.
func ExampleRecord_PriceRanges() {
	book := record.New().
		Text("Price_Book_Name", "Retail").
		PriceRanges("Pricing_Details",
			record.PriceRange{From: "1", To: "10", Discount: "0"},
			record.PriceRange{From: "11", To: "50", Discount: "2.5"},
		)
	body, err := payload.NewInsert(modules.PriceBooks()).Add(book).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Price_Book_Name":"Retail","Pricing_Details":[{"from_range":1,"to_range":10,"discount":0},{"from_range":11,"to_range":50,"discount":2.5}]}]} <nil>
}

// A deal with two images, a file, two records of another module and two users.
// The ids of the files are those that the Files API answered with.
func ExampleRecord_Files() {
	deal := record.New().
		Text("Deal_Name", "Villa by the sea").
		Text("Stage", "Qualification").
		Text("Pipeline", "Standard (Standard)").
		Files("Image_Upload", "2cxxxxxxxxxxxx2fa", "2cxxxxxxxxxxxx4fa").
		Files("File_Upload", "2cxxxxxxxxxxxx4fc").
		Lookups("Listings", "Interested_Listings", "3652397000001978005", "3652397000001978016").
		Lookups("Multi_user", "Multi_user", "3652397000000186017", "3652397000000281001")

	body, err := payload.NewInsert(modules.Deals()).Add(deal).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(indented(body))
	// Output:
	// {
	//   "data": [
	//     {
	//       "Deal_Name": "Villa by the sea",
	//       "Stage": "Qualification",
	//       "Pipeline": "Standard (Standard)",
	//       "Image_Upload": [
	//         {
	//           "File_Id__s": "2cxxxxxxxxxxxx2fa"
	//         },
	//         {
	//           "File_Id__s": "2cxxxxxxxxxxxx4fa"
	//         }
	//       ],
	//       "File_Upload": [
	//         {
	//           "File_Id__s": "2cxxxxxxxxxxxx4fc"
	//         }
	//       ],
	//       "Listings": [
	//         {
	//           "Interested_Listings": {
	//             "id": "3652397000001978005"
	//           }
	//         },
	//         {
	//           "Interested_Listings": {
	//             "id": "3652397000001978016"
	//           }
	//         }
	//       ],
	//       "Multi_user": [
	//         {
	//           "Multi_user": {
	//             "id": "3652397000000186017"
	//           }
	//         },
	//         {
	//           "Multi_user": {
	//             "id": "3652397000000281001"
	//           }
	//         }
	//       ]
	//     }
	//   ]
	// }
}

// indented returns JSON as people read it.
func indented(body []byte) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(json.RawMessage(body)); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(b.String())
}

// A meeting on nine days, with fifty participants, who are reminded three
// times.
func ExampleRecord_Participants() {
	participants := []record.Participant{
		record.UserParticipant("3652397000000186017"),
		record.ContactParticipant("5545974000002858122").Named("John"),
	}
	for i := len(participants); i < 50; i++ {
		participants = append(participants, record.EmailParticipant(fmt.Sprintf("guest%d@zylker.com", i)))
	}
	india := time.FixedZone("IST", 5*3600+1800)
	start := time.Date(2023, time.May, 20, 9, 0, 0, 0, india)
	event := record.New().
		Text("Event_Title", "New Meeting").
		DateTime("Start_DateTime", start).
		DateTime("End_DateTime", start.Add(time.Hour)).
		Recurrence("Recurring_Activity", rrule.Daily().From(rrule.DayOf(start)).Until(rrule.Day(2023, time.May, 28))).
		Reminders("Remind_At", rrule.Minutes(15), rrule.Hours(2), rrule.Days(1).At("10.30")).
		Participants("Participants", participants...)

	body, err := payload.NewInsert(modules.Events()).Add(event).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	before, list, _ := strings.Cut(string(body), `"Participants":`)
	fmt.Println(before)
	fmt.Println(strings.Count(list, `"type":`), "participants")
	// Output:
	// {"data":[{"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"},"Remind_At":[{"unit":15,"period":"minutes"},{"unit":2,"period":"hours"},{"unit":1,"period":"days","time":"10.30"}],
	// 50 participants
}

// A task on the last Friday of every month, of which an email reminds the day
// before.
func ExampleRecord_Alarm() {
	task := record.New().
		Text("Subject", "Close the books").
		Recurrence("Recurring_Activity", rrule.Monthly().OnThe(-1, rrule.Friday).From(rrule.Day(2023, time.January, 27)).Until(rrule.Day(2023, time.December, 29))).
		Alarm("Remind_At", rrule.Email().DaysBefore(1).At("08:30"))

	body, err := payload.NewInsert(modules.Tasks()).Add(task).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Subject":"Close the books","Recurring_Activity":{"RRULE":"FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR;DTSTART=2023-01-27;UNTIL=2023-12-29"},"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=08:30"}}]} <nil>
}

// A note on a lead.
func ExampleRecord_LookupIn() {
	note := record.New().
		LookupIn("Parent_Id", "Leads", "3652397000000649013").
		Text("Note_Content", "Called back")
	body, err := payload.NewInsert(modules.Notes()).Add(note).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Parent_Id":{"module":{"api_name":"Leads"},"id":"3652397000000649013"},"Note_Content":"Called back"}]} <nil>
}

// A quote with two taxes of its only line item, and one of the whole quote. Numbers
// are literals, so that they stay exact.
func ExampleRecord_Taxes() {
	item := record.New().
		Lookup("Product_Name", "3652397000000416001").
		Decimal("Quantity", "2.5").
		Decimal("List_Price", "19.90").
		Taxes("Line_Tax",
			record.Tax{Name: "Sales Tax", Percentage: "10"},
			record.Tax{Name: "Vat", Percentage: "1.5"},
		)
	quote := record.New().
		Text("Subject", "Spare parts").
		Taxes("$line_tax", record.Tax{Name: "Common Tax", Percentage: "0.5"}).
		Subform("Quoted_Items", item)
	body, err := payload.NewInsert(modules.Quotes()).Add(quote).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Subject":"Spare parts","$line_tax":[{"percentage":0.5,"name":"Common Tax"}],"Quoted_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":2.5,"List_Price":19.90,"Line_Tax":[{"percentage":10,"name":"Sales Tax"},{"percentage":1.5,"name":"Vat"}]}]}]} <nil>
}

// Each kind of participant.
func ExampleLeadParticipant() {
	event := record.New().
		Text("Event_Title", "New Meeting").
		Text("Start_DateTime", "2023-05-20T09:00:00+05:30").
		Text("End_DateTime", "2023-05-20T10:00:00+05:30").
		Participants("Participants",
			record.LeadParticipant("3652397000000649013").Named("Daly"),
			record.ContactParticipant("5545974000002858122"),
			record.UserParticipant("3652397000000186017"),
			record.EmailParticipant("p.dolan@zylker.com"),
		)
	body, err := payload.NewInsert(modules.Events()).Add(event).Build()
	_, participants, _ := strings.Cut(string(body), `"Participants":`)
	fmt.Println(participants, err)
	// Output:
	// [{"name":"Daly","type":"lead","participant":"3652397000000649013"},{"type":"contact","participant":"5545974000002858122"},{"type":"user","participant":"3652397000000186017"},{"type":"email","Email":"p.dolan@zylker.com"}]}]} <nil>
}
