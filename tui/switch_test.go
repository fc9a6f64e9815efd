package tui

import (
	"context"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/tuitest"
)

// TestAnswersAboutADeskThatIsClosedAreDropped: its store is closed while it is still
// checked for damage.
func TestAnswersAboutADeskThatIsClosedAreDropped(t *testing.T) {
	d := &desk{t: t}
	opened := 0
	d.app = New(Options{Text: i18n.English(), Theme: theme.New(theme.Options{NoColor: true}), Open: func(context.Context, *i18n.Strings) (Desk, error) {
		opened++
		if opened > 1 {
			return Desk{Tabs: []Tab{{Name: "Customers", Screen: &page{name: "two"}}}}, nil
		}
		return Desk{
			Tabs: []Tab{{Name: "Customers", Screen: &page{name: "one"}}},
			Check: func(context.Context) error {
				d.send(screen.Reopen{})
				return partner.NewError(partner.CodeInternal, "the database is closed", nil)
			},
		}, nil
	}})
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	tuitest.Drain(t, d.update, d.app.Init())
	if opened != 2 {
		t.Errorf("opened %d times", opened)
	}
	d.shows("page two")
}

// TestWhoStaysKeepsTheProfile: another profile is in use only when every screen
// has left, and what cannot be used leaves the desk open.
func TestWhoStaysKeepsTheProfile(t *testing.T) {
	for name, c := range map[string]struct {
		keeps        bool // a screen holds something that it must not store
		answer       string
		fails        error
		used, opened int
	}{
		"nothing to lose": {used: 1, opened: 2},
		"stay":            {keeps: true, answer: "enter", opened: 1},
		"leave":           {keeps: true, answer: "y", used: 1, opened: 2},
		"cannot be used":  {fails: partner.NewError(partner.CodeStorePath, "/profiles", nil), used: 1, opened: 1},
	} {
		t.Run(name, func(t *testing.T) {
			used, opened := 0, 0
			p := leaver{&page{name: "one"}}
			p.leave = func() tea.Cmd {
				if !c.keeps {
					return nil
				}
				return screen.Send(screen.Unstored{Title: "Lose it?", Text: "It is stored nowhere."})
			}
			d := start(t, 80, 24, Options{Text: i18n.English(), Open: func(context.Context, *i18n.Strings) (Desk, error) {
				opened++
				return Desk{Tabs: []Tab{{Name: "Customers", Screen: p}}}, nil
			}})
			d.send(screen.Reopen{Use: func(context.Context) error { used++; return c.fails }})
			if c.keeps && used > 0 {
				t.Error("used before the question was answered")
			}
			if c.answer != "" {
				d.shows("Lose it?")
				d.press(c.answer)
			}
			if used != c.used || opened != c.opened {
				t.Errorf("used %d times, opened %d times; want %d, %d", used, opened, c.used, c.opened)
			}
			if d.shows("page one"); c.fails != nil && !strings.Contains(strings.Join(d.lines(), "\n"), "/profiles") {
				t.Errorf("the reason is not said:\n%s", strings.Join(d.lines(), "\n"))
			}
		})
	}
}
