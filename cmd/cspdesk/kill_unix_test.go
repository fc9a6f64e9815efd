//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// confirmedText is the last count that the screen showed together with the sign
// that everything is stored.
var confirmedText = regexp.MustCompile(`count(\d+)\.`)

// killRounds is how often the program is killed, always in the same folder.
func killRounds() int {
	if testing.Short() {
		return 10
	}
	return 50
}

// TestKilledAtRandom types an ever growing count into one draft, kills the
// program at a random moment, and checks that what the screen had confirmed is
// there. TestKillTestCanFail shows that the check would notice a loss.
func TestKilledAtRandom(t *testing.T) {
	d, env := firstStart(t, 100, 30)
	d.command("n", "Which rights do you ask for?")
	d.press(ctrlS)
	d.expect("your personal link")
	d.until("the draft being stored", func(text string) bool { return strings.Contains(text, "✓ saved") })
	random := rand.New(rand.NewPCG(2026, 11))
	next := 0
	for round := range killRounds() {
		confirmed := d.typeUntilKilled(&next, time.Duration(random.IntN(250))*time.Millisecond)
		drafts := requests(t, env)
		if len(drafts) != 1 {
			t.Fatalf("round %d: %d drafts", round, len(drafts))
		}
		if err := holds(written(drafts[0]), confirmed); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		d = startDesk(t, 100, 30, env)
		d.expect("1 Customers")
		d.press("2")
		d.expect("draft")
		d.press(enter)
		d.expect("your personal link")
		next = 0
		for _, m := range confirmedText.FindAllStringSubmatch(written(drafts[0]), -1) {
			n, _ := strconv.Atoi(m[1])
			next = max(next, n)
		}
	}
	d.press(ctrlC)
	d.ended()
	report := cli2(t, env, "doctor", "--json")
	if !strings.Contains(report, `"intact"`) {
		t.Errorf("the database is not intact:\n%s", report)
	}
}

// written is all text of a draft, wherever the cursor stood.
func written(inv invitationJSON) string { return inv.To + "\n" + inv.Subject + "\n" + inv.Body }

// holds reports whether a stored text has what was confirmed on the screen.
func holds(body string, confirmed int) error {
	if confirmed > 0 && !strings.Contains(body, fmt.Sprintf("count%d.", confirmed)) {
		return fmt.Errorf("the screen confirmed count%d, which is not stored:\n%s", confirmed, body)
	}
	return nil
}

// typeUntilKilled goes on typing counts and kills the program after a while. It
// gives the highest count that stood on a screen that said "saved".
func (d *desk) typeUntilKilled(next *int, after time.Duration) int {
	d.t.Helper()
	confirmed := 0
	deadline := time.Now().Add(after)
	for time.Now().Before(deadline) {
		*next++
		d.press(fmt.Sprintf("count%d.", *next))
		d.press(" ")
		d.mu.Lock()
		changed := d.changed
		d.mu.Unlock()
		select {
		case <-changed:
		case <-time.After(time.Until(deadline)):
		}
		confirmed = max(confirmed, d.confirmed())
	}
	d.mu.Lock() // from here on the screen stays as the person saw it last
	last := confirmedOn(d.screen.Text())
	_ = d.cmd.Process.Signal(syscall.SIGKILL)
	d.mu.Unlock()
	<-d.done
	return max(confirmed, last)
}

func (d *desk) confirmed() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return confirmedOn(d.screen.Text())
}

// confirmedOn reads a screen. A screen that is still saving confirms nothing
// new.
func confirmedOn(text string) int {
	if !strings.Contains(text, "✓ saved") {
		return 0
	}
	highest := 0
	for _, m := range confirmedText.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[1])
		highest = max(highest, n)
	}
	return highest
}

// TestKillTestCanFail is the seeded fault: a text that was confirmed and is not
// in the store, as if saving had been acknowledged before it was done.
func TestKillTestCanFail(t *testing.T) {
	if holds("count1. count2. ", 2) != nil {
		t.Error("a text that is there counts as lost")
	}
	if holds("count1. ", 2) == nil {
		t.Error("a lost text is not noticed")
	}
	if confirmedOn("✓ saved\ncount7. count12. ") != 12 || confirmedOn("saving\ncount7. ") != 0 {
		t.Error("what a screen confirms is misread")
	}
}
