package invitations

import (
	"context"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// many is the screen of many mails that this one leads to.
type many struct {
	screen.Screen
	ids  []string
	file bool
}

// startMarking begins the list with the doors to many mails, and gives what led
// through them last.
func startMarking(t *testing.T, l *ledger) (h *tuitest.Host, last func() *many) {
	h, _ = start(t, l)
	s := h.Screen.(*Screen)
	s.d.Many = func(ids []string) screen.Screen { return &many{ids: ids} }
	s.d.File = func() screen.Screen { return &many{file: true} }
	return h, func() *many {
		for _, w := range slices.Backward(h.Wishes) {
			if push, ok := w.(screen.Push); ok {
				return push.Screen.(*many)
			}
		}
		return nil
	}
}

func TestMarkedInvitations(t *testing.T) {
	l := sample()
	h, last := startMarking(t, l)
	h.Press("b")
	if m := last(); m == nil || len(m.ids) != 0 {
		t.Errorf("without marks b went to %+v", m)
	}
	h.Press("B")
	if m := last(); !m.file {
		t.Error("B does not ask for a file")
	}
	h.Press(" ", " ", " ", " ") // the draft and three more
	h.Press("g", " ")           // the draft no more
	h.Frames("marked")
	h.Press("b")
	if got := strings.Join(last().ids, " "); got != "inv-000004 inv-000002 inv-000003" {
		t.Errorf("b went with %s", got)
	}
	h.Press("z")
	h.Frames("snooze-marked")
	h.Press("enter")
	if len(l.did) != 0 {
		t.Fatalf("enter did %v", l.did)
	}
	h.Press("z", "w")
	if got := strings.Join(l.did, ", "); got != "snooze 7 days inv-000004, snooze 7 days inv-000002, snooze 7 days inv-000003" {
		t.Errorf("did %s", got)
	}
	h.Press("esc")
	if b, _ := h.Screen.Keys().Find(keys.InvitationsMarked); b.Short {
		t.Error("esc did not clear the marks")
	}
}

func TestARangeOfInvitations(t *testing.T) {
	l := sample()
	h, last := startMarking(t, l)
	h.Press("G", "v", "up", "up", "v", "b")
	if got := strings.Join(last().ids, " "); got != "inv-000003 inv-000005 inv-000006" {
		t.Errorf("the range is %s", got)
	}
	h.Press("ctrl+\\", "/")
	h.Type("fabrikam")
	h.Press("enter", "*", "esc", "esc", "b")
	if got := last().ids; len(got) != 0 {
		t.Errorf("esc left %v", got)
	}
	h.Press("/")
	h.Type("fabrikam")
	h.Press("enter", "*", "b")
	if got := strings.Join(last().ids, " "); got != "inv-000002" {
		t.Errorf("all that is found is %s", got)
	}
	// Marks that name nobody who is waited for cannot be put off.
	h.Press("esc", "esc", "G", " ")
	if b, _ := h.Screen.Keys().Find(keys.InvitationSnooze); !b.Off || b.Why != tongue.Bulk.NoneMarked {
		t.Errorf("%+v", b)
	}
	l.all = slices.DeleteFunc(l.all, func(inv partner.Invitation) bool { return inv.ID == "inv-000006" })
	h.Send(screen.Changed{})
	if h.Press("b"); len(last().ids) != 0 {
		t.Error("the mark of one that is gone stays")
	}
}

// TestMarkedRequestsAreWithdrawnTogether after one question that names how many;
// those that nobody waits for are left out.
func TestMarkedRequestsAreWithdrawnTogether(t *testing.T) {
	l := sample()
	h, _ := startMarking(t, l)
	h.Press("*", "w")
	h.Frames("withdraw-marked")
	if shown := strings.Join(h.Lines(), "\n"); !strings.Contains(shown, "Withdraw 3 requests?") {
		t.Fatalf("asked\n%s", shown)
	}
	if h.Press("enter"); len(l.did) != 0 {
		t.Fatalf("enter did %v", l.did)
	}
	h.Press("w", "y")
	if got := strings.Join(l.did, ", "); got != "withdraw inv-000004, withdraw inv-000002, withdraw inv-000003" {
		t.Errorf("did %s", got)
	}
	if b, _ := h.Screen.Keys().Find(keys.InvitationWithdraw); !b.Off || b.Why != tongue.Bulk.NoneMarked {
		t.Errorf("a second time: %+v", b)
	}
}

// stubborn does not let go of one request.
type stubborn struct {
	*ledger
	id string
}

func (s stubborn) Withdraw(ctx context.Context, id string) (partner.Invitation, error) {
	if id == s.id {
		return partner.Invitation{}, partner.NewError(partner.CodeStoreBusy, "", nil)
	}
	return s.ledger.Withdraw(ctx, id)
}

// TestWhatWasWithdrawnBeforeAFailureIsShown as withdrawn, and the rest is asked
// about again.
func TestWhatWasWithdrawnBeforeAFailureIsShown(t *testing.T) {
	l := sample()
	h, _ := startMarking(t, l)
	h.Screen.(*Screen).d.Keeper = stubborn{l, "inv-000002"}
	h.Press("*", "w", "y")
	if !slices.ContainsFunc(h.Wishes, func(w tea.Msg) bool { _, read := w.(screen.Changed); return read }) {
		t.Fatalf("nothing is read again: %v", h.Wishes)
	}
	h.Send(screen.Changed{})
	if h.Press("w"); !strings.Contains(strings.Join(h.Lines(), "\n"), "Withdraw 2 requests?") {
		t.Errorf("asked\n%s", strings.Join(h.Lines(), "\n"))
	}
}
