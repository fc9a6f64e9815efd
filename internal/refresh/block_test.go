package refresh

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

const contoso = partner.CustomerID("0c39d6d5-c70d-4c55-bc02-f620844f3fd1")

func TestEveryBlockIsStored(t *testing.T) {
	s, c, b, _ := world(0, 1)
	c.users = 700
	c.account = func(context.Context) (partner.Account, error) { return partner.Account{Domain: "contoso.com"}, nil }
	for _, block := range partner.Blocks() {
		if err := s.FetchBlock(context.Background(), contoso, block); err != nil {
			t.Fatal(block, err)
		}
	}
	users := b.blocks["users"].([]partner.User)
	delete(b.blocks, "users")
	want := map[string]any{"account": partner.Account{Domain: "contoso.com"}, "services": []int{1, 1}, "licenses": []partner.License{{SkuID: "s"}}, "total": 700}
	if diff := cmp.Diff(want, b.blocks); diff != "" || len(b.failures) != 0 {
		t.Error(diff, b.failures)
	}
	for i, u := range users {
		if known := i < usersWithPlans; u.LicensesKnown != known || known && u.Licenses[0].SkuID != "s"+strconv.Itoa(i) {
			t.Fatalf("user %d: %+v", i, u)
		}
	}
	if len(users) != maxUsers || c.most.Load() > maxCalls {
		t.Errorf("%d users, %d calls at a time", len(users), c.most.Load())
	}
	if err := s.FetchBlock(context.Background(), contoso, "weather"); partner.CodeOf(err) != partner.CodeInvalidInput {
		t.Error(err)
	}
}

func TestFailuresAreStored(t *testing.T) {
	s, c, b, steps := world(0, 1)
	refusal := &partner.Error{Code: partner.CodeGranularRights, CorrelationID: "corr"}
	c.account = func(context.Context) (partner.Account, error) { return partner.Account{}, refusal }
	steps.hook = func(_ int, what string) error {
		switch what {
		case "users":
			return refusal
		case "licenses":
			return errors.New("odd")
		}
		return nil
	}
	for block, code := range map[partner.Block]partner.Code{partner.BlockAccount: partner.CodeGranularRights, partner.BlockUsers: partner.CodeGranularRights, partner.BlockLicenses: partner.CodeInternal} {
		if err := s.FetchBlock(context.Background(), contoso, block); partner.CodeOf(err) != code || b.failures[block] == nil || b.failures[block].Code != code {
			t.Errorf("%s: %v, stored %v", block, err, b.failures[block])
		}
	}
	if len(b.blocks) != 0 {
		t.Errorf("stored %v", b.blocks)
	}
	c.portals = refusal // without admin rights there are subscriptions all the same
	if err := s.FetchBlock(context.Background(), contoso, partner.BlockServices); err != nil || !cmp.Equal(b.blocks["services"], []int{1, 0}) {
		t.Errorf("%v, %v", err, b.blocks)
	}
	c.portals = &partner.Error{Code: partner.CodeUnreachable}
	if err := s.FetchBlock(context.Background(), contoso, partner.BlockServices); partner.CodeOf(err) != partner.CodeUnreachable || b.failures[partner.BlockServices] == nil {
		t.Errorf("%v", err)
	}
}

func TestUsersWithoutLicenses(t *testing.T) {
	s, c, b, _ := world(0, 1)
	c.users = 30
	var asked atomic.Int64
	c.licenses = func(user string) error {
		asked.Add(1)
		if user == "0" {
			return &partner.Error{Code: partner.CodeNotFound} // deleted meanwhile
		}
		return nil
	}
	if err := s.FetchBlock(context.Background(), contoso, partner.BlockUsers); err != nil {
		t.Fatal(err)
	}
	if users := b.blocks["users"].([]partner.User); users[0].LicensesKnown || !users[29].LicensesKnown || asked.Load() != 30 {
		t.Errorf("%+v", users)
	}
	asked.Store(0)
	c.licenses = func(string) error { asked.Add(1); return &partner.Error{Code: partner.CodeThrottled} }
	if err := s.FetchBlock(context.Background(), contoso, partner.BlockUsers); err != nil {
		t.Fatal(err)
	}
	if users := b.blocks["users"].([]partner.User); len(users) != 30 || users[0].LicensesKnown || asked.Load() > maxCalls {
		t.Errorf("%d users, asked %d times", len(users), asked.Load())
	}
}

// TestSameBlockIsFetchedOnce, and given up when all who wait have gone.
func TestSameBlockIsFetchedOnce(t *testing.T) {
	s, c, b, _ := world(0, 1)
	inside, gate := make(chan context.Context, 1), make(chan struct{})
	var calls atomic.Int64
	c.account = func(ctx context.Context) (partner.Account, error) {
		calls.Add(1)
		inside <- ctx
		select {
		case <-gate:
			return partner.Account{}, nil
		case <-ctx.Done():
			return partner.Account{}, cancelled(ctx)
		}
	}
	fetch := func(ctx context.Context) chan error {
		done := make(chan error, 1)
		go func() { done <- s.FetchBlock(ctx, contoso, partner.BlockAccount) }()
		return done
	}
	waiting := func(n int) {
		for {
			s.flights.Lock()
			f := s.flights.byBlock[blockKey{contoso, partner.BlockAccount}]
			ok := f != nil && f.waiting == n
			s.flights.Unlock()
			if ok {
				return
			}
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	first := fetch(ctx)
	flying := <-inside
	second := fetch(context.Background())
	waiting(2)
	cancel()
	if err := <-first; partner.CodeOf(err) != partner.CodeCancelled {
		t.Errorf("who left got %v", err)
	}
	if flying.Err() != nil {
		t.Error("who left took the answer away from who waits")
	}
	close(gate)
	if err := <-second; err != nil || calls.Load() != 1 || b.blocks["account"] == nil {
		t.Errorf("%v after %d calls", err, calls.Load())
	}

	gate = make(chan struct{})
	delete(b.blocks, "account")
	ctx, cancel = context.WithCancel(context.Background())
	first = fetch(ctx)
	flying = <-inside
	cancel()
	<-flying.Done()
	if err := <-first; partner.CodeOf(err) != partner.CodeCancelled || len(b.failures) != 0 || b.blocks["account"] != nil {
		t.Errorf("%v, stored %v and %v", err, b.blocks, b.failures)
	}
	close(gate)
	if err := <-fetch(context.Background()); err != nil { // drains inside: its buffer holds one
		t.Error(err)
	}
}

// TestFourCallsAtATime over blocks of many customers and a pass.
func TestFourCallsAtATime(t *testing.T) {
	s, c, _, _ := world(100, 10)
	c.users = 60
	gate := make(chan struct{})
	c.account = func(context.Context) (partner.Account, error) { <-gate; return partner.Account{}, nil }
	j, err := s.Start(context.Background(), false)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	for i := range 20 {
		for _, block := range partner.Blocks() {
			go func() { done <- s.FetchBlock(context.Background(), c.customers[i].ID, block) }()
		}
	}
	for range 1000 { // time for a fifth call, were it possible
		runtime.Gosched()
	}
	for range 20 {
		gate <- struct{}{}
	}
	for range 20 * len(partner.Blocks()) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if _, err := j.Result(); err != nil || c.most.Load() > maxCalls {
		t.Errorf("%v, %d calls at a time", err, c.most.Load())
	}
}
