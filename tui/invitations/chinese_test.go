package invitations

import (
	"testing"

	"cspdesk/internal/partner"
)

// TestFramesInChinese draws what the other tests draw in English.
func TestFramesInChinese(t *testing.T) {
	speakChinese(t)
	h, _ := start(t, sample())
	golden(t, h, "list")
	h.Press("down", "down", "enter")
	golden(t, h, "one")
	h.Press("esc", "f", "f")
	golden(t, h, "filter")
	h, _ = start(t, sample())
	for range len(filters()) - 1 {
		h.Press("f")
	}
	golden(t, h, "due")
	h.Press("f", "/")
	h.Type("zzz")
	golden(t, h, "nothing-found")
	h, _ = start(t, sample())
	h.Press("x")
	golden(t, h, "delete")
	h.Press("enter", "down", "down", "w")
	golden(t, h, "withdraw")
	h.Press("esc", "c")
	golden(t, h, "match")
	h.Type("zzz")
	golden(t, h, "match-none")
	h.Press("ctrl+u", "down", "up", "enter")
	golden(t, h, "match-sure")
	h, _ = start(t, sample())
	h.Press("down", "down", "z")
	golden(t, h, "snooze")
	h.Press("w", "enter")
	golden(t, h, "snoozed")
	h, _ = start(t, &ledger{})
	golden(t, h, "empty")
	l := sample()
	l.err = partner.NewError(partner.CodeStoreBusy, "", nil)
	h, _ = start(t, l)
	golden(t, h, "failed")
}
