package bulk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// maxAddress is the longest address that can be typed, in characters.
const maxAddress = 320

// current is the row under the cursor, -1 if there is none.
func (s *Screen) current() int {
	if i := s.list.Index(); i < len(s.batch.Rows) {
		return i
	}
	return -1
}

func (s *Screen) checkKeys() keys.Table {
	table, i := keys.BulkCheck(), s.current()
	if i < 0 || s.batch.Rows[i].Finished() {
		return table.Drop(keys.BulkAddress, keys.BulkLeaveOut)
	}
	return table.Show(keys.BulkProblem, s.nextProblem() >= 0).Set(keys.BulkAddress, s.notAddress(i))
}

// notAddress says what to do about a row of a file in which something else than
// the address is wrong; "" where an address helps.
func (s *Screen) notAddress(i int) string {
	row := s.batch.Rows[i]
	_, err := partner.ParseAddress(row.Request.To)
	if row.Line == 0 || s.verdict(i).State != invite.VerdictWrong || row.Refused == "" && err != nil {
		return ""
	}
	return s.text.Bulk.MendFile
}

func (s *Screen) checkKey(msg tea.KeyMsg) tea.Cmd {
	switch intent := s.checkKeys().Match(msg); intent {
	case keys.BulkBack:
		return s.leave()
	case keys.BulkGiveUp:
		return s.giveUp()
	case keys.BulkContinue:
		if s.ready() == 0 && !slices.ContainsFunc(s.batch.Rows, func(r invite.BulkRow) bool { return r.Finished() || r.State == partner.RowUnclear }) {
			return tell(screen.Warning, s.text.Bulk.NobodyLeft)
		}
		return s.goWithout()
	case keys.BulkAddress:
		field := widget.NewField(s.batch.Rows[s.current()].Request.To, maxAddress)
		s.field = &field
	case keys.BulkLeaveOut:
		i := s.current()
		s.batch.Rows = slices.Clone(s.batch.Rows) // a command may read the old ones
		s.batch.Rows[i].Out = !s.batch.Rows[i].Out
		s.list.Move(rows(s.batch.Rows), 1)
		return tea.Batch(s.changedRow(i), s.recheck())
	case keys.BulkProblem:
		if i := s.nextProblem(); i >= 0 {
			s.list.Select(rows(s.batch.Rows), rows(s.batch.Rows).ID(i))
		}
	default:
		s.list.Steer(rows(s.batch.Rows), intent)
	}
	return nil
}

// goWithout goes on to the text. Where rows cannot leave as they are, it asks
// whether to go on without them first.
func (s *Screen) goWithout() tea.Cmd {
	stuck := s.countRows(s.stuck)
	if stuck == 0 {
		return s.goTo(stepText)
	}
	t := s.text.Bulk
	s.dialog = widget.Ask(s.text.Count(t.Without, stuck), t.WithoutTell, t.WithoutNo, t.WithoutYes, func() tea.Cmd {
		s.batch.Rows = slices.Clone(s.batch.Rows)
		for i := range s.batch.Rows {
			if s.stuck(i) {
				s.batch.Rows[i].Out = true
				s.unsaved.row(i)
			}
		}
		return s.goTo(stepText)
	})
	return nil
}

// fieldKey gives a key to the address, or the folder, that is typed.
func (s *Screen) fieldKey(msg tea.KeyMsg) tea.Cmd {
	if intent := keys.BulkAddressing().Match(msg); intent == keys.BulkKeep || intent == keys.BulkBack {
		if intent == keys.BulkKeep && s.badAddress() {
			return tell(screen.Warning, s.text.Bulk.BadAddress)
		}
		s.field = nil
		if s.step == stepCheck {
			return s.recheck()
		}
		return nil
	}
	changed, _ := s.field.Update(msg)
	if !changed {
		return nil
	}
	if s.step == stepHand {
		s.hand.folder.Set(s.field.Value())
		s.batch.Folder, s.touched, s.unsaved.text = s.field.Value(), true, true
		return s.save()
	}
	i := s.current()
	s.batch.Rows = slices.Clone(s.batch.Rows)
	s.batch.Rows[i].Request.To = strings.TrimSpace(s.field.Value())
	return s.changedRow(i)
}

// badAddress reports whether the address that is typed is none.
func (s *Screen) badAddress() bool {
	to := strings.TrimSpace(s.field.Value())
	_, err := partner.ParseAddress(to)
	return s.step == stepCheck && to != "" && err != nil
}

// recheck judges the rows again.
func (s *Screen) recheck() tea.Cmd {
	round, all := s.round, s.batch.Rows
	return s.Ask(slotCheck, func(context.Context) tea.Msg { return checked{round.Check(all)} })
}

// verdict is what the last check said of a row.
func (s *Screen) verdict(i int) invite.BulkVerdict {
	if i < len(s.verdicts) {
		return s.verdicts[i]
	}
	return invite.BulkVerdict{}
}

// goes reports whether the mail of a row can leave.
func (s *Screen) goes(i int) bool {
	row := s.batch.Rows[i]
	return !row.Out && !row.Finished() && s.verdict(i).State == invite.VerdictReady
}

// needs reports whether a row needs the person.
func (s *Screen) needs(i int) bool {
	row := s.batch.Rows[i]
	return !row.Out && !row.Finished() && s.verdict(i).State != invite.VerdictReady
}

// stuck reports whether a row cannot leave as it is: it needs the person, and no
// mail of it is perhaps out already.
func (s *Screen) stuck(i int) bool { return s.needs(i) && s.batch.Rows[i].State != partner.RowUnclear }

func (s *Screen) ready() int { return s.countRows(s.goes) }

func (s *Screen) countRows(which func(i int) bool) (n int) {
	for i := range s.batch.Rows {
		if which(i) {
			n++
		}
	}
	return n
}

// nextProblem is the next row that needs the person, from the cursor on.
func (s *Screen) nextProblem() int {
	n := len(s.batch.Rows)
	for by := 1; by <= n; by++ {
		if i := (s.list.Index() + by) % n; s.needs(i) {
			return i
		}
	}
	return -1
}

// viewCheck draws the first step: the rows, and the one under the cursor in full.
func (s *Screen) viewCheck(f screen.Frame) screen.View {
	t, th := f.Text.Bulk, f.Theme
	out := s.countRows(func(i int) bool { return s.batch.Rows[i].Out })
	summary := fmt.Sprintf(t.Summary, f.Text.Number(s.ready()), f.Text.Number(s.countRows(s.needs)), f.Text.Number(out))
	if s.batch.From != "" {
		summary += f.Text.Common.Comma + fmt.Sprintf(t.FromFile, safetext.Line(s.batch.From))
	}
	c := columnsFor(f.Width, true)
	lines := []string{s.header(f), s.withState(f, " "+summary), "   " + th.Dim.S(widget.Columns(c, t.Company, t.Address, t.Mail, t.What))}
	foot := s.footCheck(f)
	for _, slot := range s.list.Visible(rows(s.batch.Rows), max(f.Height-len(lines)-len(foot), 0)) {
		row := s.batch.Rows[slot.Row]
		sign, style, words := s.judged(f, slot.Row)
		line := " " + style.S(sign) + " " + widget.Columns(c, safetext.Line(who(row)), safetext.Line(row.Request.To), f.Text.MailLanguage(s.verdict(slot.Row).MailLang), words)
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

// columnsFor gives the widths of company, address, language and state.
func columnsFor(width int, languages bool) []int {
	c := []int{0, 0, 0, 13}
	if languages && width >= 78 {
		c[2] = 12
	}
	rest := width - 4 - c[3] - 4
	if c[2] > 0 {
		rest -= c[2] + 2
	}
	c[0] = max(rest/2, 6)
	c[1] = max(rest-c[0], 6)
	return c
}

// judged is the sign and the short word for a row.
func (s *Screen) judged(f screen.Frame, i int) (sign string, style theme.Paint, words string) {
	t, th, row, v := f.Text.Bulk, f.Theme, s.batch.Rows[i], s.verdict(i)
	switch {
	case row.Finished() || row.State == partner.RowUnclear:
		return s.result(f, row)
	case row.Out:
		return " ", th.Dim, t.Out
	case v.State != invite.VerdictReady:
		return th.Glyphs.Cross, th.Error, t.States[string(v.State)]
	case s.kind == partner.JobReminders && v.First:
		return th.Glyphs.Check, th.Good, t.First
	case s.kind == partner.JobReminders:
		return th.Glyphs.Check, th.Good, t.Reminder
	}
	return th.Glyphs.Check, th.Good, t.States[string(v.State)]
}

// footCheck says all about the row under the cursor, or holds its address while
// that is typed.
func (s *Screen) footCheck(f screen.Frame) []string {
	i := s.current()
	if i < 0 {
		return nil
	}
	t, th, row := f.Text.Bulk, f.Theme, s.batch.Rows[i]
	lines := []string{th.Border.S(strings.Repeat(th.Glyphs.Horizontal, f.Width))}
	if s.field != nil {
		label := fmt.Sprintf(t.AddressOf, safetext.Line(row.Request.Name))
		if row.Request.Name == "" {
			label = t.Address
		}
		text, _ := s.field.View(s.room(f, label))
		lines = append(lines, " "+th.Title.S(cell.Cut(label, f.Width/2))+"  "+th.Field.S(text))
		if s.badAddress() {
			return append(lines, " "+th.Dim.S(cell.Cut(t.BadAddress, f.Width-2)))
		}
		return append(lines, "")
	}
	text := widget.Paragraph(s.means(f, i), 1, f.Width-1)
	return append(lines, text[:min(len(text), max(f.Height/4, 2))]...)
}

// room is the width of the field behind a label.
func (s *Screen) room(f screen.Frame, label string) int {
	return max(f.Width-cell.Width(cell.Cut(label, f.Width/2))-4, 1)
}

func (s *Screen) cursorIn(f screen.Frame, line int) *screen.Cursor {
	label := f.Text.Bulk.Folder
	if s.step == stepCheck {
		row := s.batch.Rows[s.current()]
		if label = fmt.Sprintf(f.Text.Bulk.AddressOf, safetext.Line(row.Request.Name)); row.Request.Name == "" {
			label = f.Text.Bulk.Address
		}
	}
	room := s.room(f, label)
	_, column := s.field.View(room)
	if column += f.Width - room - 1; column >= f.Width || line >= f.Height {
		return nil
	}
	return &screen.Cursor{Row: line, Column: column}
}

// means says in whole sentences how it stands with a row.
func (s *Screen) means(f screen.Frame, i int) string {
	t, row, v := f.Text.Bulk, s.batch.Rows[i], s.verdict(i)
	var all []string
	if row.Line > 0 {
		all = append(all, fmt.Sprintf(t.Line, row.Line))
	}
	if row.Remark != "" {
		all = append(all, t.Remarks[string(row.Remark)])
	}
	switch {
	case row.Finished() || row.State == partner.RowUnclear:
		return s.became(f, row)
	case row.Out && s.step == stepHand:
		all = append(all, t.OutHanding)
	case row.Out:
		all = append(all, t.OutMeans)
	case v.State == invite.VerdictWrong && s.notAddress(i) != "":
		all = append(all, t.Means[string(v.State)]+f.Text.Explain(v.Err).Mistake(), t.MendFile)
	case v.State == invite.VerdictWrong:
		x := f.Text.Explain(v.Err)
		all = append(all, t.Means[string(v.State)]+i18n.Join(x.Mistake(), x.Advice()))
	case v.State == invite.VerdictAsked:
		all = append(all, fmt.Sprintf(t.Means[string(v.State)], v.ID))
	case v.State == invite.VerdictReady && v.First && s.kind == partner.JobReminders:
		all = append(all, t.FirstMeans)
	default:
		all = append(all, t.Means[string(v.State)])
	}
	if s.kind == partner.JobRequests && !row.Out && v.State == invite.VerdictReady {
		for _, finding := range s.d.Advise(row.Request) {
			all = append(all, f.Text.Finding(finding))
		}
	}
	return i18n.Join(all...)
}
