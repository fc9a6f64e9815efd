package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	top          = "../.."
	maxFileLines = 400
	maxFuncLines = 60
	maxUpdate    = 80 // the root's Update
)

// room is the part of an import path that the arrows are about, such as
// "internal/store" or "tui/wizard".
func room(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) > 2 {
		parts = parts[:2]
	}
	return strings.Join(parts, "/")
}

var (
	leaves   = []string{"internal/partner", "internal/i18n", "internal/safetext"}
	adapters = []string{"internal/store", "internal/partnercenter", "internal/mail", "internal/sandbox", "internal/config", "internal/customerscsv", "internal/signin"}
	services = []string{"internal/invite", "internal/refresh", "internal/manage"}
	drawing  = []string{"tui/cell", "tui/theme", "tui/keys", "tui/screen", "tui/widget", "tui/term"}
)

// mayImport says which rooms of the house a room may know.
func mayImport(from, to string) bool {
	switch {
	case from == to:
		return true
	case strings.HasPrefix(from, "cmd/"):
		return !strings.HasPrefix(to, "cmd/")
	case from == "internal/partner", from == "internal/safetext":
		return false
	case from == "internal/i18n":
		return to == "internal/partner"
	case slices.Contains(adapters, from), slices.Contains(services, from), from == "internal/card":
		return slices.Contains(leaves, to)
	case from == "internal/bench": // the report prepares what it measures
		return to == "internal/partner" || to == "internal/store"
	case from == "tui":
		return strings.HasPrefix(to, "tui/") || slices.Contains(leaves, to) || slices.Contains(services, to)
	case slices.Contains(drawing, from):
		return slices.Contains(drawing, to) || slices.Contains(leaves, to)
	case to == "internal/golden": // tests alone, and what helps them
		return from == "tui/tuitest"
	case strings.HasPrefix(from, "tui/"): // screens: types of services, never an adapter or another screen
		return slices.Contains(drawing, to) || slices.Contains(leaves, to) || slices.Contains(services, to)
	}
	return false
}

func TestArrowsPointTheRightWay(t *testing.T) {
	seen := 0
	eachFile(t, func(path string, file *ast.File, _ *token.FileSet) {
		dir := filepath.ToSlash(filepath.Dir(path))
		from := room(dir)
		test := strings.HasSuffix(path, "_test.go")
		for _, spec := range file.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			seen++
			if inside, ours := strings.CutPrefix(imported, "cspdesk/"); ours {
				if !test && !mayImport(from, room(inside)) {
					t.Errorf("%s imports %s: that arrow points the wrong way", path, imported)
				}
				continue
			}
			if from == "internal/partner" && !test && strings.Contains(strings.Split(imported, "/")[0], ".") {
				t.Errorf("%s imports %s: the domain knows the standard library alone", path, imported)
			}
			if strings.HasPrefix(from, "internal/") && strings.HasPrefix(imported, "github.com/charmbracelet/") {
				t.Errorf("%s imports %s: nothing under internal knows the terminal", path, imported)
			}
		}
	})
	if seen < 100 {
		t.Errorf("only %d imports seen: does the test still look at the whole house?", seen)
	}
}

// TestSandboxAndClientAreStrangers holds for tests too: each is written from
// the documentation, so that a mistake in one cannot hide in the other.
func TestSandboxAndClientAreStrangers(t *testing.T) {
	eachFile(t, func(path string, file *ast.File, _ *token.FileSet) {
		for _, spec := range file.Imports {
			imported := strings.Trim(spec.Path.Value, `"`)
			dir := filepath.ToSlash(path)
			if strings.HasPrefix(dir, "internal/sandbox/") && imported == "cspdesk/internal/partnercenter" ||
				strings.HasPrefix(dir, "internal/partnercenter/") && imported == "cspdesk/internal/sandbox" {
				t.Errorf("%s imports %s", path, imported)
			}
		}
	})
}

func TestRoomsStaySmall(t *testing.T) {
	eachFile(t, func(path string, file *ast.File, set *token.FileSet) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		if lines := set.Position(file.End()).Line; lines > maxFileLines {
			t.Errorf("%s has %d lines, more than %d", path, lines, maxFileLines)
		}
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok {
				continue
			}
			limit := maxFuncLines
			if filepath.ToSlash(filepath.Dir(path)) == "tui" && function.Name.Name == "Update" {
				limit = maxUpdate
			}
			if lines := set.Position(function.End()).Line - set.Position(function.Pos()).Line + 1; lines > limit {
				t.Errorf("%s: %s has %d lines, more than %d", path, function.Name.Name, lines, limit)
			}
		}
	})
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(top)
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"cmd", "internal", "tui", "go.mod", "go.sum", "Makefile", "README.md", "LICENSE", "bin"}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") && !slices.Contains(allowed, entry.Name()) {
			t.Errorf("%s does not belong at the top", entry.Name())
		}
	}
}

// eachFile parses every Go file of the house, tests included. Paths are given
// relative to the top.
func eachFile(t *testing.T, visit func(path string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	for _, folder := range []string{"cmd", "internal", "tui"} {
		err := filepath.WalkDir(filepath.Join(top, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, bytes.TrimSpace(text), parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			relative, err := filepath.Rel(top, path)
			if err != nil {
				return err
			}
			visit(relative, file, set)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
