package licenses

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// wish is what a box of a product says.
type wish int

const (
	keep wish = iota // as it is: none, some or all of the users have it
	give
	take
)

// Assign changes the licenses of one user or many: a box for each product, with
// its services below, and before and after shown before the question.
type Assign struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	customer partner.Customer
	users    []partner.User
	known    bool // what the users have was read
	told     chan int
	count    int // users whose licenses were read
	failure  error

	products []partner.License
	wishes   map[string]wish
	off      map[string]map[string]bool // by product: services that are switched off
	open     map[string]bool
	list     widget.List
	dialog   *widget.Dialog
	location *widget.Form // asked for where a user has none; nil otherwise
}

// NewAssign makes the screen for some users.
func NewAssign(d Deps, c partner.Customer, users []partner.User) *Assign {
	slices.SortFunc(users, func(a, b partner.User) int {
		return strings.Compare(strings.ToLower(a.PrincipalName), strings.ToLower(b.PrincipalName))
	})
	return &Assign{d: d, text: d.Text, customer: c, users: users, wishes: map[string]wish{}, off: map[string]map[string]bool{}, open: map[string]bool{}}
}

type (
	readUsers struct {
		users []partner.User
		err   error
	}
	told    struct{ count int }
	changed struct {
		result manage.LicensesChanged
		err    error
	}
	begun struct {
		job screen.Screen
		err error
	}
)

// Init reads the seats, and who has what.
func (s *Assign) Init() tea.Cmd {
	if s.known {
		return s.load()
	}
	d, id, users, told := s.d, s.customer.ID, s.users, make(chan int, 1)
	s.told = told
	return tea.Batch(s.load(), s.Ask(slotUsers, func(ctx context.Context) tea.Msg {
		if d.RefreshOff == "" {
			if err := d.Fetch(ctx, id); err != nil {
				return readUsers{err: err}
			}
		}
		read, err := d.Changer.Read(ctx, id, users, func(n int) {
			select { // the newest number alone is worth anything
			case <-told:
			default:
			}
			told <- n
		})
		return readUsers{read, err}
	}), s.listen())
}

func (s *Assign) listen() tea.Cmd {
	from := s.told
	return s.Ask(slotFetch, func(ctx context.Context) tea.Msg {
		select {
		case n := <-from:
			return told{n}
		case <-ctx.Done():
			return nil
		}
	})
}

func (s *Assign) load() tea.Cmd {
	source, id := s.d.Source, s.customer.ID
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		record, err := source.Record(ctx, id)
		return recordRead{record: record, err: err}
	})
}

// Failed gives why the products are not shown.
func (s *Assign) Failed() error { return s.failure }

// Typing reports whether letters are text now.
func (s *Assign) Typing() bool { return s.location != nil && s.location.Typing() }

// Leave asks before boxes are lost that were changed and not applied.
func (s *Assign) Leave() tea.Cmd {
	if s.change().Empty() {
		return nil
	}
	return screen.Send(screen.Unstored{Title: s.text.App.Lose, Text: s.text.App.LoseBoxes})
}

// Keys is the table that holds now.
func (s *Assign) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.location != nil:
		return s.location.Keys()
	}
	unread := ""
	switch {
	case s.failure != nil:
		unread = s.text.Explain(s.failure).What
	case !s.known:
		unread = s.text.Licenses.NotRead
	}
	return keys.LicenseAssign().Set(keys.LicenseBox, unread).Set(keys.LicenseApply, cmp.Or(s.d.Off, unread))
}

// Update handles a message.
func (s *Assign) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return s.load()
	case recordRead:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		s.products = m.record.Licenses
		s.list.Sync(s.rows(), s.list.Index())
	case told:
		s.count = m.count
		return s.listen()
	case readUsers:
		s.Forget(slotFetch)
		if s.failure = m.err; m.err == nil {
			s.users, s.known = m.users, true
		}
		return s.load()
	case changed:
		return s.changedCame(m)
	case begun:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		clear(s.wishes)
		return s.Go(screen.Replace{Screen: m.job})
	case error:
		return failed(s.text, m)
	}
	return nil
}

func (s *Assign) changedCame(m changed) tea.Cmd {
	t, user := s.text.Licenses, s.users[0].PrincipalName
	if manage.OutOfSeats(m.err) {
		s.offerSeats(slices.ContainsFunc(s.change().Preview(s.products, s.users), func(p partner.Seats) bool { return p.Needed > 0 && p.Product.Suspended > 0 }))
		return failed(s.text, m.err)
	}
	if m.err != nil {
		return failed(s.text, m.err)
	}
	notice := screen.Notice{Text: fmt.Sprintf(t.Done, user)}
	switch {
	case len(m.result.Warnings) > 0:
		notice = screen.Notice{Level: screen.Warning, Text: fmt.Sprintf(t.Warned, user, strings.Join(m.result.Warnings, s.text.Common.And))}
	case m.result.Unchanged:
		notice.Text = fmt.Sprintf(t.Unchanged, user)
	}
	notice.Text = safetext.Line(notice.Text)
	clear(s.wishes)
	return tea.Batch(screen.Send(notice), screen.Send(screen.Changed{}), s.Go(screen.Pop{}))
}

// offerSeats leads to where more seats are bought, or reactivated where those that
// are missing are suspended.
func (s *Assign) offerSeats(suspended bool, body ...string) {
	t := s.text.Licenses
	advice := t.Buy
	if suspended {
		advice = t.Reactivate
	}
	s.dialog = &widget.Dialog{Title: t.NoFree, Body: append(body, advice), Options: []widget.Option{
		{Label: t.No}, {Label: t.BuyYes, Key: "b", Do: func() tea.Cmd { return s.Go(screen.Push{Screen: s.d.Services(s.customer)}) }},
	}}
}

func (s *Assign) rows() assignRows { return assignRows{productRows{s.products, s.open}} }

// assignRows are the products; the cursor stands on their services too.
type assignRows struct{ productRows }

// Stops are the product and each of its services.
func (r assignRows) Stops(i int) []int {
	stops := make([]int, r.Height(i))
	for line := range stops {
		stops[line] = line
	}
	return stops
}

func (s *Assign) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.Asking(slotWrite):
		return nil
	case s.dialog != nil:
		if option, done := s.dialog.Update(msg); done {
			s.dialog = nil
			if option.Do != nil {
				return option.Do()
			}
		}
		return nil
	case s.location != nil:
		return s.locationKey(msg)
	}
	switch intent := s.Keys().Match(msg); intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.LicenseBuy:
		return s.Go(screen.Push{Screen: s.d.Services(s.customer)})
	case keys.LicenseOpen:
		if p, ok := s.product(); ok {
			s.list.SelectStop(s.rows(), 0)
			s.open[p.SkuID] = !s.open[p.SkuID]
			s.list.Reveal(s.rows())
		}
	case keys.LicenseBox:
		s.turn()
	case keys.LicenseApply:
		return s.apply()
	default:
		s.list.Steer(s.rows(), intent)
	}
	return nil
}

func (s *Assign) product() (partner.License, bool) {
	if i := s.list.Index(); i < len(s.products) {
		return s.products[i], true
	}
	return partner.License{}, false
}

// holders counts the users who have a product.
func (s *Assign) holders(sku string) int {
	n := 0
	for _, u := range s.users {
		if slices.ContainsFunc(u.Licenses, func(l partner.UserLicense) bool { return strings.EqualFold(l.SkuID, sku) }) {
			n++
		}
	}
	return n
}

// turn changes a box: as it is, assigned to all, taken from all; what all or
// nobody has already is left out. A service is switched where its product is
// assigned, or where all have it.
func (s *Assign) turn() {
	p, ok := s.product()
	if !ok {
		return
	}
	n := s.holders(p.SkuID)
	if line := s.list.Stop(); line > 0 {
		if s.wishes[p.SkuID] == take || s.wishes[p.SkuID] == keep && n < len(s.users) {
			return
		}
		s.plans(p)
		plan := p.Plans[line-1].ID
		s.off[p.SkuID][plan] = !s.off[p.SkuID][plan]
		s.wishes[p.SkuID] = give
		return
	}
	next := map[wish]wish{keep: give, give: take, take: keep}[s.wishes[p.SkuID]]
	if next == give && n == len(s.users) {
		next = take
	}
	if next == take && n == 0 {
		next = keep
	}
	if s.wishes[p.SkuID] = next; next == give {
		s.plans(p)
	} else {
		delete(s.off, p.SkuID)
	}
}

// plans begins with the services as the first user who has the product has them.
func (s *Assign) plans(p partner.License) {
	if s.off[p.SkuID] != nil {
		return
	}
	s.off[p.SkuID] = map[string]bool{}
	for _, u := range s.users {
		for _, l := range u.Licenses {
			if strings.EqualFold(l.SkuID, p.SkuID) {
				for _, id := range l.Off {
					s.off[p.SkuID][id] = true
				}
				return
			}
		}
	}
}

// change is what the boxes say.
func (s *Assign) change() partner.LicenseChange {
	var c partner.LicenseChange
	for _, p := range s.products {
		switch s.wishes[p.SkuID] {
		case give:
			grant := partner.LicenseGrant{SkuID: p.SkuID}
			for _, plan := range p.Plans {
				if s.off[p.SkuID][plan.ID] {
					grant.Off = append(grant.Off, plan.ID)
				}
			}
			c.Assign = append(c.Assign, grant)
		case take:
			c.Remove = append(c.Remove, p.SkuID)
		}
	}
	return c
}
