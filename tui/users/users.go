// Package users is the screen of a customer's users: the list of them, one of
// them with roles and licenses, and what can be done about them.
package users

import (
	"cmp"
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Source reads users: the store.
type Source interface {
	UsersWindow(ctx context.Context, id partner.CustomerID, q partner.UserQuery, at partner.UserPlace, before, after int) (partner.UserWindow, error)
	User(ctx context.Context, id partner.CustomerID, userID string) (partner.User, error)
	Record(ctx context.Context, id partner.CustomerID) (partner.Record, error)
}

// Reader reads users at Partner Center into the store: manage.Users.
type Reader interface {
	Sync(ctx context.Context, id partner.CustomerID, told func(copied int)) (total int, err error)
	Details(ctx context.Context, id partner.CustomerID, userID string) (manage.UserDetails, error)
	Domains(ctx context.Context, id partner.CustomerID, known []string) ([]string, error)
}

// Writer changes users.
type Writer interface {
	Add(ctx context.Context, c partner.Customer, user partner.NewUser, domains []string) (partner.User, error)
	Edit(ctx context.Context, c partner.Customer, user partner.User, edit partner.UserEdit) (partner.User, error)
	ResetPassword(ctx context.Context, c partner.Customer, user partner.User, password partner.Password, forceChange bool) error
}

// Remover deletes users and brings them back.
type Remover interface {
	Delete(ctx context.Context, c partner.Customer, user partner.User) error
	Restore(ctx context.Context, c partner.Customer, user partner.User) error
}

// Roles gives and takes directory roles.
type Roles interface {
	Roles(ctx context.Context, id partner.CustomerID) ([]partner.DirectoryRole, error)
	SetRole(ctx context.Context, c partner.Customer, user partner.User, role partner.DirectoryRole, has bool) error
}

// Importer adds the users of a file.
type Importer interface {
	// Check reads a file; what is wrong with a row stands with it.
	Check(ctx context.Context, id partner.CustomerID, path string, domains []string) ([]manage.ImportRow, error)
	// Start adds the users, keeps their passwords in a file unless it is "", and
	// gives the screen of the job.
	Start(ctx context.Context, c partner.Customer, rows []manage.ImportRow, location string, domains []string, passwords string) (screen.Screen, error)
}

// Clipboard copies text and says by which route, as a key of
// i18n.Wizard.Routes.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Deps is what the screens work with.
type Deps struct {
	Text       *i18n.Strings
	Source     Source
	Reader     Reader
	Writer     Writer
	Remover    Remover
	Roles      Roles
	Importer   Importer
	Clipboard  Clipboard
	Off        func(d partner.Deed) string // why a deed is not possible, translated; "" if it is
	RefreshOff string                      // why nothing can be read, translated; "" if it can
	// ReadLicenses reads what users hold into the store.
	ReadLicenses func(ctx context.Context, c partner.Customer, users []partner.User) error
	// Home gives the country of a customer of whom it is not stored; "" if it is
	// not known.
	Home func(ctx context.Context, c partner.Customer) string
	// Unfinished counts the jobs of a customer that run, or were stopped or interrupted.
	Unfinished func(ctx context.Context, id partner.CustomerID) (int, error)
	// The screens that these lead to: licenses of users, and the jobs.
	Licenses func(c partner.Customer, users []partner.User) screen.Screen
	Jobs     func(c partner.Customer) screen.Screen
	// Turn makes the screen of the next part of the record, or of the one before.
	Turn func(c partner.Customer, way int) screen.Screen
}

// The slots of the screen's questions.
const (
	slotWindow = "window"
	slotSync   = "sync"
	slotTold   = "told"
	slotWrite  = "write"
	slotMarked = "marked"
)

// Screen is the list of a customer's users.
type Screen struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	customer partner.Customer

	query      partner.UserQuery
	window     partner.UserWindow
	shown      partner.UserQuery // of the window
	waiting    *tea.KeyMsg       // a key that came before the rows that it is about
	read       bool
	state      partner.BlockState
	unfinished int   // jobs
	failure    error // of the last reading from the store
	refused    error // of the last reading from Partner Center
	list       widget.List
	top        int // line of the view on which the rows begin
	search     widget.Field
	searching  bool
	marks      map[string]bool
	dialog     *widget.Dialog
	adding     *Editor // what was typed and not sent yet
	wanted     string  // id of the user on whom the next rows put the cursor; "" for none

	told   chan int // users copied so far, by the reading that is under way
	copied int
}

// New makes the list of a customer's users.
func New(d Deps, c partner.Customer) *Screen {
	return &Screen{d: d, text: d.Text, customer: c, search: widget.Field{Limit: 200}, marks: map[string]bool{}}
}

type (
	windowRead struct {
		query      partner.UserQuery
		edge       partner.Edge
		window     partner.UserWindow
		state      partner.BlockState
		unfinished int // jobs
		err        error
	}
	synced   struct{ err error }
	progress struct{ copied int }
	written  struct {
		sentence string
		err      error
	}
	chosen struct {
		users []partner.User
		err   error
	}
)

// Init shows what is stored, and reads the users from Partner Center.
func (s *Screen) Init() tea.Cmd {
	return tea.Batch(s.load(partner.UserPlace{Edge: partner.EdgeFirst}), s.sync())
}

// Failed gives why the users are old or not shown.
func (s *Screen) Failed() error { return cmp.Or(s.refused, s.failure) }

// Typing reports whether the search has the focus.
func (s *Screen) Typing() bool { return s.dialog == nil && s.searching }

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown, screen.Changed:
		return s.load(s.here())
	case windowRead:
		return s.came(m)
	case progress:
		s.copied = m.copied
		return tea.Batch(s.listen(), s.load(s.here()))
	case synced:
		s.Forget(slotTold)
		s.told, s.refused = nil, m.err
		return tea.Batch(s.load(s.here()), screen.Send(screen.Changed{}))
	case written:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		return tea.Batch(screen.Send(screen.Notice{Text: safetext.Line(m.sentence)}), screen.Send(screen.Changed{}))
	case added: // the rows are read again as the list is shown again
		s.wanted, s.query = string(m), partner.UserQuery{}
		s.search.Set("")
	case marked:
		s.marks = m
	case chosen:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		if len(m.users) == 0 {
			return screen.Send(screen.Notice{Text: s.text.Users.NothingMarked})
		}
		return s.Go(screen.Push{Screen: s.d.Licenses(s.customer, m.users)})
	case error:
		return failed(s.text, m)
	}
	return nil
}

// failed says what happened, in the service's own words too, which name the value
// that was refused, and what to do.
func failed(text *i18n.Strings, err error) tea.Cmd {
	if why := text.Fault(err); why != "" {
		return screen.Send(screen.Notice{Level: screen.Failure, Text: safetext.Line(why), Correlation: partner.CorrelationOf(err)})
	}
	return screen.Failed(text, err)
}

// sync reads all users from Partner Center.
func (s *Screen) sync() tea.Cmd {
	if s.d.RefreshOff != "" || s.Asking(slotSync) {
		return nil
	}
	reader, id, told := s.d.Reader, s.customer.ID, make(chan int, 1)
	s.told, s.copied, s.refused = told, 0, nil
	return tea.Batch(s.Ask(slotSync, func(ctx context.Context) tea.Msg {
		_, err := reader.Sync(ctx, id, func(n int) {
			select { // the newest number alone is worth anything
			case <-told:
			default:
			}
			told <- n
		})
		return synced{err}
	}), s.listen())
}

// listen waits for the next number of users that were copied.
func (s *Screen) listen() tea.Cmd {
	told := s.told
	if told == nil {
		return nil
	}
	return s.Ask(slotTold, func(ctx context.Context) tea.Msg {
		select {
		case n := <-told:
			return progress{n}
		case <-ctx.Done():
			return nil
		}
	})
}

// write makes a write and says what was done. While it is under way the keys of
// other writes are off.
func (s *Screen) write(sentence string, do func(ctx context.Context) error) tea.Cmd {
	return s.Ask(slotWrite, func(ctx context.Context) tea.Msg {
		return written{sentence, do(context.WithoutCancel(ctx))}
	})
}

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.searching:
		return keys.Searching()
	}
	table := keys.UserList().Set(keys.FetchBlock, s.d.RefreshOff).Set(keys.UserAdd, s.d.Off(partner.DeedAddUser)).
		Set(keys.UserImport, s.d.Off(partner.DeedAddUser)).Set(keys.UserLicenses, s.d.Off(partner.DeedAssignLicenses))
	if s.query.Deleted {
		return table.Set(keys.UserRestore, whyOff(s.d, s.Box(), partner.DeedRestoreUser)).Show(keys.UserRestore, true).
			Drop(keys.UserDelete, keys.UserLicenses, keys.UserMark, keys.UserMarkAll, keys.UserImport)
	}
	return table.Set(keys.UserDelete, whyOff(s.d, s.Box(), partner.DeedDeleteUser)).Drop(keys.UserRestore)
}

// whyOff says why a deed cannot be tried now: one write goes after the other.
func whyOff(d Deps, box *screen.Mailbox, deed partner.Deed) string {
	if why := d.Off(deed); why != "" || !box.Asking(slotWrite) {
		return why
	}
	return d.Text.Users.Working
}
