package keys

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
)

// intents reads the values of all constants of the type Intent.
func intents(t *testing.T) map[string]bool {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Intent" {
				for _, value := range spec.Values {
					text, err := strconv.Unquote(value.(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					all[text] = true
				}
			}
			return true
		})
	}
	return all
}

func TestEveryIntentHasWordsAndEveryWordAnIntent(t *testing.T) {
	all := intents(t)
	if len(all) < 80 {
		t.Fatalf("only %d intents were found", len(all))
	}
	for intent := range all {
		if words := i18n.English().Keys[intent]; words.Short == "" || words.Long == "" {
			t.Errorf("%s has no words", intent)
		}
	}
	for intent := range i18n.English().Keys {
		if !all[intent] {
			t.Errorf("the words of %s are for no intent", intent)
		}
	}
}

// TestBlockedKeyOfSeveral: a key that does one of several things is off only
// where all of them are, and says why the first is.
func TestBlockedKeyOfSeveral(t *testing.T) {
	press := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("p")}
	for _, c := range []struct {
		suspend, activate string
		blocked           bool
	}{{"", "", false}, {"suspended", "", false}, {"", "active", false}, {"suspended", "expired", true}} {
		table := Subscriptions().Set(SubscriptionSuspend, c.suspend).Set(SubscriptionActivate, c.activate)
		b, blocked := table.Blocked(press)
		if blocked != c.blocked || blocked && b.Why != c.suspend || !blocked && b.Intent != table.Match(press) {
			t.Errorf("%+v: %v %+v", c, blocked, b)
		}
	}
}

// TestTheKeyOfTheLanguageMeansNothingElse: whoever reads neither word needs it
// wherever they are.
func TestTheKeyOfTheLanguageMeansNothingElse(t *testing.T) {
	language, _ := Global().Find(Language)
	for _, c := range Contexts() {
		for _, b := range c.Table {
			if b.Intent != Language && slices.Contains(b.Keys, language.Keys[0]) {
				t.Errorf("in %s it is %s", c.Name, b.Intent)
			}
		}
	}
}

// Text that comes at once may spell the name of a key, as the end of "Mail is down".
func TestTextIsNoKey(t *testing.T) {
	table := Table{{Intent: Down, Keys: []string{"down"}}, {Intent: Up, Keys: []string{"up"}, Off: true}}
	for _, typed := range []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("down")}, {Type: tea.KeyRunes, Runes: []rune("up")}, {Type: tea.KeyRunes, Runes: []rune("d"), Paste: true}} {
		_, off := table.Blocked(typed)
		if got := table.Match(typed); got != "" || off {
			t.Errorf("%q means %q, off %t", typed.Runes, got, off)
		}
	}
	if got := table.Match(tea.KeyMsg{Type: tea.KeyDown}); got != Down {
		t.Errorf("the key means %q", got)
	}
}
