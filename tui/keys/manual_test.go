package keys

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cspdesk/tui/theme"
)

// TestTheManualNamesTheKeysOfTheTables: each key in the tables of the manual's chapters
// about keys, one for each language, is one that a table of the place has.
func TestTheManualNamesTheKeysOfTheTables(t *testing.T) {
	manual, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	contexts := map[string][]string{ // of a place that is more than the one of its name
		"everywhere":    {"everywhere", "customers", "invitation"},
		"customers":     {"customers", "searching", "filtering"},
		"the mail":      {"wizard-letter", "editor"},
		"the last page": {"wizard-finish"},
		"invitations":   {"invitations", "invitation"},
		"activity":      {"activity"},
		"changes":       {"changes", "renewals"},
	}
	for chinese, english := range map[string]string{
		"所有屏幕": "everywhere", "客户": "customers", "邮件": "the mail", "最后一页": "the last page", "邀请": "invitations", "活动": "activity", "变更": "changes",
	} {
		contexts[chinese] = contexts[english]
	}
	has := map[string][]string{}
	for _, c := range append(Contexts(), Context{Name: "editor", Table: Editor}) {
		for _, b := range c.Table {
			for _, key := range b.Keys {
				has[c.Name] = append(has[c.Name], Label(key, theme.Glyphs{Arrows: true, Up: "↑", Down: "↓", Left: "←", Right: "→"}))
			}
		}
	}
	row, quoted := regexp.MustCompile(`(?m)^\| ([^|]*)\| ([^|]*) \|`), regexp.MustCompile("`([^`]+)`")
	for _, title := range []string{"Keys", "按键"} {
		_, chapter, _ := strings.Cut(string(manual), "\n## "+title+"\n")
		chapter, _, _ = strings.Cut(chapter, "\n## ")
		place, n := "", 0
		for _, cells := range row.FindAllStringSubmatch(chapter, -1) {
			if name := strings.TrimSpace(cells[1]); name != "" {
				place = name
			}
			for _, key := range quoted.FindAllStringSubmatch(cells[2], -1) {
				n++
				if !slices.ContainsFunc(contexts[place], func(c string) bool { return slices.Contains(has[c], key[1]) }) {
					t.Errorf("%s: no table has %s", place, key[1])
				}
			}
		}
		if n < 100 {
			t.Errorf("%s: only %d keys are named", title, n)
		}
	}
}
