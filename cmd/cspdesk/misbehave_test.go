package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/partnercenter"
	"cspdesk/internal/refresh"
	"cspdesk/internal/store"
)

// The list of the misbehaving service: pages of customers, of which the third
// goes wrong unless a row says otherwise.
const (
	listPages   = 4
	listPerPage = 10
	listAll     = listPages * listPerPage
	secretToken = "canary-eyJ0eXAiOiJKV1QifQ.c2VjcmV0.d2hhdA"
	wrongPage   = 3
)

// misbehaviour is what a service may do, what a person sees of it, how often it
// is asked, and what the store holds afterwards.
type misbehaviour struct {
	name string
	does fault
	at   int  // page that goes wrong; 0 is the third
	once bool // the next try is answered well

	code     partner.Code // under which it is explained; "" if the refresh goes well
	requests int          // of the first refresh
	ahead    bool         // the next two pages may be on their way when this one is seen to be wrong
	stored   int          // customers after the first refresh
	renew    bool         // there is another token after the first was refused
	held     bool         // afterwards customers are absent, and not believed to be gone
}

// fault answers a request wrongly. Good writes the right answer.
type fault func(w http.ResponseWriter, r *http.Request, s *scripted)

// scripted is the service, and two hosts that nobody may ask.
type scripted struct {
	*httptest.Server
	row         misbehaviour
	well        atomic.Bool // it has come to its senses
	requests    atomic.Int64
	struck      atomic.Int64
	other, away *httptest.Server // http and https
	foreign     atomic.Int64     // requests to those, and by https to the service
}

func newScripted(t *testing.T, row misbehaviour) *scripted {
	s := &scripted{row: row}
	silent := log.New(io.Discard, "", 0)
	serve := func(h http.HandlerFunc, start func(*httptest.Server)) *httptest.Server {
		server := httptest.NewUnstartedServer(h)
		server.Config.ErrorLog = silent
		start(server)
		t.Cleanup(server.Close)
		return server
	}
	stranger := func(http.ResponseWriter, *http.Request) { s.foreign.Add(1) }
	s.other = serve(stranger, (*httptest.Server).Start)
	s.away = serve(stranger, (*httptest.Server).StartTLS)
	s.Server = serve(s.serve, func(server *httptest.Server) {
		server.Listener = plainOnly{server.Listener, &s.foreign}
		server.Start()
	})
	return s
}

func (s *scripted) serve(w http.ResponseWriter, r *http.Request) {
	s.requests.Add(1)
	w.Header().Set("MS-CorrelationId", "11111111-1111-4111-8111-111111111111")
	at := s.row.at
	if at == 0 {
		at = wrongPage
	}
	page := pageOf(r)
	if !s.well.Load() && page >= at && (!s.row.once || s.struck.Add(1) <= 1) {
		s.row.does(w, r, s)
		return
	}
	s.good(w, page)
}

// pageOf reads the number of the page that is asked for.
func pageOf(r *http.Request) int {
	page := 1
	_, _ = fmt.Sscanf(r.Header.Get("MS-ContinuationToken"), "page-%d", &page)
	return page
}

func (s *scripted) good(w http.ResponseWriter, page int) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = io.WriteString(w, listPage(page, nextOf(page)))
}

// nextOf is the link to the page after one, "null" after the last.
func nextOf(page int) string {
	if page >= listPages {
		return "null"
	}
	return linkTo("/customers?size=500&seekOperation=Next", fmt.Sprintf("page-%d", page+1))
}

func linkTo(uri, token string) string {
	return fmt.Sprintf(`{"uri":%q,"method":"GET","headers":[{"key":"MS-ContinuationToken","value":%q}]}`, uri, token)
}

func listPage(page int, next string) string {
	var rows []string
	for i := range listPerPage {
		rows = append(rows, listRow((page-1)*listPerPage+i))
	}
	return envelopeOf(strings.Join(rows, ","), next)
}

func listRow(i int) string {
	return fmt.Sprintf(`{"id":"%08d-0000-4000-8000-0000000000ab","companyProfile":{"tenantId":"%08d-0000-4000-8000-0000000000ab","domain":"contoso%d.onmicrosoft.com","companyName":"Contoso %d"},"relationshipToPartner":"reseller"}`, i, i, i, i)
}

func envelopeOf(rows, next string) string {
	return fmt.Sprintf(`{"totalCount":%d,"items":[%s],"links":{"self":{"uri":"/customers","method":"GET","headers":[]},"next":%s},"attributes":{"objectType":"Collection"}}`,
		listPerPage, rows, next)
}

// copier is a real client, a real refresh and a real store.
type copier struct {
	db      *store.DB
	refresh *refresh.Service
	token   atomic.Value
	mu      sync.Mutex
	waited  time.Duration
}

func newCopier(t *testing.T, address string, renew bool) *copier {
	t.Helper()
	c := &copier{}
	c.token.Store(secretToken)
	options := partnercenter.Options{Wait: func(ctx context.Context, d time.Duration) error {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.waited += d
		return ctx.Err()
	}}
	if renew {
		options.Renew = func(context.Context, string, string) error { c.token.Store(secretToken + "-2"); return nil }
	}
	client, err := partnercenter.New(address, func(context.Context) (string, error) { return c.token.Load().(string), nil }, options)
	if err != nil {
		t.Fatal(err)
	}
	if c.db, err = store.Open(context.Background(), filepath.Join(t.TempDir(), "cspdesk.db"), store.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.db.Close() })
	c.refresh = refresh.New(client, c.db, refresh.Options{})
	return c
}

func (c *copier) run(t *testing.T, full bool) (refresh.Result, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	job, err := c.refresh.Start(ctx, full)
	if err != nil {
		t.Fatal(err)
	}
	return job.Result()
}

// listed counts the customers that the store takes for listed, and those that
// it takes for gone.
func (c *copier) listed(t *testing.T) (listed, vanished int) {
	t.Helper()
	list, err := c.db.Customers(context.Background(), partner.ListQuery{}, partner.Place{}, 0, 10*listAll)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list.Rows {
		if list.Rows[i].Standing == partner.StandingListed {
			listed++
		} else {
			vanished++
		}
	}
	return listed, vanished
}

// TestMisbehaviour is the table: for each way in which the service, or what is
// between it and here, may go wrong, what the person is told, how many requests
// are made and to whom, and what the store holds. Afterwards the next refresh
// goes on and has them all; and of customers that were known none is lost.
func TestMisbehaviour(t *testing.T) {
	if n := len(misbehaviours); n < 80 {
		t.Errorf("the table has %d rows", n)
	}
	names := map[string]bool{}
	var all told
	all.isGolden(t, "testdata/misbehaviour.txt")
	for _, row := range misbehaviours {
		if names[row.name] {
			t.Errorf("%s stands there twice", row.name)
		}
		names[row.name] = true
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newScripted(t, row)
			c := newCopier(t, s.URL, row.renew)
			result, err := c.run(t, false)
			s.check(t, c, result, err)
			all.note(fmt.Sprintf("%s · requests: %d, stored: %d", row.name, row.requests, row.stored), err)
			if s.well.Store(true); err != nil || row.held || row.stored < listAll {
				if _, err := c.run(t, err == nil); err != nil {
					t.Errorf("afterwards: %v", err)
				}
			}
			if listed, _ := c.listed(t); listed != listAll {
				t.Errorf("afterwards %d customers are listed", listed)
			}
			s.losesNobody(t)
		})
	}
}

// check compares the first refresh with its row.
func (s *scripted) check(t *testing.T, c *copier, result refresh.Result, err error) {
	t.Helper()
	row := s.row
	if got := partner.CodeOf(err); got != row.code {
		t.Fatalf("%v has code %q, want %q", err, got, row.code)
	}
	// A connection that was closed while nobody used it is opened again below
	// what counts; a request that is ahead may be called off before it arrives.
	n, ahead := int(s.requests.Load()), 0
	if row.ahead {
		ahead = 2
	}
	if n < row.requests || n > row.requests+ahead || result.Requests < n-1 || result.Requests > max(n, row.requests+ahead) {
		t.Errorf("%d requests arrived, want %d and %d ahead at most; %d were counted", n, row.requests, ahead, result.Requests)
	}
	if n := s.foreign.Load(); n != 0 {
		t.Errorf("%d requests went to other hosts", n)
	}
	if listed, vanished := c.listed(t); listed != row.stored || vanished != 0 {
		t.Errorf("%d customers are stored, want %d; %d are gone", listed, row.stored, vanished)
	}
	status, failed := c.db.RefreshStatus(context.Background())
	if failed != nil || status.Incomplete != (err != nil) || status.CompletedAt.IsZero() != (err != nil) {
		t.Errorf("status %+v, %v", status, failed)
	}
	s.explained(t, c, err)
}

// explained checks that there are words for the error in both languages, and
// the token in none of them.
func (s *scripted) explained(t *testing.T, c *copier, err error) {
	t.Helper()
	if err == nil {
		return
	}
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		x := text.Explain(err)
		if x.Code != s.row.code || x.What == "" || x.Advice() == "" {
			t.Errorf("%s is told %+v", text.Language, x)
		}
		if e, ok := errors.AsType[*partner.Error](err); ok && e.HTTPStatus != 0 && x.CorrelationID == "" {
			t.Error("there is no correlation id")
		}
		if strings.Contains(fmt.Sprintf("%+v %v %+v", x, err, errors.Unwrap(err)), secretToken) {
			t.Error("the token is in the error")
		}
	}
	lines, failed := c.db.Activities(context.Background(), partner.ActivityQuery{})
	if failed != nil || len(lines) == 0 || strings.Contains(fmt.Sprint(lines), secretToken) {
		t.Errorf("the record: %v, %v", lines, failed)
	}
}

// losesNobody makes the same happen to a store that knows everybody.
func (s *scripted) losesNobody(t *testing.T) {
	t.Helper()
	c := newCopier(t, s.URL, s.row.renew)
	if _, err := c.run(t, false); err != nil {
		t.Fatal(err)
	}
	s.well.Store(false)
	s.struck.Store(0)
	result, err := c.run(t, true)
	if got := partner.CodeOf(err); got != s.row.code {
		t.Errorf("the second time: %v", err)
	}
	if listed, vanished := c.listed(t); listed != listAll || vanished != 0 || result.Vanished != 0 {
		t.Errorf("%d customers are left, %d are gone", listed, vanished)
	}
	if s.row.held != (result.VanishedHeld > 0) {
		t.Errorf("%d were held", result.VanishedHeld)
	}
	if n := s.foreign.Load(); n != 0 {
		t.Errorf("%d requests went to other hosts", n)
	}
}
