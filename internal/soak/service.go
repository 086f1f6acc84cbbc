//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	crm "github.com/seed12a3e673/zohocrm/modules"
	"github.com/seed12a3e673/zohocrm/payload"
	"github.com/seed12a3e673/zohocrm/record"
)

// A service checks the forms of clients, each a lead as JSON, as a program does that
// embeds the library. Its memory and goroutines are not to grow.
type service struct {
	module *crm.Module
	forms  []form
}

// A form is what a client sends, and what the service has to answer.
type form struct {
	text   string
	status int
	secret string // a value of the form that the answer may not have
}

// maxForm bounds the bytes of a form.
const maxForm = 1 << 20

func newService() *service {
	s := &service{module: crm.Leads()}
	add := func(status int, secret, text string) { s.forms = append(s.forms, form{text, status, secret}) }
	for i := range 30 {
		add(http.StatusOK, "", fmt.Sprintf(`{"Last_Name":"Boyle %d","Company":"Zylker","Email":"p.boyle+%d@zylker.com","Phone":"+1 555 %04d","Annual_Revenue":%d.5}`, i, i, i, i))
	}
	for i := range 5 {
		secret := fmt.Sprintf("secret-%d", i)
		add(http.StatusUnprocessableEntity, secret, fmt.Sprintf(`{"Last_Name":"Boyle","Email":"%s@@zylker"}`, secret))
		add(http.StatusUnprocessableEntity, secret, fmt.Sprintf(`{"Company":"%s","No_of_Employees":"ten"}`, secret))
		add(http.StatusUnprocessableEntity, secret, fmt.Sprintf(`{"Last_Name":"%s","Description":"%s"}`, secret, strings.Repeat("x", 32001+i)))
	}
	add(http.StatusBadRequest, "secret", `{"Last_Name":"secret`)
	add(http.StatusBadRequest, "secret", `{"Last_Name":"secret","Last_Name":"secret"}`)
	add(http.StatusBadRequest, "", strings.Repeat(`{"a":`, 100_000))
	add(http.StatusBadRequest, "", strings.Repeat("[", 1000)+strings.Repeat("]", 1000))
	add(http.StatusUnprocessableEntity, "", `{"Last_Name":"Boyle","Annual_Revenue":1e100000}`)
	add(http.StatusUnprocessableEntity, "", `{"Last_Name":"Boyle","Email":"`+strings.Repeat("a.", 20_000)+`"}`)
	add(http.StatusUnprocessableEntity, "", `{"Last_Name":"Boyle","Tag":[`+strings.Repeat(`{"name":1},`, 1000)+`{"name":1}]}`)
	return s
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxForm))
	if err != nil {
		http.Error(w, "the form is too long", http.StatusRequestEntityTooLarge)
		return
	}
	rec, err := record.FromJSON(text)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	body, err := payload.NewInsert(s.module).Add(rec).Build()
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	w.Write(body)
}

// A sample is what the service holds at a time.
type sample struct {
	heap       uint64 // bytes in use after a collection
	goroutines int
}

// takeSample takes a sample when no form is under way.
func takeSample(underWay *sync.RWMutex) sample {
	underWay.Lock()
	defer underWay.Unlock()
	runtime.GC()
	runtime.GC() // what pools still hold
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return sample{m.HeapAlloc, runtime.NumGoroutine()}
}

// maxGrowth is how much more memory in bytes than at the start the service may hold at
// the end.
const maxGrowth = 4 << 20

// maxLasting is how many answers of a client are looked at: of more, some of all of its
// time.
const maxLasting = 10_000

// samples is how often the memory is looked at.
const samples = 20

// serve lets clients send forms to a service. It fails if an answer is wrong, or if
// the memory or the goroutines grow.
func serve(length time.Duration, clients int, seed uint64) error {
	s := newService()
	server := httptest.NewServer(s)
	defer server.Close()
	transport := &http.Transport{MaxIdleConnsPerHost: clients}
	defer transport.CloseIdleConnections()
	var (
		group    sync.WaitGroup
		underWay sync.RWMutex // held by clients that wait for an answer
		end      = make(chan struct{})
		failed   = make(chan error, clients)
		lasting  = make([][]time.Duration, clients)
	)
	for i := range clients {
		lasting[i] = make([]time.Duration, 0, maxLasting)
		group.Go(func() {
			random := rand.New(rand.NewPCG(seed, uint64(i)))
			client := &http.Client{Transport: transport}
			for {
				select {
				case <-end:
					return
				default:
				}
				underWay.RLock()
				began := time.Now()
				err := s.forms[random.IntN(len(s.forms))].send(client, server.URL)
				took := time.Since(began)
				underWay.RUnlock()
				if err != nil {
					failed <- err
					return
				}
				if len(lasting[i]) < maxLasting {
					lasting[i] = append(lasting[i], took)
				} else {
					lasting[i][random.IntN(len(lasting[i]))] = took
				}
			}
		})
	}
	all := make([]sample, 0, samples)
	var err error
	for len(all) < samples && err == nil {
		select {
		case err = <-failed:
		case <-time.After(length / samples):
			all = append(all, takeSample(&underWay))
		}
	}
	close(end)
	group.Wait()
	if err != nil {
		return err
	}
	fmt.Printf("%d clients for %s: %s\n", clients, length, latencies(slices.Concat(lasting...)))
	return flat(all)
}

// send sends a form and checks the answer.
func (f *form) send(client *http.Client, url string) error {
	answer, err := client.Post(url, "application/json", strings.NewReader(f.text))
	if err != nil {
		return err
	}
	text, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return err
	}
	switch {
	case answer.StatusCode != f.status:
		return fmt.Errorf("status %d, want %d, for the form %.100s", answer.StatusCode, f.status, f.text)
	case f.secret != "" && bytes.Contains(text, []byte(f.secret)):
		return fmt.Errorf("the answer has a value of the form %.100s", f.text)
	}
	return nil
}

// latencies says how long the answers took.
func latencies(took []time.Duration) string {
	if len(took) == 0 {
		return "no answer"
	}
	slices.Sort(took)
	at := func(share float64) time.Duration {
		return took[int(share*float64(len(took)-1))].Round(time.Microsecond)
	}
	return fmt.Sprintf("%d answers looked at, half within %s, p99 %s, the longest %s", len(took), at(0.5), at(0.99), at(1))
}

// flat fails if a service holds more at the end than after its first quarter.
func flat(all []sample) error {
	least := func(some []sample) sample {
		l := some[0]
		for _, s := range some[1:] {
			l.heap, l.goroutines = min(l.heap, s.heap), min(l.goroutines, s.goroutines)
		}
		return l
	}
	quarter := len(all) / 4
	start, end := least(all[quarter:2*quarter]), least(all[3*quarter:])
	fmt.Printf("memory in use: %.2f MB after a quarter of the time, %.2f MB at the end; goroutines: %d, %d\n",
		mega(int64(start.heap)), mega(int64(end.heap)), start.goroutines, end.goroutines)
	switch {
	case end.heap > start.heap+maxGrowth:
		return errors.New("the memory in use grows")
	case end.goroutines > start.goroutines*5/4+10:
		return errors.New("the goroutines grow")
	}
	return nil
}
