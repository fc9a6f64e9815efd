package manage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

var company = partner.Customer{ID: customer, CompanyName: "Fabrikam", Domain: "fabrikam.de"}

// bureau is a Partner Center and a store in memory. It does what it is asked
// and then fails with err, as a connection that is lost in the middle.
type bureau struct {
	err       error // of every change, after it was made
	refuses   error // of every change, before it is made
	readErr   error
	rereadErr error // of what is read after a change
	contact   partner.SupportContact
	profile   partner.SupportProfile
	requests  []partner.ServiceRequest
	subs      []partner.Subscription
	bought    map[partner.EntitlementKind][]partner.Entitlement
	boughtErr error
	relation  partner.Relationship
	delegated bool
	lags      bool // accepted changes are not in effect yet
	kept      partner.Support
	removed   bool
	failed    []partner.Block
	fetched   int
	calls     int
}

func (b *bureau) change(do func()) (string, error) {
	b.calls++
	if b.refuses != nil {
		return "c", b.refuses
	}
	if !b.lags {
		do()
	}
	return "c", b.err
}

func (b *bureau) SupportContact(context.Context, partner.CustomerID, string) (partner.SupportContact, error) {
	return b.contact, b.readErr
}
func (b *bureau) SetSupportContact(_ context.Context, _ partner.CustomerID, _ string, to partner.SupportContact, _ string) (string, error) {
	return b.change(func() { b.contact = to })
}
func (b *bureau) Partners(context.Context, string) ([]partner.OtherPartner, error) {
	return []partner.OtherPartner{{TenantID: "t2", Name: "Tailspin", State: "Active", MPNID: "2"}, {TenantID: "t3", Name: "Gone", State: "Deleted"}, {TenantID: "t1"}, {Name: "no id"}}, b.readErr
}
func (b *bureau) SupportProfile(context.Context) (partner.SupportProfile, error) {
	return b.profile, b.readErr
}
func (b *bureau) SetSupportProfile(_ context.Context, p partner.SupportProfile, _ string) (string, error) {
	return b.change(func() { b.profile = p })
}
func (b *bureau) SaveContacts(_ context.Context, _ partner.CustomerID, contacts map[string]partner.SupportContact, at time.Time) error {
	b.kept.Contacts, b.kept.ContactsState.FetchedAt = contacts, at
	return nil
}
func (b *bureau) SaveRequests(_ context.Context, _ partner.CustomerID, requests []partner.ServiceRequest, at time.Time) error {
	b.kept.Requests, b.kept.RequestsState.FetchedAt = requests, at
	return nil
}
func (b *bureau) Support(context.Context, partner.CustomerID) (partner.Support, error) {
	kept := b.kept
	kept.Requests = slices.Clone(kept.Requests)
	return kept, nil
}
func (b *bureau) FailBlock(_ context.Context, _ partner.CustomerID, block partner.Block, _ *partner.Error, _ time.Time) error {
	b.failed = append(b.failed, block)
	return nil
}
func (b *bureau) ServiceRequests(context.Context, partner.CustomerID) ([]partner.ServiceRequest, error) {
	bare := slices.Clone(b.requests) // the list has no notes
	for i := range bare {
		bare[i].Notes = nil
	}
	return bare, cmp.Or(b.readErr, b.reread())
}

// reread is what reading gives once a change was made.
func (b *bureau) reread() error {
	if b.calls == 0 {
		return nil
	}
	return b.rereadErr
}
func (b *bureau) ServiceRequest(_ context.Context, id string) (partner.ServiceRequest, error) {
	for _, r := range b.requests {
		if r.ID == id {
			return r, cmp.Or(b.readErr, b.reread())
		}
	}
	return partner.ServiceRequest{}, partner.NewError(partner.CodeNotFound, id, nil)
}
func (b *bureau) SupportTopics(context.Context) ([]partner.SupportTopic, error) {
	return nil, b.readErr
}
func (b *bureau) OpenRequest(_ context.Context, r partner.NewRequest, _ partner.SupportProfile, _ string) (string, string, error) {
	correlation, err := b.change(func() {
		b.requests = append(b.requests, partner.ServiceRequest{ID: "616", Title: r.Title, Created: now})
	})
	return "616", correlation, err
}
func (b *bureau) AddRequestNote(_ context.Context, _, note, _ string) (string, error) {
	return b.change(func() { b.requests[0].Notes = append(b.requests[0].Notes, partner.RequestNote{Text: note}) })
}
func (b *bureau) CloseRequest(context.Context, string, string) (string, error) {
	return b.change(func() { b.requests[0].Status = partner.RequestClosed })
}
func (b *bureau) Subscriptions(context.Context, partner.CustomerID) ([]partner.Subscription, error) {
	return b.subs, b.readErr
}
func (b *bureau) Entitlements(_ context.Context, _ partner.CustomerID, kind partner.EntitlementKind) ([]partner.Entitlement, error) {
	return b.bought[kind], b.boughtErr
}
func (b *bureau) Relationship(context.Context, partner.CustomerID) (partner.Relationship, bool, error) {
	return b.relation, b.delegated, b.readErr
}
func (b *bureau) RemoveRelationship(context.Context, partner.CustomerID, string) (string, error) {
	return b.change(func() { b.relation = partner.RelationshipNone })
}
func (b *bureau) RemoveAdminRights(context.Context, partner.CustomerID, string) (string, error) {
	return b.change(func() { b.delegated = false })
}
func (b *bureau) MarkRemoved(context.Context, partner.CustomerID) error { b.removed = true; return nil }
func (b *bureau) FetchBlock(context.Context, partner.CustomerID, partner.Block) error {
	b.fetched++
	return b.reread()
}

func newBureau() *bureau {
	return &bureau{
		contact:  partner.SupportContact{TenantID: "t1", Name: "Contoso"},
		requests: []partner.ServiceRequest{{ID: "615", Title: "Mail", Status: partner.RequestOpen, Notes: []partner.RequestNote{{Text: "old"}}}},
		relation: partner.RelationshipReseller, delegated: true,
	}
}

var license = partner.Subscription{ID: "s-1", OfferID: "796B6B5F", UnitType: "Licenses", Status: "active"}

// deeds are all changes of this file's areas, each ready to be made.
func deeds(b *bureau, k *shelf, roles ...partner.Role) map[string]func() error {
	s := core(k, roles...)
	support := NewSupport(s, b, b, b)
	requests := NewRequests(s, b, b, b, b)
	removal := NewRemoval(s, b, b, b, b)
	ctx := context.Background()
	return map[string]func() error{
		"contact": func() error {
			return support.SetContact(ctx, company, license, partner.SupportContact{TenantID: "t2", Name: "Tailspin"})
		},
		"profile": func() error { return support.SetSupportProfile(ctx, partner.SupportProfile{Email: "a@contoso.com"}) },
		"open": func() error {
			_, err := requests.OpenRequest(ctx, partner.NewRequest{Customer: company, Severity: partner.SeverityCritical, Title: "Teams", Text: "silent"})
			return err
		},
		"note": func() error {
			return requests.AddNote(ctx, company, "615", strings.Repeat("a long note ", 20)+"\nof two lines")
		},
		"close":  func() error { return requests.CloseRequest(ctx, company, "615") },
		"remove": func() error { return removal.Remove(ctx, company) },
		"rights": func() error { return removal.RemoveAdminRights(ctx, company) },
	}
}

// TestEachChangeIsMadeOnceAndRecorded.
func TestEachChangeIsMadeOnceAndRecorded(t *testing.T) {
	for name := range deeds(newBureau(), &shelf{}) {
		b, k := newBureau(), &shelf{}
		if err := deeds(b, k)[name](); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if b.calls != 1 || len(k.lines) != 1 || k.lines[0].Outcome != partner.OutcomeDone || k.lines[0].CorrelationID != "c" {
			t.Errorf("%s: %d calls, recorded %+v", name, b.calls, k.lines)
		}
		if name == "remove" && !b.removed {
			t.Error("the customer is not marked")
		}
	}
}

// TestALostAnswerIsReadBack: after a connection that was lost before, or after,
// the service acted, reading says which it was, and nothing is repeated.
func TestALostAnswerIsReadBack(t *testing.T) {
	lost := &partner.Error{Code: partner.CodeUnreachable, Detail: "the answer was cut off", Unclear: true}
	for name := range deeds(newBureau(), &shelf{}) {
		for happened, verdict := range map[bool]Verdict{true: VerdictHappened, false: VerdictNot} {
			b, k := newBureau(), &shelf{}
			if b.err = lost; !happened {
				b.err, b.refuses = nil, lost
			}
			all := deeds(b, k)
			if err := all[name](); partner.CodeOf(err) != partner.CodeUnclear {
				t.Errorf("%s: %v", name, err)
			}
			if err := all[name](); partner.CodeOf(err) != partner.CodeUnresolved || b.calls != 1 {
				t.Errorf("%s again: %v after %d calls", name, err, b.calls)
			}
			s := core(k)
			NewSupport(s, b, b, b)
			NewRequests(s, b, b, b, b)
			NewRemoval(s, b, b, b, b)
			open, err := s.Open(t.Context())
			if err != nil || len(open) != 1 {
				t.Fatalf("%s: open are %v, %v", name, open, err)
			}
			found, err := s.Look(t.Context(), open[0])
			if err != nil || found.Verdict != verdict || b.calls != 1 {
				t.Errorf("%s, happened %v: reading says %+v, %v", name, happened, found, err)
			}
			if name == "remove" && happened && found.Found != "" {
				t.Errorf("an ended relationship is found as %q", found.Found)
			}
			if name == "remove" && b.removed != happened {
				t.Errorf("marked as removed: %v, happened %v", b.removed, happened)
			}
			b.readErr = partner.NewError(partner.CodeUnreachable, "", nil)
			if found, err := s.Look(t.Context(), open[0]); found.Verdict != VerdictUnknown || err == nil {
				t.Errorf("%s offline: %+v, %v", name, found, err)
			}
		}
	}
}

// TestRoleByChange: what the table of roles denies is not sent.
func TestRoleByChange(t *testing.T) {
	needs := map[string]partner.Deed{
		"contact": partner.DeedSupportContact, "profile": partner.DeedSupportProfile, "open": partner.DeedServiceRequests, "note": partner.DeedServiceRequests,
		"close": partner.DeedServiceRequests, "remove": partner.DeedRemoveRelationship, "rights": partner.DeedRemoveAdminRights,
	}
	for name, deed := range needs {
		for _, role := range partner.Roles() {
			b, k := newBureau(), &shelf{}
			err := deeds(b, k, role)[name]()
			denied := partner.May([]partner.Role{role}, deed) == partner.Denied
			if denied != (partner.CodeOf(err) == partner.CodeRole) || denied != (b.calls == 0) {
				t.Errorf("%s as %s: %v after %d calls", name, role, err, b.calls)
			}
		}
	}
}

// TestWhatIsAcceptedAndNotInEffect is unclear until it is read again.
func TestWhatIsAcceptedAndNotInEffect(t *testing.T) {
	for _, name := range []string{"remove", "rights"} {
		b, k := newBureau(), &shelf{}
		b.lags = true
		if err := deeds(b, k)[name](); partner.CodeOf(err) != partner.CodeUnclear || b.removed {
			t.Errorf("%s: %v, marked %v", name, err, b.removed)
		}
		if in := k.all["1"]; in.State != partner.IntentUnclear || in.CorrelationID != "c" || !strings.Contains(in.Result, "not in effect") {
			t.Errorf("%s is recorded as %+v", name, in)
		}
	}
}

func TestPreflight(t *testing.T) {
	refusal := partner.NewError(partner.CodeService, "", nil)
	sub := func(id, status string) partner.Subscription {
		return partner.Subscription{ID: id, OfferName: id, Status: status}
	}
	for _, c := range []struct {
		name    string
		prepare func(*bureau)
		want    string // kind and id of each blocker
		unknown string
	}{
		{"nothing", func(b *bureau) {
			b.subs = []partner.Subscription{sub("a", "suspended"), sub("b", "expired"), sub("c", "deleted"), sub("d", "disabled"), sub("e", "")}
		}, "[]", "[]"},
		{"subscriptions", func(b *bureau) { b.subs = []partner.Subscription{sub("a", "Active"), sub("b", "pending")} }, "[subscription a pending b]", "[]"},
		{"bought", func(b *bureau) {
			b.bought = map[partner.EntitlementKind][]partner.Entitlement{
				partner.EntitlementReservation: {{OrderID: "o1"}}, partner.EntitlementSoftware: {{OrderID: "o2"}},
			}
		}, "[reservation o1 software o2]", "[]"},
		{"refused", func(b *bureau) { b.boughtErr = refusal }, "[]", "[reservation software]"},
		{"all refused", func(b *bureau) { b.readErr, b.boughtErr = refusal, refusal }, "[]", "[subscription reservation software]"},
	} {
		b, k := newBureau(), &shelf{}
		c.prepare(b)
		removal := NewRemoval(core(k), b, b, b, b)
		p, err := removal.Preflight(t.Context(), customer)
		found := []string{}
		for _, blocker := range p.Blockers {
			found = append(found, string(blocker.Kind), blocker.ID)
		}
		if err != nil || fmt.Sprint(found) != c.want || fmt.Sprint(p.Unchecked) != c.unknown || p.CheckedAt != now {
			t.Errorf("%s: %v, unchecked %v, %v", c.name, found, p.Unchecked, err)
		}
		b.readErr = nil
		err = removal.Remove(t.Context(), company)
		if blocked := len(found) > 0; blocked != (partner.CodeOf(err) == partner.CodeNotAllowed) || blocked != (b.calls == 0) {
			t.Errorf("%s: removing gives %v after %d calls", c.name, err, b.calls)
		}
	}
	b := newBureau()
	b.readErr = partner.NewError(partner.CodeUnreachable, "", nil)
	if _, err := NewRemoval(core(&shelf{}), b, b, b, b).Preflight(t.Context(), customer); partner.CodeOf(err) != partner.CodeUnreachable {
		t.Errorf("offline: %v", err)
	}
}

func TestContacts(t *testing.T) {
	b := newBureau()
	s := NewSupport(core(&shelf{}), b, b, b)
	nce := partner.Subscription{ID: "n", OfferID: "CFQ7TTC0LCHC:0002:CFQ7TTC0ABCD", ProductType: "OnlineServicesNCE", UnitType: "Licenses"}
	usage := partner.Subscription{ID: "u", OfferID: "MS-AZR-0145P", UnitType: "Usage-based"}
	if err := s.FetchContacts(t.Context(), customer, []partner.Subscription{license, nce, usage}); err != nil || len(b.kept.Contacts) != 1 {
		t.Errorf("kept are %v, %v", b.kept.Contacts, err)
	}
	for sub, want := range map[*partner.Subscription]string{&nce: "new-commerce", &usage: "usage"} {
		err := s.SetContact(t.Context(), company, *sub, b.contact)
		if e, ok := errors.AsType[*partner.Error](err); !ok || e.Code != partner.CodeNotAllowed || e.Detail != want || b.calls != 0 {
			t.Errorf("%s: %v", sub.ID, err)
		}
	}
	s.profile, b.contact = b, partner.SupportContact{}
	found, err := s.Candidates(t.Context())
	if err != nil || len(found) != 2 || found[0].Name != "Contoso" || found[1].Name != "Tailspin" {
		t.Errorf("candidates are %+v, %v", found, err)
	}
	b.readErr = partner.NewError(partner.CodeUnreachable, "", nil)
	if err := s.FetchContacts(t.Context(), customer, []partner.Subscription{license}); partner.CodeOf(err) != partner.CodeUnreachable || len(b.failed) != 1 || len(b.kept.Contacts) != 1 {
		t.Errorf("offline: %v, failed %v, kept %v", err, b.failed, b.kept.Contacts)
	}
}

// TestNotesThatWereReadAreKept when the list, which has none, is read again.
func TestNotesThatWereReadAreKept(t *testing.T) {
	b := newBureau()
	s := NewRequests(core(&shelf{}), b, b, b, b)
	for _, step := range []func() error{
		func() error { return s.FetchRequests(t.Context(), customer) },
		func() error { _, err := s.FetchRequest(t.Context(), customer, "615"); return err },
		func() error { return s.FetchRequests(t.Context(), customer) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	if len(b.kept.Requests) != 1 || len(b.kept.Requests[0].Notes) != 1 {
		t.Errorf("kept is %+v", b.kept.Requests)
	}
	if err := s.AddNote(t.Context(), company, "615", " \n "); partner.CodeOf(err) != partner.CodeInvalidInput {
		t.Errorf("an empty note: %v", err)
	}
	if err := s.AddNote(t.Context(), company, "615", strings.Repeat("x", partner.MaxRequestText+1)); partner.CodeOf(err) != partner.CodeTooLong {
		t.Errorf("a long note: %v", err)
	}
}

// TestAnOlderNoteIsNotTheOneThatWasLost, though it says the same.
func TestAnOlderNoteIsNotTheOneThatWasLost(t *testing.T) {
	for age, want := range map[time.Duration]Verdict{24 * time.Hour: VerdictNot, -time.Second: VerdictHappened} {
		b, k := newBureau(), &shelf{}
		b.refuses = &partner.Error{Code: partner.CodeUnreachable, Unclear: true}
		b.requests[0].Notes = []partner.RequestNote{{Text: "Any news?", At: now.Add(-age)}}
		s := core(k)
		requests := NewRequests(s, b, b, b, b)
		if err := requests.AddNote(t.Context(), company, "615", "Any news?"); partner.CodeOf(err) != partner.CodeUnclear {
			t.Fatal(err)
		}
		if found, err := s.Look(t.Context(), k.all["1"]); err != nil || found.Verdict != want {
			t.Errorf("a note that is %v old: %+v, %v", age, found, err)
		}
	}
}

// TestWhatCannotBeReadAgainWasMadeAllTheSame: a change that is made does not
// fail because of the reading after it.
func TestWhatCannotBeReadAgainWasMadeAllTheSame(t *testing.T) {
	for _, name := range []string{"open", "note", "close", "rights"} {
		for _, code := range []partner.Code{partner.CodeUnreachable, partner.CodeThrottled, partner.CodeCancelled} {
			b, k := newBureau(), &shelf{}
			b.rereadErr = partner.NewError(code, "", nil)
			if err := deeds(b, k)[name](); err != nil || b.calls != 1 {
				t.Errorf("%s: %v after %d calls", name, err, b.calls)
			}
		}
	}
}

// TestNamingOneContactDoesNotMakeTheOthersNew: how old they are stays as it was.
func TestNamingOneContactDoesNotMakeTheOthersNew(t *testing.T) {
	for _, fetched := range []time.Time{now.AddDate(0, 0, -3), {}} {
		b := newBureau()
		b.kept.ContactsState.FetchedAt = fetched
		s := NewSupport(core(&shelf{}), b, b, b)
		if err := s.SetContact(t.Context(), company, license, partner.SupportContact{TenantID: "t2"}); err != nil {
			t.Fatal(err)
		}
		if at := b.kept.ContactsState.FetchedAt; !at.Equal(fetched) || b.kept.Contacts[license.ID].TenantID != "t2" && !fetched.IsZero() {
			t.Errorf("read %s, and now %s: %v", fetched, at, b.kept.Contacts)
		}
	}
}
