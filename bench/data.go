// Package bench compares the speed of the library with other packages that write or
// check JSON. It is a module of its own, with its own dependencies.
package bench

//go:generate go run github.com/mailru/easyjson/easyjson -all -no_std_marshalers -output_filename lead_easyjson.go data.go

import (
	"fmt"
	"strings"
	"time"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/record"
)

// A Lead is the record that is measured: 21 fields of a lead.
type Lead struct {
	LastName        string   `json:"Last_Name" validate:"required,max=80"`
	FirstName       string   `json:"First_Name" validate:"max=40"`
	Company         string   `json:"Company" validate:"max=200"`
	Email           string   `json:"Email" validate:"max=100,zohoemail"`
	SecondaryEmail  string   `json:"Secondary_Email" validate:"max=100,zohoemail"`
	Phone           string   `json:"Phone" validate:"max=30,zohophone"`
	Mobile          string   `json:"Mobile" validate:"max=30,zohophone"`
	Website         string   `json:"Website" validate:"max=255,zohourl"`
	LeadSource      string   `json:"Lead_Source" validate:"oneof='Advertisement' 'Cold Call' 'Employee Referral' 'Web Download' 'Trade Show'"`
	Industry        string   `json:"Industry" validate:"oneof='ASP' 'Data/Telecom OEM' 'Government/Military' 'Large Enterprise' 'ManagementISV'"`
	Rating          string   `json:"Rating" validate:"oneof='Acquired' 'Active' 'Market Failed' 'Project Cancelled' 'ShutDown'"`
	AnnualRevenue   float64  `json:"Annual_Revenue" validate:"lt=10000000000000000"`
	NoOfEmployees   int      `json:"No_of_Employees" validate:"lt=1000000000"`
	Description     string   `json:"Description" validate:"max=32000"`
	EmailOptOut     bool     `json:"Email_Opt_Out"`
	FirstContact    string   `json:"First_Contact" validate:"datetime=2006-01-02"`
	LastVisitedTime string   `json:"Last_Visited_Time" validate:"datetime=2006-01-02T15:04:05-07:00"`
	Courses         []string `json:"Courses_Opted" validate:"dive,oneof='Analytics' 'Big data' 'Cloud' 'Security' 'Networks'"`
	Owner           Ref      `json:"Owner"`
	City            string   `json:"City" validate:"max=100"`
	Layout          Ref      `json:"Layout"`
}

// A Ref is a lookup.
type Ref struct {
	ID string `json:"id" validate:"required,number,max=19"`
}

var (
	leadSources = []string{"Advertisement", "Cold Call", "Employee Referral", "Web Download", "Trade Show"}
	industries  = []string{"ASP", "Data/Telecom OEM", "Government/Military", "Large Enterprise", "ManagementISV"}
	ratings     = []string{"Acquired", "Active", "Market Failed", "Project Cancelled", "ShutDown"}
	courses     = []string{"Analytics", "Big data", "Cloud", "Security", "Networks"}
)

// Module returns the module that the leads are checked against, with the
// picklists and the custom fields.
func Module() *modules.Module {
	picklist := func(name string, values []string) modules.Option {
		return modules.WithField(fieldtype.Field{
			APIName: name, Spec: fieldtype.Spec{Kind: fieldtype.Picklist, Values: values, OnlyListed: true},
		})
	}
	m, err := modules.Leads().With(
		picklist("Lead_Source", leadSources), picklist("Industry", industries), picklist("Rating", ratings),
		modules.WithField(fieldtype.Field{APIName: "First_Contact", Spec: fieldtype.Spec{Kind: fieldtype.Date}}),
		modules.WithField(fieldtype.Field{
			APIName: "Courses_Opted", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelect, Values: courses, OnlyListed: true},
		}),
	)
	if err != nil {
		panic(err)
	}
	return m
}

// Leads returns n leads, all valid and all different.
func Leads(n int) []Lead {
	leads := make([]Lead, n)
	day := time.Date(2026, 1, 1, 9, 0, 0, 0, time.FixedZone("", 5*3600+1800))
	for i := range leads {
		at := day.Add(time.Duration(i) * 37 * time.Minute)
		leads[i] = Lead{
			LastName:        fmt.Sprintf("O'Leary-%05d", i),
			FirstName:       []string{"Mike", "Jürgen", "Patricia", "Christopher"}[i%4],
			Company:         fmt.Sprintf("Zylker & Sons No. %d", i),
			Email:           fmt.Sprintf("p.boyle+%d@zylker.com", i),
			SecondaryEmail:  fmt.Sprintf("patricia_%d@mail.example.co.uk", i),
			Phone:           fmt.Sprintf("+1 (555) 123-%04d", i%10000),
			Mobile:          fmt.Sprintf("99000%05d", i%100000),
			Website:         fmt.Sprintf("https://www.zylker.com/c/%d?ref=crm", i),
			LeadSource:      leadSources[i%5],
			Industry:        industries[i%5],
			Rating:          ratings[i%5],
			AnnualRevenue:   250000.75 + float64(i),
			NoOfEmployees:   10 + i,
			Description:     strings.Repeat("Met at the fair; wants a quote for \"line\" items. ", 4),
			EmailOptOut:     i%2 == 0,
			FirstContact:    at.Format("2006-01-02"),
			LastVisitedTime: at.Format("2006-01-02T15:04:05-07:00"),
			Courses:         []string{courses[i%5], courses[(i+1)%5], courses[(i+2)%5]},
			Owner:           Ref{fmt.Sprintf("41508680000%08d", i)},
			City:            []string{"Austin", "München", "Chennai", "Pleasanton"}[i%4],
			Layout:          Ref{"554023000002734009"},
		}
	}
	return leads
}

// Map returns a lead as encoding/json would read it, except for its numbers.
func (l *Lead) Map() map[string]any {
	return map[string]any{
		"Last_Name": l.LastName, "First_Name": l.FirstName, "Company": l.Company,
		"Email": l.Email, "Secondary_Email": l.SecondaryEmail, "Phone": l.Phone, "Mobile": l.Mobile,
		"Website": l.Website, "Lead_Source": l.LeadSource, "Industry": l.Industry, "Rating": l.Rating,
		"Annual_Revenue": l.AnnualRevenue, "No_of_Employees": l.NoOfEmployees, "Description": l.Description,
		"Email_Opt_Out": l.EmailOptOut, "First_Contact": l.FirstContact, "Last_Visited_Time": l.LastVisitedTime,
		"Courses_Opted": []any{l.Courses[0], l.Courses[1], l.Courses[2]},
		"Owner":         map[string]any{"id": l.Owner.ID}, "City": l.City,
		"Layout": map[string]any{"id": l.Layout.ID},
	}
}

// Fill sets the fields of a record to those of a lead.
func (l *Lead) Fill(r *record.Record) *record.Record {
	return r.
		Text("Last_Name", l.LastName).Text("First_Name", l.FirstName).Text("Company", l.Company).
		Text("Email", l.Email).Text("Secondary_Email", l.SecondaryEmail).
		Text("Phone", l.Phone).Text("Mobile", l.Mobile).Text("Website", l.Website).
		Text("Lead_Source", l.LeadSource).Text("Industry", l.Industry).Text("Rating", l.Rating).
		Float("Annual_Revenue", l.AnnualRevenue).Int("No_of_Employees", int64(l.NoOfEmployees)).
		Text("Description", l.Description).Bool("Email_Opt_Out", l.EmailOptOut).
		Text("First_Contact", l.FirstContact).Text("Last_Visited_Time", l.LastVisitedTime).
		MultiSelect("Courses_Opted", l.Courses...).Lookup("Owner", l.Owner.ID).Text("City", l.City).
		Lookup("Layout", l.Layout.ID)
}
