package customers_test

import (
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// lineOf gives the first line of the screen with a text, -1 if there is none.
func lineOf(h *tuitest.Host, text string) int {
	for i, line := range h.Lines() {
		if strings.Contains(line, text) {
			return i
		}
	}
	return -1
}

// TestBackFromAPartTheCustomerIsSeen: however far the list was scrolled, whatever
// came into the record meanwhile, and whatever is told below the list, the
// customer's own row stands above the cursor.
func TestBackFromAPartTheCustomerIsSeen(t *testing.T) {
	for name, c := range map[string]struct {
		height, notice int
		more           bool // subscriptions that came meanwhile
		part           string
	}{
		"it fits":         {height: 21, part: "Users"},
		"a notice":        {height: 21, notice: 2, part: "Users"},
		"it grew":         {height: 21, more: true, part: "Users"},
		"it does not fit": {height: 14, part: "Services"}, // it stands at the top
	} {
		t.Run(name, func(t *testing.T) {
			s := tuitest.Sample()
			rec := tuitest.Record()
			all := rec.Subscriptions
			if c.more {
				rec.Subscriptions = all[:1]
				s.Records[tuitest.CustomerID(2)] = rec
			}
			h := tuitest.NewHost(t, customers.New(deps(s)), 80, c.height)
			h.Press("right", "ctrl+d", "up", "enter")
			if _, ok := h.Wishes[len(h.Wishes)-1].(screen.Push); !ok || !strings.Contains(cursor(h), c.part) || !c.more && lineOf(h, "▾ Adventure Cycles AG") >= 0 {
				t.Fatalf("%v, and the cursor stands on %q of\n%s", h.Wishes, cursor(h), strings.Join(h.Lines(), "\n"))
			}
			rec.Subscriptions = all
			s.Records[tuitest.CustomerID(2)] = rec
			h.Frame.Height -= c.notice
			h.Send(screen.Shown{})
			if at := lineOf(h, "▾ Adventure Cycles AG"); at != 2 || !strings.Contains(cursor(h), c.part) {
				t.Errorf("the row stands in line %d, the cursor on %q of\n%s", at, cursor(h), strings.Join(h.Lines(), "\n"))
			}
		})
	}
}

// TestTheAgeOfARecordPushesNothing: it stands in the line of the account, once, and
// no line moves when it comes.
func TestTheAgeOfARecordPushesNothing(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, width := range []int{60, 80, 100} {
			s := tuitest.Sample()
			d := deps(s)
			d.Text = text
			h := tuitest.NewHost(t, customers.New(d), width, 30)
			h.Frame.Text = text
			h.Lines()
			h.Press("right")
			before := h.Lines()
			h.Frame.Now = tuitest.Now.Add(20 * time.Minute)
			h.Press("down", "up") // the record is laid out anew
			after := h.Lines()
			age := strings.TrimSpace(strings.Split(text.Customers.Record.Fetched, "%s")[0] + text.Age(h.Frame.Now, tuitest.Now.Add(-2*time.Minute)))
			if n := strings.Count(strings.Join(after, "\n"), age); n != 1 || len(before) != len(after) {
				t.Errorf("%q stands %d times, with %d lines before and %d after:\n%s", age, n, len(before), len(after), strings.Join(after, "\n"))
			}
			for i, line := range after {
				account := strings.Contains(line, text.Common.Blocks[string(partner.BlockAccount)])
				if account != strings.Contains(line, age) || !account && line != before[i] {
					t.Errorf("%s, %d columns: %q was %q", text.Language, width, line, before[i])
				}
			}
		}
	}
}

// TestTheLineAtTheBottomFollowsTheRecord: it names how a record is closed where one
// is open, how a part is opened on a part, and nothing to quote where the customer
// granted no rights, which is no error.
func TestTheLineAtTheBottomFollowsTheRecord(t *testing.T) {
	s := tuitest.Sample()
	rec := tuitest.Record()
	rec.States[partner.BlockUsers] = partner.BlockState{FailedAt: tuitest.Now, Failure: tuitest.Forbidden()}
	s.Records[tuitest.CustomerID(2)] = rec
	h := home(t, s, deps(s))
	for _, c := range []struct{ press, want string }{
		{"home", "expand"}, {"right", "collapse"}, {"down", "toggle collapse"}, {"down", "toggle collapse"}, {"down", "toggle collapse"}, {"down", "toggle collapse"},
		{"left", "expand"},
	} {
		h.Press(c.press)
		var shown []string
		for _, b := range h.Screen.Keys() {
			if b.Short && (b.Intent == keys.Expand || b.Intent == keys.Collapse || b.Intent == keys.Toggle) {
				shown = append(shown, string(b.Intent))
			}
		}
		if got := strings.Join(shown, " "); got != c.want {
			t.Errorf("%s on %q: %q, want %q", c.press, cursor(h), got, c.want)
		}
		if err := h.Screen.(screen.Failing).Failed(); err != nil {
			t.Errorf("%s on %q: %v is offered to be quoted", c.press, cursor(h), err)
		}
	}
}
