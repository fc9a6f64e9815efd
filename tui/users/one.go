package users

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

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

// One is a user with roles and licenses.
type One struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	customer partner.Customer
	user     partner.User
	details  manage.UserDetails
	known    bool  // the details were read
	refused  error // of the last reading at Partner Center
	dialog   *widget.Dialog
	scroll   widget.Scroll
	editing  *Editor // what was typed and not sent yet

	regranted bool // the roles were opened, and may be others since
}

const (
	slotDetails = "details"
	slotStored  = "stored"
	slotCopy    = "copy"
)

// NewOne makes the screen of a user.
func NewOne(d Deps, c partner.Customer, user partner.User) *One {
	return &One{d: d, text: d.Text, customer: c, user: user}
}

type (
	detailsRead struct {
		details manage.UserDetails
		err     error
	}
	storedRead struct {
		user partner.User
		err  error
	}
	copied struct{ route string }
)

// Init reads the user at Partner Center.
func (s *One) Init() tea.Cmd { return tea.Batch(s.stored(), s.fetch()) }

// Failed gives why something of the user is old or not shown.
func (s *One) Failed() error { return cmp.Or(s.refused, s.details.RolesErr) }

// Typing is never true here.
func (s *One) Typing() bool { return false }

func (s *One) stored() tea.Cmd {
	source, id, user := s.d.Source, s.customer.ID, s.user.ID
	return s.Ask(slotStored, func(ctx context.Context) tea.Msg {
		found, err := source.User(ctx, id, user)
		return storedRead{found, err}
	})
}

// fetch reads details and licenses; a deleted user has none.
func (s *One) fetch() tea.Cmd {
	if s.d.RefreshOff != "" || !s.user.DeletedAt.IsZero() {
		return nil
	}
	d, c, user := s.d, s.customer, s.user
	return s.Ask(slotDetails, func(ctx context.Context) tea.Msg {
		details, err := d.Reader.Details(ctx, c.ID, user.ID)
		if err == nil {
			err = d.ReadLicenses(ctx, c, []partner.User{details.User})
		}
		return detailsRead{details, err}
	})
}

// Update handles a message.
func (s *One) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown:
		if s.regranted {
			s.regranted = false
			return s.Init()
		}
		return s.stored()
	case screen.Changed:
		return s.stored()
	case storedRead:
		if m.err == nil {
			s.user = m.user
		}
	case detailsRead:
		s.refused = m.err
		if m.details.User.ID != "" {
			s.details, s.known = m.details, true
		}
		return tea.Batch(s.stored(), screen.Send(screen.Changed{}))
	case written:
		if m.err != nil {
			return failed(s.text, m.err)
		}
		return tea.Batch(screen.Send(screen.Notice{Text: safetext.Line(m.sentence)}), screen.Send(screen.Changed{}), s.stored())
	case copied:
		route := i18n.Word(s.text.Wizard.Routes, m.route)
		return screen.Send(screen.Notice{Text: fmt.Sprintf(s.text.Users.Copied, route)})
	case error:
		return failed(s.text, m)
	}
	return nil
}

// Keys is the table that holds now.
func (s *One) Keys() keys.Table {
	if s.dialog != nil {
		return widget.DialogKeys()
	}
	off := func(deed partner.Deed) string { return whyOff(s.d, s.Box(), deed) }
	table := keys.UserDetail().Set(keys.FetchBlock, s.d.RefreshOff)
	if !s.user.DeletedAt.IsZero() {
		return table.Drop(keys.UserEdit, keys.UserPassword, keys.UserRoles, keys.UserLicenses, keys.UserDelete, keys.FetchBlock).
			Set(keys.UserRestore, off(partner.DeedRestoreUser)).Show(keys.UserRestore, true)
	}
	return table.Drop(keys.UserRestore).Set(keys.UserEdit, off(partner.DeedEditUser)).Set(keys.UserPassword, off(partner.DeedResetPassword)).
		Set(keys.UserRoles, off(partner.DeedUserRoles)).Set(keys.UserLicenses, off(partner.DeedAssignLicenses)).Set(keys.UserDelete, off(partner.DeedDeleteUser))
}

func (s *One) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		if option, done := s.dialog.Update(msg); done {
			s.dialog = nil
			if option.Do != nil {
				return option.Do()
			}
		}
		return nil
	}
	d, user := s.d, s.user
	switch intent := s.Keys().Match(msg); intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.FetchBlock:
		return s.fetch()
	case keys.UserEdit:
		if s.editing == nil || s.editing.finished || s.editing.user != fingerprint(user) {
			s.editing = NewEdit(d, s.customer, user)
		}
		return s.Go(screen.Push{Screen: s.editing})
	case keys.UserPassword:
		return s.Go(screen.Push{Screen: NewReset(d, s.customer, user)})
	case keys.UserRoles:
		s.regranted = true
		return s.Go(screen.Push{Screen: NewRoleList(d, s.customer, user)})
	case keys.UserLicenses:
		return s.Go(screen.Push{Screen: d.Licenses(s.customer, []partner.User{user})})
	case keys.UserDelete:
		s.dialog = askDelete(d, user, func() tea.Cmd {
			return s.write(d.Text.Users.DeletedDone, func(ctx context.Context) error { return d.Remover.Delete(ctx, s.customer, user) })
		})
	case keys.UserRestore:
		s.dialog = askRestore(d, user, func() tea.Cmd {
			return s.write(d.Text.Users.Restored, func(ctx context.Context) error { return d.Remover.Restore(ctx, s.customer, user) })
		})
	case keys.Copy:
		return s.Ask(slotCopy, func(ctx context.Context) tea.Msg {
			route, err := d.Clipboard.Copy(ctx, user.PrincipalName)
			if err != nil {
				return err
			}
			return copied{route}
		})
	default:
		s.scroll.Steer(intent)
	}
	return nil
}

func (s *One) write(sentence string, do func(ctx context.Context) error) tea.Cmd {
	sentence = fmt.Sprintf(sentence, s.user.PrincipalName)
	return s.Ask(slotWrite, func(ctx context.Context) tea.Msg { return written{sentence, do(context.WithoutCancel(ctx))} })
}

// View draws the user.
func (s *One) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	lines := []string{heading(f, s.user.DisplayName, s.customer), " " + s.stateLine(f)}
	lines = append(lines, s.scroll.Show(s.facts(f), f.Width, f.Height-len(lines))...)
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	lines = lines[:min(len(lines), f.Height)]
	if s.dialog != nil {
		lines = s.dialog.Over(lines, f.Theme, f.Width, f.Height)
	}
	return screen.View{Lines: lines}
}

func (s *One) stateLine(f screen.Frame) string {
	th := f.Theme
	switch {
	case s.Asking(slotWrite):
		return th.Notice.S(f.Text.Users.Working + " " + cell.Ellipsis)
	case s.Asking(slotDetails):
		return th.Dim.S(f.Text.Users.Reading + " " + cell.Ellipsis)
	case s.refused != nil:
		return th.Warn.S(th.Glyphs.Warning + " " + safetext.Line(f.Text.Explain(s.refused).What))
	}
	return th.Dim.S(s.d.RefreshOff)
}

// facts are what is known of the user, a line each.
func (s *One) facts(f screen.Frame) []string {
	t, u := f.Text.Users, s.user
	state := widget.Named(f.Text.Common.UserState, u.State)
	if !u.DeletedAt.IsZero() {
		state += f.Text.Common.Comma + fmt.Sprintf(t.DeletedAt, f.Text.Date(u.DeletedAt), f.Text.Date(u.DeletedAt.AddDate(0, 0, 30)))
	}
	country := u.UsageLocation
	if c, ok := partner.CountryByCode(country); ok {
		country = f.Text.CountryName(c.Code, c.Name)
	}
	first, last := [2]string{t.FirstName, u.FirstName}, [2]string{t.LastName, u.LastName}
	if f.Text.FamilyFirst() {
		first, last = last, first
	}
	rows := [][2]string{{t.Login, u.PrincipalName}, first, last, {t.State, state}, {t.Location, country}}
	if !u.SyncedAt.IsZero() {
		rows = append(rows, [2]string{t.DomainType, fmt.Sprintf(t.Synced, f.Text.Age(f.Now, u.SyncedAt))})
	}
	rows = append(rows, [2]string{t.ID, u.ID})
	if !u.DeletedAt.IsZero() { // the licenses came free
		return s.lines(f, rows)
	}
	for i, line := range s.held(f) {
		rows = append(rows, [2]string{map[bool]string{true: t.Licenses}[i == 0], line})
	}
	for i, line := range s.roles(f) {
		rows = append(rows, [2]string{map[bool]string{true: t.Roles}[i == 0], line})
	}
	return s.lines(f, rows)
}

// lines puts facts below each other, their names in a column.
func (s *One) lines(f screen.Frame, rows [][2]string) []string {
	label := 0
	for _, row := range rows {
		label = max(label, cell.Width(row[0]))
	}
	var lines []string
	for _, row := range rows {
		for i, line := range cell.Wrap(safetext.Line(row[1]), max(f.Width-label-4, 1)) {
			name := cell.Spaces(label)
			if i == 0 {
				name = cell.Fit(row[0], label)
			}
			lines = append(lines, " "+f.Theme.Label.S(name)+"  "+line)
		}
	}
	return lines
}

func (s *One) held(f screen.Frame) []string {
	t, u := f.Text.Users, s.user
	switch {
	case !u.LicensesKnown:
		return []string{t.LicensesUnknown}
	case len(u.Licenses) == 0:
		return []string{t.NoLicenses}
	}
	var lines []string
	for _, l := range u.Licenses {
		line := l.Name
		if n := len(l.Off); n > 0 {
			line += f.Text.Common.Comma + f.Text.Count(t.PlansOff, n)
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

func (s *One) roles(f screen.Frame) []string {
	t := f.Text.Users
	switch {
	case !s.known:
		return nil
	case s.details.RolesErr != nil:
		return []string{fmt.Sprintf(t.RolesUnknown, f.Text.Explain(s.details.RolesErr).What)}
	case len(s.details.Roles) == 0:
		return []string{t.NoRoles}
	}
	var lines []string
	for _, r := range s.details.Roles {
		lines = append(lines, strings.TrimSpace(f.Text.RoleName(r)))
	}
	return lines
}
