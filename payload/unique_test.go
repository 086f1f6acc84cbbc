package payload_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// uniqueLeads is the module of leads in an organization that has marked three
// fields as unique.
func uniqueLeads(t testing.TB) *modules.Module {
	t.Helper()
	m, err := modules.Leads().With(
		modules.WithField(fieldtype.Field{APIName: "Email", Spec: fieldtype.Spec{Kind: fieldtype.Email}, Unique: true}),
		modules.WithField(fieldtype.Field{APIName: "Phone", Spec: fieldtype.Spec{Kind: fieldtype.Phone}, Unique: true}),
		modules.WithField(fieldtype.Field{APIName: "EAN_Code", Spec: fieldtype.Spec{Kind: fieldtype.LongInteger}, Unique: true}),
	)
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Collect(m.Unique()); len(got) != 3 {
		t.Fatalf("unique fields: %v", got)
	}
	return m
}

// uniqueLead is a lead with a value in each of two unique fields.
func uniqueLead(email, phone string) *record.Record {
	return requests.Lead().Text("Email", email).Text("Phone", phone)
}

// TestDuplicates compares the answers to requests with values given twice with
// golden files: one duplicate, and several of one record.
func TestDuplicates(t *testing.T) {
	tests := []struct {
		name    string
		records []*record.Record
		want    []string
	}{
		{"one", []*record.Record{uniqueLead("a@b.co", "1"), requests.Lead(), uniqueLead("a@b.co", "2")},
			[]string{"error DUPLICATE_DATA duplicate_value Email $.data[2].Email"}},
		{"several", []*record.Record{uniqueLead("a@b.co", "1"), uniqueLead("c@b.co", "2"), uniqueLead("A@B.co", "2")},
			[]string{"error DUPLICATE_DATA duplicate_value Email $.data[2].Email", "error DUPLICATE_DATA duplicate_value Phone $.data[2].Phone"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := payload.NewInsert(uniqueLeads(t)).Add(tt.records...)
			errs := requests.Refused(t, in)
			if diff := cmp.Diff(tt.want, testkit.Lines(errs)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			answer, err := errs.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			testkit.Golden(t, "unique/"+tt.name+".json", testkit.Indent(t, answer))
			// A second look at the same request finds the same.
			if again := requests.Refused(t, in); again.Error() != errs.Error() {
				t.Errorf("first %v, then %v", errs, again)
			}
		})
	}
}

// TestUniqueValues checks which values of a unique field are the same.
func TestUniqueValues(t *testing.T) {
	field := func(name string, v fieldtype.Value) *record.Record { return requests.Lead().Value(name, v) }
	email := func(s string) *record.Record { return field("Email", fieldtype.Text(s)) }
	code := func(v fieldtype.Value) *record.Record { return field("EAN_Code", v) }
	tests := []struct {
		name      string
		a, b      *record.Record
		duplicate bool
	}{
		{"the same", email("p.boyle@zylker.com"), email("p.boyle@zylker.com"), true},
		{"in other letters", email("P.Boyle@Zylker.COM"), email("p.boyle@zylker.com"), true},
		{"beyond ASCII", email("ä@ü.de"), email("Ä@Ü.de"), true},
		{"another", email("p.boyle@zylker.com"), email("b.poyle@zylker.com"), false},
		{"empty", email(""), email(""), false},
		{"null", field("Email", fieldtype.Null()), field("Email", fieldtype.Null()), false},
		{"absent", requests.Lead(), requests.Lead(), false},
		{"null and empty", email(""), field("Email", fieldtype.Null()), false},
		{"two fields", requests.Lead().Text("Phone", "12"), requests.Lead().Text("EAN_Code", "12"), false},
		{"a number and the text that is sent for it", code(fieldtype.Int(12)), code(fieldtype.Text("12")), true},
		{"leading zeros", code(fieldtype.Text("012")), code(fieldtype.Text("12")), false},
		{"not a unique field", requests.Lead().Text("Company", "ABC"), requests.Lead().Text("Company", "ABC"), false},
	}
	for _, tt := range tests {
		err := payload.NewInsert(uniqueLeads(t)).Add(tt.a, tt.b).Validate()
		if got := err != nil; got != tt.duplicate {
			t.Errorf("%s: %v, want a duplicate: %v", tt.name, err, tt.duplicate)
		}
	}
}

// TestRefusedRecordsTakeNoValue checks that a record which will not be inserted
// is not compared with: for an error of its own, for a value that was there
// before, or for a warning when warnings count.
func TestRefusedRecordsTakeNoValue(t *testing.T) {
	m := uniqueLeads(t)
	broken := uniqueLead("a@b.co", "1").Null("Last_Name")
	tests := []struct {
		name    string
		in      *payload.Insert
		records []*record.Record
		want    []string
	}{
		{"an error", payload.NewInsert(m), []*record.Record{broken, uniqueLead("a@b.co", "1")},
			[]string{"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name"}},
		{"a duplicate", payload.NewInsert(m), []*record.Record{uniqueLead("a@b.co", "1"), uniqueLead("a@b.co", "2"), uniqueLead("c@b.co", "2")},
			[]string{"error DUPLICATE_DATA duplicate_value Email $.data[1].Email"}},
		{"a warning", payload.NewInsert(m).Strict(), []*record.Record{uniqueLead("a@b.co", "1").Lookup("Created_By", "1"), uniqueLead("a@b.co", "1")},
			[]string{"error INVALID_DATA not_creatable Created_By $.data[0].Created_By"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, testkit.Lines(requests.Refused(t, tt.in.Add(tt.records...)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// TestUniqueInBatches compares within each body alone, and names positions in
// the stream.
func TestUniqueInBatches(t *testing.T) {
	var records []*record.Record
	for i := range 250 {
		records = append(records, uniqueLead(fmt.Sprintf("lead%d@b.co", i%100), ""))
	}
	in := payload.NewInsert(uniqueLeads(t))
	n := 0
	for batch, err := range in.Batches(slices.Values(records)) {
		if err != nil || len(batch.Problems) > 0 {
			t.Errorf("batch %d: %v", n, err)
		}
		n++
	}
	if n != 3 {
		t.Errorf("%d batches of 250 records, want 3", n)
	}

	// A broken record and three of one address, of which the first is sent.
	// The second body begins with an address of the first.
	records = []*record.Record{requests.Lead().Text("Last_Name", ""), uniqueLead("a@b.co", "1"), uniqueLead("A@b.co", "2"), uniqueLead("a@b.co", "3"), uniqueLead("c@b.co", "2")}
	for i := range 98 {
		records = append(records, uniqueLead(fmt.Sprintf("lead%d@b.co", i), ""))
	}
	records = append(records, uniqueLead("a@b.co", "1"), uniqueLead("c@b.co", "1"))
	var problems zohocrm.Errors
	var index [][]int
	for batch := range in.Batches(slices.Values(records)) {
		problems = append(problems, batch.Problems...)
		index = append(index, batch.Index)
	}
	want := []string{
		"error MANDATORY_NOT_FOUND mandatory Last_Name $.data[0].Last_Name",
		"error DUPLICATE_DATA duplicate_value Email $.data[2].Email",
		"error DUPLICATE_DATA duplicate_value Email $.data[3].Email",
		"error DUPLICATE_DATA duplicate_value Phone $.data[104].Phone",
	}
	if diff := cmp.Diff(want, testkit.Lines(problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if got := problems[3].Details.Dependee.Path.JSONPath(); got != "$.data[103].Phone" {
		t.Errorf("the other record is at %s, want $.data[103].Phone", got)
	}
	if len(index) != 2 || len(index[0]) != 100 || !slices.Equal(index[0][:3], []int{1, 4, 5}) || !slices.Equal(index[1], []int{103}) {
		t.Errorf("bodies of the records %v", index)
	}
}

// historyOf returns a row of the history of an appointment.
func historyOf(appointment fieldtype.Value) *record.Record {
	const when = "2023-05-20T09:00:00+05:30"
	return record.New().Value("Appointment_Name", appointment).Text("Rescheduled_Time", when).Lookup("Rescheduled_By", "1").
		Text("Rescheduled_From", when).Text("Rescheduled_To", "2023-05-21T09:00:00+05:30")
}

// TestHistoryRows takes 20 rows of the rescheduled history for an appointment,
// and no more, in one request.
func TestHistoryRows(t *testing.T) {
	m := modules.AppointmentsRescheduledHistory()
	var rows []*record.Record
	for i := range 60 {
		id := fieldtype.ID(fmt.Sprint(1 + i%3)) // 20 rows for each of three
		if i%3 == 0 {
			id = fieldtype.Object(fieldtype.Member{Name: "name", Value: fieldtype.Text("Visit")}, fieldtype.Member{Name: "id", Value: fieldtype.Text("1")})
		}
		rows = append(rows, historyOf(id))
	}
	requests.Build(t, payload.NewInsert(m).Add(rows...))

	rows = append(rows, historyOf(fieldtype.ID("2")), historyOf(fieldtype.Text("3")), historyOf(fieldtype.ID("4")))
	in := payload.NewInsert(m).Add(rows...)
	errs := requests.All(in)
	want := []string{
		"error IN_REQUEST_LIMIT_EXCEEDED max_items Appointment_Name $.data[60].Appointment_Name",
		"warning INVALID_DATA bare_id Appointment_Name $.data[61].Appointment_Name",
		"error IN_REQUEST_LIMIT_EXCEEDED max_items Appointment_Name $.data[61].Appointment_Name",
	}
	if diff := cmp.Diff(want, testkit.Lines(errs)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	answer, err := errs[:1].MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "unique/history.json", testkit.Indent(t, answer))

	// Batches leave the row out, and count again for each body: the first is full
	// with rows of five appointments, the second has 20 rows of the first again.
	rows = rows[:0]
	for i := range 121 {
		rows = append(rows, historyOf(fieldtype.ID(fmt.Sprint(1+i/20%5))))
	}
	var taken []int
	for batch := range payload.NewInsert(m).Batches(slices.Values(rows)) {
		taken = append(taken, len(batch.Index))
	}
	if !slices.Equal(taken, []int{100, 21}) {
		t.Errorf("bodies of %v rows, want 100 and 21", taken)
	}
	taken = nil
	for batch := range payload.NewInsert(m).Batches(slices.Values(slices.Repeat(rows[:1], 25))) {
		taken = append(taken, len(batch.Index), len(batch.Problems))
	}
	if !slices.Equal(taken, []int{20, 5}) {
		t.Errorf("of 25 rows of one appointment %v were sent and were refused, want 20 and 5", taken)
	}
}
