package tui

import (
	"context"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/i18n"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
)

// TestTheLineAtTheBottom keeps the first key of every screen, and the way to
// the help page, in every language and from 60 columns on.
func TestTheLineAtTheBottom(t *testing.T) {
	tables := map[string]keys.Table{
		"customers": keys.CustomerList(), "block": keys.CustomerBlock(), "wizard": keys.WizardRights(), "mail": keys.WizardLetter(),
		"finish": keys.WizardFinished(), "invitations": keys.InvitationList(), "invitation": keys.InvitationDetail(), "activity": keys.ActivityList(true), "welcome": keys.Welcome(),
	}
	for _, text := range []*i18n.Strings{&i18n.English, &i18n.Chinese} {
		for name, table := range tables {
			for _, width := range []int{60, 80, 120} {
				tongue = text
				d := start(t, width, 24, Options{Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
					return opening(&page{name: name, table: table})(ctx, tongue)
				}})
				tongue = &i18n.English
				line := ansi.Strip(d.app.footer())
				first := text.Keys[string(table[0].Intent)].Short
				if !strings.Contains(line, first) || !strings.Contains(line, text.Keys["help"].Short) || cell.Width(line) > width {
					t.Errorf("%s, %s, %d columns: %q", text.Language, name, width, line)
				}
			}
		}
	}
}
