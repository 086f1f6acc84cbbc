package payload_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// csvs returns the tables of a zip by their names, read by encoding/csv.
func csvs(t testing.TB, data []byte) map[string][][]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][][]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if tables[f.Name], err = csv.NewReader(r).ReadAll(); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return tables
}

// bulk returns the files of records and all problems, as lines.
func bulk(t testing.TB, b *payload.BulkWrite, records ...*record.Record) (files []payload.BulkFile, lines []string) {
	t.Helper()
	for file, err := range b.Files(slices.Values(records)) {
		var problems zohocrm.Errors
		if err != nil && !errors.As(err, &problems) {
			t.Fatal(err)
		}
		for _, p := range file.Problems {
			lines = append(lines, testkit.Line(p))
		}
		if file.Zip != nil {
			files = append(files, file)
		}
	}
	return files, lines
}

// TestBulkCells is the form that Bulk Write takes the values of each field type
// in.
func TestBulkCells(t *testing.T) {
	const open = "warning INVALID_DATA format $.data[0].F"
	notCreatable := []string{"warning INVALID_DATA not_creatable $.data[0].F"}
	noForm := []string{"error INVALID_DATA type $.data[0].F"}
	for kind := range fieldtype.Kinds() {
		want, ok := map[fieldtype.Kind]struct {
			json, header, cell string
			lines              []string
		}{
			fieldtype.Any:           {`"=1+2"`, "F", "=1+2", nil},
			fieldtype.SingleLine:    {`"@x, \"y\"\n"`, "F", "@x, \"y\"\n", nil},
			fieldtype.MultiSelect:   {`["Analytics","Big data"]`, "F", "Analytics;Big data", []string{open}},
			fieldtype.DateTime:      {`"2017-08-16T14:32:23+05:30"`, "F", "2017-08-16T14:32:23+05:30", []string{open}},
			fieldtype.Date:          {`"2017-08-16"`, "F", "2017-08-16", nil},
			fieldtype.Number:        {`120`, "F", "120", nil},
			fieldtype.Currency:      {`250000.90`, "F", "250000.90", nil},
			fieldtype.Percent:       {`25`, "F", "25", nil},
			fieldtype.DecimalNumber: {`-1e2`, "F", "-100", nil},
			fieldtype.LongInteger:   {`"0012345600012"`, "F", "0012345600012", nil},
			fieldtype.Checkbox:      {`false`, "F", "false", nil},
			fieldtype.Lookup:        {`{"id":"425248000000104001","name":"x"}`, "F.id", "425248000000104001", nil},
			fieldtype.User:          {`{"email":"p.boyle@zylker.com"}`, "F.email", "p.boyle@zylker.com", nil},
			fieldtype.Layout:        {`{"id":"554023000002734009"}`, "F.id", "554023000002734009", nil},
			fieldtype.MultiSelectLookup: {`[{"Interested_Listings":{"id":"1"}}]`, "", "",
				[]string{"error MANDATORY_NOT_FOUND mandatory $.data[0].F"}},
			fieldtype.MultiUserLookup: {`[{"User":{"id":"1"}}]`, "", "", []string{"error MANDATORY_NOT_FOUND mandatory $.data[0].F"}},
			fieldtype.Subform:         {`[{"Language":"French"}]`, "", "", []string{open}},
			fieldtype.AutoNumber:      {`"x"`, "", "", notCreatable},
			fieldtype.Formula:         {`"x"`, "", "", notCreatable},
			fieldtype.RollupSummary:   {`"x"`, "", "", notCreatable},
		}[kind]
		if !ok {
			want.json, want.header = kind.Example(), "F"
			switch kind {
			case fieldtype.Wizard, fieldtype.WizardPath, fieldtype.ImageUpload, fieldtype.FileUpload, fieldtype.MultiModuleLookup, fieldtype.LineTax,
				fieldtype.PricingDetails, fieldtype.Participants, fieldtype.Tag, fieldtype.Consent, fieldtype.TimeRanges, fieldtype.Alarm, fieldtype.RRule,
				fieldtype.Reminders:
				want.header, want.lines = "", noForm
			case fieldtype.ProfileImage, fieldtype.Territories:
				want.header, want.lines = "", noForm
				want.json = map[fieldtype.Kind]string{fieldtype.ProfileImage: `"x"`, fieldtype.Territories: `["x"]`}[kind]
			default: // a text
				if json.Unmarshal([]byte(want.json), &want.cell) != nil {
					t.Errorf("%s: what is its form?", kind)
				}
			}
		}
		m := ofKind(t, kind, false)
		files, lines := bulk(t, payload.NewBulkWrite(m, modules.Insert), parse(t, `{"Other":"x","F":`+want.json+`}`))
		if diff := cmp.Diff(want.lines, lines); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
		if len(want.lines) > 0 && strings.HasPrefix(want.lines[0], "error") {
			if len(files) > 0 {
				t.Errorf("%s is written", kind)
			}
			continue
		}
		rows := csvs(t, files[0].Zip)["M.csv"]
		wantRows := [][]string{{"Other"}, {"x"}}
		switch {
		case kind == fieldtype.Subform:
			wantRows = [][]string{{"Other", "Parent_Key"}, {"x", "1"}}
		case want.header != "":
			wantRows = [][]string{{"Other", want.header}, {"x", want.cell}}
		}
		if diff := cmp.Diff(wantRows, rows); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

// TestBulkFile writes the files and the job of quotes with line items.
func TestBulkFile(t *testing.T) {
	files, lines := bulk(t, payload.NewBulkWrite(modules.Quotes(), modules.Insert).Callback("https://www.zylker.com/bulk"),
		parse(t, `{"Subject":"=A1","Account_Name":{"id":"7"},"Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":1},{"Product_Name":{"No":"p9"},"Quantity":2,"Description":"a;b"}]}`),
		parse(t, `{"Subject":"no items"}`),
		parse(t, `{"Subject":"by name","Account_Name":{"Account_No":"Zylker, Ltd."},"Grand_Total":5,"Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":3}]}`),
		parse(t, `{"Subject":"taxed","Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":3,"Line_Tax":[{"percentage":10,"name":"VAT"}]}]}`),
	)
	want := []string{
		"warning INVALID_DATA format $.data[0].Quoted_Items[1].Product_Name",
		"warning INVALID_DATA format $.data[0].Quoted_Items",
		"error MANDATORY_NOT_FOUND mandatory $.data[1].Quoted_Items",
		"warning INVALID_DATA not_creatable $.data[2].Grand_Total",
		"warning INVALID_DATA format $.data[2].Account_Name",
		"error INVALID_DATA type $.data[3].Quoted_Items[0].Line_Tax",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if len(files) != 1 || !slices.Equal(files[0].Index, []int{0, 2}) || files[0].Number != 1 {
		t.Fatalf("%+v", files)
	}
	wantTables := map[string][][]string{
		"Quotes.csv": {{"Subject", "Account_Name.id", "Account_Name.Account_No", "Parent_Key"}, {"=A1", "7", "", "1"}, {"by name", "", "Zylker, Ltd.", "2"}},
		"Quoted_Items-1.csv": {{"Parent_Id", "Product_Name.id", "Quantity", "Product_Name.No", "Description"},
			{"1", "8", "1", "", ""}, {"1", "", "2", "p9", "a;b"}, {"2", "8", "3", "", ""}},
	}
	if diff := cmp.Diff(wantTables, csvs(t, files[0].Zip)); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
	testkit.Golden(t, "bulk-job.json", files[0].Job("3524001000005697001"))
	filled, err := payload.FillBulkJob(files[0].Job(""), "3524001000005697001")
	if err != nil || string(filled) != string(files[0].Job("3524001000005697001")) {
		t.Errorf("%s, %v", filled, err)
	}
	for body, id := range map[string]string{"": "1", "{}": "1", `{"resource":[]}`: "1", string(files[0].Job("")): ""} {
		if _, err := payload.FillBulkJob([]byte(body), id); err == nil {
			t.Errorf("%.20s, %q: filled", body, id)
		}
	}
	again, _ := bulk(t, payload.NewBulkWrite(modules.Quotes(), modules.Insert),
		parse(t, `{"Subject":"=A1","Account_Name":{"id":"7"},"Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":1},{"Product_Name":{"No":"p9"},"Quantity":2,"Description":"a;b"}]}`),
		parse(t, `{"Subject":"by name","Account_Name":{"Account_No":"Zylker, Ltd."},"Quoted_Items":[{"Product_Name":{"id":"8"},"Quantity":3}]}`))
	if !bytes.Equal(again[0].Zip, files[0].Zip) {
		t.Error("the same records make another zip")
	}
}

// TestBulkUpdates: the rows of a stored record name its id, and links need the
// linking module.
func TestBulkUpdates(t *testing.T) {
	m := modules.Leads().MustWith(modules.WithField(
		fieldtype.Field{APIName: "Languages", Spec: fieldtype.Spec{Kind: fieldtype.Subform}},
		fieldtype.Field{APIName: "Listings", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Interested_Listings"}},
	))
	files, lines := bulk(t, payload.NewBulkWrite(m, modules.Update).Table("Listings", "Leads_X_Listings"),
		parse(t, `{"id":"5","Languages":[{"Language":"French"}],"Listings":[{"Interested_Listings":{"id":"6"}}]}`),
		parse(t, `{"id":"7","Languages":[{"id":"8","Language":"French"}]}`),
		parse(t, `{"City":"Oslo"}`), parse(t, `{"id":"9","City":null,"Phone":"1"}`), parse(t, `{"id":"9","$append_values":{"x":true},"Phone":"1"}`))
	want := []string{
		"warning INVALID_DATA format $.data[0].Languages", "warning INVALID_DATA format $.data[0].Listings", "error INVALID_DATA conflict $.data[1].Languages[0].id",
		"error MANDATORY_NOT_FOUND mandatory $.data[2].id", "warning INVALID_DATA type $.data[3].City",
		"warning INVALID_DATA mandatory $.data[4].$append_values.x", "error INVALID_DATA unknown_key $.data[4].$append_values",
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	wantTables := map[string][][]string{
		"Leads.csv": {{"id", "Phone"}, {"5", ""}, {"9", "1"}}, "Languages-1.csv": {{"Parent_Id", "Language"}, {"5", "French"}},
		"Leads_X_Listings-2.csv": {{"Parent_Id", "Interested_Listings.id"}, {"5", "6"}},
	}
	if diff := cmp.Diff(wantTables, csvs(t, files[0].Zip)); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
	if job := string(files[0].Job("1")); strings.Contains(job, "parent_column_index") || !strings.Contains(job, `"find_by": "id"`) || !strings.Contains(job, `"ignore_empty": true`) {
		t.Error(job)
	}
}

// TestBulkIgnoreEmpty: what an empty cell would do to a stored field.
func TestBulkIgnoreEmpty(t *testing.T) {
	b := payload.NewBulkWrite(modules.Leads(), modules.Update).IgnoreEmpty(false)
	names, _ := bulk(t, payload.NewBulkWrite(modules.Contacts(), modules.Insert), parse(t, `{"Last_Name":"a","Account_Name":"Zylker"}`), parse(t, `{"Last_Name":"b","Account_Name":{"name":"Zylker"}}`),
		parse(t, `{"Last_Name":"c","Account_Name":"7"}`))
	if diff := cmp.Diff([][]string{{"Last_Name", "Account_Name.Account_Name", "Account_Name.id"}, {"a", "Zylker", ""}, {"b", "Zylker", ""}, {"c", "", "7"}}, csvs(t, names[0].Zip)["Contacts.csv"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	files, lines := bulk(t, b, parse(t, `{"id":"1","City":"Oslo","Phone":"1"}`), parse(t, `{"id":"2","City":null,"Phone":""}`), parse(t, `{"id":"3","City":"Oslo"}`),
		parse(t, `{"id":"4","City":"Oslo","Phone":"1","Email":"a@zylker.com"}`))
	if diff := cmp.Diff([]string{"error INVALID_DATA conflict $.data[2]", "error INVALID_DATA conflict $.data[3]"}, lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]string{{"id", "City", "Phone"}, {"1", "Oslo", "1"}, {"2", "", ""}}, csvs(t, files[0].Zip)["Leads.csv"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if job := string(files[0].Job("1")); !strings.Contains(job, `"ignore_empty": false`) {
		t.Error(job)
	}
}

// TestBulkSettings is what Bulk Write does not take.
func TestBulkSettings(t *testing.T) {
	const insert, update, upsert = modules.Insert, modules.Update, modules.Upsert
	lead := `{"id":"1","Last_Name":"Daly","Email":"p.daly@zylker.com"}`
	for _, tt := range []struct {
		name string
		bulk *payload.BulkWrite
		rec  string
		want []string
	}{
		{"no module", payload.NewBulkWrite(nil, insert), lead, []string{"error INVALID_MODULE unknown_module $.resource[0].module"}},
		{"nil", (*payload.BulkWrite)(nil).FindBy("x"), lead, []string{"error INVALID_MODULE unknown_module $.resource[0].module", "warning INVALID_DATA conflict $.resource[0].find_by"}},
		{"Notes", payload.NewBulkWrite(modules.Notes(), insert), lead, []string{"error INVALID_MODULE unknown_module $.resource[0].module"}},
		{"Events", payload.NewBulkWrite(modules.Events(), update), lead, []string{"error INVALID_MODULE unknown_module $.resource[0].module"}},
		{"Calls", payload.NewBulkWrite(modules.Calls(), update), lead, []string{"error INVALID_MODULE unknown_module $.resource[0].module"}},
		{"Services", payload.NewBulkWrite(modules.Services(), update), lead, []string{"error INVALID_MODULE unknown_module $.resource[0].module"}},
		{"Tasks", payload.NewBulkWrite(modules.Tasks(), insert), `{"Subject":"t"}`, nil},
		{"custom", payload.NewBulkWrite(modules.Custom("Trips"), upsert).FindBy("id"), `{"id":"1","Name":"t"}`, nil},
		{"upsert by id", payload.NewBulkWrite(modules.Leads(), upsert).FindBy("id").Strict(), `{"id":"1","Last_Name":"Daly"}`, nil},
		{"upsert by id without it", payload.NewBulkWrite(modules.Leads(), upsert).FindBy("id"), `{"Last_Name":"Daly","Email":"p.daly@zylker.com"}`,
			[]string{"warning MANDATORY_NOT_FOUND mandatory $.data[0]", "error MANDATORY_NOT_FOUND mandatory $.data[0].id"}},
		{"upsert by email with an id", payload.NewBulkWrite(modules.Leads(), upsert), lead, []string{"warning INVALID_DATA supported $.resource[0].find_by", "warning INVALID_DATA conflict $.data[0].id"}},
		{"find_by of an insert", payload.NewBulkWrite(modules.Leads(), insert).FindBy("Email"), `{"Last_Name":"Daly"}`, []string{"warning INVALID_DATA conflict $.resource[0].find_by"}},
		{"no find_by", payload.NewBulkWrite(modules.Leads(), upsert).FindBy(""), lead, []string{"error MANDATORY_NOT_FOUND mandatory $.resource[0].find_by"}},
		{"upsert", payload.NewBulkWrite(modules.Leads(), upsert), `{"Last_Name":"Daly","Email":"p.daly@zylker.com"}`, []string{"warning INVALID_DATA supported $.resource[0].find_by"}},
		{"upsert without the field", payload.NewBulkWrite(modules.Leads(), upsert), `{"Last_Name":"Daly"}`,
			[]string{"warning INVALID_DATA supported $.resource[0].find_by", "warning MANDATORY_NOT_FOUND mandatory $.data[0]", "error MANDATORY_NOT_FOUND mandatory $.data[0].Email"}},
		{"a field that is not unique", payload.NewBulkWrite(withUnique, upsert).FindBy("Phone"), lead, []string{"error INVALID_DATA supported $.resource[0].find_by one of 2"}},
		{"update by a field", payload.NewBulkWrite(withUnique, update).FindBy("Customer_No"), `{"Customer_No":"7","Phone":"1"}`, []string{"warning INVALID_DATA supported $.resource[0].find_by"}},
		{"a field that may be unique", payload.NewBulkWrite(modules.Leads(), update).FindBy("Phone"), `{"Phone":"1","City":"x"}`, []string{"warning INVALID_DATA supported $.resource[0].find_by"}},
		{"the check field of a module with metadata", payload.NewBulkWrite(withUnique, upsert).FindBy("Email"), `{"Last_Name":"x","Email":"a@zylker.com"}`, []string{"warning INVALID_DATA supported $.resource[0].find_by"}},
		{"a callback over http", payload.NewBulkWrite(modules.Leads(), insert).Callback("http://zylker.com/x"), `{"Last_Name":"x"}`, nil},
		{"a callback without a host", payload.NewBulkWrite(modules.Leads(), insert).Callback("https:///x"), lead, []string{"error INVALID_CALLBACK_URL format $.callback.url"}},
		{"a callback of another scheme", payload.NewBulkWrite(modules.Leads(), insert).Callback("ftp://zylker.com/x"), lead, []string{"error INVALID_CALLBACK_URL format $.callback.url"}},
		{"a callback that is no URL", payload.NewBulkWrite(modules.Leads(), insert).Callback("https://zylker.com/%zz"), lead, []string{"error INVALID_CALLBACK_URL format $.callback.url"}},
		{"callback", payload.NewBulkWrite(modules.Leads(), insert).Callback("zylker"), lead, []string{"error INVALID_CALLBACK_URL format $.callback.url"}},
		{"strict", payload.NewBulkWrite(modules.Leads(), insert).Strict(), lead, []string{"error INVALID_DATA not_creatable $.data[0].id"}},
		{"nothing", payload.NewBulkWrite(modules.Linking("X"), insert), `{"A":""}`, []string{"error INVALID_DATA empty $.data[0] {\"minimum_length\":1}"}},
	} {
		if _, lines := bulk(t, tt.bulk, parse(t, tt.rec)); !slices.Equal(lines, tt.want) {
			t.Errorf("%s (-want +got):\n%s", tt.name, cmp.Diff(tt.want, lines))
		}
	}
}

// TestBulkLimits: a file ends where the limits end it.
func TestBulkLimits(t *testing.T) {
	m := modules.Custom("Trips")
	numbered := func(n, columns int) func(func(*record.Record) bool) {
		return func(yield func(*record.Record) bool) {
			for i := range n {
				rec := record.New().Text("Name", fmt.Sprint(i))
				for k := range columns {
					rec.Text(fmt.Sprintf("C%d_%d", i, k), "x")
				}
				if !yield(rec) {
					return
				}
			}
		}
	}
	sizes := func(records func(func(*record.Record) bool)) (sizes []int) {
		next := 0
		for file, err := range payload.NewBulkWrite(m, modules.Insert).Files(records) {
			if err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, len(file.Index))
			for _, i := range file.Index {
				if i != next || len(file.Zip) > payload.MaxBulkBytes {
					t.Fatalf("record %d in place of %d", i, next)
				}
				next++
			}
		}
		return sizes
	}
	if got := sizes(numbered(2*payload.MaxBulkRows+1, 0)); !slices.Equal(got, []int{payload.MaxBulkRows, payload.MaxBulkRows, 1}) {
		t.Error(got)
	}
	if got := sizes(numbered(5, 100)); !slices.Equal(got, []int{1, 1, 1, 1, 1}) { // 2 × 101 columns are too many
		t.Error(got)
	}
	if got := sizes(numbered(5, 60)); !slices.Equal(got, []int{3, 2}) {
		t.Error(got)
	}
	if got := sizes(numbered(4, 99)); !slices.Equal(got, []int{2, 2}) { // Name, 2 × 99, and the key of rows
		t.Error(got)
	}
	rnd := testkit.Rand(t)
	large := func(yield func(*record.Record) bool) { // which no zip makes smaller by much
		for i := range 500 {
			text := make([]rune, 32_000)
			for k := range text {
				text[k] = rune(0x4e00 + rnd.IntN(0x4000))
			}
			if !yield(record.New().Text("Name", fmt.Sprint(i)).Text("Text", string(text))) {
				return
			}
		}
	}
	if !testing.Short() {
		if got := sizes(large); len(got) < 2 {
			t.Error(got)
		}
	}
	for columns, want := range map[int]string{198: "", 199: `error LIMIT_EXCEEDED max_items $.data[0] {"limit":199}`} { // and Name
		if _, lines := bulk(t, payload.NewBulkWrite(m, modules.Insert), slices.Collect(numbered(1, columns))...); strings.Join(lines, "\n") != want {
			t.Errorf("%d columns: %q", columns, lines)
		}
	}
}

// TestBulkReadsBack: encoding/csv reads what was written, cell for cell, and each
// record is in one file or refused.
func TestBulkReadsBack(t *testing.T) {
	rnd := testkit.Rand(t)
	pieces := []string{"a", ",", `"`, "\n", " ", "=", "+", "@", "-", ";", "é", "'", "\t", "\\.", "\r", "世", "|", ":", "\u200b"}
	text := func() string {
		var b strings.Builder
		for range rnd.IntN(6) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		return b.String()
	}
	for range testkit.Runs(200) {
		var records []*record.Record
		var values []map[string]string
		for i := range 1 + rnd.IntN(20) {
			rec, value := record.New(), map[string]string{"Last_Name": "x" + text()}
			for _, name := range []string{"City", "Description", "Own_1", "Own_2"} {
				if s := text(); s != "" && rnd.IntN(2) == 0 {
					value[name] = s
				}
			}
			if rnd.IntN(5) == 0 {
				value["Email"] = "p.daly@zylker" // no address
			}
			for name, s := range value {
				rec.Text(name, s)
			}
			_ = i
			records, values = append(records, rec), append(values, value)
		}
		seen := map[int]bool{}
		for file, err := range payload.NewBulkWrite(modules.Leads(), modules.Insert).Files(slices.Values(records)) {
			_ = err
			for _, p := range file.Problems {
				if !p.Warning {
					if values[p.Path.Record()]["Email"] == "" || seen[p.Path.Record()] {
						t.Errorf("%v of %q", p, values[p.Path.Record()])
					}
					seen[p.Path.Record()] = true
				}
			}
			if file.Zip == nil {
				continue
			}
			rows := csvs(t, file.Zip)["Leads.csv"]
			if len(rows) != len(file.Index)+1 {
				t.Fatalf("%d rows of %d records", len(rows), len(file.Index))
			}
			for k, i := range file.Index {
				got := map[string]string{}
				for c, cell := range rows[k+1] {
					if cell != "" {
						got[rows[0][c]] = cell
					}
				}
				want := maps.Clone(values[i])
				for name, s := range want {
					want[name] = strings.ReplaceAll(s, "\r\n", "\n") // as encoding/csv reads it
				}
				if diff := cmp.Diff(want, got); diff != "" || seen[i] {
					t.Errorf("record %d (-want +got):\n%s", i, diff)
				}
				seen[i] = true
			}
		}
		if len(seen) != len(records) {
			t.Errorf("%d of %d records are accounted for", len(seen), len(records))
		}
	}
}

// TestBulkModules: of random records of all modules each is in one file or
// refused.
func TestBulkModules(t *testing.T) {
	rnd := testkit.Rand(t)
	written := 0
	for m := range modules.All() {
		if !m.TakesBulkWrite() {
			continue
		}
		for _, op := range []modules.Operation{modules.Insert, modules.Update, modules.Upsert} {
			if op == modules.Upsert && m.DuplicateCheckField() == "" {
				continue // it must be named
			}
			var records []*record.Record
			for range testkit.Runs(60) {
				rec := randomRecord(t, rnd, m)
				if op == modules.Update {
					rec.ID(fmt.Sprint(1 + len(records)))
				}
				records = append(records, rec)
			}
			seen := make([]int, len(records))
			for file := range payload.NewBulkWrite(m, op).Files(slices.Values(records)) {
				refused := map[int]bool{}
				for _, p := range file.Problems {
					if i := p.Path.Record(); !p.Warning && !refused[i] {
						refused[i] = true
						seen[i]++
					}
				}
				if file.Zip == nil {
					continue
				}
				csvs(t, file.Zip)
				for _, i := range file.Index {
					seen[i]++
					written++
				}
			}
			for i, n := range seen {
				if n != 1 {
					t.Errorf("%s %s: record %d is %d times in a file or refused: %v", op, m.APIName(), i, n, records[i])
				}
			}
		}
	}
	t.Logf("%d records written", written)
}

// bulkResult returns the result of a file, in which each row of which refused
// says why is skipped.
func bulkResult(t testing.TB, sent []byte, name string, refused func(i int) string) []byte {
	t.Helper()
	rows := csvs(t, sent)[name]
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("result.csv")
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	for i, row := range rows {
		row = slices.Clone(row[:min(3, len(row))])
		switch why := ""; {
		case i == 0:
			row = append(row, "STATUS", "RECORD_ID", "ERRORS")
		default:
			if why = refused(i - 1); why == "" {
				row = append(row, "added", fmt.Sprint(1000+i), "")
			} else {
				status, errs, _ := strings.Cut(why, " ")
				row = append(row, status, "", errs)
			}
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBulkArrays refuses rows of a known field that is no subform. Texts in such a field
// only warn, as no source says what Bulk Write does with them.
func TestBulkArrays(t *testing.T) {
	for value, want := range map[string]string{
		`[{"value":"VAT"}]`: "error INVALID_DATA type $.data[0].Tax",
		`["VAT"]`:           "warning INVALID_DATA format $.data[0].Tax",
		`"VAT"`:             "",
	} {
		files, lines := bulk(t, payload.NewBulkWrite(modules.Products(), modules.Insert), parse(t, `{"Product_Name":"p","Tax":`+value+`}`))
		refused := strings.HasPrefix(want, "error")
		if refused != (len(files) == 0) || strings.Join(lines, "\n") != want {
			t.Errorf("%s: %d files, %q", value, len(files), lines)
		}
	}
}

// TestBulkOutcome leads what a result says back to the records.
func TestBulkOutcome(t *testing.T) {
	b := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	files, _ := bulk(t, b,
		parse(t, `{"Last_Name":"a","Company":"x","Email":"a@zylker.com"}`), parse(t, `{"Last_Name":"b","Email":"b"}`), parse(t, `{"Last_Name":"c","Owner":{"id":"5"}}`),
		parse(t, `{"Last_Name":"d"}`), parse(t, `{"Last_Name":"e"}`), parse(t, `{"Last_Name":"f"}`))
	sent := files[0].Zip
	result := bulkResult(t, sent, "Leads.csv", func(i int) string {
		return []string{"", "skipped MANDATORY_NOT_FOUND-Company,City:DUPLICATE_DATA-Email", "skipped INVALID_DATA-Owner.id", "unprocessed ", "skipped NOT_APPROVED"}[i]
	})
	out, err := b.Outcome(sent, result, files[0].Index)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range out.Rows {
		line := fmt.Sprintf("%d %s %s:", row.Index, row.ID, row.Action)
		for _, p := range row.Problems {
			line += " " + testkit.Line(p) + ";"
		}
		got = append(got, line)
	}
	want := []string{
		"0 1001 insert:",
		"2  : error MANDATORY_NOT_FOUND mandatory $.data[2].Company; error MANDATORY_NOT_FOUND mandatory $.data[2].City; error DUPLICATE_DATA duplicate_value $.data[2].Email;",
		"3  : error INVALID_DATA  $.data[3].Owner;", "4  : error INTERNAL_ERROR  $.data[4];", "5  : error NOT_APPROVED  $.data[5];",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !slices.Equal(out.Refused(), []int{2, 3, 5}) || !slices.Equal(out.Resend(), []int{4}) || !slices.Equal(out.IDs, []string{"1001"}) || len(out.Problems) != 6 {
		t.Errorf("refused %v, again %v, ids %v, %d problems", out.Refused(), out.Resend(), out.IDs, len(out.Problems))
	}
	// A check of the row has the reason that Zoho does not give.
	strict := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Company", Spec: fieldtype.Spec{Kind: fieldtype.SingleLine, MaxLength: 0}, Mandatory: true}),
		modules.WithField(fieldtype.Field{APIName: "Last_Name", Spec: fieldtype.Spec{Kind: fieldtype.Email}}))
	out, err = payload.NewBulkWrite(strict, modules.Insert).Outcome(sent, bulkResult(t, sent, "Leads.csv", func(int) string { return "skipped INVALID_DATA-Last_Name" }), nil)
	if err != nil || out.Rows[1].Index != 1 || out.Rows[1].Problems[0].Reason != zohocrm.ReasonPattern || out.Rows[1].Problems[0].Path.JSONPath() != "$.data[1].Last_Name" {
		t.Errorf("%+v, %v", out, err)
	}

	// The rows of line items are in a table of their own: the row of the quote says
	// nothing of them.
	quotes := payload.NewBulkWrite(modules.Quotes(), modules.Insert)
	quoted, _ := bulk(t, quotes, parse(t, `{"Subject":"q","Quoted_Items":[{"Product_Name":{"id":"1"},"Quantity":2}]}`))
	out, err = quotes.Outcome(quoted[0].Zip, bulkResult(t, quoted[0].Zip, "Quotes.csv", func(int) string { return "skipped LIMIT_EXCEEDED-Quoted_Items" }), nil)
	if err != nil || len(out.Problems) != 1 || testkit.Line(out.Problems[0]) != "error LIMIT_EXCEEDED  $.data[0].Quoted_Items" || out.Problems[0].Expected != "" {
		t.Errorf("%+v, %v", out, err)
	}

	// A result of another file.
	other, _ := bulk(t, b, parse(t, `{"Last_Name":"z"}`), parse(t, `{"Last_Name":"b"}`))
	none := func(int) string { return "" }
	for name, result := range map[string][]byte{
		"nothing": nil, "no zip": []byte("a,b"), "no result": sent, "other rows": bulkResult(t, other[0].Zip, "Leads.csv", none), "half": result[:len(result)/2],
	} {
		var misfit *zohocrm.AnswerError
		if out, err := b.Outcome(sent, result, nil); !errors.As(err, &misfit) || out.Rows != nil {
			t.Errorf("%s: %+v, %v", name, out, err)
		}
	}
	if _, err := b.Outcome(nil, result, nil); err == nil {
		t.Error("no file was sent")
	}
	if _, err := b.Outcome(sent, result, []int{1}); err == nil {
		t.Error("the positions are of another file")
	}
}

// TestBulkScale writes a million leads, 1 in 50 broken, and accounts for each of
// them when Zoho refuses 3 in 100.
func TestBulkScale(t *testing.T) {
	n := testkit.Size(30_000, 150_000, 1_000_000)
	if testkit.Race {
		n = 60_000
	}
	broken := 0
	leads := func(yield func(*record.Record) bool) {
		rec := record.New()
		fields := map[string]any{}
		for i := range n {
			fields["Last_Name"], fields["Email"] = "Daly", fmt.Sprintf("p.daly%d@zylker.com", i)
			fields["Company"], fields["City"] = "=Zylker", "Oslo"
			if i%50 == 7 {
				fields["Email"] = "p.daly"
				broken++
			}
			if !yield(rec.ViewMap(fields)) {
				return
			}
		}
	}
	b := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	accounted := make([]byte, n)
	var peak uint64
	files, refusedLater := 0, 0
	for file, err := range b.Files(leads) {
		_ = err
		for _, p := range file.Problems {
			accounted[p.Path.Record()]++
		}
		if file.Zip == nil {
			continue
		}
		files++
		var stats runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&stats)
		peak = max(peak, stats.HeapAlloc)
		result := bulkResult(t, file.Zip, "Leads.csv", func(i int) string {
			if i%100 < 3 {
				return "skipped INVALID_DATA-Email"
			}
			return ""
		})
		out, err := b.Outcome(file.Zip, result, file.Index)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range out.Rows {
			accounted[row.Index]++
			if len(row.Problems) > 0 {
				refusedLater++
			}
		}
	}
	for i, k := range accounted {
		if k != 1 {
			t.Fatalf("record %d is accounted for %d times", i, k)
		}
	}
	if want := payload.PlanBulk(n - broken).Files; files != want {
		t.Errorf("%d files, want %d", files, want)
	}
	if peak > 64<<20 { // of a million bytes for the test, and one file
		t.Errorf("%d MB in use", peak>>20)
	}
	t.Logf("%d records, %d refused before, %d after, %d files, at most %d MB in use", n, broken, refusedLater, files, peak>>20)
}

// TestPlanBulk compares credits.
func TestPlanBulk(t *testing.T) {
	for _, want := range []payload.BulkPlan{
		{}, {Records: 1, Files: 1, Credits: 500, Calls: 1, CallCredits: 1}, {Records: 4_990, Files: 1, Credits: 500, Calls: 50, CallCredits: 499},
		{Records: 5_001, Files: 1, Credits: 500, Calls: 51, CallCredits: 501}, {Records: 25_000, Files: 1, Credits: 500, Calls: 250, CallCredits: 2_500},
		{Records: 25_001, Files: 2, Credits: 1_000, Calls: 251, CallCredits: 2_501}, {Records: 1_000_000, Files: 40, Credits: 20_000, Calls: 10_000, CallCredits: 100_000},
	} {
		got := payload.PlanBulk(want.Records)
		if got != want || got.Cheaper() != (want.Records > 5_000) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if got := payload.PlanBulk(-1); got != (payload.BulkPlan{}) {
		t.Error(got)
	}
}

// TestBulkStreams: a stream that fails, or is not read to its end.
func TestBulkStreams(t *testing.T) {
	b := payload.NewBulkWrite(modules.Leads(), modules.Insert)
	var last error
	files := 0
	for file, err := range b.Files(record.ReadJSONLines(io.MultiReader(strings.NewReader("{\"Last_Name\":\"a\"}\n"), failing{}))) {
		if file.Zip != nil {
			files++
		}
		last = err
	}
	if files != 1 || last == nil {
		t.Errorf("%d files, %v", files, last)
	}
	for range b.Files(record.ReadCSV(strings.NewReader("Last_Name\na\nb\n"))) {
		break
	}
	for range b.Files(nil) {
		t.Error("a file of nothing")
	}

	// What is yielded, in order: the records of a file, or the problems without one. The
	// loop may end at each of them.
	wide := func(letter string) *record.Record { // of which two are too many for a file
		rec := record.New().Text("Last_Name", letter)
		for k := range 150 {
			rec.Text(fmt.Sprintf("%s%d", letter, k), "x")
		}
		return rec
	}
	warned := func() *record.Record { return record.New().Text("Last_Name", "w").Text("Full_Name", "x") }
	failed := slices.Collect(record.ReadJSONLines(failing{}))
	for want, records := range map[string][]*record.Record{
		"":                                {},
		"1 file, 0":                       {wide("a")},
		"0 files, 1":                      {record.New()},
		"1 file, 1":                       {wide("a"), record.New()},
		"1 file, 0; 1 file, 0":            {wide("a"), wide("b")},
		"1 file, 0; 1 file, 1":            {wide("a"), wide("b"), record.New()},
		"1 file, 1; 1 file, 1; 1 file, 0": {wide("a"), warned(), wide("b"), warned(), wide("c")},
		"1 file, 0; 1 file, 0; failed":    append([]*record.Record{wide("a"), wide("b")}, failed...),
		"0 files, 1; failed":              append([]*record.Record{record.New()}, failed...),
		"failed":                          failed,
		"0 files, 1000; 1 file, 999":      append(slices.Repeat([]*record.Record{record.New()}, 1999), wide("a")),
		"0 files, 1000; 0 files, 1000":    slices.Repeat([]*record.Record{record.New()}, 2000),
		"0 files, 1000; 1 file, 0":        append(slices.Repeat([]*record.Record{record.New()}, 1000), wide("a")),
		"0 files, 1000; 0 files, 1":       slices.Repeat([]*record.Record{record.New()}, 1001),
	} {
		all := strings.Split(want, "; ")
		for stop := 1; stop <= len(all); stop++ {
			var got []string
			for file, err := range b.Files(slices.Values(records)) {
				switch {
				case err != nil && file.Problems == nil:
					got = append(got, "failed")
				case file.Zip == nil:
					got = append(got, fmt.Sprint("0 files, ", len(file.Problems)))
				default:
					got = append(got, fmt.Sprint("1 file, ", len(file.Problems)))
				}
				if len(got) == stop && stop < len(all) {
					break
				}
			}
			if strings.Join(got, "; ") != strings.Join(all[:stop], "; ") {
				t.Errorf("%s: %q", want, got)
			}
		}
	}
}

// failing is a reader that fails.
type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("broken") }

// parse returns the record of a JSON object.
func parse(t testing.TB, text string) *record.Record {
	t.Helper()
	v, err := fieldtype.ParseJSON([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return record.FromValue(v)
}
