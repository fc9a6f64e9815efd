package bulk

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/store"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

// world is a store in a folder with the service on it, and what left the program.
type world struct {
	t       *testing.T
	text    *i18n.Strings
	db      *store.DB
	service *invite.Service
	bulk    *invite.Bulk
	left    []string // "channel address: file"
	fail    error    // of the next hand-overs
	off     error    // of the mail app
}

func newWorld(t *testing.T, text *i18n.Strings) *world {
	t.Helper()
	now := tuitest.Now
	clock := func() time.Time { now = now.Add(time.Second); return now }
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "data", "cspdesk.db"), store.Options{Now: clock, Actor: "anna"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	n := 0
	p := tuitest.Profile()
	p.Connection, p.Roles = partner.ConnectionOffline, []partner.Role{partner.RoleAdminAgent}
	service := invite.New(p, db, nil, invite.Options{Now: clock, Actor: "anna", NewID: func() string { n++; return fmt.Sprintf("inv-%06d", n) }})
	return &world{t: t, text: text, db: db, service: service, bulk: invite.NewBulk(service, db, db, db)}
}

func (w *world) deps() Deps {
	return Deps{
		Text: w.text, Service: w.bulk, Advise: w.service.Advise, Folder: "mails", Place: func(folder string) string { return "/home/" + folder },
		Give: func(way partner.Channel, folder string) invite.Give {
			return func(_ context.Context, inv partner.Invitation, file string) (string, error) {
				if w.fail != nil {
					return "", w.fail
				}
				w.left = append(w.left, fmt.Sprintf("%s %s: %s", way, inv.To, strings.ReplaceAll(inv.Draft.Opening, "\n", "|")))
				switch way {
				case partner.ChannelFile:
					return folder + "/" + file + ".eml", nil
				case partner.ChannelClipboard:
					return "native", nil
				}
				return "", nil
			}
		},
		Ready: func(way partner.Channel) error {
			if way == partner.ChannelMailApp {
				return w.off
			}
			return nil
		},
		Read: func(ctx context.Context, path string) ([]invite.BulkRow, error) {
			if path != "rows.csv" {
				return nil, partner.NewError(partner.CodeFile, path, nil)
			}
			rows, err := invite.ReadRows(strings.NewReader("email,name,country,language,admin_rights\n"+
				"admin@fabrikam.de,Fabrikam AG,DE,de,true\nit@tailspintoys.com,Tailspin Toys,US,,perhaps\n,冒险家科技有限公司,SG,\"zh-CN,en\",false\n"+
				"ADMIN@fabrikam.de,Fabrikam again,DE,,\nname@northwindtraders.com,Northwind Traders,ZZ,,\n"), w.service.NewRequest().AdminRights)
			if err != nil {
				return nil, err
			}
			return w.bulk.ForFile(ctx, rows)
		},
	}
}

// customers are those of the samples, some with an address.
func (w *world) customers() Rows {
	samples := tuitest.Sample()
	ids := make([]partner.CustomerID, 0, len(samples.List))
	for _, c := range samples.List {
		ids = append(ids, c.ID)
	}
	for i, to := range map[int]string{1: "info@adventure-works.de", 3: "admin@fabrikam.de", 7: "admin@maoxian.example"} {
		samples.Records[tuitest.CustomerID(i)] = partner.Record{Account: partner.Account{BillingEmail: to}}
	}
	return func(ctx context.Context) ([]invite.BulkRow, error) { return w.bulk.ForCustomers(ctx, samples, ids) }
}

func (w *world) open(s *Screen) *tuitest.Host {
	w.t.Helper()
	h := tuitest.NewHost(w.t, s, 80, 21)
	h.Frame.Text = w.text
	h.Lines()
	return h
}

func (w *world) golden(h *tuitest.Host, name string) {
	w.t.Helper()
	quoted := []string{"ntoso", "ac", "counts", "mails", "mails-out", "again", "the disk is full", "email, name, country, language, admin_rights, note", "email", "perhaps", "{greeting}", "{name}", "{rights}"}
	for _, lang := range partner.MailLanguages() {
		letter, reminder := w.service.Wording, w.service.ReminderWording(lang)
		first, err := letter(lang)
		if err != nil {
			w.t.Fatal(err)
		}
		quoted = append(quoted, strings.Fields(first.Subject+" "+first.Opening+" "+first.Closing+" "+reminder.Subject+" "+reminder.Opening)...)
		for _, rights := range []bool{true, false} {
			whole := invite.Letter(lang, tuitest.Profile(), invite.Request{MailLang: lang, Name: "X", AdminRights: rights}, "")
			quoted = append(quoted, strings.Fields(whole.Body())...)
		}
	}
	h.Frames(name, quoted...)
}

func shows(t *testing.T, h *tuitest.Host, want string) {
	t.Helper()
	if text := strings.Join(h.Lines(), "\n"); !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}

// gone reports whether the screen wished to close.
func gone(h *tuitest.Host) bool {
	return slices.ContainsFunc(h.Wishes, func(m tea.Msg) bool { _, ok := m.(screen.Pop); return ok })
}

func notices(h *tuitest.Host) (all []string) {
	for _, m := range h.Wishes {
		if n, ok := m.(screen.Notice); ok {
			all = append(all, n.Text)
		}
	}
	return all
}

// states are those of the requests that there are, by address.
func (w *world) states() map[string]partner.InvitationState {
	w.t.Helper()
	all, err := w.db.Invitations(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	states := map[string]partner.InvitationState{}
	for _, inv := range all {
		states[inv.To] = inv.State
	}
	return states
}

// TestMarkedCustomersAreAsked goes the whole way with files, in both languages.
func TestMarkedCustomersAreAsked(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		w := newWorld(t, text)
		h := w.open(New(w.deps(), partner.JobRequests, w.customers()))
		w.golden(h, "check")
		h.Press("tab", "enter")
		h.Type("it@northwind")
		w.golden(h, "address")
		h.Type("traders.com")
		h.Press("enter", "tab", " ")
		w.golden(h, "checked")
		h.Press("ctrl+s")
		w.golden(h, "text")
		h.Press("home", "delete", "down", "down")
		h.Type("Dear all. ")
		h.Press("ctrl+r")
		w.golden(h, "reading")
		h.Press("right", "right", "left", "esc", "ctrl+t", "shift+tab")
		h.Type("!")
		w.golden(h, "other-letter")
		h.Press("ctrl+s")
		w.golden(h, "ways")
		h.Screen.(*Screen).hand.way = partner.ChannelFile
		w.golden(h, "writing")
		h.Screen.(*Screen).hand.way = ""
		h.Press("f")
		h.Type("-out")
		h.Press("enter", "w")
		w.golden(h, "ask-files")
		h.Press("enter")
		if len(w.left) != 0 {
			t.Fatalf("enter wrote %v", w.left)
		}
		h.Press("w", "y")
		w.golden(h, "done")
		if len(w.left) != 4 || w.states()["it@northwindtraders.com"] != partner.StateHandedOver {
			t.Errorf("%v, %v", w.left, w.states())
		}
		for _, mail := range w.left {
			if german := strings.Contains(mail, "Guten Tag"); german != strings.Contains(mail, "Dear all. ") {
				t.Errorf("the words are in %s", mail)
			}
		}
		h.Press("enter")
		if open, err := w.bulk.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 0 || !gone(h) {
			t.Errorf("%v, %v, closed %v", open, err, gone(h))
		}
	}
}

// TestAFileIsAskedForAndGoneOnWith opens mails one by one, leaves in the middle,
// and goes on.
func TestAFileIsAskedForAndGoneOnWith(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		w := newWorld(t, text)
		h := w.open(FromFile(w.deps()))
		h.Type("nothing.csv")
		h.Press("enter")
		w.golden(h, "file-wrong")
		h.Press("ctrl+u")
		h.Type("rows.csv")
		h.Press("enter")
		w.golden(h, "file-check")
		h.Press("down")
		if b, off := h.Screen.Keys().Blocked(tuitest.Key("enter")); !off || b.Why != text.Bulk.MendFile {
			t.Errorf("the address of a row with wrong admin_rights: %+v", b)
		}
		w.golden(h, "file-rights")
		h.Press("down", "enter")
		h.Type("admin@maoxian.example")
		h.Press("enter", "ctrl+s")
		w.golden(h, "file-without")
		h.Press("enter")
		shows(t, h, "● 1 "+text.Bulk.Steps[0])
		h.Press("ctrl+s", "y", "ctrl+s", "o")
		w.golden(h, "one-by-one")
		if len(w.left) != 1 {
			t.Fatalf("one key opened %v", w.left)
		}
		h.Press("s", "esc", "esc", "esc")
		h = w.open(FromFile(w.deps()))
		w.golden(h, "earlier")
		h.Press("enter")
		h.Press("ctrl+s", "ctrl+s", "x")
		w.golden(h, "give-up")
		h.Press("enter", "c")
		w.golden(h, "copied")
		if len(w.left) != 2 || !strings.HasPrefix(w.left[1], "clipboard admin@maoxian.example") {
			t.Errorf("%v", w.left)
		}
		h.Press("x", "enter")
		if open, err := w.bulk.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 0 || !gone(h) {
			t.Errorf("%v, %v, closed %v", open, err, gone(h))
		}
	}
}

// TestMarkedInvitationsAreReminded has a reminder, a first mail, and some that
// nobody waits for.
func TestMarkedInvitationsAreReminded(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		w := newWorld(t, text)
		var ids []string
		for n, to := range []string{"admin@fabrikam.de", "it@tailspintoys.com", "", "info@contoso.com"} {
			inv, err := w.service.Prepare(t.Context(), invite.Request{To: to, Name: []string{"Fabrikam AG", "Tailspin Toys", "Litware", "Contoso"}[n], Country: "US"})
			if err == nil && n == 0 || n == 3 {
				inv, err = w.service.Finish(t.Context(), inv)
				if err == nil {
					inv, err = w.service.RecordHandOver(t.Context(), inv.ID, partner.ChannelFile, "x", false)
				}
				if err == nil && n == 3 {
					inv, err = w.service.Withdraw(t.Context(), inv.ID)
				}
			} else if err == nil {
				inv, err = w.service.SaveDraft(t.Context(), inv)
			}
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, inv.ID)
		}
		rows := func(ctx context.Context) ([]invite.BulkRow, error) { return w.bulk.ForInvitations(ctx, ids) }
		h := w.open(New(w.deps(), partner.JobReminders, rows))
		w.golden(h, "reminders")
		h.Press("ctrl+s", "y")
		h.Press("end")
		h.Type(" Once more.")
		w.golden(h, "reminder-text")
		h.Press("ctrl+s", "w", "y")
		w.golden(h, "reminded")
		want := []string{"it@tailspintoys.com: Dear Tailspin Toys team,|", "admin@fabrikam.de: Dear Fabrikam AG team, Once more.|"}
		if len(w.left) != 2 || !strings.Contains(w.left[0], want[0]) || !strings.Contains(w.left[1], want[1]) {
			t.Errorf("%v", w.left)
		}
		if s := w.states(); s["it@tailspintoys.com"] != partner.StateHandedOver || s["info@contoso.com"] != partner.StateWithdrawn {
			t.Errorf("%v", s)
		}
		h.Press("enter")
		h = w.open(New(w.deps(), partner.JobReminders, nil))
		if !gone(h) || notices(h)[0] != w.text.Bulk.NothingMarked["reminders"] {
			t.Errorf("what could not leave waits: %v", notices(h))
		}
	}
}

// What is refused is said, and where nothing was changed nothing is kept.
func TestLeavingAndRefusing(t *testing.T) {
	w := newWorld(t, i18n.English())
	h := w.open(New(w.deps(), partner.JobRequests, w.customers()))
	h.Press("esc")
	if open, err := w.bulk.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 0 || !gone(h) {
		t.Errorf("a batch in which nothing was done is kept: %v, %v", open, err)
	}
	if h = w.open(New(w.deps(), partner.JobReminders, nil)); !gone(h) || notices(h)[0] != w.text.Bulk.NothingMarked["reminders"] {
		t.Errorf("%v", notices(h))
	}
	if refused := (screen.Notice{Level: screen.Warning, Text: w.text.Bulk.NothingMarked["reminders"]}); !slices.Contains(h.Wishes, tea.Msg(refused)) {
		t.Errorf("a refusal is told as if something was done: %v", h.Wishes)
	}
	h = w.open(New(w.deps(), partner.JobRequests, func(context.Context) ([]invite.BulkRow, error) {
		return nil, partner.NewError(partner.CodeStoreBusy, "", nil)
	}))
	shows(t, h, w.text.Error(partner.CodeStoreBusy).What)
	h.Press("esc")
	h = w.open(New(w.deps(), partner.JobRequests, func(context.Context) ([]invite.BulkRow, error) {
		return []invite.BulkRow{{Request: invite.Request{Name: "Contoso"}}}, nil
	}))
	h.Press("ctrl+s")
	if got := notices(h); len(got) != 1 || got[0] != w.text.Bulk.NobodyLeft {
		t.Errorf("%v", got)
	}
}

// full is a service on a disk that is full.
type full struct {
	Service
	err error
}

func (f *full) SaveText(ctx context.Context, batch invite.BulkBatch) error {
	if f.err != nil {
		return f.err
	}
	return f.Service.SaveText(ctx, batch)
}

// What could not be kept counts as typed until it is, also after a second try and
// after mails that could not be handed over for it.
func TestWhatCannotBeKeptIsTriedAgain(t *testing.T) {
	w := newWorld(t, i18n.English())
	d := w.deps()
	disk := &full{Service: d.Service}
	d.Service = disk
	s := New(d, partner.JobRequests, w.customers())
	h := w.open(s)
	h.Press("ctrl+s", "y", "end")
	disk.err = partner.NewError(partner.CodeFile, "the disk is full", nil)
	h.Type("x")
	for range 3 {
		leave := s.Leave()
		if leave == nil {
			t.Fatal("the program may end without what was typed")
		}
		answer, ok := leave().(screen.Answer)
		if !ok || !s.Box().Accept(answer) {
			t.Fatalf("%v", answer)
		}
		if _, failed := answer.Value.(error); !failed {
			t.Errorf("the root is told %v", answer.Value)
		}
		h.Send(answer.Value)
		shows(t, h, w.text.Bulk.NotKept)
	}
	s.enterHand()
	h.Press("w", "y")
	if s.Leave() == nil || len(w.left) != 0 {
		t.Errorf("what was typed counts as kept, or %q left without it", w.left)
	}
	disk.err = nil
	s.Box().Forget(slotSave)
	late := s.changedRow(0)
	leave := s.Leave()
	if leave == nil {
		t.Fatal("the program may end while a write is on its way")
	}
	h.Send(leave().(screen.Answer).Value)
	if late == nil || s.unsaved.any() {
		t.Errorf("left to keep: %+v", s.unsaved)
	}
}

// The places that each mail fills stay whole, and a letter that cannot be used
// keeps the step.
func TestALetterThatCannotBeUsedIsSaid(t *testing.T) {
	w := newWorld(t, i18n.English())
	h := w.open(New(w.deps(), partner.JobRequests, func(context.Context) ([]invite.BulkRow, error) {
		return []invite.BulkRow{{Request: invite.Request{To: "a@contoso.com", Name: "Contoso", Country: "US", AdminRights: true}}}, nil
	}))
	h.Press("ctrl+s", "delete")
	if got := notices(h); len(got) != 1 || got[0] != w.text.Bulk.PlaceHeld {
		t.Errorf("%v", got)
	}
	h.Press("end", "enter")
	h.Type("see {nam}")
	shows(t, h, "{nam} is none of the places")
	h.Press("ctrl+s")
	shows(t, h, "● 2 Text")
	h.Press("ctrl+r")
	shows(t, h, "● 2 Text")
	for range "see {nam}" {
		h.Press("backspace")
	}
	h.Press("ctrl+s")
	shows(t, h, "● 3 Hand over")
}

// A failure that is not one mail's own ends the pass; what waited waits.
func TestAFullDiskStopsThePass(t *testing.T) {
	fullDisk(t, i18n.English())
	fullDisk(t, i18n.Chinese())
}

func fullDisk(t *testing.T, text *i18n.Strings) {
	w := newWorld(t, text)
	h := w.open(New(w.deps(), partner.JobRequests, w.customers()))
	w.fail = partner.NewError(partner.CodeFile, "the disk is full", nil)
	h.Press("ctrl+s", "y", "ctrl+s", "w", "y")
	w.golden(h, "stopped")
	if len(w.left) != 0 {
		t.Errorf("%v", w.left)
	}
	w.fail = nil
	h.Press("w", "y")
	if len(w.left) != 3 {
		t.Errorf("%v", w.left)
	}
	for to, state := range w.states() {
		if state != partner.StateHandedOver {
			t.Errorf("%s is %s", to, state)
		}
	}
}

// A mail that was on its way when the program was killed is asked about.
func TestAnUnclearMailIsAskedAbout(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		w := newWorld(t, text)
		w.off = partner.NewError(partner.CodeMailApp, "there is no graphical desktop here; set CSPDESK_MAILER to use a program all the same", nil)
		rows := []invite.BulkRow{
			{Request: invite.Request{To: "a@contoso.com", Name: "Contoso", AdminRights: true}},
			{Request: invite.Request{To: "b@fabrikam.de", Name: "Fabrikam AG", AdminRights: true}},
		}
		batch, err := w.bulk.Begin(t.Context(), partner.JobRequests, "", rows)
		if err != nil {
			t.Fatal(err)
		}
		round, batch, err := w.bulk.Round(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		func() { // dies while the mail app opens
			defer func() { _ = recover() }()
			round.HandOver(t.Context(), batch.Rows[0], partner.ChannelMailApp, func(context.Context, partner.Invitation, string) (string, error) { panic("killed") })
		}()
		batch.Step = stepText // the step after it was not on the disk yet
		if err := w.bulk.SaveText(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		h := w.open(FromFile(w.deps()))
		h.Press("enter")
		w.golden(h, "unclear")
		h.Press("w", "y")
		if len(w.left) != 1 || !strings.HasPrefix(w.left[0], "file b@fabrikam.de") {
			t.Errorf("%v", w.left)
		}
		h.Press("up", "a")
		w.golden(h, "decide")
		h.Press("y")
		if s := w.states(); s["a@contoso.com"] != partner.StateHandedOver || len(w.left) != 1 {
			t.Errorf("%v, %v", s, w.left)
		}
	}
}

// TestNothingShearsInOddRooms draws every step in rooms of all sizes.
func TestNothingShearsInOddRooms(t *testing.T) {
	w := newWorld(t, i18n.Chinese())
	var rows []invite.BulkRow
	for i, text := range tuitest.Hostile() {
		rows = append(rows, invite.BulkRow{Line: i, Request: invite.Request{Name: text, To: "a" + fmt.Sprint(i) + "@contoso.com"}, Refused: ""})
		rows = append(rows, invite.BulkRow{Request: invite.Request{Name: text, To: text, Country: text, MailLang: text}, Refused: text})
	}
	h := w.open(New(w.deps(), partner.JobRequests, func(context.Context) ([]invite.BulkRow, error) { return rows, nil }))
	for _, key := range []string{"", "enter", "enter", "ctrl+s", "tab", "ctrl+r", "right", "ctrl+s", "f", "enter", "c", "enter", "esc"} {
		if key != "" {
			h.Press(key)
		}
		for _, width := range []int{1, 2, 7, 20, 41, 60, 133} {
			for _, height := range []int{0, 1, 2, 3, 5, 8, 15, 40} {
				h.Frame.Width, h.Frame.Height = width, height
				h.Lines()
			}
		}
		h.Frame.Width, h.Frame.Height = 80, 21
	}
}

// TestRowsThatCannotLeaveAreSaidAndLeftOut: before it goes on without them, and
// when the batch is left. Those that can leave end it.
func TestRowsThatCannotLeaveAreSaidAndLeftOut(t *testing.T) {
	w := newWorld(t, i18n.English())
	file := func() *tuitest.Host {
		h := w.open(FromFile(w.deps()))
		h.Type("rows.csv")
		h.Press("enter")
		return h
	}
	h := file()
	h.Press("down", " ", "esc") // one is left out
	if got := notices(h); len(got) != 1 || got[0] != "1 ready, 3 to correct; B on the invitations goes on" {
		t.Errorf("leaving says %q", got)
	}
	h = w.open(FromFile(w.deps()))
	h.Press("enter", "x", "y")
	if open, err := w.bulk.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 0 || !gone(h) {
		t.Errorf("given up: %v wait, %v", open, err)
	}
	h = file()
	h.Press("down", " ", "ctrl+s")
	shows(t, h, "3 rows are not ready. Go on without them?")
	h.Press("y", "esc")
	shows(t, h, "1 ready, 0 to correct, 4 left out")
	h.Press("esc")
	if got := notices(h); len(got) != 1 || got[0] != "1 request waits; B on the invitations goes on" {
		t.Errorf("leaving says %q", got)
	}
	h = w.open(FromFile(w.deps()))
	h.Press("enter", "ctrl+s", "ctrl+s", "w", "y", "enter")
	if open, err := w.bulk.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 0 || len(w.left) != 1 || !gone(h) {
		t.Errorf("%v wait, %v, left %q", open, err, w.left)
	}
}

// TestABatchWhoseOtherRowsCannotLeaveIsFinished, on the screen and after a restart.
func TestABatchWhoseOtherRowsCannotLeaveIsFinished(t *testing.T) {
	for _, left := range []int{0, 1} {
		w := newWorld(t, i18n.English())
		batch, err := w.bulk.Begin(t.Context(), partner.JobRequests, "", []invite.BulkRow{
			{Request: invite.Request{To: "a@contoso.com", Name: "Contoso"}},
			{Request: invite.Request{To: "b@fabrikam.de", Name: "Fabrikam AG"}},
			{Request: invite.Request{Name: "No address"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		batch.Step = stepHand
		if err := w.bulk.SaveText(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		round, batch, err := w.bulk.Round(t.Context(), batch)
		if err != nil {
			t.Fatal(err)
		}
		for i := range left {
			round.HandOver(t.Context(), batch.Rows[i], partner.ChannelFile, w.deps().Give(partner.ChannelFile, ""))
		}
		h := w.open(FromFile(w.deps()))
		shows(t, h, fmt.Sprintf("Earlier mails wait: %d", 3-left))
		h.Press("enter")
		if left == 0 {
			h.Press("w", "y")
		} else { // asked elsewhere meanwhile
			h.Press("esc")
			inv, err := w.service.Prepare(t.Context(), invite.Request{To: "b@fabrikam.de", Name: "Fabrikam AG"})
			if err == nil {
				inv, err = w.service.Finish(t.Context(), inv)
			}
			if err == nil {
				_, err = w.service.RecordHandOver(t.Context(), inv.ID, partner.ChannelPrinted, "", false)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if left == 0 {
			shows(t, h, "Done: 2 mails are handed over.")
			h.Press("esc")
			if got := notices(h); len(got) != 0 || !gone(h) {
				t.Errorf("leaving says %q", got)
			}
		}
		h = w.open(FromFile(w.deps()))
		if text := strings.Join(h.Lines(), "\n"); strings.Contains(text, "Earlier mails wait") {
			t.Errorf("what cannot leave is offered again:\n%s", text)
		}
		if open, err := w.bulk.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 0 {
			t.Errorf("%v, %v", open, err)
		}
	}
}

// TestAnAddressIsTypedToItsEnd: enter keeps no half one, esc leaves it as it is; and
// what is left out is not said to be taken in where no key does that.
func TestAnAddressIsTypedToItsEnd(t *testing.T) {
	w := newWorld(t, i18n.English())
	h := w.open(New(w.deps(), partner.JobRequests, func(context.Context) ([]invite.BulkRow, error) {
		return []invite.BulkRow{
			{Request: invite.Request{To: "a@contoso.com", Name: "Contoso", Country: "US"}},
			{Request: invite.Request{Name: "Fabrikam", Country: "Atlantis", To: "b@fabrikam.de"}, Line: 3},
		}, nil
	}))
	s := h.Screen.(*Screen)
	h.Press("enter")
	h.Type("x y")
	h.Press("enter")
	if got := notices(h); s.field == nil || len(got) != 1 || got[0] != w.text.Bulk.BadAddress {
		t.Errorf("enter keeps half an address: %v", got)
	}
	if b, ok := h.Screen.Keys().Find(keys.BulkBack); !ok || !b.Short {
		t.Error("the line does not name esc")
	}
	h.Press("esc", "enter", "ctrl+u")
	h.Type("a@contoso.com")
	h.Press("enter", "down")
	shows(t, h, `This row cannot be used: "Atlantis" is not the name`)
	h.Press(" ", "ctrl+s", "ctrl+s")
	shows(t, h, "● 3 Hand over")
	h.Press("down")
	shows(t, h, w.text.Bulk.OutHanding)
	if strings.Contains(strings.Join(h.Lines(), " "), "space takes it in") {
		t.Error("space takes nothing in here")
	}
}

// TestAnErrorIsSaidInItsLanguage, with the parentheses of it.
func TestAnErrorIsSaidInItsLanguage(t *testing.T) {
	err := partner.NewError(partner.CodeFile, "/mails.", nil)
	for text, want := range map[*i18n.Strings]string{i18n.English(): " (/mails)", i18n.Chinese(): "（/mails）"} {
		if said := sentence(text, err); !strings.HasPrefix(said, text.Explain(err).What+want) {
			t.Errorf("it says %q", said)
		}
	}
}
