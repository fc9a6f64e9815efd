package signin

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// fake is a sign-in that goes as a test wants.
type fake struct {
	began  []string
	copied []string
	opened []string
	taken  int
	start  error
	wait   error
	done   error
}

const page = "https://microsoft.com/devicelogin"

func (f *fake) attempt(way, code string) (Attempt, error) {
	f.began = append(f.began, way)
	return Attempt{
		Page: page, UserCode: code, ExpiresAt: tuitest.Now.Add(14*time.Minute + 5*time.Second),
		Wait: func(context.Context) (string, error) { return "anna@contoso.com", f.wait },
	}, f.start
}

func (f *fake) Copy(_ context.Context, text string) (string, error) {
	f.copied = append(f.copied, text)
	return "osc52", nil
}

func (f *fake) deps(text *i18n.Strings) Deps {
	return Deps{
		Text: text, Clipboard: f,
		DeviceCode: func(context.Context) (Attempt, error) { return f.attempt("code", "GHKX7Q2MP") },
		Browser:    func(context.Context) (Attempt, error) { return f.attempt("browser", "") },
		Open:       func(_ context.Context, page string) error { f.opened = append(f.opened, page); return nil },
		Done:       func(context.Context) error { f.taken++; return f.done },
	}
}

// still is a screen that waits: what it asked for does not come.
func still(f *fake, text *i18n.Strings, browser bool) *Screen {
	s := New(f.deps(text))
	s.begin(browser)
	a, _ := f.attempt("", map[bool]string{false: "GHKX7Q2MP", true: ""}[browser])
	if browser {
		a.Page = "https://login.microsoftonline.com/contoso/oauth2/v2.0/authorize?client_id=" + strings.Repeat("0", 300)
	}
	s.Update(begun{a})
	return s
}

func golden(t *testing.T, s *Screen, text *i18n.Strings, name string) {
	t.Helper()
	tuitest.Shot{Name: name, Screen: s, Text: text, Draw: s.View}.Compare(t)
}

func TestFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		golden(t, New((&fake{}).deps(text)), text, "starting")
		golden(t, still(&fake{}, text, false), text, "code")
		golden(t, still(&fake{}, text, true), text, "browser")
		s := still(&fake{}, text, false)
		s.Update(&partner.Error{Code: partner.CodeSignIn, ServiceCode: "AADSTS53003", Detail: "Access has been \x1b[31mblocked.", CorrelationID: "0b1c-42"})
		golden(t, s, text, "failed")
		s = still(&fake{}, text, false)
		s.Update(signed{"anna\u202e@contoso.com"})
		golden(t, s, text, "reading")
	}
}

// TestAnotherTenantIsSaidInWords, and with advice that holds at a first start
// too, where there is no profile yet to choose.
func TestAnotherTenantIsSaidInWords(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		s := still(&fake{}, text, false)
		s.Update(&partner.Error{Code: partner.CodeSignIn, ServiceCode: "other-tenant", Detail: "the sign-in is for tenant a, the profile for b"})
		golden(t, s, text, "other-tenant")
		frame := tuitest.Frame(80, 21)
		frame.Text = text
		got := strings.Join(s.View(frame).Lines, "\n")
		for _, not := range []string{"other-tenant", "the other profile", "另一个档案"} {
			if strings.Contains(got, not) {
				t.Errorf("it says %q:\n%s", not, got)
			}
		}
	}
}

func TestSignsIn(t *testing.T) {
	f := &fake{}
	h := tuitest.NewHost(t, New(f.deps(i18n.English())), 80, 21)
	if f.taken != 1 || len(f.began) != 1 || f.began[0] != "code" || !wished[screen.Reopen](h) {
		t.Errorf("%+v, wishes %v", f, h.Wishes)
	}
	if last := len(h.Wishes) - 1; last < 1 || !strings.HasPrefix(fmt.Sprint(h.Wishes), "[{0 Signed in as ") {
		t.Errorf("nothing says that it worked: %v", h.Wishes)
	}
}

// TestTheCodeDisappears when it is over, and when the person goes elsewhere.
func TestTheCodeDisappears(t *testing.T) {
	for name, leave := range map[string]func(*Screen){
		"signed in": func(s *Screen) { s.Update(signed{"a"}) },
		"failed":    func(s *Screen) { s.Update(errors.New("x")) },
		"esc":       func(s *Screen) { s.Update(tuitest.Key("esc")) },
		"browser":   func(s *Screen) { s.Update(tuitest.Key("b")) },
	} {
		s := still(&fake{}, i18n.English(), false)
		frame := tuitest.Frame(80, 21)
		if !strings.Contains(strings.Join(s.View(frame).Lines, "\n"), "G H K X 7 Q 2 M P") {
			t.Fatal("the code is not there")
		}
		leave(s)
		if got := strings.Join(s.View(frame).Lines, "\n"); strings.Contains(got, "G H K") || s.attempt.UserCode != "" {
			t.Errorf("%s: the code stays:\n%s", name, got)
		}
	}
}

func TestLives(t *testing.T) {
	s := still(&fake{}, i18n.English(), false)
	frame := tuitest.Frame(80, 21)
	for later, want := range map[time.Duration]string{
		0: "good for 14 min 05 s", 6 * time.Second: "good for 13 min 59 s", 13*time.Minute + 10*time.Second: "good for 55 s", time.Hour: "good for 0 s",
	} {
		frame.Now = tuitest.Now.Add(later)
		if got := s.lives(frame); got != want {
			t.Errorf("after %v: %q, want %q", later, got, want)
		}
	}
}

func TestKeys(t *testing.T) {
	f := &fake{wait: errors.New("nobody came")}
	s := still(f, i18n.English(), false)
	for _, key := range []string{"y", "o"} {
		tuitest.Drain(t, s.Update, s.Update(tuitest.Key(key)))
	}
	if len(f.copied) != 1 || f.copied[0] != "GHKX7Q2MP" || len(f.opened) != 1 || f.opened[0] != page {
		t.Errorf("copied %v, opened %v", f.copied, f.opened)
	}
	s.Update(tuitest.Key("esc"))
	if _, ok := s.Wish().(screen.Pop); !ok || s.Asking(slotSignIn) {
		t.Error("esc does not give up")
	}
	h := tuitest.NewHost(t, New(f.deps(i18n.English())), 80, 21)
	h.Press("r", "b", "d")
	if got := strings.Join(f.began[1:], " "); got != "code code browser code" {
		t.Errorf("began: %s", got)
	}
	f.wait, f.done = nil, partner.NewError(partner.CodeConflict, "contoso", nil)
	h.Press("r")
	if got := strings.Join(h.Lines(), "\n"); !strings.Contains(got, "changed elsewhere") || wished[screen.Reopen](h) {
		t.Errorf("a profile that could not be made:\n%s", got)
	}
}

func wished[T any](h *tuitest.Host) bool {
	for _, w := range h.Wishes {
		if _, ok := w.(T); ok {
			return true
		}
	}
	return false
}

func TestAnySize(t *testing.T) {
	screens := []*Screen{still(&fake{}, i18n.English(), false), still(&fake{}, i18n.Chinese(), true)}
	bad := still(&fake{}, i18n.English(), false)
	bad.Update(&partner.Error{Code: partner.CodeSignIn, Detail: strings.Repeat("long ", 99)})
	for _, s := range append(screens, bad) {
		for width := range 90 {
			for height := range 25 {
				tuitest.Check(t, s.View(tuitest.Frame(width, height)).Lines, width, height)
			}
		}
	}
}
