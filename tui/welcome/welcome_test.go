package welcome

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

type creator struct {
	made     []partner.Profile
	practice int
	asked    []Connection
	err      error
}

// nothing is a screen that the way Connect leads to.
type nothing struct{ Screen }

func (c *creator) Connect(to Connection) screen.Screen {
	c.asked = append(c.asked, to)
	return &nothing{}
}

func (c *creator) CreateProfile(_ context.Context, p partner.Profile) error {
	if c.err == nil {
		c.made = append(c.made, p)
	}
	return c.err
}

func (c *creator) Practice(context.Context) error {
	if c.err == nil {
		c.practice++
	}
	return c.err
}

const id = "11111111-2222-3333-4444-555555555555"

// tongue is the language of the screens that start begins.
var tongue = i18n.English()

// speakChinese lets the screens of a test be in Chinese.
func speakChinese(t *testing.T) {
	tongue = i18n.Chinese()
	t.Cleanup(func() { tongue = i18n.English() })
}

func start(t *testing.T) (*tuitest.Host, *creator) {
	c := &creator{}
	h := tuitest.NewHost(t, New(c, tongue), 80, 21)
	h.Frame.Text = tongue
	return h, c
}

func reopened(h *tuitest.Host) bool {
	for _, w := range h.Wishes {
		if _, ok := w.(screen.Reopen); ok {
			return true
		}
	}
	return false
}

func TestPracticeIsOneKey(t *testing.T) {
	h, c := start(t)
	h.Frames("choice")
	h.Press("enter")
	if c.practice != 1 || !reopened(h) {
		t.Errorf("practice %d, wishes %v", c.practice, h.Wishes)
	}
}

func TestConnect(t *testing.T) {
	h, c := start(t)
	h.Press("down")
	h.Frames("connect")
	h.Press("enter")
	h.Frames("connect-form")
	h.Press("f2")
	h.Frames("connect-steps")
	h.Press("down", "up", "f2", "ctrl+s")
	h.Frames("connect-mistake")
	if len(c.asked) != 0 {
		t.Fatalf("went on with nothing: %+v", c.asked)
	}
	h.Type("contoso.com")
	h.Press("tab")
	h.Type("{" + strings.ToUpper(id) + "}")
	h.Press("tab", "right", "tab", "right", "right", "enter")
	want := []Connection{{Cloud: partner.CloudPublic, Tenant: "contoso.com", ClientID: id, Kind: partner.KindIndirectProvider, Store: partner.TokensInFile}}
	if diff := cmp.Diff(want, c.asked); diff != "" {
		t.Error(diff)
	}
	if push, ok := h.Wishes[len(h.Wishes)-1].(screen.Push); !ok || push.Screen == nil {
		t.Errorf("wishes %v", h.Wishes)
	}
	h.Press("esc", "enter")
	if got := strings.Join(h.Lines(), "\n"); !strings.Contains(got, "contoso.com") {
		t.Errorf("what was typed is gone:\n%s", got)
	}
}

func TestConnectToAClosedCloud(t *testing.T) {
	h, c := start(t)
	h.Press("down", "enter", "right", "right")
	h.Frames("connect-closed")
	h.Press("tab")
	h.Type("contoso.de")
	h.Press("tab")
	h.Type(id)
	h.Press("ctrl+s")
	if len(c.asked) != 0 {
		t.Errorf("%+v", c.asked)
	}
}

func TestAProfileWithoutSignIn(t *testing.T) {
	h, c := start(t)
	h.Press("up", "enter")
	h.Frames("form-empty")
	h.Press("ctrl+s")
	h.Frames("form-mistake")
	h.Type("Contoso Partner GmbH")
	h.Press("tab")
	h.Type("{" + strings.ToUpper(id) + "}")
	h.Press("tab")
	h.Type("united")
	h.Frames("form-country")
	h.Press("ctrl+u")
	h.Type("germ")
	h.Press("tab", "right", "right")
	h.Frames("form-filled")
	h.Press("ctrl+s")
	if len(c.made) != 0 {
		t.Error("an indirect reseller without a PartnerID was made")
	}
	h.Type("6531449")
	h.Press("ctrl+s")
	want := []partner.Profile{{
		Connection: partner.ConnectionOffline, Cloud: partner.CloudPublic, TenantID: id,
		Company: "Contoso Partner GmbH", Country: "DE", Kind: partner.KindIndirectReseller, MPNID: "6531449",
	}}
	if diff := cmp.Diff(want, c.made); diff != "" || !reopened(h) {
		t.Errorf("made: %s, wishes %v", diff, h.Wishes)
	}
}

func TestACloudWithoutADocumentedLinkAsksForIt(t *testing.T) {
	h, c := start(t)
	h.Press("up", "enter")
	h.Type("Contoso")
	h.Press("tab")
	h.Type(id)
	h.Press("tab")
	h.Type("us")
	h.Press("tab", "tab", "right")
	h.Frames("form-cloud")
	h.Press("tab")
	h.Type("https://evil.example/?x=1")
	h.Press("ctrl+s")
	h.Frames("form-bad-link")
	if len(c.made) != 0 {
		t.Fatal("a foreign link was taken")
	}
	h.Press("ctrl+u")
	url := "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=" + id + "&msppId=0&DAP=true#/BillingAccounts/partner-invitation"
	h.Type(url)
	h.Press("ctrl+s")
	if len(c.made) != 1 || c.made[0].Link != url || c.made[0].Cloud != partner.CloudUSGov {
		t.Errorf("made: %+v\n%s", c.made, strings.Join(h.Lines(), "\n"))
	}
}

func TestAFailureKeepsWhatWasTyped(t *testing.T) {
	h, c := start(t)
	h.Press("up", "enter")
	h.Type("康托索 \u202eGmbH")
	h.Press("tab")
	h.Type(id)
	h.Press("tab")
	h.Type("HK")
	c.err = partner.NewError(partner.CodeStoreReadOnly, "profile.toml\x1b[31m", nil)
	h.Press("ctrl+s")
	h.Frames("form-failed")
	h.Press("esc", "enter")
	if got := strings.Join(h.Lines(), "\n"); !strings.Contains(got, "康托索") {
		t.Errorf("the company is gone:\n%s", got)
	}
	c.err = nil
	h.Press("ctrl+s")
	if len(c.made) != 1 || c.made[0].Company != "康托索 GmbH" {
		t.Errorf("made: %+v", c.made)
	}
}

func TestAnySize(t *testing.T) {
	h, _ := start(t)
	for _, keys := range [][]string{nil, {"up", "enter"}, {"tab", "tab", "tab"}, {"esc", "down", "down", "enter"}, {"f2"}} {
		h.Press(keys...)
		for width := range 90 {
			for height := range 25 {
				h.Frame = tuitest.Frame(width, height)
				h.Lines()
			}
		}
	}
}
