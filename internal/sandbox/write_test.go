package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

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
