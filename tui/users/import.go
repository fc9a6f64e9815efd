package users

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Import adds the users of a file: it asks for the file, checks it, shows what
// is wrong with which row, and asks before anybody is added. Rows with a mistake
// can be left out.
type Import struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	customer partner.Customer

	file, country, keep *widget.Input
	form                widget.Form
	rows                []manage.ImportRow // of the file that was read; nil before
	good                []manage.ImportRow // of these, without a mistake
	domains             []string
	list                widget.List
	dialog              *widget.Dialog
	width               int // of the frame that was drawn last
}

const slotCheck = "check"

// NewImport makes the screen for the users of a file.
func NewImport(d Deps, c partner.Customer) *Import {
	s := &Import{d: d, text: d.Text, customer: c}
	names := newEditor(d, c, partner.User{}, "")
	names.names(partner.User{UsageLocation: c.Country})
	names.needLocation()
	t := d.Text.Users
	s.file = widget.TextInput(t.File, t.FileHint, "", 1024)
	s.country = names.country
	s.keep = widget.TextInput(t.SaveAs, t.SaveHint, "", 1024)
	s.keep.Mistake = func(value string) string {
		if value == "" {
			return t.Faults["passwords-nowhere"]
		}
		return ""
	}
	s.form.Inputs = []*widget.Input{s.file, s.country, s.keep}
	return s
}

type checked struct {
	rows    []manage.ImportRow
	domains []string
	err     error
}

type begun struct {
	job screen.Screen
	err error
}

// Init does nothing: the file is not known yet.
func (s *Import) Init() tea.Cmd { return nil }

// Typing reports whether letters are text now.
func (s *Import) Typing() bool { return s.rows == nil && s.dialog == nil && s.form.Typing() }

// Keys is the table that holds now.
func (s *Import) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.rows != nil:
		table := keys.UserRead()
		if len(s.good) == 0 {
			table = table.Drop(keys.FileContinue)
		}
		return table
	}
	return s.form.Keys()
}

// Update handles a message.
func (s *Import) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case checked:
		return s.checkedCame(m)
	case begun:
		if m.err != nil {
			s.rows = nil
			return failed(s.text, m.err)
		}
		return s.Go(screen.Replace{Screen: m.job})
	case error:
		return failed(s.text, m)
	}
	return nil
}

func (s *Import) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.Asking(slotCheck), s.Asking(slotWrite):
		return nil
	case s.dialog != nil:
		if option, done := s.dialog.Update(msg); done {
			s.dialog = nil
			if option.Do != nil {
				return option.Do()
			}
		}
		return nil
	case s.rows != nil:
		switch intent := s.Keys().Match(msg); intent {
		case keys.Back:
			s.rows = nil
		case keys.FileAgain:
			return s.check()
		case keys.FileContinue:
			s.ask()
		default:
			s.list.Steer(importRows{s}, intent)
		}
		return nil
	}
	switch s.form.Update(msg) {
	case widget.FormLeft:
		return s.Go(screen.Pop{})
	case widget.FormSubmitted:
		return s.check()
	}
	return nil
}

// check reads the file, against the customer's users and domains.
func (s *Import) check() tea.Cmd {
	d, id, path := s.d, s.customer.ID, s.file.Value()
	return s.Ask(slotCheck, func(ctx context.Context) tea.Msg {
		record, err := d.Source.Record(ctx, id)
		if err != nil {
			return checked{err: err}
		}
		domains, err := d.Reader.Domains(ctx, id, record.Account.CustomDomains)
		if err != nil {
			return checked{err: err}
		}
		rows, err := d.Importer.Check(ctx, id, path, domains)
		return checked{rows, domains, err}
	})
}

func (s *Import) checkedCame(m checked) tea.Cmd {
	if m.err != nil {
		s.rows = nil
		s.file.Refused = s.text.Fault(m.err)
		return failed(s.text, m.err)
	}
	s.rows, s.good, s.domains = m.rows, manage.Addable(m.rows), m.domains
	slices.SortStableFunc(s.rows, func(a, b manage.ImportRow) int { // what is to be corrected comes first
		return cmp.Compare(min(len(b.Fault), 1), min(len(a.Fault), 1))
	})
	s.list = widget.List{}
	s.list.Sync(importRows{s}, 0)
	if s.bad() == 0 {
		s.ask()
	}
	return nil
}

// bad counts the rows with a mistake.
func (s *Import) bad() int { return len(s.rows) - len(s.good) }

// ask asks before the users whose rows are right are added.
func (s *Import) ask() {
	t, body := s.text.Users, ""
	if s.bad() > 0 {
		body = s.text.Count(t.ImportWithout, s.bad())
	}
	s.dialog = widget.Ask(s.text.Count(t.ImportAsk, len(s.good)), i18n.Join(body, fmt.Sprintf(t.ImportBody, s.keep.Value())), t.No, t.ImportYes, s.start)
}

func (s *Import) start() tea.Cmd {
	d, c, rows, domains, keep := s.d, s.customer, s.good, s.domains, s.keep.Value()
	found, _ := s.text.FindCountry(s.country.Value())
	return s.Ask(slotWrite, func(ctx context.Context) tea.Msg {
		job, err := d.Importer.Start(context.WithoutCancel(ctx), c, rows, found.Code, domains, keep)
		return begun{job, err}
	})
}

// importRows makes a list of the rows of a file.
type importRows struct{ *Import }

func (r importRows) Len() int        { return len(r.rows) }
func (r importRows) ID(i int) string { return fmt.Sprint(r.rows[i].Line) }
func (r importRows) Stops(int) []int { return nil }

func (r importRows) Height(i int) int {
	_, below := r.fault(r.rows[i])
	return 1 + len(below)
}

// login is the width of the column of sign-in names.
func (s *Import) login() int { return max((s.width-16)/2, 8) }

// fault says what is wrong with a row, beside it or below.
func (s *Import) fault(row manage.ImportRow) (beside string, below []string) {
	t, room := s.text.Users, s.width-s.login()-15
	if row.Fault == "" {
		return widget.Beside(t.ImportFine, room, 3, s.width)
	}
	return widget.Beside(t.Faults[string(row.Fault)], room, 3, s.width)
}

// View draws the form, or the rows of the file.
func (s *Import) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Users, f.Theme
	s.width = f.Width
	v := screen.View{Lines: []string{heading(f, t.Import, s.customer), ""}}
	if s.Asking(slotCheck) || s.Asking(slotWrite) {
		v.Lines[1] = " " + th.Notice.S(t.Working+" "+cell.Ellipsis)
	}
	if s.rows == nil {
		form, row, column := s.form.View(th, f.Width, f.Height-2)
		v.Lines = append(v.Lines, form...)
		if column >= 0 {
			v.Cursor = &screen.Cursor{Row: row + 2, Column: column}
		}
	} else {
		v.Lines = append(v.Lines, s.read(f)...)
	}
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	if s.dialog != nil {
		v.Lines, v.Cursor = s.dialog.Over(v.Lines, th, f.Width, f.Height), nil
	}
	return v
}

func (s *Import) read(f screen.Frame) []string {
	t, th := f.Text.Users, f.Theme
	lines := []string{" " + fmt.Sprintf(t.ImportChecked, f.Text.Count(t.ImportRows, len(s.rows)), s.bad())}
	if s.bad() > 0 {
		advice := t.ImportFix
		if len(s.good) > 0 {
			advice = i18n.Join(advice, t.ImportOr)
		}
		lines = append(lines, widget.Paragraph(advice, 1, f.Width)...)
	}
	lines = append(lines, "")
	slots, below := s.list.Part(importRows{s}, max(f.Height-len(lines)-2, 0))
	for _, slot := range slots {
		row := s.rows[slot.Row]
		sign, style := th.Glyphs.Check, th.Good
		if row.Fault != "" {
			sign, style = th.Glyphs.Cross, th.Error
		}
		beside, below := s.fault(row)
		line := " " + style.S(sign) + " " + cell.Fit(fmt.Sprintf(t.ImportLine, row.Line), 9) + " " + cell.Fit(safetext.Line(row.User.PrincipalName), s.login()) + "  " + beside
		if slot.Line > 0 {
			line = th.Dim.S(below[slot.Line-1])
		}
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	if below > 0 {
		lines = append(lines, f.Below(below))
	}
	return lines
}
