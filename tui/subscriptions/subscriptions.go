// Package subscriptions is the screen of a customer's services: what they have
// bought and until when, with the add-ons below what they belong to, and the
// portals that open for their tenant. From here subscriptions are changed; what
// the service allows, and what a change brings with it, is shown before the
// question.
package subscriptions

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
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

// Changer changes a subscription: manage.Subscriptions.
type Changer interface {
	Change(ctx context.Context, c partner.Customer, seen partner.Subscription, all []partner.Subscription, e partner.SubscriptionEdit) (manage.Changed, error)
}

// Opener opens an address in the browser.
type Opener interface {
	Open(ctx context.Context, link string) error
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
	Changer   Changer
	Opener    Opener
	Clipboard Clipboard
	Off       string // why nothing may be changed, translated; "" if it may
	Note      string // what is to be known about the person's role, translated; "" if nothing
	BuyOff    string // why nothing may be bought
	// The screens that this one leads to. Turn gives another part of the record.
	Buy     func(partner.Customer) screen.Screen
	Orders  func(partner.Customer) screen.Screen
	Pending func() screen.Screen
	Turn    func(c partner.Customer, way int) screen.Screen
}

// The slots of the screen's questions.
const (
	slotRead   = "read"
	slotFetch  = "fetch"
	slotChange = "change"
	slotOpen   = "open"
)

// stale is how old a copy may be before it is read again by itself.
const stale = 5 * time.Minute

// Screen is the services of a customer.
type Screen struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	now      time.Time // of the last drawing
	width    int       // of it
	customer partner.Customer
	record   partner.Record
	pending  int // changes of this customer without an answer
	read     bool
	failure  error
	first    bool // the first reading may fetch

	rows   []row
	list   widget.List
	top    int             // line of the view on which the rows begin
	open   map[string]bool // ids of the subscriptions whose details are shown
	form   *widget.Form
	editor *editor
	begin  string // the subscription to select when the rows are there; "" afterwards
	dialog *widget.Dialog
}

// New makes the screen for a customer. It reads nothing before Init.
func New(d Deps, c partner.Customer) *Screen {
	return &Screen{d: d, text: d.Text, customer: c, open: map[string]bool{}, first: true}
}

// At selects a subscription as soon as it is read, if it is there.
func (s *Screen) At(id string) { s.begin = id }

// Init reads what is stored, and fetches what is old.
func (s *Screen) Init() tea.Cmd { return s.reload() }

type (
	readAll struct {
		record  partner.Record
		pending int
		old     bool // the copy is to be read again
		err     error
	}
	fetched struct{}
	changed struct {
		id     string // of the subscription
		edit   partner.SubscriptionEdit
		name   string
		result manage.Changed
		err    error
	}
	opened struct {
		address string
		err     error
	}
)

func (s *Screen) reload() tea.Cmd {
	store, now, id := s.d.Store, s.d.Now, s.customer.ID
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		var m readAll
		if m.record, m.err = store.Record(ctx, id); m.err != nil {
			return m
		}
		m.old = m.record.States[partner.BlockServices].Old(now(), stale)
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
		_ = store.FetchBlock(ctx, id, partner.BlockServices) // what went wrong is stored beside the block
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
	case changed:
		return s.heard(m)
	case opened:
		if m.err != nil {
			return s.failed(m.err)
		}
		return screen.Send(screen.Notice{Text: fmt.Sprintf(s.text.Subscriptions.Opened, m.address)})
	case error:
		return s.failed(m)
	}
	return nil
}

// came takes the record. A failure leaves the old one.
func (s *Screen) came(m readAll) tea.Cmd {
	if s.failure = m.err; m.err != nil {
		return nil
	}
	s.record, s.pending, s.read = m.record, m.pending, true
	if m.record.Customer.ID != "" {
		s.customer = m.record.Customer
	}
	s.rows = rowsOf(s.record)
	s.list.Sync(s, s.list.Index())
	if s.begin != "" && s.list.Select(s, s.begin) {
		s.begin = ""
	}
	fetch := s.first && m.old
	s.first = false
	if fetch {
		return s.fetch()
	}
	return nil
}

// heard says what became of a change.
func (s *Screen) heard(m changed) tea.Cmd {
	t := s.text.Subscriptions
	again := screen.Send(screen.Changed{})
	switch {
	case partner.CodeOf(m.err) == partner.CodeConflict:
		return tea.Batch(again, screen.Send(screen.Notice{Level: screen.Warning, Text: i18n.Join(t.Conflict, t.Again)}))
	case m.err != nil:
		return tea.Batch(again, s.failed(m.err))
	case !m.result.Settled:
		return tea.Batch(again, screen.Send(screen.Notice{Level: screen.Warning, Text: fmt.Sprintf(t.UnderWay, m.name)}))
	}
	if e := s.editor; e != nil && e.id == m.id && e.edit.Change == m.edit.Change && s.form == nil {
		s.editor = nil // what was typed has done its work
	}
	s.take(m.result.Now)
	return tea.Batch(again, screen.Send(screen.Notice{Text: i18n.Fill(t.Done[string(m.edit.Change)], m.name, s.text.EditValue(m.edit))}))
}

// take shows a subscription as a change left it, before the record is read again:
// the next change starts from there.
func (s *Screen) take(now partner.Subscription) {
	all := slices.Clone(s.record.Subscriptions)
	for i := range all {
		if all[i].ID == now.ID {
			all[i] = all[i].WithTerms(now)
		}
	}
	s.record.Subscriptions = all
	s.rows = rowsOf(s.record)
	s.list.Sync(s, s.list.Index())
}

func (s *Screen) failed(err error) tea.Cmd {
	return screen.Failed(s.text, err)
}

// Failed gives why the subscriptions are old or not shown.
func (s *Screen) Failed() error {
	if f := s.blockFailure(); f != nil {
		return f
	}
	return s.failure
}

// Typing reports whether letters are text now.
func (s *Screen) Typing() bool { return s.form != nil && s.dialog == nil && s.form.Typing() }

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.form != nil:
		return s.form.Keys()
	}
	table := keys.Subscriptions()
	off := func(intent keys.Intent, why string) { table = table.Set(intent, why) }
	r := s.selected()
	for _, c := range changeKeys {
		why := s.d.Off
		switch {
		case why != "":
		case s.Asking(slotChange): // one after the other
			why = s.text.Subscriptions.Working
		default:
			why = s.why(r, c.change)
		}
		off(c.intent, why)
		table = table.Show(c.intent, why == "" && c.change != partner.ChangeNickname)
	}
	if r.portal.AdminURL == "" {
		off(keys.PortalOpen, s.text.Subscriptions.NotPortal)
	}
	table = table.Show(keys.PortalOpen, r.portal.AdminURL != "").Show(keys.SubscriptionDetails, r.portal.AdminURL == "")
	off(keys.SubscriptionBuy, s.d.BuyOff)
	if s.pending == 0 || s.d.Pending == nil {
		off(keys.PendingOpen, s.text.Subscriptions.NoPending)
	}
	return table.Show(keys.PendingOpen, s.pending > 0 && s.d.Pending != nil)
}

// changeKeys joins keys and changes.
var changeKeys = []struct {
	intent keys.Intent
	change partner.SubscriptionChange
}{
	{keys.SubscriptionSeats, partner.ChangeSeats}, {keys.SubscriptionRenewal, partner.ChangeAutoRenew}, {keys.SubscriptionName, partner.ChangeNickname},
	{keys.SubscriptionSuspend, partner.ChangeSuspend}, {keys.SubscriptionActivate, partner.ChangeReactivate}, {keys.SubscriptionCancel, partner.ChangeCancel},
}

// why says why a change of the row is not possible, translated; "" if it is.
func (s *Screen) why(r row, c partner.SubscriptionChange) string {
	switch {
	case r.portal.AdminURL != "":
		return s.text.Subscriptions.NotOne
	case r.sub.ID == "" && s.wasRead():
		return s.text.Subscriptions.Empty
	case r.sub.ID == "":
		return s.text.Customers.Record.NotFetched
	}
	if refused := r.sub.MayChange(c, s.record.Subscriptions, s.now); refused != "" {
		return i18n.Capital(s.text.Detail(string(refused)))
	}
	return ""
}

// wasRead reports whether the services were ever read, so that an empty list
// means that there are none.
func (s *Screen) wasRead() bool {
	return s.read && !s.record.States[partner.BlockServices].FetchedAt.IsZero()
}

// selected is the row under the cursor; an empty one if there is none.
func (s *Screen) selected() row {
	if i := s.list.Index(); i < len(s.rows) {
		return s.rows[i]
	}
	return row{}
}
