package users

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// The rows that are asked for on each side of the cursor: three screens, within
// these limits, so that memory does not follow the number of users.
const (
	minSpan = 60
	maxSpan = 300
	mostIDs = 5000 // users that can be marked at once
)

// rows makes a list of the users in memory.
type rows []partner.User

func (r rows) Len() int        { return len(r) }
func (r rows) ID(i int) string { return r[i].ID }
func (rows) Height(int) int    { return 1 }
func (rows) Stops(int) []int   { return nil }

func (s *Screen) here() partner.UserPlace {
	if id := cmp.Or(s.wanted, s.list.ID()); id != "" {
		return partner.UserPlace{User: id}
	}
	return partner.UserPlace{Edge: partner.EdgeFirst}
}

// load reads the rows around a place, and how old they are.
func (s *Screen) load(at partner.UserPlace) tea.Cmd {
	source, id, query, unfinished := s.d.Source, s.customer.ID, s.query, s.d.Unfinished
	span := min(max(3*s.list.Height(), minSpan), maxSpan)
	return s.Ask(slotWindow, func(ctx context.Context) tea.Msg {
		w, err := source.UsersWindow(ctx, id, query, at, span, span)
		if err != nil {
			return windowRead{err: err}
		}
		record, err := source.Record(ctx, id)
		if err != nil {
			return windowRead{err: err}
		}
		jobs, err := unfinished(ctx, id)
		return windowRead{query: query, edge: at.Edge, window: w, state: record.States[partner.BlockUsers], unfinished: jobs, err: err}
	})
}

func (s *Screen) came(m windowRead) tea.Cmd {
	late := s.waiting
	s.waiting = nil
	if s.failure = m.err; m.err != nil {
		return nil
	}
	s.window, s.shown, s.state, s.unfinished, s.read = m.window, m.query, m.state, m.unfinished, true
	s.list.Sync(rows(s.window.Rows), max(m.window.Anchor, 0))
	s.list.Select(rows(s.window.Rows), s.wanted)
	s.wanted = ""
	switch m.edge {
	case partner.EdgeFirst:
		s.list.First(rows(s.window.Rows))
	case partner.EdgeLast:
		s.list.Last(rows(s.window.Rows))
	}
	if late == nil || s.dialog != nil {
		return nil
	}
	return s.key(*late)
}

// move goes through the rows, and asks for more before they end.
func (s *Screen) move(intent keys.Intent) tea.Cmd {
	all := rows(s.window.Rows)
	switch intent {
	case keys.First:
		return s.load(partner.UserPlace{Edge: partner.EdgeFirst})
	case keys.Last:
		return s.load(partner.UserPlace{Edge: partner.EdgeLast})
	}
	s.list.Steer(all, intent)
	margin := s.list.Height() + 10
	near := !s.window.AtStart && s.list.Index() < margin || !s.window.AtEnd && len(all)-1-s.list.Index() < margin
	if near && !s.Asking(slotWindow) {
		return s.load(s.here())
	}
	return nil
}

// ofTheRow are the intents that are about the user under the cursor. While the rows
// are still those of the search before, they wait for the new ones, or they would
// be about somebody else.
var ofTheRow = []keys.Intent{keys.UserOpen, keys.UserMark, keys.UserDelete, keys.UserRestore, keys.UserLicenses}

func (s *Screen) selected() (partner.User, bool) {
	if i := s.list.Index(); i < len(s.window.Rows) && len(s.window.Rows) > 0 {
		return s.window.Rows[i], true
	}
	return partner.User{}, false
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		if option, done := s.dialog.Update(msg); done {
			s.dialog = nil
			if option.Do != nil {
				return option.Do()
			}
		}
		return nil
	}
	intent := s.Keys().Match(msg)
	if s.waiting = nil; s.searching {
		return s.searchKey(intent, msg)
	}
	if s.shown != s.query && s.Asking(slotWindow) && slices.Contains(ofTheRow, intent) {
		s.waiting = &msg
		return nil
	}
	user, any := s.selected()
	switch intent {
	case keys.Back:
		return s.back()
	case keys.NextBlock:
		return s.Go(screen.Replace{Screen: s.d.Turn(s.customer, 1)})
	case keys.PreviousBlock:
		return s.Go(screen.Replace{Screen: s.d.Turn(s.customer, -1)})
	case keys.Search:
		s.searching = true
		s.search.Select()
	case keys.FetchBlock:
		return s.sync()
	case keys.UserDeleted:
		s.query.Deleted = !s.query.Deleted
		s.marks, s.list = map[string]bool{}, widget.List{}
		return s.load(partner.UserPlace{Edge: partner.EdgeFirst})
	case keys.UserAdd:
		if s.adding == nil || s.adding.finished {
			s.adding = NewAdd(s.d, s.customer)
		}
		return s.Go(screen.Push{Screen: s.adding})
	case keys.UserImport:
		return s.Go(screen.Push{Screen: NewImport(s.d, s.customer)})
	case keys.JobsOpen:
		return s.Go(screen.Push{Screen: s.d.Jobs(s.customer)})
	case keys.UserMarkAll:
		return s.markAll()
	case keys.UserLicenses:
		return s.openLicenses()
	case keys.UserOpen, keys.UserMark, keys.UserDelete, keys.UserRestore:
		if any {
			return s.one(intent, user)
		}
	default:
		return s.move(intent)
	}
	return nil
}

// one does something about the user under the cursor.
func (s *Screen) one(intent keys.Intent, user partner.User) tea.Cmd {
	switch intent {
	case keys.UserOpen:
		return s.Go(screen.Push{Screen: NewOne(s.d, s.customer, user)})
	case keys.UserMark:
		if s.marks[user.ID] = !s.marks[user.ID]; !s.marks[user.ID] {
			delete(s.marks, user.ID)
		}
		return s.move(keys.Down)
	case keys.UserDelete:
		s.dialog = askDelete(s.d, user, func() tea.Cmd {
			return s.write(fmt.Sprintf(s.text.Users.DeletedDone, user.PrincipalName), func(ctx context.Context) error {
				return s.d.Remover.Delete(ctx, s.customer, user)
			})
		})
	case keys.UserRestore:
		s.dialog = askRestore(s.d, user, func() tea.Cmd {
			return s.write(fmt.Sprintf(s.text.Users.Restored, user.PrincipalName), func(ctx context.Context) error {
				return s.d.Remover.Restore(ctx, s.customer, user)
			})
		})
	}
	return nil
}

// back takes away what narrows the list first.
func (s *Screen) back() tea.Cmd {
	switch {
	case s.query.Search != "":
		s.search.Set("")
		s.query.Search = ""
		return s.load(s.here())
	case len(s.marks) > 0:
		s.marks = map[string]bool{}
		return nil
	case s.query.Deleted:
		s.query.Deleted = false
		return s.load(partner.UserPlace{Edge: partner.EdgeFirst})
	}
	return s.Go(screen.Pop{})
}

func (s *Screen) searchKey(intent keys.Intent, msg tea.KeyMsg) tea.Cmd {
	switch intent {
	case keys.KeepSearch:
		s.searching = false
	case keys.ClearSearch:
		s.searching = false
		if s.query.Search == "" {
			s.search.Set("")
			return nil
		}
		return s.back()
	case keys.Up, keys.Down, keys.PageUp, keys.PageDown:
		return s.move(intent)
	default:
		if changed, _ := s.search.Update(msg); changed {
			s.query.Search = strings.TrimSpace(s.search.Value())
			return s.load(partner.UserPlace{Edge: partner.EdgeFirst})
		}
	}
	return nil
}

// markAll marks every user that is listed; where all of them are, it takes all
// marks away.
func (s *Screen) markAll() tea.Cmd {
	source, id, query, before := s.d.Source, s.customer.ID, s.query, maps.Clone(s.marks)
	return s.Ask(slotMarked, func(ctx context.Context) tea.Msg {
		w, err := source.UsersWindow(ctx, id, query, partner.UserPlace{Edge: partner.EdgeFirst}, 0, mostIDs)
		if err != nil {
			return err
		}
		ids := map[string]bool{}
		for _, u := range w.Rows {
			ids[u.ID] = true
		}
		if maps.Equal(ids, before) {
			return marked{}
		}
		return marked(ids)
	})
}

// marked are the ids of users.
type marked map[string]bool

// openLicenses reads the marked users, or takes the one under the cursor.
func (s *Screen) openLicenses() tea.Cmd {
	user, any := s.selected()
	if len(s.marks) == 0 {
		if !any || s.query.Deleted {
			return screen.Send(screen.Notice{Text: s.text.Users.NothingMarked})
		}
		return s.Go(screen.Push{Screen: s.d.Licenses(s.customer, []partner.User{user})})
	}
	source, id, marks := s.d.Source, s.customer.ID, s.marks
	return s.Ask(slotMarked, func(ctx context.Context) tea.Msg {
		users := make([]partner.User, 0, len(marks))
		for one := range marks {
			user, err := source.User(ctx, id, one)
			switch {
			case partner.CodeOf(err) == partner.CodeNotFound:
			case err != nil:
				return chosen{err: err}
			case user.DeletedAt.IsZero():
				users = append(users, user)
			}
		}
		return chosen{users: users}
	})
}

func askDelete(d Deps, user partner.User, do func() tea.Cmd) *widget.Dialog {
	t := d.Text.Users
	return widget.Ask(fmt.Sprintf(t.DeleteAsk, user.PrincipalName), t.DeleteBody, t.No, t.DeleteYes, do)
}

func askRestore(d Deps, user partner.User, do func() tea.Cmd) *widget.Dialog {
	t := d.Text.Users
	return widget.Ask(fmt.Sprintf(t.BackAsk, user.PrincipalName), t.BackBody, t.No, t.BackYes, do)
}
