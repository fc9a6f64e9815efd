package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestLinesOfAFile(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	path := filepath.Join(t.TempDir(), "users")
	if err := os.WriteFile(path, []byte("\ufeffanna@fabrikam.de\r\n\n  beat@fabrikam.de \n"+long), 0o600); err != nil {
		t.Fatal(err)
	}
	a := &app{process: &process{}}
	if lines, err := a.linesOf(t.Context(), path); err != nil || !slices.Equal(lines, []string{"anna@fabrikam.de", "beat@fabrikam.de", long}) {
		t.Errorf("%d lines, %v", len(lines), err)
	}
}
