package pending

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

type center struct {
	open     []partner.Intent
	found    manage.Finding
	lookErr  error
	looked   int
	resolved []string
	copied   []string
}

func (c *center) Open(context.Context) ([]partner.Intent, error) { return slices.Clone(c.open), nil }
func (c *center) Look(context.Context, partner.Intent) (manage.Finding, error) {
	c.looked++
	return c.found, c.lookErr
}
func (c *center) Resolve(_ context.Context, id string, state partner.IntentState, found string) error {
	c.resolved = append(c.resolved, strings.TrimSpace(id+" "+string(state)+" "+found))
	c.open = slices.DeleteFunc(c.open, func(in partner.Intent) bool { return in.ID == id })
	return nil
}
func (c *center) Copy(_ context.Context, text string) (string, error) {
	c.copied = append(c.copied, text)
	return "native", nil
}

func sample() *center {
	at := func(hours int) time.Time { return tuitest.Now.Add(-time.Duration(hours) * time.Hour) }
	return &center{
		open: []partner.Intent{
			{ID: "1", At: at(30), Actor: "anna", Action: partner.ActionRelationEnded, Subject: "Fabrikam AG", Object: "fabrikam.de", State: partner.IntentUnclear,
				Result: "unreachable", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd"},
			{ID: "2", At: at(2), Actor: "anna", Action: partner.ActionRequestNoted, Subject: "冒险家科技有限公司", Object: "615300000000003", Detail: "\x1b[31mThe headers", State: partner.IntentOpen},
		},
		found: manage.Finding{Verdict: manage.VerdictHappened, Found: "none"},
	}
}

func deps(c *center, text *i18n.Strings) Deps { return Deps{Text: text, Service: c, Clipboard: c} }

func TestFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, c := range []struct {
			name   string
			center *center
			keys   []string
		}{
			{"pending", sample(), nil}, {"looked", sample(), []string{"enter"}}, {"question", sample(), []string{"enter", "m"}}, {"empty", &center{}, nil},
		} {
			t.Run(text.Language+"/"+c.name, func(t *testing.T) {
				h := tuitest.NewHost(t, New(deps(c.center, text)), 80, 21)
				h.Frame.Text = text
				h.Press(c.keys...)
				h.Frames(c.name, "none") // what the service said
			})
		}
	}
}

// TestAPersonDecides: looking decides nothing, enter is no, and each key notes
// what it says.
func TestAPersonDecides(t *testing.T) {
	for key, want := range map[string]string{"m": "1 done none", "n": "1 failed none", "x": "1 dismissed none"} {
		c := sample()
		h := tuitest.NewHost(t, New(deps(c, i18n.English())), 80, 24)
		h.Press("enter", key, "enter", key, "esc", "y")
		if c.looked != 1 || len(c.resolved) != 0 {
			t.Errorf("%s without a yes: %q", key, c.resolved)
		}
		h.Press(key, "y")
		if !slices.Equal(c.resolved, []string{want}) {
			t.Errorf("%s: %q, want %q", key, c.resolved, want)
		}
		if text := strings.Join(h.Lines(), "\n"); strings.Contains(text, "Fabrikam") || !strings.Contains(text, "冒险家") {
			t.Errorf("afterwards the screen shows\n%s", text)
		}
		if !slices.Equal(c.copied, []string{"5f3b1c7e-0000-4000-8000-00000000abcd"}) {
			t.Errorf("copied is %q", c.copied)
		}
	}
}

func TestWhatIsLockedIsDimmed(t *testing.T) {
	c := sample()
	d := deps(c, i18n.English())
	d.Locked, d.LookOff = "read-only", "not connected"
	h := tuitest.NewHost(t, New(d), 80, 24)
	h.Press("enter", "m", "y", "n", "y", "x", "y")
	if c.looked != 0 || len(c.resolved) != 0 {
		t.Errorf("looked %d times, resolved %q", c.looked, c.resolved)
	}
	for intent, want := range map[keys.Intent]string{keys.PendingLook: "not connected", keys.PendingDone: "read-only", keys.PendingDismiss: "read-only"} {
		if b, _ := h.Screen.Keys().Find(intent); !b.Off || b.Why != want {
			t.Errorf("%s is %+v", intent, b)
		}
	}
}
