package removal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

type center struct {
	check    partner.Preflight
	checkErr error
	err      error
	calls    []string
}

func (c *center) Preflight(context.Context, partner.CustomerID) (partner.Preflight, error) {
	return c.check, c.checkErr
}
func (c *center) Remove(_ context.Context, customer partner.Customer) error {
	c.calls = append(c.calls, "remove "+customer.Domain)
	return c.err
}
func (c *center) RemoveAdminRights(_ context.Context, customer partner.Customer) error {
	c.calls = append(c.calls, "rights "+customer.Domain)
	return c.err
}

var fabrikam = partner.Customer{ID: tuitest.CustomerID(2), CompanyName: "Fabrikam AG", Domain: "fabrikam.de", AdminRights: partner.AdminRightsGranted}

func deps(c *center, text *i18n.Strings, roles ...partner.Role) Deps {
	page := func(c partner.Customer) screen.Screen { return New(Deps{}, c) }
	services := func(_ partner.Customer, subscription string) screen.Screen {
		c.calls = append(c.calls, "services at "+subscription)
		return New(Deps{}, fabrikam)
	}
	return Deps{Text: text, Partner: partner.Profile{Roles: roles}, Service: c, Services: services, Support: page}
}

func blocked() *center {
	return &center{check: partner.Preflight{
		Blockers: []partner.Blocker{
			{Kind: partner.BlockerReservation, ID: "o-1", Name: "DZH318Z0BQ3Q:003B", Quantity: 2, Ends: tuitest.Now.AddDate(1, 0, 0)},
			{Kind: partner.BlockerSubscription, ID: "s-1", Name: "Microsoft 365 Business Premium", Quantity: 25, Unit: "Licenses", Ends: tuitest.Now.AddDate(0, 3, 0), AutoRenew: true},
			{Kind: partner.BlockerSubscription, ID: "s-2", Name: "冒险家 \x1b[31mAzure plan", Quantity: 1, Unit: "Usage"},
			{Kind: partner.BlockerPending, ID: "s-3", Name: "Visio Plan 2", Quantity: 1, Unit: "Licenses"},
		},
		Unchecked: []partner.BlockerKind{partner.BlockerSoftware},
	}}
}

func TestFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, c := range []struct {
			name   string
			center *center
			keys   []string
		}{
			{"blocked", blocked(), nil},
			{"clear", &center{}, nil},
			{"question", &center{}, []string{"D", "f", "a"}},
			{"wrong", &center{}, []string{"D", "f", "a", "enter"}},
			{"rights", &center{}, []string{"A"}},
			{"failed", &center{checkErr: partner.NewError(partner.CodeUnreachable, "", nil)}, nil},
		} {
			t.Run(text.Language+"/"+c.name, func(t *testing.T) {
				h := tuitest.NewHost(t, New(deps(c.center, text, partner.RoleAdminAgent), fabrikam), 80, 21)
				h.Frame.Text = text
				h.Press(c.keys...)
				h.Frames(c.name)
			})
		}
	}
}

// TestOnlyTheDomainEndsIt: neither enter, nor y, nor another text.
func TestOnlyTheDomainEndsIt(t *testing.T) {
	c := &center{}
	h := tuitest.NewHost(t, New(deps(c, i18n.English(), partner.RoleGlobalAdmin), fabrikam), 80, 24)
	h.Press("D", "enter", "y", "enter", "esc", "D")
	h.Type("fabrikam")
	h.Press("enter")
	if len(c.calls) != 0 {
		t.Fatalf("without the domain: %q", c.calls)
	}
	h.Type(".DE ")
	release := h.Hold("enter")
	for _, intent := range []keys.Intent{keys.EndRelationship, keys.GiveUpRights} {
		if b, _ := h.Screen.Keys().Find(intent); !b.Off {
			t.Errorf("%s is possible while the relationship is ended", intent)
		}
	}
	release()
	if !slices.Equal(c.calls, []string{"remove fabrikam.de"}) {
		t.Fatalf("with it: %q", c.calls)
	}
	text := fmt.Sprint(h.Wishes)
	if !strings.Contains(text, "has ended") || !slices.Contains(h.Wishes, tea.Msg(screen.Pop{})) {
		t.Errorf("afterwards: %s", text)
	}
}

func TestKeysSayWhyNot(t *testing.T) {
	clear := &center{}
	ended, without := fabrikam, fabrikam
	ended.Standing, without.AdminRights = partner.StandingRemoved, partner.AdminRightsRemoved
	locked := deps(clear, i18n.English())
	locked.Locked = "Nothing may be changed"
	for _, c := range []struct {
		name                  string
		deps                  Deps
		customer              partner.Customer
		end, rights, services string // reasons; "" if the key holds
	}{
		{"clear", deps(clear, i18n.English()), fabrikam, "", "", "Nothing that is known"},
		{"blocked", deps(blocked(), i18n.English()), fabrikam, "The relationship cannot end yet", "", ""},
		{"read-only", locked, fabrikam, "Nothing may", "Nothing may", "Nothing that is known"},
		{"ended", deps(clear, i18n.English()), ended, "has ended already", "", "Nothing that is known"},
		{"no rights", deps(clear, i18n.English()), without, "", "no delegated admin rights", "Nothing that is known"},
	} {
		h := tuitest.NewHost(t, New(c.deps, c.customer), 80, 24)
		for intent, want := range map[keys.Intent]string{keys.EndRelationship: c.end, keys.GiveUpRights: c.rights, keys.RemovalServices: c.services} {
			b, _ := h.Screen.Keys().Find(intent)
			if b.Off != (want != "") || !strings.Contains(b.Why, want) {
				t.Errorf("%s: %s is %+v, want %q", c.name, intent, b, want)
			}
		}
		h.Press("D")
		h.Type("fabrikam.de")
		h.Press("enter")
		if (len(clear.calls) > 0) != (c.end == "") {
			t.Errorf("%s: %q", c.name, clear.calls)
		}
		clear.calls = nil
	}
}

// TestWhatKeepsItIsShown: the way to the services leads to the first subscription
// that keeps the relationship, and what was read again is seen from its beginning.
func TestWhatKeepsItIsShown(t *testing.T) {
	c := blocked()
	h := tuitest.NewHost(t, New(deps(c, i18n.English(), partner.RoleAdminAgent), fabrikam), 60, 10)
	h.Press("enter")
	if !slices.Equal(c.calls, []string{"services at s-1"}) {
		t.Errorf("%q", c.calls)
	}
	before := strings.Join(h.Lines(), "\n")
	h.Press("G")
	if strings.Join(h.Lines(), "\n") == before {
		t.Fatal("there is nothing to scroll")
	}
	if h.Press("r"); strings.Join(h.Lines(), "\n") != before {
		t.Errorf("what keeps it is out of sight:\n%s", strings.Join(h.Lines(), "\n"))
	}
}

// TestRoles: a role that Microsoft does not name for it is told in the question,
// and Partner Center decides.
func TestRoles(t *testing.T) {
	for role, told := range map[partner.Role]bool{
		partner.RoleGlobalAdmin: false, partner.RoleAdminAgent: true, partner.RoleSalesAgent: true, partner.RoleHelpdeskAgent: true,
	} {
		h := tuitest.NewHost(t, New(deps(&center{}, i18n.English(), role), fabrikam), 80, 24)
		h.Press("D")
		if text := strings.Join(h.Lines(), "\n"); strings.Contains(text, "Microsoft names Global admin") != told {
			t.Errorf("as %s:\n%s", role, text)
		}
	}
}

func TestAnUnclearEndStaysOpen(t *testing.T) {
	c := &center{err: &partner.Error{Code: partner.CodeUnclear, CorrelationID: "c-1"}}
	h := tuitest.NewHost(t, New(deps(c, i18n.English()), fabrikam), 80, 24)
	h.Press("A", "y")
	if text := fmt.Sprint(h.Wishes); !slices.Equal(c.calls, []string{"rights fabrikam.de"}) || !strings.Contains(text, "no answer came") || !strings.Contains(text, "c-1") {
		t.Errorf("%q, %s", c.calls, text)
	}
	h.Frame.Now = h.Frame.Now.Add(time.Minute)
	h.Lines()
}
