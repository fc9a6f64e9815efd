package customers

import (
	"context"
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// unread says, for a filter that finds nobody, which of what it looks at is
// unknown of most customers: it stands in records that were not read.
type unread struct {
	filter    string
	key       partner.FilterKey
	customers int
}

func unknown(key partner.FilterKey) string { return string(key) + ":" + partner.FilterUnknown }

// countUnread counts the customers of whom a filter that finds nobody could not
// know.
func (s *Screen) countUnread() tea.Cmd {
	filter, err := partner.ParseFilter(s.query.Filter)
	if s.matches != 0 || err != nil {
		return nil
	}
	var keys []partner.FilterKey
	for _, term := range filter {
		inRecord := term.Key == partner.FilterCountry || term.Key == partner.FilterAdmin || term.Key == partner.FilterAgreement
		if inRecord && !term.Not && !slices.Contains(term.Values, partner.FilterUnknown) {
			keys = append(keys, term.Key)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	source, most := s.d.Source, unread{filter: s.query.Filter}
	return s.Ask("unread", func(ctx context.Context) tea.Msg {
		for _, key := range keys {
			n, _, err := source.CountCustomers(ctx, partner.ListQuery{Filter: unknown(key)})
			if err != nil {
				return failed{err}
			}
			if n > most.customers {
				most.key, most.customers = key, n
			}
		}
		return most
	})
}

// unreadLines say that most records were not read, and how to find them.
func (s *Screen) unreadLines(f screen.Frame) []string {
	u, words := s.unread, f.Text.FilterWords()
	if u.filter != s.query.Filter || 2*u.customers <= s.total {
		return nil
	}
	list := words.Key(u.key) + ":" + words.Value(u.key, partner.FilterUnknown)
	return widget.Paragraph(fmt.Sprintf(f.Text.Marks.NotRead, f.Text.Number(u.customers), f.Text.Number(s.total), list), 1, f.Width)
}
