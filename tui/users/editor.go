package users

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Editor asks for a new user, for changes of one, or for a new password. It
// keeps what was typed until it was sent, also when it is left.
type Editor struct {
	screen.Mailbox
	d        Deps
	text     *i18n.Strings
	customer partner.Customer
	was      partner.User // who is changed; the zero user for a new one
	user     string       // fingerprint of was
	title    string

	form                                         widget.Form
	display, first, last, login, domain, country *widget.Input
	password, reveal, force                      *widget.Input
	domains                                      []string
	failure                                      error // of reading the domains
	dialog                                       *widget.Dialog

	finished bool
	made     added            // who was added
	shown    partner.Password // the made password, until the screen is closed
	copied   bool
}

const slotDomains = "domains"

// added is the id of a user who was added.
type added string

func newEditor(d Deps, c partner.Customer, user partner.User, title string) *Editor {
	return &Editor{d: d, text: d.Text, customer: c, was: user, user: fingerprint(user), title: title}
}

// fingerprint is what an editor of a user was made from.
func fingerprint(u partner.User) string {
	return strings.Join([]string{u.ID, u.DisplayName, u.FirstName, u.LastName, u.PrincipalName, u.UsageLocation}, "\n")
}

// NewAdd asks for a new user.
func NewAdd(d Deps, c partner.Customer) *Editor {
	s := newEditor(d, c, partner.User{}, d.Text.Users.Add)
	s.names(partner.User{UsageLocation: c.Country})
	s.needLocation()
	s.passwords()
	s.form.Inputs = slices.Concat([]*widget.Input{s.display, s.login, s.domain, s.country}, s.given(), []*widget.Input{s.password, s.reveal, s.force})
	return s
}

// NewEdit asks for changes of a user.
func NewEdit(d Deps, c partner.Customer, user partner.User) *Editor {
	s := newEditor(d, c, user, d.Text.Users.Edit)
	s.names(user)
	s.form.Inputs = slices.Concat([]*widget.Input{s.display}, s.given(), []*widget.Input{s.login, s.domain, s.country})
	return s
}

// NewReset asks for a new password.
func NewReset(d Deps, c partner.Customer, user partner.User) *Editor {
	s := newEditor(d, c, user, d.Text.Users.Reset)
	s.passwords()
	s.form.Inputs = []*widget.Input{s.password, s.reveal, s.force}
	return s
}

// given are the two names of a person, in the order of the language.
func (s *Editor) given() []*widget.Input {
	if s.text.FamilyFirst() {
		return []*widget.Input{s.last, s.first}
	}
	return []*widget.Input{s.first, s.last}
}

func (s *Editor) names(user partner.User) {
	t := s.text.Users
	local, domain, _ := strings.Cut(user.PrincipalName, "@")
	domain = cmp.Or(domain, s.customer.Domain) // until the others are read
	s.display = widget.TextInput(t.DisplayName, t.DisplayHint, user.DisplayName, partner.MaxUserName)
	s.display.Mistake = func(value string) string {
		if value == "" {
			return t.Faults[string(partner.UserNameMissing)]
		}
		return ""
	}
	s.first = widget.TextInput(t.FirstName, "", user.FirstName, partner.MaxUserName)
	s.last = widget.TextInput(t.LastName, "", user.LastName, partner.MaxUserName)
	s.login = widget.TextInput(t.NamePart, t.NamePartHint, local, 64)
	s.login.Mistake = func(value string) string {
		if value == "" {
			return t.Faults[string(partner.UserLoginMissing)]
		}
		return t.Faults[string(partner.CheckLogin(s.loginName(), nil))]
	}
	s.domain = widget.ChoiceInput(t.Domain, t.DomainHint, []string{domain}, 0)
	s.domains = []string{domain}
	s.country = widget.TextInput(t.Location, t.LocationHint, "", 64)
	if c, ok := partner.CountryByCode(user.UsageLocation); ok {
		s.country.Field.Set(s.text.CountryName(c.Code, c.Name))
	}
	s.country.Mistake = func(value string) string {
		if found, _ := s.text.FindCountry(value); value != "" && found.Code == "" {
			return t.Faults["location-unknown"]
		}
		return ""
	}
	s.country.Complete = func(value string) string {
		if found, _ := s.text.FindCountry(value); found.Code != "" {
			return s.text.CountryName(found.Code, found.Name)
		}
		return value
	}
	s.country.Suggest = func(value string) string {
		if _, candidates := s.text.FindCountry(value); len(candidates) > 0 {
			return fmt.Sprintf(s.text.Welcome.Candidates, s.text.CountryNames(candidates))
		}
		return ""
	}
}

// needLocation takes no user without a usage location: nobody could give them a
// license.
func (s *Editor) needLocation() {
	known := s.country.Mistake
	s.country.Mistake = func(value string) string {
		if value == "" {
			return s.text.Users.Faults[string(partner.UserLocationMissing)]
		}
		return known(value)
	}
}

func (s *Editor) passwords() {
	t := s.text.Users
	s.password = widget.TextInput(t.Password, t.PasswordHint, "", partner.MaxPassword)
	s.password.Mistake = func(value string) string {
		if value == "" {
			return ""
		}
		return t.Faults["password-"+string(partner.NewPassword(value).Fault(s.loginName()))]
	}
	s.password.Field.Secret = true
	s.reveal = widget.CheckInput(t.PasswordReveal, "", false)
	s.force = widget.CheckInput(t.ForceChange, "", true)
}

// loginName is the principal name that the form says, or that of the user.
func (s *Editor) loginName() string {
	if s.login == nil {
		return s.was.PrincipalName
	}
	return s.login.Value() + "@" + s.domain.Value()
}

type domainsRead struct {
	domains []string
	home    string // country of the customer, for a new user
	err     error
}

type saved struct {
	sentence string
	user     added            // who was added
	shown    partner.Password // "" where the person typed it
	err      error
}

// Init reads the customer's domains, and for a new user their country.
func (s *Editor) Init() tea.Cmd {
	if s.domain == nil || len(s.domains) > 1 {
		return nil
	}
	d, c, looks := s.d, s.customer, s.was.ID == "" && s.country.Value() == ""
	return s.Ask(slotDomains, func(ctx context.Context) tea.Msg {
		record, err := d.Source.Record(ctx, c.ID)
		if err != nil {
			return domainsRead{err: err}
		}
		home := record.Customer.Country
		if looks && home == "" {
			home = d.Home(ctx, c)
		}
		domains, err := d.Reader.Domains(ctx, c.ID, record.Account.CustomDomains)
		return domainsRead{domains, home, err}
	})
}

// Failed gives why the domains are not known.
func (s *Editor) Failed() error { return s.failure }

// Typing reports whether letters are text now.
func (s *Editor) Typing() bool { return s.dialog == nil && !s.showing() && s.form.Typing() }

func (s *Editor) showing() bool { return s.shown != (partner.Password{}) }

// Keys is the table that holds now.
func (s *Editor) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.showing():
		return keys.UserPasswordShown().Set(keys.UserPasswordCopy, map[bool]string{true: s.text.Users.PasswordOnce}[s.copied])
	}
	return s.form.Keys()
}

// Update handles a message.
func (s *Editor) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case domainsRead:
		s.domainsCame(m)
	case saved:
		return s.savedCame(m)
	case copied:
		s.copied = true
		route := i18n.Word(s.text.Wizard.Routes, m.route)
		return screen.Send(screen.Notice{Text: fmt.Sprintf(s.text.Users.PasswordCopied, route)})
	case error:
		return failed(s.text, m)
	}
	return nil
}

// domainsCame offers the domains, the one that is chosen already first.
func (s *Editor) domainsCame(m domainsRead) {
	if home, ok := partner.CountryByCode(m.home); ok && s.was.ID == "" && s.country.Value() == "" {
		s.country.Field.Set(s.text.CountryName(home.Code, home.Name))
	}
	if s.failure = m.err; m.err != nil || len(m.domains) == 0 {
		return
	}
	chosen := s.domain.Value()
	s.domains = m.domains
	s.domain.Choices = m.domains
	s.domain.Chosen = max(slices.IndexFunc(m.domains, func(d string) bool { return strings.EqualFold(d, chosen) }), 0)
}

func (s *Editor) savedCame(m saved) tea.Cmd {
	if m.err != nil {
		if e := s.text.Fault(m.err); e != "" && s.login != nil {
			s.login.Refused = e
		}
		return failed(s.text, m.err)
	}
	s.finished, s.shown, s.made = true, m.shown, m.user
	notice := tea.Batch(screen.Send(screen.Notice{Text: safetext.Line(m.sentence)}), screen.Send(screen.Changed{}))
	if !s.showing() {
		return tea.Batch(notice, s.close())
	}
	return notice
}

func (s *Editor) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.Asking(slotWrite):
		return nil
	case s.dialog != nil:
		if option, done := s.dialog.Update(msg); done {
			s.dialog = nil
			if option.Do != nil {
				return option.Do()
			}
		}
		return nil
	case s.showing():
		return s.shownKey(s.Keys().Match(msg))
	}
	result := s.form.Update(msg)
	if s.password != nil {
		s.password.Field.Secret = !s.reveal.On
	}
	switch result {
	case widget.FormLeft:
		return s.Go(screen.Pop{})
	case widget.FormSubmitted:
		return s.submit()
	}
	return nil
}

// submit asks before anything is sent.
func (s *Editor) submit() tea.Cmd {
	t := s.text.Users
	switch {
	case s.login == nil:
		s.dialog = widget.Ask(fmt.Sprintf(t.ResetAsk, s.was.PrincipalName), t.ResetBody, t.No, t.ResetYes, s.reset)
	case s.was.ID == "":
		if s.domain.Value() == "" {
			return screen.Send(screen.Notice{Level: screen.Warning, Text: t.DomainsUnknown})
		}
		s.dialog = widget.Ask(fmt.Sprintf(t.AddAsk, s.loginName()), t.AddBody, t.No, t.AddYes, s.add)
	default:
		edit, lines := s.edit()
		if len(lines) == 0 {
			return screen.Send(screen.Notice{Text: t.NoChanges})
		}
		s.dialog = widget.Ask(fmt.Sprintf(t.EditAsk, s.was.PrincipalName), "", t.No, t.EditYes, func() tea.Cmd { return s.change(edit) })
		s.dialog.Body = lines
	}
	return nil
}

// choose gives the password that was typed, or makes one; shown is set for that.
func (s *Editor) choose() (password, shown partner.Password, err error) {
	if typed := s.password.Value(); typed != "" {
		return partner.NewPassword(typed), partner.Password{}, nil
	}
	password, err = partner.GeneratePassword()
	return password, password, err
}

func (s *Editor) location() string {
	found, _ := s.text.FindCountry(s.country.Value())
	return found.Code
}

func (s *Editor) add() tea.Cmd {
	password, shown, err := s.choose()
	if err != nil {
		return failed(s.text, err)
	}
	d, c, domains := s.d, s.customer, s.domains
	user := partner.NewUser{
		PrincipalName: s.loginName(), DisplayName: s.display.Value(), FirstName: s.first.Value(), LastName: s.last.Value(),
		UsageLocation: s.location(), Password: password, ForceChange: s.force.On,
	}
	return s.Ask(slotWrite, func(ctx context.Context) tea.Msg {
		now, err := d.Writer.Add(context.WithoutCancel(ctx), c, user, domains)
		return saved{fmt.Sprintf(d.Text.Users.Added, user.PrincipalName), added(now.ID), shown, err}
	})
}

func (s *Editor) reset() tea.Cmd {
	password, shown, err := s.choose()
	if err != nil {
		return failed(s.text, err)
	}
	d, c, user, force := s.d, s.customer, s.was, s.force.On
	return s.Ask(slotWrite, func(ctx context.Context) tea.Msg {
		err := d.Writer.ResetPassword(context.WithoutCancel(ctx), c, user, password, force)
		return saved{sentence: fmt.Sprintf(d.Text.Users.ResetDone, user.PrincipalName), shown: shown, err: err}
	})
}

// edit is what differs from the user, and a line about each value.
func (s *Editor) edit() (edit partner.UserEdit, lines []string) {
	wish := s.was
	wish.DisplayName, wish.FirstName, wish.LastName = s.display.Value(), s.first.Value(), s.last.Value()
	wish.PrincipalName, wish.UsageLocation = s.loginName(), s.location()
	return s.text.UserEdit(s.was, wish)
}

func (s *Editor) change(edit partner.UserEdit) tea.Cmd {
	d, c, user := s.d, s.customer, s.was
	return s.Ask(slotWrite, func(ctx context.Context) tea.Msg {
		now, err := d.Writer.Edit(context.WithoutCancel(ctx), c, user, edit)
		return saved{sentence: fmt.Sprintf(d.Text.Users.Edited, now.PrincipalName), err: err}
	})
}
