package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/tui/cell"
	"cspdesk/tui/help"
	"cspdesk/tui/keys"
	"cspdesk/tui/palette"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// tall is a window in which every line of a list is seen.
const tall = 600

// TestEveryKeyIsToldWhole: on the help page and in the palette no word about a
// key is cut, in the narrowest window and both languages, and also where a key
// is not possible.
func TestEveryKeyIsToldWhole(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, c := range keys.Contexts() {
			off := keys.Join(c.Table)
			for i := range off {
				off[i].Off, off[i].Why = true, text.App.ReadOnly
			}
			for _, table := range []keys.Table{c.Table, off} {
				for name, s := range map[string]screen.Screen{"help": help.New(text, table, keys.Global(), nil), "palette": palette.New(text, keys.Join(table, keys.Global()), nil)} {
					f := tuitest.Frame(60, tall)
					f.Text = text
					s.View(f) // takes note of the width
					shown := strings.Join(tuitest.Check(t, s.View(f).Lines, f.Width, f.Height), "\n")
					if strings.Contains(shown, cell.Ellipsis) {
						t.Errorf("%s, %s of %s:\n%s", text.Language, name, c.Name, shown)
					}
				}
			}
		}
	}
}

// TestTheKeysOfOtherScreensAreToldWhole, too, with the places where they hold.
func TestTheKeysOfOtherScreensAreToldWhole(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		others := keys.Rebinding{}.Elsewhere(keys.Global())
		for name, s := range map[string]screen.Screen{"help": help.New(text, nil, nil, others), "palette": palette.New(text, nil, others)} {
			f := tuitest.Frame(60, 2*tall)
			f.Text = text
			s.View(f) // takes note of the width
			if name == "help" {
				s.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("/")})
			}
			s.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("e")})
			shown := strings.Join(tuitest.Check(t, s.View(f).Lines, f.Width, f.Height), "\n")
			places := text.Palette.Contexts["subscriptions"] + text.Common.Colon
			if strings.Contains(shown, cell.Ellipsis) || !strings.Contains(shown, places) {
				t.Errorf("%s, %s:\n%s", text.Language, name, shown)
			}
		}
	}
}

// TestTheLinesAtTheBottom draws the keys at the bottom of every place, in both
// languages and three widths, and compares them with the files: the first key of
// a place and the way to the help page are always among them, and none is cut.
func TestTheLinesAtTheBottom(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		tongue = text
		t.Cleanup(func() { tongue = i18n.English() })
		var lines []string
		for _, c := range keys.Contexts() {
			p := &page{name: c.Name, table: c.Table, typing: c.Typing}
			d := start(t, 60, 18, Options{Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) { return opening(p)(ctx, text) }})
			for _, width := range []int{60, 80, 120} {
				d.send(tea.WindowSizeMsg{Width: width, Height: 18})
				all := d.lines()
				line := strings.TrimRight(all[len(all)-1], " ")
				if !strings.Contains(line, text.Keys[string(keys.Help)].Short) && c.Name != "help" || strings.Contains(line, cell.Ellipsis) {
					t.Errorf("%s, %s, %d columns: %q", text.Language, c.Name, width, line)
				}
				if first := firstShort(c, text); !strings.Contains(line, first) {
					t.Errorf("%s, %s, %d columns: %q is not in %q", text.Language, c.Name, width, first, line)
				}
				lines = append(lines, fmt.Sprintf("%-22s %3d |%s", c.Name, width, line))
			}
		}
		tuitest.Golden(t, "bottom."+text.Language, lines)
	}
}

// firstShort is the word of the first key of a place that has one that can be
// pressed there, "" if none has.
func firstShort(c keys.Context, text *i18n.Strings) string {
	for _, b := range c.Table {
		if b.Short && (!c.Typing || len(b.Keys[0]) > 1) {
			return text.Keys[string(b.Intent)].Short
		}
	}
	return ""
}
