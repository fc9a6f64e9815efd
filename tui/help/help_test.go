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

// TestAKeyThatIsOffSaysSo in the parentheses of its language.
func TestAKeyThatIsOffSaysSo(t *testing.T) {
	for text, want := range map[*i18n.Strings]string{i18n.English(): " (not now: why)", i18n.Chinese(): "（目前不可用：why）"} {
		f := tuitest.Frame(120, 200)
		f.Text = text
		page := help.New(text, keys.CustomerList().Set(keys.Detail, "why"), nil, nil)
		if shown := ansi.Strip(strings.Join(page.View(f).Lines, "\n")); !strings.Contains(shown, text.Keys[string(keys.Detail)].Long+want) {
			t.Errorf("no %q in\n%s", want, shown)
		}
	}
}

// TestHelpSaysWhatAStrokeMeans: in the list of customers, what is not known yet, in
// the word that the command line has for it.
func TestHelpSaysWhatAStrokeMeans(t *testing.T) {
	for text, stroke := range map[*i18n.Strings]string{i18n.English(): " (-)", i18n.Chinese(): "（-）"} {
		f := tuitest.Frame(120, 200)
		f.Text = text
		shown := ansi.Strip(strings.Join(help.New(text, keys.CustomerList(), nil, nil).View(f).Lines, "\n"))
		if want := text.Common.AdminRights[""] + stroke; !strings.Contains(shown, want) {
			t.Errorf("no %q in\n%s", want, shown)
		}
	}
}

// TestAKeyForEachDigitTakesOneLine with what it does.
func TestAKeyForEachDigitTakesOneLine(t *testing.T) {
	page := help.New(i18n.English(), keys.CustomerList(), nil, nil)
	shown := ansi.Strip(strings.Join(page.View(tuitest.Frame(80, 200)).Lines, "\n"))
	if want := "alt+1 - alt+9       " + i18n.English().Keys[string(keys.ShowView)].Long; !strings.Contains(shown, want) {
		t.Errorf("%q is missing in\n%s", want, shown)
	}
}
