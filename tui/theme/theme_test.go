package theme

import (
	"reflect"
	"strings"
	"testing"

	"cspdesk/tui/cell"
)

func paints(t *Theme) map[string]Paint {
	all := map[string]Paint{}
	v := reflect.ValueOf(*t)
	for i := range v.NumField() {
		if p, ok := v.Field(i).Interface().(Paint); ok {
			all[v.Type().Field(i).Name] = p
		}
	}
	return all
}

func TestNothingDependsOnColor(t *testing.T) {
	for _, o := range []Options{{NoColor: true}, {Name: "mono"}} {
		for name, p := range paints(New(o)) {
			for _, code := range strings.FieldsFunc(p.S("x"), func(r rune) bool { return r < '0' || r > '9' }) {
				if len(code) > 1 {
					t.Errorf("%v: %s has colour %s", o, name, code)
				}
			}
		}
		if th := New(o); th.Selected.S("x") != "\x1b[7mx\x1b[0m" {
			t.Errorf("%v: the selected row is drawn as %q", o, th.Selected.S("x"))
		}
	}
}

func TestPaint(t *testing.T) {
	th := New(Options{})
	if got, want := th.Error.S("no"), "\x1b[1;31mno\x1b[0m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := th.Text.S("plain") + th.Error.S(""); got != "plain" {
		t.Errorf("got %q", got)
	}
	if got, want := th.Selected.Over("a"+th.Good.S("b")+"c"), "\x1b[7mabc\x1b[0m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGlyphsAreOneCell(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		v := reflect.ValueOf(glyphs(ascii))
		for i := range v.NumField() {
			if v.Field(i).Kind() != reflect.String {
				continue
			}
			sign, name := v.Field(i).String(), v.Type().Field(i).Name
			if cell.Width(sign) != 1 || ascii && len(sign) != 1 {
				t.Errorf("ascii %v: %s is %q", ascii, name, sign)
			}
		}
	}
}

func TestFromEnv(t *testing.T) {
	for _, c := range []struct {
		env            string
		noColor, ascii bool
	}{
		{"TERM=xterm-256color LANG=en_US.UTF-8", false, false},
		{"TERM=xterm LANG=C", false, true},
		{"TERM=xterm LANG=C.utf8", false, false},
		{"TERM=xterm LANG=en_US.UTF-8 LC_ALL=C", false, true},
		{"TERM=xterm LANG=zh_CN.GB18030", false, true},
		{"TERM=xterm LANG=x.UTF-8 NO_COLOR=1 CLICOLOR_FORCE=1", true, false},
		{"TERM=xterm LANG=x.UTF-8 CLICOLOR=0", true, false},
		{"TERM=vt220 LANG=x.UTF-8 COLORTERM=24bit", true, false},
		{"TERM=vt220 LANG=x.UTF-8 CLICOLOR_FORCE=1 COLORTERM=24bit", false, false},
	} {
		env := map[string]string{}
		for _, pair := range strings.Fields(c.env) {
			name, value, _ := strings.Cut(pair, "=")
			env[name] = value
		}
		if got, want := FromEnv(func(n string) string { return env[n] }), (Options{NoColor: c.noColor, ASCII: c.ascii}); got != want {
			t.Errorf("%s: %+v, want %+v", c.env, got, want)
		}
	}
	if !utf8Locale(func(string) string { return "" }, "windows") || utf8Locale(func(string) string { return "" }, "linux") {
		t.Error("a missing locale")
	}
}
