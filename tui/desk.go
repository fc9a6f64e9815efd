// Package tui is the root of the terminal user interface: it keeps a stack of
// screens for each tab, draws the frame around them, handles the keys that hold
// everywhere, and brings the answers of work to the screen that asked.
//
// It knows no concrete screen. What the tabs are, and which services stand
// behind them, comes from whoever opens the desk.
package tui

import (
	"context"
	"errors"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
)

// ErrNoProfile is what Options.Open gives when no profile was made yet; the
// root then shows the welcome screen.
var ErrNoProfile = errors.New("no profile yet")

// Options is what the root needs before a desk is open.
type Options struct {
	Text  *i18n.Strings
	Theme *theme.Theme
	// Keys are the keys that the person wants for an intent instead of ours.
	Keys keys.Rebinding
	// Open opens the desk of the profile in use, in the language of text. It runs
	// while the first frame is shown, and again after screen.Reopen or when the
	// language is switched; it closes what it opened before.
	Open func(ctx context.Context, text *i18n.Strings) (Desk, error)
	// Welcome makes the screen of the first start. That screen asks for
	// screen.Reopen when a profile was made.
	Welcome func(text *i18n.Strings) screen.Screen
	// ReadOnly shows the badge; the services refuse what must not be done.
	ReadOnly bool
	// Copy copies text and says by which route it went, as a key of
	// i18n.Wizard.Routes. Nil where nothing can be copied.
	Copy func(ctx context.Context, text string) (route string, err error)
	// Crash is told about each panic in a command, for the log. It may be nil.
	Crash func(value any, stack []byte)
}

// Desk is the profile in use and the screens for it.
type Desk struct {
	Profile partner.Profile
	// Tabs are shown in this order under the keys 1, 2, 3 and 4.
	Tabs []Tab
	// Front, if not nil, is put on top of the first tab at once, such as a draft
	// to resume.
	Front screen.Screen
	// Notice gives what is said when the desk opens, "" if there is nothing to say. It
	// is asked for once the first rows are there. Nil for never.
	Notice func(ctx context.Context) string
	// Status tells how old the customers are; nil for a profile without service.
	Status Status
	// Changes tells when another program changed the store; nil for none.
	Changes Changes
	// SignIn and Profiles make the screens on which the person signs in, and
	// chooses another profile. Nil, with a reason, where there is nothing to sign
	// in to.
	SignIn    func() screen.Screen
	SignInOff string
	Profiles  func() screen.Screen
	// Busy reports whether a change at Microsoft is on its way, whose outcome this
	// desk has to store: it is not closed for another one before that. Nil for never.
	Busy func() bool
	// Check looks for damage that opening does not find, while the desk is used
	// already. Its error closes the desk, as that of Open does. Nil for none.
	Check func(ctx context.Context) error
}

// Tab is one of the rooms that stand side by side.
type Tab struct {
	Name   string // translated
	Screen screen.Screen
	// Count says how many things wait there, for the tab's name; nil for none.
	// Counted, translated, has a %s for the number, as in "%s due"; "" for the
	// number alone.
	Count   func(ctx context.Context) (int, error)
	Counted string
}

// Status says when the customers were refreshed last, and what is in the way now.
type Status interface {
	RefreshStatus(ctx context.Context) (partner.RefreshStatus, error)
}

// Changes gives a number that is another one after the store was changed by
// somebody else.
type Changes interface {
	Generation(ctx context.Context) (int64, error)
}
