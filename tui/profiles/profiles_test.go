package profiles

import (
	"context"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

type keeper struct {
	all  []partner.Profile
	used []string
	err  error
}

func (k *keeper) Profiles(context.Context) ([]partner.Profile, string, error) {
	return k.all, "contoso", k.err
}

func (k *keeper) UseProfile(_ context.Context, name string) error {
	k.used = append(k.used, name)
	return k.err
}

func some() []partner.Profile {
	return []partner.Profile{
		{Name: "adatum", Company: "A. Datum \u202eCorporation", Cloud: partner.CloudChina, Connection: partner.ConnectionOffline},
		{Name: "contoso", Company: "Contoso Partner GmbH", Cloud: partner.CloudPublic, Connection: partner.ConnectionLive},
		{Name: "practice", Company: "Contoso Partner GmbH", Cloud: partner.CloudPublic, Connection: partner.ConnectionPractice},
	}
}

func TestFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for name, k := range map[string]*keeper{
			"some": {all: some()}, "one": {all: some()[1:2]}, "failed": {err: partner.NewError(partner.CodeStorePath, "/data", nil)},
		} {
			h := tuitest.NewHost(t, New(k, text), 80, 21)
			h.Frame.Text = text
			h.Frames(name, "practice", "contoso", "adatum")
		}
	}
}

// TestProfilesOfOneCompanyAreToldApart by their names, in any window.
func TestProfilesOfOneCompanyAreToldApart(t *testing.T) {
	two := some()[:2]
	two[0].Name, two[0].Company, two[0].Connection = "contoso-test", two[1].Company, two[1].Connection
	h := tuitest.NewHost(t, New(&keeper{all: two}, i18n.English()), 80, 21)
	for _, width := range []int{40, 60, 80, 120} {
		h.Frame = tuitest.Frame(width, 18)
		shown := strings.Join(h.Lines(), "\n")
		for _, want := range []string{"  contoso-test  ", "  contoso       ", "live, in use"} {
			if !strings.Contains(shown, want) {
				t.Errorf("%d columns do not show %q:\n%s", width, want, shown)
			}
		}
	}
}

func TestSwitch(t *testing.T) {
	k := &keeper{all: some()}
	h := tuitest.NewHost(t, New(k, i18n.English()), 80, 21)
	h.Press("enter") // the one in use
	if len(k.used) != 0 || !popped(h) {
		t.Errorf("used %v, wishes %v", k.used, h.Wishes)
	}
	h.Press("G", "k", "up", "enter")
	if len(k.used) != 0 {
		t.Errorf("used %v before the other screens have left", k.used)
	}
	again, ok := h.Wishes[len(h.Wishes)-1].(screen.Reopen)
	if !ok || again.Use == nil {
		t.Fatalf("wishes %v", h.Wishes)
	}
	if err := again.Use(t.Context()); err != nil || len(k.used) != 1 || k.used[0] != "adatum" {
		t.Errorf("used %v, error %v", k.used, err)
	}
}

func popped(h *tuitest.Host) bool {
	for _, w := range h.Wishes {
		if _, ok := w.(screen.Pop); ok {
			return true
		}
	}
	return false
}

func TestAnySize(t *testing.T) {
	h := tuitest.NewHost(t, New(&keeper{all: some()}, i18n.English()), 80, 21)
	for width := range 90 {
		for height := range 25 {
			h.Frame = tuitest.Frame(width, height)
			h.Lines()
		}
	}
}
