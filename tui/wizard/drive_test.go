package wizard

import (
	"context"
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

const tenant = "11111111-2222-3333-4444-555555555555"

var contoso = partner.Profile{
	Name: "contoso", Connection: partner.ConnectionLive, Cloud: partner.CloudPublic, TenantID: tenant,
	Company: "Contoso Partner GmbH", Country: "DE", Kind: partner.KindDirect, Roles: []partner.Role{partner.RoleAdminAgent},
}

// ledger is a store in memory that counts and can be made to fail or to wait.
type ledger struct {
	mu     sync.Mutex
	byID   map[string]partner.Invitation
	writes int
	fail   error
	deaf   error         // of noting a hand-over
	gate   chan struct{} // if not nil, each write waits for it
	seen   []string      // opening of each stored copy, in order
}

func (l *ledger) SaveInvitation(_ context.Context, inv partner.Invitation, _ ...partner.Activity) (partner.Invitation, error) {
	if l.gate != nil {
		<-l.gate
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail != nil {
		return inv, l.fail
	}
	if l.deaf != nil && len(inv.HandedOver) > 0 {
		return inv, l.deaf
	}
	old, ok := l.byID[inv.ID]
	if ok != (inv.Revision > 0) || ok && old.Revision != inv.Revision {
		return inv, partner.NewError(partner.CodeConflict, "", nil)
	}
	l.writes++
	inv.Revision++
	l.byID[inv.ID] = inv
	l.seen = append(l.seen, inv.Draft.Opening)
	return inv, nil
}

func (l *ledger) Invitation(_ context.Context, id string) (partner.Invitation, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	inv, ok := l.byID[id]
	if !ok {
		return inv, partner.NewError(partner.CodeNotFound, id, nil)
	}
	return inv, nil
}

func (l *ledger) DeleteDraft(_ context.Context, id string) error {
	delete(l.byID, id)
	return nil
}

// only gives the one invitation that there should be.
func (l *ledger) only(t *testing.T) partner.Invitation {
	t.Helper()
	if len(l.byID) != 1 {
		t.Fatalf("%d invitations are stored, want 1", len(l.byID))
	}
	for _, inv := range l.byID {
		return inv
	}
	return partner.Invitation{}
}

// center is Partner Center as far as links go.
type center struct {
	err   error
	calls int
}

func (c *center) RelationshipRequest(_ context.Context, provider string) (string, error) {
	c.calls++
	if c.err != nil {
		return "", c.err
	}
	kind, more := "ResellerRelationship", ""
	if provider != "" {
		kind, more = "IndirectResellerRelationship", "&indirectCSPId="+provider
	}
	return "https://admin.microsoft.com/Adminportal/Home?invType=" + kind + "&partnerId=" + tenant +
		"&msppId=" + map[bool]string{true: "0", false: "6531449"}[provider == ""] + "&DAP=false" + more + "#/BillingAccounts/partner-invitation", nil
}

// outlets are the ways out of the program.
type outlets struct {
	opened  []Mail
	saved   []Mail
	copied  []string
	browsed []string
	err     error
	route   string
}

func (o *outlets) Open(_ context.Context, m Mail) error {
	if o.err == nil {
		o.opened = append(o.opened, m)
	}
	return o.err
}

func (o *outlets) Save(_ context.Context, m Mail) (string, error) {
	if o.err == nil {
		o.saved = append(o.saved, m)
	}
	return "/home/anna/mail/2026-11-02-fabrikam.eml", o.err
}

func (o *outlets) Length(m Mail) int { return len(m.Body) + len(m.Subject) + len(m.To) }

func (o *outlets) Copy(_ context.Context, text string) (string, error) {
	if o.err == nil {
		o.copied = append(o.copied, text)
	}
	return o.route, o.err
}

type browser struct{ o *outlets }

func (b browser) Open(_ context.Context, url string) error {
	b.o.browsed = append(b.o.browsed, url)
	return b.o.err
}

// desk drives a wizard as the root would.
type desk struct {
	t       *testing.T
	w       *Wizard
	ledger  *ledger
	center  *center
	out     *outlets
	env     map[string]string
	notices []screen.Notice
	popped  bool
	pushed  screen.Screen
	held    []tea.Cmd // commands that are not run yet
	hold    bool
	typed   []string
	edit    func(path string) error // plays the editor
}

// tongue is the language of the screens that start begins.
var tongue = i18n.English()

// speakChinese lets the screens of a test be in Chinese.
func speakChinese(t *testing.T) {
	tongue = i18n.Chinese()
	t.Cleanup(func() { tongue = i18n.English() })
}

func newDesk(t *testing.T, p partner.Profile) *desk {
	d := &desk{
		t: t, ledger: &ledger{byID: map[string]partner.Invitation{}}, center: &center{},
		out: &outlets{route: "osc52"}, env: map[string]string{"EDITOR": "true"},
	}
	d.open(p, nil)
	return d
}

func (d *desk) deps(p partner.Profile) Deps {
	n := len(d.ledger.byID)
	service := invite.New(p, d.ledger, d.center, invite.Options{
		Now: func() time.Time { return noon }, Actor: "anna",
		NewID: func() string { n++; return fmt.Sprintf("inv-%06d", n) },
	})
	return Deps{
		Profile: p, Text: tongue, Letters: service, Ledger: service, Post: d.out, Clipboard: d.out,
		Browser: browser{d.out}, MailLimit: 2000, RetryAfter: time.Nanosecond,
		Getenv: func(name string) string { return d.env[name] },
		OpenTo: func(_ context.Context, to, but string) (string, error) {
			id, _ := service.OpenTo(slices.Collect(maps.Values(d.ledger.byID)), to, but)
			return id, nil
		},
		Exec: func(cmd *exec.Cmd, done func(error) tea.Msg) tea.Cmd {
			return func() tea.Msg { return done(d.edit(cmd.Args[len(cmd.Args)-1])) }
		},
	}
}

func (d *desk) open(p partner.Profile, inv *partner.Invitation) {
	if inv == nil {
		d.w = New(d.deps(p))
	} else {
		d.w = Resume(d.deps(p), *inv)
	}
	d.run(d.w.Init())
}

// run executes a command and all that follows from it.
func (d *desk) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if d.hold {
		d.held = append(d.held, cmd)
		return
	}
	d.give(cmd())
}

func (d *desk) give(msg tea.Msg) {
	switch m := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range m {
			d.run(cmd)
		}
	case screen.Answer:
		if m.Slot == slotRetry && d.ledger.fail != nil {
			return // it would be tried again for ever
		}
		if d.w.Accept(m) {
			d.update(m.Value)
		}
	case screen.Notice:
		d.notices = append(d.notices, m)
	}
}

// update gives a message to the wizard, and keeps where it wished to go.
func (d *desk) update(msg tea.Msg) {
	cmd := d.w.Update(msg)
	switch m := d.w.Wish().(type) {
	case screen.Pop:
		d.popped = true
	case screen.Replace:
		d.pushed = m.Screen
	}
	d.run(cmd)
}

// release runs what was held, the newest first: commands have no order.
func (d *desk) release() {
	d.hold = false
	for len(d.held) > 0 {
		last := d.held[len(d.held)-1]
		d.held = d.held[:len(d.held)-1]
		d.run(last)
	}
}

var named = map[string]tea.KeyMsg{
	"enter": {Type: tea.KeyEnter}, "tab": {Type: tea.KeyTab}, "shift+tab": {Type: tea.KeyShiftTab}, "esc": {Type: tea.KeyEsc},
	"up": {Type: tea.KeyUp}, "down": {Type: tea.KeyDown}, "left": {Type: tea.KeyLeft}, "right": {Type: tea.KeyRight},
	"end": {Type: tea.KeyEnd}, "home": {Type: tea.KeyHome}, "space": {Type: tea.KeySpace, Runes: []rune{' '}},
	"ctrl+s": {Type: tea.KeyCtrlS}, "ctrl+o": {Type: tea.KeyCtrlO}, "ctrl+y": {Type: tea.KeyCtrlY}, "ctrl+w": {Type: tea.KeyCtrlW},
	"ctrl+e": {Type: tea.KeyCtrlE}, "ctrl+u": {Type: tea.KeyCtrlU}, "ctrl+end": {Type: tea.KeyCtrlEnd},
	"backspace": {Type: tea.KeyBackspace}, "alt+y": {Type: tea.KeyRunes, Runes: []rune{'y'}, Alt: true},
}

// press presses keys; what is no key name is typed letter by letter.
func (d *desk) press(all ...string) {
	d.t.Helper()
	for _, name := range all {
		if key, ok := named[name]; ok {
			d.update(key)
			continue
		}
		d.typed = append(d.typed, name)
		for _, r := range name {
			key := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
			if r == ' ' {
				key.Type = tea.KeySpace
			}
			d.update(key)
		}
	}
}

func (d *desk) frame(width, height int) screen.View {
	return d.checked(screen.Frame{Width: width, Height: height, Now: noon, Text: tongue, Theme: theme.New(theme.Options{NoColor: true})})
}

func (d *desk) checked(f screen.Frame) screen.View {
	v, width, height := d.w.View(f), f.Width, f.Height
	if len(v.Lines) > height {
		d.t.Errorf("%d lines in %d", len(v.Lines), height)
	}
	for _, line := range v.Lines {
		if cell.Width(line) > width {
			d.t.Errorf("%d cells in %d: %q", cell.Width(line), width, line)
		}
	}
	if c := v.Cursor; c != nil && (c.Row < 0 || c.Row >= len(v.Lines) || c.Column < 0 || c.Column >= width) {
		d.t.Errorf("cursor %+v outside of %dx%d", *c, width, len(v.Lines))
	}
	return v
}

func (d *desk) text() string { return ansi.Strip(strings.Join(d.frame(120, 40).Lines, "\n")) }

// sees fails unless the screen shows the words.
func (d *desk) sees(words ...string) {
	d.t.Helper()
	shown := strings.Join(strings.Fields(d.text()), " ")
	for _, n := range d.notices {
		shown += " " + n.Text
	}
	for _, w := range words {
		if !strings.Contains(shown, w) {
			d.t.Errorf("%q is not shown:\n%s\nnotices: %v", w, d.text(), d.notices)
		}
	}
}

// golden compares the frame with the stored ones.
func (d *desk) golden(name string) {
	d.t.Helper()
	letter := d.w.inv.Draft
	quoted := append(strings.Fields(letter.Subject+" "+letter.Opening+" "+letter.Closing), d.typed...)
	quoted = append(quoted, tuitest.Typed(strings.Split(letter.Link, "")...)...) // in pieces
	tuitest.Shot{Name: name, Screen: d.w, Text: tongue, Quoted: quoted, Draw: func(f screen.Frame) screen.View {
		f.Now = noon
		return d.checked(f)
	}}.Compare(d.t)
}
