package customers_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// slow is a list whose store answers when it is told to.
type slow struct {
	*customers.Screen
	t       testing.TB
	frame   screen.Frame
	waiting []tea.Cmd
}

func slowly(t testing.TB, s *tuitest.Store, width, height int) *slow {
	l := &slow{Screen: customers.New(deps(s)), t: t, frame: tuitest.Frame(width, height)}
	l.put(l.Init())
	l.put(l.Update(screen.Resized{Width: width, Height: height}))
	l.all()
	return l
}

func (l *slow) put(cmd tea.Cmd) {
	if cmd != nil {
		l.waiting = append(l.waiting, cmd)
	}
	l.View(l.frame)
}

func (l *slow) press(keys ...string) {
	for _, key := range keys {
		l.put(l.Update(tuitest.Key(key)))
	}
}

// one brings the answer to the oldest question.
func (l *slow) one() {
	next := l.waiting[0]
	l.waiting = l.waiting[1:]
	switch m := next().(type) {
	case tea.BatchMsg:
		l.waiting = append(slices.DeleteFunc(m, func(c tea.Cmd) bool { return c == nil }), l.waiting...)
	case screen.Answer:
		if l.Box().Accept(m) {
			l.put(l.Update(m.Value))
		}
	}
}

func (l *slow) all() {
	for rounds := 0; len(l.waiting) > 0; rounds++ {
		if rounds > 10_000 {
			l.t.Fatal("the questions never end")
		}
		l.one()
	}
}

// moved is where a list came to.
type moved struct {
	id   string
	stop int
}

func at(s *customers.Screen) moved {
	id, stop := s.Cursor()
	return moved{id, stop}
}

// TestKeysDoNotWaitForRows: moves end where they would with a store that answers
// at once, however late it does.
func TestKeysDoNotWaitForRows(t *testing.T) {
	moves := []string{
		"up", "down", "pgup", "pgdown", "ctrl+u", "ctrl+d", "home", "end", "}", "{",
		"pgdown", "pgdown", "pgup", "pgup", "down",
	}
	for seed := range uint64(15) {
		random := rand.New(rand.NewPCG(seed, 8))
		s := tuitest.Many(400)
		instant, late := home(t, s, deps(s)), slowly(t, s, 100, 30)
		var typed []string
		for range 2 { // some records are open
			typed = append(typed, "pgdown", "right")
		}
		instant.Press(typed...)
		for _, key := range typed {
			late.press(key)
			late.all()
		}
		for range 40 {
			key := moves[random.IntN(len(moves))]
			for range 1 + random.IntN(6) {
				typed = append(typed, key)
				instant.Press(key)
				late.press(key)
			}
			for len(late.waiting) > 0 && random.IntN(3) == 0 {
				late.one()
			}
		}
		late.all()
		if got, want := at(late.Screen), at(instant.Screen.(*customers.Screen)); got != want {
			t.Fatalf("seed %d: the cursor stands at %+v, want %+v, after %q", seed, got, want, typed)
		}
	}
}

// TestMovesWaitForWhatIsAskedFor: keys right behind a search, an order or a jump
// are about its rows.
func TestMovesWaitForWhatIsAskedFor(t *testing.T) {
	for _, keys := range [][]string{
		{"/", "7", "down", "down"},
		{"/", "7", "down", "enter", "down", "pgdown"},
		{"J", "5", "0", "enter", "down", "down"},
		{"f", "c", "o", "u", "n", "t", "r", "y", ":", "d", "e", "enter", "down", "pgdown"},
		{"o", "down", "enter", "down", "down"},
		{"end", "up", "up"},
		{"end", "pgup", "home", "down"},
		{"end", "right"},
		{"pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "right", "down"},
	} {
		s := tuitest.Many(700)
		for i := range s.List {
			s.List[i].Country = []string{"DE", "FR"}[i%2]
		}
		instant, late := home(t, s, deps(s)), slowly(t, s, 100, 30)
		instant.Press(keys...)
		late.press(keys...)
		late.all()
		if got, want := at(late.Screen), at(instant.Screen.(*customers.Screen)); got != want {
			t.Errorf("%q: the cursor stands at %+v, want %+v", keys, got, want)
		}
	}
}

// TestMarksWaitForRows: a held space bar marks each customer, and no two keys of it
// the same one.
func TestMarksWaitForRows(t *testing.T) {
	s := tuitest.Many(700)
	late := slowly(t, s, 100, 30)
	for range 150 {
		late.press(" ")
	}
	late.all()
	if n := len(late.Marked()); n != 150 {
		t.Errorf("%d customers are marked", n)
	}
	if got := at(late.Screen).id; got != string(s.List[150].ID) {
		t.Errorf("the cursor stands on %s", got)
	}
}

// TestAnotherKeyEndsAMove that waits for rows.
func TestAnotherKeyEndsAMove(t *testing.T) {
	s := tuitest.Many(700)
	late := slowly(t, s, 100, 30)
	for range 6 {
		late.press("pgdown")
	}
	from := at(late.Screen)
	late.press("pgdown", "pgdown", "o", "esc")
	late.all()
	if got := at(late.Screen); got != from {
		t.Errorf("the cursor went from %+v to %+v", from, got)
	}
}

// TestTheEndOfAListThatJustCame: the first refresh has ended, and what it stored is
// not read yet.
func TestTheEndOfAListThatJustCame(t *testing.T) {
	s := tuitest.Sample()
	all := s.List
	s.List = nil
	l := slowly(t, s, 80, 10)
	s.List = all
	l.press("G")
	l.put(l.Update(screen.Changed{}))
	l.all()
	last := at(l.Screen)
	l.press("G")
	l.all()
	if last.id == "" || at(l.Screen) != last {
		t.Errorf("the cursor is at %v, the end at %v", last, at(l.Screen))
	}
}
