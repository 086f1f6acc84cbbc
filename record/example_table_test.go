package record_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A table as a German Excel exports it: labels and names of its own in the header,
// semicolons, local numbers, dates and words.
func ExampleTable() {
	const text = "Nachname;Company;Annual Revenue;Kunde seit;Email Opt Out;Interne Nr.\r\n" +
		"Däly;Zylker;1.250,50;01.02.2024;Ja;7\r\n" +
		"Boyle;Zylker;1250.50;31.12.23;Vielleicht;8\r\n"
	leads := modules.Leads().MustWith(modules.WithField(fieldtype.Field{APIName: "Customer_Since", Spec: fieldtype.Spec{Kind: fieldtype.Date}}))
	table := record.Table{
		Fields: leads.Fields(),
		Map:    map[string]string{"Nachname": "Last_Name", "Kunde seit": "Customer_Since"},
		Ignore: []string{"Interne Nr."},
		Cells: fieldtype.CellFormat{
			Decimal: ",", Dates: []string{"dd.MM.yyyy"}, True: []string{"Ja"}, False: []string{"Nein"},
		},
	}
	if err := table.Check(); err != nil { // as after reading the settings from flags
		fmt.Println(err)
		return
	}
	reader, err := table.Open(strings.NewReader(text))
	if err != nil {
		fmt.Println(err)
		return
	}
	for batch, err := range payload.NewInsert(leads).Batches(reader.Records()) {
		fmt.Println(string(batch.Body))
		fmt.Println(err)
		for _, problem := range batch.Problems[2:] {
			fmt.Println(problem.Hint())
		}
	}
	// Output:
	// {"data":[{"Last_Name":"Däly","Company":"Zylker","Annual_Revenue":1250.50,"Customer_Since":"2024-02-01","Email_Opt_Out":true}]}
	// $.data[1].Annual_Revenue: INVALID_DATA: invalid data: expected a decimal number such as -1.250,50: row 3, column 3 (Annual_Revenue)
	// $.data[1].Customer_Since: INVALID_DATA: invalid data: expected a date as yyyy-MM-dd: row 3, column 4 (Customer_Since)
	// $.data[1].Email_Opt_Out: INVALID_DATA: invalid data: expected true or false: row 3, column 5 (Email_Opt_Out)
	// set CellFormat.True and False (-true, -false), such as Yes and No
}

// The header says what is wrong with it at once. A name that is near a label is not
// guessed.
func ExampleTable_Open() {
	_, err := record.Table{Fields: modules.Leads().Fields()}.Open(strings.NewReader("Last Name,E-mail,Region code\nDaly,p.daly@zylker.com,7\n"))
	fmt.Println(err)
	// Output:
	// INVALID_DATA: the field api name given seems to be invalid: expected the API name or label of a field; did you mean Email?: row 1, column 2
	// INVALID_DATA: the field api name given seems to be invalid: expected the API name or label of a field: row 1, column 3
}

// What each column became is for a summary.
func ExampleTableReader_Columns() {
	table := record.Table{
		Fields: modules.Leads().Fields(),
		Map:    map[string]string{"Firma": "Company", "Ort": "City"},
		Ignore: []string{"Nr"},
	}
	reader, err := table.Open(strings.NewReader("Last_Name;Title;Firma;Nr;Region\nDaly;Head;Zylker;7;North\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%q, %s\n", reader.Delimiter(), reader.Encoding())
	for _, c := range reader.Columns() {
		fmt.Printf("%d %s -> %s (%s)\n", c.Number, c.Name, c.APIName, c.Use)
	}
	fmt.Println("not in the table:", reader.Unused())
	// Output:
	// ';', utf-8
	// 1 Last_Name -> Last_Name (api name)
	// 2 Title -> Designation (label)
	// 3 Firma -> Company (map)
	// 4 Nr ->  (ignored)
	// 5 Region -> Region (unknown)
	// not in the table: [Ort]
}

// The rows that are refused keep their form, with what is wrong in a first column.
// They can be corrected and read again with the same settings.
func ExampleTableReader_Rejects() {
	const text = "Last_Name;Email\nDaly;p.daly@zylker.com\n;\"p.boyle@zylker.com\"\n"
	leads := modules.Leads()
	reader, err := record.Table{Fields: leads.Fields(), KeepRows: true}.Open(strings.NewReader(text))
	if err != nil {
		fmt.Println(err)
		return
	}
	rejects := reader.Rejects(os.Stdout)
	for rec := range reader.Records() {
		if err := leads.Check(rec); err != nil {
			if err := rejects.Write(rec, err.Error()); err != nil {
				fmt.Println(err)
			}
		}
	}
	if err := rejects.Flush(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// zohocrm_problems;Last_Name;Email
	// "$.Last_Name: MANDATORY_NOT_FOUND: required field not found: expected a value: row 3, column 1 (Last_Name)";;"p.boyle@zylker.com"
}

// The names that people have for an encoding are understood.
func ExampleParseEncoding() {
	for _, name := range []string{"Windows-1252", "cp1252", "Latin1", "EBCDIC"} {
		e, err := record.ParseEncoding(name)
		fmt.Println(e, err)
	}
	// Output:
	// windows-1252 <nil>
	// windows-1252 <nil>
	// iso-8859-1 <nil>
	//  INVALID_DATA: invalid data: expected an encoding: utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1
}
