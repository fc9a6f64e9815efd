package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestTextOfAManualPageIsNeverACommand(t *testing.T) {
	c := &cobra.Command{Use: "x FILE", Short: `.so /etc/passwd`, Long: "'first\n.second\\third\n\nnext", Run: func(*cobra.Command, []string) {}}
	c.Flags().StringP("to", "t", "", "where a `FOLDER` is")
	page := manualPage(c)
	for _, want := range []string{`x \- \&.so /etc/passwd`, "\n\\&'first\n\\&.second\\ethird\n.PP\nnext\n", ".TP\n\\fB\\-t, \\-\\-to\\fR \\fIFOLDER\\fR\nwhere a FOLDER is\n"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q:\n%s", want, page)
		}
	}
}
