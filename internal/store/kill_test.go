package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// kills is how often the child is killed in one folder.
const kills = 55

// TestEverythingConfirmedSurvivesAKill starts a process that saves drafts,
// finished invitations and pages and says SAVED after each, kills it at random
// moments, and then wants to find all that was said.
func TestEverythingConfirmedSurvivesAKill(t *testing.T) {
	dir := t.TempDir()
	confirmed := killed(t, dir, "save")
	if confirmed < kills {
		t.Fatalf("only %d saves in %d runs: the test shows nothing", confirmed, kills)
	}
	if lost := verify(t, dir, confirmed); lost != "" {
		t.Error(lost)
	}
}

// TestTheKillTestSeesAnEarlyConfirmation does the same with a process that says
// SAVED before it saves: the same verification must find what is missing.
func TestTheKillTestSeesAnEarlyConfirmation(t *testing.T) {
	dir := t.TempDir()
	confirmed := killed(t, dir, "save-early")
	if lost := verify(t, dir, confirmed); lost == "" {
		t.Errorf("%d saves were confirmed too early and none was missed", confirmed)
	}
}

// killed runs the child until it was killed often enough and gives the last
// number that it confirmed.
func killed(t *testing.T, dir, job string) (confirmed int) {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for range kills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "CSPDESK_STORE_CHILD="+job, "CSPDESK_STORE_DIR="+dir, "CSPDESK_STORE_FROM="+strconv.Itoa(confirmed+1))
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		// A third of the kills may fall into the start, the others come behind a few saves.
		after := r.IntN(12)
		timer := time.NewTimer(time.Hour)
		if after < 4 {
			timer = time.AfterFunc(time.Duration(r.IntN(150))*time.Millisecond, func() { cmd.Process.Kill() })
		}
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			n, err := strconv.Atoi(strings.TrimPrefix(lines.Text(), "SAVED "))
			if err != nil {
				t.Fatalf("the child says %q", lines.Text())
			}
			confirmed = n
			if after--; after <= 0 {
				// At any moment of the next save, not at its beginning.
				time.AfterFunc(time.Duration(r.IntN(3000))*time.Microsecond, func() { cmd.Process.Kill() })
			}
		}
		cmd.Wait()
		timer.Stop()
	}
	return confirmed
}

// verify compares the store with what was confirmed; "" if nothing is missing.
func verify(t *testing.T, dir string, confirmed int) (lost string) {
	t.Helper()
	ctx := t.Context()
	db := mustOpen(t, filepath.Join(dir, "profile", "cspdesk.db"))
	must(t, db.Check(ctx))
	lines, err := db.Activities(ctx, partner.ActivityQuery{Limit: 1 << 30})
	must(t, err)
	recorded := map[string]bool{}
	for _, line := range lines {
		recorded[line.Invitation] = true
	}
	for n := 1; n <= confirmed; n++ {
		switch n % 3 {
		case 0:
			for _, c := range childPage(n) {
				if _, err := db.Customer(ctx, c.ID); err != nil {
					return fmt.Sprintf("save %d of %d, a page: %v", n, confirmed, err)
				}
			}
		default:
			inv, err := db.Invitation(ctx, childInvitation(n).ID)
			if err != nil || inv.Draft != childInvitation(n).Draft {
				return fmt.Sprintf("save %d of %d, an invitation: %v", n, confirmed, err)
			}
			if n%3 == 1 && !recorded[inv.ID] {
				return fmt.Sprintf("save %d of %d: no line in the activity record", n, confirmed)
			}
		}
	}
	return ""
}

func childInvitation(n int) partner.Invitation {
	return partner.Invitation{
		ID: fmt.Sprint("inv-", n), State: partner.StateDraft,
		Draft: partner.Draft{Subject: fmt.Sprint("subject ", n), Opening: strings.Repeat(fmt.Sprint(n, " "), 200), Link: "https://example.com/?q=1#f"},
	}
}

func childPage(n int) []partner.Customer {
	return sample(rand.New(rand.NewPCG(uint64(n), 1)), 20)
}

// childSaves saves without end and says so after each save, or, as the seeded
// fault, before it.
func childSaves(dir string, from int, early bool) error {
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(dir, "profile", "cspdesk.db"), store.Options{Actor: "anna"})
	if err != nil {
		return err
	}
	pass, err := db.BeginRefresh(ctx, false)
	if err != nil {
		return err
	}
	for n := from; ; n++ {
		if early {
			fmt.Println("SAVED", n)
		}
		if err := childSave(ctx, db, pass.ID, n); err != nil {
			return err
		}
		if !early {
			fmt.Println("SAVED", n)
		}
	}
}

func childSave(ctx context.Context, db *store.DB, pass int64, n int) error {
	if n%3 == 0 {
		_, _, err := db.SavePage(ctx, pass, childPage(n), fmt.Sprint("after ", n))
		return err
	}
	inv := childInvitation(n)
	if old, err := db.Invitation(ctx, inv.ID); err == nil {
		inv.Revision = old.Revision // saved, but killed before it said so
	}
	var lines []partner.Activity
	if n%3 == 1 {
		lines = append(lines, partner.Activity{Action: partner.ActionInvitationFinished, Invitation: inv.ID})
	}
	_, err := db.SaveInvitation(ctx, inv, lines...)
	return err
}
