package lines

import (
	"context"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

// stubborn is a way out that fails the first time.
type stubborn struct {
	*world
	failed bool
}

func (s *stubborn) Give(ctx context.Context, channel partner.Channel, inv partner.Invitation) (string, error) {
	if !s.failed {
		s.failed = true
		return "", partner.NewError(partner.CodeMailApp, "there is no mail app", nil)
	}
	return s.world.Give(ctx, channel, inv)
}

// TestBackUntilTheMailHasLeft: after a hand-over that failed, and from the list of
// requests, subject, text and answers can be changed until the mail has left.
func TestBackUntilTheMailHasLeft(t *testing.T) {
	request := []string{"2", "", "Fabrikam AG", "", "", "", "", ""}
	for name, c := range map[string]struct {
		answers       []string
		subject, body string
		firm          string
	}{
		"subject":       {append(request, "1", "5", "Mine", "2", "0", "0"), "Mine", "Contoso Partner", "Fabrikam AG"},
		"text":          {append(request, "1", "6", "2", "0", "0"), "", "Good morning", "Fabrikam AG"},
		"answers":       {append(request, "1", "7", "", "Fabrikam GmbH", "", "", "", "", "", "2", "0", "0"), "", "Contoso Partner", "Fabrikam GmbH"},
		"from the list": {append(request, "1", "0", "3", "1", "2", "5", "Mine", "2", "0", "0", "0"), "Mine", "Contoso Partner", "Fabrikam AG"},
	} {
		w := newWorld()
		w.edit = func(text string) (string, error) {
			return "Good morning\n\n" + text[strings.Index(text, "https://"):], nil
		}
		got := w.hold(t, i18n.English(), func(d *Deps) { d.Outlet = &stubborn{world: w} }, c.answers...)
		wants(t, got, "No mail app could be opened", "The request is finished.", "5. Change the subject", "7. Change your answers", "What would you like to do with this mail?")
		_, after, _ := strings.Cut(got, "in the clipboard")
		if _, menu, _ := strings.Cut(after, "The request is finished."); strings.Contains(menu, "Change the subject") {
			t.Errorf("%s: a mail that has left can be changed:\n%s", name, menu)
		}
		if len(w.byID) != 1 || len(w.given) != 1 || !strings.HasPrefix(w.given[0], "clipboard "+c.subject) {
			t.Errorf("%s: %d requests, given %q", name, len(w.byID), w.given)
		}
		for _, inv := range w.byID {
			if inv.State != partner.StateHandedOver || inv.Name != c.firm || !strings.Contains(inv.Draft.Body(), c.body) || !strings.Contains(inv.Draft.Body(), "invType=ResellerRelationship") {
				t.Errorf("%s: %+v", name, inv)
			}
		}
	}
}

// TestNobodyIsAdded: who says no, or goes back, hears that nothing happened, and the
// answers are there the next time.
func TestNobodyIsAdded(t *testing.T) {
	o := newOffice()
	answers := at("2", "4", "Beat Keller", "beat", "2", "fr", "Beat", "Keller", "", "", "4", "", "", "", "", "", "Kellner", "2", "0", "4", "0",
		"4", "", "", "", "", "", "", "", "2", "0", "0")
	got := o.held(t, i18n.English(), nil, answers...)
	wants(t, got, "Has the password to be changed at the first sign-in?", "1. Yes", "2. No", "It has to be changed at the first sign-in.", "Add beat@fabrikam.de?",
		"Nothing was changed.", "Your answers are kept until you quit.", "Display name (enter keeps Beat Keller)", "Usage location (enter keeps France)", "Your answers are kept until you quit.", "Your answers are kept until you quit.", "Last name (enter keeps Kellner)", "Number, or enter for 2",
		"It does not have to be changed at the first sign-in.", "was added.")
	if did := strings.Join(o.did, ", "); did != "add beat@fabrikam.de Beat Keller FR false" {
		t.Errorf("did %q", did)
	}
	got = o.held(t, i18n.English(), nil, at("2", "1", "2", "2", "2", "0", "0")...)
	wants(t, got, "Has the password to be changed", "It does not have to be changed", "(password)")
	if did := o.did[len(o.did)-1]; did != "reset anna@fabrikam.de false" {
		t.Errorf("did %q", did)
	}
	wants(t, o.held(t, i18n.English(), nil, at("2", "4", "", "0", "0", "0")...), "This is needed, at most 50 characters.")
}

// TestBillingIsJudgedAtEachQuestion: the country is no question, a wrong value is
// asked for again at once, and what another name means is said.
func TestBillingIsJudgedAtEachQuestion(t *testing.T) {
	o := newOffice()
	o.billing.Culture = "de-DE"
	got := o.held(t, i18n.English(), nil, at("4", "1", "Fabrikam Holding AG", "", "", "nobody", "post@fabrikam.de", "xx", "", "", "", "-", "", "", "", "", "", "", "", "", "2", "0", "0")...)
	wants(t, got, "The country of a customer never changes: Germany.", "Company (enter keeps Fabrikam AG)", "Email (enter keeps bills@fabrikam.de): nobody",
		"A mail address such as name@contoso.com.", "Culture (enter keeps de-DE): xx", "A language and a country, such as de-CH.",
		"City (enter keeps Berlin): -", "This is needed.", "Company: Fabrikam AG, from now on Fabrikam Holding AG", "Partner Center calls the customer by this name in its list")
	if strings.Contains(got, "Country (enter keeps") {
		t.Errorf("the country is asked for:\n%s", got)
	}
	if did := strings.Join(o.did, ", "); did != "billing [{companyName Fabrikam AG Fabrikam Holding AG} {email bills@fabrikam.de post@fabrikam.de}]" {
		t.Errorf("did %q", did)
	}
}

// TestHelpOfAMenu: ? says what a menu is good for, and why something in it is not
// possible now.
func TestHelpOfAMenu(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		o, help, off := newOffice(), text.Lines.Helps, "Locked"
		got := o.held(t, text, func(d *Deps) { d.Profile.Roles = []partner.Role{partner.RoleHelpdeskAgent}; d.RefreshOff = off }, at("?", "8", "?", "0", "0", "0", "?")...)
		wants(t, got, help.Customer, "2. "+text.Lines.Manage.Users+text.Common.Colon+off, text.Lines.Manage.MenuHelp, help.Own, help.Start)
		got = o.held(t, text, nil, at("2", "?", "1", "?", "5", "?", "", "0", "0", "0", "0", "0")...)
		wants(t, got, help.Users, help.User, help.Sure)
		got = o.held(t, text, nil, "2", "", "Fabrikam AG", "", "", "", "", "", "?", "8", "?", "0", "3", "?", "0", "7", "?", "0", "0")
		wants(t, got, help.Mail, help.Finished, help.Invitations, help.Connection)
	}
}

// TestWhatBecameOfAChange: what Partner Center has now is said in words.
func TestWhatBecameOfAChange(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		o := newOffice()
		o.open = []partner.Intent{{ID: "i1", Action: partner.ActionSubscriptionChanged, Subject: fabrikam, Detail: "auto-renew true -> false"}}
		o.found = "false"
		said := text.Pending.Verdicts[string(manage.VerdictHappened)] + text.Common.Colon + text.Subscriptions.Off
		wants(t, o.held(t, text, nil, "6", "1", "1", "2", "2", "0"), said)
		if did := strings.Join(o.did, ", "); did != "resolve i1 done false" {
			t.Errorf("did %q", did)
		}
	}
}

// TestAChineseNameBeginsWithTheFamilyName, as Chinese names do, wherever a person is
// asked for, and going back from the question after the names asks for the second of
// them again.
func TestAChineseNameBeginsWithTheFamilyName(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for name, c := range map[string]struct {
			answers     []string
			first, last string
		}{
			"new user": {at("2", "4", "Beat Keller", "beat", "2", "fr", "", "", "0", "", "2", "0", "0", "0"), text.Users.FirstName, text.Users.LastName},
			"changes":  {at("2", "1", "3", "", "", "", "0", "0", "0", "0", "0"), text.Users.FirstName, text.Users.LastName},
			"attest":   {at("4", "2", "Anna", "Brunner", "0", "0", "0", "0"), text.Account.FirstName, text.Account.LastName},
			"billing":  {at("4", "1", "", "", "", "0", "0", "0", "0"), text.Account.Fields["firstName"], text.Account.Fields["lastName"]},
		} {
			got := newOffice().held(t, text, nil, c.answers...)
			first, last := "\n"+c.first, "\n"+c.last
			if before := strings.Index(got, last) < strings.Index(got, first); before != text.FamilyFirst() || !strings.Contains(got, last) {
				t.Errorf("%s, %s: family name first is %v:\n%s", text.Language, name, before, got)
			}
			second := last
			if text.FamilyFirst() {
				second = first
			}
			if strings.Count(got, second) < 2 {
				t.Errorf("%s, %s: going back does not ask for the second name again:\n%s", text.Language, name, got)
			}
		}
	}
}
