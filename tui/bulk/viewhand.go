package bulk

import (
	"fmt"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// viewHand draws the third step: how far it is, the ways, and the rows with what
// became of each.
func (s *Screen) viewHand(f screen.Frame) screen.View {
	th := f.Theme
	lines := append([]string{s.header(f)}, s.progress(f)...)
	lines = append(lines, s.standing(f)...)
	foot := s.footHand(f)
	c := columnsFor(f.Width, false)
	for _, slot := range s.list.Visible(rows(s.batch.Rows), max(f.Height-len(lines)-len(foot), 0)) {
		row := s.batch.Rows[slot.Row]
		sign, style, words := s.result(f, row)
		if row.State == partner.RowWaiting && s.needs(slot.Row) {
			sign, style, words = s.judged(f, slot.Row)
		}
		line := " " + style.S(sign) + " " + widget.Columns(c, safetext.Line(who(row)), safetext.Line(row.Request.To), "", words)
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	v := screen.View{Lines: withFoot(f, lines, foot)}
	if s.field != nil {
		v.Cursor = s.cursorIn(f, len(v.Lines)-len(foot)+1)
	}
	return v
}

// progress draws how many mails have left, and counts the others.
func (s *Screen) progress(f screen.Frame) []string {
	counts := make(map[partner.RowState]int)
	all := 0
	for _, row := range s.batch.Rows {
		if row.Out && !row.Finished() {
			continue
		}
		all++
		counts[row.State]++
	}
	finished := counts[partner.RowDone] + counts[partner.RowUnchanged]
	bar := widget.Bar(f.Theme.Glyphs, finished, all, min(f.Width-16, 40))
	n := f.Text.Number
	said := f.Text.Counts(f.Text.Bulk.Counts[:], counts[partner.RowDone], counts[partner.RowUnchanged], counts[partner.RowFailed],
		counts[partner.RowUnclear], counts[partner.RowWaiting])
	return append([]string{" " + bar + " " + n(finished) + "/" + n(all)}, widget.Paragraph(said, 1, f.Width)...)
}

// standing says what goes on now, or offers the ways.
func (s *Screen) standing(f screen.Frame) []string {
	t, th, h := f.Text.Bulk, f.Theme, &s.hand
	var lines []string
	add := func(text string) { lines = append(lines, widget.Paragraph(text, 1, f.Width-1)...) }
	switch {
	case h.way == partner.ChannelFile:
		add(t.Writing + " " + cell.Ellipsis)
	case h.way != "":
		add(i18n.Join(s.left(f), s.upNext(f)))
	case s.waiting() == 0:
		done := s.countRows(func(i int) bool { return s.batch.Rows[i].State == partner.RowDone })
		add(f.Text.Count(t.AllOut, done))
	default:
		if h.stopped != "" {
			for _, line := range widget.Paragraph(fmt.Sprintf(t.Stopped, safetext.Line(h.stopped)), 1, f.Width-1) {
				lines = append(lines, th.Error.S(line))
			}
		} else if text := s.left(f); text != "" {
			add(text)
		}
		if s.countRows(s.can) > 0 {
			add(t.HowLeave)
			lines = append(lines, s.ways(f)...)
		}
		switch {
		case h.stopped != "" || f.Height < 18: // the rows need the room, and leaving says it too
		case s.kind == partner.JobReminders:
			add(t.GoOnReminders)
		default:
			add(t.GoOnRequests)
		}
	}
	return append(lines, "")
}

// ways lists in which ways the mails can leave, each with its key. One that is not
// possible here is dimmed; its key says why.
func (s *Screen) ways(f screen.Frame) []string {
	th, words := f.Theme, f.Text.Bulk.Ways
	lines := make([]string, 0, len(words))
	for _, way := range []partner.Channel{partner.ChannelFile, partner.ChannelMailApp, partner.ChannelClipboard} {
		text, key := words[string(way)], f.Text.Bulk.WayKeys[string(way)]
		if way == partner.ChannelFile {
			text = fmt.Sprintf(text, safetext.Line(s.hand.folder.Value()))
		}
		paint, err := th.Text, s.hand.off[way]
		if err != nil {
			paint, text = th.Dim, text+f.Text.Common.Colon+f.Text.Explain(err).Detail
		}
		column := max(cell.Width(key), 1)
		for i, line := range widget.Paragraph(text, 0, f.Width-5-column) {
			head := cell.Spaces(3 + column)
			switch {
			case i == 0 && err != nil:
				head = "   " + th.Dim.S(key)
			case i == 0:
				head = "   " + th.Key.S(key)
			}
			lines = append(lines, head+"  "+paint.S(line))
		}
	}
	return lines
}

// left says which mail left last, in a way that goes one by one.
func (s *Screen) left(f screen.Frame) string {
	t, h := f.Text.Bulk, &s.hand
	if h.last < 0 {
		return ""
	}
	row := s.batch.Rows[h.last]
	name := safetext.Line(who(row))
	switch {
	case row.State == partner.RowDone && row.Way == partner.ChannelMailApp:
		return i18n.About(t.Opened, name)
	case row.State == partner.RowDone && row.Way == partner.ChannelClipboard:
		return i18n.About(t.Copied, name)
	case row.State == partner.RowDone:
		return ""
	}
	return name + f.Text.Common.Colon + s.became(f, row)
}

func (s *Screen) upNext(f screen.Frame) string {
	t, h := f.Text.Bulk, &s.hand
	if len(h.queue) == 0 {
		return t.LastOne
	}
	return fmt.Sprintf(t.NextIs, safetext.Line(who(s.batch.Rows[h.queue[0]])))
}

// footHand says all about the row under the cursor, or holds the folder while
// that is typed.
func (s *Screen) footHand(f screen.Frame) []string {
	i := s.current()
	if i < 0 {
		return nil
	}
	t, th := f.Text.Bulk, f.Theme
	lines := []string{th.Border.S(strings.Repeat(th.Glyphs.Horizontal, f.Width))}
	if s.field != nil {
		text, _ := s.field.View(s.room(f, t.Folder))
		return append(lines, " "+th.Title.S(cell.Cut(t.Folder, f.Width/2))+"  "+th.Field.S(text))
	}
	words := s.became(f, s.batch.Rows[i])
	if !s.batch.Rows[i].Finished() && s.batch.Rows[i].State == partner.RowWaiting {
		words = s.means(f, i)
	}
	text := widget.Paragraph(words, 1, f.Width-1)
	return append(lines, text[:min(len(text), max(f.Height/5, 2))]...)
}
