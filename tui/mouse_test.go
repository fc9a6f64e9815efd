package tui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/tui/activity"
	"cspdesk/tui/cell"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
	"cspdesk/tui/widget"
)

// at finds a text on the screen.
func (d *desk) at(text string) (x, y int) {
	d.t.Helper()
	for y, line := range d.lines() {
		if i := strings.Index(line, text); i >= 0 {
			return cell.Width(line[:i]), y
		}
	}
	d.t.Fatalf("%q is not shown:\n%s", text, strings.Join(d.lines(), "\n"))
	return 0, 0
}

func (d *desk) clickOn(text string) {
	d.t.Helper()
	x, y := d.at(text)
	d.send(tea.MouseMsg{X: x, Y: y, Button: tea.MouseButtonLeft})
}

func mouseDesk(t *testing.T) *desk {
	store := tuitest.Sample()
	return start(t, 80, 24, Options{Open: opening(
		customers.New(customers.Deps{Text: i18n.English(), Source: store, Clipboard: store}),
		&page{name: "two"},
		activity.New(activity.Deps{Text: i18n.English(), Source: store, Clipboard: store}),
	)})
}

// TestMouseOnTheList: a click selects, one on what is selected is enter, the
// wheel moves three rows.
func TestMouseOnTheList(t *testing.T) {
	d := mouseDesk(t)
	d.clickOn("Fabrikam AG")
	d.press("right")
	d.shows("Microsoft ID", "…0003")
	d.press("left")
	d.clickOn("Tailspin Toys")
	d.clickOn("Tailspin Toys")
	d.shows("…0005")
	d.clickOn("Tailspin Toys")
	d.press("home")
	d.send(tea.MouseMsg{X: 10, Y: 10, Button: tea.MouseButtonWheelDown})
	d.press("right")
	d.shows("…0004") // the fourth by name
	d.press("left")
	d.send(tea.MouseMsg{X: 10, Y: 10, Button: tea.MouseButtonWheelUp})
	d.press("right")
	d.shows("…0002")
}

// TestMouseOnTheHeadings sorts by the column that is clicked, wherever it stands,
// and the other way round when it is clicked again.
func TestMouseOnTheHeadings(t *testing.T) {
	d := mouseDesk(t)
	d.clickOn("Agreement")
	d.shows("by agreement ↑")
	d.clickOn("Agreement")
	d.shows("by agreement ↓")
	d.press("c", "down", " ", "enter") // without the domain
	d.clickOn("Relationship")
	d.shows("by relationship ↑")
	d.clickOn("Company")
	d.shows("by name ↑")
	d.press("o")
	d.clickOn("Company") // behind a question nothing is pressed
	d.shows("by name ↑")
}

// TestMouseOnTabsAndKeys presses what it points at.
func TestMouseOnTabsAndKeys(t *testing.T) {
	d := mouseDesk(t)
	d.clickOn("Invitations")
	d.shows("page two")
	d.clickOn("3 Activity")
	d.shows("Nothing was done yet.")
	d.clickOn("? help")
	d.shows("Keys")
	d.clickOn("esc")
	d.clickOn("Customers")
	d.clickOn("/ search")
	if !d.app.Typing() {
		t.Fatal("the key was not pressed")
	}
	d.press("f", "a", "b")
	d.clickOn("Fabrikam")
	d.shows("1 of 8")
}

// TestMouseOnAQuestion chooses an answer of the screen's and of the root's.
func TestMouseOnAQuestion(t *testing.T) {
	d := mouseDesk(t)
	d.press("o")
	d.clickOn("domain, first to last")
	d.shows("by domain")
	chosen := ""
	d.app.dialog = &widget.Dialog{Title: "Sure?", Options: []widget.Option{{Label: "Stay"}, {Label: "Leave it", Do: func() tea.Cmd { chosen = "leave"; return nil }}}}
	d.clickOn("Sure?")
	d.clickOn("Customers") // covered by the question
	if d.app.dialog == nil {
		t.Fatal("a click beside the options answered")
	}
	d.clickOn("Leave it")
	if d.app.dialog != nil || chosen != "leave" {
		t.Error("the option was not chosen")
	}
}

// TestMouseDoesNothingElse: other buttons, releases, shift and places without
// meaning.
func TestMouseDoesNothingElse(t *testing.T) {
	d := mouseDesk(t)
	before := strings.Join(d.lines(), "\n")
	x, y := d.at("Fabrikam AG")
	for _, m := range []tea.MouseMsg{
		{X: x, Y: y, Button: tea.MouseButtonRight}, {X: x, Y: y, Button: tea.MouseButtonLeft, Shift: true},
		{X: x, Y: y, Button: tea.MouseButtonLeft, Action: tea.MouseActionRelease}, {X: x, Y: y, Action: tea.MouseActionMotion},
		{X: 0, Y: 0, Button: tea.MouseButtonLeft}, {X: 79, Y: 1, Button: tea.MouseButtonLeft}, {X: 79, Y: 22, Button: tea.MouseButtonLeft},
		{X: 500, Y: 500, Button: tea.MouseButtonLeft}, {X: 79, Y: 23, Button: tea.MouseButtonLeft}, {X: 2, Y: 3, Button: tea.MouseButtonLeft},
	} {
		d.send(m)
		if after := strings.Join(d.lines(), "\n"); after != before {
			t.Errorf("%+v changed something:\n%s", m, after)
		}
	}
	d.send(screen.Notice{Text: "Something happened"})
	d.clickOn("Something happened")
	d.shows("Something happened")
	d.send(tea.WindowSizeMsg{Width: 20, Height: 5})
	d.send(tea.MouseMsg{X: 1, Y: 4, Button: tea.MouseButtonLeft})
}

// TestMouseBesideTheList: a click on a part of the record in the detail opens
// it, the wheel scrolls what it is over.
func TestMouseBesideTheList(t *testing.T) {
	store := tuitest.Sample()
	d := start(t, 120, 24, Options{Open: opening(customers.New(customers.Deps{Text: i18n.English(), Source: store, Clipboard: store}))})
	d.press("p", "]", "]")
	d.shows("│ Services 4", "lines, ] goes on")
	d.clickOn("Azure plan")
	d.shows("[Services]")
	d.press("esc")
	d.send(tea.MouseMsg{X: 100, Y: 10, Button: tea.MouseButtonWheelDown})
	if strings.Contains(strings.Join(d.lines(), "\n"), "│ Services 4") {
		t.Error("the wheel does not scroll the detail")
	}
	d.send(tea.MouseMsg{X: 10, Y: 10, Button: tea.MouseButtonWheelDown})
	d.shows("│ Northwind Traders")
	d.clickOn("Fabrikam AG")
	d.shows("│ Fabrikam AG")
}
