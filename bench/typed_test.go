package bench

import (
	"bytes"
	"os"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/bench/crm"
	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/generate"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// typedLeads returns leads as generated code has them.
func typedLeads(leads []Lead) []*crm.Lead {
	typed := make([]*crm.Lead, len(leads))
	for i := range leads {
		typed[i] = typedLead(&leads[i])
	}
	return typed
}

func typedLead(l *Lead) *crm.Lead {
	revenue, err := fieldtype.DecimalOf(l.AnnualRevenue)
	if err != nil {
		panic(err) // a finite float is a decimal
	}
	contact, err := time.Parse("2006-01-02", l.FirstContact)
	if err != nil {
		panic(err) // as Leads writes it
	}
	visited, err := time.Parse("2006-01-02T15:04:05-07:00", l.LastVisitedTime)
	if err != nil {
		panic(err) // as Leads writes it
	}
	courses := make([]crm.LeadCoursesOpted, len(l.Courses))
	for i, c := range l.Courses {
		courses[i] = crm.LeadCoursesOpted(c)
	}
	return &crm.Lead{
		LastName: l.LastName, FirstName: record.Some(l.FirstName), Company: record.Some(l.Company), Email: record.Some(l.Email),
		SecondaryEmail: record.Some(l.SecondaryEmail), Phone: record.Some(l.Phone), Mobile: record.Some(l.Mobile), Website: record.Some(l.Website),
		LeadSource: record.Some(crm.LeadSource(l.LeadSource)), Industry: record.Some(crm.LeadIndustry(l.Industry)),
		Rating: record.Some(crm.LeadRating(l.Rating)), AnnualRevenue: record.Some(revenue), NoOfEmployees: record.Some(int64(l.NoOfEmployees)),
		Description: record.Some(l.Description), EmailOptOut: record.Some(l.EmailOptOut), FirstContact: record.Some(contact),
		LastVisitedTime: record.Some(visited), CoursesOpted: record.Some(courses), Owner: record.Some(crm.UserID(l.Owner.ID)),
		City: record.Some(l.City), Layout: record.Some(crm.LayoutID(l.Layout.ID)),
	}
}

// appendTypedFloor writes a body of the same structs by hand, without any check.
func appendTypedFloor(dst []byte, leads []*crm.Lead) []byte {
	dst = append(dst, `{"data":[`...)
	for i, l := range leads {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"Last_Name":`...)
		dst = fieldtype.AppendQuote(dst, l.LastName)
		dst = appendFloorText(dst, `,"First_Name":`, l.FirstName)
		dst = appendFloorText(dst, `,"Company":`, l.Company)
		dst = appendFloorText(dst, `,"Email":`, l.Email)
		dst = appendFloorText(dst, `,"Secondary_Email":`, l.SecondaryEmail)
		dst = appendFloorText(dst, `,"Phone":`, l.Phone)
		dst = appendFloorText(dst, `,"Mobile":`, l.Mobile)
		dst = appendFloorText(dst, `,"Website":`, l.Website)
		dst = appendFloorText(dst, `,"Lead_Source":`, l.LeadSource)
		dst = appendFloorText(dst, `,"Industry":`, l.Industry)
		dst = appendFloorText(dst, `,"Rating":`, l.Rating)
		if v, ok := l.AnnualRevenue.Get(); ok {
			dst = append(append(dst, `,"Annual_Revenue":`...), v.String()...)
		}
		if v, ok := l.NoOfEmployees.Get(); ok {
			dst = strconv.AppendInt(append(dst, `,"No_of_Employees":`...), v, 10)
		}
		dst = appendFloorText(dst, `,"Description":`, l.Description)
		if v, ok := l.EmailOptOut.Get(); ok {
			dst = strconv.AppendBool(append(dst, `,"Email_Opt_Out":`...), v)
		}
		if v, ok := l.FirstContact.Get(); ok {
			dst = append(v.AppendFormat(append(dst, `,"First_Contact":"`...), "2006-01-02"), '"')
		}
		if v, ok := l.LastVisitedTime.Get(); ok {
			dst = append(v.AppendFormat(append(dst, `,"Last_Visited_Time":"`...), "2006-01-02T15:04:05-07:00"), '"')
		}
		if v, ok := l.CoursesOpted.Get(); ok {
			dst = append(dst, `,"Courses_Opted":[`...)
			for j, c := range v {
				if j > 0 {
					dst = append(dst, ',')
				}
				dst = fieldtype.AppendQuote(dst, string(c))
			}
			dst = append(dst, ']')
		}
		if v, ok := l.Owner.Get(); ok {
			dst = append(fieldtype.AppendQuote(append(dst, `,"Owner":{"id":`...), string(v)), '}')
		}
		dst = appendFloorText(dst, `,"City":`, l.City)
		if v, ok := l.Layout.Get(); ok {
			dst = append(fieldtype.AppendQuote(append(dst, `,"Layout":{"id":`...), string(v)), '}')
		}
		dst = append(dst, '}')
	}
	return append(dst, `]}`...)
}

func appendFloorText[T ~string](dst []byte, name string, o record.Opt[T]) []byte {
	v, ok := o.Get()
	if !ok {
		return dst
	}
	return fieldtype.AppendQuote(append(dst, name...), string(v))
}

// generatedPeers are the ways to make a body of generated structs.
func generatedPeers(leads []Lead) []peer {
	typed := typedLeads(leads)
	in := crm.Leads.Insert()
	records := make([]*record.Record, len(typed))
	for i := range typed {
		records[i] = record.New()
		in.Add(records[i])
	}
	var floor, buf []byte
	return []peer{
		{"typed-floor", func() ([]byte, error) {
			floor = appendTypedFloor(floor[:0], typed)
			return floor, nil
		}},
		{"zohocrm-typed", func() (_ []byte, err error) {
			for i, r := range records {
				typed[i].Fill(r.Reset())
			}
			buf, err = in.AppendJSON(buf[:0])
			return buf, err
		}},
		{"zohocrm-typed-built", func() ([]byte, error) { return crm.Leads.Insert(typed...).Build() }},
		{"zohocrm-typed-stream", func() (body []byte, err error) {
			for batch, err := range crm.Leads.Insert().Batches(crm.Leads.Records(func(yield func(*crm.Lead) bool) {
				for _, l := range typed {
					if !yield(l) {
						return
					}
				}
			})) {
				if err != nil {
					return nil, err
				}
				body = batch.Body
			}
			return body, nil
		}},
	}
}

// TestTypedCode compares the generated code with what the command writes now.
func TestTypedCode(t *testing.T) {
	text, err := os.ReadFile("crm/leads.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := modules.Leads().With(modules.WithFieldsMetadata(bytes.NewReader(text)))
	if err != nil {
		t.Fatal(err)
	}
	code, err := generate.Module(m, generate.Config{Package: "crm", Hash: generate.Hash(text)})
	if err != nil {
		t.Fatal(err)
	}
	if have, err := os.ReadFile("crm/leads_zoho.go"); err != nil || !bytes.Equal(have, code.Source) {
		t.Errorf("go generate ./crm writes other code (%v)", err)
	}
}

// TestGeneratedPeersWriteTheSame checks that all ways write the value that the floor of
// the plain structs writes.
func TestGeneratedPeersWriteTheSame(t *testing.T) {
	leads := Leads(payload.MaxRecords)
	want := decode(t, "floor", appendFloor(nil, leads))
	for _, p := range generatedPeers(leads) {
		body, err := p.body()
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		if got := decode(t, p.name, body); !reflect.DeepEqual(got, want) {
			t.Errorf("%s writes another value: %.2000s", p.name, body)
		}
	}
}

// TestTypedRatios measures generated code against a floor written by hand of the same structs.
func TestTypedRatios(t *testing.T) {
	needRatios(t)
	loads := map[string]load{}
	for _, p := range generatedPeers(Leads(payload.MaxRecords)) {
		loads[p.name] = load{p.name, payload.MaxRecords, func() error {
			_, err := p.body()
			return err
		}}
	}
	for _, name := range []string{"zohocrm-typed", "zohocrm-typed-built", "zohocrm-typed-stream"} {
		t.Run(name, func(t *testing.T) {
			ratio(t, loads[name], loads["typed-floor"], *roundsFlag).report(t, name+" / typed-floor", 0, 0)
		})
	}
}
