package invitations

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/widget"
)

// askSnooze asks for how many days a reminder is put off.
func (s *Screen) askSnooze(inv partner.Invitation) {
	t := s.text.Invitations
	options := s.snoozeOptions([]string{inv.ID}, i18n.About(t.Snoozed, s.who(inv)), !inv.SnoozeUntil.IsZero())
	s.dialog = &widget.Dialog{Title: fmt.Sprintf(t.Snooze, s.who(inv)), Body: []string{t.SnoozeBody}, Options: options}
}

// askSnoozeMarked asks the same about all marked ones that are waited for.
func (s *Screen) askSnoozeMarked() {
	t := s.text.Bulk
	ids := s.markedOpen()
	put := slices.ContainsFunc(s.all, func(inv partner.Invitation) bool {
		return slices.Contains(ids, inv.ID) && !inv.SnoozeUntil.IsZero()
	})
	s.dialog = &widget.Dialog{
		Title: s.text.Count(t.SnoozeMany, len(ids)), Body: []string{s.text.Invitations.SnoozeBody},
		Options: s.snoozeOptions(ids, s.text.Count(t.SnoozedMany, len(ids)), put),
	}
}

// snoozeOptions have no digits as keys: those show tabs where nothing is asked.
func (s *Screen) snoozeOptions(ids []string, done string, put bool) []widget.Option {
	t := s.text.Invitations
	options := []widget.Option{{Label: t.SnoozeNo}}
	for _, o := range []struct {
		days int
		key  string
	}{{1, "d"}, {3, ""}, {7, "w"}, {14, ""}, {30, "m"}} {
		options = append(options, s.snoozing(ids, done, s.text.Count(t.SnoozeDays, o.days), o.key, o.days))
	}
	if put {
		options = append(options, s.snoozing(ids, done, t.SnoozeNone, "n", 0))
	}
	return options
}

func (s *Screen) snoozing(ids []string, done, label, key string, days int) widget.Option {
	if days > 0 {
		until := s.text.Date(s.now.AddDate(0, 0, days))
		done = i18n.Join(done, fmt.Sprintf(s.text.Invitations.PutOffUntil, until))
	}
	return widget.Option{Label: label, Key: key, Do: func() tea.Cmd {
		snoozer := s.d.Snoozer
		return s.change(done, func(ctx context.Context, _ Keeper) error {
			for _, id := range ids {
				if _, err := snoozer.Snooze(ctx, id, days); err != nil {
					return err
				}
			}
			return nil
		})
	}}
}
