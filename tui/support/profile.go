package support

import (
	"context"
	"net/mail"
	"net/url"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// ProfileForm is how customers reach the partner for help.
type ProfileForm struct {
	screen.Mailbox
	d       Deps
	seen    partner.SupportProfile
	read    bool
	failure error

	email, telephone, website *widget.Input

	form   widget.Form
	dialog *widget.Dialog
}

type profileRead struct {
	profile partner.SupportProfile
	err     error
}

// NewProfile makes the screen of the partner's support profile.
func NewProfile(d Deps) *ProfileForm { return &ProfileForm{d: d} }

// Init reads the profile. It is the partner's own and is not kept here.
func (s *ProfileForm) Init() tea.Cmd {
	profile := s.d.Profile
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		p, err := profile.SupportProfile(ctx)
		return profileRead{p, err}
	})
}

// Failed gives why the profile is not shown.
func (s *ProfileForm) Failed() error { return s.failure }

// Typing reports whether letters are text.
func (s *ProfileForm) Typing() bool { return s.dialog == nil && s.read && s.form.Typing() }

// Leave asks before what was typed is lost.
func (s *ProfileForm) Leave() tea.Cmd {
	if !s.read || s.typed() == s.seen {
		return nil
	}
	return screen.Send(screen.Unstored{Title: s.d.Text.Support.Lose, Text: s.d.Text.Support.LoseProfile})
}

// Keys is the table that holds now.
func (s *ProfileForm) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case !s.read:
		return keys.SupportWaiting()
	}
	off, _ := s.d.off(partner.DeedSupportProfile)
	if off == "" {
		off = s.d.busy(s.Box())
	}
	return s.form.Keys().Set(keys.FormSubmit, off)
}

// Update handles a key or an answer.
func (s *ProfileForm) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case profileRead:
		s.came(m)
	case changed:
		if m.err != nil {
			return s.d.failed(m.err)
		}
		s.seen = s.typed()
		s.Go(screen.Pop{})
		return tea.Batch(say(m.sentence), screen.Send(screen.Changed{}))
	case error:
		return s.d.failed(m)
	}
	return nil
}

func (s *ProfileForm) came(m profileRead) {
	if s.failure = m.err; m.err != nil {
		return
	}
	t := s.d.Text.Support
	s.read, s.seen = true, m.profile
	s.email = widget.TextInput(t.Email, t.EmailHint, m.profile.Email, 320)
	s.email.Mistake = func(value string) string {
		if _, err := mail.ParseAddress(value); value != "" && err != nil {
			return t.EmailWrong
		}
		return ""
	}
	s.telephone = widget.TextInput(t.Telephone, "", m.profile.Telephone, 60)
	s.website = widget.TextInput(t.Website, t.WebsiteHint, m.profile.Website, 500)
	s.website.Mistake = func(value string) string {
		if u, err := url.Parse(value); value != "" && (err != nil || u.Host == "" && u.Scheme != "") {
			return t.WebsiteWrong
		}
		return ""
	}
	s.form.Inputs = []*widget.Input{s.email, s.telephone, s.website}
}

func (s *ProfileForm) typed() partner.SupportProfile {
	return partner.SupportProfile{Email: s.email.Value(), Telephone: s.telephone.Value(), Website: s.website.Value()}
}

func (s *ProfileForm) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.dialog != nil:
		return answer(&s.dialog, msg)
	case !s.read:
		switch s.Keys().Match(msg) {
		case keys.Back:
			return s.Go(screen.Pop{})
		case keys.Retry:
			return s.Init()
		}
		return nil
	}
	if blocked, is := s.Keys().Blocked(msg); is {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: blocked.Why})
	}
	switch s.form.Update(msg) {
	case widget.FormLeft:
		return s.Go(screen.Pop{})
	case widget.FormSubmitted:
		s.ask()
	}
	return nil
}

func (s *ProfileForm) ask() {
	t, service, p := s.d.Text.Support, s.d.Profile, s.typed()
	if p == s.seen {
		s.Go(screen.Pop{})
		return
	}
	_, note := s.d.off(partner.DeedSupportProfile)
	s.dialog = ask(t.SaveProfile, []string{t.SaveProfileBody, note}, t.SaveProfileNo, t.SaveProfileYes, func() tea.Cmd {
		return change(s.Box(), t.ProfileSaved, func(ctx context.Context) error { return service.SetSupportProfile(ctx, p) })
	})
}

// View draws the form.
func (s *ProfileForm) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Support, f.Theme
	own := partner.Customer{CompanyName: s.d.Partner.Company}
	lines := append([]string{title(f, own, t.ProfileTitle)}, widget.Paragraph(t.ProfileTell, 1, f.Width)...)
	lines = append(lines, "")
	v := screen.View{Lines: lines}
	switch {
	case s.failure != nil:
		v.Lines = append(v.Lines, widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Explain(s.failure).Text(), 1, f.Width)...)
	case !s.read:
		v.Lines = append(v.Lines, " "+th.Dim.S(t.Reading))
	default:
		form, row, column := s.form.View(th, f.Width, max(f.Height-len(lines), 1))
		v.Lines = append(v.Lines, form...)
		if column >= 0 {
			v.Cursor = &screen.Cursor{Row: len(lines) + row, Column: column}
		}
	}
	return finish(f, v, s.dialog)
}
