package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"cspdesk/internal/partner"
)

// wrongBlock is what a service may do while a part of a customer's record is
// read, what a person is told of it, and how often it is asked.
type wrongBlock struct {
	name     string
	block    partner.Block // licenses if empty
	does     fault
	once     bool         // the next try is answered well
	cancel   bool         // the person gives up while it is asked
	code     partner.Code // under which it is explained; "" if the block is read well
	requests int
}

const blockTries = 4 // of a read that is repeated

var wrongBlocks = []wrongBlock{
	{name: "403 a granular role is missing", block: partner.BlockUsers, does: refuse(403, "900308"), code: partner.CodeGranularRights, requests: 1},
	{name: "403 a granular role is missing, without a word", does: status(403, ""), code: partner.CodeGranularRights, requests: 1},
	{name: "403 Conditional Access of the customer", block: partner.BlockUsers, does: refuse(403, `"900309"`), code: partner.CodeService, requests: 1},
	{name: "403 the relationship has ended", does: refuse(403, "20002"), code: partner.CodeService, requests: 1},
	{name: "403 app-only", does: refuse(403, "900329"), code: partner.CodeSignIn, requests: 1},
	{name: "401 for good", does: status(401, ""), code: partner.CodeSignIn, requests: 1},
	{name: "404 the customer is gone", does: refuse(404, "1000"), code: partner.CodeNotFound, requests: 1},
	{name: "400 invalid customer", block: partner.BlockUsers, does: refuse(400, `"900118"`), code: partner.CodeNotFound, requests: 1},
	{name: "429 for good", does: throttle(""), code: partner.CodeThrottled, requests: blockTries},
	{name: "429 once", does: throttle("7"), once: true, requests: 2},
	{name: "429 an hour", does: throttle("3600"), code: partner.CodeThrottled, requests: 1},
	{name: "500 for good", does: refuse(500, "900192"), code: partner.CodeService, requests: blockTries},
	{name: "500 once", does: refuse(500, "900192"), once: true, requests: 2},
	{name: "502 page of a proxy", does: html(502), code: partner.CodeUnreachable, requests: blockTries},
	{name: "200 a web page", does: html(200), code: partner.CodeBadAnswer, requests: 1},
	{name: "200 empty", does: status(200, ""), code: partner.CodeBadAnswer, requests: 1},
	{name: "200 another shape", block: partner.BlockUsers, does: status(200, `{"items":{}}`), code: partner.CodeBadAnswer, requests: 1},
	{name: "200 cut inside", does: status(200, `{"items":[{"productSku":`), code: partner.CodeBadAnswer, requests: 1},
	{name: "cut in the body", does: raw("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"items\":[", false), code: partner.CodeUnreachable, requests: blockTries},
	{name: "a body without end", does: endless(200), code: partner.CodeBadAnswer, requests: 1},
	{name: "a packed bomb", block: partner.BlockUsers, does: bombed, code: partner.CodeBadAnswer, requests: 1},
	{name: "the wrong content type", does: plainText, requests: 1},
	{name: "302 to another host", does: redirect(302, func(s *scripted) string { return s.other.URL + "/v1/customers" }), code: partner.CodeBadAnswer, requests: 1},
	{name: "307 to another host over https", block: partner.BlockUsers, does: redirect(307, func(s *scripted) string { return s.away.URL + "/v1/customers" }), code: partner.CodeBadAnswer, requests: 1},
	{name: "silence, and the person gives up", does: silent, cancel: true, code: partner.CodeCancelled, requests: 1},
}

func silent(_ http.ResponseWriter, r *http.Request, _ *scripted) { <-r.Context().Done() }

// plainText answers well, under the name of something else.
func plainText(w http.ResponseWriter, r *http.Request, _ *scripted) {
	w.Header().Set("Content-Type", "text/plain; charset=iso-8859-1")
	fmt.Fprint(w, blockBody(r.URL.Path))
}

// blockBody is the right answer of the parts that are read here.
func blockBody(path string) string {
	switch {
	case strings.HasSuffix(path, "/subscribedskus"):
		return `{"totalCount":1,"items":[{"activeUnits":5,"totalUnits":5,"consumedUnits":3,"availableUnits":2,"productSku":{"id":"sku-1","name":"Microsoft 365 Business Premium"}}]}`
	case strings.HasSuffix(path, "/users"):
		return `{"totalCount":1,"items":[{"id":"user-1","displayName":"Anna Brunner","userPrincipalName":"anna@contoso0.onmicrosoft.com"}]}`
	}
	return `{"totalCount":0,"items":[]}`
}

// newBlocks is a service that lists its customers well, and reads their parts as
// the row says. Arrived gets a word for each request that goes wrong.
func newBlocks(t *testing.T, row wrongBlock, arrived chan<- struct{}) *scripted {
	s := newScripted(t, misbehaviour{code: row.code})
	var struck atomic.Int64
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("MS-CorrelationId", "11111111-1111-4111-8111-111111111111")
		if r.URL.Path == "/v1/customers" {
			s.good(w, pageOf(r))
			return
		}
		s.requests.Add(1)
		if s.well.Load() || row.once && struck.Add(1) > 1 {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, blockBody(r.URL.Path))
			return
		}
		select {
		case arrived <- struct{}{}:
		default:
		}
		row.does(w, r, s)
	})
	return s
}

// TestMisbehaviourOfBlocks: whatever goes wrong with a part of a record, its last
// good copy stays, the reason stands beside it, and the next reading heals it.
func TestMisbehaviourOfBlocks(t *testing.T) {
	var all told
	all.isGolden(t, "testdata/misbehaviour-records.txt")
	for _, row := range wrongBlocks {
		if row.block == "" {
			row.block = partner.BlockLicenses
		}
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			arrived := make(chan struct{}, 1)
			s := newBlocks(t, row, arrived)
			c := newCopier(t, s.URL, false)
			if _, err := c.run(t, false); err != nil {
				t.Fatal(err)
			}
			id := partner.CustomerID("00000000-0000-4000-8000-0000000000ab")
			ctx, cancel := context.WithTimeout(context.Background(), patience)
			defer cancel()
			s.well.Store(true)
			if err := c.refresh.FetchBlock(ctx, id, row.block); err != nil {
				t.Fatal(err)
			}
			before := c.block(t, id, row.block)
			s.well.Store(false)
			s.requests.Store(0)
			asking, giveUp := context.WithCancel(ctx)
			defer giveUp()
			if row.cancel {
				go func() { <-arrived; giveUp() }()
			}
			err := c.refresh.FetchBlock(asking, id, row.block)
			s.checkBlock(t, c, row, err)
			all.note(fmt.Sprintf("%s · %s · requests: %d", row.name, row.block, row.requests), err)
			s.keeps(t, c.block(t, id, row.block), before, row)
			s.well.Store(true)
			if err := c.refresh.FetchBlock(ctx, id, row.block); err != nil {
				t.Errorf("afterwards: %v", err)
			}
			if after := c.block(t, id, row.block); after.holds() != 1 || after.state.FailedAt.After(after.state.FetchedAt) {
				t.Errorf("afterwards the store holds %+v", after)
			}
		})
	}
}

// checkBlock compares a reading with its row.
func (s *scripted) checkBlock(t *testing.T, c *copier, row wrongBlock, err error) {
	t.Helper()
	if got := partner.CodeOf(err); got != row.code {
		t.Fatalf("%v has code %q, want %q", err, got, row.code)
	}
	want := row.requests
	if row.code == "" && row.block == partner.BlockUsers {
		want++ // the licenses of the one user
	}
	if n := int(s.requests.Load()); n != want {
		t.Errorf("%d requests arrived, want %d", n, want)
	}
	if n := s.foreign.Load(); n != 0 {
		t.Errorf("%d requests went to other hosts", n)
	}
	s.explained(t, c, err)
}

// held is what the store holds of a block.
type held struct {
	state    partner.BlockState
	licenses []partner.License
	users    []partner.User
}

func (h held) holds() int { return len(h.licenses) + len(h.users) }

func (c *copier) block(t *testing.T, id partner.CustomerID, block partner.Block) held {
	t.Helper()
	r, err := c.db.Record(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return held{r.States[block], r.Licenses, r.Users}
}

// keeps checks that nothing was lost, and that why it is old stands beside it
// with what to quote, unless the person gave up.
func (s *scripted) keeps(t *testing.T, now, before held, row wrongBlock) {
	t.Helper()
	if before.holds() != 1 || now.holds() != 1 {
		t.Errorf("the store held %d and holds %d", before.holds(), now.holds())
	}
	failure := now.state.Failure
	switch {
	case row.code == "":
		if !now.state.FetchedAt.After(before.state.FetchedAt) {
			t.Error("it was not stored")
		}
	case row.cancel:
		if failure != nil {
			t.Errorf("giving up left %v", failure)
		}
	case failure == nil || failure.Code != row.code || failure.CorrelationID == "" || !now.state.FetchedAt.Equal(before.state.FetchedAt):
		t.Errorf("the state is %+v with %v", now.state, failure)
	}
}
