package subscriptions

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// desk is the store, the service and the desktop in memory.
type desk struct {
	*tuitest.Store
	intents []partner.Intent
	asked   []string
	seen    []partner.Subscription
	opened  []string
	settled bool
	err     error
}

func (d *desk) OpenIntents(context.Context) ([]partner.Intent, error) { return d.intents, nil }

func (d *desk) Change(_ context.Context, c partner.Customer, seen partner.Subscription, all []partner.Subscription, e partner.SubscriptionEdit) (manage.Changed, error) {
	d.seen = append(d.seen, seen)
	d.asked = append(d.asked, fmt.Sprintf("%s %s", c.Domain, e.Detail(seen)))
	if d.err != nil {
		return manage.Changed{}, d.err
	}
	rec := d.Records[c.ID]
	list := make([]partner.Subscription, len(all))
	for i, s := range all {
		if list[i] = s; s.ID == seen.ID {
			list[i] = e.Apply(s)
		}
	}
	rec.Subscriptions = list
	d.Records[c.ID] = rec
	return manage.Changed{Settled: d.settled}, nil
}

func (d *desk) Open(_ context.Context, link string) error {
	d.opened = append(d.opened, link)
	return d.err
}

// elsewhere is a screen that this one leads to.
type elsewhere struct {
	screen.Screen
	name string
}

func day(n int) time.Time { return tuitest.Now.AddDate(0, 0, n) }

// sample is a customer with subscriptions in some states.
func sample() *desk {
	d := &desk{Store: tuitest.Sample(), settled: true}
	id := tuitest.CustomerID(2)
	rec := tuitest.Record()
	seat := partner.Subscription{OfferID: "CFQ7TTC0LCHC:0002:A1", ProductType: "OnlineServicesNCE", UnitType: "Licenses", Status: "active", Term: "P1Y", RenewalTerm: "P1Y", BillingCycle: "monthly"}
	main := seat
	main.ID, main.OfferName, main.Nickname, main.Quantity, main.AutoRenew, main.OrderID = "s1", "Microsoft 365 Business Premium", "Büro Zürich", 25, true, "order-1"
	main.Starts, main.Ends, main.CancelUntil = day(-100), day(265), day(-93)
	main.RefundableKnown, main.Refundable = true, []partner.RefundableSeats{{Seats: 5, Until: day(3)}}
	addOn := seat
	addOn.ID, addOn.ParentID, addOn.OfferName, addOn.Quantity, addOn.Starts, addOn.Ends = "s2", "s1", "Visio Plan 2", 5, day(-2), day(363)
	azure := partner.Subscription{ID: "s3", OfferName: "Azure plan", OfferID: "DZH318Z0BPS6:0001:A2", ProductType: "Azure", UnitType: "Usage-based", Status: "active", Quantity: 1, Starts: day(-500)}
	old := partner.Subscription{ID: "s4", OfferName: "Office 365 E3", OfferID: "6fd2c87f-b296-42f0-b197-1e91e994b900", UnitType: "Licenses", Status: "suspended", Quantity: 12, SuspendedFor: []string{"Suspended by the partner"}, Starts: day(-700), Ends: day(20)}
	rec.Subscriptions = []partner.Subscription{addOn, main, azure, old}
	rec.Services = []partner.ManagedService{
		{ID: "Exchange", Name: "Exchange", AdminURL: "https://portal.office.com/Partner/BeginClientSession.aspx?CTID=" + string(id) + "&CSDEST=Exchange"},
		{ID: "Odd", Name: "Odd portal", AdminURL: "https://portal.contoso.example/?CTID=" + string(id)},
		{ID: "Bad", Name: "Bad portal", AdminURL: "http://portal.office.com/"},
	}
	d.Records[id] = rec
	return d
}

// tongue is the language of the screens that start begins.
var tongue = i18n.English()

func speakChinese(t *testing.T) {
	tongue = i18n.Chinese()
	t.Cleanup(func() { tongue = i18n.English() })
}

func start(t *testing.T, d *desk, width, height int, change ...func(*Deps)) *tuitest.Host {
	t.Helper()
	to := func(name string) func(partner.Customer) screen.Screen {
		return func(partner.Customer) screen.Screen { return &elsewhere{name: name} }
	}
	deps := Deps{
		Text: tongue, Now: func() time.Time { return tuitest.Now }, Store: d, Changer: d, Opener: d, Clipboard: d, Buy: to("buy"), Orders: to("orders"),
		Pending: func() screen.Screen { return &elsewhere{name: "pending"} },
		Turn:    func(_ partner.Customer, way int) screen.Screen { return &elsewhere{name: fmt.Sprint("turn ", way)} },
	}
	for _, c := range change {
		c(&deps)
	}
	h := tuitest.NewHost(t, New(deps, partner.Customer{ID: tuitest.CustomerID(2), CompanyName: "Adventure Cycles AG", Domain: "adventurecycles.ch"}), width, height)
	h.Frame.Text = tongue
	h.Lines()
	return h
}

func notice(h *tuitest.Host) string {
	text := ""
	for _, w := range h.Wishes {
		if n, ok := w.(screen.Notice); ok {
			text = n.Text
		}
	}
	return text
}

// everyState has a subscription in each state that has a name.
func everyState() *desk {
	d := sample()
	rec := d.Records[tuitest.CustomerID(2)]
	rec.Subscriptions = nil
	for _, state := range slices.Sorted(maps.Keys(i18n.English().Common.SubscriptionState)) {
		rec.Subscriptions = append(rec.Subscriptions, partner.Subscription{ID: "s-" + state, OfferName: "Visio Plan 2", UnitType: "Licenses", Quantity: 1204, Status: state, Term: "P3Y", AutoRenew: true, Ends: day(900)})
	}
	d.Records[tuitest.CustomerID(2)] = rec
	return d
}

func TestFrames(t *testing.T) {
	frames(t)
	speakChinese(t)
	frames(t)
}

func frames(t *testing.T) {
	failed := func() *desk {
		d := sample()
		rec := d.Records[tuitest.CustomerID(2)]
		rec.States[partner.BlockServices] = partner.BlockState{FetchedAt: day(-1), FailedAt: tuitest.Now, Failure: &partner.Error{Code: partner.CodeService, HTTPStatus: 503, ServiceCode: "900192", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd"}}
		return d
	}
	unanswered := sample()
	unanswered.intents = []partner.Intent{{ID: "1", Customer: tuitest.CustomerID(2)}, {ID: "2", Customer: "another"}}
	for _, c := range []struct {
		name string
		d    *desk
		keys []string
	}{
		{"list", sample(), nil},
		{"every-state", everyState(), nil},
		{"details", sample(), []string{"enter"}},
		{"details-of-an-add-on", sample(), []string{"down", "enter"}},
		{"older", sample(), []string{"down", "down", "down", "enter"}},
		{"seats", sample(), []string{"s"}},
		{"seats-wrong", sample(), []string{"s", "backspace", "backspace", "3", "enter"}},
		{"seats-more", sample(), []string{"s", "backspace", "backspace", "3", "0", "enter"}},
		{"seats-fewer", sample(), []string{"s", "backspace", "backspace", "2", "2", "enter"}},
		{"renewal-off", sample(), []string{"a"}},
		{"suspend", sample(), []string{"p"}},
		{"reactivate", sample(), []string{"down", "down", "down", "p"}},
		{"cancel", sample(), []string{"down", "x"}},
		{"nickname", sample(), []string{"n"}},
		{"portal", sample(), []string{"down", "down", "down", "down", "o"}},
		{"portal-unknown", sample(), []string{"down", "down", "down", "down", "down", "o"}},
		{"portal-bad", sample(), []string{"G", "o"}},
		{"unanswered", unanswered, nil},
		{"failed", failed(), nil},
		{"empty", &desk{Store: &tuitest.Store{Records: map[partner.CustomerID]partner.Record{tuitest.CustomerID(2): {States: map[partner.Block]partner.BlockState{partner.BlockServices: {FetchedAt: tuitest.Now}}}}}}, nil},
		{"never-read", &desk{Store: &tuitest.Store{}}, nil},
	} {
		t.Run(tongue.Language+"/"+c.name, func(t *testing.T) {
			h := start(t, c.d, 80, 21)
			h.Press(c.keys...)
			h.Frames(c.name)
		})
	}
}

func TestHostileText(t *testing.T) {
	for _, text := range tuitest.Hostile() {
		d := sample()
		rec := d.Records[tuitest.CustomerID(2)]
		for i := range rec.Subscriptions {
			s := &rec.Subscriptions[i]
			s.OfferName, s.Nickname, s.BillingCycle, s.Term, s.OrderID, s.SuspendedFor = text, text+"x", text, text, text, []string{text}
		}
		rec.Services[0].Name, rec.Services[0].AdminURL = text, "https://"+text
		for _, size := range [][2]int{{60, 18}, {1, 1}, {10, 3}, {200, 50}} {
			h := start(t, d, size[0], size[1])
			h.Press("enter", "a", "esc", "p", "esc", "s", "esc", "down", "enter", "x", "esc", "down", "down", "down", "o", "esc")
		}
	}
}

func TestAChange(t *testing.T) {
	d := sample()
	h := start(t, d, 80, 24)
	h.Press("s", "backspace", "backspace", "3", "0", "enter", "y")
	if len(d.asked) != 1 || d.asked[0] != "adventurecycles.ch seats 25 -> 30" {
		t.Fatalf("asked %v", d.asked)
	}
	if got := notice(h); got != "Microsoft 365 Business Premium (Büro Zürich) has 30 seats now" {
		t.Errorf("said %q", got)
	}
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, " 30 ") {
		t.Errorf("the new number is not shown:\n%s", text)
	}
	h.Press("a", "y", "p", "y", "p", "y", "down", "x", "y")
	want := []string{"auto-renew true -> false", "status"}
	if len(d.asked) != 5 || !strings.HasSuffix(d.asked[1], want[0]) || !strings.HasSuffix(d.asked[2], "suspend active -> suspended") ||
		!strings.HasSuffix(d.asked[3], "reactivate suspended -> active") || !strings.HasSuffix(d.asked[4], "cancel active -> deleted") {
		t.Errorf("asked %v", d.asked)
	}
}

// TestAChangeRightAfterAnother: the next change starts from what was answered,
// also while the record is not read again yet.
func TestAChangeRightAfterAnother(t *testing.T) {
	d := sample()
	h := start(t, d, 80, 24)
	s := h.Screen.(*Screen)
	answered := s.record.Subscriptions[1]
	answered.Quantity = 30
	s.Update(changed{edit: partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 30}, result: manage.Changed{Now: answered, Settled: true}})
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, " 30 ") {
		t.Errorf("shown:\n%s", text)
	}
	h.Press("a", "y")
	if seen := d.seen[0].Quantity; seen != 30 {
		t.Errorf("the next change was made for %d seats", seen)
	}
}

// TestSeatsAreTypedInPlaceOfWhatTheyAre: 40 typed behind 30 were 3,040.
func TestSeatsAreTypedInPlaceOfWhatTheyAre(t *testing.T) {
	d := sample()
	h := start(t, d, 80, 24)
	h.Press("s", "4", "0", "enter", "y")
	if len(d.asked) != 1 || !strings.Contains(d.asked[0], "40") || strings.Contains(d.asked[0], "040") {
		t.Errorf("asked for %v", d.asked)
	}
}

func TestNothingHappensWithoutAYes(t *testing.T) {
	d := sample()
	h := start(t, d, 80, 24)
	h.Press("s", "ctrl+u", "3", "0", "enter", "enter") // enter is the safe answer
	h.Press("esc", "a", "enter", "p", "esc", "down", "x", "enter", "down", "down", "down", "o", "enter")
	if len(d.asked) != 0 || len(d.opened) != 0 {
		t.Errorf("did %v, opened %v", d.asked, d.opened)
	}
}

func TestWhatWasTypedStays(t *testing.T) {
	d := sample()
	h := start(t, d, 80, 24)
	h.Press("n")
	h.Type(" Ost")
	h.Press("esc")
	h.Send(screen.Resized{Width: 60, Height: 18})
	h.Press("n")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "Büro Zürich Ost") {
		t.Errorf("what was typed is lost:\n%s", text)
	}
	h.Press("enter", "enter") // the question, and its safe answer
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "Büro Zürich Ost") {
		t.Errorf("what was typed is lost with the safe answer:\n%s", text)
	}
	d.err = partner.NewError(partner.CodeUnreachable, "", nil)
	h.Press("enter", "y", "n")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "Büro Zürich Ost") {
		t.Errorf("what was typed is lost with a failure:\n%s", text)
	}
}

// TestAKeyPressedAgain: while a change is under way its key does nothing.
func TestAKeyPressedAgain(t *testing.T) {
	d := sample()
	h := start(t, d, 80, 24)
	s := h.Screen.(*Screen)
	h.Press("a")
	first := s.Update(tuitest.Key("y"))
	for range 5 {
		if s.Update(tuitest.Key("a")); s.dialog == nil {
			continue
		}
		if again := s.Update(tuitest.Key("y")); again != nil {
			t.Fatal("a second change is made while the first is under way")
		}
	}
	answer, ok := first().(screen.Answer)
	if !ok || !s.Box().Accept(answer) {
		t.Fatal("the first change has no answer")
	}
	if len(d.asked) != 1 {
		t.Errorf("asked %v", d.asked)
	}
}

// TestOneChangeAfterTheOther: while a change is under way no other one can be
// begun, and the reason is said; a confirmed one would come to nothing.
func TestOneChangeAfterTheOther(t *testing.T) {
	d := sample()
	h := start(t, d, 80, 24)
	s := h.Screen.(*Screen)
	h.Press("s", "backspace", "backspace", "3", "0", "enter")
	change := s.Update(tuitest.Key("y"))
	h.Press("n")
	h.Type("x")
	h.Lines()
	if b, _ := s.Keys().Find(keys.SubscriptionName); !b.Off || !strings.Contains(b.Why, "Asking Partner Center") {
		t.Errorf("while a change is under way: %+v", b)
	}
	if answer := change().(screen.Answer); s.Box().Accept(answer) {
		h.Send(answer.Value)
	}
	h.Lines()
	if b, _ := s.Keys().Find(keys.SubscriptionName); b.Off {
		t.Errorf("after the change: %+v", b)
	}
}

// TestAnotherChangeLeavesWhatWasTyped of a nickname that is not sent yet.
func TestAnotherChangeLeavesWhatWasTyped(t *testing.T) {
	h := start(t, sample(), 80, 24)
	h.Press("n")
	h.Type(" Ost")
	h.Press("esc", "a", "y", "n")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "Büro Zürich Ost") {
		t.Errorf("what was typed is lost with another change:\n%s", text)
	}
}

// TestLeavingDoesNotStopAChange: the context of a change outlives the screen.
func TestLeavingDoesNotStopAChange(t *testing.T) {
	d := sample()
	lasting := &checksContext{desk: d}
	h := start(t, d, 80, 24, func(deps *Deps) { deps.Changer = lasting })
	s := h.Screen.(*Screen)
	h.Press("a")
	work := s.Update(tuitest.Key("y"))
	s.Box().Close()
	work()
	if lasting.stopped || len(d.asked) != 1 {
		t.Errorf("stopped %v, asked %v", lasting.stopped, d.asked)
	}
}

type checksContext struct {
	*desk
	stopped bool
}

func (c *checksContext) Change(ctx context.Context, cu partner.Customer, seen partner.Subscription, all []partner.Subscription, e partner.SubscriptionEdit) (manage.Changed, error) {
	c.stopped = ctx.Err() != nil
	return c.desk.Change(ctx, cu, seen, all, e)
}

func TestRefusalsAreSaid(t *testing.T) {
	for _, c := range []struct {
		err     error
		settled bool
		want    string
	}{
		{partner.NewError(partner.CodeConflict, "", nil), true, "Somebody changed this subscription meanwhile"},
		{&partner.Error{Code: partner.CodeUnclear, Detail: "1", Unclear: true}, true, "no answer came"},
		{&partner.Error{Code: partner.CodeService, ServiceCode: "800090", Detail: "Too late.", CorrelationID: "c-1"}, true, "cannot be reduced now (Too late). The time for that has passed"},
		{nil, false, "still making it"},
	} {
		d := sample()
		d.err, d.settled = c.err, c.settled
		h := start(t, d, 80, 24)
		h.Press("a", "y")
		if got := notice(h); !strings.Contains(got, c.want) {
			t.Errorf("%v: said %q", c.err, got)
		}
	}
}

func TestKeysThatAreOff(t *testing.T) {
	all := []keys.Intent{keys.SubscriptionSeats, keys.SubscriptionRenewal, keys.SubscriptionName, keys.SubscriptionSuspend, keys.SubscriptionCancel}
	d := sample()
	h := start(t, d, 80, 24, func(deps *Deps) { deps.Off, deps.BuyOff = "read-only", "no" })
	table := h.Screen.Keys()
	for _, intent := range append(all, keys.SubscriptionBuy) {
		if b, _ := table.Find(intent); !b.Off || b.Why == "" {
			t.Errorf("%s is possible in read-only mode", intent)
		}
	}
	h.Press("s", "a", "n", "p", "x", "b")
	if h.Screen.(*Screen).dialog != nil || h.Screen.(*Screen).form != nil || len(d.asked) != 0 {
		t.Error("a key that is off does something")
	}
	h = start(t, d, 80, 24)
	h.Press("down", "down") // the Azure plan
	for intent, why := range map[keys.Intent]string{
		keys.SubscriptionSeats: "billed by use", keys.SubscriptionRenewal: "no term", keys.SubscriptionCancel: "Azure portal", keys.PortalOpen: "Choose a portal", keys.PendingOpen: "No change",
	} {
		if b, _ := h.Screen.Keys().Find(intent); !b.Off || !strings.Contains(b.Why, why) {
			t.Errorf("%s: %+v", intent, b)
		}
	}
	h.Press("G") // a portal
	for _, intent := range all {
		if b, _ := h.Screen.Keys().Find(intent); !b.Off || !strings.Contains(b.Why, "no subscription") {
			t.Errorf("%s on a portal: %+v", intent, b)
		}
	}
	none := &desk{Store: &tuitest.Store{Records: map[partner.CustomerID]partner.Record{tuitest.CustomerID(2): {States: map[partner.Block]partner.BlockState{partner.BlockServices: {FetchedAt: tuitest.Now}}}}}}
	h = start(t, none, 80, 24)
	if b, _ := h.Screen.Keys().Find(keys.SubscriptionSeats); !b.Off || !strings.Contains(b.Why, "No subscriptions") {
		t.Errorf("without subscriptions: %+v", b)
	}
}

func TestWhereItLeads(t *testing.T) {
	d := sample()
	d.intents = []partner.Intent{{Customer: tuitest.CustomerID(2)}}
	h := start(t, d, 80, 24)
	for key, want := range map[string]string{"b": "buy", "O": "orders", "!": "pending", "]": "turn 1", "shift+tab": "turn -1"} {
		h.Wishes = nil
		h.Press(key)
		got := ""
		for _, w := range h.Wishes {
			switch w := w.(type) {
			case screen.Push:
				got = w.Screen.(*elsewhere).name
			case screen.Replace:
				got = w.Screen.(*elsewhere).name
			}
		}
		if got != want {
			t.Errorf("%s leads to %q, want %q", key, got, want)
		}
	}
	h.Press("down", "down", "down", "down", "o", "y", "y")
	if len(d.opened) != 1 || !strings.Contains(d.opened[0], string(tuitest.CustomerID(2))) || len(d.Copied) != 1 || d.Copied[0] != d.opened[0] {
		t.Errorf("opened %v, copied %v", d.opened, d.Copied)
	}
	h.Press("G", "o", "y")
	if len(d.opened) != 1 {
		t.Errorf("a bad address was opened: %v", d.opened)
	}
	h.Press("esc")
	h.Wishes = nil
	h.Press("esc")
	if _, back := h.Wishes[0].(screen.Pop); !back {
		t.Errorf("esc wishes %v", h.Wishes)
	}
}

func TestOldServicesAreReadAgainOnce(t *testing.T) {
	d := sample()
	rec := d.Records[tuitest.CustomerID(2)]
	rec.States[partner.BlockServices] = partner.BlockState{FetchedAt: day(-1)}
	d.FetchError = partner.NewError(partner.CodeUnreachable, "", nil)
	h := start(t, d, 80, 24)
	h.Send(screen.Shown{})
	if len(d.Fetched) != 1 {
		t.Errorf("fetched %v", d.Fetched)
	}
	h.Press("r")
	if len(d.Fetched) != 2 {
		t.Errorf("fetched %v", d.Fetched)
	}
}

// TestProductsAreToldApart in the narrowest window, before other columns get room.
func TestProductsAreToldApart(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		d := sample()
		rec := d.Records[tuitest.CustomerID(2)]
		rec.Subscriptions = nil
		names := []string{"Microsoft 365 Business Basic", "Microsoft 365 Business Standard", "Microsoft 365 Business Premium", "Visio Plan 2"}
		for _, name := range names {
			rec.Subscriptions = append(rec.Subscriptions, partner.Subscription{ID: name, OfferName: name, UnitType: "Licenses", Quantity: 13, Status: "active", AutoRenew: true, Ends: day(200)})
		}
		d.Records[tuitest.CustomerID(2)] = rec
		tongue = text
		lines := strings.Join(start(t, d, 60, 15).Lines(), "\n")
		for _, begins := range []string{"Microsoft 365 Business B", "Microsoft 365 Business S", "Microsoft 365 Business P"} {
			if !strings.Contains(lines, begins) {
				t.Errorf("no %s:\n%s", begins, lines)
			}
		}
		if wide := strings.Join(start(t, d, 120, 15).Lines(), "\n"); !strings.Contains(wide, text.Date(day(200))) {
			t.Errorf("where there is room, the term is missing:\n%s", wide)
		}
		tongue = i18n.English()
	}
}

// TestSuspendingLeavesTheRenewalAlone, in the list and in the question.
func TestSuspendingLeavesTheRenewalAlone(t *testing.T) {
	d := sample()
	h := start(t, d, 120, 24)
	renews := fmt.Sprintf(i18n.English().Customers.Record.Renews, i18n.English().Date(day(265)))
	if h.Press("p"); !strings.Contains(strings.Join(h.Lines(), "\n"), "Automatic renewal stays on") {
		t.Errorf("the question is silent about it:\n%s", strings.Join(h.Lines(), "\n"))
	}
	rec := d.Records[tuitest.CustomerID(2)]
	rec.Subscriptions[1].Status = partner.SubscriptionSuspended
	d.Records[tuitest.CustomerID(2)] = rec
	if lines := strings.Join(start(t, d, 120, 24).Lines(), "\n"); !strings.Contains(lines, renews) {
		t.Errorf("no %q:\n%s", renews, lines)
	}
}

// TestReasonsAreSentences: what is said alone begins like every other notice.
func TestReasonsAreSentences(t *testing.T) {
	h := start(t, sample(), 80, 24)
	h.Press("down", "down", "down")
	b, _ := h.Screen.Keys().Find(keys.SubscriptionSeats)
	if !strings.HasPrefix(b.Why, "The subscription is not active") {
		t.Errorf("said %q", b.Why)
	}
}

// TestItBeginsWhereItIsAskedTo: with the subscription that the way leads to.
func TestItBeginsWhereItIsAskedTo(t *testing.T) {
	for id, want := range map[string]string{"s3": "s3", "": "s1", "gone": "s1"} {
		h := start(t, sample(), 80, 24)
		s := New(h.Screen.(*Screen).d, h.Screen.(*Screen).customer)
		s.At(id)
		other := tuitest.NewHost(t, s, 80, 24)
		other.Lines()
		if got := s.selected().sub.ID; got != want {
			t.Errorf("asked for %q, it stands on %q", id, got)
		}
	}
}
