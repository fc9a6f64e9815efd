package help_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/i18n"
	"cspdesk/tui/help"
	"cspdesk/tui/keys"
	"cspdesk/tui/tuitest"
)

// TestAKeyForEachDigitTakesOneLine with what it does.
func TestAKeyForEachDigitTakesOneLine(t *testing.T) {
	page := help.New(i18n.English(), keys.CustomerList(), nil, nil)
	shown := ansi.Strip(strings.Join(page.View(tuitest.Frame(80, 200)).Lines, "\n"))
	if want := "alt+1 - alt+9       " + i18n.English().Keys[string(keys.ShowView)].Long; !strings.Contains(shown, want) {
		t.Errorf("%q is missing in\n%s", want, shown)
	}
}
