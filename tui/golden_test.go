package tui

import (
	"maps"
	"slices"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/palette"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// lines adds some activities to a store.
func withActivities(s *tuitest.Store) *tuitest.Store {
	add := func(a partner.Activity) {
		a.Seq, a.Actor = int64(100-len(s.Lines)), "anna"
		a.At = tuitest.Now.Add(-time.Duration(len(s.Lines)) * 7 * time.Hour)
		s.Lines = append(s.Lines, a)
	}
	add(partner.Activity{Action: partner.ActionInvitationMatched, Outcome: partner.OutcomeDone, Subject: "Fabrikam AG", Invitation: "inv-7f3k2m", Customer: tuitest.CustomerID(3)})
	add(partner.Activity{Action: partner.ActionRefreshStopped, Outcome: partner.OutcomeFailed, Detail: "customers: 4, added: 0, changed: 0, vanished: 0; unreachable", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd"})
	add(partner.Activity{Action: partner.ActionRefreshFinished, Outcome: partner.OutcomeDone, Detail: "customers: 8, added: 1, changed: 0, vanished: 0"})
	add(partner.Activity{Action: partner.ActionInvitationHandedOut, Outcome: partner.OutcomeDone, Subject: "admin@fabrikam.de", Detail: "mail-app", Invitation: "inv-7f3k2m"})
	add(partner.Activity{Action: partner.ActionInvitationFinished, Outcome: partner.OutcomeDone, Subject: "冒险家科技有限公司", Invitation: "inv-2b8d1c"})
	return s
}

// everyAction has each action that is ever noted, and each again as a failure.
func everyAction() *tuitest.Store {
	s := tuitest.Sample()
	for i, action := range slices.Sorted(maps.Keys(i18n.English().Common.Actions)) {
		for _, outcome := range []partner.Outcome{partner.OutcomeDone, partner.OutcomeFailed} {
			s.Lines = append(s.Lines, partner.Activity{Seq: int64(1000 - 2*i), At: tuitest.Now, Actor: "anna", Action: partner.Action(action), Outcome: outcome, Subject: "Fabrikam AG"})
			s.Lines[len(s.Lines)-1].Seq -= int64(len(s.Lines) % 2)
		}
	}
	return s
}

// everyState has a customer in each state that a column can show.
func everyState() *tuitest.Store {
	s := &tuitest.Store{Records: map[partner.CustomerID]partner.Record{}}
	add := func(change func(*partner.Customer)) {
		c := partner.Customer{ID: tuitest.CustomerID(len(s.List)), CompanyName: "Contoso", Relationship: partner.RelationshipReseller, Standing: partner.StandingListed}
		change(&c)
		s.List = append(s.List, c)
	}
	common := i18n.English().Common
	for _, word := range slices.Sorted(maps.Keys(common.AdminRights)) {
		add(func(c *partner.Customer) { c.AdminRights = partner.AdminRights(word) })
	}
	for _, word := range slices.Sorted(maps.Keys(common.Agreement)) {
		add(func(c *partner.Customer) { c.Agreement = partner.Agreement(word) })
	}
	for _, word := range slices.Sorted(maps.Keys(common.Standing)) {
		add(func(c *partner.Customer) { c.Standing = partner.Standing(word) })
	}
	for _, word := range slices.Sorted(maps.Keys(common.Relationships)) {
		add(func(c *partner.Customer) { c.Relationship = partner.Relationship(word) })
	}
	return s
}

func failing() *tuitest.Store {
	s := tuitest.Sample()
	s.Err = partner.NewError(partner.CodeStoreDamaged, "", nil)
	return s
}

func forbidden() *tuitest.Store {
	s := tuitest.Sample()
	rec := tuitest.Record()
	rec.States[partner.BlockServices] = partner.BlockState{FetchedAt: tuitest.Now.Add(-5 * time.Minute), FailedAt: tuitest.Now, Failure: &partner.Error{
		Code: partner.CodeService, HTTPStatus: 503, Detail: "The service is not available.", ServiceCode: "900192", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd",
	}}
	rec.States[partner.BlockLicenses] = partner.BlockState{FailedAt: tuitest.Now, Failure: tuitest.Forbidden()}
	rec.Licenses, rec.Users, rec.UsersTotal = nil, nil, 0
	rec.States[partner.BlockUsers] = rec.States[partner.BlockLicenses]
	s.Records[tuitest.CustomerID(2)] = rec
	return s
}

func TestFrames(t *testing.T) {
	frames(t)
	speakChinese(t)
	frames(t)
}

// frames compares the window with the golden frames of a state.
func (d *desk) frames(name string, quoted ...string) {
	d.t.Helper()
	if _, ok := d.app.top().(*palette.Screen); ok { // commands have the same names in every language
		for intent := range i18n.English().Keys {
			quoted = append(quoted, intent)
		}
	}
	tuitest.Shot{Name: name, Screen: d.app.top(), Text: d.app.o.Text, Whole: true, Quoted: quoted, Draw: func(f screen.Frame) screen.View {
		if d.app.width != f.Width || d.app.height != f.Height {
			d.send(tea.WindowSizeMsg{Width: f.Width, Height: f.Height})
		}
		d.app.o.Theme = f.Theme
		w := d.app.Frame()
		view := screen.View{Lines: w.Lines}
		if w.Cursor != nil {
			view.Cursor = &screen.Cursor{Row: w.Cursor.Row, Column: w.Cursor.Column}
		}
		return view
	}}.Compare(d.t)
}

// frames compares the window in every state of the screens.
func frames(t *testing.T) {
	for _, c := range []struct {
		name  string
		store *tuitest.Store
		keys  []string
	}{
		{"customers", tuitest.Sample(), nil},
		{"customers-empty", &tuitest.Store{}, nil},
		{"customers-failed", failing(), nil},
		{"customers-hostile", tuitest.HostileStore(), []string{"down", "down", "right"}},
		{"customers-every-state", everyState(), nil},
		{"customers-search", tuitest.Sample(), []string{"/", "a", "d", "v"}},
		{"customers-search-again", tuitest.Sample(), []string{"/", "a", "d", "v", "enter", "/"}},
		{"customers-jump-words", tuitest.Sample(), []string{"o", "down", "down", "enter", "J", "z"}},
		{"customers-nothing-found", tuitest.Sample(), []string{"/", "z", "z"}},
		{"customers-jump", tuitest.Sample(), []string{"J", "n", "o"}},
		{"customers-sort", tuitest.Sample(), []string{"o"}},
		{"record", tuitest.Sample(), []string{"right", "down", "down"}},
		{"record-failed", forbidden(), []string{"right"}},
		{"block-account", tuitest.Sample(), []string{"right", "down", "enter"}},
		{"block-services", tuitest.Sample(), []string{"right", "down", "down", "enter"}},
		{"block-services-failed", forbidden(), []string{"right", "down", "down", "enter"}},
		{"block-licenses", tuitest.Sample(), []string{"right", "down", "down", "down", "enter"}},
		{"block-users", tuitest.Sample(), []string{"right", "down", "down", "down", "down", "enter"}},
		{"block-users-forbidden", forbidden(), []string{"right", "down", "down", "down", "down", "enter"}},
		{"activity", withActivities(tuitest.Sample()), []string{"3", "down", "enter"}},
		{"activity-every-action", everyAction(), []string{"3"}},
		{"activity-every-action-end", everyAction(), []string{"3", "G"}},
		{"activity-empty", tuitest.Sample(), []string{"3"}},
		{"activity-failed", failing(), []string{"3"}},
		{"activity-hostile", tuitest.HostileStore(), []string{"3", "down", "enter"}},
		{"activity-search", withActivities(tuitest.Sample()), []string{"3", "/", "f", "a", "b"}},
		{"palette", tuitest.Sample(), []string{":"}},
		{"palette-search", tuitest.Sample(), []string{":", "t", "a", "b"}},
		{"palette-nothing", tuitest.Sample(), []string{":", "x", "x", "x"}},
		{"help-search", tuitest.Sample(), []string{"?", "/", "c"}},
		{"help-nothing", tuitest.Sample(), []string{"?", "/", "x", "x", "x"}},
		{"help", tuitest.Sample(), []string{"?"}},
		{"refresh-failed", tuitest.Sample(), []string{"r"}},
	} {
		t.Run(tongue.Language+"/"+c.name, func(t *testing.T) {
			d := sample(t, c.store, 80, 24)
			d.press(c.keys...)
			d.frames(c.name, tuitest.Typed(c.keys...)...)
		})
	}
	p, words := leaver{&page{name: "1"}}, tongue.Customers.Refresh
	p.leave = func() tea.Cmd {
		text := tongue.Count(words.LeaveText, 3200)
		return screen.Send(screen.Unstored{Title: words.Leave, Text: text, Stay: words.LeaveStay, Leave: words.LeaveAndStop})
	}
	d := start(t, 80, 24, Options{Open: opening(p)})
	d.press("q")
	d.frames("leave-refresh", "page")
}
