// Package signin is the screen on which a person signs in: with a code that is
// entered on another page, or with a browser on this computer.
package signin

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Attempt is a sign-in that waits for the person.
type Attempt struct {
	Page      string    // to sign in on
	UserCode  string    // to enter there; "" where the browser of this computer is used
	ExpiresAt time.Time // of the code
	// Wait returns when the person has signed in, with the name of the account.
	Wait func(ctx context.Context) (account string, err error)
}

// Clipboard takes copies and says by which route.
type Clipboard interface {
	Copy(ctx context.Context, text string) (string, error)
}

// Deps are what the screen works with.
type Deps struct {
	Text      *i18n.Strings
	Clipboard Clipboard
	// DeviceCode and Browser begin a sign-in. Browser opens the page itself.
	DeviceCode, Browser func(ctx context.Context) (Attempt, error)
	// Open opens a page in a browser on this computer.
	Open func(ctx context.Context, page string) error
	// Done takes over what the sign-in gave; its error shows like that of the
	// sign-in. The desk is opened anew afterwards.
	Done func(ctx context.Context) error
}

// state is how far a sign-in is.
type state int

const (
	starting state = iota
	waiting
	reading
	failed
)

// Screen is the sign-in.
type Screen struct {
	screen.Mailbox
	d       Deps
	state   state
	browser bool
	attempt Attempt
	failure error
	account string
}

// New makes the screen. It begins with a code.
func New(d Deps) *Screen { return &Screen{d: d} }

const (
	slotSignIn = "sign-in"
	slotTick   = "tick"
	slotCopy   = "copy"
	slotOpen   = "open"
)

type (
	begun  struct{ attempt Attempt }
	signed struct{ account string }
	taken  struct{}
	ticked struct{}
	copied struct{ route string }
	opened struct{}
	// noBrowser and notCopied do not end the sign-in.
	sideFailed struct{ err error }
)

// Init asks for a code.
func (s *Screen) Init() tea.Cmd { return s.begin(false) }

// begin starts a sign-in; one that waits already is given up.
func (s *Screen) begin(browser bool) tea.Cmd {
	s.state, s.browser, s.attempt, s.failure = starting, browser, Attempt{}, nil
	start := s.d.DeviceCode
	if browser {
		start = s.d.Browser
	}
	return s.Ask(slotSignIn, func(ctx context.Context) tea.Msg {
		attempt, err := start(ctx)
		if err != nil {
			return err
		}
		return begun{attempt}
	})
}

// Failed gives why the sign-in failed.
func (s *Screen) Failed() error { return s.failure }

// Typing reports that there is no text field.
func (s *Screen) Typing() bool { return false }

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch s.state {
	case failed:
		return keys.SignInFailed()
	case waiting:
		return keys.SigningIn(!s.browser)
	}
	return keys.Table{{Intent: keys.Back, Keys: []string{"esc"}, Short: true}}
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case begun:
		s.state, s.attempt = waiting, m.attempt
		return tea.Batch(s.wait(), s.tick())
	case ticked:
		if s.state == waiting && s.attempt.UserCode != "" {
			return s.tick()
		}
	case signed:
		s.state, s.account, s.attempt = reading, m.account, Attempt{}
		done := s.d.Done
		return s.Ask(slotSignIn, func(ctx context.Context) tea.Msg {
			if err := done(context.WithoutCancel(ctx)); err != nil {
				return err
			}
			return taken{}
		})
	case taken:
		return tea.Batch(s.says(screen.Info, s.d.Text.SignIn.Done, s.account), screen.Send(screen.Reopen{}))
	case copied:
		return s.says(screen.Info, s.d.Text.SignIn.Copied, widget.Named(s.d.Text.Wizard.Routes, m.route))
	case opened:
		return s.says(screen.Info, s.d.Text.SignIn.Opened)
	case sideFailed:
		return screen.Send(screen.Notice{Level: screen.Failure, Text: s.d.Text.Error(partner.CodeOf(m.err)).Text()})
	case error:
		s.state, s.failure, s.attempt = failed, m, Attempt{}
	}
	return nil
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch s.Keys().Match(msg) {
	case keys.Back:
		s.Forget(slotSignIn)
		s.attempt = Attempt{}
		return s.Go(screen.Pop{})
	case keys.Retry:
		return s.begin(s.browser)
	case keys.SignInBrowser:
		return s.begin(true)
	case keys.SignInCode:
		return s.begin(false)
	case keys.SignInCopy:
		return s.copy()
	case keys.SignInOpen:
		open, page := s.d.Open, s.attempt.Page
		return s.Ask(slotOpen, func(ctx context.Context) tea.Msg {
			if err := open(ctx, page); err != nil {
				return sideFailed{err}
			}
			return opened{}
		})
	}
	return nil
}

// copy copies the code, or the page of a sign-in without one.
func (s *Screen) copy() tea.Cmd {
	text, clipboard := s.attempt.UserCode, s.d.Clipboard
	if text == "" {
		text = s.attempt.Page
	}
	return s.Ask(slotCopy, func(ctx context.Context) tea.Msg {
		route, err := clipboard.Copy(ctx, text)
		if err != nil {
			return sideFailed{err}
		}
		return copied{route}
	})
}

func (s *Screen) wait() tea.Cmd {
	wait := s.attempt.Wait
	return s.Ask(slotSignIn, func(ctx context.Context) tea.Msg {
		account, err := wait(ctx)
		if err != nil {
			return err
		}
		return signed{account}
	})
}

// tick draws the time that a code is still good for anew each second.
func (s *Screen) tick() tea.Cmd {
	return s.Ask(slotTick, func(ctx context.Context) tea.Msg {
		timer := time.NewTimer(time.Second)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		return ticked{}
	})
}
