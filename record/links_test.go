package record_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed12a3e673/zohocrm/fieldtype"
	"github.com/seed12a3e673/zohocrm/internal/testkit"
	"github.com/seed12a3e673/zohocrm/internal/testkit/requests"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// orgDeals is the module of deals with the page's custom fields, known by what
// the organization's metadata says of them.
func orgDeals(t testing.TB) *modules.Module {
	t.Helper()
	m, err := modules.Deals().With(
		modules.WithField(fieldtype.Field{APIName: "Image_Upload", Spec: fieldtype.Spec{Kind: fieldtype.ImageUpload}}),
		modules.WithField(fieldtype.Field{APIName: "File_Upload", Spec: fieldtype.Spec{Kind: fieldtype.FileUpload}}),
		modules.WithField(fieldtype.Field{APIName: "Listings", Spec: fieldtype.Spec{Kind: fieldtype.MultiSelectLookup, ConnectedLookup: "Interested_Listings"}}),
		modules.WithField(fieldtype.Field{APIName: "Multi_user", Spec: fieldtype.Spec{Kind: fieldtype.MultiUserLookup, ConnectedLookup: "Multi_user"}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestPageDeal writes the page's deal, without the names of users, once with
// the fields known and once as fields of which nothing is known.
func TestPageDeal(t *testing.T) {
	deal := record.New().
		Text("Deal_Name", "Insert").Text("Stage", "Qualification").Text("Pipeline", "Standard (Standard)").
		Files("Image_Upload", "2cxxxxxxxxxxxx2fa", "2cxxxxxxxxxxxx4fa").
		Files("File_Upload", "2cxxxxxxxxxxxx4fc", "2cxxxxxxxxxxxx8gs").
		Lookups("Listings", "Interested_Listings", "3652397000001978005", "3652397000001978016").
		Lookups("Multi_user", "Multi_user", "3652397000000186017", "3652397000000281001")
	const want = `{"Deal_Name":"Insert","Stage":"Qualification","Pipeline":"Standard (Standard)",` +
		`"Image_Upload":[{"File_Id__s":"2cxxxxxxxxxxxx2fa"},{"File_Id__s":"2cxxxxxxxxxxxx4fa"}],` +
		`"File_Upload":[{"File_Id__s":"2cxxxxxxxxxxxx4fc"},{"File_Id__s":"2cxxxxxxxxxxxx8gs"}],` +
		`"Listings":[{"Interested_Listings":{"id":"3652397000001978005"}},{"Interested_Listings":{"id":"3652397000001978016"}}],` +
		`"Multi_user":[{"Multi_user":{"id":"3652397000000186017"}},{"Multi_user":{"id":"3652397000000281001"}}]}`
	for _, m := range []*modules.Module{modules.Deals(), orgDeals(t)} {
		in := payload.NewInsert(m).Add(deal)
		if diff := cmp.Diff(requests.Body(want), requests.Build(t, in)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if errs := requests.All(in); len(errs) > 0 {
			t.Errorf("problems: %v", errs)
		}
	}
}

// TestLinkProblems finds what is wrong with files and lookups.
func TestLinkProblems(t *testing.T) {
	ids := func(n int) []string {
		all := make([]string, n)
		for i := range all {
			all[i] = fmt.Sprint(i + 1)
		}
		return all
	}
	deal := record.New().Text("Deal_Name", "Insert").Text("Stage", "Qualification").
		Files("Image_Upload", ids(11)...).
		Files("File_Upload", "a", "").
		Lookups("Listings", "Listings", "1").
		Lookups("Multi_user", "Multi_user", "1", "Patricia Boyle", "")
	want := []string{
		"error LIMIT_EXCEEDED max_items Image_Upload $.data[0].Image_Upload",
		"error MANDATORY_NOT_FOUND mandatory File_Id__s $.data[0].File_Upload[1].File_Id__s",
		"error MANDATORY_NOT_FOUND mandatory Interested_Listings $.data[0].Listings[0].Interested_Listings",
		"error INVALID_DATA id id $.data[0].Multi_user[1].Multi_user.id",
		"error MANDATORY_NOT_FOUND mandatory id $.data[0].Multi_user[2].Multi_user.id",
	}
	in := payload.NewInsert(orgDeals(t)).Add(deal)
	if diff := cmp.Diff(want, testkit.Lines(requests.Refused(t, in))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	deal.Files("Image_Upload", ids(10)...).Files("File_Upload", ids(5)...).
		Lookups("Listings", "Interested_Listings").Lookups("Multi_user", "Multi_user", ids(200)...)
	requests.Build(t, in)
}

// TestLookupIn writes the two lookups that say which module they lead to.
func TestLookupIn(t *testing.T) {
	note := record.New().LookupIn("Parent_Id", "Leads", "3652397000000649013").Text("Note_Content", "Called back")
	const want = `{"Parent_Id":{"module":{"api_name":"Leads"},"id":"3652397000000649013"},"Note_Content":"Called back"}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, payload.NewInsert(modules.Notes()).Add(note))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	note.LookupIn("Parent_Id", "Leads", "")
	wantLines := []string{"error MANDATORY_NOT_FOUND mandatory id $.data[0].Parent_Id.id"}
	if diff := cmp.Diff(wantLines, testkit.Lines(requests.Refused(t, payload.NewInsert(modules.Notes()).Add(note)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTags writes tags as objects with a name.
func TestTags(t *testing.T) {
	const want = `{"Last_Name":"Daly","Tag":[{"name":"Hot"},{"name":"2024"}]}`
	if diff := cmp.Diff(requests.Body(want), requests.Build(t, requests.Leads(requests.Lead().Tags("Tag", "Hot", "2024")))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	const none = `{"Last_Name":"Daly","Tag":[]}`
	if diff := cmp.Diff(requests.Body(none), requests.Build(t, requests.Leads(requests.Lead().Tags("Tag")))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
