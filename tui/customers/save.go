package customers

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// saved says where the list was written.
type saved struct {
	path string
	err  error
}

// askSave asks in which format the customers that search and filter find are
// written to a file, and says how many they are. Nobody is not written.
func (s *Screen) askSave() tea.Cmd {
	if s.matches == 0 {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: s.nobody()})
	}
	t := s.text.Marks
	body := []string{fmt.Sprintf(t.SaveTell, first(s.asked(), t.EveryCustomer))}
	if s.matches > 0 {
		body = append(body, s.text.Count(s.text.Customers.All, s.matches))
	}
	s.dialog = &widget.Dialog{
		Title: t.AskSave, Body: body,
		Options: []widget.Option{
			{Label: t.SaveNo},
			{Label: t.SaveCSV, Do: func() tea.Cmd { return s.save(FileCSV) }},
			{Label: t.SaveJSON, Do: func() tea.Cmd { return s.save(FileJSON) }},
		},
	}
	return nil
}

func (s *Screen) save(as FileFormat) tea.Cmd {
	write, query := s.d.SaveList, s.query
	return s.Ask("save", func(ctx context.Context) tea.Msg {
		path, err := write(ctx, query, as)
		return saved{path, err}
	})
}

func (s *Screen) savedCame(m saved) tea.Cmd {
	if m.err != nil {
		return s.problem(m.err)
	}
	return screen.Send(screen.Notice{Text: fmt.Sprintf(s.text.Marks.Saved, m.path)})
}
