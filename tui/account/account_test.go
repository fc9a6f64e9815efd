package account

import (
	"cmp"
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
	refusal error // of changes alone
}

func (d *desk) OpenIntents(context.Context) ([]partner.Intent, error) { return d.intents, nil }

func (d *desk) Billing(context.Context, partner.CustomerID) (partner.BillingProfile, error) {
	d.did = append(d.did, "read")
	return d.profile, d.err
}

func (d *desk) UpdateBilling(ctx context.Context, _ partner.Customer, seen, next partner.BillingProfile) error {
	d.did = append(d.did, fmt.Sprintf("billing %v, stopped %v", seen.Changes(next), ctx.Err() != nil))
	return cmp.Or(d.refusal, d.err)
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
var tongue = i18n.English()

func speakChinese(t *testing.T) {
	tongue = i18n.Chinese()
	t.Cleanup(func() { tongue = i18n.English() })
}

// sample is the account of one of the sample customers, without an agreement.
func sample(customer int) *desk {
	d := &desk{Store: tuitest.Sample(), profile: partner.BillingProfile{
		CompanyName: "Adventure Cycles AG", FirstName: "Anna", LastName: "Brunner", Email: "rechnung@adventurecycles.ch", Culture: "de-CH", Language: "de",
		Address: partner.Address{Country: "CH", City: "Zürich", AddressLine1: "Bahnhofstrasse 1", PostalCode: "8001"},
	}}
	rec := tuitest.Record()
	rec.Account.AgreementSigned = customer == 1
	rec.Account.BillingCompany, rec.Account.BillingContact, rec.Account.BillingEmail = d.profile.CompanyName, "Anna Brunner", d.profile.Email
	rec.Account.BillingAddress = d.profile.Address
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

const refusedWords = "defaultAddress.postalCode is not one of this country."

// refusing is a service that does not take a value.
func refusing() *desk {
	d := sample(2)
	d.refusal = &partner.Error{Code: partner.CodeService, HTTPStatus: 400, ServiceCode: "3000", Detail: refusedWords, CorrelationID: "corr-2"}
	return d
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
		{"billing-wrong", sample(2), 2, append([]string{"b", "tab", "tab", "tab", "ctrl+u"}, append(typed("notmail"), "ctrl+s")...)},
		{"billing-refused", refusing(), 2, []string{"b", "ctrl+u", "X", "ctrl+s", "y"}},
		{"billing-left", sample(2), 2, []string{"b", "ctrl+u", "X", "esc"}},
		{"billing-done", sample(2), 2, []string{"b", "ctrl+u", "X", "ctrl+s", "y"}},
		{"billing-question", sample(2), 2, []string{"b", "ctrl+u", "X", "ctrl+s"}},
		{"attest", sample(2), 2, []string{"a"}},
		{"attest-wrong", sample(2), 2, []string{"a", "ctrl+s"}},
		{"attest-question", sample(2), 2, attestation()},
		{"qualify", sample(2), 2, []string{"u", "right"}},
		{"qualify-education", sample(2), 2, append([]string{"u", "tab", "tab"}, append(typed("notaurl"), "ctrl+s")...)},
		{"qualify-question", sample(2), 2, []string{"u", "ctrl+s"}},
		{"failed", failed(), 2, nil},
		{"unanswered", unanswered, 2, nil},
	} {
		t.Run(tongue.Language+"/"+c.name, func(t *testing.T) {
			h := start(t, c.d, c.customer, 80, 21)
			h.Press(c.keys...)
			quoted := []string{}
			if c.d.refusal != nil {
				quoted = strings.Fields(refusedWords)
			}
			h.Frames(c.name, quoted...)
		})
	}
}

func TestBilling(t *testing.T) {
	d := sample(2)
	h := start(t, d, 2, 80, 24)
	h.Press("b", "ctrl+s") // nothing is changed: nothing is asked
	if strings.Contains(shown(h), "Send it") || !strings.Contains(notice(h), "Nothing is changed yet") {
		t.Errorf("without a change, said %q:\n%s", notice(h), shown(h))
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
	if !strings.Contains(shown(h), "Holding") || len(d.did) != 1 { // who stays is in the form
		t.Errorf("what was typed is lost, did %q:\n%s", d.did, shown(h))
	}
	d.err = &partner.Error{Code: partner.CodeUnreachable}
	h.Press("ctrl+s", "y")
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
		"{Name:GovernmentCommunityCloud Segment: Website: ValidationCode:A-1}": {"u", "right", "tab", "A", "-", "1", "ctrl+s", "y"},
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
	if b, _ := h.Screen.Keys().Find(keys.AccountAttest); !b.Off || !strings.HasPrefix(b.Why, "Nothing to confirm: Accepted by the customer") {
		t.Errorf("%+v", b)
	}
	if b, _ := h.Screen.Keys().Find(keys.PendingOpen); !b.Off || b.Why != i18n.English().Subscriptions.NoPending {
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

// TestBillingIsCheckedBeforeItIsSent: values that cannot be taken, and the country,
// which never changes.
func TestBillingIsCheckedBeforeItIsSent(t *testing.T) {
	for value, steps := range map[string]int{"notmail": 3, "xx": 4, "german": 5} {
		d := sample(2)
		h := start(t, d, 2, 80, 24)
		h.Press("b")
		for range steps {
			h.Press("tab")
		}
		h.Press("ctrl+u")
		h.Type(value)
		h.Press("ctrl+s")
		if text := shown(h); strings.Contains(text, "Send it") || !strings.Contains(text, value) {
			t.Errorf("%q is sent:\n%s", value, text)
		}
	}
	h := start(t, sample(2), 2, 80, 24)
	h.Press("b", "tab", "tab", "tab", "tab", "tab", "tab")
	h.Type("ZZ")
	if text := shown(h); !strings.Contains(text, "Switzerland") || strings.Contains(text, "CHZZ") {
		t.Errorf("the country can be changed:\n%s", text)
	}
}

// TestWhatWasTypedSurvivesAConflict: the profile is read again, and what the person
// changed stands in it.
func TestWhatWasTypedSurvivesAConflict(t *testing.T) {
	d := sample(2)
	h := start(t, d, 2, 80, 24)
	h.Press("b", "tab", "ctrl+u")
	h.Type("Beate")
	d.refusal = partner.NewError(partner.CodeConflict, "", nil)
	h.Press("ctrl+s", "y")
	if !strings.Contains(notice(h), "what you typed is kept") {
		t.Errorf("said %q", notice(h))
	}
	d.refusal, d.profile.Address.City = nil, "Bern"
	h.Press("b")
	if text := shown(h); !strings.Contains(text, "Beate") || !strings.Contains(text, "Bern") {
		t.Errorf("shown:\n%s", text)
	}
	if h.Screen.(screen.Leaver).Leave() == nil {
		t.Error("it is lost unasked")
	}
	h.Press("ctrl+s", "y")
	if got := d.did[len(d.did)-1]; got != "billing [{firstName Anna Beate}], stopped false" {
		t.Errorf("did %q", got)
	}
}

// TestABillingNameIsTheNameInTheList, which the question says.
func TestABillingNameIsTheNameInTheList(t *testing.T) {
	h := start(t, sample(2), 2, 80, 24)
	h.Press("b", "ctrl+u", "X", "ctrl+s")
	if !strings.Contains(shown(h), "calls the customer by this name") {
		t.Errorf("asked:\n%s", shown(h))
	}
	h.Press("esc", "ctrl+u")
	h.Type("Adventure Cycles AG")
	h.Press("tab", "X", "ctrl+s")
	if text := shown(h); !strings.Contains(text, "Send it") || strings.Contains(text, "calls the customer by this name") {
		t.Errorf("asked:\n%s", text)
	}
}

// TestARefusedChangeKeepsItsForm open, with the field marked that the service
// names; what nobody knows the end of is not offered again.
func TestARefusedChangeKeepsItsForm(t *testing.T) {
	h := start(t, refusing(), 2, 80, 24)
	h.Press("b", "ctrl+u", "X", "ctrl+s", "y")
	s := h.Screen.(*Screen)
	if s.sheet == nil || s.sheet.form.Focused().Label != "Postal code" || !strings.Contains(shown(h), "is not one of") {
		t.Errorf("shown:\n%s", shown(h))
	}
	for words, want := range map[string]string{
		"email is not a mail address.": "Email", "A phone number is needed in this country.": "Phone", "defaultAddress.firstName is too long": "First name",
		"The country of a customer cannot be changed.": "Company", "Something is wrong": "Company",
	} {
		d := refusing()
		d.refusal = &partner.Error{Code: partner.CodeService, Detail: words}
		h := start(t, d, 2, 80, 24)
		h.Press("b", "ctrl+u", "X", "ctrl+s", "y")
		if s := h.Screen.(*Screen); s.sheet == nil || s.sheet.form.Focused().Label != want {
			t.Errorf("%s: not at %s:\n%s", words, want, shown(h))
		}
	}
	d := refusing()
	d.refusal = &partner.Error{Code: partner.CodeUnclear}
	h = start(t, d, 2, 80, 24)
	h.Press("b", "ctrl+u", "X", "ctrl+s", "y")
	if h.Screen.(*Screen).sheet != nil {
		t.Errorf("what may have happened is offered again:\n%s", shown(h))
	}
}

// TestWhatWasChangedIsSeen though it stands further down, and that more follows.
func TestWhatWasChangedIsSeen(t *testing.T) {
	h := start(t, sample(2), 2, 80, 18)
	if text := shown(h); strings.Contains(text, "rechnung@") || !strings.Contains(text, "more lines") {
		t.Fatalf("at first:\n%s", text)
	}
	h.Press("b", "ctrl+u", "X", "ctrl+s", "y")
	if text := shown(h); !strings.Contains(text, "Bills go to") || !strings.Contains(text, "rechnung@") {
		t.Errorf("after a change:\n%s", text)
	}
	h.Press("g", "down")
	if text := shown(h); strings.Contains(text, "rechnung@") {
		t.Errorf("it does not scroll:\n%s", text)
	}
}

// TestAFormThatWasLeft is named on the page, and leaving shows it.
func TestAFormThatWasLeft(t *testing.T) {
	h := start(t, sample(2), 2, 80, 24)
	h.Press("u", "esc")
	if strings.Contains(shown(h), "not sent") {
		t.Errorf("a form without a change:\n%s", shown(h))
	}
	h.Press("b", "X", "esc", "u", "right", "esc")
	if text := shown(h); !strings.Contains(text, `Begun and not sent: Bills go to. b goes on`) || !strings.Contains(text, `Begun and not sent: Qualification. u goes on`) {
		t.Errorf("shown:\n%s", text)
	}
	asked, _ := h.Screen.(screen.Leaver).Leave()().(screen.Unstored)
	if !strings.Contains(asked.Text, "Bills go to, Qualification") || h.Screen.(*Screen).sheet == nil {
		t.Errorf("asked %+v of:\n%s", asked, shown(h))
	}
}

// TestQualificationAsksForWhatItNeeds alone, and the question says it.
func TestQualificationAsksForWhatItNeeds(t *testing.T) {
	h := start(t, sample(2), 2, 80, 24)
	h.Press("u", "tab", "tab")
	h.Type("notaurl")
	h.Press("ctrl+s")
	if strings.Contains(shown(h), "Send it") {
		t.Errorf("notaurl is a website:\n%s", shown(h))
	}
	h.Press("ctrl+u")
	h.Type("school.example")
	h.Press("ctrl+s")
	if text := shown(h); !strings.Contains(text, "Kind of school: primary and secondary") || !strings.Contains(text, "Website: school.example") {
		t.Errorf("asked:\n%s", text)
	}
	h = start(t, sample(2), 2, 80, 24)
	h.Press("u", "right")
	if text := shown(h); strings.Contains(text, "school") || !strings.Contains(text, "Validation code") {
		t.Errorf("of the government:\n%s", text)
	}
	h = start(t, sample(2), 2, 80, 24)
	keys := attestation()
	h.Press(keys[:len(keys)-12]...)
	h.Type("xyz")
	h.Press("tab")
	if !strings.Contains(shown(h), "a phone number such as") {
		t.Errorf("xyz is a phone number:\n%s", shown(h))
	}
}

// TestTheRightsEndWithTheRelationship: the customer did not remove them, and needs no
// support of ours.
func TestTheRightsEndWithTheRelationship(t *testing.T) {
	d := sample(2)
	rec := d.Records[tuitest.CustomerID(2)]
	for _, c := range []*partner.Customer{&d.List[1], &rec.Customer} {
		c.Standing, c.Relationship, c.AdminRights = partner.StandingRemoved, partner.RelationshipNone, partner.AdminRightsRemoved
	}
	d.Records[tuitest.CustomerID(2)] = rec
	h := start(t, d, 2, 80, 24)
	if got := shown(h); !strings.Contains(got, "Admin rights  none; the relationship ended") || !strings.Contains(got, "Granular") || strings.Contains(got, "The customer removed") {
		t.Error(got)
	}
}

// TestNamesInAListAreSeenWhole where the line has the room: those of other partners
// and of qualifications.
func TestNamesInAListAreSeenWhole(t *testing.T) {
	long := "Proseware International Consulting"
	for _, width := range []int{60, 80, 120} {
		d := sample(2)
		rec := d.Records[tuitest.CustomerID(2)]
		rec.Account.Partners = []partner.OtherPartner{{Name: "Fabrikam", MPNID: "1234567", Country: "CH"}, {Name: long, MPNID: "7654321", Country: "DE"}}
		rec.Account.Qualifications = []partner.Qualification{{Name: partner.QualificationGovernment, Vetting: "InReview"}}
		d.Records[tuitest.CustomerID(2)] = rec
		h := start(t, d, 2, width, 60)
		for _, want := range []string{long + "  7654321 DE", i18n.English().Account.Names[partner.QualificationGovernment] + "  "} {
			if !strings.Contains(shown(h), want) {
				t.Errorf("%d cells: no %q:\n%s", width, want, shown(h))
			}
		}
	}
}

// TestABillingNameBeginsWithTheFamilyName in Chinese, that in the address too; each
// goes into the field that it was typed into, after a conflict as well.
func TestABillingNameBeginsWithTheFamilyName(t *testing.T) {
	speakChinese(t)
	d := sample(2)
	h := start(t, d, 2, 80, 40)
	h.Press("b")
	text, names := shown(h), tongue.Account.Fields
	for given, family := range map[string]string{"firstName": "lastName", "contactFirstName": "contactLastName"} {
		if first, last := strings.Index(text, " "+names[given]), strings.Index(text, " "+names[family]); last < 0 || last > first {
			t.Errorf("%s is asked first:\n%s", given, text)
		}
	}
	h.Press("tab", "ctrl+u")
	h.Type("张")
	d.refusal = partner.NewError(partner.CodeConflict, "", nil)
	h.Press("ctrl+s", "y")
	d.refusal, d.did, d.profile.FirstName = nil, nil, "Beat"
	h.Press("b", "ctrl+s", "y")
	if want := "billing [{lastName Brunner 张}], stopped false"; d.did[len(d.did)-1] != want {
		t.Errorf("did %q, want %q", d.did, want)
	}
}

// TestAChineseNameBeginsWithTheFamilyName, as Chinese names do, and goes into the
// field that it was typed into.
func TestAChineseNameBeginsWithTheFamilyName(t *testing.T) {
	speakChinese(t)
	d := sample(2)
	h := start(t, d, 2, 80, 24)
	h.Press(append([]string{"a"}, typed("张")...)...)
	h.Press("tab")
	h.Type("三")
	h.Press("tab")
	h.Type("zhang@adventurecycles.ch")
	h.Press("tab", "tab")
	h.Type("2026-11-01")
	if text := shown(h); strings.Index(text, tongue.Account.LastName) > strings.Index(text, tongue.Account.FirstName) {
		t.Errorf("the given name is asked first:\n%s", text)
	}
	h.Press("ctrl+s", "y")
	if want := "attest adventurecycles.ch 三 zhang@adventurecycles.ch 2026-11-01"; strings.Join(d.did, ", ") != want {
		t.Errorf("did %q, want %q", d.did, want)
	}
}
