package account

import (
	"context"
	"fmt"
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

// desk is the store and the service in memory.
type desk struct {
	*tuitest.Store
	profile partner.BillingProfile
	intents []partner.Intent
	did     []string
	err     error
}

func (d *desk) OpenIntents(context.Context) ([]partner.Intent, error) { return d.intents, nil }

func (d *desk) Billing(context.Context, partner.CustomerID) (partner.BillingProfile, error) {
	d.did = append(d.did, "read")
	return d.profile, d.err
}

func (d *desk) UpdateBilling(ctx context.Context, _ partner.Customer, seen, next partner.BillingProfile) error {
	d.did = append(d.did, fmt.Sprintf("billing %v, stopped %v", seen.Changes(next), ctx.Err() != nil))
	return d.err
}

func (d *desk) Attest(_ context.Context, c partner.Customer, word partner.Attestation) error {
	d.did = append(d.did, fmt.Sprintf("attest %s %s %s %s", c.Domain, word.FirstName, word.Email, word.Agreed.Format(time.DateOnly)))
	return d.err
}

func (d *desk) Qualify(_ context.Context, _ partner.Customer, q partner.QualificationRequest) error {
	d.did = append(d.did, fmt.Sprintf("qualify %+v", q))
	return d.err
}

// tongue is the language of the screens that start begins.
var tongue = &i18n.English

func speakChinese(t *testing.T) {
	tongue = &i18n.Chinese
	t.Cleanup(func() { tongue = &i18n.English })
}

// sample is the account of one of the sample customers, without an agreement.
func sample(customer int) *desk {
	d := &desk{Store: tuitest.Sample(), profile: partner.BillingProfile{
		CompanyName: "Adventure Cycles AG", FirstName: "Anna", LastName: "Brunner", Email: "rechnung@adventurecycles.ch", Culture: "de-CH", Language: "de",
		Address: partner.Address{Country: "CH", City: "Zürich", AddressLine1: "Bahnhofstrasse 1", PostalCode: "8001"},
	}}
	rec := tuitest.Record()
	rec.Account.AgreementSigned = customer == 1
	rec.Account.BillingEmail = d.profile.Email
	rec.Account.Qualifications = []partner.Qualification{{Name: "Education", Vetting: "InReview"}}
	rec.Account.Partners = []partner.OtherPartner{{Name: "Fabrikam", MPNID: "1234567", Country: "CH"}}
	d.Records[tuitest.CustomerID(customer)] = rec
	return d
}

func start(t *testing.T, d *desk, customer, width, height int, change ...func(*Deps)) *tuitest.Host {
	t.Helper()
	deps := Deps{Text: tongue, Now: func() time.Time { return tuitest.Now }, Store: d, Keeper: d, Clipboard: d,
		Pending: func() screen.Screen { return nil }, Turn: func(partner.Customer, int) screen.Screen { return nil }}
	for _, c := range change {
		c(&deps)
	}
	h := tuitest.NewHost(t, New(deps, d.List[customer-1]), width, height)
	h.Frame.Text = tongue
	h.Lines()
	return h
}

func shown(h *tuitest.Host) string { return strings.Join(h.Lines(), "\n") }

func notice(h *tuitest.Host) string {
	text := ""
	for _, w := range h.Wishes {
		if n, ok := w.(screen.Notice); ok {
			text = n.Text
		}
	}
	return text
}

// typed gives the keys of a text.
func typed(text string) (all []string) {
	for _, r := range text {
		all = append(all, string(r))
	}
	return all
}

func attestation() []string {
	all := append([]string{"a"}, typed("Anna")...)
	all = append(append(all, "tab"), typed("Brunner")...)
	all = append(append(all, "tab"), typed("anna@adventurecycles.ch")...)
	all = append(append(all, "tab", "tab"), typed("2026-11-01")...)
	return append(all, "ctrl+s")
}

func TestFrames(t *testing.T) {
	frames(t)
	speakChinese(t)
	frames(t)
}

func frames(t *testing.T) {
	failed := func() *desk {
		d := sample(2)
		d.Records[tuitest.CustomerID(2)].States[partner.BlockAccount] = partner.BlockState{FailedAt: tuitest.Now, Failure: &partner.Error{Code: partner.CodeForbidden, CorrelationID: "corr-1"}}
		return d
	}
	unanswered := sample(2)
	unanswered.intents = []partner.Intent{{Customer: tuitest.CustomerID(2)}}
	for _, c := range []struct {
		name     string
		d        *desk
		customer int
		keys     []string
	}{
		{"granted", sample(1), 1, nil},
		{"removed", sample(2), 2, nil},
		{"removed-end", sample(2), 2, []string{"G"}},
		{"not-requested", sample(3), 3, nil},
		{"unknown", sample(4), 4, nil},
		{"billing", sample(2), 2, []string{"b"}},
		{"billing-question", sample(2), 2, []string{"b", "ctrl+u", "X", "ctrl+s"}},
		{"attest", sample(2), 2, []string{"a"}},
		{"attest-wrong", sample(2), 2, []string{"a", "ctrl+s"}},
		{"attest-question", sample(2), 2, attestation()},
		{"qualify", sample(2), 2, []string{"u", "right"}},
		{"qualify-question", sample(2), 2, []string{"u", "ctrl+s"}},
		{"failed", failed(), 2, nil},
		{"unanswered", unanswered, 2, nil},
	} {
		t.Run(tongue.Language+"/"+c.name, func(t *testing.T) {
			h := start(t, c.d, c.customer, 80, 21)
			h.Press(c.keys...)
			h.Frames(c.name)
		})
	}
}

func TestBilling(t *testing.T) {
	d := sample(2)
	h := start(t, d, 2, 80, 24)
	h.Press("b", "ctrl+s") // nothing is changed: nothing is asked
	if strings.Contains(shown(h), "Send it") {
		t.Error("a question without a change")
	}
	if h.Screen.(screen.Leaver).Leave() != nil {
		t.Error("leaving asks about a form that was not begun")
	}
	h.Press("ctrl+u")
	h.Type("Adventure Cycles Holding AG")
	h.Press("ctrl+s", "enter", "esc") // the safe answer, and away
	if len(d.did) != 1 {
		t.Fatalf("did %q", d.did)
	}
	if _, asks := h.Screen.(screen.Leaver).Leave()().(screen.Unstored); !asks {
		t.Error("a form that was begun is lost unasked")
	}
	h.Press("b")
	if !strings.Contains(shown(h), "Holding") || len(d.did) != 1 {
		t.Errorf("what was typed is lost, did %q:\n%s", d.did, shown(h))
	}
	d.err = &partner.Error{Code: partner.CodeUnreachable}
	h.Press("ctrl+s", "y", "b")
	if !strings.Contains(shown(h), "Holding") {
		t.Errorf("what was typed is lost with a failure:\n%s", shown(h))
	}
	d.err = nil
	h.Press("ctrl+s", "y")
	if want := "billing [{companyName Adventure Cycles AG Adventure Cycles Holding AG}], stopped false"; d.did[len(d.did)-1] != want || notice(h) != "The billing profile is changed" {
		t.Errorf("did %q, said %q", d.did, notice(h))
	}
	d.err = partner.NewError(partner.CodeConflict, "", nil)
	h.Press("b")
	d.err = nil
	h.Press("b", "X")
	d.err = partner.NewError(partner.CodeConflict, "", nil)
	h.Press("ctrl+s", "y")
	if !strings.Contains(notice(h), "Somebody changed the billing profile") {
		t.Errorf("said %q", notice(h))
	}
}

func TestAttest(t *testing.T) {
	d := sample(2)
	h := start(t, d, 2, 80, 24)
	h.Press(attestation()...)
	h.Press("enter")
	if len(d.did) != 0 {
		t.Fatalf("did %q", d.did)
	}
	h.Press("ctrl+s", "y")
	if len(d.did) != 1 || d.did[0] != "attest adventurecycles.ch Anna anna@adventurecycles.ch 2026-11-01" {
		t.Errorf("did %q", d.did)
	}
	for _, wrong := range []string{"2026-11-13", "2026-13-01", "tomorrow"} {
		h = start(t, sample(2), 2, 80, 24)
		keys := attestation()
		h.Press(keys[:len(keys)-11]...)
		h.Type(wrong)
		h.Press("ctrl+s")
		if strings.Contains(shown(h), "Send it") {
			t.Errorf("%s is taken for a day", wrong)
		}
	}
}

func TestQualify(t *testing.T) {
	for want, press := range map[string][]string{
		"{Name:Education Segment:K12 Website: ValidationCode:}":                {"u", "ctrl+s", "y"},
		"{Name:GovernmentCommunityCloud Segment: Website: ValidationCode:A-1}": {"u", "right", "tab", "tab", "tab", "A", "-", "1", "ctrl+s", "y"},
		"{Name:StateOwnedEntity Segment: Website: ValidationCode:}":            {"u", "left", "ctrl+s", "y"},
	} {
		d := sample(2)
		h := start(t, d, 2, 80, 24)
		h.Press(press...)
		if len(d.did) != 1 || d.did[0] != "qualify "+want {
			t.Errorf("did %q, want %s", d.did, want)
		}
	}
	d := sample(2)
	start(t, d, 2, 80, 24).Press("u", "right", "ctrl+s", "y")
	if len(d.did) != 0 {
		t.Errorf("asked without a code: %q", d.did)
	}
}

func TestAKeyPressedAgain(t *testing.T) {
	d := sample(2)
	h := start(t, d, 2, 80, 24)
	s := h.Screen.(*Screen)
	h.Press("u", "ctrl+s")
	work := s.Update(tuitest.Key("y"))
	for _, key := range []string{"u", "ctrl+s"} {
		if again := s.Update(tuitest.Key(key)); again != nil {
			t.Fatalf("%s writes again", key)
		}
	}
	for _, intent := range []keys.Intent{keys.AccountBilling, keys.AccountAttest, keys.AccountQualify} {
		if b, _ := s.Keys().Find(intent); !b.Off {
			t.Errorf("%s is possible while something is written", intent)
		}
	}
	s.Box().Close()
	if work(); len(d.did) != 1 {
		t.Errorf("did %q", d.did)
	}
}

// TestASheetStaysOpen though the values for another one come after it was opened.
func TestASheetStaysOpen(t *testing.T) {
	h := start(t, sample(2), 2, 80, 24)
	release := h.Hold("b", "u")
	before := shown(h)
	if release(); shown(h) != before {
		t.Errorf("another sheet is open:\n%s", shown(h))
	}
}

func TestKeysThatAreOff(t *testing.T) {
	h := start(t, sample(2), 2, 80, 24, func(d *Deps) { d.EditOff, d.AttestOff = "read-only", "role" })
	for _, intent := range []keys.Intent{keys.AccountBilling, keys.AccountAttest, keys.AccountQualify} {
		if b, _ := h.Screen.Keys().Find(intent); !b.Off || b.Why == "" {
			t.Errorf("%s is possible", intent)
		}
	}
	h = start(t, sample(1), 1, 80, 24) // signed by the customer
	if b, _ := h.Screen.Keys().Find(keys.AccountAttest); !b.Off || !strings.Contains(b.Why, "Accepted by the customer") {
		t.Errorf("%+v", b)
	}
}

func TestHostileText(t *testing.T) {
	d := &desk{Store: tuitest.HostileStore()}
	for i, c := range d.List {
		text := tuitest.Hostile()[i]
		d.profile = partner.BillingProfile{CompanyName: text, Email: text, Address: partner.Address{City: text}}
		for _, size := range [][2]int{{60, 18}, {1, 1}, {9, 4}} {
			s := New(Deps{Text: tongue, Now: func() time.Time { return tuitest.Now }, Store: d, Keeper: d, Clipboard: d}, c)
			h := tuitest.NewHost(t, s, size[0], size[1])
			h.Press("G", "b", "tab", "X", "ctrl+s", "esc", "esc", "u", "ctrl+s")
		}
	}
}
