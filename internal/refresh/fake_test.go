package refresh

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"cspdesk/internal/partner"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

// steps calls a hook before each thing that is done, with its number.
type steps struct {
	n    atomic.Int64
	hook func(n int, what string) error
}

func (s *steps) take(ctx context.Context, what string) error {
	n := int(s.n.Add(1))
	if s.hook != nil {
		if err := s.hook(n, what); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return cancelled(ctx)
	}
	return nil
}

// center is a Partner Center with a number of customers, in pages.
type center struct {
	*steps
	customers []partner.Customer
	perPage   int
	account   func(context.Context) (partner.Account, error)
	portals   error
	users     int
	licenses  func(user string) error
	now, most atomic.Int64
	asked     atomic.Int64
}

func customers(from, to int) (all []partner.Customer) {
	for i := from; i < to; i++ {
		all = append(all, partner.Customer{ID: partner.CustomerID(fmt.Sprintf("%08d-0000-4000-8000-000000000000", i)), CompanyName: fmt.Sprint("Contoso ", i)})
	}
	return all
}

// enter counts the calls that are under way.
func (c *center) enter() func() {
	c.asked.Add(1)
	n := c.now.Add(1)
	for m := c.most.Load(); n > m && !c.most.CompareAndSwap(m, n); m = c.most.Load() {
	}
	return func() { c.now.Add(-1) }
}

func (c *center) CustomersPage(ctx context.Context, _ int, next string) (func() ([]partner.Customer, error), string, error) {
	defer c.enter()()
	partner.TrafficOf(ctx).Request()
	if err := c.take(ctx, "page "+next); err != nil {
		return nil, "", err
	}
	at := 0
	if next != "" {
		var err error
		if at, err = strconv.Atoi(next); err != nil {
			return nil, "", partner.NewError(partner.CodeInvalidInput, "no such place", nil)
		}
	}
	end, following := min(at+c.perPage, len(c.customers)), ""
	if end < len(c.customers) {
		following = strconv.Itoa(end)
	}
	return func() ([]partner.Customer, error) { return c.customers[at:end], c.take(ctx, "read "+next) }, following, nil
}

func (c *center) Account(ctx context.Context, _ partner.CustomerID) (partner.Account, error) {
	defer c.enter()()
	return c.account(ctx)
}

func (c *center) Subscriptions(ctx context.Context, id partner.CustomerID) ([]partner.Subscription, error) {
	defer c.enter()()
	return []partner.Subscription{{ID: string(id)}}, c.take(ctx, "subscriptions")
}

func (c *center) ManagedServices(ctx context.Context, _ partner.CustomerID) ([]partner.ManagedService, error) {
	defer c.enter()()
	if c.portals != nil {
		return nil, c.portals
	}
	return []partner.ManagedService{{ID: "Exchange"}}, c.take(ctx, "portals")
}

func (c *center) Licenses(ctx context.Context, _ partner.CustomerID) ([]partner.License, error) {
	defer c.enter()()
	return []partner.License{{SkuID: "s"}}, c.take(ctx, "licenses")
}

func (c *center) Users(ctx context.Context, _ partner.CustomerID, limit int) ([]partner.User, int, error) {
	defer c.enter()()
	users := make([]partner.User, min(limit, c.users))
	for i := range users {
		users[i].ID = strconv.Itoa(i)
	}
	return users, c.users, c.take(ctx, "users")
}

func (c *center) UserLicenses(ctx context.Context, _ partner.CustomerID, user string) ([]partner.UserLicense, error) {
	defer c.enter()()
	if err := c.take(ctx, "user "+user); err != nil {
		return nil, err
	}
	if c.licenses != nil {
		if err := c.licenses(user); err != nil {
			return nil, err
		}
	}
	return []partner.UserLicense{{SkuID: "s" + user}}, nil
}

// book is a store that forgets nothing when a pass is stopped.
type book struct {
	*steps
	largest     int // number of customers that came at once
	mu          sync.Mutex
	passes      []partner.RefreshPass
	pages       int
	stored      []partner.Customer           // in the order in which they came
	seen        map[partner.CustomerID]int64 // last pass
	arrived     map[partner.CustomerID]int64
	listed      map[string][]partner.Customer // by domain
	gone        map[partner.CustomerID]bool
	invitations []partner.Invitation
	lines       []partner.Activity
	finished    int
	marks       int // passes that were to look for customers who vanished
	blocks      map[string]any
	failures    map[partner.Block]*partner.Error
}

func newBook(s *steps) *book {
	return &book{steps: s, stored: []partner.Customer{}, seen: map[partner.CustomerID]int64{}, arrived: map[partner.CustomerID]int64{}, gone: map[partner.CustomerID]bool{},
		blocks: map[string]any{}, failures: map[partner.Block]*partner.Error{}}
}

func (b *book) BeginRefresh(ctx context.Context, full bool) (partner.RefreshPass, error) {
	if err := b.take(ctx, "begin"); err != nil {
		return partner.RefreshPass{}, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := len(b.passes); n > 0 && !full && b.finished < n && b.passes[n-1].Saved > 0 {
		pass := b.passes[n-1]
		pass.Resumed, pass.AtEnd = true, pass.Next == ""
		return pass, nil
	}
	b.finished = len(b.passes)
	expected := 0
	if n := len(b.passes); n > 0 {
		expected = b.passes[n-1].Saved
	}
	b.passes = append(b.passes, partner.RefreshPass{ID: int64(len(b.passes) + 1), Expected: expected, StartedAt: noon})
	return b.passes[len(b.passes)-1], nil
}

func (b *book) SavePage(ctx context.Context, pass int64, page []partner.Customer, next string) (added, changed int, err error) {
	if err := b.take(ctx, "save"); err != nil {
		return 0, 0, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range page {
		if _, known := b.seen[c.ID]; !known {
			added++
			b.arrived[c.ID] = pass
		}
		b.seen[c.ID] = pass
		delete(b.gone, c.ID)
	}
	b.stored = append(b.stored, page...)
	b.largest = max(b.largest, len(page))
	p := &b.passes[pass-1]
	p.Saved += len(page)
	p.Next = next
	b.pages += (len(page) + 9) / 10 // several may come at once
	return added, 0, nil
}

func (b *book) AbsentCount(ctx context.Context, pass int64) (absent, listed int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, last := range b.seen {
		if !b.gone[id] {
			listed++
			if last != pass {
				absent++
			}
		}
	}
	return absent, listed, b.take(ctx, "absent")
}

func (b *book) FinishRefresh(ctx context.Context, pass int64, mark bool) (vanished int, err error) {
	if err := b.take(ctx, "finish"); err != nil {
		return 0, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if p := b.passes[pass-1]; p.Next != "" {
		return 0, partner.NewError(partner.CodeConflict, "finished too early", nil)
	}
	b.finished = int(pass)
	if mark {
		b.marks++
	}
	for id, last := range b.seen {
		if mark && last != pass && !b.gone[id] {
			b.gone[id] = true
			vanished++
		}
	}
	return vanished, nil
}

func (b *book) FreshCustomers(ctx context.Context, pass int64, limit int) (fresh []partner.Customer, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, in := range b.arrived {
		if in == pass && len(fresh) < limit {
			fresh = append(fresh, partner.Customer{ID: id, CompanyName: "Fabrikam", Domain: "fabrikam.com", FirstSeen: noon})
		}
	}
	return fresh, b.take(ctx, "fresh")
}

func (b *book) FindCustomers(ctx context.Context, domain string) ([]partner.Customer, error) {
	return b.listed[domain], b.take(ctx, "find")
}

func (b *book) Invitations(ctx context.Context) ([]partner.Invitation, error) {
	return b.invitations, b.take(ctx, "invitations")
}

func (b *book) AppendActivity(ctx context.Context, line partner.Activity) error {
	if err := b.take(ctx, "activity"); err != nil {
		return err
	}
	b.lines = append(b.lines, line)
	return nil
}

func (b *book) keep(ctx context.Context, what string, content any) error {
	if err := b.take(ctx, "keep "+what); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.blocks[what] = content
	return nil
}

func (b *book) SaveAccount(ctx context.Context, _ partner.CustomerID, a partner.Account, _ time.Time) error {
	return b.keep(ctx, "account", a)
}

func (b *book) SaveServices(ctx context.Context, _ partner.CustomerID, s []partner.Subscription, m []partner.ManagedService, _ time.Time) error {
	return b.keep(ctx, "services", []int{len(s), len(m)})
}

func (b *book) SaveLicenses(ctx context.Context, _ partner.CustomerID, l []partner.License, _ time.Time) error {
	return b.keep(ctx, "licenses", l)
}

func (b *book) SaveUsers(ctx context.Context, _ partner.CustomerID, u []partner.User, total int, _ time.Time) error {
	if err := b.keep(ctx, "total", total); err != nil {
		return err
	}
	return b.keep(ctx, "users", u)
}

func (b *book) FailBlock(ctx context.Context, _ partner.CustomerID, block partner.Block, what *partner.Error, _ time.Time) error {
	if err := b.take(ctx, "fail"); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failures[block] = what
	return nil
}
