package bulk

import (
	"context"
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
)

// unsaved is what was typed and is not on the disk yet.
type unsaved struct {
	text bool         // the letters, or the step
	rows map[int]bool // by index
	err  error        // why it could not be kept
}

func (u *unsaved) any() bool { return u.text || len(u.rows) > 0 }

func (u *unsaved) row(i int) {
	if u.rows == nil {
		u.rows = make(map[int]bool)
	}
	u.rows[i] = true
}

// add takes what another one holds.
func (u *unsaved) add(other unsaved) {
	u.text = u.text || other.text
	for i := range other.rows {
		u.row(i)
	}
}

// saved says whether what was taken is on the disk.
type saved struct {
	took unsaved
	err  error
}

// notLeft is the error for what could not be kept on leaving.
type notLeft struct{ saved }

func (m notLeft) Error() string { return m.err.Error() }
func (m notLeft) Unwrap() error { return m.err }

// changedRow takes note that a row was changed, and keeps it.
func (s *Screen) changedRow(i int) tea.Cmd {
	s.touched = true
	s.unsaved.row(i)
	return s.save()
}

// flush gives what keeps all that is not kept yet.
func (s *Screen) flush() func(ctx context.Context) error {
	service, took := s.d.Service, s.unsaved
	batch := s.batch
	batch.Letters = maps.Clone(batch.Letters)
	var changed []invite.BulkRow
	for i := range took.rows {
		changed = append(changed, batch.Rows[i])
	}
	return func(ctx context.Context) error {
		ctx = context.WithoutCancel(ctx) // a write that has begun goes on
		for _, row := range changed {
			// What another program has handed over meanwhile stays as it is.
			if err := service.SaveRow(ctx, batch.ID, row); err != nil && partner.CodeOf(err) != partner.CodeConflict {
				return err
			}
		}
		if !took.text {
			return nil
		}
		return service.SaveText(ctx, batch)
	}
}

// save keeps what was typed. While one write is on its way the next waits, and
// takes what was typed until then.
func (s *Screen) save() tea.Cmd {
	if s.round == nil || !s.unsaved.any() || s.Asking(slotSave) {
		return nil
	}
	write, took := s.flush(), s.unsaved
	s.unsaved, s.taken = unsaved{}, took
	return s.Ask(slotSave, func(ctx context.Context) tea.Msg { return saved{took, write(ctx)} })
}

func (s *Screen) savedCame(m saved) tea.Cmd {
	if m.err == nil {
		return s.save()
	}
	s.unsaved.add(m.took)
	s.unsaved.err = m.err // the next key tries again
	return nil
}

// Leave keeps what is not kept yet. Its message is an error if that failed.
func (s *Screen) Leave() tea.Cmd {
	if s.Asking(slotSave) {
		s.unsaved.add(s.taken)
	}
	if s.round == nil || !s.unsaved.any() {
		return nil
	}
	write, took := s.flush(), s.unsaved
	s.unsaved, s.taken = unsaved{}, took
	return s.Ask(slotSave, func(ctx context.Context) tea.Msg {
		if err := write(ctx); err != nil {
			return notLeft{saved{took, err}}
		}
		return saved{took: took}
	})
}

// state says whether what was typed is kept.
func (s *Screen) state(f screen.Frame) (string, theme.Paint) {
	t, th := f.Text.Bulk, f.Theme
	switch {
	case s.unsaved.err != nil:
		return th.Glyphs.Cross + " " + t.NotKept + f.Text.Common.Colon + f.Text.Error(partner.CodeOf(s.unsaved.err)).What, th.Error
	case s.unsaved.any(), s.Asking(slotSave):
		return t.Saving, th.Dim
	case s.touched:
		return th.Glyphs.Check + " " + t.Saved, th.Dim
	}
	return "", th.Dim
}

// languagesOf lists the languages of mails that leave in new words, each once.
func languagesOf(list []string) []string {
	var all []string
	for _, mail := range list {
		tags, _ := partner.MailLanguageTags(mail)
		for _, tag := range tags {
			if !slices.Contains(all, tag) {
				all = append(all, tag)
			}
		}
	}
	return all
}
