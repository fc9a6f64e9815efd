package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/partner"

	"github.com/google/go-cmp/cmp"
)

func TestAnswersSurviveARestart(t *testing.T) {
	dir := t.TempDir()
	s := open(t, Options{Dir: dir, Customers: 40})
	url, token := s.URL(), s.Token()
	v := visit(t, s, requestLink(t, s))
	v.accept(prospectID(0))
	status, next, _ := v.post("/practice/sign-in", "tenant", "new", "name", "A. Datum 株式会社", "domain", "ADatum.example", "country", "at", "role", roleGlobal)
	if status != 303 {
		t.Fatalf("new organization: %d", status)
	}
	id := strings.TrimPrefix(next[strings.Index(next, "tenant=")+7:], "")
	status, _, page := v.post("/practice/profile", "tenant", id, "role", roleGlobal, "company", "A. Datum 株式会社", "firstName", "Mia", "lastName", "Weiß",
		"email", "mia@adatum.example", "line1", "Graben 1", "city", "Wien", "postalCode", "1010")
	if status != 303 {
		t.Fatalf("profile: %d %s", status, page)
	}
	v.accept(id)
	if status, _, _ := v.post("/practice/answer", "tenant", prospectID(6), "role", roleGlobal, "answer", "decline"); status != 303 {
		t.Fatalf("declining: %d", status)
	}
	if status, _, _ := v.post("/practice/partners/remove", "tenant", prospectID(0), "role", roleGlobal); status != 303 {
		t.Fatalf("removing rights: %d", status)
	}
	before := customers(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, Options{Dir: dir, Addr: strings.TrimPrefix(url, "http://")})
	if s.URL() != url || s.Token() != token {
		t.Errorf("%s with %s after %s with %s", s.URL(), s.Token(), url, token)
	}
	if diff := cmp.Diff(before, customers(t, s)); diff != "" || len(before) != 42 {
		t.Errorf("%d customers: %s", len(before), diff)
	}
	var body customerBody
	read(t, s, "/v1/customers/"+id, &body)
	if body.BillingProfile.DefaultAddress.City != "Wien" || body.BillingProfile.Culture != "de-AT" || body.CompanyProfile.Domain != "adatum.example" {
		t.Errorf("%+v", body)
	}
	var signed signedStatus
	read(t, s, "/v1/customers/"+id+"/directSignedMicrosoftCustomerAgreementStatus", &signed)
	if !signed.IsSigned {
		t.Error("the agreement is not signed after the restart")
	}
	if status, _, _ := fetch(t, s, "/v1/customers/"+prospectID(0)+"/users"); status != 403 {
		t.Errorf("users after the rights were removed and a restart: %d", status)
	}
}

// events writes a journal and gives its bytes and what it holds.
func someEvents(t *testing.T) ([]byte, []event) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "journal")
	j, _, err := openJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	events := []event{
		{Type: eventDeclined, Tenant: prospectID(0), At: testTime},
		{Type: eventCreated, Tenant: "x", Number: 0, Name: "A. Datum\n株式会社", Domain: "adatum.example", Country: "AT", At: testTime},
		{Type: eventAccepted, Tenant: prospectID(1), At: testTime, Agreement: true},
	}
	for _, e := range events {
		if err := j.append(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text, events
}

// TestJournalCutAnywhere cuts the file at each byte, as a crash would, and
// goes on writing: what was complete is there, and what comes after as well.
func TestJournalCutAnywhere(t *testing.T) {
	text, events := someEvents(t)
	later := event{Type: eventRemoved, Tenant: prospectID(1), At: testTime}
	for cut := range len(text) + 1 {
		path := filepath.Join(t.TempDir(), "journal")
		if err := os.WriteFile(path, text[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		j, before, err := openJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		whole := bytes.Count(text[:cut], []byte("\n"))
		if diff := cmp.Diff(events[:whole], before, equateEmpty); diff != "" {
			t.Fatalf("cut at %d: %s", cut, diff)
		}
		if err := j.append(later); err != nil {
			t.Fatal(err)
		}
		if err := j.close(); err != nil {
			t.Fatal(err)
		}
		j, after, err := openJournal(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := j.close(); err != nil {
			t.Fatal(err)
		}
		// A line that lacked only its end counts once the next line ended it.
		if got := after[len(after)-1]; got != later || len(after) < whole+1 || len(after) > whole+2 {
			t.Fatalf("cut at %d: %d events, the last is %+v", cut, len(after), got)
		}
	}
}

var equateEmpty = cmp.Transformer("len", func(in []event) []event { return append([]event{}, in...) })

// TestJournalDamagedAnywhere flips each byte: one line may be lost, no other.
func TestJournalDamagedAnywhere(t *testing.T) {
	text, events := someEvents(t)
	for i := range text {
		damaged := bytes.Clone(text)
		damaged[i] ^= 0x41
		got, skipped, _, err := readJournal(bytes.NewReader(damaged))
		if err != nil || len(got) < len(events)-2 || len(got) < len(events) && skipped == 0 {
			t.Fatalf("byte %d: %d events, %d skipped, %v", i, len(got), skipped, err)
		}
		for _, e := range got {
			found := false
			for _, want := range events {
				found = found || cmp.Equal(e, want)
			}
			if !found {
				t.Fatalf("byte %d: an event that was never written: %+v", i, e)
			}
		}
	}
}

func TestAnswerThatCannotBeSavedIsNotTaken(t *testing.T) {
	s := open(t, Options{})
	v := visit(t, s, requestLink(t, s))
	if err := s.own.journal.file.Close(); err != nil {
		t.Fatal(err)
	}
	status, _, page := v.post("/practice/answer", "tenant", prospectID(0), "role", roleGlobal, "answer", "accept", "authorize", "yes", "agreement", "yes")
	if status != 500 || !strings.Contains(page, "could not be saved") {
		t.Errorf("%d %s", status, page)
	}
	if n := len(customers(t, s)); n != usualCustomers {
		t.Errorf("%d customers", n)
	}
	file, err := os.OpenFile(filepath.Join(s.options.Dir, "journal"), os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	s.own.journal.file = file
	v.accept(prospectID(0))
}

func TestSecondHandleUsesTheFirstServer(t *testing.T) {
	dir := t.TempDir()
	first := open(t, Options{Dir: dir})
	second := open(t, Options{Dir: dir, Addr: "127.0.0.1:0"})
	if first.URL() != second.URL() || first.Token() != second.Token() || !first.Serving() || second.Serving() {
		t.Fatalf("%s and %s, serving %v and %v", first.URL(), second.URL(), first.Serving(), second.Serving())
	}
	url := first.URL()
	visit(t, second, requestLink(t, second)).accept(prospectID(0))
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second.options.Addr = ""
	if err := second.Ensure(context.Background()); err != nil {
		t.Fatal(err)
	}
	if second.URL() != url || !second.Serving() {
		t.Errorf("%s after %s, serving %v", second.URL(), url, second.Serving())
	}
	if n := len(customers(t, second)); n != usualCustomers+1 {
		t.Errorf("%d customers", n)
	}
	if err := first.Ensure(context.Background()); partner.CodeOf(err) != partner.CodeUnreachable {
		t.Errorf("a closed handle: %v", err)
	}
}

// TestProcessThatIsKilled serves a folder in a process of its own, accepts
// there, kills it at once and takes over.
func TestProcessThatIsKilled(t *testing.T) {
	if os.Getenv("SANDBOX_TEST_DIR") != "" {
		s, err := Open(Options{Dir: os.Getenv("SANDBOX_TEST_DIR"), Addr: "127.0.0.1:0"})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("serving", s.URL())
		select {}
	}
	dir := t.TempDir()
	for round := range 3 {
		child := exec.Command(os.Args[0], "-test.run=TestProcessThatIsKilled$")
		child.Env = append(os.Environ(), "SANDBOX_TEST_DIR="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		var url string
		if _, err := fmt.Fscanf(out, "serving %s\n", &url); err != nil {
			t.Fatal(err)
		}
		here, err := Open(Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if here.URL() != url || here.Serving() {
			t.Fatalf("%s, not %s", here.URL(), url)
		}
		visit(t, here, requestLink(t, here)).accept(prospectID([]int{0, 1, 6}[round]))
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait() // it was killed
		if err := here.Ensure(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n := len(customers(t, here)); n != usualCustomers+round+1 || here.URL() != url {
			t.Errorf("%d customers at %s, which was %s", n, here.URL(), url)
		}
		if err := here.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPortThatIsTaken(t *testing.T) {
	dir := t.TempDir()
	s := open(t, Options{Dir: dir})
	url := s.URL()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	stranger, err := net.Listen("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.Close()
	other, err := Open(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if other.URL() == url {
		t.Error("two servers on one port")
	}
	if _, err := Open(Options{Dir: t.TempDir(), Addr: strings.TrimPrefix(url, "http://")}); partner.CodeOf(err) != partner.CodeUnreachable {
		t.Errorf("an address that was asked for and is taken: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		options Options
		code    partner.Code
	}{
		"every address":   {Options{Dir: t.TempDir(), Addr: "0.0.0.0:0"}, partner.CodeInvalidInput},
		"empty host":      {Options{Dir: t.TempDir(), Addr: ":0"}, partner.CodeInvalidInput},
		"another host":    {Options{Dir: t.TempDir(), Addr: "192.0.2.1:0"}, partner.CodeInvalidInput},
		"a name":          {Options{Dir: t.TempDir(), Addr: "example.com:80"}, partner.CodeInvalidInput},
		"no port":         {Options{Dir: t.TempDir(), Addr: "127.0.0.1"}, partner.CodeInvalidInput},
		"a wrong port":    {Options{Dir: t.TempDir(), Addr: "127.0.0.1:http"}, partner.CodeInvalidInput},
		"no folder":       {Options{}, partner.CodeInvalidInput},
		"too many":        {Options{Dir: t.TempDir(), Customers: MaxCustomers + 1}, partner.CodeInvalidInput},
		"unknown fault":   {Options{Dir: t.TempDir(), Faults: "explode"}, partner.CodeInvalidInput},
		"file for folder": {Options{Dir: file}, partner.CodeStorePath},
	} {
		s, err := Open(c.options)
		if partner.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if s != nil {
			_ = s.Close()
		}
	}
}

func TestFilesAreForTheOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps rights in another way")
	}
	dir := filepath.Join(t.TempDir(), "deep", "center")
	s := open(t, Options{Dir: dir})
	visit(t, s, requestLink(t, s)).accept(prospectID(0))
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 4 {
		t.Fatalf("%v %v", entries, err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", entry.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v %v", info.Mode(), err)
	}
}

func TestDamagedFilesDoNotStopIt(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{settingsFile, tokensFile, "journal"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{\x00damaged"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, Options{Dir: dir})
	visit(t, s, requestLink(t, s)).accept(prospectID(0))
	if n := len(customers(t, s)); n != usualCustomers+1 {
		t.Errorf("%d customers", n)
	}
}

func TestFaults(t *testing.T) {
	get := func(s *Server, path string) (int, http.Header, string, error) {
		request, _ := http.NewRequest(http.MethodGet, s.URL()+path, nil)
		request.Header.Set("Authorization", "Bearer "+s.Token())
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return 0, nil, "", err
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		return answer.StatusCode, answer.Header, string(body), err
	}
	s := open(t, Options{Faults: "429:retry-after=1:every=3,503:path=/v1/profiles:after=1:count=2"})
	var statuses []int
	for range 6 {
		status, h, body, _ := get(s, "/v1/customers?size=1")
		if status == 429 && (h.Get("Retry-After") != "1" || body != `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 1 seconds."}`) {
			t.Errorf("%v %s", h, body)
		}
		statuses = append(statuses, status)
	}
	if diff := cmp.Diff([]int{200, 200, 429, 200, 200, 429}, statuses); diff != "" {
		t.Error(diff)
	}
	statuses = nil
	for range 5 {
		status, _, _, _ := get(s, "/v1/profiles/mpn")
		statuses = append(statuses, status)
	}
	if diff := cmp.Diff([]int{200, 503, 429, 200, 200}, statuses); diff != "" {
		t.Error(diff)
	}
	if status, _, _, _ := get(s, "/"); status != 200 {
		t.Errorf("the pages fail too: %d", status)
	}

	s = open(t, Options{Faults: "reset:count=1"})
	if _, _, _, err := get(s, "/v1/customers"); err == nil {
		t.Log("the transport tried again after the reset")
	}
	s = open(t, Options{Faults: "truncate"})
	if _, _, body, err := get(s, "/v1/customers"); !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(body, "{") {
		t.Errorf("truncate: %v %q", err, body)
	}
	s = open(t, Options{Faults: "html"})
	if status, h, body, _ := get(s, "/v1/customers"); status != 502 || !strings.HasPrefix(h.Get("Content-Type"), "text/html") || !strings.Contains(body, "<") {
		t.Errorf("html: %d %q", status, body)
	}
	s = open(t, Options{Faults: "empty"})
	if status, _, body, _ := get(s, "/v1/customers"); status != 200 || body != "" {
		t.Errorf("empty: %d %q", status, body)
	}
	s = open(t, Options{Faults: "slow=60ms"})
	start := time.Now()
	if status, _, _, _ := get(s, "/v1/customers"); status != 200 || time.Since(start) < 60*time.Millisecond {
		t.Errorf("slow: %d after %s", status, time.Since(start))
	}
}

func TestFaultSpecs(t *testing.T) {
	for _, spec := range []string{
		"", "429", "500:path=/v1/customers:count=2", "slow=2s,429:retry-after=0:every=5", "reset", "truncate:after=3", " html ,empty", "599",
	} {
		if _, err := parseFaults(spec); err != nil {
			t.Errorf("%q: %v", spec, err)
		}
	}
	for _, spec := range []string{
		"x", ",", "399", "600", "slow", "slow=x", "slow=-1s", "slow=1h", "reset=1", "429:", "429:every=0", "429:count=-1", "429:path=v1", "429:retry-after=soon", "429:color=red", "429;every=2",
	} {
		if _, err := parseFaults(spec); err == nil {
			t.Errorf("%q is taken", spec)
		}
	}
}

func FuzzJournal(f *testing.F) {
	f.Add([]byte("00000000 {}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		events, skipped, _, err := readJournal(bytes.NewReader(text))
		if err != nil || len(events)+skipped > bytes.Count(text, []byte("\n"))+1 {
			t.Fatalf("%d events, %d skipped, %v", len(events), skipped, err)
		}
		c := newCenter(newWorld(usualSeed, 3), nil, events, time.Now)
		for i := range c.total() {
			if _, ok := c.briefAt(i); !ok {
				t.Fatalf("no customer at %d of %d", i, c.total())
			}
		}
	})
}

func FuzzGUID(f *testing.F) {
	w := newWorld(usualSeed, 30)
	f.Add(w.partner().id)
	f.Fuzz(func(t *testing.T, text string) {
		r, ok := w.cipher.read(text)
		if ok && w.cipher.guid(r) != strings.ToLower(text) {
			t.Fatalf("%s reads as %+v, which is %s", text, r, w.cipher.guid(r))
		}
	})
}
