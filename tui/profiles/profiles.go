// Package profiles is the list of the partner accounts, one of which is in use.
package profiles

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Keeper keeps the profiles.
type Keeper interface {
	// Profiles lists all, and names the one in use. A damaged one is left out.
	Profiles(ctx context.Context) (all []partner.Profile, inUse string, err error)
	// UseProfile makes another one the one in use.
	UseProfile(ctx context.Context, name string) error
}

// Screen is the list.
type Screen struct {
	screen.Mailbox
	keeper  Keeper
	text    *i18n.Strings
	rows    rows
	inUse   string
	list    widget.List
	read    bool
	failure error
}

// New makes the screen.
func New(keeper Keeper, text *i18n.Strings) *Screen { return &Screen{keeper: keeper, text: text} }

type rows []partner.Profile

func (r rows) Len() int        { return len(r) }
func (r rows) ID(i int) string { return r[i].Name }
func (r rows) Height(int) int  { return 1 }
func (r rows) Stops(int) []int { return nil }

type listed struct {
	all   []partner.Profile
	inUse string
}

// Init reads the profiles.
func (s *Screen) Init() tea.Cmd {
	keeper := s.keeper
	return s.Ask("list", func(ctx context.Context) tea.Msg {
		all, inUse, err := keeper.Profiles(ctx)
		if err != nil && len(all) == 0 {
			return err
		}
		return listed{all, inUse}
	})
}

// Typing reports that there is no text field.
func (s *Screen) Typing() bool { return false }

// Keys is the table of the list.
func (s *Screen) Keys() keys.Table { return keys.ProfileList() }

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case listed:
		s.read, s.rows, s.inUse, s.failure = true, m.all, m.inUse, nil
		s.list.Sync(s.rows, 0)
		s.list.Select(s.rows, m.inUse)
	case error:
		s.failure = m
	}
	return nil
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	intent := s.Keys().Match(msg)
	switch intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.ProfileUse:
		return s.use()
	}
	page := s.list.Page()
	if by, moves := map[keys.Intent]int{
		keys.Up: -1, keys.Down: 1, keys.PageUp: -page, keys.PageDown: page, keys.HalfUp: -page / 2, keys.HalfDown: page / 2,
		keys.First: -len(s.rows), keys.Last: len(s.rows),
	}[intent]; moves {
		s.list.Move(s.rows, by)
	}
	return nil
}

// use opens the desk of the profile under the cursor; the one in use is open.
func (s *Screen) use() tea.Cmd {
	name, keeper := s.list.ID(), s.keeper
	if name == "" || name == s.inUse {
		return s.Go(screen.Pop{})
	}
	return screen.Send(screen.Reopen{Use: func(ctx context.Context) error { return keeper.UseProfile(ctx, name) }})
}

// View draws one profile a line.
func (s *Screen) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	th, t := f.Theme, f.Text
	lines := []string{" " + th.Title.S(t.SignIn.Profiles), ""}
	foot := []string{}
	if s.failure != nil {
		x := t.Explain(s.failure)
		foot = append([]string{""}, widget.Paragraph(th.Glyphs.Cross+" "+i18n.Join(x.Text(), safetext.Line(x.Detail)), 1, f.Width)...)
	} else if s.read && len(s.rows) < 2 {
		foot = append([]string{""}, widget.Paragraph(t.SignIn.NoOthers, 1, f.Width)...)
	}
	widths := s.columns(f)
	for _, slot := range s.list.Visible(s.rows, max(f.Height-len(lines)-len(foot), 1)) {
		p := s.rows[slot.Row]
		mark, state := " ", widget.Named(t.Common.Connections, string(p.Connection))
		if p.Name == s.inUse {
			mark, state = th.Glyphs.RadioOn, state+t.Common.Comma+t.SignIn.Active
		}
		line := widget.Columns(widths, " "+mark, safetext.Line(p.Company), safetext.Line(p.Name), widget.Named(t.Common.Clouds, string(p.Cloud)), state)
		line = cell.Fit(line, f.Width)
		if slot.Cursor {
			line = th.Selected.Over(line)
		}
		lines = append(lines, line)
	}
	lines = append(lines, foot...)
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines[:min(len(lines), f.Height)]}
}

// The widest columns of companies and names, and how much of a company is seen
// before the cloud gives way.
const (
	mostCompany  = 40
	leastCompany = 20
	mostName     = 24
)

// columns are the widths of a line: the mark, the company, the name that tells two
// profiles of one company apart, the cloud where there is room, and the state.
func (s *Screen) columns(f screen.Frame) []int {
	const mark, gap = 2, 2
	name, cloud := 0, widget.Widest(f.Text.Common.Clouds)
	for _, p := range s.rows {
		name = max(name, min(cell.Width(safetext.Line(p.Name)), mostName))
	}
	state := widget.Widest(f.Text.Common.Connections) + cell.Width(f.Text.Common.Comma+f.Text.SignIn.Active)
	company := f.Width - mark - name - state - 3*gap
	if company-cloud-gap < leastCompany {
		cloud = 0
	} else {
		company -= cloud + gap
	}
	return []int{mark, max(min(company, mostCompany), 1), name, cloud, state}
}
