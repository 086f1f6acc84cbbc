package bench

import (
	"math"
	"strconv"

	"github.com/seed12a3e673/zohocrm/fieldtype"
)

// appendFloor writes a body by hand, without any check: the least that writing
// it can cost.
func appendFloor(dst []byte, leads []Lead) []byte {
	dst = append(dst, `{"data":[`...)
	for i := range leads {
		if i > 0 {
			dst = append(dst, ',')
		}
		l := &leads[i]
		dst = append(dst, `{"Last_Name":`...)
		dst = fieldtype.AppendQuote(dst, l.LastName)
		dst = append(dst, `,"First_Name":`...)
		dst = fieldtype.AppendQuote(dst, l.FirstName)
		dst = append(dst, `,"Company":`...)
		dst = fieldtype.AppendQuote(dst, l.Company)
		dst = append(dst, `,"Email":`...)
		dst = fieldtype.AppendQuote(dst, l.Email)
		dst = append(dst, `,"Secondary_Email":`...)
		dst = fieldtype.AppendQuote(dst, l.SecondaryEmail)
		dst = append(dst, `,"Phone":`...)
		dst = fieldtype.AppendQuote(dst, l.Phone)
		dst = append(dst, `,"Mobile":`...)
		dst = fieldtype.AppendQuote(dst, l.Mobile)
		dst = append(dst, `,"Website":`...)
		dst = fieldtype.AppendQuote(dst, l.Website)
		dst = append(dst, `,"Lead_Source":`...)
		dst = fieldtype.AppendQuote(dst, l.LeadSource)
		dst = append(dst, `,"Industry":`...)
		dst = fieldtype.AppendQuote(dst, l.Industry)
		dst = append(dst, `,"Rating":`...)
		dst = fieldtype.AppendQuote(dst, l.Rating)
		dst = append(dst, `,"Annual_Revenue":`...)
		dst = appendAmount(dst, l.AnnualRevenue)
		dst = append(dst, `,"No_of_Employees":`...)
		dst = strconv.AppendInt(dst, int64(l.NoOfEmployees), 10)
		dst = append(dst, `,"Description":`...)
		dst = fieldtype.AppendQuote(dst, l.Description)
		dst = append(dst, `,"Email_Opt_Out":`...)
		dst = strconv.AppendBool(dst, l.EmailOptOut)
		dst = append(dst, `,"First_Contact":`...)
		dst = fieldtype.AppendQuote(dst, l.FirstContact)
		dst = append(dst, `,"Last_Visited_Time":`...)
		dst = fieldtype.AppendQuote(dst, l.LastVisitedTime)
		dst = append(dst, `,"Courses_Opted":[`...)
		for j, c := range l.Courses {
			if j > 0 {
				dst = append(dst, ',')
			}
			dst = fieldtype.AppendQuote(dst, c)
		}
		dst = append(dst, `],"Owner":{"id":`...)
		dst = fieldtype.AppendQuote(dst, l.Owner.ID)
		dst = append(dst, `},"City":`...)
		dst = fieldtype.AppendQuote(dst, l.City)
		dst = append(dst, `,"Layout":{"id":`...)
		dst = fieldtype.AppendQuote(dst, l.Layout.ID)
		dst = append(dst, `}}`...)
	}
	return append(dst, `]}`...)
}

// appendAmount writes a number as the library does: an amount of up to two decimals
// by its hundredths, which takes less time than the shortest decimal of any number.
func appendAmount(dst []byte, f float64) []byte {
	hundredths := int64(math.RoundToEven(f * 100))
	if f <= 0 || f >= 1e13 || float64(hundredths)/100 != f {
		return strconv.AppendFloat(dst, f, 'f', -1, 64)
	}
	dst = strconv.AppendInt(dst, hundredths/100, 10)
	switch tenths, rest := byte(hundredths/10%10), byte(hundredths%10); {
	case rest != 0:
		return append(dst, '.', '0'+tenths, '0'+rest)
	case tenths != 0:
		return append(dst, '.', '0'+tenths)
	}
	return dst
}
