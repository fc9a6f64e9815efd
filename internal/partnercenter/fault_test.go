package partnercenter

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

func TestRefusals(t *testing.T) {
	const pc = "/v1/customers/" + contoso
	cases := []struct {
		name, path    string
		status        int
		header        string // WWW-Authenticate
		body          string
		code          partner.Code
		service, said string
		tries         int
	}{
		{"text code", pc, 400, "", `{"code":"800002","description":"Invalid input","data":[],"source":"PartnerFD"}`, partner.CodeService, "800002", "Invalid input", 1},
		{"number code", pc, 400, "", `{"code":800002,"description":"Invalid input","data":[{"a":1}]}`, partner.CodeService, "800002", "Invalid input", 1},
		{"byte-order mark", pc, 400, "", "\xEF\xBB\xBF" + `{"code":3000,"description":"x"}`, partner.CodeService, "3000", "x", 1},
		{"invalid customer", pc, 400, "", `{"code":"900118","description":"Invalid customer"}`, partner.CodeNotFound, "900118", "Invalid customer", 1},
		{"agreements", pc, 400, "", `{"code":600061,"message":"already","description":null,"errorName":"E","isRetryable":false,"parameters":{}}`, partner.CodeService, "600061", "already", 1},
		{"pascal case", pc, 400, "", `{"Code":"3000","Description":"Pascal"}`, partner.CodeService, "3000", "Pascal", 1},
		{"exact key wins", pc, 400, "", `{"code":"3000","CODE":"900118","description":"a","Description":"b"}`, partner.CodeService, "3000", "a", 1},
		{"nested", pc, 400, "", `{"error":{"code":"BadRequest","message":"nested words"}}`, partner.CodeService, "BadRequest", "nested words", 1},
		{"oauth", pc, 401, "", `{"error":"invalid_token","error_description":"expired"}`, partner.CodeSignIn, "invalid_token", "expired", 1},
		{"empty 401", pc, 401, `Bearer error="invalid_token", error_description="The token expired"`, ``, partner.CodeSignIn, "", "The token expired", 1},
		{"wrong audience", pc, 401, "", `{"code":900420,"description":"aud"}`, partner.CodeSignIn, "900420", "aud", 1},
		{"app only", pc, 403, "", `{"code":"900329","description":"app-only"}`, partner.CodeSignIn, "900329", "app-only", 1},
		{"role", "/v1/customers", 403, "", `{"code":"900308","description":"role"}`, partner.CodeForbidden, "900308", "role", 1},
		{"empty 403", "/v1/customers", 403, "", ``, partner.CodeForbidden, "", "HTTP status 403", 1},
		{"granular role", pc + "/users", 403, "", `{"code":900308,"description":"role"}`, partner.CodeGranularRights, "900308", "role", 1},
		{"granular, empty", pc + "/subscribedskus", 403, "", ``, partner.CodeGranularRights, "", "HTTP status 403", 1},
		{"conditional access", pc + "/users", 403, "", `{"code":"900309","description":"blocked"}`, partner.CodeService, "900309", "blocked", 1},
		{"no relationship", pc, 403, "", `{"code":20002,"description":"none"}`, partner.CodeService, "20002", "none", 1},
		{"gone", pc, 404, "", `{"code":1000,"description":"not there"}`, partner.CodeNotFound, "1000", "not there", 1},
		{"404 of a proxy", pc, 404, "", `<html>404</html>`, partner.CodeNotFound, "", "HTTP status 404", 1},
		{"conflict", pc, 409, "", `{"code":800060,"description":"busy"}`, partner.CodeService, "800060", "busy", 1},
		{"gateway throttles", pc, 429, "", `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 57 seconds."}`, partner.CodeThrottled, "", "Rate limit is exceeded. Try again in 57 seconds.", maxTries},
		{"timeout", pc, 408, "", ``, partner.CodeUnreachable, "", "HTTP status 408", maxTries},
		{"server error", pc, 500, "", `{"code":900192,"description":"oops"}`, partner.CodeService, "900192", "oops", maxTries},
		{"bad gateway", pc, 502, "", `<html>bad gateway</html>`, partner.CodeUnreachable, "", "HTTP status 502", maxTries},
		{"unavailable", pc, 503, "", `Service Unavailable`, partner.CodeUnreachable, "", "Service Unavailable", maxTries},
		{"not implemented", pc, 501, "", ``, partner.CodeService, "", "HTTP status 501", 1},
		{"proxy wants a password", pc, 407, "", ``, partner.CodeUnreachable, "", "HTTP status 407", 1},
		{"not modified", pc, 304, "", ``, partner.CodeBadAnswer, "", "HTTP status 304", 1},
		{"unavailable inside success", pc, 200, "", `{"code":400072,"description":"Item not available"}`, partner.CodeNotFound, "400072", "Item not available", 1},
		{"a list", pc, 400, "", `["a"]`, partner.CodeService, "", "HTTP status 400", 1},
		{"broken", pc, 400, "", `{"code":`, partner.CodeService, "", "HTTP status 400", 1},
		{"odd types", pc, 400, "", `{"code":{"a":1},"description":["x"],"error":7}`, partner.CodeService, "", "HTTP status 400", 1},
		{"says the token", pc, 400, "", `{"code":"` + canary + `","description":"you sent Bearer ` + canary + `"}`, partner.CodeService, "[token]", "you sent Bearer [token]", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tries := 0
			d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
				tries++
				w.Header().Set("MS-CorrelationId", "11111111-1111-4111-8111-111111111111")
				if c.header != "" {
					w.Header().Set("WWW-Authenticate", c.header)
				}
				w.WriteHeader(c.status)
				if c.status != 304 {
					io.WriteString(w, c.body)
				}
			})
			_, err := one[wireCustomer](context.Background(), d.Client, c.path)
			e := failsWith(t, err, c.code)
			status := c.status
			if status == 200 {
				status = 0
			}
			want := &partner.Error{Code: c.code, Detail: c.said, ServiceCode: c.service, HTTPStatus: status, CorrelationID: "11111111-1111-4111-8111-111111111111"}
			if diff := cmp.Diff(want, e); diff != "" {
				t.Error(diff)
			}
			if tries != c.tries {
				t.Errorf("%d tries, want %d", tries, c.tries)
			}
		})
	}
}

func TestLongWordsAreCut(t *testing.T) {
	d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("MS-CorrelationId", strings.Repeat("c", 500))
		send(w, 400, `{"code":"`+strings.Repeat("9", 2000)+`","description":"`+strings.Repeat("说", 5000)+"\xff"+`"}`)
	})
	_, err := d.Account(context.Background(), contoso)
	e := failsWith(t, err, partner.CodeService)
	if n := len([]rune(e.Detail)); n != maxDetail || len(e.ServiceCode) > 2*maxDetail || len(e.CorrelationID) != 36 {
		t.Errorf("%d runes, code of %d, correlation id %q", n, len(e.ServiceCode), e.CorrelationID)
	}
}

func TestWaits(t *testing.T) {
	now := noon.Format(http.TimeFormat)
	in := func(d time.Duration) string { return noon.Add(d).Format(http.TimeFormat) }
	cases := []struct {
		name, after, date, body string
		want                    time.Duration // 0: an interval of our own
		tries                   int
	}{
		{"seconds", "7", now, "", 7 * time.Second, 2},
		{"zero", "0", now, "", 0, 2},
		{"date", in(30 * time.Second), now, "", 30 * time.Second, 2},
		{"date that has passed", in(-time.Hour), now, "", 0, 2},
		{"date, their clock three days ahead", in(72*time.Hour + 5*time.Second), in(72 * time.Hour), "", 5 * time.Second, 2},
		{"date, their clock three days behind", in(-72*time.Hour + 5*time.Second), in(-72 * time.Hour), "", 5 * time.Second, 2},
		{"the gateway's sentence", "", now, `{"statusCode":429,"message":"Rate limit is exceeded. Try again in 57 seconds."}`, 57 * time.Second, 2},
		{"nonsense", "soon", now, "", 0, 2},
		{"negative", "-5", now, "", 0, 2},
		{"not said", "", now, "", 0, 2},
		{"too long", "3600", now, "", 0, 1},
		{"absurd", "99999999999999999999", now, "", 0, 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tries := 0
			ids := map[string]bool{}
			d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
				tries++
				ids[r.Header.Get("MS-RequestId")+r.Header.Get("MS-CorrelationId")] = true
				if tries > 1 {
					send(w, 200, list("", row(1)))
					return
				}
				w.Header().Set("Date", c.date)
				w.Header().Set("Retry-After", c.after)
				send(w, 429, c.body)
			})
			var traffic partner.Traffic
			_, _, err := d.CustomersPage(partner.WithTraffic(context.Background(), &traffic), 2, "")
			if c.tries == 1 {
				failsWith(t, err, partner.CodeThrottled)
			} else if err != nil {
				t.Fatal(err)
			}
			if tries != c.tries || traffic.Requests() != c.tries || traffic.Retries() != c.tries-1 || len(ids) != 1 {
				t.Errorf("%d tries, counted %d and %d, with %d ids", tries, traffic.Requests(), traffic.Retries(), len(ids))
			}
			if c.tries == 1 {
				return
			}
			if w := d.waits[0]; c.want != 0 && w != c.want || w < 100*time.Millisecond || c.want == 0 && w > time.Second {
				t.Errorf("waited %v, want %v", w, c.want)
			}
		})
	}
}

// TestWaitingCanBeWatched: a progress line shows until when is waited.
func TestWaitingCanBeWatched(t *testing.T) {
	var traffic partner.Traffic
	tries := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if tries++; tries == 1 {
			w.Header().Set("Retry-After", "20")
			send(w, 429, "")
			return
		}
		send(w, 200, list(""))
	}))
	defer server.Close()
	var during time.Time
	client, err := New(server.URL, func(context.Context) (string, error) { return canary, nil }, Options{
		Now:  func() time.Time { return noon },
		Wait: func(context.Context, time.Duration) error { during = traffic.WaitingUntil(); return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := client.CustomersPage(partner.WithTraffic(context.Background(), &traffic), 2, ""); err != nil {
		t.Fatal(err)
	}
	if !during.Equal(noon.Add(20*time.Second)) || !traffic.WaitingUntil().IsZero() {
		t.Errorf("waiting until %v, afterwards %v", during, traffic.WaitingUntil())
	}
}

// TestBrokenConnections: each is repeated, and a good answer at last is good.
func TestBrokenConnections(t *testing.T) {
	hijack := func(w http.ResponseWriter, raw string, reset bool) {
		conn, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		buffered.WriteString(raw)
		buffered.Flush()
		if tcp, ok := conn.(*net.TCPConn); ok && reset {
			tcp.SetLinger(0)
		}
		conn.Close()
	}
	faults := map[string]func(http.ResponseWriter){
		"closed": func(w http.ResponseWriter) { hijack(w, "", false) },
		"reset":  func(w http.ResponseWriter) { hijack(w, "", true) },
		"cut": func(w http.ResponseWriter) {
			hijack(w, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"items\":[", false)
		},
		"cut chunk": func(w http.ResponseWriter) {
			hijack(w, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"", false)
		},
		"no HTTP": func(w http.ResponseWriter) { hijack(w, "SSH-2.0-OpenSSH\r\n", false) },
		"flood": func(w http.ResponseWriter) {
			hijack(w, "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 2*maxHeader)+"\r\n\r\n{}", false)
		},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			tries, good := 0, 3
			d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
				if tries++; tries < good {
					fault(w)
					return
				}
				send(w, 200, list("", row(1)))
			})
			if ids, err := readAll(d, 2); err != nil || len(ids) != 1 {
				t.Errorf("%v, %v after %d tries", ids, err, tries)
			}
			tries, good = 0, 1000
			_, err := readAll(d, 2)
			failsWith(t, err, partner.CodeUnreachable)
		})
	}
	t.Run("nobody there", func(t *testing.T) {
		d := newDesk(t, nil)
		d.server.Close()
		_, err := readAll(d, 2)
		failsWith(t, err, partner.CodeUnreachable)
		if len(d.waits) != maxTries-1 {
			t.Errorf("waits %v", d.waits)
		}
	})
}

func TestBombs(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	chunk := bytes.Repeat([]byte(" "), 1<<20)
	for range 128 {
		z.Write(chunk)
	}
	z.Close()
	for name, serve := range map[string]http.HandlerFunc{
		"gzip": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb.Bytes())
		},
		"gzip error": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.WriteHeader(http.StatusBadRequest)
			w.Write(bomb.Bytes())
		},
		"endless": func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		},
		"broken gzip": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "no gzip at all")
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, serve)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := readAll(d, 2)
			runtime.ReadMemStats(&after)
			want := partner.CodeBadAnswer
			if name == "gzip error" {
				want = partner.CodeService
			}
			failsWith(t, err, want)
			if used := after.TotalAlloc - before.TotalAlloc; used > 8*maxAnswer {
				t.Errorf("%d MB were allocated", used>>20)
			}
		})
	}
}

func TestSlowAnswers(t *testing.T) {
	for name, serve := range map[string]http.HandlerFunc{
		"no header": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"no body": func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte("{"))
			http.NewResponseController(w).Flush()
			<-r.Context().Done()
		},
	} {
		t.Run(name, func(t *testing.T) {
			arrived := make(chan struct{}, 1)
			d := newDesk(t, func(w http.ResponseWriter, r *http.Request) { arrived <- struct{}{}; serve(w, r) })
			ctx, cancel := context.WithCancel(context.Background())
			go func() { <-arrived; cancel() }()
			_, _, err := d.CustomersPage(ctx, 2, "") // its own limit of time would have another code
			failsWith(t, err, partner.CodeCancelled)
			if !errors.Is(err, context.Canceled) {
				t.Error("the cause is lost")
			}
		})
	}
}

// TestCancelWhileWaiting uses the real timer: a wait of almost two minutes ends at once.
func TestCancelWhileWaiting(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "110")
		send(w, 429, "")
	}))
	defer server.Close()
	client, err := New(server.URL, func(context.Context) (string, error) { return canary, nil }, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var traffic partner.Traffic
	ctx, cancel := context.WithCancel(partner.WithTraffic(context.Background(), &traffic))
	done := make(chan error, 1)
	go func() { _, _, err := client.CustomersPage(ctx, 2, ""); done <- err }()
	for traffic.WaitingUntil().IsZero() {
		runtime.Gosched()
	}
	started := time.Now()
	cancel()
	failsWith(t, <-done, partner.CodeCancelled)
	if took := time.Since(started); took > 90*time.Second {
		t.Errorf("cancelled after %v", took)
	}
}

func TestTokens(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; r.Header.Get("Authorization") != fmt.Sprintf("Bearer token-%d", asked) {
			t.Errorf("request %d came with %q", asked, r.Header.Get("Authorization"))
		}
		send(w, 500, "")
	}))
	defer server.Close()
	ask := 0
	client, err := New(server.URL, func(context.Context) (string, error) { ask++; return fmt.Sprintf(" token-%d\n", ask), nil },
		Options{Wait: func(context.Context, time.Duration) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = client.CustomersPage(context.Background(), 2, "")
	failsWith(t, err, partner.CodeService)
	if asked != maxTries {
		t.Errorf("%d requests", asked)
	}
	consent := partner.NewError(partner.CodeNotAllowed, "AADSTS65001", nil)
	for name, c := range map[string]struct {
		token string
		err   error
		code  partner.Code
	}{
		"empty":     {"", nil, partner.CodeSignIn},
		"blank":     {" \n", nil, partner.CodeSignIn},
		"two lines": {canary + "\r\nX: 1", nil, partner.CodeSignIn},
		"error":     {"", errors.New("no keyring"), partner.CodeSignIn},
		"our error": {"", consent, partner.CodeNotAllowed},
	} {
		t.Run(name, func(t *testing.T) {
			before := asked
			client, err := New(server.URL, func(context.Context) (string, error) { return c.token, c.err }, Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = client.CustomersPage(context.Background(), 2, "")
			failsWith(t, err, c.code)
			if asked != before {
				t.Error("a request was sent")
			}
		})
	}
}

func TestBaseAddresses(t *testing.T) {
	token := func(context.Context) (string, error) { return canary, nil }
	for base, good := range map[string]bool{
		"https://api.partnercenter.microsoft.com": true, "https://api.partnercenter.microsoft.com/": true,
		"http://127.0.0.1:8080": true, "http://localhost:1": true, "http://[::1]:8080": true, " https://a.example\n": true,
		"http://api.partnercenter.microsoft.com": false, "http://127.0.0.1.evil.example": false, "http://192.168.0.1": false,
		"https://user:pw@a.example": false, "https://a.example/v1": false, "https://a.example?x": false, "https://a.example#x": false,
		"ftp://a.example": false, "a.example": false, "": false, "https://": false, "https://:443": false, "://": false,
	} {
		if _, err := New(base, token, Options{}); (err == nil) != good {
			t.Errorf("%q gave %v", base, err)
		}
	}
	if _, err := New("https://a.example", nil, Options{}); partner.CodeOf(err) != partner.CodeSignIn {
		t.Errorf("no token function gave %v", err)
	}
}

func TestTLS(t *testing.T) {
	var asked atomic.Int64
	serve := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { asked.Add(1); send(w, 200, list("", row(1))) })
	connect := func(version uint16, trusted bool) (*httptest.Server, error) {
		server := httptest.NewUnstartedServer(serve)
		server.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: version}
		server.Config.ErrorLog = log.New(io.Discard, "", 0)
		server.StartTLS()
		client, err := New(server.URL, func(context.Context) (string, error) { return canary, nil }, Options{Wait: func(context.Context, time.Duration) error { return nil }})
		if err != nil {
			t.Fatal(err)
		}
		if trusted {
			roots := x509.NewCertPool()
			roots.AddCert(server.Certificate())
			client.http.Transport.(*http.Transport).TLSClientConfig.RootCAs = roots
		}
		_, _, err = client.CustomersPage(context.Background(), 2, "")
		return server, err
	}
	server, err := connect(tls.VersionTLS13, true)
	if err != nil || asked.Load() != 1 {
		t.Errorf("a trusted service gave %v", err)
	}
	server.Close()
	asked.Store(0)
	server, err = connect(tls.VersionTLS13, false)
	failsWith(t, err, partner.CodeUnreachable)
	server.Close()
	server, err = connect(tls.VersionTLS11, true)
	failsWith(t, err, partner.CodeUnreachable)
	server.Close()
	if n := asked.Load(); n != 0 {
		t.Errorf("%d requests reached a service that is not trusted", n)
	}
}

// TestFourAtATime: the service throttles, so the client never asks more.
func TestFourAtATime(t *testing.T) {
	var now, most atomic.Int64
	gate := make(chan struct{})
	d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		<-gate
		now.Add(-1)
		send(w, 200, list("", row(1)))
	})
	errs := make(chan error)
	for range 20 {
		go func() { _, _, err := d.CustomersPage(context.Background(), 2, ""); errs <- err }()
	}
	for range 20 {
		gate <- struct{}{}
	}
	for range 20 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if most.Load() > maxInFlight {
		t.Errorf("%d requests at a time", most.Load())
	}
}

// An answer that cannot be used is told with the id by which Microsoft finds it,
// whichever way it was read.
func TestAnOddAnswerIsToldWithItsCorrelationID(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		body string
		call func(*desk) error
	}{
		"read whole, no JSON":      {`{"id":"s1`, func(d *desk) error { _, err := d.Subscription(ctx, contoso, "s1"); return err }},
		"read whole, without id":   {`{"x":1}`, func(d *desk) error { _, err := d.Subscription(ctx, contoso, "s1"); return err }},
		"hidden refusal":           {`{"code":"400072","description":"gone"}`, func(d *desk) error { _, err := d.Subscription(ctx, contoso, "s1"); return err }},
		"read by its parts":        {`{"x`, func(d *desk) error { _, err := d.BillingProfile(ctx, contoso); return err }},
		"read before it is edited": {`[]`, func(d *desk) error { _, err := d.EditUser(ctx, contoso, "u", partner.UserEdit{}, "r"); return err }},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set(headerCorrelation, "c0ffee")
				send(w, http.StatusOK, c.body)
			})
			if err := c.call(d); partner.CorrelationOf(err) != "c0ffee" {
				t.Errorf("%v, with the id %q", err, partner.CorrelationOf(err))
			}
		})
	}
}
