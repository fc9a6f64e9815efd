package support

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// center stands in for the store and the services.
type center struct {
	kept       partner.Support
	record     partner.Record
	profile    partner.SupportProfile
	topics     []partner.SupportTopic
	topicsErr  error
	writeErr   error
	calls      []string // of the writing services
	copied     []string
	candidates []partner.SupportContact
}

func (c *center) Support(context.Context, partner.CustomerID) (partner.Support, error) {
	kept := c.kept
	kept.Requests = slices.Clone(kept.Requests)
	return kept, nil
}
func (c *center) Record(context.Context, partner.CustomerID) (partner.Record, error) {
	return c.record, nil
}
func (c *center) FetchRequests(context.Context, partner.CustomerID) error { return nil }
func (c *center) FetchRequest(context.Context, partner.CustomerID, string) (partner.ServiceRequest, error) {
	return partner.ServiceRequest{}, nil
}
func (c *center) Topics(context.Context) ([]partner.SupportTopic, error) {
	return c.topics, c.topicsErr
}
func (c *center) OpenRequest(_ context.Context, r partner.NewRequest) (string, error) {
	c.calls = append(c.calls, fmt.Sprintf("open %s %s %s %s %q %q", r.Customer.Domain, r.Severity, r.Topic.ID, r.Subscription.ID, r.Title, r.Text))
	return "616", c.writeErr
}
func (c *center) AddNote(_ context.Context, _ partner.Customer, request, note string) error {
	c.calls = append(c.calls, "note "+request+" "+note)
	return c.writeErr
}
func (c *center) CloseRequest(_ context.Context, _ partner.Customer, request string) error {
	c.calls = append(c.calls, "close "+request)
	return c.writeErr
}
func (c *center) FetchContacts(context.Context, partner.CustomerID, []partner.Subscription) error {
	return nil
}
func (c *center) Candidates(context.Context) ([]partner.SupportContact, error) {
	return c.candidates, nil
}
func (c *center) SetContact(_ context.Context, _ partner.Customer, sub partner.Subscription, to partner.SupportContact) error {
	c.calls = append(c.calls, "contact "+sub.ID+" "+to.Name)
	return c.writeErr
}
func (c *center) SupportProfile(context.Context) (partner.SupportProfile, error) {
	return c.profile, nil
}
func (c *center) SetSupportProfile(_ context.Context, p partner.SupportProfile) error {
	c.calls = append(c.calls, fmt.Sprintf("profile %+v", p))
	return c.writeErr
}
func (c *center) Copy(_ context.Context, text string) (string, error) {
	c.copied = append(c.copied, text)
	return "native", nil
}
func (c *center) Save(_ context.Context, name, text string) (string, error) {
	c.copied = append(c.copied, text)
	return "/home/anna/" + name + ".txt", nil
}

func sample() *center {
	day := func(n int) time.Time { return tuitest.Now.AddDate(0, 0, -n) }
	c := &center{
		profile: partner.SupportProfile{Email: "support@contoso.com", Telephone: "+49 30 5550100", Website: "https://www.contoso.com"},
		topics:  []partner.SupportTopic{{ID: "31810", Name: "Exchange Online"}, {ID: "31811", Name: "Microsoft Teams"}},
		candidates: []partner.SupportContact{
			{TenantID: "t1", MPNID: "6301742", Name: "Contoso Partner GmbH"}, {TenantID: "t2", MPNID: "5210331", Name: "Tailspin Cloud Services"},
		},
	}
	c.record.Customer = partner.Customer{ID: tuitest.CustomerID(2), CompanyName: "Fabrikam AG", Domain: "fabrikam.de", AdminRights: partner.AdminRightsRemoved}
	c.record.States = map[partner.Block]partner.BlockState{partner.BlockServices: {FetchedAt: day(1)}}
	c.record.Subscriptions = []partner.Subscription{
		{ID: "old", OfferName: "Microsoft 365 E3", OfferID: "796B6B5F", UnitType: "Licenses", Status: "active"},
		{ID: "new", OfferName: "冒险家 Microsoft 365 Business Premium", OfferID: "CFQ7TTC0LCHC:0002:CFQ7TTC0ABCD", ProductType: "OnlineServicesNCE", UnitType: "Licenses", Status: "active"},
	}
	c.kept.RequestsState.FetchedAt, c.kept.ContactsState.FetchedAt = day(0), day(0)
	c.kept.Contacts = map[string]partner.SupportContact{"old": c.candidates[0]}
	c.kept.Requests = []partner.ServiceRequest{
		{ID: "615300000000003", Title: "Mail is not delivered", Severity: partner.SeverityCritical, Status: partner.RequestAttention, Created: day(2), Modified: day(1),
			Description: "Since Monday, for all users. 自周一以来所有用户都收不到邮件。", Contact: "Anna <anna@contoso.com>", Topic: "Exchange Online",
			Notes: []partner.RequestNote{{By: "Microsoft Support", At: day(1), Text: "Please send the headers of one mail."}}},
		{ID: "615300000000002", Title: "\x1b[31mTeams\u202e is silent", Severity: partner.SeverityModerate, Status: partner.RequestOpen, Created: day(30)},
		{ID: "615300000000001", Title: "Licenses", Severity: "urgent", Status: partner.RequestClosed, Created: day(90), Closed: day(80)},
	}
	return c
}

func deps(c *center, text *i18n.Strings, roles ...partner.Role) Deps {
	return Deps{
		Text: text, Partner: partner.Profile{Company: "Contoso Partner GmbH", TenantID: "t1", MPNID: "6301742", Roles: roles}, Source: c, Requests: c, Writer: c,
		Contacts: c, Profile: c, Outlet: c, Services: func(context.Context, partner.CustomerID) error { return nil },
		Account: func(context.Context, partner.CustomerID) error {
			c.record.States[partner.BlockAccount] = partner.BlockState{FetchedAt: tuitest.Now}
			if c.record.Customer.AdminRights == partner.AdminRightsUnknown {
				c.record.Customer.AdminRights = partner.AdminRightsNotRequested
			}
			return nil
		},
		Packet: func(_ context.Context, r partner.NewRequest) (partner.SupportPacket, error) {
			return partner.SupportPacket{Partner: partner.Profile{Company: "Contoso Partner GmbH", TenantID: "t1", MPNID: "6301742"}, Contact: c.profile, Request: r, AnswerBy: tuitest.Now.Add(r.Severity.FirstAnswer())}, nil
		},
	}
}

func TestFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		d := deps(sample(), text, partner.RoleAdminAgent)
		for _, c := range []struct {
			name string
			open func() screen.Screen
			keys []string
		}{
			{"requests", func() screen.Screen { return NewList(d, sample().record.Customer) }, nil},
			{"requests-every-state", func() screen.Screen {
				all := sample()
				all.kept.Requests = nil
				for i, status := range slices.Sorted(maps.Keys(i18n.English().Support.Statuses)) {
					all.kept.Requests = append(all.kept.Requests, partner.ServiceRequest{ID: fmt.Sprint(615300000000001 + i), Title: "Licenses", Severity: partner.SeverityCritical, Status: partner.RequestStatus(status), Created: tuitest.Now})
				}
				return NewList(deps(all, text), all.record.Customer)
			}, nil},
			{"requests-empty", func() screen.Screen {
				none := sample()
				none.kept.Requests, none.record.Customer.AdminRights = nil, partner.AdminRightsGranted
				return NewList(deps(none, text), none.record.Customer)
			}, nil},
			{"requests-failed", func() screen.Screen {
				none := sample()
				none.kept.RequestsState.FailedAt = tuitest.Now.Add(time.Minute)
				none.kept.RequestsState.Failure = &partner.Error{Code: partner.CodeGranularRights, Detail: "Service support administrator", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd"}
				return NewList(deps(none, text), none.record.Customer)
			}, nil},
			{"request", func() screen.Screen { return NewList(d, sample().record.Customer) }, []string{"enter"}},
			{"close", func() screen.Screen { return NewList(d, sample().record.Customer) }, []string{"enter", "x"}},
			{"note", func() screen.Screen { return NewList(d, sample().record.Customer) }, []string{"enter", "a", "H", "i"}},
			{"new", func() screen.Screen { return NewRequest(d, sample().record.Customer) }, []string{"M", "a", "i", "l", "tab", "right"}},
			{"new-text", func() screen.Screen { return NewRequest(d, sample().record.Customer) }, []string{"M", "tab", "tab", "tab", "tab", "x"}},
			{"new-question", func() screen.Screen { return NewRequest(d, sample().record.Customer) }, []string{"M", "tab", "tab", "tab", "tab", "x", "ctrl+s"}},
			{"contacts", func() screen.Screen { return NewContacts(d, sample().record.Customer) }, nil},
			{"contact-choice", func() screen.Screen { return NewContacts(d, sample().record.Customer) }, []string{"enter"}},
			{"profile", func() screen.Screen { return NewProfile(d) }, nil},
			{"packet", func() screen.Screen {
				r := partner.NewRequest{Customer: sample().record.Customer, Subscription: sample().record.Subscriptions[1], Severity: partner.SeverityCritical, Title: "Mail", Text: "Since Monday.\nFor all."}
				p, _ := d.Packet(t.Context(), r)
				return NewPacket(d, p)
			}, nil},
		} {
			t.Run(text.Language+"/"+c.name, func(t *testing.T) {
				h := tuitest.NewHost(t, c.open(), 80, 21)
				h.Frame.Text = text
				h.Press(c.keys...)
				h.Frames(c.name)
			})
		}
	}
}

func newHost(t *testing.T, c *center, s func(d Deps) screen.Screen, roles ...partner.Role) *tuitest.Host {
	return tuitest.NewHost(t, s(deps(c, i18n.English(), roles...)), 80, 24)
}

func list(c *center) func(Deps) screen.Screen {
	return func(d Deps) screen.Screen { return NewList(d, c.record.Customer) }
}

// TestEnterIsTheSafeAnswer: nothing is sent without a y, and once for each.
func TestEnterIsTheSafeAnswer(t *testing.T) {
	c := sample()
	h := newHost(t, c, list(c), partner.RoleAdminAgent)
	h.Press("enter", "x", "enter", "x", "esc", "a")
	h.Type("The headers")
	h.Press("ctrl+s", "enter", "ctrl+s", "esc")
	if len(c.calls) != 0 {
		t.Fatalf("without a yes: %q", c.calls)
	}
	h.Press("ctrl+s", "y", "x", "y")
	if want := []string{"note 615300000000003 The headers", "close 615300000000003"}; !slices.Equal(c.calls, want) {
		t.Errorf("with it: %q, want %q", c.calls, want)
	}
}

// TestANoteIsNotLost: not by esc, nor when the service refuses it, and not
// without a question when the screen is left.
func TestANoteIsNotLost(t *testing.T) {
	c := sample()
	h := newHost(t, c, list(c), partner.RoleAdminAgent)
	leave := func() any {
		if cmd := h.Screen.(screen.Leaver).Leave(); cmd != nil {
			return cmd()
		}
		return nil
	}
	if got := leave(); got != nil {
		t.Errorf("with nothing written it asks %v", got)
	}
	h.Press("enter", "a")
	h.Type("The headers")
	h.Press("esc", "esc", "down", "enter", "a", "esc", "esc", "up", "enter", "a")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "The headers") {
		t.Errorf("after esc the note shows\n%s", text)
	}
	c.writeErr = &partner.Error{Code: partner.CodeUnclear, CorrelationID: "c-1"}
	h.Press("ctrl+s", "y")
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "The headers") {
		t.Errorf("after a failure the note shows\n%s", text)
	}
	if n, _ := wished[screen.Notice](h); !strings.Contains(n.Text, "no answer came") || n.Correlation != "c-1" {
		t.Errorf("the notice is %+v", n)
	}
	if _, asks := leave().(screen.Unstored); !asks {
		t.Error("leaving does not ask")
	}
}

// TestAChangeTakesNoOtherNoteAway: neither the closing of a request nor a note that
// was sent closes a note that was begun since, and one change goes after the other.
func TestAChangeTakesNoOtherNoteAway(t *testing.T) {
	c := sample()
	h := newHost(t, c, list(c), partner.RoleAdminAgent)
	h.Press("enter")
	release := h.Hold("x", "y", "esc", "down", "enter", "a", "L", "a", "t", "e", "r")
	if b, off := h.Screen.Keys().Blocked(tuitest.Key("ctrl+s")); !off || b.Why != i18n.English().Subscriptions.Working {
		t.Errorf("a note would be sent while a change is under way: %+v", b)
	}
	release()
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "Later") || len(c.calls) != 1 {
		t.Errorf("did %q; the note shows\n%s", c.calls, text)
	}
	release = h.Hold("ctrl+s", "y", " ", "o", "n")
	release()
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, "Later on") || len(c.calls) != 2 {
		t.Errorf("did %q; the note shows\n%s", c.calls, text)
	}
	h.Press("ctrl+s", "y")
	if text := strings.Join(h.Lines(), "\n"); strings.Contains(text, "Later") {
		t.Errorf("a note that was sent shows\n%s", text)
	}
}

func notice(h *tuitest.Host) string {
	for _, wish := range slices.Backward(h.Wishes) {
		if n, ok := wish.(screen.Notice); ok {
			return n.Text
		}
	}
	return ""
}

func wished[T any](h *tuitest.Host) (found T, ok bool) {
	for _, wish := range h.Wishes {
		if w, is := wish.(T); is {
			found, ok = w, true
		}
	}
	return found, ok
}

// TestANewRequest is sent with what was chosen, after a question.
func TestANewRequest(t *testing.T) {
	c := sample()
	h := newHost(t, c, func(d Deps) screen.Screen { return NewRequest(d, c.record.Customer) }, partner.RoleAdminAgent)
	h.Press("ctrl+s")
	if len(c.calls) != 0 {
		t.Fatal("an empty request was sent")
	}
	h.Type("Mail")
	h.Press("tab", "left", "tab", "right", "tab", "right", "tab", "ctrl+s")
	if got := notice(h); got != "The request needs a text" {
		t.Errorf("a request without a text is refused with %q", got)
	}
	h.Type("Since Monday")
	h.Press("enter")
	h.Type("for all")
	h.Press("ctrl+s", "enter", "ctrl+s", "y")
	if want := []string{`open fabrikam.de critical 31811 old "Mail" "Since Monday\nfor all"`}; !slices.Equal(c.calls, want) {
		t.Errorf("sent is %q, want %q", c.calls, want)
	}
	back, popped := wished[screen.Pop](h)
	if !popped || !strings.Contains(notice(h), "616") {
		t.Errorf("afterwards: %v", h.Wishes)
	}
	list := newHost(t, c, func(d Deps) screen.Screen { return NewList(d, c.record.Customer) }, partner.RoleAdminAgent)
	c.kept.Requests = slices.Insert(c.kept.Requests, 1, partner.ServiceRequest{ID: "616", Title: "Mail"})
	list.Send(back.Result)
	list.Send(screen.Shown{})
	if list.Press("y"); !slices.Equal(c.copied, []string{"616"}) {
		t.Errorf("the cursor stands on %q after 616 was opened", c.copied)
	}
}

// TestTheNextRequestBeginsAfresh: with its title, and not in the text of the one
// before. While the text has the focus no line above looks as if it had.
func TestTheNextRequestBeginsAfresh(t *testing.T) {
	c := sample()
	requests := newHost(t, c, list(c), partner.RoleAdminAgent)
	begin := func() *tuitest.Host {
		requests.Press("n")
		push, ok := wished[screen.Push](requests)
		if !ok {
			t.Fatal("n begins no request")
		}
		return newHost(t, c, func(Deps) screen.Screen { return push.Screen }, partner.RoleAdminAgent)
	}
	first := begin()
	first.Type("Mail")
	first.Press("tab", "left", "tab", "tab")
	if drawn := strings.Join(first.Lines(), "\n"); !strings.Contains(drawn, first.Frame.Theme.Glyphs.Left+" ") {
		t.Errorf("the topic does not show that it has the focus:\n%s", drawn)
	}
	first.Press("tab")
	if drawn := strings.Join(first.Lines(), "\n"); strings.Contains(drawn, first.Frame.Theme.Glyphs.Left+" ") {
		t.Errorf("the topic looks as if it had the focus of the text:\n%s", drawn)
	}
	first.Type("Since Monday")
	first.Press("ctrl+s", "y")
	back, popped := wished[screen.Pop](first)
	if !popped {
		t.Fatal("the request was not sent")
	}
	requests.Send(back.Result)
	second := begin()
	second.Type("Teams")
	if s := second.Screen.(*New); s.subject.Value() != "Teams" || s.severity.Chosen != 1 {
		t.Errorf("the next request is called %q, severity %d", s.subject.Value(), s.severity.Chosen)
	}
}

// TestWhereTheServiceOpensNothing the packet takes its place, before and after
// the service said so.
func TestWhereTheServiceOpensNothing(t *testing.T) {
	missing := partner.NewError(partner.CodeNotFound, "", nil)
	for name, prepare := range map[string]func(*center){
		"no topics":  func(c *center) { c.topicsErr = missing },
		"no opening": func(c *center) { c.writeErr = missing },
	} {
		c := sample()
		prepare(c)
		h := newHost(t, c, func(d Deps) screen.Screen { return NewRequest(d, c.record.Customer) }, partner.RoleAdminAgent)
		h.Type("Mail")
		h.Press("tab", "tab", "tab", "tab")
		h.Type("Since Monday")
		h.Press("ctrl+s", "y")
		push, ok := wished[screen.Push](h)
		if !ok {
			t.Fatalf("%s: %v", name, h.Wishes)
		}
		p := tuitest.NewHost(t, push.Screen, 80, 24)
		p.Press("y", "w")
		if len(c.copied) != 2 || !strings.Contains(c.copied[0], "phone Microsoft Support") || !strings.Contains(c.copied[0], "First answer by 2026-11-12 13:30 UTC") {
			t.Errorf("%s: copied is %q", name, c.copied)
		}
		if !strings.Contains(notice(p), "/home/anna/support-fabrikam.de.txt") {
			t.Errorf("%s: %q", name, notice(p))
		}
	}
}

// TestAServiceThatCannotBeReached is asked again, and not taken for one that
// opens nothing.
func TestAServiceThatCannotBeReached(t *testing.T) {
	c := sample()
	c.topicsErr = partner.NewError(partner.CodeUnreachable, "", nil)
	h := newHost(t, c, func(d Deps) screen.Screen { return NewRequest(d, c.record.Customer) })
	h.Type("Mail")
	h.Press("tab", "tab", "tab")
	h.Type("x")
	h.Press("ctrl+s")
	c.topicsErr = nil
	h.Press("r", "ctrl+s", "y")
	if len(c.calls) != 1 {
		t.Errorf("calls are %q; the screen shows\n%s", c.calls, strings.Join(h.Lines(), "\n"))
	}
}

// TestARequestIsAskedAboutOnce: going back to the list loses nothing, so it asks
// nothing and says that the text is kept; leaving the list asks.
func TestARequestIsAskedAboutOnce(t *testing.T) {
	c := sample()
	h := newHost(t, c, list(c), partner.RoleAdminAgent)
	h.Press("n")
	push, pushed := wished[screen.Push](h)
	if !pushed {
		t.Fatal("n opens nothing")
	}
	request := tuitest.NewHost(t, push.Screen, 80, 24)
	request.Type("Mail")
	if leaver, asks := push.Screen.(screen.Leaver); asks && leaver.Leave() != nil {
		t.Error("going back to the list asks, though the text is kept")
	}
	h.Send(screen.Shown{})
	if n, _ := wished[screen.Notice](h); !strings.Contains(n.Text, "is kept") {
		t.Errorf("back in the list it says %q", n.Text)
	}
	if cmd := h.Screen.(screen.Leaver).Leave(); cmd == nil {
		t.Error("leaving the list asks nothing")
	}
}

// TestTheAnswerComesBehindTheQuestion: who submits before the service has said what
// it can be asked is told so, and comes to the question once it says it.
func TestTheAnswerComesBehindTheQuestion(t *testing.T) {
	c := sample()
	topics := c.topics
	c.topicsErr = partner.NewError(partner.CodeUnreachable, "", nil)
	var s *New
	h := newHost(t, c, func(d Deps) screen.Screen { s = NewRequest(d, c.record.Customer); return s })
	h.Type("Mail")
	h.Press("tab", "tab", "tab")
	h.Type("x")
	h.Send(topicsRead{topics: topics})
	if s.dialog != nil {
		t.Error("asked before anything was submitted")
	}
	s.topics = nil
	h.Press("ctrl+s")
	waiting := s.dialog.Title
	h.Send(topicsRead{topics: topics})
	if s.dialog == nil || s.dialog.Title == waiting {
		t.Fatalf("the question still stands; the screen shows\n%s", strings.Join(h.Lines(), "\n"))
	}
	h.Press("esc", "ctrl+s", "y")
	if len(c.calls) != 1 {
		t.Errorf("calls are %q", c.calls)
	}
}

func TestContacts(t *testing.T) {
	c := sample()
	h := newHost(t, c, func(d Deps) screen.Screen { return NewContacts(d, c.record.Customer) }, partner.RoleAdminAgent)
	h.Press("enter", "down", "down", "enter", "enter") // the second question's enter is no
	if len(c.calls) != 0 {
		t.Fatalf("without a yes: %q", c.calls)
	}
	h.Press("enter", "down", "down", "enter", "y")
	if want := []string{"contact old Tailspin Cloud Services"}; !slices.Equal(c.calls, want) {
		t.Errorf("with it: %q", c.calls)
	}
	h.Press("down")
	if b, _ := h.Screen.Keys().Find(keys.ContactChoose); !b.Off || !strings.HasPrefix(b.Why, "New commerce") {
		t.Errorf("for new commerce the key is %+v", b)
	}
}

func TestProfile(t *testing.T) {
	c := sample()
	h := newHost(t, c, func(d Deps) screen.Screen { return NewProfile(d) })
	h.Press("end", "x", "ctrl+s", "enter")
	if _, asks := h.Screen.(screen.Leaver).Leave()().(screen.Unstored); len(c.calls) != 0 || !asks {
		t.Fatalf("without a yes: %q", c.calls)
	}
	h.Press("ctrl+s", "y")
	if want := []string{"profile {Email:support@contoso.comx Telephone:+49 30 5550100 Website:https://www.contoso.com}"}; !slices.Equal(c.calls, want) {
		t.Errorf("with it: %q", c.calls)
	}
}

// TestAnEmptyListSaysWhetherItWasRead: only what was read is known to be empty.
func TestAnEmptyListSaysWhetherItWasRead(t *testing.T) {
	c := sample()
	c.kept.Requests = nil
	for _, read := range []bool{true, false} {
		if !read {
			c.kept.RequestsState.FetchedAt = time.Time{}
		}
		h := newHost(t, c, func(d Deps) screen.Screen { return NewList(d, c.record.Customer) })
		empty := i18n.English().Support.Empty
		if b, _ := h.Screen.Keys().Find(keys.Open); !b.Off || (b.Why == empty) != read {
			t.Errorf("read %v: %+v", read, b)
		}
		if shown := strings.Contains(strings.Join(h.Lines(), "\n"), empty); shown != read {
			t.Errorf("read %v: shown %v", read, shown)
		}
	}
}

// TestWhatIsLockedIsDimmed, with the reason; everything can still be read, and
// a packet still made.
func TestWhatIsLockedIsDimmed(t *testing.T) {
	c := sample()
	d := deps(c, i18n.English())
	d.Locked = "Nothing may be changed"
	h := tuitest.NewHost(t, NewList(d, c.record.Customer), 80, 24)
	h.Press("enter", "a", "x", "y")
	for _, intent := range []keys.Intent{keys.RequestNote, keys.RequestClose} {
		if b, _ := h.Screen.Keys().Find(intent); !b.Off || b.Why != d.Locked {
			t.Errorf("%s is %+v", intent, b)
		}
	}
	if len(c.calls) != 0 || len(c.copied) != 1 {
		t.Errorf("calls %q, copied %q", c.calls, c.copied)
	}
	h = tuitest.NewHost(t, NewRequest(d, c.record.Customer), 80, 24)
	h.Type("Mail")
	h.Press("tab", "tab", "tab", "tab")
	h.Type("x")
	h.Press("ctrl+s")
	if _, pushed := wished[screen.Push](h); !pushed || len(c.calls) != 0 {
		t.Errorf("no packet: %v", h.Wishes)
	}
}

// TestCopyingLeavesTheSavingOfAPacketAlone.
func TestCopyingLeavesTheSavingOfAPacketAlone(t *testing.T) {
	c := sample()
	d := deps(c, i18n.English(), partner.RoleAdminAgent)
	p, _ := d.Packet(t.Context(), partner.NewRequest{Customer: c.record.Customer, Title: "Mail"})
	h := tuitest.NewHost(t, NewPacket(d, p), 80, 21)
	h.Hold("w", "y")()
	if len(c.copied) != 2 || len(h.Wishes) != 2 {
		t.Errorf("%d texts went out, told %v", len(c.copied), h.Wishes)
	}
}

// TestThePacketHasTheTopic, by its name, and no name twice.
func TestThePacketHasTheTopic(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		got := text.Packet(partner.SupportPacket{Request: partner.NewRequest{
			Topic: partner.SupportTopic{ID: "7", Name: "Microsoft Teams"}, Subscription: partner.Subscription{ID: "s", OfferName: "Visio Plan 2", Nickname: "Visio Plan 2"},
		}})
		if !strings.Contains(got, text.Support.Topic+text.Common.Colon+"Microsoft Teams\n") || strings.Contains(got, "(Visio Plan 2)") {
			t.Errorf("%s", got)
		}
	}
}

// TestTheAgeIsThatOfEveryPart: what was read is told in the words of the record.
func TestTheAgeIsThatOfEveryPart(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		c := sample()
		h := tuitest.NewHost(t, NewList(deps(c, text), c.record.Customer), 80, 21)
		h.Frame.Text = text
		if want := fmt.Sprintf(text.Customers.Record.Fetched, text.Common.JustNow); !strings.Contains(strings.Join(h.Lines(), "\n"), want) {
			t.Errorf("no %q:\n%s", want, strings.Join(h.Lines(), "\n"))
		}
	}
}

// TestAnEndedRelationshipAsksForNoSupport: the rights are gone because we ended it.
func TestAnEndedRelationshipAsksForNoSupport(t *testing.T) {
	c := sample()
	c.record.Customer.Standing = partner.StandingRemoved
	h := newHost(t, c, func(d Deps) screen.Screen { return NewList(d, c.record.Customer) })
	if got := strings.Join(h.Lines(), "\n"); strings.Contains(got, i18n.English().Support.RightsRemoved) {
		t.Error(got)
	}
}

// TestANewRequestKnowsTheRights of a customer whose record was never read, before
// anything is sent.
func TestANewRequestKnowsTheRights(t *testing.T) {
	for _, services := range []bool{false, true} {
		c := sample()
		c.record.Customer.AdminRights = partner.AdminRightsUnknown
		if !services {
			delete(c.record.States, partner.BlockServices)
		}
		h := newHost(t, c, func(d Deps) screen.Screen { return NewRequest(d, c.record.Customer) })
		if got := strings.Join(strings.Fields(strings.Join(h.Lines(), " ")), " "); !strings.Contains(got, i18n.English().Support.RightsNever) {
			t.Errorf("services read %v:\n%s", services, strings.Join(h.Lines(), "\n"))
		}
	}
}

// TestTheContactAsItIsNow is not sent again, and nobody is asked about it.
func TestTheContactAsItIsNow(t *testing.T) {
	c := sample()
	h := newHost(t, c, func(d Deps) screen.Screen { return NewContacts(d, c.record.Customer) }, partner.RoleAdminAgent)
	h.Press("enter", "down", "enter")
	if shown := strings.Join(h.Lines(), "\n"); len(c.calls) != 0 || strings.Contains(shown, "Name them?") || h.Screen.(*ContactList).dialog != nil {
		t.Errorf("sent %q:\n%s", c.calls, shown)
	}
	text := ""
	for _, w := range h.Wishes {
		if n, ok := w.(screen.Notice); ok {
			text = n.Text
		}
	}
	if want := fmt.Sprintf(i18n.English().Support.ContactStays, contactName(c.candidates[0])); text != want {
		t.Errorf("said %q, want %q", text, want)
	}
}
