package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cspdesk/tui/keys"
)

// shown reads from the golden frames of all packages which screens and which key
// tables they show. That each frame there is compared, and exists in both
// languages and three windows, the packages see to themselves (tuitest.Main).
func shown(t *testing.T) (screens, contexts map[string]bool) {
	screens, contexts = map[string]bool{}, map[string]bool{}
	var paths []string
	for _, pattern := range []string{"testdata/*.style", "*/testdata/*.style"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			what, names, _ := strings.Cut(strings.TrimSpace(line), " ")
			for name := range strings.FieldsSeq(names) {
				switch what {
				case "screen":
					screens[strings.TrimPrefix(name, "*")] = true
				case "keys":
					contexts[name] = true
				}
			}
		}
	}
	return screens, contexts
}

// screenTypes finds every type of this program that is a screen: a struct that
// embeds the mailbox.
func screenTypes(t *testing.T) (all []string) {
	paths, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			kind, ok := spec.Type.(*ast.StructType)
			if ok && slices.ContainsFunc(kind.Fields.List, func(f *ast.Field) bool {
				s, ok := f.Type.(*ast.SelectorExpr)
				return ok && len(f.Names) == 0 && s.Sel.Name == "Mailbox"
			}) {
				all = append(all, file.Name.Name+"."+spec.Name.Name)
			}
			return true
		})
	}
	return all
}

// TestEveryScreenIsShown: every screen, and every place with keys of its own,
// stands in a golden frame.
func TestEveryScreenIsShown(t *testing.T) {
	screens, contexts := shown(t)
	types := screenTypes(t)
	if len(types) < 25 || len(contexts) < 25 {
		t.Fatalf("only %d screens and %d key tables were found", len(types), len(contexts))
	}
	for _, name := range types {
		if !screens[name] {
			t.Errorf("no golden frame shows %s", name)
		}
	}
	for _, c := range keys.Contexts() {
		if !contexts[c.Name] && c.Name != "everywhere" { // those are in the line at the bottom of each window
			t.Errorf("no golden frame shows the keys of %q", c.Name)
		}
	}
}
