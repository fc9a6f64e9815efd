package wizard

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
)

const foreignLink = "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=99999999-2222-3333-4444-555555555555&msppId=0&DAP=true#/BillingAccounts/partner-invitation"

// TestFramesInChinese draws what the other tests draw in English, from the
// first key to the mail app, with a country typed in Chinese.
func TestFramesInChinese(t *testing.T) {
	speakChinese(t)
	d := newDesk(t, contoso)
	d.golden("rights-empty")
	d.press("冒险家科技有限公司", "tab", "admin@maoxian.example", "tab", "瑞")
	d.golden("rights-candidates")
	d.press("士", "tab")
	if got := d.w.rights.request().Country; got != "CH" {
		t.Errorf("瑞士 is %q", got)
	}
	d.golden("rights-filled")
	d.press("ctrl+s")
	d.golden("mail")
	d.press("ctrl+o")
	d.golden("finish-mail-app")
	inv := d.ledger.only(t)
	d.w = Remind(d.deps(contoso), inv)
	d.golden("reminder")
	d.press("您好，", "esc")
	d.golden("reminder-close")
	d.press("enter", "ctrl+y")
	d.golden("reminder-finish")
	d.press("f")
	d.golden("link-alone")
}

func TestTroubleInChinese(t *testing.T) {
	speakChinese(t)
	d := newDesk(t, contoso)
	d.press("tab", "not an address", "tab", "Atlantis", "ctrl+s")
	d.golden("rights-mistakes")
	d = newDesk(t, contoso)
	d.press("tab", "tab", "美国")
	d.golden("rights-other-market")
	d = newDesk(t, contoso)
	d.center.err = &partner.Error{Code: partner.CodeUnreachable, Detail: "no route to host", CorrelationID: "0b1c-42"}
	d.press("Fabrikam AG", "ctrl+s")
	d.golden("trouble")
	d.press("p", foreignLink, "enter")
	d.golden("trouble-foreign-link")
	d = newDesk(t, contoso)
	d.toMail()
	d.ledger.fail = partner.NewError(partner.CodeStoreFull, "", nil)
	d.press("您好")
	d.golden("mail-not-saved")
	d = newDesk(t, contoso)
	d.toMail()
	d.out.err = partner.NewError(partner.CodeMailApp, "there is no graphical desktop here; set CSPDESK_MAILER to use a program all the same", nil)
	d.press("ctrl+o")
	d.golden("finish-no-mail-app")
	d = newDesk(t, contoso)
	d.toMail()
	d.press("ctrl+end")
	d.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Repeat("长", 2500)), Paste: true})
	d.golden("mail-too-long")
}

func TestCloudsAndRolesInChinese(t *testing.T) {
	speakChinese(t)
	p := contoso
	p.Connection, p.Cloud, p.Country = partner.ConnectionOffline, partner.CloudUSGov, "US"
	newDesk(t, p).golden("rights-usgov")
	p = contoso
	p.Roles = []partner.Role{partner.RoleHelpdeskAgent}
	newDesk(t, p).golden("rights-denied")
	p = contoso
	p.Kind, p.MPNID, p.Provider = partner.KindIndirectReseller, "6531449", "aaaaaaaa-2222-3333-4444-555555555555"
	d := newDesk(t, p)
	d.press("tab", "tab", "tab", "tab")
	d.golden("rights-indirect")
}
