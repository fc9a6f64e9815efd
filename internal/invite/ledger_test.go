package invite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

func TestFinish(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	inv := prepared(t, s, Request{AdminRights: true, Name: "Fabrikam AG", To: "admin@fabrikam.de"})
	inv.Draft.Opening = "My own words"
	inv, err := s.SaveDraft(t.Context(), inv)
	if err != nil || inv.Revision != 1 {
		t.Fatalf("%+v, %v", inv, err)
	}
	got, err := s.Finish(t.Context(), inv)
	if err != nil {
		t.Fatal(err)
	}
	if got.State != partner.StateReady || got.FinishedAt.IsZero() || got.Revision != 2 || got.Draft != inv.Draft {
		t.Errorf("%+v", got)
	}
	want := []partner.Activity{{
		At: l.done[0].At, Actor: "anna", Action: partner.ActionInvitationFinished, Outcome: partner.OutcomeDone,
		Invitation: inv.ID, Subject: "Fabrikam AG", Detail: "admin rights asked for",
	}}
	if diff := cmp.Diff(want, l.done); diff != "" || want[0].At.IsZero() {
		t.Error(diff)
	}
	if _, err := s.SaveDraft(t.Context(), got); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Errorf("saved as a draft again: %v", err)
	}
}

// TestFinishTwiceIsOneInvitation: enter pressed five times, one after the other
// and at the same time, for a draft that was stored and for one that was not.
func TestFinishTwiceIsOneInvitation(t *testing.T) {
	for _, stored := range []bool{false, true} {
		for _, atOnce := range []bool{false, true} {
			l := newLedger()
			o := testOptions()
			at := o.Now()
			o.Now = func() time.Time { return at }
			s := New(testProfile(), l, &source{link: testLink}, o)
			inv := prepared(t, s, Request{AdminRights: true, To: "admin@fabrikam.de"})
			if stored {
				saved, err := s.SaveDraft(t.Context(), inv)
				if err != nil {
					t.Fatal(err)
				}
				inv = saved
			}
			var wait sync.WaitGroup
			for range 5 {
				finish := func() {
					got, err := s.Finish(context.Background(), inv)
					if err != nil || got.ID != inv.ID || got.State != partner.StateReady {
						t.Errorf("stored %v, at once %v: %+v, %v", stored, atOnce, got, err)
					}
				}
				if atOnce {
					wait.Go(finish)
				} else {
					finish()
				}
			}
			wait.Wait()
			if len(l.kept) != 1 || len(l.done) != 1 {
				t.Errorf("stored %v, at once %v: %d invitations, %d activities", stored, atOnce, len(l.kept), len(l.done))
			}
		}
	}
}

func TestFinishAfterSomebodyElsesChange(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	mine, err := s.SaveDraft(t.Context(), prepared(t, s, Request{AdminRights: true}))
	if err != nil {
		t.Fatal(err)
	}
	theirs := mine
	theirs.Draft.Subject = "Their subject"
	if _, err := s.SaveDraft(t.Context(), theirs); err != nil {
		t.Fatal(err)
	}
	got, err := s.Finish(t.Context(), mine)
	if partner.CodeOf(err) != partner.CodeConflict || got.State != partner.StateDraft || len(l.done) != 0 {
		t.Errorf("%v, %+v", err, got)
	}
	// and where they finished theirs
	theirs, err = l.Invitation(t.Context(), mine.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Finish(t.Context(), theirs); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Finish(t.Context(), mine); partner.CodeOf(err) != partner.CodeConflict || len(l.done) != 1 {
		t.Errorf("%v, %d activities", err, len(l.done))
	}
}

func TestFinishChecksEverythingAgain(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(*partner.Invitation)
		want partner.Code
	}{
		"nothing wrong":      {func(*partner.Invitation) {}, ""},
		"no address":         {func(i *partner.Invitation) { i.To = " " }, ""},
		"bad address":        {func(i *partner.Invitation) { i.To = "a@b.de\nBcc: c@d.de" }, partner.CodeInvalidInput},
		"no subject":         {func(i *partner.Invitation) { i.Draft.Subject = " " }, partner.CodeInvalidInput},
		"subject, two lines": {func(i *partner.Invitation) { i.Draft.Subject = "a\nBcc: c@d.de" }, partner.CodeInvalidInput},
		"subject, LS":        {func(i *partner.Invitation) { i.Draft.Subject = "a\u2028b" }, partner.CodeInvalidInput},
		"subject, too long":  {func(i *partner.Invitation) { i.Draft.Subject = strings.Repeat("邀", 501) }, partner.CodeInvalidInput},
		"no link":            {func(i *partner.Invitation) { i.Draft.Link = "" }, partner.CodeLinkBroken},
		"link of another":    {func(i *partner.Invitation) { i.Draft.Link = strings.Replace(testLink, testTenant, testProvider, 1) }, partner.CodeLinkBroken},
		"rights differ":      {func(i *partner.Invitation) { i.Draft.Link = strings.Replace(testLink, "DAP=true", "DAP=false", 1) }, partner.CodeLinkBroken},
		"second link": {func(i *partner.Invitation) {
			i.Draft.Closing += "\n" + strings.Replace(testLink, testTenant, testProvider, 1)
		}, partner.CodeLinkBroken},
		"other words":      {func(i *partner.Invitation) { i.Draft.Opening, i.Draft.Closing = "", "https://contoso.example/imprint" }, ""},
		"provider differs": {func(i *partner.Invitation) { i.Provider = testProvider }, partner.CodeLinkBroken},
		"other profile":    {func(i *partner.Invitation) { i.PartnerID = testProvider }, partner.CodeNotAllowed},
		"withdrawn":        {func(i *partner.Invitation) { i.State = partner.StateWithdrawn }, partner.CodeNotAllowed},
	} {
		s, l := testService(testProfile(), testLink)
		inv := prepared(t, s, Request{AdminRights: true, To: "admin@fabrikam.de"})
		c.edit(&inv)
		before := inv
		got, err := s.Finish(t.Context(), inv)
		if partner.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if c.want != "" && (len(l.kept) != 0 || cmp.Diff(before, got) != "") {
			t.Errorf("%s: something changed: %s", name, cmp.Diff(before, got))
		}
	}
	s, _ := testService(testProfile(), testLink)
	inv := prepared(t, s, Request{AdminRights: false})
	s.profile.Roles = []partner.Role{partner.RoleHelpdeskAgent}
	if _, err := s.Finish(t.Context(), inv); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Errorf("role taken away: %v", err)
	}
	s.profile.Roles, s.profile.Cloud = nil, partner.CloudUSGov
	if _, err := s.Finish(t.Context(), inv); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Errorf("admin rights left out: %v", err)
	}
}

func TestAnIDThatIsTakenIsReplaced(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	first := finished(t, s)
	ids := []string{first.ID, first.ID, "inv-free"}
	s.o.NewID = func() string { id := ids[0]; ids = ids[1:]; return id }
	second := finished(t, s)
	if second.ID != "inv-free" || len(l.kept) != 2 || l.done[1].Invitation != "inv-free" {
		t.Errorf("%s, %d kept, %+v", second.ID, len(l.kept), l.done)
	}
	s.o.NewID = func() string { return first.ID }
	if _, err := s.SaveDraft(t.Context(), prepared(t, s, Request{AdminRights: true})); partner.CodeOf(err) != partner.CodeConflict {
		t.Errorf("no id is free: %v", err)
	}
}

func TestHandOver(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	inv := finished(t, s)
	inv, err := s.RecordHandOver(t.Context(), inv.ID, partner.ChannelFile, "/tmp/fabrikam.eml", false)
	if err != nil {
		t.Fatal(err)
	}
	inv, err = s.RecordHandOver(t.Context(), inv.ID, partner.ChannelClipboard, "osc52", true)
	if err != nil {
		t.Fatal(err)
	}
	want := []partner.HandOver{
		{Channel: partner.ChannelFile, Detail: "/tmp/fabrikam.eml", At: inv.HandedOver[0].At},
		{Channel: partner.ChannelClipboard, Detail: "osc52", Reminder: true, At: inv.HandedOver[1].At},
	}
	if diff := cmp.Diff(want, inv.HandedOver); diff != "" || inv.State != partner.StateHandedOver {
		t.Error(diff, inv.State)
	}
	if !inv.HandedOver[1].At.After(inv.HandedOver[0].At) {
		t.Error("the times do not follow")
	}
	if got := l.done[1]; got.Action != partner.ActionInvitationHandedOut || got.Detail != "file: /tmp/fabrikam.eml" {
		t.Errorf("%+v", got)
	}
	if got := l.done[2]; got.Action != partner.ActionInvitationReminded || got.Detail != "clipboard: osc52" {
		t.Errorf("%+v", got)
	}
	if _, err := s.RecordHandOver(t.Context(), "inv-none", partner.ChannelFile, "", false); partner.CodeOf(err) != partner.CodeNotFound {
		t.Error(err)
	}
	draft, err := s.SaveDraft(t.Context(), prepared(t, s, Request{AdminRights: true}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.RecordHandOver(t.Context(), draft.ID, partner.ChannelFile, "", false); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Error(err)
	}
}

// TestHandOversAtOnceAreAllKept: changes that meet are repeated on the newer
// copy, so that none is lost.
func TestHandOversAtOnceAreAllKept(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	inv := finished(t, s)
	met := 0
	l.before = func(partner.Invitation) {
		if met++; met > 3 {
			return
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		other := l.kept[inv.ID]
		other.Revision++
		other.HandedOver = append(other.HandedOver, partner.HandOver{Detail: fmt.Sprint("other ", met)})
		l.kept[inv.ID] = other
	}
	got, err := s.RecordHandOver(t.Context(), inv.ID, partner.ChannelMailApp, "mine", false)
	if err != nil || len(got.HandedOver) != 4 || got.HandedOver[3].Detail != "mine" {
		t.Errorf("%v, %+v", err, got.HandedOver)
	}
	met = -1000
	if _, err := s.Withdraw(t.Context(), inv.ID); partner.CodeOf(err) != partner.CodeConflict {
		t.Errorf("endless conflicts: %v", err)
	}
}

func TestWhoWasDeclinedIsKept(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	inv := finished(t, s)
	one, two := partner.Customer{ID: "c1", Domain: "fabrikam.com"}, partner.Customer{ID: "c2", CompanyName: "Tailspin"}
	got, err := s.Decline(t.Context(), inv.ID, []partner.Customer{one, two})
	if err != nil || !slices.Equal(got.Declined, []partner.CustomerID{"c1", "c2"}) || got.State != inv.State {
		t.Fatalf("%+v, %v", got, err)
	}
	if line := l.done[len(l.done)-1]; line.Action != partner.ActionMatchDeclined || line.Detail != "fabrikam.com, Tailspin" {
		t.Errorf("recorded %+v", line)
	}
	n := len(l.done)
	if got, err = s.Decline(t.Context(), inv.ID, []partner.Customer{two}); err != nil || len(got.Declined) != 2 || len(l.done) != n {
		t.Errorf("again: %+v, %v, %d lines", got.Declined, err, len(l.done)-n)
	}
	if _, err = s.Withdraw(t.Context(), inv.ID); err != nil {
		t.Fatal(err)
	}
	if _, err = s.Decline(t.Context(), inv.ID, []partner.Customer{one}); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Errorf("withdrawn: %v", err)
	}
}

func TestSnoozePutsAReminderOff(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	inv := finished(t, s)
	later := inv.FinishedAt.AddDate(0, 0, 9)
	if !inv.Due(later, 7*24*time.Hour) {
		t.Fatal("it is not due without being put off")
	}
	got, err := s.Snooze(t.Context(), inv.ID, 30)
	if err != nil || got.Due(later, 7*24*time.Hour) || !got.Due(got.SnoozeUntil, 7*24*time.Hour) {
		t.Errorf("put off until %s, %v", got.SnoozeUntil, err)
	}
	if line := l.done[len(l.done)-1]; line.Action != partner.ActionInvitationSnoozed {
		t.Errorf("recorded %+v", line)
	}
	if got, err = s.Snooze(t.Context(), inv.ID, 0); err != nil || !got.Due(later, 7*24*time.Hour) {
		t.Errorf("taken back: until %s, %v", got.SnoozeUntil, err)
	}
	if _, err := s.Withdraw(t.Context(), inv.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Snooze(t.Context(), inv.ID, 1); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Errorf("withdrawn: %v", err)
	}
}

func TestWithdrawMatchAndDelete(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	customer := partner.Customer{ID: "c1", CompanyName: "Fabrikam Germany AG", Domain: "fabrikam.de"}

	inv := finished(t, s)
	for range 2 {
		got, err := s.Withdraw(t.Context(), inv.ID)
		if err != nil || got.State != partner.StateWithdrawn {
			t.Fatalf("%+v, %v", got, err)
		}
	}
	if _, err := s.RecordHandOver(t.Context(), inv.ID, partner.ChannelFile, "", false); partner.CodeOf(err) != partner.CodeNotAllowed {
		t.Error(err)
	}
	for range 2 {
		got, err := s.Match(t.Context(), inv.ID, customer)
		if err != nil || got.State != partner.StateAccepted || got.Customer != "c1" || got.AcceptedAt.IsZero() {
			t.Fatalf("accepted after all: %+v, %v", got, err)
		}
	}
	if got := l.done[2]; len(l.done) != 3 || got.Action != partner.ActionInvitationMatched || got.Customer != "c1" || got.Subject != "Fabrikam Germany AG" {
		t.Errorf("%+v", l.done)
	}
	for name, err := range map[string]error{
		"another customer": second(s.Match(t.Context(), inv.ID, partner.Customer{ID: "c2"})),
		"withdraw":         second(s.Withdraw(t.Context(), inv.ID)),
		"delete":           s.DeleteDraft(t.Context(), inv.ID),
	} {
		if partner.CodeOf(err) != partner.CodeNotAllowed {
			t.Errorf("%s an accepted one: %v", name, err)
		}
	}
	if _, err := s.Match(t.Context(), inv.ID, partner.Customer{}); partner.CodeOf(err) != partner.CodeInvalidInput {
		t.Error(err)
	}
	draft, err := s.SaveDraft(t.Context(), prepared(t, s, Request{AdminRights: true}))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteDraft(t.Context(), draft.ID); err != nil {
		t.Error(err)
	}
	if err := s.DeleteDraft(t.Context(), draft.ID); partner.CodeOf(err) != partner.CodeNotFound {
		t.Error(err)
	}
}

func second(_ partner.Invitation, err error) error { return err }

func TestStoreFailuresLeaveTheDraft(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	inv := prepared(t, s, Request{AdminRights: true})
	l.fail = partner.NewError(partner.CodeStoreFull, "", errors.New("no space left"))
	for name, do := range map[string]func() (partner.Invitation, error){
		"save":   func() (partner.Invitation, error) { return s.SaveDraft(t.Context(), inv) },
		"finish": func() (partner.Invitation, error) { return s.Finish(t.Context(), inv) },
	} {
		got, err := do()
		if partner.CodeOf(err) != partner.CodeStoreFull || cmp.Diff(inv, got) != "" {
			t.Errorf("%s: %v, %s", name, err, cmp.Diff(inv, got))
		}
	}
	l.fail = nil
	if _, err := s.Finish(t.Context(), inv); err != nil {
		t.Errorf("finishing again: %v", err)
	}
}

func TestReminder(t *testing.T) {
	s, _ := testService(testProfile(), testLink)
	inv := finished(t, s)
	inv.Draft.Closing = "My own closing"
	d := s.Reminder(inv)
	if d.Link != testLink || d.Closing != "My own closing" || d.Subject == inv.Draft.Subject || d.Opening == inv.Draft.Opening {
		t.Errorf("%+v", d)
	}
	if !strings.HasPrefix(d.Subject, "Erinnerung") || !strings.Contains(d.Opening, "Fabrikam AG") {
		t.Errorf("%+v", d)
	}
}
