package wizard

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
)

// toMail fills the first step in and goes on.
func (d *desk) toMail() {
	d.t.Helper()
	d.press("Fabrikam AG", "tab", "admin@fabrikam.example", "tab", "Switz", "tab", "ctrl+s")
	if d.w.step != stepMail {
		d.t.Fatalf("no mail:\n%s", d.text())
	}
}

func TestARequestFromTheFirstKeyToTheMailApp(t *testing.T) {
	d := newDesk(t, contoso)
	d.golden("rights-empty")
	d.press("Fabrikam AG", "tab", "admin@fabrikam.example", "tab", "Switz")
	d.golden("rights-filled")
	d.press("tab")
	if d.w.rights.country.Value() != "Switzerland" || d.w.rights.language != "de" {
		t.Errorf("country %q, language %q", d.w.rights.country.Value(), d.w.rights.language)
	}
	d.press("ctrl+s")
	d.golden("mail")
	d.press("ctrl+end")
	d.press(" Bitte bis Freitag.")
	stored := d.ledger.only(t)
	if !strings.HasSuffix(stored.Draft.Opening, " Bitte bis Freitag.") || stored.State != partner.StateDraft || stored.Step != stepMail {
		t.Errorf("stored: %+v", stored)
	}
	d.press("ctrl+o")
	d.golden("finish-mail-app")
	stored = d.ledger.only(t)
	if stored.State != partner.StateHandedOver || len(stored.HandedOver) != 1 || stored.HandedOver[0].Channel != partner.ChannelMailApp {
		t.Errorf("stored: %s %+v", stored.State, stored.HandedOver)
	}
	if len(d.out.opened) != 1 || d.out.opened[0].To != "admin@fabrikam.example" || d.out.opened[0].Body != stored.Draft.Body() {
		t.Errorf("opened: %+v", d.out.opened)
	}
	if !strings.Contains(stored.Draft.Link, "DAP=false") {
		t.Errorf("link: %s", stored.Draft.Link)
	}
	d.press("enter")
	if !d.popped {
		t.Error("enter did not close the wizard")
	}
}

func TestAKeyPressedFiveTimesHandsOverOnce(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.hold = true
	for range 5 {
		d.press("ctrl+o", "enter")
	}
	d.release()
	if len(d.out.opened) != 1 || len(d.ledger.only(t).HandedOver) != 1 {
		t.Errorf("opened %d times, recorded %d", len(d.out.opened), len(d.ledger.only(t).HandedOver))
	}
	d.popped = false
	d.press("o")
	d.sees("was handed over before")
	d.press("enter")
	if len(d.out.opened) != 1 || d.popped {
		t.Error("enter was not the safe answer")
	}
	d.press("o", "y")
	if len(d.out.opened) != 2 {
		t.Error("y did not hand over again")
	}
}

// TestACopyAndAFile: to hand a mail over in another way as well is nothing to ask
// about; the same way again is.
func TestACopyAndAFile(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.press("ctrl+y", "w")
	d.sees("Saved to /home/anna/mail/2026-11-02-fabrikam.eml")
	d.press("w")
	d.sees("was handed over before (", "file)")
	d.press("esc", "c")
	d.sees("was handed over before (", "clipboard)")
}

// TestACountryIsJudgedWhenItIsTyped, and not in the middle of its name.
func TestACountryIsJudgedWhenItIsTyped(t *testing.T) {
	d := newDesk(t, contoso)
	for d.w.rights.at != stopCountry {
		d.press("tab")
	}
	d.press("Deutschl")
	bad := i18n.English().Wizard.Rights.BadCountry
	if strings.Contains(d.text(), bad) || !strings.Contains(d.text(), "Deutschl") {
		t.Errorf("%s", d.text())
	}
	d.press("tab")
	d.sees(bad)
}

func TestChannelsThatFailLeaveTheRequestStoredAndSaySo(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.out.err = partner.NewError(partner.CodeMailApp, "xdg-open is not installed", nil)
	d.press("ctrl+o")
	d.golden("finish-no-mail-app")
	if inv := d.ledger.only(t); inv.State != partner.StateReady || len(inv.HandedOver) != 0 {
		t.Errorf("stored: %s, %d hand-overs", inv.State, len(inv.HandedOver))
	}
	d.sees("No mail app could be opened", "xdg-open is not installed", "has not left this program yet")
	d.out.err = nil
	d.press("y")
	d.sees("Copied the link")
	if inv := d.ledger.only(t); inv.State != partner.StateHandedOver || d.out.copied[0] != inv.Draft.Link {
		t.Errorf("stored: %s, copied %q", inv.State, d.out.copied)
	}
	d.press("w", "y")
	d.sees("Saved to /home/anna/mail/2026-11-02-fabrikam.eml")
}

// A mail that has left is asked about before it leaves again, also where the
// ledger could not take note of it.
func TestAHandOverThatCannotBeNotedIsNotForgotten(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.ledger.deaf = partner.NewError(partner.CodeStoreBusy, "", nil)
	d.press("ctrl+w")
	d.sees("Saved to /home/anna/mail/2026-11-02-fabrikam.eml")
	if strings.Contains(d.text(), "has not left this program yet") {
		t.Error("a mail that has left is said not to have left")
	}
	d.press("w")
	d.sees("was handed over before (file)")
	d.press("enter")
	if len(d.out.saved) != 1 {
		t.Errorf("saved %d times, want 1", len(d.out.saved))
	}
}

func TestGoingBackChangesLinkAndLetterAndLosesNothing(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.press("ctrl+end", " Danke.", "esc")
	opening := d.w.inv.Draft.Opening
	for d.w.rights.at != stopRights {
		d.press("shift+tab")
	}
	d.press("up", "ctrl+s")
	if link := d.ledger.only(t).Draft.Link; !strings.Contains(link, "DAP=true") {
		t.Errorf("link: %s", link)
	}
	if d.w.inv.Draft.Opening != opening {
		t.Errorf("opening: %q", d.w.inv.Draft.Opening)
	}
	d.sees("admin rights asked")
	if d.center.calls != 1 {
		t.Errorf("Partner Center was asked %d times", d.center.calls)
	}
}

func TestTheCursorChoosesTheRights(t *testing.T) {
	speakChinese(t)
	d := newDesk(t, contoso)
	d.press("up", "up")
	d.golden("rights-choice")
	tongue = i18n.English()
	d = newDesk(t, contoso)
	d.press("up", "up")
	d.golden("rights-choice")
	d.press("down", "down")
	for i, step := range []struct {
		keys []string
		with bool
		at   stop
	}{
		{nil, false, stopName},
		{[]string{"up"}, false, stopRights},
		{[]string{"up"}, true, stopRights},
		{[]string{"up"}, true, stopRights},
		{[]string{"down"}, false, stopRights},
		{[]string{"down"}, false, stopName},
		{[]string{"shift+tab"}, false, stopRights},
		{[]string{"up"}, true, stopRights},
		{[]string{"space"}, false, stopRights},
		{[]string{"enter"}, false, stopName},
		{[]string{"up"}, false, stopRights},
		{[]string{"tab"}, false, stopName},
	} {
		d.press(step.keys...)
		if d.w.rights.with != step.with || d.w.rights.at != step.at || d.w.inv.AdminRights != step.with {
			t.Errorf("step %d, %v: rights %v (stored %v), at %d; want %v, %d", i, step.keys, d.w.rights.with, d.w.inv.AdminRights, d.w.rights.at, step.with, step.at)
		}
	}
	usgov := contoso
	usgov.Cloud = partner.CloudUSGov
	d.open(usgov, nil)
	d.press("up", "space", "up", "down")
	if !d.w.rights.with || d.w.rights.at != stopName {
		t.Errorf("US Government: rights %v, at %d", d.w.rights.with, d.w.rights.at)
	}
}

func TestADraftIsResumedWhereItWasLeft(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("Litware")
	inv := d.ledger.only(t)
	d.open(contoso, &inv)
	d.sees("Litware")
	d.press("ctrl+s", "Hello. ")
	inv = d.ledger.only(t)
	d.open(contoso, &inv)
	if d.w.step != stepMail || !strings.HasPrefix(d.w.mail.opening.Text(), "Hello. ") {
		t.Errorf("step %d, opening %q", d.w.step, d.w.mail.opening.Text())
	}
	// The letter follows the name that is changed after all that.
	d.press("esc")
	for d.w.rights.at != stopName {
		d.press("tab")
	}
	d.press(" Ltd")
	if got := d.ledger.only(t); got.Name != "Litware Ltd" {
		t.Errorf("name %q", got.Name)
	}
}

func TestOneWriteAtATimeAndTheNewestWins(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.hold = true
	d.press("one two three four")
	if len(d.held) != 1 {
		t.Fatalf("%d writes were begun at once", len(d.held))
	}
	before := d.ledger.writes
	d.sees("saving")
	leave := d.w.Leave() // quitting while the write is on its way
	d.hold = false
	old := d.held[0]
	d.give(leave())
	d.give(old())
	inv := d.ledger.only(t)
	if !strings.HasPrefix(inv.Draft.Opening, "one two three four") && !strings.Contains(strings.Join(d.ledger.seen, "|"), "one two three four") {
		t.Errorf("stored: %q", inv.Draft.Opening)
	}
	if d.ledger.writes == before {
		t.Error("nothing was written")
	}
}

func TestLeavingStoresTheLastKey(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	gate := make(chan struct{})
	d.ledger.gate = gate
	flying := d.w.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("first ")})
	done := make(chan tea.Msg)
	go func() { done <- flying() }()
	d.w.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("second ")})
	leave := d.w.Leave()
	go func() { done <- leave() }()
	close(gate)
	d.give(<-done)
	d.give(<-done)
	if inv := d.ledger.only(t); !strings.HasPrefix(inv.Draft.Opening, "first second ") {
		t.Errorf("stored: %.40q", inv.Draft.Opening)
	}
}

func TestAWriteThatFailsIsShownAndTriedAgain(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.ledger.fail = partner.NewError(partner.CodeStoreFull, "", nil)
	d.press("Hello ")
	d.golden("mail-not-saved")
	msg := d.w.Leave()()
	if _, failed := msg.(screen.Answer).Value.(error); !failed {
		t.Error("leaving did not say that the text is not stored")
	}
	d.give(msg)
	d.ledger.fail = nil
	d.press("Anna ")
	d.sees("saved")
	if inv := d.ledger.only(t); !strings.HasPrefix(inv.Draft.Opening, "Hello Anna ") {
		t.Errorf("stored: %.40q", inv.Draft.Opening)
	}
}

// TestNoticesBeginWithACapital, also where their words stand elsewhere in the middle.
func TestNoticesBeginWithACapital(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.ledger.fail = partner.NewError(partner.CodeStoreFull, "", nil)
	d.press(strings.Repeat("much ", 500), "ctrl+o")
	for _, want := range []string{"Not saved: ", "Too long, "} {
		if !slices.ContainsFunc(d.notices, func(n screen.Notice) bool { return strings.HasPrefix(n.Text, want) }) {
			t.Errorf("no notice begins with %q: %v", want, d.notices)
		}
	}
}

func TestADraftChangedElsewhereIsKeptBesideTheOther(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	other := d.ledger.only(t)
	other.Draft.Opening = "from the other window"
	if _, err := d.ledger.SaveInvitation(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	d.press("mine ")
	d.sees("changed in another window")
	var openings []string
	for _, inv := range d.ledger.byID {
		openings = append(openings, inv.Draft.Opening[:min(8, len(inv.Draft.Opening))])
	}
	if len(openings) != 2 {
		t.Errorf("stored: %q", openings)
	}
}

func TestPartnerCenterOutOfReach(t *testing.T) {
	d := newDesk(t, contoso)
	d.center.err = &partner.Error{Code: partner.CodeUnreachable, Detail: "no route to host", CorrelationID: "0b1c-42"}
	d.press("Fabrikam AG", "ctrl+s")
	d.golden("trouble")
	d.press("r")
	d.sees("could not be fetched", "0b1c-42")
	d.press("p", "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=99999999-2222-3333-4444-555555555555&msppId=0&DAP=true#/BillingAccounts/partner-invitation", "enter")
	d.sees("This link cannot be used")
	d.golden("trouble-foreign-link")
	d.press("esc", "l")
	if d.w.step != stepMail || !strings.Contains(d.w.inv.Draft.Link, tenant) {
		t.Errorf("step %d, link %q", d.w.step, d.w.inv.Draft.Link)
	}
	d.sees("The link comes from your profile; Partner Center was not asked.")
}

func TestALiveProfileWithoutATokenSaysWhereItsLinkIsFrom(t *testing.T) {
	for connection, want := range map[partner.Connection]bool{partner.ConnectionLive: true, partner.ConnectionOffline: false} {
		p := contoso
		p.Connection = connection
		d := newDesk(t, p)
		d.w.deps.FromProfile = true
		d.press("ctrl+s")
		if got := strings.Contains(d.text(), "Partner Center was not asked"); got != want || d.w.step != stepMail {
			t.Errorf("%s, step %d:\n%s", connection, d.w.step, d.text())
		}
	}
}

func TestACountryThatMayBeSeveralIsAskedAbout(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("tab", "tab", "chi", "tab")
	d.sees("Which one: Chile, China, Czechia?")
	d.press("ctrl+s")
	if d.w.step != stepRights || d.w.rights.at != stopCountry {
		t.Errorf("step %d at %d", d.w.step, d.w.rights.at)
	}
	d.press("na", "ctrl+s")
	if d.w.step != stepMail || d.w.inv.Country != "CN" {
		t.Errorf("step %d, country %q", d.w.step, d.w.inv.Country)
	}
}

func TestAPastedLinkOfOnesOwn(t *testing.T) {
	p := contoso
	p.Connection, p.Cloud, p.Country = partner.ConnectionOffline, partner.CloudUSGov, "US"
	d := newDesk(t, p)
	d.center.err = partner.NewError(partner.CodeNotAllowed, "not documented", nil)
	d.golden("rights-usgov")
	d.press("ctrl+s", "p", "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId="+tenant+"&msppId=0&DAP=true#/BillingAccounts/partner-invitation", "enter")
	if d.w.step != stepMail || d.w.inv.Draft.Opening == "" {
		t.Errorf("no mail:\n%s", d.text())
	}
}

// TestEveryPlaceOfTheFirstStep: a choice and a field have keys of their own, and
// so has the wait for the link.
func TestEveryPlaceOfTheFirstStep(t *testing.T) {
	for range 2 {
		d := newDesk(t, contoso)
		d.golden("rights-empty")
		d.press("tab", "tab", "tab")
		d.golden("rights-language")
		d.hold = true
		d.press("ctrl+s")
		d.golden("waiting")
		speakChinese(t)
	}
}

func TestMistakesAndOtherMarkets(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("tab", "not an address", "tab", "Atlantis", "ctrl+s")
	d.golden("rights-mistakes")
	d = newDesk(t, contoso)
	d.press("tab", "tab", "United States")
	d.golden("rights-other-market")
	d = newDesk(t, contoso)
	d.press("tab", "tab", "Swi")
	d.golden("rights-candidates")
}

func TestARoleThatMayNotAskIsToldWhomToAsk(t *testing.T) {
	p := contoso
	p.Roles = []partner.Role{partner.RoleHelpdeskAgent}
	d := newDesk(t, p)
	d.golden("rights-denied")
	d.press("ctrl+s")
	if d.w.step != stepRights || d.center.calls != 0 {
		t.Error("went on without the role")
	}
	d.sees("ask for the admin agent or sales agent role")
}

func TestAnIndirectResellerChoosesTheProvider(t *testing.T) {
	p := contoso
	p.Kind, p.MPNID, p.Provider = partner.KindIndirectReseller, "6531449", "aaaaaaaa-2222-3333-4444-555555555555"
	d := newDesk(t, p)
	d.press("tab", "tab", "tab", "tab")
	d.golden("rights-indirect")
	d.press("ctrl+s")
	if !strings.Contains(d.w.inv.Draft.Link, "indirectCSPId=aaaaaaaa") {
		t.Errorf("link: %s", d.w.inv.Draft.Link)
	}
	d.sees("indirect provider aaaaaaaa")
}

func TestTheMailInChinese(t *testing.T) {
	mailInChinese(t)
	speakChinese(t)
	mailInChinese(t)
}

func mailInChinese(t *testing.T) {
	p := contoso
	p.Company, p.Country = "康托索合作伙伴有限公司", "HK"
	d := newDesk(t, p)
	d.press("冒险家科技有限公司", "tab", "tab", "Singapore", "tab")
	for d.w.rights.language != "zh-CN" {
		d.press("right")
	}
	d.golden("rights-chinese")
	d.press("ctrl+s", "您好，", "enter")
	d.golden("mail-chinese")
	d.press("ctrl+y")
	d.golden("finish-chinese")
}

const hostile = "Evil\x1b]52;c;AAAA\a\u202eGmbH\u0085\x9b31m\r\nBcc: x"

func TestHostileTextNeverReachesTheTerminal(t *testing.T) {
	showHostile(t)
	speakChinese(t)
	showHostile(t)
}

func showHostile(t *testing.T) {
	p := contoso
	p.Company = hostile
	d := newDesk(t, p)
	inv := d.w.inv
	inv.Name, inv.To, inv.Note = hostile, hostile, hostile
	d.open(p, &inv)
	d.golden("hostile-rights")
	d.center.err = &partner.Error{Code: partner.CodeService, Detail: hostile, CorrelationID: hostile}
	inv.To = ""
	d.open(p, &inv)
	d.press("ctrl+s")
	d.golden("hostile-trouble")
	d.center.err = nil
	d.press("r")
	d.w.mail.subject.Set(hostile)
	d.golden("hostile-mail")
	for _, v := range []screen.View{d.frame(80, 24), d.frame(120, 40)} {
		for _, line := range v.Lines {
			for i, r := range line {
				if r == 0x1b && !strings.HasPrefix(line[i:], "\x1b[") || r < 0x20 && r != 0x1b || r >= 0x7f && r < 0xa0 || r == 0x202e {
					t.Fatalf("%q in %q", r, line)
				}
			}
		}
	}
}

func TestEditingInOnesOwnEditor(t *testing.T) {
	write := func(change func(string) string) func(string) error {
		return func(path string) error {
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("file mode %v, %v", info.Mode(), err)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(path, []byte(change(string(text))), 0o600)
		}
	}
	cases := map[string]struct {
		edit         func(path string) error
		asks, change bool
	}{
		"changed": {edit: write(func(s string) string { return "Hello.\n\n" + s }), change: true},
		"with CRLF and a mark at the start": {
			edit: write(func(s string) string { return "\ufeff" + strings.ReplaceAll("Hello.\n\n"+s, "\n", "\r\n") }), change: true},
		"unchanged":          {edit: func(string) error { return nil }},
		"link cut":           {edit: write(func(s string) string { return "Hello.\n\n" + strings.Replace(s, "partnerId", "partner", 1) }), asks: true},
		"link wrapped":       {edit: write(func(s string) string { return strings.Replace(s, "&partnerId", "\n&partnerId", 1) }), asks: true},
		"link deleted":       {edit: write(func(string) string { return "Hello.\n\nGoodbye.\n" }), asks: true},
		"the editor failed":  {edit: func(string) error { return os.ErrPermission }},
		"the file is gone":   {edit: os.Remove},
		"not UTF-8":          {edit: write(func(string) string { return "\xff\xfe" })},
		"ten megabytes":      {edit: write(func(s string) string { return s + strings.Repeat("x", 10<<20) })},
		"someone else's too": {edit: write(func(s string) string { return s + "\n" + strings.Replace(s, "1111", "9999", 1) }), asks: true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			d := newDesk(t, contoso)
			d.edit = c.edit
			d.toMail()
			before := d.w.inv.Draft
			d.press("ctrl+e")
			if asks := d.w.dialog != nil; asks != c.asks {
				t.Fatalf("asks %v, want %v:\n%s", asks, c.asks, d.text())
			}
			if changed := d.w.inv.Draft != before; changed != c.change {
				t.Errorf("changed %v, want %v", changed, c.change)
			}
			if c.asks {
				d.press("enter")
				if d.w.inv.Draft != before {
					t.Error("enter did not keep the old text")
				}
				d.press("ctrl+e", "y")
				if d.w.inv.Draft == before && name != "someone else's too" && name != "link wrapped" {
					t.Error("y did not take the new text")
				}
			}
			if verdict, findings := partner.CheckLink(d.w.inv.Draft.Body(), before.Link); verdict != partner.Intact {
				t.Errorf("%s: %+v", verdict, findings)
			}
			if left, _ := os.ReadDir(os.TempDir()); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestSplitCommand(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "  vi ": "vi", "code --wait": "code|--wait", `"C:\Program Files\x.exe" -w`: `C:\Program Files\x.exe|-w`,
		"vi; rm -rf /": "vi;|rm|-rf|/", `e '' "a b"c`: "e||a bc",
	} {
		if got := strings.Join(splitCommand(in), "|"); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestRandomEditsNeverTouchTheLink types, deletes, moves and pastes without any
// sense in both texts.
func TestRandomEditsNeverTouchTheLink(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	link := d.w.inv.Draft.Link
	rng := rand.New(rand.NewPCG(7, 7))
	keys := []tea.KeyType{
		tea.KeyEnter, tea.KeyBackspace, tea.KeyDelete, tea.KeyLeft, tea.KeyRight, tea.KeyUp, tea.KeyDown, tea.KeyHome, tea.KeyEnd,
		tea.KeyCtrlU, tea.KeyCtrlK, tea.KeyCtrlUnderscore, tea.KeyTab, tea.KeyShiftTab, tea.KeyCtrlEnd, tea.KeyCtrlHome, tea.KeySpace,
	}
	texts := []string{"a", "word", "漢字。", "<", ">", "\"", "(", "&", "#", "é", "\u0301", "\u200b", "=\n", "https://", "%20"}
	for step := range 10_000 {
		switch rng.IntN(3) {
		case 0:
			k := keys[rng.IntN(len(keys))]
			msg := tea.KeyMsg{Type: k}
			if k == tea.KeySpace {
				msg.Runes = []rune{' '}
			}
			d.update(msg)
		case 1:
			d.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(texts[rng.IntN(len(texts))])})
		default:
			text := texts[rng.IntN(len(texts))] + texts[rng.IntN(len(texts))]
			d.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
		}
		if step%50 == 0 {
			d.frame(20+rng.IntN(100), 5+rng.IntN(30))
		}
		draft := d.w.inv.Draft
		if verdict, findings := partner.CheckLink(draft.Body(), link); draft.Link != link || verdict != partner.Intact {
			t.Fatalf("step %d: %s %+v\n%s", step, verdict, findings, draft.Body())
		}
	}
	if stored := d.ledger.only(t).Draft; stored != d.w.inv.Draft {
		t.Error("what is stored is not what is shown")
	}
}

func TestAnySize(t *testing.T) {
	walks := map[string]func(*desk){
		"rights":  func(*desk) {},
		"trouble": func(d *desk) { d.center.err = os.ErrClosed; d.press("ctrl+s") },
		"mail":    func(d *desk) { d.toMail() },
		"finish":  func(d *desk) { d.toMail(); d.press("ctrl+s") },
		"dialog":  func(d *desk) { d.toMail(); d.press("ctrl+o", "o") },
		"link":    func(d *desk) { d.toMail(); d.press("ctrl+s", "f") },
	}
	for name, walk := range walks {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, contoso)
			walk(d)
			for width := range 31 {
				for height := range 13 {
					d.frame(width, height)
				}
			}
			for _, width := range []int{40, 59, 60, 79, 80, 81, 120, 999} {
				for height := range 26 {
					d.frame(width, height)
				}
			}
			d.frame(999, 999)
		})
	}
}

func TestTheLongMail(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.press("ctrl+end")
	d.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Repeat("long ", 500)), Paste: true})
	d.golden("mail-too-long")
	d.press("ctrl+o")
	if d.w.step != stepMail || len(d.out.opened) != 0 {
		t.Error("a mail link that mail apps would cut was opened")
	}
	d.press("ctrl+y")
	if len(d.out.copied) != 1 {
		t.Error("the mail was not copied")
	}
	d.press("f")
	d.golden("link-alone")
}

func TestAReminder(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.press("ctrl+o")
	inv := d.ledger.only(t)
	d.w = Remind(d.deps(contoso), inv)
	d.golden("reminder")
	d.press("Hallo, ", "esc")
	d.sees("not stored until it is handed over")
	d.golden("reminder-close")
	if u, ok := d.w.Leave()().(screen.Unstored); !ok || !strings.Contains(u.Text, "ctrl+y") {
		t.Errorf("quitting says %+v", u)
	}
	d.press("enter", "ctrl+y")
	got := d.ledger.only(t)
	if len(got.HandedOver) != 2 || !got.HandedOver[1].Reminder || got.Draft != inv.Draft {
		t.Errorf("stored: %+v", got.HandedOver)
	}
	if len(d.out.copied) != 1 || !strings.HasPrefix(d.out.copied[0], "Hallo, ") || !strings.Contains(d.out.copied[0], inv.Draft.Link) {
		t.Errorf("copied: %q", d.out.copied)
	}
	d.golden("reminder-finish")
}

func TestPracticePlaysTheCustomer(t *testing.T) {
	practice(t)
	speakChinese(t)
	practice(t)
}

func practice(t *testing.T) {
	p := contoso
	p.Connection = partner.ConnectionOffline
	d := newDesk(t, p)
	d.toMail()
	d.press("ctrl+s", "b")
	if len(d.out.browsed) != 0 {
		t.Error("the browser was opened outside of practice")
	}
	d.w.deps.Profile.Connection = partner.ConnectionPractice
	d.press("b")
	if len(d.out.browsed) != 1 || d.out.browsed[0] != d.w.inv.Draft.Link {
		t.Errorf("browsed: %q", d.out.browsed)
	}
	d.golden("finish-practice")
	d.out.err = partner.NewError(partner.CodeBrowser, "there is no graphical desktop here", nil)
	d.press("b")
	if !d.w.finish.fullLink {
		t.Error("the link is not shown where no browser opens")
	}
	d.golden("finish-no-browser")
	d.press("y", "esc", "f")
	if text := tongue.Errors["browser"].What; strings.Contains(d.text(), text) {
		t.Errorf("%q is said where nobody asked for one", text)
	}
}

// TestAMailThatHasNotLeftCanStillBeChanged: esc leads back to it, and once something
// is typed the request is a draft again. Looking alone changes nothing.
func TestAMailThatHasNotLeftCanStillBeChanged(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.press("ctrl+s")
	d.press("esc", "esc", "ctrl+s", "ctrl+s")
	if inv := d.ledger.only(t); inv.State != partner.StateReady || d.w.step != stepFinish {
		t.Errorf("after looking: %s, step %d", inv.State, d.w.step)
	}
	d.press("esc", "x")
	if inv := d.ledger.only(t); inv.State != partner.StateDraft || !inv.FinishedAt.IsZero() || !strings.Contains(inv.Draft.Opening, "x") {
		t.Errorf("after a letter: %s, finished %v, %q", inv.State, inv.FinishedAt, inv.Draft.Opening)
	}
	d.press("ctrl+s")
	if inv := d.ledger.only(t); inv.State != partner.StateReady || inv.FinishedAt.IsZero() {
		t.Errorf("finished again: %s, %v", inv.State, inv.FinishedAt)
	}
	d.press("o")
	d.sees("stays as it was handed over")
	d.press("esc")
	if !d.popped {
		t.Error("esc does not close the last page once the mail has left")
	}
	if inv := d.ledger.only(t); inv.State != partner.StateHandedOver {
		t.Errorf("it is %s", inv.State)
	}
}

// TestAChangeThatIsStoredLateReopensNothing that was finished with it.
func TestAChangeThatIsStoredLateReopensNothing(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.hold = true
	d.press("x")
	late := d.held
	d.held, d.hold = nil, false
	d.press("ctrl+s")
	for _, cmd := range late {
		cmd()
	}
	if inv := d.ledger.only(t); inv.State != partner.StateReady {
		t.Errorf("it is %s", inv.State)
	}
}

func TestAMailInTwoLanguages(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("tab", "tab", "tab", "tab", "right", "right", "shift+tab", "shift+tab", "shift+tab", "a", "@", "b", ".", "d", "e")
	if inv := d.ledger.only(t); inv.MailLang != "de,zh-CN" {
		t.Errorf("languages %q", inv.MailLang)
	}
	d.press("ctrl+s")
	if !strings.Contains(d.w.inv.Draft.Opening, "您好") || !strings.Contains(d.w.inv.Draft.Opening, "Guten Tag") {
		t.Errorf("the mail:\n%s", d.w.inv.Draft.Body())
	}
}

// TestLeavingADraftSaysWhereItIs, and says nothing where there is none.
func TestLeavingADraftSaysWhereItIs(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("up", "esc")
	if len(d.notices) != 0 {
		t.Errorf("with nothing typed it says %v", d.notices)
	}
	d.press("tab", "tab", "a", "esc")
	if len(d.notices) != 1 || !strings.Contains(d.notices[0].Text, "draft") {
		t.Errorf("it says %v", d.notices)
	}
}

func TestAChoiceAloneMakesNoDraft(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("up", "up", "tab", "tab", "tab", "tab", "right")
	if len(d.ledger.byID) != 0 || d.w.Leave() != nil {
		t.Error("a draft was stored before anything was typed")
	}
	d.press("tab", "tab", "a")
	if inv := d.ledger.only(t); inv.Note != "a" || !inv.AdminRights {
		t.Errorf("stored: %+v", inv)
	}
	d.press("backspace")
	if inv := d.ledger.only(t); inv.Note != "" {
		t.Errorf("stored: %+v", inv)
	}
}

// TestASecondRequestToAnAddressIsWarnedOf names the first, and goes on.
func TestASecondRequestToAnAddressIsWarnedOf(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	if len(d.notices) > 0 {
		t.Errorf("the only request is warned of: %v", d.notices)
	}
	d.press("ctrl+s")
	first := d.ledger.only(t).ID
	d.open(contoso, nil)
	d.toMail()
	d.sees("A request to admin@fabrikam.example is open already (" + first + ")")
	d.notices = nil
	for d.w.mail.at != partTo {
		d.press("shift+tab")
	}
	d.press("ctrl+u", "other@fabrikam.example", "tab")
	if len(d.notices) > 0 {
		t.Errorf("another address is warned of: %v", d.notices)
	}
	d.press("shift+tab", "ctrl+u", "ADMIN@fabrikam.example", "enter")
	d.sees("A request to ADMIN@fabrikam.example is open already")
}

// TestTheTickSaysWhichCountryIsMeant as long as its name is not what was typed.
func TestTheTickSaysWhichCountryIsMeant(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("tab", "tab", "Deutschland")
	d.sees("Germany, same market as you")
	d.press("tab")
	if shown := d.text(); strings.Contains(shown, "Germany, same market") {
		t.Errorf("the country is named twice:\n%s", shown)
	}
}

// TestTheKeysOfTheLetterHoldOnTheLastPage as well.
func TestTheKeysOfTheLetterHoldOnTheLastPage(t *testing.T) {
	d := newDesk(t, contoso)
	d.toMail()
	d.press("ctrl+s", "alt+y", "ctrl+w", "ctrl+y", "y", "ctrl+o")
	if len(d.out.copied) != 2 || len(d.out.saved) != 1 || len(d.out.opened) != 1 {
		t.Errorf("copied %d, saved %d, opened %d", len(d.out.copied), len(d.out.saved), len(d.out.opened))
	}
}

// TestWhatIsTypedFirstIsTheCompany: nobody has to leave the choice of rights first.
func TestWhatIsTypedFirstIsTheCompany(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("Fabrikam AG", "tab", "admin@fabrikam.example")
	if inv := d.ledger.only(t); inv.Name != "Fabrikam AG" || inv.To != "admin@fabrikam.example" {
		t.Errorf("stored: %+v", inv)
	}
}

// TestNothingIsAskedThatCannotBeHad unless a person says so: the rights that a
// request begins with, and what is said of them, follow the cloud.
func TestNothingIsAskedThatCannotBeHad(t *testing.T) {
	for cloud, want := range map[partner.Cloud]struct{ asked, gone bool }{
		partner.CloudPublic: {false, true}, partner.CloudUSGov: {true, true}, partner.CloudGermany: {true, true}, partner.CloudChina: {true, false},
	} {
		p := contoso
		p.Cloud = cloud
		d := newDesk(t, p)
		if d.w.rights.with != want.asked {
			t.Errorf("%s: rights asked %v, want %v", cloud, d.w.rights.with, want.asked)
		}
		said := strings.Contains(strings.Join(strings.Fields(d.text()), " "), tongue.Wizard.Rights.Granular)
		if said != want.gone {
			t.Errorf("%s: that they are no longer granted is said: %v, want %v", cloud, said, want.gone)
		}
	}
}

// TestTheFormStandsStill while the cursor goes through it and letters are typed.
func TestTheFormStandsStill(t *testing.T) {
	d := newDesk(t, contoso)
	rows := func() int { return len(d.frame(80, 40).Lines) }
	before := rows()
	for _, key := range []string{"tab", "tab", "tab", "tab", "tab", "tab", "tab", "x", "tab", "tab", "x", "shift+tab", "shift+tab", "up"} {
		d.press(key)
		if now := rows(); now != before {
			t.Errorf("after %s at %d: %d lines, before %d:\n%s", key, d.w.rights.at, now, before, strings.Join(d.frame(80, 40).Lines, "\n"))
		}
	}
}

// TestARequestThatLeftWrongIsAskedAgain: on the page that says where it went, and
// from the list. What was edited is kept, what is wrong is put right, the earlier
// one stays, and is not warned of as if nobody knew of it.
func TestARequestThatLeftWrongIsAskedAgain(t *testing.T) {
	askedAgain(t)
	speakChinese(t)
	askedAgain(t)
}

func askedAgain(t *testing.T) {
	d := newDesk(t, contoso)
	d.press("Fabrikan AG", "tab", "admin@fabrikam.example", "ctrl+s", "ctrl+end", " Bis bald.", "ctrl+s")
	d.press("N")
	if d.pushed != nil {
		t.Fatal("a mail that has not left is asked again, and not changed")
	}
	d.press("ctrl+w", "N")
	wrong := d.ledger.only(t)
	next, ok := d.pushed.(*Wizard)
	if !ok {
		t.Fatalf("N led to %v:\n%s", d.pushed, d.text())
	}
	d.w, d.notices = next, nil
	d.run(d.w.Init())
	d.golden("again")
	d.sees(fmt.Sprintf(tongue.Wizard.Again, wrong.ID))
	d.press("left", "left", "left", "backspace", "m", "ctrl+s")
	d.sees("Fabrikam AG", "Bis bald.")
	for _, n := range d.notices {
		if n.Level == screen.Warning {
			t.Errorf("warned of what is known: %s", n.Text)
		}
	}
	d.press("ctrl+w")
	d.golden("again-finish")
	if len(d.ledger.byID) != 2 || d.ledger.byID[wrong.ID].Name != "Fabrikan AG" || d.ledger.byID[wrong.ID].State != partner.StateHandedOver {
		t.Fatalf("stored: %+v", d.ledger.byID)
	}
	for id, inv := range d.ledger.byID {
		if id != wrong.ID && (inv.Name != "Fabrikam AG" || inv.State != partner.StateHandedOver || !strings.HasSuffix(inv.Draft.Opening, " Bis bald.")) {
			t.Errorf("the new one: %+v", inv)
		}
	}
}
