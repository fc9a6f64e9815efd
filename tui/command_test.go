package tui

import (
	"context"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/tui/keys"
)

func commands() keys.Table {
	return keys.Table{
		{Intent: keys.Refresh, Keys: []string{"r"}, Short: true},
		{Intent: keys.Request, Keys: []string{"n"}, Off: true, Why: "the desk is read-only"},
		{Intent: keys.Back, Keys: []string{"esc"}},
	}
}

func TestPaletteRunsCommands(t *testing.T) {
	p := &page{name: "one", table: commands()}
	d := start(t, 80, 24, Options{Open: opening(p, &page{name: "two"})})
	d.press(":")
	d.shows("refresh", "tab-invitations", "quit", "the desk is read-only")
	d.press("r", "e", "f", "r", "enter")
	d.shows("page one")
	if got := p.keysGot(); got != "r" {
		t.Errorf("the screen got %q", got)
	}
	d.press("ctrl+p", "i", "n", "v", "i", "t", "enter")
	d.shows("page two")
	d.press(":", "t", "a", "b", "-", "c", "tab", "enter")
	d.shows("page one")
	d.press(":", "r", "e", "q", "u", "enter") // not possible: it stays
	d.shows("the desk is read-only")
	d.press("esc")
	d.shows("page one")
	d.press(":", "x", "x", "x")
	d.shows("No command fits")
	d.press("esc", ":", "q", "u", "i", "t", "enter")
	if !d.out {
		t.Error("it has not quit")
	}
}

func TestPaletteSpeaksChineseAndUnderstandsEnglish(t *testing.T) {
	speakChinese(t)
	p := &page{name: "one", table: commands()}
	d := start(t, 80, 24, Options{Open: opening(p)})
	d.press(":", "a", "n", "e", "w", "enter") // "Draw the screen anew"
	d.shows("page one")
	d.press(":", "邀")
	d.shows("tab-invitations")
}

func TestKeysCanBeOthers(t *testing.T) {
	p := &page{name: "one", table: commands()}
	d := start(t, 80, 24, Options{
		Open: opening(p, &page{name: "two"}),
		Keys: keys.Rebinding{keys.Refresh: {"f5"}, keys.Help: {"H"}, keys.Quit: {"Q"}, keys.Invitations: {"I"}},
	})
	d.shows("f5 refresh", "H help")
	d.press("r", "f5", "q")
	if got := p.keysGot(); got != "r" || d.out {
		t.Errorf("the screen got %q, and it has quit: %v", got, d.out)
	}
	d.press("H")
	d.shows("f5  ", "Q  ")
	d.press("esc", ":")
	d.shows("f5")
	d.press("r", "e", "f", "r", "e", "s", "h", "enter", "2", "I")
	d.shows("page two")
	d.press("Q")
	if !d.out {
		t.Error("it has not quit")
	}
}

func TestLanguageIsSwitched(t *testing.T) {
	var opened []string
	two := &page{name: "two"}
	d := start(t, 80, 24, Options{Text: i18n.English(), Open: func(ctx context.Context, text *i18n.Strings) (Desk, error) {
		opened = append(opened, text.Language)
		return opening(&page{name: "one"}, two)(ctx, text)
	}})
	d.press("2", "L")
	d.shows("page two", "帮助")
	d.press("L")
	d.shows("page two", "help")
	if len(opened) != 3 || opened[0] != "en" || opened[1] != "zh-CN" || opened[2] != "en" {
		t.Errorf("opened %q", opened)
	}
}
