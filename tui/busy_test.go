package tui

import (
	"context"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// TestAChangeOnItsWayKeepsTheDesk: neither another language nor another profile
// closes the store that its outcome goes to, and what was chosen all the same waits.
func TestAChangeOnItsWayKeepsTheDesk(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		t.Run(text.Language, func(t *testing.T) {
			opened, busy := 0, true
			p := &page{name: "one"}
			d := start(t, 80, 24, Options{Text: text, Open: func(context.Context, *i18n.Strings) (Desk, error) {
				opened++
				return Desk{
					Tabs: []Tab{{Name: "Customers", Screen: p}}, Busy: func() bool { return busy },
					Profiles: func() screen.Screen { return &page{name: "profiles"} },
				}, nil
			}})
			for _, key := range []string{"L", "P"} {
				d.press(key)
				if shown := strings.Join(d.lines(), "\n"); opened != 1 || !strings.Contains(shown, text.App.Busy) || !strings.Contains(shown, "page one") {
					t.Fatalf("%s: opened %d times\n%s", key, opened, shown)
				}
			}
			cmd := d.update(screen.Reopen{})
			if opened != 1 {
				t.Fatal("opened anew while a change is on its way")
			}
			busy = false
			tuitest.Drain(t, d.update, cmd)
			if opened != 2 {
				t.Errorf("opened %d times after the change", opened)
			}
			if d.press("P"); !strings.Contains(strings.Join(d.lines(), "\n"), "page profiles") {
				t.Error("P does not lead to the profiles")
			}
		})
	}
}
