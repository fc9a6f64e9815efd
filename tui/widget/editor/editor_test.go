package editor

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"cspdesk/tui/cell"
)

func typed(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }
func paste(s string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true}
}
func key(t tea.KeyType) tea.KeyMsg { return tea.KeyMsg{Type: t} }

// model is the simplest editor there is: clusters in a slice.
type model struct {
	clusters []string
	at       int
}

func split(s string) []string {
	var out []string
	g := uniseg.NewGraphemes(s)
	for g.Next() {
		out = append(out, g.Str())
	}
	return out
}

func (m *model) text() string { return strings.Join(m.clusters, "") }

func (m *model) set(before, after string) {
	all := split(before + after)
	m.clusters, m.at = all, 0
	for n := 0; n < len(before); m.at++ {
		n += len(all[m.at])
	}
}

func (m *model) insert(s string) {
	m.set(strings.Join(m.clusters[:m.at], "")+s, strings.Join(m.clusters[m.at:], ""))
}

func (m *model) delete(from, to int) {
	from, to = max(from, 0), min(to, len(m.clusters))
	m.set(strings.Join(m.clusters[:from], ""), strings.Join(m.clusters[to:], ""))
}

// The pieces are such that joining any two of them at a cluster border gives no
// other clusters than they have, or ones that both sides see alike.
var pieces = []string{
	"a", "b", " ", "é", "ü", "漢", "字", "。", "、", "한", "글", "が", "e\u0301", "👍🏽", "👨👩", "🇩🇪 ", "\n", "word ", "长城",
}

func TestRandomKeysAgreeWithTheSimpleModel(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 1))
		e, m := New(""), &model{}
		for step := range 400 {
			e.Layout(5+rng.IntN(30), 1+rng.IntN(6))
			switch rng.IntN(8) {
			case 0, 1, 2:
				s := pieces[rng.IntN(len(pieces))]
				m.insert(s)
				if s == "\n" {
					e.Update(key(tea.KeyEnter))
				} else {
					e.Update(typed(s))
				}
			case 3:
				m.at = max(m.at-1, 0)
				e.Update(key(tea.KeyLeft))
			case 4:
				m.at = min(m.at+1, len(m.clusters))
				e.Update(key(tea.KeyRight))
			case 5:
				if m.at > 0 {
					m.delete(m.at-1, m.at)
				}
				e.Update(key(tea.KeyBackspace))
			case 6:
				if m.at < len(m.clusters) {
					m.delete(m.at, m.at+1)
				}
				e.Update(key(tea.KeyDelete))
			case 7:
				s := strings.Repeat(pieces[rng.IntN(len(pieces))], rng.IntN(5))
				m.insert(s)
				e.Update(paste(s))
			}
			if e.Text() != m.text() {
				t.Fatalf("seed %d step %d: %q, want %q", seed, step, e.Text(), m.text())
			}
			if got := len(split(e.between(place{}, e.cursor))); got != m.at {
				t.Fatalf("seed %d step %d: cursor after %d clusters, want %d in %q", seed, step, got, m.at, m.text())
			}
			if e.size != len(e.Text()) {
				t.Fatalf("seed %d step %d: size %d, want %d", seed, step, e.size, len(e.Text()))
			}
		}
	}
}

var allKeys = []tea.KeyType{
	tea.KeyUp, tea.KeyDown, tea.KeyPgUp, tea.KeyPgDown, tea.KeyHome, tea.KeyEnd, tea.KeyCtrlLeft, tea.KeyCtrlRight,
	tea.KeyCtrlHome, tea.KeyCtrlEnd, tea.KeyLeft, tea.KeyRight, tea.KeyBackspace, tea.KeyDelete, tea.KeyEnter,
	tea.KeyCtrlU, tea.KeyCtrlK, tea.KeyCtrlUnderscore,
}

// randomKey presses any key at all.
func randomKey(rng *rand.Rand, e *Editor) {
	switch n := rng.IntN(len(allKeys) + 12); {
	case n < len(allKeys):
		e.Update(key(allKeys[n]))
	case n == len(allKeys):
		e.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'/'}, Alt: true})
	case n == len(allKeys)+1:
		e.Update(tea.KeyMsg{Type: tea.KeyBackspace, Alt: true})
	case n == len(allKeys)+2:
		e.Update(paste("first\r\nsecond\tthird \x1b[31mred\u202e\n\n"))
	default:
		e.Update(typed(pieces[rng.IntN(len(pieces))]))
	}
}

func TestRowsLaidOutInPartsEqualRowsLaidOutAtOnce(t *testing.T) {
	for seed := range uint64(40) {
		rng := rand.New(rand.NewPCG(seed, 2))
		e := New(strings.Repeat("Guten Tag, 请您接受我们的邀请。 https://example.com/a/long/address/that/wraps ", 3))
		for range 300 {
			width, height := 3+rng.IntN(40), 1+rng.IntN(8)
			randomKey(rng, e)
			rows := e.Layout(width, height)
			fresh := New(e.Text())
			for i, l := range fresh.lines {
				l.allRows(e.wrapWidth())
				e.lines[i].allRows(e.wrapWidth())
				if diff := cmp.Diff(l.rows, e.lines[i].rows); diff != "" {
					t.Fatalf("seed %d width %d: rows of %q: %s", seed, e.wrapWidth(), l.text, diff)
				}
			}
			row, column := e.Cursor()
			if row >= len(rows) || column >= e.width {
				t.Fatalf("seed %d: cursor %d,%d outside of %d rows of %d cells", seed, row, column, len(rows), width)
			}
			for _, r := range rows {
				if cell.Width(r) > width || !utf8.ValidString(r) || strings.ContainsAny(r, "\x1b\n\u202e") {
					t.Fatalf("seed %d: row %q in %d cells", seed, r, width)
				}
			}
		}
	}
}

func TestUndoGoesBackToEachTextAndRedoForwardAgain(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	e := New("Dear customer,\nhello")
	first := e.Text()
	for range 500 {
		randomKey(rng, e)
	}
	for len(e.redo) > 0 {
		e.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'/'}, Alt: true})
	}
	last := e.Text()
	for len(e.undo) > 0 {
		e.Update(key(tea.KeyCtrlUnderscore))
	}
	if e.Text() != first {
		t.Errorf("undone: %q, want %q", e.Text(), first)
	}
	for len(e.redo) > 0 {
		e.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'/'}, Alt: true})
	}
	if e.Text() != last {
		t.Errorf("redone: %q, want %q", e.Text(), last)
	}
}

func TestVerticalMovesKeepTheColumn(t *testing.T) {
	e := New("0123456789\n012\n漢字漢字漢字")
	e.Layout(40, 5)
	for range 7 {
		e.Update(key(tea.KeyRight))
	}
	var got []string
	for range 2 {
		e.Update(key(tea.KeyDown))
		got = append(got, fmt.Sprint(e.cursor))
	}
	if e.Update(key(tea.KeyDown)) {
		t.Error("down in the last row was taken")
	}
	e.Update(key(tea.KeyUp))
	e.Update(key(tea.KeyUp))
	got = append(got, fmt.Sprint(e.cursor))
	// Column 7 is within the fourth ideograph; the cursor stands before it.
	if diff := cmp.Diff([]string{"{1 3}", "{2 9}", "{0 7}"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestHiddenCharactersAreDrawnAsSignsAndKept(t *testing.T) {
	const raw = "ab\u202ecd\x1b]52;c;AAAA\ae\u0301f"
	e := New(raw)
	rows := e.Layout(60, 3)
	if strings.ContainsAny(rows[0], "\u202e\x1b\a") {
		t.Errorf("drawn: %q", rows[0])
	}
	if e.Text() != raw {
		t.Errorf("kept: %q, want %q", e.Text(), raw)
	}
	e.Update(key(tea.KeyEnd))
	if row, column := e.Cursor(); row != 0 || e.cursor.at != len(raw) {
		t.Errorf("end: row %d column %d at %d", row, column, e.cursor.at)
	}
	e.Update(key(tea.KeyBackspace))
	e.Update(key(tea.KeyBackspace))
	if want := strings.TrimSuffix(raw, "e\u0301f"); e.Text() != want {
		t.Errorf("after backspace: %q, want %q", e.Text(), want)
	}
}

func TestAHugePasteIsCutAtOnceAndSaysSo(t *testing.T) {
	e := New("start ")
	e.Update(key(tea.KeyEnd))
	for _, s := range []string{strings.Repeat("x", 1<<20), strings.Repeat("漢字\r\n", 1<<17), strings.Repeat("\x1b[31mred ", 1<<17)} {
		began := time.Now()
		e.Update(paste(s))
		e.Layout(76, 12)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("took %v", took)
		}
		if !e.Full() || len(e.Text()) > Limit || !utf8.ValidString(e.Text()) {
			t.Errorf("full %v, %d bytes, valid %v", e.Full(), len(e.Text()), utf8.ValidString(e.Text()))
		}
		e.Update(key(tea.KeyCtrlUnderscore))
		if e.Text() != "start " || e.Full() {
			t.Errorf("undone: %.40q, full %v", e.Text(), e.Full())
		}
	}
}

func TestUnknownAltKeysAreNotText(t *testing.T) {
	e := New("")
	if e.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'x'}, Alt: true}) || e.Text() != "" {
		t.Errorf("alt+x gave %q", e.Text())
	}
}

func BenchmarkKeyIn64KiB(b *testing.B) {
	paragraph := strings.Repeat("Guten Tag, please accept our invitation. ", 20)
	texts := map[string]string{
		"lines":     strings.Repeat(paragraph+"\n", Limit/(len(paragraph)+1)-1),
		"one line":  strings.Repeat(paragraph, Limit/len(paragraph)-1),
		"ideograms": strings.Repeat("请您接受我们的邀请。", Limit/30-2),
		"emoji":     strings.Repeat("hello 👍🏽 ", Limit/15-2),
	}
	for name, text := range texts {
		for _, at := range []string{"start", "end"} {
			b.Run(name+" "+at, func(b *testing.B) {
				e := New(text)
				if at == "end" {
					e.Update(key(tea.KeyCtrlEnd))
				}
				e.Layout(76, 12)
				for b.Loop() {
					e.Update(typed("x"))
					e.Layout(76, 12)
					e.Update(key(tea.KeyBackspace))
					e.Layout(76, 12)
				}
			})
		}
	}
}
