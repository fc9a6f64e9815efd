// Package welcome is the first start: three ways to begin, each said in one
// sentence, and the form for a profile without sign-in.
package welcome

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
)

// Creator makes profiles. Both make the new one the profile in use.
type Creator interface {
	// CreateProfile stores a profile; its name is taken from the company's. An
	// existing one of that name is not touched: CodeConflict.
	CreateProfile(ctx context.Context, p partner.Profile) error
	// Practice makes the profile of the built-in Partner Center.
	Practice(ctx context.Context) error
	// Connect makes the screen that signs in, and then the profile from what the
	// service says.
	Connect(c Connection) screen.Screen
}

// choice is one of the three ways to begin.
type choice int

const (
	practice choice = iota
	connect
	offline
	choices // how many there are
)

// Screen is the first start.
type Screen struct {
	screen.Mailbox
	creator Creator
	text    *i18n.Strings
	at      choice
	form    form
	filling bool // the form is shown
	connect *connecting
	joining bool  // the form of the way Connect is shown
	failure error // of the last try
}

const slotCreate = "create"

// New makes the screen.
func New(creator Creator, text *i18n.Strings) *Screen {
	return &Screen{creator: creator, text: text, form: newForm(text), connect: newConnecting(text)}
}

// Init does nothing: everything is known.
func (s *Screen) Init() tea.Cmd { return nil }

// created says that a profile was made.
type created struct{}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case created:
		return screen.Send(screen.Reopen{})
	case error:
		s.failure = m
		text := s.text.Error(partner.CodeOf(m))
		return screen.Send(screen.Notice{Level: screen.Failure, Text: safetext.Line(text.Text()), Correlation: partner.CorrelationOf(m)})
	}
	return nil
}

// Failed gives the error of the last try.
func (s *Screen) Failed() error { return s.failure }

// Typing reports whether a text field has the focus.
func (s *Screen) Typing() bool {
	if s.joining {
		return !s.connect.steps && s.connect.form.Typing()
	}
	return s.filling && s.form.field() != nil && !s.Asking(slotCreate)
}

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.Asking(slotCreate):
		return nil
	case s.joining:
		return s.connect.keys()
	case s.filling:
		return keys.WelcomeForm(s.form.field() == nil)
	}
	return keys.Welcome()
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	if s.Asking(slotCreate) {
		return nil
	}
	if s.joining {
		return s.connectKey(msg)
	}
	if s.filling {
		return s.formKey(msg)
	}
	switch s.Keys().Match(msg) {
	case keys.Down:
		s.at = (s.at + 1) % choices
	case keys.Up:
		s.at = (s.at + choices - 1) % choices
	case keys.WelcomeChoose:
		switch s.at {
		case connect:
			s.joining = true
			return nil
		case offline:
			s.filling = true
			return nil
		}
		creator := s.creator
		return s.create(func(ctx context.Context) error { return creator.Practice(ctx) })
	}
	return nil
}

// create makes a profile; the desk is opened when it is stored.
func (s *Screen) create(do func(context.Context) error) tea.Cmd {
	s.failure = nil
	return s.Ask(slotCreate, func(ctx context.Context) tea.Msg {
		if err := do(context.WithoutCancel(ctx)); err != nil {
			return err
		}
		return created{}
	})
}

func (s *Screen) formKey(msg tea.KeyMsg) tea.Cmd {
	f := &s.form
	switch s.Keys().Match(msg) {
	case keys.WelcomeBack:
		s.filling = false
	case keys.WelcomeNext:
		all := f.fields()
		if msg.Type == tea.KeyEnter && f.at == all[len(all)-1] {
			return s.submit()
		}
		f.move(1)
	case keys.WelcomePrevious:
		f.move(-1)
	case keys.WelcomeMore:
		f.turn(1)
	case keys.WelcomeLess:
		f.turn(-1)
	case keys.WelcomeCreate:
		return s.submit()
	default:
		if field := f.field(); field != nil {
			field.Update(msg)
		}
	}
	return nil
}

// submit makes the profile if nothing is wrong with it; otherwise the cursor
// goes to the first field that is.
func (s *Screen) submit() tea.Cmd {
	f := &s.form
	f.complete()
	f.tried = true
	for _, at := range f.fields() {
		if why := f.mistake(at); why != "" {
			f.at = at
			return screen.Send(screen.Notice{Level: screen.Warning, Text: safetext.Line(why)})
		}
	}
	creator, p := s.creator, f.profile()
	return s.create(func(ctx context.Context) error { return creator.CreateProfile(ctx, p) })
}
