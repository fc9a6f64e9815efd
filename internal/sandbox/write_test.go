package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

// send makes a call that changes something and gives what came back. The
// headers come in pairs.
func send(t *testing.T, s *Server, method, path, body string, headers ...string) (int, http.Header, []byte) {
	t.Helper()
	request, err := http.NewRequest(method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.Token())
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, text
}

// does makes a call that succeeds with a status and reads its answer.
func does(t *testing.T, s *Server, status int, method, path, body string, into any, headers ...string) http.Header {
	t.Helper()
	got, h, text := send(t, s, method, path, body, headers...)
	if got != status {
		t.Fatalf("%s %s: %d %s, want %d", method, path, got, text, status)
	}
	if into != nil {
		if err := json.Unmarshal(bytes.TrimPrefix(text, []byte("\uFEFF")), into); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
	return h
}

// refused makes a call that fails with a status and a code, and with data that
// names a part if one is given.
func refused(t *testing.T, s *Server, status int, code, part string, method, path, body string, headers ...string) {
	t.Helper()
	got, _, text := send(t, s, method, path, body, headers...)
	var parsed struct {
		Code json.RawMessage
		Data []any
	}
	err := json.Unmarshal(text, &parsed)
	data, _ := json.Marshal(parsed.Data)
	if err != nil || got != status || strings.Trim(string(parsed.Code), `"`) != code || !strings.Contains(string(data), part) {
		t.Errorf("%s %s %s: %d %s, want %d with code %s and %q", method, path, body, got, text, status, code, part)
	}
}

// writable gives the path of a customer whose account can be changed: with
// users, and licenses of a product with several services.
func writable(t *testing.T) (path string, c tenant) {
	t.Helper()
	w := newWorld(usualSeed, usualCustomers)
	for i := range usualCustomers {
		c := w.customer(i)
		if !c.granular || w.headcount(c) < 8 {
			continue
		}
		for _, s := range addUp(w.purchases(c, testTime, testTime)) {
			if len(s.product.plans) > 1 && s.total > 4 {
				return "/v1/customers/" + c.id, c
			}
		}
	}
	t.Fatal("the usual customers do not vary enough")
	return "", tenant{}
}

// again closes a center and opens its folder anew.
func again(t *testing.T, s *Server) *Server {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, Options{Dir: s.options.Dir, Now: s.options.Now})
}

func TestRepetitionGetsTheSameAnswer(t *testing.T) {
	s := open(t, Options{})
	base, c := writable(t)
	body := `{"userPrincipalName":"ada@` + c.domain + `","displayName":"Ada","usageLocation":"DE","passwordProfile":{"password":"Wonder-2026","forceChangePassword":true}}`
	id := uuid.NewString()
	status, _, first := send(t, s, "POST", base+"/users", body, "MS-RequestId", id)
	if status != 200 || !strings.Contains(string(first), "Wonder-2026") {
		t.Fatalf("%d %s", status, first)
	}
	for name, repeat := range map[string]func(){"at once": func() {}, "after a restart": func() { s = again(t, s) }} {
		repeat()
		status, _, second := send(t, s, "POST", base+"/users", body, "MS-RequestId", strings.ToUpper(id))
		var a, b map[string]any
		if json.Unmarshal(first, &a) != nil || json.Unmarshal(second, &b) != nil || status != 200 || a["id"] != b["id"] || !strings.Contains(string(second), "Wonder-2026") {
			t.Errorf("%s: %d %s after %s", name, status, second, first)
		}
	}
	refused(t, s, 400, "3000", "userPrincipalName", "POST", base+"/users", body, "MS-RequestId", uuid.NewString())
	// The same id with other content is another call.
	refused(t, s, 400, "3000", "userPrincipalName", "POST", base+"/users", strings.Replace(body, `"Ada"`, `"Ida"`, 1), "MS-RequestId", id)
	users, _, _ := walk[userBody](t, s, base+"/users")
	n := 0
	for _, u := range users {
		if strings.HasPrefix(u.UserPrincipalName, "ada@") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d users", n)
	}
	// A deletion is repeated too: the second answer is not that there is no such user.
	var made userBody
	_ = json.Unmarshal(first, &made) // read above
	for range 2 {
		does(t, s, 204, "DELETE", base+"/users/"+made.ID, "", nil, "MS-RequestId", "b1317092-f087-471e-a637-f66523b2b94c")
	}
	refused(t, s, 404, "60002", made.ID, "DELETE", base+"/users/"+made.ID, "")
}

func TestChangeThatCannotBeSavedIsNotTaken(t *testing.T) {
	s := open(t, Options{})
	base, _ := writable(t)
	users, _, _ := walk[userBody](t, s, base+"/users")
	if err := s.own.journal.file.Close(); err != nil {
		t.Fatal(err)
	}
	refused(t, s, 500, "900192", "", "DELETE", base+"/users/"+users[0].ID, "", "MS-RequestId", uuid.NewString())
	after, _, _ := walk[userBody](t, s, base+"/users")
	if len(after) != len(users) {
		t.Errorf("%d users of %d are left", len(after), len(users))
	}
	file, err := os.OpenFile(filepath.Join(s.options.Dir, "journal"), os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	s.own.journal.file = file
	does(t, s, 204, "DELETE", base+"/users/"+users[0].ID, "", nil)
}

// TestChangesSurviveAKill changes a customer in a process that is killed at
// once, and repeats the last call where the next process has taken over.
func TestChangesSurviveAKill(t *testing.T) {
	dir := t.TempDir()
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
	s, err := Open(Options{Dir: dir, Now: func() time.Time { return testTime }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	base, c := writable(t)
	body := `{"userPrincipalName":"ada@` + c.domain + `","displayName":"Ada",` + aPassword + `}`
	id := uuid.NewString()
	var first, second userBody
	does(t, s, 200, "POST", base+"/users", body, &first, "MS-RequestId", id)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	if err := s.Ensure(context.Background()); err != nil {
		t.Fatal(err)
	}
	does(t, s, 200, "POST", base+"/users", body, &second, "MS-RequestId", id)
	if first.ID != second.ID || second.PasswordProfile == nil {
		t.Errorf("%+v and %+v", first, second)
	}
	if status, _, _ := fetch(t, s, base+"/users/"+first.ID); status != 200 {
		t.Errorf("the user is gone: %d", status)
	}
}

// TestJournalTellsTheSameStory makes changes at random and compares all that
// can be read with what another process reads from the journal.
func TestJournalTellsTheSameStory(t *testing.T) {
	s := open(t, Options{})
	base, c := writable(t)
	dice := rand.New(rand.NewPCG(7, 7))
	users, _, _ := walk[userBody](t, s, base+"/users")
	var skus collection[subscribedSku]
	read(t, s, base+"/subscribedskus", &skus)
	var subscriptions collection[subscriptionBody]
	read(t, s, base+"/subscriptions", &subscriptions)
	done := 0
	for i := range 150 {
		user := base + "/users/" + users[dice.IntN(len(users))].ID
		sku := skus.Items[dice.IntN(len(skus.Items))].ProductSku.ID
		subscription := base + "/subscriptions/" + subscriptions.Items[dice.IntN(len(subscriptions.Items))].ID
		type attempt struct{ method, path, body string }
		one := []attempt{
			{"POST", base + "/users", fmt.Sprintf(`{"userPrincipalName":"u%d@%s","displayName":"U","usageLocation":"DE",%s}`, i, c.domain, aPassword)},
			{"PATCH", user, fmt.Sprintf(`{"displayName":"User %d","usageLocation":"FR"}`, i)},
			{"PATCH", user, `{"state":"active"}`},
			{"DELETE", user, ""},
			{"POST", user + "/licenseupdates", `{"licensesToAssign":[{"skuId":"` + sku + `"}]}`},
			{"POST", user + "/licenseupdates", `{"licensesToRemove":["` + sku + `"]}`},
			{"POST", base + "/directoryroles/" + firstRoles[1] + "/usermembers", `{"id":"` + user[len(user)-36:] + `"}`},
			{"PATCH", subscription, fmt.Sprintf(`{"quantity":%d,"autoRenewEnabled":%v}`, 1+dice.IntN(90), dice.IntN(2) == 0)},
			{"PATCH", subscription, `{"status":"` + []string{"active", "suspended"}[dice.IntN(2)] + `"}`},
		}[dice.IntN(9)]
		if status, _, text := send(t, s, one.method, one.path, one.body); status < 300 {
			done++
		} else if status >= 500 {
			t.Fatalf("%+v: %d %s", one, status, text)
		}
	}
	if done < 50 {
		t.Errorf("only %d changes were taken", done)
	}
	all := func() (texts []string) {
		paths := []string{"/users", "/subscribedskus", "/subscriptions", "/orders", "/directoryroles/" + firstRoles[1] + "/usermembers", "/users?filter=" + url.QueryEscape(`{"Field":"UserState","Value":"Inactive","Operator":"equals"}`)}
		for _, u := range users {
			paths = append(paths, "/users/"+u.ID+"/licenses")
		}
		for _, path := range paths {
			_, _, text := fetch(t, s, base+path)
			texts = append(texts, string(text))
		}
		return texts
	}
	before := all()
	s = again(t, s)
	if diff := cmp.Diff(before, all()); diff != "" {
		t.Error(diff)
	}
}

// TestConcurrentChangesTakeEachSeatOnce lets several callers want the last
// seats at once, while others read.
func TestConcurrentChangesTakeEachSeatOnce(t *testing.T) {
	s := open(t, Options{})
	base, c := writable(t)
	var skus collection[subscribedSku]
	read(t, s, base+"/subscribedskus", &skus)
	sku := inUse(t, skus.Items)
	wanting := sku.AvailableUnits + 6
	paths := make([]string, wanting)
	for i := range paths {
		var made userBody
		does(t, s, 200, "POST", base+"/users", fmt.Sprintf(`{"userPrincipalName":"many%d@%s","displayName":"U","usageLocation":"DE",%s}`, i, c.domain, aPassword), &made)
		paths[i] = base + "/users/" + made.ID
	}
	var taken, out atomic.Int32
	var all sync.WaitGroup
	for _, path := range paths {
		all.Go(func() {
			status, _, text := send(t, s, "POST", path+"/licenseupdates", `{"licensesToAssign":[{"skuId":"`+sku.ProductSku.ID+`"}]}`)
			switch {
			case status == http.StatusCreated:
				taken.Add(1)
			case strings.Contains(string(text), "60012"):
				out.Add(1)
			}
			fetch(t, s, base+"/subscribedskus")
		})
	}
	all.Wait()
	if int(taken.Load()) != sku.AvailableUnits || int(out.Load()) != 6 {
		t.Errorf("%d seats were free, %d were taken and %d refused", sku.AvailableUnits, taken.Load(), out.Load())
	}
}
