package invitations

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.match != nil:
		return keys.InvitationCustomers()
	case s.searching:
		return keys.Searching()
	case s.open != "":
		return s.allowed(keys.InvitationDetail())
	}
	table := s.allowed(keys.InvitationList())
	if s.marks.any() {
		table = s.markedKeys(table)
		return append(keys.Table{{Intent: keys.ClearMarks, Keys: []string{"esc"}, Short: true}}, table...)
	}
	if s.filter != 0 || s.search.Value() != "" {
		table = append(keys.Table{{Intent: keys.ClearSearch, Keys: []string{"esc"}, Short: true}}, table...)
	}
	return table
}

// allowed switches off what the invitation under the cursor does not allow.
func (s *Screen) allowed(table keys.Table) keys.Table {
	t, inv := s.text.Invitations, s.selected()
	draft, waiting := "", t.NotOpen
	if inv.State == partner.StateDraft {
		draft, waiting = t.NotDraft, t.NotDraft
	}
	off := map[keys.Intent]string{}
	if !inv.CanRemind() {
		off[keys.InvitationRemind] = waiting
		if inv.State == partner.StateReady {
			off[keys.InvitationRemind] = t.NotHandedB
		}
	}
	if !inv.State.CanBecome(partner.StateAccepted) {
		off[keys.InvitationMatch] = waiting
	}
	if !inv.State.Open() {
		off[keys.InvitationWithdraw], off[keys.InvitationHandOver], off[keys.InvitationSnooze] = waiting, waiting, waiting
	}
	if !inv.CanDelete() {
		off[keys.InvitationDelete] = t.OnlyDraft
	}
	switch inv.State {
	case partner.StateDraft:
		off[keys.InvitationAgain] = t.NotDraft
	case partner.StateReady:
		off[keys.InvitationAgain] = t.NotLeft
	}
	if inv.Draft.Link == "" {
		off[keys.InvitationCopy] = draft
	}
	if inv.ID == "" {
		for _, intent := range []keys.Intent{keys.InvitationRemind, keys.InvitationMatch, keys.InvitationWithdraw,
			keys.InvitationDelete, keys.InvitationHandOver, keys.InvitationCopy, keys.InvitationSnooze, keys.InvitationAgain} {
			off[intent] = t.Empty
		}
	}
	// The line at the bottom names what this invitation is ready for.
	table = table.Show(keys.InvitationHandOver, inv.State == partner.StateReady)
	table = table.Show(keys.InvitationDelete, inv.CanDelete())
	table = table.Show(keys.InvitationSnooze, inv.Due(s.now, s.d.DueAfter))
	table = table.Show(keys.InvitationAgain, s.open != "" && off[keys.InvitationAgain] == "")
	for _, intent := range []keys.Intent{keys.InvitationRemind, keys.InvitationMatch, keys.InvitationWithdraw} {
		table = table.Show(intent, off[intent] == "")
	}
	if why := s.d.RequestOff; why != "" {
		for _, intent := range []keys.Intent{keys.InvitationNew, keys.InvitationRemind, keys.InvitationMatch,
			keys.InvitationWithdraw, keys.InvitationDelete, keys.InvitationHandOver, keys.InvitationSnooze,
			keys.InvitationsMarked, keys.RequestsFromFile, keys.InvitationAgain} {
			off[intent] = why
		}
		if inv.State == partner.StateDraft {
			off[keys.InvitationOpen] = why
		}
	}
	for intent, why := range off {
		table = table.Set(intent, why)
	}
	return table
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.dialog != nil:
		chosen, done := s.dialog.Update(msg)
		if !done {
			return nil
		}
		s.dialog = nil
		if chosen.Do != nil {
			return chosen.Do()
		}
		return nil
	case s.match != nil:
		return s.matchKey(msg)
	case s.searching:
		return s.searchKey(msg)
	}
	intent := s.Keys().Match(msg)
	if s.move(intent) {
		return nil
	}
	return s.do(intent)
}

// searchKey gives a key to the search field.
func (s *Screen) searchKey(msg tea.KeyMsg) tea.Cmd {
	switch intent := keys.Searching().Match(msg); intent {
	case keys.KeepSearch:
		s.searching = false
	case keys.ClearSearch:
		s.searching = false
		s.search.Set("")
		s.choose()
	default:
		if !s.move(intent) {
			if changed, _ := s.search.Update(msg); changed {
				s.choose()
			}
		}
	}
	return nil
}

// move moves the cursor, or the text of the invitation that is open.
func (s *Screen) move(intent keys.Intent) bool {
	r := rows(s.shown)
	list := map[keys.Intent]int{
		keys.Up: -1, keys.Down: 1, keys.PageUp: -s.list.Page(), keys.PageDown: s.list.Page(),
		keys.HalfUp: -s.list.Page() / 2, keys.HalfDown: s.list.Page() / 2,
	}
	text := map[keys.Intent]int{
		keys.Up: -1, keys.Down: 1, keys.PageUp: -s.scroll.Page(), keys.PageDown: s.scroll.Page(),
		keys.HalfUp: -s.scroll.Page() / 2, keys.HalfDown: s.scroll.Page() / 2,
	}
	n, moves := list[intent]
	switch {
	case s.open != "" && moves:
		s.scroll.Move(text[intent])
	case s.open != "" && intent == keys.First:
		s.scroll.Top()
	case s.open != "" && intent == keys.Last:
		s.scroll.Bottom()
	case s.open != "":
		return false
	case moves:
		s.list.Move(r, n)
	case intent == keys.First:
		s.list.First(r)
	case intent == keys.Last:
		s.list.Last(r)
	default:
		return false
	}
	return true
}

// do carries out an intent.
func (s *Screen) do(intent keys.Intent) tea.Cmd {
	inv := s.selected()
	push := func(make func(partner.Invitation) screen.Screen) tea.Cmd {
		return s.Go(screen.Push{Screen: make(inv)})
	}
	switch intent {
	case keys.InvitationNew:
		return s.Go(screen.Push{Screen: s.d.Request()})
	case keys.InvitationOpen:
		if inv.State == partner.StateDraft {
			return push(s.d.Resume)
		}
		return s.show(inv)
	case keys.InvitationRemind:
		return push(s.d.Remind)
	case keys.InvitationHandOver:
		return push(s.d.HandOver)
	case keys.InvitationAgain:
		return push(s.d.Again)
	case keys.InvitationWithdraw:
		if s.open == "" && len(s.marks.ids) > 0 {
			s.askWithdrawMarked()
		} else {
			s.askWithdraw(inv)
		}
	case keys.InvitationDelete:
		s.askDelete(inv)
	case keys.InvitationSnooze:
		if s.open == "" && len(s.marks.ids) > 0 {
			s.askSnoozeMarked()
		} else {
			s.askSnooze(inv)
		}
	case keys.InvitationMatch:
		return s.startMatch(inv)
	case keys.InvitationCopy:
		return s.copyLink(inv)
	case keys.InvitationFilter, keys.InvitationUnfilter:
		by := 1
		if intent == keys.InvitationUnfilter {
			by = -1
		}
		n := len(filters())
		s.filter = (s.filter + by + n) % n
		s.choose()
	case keys.Search:
		s.searching = true
		s.search.Select()
	case keys.ClearSearch:
		s.filter = 0
		s.search.Set("")
		s.choose()
	case keys.Back:
		s.open = ""
	default:
		return s.doMany(intent)
	}
	return nil
}

// show opens a request, if there is one.
func (s *Screen) show(inv partner.Invitation) tea.Cmd {
	if inv.ID == "" {
		return nil
	}
	s.open, s.scroll = inv.ID, widget.Scroll{}
	return s.askAcceptor()
}

func (s *Screen) askWithdraw(inv partner.Invitation) {
	t := s.text.Invitations
	s.ask(fmt.Sprintf(t.Withdraw, s.who(inv)), t.WithdrawBody, t.WithdrawNo, t.WithdrawYes, func() tea.Cmd {
		return s.change(i18n.About(t.Withdrawn, s.who(inv)), func(ctx context.Context, k Keeper) error {
			_, err := k.Withdraw(ctx, inv.ID)
			return err
		})
	})
}

func (s *Screen) askDelete(inv partner.Invitation) {
	t := s.text.Invitations
	s.ask(fmt.Sprintf(t.Delete, s.who(inv)), "", t.DeleteNo, t.DeleteYes, func() tea.Cmd {
		return s.change(i18n.About(t.Deleted, s.who(inv)), func(ctx context.Context, k Keeper) error {
			return k.DeleteDraft(ctx, inv.ID)
		})
	})
}

// ask opens a question; enter and esc keep things as they are.
func (s *Screen) ask(title, body, no, yes string, do func() tea.Cmd) {
	s.dialog = &widget.Dialog{Title: title, Options: []widget.Option{{Label: no}, {Label: yes, Key: "y", Do: do}}}
	if body != "" {
		s.dialog.Body = []string{body}
	}
}

// change changes an invitation in the ledger and says so when it is done.
func (s *Screen) change(sentence string, do func(context.Context, Keeper) error) tea.Cmd {
	if s.Asking(slotChange) {
		return nil
	}
	keeper := s.d.Keeper
	return s.Ask(slotChange, func(ctx context.Context) tea.Msg {
		return changed{sentence: sentence, err: do(context.WithoutCancel(ctx), keeper)}
	})
}

func (s *Screen) copyLink(inv partner.Invitation) tea.Cmd {
	clipboard, link := s.d.Clipboard, inv.Draft.Link
	return s.Ask(slotCopy, func(ctx context.Context) tea.Msg {
		route, err := clipboard.Copy(ctx, link)
		return copied{route, err}
	})
}

func (s *Screen) hearCopied(m copied) tea.Cmd {
	if m.err != nil {
		return s.failed(m.err)
	}
	route := m.route
	if words, ok := s.text.Wizard.Routes[route]; ok {
		route = words
	}
	return screen.Send(screen.Notice{Level: screen.Info, Text: fmt.Sprintf(s.text.Invitations.Copied, route)})
}

func (s *Screen) failed(err error) tea.Cmd {
	text := s.text.Error(partner.CodeOf(err))
	return screen.Send(screen.Notice{Level: screen.Failure, Text: safetext.Line(text.Text()), Correlation: partner.CorrelationOf(err)})
}
