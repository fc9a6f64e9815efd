package customers

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cspdesk/tui/cell"
	"cspdesk/tui/theme"
)

func TestTheBarCoversTheFirstCellsAndLeavesTheRest(t *testing.T) {
	th := theme.New(theme.Options{})
	head, rest := cell.Fit(" > 冒险家科技有限公司", 30), "  maoxian.example  removed (!)"
	for name, line := range map[string]string{
		"plain":   head + rest,
		"warning": th.Warn.S("!") + head[1:] + rest,
		"dim":     th.Dim.S(head + rest),
	} {
		got := bar(th, line, 30)
		if ansi.Strip(got) != ansi.Strip(line) {
			t.Errorf("%s: the text became %q", name, got)
		}
		covered, left, _ := strings.Cut(got, "\x1b[0m")
		if covered != strings.TrimSuffix(th.Selected.S(ansi.Strip(line)[:len(head)]), "\x1b[0m") {
			t.Errorf("%s: the bar is %q", name, covered)
		}
		if dim := strings.HasPrefix(left, strings.TrimSuffix(th.Dim.S("x"), "x\x1b[0m")); dim != (name == "dim") {
			t.Errorf("%s: the rest is %q", name, left)
		}
	}
}
