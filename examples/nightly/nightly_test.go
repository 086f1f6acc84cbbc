package nightly_test

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	_ "modernc.org/sqlite"

	"github.com/seed12a3e673/zohocrm/examples/nightly"
	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
)

// A table of 250 leads is sent, of which Zoho has 25 already and would refuse one;
// then all of them change. Zoho is busy twice.
func Example() {
	zoho := &fakezoho.Server{Fail: map[int]fakezoho.Failure{2: fakezoho.Busy, 6: fakezoho.Busy}}
	if err := zoho.Define("Leads", "Email:email?"); err != nil { // ? makes it unique
		log.Fatal(err)
	}
	server := httptest.NewServer(zoho)
	defer server.Close()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // which is the one that has the tables
	exec := func(query string, args ...any) {
		if _, err := db.Exec(query, args...); err != nil {
			log.Fatal(err)
		}
	}
	exec(`CREATE TABLE leads (Email TEXT PRIMARY KEY, Last_Name TEXT, City TEXT, zoho_id TEXT, state TEXT, reason TEXT)`)
	add := func(from, to, step int) {
		for i := from; i < to; i += step {
			exec(`INSERT INTO leads VALUES (?, 'Daly', 'Oslo', '', 'new', '')`, fmt.Sprintf("p.daly%d@zylker.com", i))
		}
	}
	job := nightly.Job{
		DB: db, Client: http.DefaultClient, URL: server.URL, Rounds: 5,
		Token: func(context.Context) (string, error) { return "token", nil },
	}
	run := func(night string) {
		fmt.Println(night, "error:", job.Run(context.Background()))
		for _, state := range []string{"new", "changed", "sent", "refused"} {
			n := 0
			if err := db.QueryRow(`SELECT count(*) FROM leads WHERE state = ?`, state).Scan(&n); err != nil {
				log.Fatal(err)
			}
			if n > 0 {
				fmt.Println(" ", n, state)
			}
		}
	}

	add(0, 250, 10)
	run("first night:")
	exec(`UPDATE leads SET state = 'new', zoho_id = ''`) // somebody lost the ids
	for i := range 250 {
		exec(`INSERT OR IGNORE INTO leads VALUES (?, 'Daly', 'Oslo', '', 'new', '')`, fmt.Sprintf("p.daly%d@zylker.com", i))
	}
	exec(`INSERT INTO leads VALUES ('p.daly@zylker', 'Daly', 'Oslo', '', 'new', '')`) // no address
	run("second night:")
	exec(`UPDATE leads SET City = 'Bergen', state = 'changed' WHERE zoho_id <> ''`)
	run("third night:")

	emails := map[any]bool{}
	for _, stored := range zoho.Records("Leads") {
		emails[stored["Email"]] = stored["City"] == "Bergen"
	}
	fmt.Println(len(zoho.Records("Leads")), "records are stored, with", len(emails), "emails")
	reason := ""
	if err := db.QueryRow(`SELECT reason FROM leads WHERE state = 'refused'`).Scan(&reason); err != nil {
		log.Fatal(err)
	}
	fmt.Println(reason)
	// Output:
	// first night: error: <nil>
	//   25 sent
	// second night: error: <nil>
	//   250 sent
	//   1 refused
	// third night: error: <nil>
	//   250 sent
	//   1 refused
	// 250 records are stored, with 250 emails
	// $.data[250].Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
}
