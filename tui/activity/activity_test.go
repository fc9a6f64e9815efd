package activity_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/activity"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func lines(n int) *tuitest.Store {
	s := &tuitest.Store{}
	for i := range n {
		add(s, i+1)
	}
	return s
}

// add writes one more line, the newest.
func add(s *tuitest.Store, seq int) {
	line := partner.Activity{
		Seq: int64(seq), At: tuitest.Now.Add(time.Duration(seq) * time.Second), Actor: "anna", Action: partner.ActionRefreshFinished,
		Outcome: partner.OutcomeDone, Subject: fmt.Sprintf("line %d.", seq), CorrelationID: fmt.Sprintf("corr-%d", seq),
	}
	s.Lines = append([]partner.Activity{line}, s.Lines...)
}

func host(t *testing.T, s *tuitest.Store) *tuitest.Host {
	return tuitest.NewHost(t, activity.New(activity.Deps{Text: i18n.English(), Source: s, Clipboard: s}), 80, 20)
}

func text(h *tuitest.Host) string { return strings.Join(h.Lines(), "\n") }

func TestPagesAreReadAsOneScrolls(t *testing.T) {
	h := host(t, lines(1000))
	if !strings.Contains(text(h), "line 1000.") || strings.Contains(text(h), "lines") {
		t.Errorf("the newest lines are not shown, or a number that is not known:\n%s", text(h))
	}
	for range 80 {
		h.Press("pgdown")
	}
	if !strings.Contains(text(h), "line 1.") || !strings.Contains(text(h), "1,000 lines") {
		t.Errorf("the oldest line is not reached:\n%s", text(h))
	}
}

func TestNewLinesComeWithoutMovingTheCursor(t *testing.T) {
	s := lines(30)
	h := host(t, s)
	h.Press("down", "down", "y")
	add(s, 31)
	h.Send(screen.Changed{})
	h.Press("y")
	if got := fmt.Sprint(s.Copied); got != "[corr-28 corr-28]" {
		t.Errorf("copied %s", got)
	}
	h.Press("g")
	if !strings.Contains(text(h), "line 31.") {
		t.Errorf("the new line is not shown:\n%s", text(h))
	}
	for seq := 32; seq < 300; seq++ { // more than a page: nothing may be missing between
		add(s, seq)
	}
	h.Send(screen.Changed{})
	for range 40 {
		h.Press("pgdown")
	}
	if !strings.Contains(text(h), "299 lines") || !strings.Contains(text(h), "line 1.") {
		t.Errorf("lines are missing:\n%s", text(h))
	}
}

// TestTheNewestLineStaysInSight of who stands on it: after others wrote, after the
// tab was left, and after a search.
func TestTheNewestLineStaysInSight(t *testing.T) {
	s := lines(30)
	h := host(t, s)
	for seq := 31; seq < 60; seq++ {
		add(s, seq)
	}
	h.Send(screen.Shown{})
	if !strings.Contains(text(h), "line 59.") {
		t.Errorf("after the tab was left:\n%s", text(h))
	}
	h.Press("/")
	h.Type("line 7.")
	h.Press("esc")
	if !strings.Contains(text(h), "line 59.") {
		t.Errorf("after a search:\n%s", text(h))
	}
	h.Press("enter") // reads it
	add(s, 60)
	h.Send(screen.Changed{})
	h.Press("y")
	if got := fmt.Sprint(s.Copied); got != "[corr-59]" {
		t.Errorf("the line that is read moved away: copied %s", got)
	}
}

// TestNarrowRowsTellTheTime: of what happened on one day, too.
func TestNarrowRowsTellTheTime(t *testing.T) {
	for _, words := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		s := lines(1)
		s.Lines[0].At = tuitest.Now.Add(-2 * time.Hour)
		h := tuitest.NewHost(t, activity.New(activity.Deps{Text: words, Source: s, Clipboard: s}), 60, 20)
		h.Frame.Text = words
		if !strings.Contains(text(h), " 11-12 07:30  ") {
			t.Errorf("no time in\n%s", text(h))
		}
	}
}

func TestSearch(t *testing.T) {
	h := host(t, lines(30))
	h.Press("/")
	h.Type("line 7")
	if !strings.Contains(text(h), "1 line") || strings.Contains(text(h), "line 30.") {
		t.Errorf("the search shows\n%s", text(h))
	}
	h.Press("esc")
	if !strings.Contains(text(h), "30 lines") {
		t.Errorf("esc shows\n%s", text(h))
	}
}

// TestASearchFromFarDown draws what is still there while it is being searched.
func TestASearchFromFarDown(t *testing.T) {
	h := host(t, lines(1000))
	for range 40 {
		h.Press("pgdown")
	}
	h.Press("/")
	searching := h.Screen.Update(tuitest.Key("7"))
	h.Lines()
	if answer := searching().(screen.Answer); h.Screen.Box().Accept(answer) {
		h.Send(answer.Value)
	}
	if !strings.Contains(text(h), "line 997.") || strings.Contains(text(h), "line 998.") {
		t.Errorf("the search shows\n%s", text(h))
	}
}

func TestHostileTextInEverySize(t *testing.T) {
	s := tuitest.HostileStore()
	for height := range 13 {
		for width := range 31 {
			h := tuitest.NewHost(t, activity.New(activity.Deps{Text: i18n.English(), Source: s, Clipboard: s}), width, height)
			h.Press("enter", "down", "enter", "G", "/")
		}
	}
}
