package customers

import (
	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.entry != nil:
		return s.entry.keys()
	case s.filter.open:
		return keys.Filtering()
	case s.jump != nil:
		return keys.Jumping()
	case s.searching:
		return keys.Searching()
	}
	now := tableState{escape: s.escape(), empty: len(s.window.Rows) == 0, asked: s.asks(), marked: len(s.marks.ids) > 0}
	now.roomy, now.detail = s.hasRoom(), s.detail.on
	if c, ok := s.selected(); ok && s.open[c.ID] != nil {
		now.open, now.part = true, s.list.Stop() > 0
	}
	if s.table == nil || s.tableOf != now {
		s.table, s.tableOf = s.listKeys(now), now
	}
	return s.table
}

// tableState is what the table of the list depends on. The table is kept as long
// as that is the same, because it is asked for several times with each key.
type tableState struct {
	escape               keys.Intent
	empty, asked, marked bool
	roomy, detail        bool // the detail can be shown, and is switched on
	open, part           bool // the cursor stands on a record that is open, and on a part of it
}

func (s *Screen) listKeys(now tableState) keys.Table {
	table := append(keys.CustomerList(), s.d.taskKeys()...).Set(keys.Request, s.d.RequestOff).Set(keys.Refresh, s.d.RefreshOff)
	if s.d.Extras == nil {
		table = table.Drop(keys.EditTags, keys.EditNote, keys.EditNickname, keys.Pin)
	}
	if s.d.Views == nil {
		table = table.Drop(keys.KeepView, keys.ShowView, keys.ListViews)
	}
	if s.d.SaveList == nil {
		table = table.Drop(keys.SaveList)
	}
	for _, intent := range []keys.Intent{keys.EditTags, keys.EditNote, keys.EditNickname, keys.Pin, keys.KeepView} {
		table = table.Set(intent, s.d.ExtrasOff)
	}
	if !now.roomy {
		table = table.Set(keys.Detail, s.text.DetailPane.NoRoom)
	}
	if !now.roomy || !now.detail {
		table = table.Drop(keys.DetailNext, keys.DetailPrevious, keys.DetailDown, keys.DetailUp)
	}
	table = table.Show(keys.Detail, now.roomy).Show(keys.Expand, !now.open).Show(keys.Collapse, now.open).Show(keys.Toggle, now.part)
	if now.empty {
		table = table.Show(keys.Filter, now.asked)
		for _, intent := range []keys.Intent{keys.Expand, keys.Sort, keys.Copy, keys.Detail} {
			table = table.Show(intent, false)
		}
		for _, t := range s.d.Tasks {
			table = table.Show(t.Key.Intent, false)
		}
	}
	table = table.Show(keys.EditTags, now.marked).Show(keys.RequestMarked, now.marked).Show(keys.Request, !now.marked)
	if now.escape != "" {
		table = append(keys.Table{{Intent: now.escape, Keys: []string{"esc"}, Short: true}}, table...)
	}
	return table
}

// escape is what esc means in the list: one thing at a time.
func (s *Screen) escape() keys.Intent {
	switch {
	case s.marks.from != "" || len(s.marks.ids) > 0:
		return keys.ClearMarks
	case s.query.Search != "":
		return keys.ClearSearch
	case s.query.Filter != "":
		return keys.ClearFilter
	case s.refresh.running():
		return keys.CancelRefresh
	}
	return ""
}

var intents = map[keys.Intent]func(*Screen) tea.Cmd{
	keys.Up:            func(s *Screen) tea.Cmd { return s.move(-1) },
	keys.Down:          func(s *Screen) tea.Cmd { return s.move(1) },
	keys.PageUp:        func(s *Screen) tea.Cmd { return s.scroll(-s.list.Page()) },
	keys.PageDown:      func(s *Screen) tea.Cmd { return s.scroll(s.list.Page()) },
	keys.HalfUp:        func(s *Screen) tea.Cmd { return s.scroll(-(s.list.Page() + 1) / 2) },
	keys.HalfDown:      func(s *Screen) tea.Cmd { return s.scroll((s.list.Page() + 1) / 2) },
	keys.First:         func(s *Screen) tea.Cmd { return s.edge(partner.EdgeFirst) },
	keys.Last:          func(s *Screen) tea.Cmd { return s.edge(partner.EdgeLast) },
	keys.Search:        (*Screen).startSearch,
	keys.KeepSearch:    (*Screen).keepSearch,
	keys.ClearSearch:   (*Screen).clearSearch,
	keys.Filter:        (*Screen).startFilter,
	keys.KeepFilter:    (*Screen).keepFilter,
	keys.ClearFilter:   (*Screen).clearFilter,
	keys.Mark:          (*Screen).markOne,
	keys.MarkRange:     (*Screen).markRange,
	keys.MarkAll:       (*Screen).markAll,
	keys.ClearMarks:    (*Screen).clearMarks,
	keys.EditTags:      (*Screen).editTags,
	keys.EditNote:      (*Screen).writeNote,
	keys.EditNickname:  (*Screen).editNickname,
	keys.Pin:           (*Screen).pin,
	keys.KeepEntry:     (*Screen).keepEntry,
	keys.LeaveEntry:    (*Screen).leaveEntry,
	keys.KeepView:      (*Screen).keepView,
	keys.ListViews:     (*Screen).askView,
	keys.ChooseColumns: (*Screen).chooseColumns,
	keys.SaveList:      (*Screen).askSave,
	keys.Sort:          (*Screen).askSort,
	keys.Jump:          (*Screen).startJump,
	keys.KeepJump:      (*Screen).keepJump,
	keys.CancelJump:    (*Screen).cancelJump,
	keys.Expand:        (*Screen).expand,
	keys.Toggle:        (*Screen).toggle,
	keys.Collapse:      (*Screen).collapse,
	keys.ExpandAll:     (*Screen).expandAll,
	keys.CollapseAll:   (*Screen).collapseAll,
	keys.Refresh:       (*Screen).startRefresh,
	keys.CancelRefresh: (*Screen).cancelRefresh,
	keys.Request:       func(s *Screen) tea.Cmd { return s.Go(screen.Push{Screen: s.d.Request()}) },
	keys.Copy:          (*Screen).copyValue,
	keys.CopyDomain:    (*Screen).copyDomain,
	keys.CopyCard:      (*Screen).copyCard,

	keys.Complete:           (*Screen).complete,
	keys.NextSuggestion:     func(s *Screen) tea.Cmd { return s.suggested(1) },
	keys.PreviousSuggestion: func(s *Screen) tea.Cmd { return s.suggested(-1) },

	keys.NextCustomer:     func(s *Screen) tea.Cmd { return s.skip(1) },
	keys.PreviousCustomer: func(s *Screen) tea.Cmd { return s.skip(-1) },
	keys.Detail:           (*Screen).toggleDetail,
	keys.DetailNext:       func(s *Screen) tea.Cmd { return s.turnDetail(1) },
	keys.DetailPrevious:   func(s *Screen) tea.Cmd { return s.turnDetail(-1) },
	keys.DetailDown:       func(s *Screen) tea.Cmd { return s.scrollDetail(1) },
	keys.DetailUp:         func(s *Screen) tea.Cmd { return s.scrollDetail(-1) },
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		return s.answer(msg)
	}
	intent := s.Keys().Match(msg)
	if s.waits(intent, msg) {
		return nil
	}
	if act, ok := intents[intent]; ok {
		return act(s)
	}
	if intent == keys.ShowView {
		return s.showNumber(quoted(msg.String()))
	}
	if c, ok := s.selected(); ok {
		if opened := s.d.task(intent, c, s.targets()); opened != nil {
			return s.Go(screen.Push{Screen: opened})
		}
	}
	switch {
	case s.entry != nil:
		return s.typeEntry(msg)
	case s.filter.open:
		return s.typeFilter(msg)
	case s.jump != nil:
		return s.typeJump(msg)
	case s.searching:
		if changed, _ := s.search.Update(msg); changed {
			return s.searchFor(s.search.Value())
		}
	}
	return nil
}

// complete takes the suggestion of the line that is typed.
func (s *Screen) complete() tea.Cmd {
	if s.entry != nil {
		return s.completeEntry()
	}
	return s.completeFilter()
}

// suggested goes to another suggestion of it.
func (s *Screen) suggested(n int) tea.Cmd {
	if s.entry != nil {
		s.entry.offers.step(n)
	} else {
		s.filter.offers.step(n)
	}
	return nil
}
