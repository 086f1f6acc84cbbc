package rows_test

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"net/http/httptest"
	"os"

	_ "modernc.org/sqlite"

	"github.com/seed12a3e673/zohocrm/examples/rows"
	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
)

func Example() {
	server := httptest.NewServer(&fakezoho.Server{})
	defer server.Close()
	log.SetOutput(os.Stdout)
	log.SetFlags(0)
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // which is the one that has the table
	_, err = db.Exec(`CREATE TABLE leads (Email TEXT PRIMARY KEY, Last_Name TEXT, City TEXT, zoho_id TEXT);
		INSERT INTO leads VALUES ('boyle@zylker.com', 'Boyle', 'Oslo', NULL), ('daly@zylker', 'Daly', 'Oslo', NULL), ('dolan@zylker.com', 'Dolan', NULL, NULL)`)
	if err != nil {
		log.Fatal(err)
	}

	job := rows.Job{DB: db, URL: server.URL, Token: "token"}
	fmt.Println("error:", job.Run(context.Background()))

	stored, err := db.Query(`SELECT Email, coalesce(zoho_id, 'none') FROM leads ORDER BY Email`)
	if err != nil {
		log.Fatal(err)
	}
	defer stored.Close()
	for stored.Next() {
		var email, id string
		if err := stored.Scan(&email, &id); err != nil {
			log.Fatal(err)
		}
		fmt.Println(email, id)
	}
	// Output:
	// $.data[1].Email: INVALID_DATA: invalid data: expected an email address: name@domain.tld: no dot in the domain
	// error: <nil>
	// boyle@zylker.com 554023001
	// daly@zylker none
	// dolan@zylker.com 554023002
}
