package payload_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/rrule"
)

// A quote of a hundred line items, each with two taxes, and a tax of the whole
// quote. Numbers are written as texts, so that they stay exact.
func ExampleRecord_LineItems() {
	items := make([]*payload.LineItem, 100)
	for i := range items {
		items[i] = payload.Product(fmt.Sprint(3652397000000416001+i)).
			Quantity("2.5").
			ListPrice("19.90").
			Taxes(
				payload.Tax{Name: "Sales Tax", Percentage: "10"},
				payload.Tax{Name: "Vat", Percentage: "1.5"},
			)
	}
	quote := payload.NewRecord().
		Text("Subject", "Spare parts").
		LineItems("Quoted_Items", items...).
		LineTaxes(payload.Tax{Name: "Common Tax", Percentage: "0.5"})

	body, err := payload.NewInsert(modules.Quotes()).Add(quote).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Count(string(body), "Product_Name"), "line items, the first of them:")
	_, rest, _ := strings.Cut(string(body), `"Quoted_Items":[`)
	first, _, _ := strings.Cut(rest, `,{"Product_Name"`)
	fmt.Println(first)
	// Output:
	// 100 line items, the first of them:
	// {"Product_Name":{"id":"3652397000000416001"},"Quantity":2.5,"List_Price":19.90,"Line_Tax":[{"percentage":10,"name":"Sales Tax"},{"percentage":1.5,"name":"Vat"}]}
}

// A problem in a line item says in which one, and what is expected there.
func ExampleRecord_LineItems_problem() {
	quote := payload.NewRecord().
		Text("Subject", "Spare parts").
		LineItems("Quoted_Items",
			payload.Product("3652397000000416001").Quantity("2"),
			payload.Product("3652397000000416002").Quantity("a dozen"),
		)
	_, err := payload.NewInsert(modules.Quotes()).Add(quote).Build()
	fmt.Println(err)
	// Output:
	// $.data[0].Quoted_Items[1].Quantity: INVALID_DATA: invalid data: expected a decimal number such as -1250.50
}

// A price book with a discount that grows with the quantity.
func ExampleRecord_PriceRanges() {
	book := payload.NewRecord().
		Text("Price_Book_Name", "Retail").
		PriceRanges(
			payload.PriceRange{From: "1", To: "10", Discount: "0"},
			payload.PriceRange{From: "11", To: "50", Discount: "2.5"},
		)
	body, err := payload.NewInsert(modules.PriceBooks()).Add(book).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Price_Book_Name":"Retail","Pricing_Details":[{"from_range":1,"to_range":10,"discount":0},{"from_range":11,"to_range":50,"discount":2.5}]}]} <nil>
}

// A deal with two images, a file, two records of another module and two users.
// The ids of the files are those that the Files API answered with.
func ExampleRecord_Files() {
	deal := payload.NewRecord().
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
	participants := []payload.Participant{
		payload.UserParticipant("3652397000000186017"),
		payload.ContactParticipant("5545974000002858122").Named("John"),
	}
	for i := len(participants); i < 50; i++ {
		participants = append(participants, payload.EmailParticipant(fmt.Sprintf("guest%d@zylker.com", i)))
	}
	india := time.FixedZone("IST", 5*3600+1800)
	start := time.Date(2023, time.May, 20, 9, 0, 0, 0, india)
	event := payload.NewRecord().
		Text("Event_Title", "New Meeting").
		Time("Start_DateTime", start).
		Time("End_DateTime", start.Add(time.Hour)).
		RelatedTo("Deals", "5545974000002755007").
		Recurrence(rrule.Daily().From(rrule.DayOf(start)).Until(rrule.Day(2023, time.May, 28))).
		Reminders(rrule.Minutes(15), rrule.Hours(2), rrule.Days(1).At("10.30")).
		Participants(participants...)

	body, err := payload.NewInsert(modules.Events()).Add(event).Build()
	if err != nil {
		fmt.Println(err)
		return
	}
	before, list, _ := strings.Cut(string(body), `"Participants":`)
	fmt.Println(before)
	fmt.Println(strings.Count(list, `"type":`), "participants")
	// Output:
	// {"data":[{"Event_Title":"New Meeting","Start_DateTime":"2023-05-20T09:00:00+05:30","End_DateTime":"2023-05-20T10:00:00+05:30","What_Id":{"id":"5545974000002755007"},"$se_module":"Deals","Recurring_Activity":{"RRULE":"FREQ=DAILY;INTERVAL=1;DTSTART=2023-05-20;UNTIL=2023-05-28"},"Remind_At":[{"unit":15,"period":"minutes"},{"unit":2,"period":"hours"},{"unit":1,"period":"days","time":"10.30"}],
	// 50 participants
}

// A task on the last Friday of every month, of which an email reminds the day
// before.
func ExampleRecord_Alarm() {
	task := payload.NewRecord().
		Text("Subject", "Close the books").
		Recurrence(rrule.Monthly().OnThe(-1, rrule.Friday).From(rrule.Day(2023, time.January, 27)).Until(rrule.Day(2023, time.December, 29))).
		Alarm(rrule.Email().DaysBefore(1).At("08:30"))

	body, err := payload.NewInsert(modules.Tasks()).Add(task).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Subject":"Close the books","Recurring_Activity":{"RRULE":"FREQ=MONTHLY;INTERVAL=1;BYDAY=-1FR;DTSTART=2023-01-27;UNTIL=2023-12-29"},"Remind_At":{"ALARM":"ACTION=EMAIL;TRIGGER=-P1D;TRIGGER_TIME=08:30"}}]} <nil>
}

// A call that is to be made. The module gets a clock, so that a call which was
// meant for yesterday is found out.
func ExampleScheduledCall() {
	morning := time.Date(2023, time.May, 20, 9, 0, 0, 0, time.UTC)
	calls, err := modules.Calls().With(modules.WithNow(func() time.Time { return morning }))
	if err != nil {
		fmt.Println(err)
		return
	}
	call := payload.ScheduledCall("Discussion", morning.Add(2*time.Hour)).
		Lookup("Who_Id", "3652397000000649013").
		RelatedTo("Deals", "5545974000002755007")
	body, err := payload.NewInsert(calls).Add(call).Build()
	fmt.Printf("%s %v\n", body, err)

	call.Time("Call_Start_Time", morning.AddDate(0, 0, -1))
	_, err = payload.NewInsert(calls).Add(call).Build()
	fmt.Println(err)
	fmt.Println(errors.Is(err, zohocrm.CodeDependentMismatch))
	// Output:
	// {"data":[{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2023-05-20T11:00:00+00:00","Who_Id":{"id":"3652397000000649013"},"What_Id":{"id":"5545974000002755007"},"$se_module":"Deals"}]} <nil>
	// $.data[0].Call_Start_Time: DEPENDENT_MISMATCH: invalid data: expected a time later than now, as the call is scheduled
	// true
}

// A call that took place. A minute that has begun counts as a whole one.
func ExampleCompletedCall() {
	start := time.Date(2021, time.February, 23, 13, 30, 0, 0, time.FixedZone("IST", 5*3600+1800))
	call := payload.CompletedCall(payload.Outbound, "Discussion", start, 12*time.Minute+20*time.Second).
		Lookup("Who_Id", "3652397000000649013").
		Text("Call_Purpose", "Administrative")
	body, err := payload.NewInsert(modules.Calls()).Add(call).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Completed","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Duration":"00:13","Who_Id":{"id":"3652397000000649013"},"Call_Purpose":"Administrative"}]} <nil>
}

// A call that nobody took has no duration.
func ExampleMissedCall() {
	call := payload.MissedCall("Discussion", time.Date(2021, time.February, 23, 13, 30, 0, 0, time.UTC))
	body, err := payload.NewInsert(modules.Calls()).Add(call).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Subject":"Discussion","Call_Type":"Missed","Call_Start_Time":"2021-02-23T13:30:00+00:00"}]} <nil>
}

// A note on a lead.
func ExampleRecord_LookupIn() {
	note := payload.NewRecord().
		LookupIn("Parent_Id", "Leads", "3652397000000649013").
		Text("Note_Content", "Called back")
	body, err := payload.NewInsert(modules.Notes()).Add(note).Build()
	fmt.Printf("%s %v\n", body, err)
	// Output:
	// {"data":[{"Parent_Id":{"module":{"api_name":"Leads"},"id":"3652397000000649013"},"Note_Content":"Called back"}]} <nil>
}
