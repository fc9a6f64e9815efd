// Package support is where help is asked for and named: the service requests of
// a customer, a new one, the support contacts of subscriptions, and the
// partner's own support profile.
package support

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Source reads what is kept of a customer: the store.
type Source interface {
	Support(ctx context.Context, id partner.CustomerID) (partner.Support, error)
	Record(ctx context.Context, id partner.CustomerID) (partner.Record, error)
}

// Requests reads service requests into the store: manage.Requests.
type Requests interface {
	FetchRequests(ctx context.Context, id partner.CustomerID) error
	FetchRequest(ctx context.Context, id partner.CustomerID, request string) (partner.ServiceRequest, error)
	Topics(ctx context.Context) ([]partner.SupportTopic, error)
}

// Writer changes service requests: manage.Requests.
type Writer interface {
	OpenRequest(ctx context.Context, r partner.NewRequest) (number string, err error)
	AddNote(ctx context.Context, c partner.Customer, request, note string) error
	CloseRequest(ctx context.Context, c partner.Customer, request string) error
}

// Contacts reads and changes support contacts: manage.Support.
type Contacts interface {
	FetchContacts(ctx context.Context, id partner.CustomerID, subs []partner.Subscription) error
	Candidates(ctx context.Context) ([]partner.SupportContact, error)
	SetContact(ctx context.Context, c partner.Customer, sub partner.Subscription, to partner.SupportContact) error
}

// Profile reads and changes the partner's own support profile: manage.Support.
type Profile interface {
	SupportProfile(ctx context.Context) (partner.SupportProfile, error)
	SetSupportProfile(ctx context.Context, p partner.SupportProfile) error
}

// Outlet takes a packet out of the program. Copy says by which route it went, as
// a key of i18n.Wizard.Routes; Save gives the path of the file.
type Outlet interface {
	Copy(ctx context.Context, text string) (route string, err error)
	Save(ctx context.Context, name, text string) (path string, err error)
}

// Deps is what the screens work with.
type Deps struct {
	Text     *i18n.Strings
	Partner  partner.Profile
	Source   Source
	Requests Requests
	Writer   Writer
	Contacts Contacts
	Profile  Profile
	// Packet is all that is needed to open a request elsewhere.
	Packet func(ctx context.Context, r partner.NewRequest) (partner.SupportPacket, error)
	Outlet Outlet
	// Services reads the customer's subscriptions into the store, and Account what
	// says whether there are admin rights.
	Services, Account func(ctx context.Context, id partner.CustomerID) error
	// Locked says, translated, why nothing may be changed; "" if it may.
	Locked string
}

// off says why a deed cannot be tried, and note what to know before.
func (d Deps) off(deed partner.Deed) (why, note string) {
	if d.Locked != "" {
		return d.Locked, ""
	}
	return d.Text.Role(d.Partner.Roles, deed)
}

// busy says that a change is under way, after which the next can be made; "" if
// none is.
func (d Deps) busy(box *screen.Mailbox) string {
	if box.Asking(slotChange) {
		return d.Text.Subscriptions.Working
	}
	return ""
}

// failed makes the notice of an error.
func (d Deps) failed(err error) tea.Cmd {
	return screen.Failed(d.Text, err)
}

func say(text string) tea.Cmd {
	return screen.Send(screen.Notice{Level: screen.Info, Text: safetext.Line(text)})
}

// title draws the customer and what the screen is about.
func title(f screen.Frame, c partner.Customer, what string) string {
	name := safetext.Line(c.CompanyName)
	if name == "" {
		name = f.Text.Customers.NoName
	}
	left := " " + f.Theme.Title.S(cell.Cut(name, max(f.Width/2, 1))) + "  " + f.Theme.Dim.S(safetext.Line(c.Domain))
	right := f.Theme.Dim.S(what) + " "
	return cell.Fit(cell.Cut(left, max(f.Width-cell.Width(what)-2, 1)), max(f.Width-cell.Width(what)-1, 0)) + right
}

// finish cuts the lines to the frame and draws a question over them.
func finish(f screen.Frame, v screen.View, dialog *widget.Dialog) screen.View {
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	if v.Cursor != nil && (v.Cursor.Row >= len(v.Lines) || v.Cursor.Column >= f.Width) {
		v.Cursor = nil
	}
	if dialog != nil {
		v.Lines, v.Cursor = dialog.Over(v.Lines, f.Theme, f.Width, f.Height), nil
	}
	return v
}

// ask makes a question whose enter and esc do nothing.
func ask(title string, body []string, no, yes string, do func() tea.Cmd) *widget.Dialog {
	return &widget.Dialog{Title: title, Body: body, Options: []widget.Option{{Label: no}, {Label: yes, Key: "y", Do: do}}}
}

// answer gives a key to a question, and carries out what was chosen.
func answer(dialog **widget.Dialog, msg tea.KeyMsg) tea.Cmd {
	chosen, done := (*dialog).Update(msg)
	if !done {
		return nil
	}
	*dialog = nil
	if chosen.Do != nil {
		return chosen.Do()
	}
	return nil
}

// refusal gives why something is not there or old, nil if it is there.
func refusal(s partner.BlockState) error {
	if s.Failure == nil || !s.FailedAt.After(s.FetchedAt) {
		return nil
	}
	return s.Failure
}

// state says how old something is, or why it is not there.
func state(f screen.Frame, asking bool, s partner.BlockState) []string {
	t, th := f.Text.Support, f.Theme
	switch {
	case s.Failure != nil && s.FailedAt.After(s.FetchedAt):
		words := f.Text.Failed(f.Now, s)
		lines := widget.Paragraph(th.Glyphs.Cross+" "+words.Text(), 1, f.Width)
		if words.Detail != "" {
			for _, line := range widget.Paragraph(words.Detail, 1, f.Width) {
				lines = append(lines, th.Dim.S(line))
			}
		}
		if s.Failure.CorrelationID != "" {
			lines = append(lines, " "+th.Dim.S(fmt.Sprintf(t.Quote, safetext.Line(s.Failure.CorrelationID))))
		}
		if !s.FetchedAt.IsZero() {
			lines = append(lines, " "+th.Dim.S(fmt.Sprintf(f.Text.Customers.Record.Fetched, f.Text.Age(f.Now, s.FetchedAt))))
		}
		return lines
	case asking:
		return []string{" " + th.Dim.S(t.Reading)}
	case !s.FetchedAt.IsZero():
		return []string{" " + th.Dim.S(fmt.Sprintf(f.Text.Customers.Record.Fetched, f.Text.Age(f.Now, s.FetchedAt)))}
	}
	return nil
}

// clock writes a moment as the hour that it has where the person is, with the
// day if it is another one.
func clock(at, now time.Time) string {
	at = at.In(now.Location())
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04 MST")
	}
	return at.Format("2006-01-02 15:04 MST")
}
