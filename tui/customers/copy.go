package customers

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// copyText copies a value and says which one and where it went.
func copyText(t *i18n.Strings, clipboard Clipboard, pattern, value string) tea.Cmd {
	if value == "" {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: t.Customers.Copied.Nothing})
	}
	return func() tea.Msg {
		route, err := clipboard.Copy(context.Background(), value)
		if err != nil {
			text := t.Error(partner.CodeOf(err))
			return screen.Notice{Level: screen.Failure, Text: text.Text()}
		}
		return screen.Notice{Text: fmt.Sprintf(pattern, value, widget.Named(t.Wizard.Routes, route))}
	}
}

// copyValue copies the correlation id on a part that failed, and the Microsoft
// ID everywhere else.
func (s *Screen) copyValue() tea.Cmd {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	words := s.text.Customers.Copied
	if id := partner.CorrelationOf(s.failedHere()); id != "" {
		return copyText(s.text, s.d.Clipboard, words.Correlation, id)
	}
	return copyText(s.text, s.d.Clipboard, words.ID, string(c.ID))
}

// Failed gives why the part of a record under the cursor is old or not shown, or
// else the first such part that is seen in the detail.
func (s *Screen) Failed() error {
	if err := s.failedHere(); err != nil {
		return err
	}
	return s.detail.failed()
}

// failedHere gives why the part under the cursor is old or not shown, if the list
// tells it as an error.
func (s *Screen) failedHere() error {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	if r, stop := s.open[c.ID], s.list.Stop(); r != nil && stop > 0 {
		return told(failureOf(r.States[partner.Blocks()[stop-1]]))
	}
	return nil
}

// failureOf is why a part of a record is old or not shown, nil if it is neither.
func failureOf(state partner.BlockState) error {
	if state.Failure != nil && state.FailedAt.After(state.FetchedAt) {
		return state.Failure
	}
	return nil
}

// told gives an error if the list and the detail tell it as one: that a customer
// grants no granular rights is normal there, and nothing to quote.
func told(err error) error {
	if partner.CodeOf(err) == partner.CodeGranularRights {
		return nil
	}
	return err
}

// copyCard copies the handover card of the customer under the cursor.
func (s *Screen) copyCard() tea.Cmd {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	d, box := s.d, s.Box()
	return box.Ask("card", func(ctx context.Context) tea.Msg {
		record, err := d.Source.Record(ctx, c.ID)
		if err != nil {
			return failed{err}
		}
		route, err := d.Clipboard.Copy(ctx, d.Card(record))
		if err != nil {
			return failed{err}
		}
		return cardCopied{fmt.Sprintf(d.Text.Customers.Copied.Card, c.CompanyName, widget.Named(d.Text.Wizard.Routes, route))}
	})
}

// cardCopied says where a card went.
type cardCopied struct{ text string }

func (s *Screen) copyDomain() tea.Cmd {
	c, ok := s.selected()
	if !ok {
		return nil
	}
	return copyText(s.text, s.d.Clipboard, s.text.Customers.Copied.Domain, c.Domain)
}
