package users

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// RoleList gives and takes the directory roles of a user.
type RoleList struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	customer partner.Customer
	user     partner.User
	all      []partner.DirectoryRole
	has      []partner.DirectoryRole
	read     bool
	failure  error
	list     widget.List
	dialog   *widget.Dialog
}

// NewRoleList makes the screen of a user's roles.
func NewRoleList(d Deps, c partner.Customer, user partner.User) *RoleList {
	return &RoleList{d: d, text: d.Text, customer: c, user: user}
}

type rolesRead struct {
	all, has []partner.DirectoryRole
	err      error
}

// Init reads the roles.
func (s *RoleList) Init() tea.Cmd {
	d, id, user := s.d, s.customer.ID, s.user
	return s.Ask(slotDetails, func(ctx context.Context) tea.Msg {
		all, err := d.Roles.Roles(ctx, id)
		if err != nil {
			return rolesRead{err: err}
		}
		details, err := d.Reader.Details(ctx, id, user.ID)
		if err == nil {
			err = details.RolesErr
		}
		return rolesRead{all, details.Roles, err}
	})
}

// Failed gives why the roles are not shown.
func (s *RoleList) Failed() error { return s.failure }

// Typing is never true here.
func (s *RoleList) Typing() bool { return false }

// Keys is the table that holds now.
func (s *RoleList) Keys() keys.Table {
	if s.dialog != nil {
		return widget.DialogKeys()
	}
	return keys.UserRoleList().Set(keys.UserRoleSet, s.d.Off(partner.DeedUserRoles))
}

// roleRows makes a list of roles.
type roleRows []partner.DirectoryRole

func (r roleRows) Len() int        { return len(r) }
func (r roleRows) ID(i int) string { return r[i].ID }
func (roleRows) Height(int) int    { return 1 }
func (roleRows) Stops(int) []int   { return nil }

// Update handles a message.
func (s *RoleList) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case rolesRead:
		if s.failure = m.err; m.err == nil {
			s.all, s.has, s.read = m.all, m.has, true
			s.list.Sync(roleRows(s.all), 0)
		}
	case written:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		return tea.Batch(screen.Send(screen.Notice{Text: safetext.Line(m.sentence)}), screen.Send(screen.Changed{}), s.Init())
	case error:
		return failed(s.text, m)
	}
	return nil
}

func (s *RoleList) holds(role partner.DirectoryRole) bool {
	return slices.ContainsFunc(s.has, func(r partner.DirectoryRole) bool { return strings.EqualFold(r.ID, role.ID) })
}

func (s *RoleList) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		if option, done := s.dialog.Update(msg); done {
			s.dialog = nil
			if option.Do != nil {
				return option.Do()
			}
		}
		return nil
	}
	switch intent := s.Keys().Match(msg); intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.FetchBlock:
		return s.Init()
	case keys.UserRoleSet:
		if i := s.list.Index(); s.read && i < len(s.all) && !s.Asking(slotWrite) {
			s.askRole(s.all[i])
		}
	default:
		s.list.Steer(roleRows(s.all), intent)
	}
	return nil
}

func (s *RoleList) askRole(role partner.DirectoryRole) {
	t, d, has := s.text.Users, s.d, !s.holds(role)
	question, yes, done := t.RoleAsk, t.RoleYes, t.RoleGiven
	if !has {
		question, yes, done = t.RoleTakeAsk, t.RoleTakeYes, t.RoleTaken
	}
	body := t.RoleBody
	if may := t.RoleMay[strings.ToLower(role.ID)]; may != "" {
		body = s.text.RoleName(role) + s.text.Common.Colon + may
	}
	s.dialog = widget.Ask(fmt.Sprintf(question, s.text.RoleName(role), s.user.PrincipalName), body, t.No, yes, func() tea.Cmd {
		return s.Ask(slotWrite, func(ctx context.Context) tea.Msg {
			err := d.Roles.SetRole(context.WithoutCancel(ctx), s.customer, s.user, role, has)
			return written{fmt.Sprintf(done, s.user.PrincipalName, s.text.RoleName(role)), err}
		})
	})
}

// View draws the roles with a box each.
func (s *RoleList) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Users, f.Theme
	lines := []string{heading(f, fmt.Sprintf(t.RolesTitle, s.user.PrincipalName), s.customer)}
	switch {
	case s.Asking(slotWrite):
		lines = append(lines, " "+th.Notice.S(t.Working+" "+cell.Ellipsis))
	case s.Asking(slotDetails):
		lines = append(lines, " "+th.Dim.S(t.RolesReading+" "+cell.Ellipsis))
	case s.failure != nil:
		lines = append(lines, widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Explain(s.failure).Text(), 1, f.Width)...)
	default:
		lines = append(lines, "")
	}
	lines = append(lines, "")
	named, told := 0, 0 // the widest name, and the widest words about a role
	for _, role := range s.all {
		named, told = max(named, cell.Width(safetext.Line(f.Text.RoleName(role)))), max(told, cell.Width(t.RoleMay[strings.ToLower(role.ID)]))
	}
	for _, slot := range s.list.Visible(roleRows(s.all), max(f.Height-len(lines), 0)) {
		role, box := s.all[slot.Row], "[ ]"
		if s.holds(role) {
			box = "[x]"
		}
		line := " " + box + " " + safetext.Line(f.Text.RoleName(role))
		if named+told+8 <= f.Width { // the question says it in any width
			line = cell.Fit(line, named+7) + th.Dim.S(t.RoleMay[strings.ToLower(role.ID)])
		}
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	lines = lines[:min(len(lines), f.Height)]
	if s.dialog != nil {
		lines = s.dialog.Over(lines, th, f.Width, f.Height)
	}
	return screen.View{Lines: lines}
}
