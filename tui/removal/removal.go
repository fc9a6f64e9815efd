// Package removal is the screen on which a partner ends its relationship with a
// customer, or gives up its admin rights alone: what keeps the relationship, what
// follows from its end, and the question that wants the customer's domain typed.
package removal

import (
	"cmp"
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Service ends relationships: manage.Removal.
type Service interface {
	Preflight(ctx context.Context, id partner.CustomerID) (partner.Preflight, error)
	Remove(ctx context.Context, c partner.Customer) error
	RemoveAdminRights(ctx context.Context, c partner.Customer) error
}

// Deps is what the screen works with.
type Deps struct {
	Text    *i18n.Strings
	Partner partner.Profile
	Service Service
	// Services and Support make the screens that what keeps a relationship leads
	// to.
	Services func(c partner.Customer, subscription string) screen.Screen
	Support  func(c partner.Customer) screen.Screen
	// Locked says, translated, why nothing may be changed; "" if it may.
	Locked string
}

const (
	slotCheck  = "check"
	slotChange = "change"
)

// Screen is the way to the end of a relationship.
type Screen struct {
	screen.Mailbox
	d        Deps
	customer partner.Customer
	check    partner.Preflight
	checked  bool
	failure  error
	scroll   widget.Scroll
	typed    *widget.Typed
	dialog   *widget.Dialog
}

// New makes the screen for a customer.
func New(d Deps, c partner.Customer) *Screen { return &Screen{d: d, customer: c} }

type (
	checked struct {
		check partner.Preflight
		err   error
	}
	ended struct {
		sentence string
		err      error
	}
)

// Init looks for what keeps the relationship.
func (s *Screen) Init() tea.Cmd {
	service, id := s.d.Service, s.customer.ID
	return s.Ask(slotCheck, func(ctx context.Context) tea.Msg {
		check, err := service.Preflight(ctx, id)
		return checked{check, err}
	})
}

// Failed gives why it is not known what stands in the way.
func (s *Screen) Failed() error { return s.failure }

// Typing reports whether the domain is typed.
func (s *Screen) Typing() bool { return s.typed != nil }

// Keys is the table that holds now.
func (s *Screen) Keys() keys.Table {
	switch {
	case s.typed != nil:
		return keys.Typed()
	case s.dialog != nil:
		return widget.DialogKeys()
	}
	t := s.d.Text.Removal
	end, _ := s.off(partner.DeedRemoveRelationship)
	switch {
	case end != "":
	case s.customer.Standing == partner.StandingRemoved:
		end = t.EndedAlready
	case !s.checked:
		end = t.Checking
	case !s.check.Clear():
		end = t.Blocked
	}
	rights, _ := s.off(partner.DeedRemoveAdminRights)
	if rights == "" && s.customer.AdminRights != partner.AdminRightsGranted && s.customer.AdminRights != partner.AdminRightsUnknown {
		rights = t.NoRights
	}
	if s.Asking(slotChange) { // one after the other
		end, rights = cmp.Or(end, t.Working), cmp.Or(rights, t.Working)
	}
	services := ""
	if !s.checked || s.check.Clear() {
		services = t.NothingKeeps
	}
	return keys.Removal().Set(keys.EndRelationship, end).Set(keys.GiveUpRights, rights).Set(keys.RemovalServices, services)
}

func (s *Screen) off(d partner.Deed) (why, note string) {
	if s.d.Locked != "" {
		return s.d.Locked, ""
	}
	return s.d.Text.Role(s.d.Partner.Roles, d)
}

// Update handles a key or an answer.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case screen.Shown:
		return s.Init() // what kept it may be gone
	case checked:
		if s.failure = m.err; m.err == nil {
			s.check, s.checked = m.check, true
		}
	case ended:
		if m.err != nil {
			return tea.Batch(s.failed(m.err), screen.Send(screen.Changed{}))
		}
		s.Go(screen.Pop{})
		return tea.Batch(screen.Send(screen.Notice{Level: screen.Info, Text: safetext.Line(m.sentence)}), screen.Send(screen.Changed{}))
	case error:
		return s.failed(m)
	}
	return nil
}

func (s *Screen) failed(err error) tea.Cmd {
	return screen.Failed(s.d.Text, err)
}

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.typed != nil:
		confirmed, done := s.typed.Update(msg)
		if done {
			s.typed = nil
		}
		if confirmed {
			return s.end()
		}
		return nil
	case s.dialog != nil:
		chosen, done := s.dialog.Update(msg)
		if done {
			s.dialog = nil
		}
		if chosen.Do != nil {
			return chosen.Do()
		}
		return nil
	}
	switch intent := s.Keys().Match(msg); intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.FetchBlock:
		s.scroll.Top() // what keeps it stands there
		return s.Init()
	case keys.RemovalServices:
		return s.Go(screen.Push{Screen: s.d.Services(s.customer, s.first())})
	case keys.RemovalSupport:
		return s.Go(screen.Push{Screen: s.d.Support(s.customer)})
	case keys.EndRelationship:
		s.askEnd()
	case keys.GiveUpRights:
		s.askRights()
	default:
		s.scroll.Steer(intent)
	}
	return nil
}

// first is the id of the first subscription that keeps the relationship.
func (s *Screen) first() string {
	for _, b := range s.check.Blockers {
		if b.Kind == partner.BlockerSubscription {
			return b.ID
		}
	}
	return ""
}

// wanted is what is to be typed: the domain, or what there is instead of one.
func (s *Screen) wanted() string {
	if s.customer.Domain != "" {
		return s.customer.Domain
	}
	return string(s.customer.ID)
}

func (s *Screen) askEnd() {
	t := s.d.Text.Removal
	_, note := s.off(partner.DeedRemoveRelationship)
	body := []string{t.AskBody}
	if note != "" {
		body = append(body, note)
	}
	s.typed = &widget.Typed{
		Title: fmt.Sprintf(t.Ask, s.customer.CompanyName), Body: body, Want: s.wanted(),
		Prompt: fmt.Sprintf(t.AskType, s.wanted()), Wrong: t.AskWrong,
	}
}

func (s *Screen) end() tea.Cmd {
	service, c := s.d.Service, s.customer
	return s.change(fmt.Sprintf(s.d.Text.Removal.Ended, c.CompanyName), func(ctx context.Context) error { return service.Remove(ctx, c) })
}

func (s *Screen) askRights() {
	t, service, c := s.d.Text.Removal, s.d.Service, s.customer
	_, note := s.off(partner.DeedRemoveAdminRights)
	body := []string{t.RightsBody, t.Granular}
	if note != "" {
		body = append(body, note)
	}
	s.dialog = &widget.Dialog{Title: fmt.Sprintf(t.Rights, c.CompanyName), Body: body, Options: []widget.Option{
		{Label: t.RightsNo},
		{Label: t.RightsYes, Key: "y", Do: func() tea.Cmd {
			return s.change(fmt.Sprintf(t.RightsGone, c.CompanyName), func(ctx context.Context) error { return service.RemoveAdminRights(ctx, c) })
		}},
	}}
}

// change makes a change; it is not given up when the screen closes.
func (s *Screen) change(sentence string, do func(context.Context) error) tea.Cmd {
	return s.Ask(slotChange, func(ctx context.Context) tea.Msg { return ended{sentence, do(context.WithoutCancel(ctx))} })
}
