package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// exportFlags are the flags with which people would read the files in testdata/files
// of the repository.
var exportFlags = map[string][]string{
	"excel-en-us.csv": {"-decimal", ".", "-date-format", "M/d/yyyy"},
	"excel-de.csv": {"-encoding", "windows-1252", "-decimal", ",", "-date-format", "d.M.yyyy", "-true", "WAHR", "-false", "FALSCH",
		"-map", "Nachname=Last_Name", "-map", "Vorname=First_Name", "-map", "Firma=Company", "-map", "E-Mail=Email", "-map", "Jahresumsatz=Annual Revenue",
		"-map", "Kunde seit=Customer Since", "-map", "Kein Newsletter=Email Opt Out", "-map", "Straße=Street", "-map", "Ort=City"},
	"excel-fr.csv": {"-encoding", "cp1252", "-decimal", ",", "-date-format", "dd/MM/yyyy", "-true", "Oui", "-false", "Non",
		"-map", "Nom=Last_Name", "-map", "Prénom=First_Name", "-map", "Société=Company", "-map", "Chiffre d'affaires=Annual_Revenue",
		"-map", "Client depuis=Customer_Since", "-map", "Désabonné=Email_Opt_Out"},
	"excel-unicode.txt": {"-in", "csv"},
	"libreoffice.csv":   {},
	"google-sheets.csv": {},
	"salesforce.csv": {"-date-format", "yyyy-MM-dd'T'HH:mm:ss'.000'XXX", "-ignore", "ID", "-ignore", "ISCONVERTED",
		"-map", "LASTNAME=Last_Name", "-map", "FIRSTNAME=First_Name", "-map", "COMPANY=Company", "-map", "EMAIL=Email", "-map", "ANNUALREVENUE=Annual_Revenue",
		"-map", "LASTCONTACT__C=Last_Contact", "-map", "INTERESTS__C=Interests", "-map", "DESCRIPTION=Description"},
	"hubspot.csv": {"-map", "Phone Number=Phone", "-map", "Create Date=Last_Contact", "-ignore", "Record ID", "-date-format", "yyyy-MM-dd HH:mm"},
	"postgres.csv": {"-empty", "null", "-true", "t", "-false", "f", "-ignore", "id", "-date-format", "yyyy-MM-dd HH:mm:ssXXX",
		"-map", "last_name=Last_Name", "-map", "email=Email", "-map", "annual_revenue=Annual_Revenue", "-map", "email_opt_out=Email_Opt_Out",
		"-map", "last_contact=Last_Contact", "-map", "notes=Description"},
	"oracle-pipe.txt": {"-in", "csv", "-date-format", "dd-MMM-yyyy",
		"-map", "LAST_NAME=Last_Name", "-map", "COMPANY=Company", "-map", "ANNUAL_REVENUE=Annual_Revenue", "-map", "CUSTOMER_SINCE=Customer_Since"},
	"notepad.csv": {}, "broken-quotes.csv": {}, "many-columns.csv": {}, "empty.csv": {}, "header-only.csv": {}, "no-header.csv": {}, "undeclared.csv": {}, "python.jsonl": {},
	"windows-1252.csv": {"-encoding", "windows-1252", "-decimal", ",", "-date-format", "dd/MM/yyyy", "-true", "Ja", "-false", "Nein"},
	"outlook.csv":      {"-map", "Business Phone=Phone"},
}

// TestFilesOfOtherPrograms checks each file of testdata/files with its
// flags alone. The golden file has what the command prints.
func TestFilesOfOtherPrograms(t *testing.T) {
	entries, err := os.ReadDir("../../testdata/files")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := exportFlags[e.Name()]; !ok && !e.IsDir() {
			t.Errorf("there are no flags for %s", e.Name())
		}
	}
	t.Chdir("../../testdata/files")
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(exportFlags)) {
		args := append([]string{"insert", "-module", "Leads", "-dry-run", "-field", "Customer_Since:date", "-field", "Last_Contact:datetime", "-field", "Interests:multiselectpicklist"},
			append(exportFlags[name], name)...)
		got := aloud("", args...)
		shown := []string{"zohocrm"}
		for _, arg := range args {
			if strings.ContainsAny(arg, " '") {
				arg = `"` + arg + `"`
			}
			shown = append(shown, arg)
		}
		fmt.Fprintf(&text, "$ %s\n%sexit %d\n\n", strings.Join(shown, " "), got.err, got.status)
		if again := aloud("", append(args, "-j", "1")...); again != got {
			t.Errorf("%s: with -j 1 %+v", name, again)
		}
	}
	t.Chdir("../../cmd/zohocrm")
	golden(t, "testdata/files.txt", text.String())
}
