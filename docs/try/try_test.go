// Package try tests the page on which the command can be tried in a browser.
package try

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/seed12a3e673/zohocrm/internal/testkit"
)

var shots = flag.String("screenshots", "", "a folder for screenshots of the page")

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPageLoadsNothing: the page loads nothing from elsewhere, and what comes from a file is
// never markup or a script.
func TestPageLoadsNothing(t *testing.T) {
	page := read(t, "index.html")
	for _, want := range []string{"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "base-uri 'none'", "form-action 'none'"} {
		if !strings.Contains(page, want) {
			t.Errorf("the content security policy has no %s", want)
		}
	}
	if found := regexp.MustCompile(`(?i)\son\w+=|\sstyle=|javascript:|<style|<script>`).FindString(page); found != "" {
		t.Errorf("index.html has %s, which its policy forbids", found)
	}
	for _, name := range []string{"index.html", "try.js", "worker.js", "try.css"} {
		if found := regexp.MustCompile(`https?://|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|\burl\(|@import`).FindString(read(t, name)); found != "" {
			t.Errorf("%s has %s", name, found)
		}
	}
}

// browsers are the names of a browser that runs without a window.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless_shell"}

// findBrowser returns the path of a browser, or skips the test.
func findBrowser(t *testing.T) string {
	if testing.Short() {
		t.Skip("to build the command for a browser takes long")
	}
	if runtime.GOOS == "windows" {
		t.Skip("a browser is driven through pipes, which a process on Windows does not inherit")
	}
	if path := os.Getenv("BROWSER_FOR_TESTS"); path != "" {
		return path
	}
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("NO BROWSER: the page is not opened. Install chromium, or name one in BROWSER_FOR_TESTS")
	return ""
}

// serve builds the command and serves the page. It fails the test for each request
// that a page of files would not answer.
func serve(t *testing.T) string {
	built := t.TempDir()
	if out, err := exec.Command("make", "-C", "../..", "try", "TRY="+built).CombinedOutput(); err != nil {
		t.Fatalf("make try: %v\n%s", err, out)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServer(http.Dir(".")))
	for _, name := range []string{"zohocrm.wasm", "wasm_exec.js"} {
		mux.Handle("GET /"+name, http.FileServer(http.Dir(built)))
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.ContentLength > 0 || r.URL.RawQuery != "" {
			t.Errorf("the page sends %s %s", r.Method, r.URL)
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// A browser is one without a window, driven by the DevTools protocol.
type browser struct {
	t       *testing.T
	in      *os.File
	session string // of the page
	errors  bytes.Buffer

	mutex   sync.Mutex
	last    int
	waiting map[int]chan reply // nil after the end of the page
	crashed bool               // the page, and not the browser, has ended
	console []string           // errors and warnings of the page
	saved   chan struct{}      // has an element for each file that was saved
}

type reply struct {
	Result json.RawMessage
	Error  *struct{ Message string }
}

// openPage opens a page in a browser and waits until it is ready.
func openPage(t *testing.T, path, url string) *browser {
	t.Helper()
	dir := testkit.ShortDir(t)
	toBrowser, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out, fromBrowser, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "--headless", "--disable-gpu", "--no-sandbox", "--no-first-run", "--disable-dev-shm-usage", "--window-size=1100,1400",
		"--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
		"--remote-debugging-pipe", "--user-data-dir="+dir, "about:blank")
	cmd.Env = append(os.Environ(), "TMPDIR="+dir)
	cmd.ExtraFiles = []*os.File{toBrowser, fromBrowser}
	b := &browser{t: t, in: in, waiting: map[int]chan reply{}, saved: make(chan struct{}, 10)}
	cmd.Stderr = &b.errors
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go b.receive(out, ended)
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		in.Close()
		<-ended
		out.Close()
	})
	toBrowser.Close()
	fromBrowser.Close()

	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	b.session = attached.SessionID
	for _, domain := range []string{"Inspector", "Page", "Runtime", "Log", "DOM", "Accessibility"} {
		b.call(domain+".enable", nil, nil)
	}
	b.call("Page.navigate", map[string]any{"url": url}, nil)
	b.wait(`document.getElementById("status")?.textContent === "Ready."`)
	return b
}

// receive takes the messages of the browser until it ends.
func (b *browser) receive(out *os.File, ended chan<- struct{}) {
	defer close(ended)
	messages := bufio.NewReader(out)
	for {
		text, err := messages.ReadBytes(0)
		if err != nil {
			b.mutex.Lock()
			b.end()
			b.mutex.Unlock()
			return
		}
		var m struct {
			ID     int
			Method string
			Params json.RawMessage
			reply
		}
		if json.Unmarshal(text[:len(text)-1], &m) != nil {
			continue
		}
		b.mutex.Lock()
		switch {
		case m.Method == "Inspector.targetCrashed":
			b.crashed = true
			b.end()
		case b.waiting == nil:
		case m.ID != 0:
			b.waiting[m.ID] <- m.reply
			delete(b.waiting, m.ID)
		case m.Method == "Runtime.exceptionThrown", m.Method == "Runtime.consoleAPICalled", m.Method == "Log.entryAdded", m.Method == "Page.javascriptDialogOpening":
			b.console = append(b.console, m.Method+" "+string(m.Params))
		case m.Method == "Browser.downloadProgress" && strings.Contains(string(m.Params), `"completed"`):
			b.saved <- struct{}{}
		}
		b.mutex.Unlock()
	}
}

// end ends each call that waits.
func (b *browser) end() {
	for _, c := range b.waiting {
		close(c)
	}
	b.waiting = nil
}

// call calls a method of the protocol.
func (b *browser) call(method string, params, result any) {
	b.t.Helper()
	answer := make(chan reply, 1)
	b.mutex.Lock()
	b.last++
	message := map[string]any{"id": b.last, "method": method}
	if params != nil {
		message["params"] = params
	}
	if b.session != "" {
		message["sessionId"] = b.session
	}
	text, err := json.Marshal(message)
	if b.waiting == nil {
		close(answer)
	} else {
		b.waiting[b.last] = answer
	}
	b.mutex.Unlock()
	if err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	b.in.Write(append(text, 0)) // an error is one of a browser that has ended
	r, ok := <-answer
	switch {
	case !ok && b.crashed:
		b.t.Fatalf("%s: the page has crashed", method)
	case !ok:
		// No page can end a browser.
		b.t.Skipf("NO BROWSER: at %s it has ended: %s", method, b.errors.Bytes())
	case r.Error != nil:
		b.t.Fatalf("%s: %s", method, r.Error.Message)
	case result != nil:
		if err := json.Unmarshal(r.Result, result); err != nil {
			b.t.Fatalf("%s: %v", method, err)
		}
	}
}

// eval returns the value of an expression in the page, as JSON.
func (b *browser) eval(expression string) string {
	b.t.Helper()
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails json.RawMessage
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true}, &answer)
	if answer.ExceptionDetails != nil {
		b.t.Fatalf("%s: %s", expression, answer.ExceptionDetails)
	}
	return string(answer.Result.Value)
}

// text returns the text of what a selector finds.
func (b *browser) text(selector string) string {
	b.t.Helper()
	var text string
	json.Unmarshal([]byte(b.eval(fmt.Sprintf("document.querySelector(%q)?.innerText ?? ''", selector))), &text)
	return text
}

// wait waits until an expression is true, in the page itself.
func (b *browser) wait(expression string) {
	b.t.Helper()
	b.eval(`new Promise(done => { const look = () => ` + expression + ` ? done() : setTimeout(look, 20); look(); })`)
}

// choose gives a file to an input of the page.
func (b *browser) choose(selector, name, text string) {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		b.t.Fatal(err)
	}
	var document struct{ Root struct{ NodeID int } }
	b.call("DOM.getDocument", nil, &document)
	var node struct{ NodeID int }
	b.call("DOM.querySelector", map[string]any{"nodeId": document.Root.NodeID, "selector": selector}, &node)
	b.call("DOM.setFileInputFiles", map[string]any{"nodeId": node.NodeID, "files": []string{file}}, nil)
}

// save follows a link that saves a file, and returns the file.
func (b *browser) save(selector string) string {
	b.t.Helper()
	dir := b.t.TempDir()
	b.call("Browser.setDownloadBehavior", map[string]any{"behavior": "allow", "downloadPath": dir, "eventsEnabled": true}, nil)
	b.eval(fmt.Sprintf("document.querySelector(%q).click()", selector))
	<-b.saved
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 1 {
		b.t.Fatalf("the files that were saved: %q, %v", files, err)
	}
	return read(b.t, files[0])
}

// check presses the button and waits for the end.
func (b *browser) check() {
	b.t.Helper()
	b.eval(`document.getElementById("check").click()`)
	b.wait(`!document.getElementById("check").disabled`)
}

// key presses a key.
func (b *browser) key(key string, code int) {
	b.t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		params := map[string]any{"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}
		if key == "Enter" && kind == "keyDown" {
			params["text"] = "\r"
		}
		b.call("Input.dispatchKeyEvent", params, nil)
	}
}

// shot keeps a picture of the page in light and dark, if that is asked for.
func (b *browser) shot(name string) {
	if *shots == "" {
		return
	}
	for _, scheme := range []string{"light", "dark"} {
		b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
		var picture struct{ Data string }
		b.call("Page.captureScreenshot", map[string]any{"captureBeyondViewport": true}, &picture)
		data, err := base64.StdEncoding.DecodeString(picture.Data)
		if err == nil {
			err = os.WriteFile(filepath.Join(*shots, "try-"+name+"-"+scheme+".png"), data, 0o666)
		}
		if err != nil {
			b.t.Error(err)
		}
	}
}

// silent fails the test if the page has written to the console.
func (b *browser) silent() {
	b.t.Helper()
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, line := range b.console {
		b.t.Errorf("%s", line)
	}
	b.console = nil
}

// TestPage opens the page in a browser.
func TestPage(t *testing.T) {
	path := findBrowser(t)
	b := openPage(t, path, serve(t))
	leads := read(t, "../../testdata/leads.json")
	for _, tt := range []struct {
		name string
		test func(t *testing.T, b *browser)
	}{
		{"a good file has no problem", func(t *testing.T, b *browser) {
			b.choose("#file", "leads.json", leads)
			b.check()
			if got, want := b.text("#status"), "3 records read: 3 good for 1 body, 0 refused."; got != want {
				t.Errorf("the status is %q, want %q", got, want)
			}
			if got := b.text("#report"); !strings.Contains(got, "None was found.") || !strings.Contains(got, "zohocrm insert -module Leads -dry-run leads.json") {
				t.Errorf("the report is %s", got)
			}
			if got := b.eval(`document.activeElement.id`); got != `"title"` {
				t.Errorf("the focus is on %s, want the title of the report", got)
			}
			b.shot("good")
		}},
		{"a broken file has the report of the command", func(t *testing.T, b *browser) {
			b.choose("#file", "leads-broken.json", read(t, "../../testdata/leads-broken.json"))
			b.check()
			if got := b.text("#status"); !strings.HasPrefix(got, "4 records read: 3 good for 1 body, 1 refused") {
				t.Errorf("the status is %q", got)
			}
			got := b.text("#report")
			for _, want := range []string{"Annual_Revenue", "quoted_number", "Save rejects-of-leads-broken.json", "Save report.md", "What to do next"} {
				if !strings.Contains(got, want) {
					t.Errorf("the report has no %s:\n%s", want, got)
				}
			}
			if got := b.save("a[download='rejects-of-leads-broken.json']"); !strings.Contains(got, "Annual_Revenue") {
				t.Errorf("the file of refused records is %s", got)
			}
			b.shot("broken")
		}},
		{"a hostile file is shown as text", func(t *testing.T, b *browser) {
			const bad = `<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>`
			rows, err := json.Marshal([]map[string]any{{"Last_Name": "Daly", bad: bad, "Email": bad, "Phone": bad + "\u202e\u0000"}})
			if err != nil {
				t.Fatal(err)
			}
			b.choose("#file", "rows.json", string(rows))
			b.check()
			if got := b.text("#report"); !strings.Contains(got, "<script>window.hacked") || strings.Contains(got, "\u202e") {
				t.Errorf("the report is %s", got)
			}
			b.shot("hostile")
			b.choose("#file", "<img src=x onerror=hacked=1>.csv", "Last_Name,"+bad+"\nDaly,x\n")
			b.check()
			if got := b.text("#error"); !strings.Contains(got, "row 1, column 2") || b.text("#status") != "Nothing was checked." {
				t.Errorf("the error is %s", got)
			}
			if got := b.eval(`[window.hacked ?? 0, document.scripts.length, document.images.length]`); got != "[0,1,0]" {
				t.Errorf("hacked, scripts, images: %s", got)
			}
		}},
		{"a paste is checked", func(t *testing.T, b *browser) {
			for text, want := range map[string]string{
				"Last_Name;Email\nDaly;p.daly@zylker\n":         "1 row read: 0 good for 0 bodies, 1 refused (Email: 1 not an email address, first in row 2).",
				"{\"Last_Name\":\"Daly\"}\n{\"Last_Name\":1}\n": "2 records read: 1 good for 1 body, 1 refused (Last_Name: 1 not text, first in line 2).",
				"{\n\"Last_Name\": \"Daly\"\n}":                 "1 record read: 1 good for 1 body, 0 refused.",
			} {
				b.eval(fmt.Sprintf(`document.getElementById("text").value = %q; document.getElementById("text").dispatchEvent(new Event("input"))`, text))
				b.check()
				if got := b.text("#status"); got != want {
					t.Errorf("the status is %q, want %q", got, want)
				}
			}
		}},
		{"metadata and flags are for the command", func(t *testing.T, b *browser) {
			b.choose("#file", "rows.csv", "Last_Name,Rating_Date\nDaly,31.01.2026\n")
			b.choose("#fields", "fields.json", `{"fields":[{"api_name":"Last_Name","data_type":"text","length":3},{"api_name":"Rating_Date","data_type":"date"}]}`)
			b.eval(`document.getElementById("flags").value = "-date-format 'dd.MM.yyyy'"`)
			b.check()
			if got := b.text("#status"); !strings.Contains(got, "(Last_Name: 1 too long, first in row 2)") {
				t.Errorf("the status is %q\n%s", got, b.text("#error"))
			}
			b.eval(`document.getElementById("flags").value = "-nonsense"`)
			b.check()
			if got := b.text("#error"); !strings.Contains(got, "-nonsense") {
				t.Errorf("the error is %q", got)
			}
		}},
		{"50,000 rows leave the page alive, and can be cancelled", func(t *testing.T, b *browser) {
			var rows strings.Builder
			rows.WriteString("Last_Name,Company,Email,Phone,Annual_Revenue\n")
			for i := range 50_000 {
				fmt.Fprintf(&rows, "Daly %d,Zylker,p.daly%d@zylker.com,+1 555 %07d,%d\n", i, i, i, i%1000)
			}
			b.choose("#file", "large.csv", rows.String())
			// The page counts the turns of its own loop and the values of the progress.
			b.eval(`window.turns = 0; window.seen = new Set(); window.ticking = setInterval(() => { turns++; seen.add(document.getElementById("progress").value); }, 10)`)
			began := time.Now()
			b.check()
			t.Logf("50,000 rows took %v", time.Since(began).Round(time.Millisecond))
			if got, want := b.text("#status"), "50,000 rows read: 50,000 good for 500 bodies, 0 refused."; got != want {
				t.Errorf("the status is %q, want %q", got, want)
			}
			if got := b.eval(`clearInterval(ticking), turns > 10 && seen.size > 3`); got != "true" {
				t.Errorf("the page was frozen: %s", b.eval(`[turns, ...seen]`))
			}
			b.eval(`document.getElementById("check").click(); document.getElementById("cancel").click()`)
			if got := b.text("#status"); got != "Cancelled." || b.eval(`document.getElementById("check").disabled`) != "false" {
				t.Errorf("the status is %q", got)
			}
			b.choose("#file", "leads.json", leads)
			b.check()
			if got := b.text("#status"); !strings.HasPrefix(got, "3 records read") {
				t.Errorf("after a run that was cancelled the status is %q", got)
			}
		}},
		{"each control has a label, and the keyboard reaches all", func(t *testing.T, b *browser) {
			var tree struct {
				Nodes []struct {
					Ignored    bool
					Role, Name struct{ Value string }
				}
			}
			b.call("Accessibility.getFullAXTree", nil, &tree)
			controls := 0
			for _, n := range tree.Nodes {
				switch n.Role.Value {
				case "textbox", "button", "combobox", "checkbox", "progressbar", "region", "link", "heading", "group":
					if n.Ignored {
						continue
					}
					controls++
					if n.Name.Value == "" {
						t.Errorf("a %s has no name", n.Role.Value)
					}
				}
			}
			if controls < 12 {
				t.Errorf("%d controls", controls)
			}
			reached := map[string]bool{}
			for range 24 { // once around
				b.key("Tab", 9)
				reached[strings.Trim(b.eval(`document.activeElement.id`), `"`)] = true
			}
			for _, id := range []string{"file", "text", "module", "custom", "operation", "format", "fields", "flags", "values", "check"} {
				if !reached[id] {
					t.Errorf("Tab does not reach %s", id)
				}
			}
			b.choose("#file", "leads.json", leads)
			b.eval(`document.getElementById("status").textContent = ""; document.getElementById("check").focus()`)
			b.key("Enter", 13)
			b.wait(`document.getElementById("status").textContent.includes("3 good")`)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b.t = t
			b.eval(`document.getElementById("form").reset()`)
			tt.test(t, b)
			b.silent()
		})
	}
}
