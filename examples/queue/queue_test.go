package queue_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/seed12a3e673/zohocrm/examples/queue"
	"github.com/seed12a3e673/zohocrm/internal/fakezoho"
	"github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// memory is a queue and a store.
type memory struct {
	known         map[string]bool
	tasks         []queue.Task
	sent, refused map[string]string
}

func (m *memory) Add(_ context.Context, task queue.Task) error {
	if !m.known[task.ID] {
		m.known[task.ID] = true
		m.tasks = append(m.tasks, task)
	}
	return nil
}

func (m *memory) Sent(_ context.Context, key, id string) error {
	m.sent[key] = id
	return nil
}

func (m *memory) Refused(_ context.Context, key, reason string) error {
	m.refused[key] = reason
	return nil
}

// TestWorker: of 350 leads each is stored once, or its refusal noted, where each task
// runs until it succeeds and then once more, Zoho is busy, and answers get lost.
func TestWorker(t *testing.T) {
	zoho := &fakezoho.Server{Fail: map[int]fakezoho.Failure{1: fakezoho.Busy, 4: fakezoho.Busy}}
	if err := zoho.Define("Leads", "Email:email?"); err != nil { // ? makes it unique
		t.Fatal(err)
	}
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		zoho.ServeHTTP(answer, r)
		calls++
		text := answer.Body.String()
		switch calls {
		case 2, 6: // Zoho has the records, and nobody hears of it
			panic(http.ErrAbortHandler)
		case 3: // Zoho failed at one record
			first := text[len(`{"data":[`) : strings.Index(text, "},{")+1]
			text = strings.Replace(text, first, `{"code":"INTERNAL_ERROR","details":{},"message":"Internal Server Error","status":"error"}`, 1)
		}
		w.WriteHeader(answer.Code)
		_, _ = io.WriteString(w, text)
	}))
	server.Config.ErrorLog = nil
	defer server.Close()

	leads := func(yield func(*record.Record) bool) {
		for i := range 350 {
			email := fmt.Sprintf("p.daly%d@zylker.com", i)
			if i%50 == 7 {
				email = fmt.Sprintf("p.daly%d", i)
			}
			if !yield(record.New().Text("Last_Name", "Daly").Text("Email", email)) {
				return
			}
		}
	}
	m := &memory{known: map[string]bool{}, sent: map[string]string{}, refused: map[string]string{}}
	ctx := context.Background()
	upsert := payload.NewUpsert(modules.Leads()).DuplicateCheck("Email")
	for range 2 { // the program that queues is run twice
		if err := queue.Enqueue(ctx, m, m, upsert, "Email", leads); err != nil {
			t.Fatal(err)
		}
	}
	if len(m.tasks) != 4 || len(m.refused) != 7 {
		t.Fatalf("%d tasks, %d refused", len(m.tasks), len(m.refused))
	}
	worker := &queue.Worker{
		Queue: m, Store: m, Client: server.Client(), URL: server.URL, Token: func(context.Context) (string, error) { return "token", nil },
	}
	failures := 0
	for i := 0; i < len(m.tasks); i++ {
		for worker.Work(ctx, m.tasks[i]) != nil {
			if failures++; failures > 20 {
				t.Fatal("it fails for ever")
			}
		}
		if err := worker.Work(ctx, m.tasks[i]); err != nil {
			failures++
		}
	}
	if len(m.tasks) != 5 || failures < 4 {
		t.Errorf("%d tasks, %d failures", len(m.tasks), failures)
	}
	ids := map[string]bool{}
	for _, id := range m.sent {
		ids[id] = true
	}
	if stored := zoho.Records("Leads"); len(stored) != 343 || len(m.sent) != 343 || len(ids) != 343 || len(m.refused) != 7 {
		t.Errorf("%d stored, %d sent with %d ids, %d refused", len(stored), len(m.sent), len(ids), len(m.refused))
	}
}

// TestPage: the code in docs/queue.md is that of the package.
func TestPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/queue.md")
	if err != nil {
		t.Fatal(err)
	}
	code, err := os.ReadFile("queue.go")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(page), "```go\n")[1:]
	if len(blocks) == 0 {
		t.Error("there is no code")
	}
	for _, block := range blocks {
		if block, _, _ = strings.Cut(block, "```"); !strings.Contains(string(code), block) {
			t.Errorf("this is not in the package:\n%s", block)
		}
	}
}
