package invitations

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

const link = "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=11111111-2222-3333-4444-555555555555&msppId=0&DAP=true#/BillingAccounts/partner-invitation"

// ledger is the store and the service in memory.
type ledger struct {
	all []partner.Invitation
	err error
	did []string
}

func (l *ledger) Invitations(context.Context) ([]partner.Invitation, error) {
	return slices.Clone(l.all), l.err
}

func (l *ledger) change(id string, what string, edit func(*partner.Invitation)) (partner.Invitation, error) {
	if l.err != nil {
		return partner.Invitation{}, l.err
	}
	l.did = append(l.did, what+" "+id)
	i := slices.IndexFunc(l.all, func(inv partner.Invitation) bool { return inv.ID == id })
	edit(&l.all[i])
	return l.all[i], nil
}

func (l *ledger) Withdraw(_ context.Context, id string) (partner.Invitation, error) {
	return l.change(id, "withdraw", func(inv *partner.Invitation) { inv.State = partner.StateWithdrawn })
}

func (l *ledger) Match(_ context.Context, id string, c partner.Customer) (partner.Invitation, error) {
	return l.change(id, "match "+c.CompanyName, func(inv *partner.Invitation) {
		inv.State, inv.Customer, inv.AcceptedAt = partner.StateAccepted, c.ID, tuitest.Now
	})
}

func (l *ledger) Snooze(_ context.Context, id string, days int) (partner.Invitation, error) {
	return l.change(id, fmt.Sprint("snooze ", days, " days"), func(inv *partner.Invitation) {
		inv.SnoozeUntil = time.Time{}
		if days > 0 {
			inv.SnoozeUntil = tuitest.Now.AddDate(0, 0, days)
		}
	})
}

func (l *ledger) DeleteDraft(_ context.Context, id string) error {
	l.did = append(l.did, "delete "+id)
	l.all = slices.DeleteFunc(l.all, func(inv partner.Invitation) bool { return inv.ID == id })
	return nil
}

// elsewhere is a screen that this one leads to.
type elsewhere struct {
	screen.Screen
	name string
	inv  partner.Invitation
}

func to(name string) func(partner.Invitation) screen.Screen {
	return func(inv partner.Invitation) screen.Screen { return &elsewhere{name: name, inv: inv} }
}

// tongue is the language of the screens that start begins.
var tongue = i18n.English()

// speakChinese lets the screens of a test be in Chinese.
func speakChinese(t *testing.T) {
	tongue = i18n.Chinese()
	t.Cleanup(func() { tongue = i18n.English() })
}

func start(t *testing.T, l *ledger) (*tuitest.Host, *tuitest.Store) {
	store := tuitest.Sample()
	h := tuitest.NewHost(t, New(Deps{
		Text: tongue, Source: l, Keeper: l, Snoozer: l, Customers: store, Clipboard: store,
		Request: func() screen.Screen { return &elsewhere{name: "request"} },
		Resume:  to("resume"), Remind: to("remind"), HandOver: to("hand-over"), Again: to("again"),
	}), 80, 21)
	h.Frame.Text = tongue
	return h, store
}

func ago(d time.Duration) time.Time { return tuitest.Now.Add(-d) }

const day = 24 * time.Hour

func sample() *ledger {
	draft := partner.Draft{Subject: "Invitation", Opening: "Hello,\nplease accept.", Link: link, Closing: "Thank you\nContoso"}
	handed := func(at time.Time, c partner.Channel) partner.HandOver { return partner.HandOver{Channel: c, At: at} }
	all := []partner.Invitation{
		{ID: "inv-000001", State: partner.StateDraft, Name: "Litware", CreatedAt: ago(2 * time.Hour), UpdatedAt: ago(time.Hour), MailLang: "en"},
		{ID: "inv-000002", State: partner.StateHandedOver, Name: "Fabrikam AG", To: "admin@fabrikam.de", AdminRights: true, MailLang: "de", Country: "DE",
			CreatedAt: ago(9 * day), FinishedAt: ago(9 * day), HandedOver: []partner.HandOver{handed(ago(9*day), partner.ChannelMailApp)}, Note: "met at the fair"},
		{ID: "inv-000003", State: partner.StateHandedOver, To: "it@tailspintoys.com", MailLang: "en", CreatedAt: ago(20 * day), FinishedAt: ago(20 * day),
			HandedOver: []partner.HandOver{handed(ago(20*day), partner.ChannelFile), {Channel: partner.ChannelClipboard, Detail: "native", Reminder: true, At: ago(2 * day)}}},
		{ID: "inv-000004", State: partner.StateReady, Name: "冒险家科技有限公司", MailLang: "zh-CN", AdminRights: true, CreatedAt: ago(day), FinishedAt: ago(day)},
		{ID: "inv-000005", State: partner.StateAccepted, Name: "Northwind Traders", MailLang: "en", CreatedAt: ago(30 * day), FinishedAt: ago(30 * day),
			AcceptedAt: ago(25 * day), Customer: tuitest.CustomerID(4), HandedOver: []partner.HandOver{handed(ago(30*day), partner.ChannelMailApp)}},
		{ID: "inv-000006", State: partner.StateWithdrawn, MailLang: "fr", CreatedAt: ago(60 * day), FinishedAt: ago(60 * day)},
	}
	for i := range all {
		all[i].CreatedBy, all[i].Draft = "anna", draft
	}
	return &ledger{all: all}
}

// went gives the name and the invitation of the last screen that was asked for.
func went(h *tuitest.Host) (string, string) {
	for _, w := range slices.Backward(h.Wishes) {
		if push, ok := w.(screen.Push); ok {
			e := push.Screen.(*elsewhere)
			return e.name, e.inv.ID
		}
	}
	return "", ""
}

func TestTheListAndWhereItLeads(t *testing.T) {
	h, _ := start(t, sample())
	h.Frames("list")
	for _, c := range []struct{ keys, name, id string }{
		{"enter", "resume", "inv-000001"},
		{"n", "request", ""},
		{"down o", "hand-over", "inv-000004"},
		{"down m", "remind", "inv-000002"},
		{"R", "remind", "inv-000002"},
		{"N", "again", "inv-000002"},
		{"e", "again", "inv-000002"},
	} {
		h.Wishes = nil
		h.Press(strings.Fields(c.keys)...)
		if name, id := went(h); name != c.name || id != c.id {
			t.Errorf("%s: went to %q %q, want %q %q", c.keys, name, id, c.name, c.id)
		}
	}
	h.Press("enter")
	h.Frames("one")
	h.Press("pgdown", "G", "g", "esc")
	if got := h.Lines()[1]; !strings.Contains(got, "State") {
		t.Errorf("esc did not go back: %q", got)
	}
}

func TestEmptyReadingAndFailed(t *testing.T) {
	h, _ := start(t, &ledger{})
	h.Frames("empty")
	l := sample()
	l.err = partner.NewError(partner.CodeStoreBusy, "", nil)
	h, _ = start(t, l)
	h.Frames("failed")
	l.err = nil
	h.Send(screen.Changed{})
	l.err = errors.New("gone again")
	h.Send(screen.Changed{})
	if got := strings.Join(h.Lines(), "\n"); !strings.Contains(got, "Fabrikam") {
		t.Errorf("the old rows are gone:\n%s", got)
	}
}

func TestFilterAndSearch(t *testing.T) {
	h, _ := start(t, sample())
	for range len(filters()) - 1 {
		h.Press("f")
	}
	h.Frames("due")
	h.Press("f")
	if got := h.Screen.(*Screen).filter; got != 0 {
		t.Errorf("filter %d after a circle", got)
	}
	h.Press("/")
	h.Type("zzz")
	h.Press("enter", "/")
	h.Type("fair") // takes the place of what was searched before
	h.Frames("search")
	h.Type("zzz")
	h.Frames("nothing-found")
	h.Press("ctrl+u")
	h.Type("fair")
	h.Press("enter", "f")
	if got := strings.Join(h.Lines(), "\n"); !strings.Contains(got, "No invitation matches draft · fair.") {
		t.Errorf("the filter is not named:\n%s", got)
	}
	h.Press("/", "esc")
	h.Press("F")
	h.Press("esc")
	if n := len(h.Screen.(*Screen).shown); n != 6 {
		t.Errorf("%d shown after esc", n)
	}
}

func TestChangesAreAskedForAndEnterIsSafe(t *testing.T) {
	l := sample()
	h, _ := start(t, l)
	h.Press("x")
	h.Frames("delete")
	h.Press("enter")
	if len(l.did) != 0 {
		t.Fatalf("enter did %v", l.did)
	}
	h.Press("x", "y")
	h.Press("w")
	h.Frames("withdraw")
	h.Press("esc", "w", "y")
	if diff := strings.Join(l.did, ", "); diff != "delete inv-000001, withdraw inv-000004" {
		t.Errorf("did %s", diff)
	}
	if !slices.ContainsFunc(h.Wishes, func(m tea.Msg) bool { _, ok := m.(screen.Changed); return ok }) {
		t.Error("nobody was told of the change")
	}
}

// TestTheWordsAboutMarksFitRequests: customers are marked with the same keys, and
// nothing says here that a customer is.
func TestTheWordsAboutMarksFitRequests(t *testing.T) {
	for text, noun := range map[*i18n.Strings]string{i18n.English(): "customer", i18n.Chinese(): "客户"} {
		for _, intent := range []keys.Intent{keys.Mark, keys.MarkRange, keys.MarkAll, keys.ClearMarks} {
			if said := fmt.Sprint(text.Keys[string(intent)]); strings.Contains(said, noun) {
				t.Errorf("%s: %s", intent, said)
			}
		}
	}
}

// TestAReminderThatIsPutOffToBeforeItIsDue says when it is due indeed.
func TestAReminderThatIsPutOffToBeforeItIsDue(t *testing.T) {
	text := i18n.English()
	s := New(Deps{Text: text, Source: sample()})
	inv := partner.Invitation{State: partner.StateHandedOver, FinishedAt: tuitest.Now.Add(-3 * day), SnoozeUntil: tuitest.Now.Add(day)}
	got := s.age(screen.Frame{Text: text, Now: tuitest.Now}, inv)
	if want := fmt.Sprintf(text.Invitations.DueOn, text.Date(tuitest.Now.Add(4*day))); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAReminderIsPutOff(t *testing.T) {
	l := sample()
	h, _ := start(t, l)
	due := func() (ids []string) {
		for _, inv := range l.all {
			if inv.Due(tuitest.Now, 7*day) {
				ids = append(ids, inv.ID)
			}
		}
		return ids
	}
	if got := fmt.Sprint(due()); got != "[inv-000002]" {
		t.Fatalf("due are %s", got)
	}
	h.Press("down", "down", "z")
	h.Frames("snooze")
	h.Press("enter", "z", "esc")
	if len(l.did) != 0 || len(due()) != 1 {
		t.Fatalf("enter or esc did %v", l.did)
	}
	for _, o := range h.Screen.(*Screen).snoozeOptions(nil, "", true) {
		if intent := keys.Global().Match(tuitest.Key(o.Key)); o.Key != "" && intent != "" {
			t.Errorf("%s means %s everywhere", o.Key, intent)
		}
	}
	h.Press("z", "w")
	if len(due()) != 0 {
		t.Errorf("due are %v", due())
	}
	said := ""
	for _, w := range h.Wishes {
		if n, ok := w.(screen.Notice); ok {
			said = n.Text
		}
	}
	if want := i18n.English().Date(tuitest.Now.AddDate(0, 0, 7)); !strings.Contains(said, "Not due before "+want) {
		t.Errorf("it does not say until when: %q", said)
	}
	h.Press("enter")
	h.Frames("snoozed")
	h.Press("z", "n", "z", "down", "down", "down", "down", "enter")
	if got := strings.Join(l.did, ", "); got != "snooze 7 days inv-000002, snooze 0 days inv-000002, snooze 14 days inv-000002" {
		t.Errorf("did %s", got)
	}
}

func TestMatchingACustomer(t *testing.T) {
	l := sample()
	h, store := start(t, l)
	h.Press("down", "down", "c")
	h.Frames("match")
	h.Press("ctrl+u")
	h.Type("zzz")
	h.Frames("match-none")
	h.Press("ctrl+u", "down", "up", "enter")
	h.Frames("match-sure")
	h.Press("enter")
	if len(l.did) != 0 {
		t.Fatalf("enter did %v", l.did)
	}
	h.Press("enter", "y")
	if len(l.did) != 1 || !strings.HasPrefix(l.did[0], "match ") || l.all[1].State != partner.StateAccepted {
		t.Errorf("did %v", l.did)
	}
	_ = store
}

// TestTheChoiceBeginsWithWhomItFinds by the mail's domain, then by name, and with
// everybody if neither finds anybody.
func TestTheChoiceBeginsWithWhomItFinds(t *testing.T) {
	for _, c := range []struct{ name, to, search, first string }{
		{"Fabrikan AG", "admin@fabrikam.de", "fabrikam.de", "Fabrikam AG"},
		{"Fabrikan AG", "admin@mail.fabrikam.de", "fabrikam.de", "Fabrikam AG"},
		{"Tailspin", "anna@outlook.com", "Tailspin", "Tailspin Toys"},
		{"Fabrikan AG", "anna@outlook.com", "", "Adventure Cycles AG"},
		{"", "", "", "Adventure Cycles AG"},
	} {
		l := sample()
		l.all[1].Name, l.all[1].To = c.name, c.to
		h, _ := start(t, l)
		h.Press("down", "down", "c")
		m := h.Screen.(*Screen).match
		if len(m.rows) == 0 || m.rows[m.list.Index()].CompanyName != c.first || m.search.Value() != c.search {
			t.Errorf("%s, %s begins with %q:\n%s", c.name, c.to, m.search.Value(), strings.Join(h.Lines(), "\n"))
		}
		h.Type("zz")
		if m.search.Value() != c.search+"zz" || len(m.rows) > 0 {
			t.Errorf("typed on: %q finds %d", m.search.Value(), len(m.rows))
		}
	}
}

// TestWhatIsTypedAtOnceStays when the customers come after it.
func TestWhatIsTypedAtOnceStays(t *testing.T) {
	h, _ := start(t, sample())
	h.Press("down", "down")
	h.Hold("c", "z", "z")()
	if m := h.Screen.(*Screen).match; m.search.Value() != "zz" || len(m.rows) > 0 {
		t.Errorf("%q finds %d", m.search.Value(), len(m.rows))
	}
}

func TestWhatIsNotPossibleSaysWhy(t *testing.T) {
	h, _ := start(t, sample())
	why := func(key string) string {
		b, off := h.Screen.Keys().Blocked(tuitest.Key(key))
		if !off {
			return ""
		}
		return b.Why
	}
	text := i18n.English().Invitations
	if got := why("m"); got != text.NotDraft {
		t.Errorf("remind of a draft: %q", got)
	}
	h.Press("down")
	if got := why("m"); got != text.NotHandedB {
		t.Errorf("remind before the first mail: %q", got)
	}
	if got := why("x"); got != text.OnlyDraft {
		t.Errorf("delete what is finished: %q", got)
	}
	for range 3 {
		h.Press("down")
	}
	if got := why("w"); got != text.NotOpen {
		t.Errorf("withdraw what is accepted: %q", got)
	}
	if b, _ := h.Screen.Keys().Find(keys.InvitationOpen); b.Off {
		t.Error("an accepted invitation cannot be opened")
	}
}

func TestReadOnlyLeavesReading(t *testing.T) {
	l := sample()
	h := tuitest.NewHost(t, New(Deps{Text: tongue, Source: l, RequestOff: "read-only"}), 80, 21)
	for _, key := range []string{"n", "enter", "x"} {
		if b, off := h.Screen.Keys().Blocked(tuitest.Key(key)); !off || b.Why != "read-only" {
			t.Errorf("%s: %+v", key, b)
		}
	}
	h.Press("down", "down", "enter")
	if h.Screen.(*Screen).open == "" {
		t.Error("a finished request cannot be read")
	}
}

func TestCopyingTheLink(t *testing.T) {
	h, _ := start(t, sample())
	h.Press("down", "y")
	var said string
	for _, w := range h.Wishes {
		if n, ok := w.(screen.Notice); ok {
			said = n.Text
		}
	}
	if !strings.HasPrefix(said, "Copied the link: ") {
		t.Errorf("said %q", said)
	}
}

func TestHostileText(t *testing.T) {
	hostile(t)
	speakChinese(t)
	hostile(t)
}

func hostile(t *testing.T) {
	var l ledger
	for i, text := range tuitest.Hostile() {
		l.all = append(l.all, partner.Invitation{
			ID: fmt.Sprint("inv-", i), State: partner.InvitationState(text), Name: text, To: text, Note: text, Country: text, MailLang: text,
			Provider: text, CreatedBy: text, Customer: partner.CustomerID(text), CreatedAt: ago(time.Duration(i) * day), FinishedAt: ago(day),
			Draft:      partner.Draft{Subject: text, Opening: text, Link: text, Closing: text},
			HandedOver: []partner.HandOver{{Channel: partner.Channel(text), Detail: text, At: ago(day)}},
		})
	}
	h, _ := start(t, &l)
	h.Frames("hostile")
	h.Press("/")
	h.Send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("\x1b[31m\u202e"), Paste: true})
	h.Press("esc")
	for range l.all {
		h.Press("enter", "pgdown", "pgdown", "esc", "c", "esc", "down")
	}
}

func TestAnySize(t *testing.T) {
	for _, walk := range [][]string{nil, {"down", "enter"}, {"down", "c"}, {"x"}, {"/"}} {
		h, _ := start(t, sample())
		h.Press(walk...)
		for width := range 31 {
			for height := range 13 {
				h.Frame = tuitest.Frame(width, height)
				h.Lines()
			}
		}
		for _, width := range []int{59, 60, 77, 78, 109, 110, 300} {
			h.Frame = tuitest.Frame(width, 20)
			h.Lines()
		}
	}
}

// TestTheListSaysUntilWhenAReminderIsPutOff, how often the customer was reminded,
// and has no sign that means something else in the list of customers.
func TestTheListSaysUntilWhenAReminderIsPutOff(t *testing.T) {
	l := sample()
	l.all[1].SnoozeUntil = tuitest.Now.AddDate(0, 0, 30)
	l.all[5].UpdatedAt = ago(3 * day)
	h, _ := start(t, l)
	text := strings.Join(h.Lines(), "\n")
	for _, want := range []string{"due 2026-12-12", "1 reminder", "withdrawn    3 days ago", "Since"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, h.Frame.Theme.Glyphs.Bullet) {
		t.Errorf("a sign that nothing explains in\n%s", text)
	}
}

// TestAnAcceptedRequestNamesTheCustomer where the list has them, and else their id.
func TestAnAcceptedRequestNamesTheCustomer(t *testing.T) {
	h, _ := start(t, sample())
	h.Press("down", "down", "down", "down", "enter")
	if text := strings.Join(strings.Fields(strings.Join(h.Lines(), " ")), " "); !strings.Contains(text, "by customer Northwind Traders (northwindtraders.com)") {
		t.Errorf("the customer is not named:\n%s", text)
	}
	l := sample()
	l.all[4].Customer = "7ec6bb8b-0000-4000-8000-000000000000"
	h, _ = start(t, l)
	h.Press("down", "down", "down", "down", "enter")
	if text := strings.Join(strings.Fields(strings.Join(h.Lines(), " ")), " "); !strings.Contains(text, "by customer 7ec6bb8b-") {
		t.Errorf("who is not in the list has no id:\n%s", text)
	}
}

// TestANameThatEndsInAPeriod gets no second one.
func TestANameThatEndsInAPeriod(t *testing.T) {
	l := sample()
	l.all[1].Name = "Theta, S.L."
	h, _ := start(t, l)
	h.Press("down", "down", "z", "w")
	h.Press("w", "y")
	for _, w := range h.Wishes {
		if n, ok := w.(screen.Notice); ok && strings.Contains(n.Text, "..") {
			t.Errorf("%q", n.Text)
		}
	}
	if len(l.did) != 2 {
		t.Errorf("did %v", l.did)
	}
}

// TestABatchThatWaitsIsNamed above the rows, with the key that goes on.
func TestABatchThatWaitsIsNamed(t *testing.T) {
	h, _ := start(t, sample())
	s := h.Screen.(*Screen)
	waits := Unfinished{Requests: 5, Reminders: 1}
	s.d.Unfinished = func(context.Context) (Unfinished, error) { return waits, nil }
	h.Send(screen.Shown{})
	h.Frames("unfinished")
	if h.Screen.(*Screen).Point(4); s.selected().ID != "inv-000001" {
		t.Errorf("the first row is not where it is pointed at: %s", s.selected().ID)
	}
	waits = Unfinished{}
	h.Send(screen.Shown{})
	if got := strings.Join(h.Lines(), "\n"); strings.Contains(got, "goes on") {
		t.Errorf("it is named when it is done:\n%s", got)
	}
}
