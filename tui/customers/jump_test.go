package customers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/tuitest"
)

func TestJump(t *testing.T) {
	s := tuitest.Many(20_000)
	s.List[12_000].CompanyName = "Fabrikam AG"
	h := home(t, s, deps(s))
	h.Press("down", "down")
	start, before := cursor(h), h.Lines()
	h.Press("J")
	has(t, h, "Jump by name", "first letters, or a percentage", "Contoso 000002")
	if !h.Screen.Typing() {
		t.Fatal("letters are commands while jumping")
	}
	h.Type("fab")
	if c := cursor(h); !strings.Contains(c, "Fabrikam AG") {
		t.Errorf("fab leads to %q", c)
	}
	// The terminal's cursor, and with it an input method's window, stands behind
	// what was typed.
	at := h.Screen.View(h.Frame).Cursor
	if typed := h.Lines()[at.Row]; !strings.HasSuffix(ansi.Cut(typed, 0, at.Column), "fab") {
		t.Errorf("the cursor stands in cell %d of %q", at.Column, typed)
	}
	h.Press("ctrl+u")
	if c := cursor(h); c != start {
		t.Errorf("without a text the cursor stands on %q, want %q", c, start)
	}
	h.Type("50%")
	if c := cursor(h); !strings.Contains(c, "Contoso 00999") && !strings.Contains(c, "Contoso 01000") {
		t.Errorf("50%% leads to %q", c)
	}
	h.Press("esc")
	if after := h.Lines(); !slices.Equal(before, after) {
		t.Errorf("esc leads to\n%s", strings.Join(after, "\n"))
	}
	h.Press("J")
	h.Type("１００") // as an input method types it
	h.Press("enter")
	if c := cursor(h); !strings.Contains(c, "Fabrikam AG") {
		t.Errorf("100 leads to %q", c)
	}
	if h.Screen.Typing() {
		t.Error("the line is still open")
	}
}

// A key that was typed ahead of the answer must not leave the cursor where the
// prompt went meanwhile, and a record that is open stays so.
func TestJumpBackToAPartOfARecord(t *testing.T) {
	s := tuitest.Sample()
	h := home(t, s, deps(s))
	h.Press("right", "down", "down")
	before := h.Lines()
	h.Press("J", "n", "o")
	if c := cursor(h); !strings.Contains(c, "Northwind Traders") {
		t.Errorf("no leads to %q", c)
	}
	h.Press("esc")
	if after := h.Lines(); !slices.Equal(before, after) {
		t.Errorf("esc leads to\n%s\nfrom\n%s", strings.Join(after, "\n"), strings.Join(before, "\n"))
	}
}

// TestJumpInAColumnOfWords: letters lead to the value that is shown with them, up
// and down, in both languages; what leads nowhere stays open and says what does.
func TestJumpInAColumnOfWords(t *testing.T) {
	for _, c := range []struct {
		text        *i18n.Strings
		sort        []string // keys after o
		typed, want string
	}{
		{i18n.English(), []string{"down", "down", "down"}, "gr", "granted"},
		{i18n.English(), []string{"down", "down", "down"}, "Not", "not requested"},
		{i18n.English(), []string{"down", "down", "down", "down"}, "mis", "missing"},
		{i18n.Chinese(), []string{"down", "down", "down"}, "已授", "已授予"},
		{i18n.Chinese(), []string{"down", "down", "down"}, "granted", "已授予"},
	} {
		for _, again := range []bool{false, true} {
			s := tuitest.Sample()
			d := deps(s)
			d.Text = c.text
			h := home(t, s, d)
			h.Frame.Text = c.text
			h.Press(append(append([]string{"o"}, c.sort...), "enter")...)
			if again {
				h.Press("o", "enter")
			}
			at := cursor(h)
			h.Press("J")
			h.Type(c.typed)
			got := h.Lines()
			first := slices.IndexFunc(got, func(line string) bool {
				return strings.Contains(line, c.want) && !strings.Contains(line, c.text.Common.Comma)
			})
			if !strings.Contains(cursor(h), c.want) || got[first] != cursor(h) {
				t.Errorf("%q, turned %v, leads to %q of\n%s", c.typed, again, cursor(h), strings.Join(got, "\n"))
			}
			h.Press("ctrl+u")
			h.Type("zz")
			h.Press("enter")
			if cursor(h) != at || !h.Screen.Typing() {
				t.Errorf("zz leads to %q, and the line is open: %v", cursor(h), h.Screen.Typing())
			}
			has(t, h, "✗ ", c.want, fmt.Sprintf(c.text.Customers.JumpWords, ""))
			h.Press("esc")
			if h.Screen.Typing() || cursor(h) != at {
				t.Errorf("esc leads to %q", cursor(h))
			}
		}
	}
}

// uncounted is a store whose windows come without counts, as those of a long
// list do while it has no index.
type uncounted struct{ *tuitest.Store }

func (u uncounted) Customers(ctx context.Context, q partner.ListQuery, at partner.Place, before, after int) (partner.Window, error) {
	w, err := u.Store.Customers(ctx, q, at, before, after)
	w.Matches, w.Total = -1, -1
	return w, err
}

func TestTheIndexIsSampledWhileItIsBuilt(t *testing.T) {
	s := tuitest.Many(6_000)
	d := deps(s)
	states := []customers.IndexState{{}, {Building: true, Done: 2_700, Total: 6_000}, {Ready: true}}
	asked := 0
	var sc *customers.Screen
	d.Index = func() customers.IndexState {
		if asked == 2 {
			if head := sc.View(tuitest.Frame(100, 30)).Lines[0]; !strings.Contains(head, "preparing search 45 %") {
				t.Errorf("the head line is %q", head)
			}
		}
		state := states[min(asked, len(states)-1)]
		asked++
		return state
	}
	d.Source = uncounted{s}
	sc = customers.New(d)
	h := tuitest.NewHost(t, sc, 100, 30)
	if asked != len(states) {
		t.Errorf("asked %d times", asked)
	}
	h.Press("down", "G", "g")
	if asked != len(states) {
		t.Error("a finished index is asked about again")
	}
	if head := h.Lines()[0]; strings.Contains(head, "preparing") {
		t.Errorf("the head line is %q", head)
	}
}
