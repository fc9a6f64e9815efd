package customers

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// IndexState says what becomes of the index that makes long lists answer at
// once.
type IndexState struct {
	Ready       bool // there is one, and it is in use
	Building    bool
	Done, Total int // customers, while it is being built
}

const (
	indexedFrom  = 5_000 // customers; shorter lists need no index
	indexSample  = 200 * time.Millisecond
	indexPending = 10 // samples before a build that was not begun is no longer waited for
)

// indexing is what is known of the index.
type indexing struct {
	state   IndexState
	pending int // samples while no build was begun
}

type indexed struct{ state IndexState }

// watchIndex looks after the index of a long list from now on until it is
// ready. Nothing looks at rest.
func (s *Screen) watchIndex() tea.Cmd {
	if s.d.Index == nil || s.total < indexedFrom || s.index.state.Ready || s.Asking("index") {
		return nil
	}
	s.index.pending = 0
	return s.sampleIndex(0)
}

func (s *Screen) sampleIndex(after time.Duration) tea.Cmd {
	state := s.d.Index
	return s.Ask("index", func(ctx context.Context) tea.Msg {
		select {
		case <-ctx.Done():
		case <-time.After(after):
		}
		return indexed{state()}
	})
}

func (s *Screen) indexCame(m indexed) tea.Cmd {
	s.index.state = m.state
	if s.index.pending++; m.state.Building {
		s.index.pending = 0
	}
	if m.state.Ready || s.index.pending > indexPending {
		return nil
	}
	return s.sampleIndex(indexSample)
}

// preparing says how far the index is while a long list is without one.
func (s *Screen) preparing(f screen.Frame) string {
	st := s.index.state
	if st.Ready || !st.Building || st.Total == 0 || s.searching && f.Width < 80 {
		return ""
	}
	return fmt.Sprintf(f.Text.Customers.Preparing, 100*st.Done/st.Total) + " " + widget.Dot(f.Theme) + " "
}
