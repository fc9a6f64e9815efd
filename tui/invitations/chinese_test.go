package invitations

import (
	"context"
	"testing"

	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
)

// TestFramesInChinese draws what the other tests draw in English.
func TestFramesInChinese(t *testing.T) {
	speakChinese(t)
	h, _ := start(t, sample())
	h.Frames("list")
	h.Press("down", "down", "enter")
	h.Frames("one")
	h, _ = start(t, sample())
	for range len(filters()) - 1 {
		h.Press("f")
	}
	h.Frames("due")
	h.Press("f", "/")
	h.Type("zzz")
	h.Frames("nothing-found")
	h.Press("ctrl+u")
	h.Type("fair")
	h.Frames("search")
	h, _ = start(t, sample())
	h.Press("x")
	h.Frames("delete")
	h.Press("enter", "down", "down", "w")
	h.Frames("withdraw")
	h.Press("esc", "c")
	h.Frames("match")
	h.Type("zzz")
	h.Frames("match-none")
	h.Press("ctrl+u", "down", "up", "enter")
	h.Frames("match-sure")
	h, _ = start(t, sample())
	h.Press("down", "down", "z")
	h.Frames("snooze")
	h.Press("w", "enter")
	h.Frames("snoozed")
	h, _ = start(t, sample())
	h.Press("down", " ", " ", " ")
	h.Frames("marked")
	h.Press("z")
	h.Frames("snooze-marked")
	h.Press("enter", "w")
	h.Frames("withdraw-marked")
	h, _ = start(t, sample())
	h.Screen.(*Screen).d.Unfinished = func(context.Context) (Unfinished, error) { return Unfinished{Requests: 5, Reminders: 1}, nil }
	h.Send(screen.Shown{})
	h.Frames("unfinished")
	h, _ = start(t, &ledger{})
	h.Frames("empty")
	l := sample()
	l.err = partner.NewError(partner.CodeStoreBusy, "", nil)
	h, _ = start(t, l)
	h.Frames("failed")
}
