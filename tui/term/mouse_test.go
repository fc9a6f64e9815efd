package term

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

func TestParseMouse(t *testing.T) {
	for event, want := range map[string]tea.MouseMsg{
		"0;1;1M":    {Button: tea.MouseButtonLeft},
		"0;80;24M":  {X: 79, Y: 23, Button: tea.MouseButtonLeft},
		"4;2;3M":    {X: 1, Y: 2, Button: tea.MouseButtonLeft, Shift: true},
		"64;10;10M": {X: 9, Y: 9, Button: tea.MouseButtonWheelUp},
		"81;10;10M": {X: 9, Y: 9, Button: tea.MouseButtonWheelDown},
	} {
		if got, ok := parseMouse([]byte(event)); !ok || got != want {
			t.Errorf("%q is %+v, %v", event, got, ok)
		}
	}
	for _, event := range []string{"", "M", "0;1;1m", "32;1;1M", "1;1;1M", "2;1;1M", "66;1;1M", "0;0;1M", "0;1;0M", "0;1M", "0;1;1;1M", "0;;1M", "-1;1;1M", "0;99999;1M", "99999999999999999999;1;1M", "a;1;1M"} {
		if got, ok := parseMouse([]byte(event)); ok {
			t.Errorf("%q is %+v", event, got)
		}
	}
}

// TestMouseTokens: the bytes of the mouse are neither keys nor text, in its new
// form and in the old one, also when they are torn.
func TestMouseTokens(t *testing.T) {
	for input, want := range map[string]token{
		"\x1b[<0;1;1Mq":  {kind: mouseEvent, size: 9},
		"\x1b[<0;1;1mq":  {kind: mouseEvent, size: 9},
		"\x1b[<0;1;":     {kind: answer, size: 7, wait: waitCSI},
		"\x1b[<;;;;;Mq":  {kind: mouseEvent, size: 9},
		"\x1b[M !!q":     {kind: answer, size: 6},
		"\x1b[M !":       {kind: answer, size: 5, wait: waitCSI},
		"\x1b[M":         {kind: answer, size: 3, wait: waitCSI},
		"\x1b[<0\x1b[Aq": {kind: answer, size: 4},
	} {
		got := nextToken([]byte(input), 25*time.Millisecond)
		if got.kind != want.kind || got.size != want.size || got.wait != want.wait {
			t.Errorf("%q begins with kind %d, size %d, wait %v", input, got.kind, got.size, got.wait)
		}
	}
}
