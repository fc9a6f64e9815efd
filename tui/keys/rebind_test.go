package keys

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"
)

// Every key that a table names can be pressed, under just that name.
func TestEveryKeyOfEveryTableCanBePressed(t *testing.T) {
	for _, c := range Contexts() {
		for _, b := range c.Table {
			for _, name := range b.Keys {
				msg, ok := Press(name)
				if !ok || msg.String() != name {
					t.Errorf("%s, %s: %q gives %q, %v", c.Name, b.Intent, name, msg.String(), ok)
				}
			}
		}
	}
	for _, name := range []string{"", "ctrl", "ctrl+", "xy", "alt+", "\x01", "pageup", "Ctrl+r"} {
		if msg, ok := Press(name); ok {
			t.Errorf("%q gives %q", name, msg.String())
		}
	}
	if msg, ok := Press("alt+x"); !ok || !msg.Alt || msg.String() != "alt+x" {
		t.Errorf("alt+x gives %v", msg)
	}
}

func press(t *testing.T, name string) tea.KeyMsg {
	msg, ok := Press(name)
	if !ok {
		t.Fatalf("no key %q", name)
	}
	return msg
}

func TestRebinding(t *testing.T) {
	table := Table{
		{Intent: "refresh", Keys: []string{"r", "ctrl+r"}},
		{Intent: "search", Keys: []string{"/"}},
		{Intent: "jump", Keys: []string{"J"}},
	}
	r := Rebinding{"refresh": {"f5", "/"}, "search": {"r"}, "jump": {}}
	for pressed, want := range map[string]string{
		"f5": "r", "/": "r", "r": "/", "ctrl+r": "", "J": "", "x": "x", "enter": "enter",
	} {
		got, ok := r.Translate(press(t, pressed), table)
		if want == "" && ok || want != "" && (!ok || got.String() != want) {
			t.Errorf("%s: got %q, %v, want %q", pressed, got.String(), ok, want)
		}
	}
	changed := r.Apply(table)
	if diff := cmp.Diff([]string{"f5", "/"}, changed[0].Keys); diff != "" {
		t.Error(diff)
	}
	if len(table[0].Keys) != 2 || table[0].Keys[0] != "r" {
		t.Errorf("the table itself was changed: %v", table)
	}
	if got, ok := Rebinding(nil).Translate(press(t, "J"), table); !ok || got.String() != "J" {
		t.Errorf("without changes: %q, %v", got.String(), ok)
	}
}

func TestConflicts(t *testing.T) {
	for _, c := range []struct {
		r    Rebinding
		want []Conflict
	}{
		{Rebinding{Refresh: {"f5"}, Jump: {"r"}}, nil},
		{Rebinding{Refresh: {"J"}, Jump: {"r"}}, nil},
		{Rebinding{"fly": {"x"}}, []Conflict{{Fault: UnknownIntent, Intent: "fly"}}},
		{Rebinding{Refresh: {"ctrl+ö"}}, []Conflict{{Fault: UnknownKey, Intent: Refresh, Key: "ctrl+ö"}}},
		{Rebinding{Refresh: {"J"}}, []Conflict{{Fault: TakenKey, Intent: Refresh, Key: "J", Other: Jump, Context: "customers"}}},
		{Rebinding{Quit: {}}, []Conflict{{Fault: NoKey, Intent: Quit}}},
		{Rebinding{KeepSearch: {"x"}}, []Conflict{{Fault: TextKey, Intent: KeepSearch, Key: "x", Context: "searching"}}},
	} {
		if diff := cmp.Diff(c.want, c.r.Check()); diff != "" {
			t.Errorf("%v: %s", c.r, diff)
		}
	}
}

// Each function of this package that gives a table of a place is in Contexts, so
// that nothing is missing in what is made from it.
func TestContextsAreComplete(t *testing.T) {
	used := ""
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		if f.Name() == "contexts.go" {
			used = string(text)
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name(), text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !fn.Name.IsExported() || fn.Name.Name == "Join" || fn.Type.Results == nil {
				continue
			}
			if kind, ok := fn.Type.Results.List[0].Type.(*ast.Ident); ok && kind.Name == "Table" {
				tables = append(tables, fn.Name.Name)
			}
		}
	}
	for _, name := range tables {
		if !regexp.MustCompile(`\b` + name + `\(`).MatchString(used) {
			t.Errorf("Contexts leaves %s out", name)
		}
	}
	if len(tables) < 20 {
		t.Errorf("only %d tables were seen", len(tables))
	}
}
