package bulk

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// goTo goes to a step, and keeps that.
func (s *Screen) goTo(step int) tea.Cmd {
	s.batch.Step = step
	s.unsaved.text = true
	if step > stepCheck {
		s.touched = true
	}
	switch step {
	case stepCheck:
		s.step = stepCheck
	case stepText:
		return tea.Batch(s.enterText(), s.save())
	case stepHand:
		s.enterHand()
		return tea.Batch(s.save(), s.finishedIfOver())
	}
	return s.save()
}

// leave closes the screen and says how to go on. A batch in which nothing was
// done and nothing typed is not kept.
func (s *Screen) leave() tea.Cmd {
	if !s.touched {
		return s.close("")
	}
	if waits := s.waiting(); waits > 0 {
		kept := s.text.Bulk.KeptRequests
		if s.kind == partner.JobReminders {
			kept = s.text.Bulk.KeptReminders
		}
		s.Go(screen.Pop{})
		if stuck := s.countRows(s.stuck); stuck > 0 {
			n := s.text.Number
			return tell(screen.Info, fmt.Sprintf(s.text.Bulk.KeptSome[string(s.kind)], n(waits-stuck), n(stuck)))
		}
		return tell(screen.Info, s.text.Count(kept, waits))
	}
	return s.close("")
}

// close ends the batch and the screen with it.
func (s *Screen) close(text string) tea.Cmd {
	service, batch := s.d.Service, s.batch
	return s.Ask(slotClose, func(ctx context.Context) tea.Msg {
		return closed{text, service.Close(context.WithoutCancel(ctx), batch)}
	})
}

// giveUp asks whether to end the batch although mails wait.
func (s *Screen) giveUp() tea.Cmd {
	t := s.text.Bulk
	s.dialog = widget.Ask(t.GiveUp, t.GiveUpTell, t.GiveUpNo, t.GiveUpYes, func() tea.Cmd { return s.close(t.GivenUp) })
	return nil
}

func (s *Screen) waiting() int { return s.batch.Waiting() }
