package invitations

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/widget"
)

// askSnooze asks for how many days a reminder is put off.
func (s *Screen) askSnooze(inv partner.Invitation) {
	t := s.text.Invitations
	s.dialog = &widget.Dialog{Title: fmt.Sprintf(t.Snooze, s.who(inv)), Body: []string{t.SnoozeBody}, Options: s.snoozeOptions(inv)}
}

// snoozeOptions have no digits as keys: those show tabs.
func (s *Screen) snoozeOptions(inv partner.Invitation) []widget.Option {
	t := s.text.Invitations
	options := []widget.Option{{Label: t.SnoozeNo}}
	for _, o := range []struct {
		days int
		key  string
	}{{1, "d"}, {3, ""}, {7, "w"}, {14, ""}, {30, "m"}} {
		options = append(options, s.snoozing(inv, s.text.Count(t.SnoozeDays, o.days), o.key, o.days))
	}
	if !inv.SnoozeUntil.IsZero() {
		options = append(options, s.snoozing(inv, t.SnoozeNone, "n", 0))
	}
	return options
}

func (s *Screen) snoozing(inv partner.Invitation, label, key string, days int) widget.Option {
	return widget.Option{Label: label, Key: key, Do: func() tea.Cmd {
		snoozer := s.d.Snoozer
		return s.change(fmt.Sprintf(s.text.Invitations.Snoozed, s.who(inv)), func(ctx context.Context, _ Keeper) error {
			_, err := snoozer.Snooze(ctx, inv.ID, days)
			return err
		})
	}}
}
