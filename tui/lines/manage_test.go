package lines

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/tuitest"
)

// office is the store and Partner Center in memory, as far as customers are
// managed.
type office struct {
	*world
	did      []string // changes, in order
	err      error    // of the next changes
	users    []partner.User
	refuse   partner.UserFault // of the next user
	passed   []string          // passwords
	billing  partner.BillingProfile
	support  partner.Support
	blockers []partner.Blocker
	open     []partner.Intent
	found    string // of what became of a change
	settled  bool
	roles    []partner.DirectoryRole
	orders   []partner.Order
	lineErr  *partner.LineError // of the next cart
	profiles []partner.Profile
	signed   error // of the sign-in
}

const fabrikam = "Fabrikam AG"

func newOffice() *office {
	o := &office{world: newWorld(), settled: true}
	o.Fill = func(r *partner.Record, b partner.Block) {
		if r.States == nil {
			r.States = map[partner.Block]partner.BlockState{}
		}
		r.States[b] = partner.BlockState{Block: b, FetchedAt: tuitest.Now}
		r.Customer.Country = "DE"
		r.Subscriptions = []partner.Subscription{
			{ID: "s1", OfferID: "CFQ7TTC0LCHC:0002:A1", OfferName: "Microsoft 365 Business Premium", Quantity: 5, UnitType: "Licenses", Status: "active", Term: "P1Y", AutoRenew: true, Starts: tuitest.Now.AddDate(0, -1, 0), Ends: tuitest.Now.AddDate(0, 11, 0)},
			{ID: "s2", OfferID: "796B6B5F", OfferName: "Office 365 E3", Quantity: 9, UnitType: "Licenses", Status: "suspended", Starts: tuitest.Now.AddDate(-1, 0, 0), Ends: tuitest.Now.AddDate(0, 2, 0)},
		}
		r.Licenses = []partner.License{{SkuID: "p1", Name: "Visio Plan 2", Total: 3, Consumed: 1, Available: 2}, {SkuID: "p2", Name: "Microsoft 365 E3", Total: 1, Consumed: 1}}
	}
	o.users = []partner.User{
		{ID: "u1", DisplayName: "Anna Brunner", PrincipalName: "anna@fabrikam.de", State: "active"},
		{ID: "u2", DisplayName: "Zoë\x1b[31m Keller", PrincipalName: "zoe@fabrikam.de", State: "active", UsageLocation: "DE", LicensesKnown: true, Licenses: []partner.UserLicense{{SkuID: "p1", Name: "Visio Plan 2"}}},
	}
	o.billing = partner.BillingProfile{CompanyName: fabrikam, Email: "bills@fabrikam.de", Address: partner.Address{Country: "DE", City: "Berlin"}}
	o.support = partner.Support{
		Requests:      []partner.ServiceRequest{{ID: "615", Title: "Mail is late", Severity: partner.SeverityModerate, Status: partner.RequestOpen, Created: tuitest.Now, Description: "Since Monday.", Notes: []partner.RequestNote{{By: "Microsoft", At: tuitest.Now, Text: "We look at it."}}}},
		RequestsState: partner.BlockState{FetchedAt: tuitest.Now}, Contacts: map[string]partner.SupportContact{"s2": {TenantID: "t1", Name: "Contoso Partner GmbH"}},
	}
	o.profiles = []partner.Profile{{Name: "contoso", Company: "Contoso Partner GmbH", Connection: partner.ConnectionLive}, {Name: "tailspin", Company: "Tailspin", Connection: partner.ConnectionOffline}}
	return o
}

// note keeps a change, unless it fails.
func (o *office) note(format string, args ...any) error {
	if o.err != nil {
		return o.err
	}
	o.did = append(o.did, fmt.Sprintf(format, args...))
	return nil
}

func (o *office) UsersWindow(_ context.Context, _ partner.CustomerID, q partner.UserQuery, at partner.UserPlace, _, after int) (w partner.UserWindow, err error) {
	for _, u := range o.users {
		if u.DeletedAt.IsZero() == q.Deleted {
			continue
		}
		if w.Total++; strings.Contains(strings.ToLower(u.DisplayName), strings.ToLower(q.Search)) {
			w.Rows = append(w.Rows, u)
		}
	}
	w.Matches = len(w.Rows)
	from := max(slices.IndexFunc(w.Rows, func(u partner.User) bool { return u.ID == at.User }), 0)
	w.Rows = w.Rows[from:min(from+after+1, len(w.Rows))]
	return w, nil
}

func (o *office) Sync(context.Context, partner.CustomerID, func(int)) (int, error) {
	return len(o.users), o.FetchError
}

func (o *office) Domains(context.Context, partner.CustomerID, []string) ([]string, error) {
	return []string{"fabrikam.onmicrosoft.com", "fabrikam.de"}, nil
}

func (o *office) Add(_ context.Context, _ partner.Customer, u partner.NewUser, domains []string) (partner.User, error) {
	o.passed = append(o.passed, u.Password.Reveal())
	why := u.Fault(domains)
	if why == "" {
		why, o.refuse = o.refuse, ""
	}
	if why != "" {
		return partner.User{}, partner.NewError(partner.CodeInvalidInput, string(why), nil)
	}
	return partner.User{}, o.note("add %s %s %s %v", u.PrincipalName, u.DisplayName, u.UsageLocation, u.ForceChange)
}

func (o *office) ResetPassword(_ context.Context, _ partner.Customer, u partner.User, p partner.Password, force bool) error {
	o.passed = append(o.passed, p.Reveal())
	return o.note("reset %s %v", u.PrincipalName, force)
}

// seats reads and changes licenses.
type seats struct{ *office }

func (s seats) Read(_ context.Context, _ partner.CustomerID, users []partner.User, _ func(int)) ([]partner.User, error) {
	return users, nil
}

func (s seats) Change(_ context.Context, _ partner.Customer, u partner.User, a manage.Assignment) (manage.LicensesChanged, error) {
	result := manage.LicensesChanged{After: a.Change.Apply(u.Licenses, a.Products)}
	return result, s.note("licenses %s %v %s", u.PrincipalName, a.Change, a.Location)
}

func (s seats) ReadSeats(context.Context, partner.CustomerID) {}

// services changes subscriptions.
type services struct{ *office }

func (s services) Change(_ context.Context, c partner.Customer, seen partner.Subscription, _ []partner.Subscription, e partner.SubscriptionEdit) (manage.Changed, error) {
	if err := s.note("%s %s", seen.ID, e.Detail(seen)); err != nil {
		return manage.Changed{}, err
	}
	rec := s.Records[c.ID]
	for i := range rec.Subscriptions {
		if rec.Subscriptions[i].ID == seen.ID {
			rec.Subscriptions[i] = e.Apply(rec.Subscriptions[i])
		}
	}
	fill := s.Fill
	s.Fill = func(r *partner.Record, b partner.Block) {
		subs := r.Subscriptions
		if fill(r, b); len(subs) > 0 {
			r.Subscriptions = subs
		}
	}
	return manage.Changed{Settled: s.settled}, nil
}

func (o *office) Billing(context.Context, partner.CustomerID) (partner.BillingProfile, error) {
	return o.billing, nil
}

func (o *office) UpdateBilling(_ context.Context, _ partner.Customer, seen, next partner.BillingProfile) error {
	return o.note("billing %v", seen.Changes(next))
}

func (o *office) Attest(_ context.Context, _ partner.Customer, w partner.Attestation) error {
	return o.note("attest %s %s %s %s", w.FirstName, w.LastName, w.Email, w.Agreed.Format(time.DateOnly))
}

func (o *office) Qualify(_ context.Context, _ partner.Customer, q partner.QualificationRequest) error {
	return o.note("qualify %s %s %s", q.Name, q.Segment, q.Website)
}

func (o *office) Support(context.Context, partner.CustomerID) (partner.Support, error) {
	return o.support, nil
}

func (o *office) FetchRequests(context.Context, partner.CustomerID) error { return o.FetchError }

func (o *office) FetchRequest(context.Context, partner.CustomerID, string) (partner.ServiceRequest, error) {
	return o.support.Requests[0], nil
}

func (o *office) Topics(context.Context) ([]partner.SupportTopic, error) {
	return []partner.SupportTopic{{ID: "1", Name: "Exchange Online"}, {ID: "2", Name: "Teams"}}, nil
}

func (o *office) OpenRequest(_ context.Context, r partner.NewRequest) (string, error) {
	return "616", o.note("open %s, %s, %s, %s, %s", r.Title, r.Severity, r.Subscription.ID, r.Topic.ID, r.Text)
}

func (o *office) AddNote(_ context.Context, _ partner.Customer, request, note string) error {
	return o.note("note %s %s", request, note)
}

func (o *office) CloseRequest(_ context.Context, _ partner.Customer, request string) error {
	return o.note("close %s", request)
}

func (o *office) FetchContacts(context.Context, partner.CustomerID, []partner.Subscription) error {
	return nil
}

func (o *office) Candidates(context.Context) ([]partner.SupportContact, error) {
	return []partner.SupportContact{{TenantID: "t1", Name: "Contoso Partner GmbH"}, {TenantID: "t2", MPNID: "5210331", Name: "Tailspin Cloud Services"}}, nil
}

func (o *office) SetContact(_ context.Context, _ partner.Customer, sub partner.Subscription, to partner.SupportContact) error {
	return o.note("contact %s %s", sub.ID, to.Name)
}

func (o *office) Preflight(context.Context, partner.CustomerID) (partner.Preflight, error) {
	return partner.Preflight{Blockers: o.blockers, Unchecked: []partner.BlockerKind{partner.BlockerReservation}}, nil
}

func (o *office) Remove(_ context.Context, c partner.Customer) error {
	return o.note("remove %s", c.Domain)
}

func (o *office) RemoveAdminRights(_ context.Context, c partner.Customer) error {
	return o.note("rights of %s", c.Domain)
}

func (o *office) Open(context.Context) ([]partner.Intent, error) { return o.open, nil }

func (o *office) Look(context.Context, partner.Intent) (manage.Finding, error) {
	return manage.Finding{Verdict: manage.VerdictHappened, Found: cmp.Or(o.found, "30 seats")}, nil
}

func (o *office) Resolve(_ context.Context, id string, state partner.IntentState, found string) error {
	o.open = nil
	return o.note("resolve %s %s %s", id, state, found)
}

func (o *office) Profiles(context.Context) ([]partner.Profile, string, error) {
	return o.profiles, "contoso", nil
}

func (o *office) UseProfile(_ context.Context, name string) error { return o.note("use %s", name) }

// manages gives a dialog the office.
func (o *office) manages(d *Deps) {
	attempt := func(code string) func(context.Context) (Attempt, error) {
		return func(context.Context) (Attempt, error) {
			return Attempt{Page: "https://login.contoso.example/device", UserCode: code, ExpiresAt: tuitest.Now.Add(15 * time.Minute), Wait: func(context.Context) (string, error) {
				return "anna@contoso.com", o.signed
			}}, nil
		}
	}
	d.Profile.Name = "contoso"
	d.Customers, d.Notes, d.Fetcher = o, o, o
	d.Marks, d.Notebook = o, o
	d.Pending = o
	d.Door = Door{
		DeviceCode: attempt("ABCD1234"), Browser: attempt(""), Done: func(context.Context) error { return o.note("signed in") },
		SignOut: func(context.Context) error { return o.note("signed out") },
		Status: func(context.Context) ([][]string, error) {
			return [][]string{{"Company", "Contoso Partner GmbH"}, {"Account", ""}}, o.signed
		},
		Profiles: o,
	}
	d.Manage = &Manage{
		Users: o, Directory: o, Writer: o, Remover: o, Roles: o, Catalog: o, Till: o, Orders: o, Licenses: seats{o}, Subscriptions: services{o}, Billing: o, Attester: o, Support: o, Requests: o,
		RequestWriter: o, Contacts: o, Removal: o,
		Packet: func(_ context.Context, r partner.NewRequest) (partner.SupportPacket, error) {
			return partner.SupportPacket{Request: r, AnswerBy: tuitest.Now}, nil
		},
	}
}

// at are the answers that lead to Fabrikam AG, and then those given.
func at(answers ...string) []string { return append([]string{"1", "s fabrikam", "1"}, answers...) }

// held runs a dialog with the office. Passwords are said by a name that stays.
func (o *office) held(t *testing.T, text *i18n.Strings, change func(*Deps), answers ...string) string {
	t.Helper()
	said := o.hold(t, text, func(d *Deps) {
		if o.manages(d); change != nil {
			change(d)
		}
	}, answers...)
	for _, password := range o.passed {
		if n := strings.Count(said, password); n > 1 {
			t.Errorf("a password is said %d times", n)
		}
		said = strings.ReplaceAll(said, password, "(password)")
	}
	return said
}

// TestManaging holds whole dialogs against golden files, in both languages, with
// what they did.
func TestManaging(t *testing.T) {
	unanswered := []partner.Intent{{ID: "i1", At: tuitest.Now, Actor: "anna", Action: partner.ActionSubscriptionChanged, Subject: fabrikam, Detail: "seats 25 -> 30"}}
	for _, c := range []struct {
		name    string
		change  func(*office)
		answers []string
		did     string
	}{
		{"users", nil, at("2", "3", "zoë", "?", "", "2", "-", "5", "2", "0", "0", "0"), ""},
		{"add-user", nil, at("2", "4", "", "Beat Keller", "be@t", "beat", "2", "?", "-", "fr", "Beat", "0", "0", "0", "", "", "", "Keller", "", "", "4", "", "", "", "germany", "", "", "", "2", "0", "0"),
			"add beat@fabrikam.de Beat Keller DE true"},
		{"add-user-taken", func(o *office) { o.refuse = partner.UserLoginTaken }, at("2", "4", "Beat Keller", "beat", "2", "", "", "", "", "2", "", "beat2", "", "", "", "", "", "2", "0", "0"),
			"add beat2@fabrikam.de Beat Keller DE true"},
		{"reset-password", nil, at("2", "1", "2", "", "", "2", "", "2", "0", "0"), "reset anna@fabrikam.de true"},
		{"licenses", nil, at("2", "1", "1", "2", "1", "nowhere", "germany", "", "1", "", "2", "1", "2", "0", "0", "0"),
			"licenses anna@fabrikam.de {[{p1 []}] []} DE, licenses anna@fabrikam.de {[] [p1]} "},
		{"subscriptions", nil, at("3", "1", "1", "many", "3", "8", "", "1", "8", "2", "2", "2", "5", "0", "2", "5", "2", "0", "0", "0"),
			"s1 seats 5 -> 8, s1 auto-renew true -> false, s2 reactivate suspended -> active"},
		{"edit-user", func(o *office) { o.refuse = partner.UserLoginTaken }, at("2", "1", "3", "", "", "", "", "", "", "3", "Anna Keller", "Anna", "", "anna.keller", "", "fr", "2", "", "", "-", "", "", "", "2", "0", "0"),
			`edit ["Anna Keller" "Anna" "anna.keller@fabrikam.de" "FR"]`},
		{"delete-user", nil, at("2", "1", "5", "", "5", "2", "5", "1", "1", "1", "", "1", "1", "2", "4", "0", "0"), "delete anna@fabrikam.de, restore anna@fabrikam.de"},
		{"roles", func(o *office) { o.roles = []partner.DirectoryRole{{ID: "Billing", Name: "Billing administrator"}} }, at("2", "1", "4", "1", "", "1", "2", "11", "1", "2", "0", "0", "0", "0"),
			"role anna@fabrikam.de Billing false, role anna@fabrikam.de Messages true"},
		{"buy", nil, at("3", "3", "2", "plan 3", "", "0", "1", "365", "1", "2", "1", "1", "many", "500", "5", "Sales", "", "4", "2", "5", "1", "4", "0", "0"),
			`buy 5 of P1:0001 for P1Y, "Sales", true, cart c1`},
		{"buy-refused", func(o *office) { o.lineErr = &partner.LineError{Code: "800068", Detail: "Not for sale."} }, at("3", "3", "", "", "2", "1", "1", "5", "", "", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"), ""},
		{"account", nil, at("4", "1", "", "", "", "post@fabrikam.de", "", "", "", "", "", "", "", "", "", "", "", "2", "2", "Anna", "Brunner", "anna", "anna@fabrikam.de", "", "2099-01-01", "2026-10-01", "2", "3", "1", "2", "", "2", "0", "0"),
			"billing [{email bills@fabrikam.de post@fabrikam.de}], attest Anna Brunner anna@fabrikam.de 2026-10-01, qualify Education HigherEducation "},
		{"service-requests", nil, at("5", "1", "1", "", "Headers are attached", "2", "2", "", "2", "2", "0", "2", "Teams is silent", "1", "2", "2", "Since noon", "2", "0", "0"),
			"note 615 Headers are attached, close 615, open Teams is silent, critical, s1, 2, Since noon"},
		{"support-contacts", nil, at("6", "1", "2", "3", "2", "0", "0"), "contact s2 Tailspin Cloud Services"},
		{"support-contact-stays", nil, at("6", "2", "2", "0", "0"), ""},
		{"end", nil, at("7", "1", "fabrikam", "1", "0", "1", "fabrikam.de", "0"), "remove fabrikam.de"},
		{"blocked", func(o *office) {
			o.blockers = []partner.Blocker{{Kind: partner.BlockerSubscription, Name: "Microsoft 365 E3", Quantity: 1, Unit: "Licenses", Ends: tuitest.Now.AddDate(1, 0, 0), AutoRenew: true}}
		}, at("7", "1", "2", "", "2", "2", "0"), ""},
		{"unanswered", func(o *office) { o.open = unanswered }, []string{"6", "1", "1", "2", "", "2", "2", "0"}, "resolve i1 done 30 seats"},
		{"status", func(o *office) { o.signed = partner.NewError(partner.CodeSignIn, "", nil) }, []string{"7", "?", "1", "2", "0", "0"}, ""},
		{"sign-in", nil, []string{"7", "2"}, "signed in"},
		{"sign-in-by-browser", nil, []string{"7", "3"}, "signed in"},
		{"sign-out", nil, []string{"7", "4", "", "4", "2"}, "signed out"},
		{"profiles", nil, []string{"7", "5", "1", "5", "2"}, "use tailspin"},
	} {
		for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
			t.Run(c.name+"."+text.Language, func(t *testing.T) {
				o := newOffice()
				if c.change != nil {
					c.change(o)
				}
				got := o.held(t, text, nil, c.answers...)
				tuitest.Golden(t, c.name+"."+text.Language, strings.Split(strings.TrimSuffix(got, "\n"), "\n"))
				want := c.did
				if text.FamilyFirst() { // the answers come in the same order, the questions do not
					want = strings.ReplaceAll(want, "Anna Brunner", "Brunner Anna")
				}
				if did := strings.Join(o.did, ", "); did != want {
					t.Errorf("did %q, want %q", did, want)
				}
			})
		}
	}
}
