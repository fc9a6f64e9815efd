// Package account is the screen of a customer's account: admin rights and what
// can still be done without them, the customer agreement in both its forms, the
// company and to whom the bills go, qualifications, domains, and other partners.
package account

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Store is where the record is read from, and brought up to date.
type Store interface {
	Record(ctx context.Context, id partner.CustomerID) (partner.Record, error)
	FetchBlock(ctx context.Context, id partner.CustomerID, block partner.Block) error
	OpenIntents(ctx context.Context) ([]partner.Intent, error)
}

// BillingKeeper reads and writes to whom bills go: manage.Account.
type BillingKeeper interface {
	Billing(ctx context.Context, id partner.CustomerID) (partner.BillingProfile, error)
	UpdateBilling(ctx context.Context, c partner.Customer, seen, next partner.BillingProfile) error
}

// Attester attests and qualifies: manage.Account.
type Attester interface {
	Attest(ctx context.Context, c partner.Customer, word partner.Attestation) error
	Qualify(ctx context.Context, c partner.Customer, q partner.QualificationRequest) error
}

// Keeper is all that the screen changes.
type Keeper interface {
	BillingKeeper
	Attester
}

// Clipboard copies text and says by which route it went, as a key of
// i18n.Wizard.Routes.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Deps is what the screen works with.
type Deps struct {
	Text      *i18n.Strings
	Now       func() time.Time // asked by commands alone
	Store     Store
	Keeper    Keeper
	Clipboard Clipboard
	EditOff   string // why the account may not be edited, translated; "" if it may
	AttestOff string // why the agreement may not be confirmed
	Pending   func() screen.Screen
	Turn      func(c partner.Customer, way int) screen.Screen // another part of the record
}

// The slots of the screen's questions.
const (
	slotRead    = "read"
	slotFetch   = "fetch"
	slotBilling = "billing"
	slotWrite   = "write"
)

// stale is how old a copy may be before it is read again by itself.
const stale = 5 * time.Minute

// Screen is the account of a customer.
type Screen struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	now      time.Time // of the last drawing
	customer partner.Customer
	record   partner.Record
	pending  int
	read     bool
	failure  error
	first    bool // the first reading may fetch

	scroll widget.Scroll
	shows  keys.Intent // what was changed is to be seen with the next drawing
	sheet  *sheet      // what is filled in now; nil for the account
	sheets map[keys.Intent]*sheet
	dialog *widget.Dialog
}

// New makes the screen for a customer. It reads nothing before Init.
func New(d Deps, c partner.Customer) *Screen {
	return &Screen{d: d, text: d.Text, customer: c, first: true, sheets: map[keys.Intent]*sheet{}}
}

// Init reads what is stored, and fetches what is old.
func (s *Screen) Init() tea.Cmd { return s.reload() }

type (
	readAll struct {
		record  partner.Record
		pending int
		old     bool // the copy is to be read again
		err     error
	}
	fetched     struct{}
	cameBilling struct{ profile partner.BillingProfile }
	written     struct {
		intent keys.Intent
		done   string
		err    error
	}
)

func (s *Screen) reload() tea.Cmd {
	store, now, id := s.d.Store, s.d.Now, s.customer.ID
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		var m readAll
		if m.record, m.err = store.Record(ctx, id); m.err != nil {
			return m
		}
		m.old = m.record.States[partner.BlockAccount].Old(now(), stale)
		intents, err := store.OpenIntents(ctx)
		for _, in := range intents {
			if in.Customer == id {
				m.pending++
			}
		}
		m.err = err
		return m
	})
}

func (s *Screen) fetch() tea.Cmd {
	if s.Asking(slotFetch) {
		return nil
	}
	store, id := s.d.Store, s.customer.ID
	return s.Ask(slotFetch, func(ctx context.Context) tea.Msg {
		_ = store.FetchBlock(ctx, id, partner.BlockAccount) // what went wrong is stored beside the block
		return fetched{}
	})
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed, fetched:
		return s.reload()
	case readAll:
		return s.came(m)
	case cameBilling:
		if kept := s.sheets[keys.AccountBilling]; kept != nil && kept.old {
			kept.renew(s.text, m.profile)
		}
		s.billingSheet(m.profile)
	case written:
		return s.heard(m)
	case error:
		return s.failed(m)
	}
	return nil
}

func (s *Screen) came(m readAll) tea.Cmd {
	if s.failure = m.err; m.err != nil {
		return nil
	}
	s.record, s.pending, s.read = m.record, m.pending, true
	if m.record.Customer.ID != "" {
		s.customer = m.record.Customer
	}
	fetch := s.first && m.old
	s.first = false
	if fetch {
		return s.fetch()
	}
	return nil
}

// heard says what became of a write. What was typed is forgotten only when it
// has done its work.
func (s *Screen) heard(m written) tea.Cmd {
	again := screen.Send(screen.Changed{})
	switch partner.CodeOf(m.err) {
	case "":
		delete(s.sheets, m.intent)
		s.shows = m.intent
		return tea.Batch(again, screen.Send(screen.Notice{Text: m.done}))
	case partner.CodeConflict:
		if kept := s.sheets[m.intent]; kept != nil {
			kept.old = true
		}
		return tea.Batch(again, screen.Send(screen.Notice{Level: screen.Warning, Text: s.text.Account.Conflict}))
	}
	s.refused(m.intent, m.err)
	return tea.Batch(again, s.failed(m.err))
}

func (s *Screen) failed(err error) tea.Cmd {
	return screen.Failed(s.text, err)
}

// Failed gives why the account is old or not shown.
func (s *Screen) Failed() error {
	if f := s.blockFailure(); f != nil {
		return f
	}
	return s.failure
}

// Typing reports whether letters are text now.
func (s *Screen) Typing() bool { return s.sheet != nil && s.dialog == nil && s.sheet.form.Typing() }

// Leave asks before a form that was begun is lost. It shows one, so that the
// person sees what it is about, and stays in it.
func (s *Screen) Leave() tea.Cmd {
	begun := s.begun()
	if len(begun) == 0 {
		return nil
	}
	if s.sheet == nil {
		s.sheet = begun[0]
	}
	titles := make([]string, len(begun))
	for i, sheet := range begun {
		titles[i] = sheet.title
	}
	return screen.Send(screen.Unstored{Title: s.text.App.Lose, Text: fmt.Sprintf(s.text.Account.Lose, strings.Join(titles, s.text.Common.Comma))})
}

// begun lists the sheets with something that was not sent.
func (s *Screen) begun() (all []*sheet) {
	for _, intent := range []keys.Intent{keys.AccountBilling, keys.AccountAttest, keys.AccountQualify} {
		if sheet := s.sheets[intent]; sheet != nil && sheet.form.Begun() {
			all = append(all, sheet)
		}
	}
	return all
}

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.sheet != nil:
		return s.sheet.form.Keys()
	}
	table := keys.Account().Set(keys.AccountBilling, s.d.EditOff).Set(keys.AccountAttest, s.d.AttestOff).Set(keys.AccountQualify, s.d.EditOff)
	if s.Asking(slotWrite) { // one after the other
		why := cmp.Or(s.d.EditOff, s.text.Subscriptions.Working)
		table = table.Set(keys.AccountBilling, why).Set(keys.AccountQualify, why).Set(keys.AccountAttest, cmp.Or(s.d.AttestOff, why))
	}
	if a := s.record.Account; s.d.AttestOff == "" && s.read && (a.AgreementSigned || !a.AgreementAttested.IsZero()) {
		table = table.Set(keys.AccountAttest, fmt.Sprintf(s.text.Account.AttestNeedless, s.agreement())).Show(keys.AccountAttest, false)
	}
	shown := s.pending > 0 && s.d.Pending != nil
	if !shown {
		table = table.Set(keys.PendingOpen, s.text.Subscriptions.NoPending)
	}
	return table.Show(keys.PendingOpen, shown)
}
