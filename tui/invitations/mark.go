package invitations

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
)

// marks are the invitations that a person chose to do something with, by id: no
// search or filter takes them away.
type marks struct {
	ids  map[string]bool
	from string // where a range was begun; "" if none
}

func (m *marks) any() bool { return len(m.ids) > 0 || m.from != "" }

func (m *marks) set(id string, on bool) {
	if m.ids == nil {
		m.ids = make(map[string]bool)
	}
	if on {
		m.ids[id] = true
	} else {
		delete(m.ids, id)
	}
}

// keep forgets those that are gone.
func (m *marks) keep(all []partner.Invitation) {
	for id := range m.ids {
		if !slices.ContainsFunc(all, func(inv partner.Invitation) bool { return inv.ID == id }) {
			delete(m.ids, id)
		}
	}
}

// marked are the marked ones, in the order of the list.
func (s *Screen) marked() []string {
	var ids []string
	for _, inv := range s.all {
		if s.marks.ids[inv.ID] {
			ids = append(ids, inv.ID)
		}
	}
	return ids
}

// markedOpen are those of the marked ones that are waited for.
func (s *Screen) markedOpen() []string {
	var ids []string
	for _, inv := range s.all {
		if s.marks.ids[inv.ID] && inv.State.Open() {
			ids = append(ids, inv.ID)
		}
	}
	return ids
}

// askWithdrawMarked asks once about all marked ones that are waited for.
func (s *Screen) askWithdrawMarked() {
	t, ids := s.text.Bulk, s.markedOpen()
	s.ask(s.text.Count(t.WithdrawMany, len(ids)), t.WithdrawManyBody, s.text.Invitations.WithdrawNo, t.WithdrawManyYes, func() tea.Cmd {
		return s.change(s.text.Count(t.WithdrawnMany, len(ids)), func(ctx context.Context, k Keeper) error {
			for _, id := range ids {
				if _, err := k.Withdraw(ctx, id); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// doMany carries out an intent about many invitations, or about their marks.
func (s *Screen) doMany(intent keys.Intent) tea.Cmd {
	switch intent {
	case keys.InvitationsMarked:
		return s.Go(screen.Push{Screen: s.d.Many(s.marked())})
	case keys.RequestsFromFile:
		return s.Go(screen.Push{Screen: s.d.File()})
	case keys.Mark:
		s.markOne()
	case keys.MarkRange:
		return s.markRange()
	case keys.MarkAll:
		s.markAll()
	case keys.ClearMarks:
		s.marks = marks{}
	}
	return nil
}

// markOne turns the mark of the invitation under the cursor and goes to the next.
func (s *Screen) markOne() {
	if inv := s.selected(); inv.ID != "" {
		s.marks.set(inv.ID, !s.marks.ids[inv.ID])
		s.list.Move(rows(s.shown), 1)
	}
}

// markRange begins a range, or marks the one that was begun.
func (s *Screen) markRange() tea.Cmd {
	inv := s.selected()
	if inv.ID == "" {
		return nil
	}
	from := slices.IndexFunc(s.shown, func(inv partner.Invitation) bool { return inv.ID == s.marks.from })
	if s.marks.from = inv.ID; from < 0 {
		return screen.Send(screen.Notice{Text: s.text.Marks.RangeBegun})
	}
	s.marks.from = ""
	for _, inv := range s.shown[min(from, s.list.Index()) : max(from, s.list.Index())+1] {
		s.marks.set(inv.ID, true)
	}
	return nil
}

// markAll marks all that search and filter find.
func (s *Screen) markAll() {
	for _, inv := range s.shown {
		s.marks.set(inv.ID, true)
	}
}

// markedKeys switches to what can be done with the marked ones.
func (s *Screen) markedKeys(table keys.Table) keys.Table {
	if len(s.marks.ids) == 0 {
		return table
	}
	table = table.Show(keys.InvitationsMarked, true).Show(keys.InvitationSnooze, true).Show(keys.InvitationWithdraw, true)
	for _, intent := range []keys.Intent{keys.InvitationMatch, keys.InvitationRemind} {
		table = table.Show(intent, false)
	}
	if s.d.RequestOff != "" {
		return table
	}
	why := ""
	if len(s.markedOpen()) == 0 {
		why = s.text.Bulk.NoneMarked
	}
	return table.Set(keys.InvitationSnooze, why).Set(keys.InvitationWithdraw, why)
}
