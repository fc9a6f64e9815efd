package tui

import (
	"context"
	"strings"
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

// TestCommandsOfOtherScreensAreFound, behind those of this screen, with the place
// where they hold; they are not run from here.
func TestCommandsOfOtherScreensAreFound(t *testing.T) {
	p := &page{name: "one", table: commands()}
	for _, c := range []struct {
		text         *i18n.Strings
		typed, place string
	}{
		{i18n.English(), "suspend", "Services: Suspend the subscription"}, {i18n.English(), "license", "Users, A user: Assign and take licenses"},
		{i18n.Chinese(), "暂停订", "服务：暂停订阅"},
	} {
		tongue = c.text
		t.Cleanup(func() { tongue = i18n.English() })
		d := start(t, 100, 40, Options{Open: opening(p)})
		d.press(":")
		d.lacks(c.place) // before something is typed
		for _, r := range c.typed {
			d.press(string(r))
		}
		d.shows(c.place)
		if c.typed == "suspend" {
			_, here := d.at("ctrl+z")
			if _, there := d.at(c.place); there < here {
				t.Errorf("the command of another screen stands above that of this one:\n%s", strings.Join(d.lines(), "\n"))
			}
		}
		d.press("end", "pgdown", "enter") // not from here: it stays
		d.shows(c.place)
		d.press("esc", "?", "/")
		for _, r := range c.typed {
			d.press(string(r))
		}
		d.shows(c.text.App.HelpElsewhere, c.place)
		d.press("esc")
		d.lacks(c.place)
	}
}

// TestWhatIsElsewhere: each command that is not here once, without what holds
// nearly everywhere, and with the keys in force.
func TestWhatIsElsewhere(t *testing.T) {
	all := keys.Rebinding{keys.SubscriptionSuspend: {"f7"}}.Elsewhere(keys.CustomerList(), keys.Global())
	seen := map[keys.Intent][]string{}
	for _, e := range all {
		if seen[e.Intent] != nil || len(e.Keys) == 0 || e.Intent == keys.Back || e.Intent == keys.Refresh || e.Intent == keys.Quit {
			t.Errorf("%+v", e)
		}
		seen[e.Intent] = append(e.Places, e.Keys...)
	}
	if got := strings.Join(seen[keys.SubscriptionSuspend], " "); got != "subscriptions f7" || len(all) < 100 {
		t.Errorf("of %d: %q", len(all), got)
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
