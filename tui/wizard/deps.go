// Package wizard is the screen that requests a reseller relationship: the rights
// that are asked for, the mail around the personal link, and what happens next.
// It also writes reminders. What is typed is stored while it is typed.
package wizard

import (
	"context"
	"os/exec"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
)

// Letters prepares requests. It stores nothing. invite.Service is one.
type Letters interface {
	Prepare(ctx context.Context, r invite.Request) (partner.Invitation, error)
	Rewrite(inv partner.Invitation, r invite.Request) (partner.Invitation, error)
	Reminder(inv partner.Invitation) partner.Draft
	// Blank is a draft before its link is known.
	Blank() partner.Invitation
	// Again is a new draft that asks what an earlier request asked, in its words.
	Again(earlier partner.Invitation) partner.Invitation
	// Fresh is the letter of an invitation that has a link, as yet unedited.
	Fresh(inv partner.Invitation) partner.Draft
}

// Ledger stores requests and what became of them. invite.Service is one.
type Ledger interface {
	SaveDraft(ctx context.Context, inv partner.Invitation) (partner.Invitation, error)
	Finish(ctx context.Context, inv partner.Invitation) (partner.Invitation, error)
	RecordHandOver(ctx context.Context, id string, channel partner.Channel, detail string, reminder bool) (partner.Invitation, error)
}

// Mail is what leaves the program.
type Mail struct {
	ID      string // of the request
	To      string // mail address; "" leaves it to the mail app
	Name    string // company, "" if unknown
	Subject string // one line
	Body    string // lines end with LF
	Link    string // the personal link within Body
}

// Post hands mails over. Open and Save check what they hand over after decoding
// it.
type Post interface {
	Open(ctx context.Context, m Mail) error                    // in the mail app
	Save(ctx context.Context, m Mail) (path string, err error) // as a file
	Length(m Mail) int                                         // characters of the mail link; cheap
}

// Clipboard copies text. The route is a key of i18n.Wizard.Routes; it says what
// can be known about where the text went.
type Clipboard interface {
	Copy(ctx context.Context, text string) (route string, err error)
}

// Browser opens a link.
type Browser interface {
	Open(ctx context.Context, url string) error
}

// Provider is an indirect provider that the partner works with.
type Provider struct{ Name, TenantID string }

// Deps is what the wizard works with.
type Deps struct {
	Profile   partner.Profile
	Text      *i18n.Strings
	Letters   Letters
	Ledger    Ledger
	Post      Post
	Clipboard Clipboard
	Browser   Browser
	// FromProfile says that links are made from the profile, because Partner
	// Center cannot be asked.
	FromProfile bool
	// MailLimit is the longest mail link that mail apps take, in characters.
	MailLimit int
	// Exec lends the terminal to a program and gives done's message when it has
	// ended.
	Exec func(cmd *exec.Cmd, done func(error) tea.Msg) tea.Cmd
	// Getenv names the editor: CSPDESK_EDITOR, VISUAL, EDITOR.
	Getenv func(string) string
	// Providers lists the indirect providers of an indirect reseller; nil if they
	// cannot be asked for.
	Providers func(ctx context.Context) ([]Provider, error)
	// OpenTo gives the id of the request to an address that waits for an answer and
	// is not the one named; "" if there is none.
	OpenTo func(ctx context.Context, to, but string) (id string, err error)
	// RetryAfter is how long to wait before a change that could not be stored is
	// stored again.
	RetryAfter time.Duration
}
