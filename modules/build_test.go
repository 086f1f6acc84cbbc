package modules_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// TestCalls writes calls of the three sorts that the page names.
func TestCalls(t *testing.T) {
	start := time.Date(2021, 2, 23, 13, 30, 0, 0, time.FixedZone("", 5*3600+1800))
	clock := func(at time.Time) *modules.Module {
		return with(t, modules.Calls(), modules.WithNow(func() time.Time { return at }))
	}
	const when = `"Call_Start_Time":"2021-02-23T13:30:00+05:30"`
	tests := []struct {
		name string
		call *record.Record
		want string
	}{
		{"scheduled", modules.RelatedTo(modules.ScheduledCall("Discussion", start).Lookup("Who_Id", "1"), "Deals", "2"),
			`{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled",` + when + `,"Who_Id":{"id":"1"},"What_Id":{"id":"2"},"$se_module":"Deals"}`},
		{"completed", modules.CompletedCall(modules.Outbound, "Discussion", start, 10*time.Hour),
			`{"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Completed",` + when + `,"Call_Duration":"10:00"}`},
		{"inbound", modules.CompletedCall(modules.Inbound, "Discussion", start, 20*time.Minute),
			`{"Subject":"Discussion","Call_Type":"Inbound",` + when + `,"Call_Duration":"00:20"}`},
		{"a minute begun", modules.CompletedCall(modules.Inbound, "Discussion", start, time.Second),
			`{"Subject":"Discussion","Call_Type":"Inbound",` + when + `,"Call_Duration":"00:01"}`},
		{"an hour and a bit", modules.CompletedCall(modules.Inbound, "Discussion", start, time.Hour+time.Nanosecond),
			`{"Subject":"Discussion","Call_Type":"Inbound",` + when + `,"Call_Duration":"01:01"}`},
		{"the longest", modules.CompletedCall(modules.Inbound, "Discussion", start, 100*time.Hour-time.Minute),
			`{"Subject":"Discussion","Call_Type":"Inbound",` + when + `,"Call_Duration":"99:59"}`},
		{"missed", modules.MissedCall("Discussion", start),
			`{"Subject":"Discussion","Call_Type":"Missed",` + when + `}`},
	}
	for _, tt := range tests {
		body, errs := clock(start.Add(-time.Hour)).Append(nil, nil, tt.call)
		if diff := cmp.Diff(tt.want, string(body)); diff != "" || len(errs) > 0 {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, errs, diff)
		}
	}

	const format = "error INVALID_DATA format Call_Duration $.Call_Duration"
	const zero = "error DEPENDENT_MISMATCH conflict Call_Duration $.Call_Duration"
	refusals := []struct {
		name string
		now  time.Time
		call *record.Record
		want []string
	}{
		{"scheduled for the past", start.Add(time.Hour), modules.ScheduledCall("Discussion", start), []string{
			"error MANDATORY_NOT_FOUND mandatory Who_Id $.Who_Id", "error MANDATORY_NOT_FOUND mandatory What_Id $.What_Id",
			"error DEPENDENT_MISMATCH conflict Call_Start_Time $.Call_Start_Time"}},
		{"no time at all", start, modules.CompletedCall(modules.Outbound, "Discussion", start, 0), []string{zero}},
		{"less than nothing", start, modules.CompletedCall(modules.Outbound, "Discussion", start, -time.Second), []string{zero}},
		{"minutes backwards", start, modules.CompletedCall(modules.Outbound, "Discussion", start, -5*time.Minute), []string{format}},
		{"backwards", start, modules.CompletedCall(modules.Outbound, "Discussion", start, -time.Hour), []string{format}},
		{"backwards for ever", start, modules.CompletedCall(modules.Inbound, "Discussion", start, math.MinInt64), []string{format}},
		{"a second too long", start, modules.CompletedCall(modules.Outbound, "Discussion", start, 100*time.Hour-time.Second), []string{format}},
		{"100 hours", start, modules.CompletedCall(modules.Outbound, "Discussion", start, 100*time.Hour), []string{format}},
		{"for ever", start, modules.CompletedCall(modules.Inbound, "Discussion", start, math.MaxInt64), []string{format}},
		{"of a type of its own", start, modules.CompletedCall("Video", "Discussion", start, time.Minute), []string{"error INVALID_DATA picklist Call_Type $.Call_Type"}},
		{"no subject", start, modules.MissedCall("", start), []string{"error MANDATORY_NOT_FOUND mandatory Subject $.Subject"}},
		{"no start", start, modules.MissedCall("Discussion", start).Null("Call_Start_Time"), []string{"error MANDATORY_NOT_FOUND mandatory Call_Start_Time $.Call_Start_Time"}},
	}
	for _, tt := range refusals {
		if diff := cmp.Diff(tt.want, problems(t, clock(tt.now), tt.call)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestCallDurationsOfBuilders compares the text of a duration with its minutes,
// rounded up, at the bounds of what a time.Duration can hold.
func TestCallDurationsOfBuilders(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "00:00", 1: "00:01", time.Minute - 1: "00:01", time.Minute: "00:01", time.Minute + 1: "00:02",
		59*time.Minute + 1: "01:00", 100 * time.Hour: "100:00", -1: "00:00", -time.Minute: "00:-1", -time.Hour: "-1:00",
		math.MaxInt64: "2562047:48", math.MinInt64: "-2562047:-47",
	} {
		v, _ := modules.CompletedCall(modules.Inbound, "", time.Time{}, d).Field("Call_Duration")
		if got, _ := v.AsText(); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

// TestRelatedTo relates an event and a task, once and again, and no record.
func TestRelatedTo(t *testing.T) {
	task := record.New().Text("Subject", "Call back")
	if modules.RelatedTo(task, "Leads", "1") != task {
		t.Error("RelatedTo returns another record")
	}
	modules.RelatedTo(task, "Deals", "5545974000002755007")
	body, errs := modules.Tasks().Append(nil, nil, task)
	const want = `{"Subject":"Call back","What_Id":{"id":"5545974000002755007"},"$se_module":"Deals"}`
	if string(body) != want || len(errs) > 0 {
		t.Errorf("got %s, %v, want %s", body, errs, want)
	}
	wantLines := []string{"error MANDATORY_NOT_FOUND mandatory id $.What_Id.id", "error INVALID_DATA supported $se_module $.$se_module"}
	if diff := cmp.Diff(wantLines, problems(t, modules.Tasks(), modules.RelatedTo(task, "Price_Books", ""))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if rec := modules.RelatedTo(nil, "Deals", "1"); rec != nil {
		t.Errorf("of no record RelatedTo makes %v", rec)
	}
}

// TestLineItem writes quantities of all types, and reports wrong rows where they
// are.
func TestLineItem(t *testing.T) {
	quote := func(rows ...*record.Record) *record.Record {
		return record.New().Text("Subject", "quote").Subform("Quoted_Items", rows...)
	}
	half, err := fieldtype.ParseDecimal("0.50")
	if err != nil {
		t.Fatal(err)
	}
	for want, quantity := range map[string]any{
		"100": 100, "2.50": "2.50", "2.5": 2.5, "0.50": half, "7": uint8(7), "1500": "1.5e3", "12345678901234567890": "12345678901234567890",
	} {
		rec := quote(modules.LineItem("3652397000000416001", quantity).Decimal("List_Price", "19.90"))
		body := `{"Subject":"quote","Quoted_Items":[{"Product_Name":{"id":"3652397000000416001"},"Quantity":` + want + `,"List_Price":19.90}]}`
		got, errs := modules.Quotes().Append(nil, nil, rec)
		if want == "12345678901234567890" {
			if diff := cmp.Diff([]string{"error INVALID_DATA digits Quantity $.Quoted_Items[0].Quantity"}, testkit.Lines(errs)); diff != "" {
				t.Errorf("%v (-want +got):\n%s", quantity, diff)
			}
			continue
		}
		if string(got) != body || len(errs) > 0 {
			t.Errorf("%v (%T): got %s, %v, want %s", quantity, quantity, got, errs, body)
		}
	}

	want := []string{
		"error MANDATORY_NOT_FOUND mandatory id $.Quoted_Items[1].Product_Name.id",
		"error INVALID_DATA format Quantity $.Quoted_Items[2].Quantity",
		"error INVALID_DATA decimals List_Price $.Quoted_Items[2].List_Price",
		"error INVALID_DATA digits percentage $.Quoted_Items[2].Line_Tax[0].percentage",
		"error INVALID_DATA go_type Quantity $.Quoted_Items[3].Quantity",
		"error INVALID_DATA type Quoted_Items $.Quoted_Items[4]",
	}
	rec := quote(
		modules.LineItem("1", nil),
		modules.LineItem("", 1),
		modules.LineItem("1", "many").Decimal("List_Price", "0.1234567891").Taxes("Line_Tax", record.Tax{Percentage: "100000"}),
		modules.LineItem("1", make(chan int)),
		nil,
	)
	if diff := cmp.Diff(want, problems(t, modules.Quotes(), rec)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// A row is a snapshot, and may be filled again for the next one.
	row := modules.LineItem("1", 1)
	rec = quote(row)
	row.Decimal("Quantity", 2)
	body, errs := modules.Quotes().Append(nil, nil, rec)
	const once = `{"Subject":"quote","Quoted_Items":[{"Product_Name":{"id":"1"},"Quantity":1}]}`
	if string(body) != once || len(errs) > 0 {
		t.Errorf("got %s, %v, want %s", body, errs, once)
	}
}

func ExampleScheduledCall() {
	morning := time.Date(2023, time.May, 20, 9, 0, 0, 0, time.UTC)
	calls, err := modules.Calls().With(modules.WithNow(func() time.Time { return morning }))
	if err != nil {
		fmt.Println(err)
		return
	}
	call := modules.ScheduledCall("Discussion", morning.Add(2*time.Hour)).Lookup("Who_Id", "3652397000000649013")
	modules.RelatedTo(call, "Deals", "5545974000002755007")
	body, problems := calls.Append(nil, nil, call)
	fmt.Printf("%s %v\n", body, problems.Err())

	call.DateTime("Call_Start_Time", morning.AddDate(0, 0, -1))
	fmt.Println(calls.Check(call))
	// Output:
	// {"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Scheduled","Call_Start_Time":"2023-05-20T11:00:00+00:00","Who_Id":{"id":"3652397000000649013"},"What_Id":{"id":"5545974000002755007"},"$se_module":"Deals"} <nil>
	// $.Call_Start_Time: DEPENDENT_MISMATCH: invalid data: expected a time later than now, as the call is scheduled
}

// The minutes of the duration are rounded up.
func ExampleCompletedCall() {
	start := time.Date(2021, time.February, 23, 13, 30, 0, 0, time.FixedZone("IST", 5*3600+1800))
	call := modules.CompletedCall(modules.Outbound, "Discussion", start, 12*time.Minute+20*time.Second).
		Text("Call_Purpose", "Administrative")
	body, problems := modules.Calls().Append(nil, nil, call)
	fmt.Printf("%s %v\n", body, problems.Err())
	// Output:
	// {"Subject":"Discussion","Call_Type":"Outbound","Outgoing_Call_Status":"Completed","Call_Start_Time":"2021-02-23T13:30:00+05:30","Call_Duration":"00:13","Call_Purpose":"Administrative"} <nil>
}

func ExampleMissedCall() {
	call := modules.MissedCall("Discussion", time.Date(2021, time.February, 23, 13, 30, 0, 0, time.UTC))
	body, problems := modules.Calls().Append(nil, nil, call)
	fmt.Printf("%s %v\n", body, problems.Err())
	// Output:
	// {"Subject":"Discussion","Call_Type":"Missed","Call_Start_Time":"2021-02-23T13:30:00+00:00"} <nil>
}

func ExampleRelatedTo() {
	task := record.New().Text("Subject", "Send the offer")
	modules.RelatedTo(task, "Deals", "5545974000002755007")
	body, problems := modules.Tasks().Append(nil, nil, task)
	fmt.Printf("%s %v\n", body, problems.Err())
	// Output:
	// {"Subject":"Send the offer","What_Id":{"id":"5545974000002755007"},"$se_module":"Deals"} <nil>
}

// Numbers that are given as texts stay exact.
func ExampleLineItem() {
	quote := record.New().
		Text("Subject", "Spare parts").
		Subform("Quoted_Items",
			modules.LineItem("3652397000000416001", 2).
				Decimal("List_Price", "19.90").
				Taxes("Line_Tax", record.Tax{Name: "Vat", Percentage: "1.5"}),
			modules.LineItem("3652397000000416002", "a dozen"),
		)
	fmt.Println(modules.Quotes().Check(quote))

	quote.Subform("Quoted_Items", modules.LineItem("3652397000000416002", "12.5"))
	body, problems := modules.Quotes().Append(nil, nil, quote)
	fmt.Printf("%s %v\n", body, problems.Err())
	// Output:
	// $.Quoted_Items[1].Quantity: INVALID_DATA: invalid data: expected a decimal number such as -1250.50
	// {"Subject":"Spare parts","Quoted_Items":[{"Product_Name":{"id":"3652397000000416002"},"Quantity":12.5}]} <nil>
}
