package term

import (
	"bytes"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"
)

// The terminal is asked for presses and the wheel alone, and for coordinates of
// any size. It keeps shift and a click for selecting text itself.
const (
	mouseOn  = "\x1b[?1000h\x1b[?1006h"
	mouseOff = "\x1b[?1006l\x1b[?1000l"
)

// Buttons as the terminal numbers them, and what is added for keys that are held
// (xterm, "Extended coordinates").
const (
	buttonLeft = 0
	buttonUp   = 64
	buttonDown = 65
	heldKeys   = 4 | 8 | 16
	heldShift  = 4
)

var (
	mouseStart = []byte("\x1b[<")
	oldMouse   = []byte("\x1b[M") // and three bytes, which look like text
)

const oldMouseSize = 6

// parseMouse reads a press in the form of xterm's mode 1006, without its mark at
// the beginning: button, column and row, from 1. What means nothing here, such as
// a release, is not ok.
func parseMouse(event []byte) (m tea.MouseMsg, ok bool) {
	params, press := bytes.CutSuffix(event, []byte("M"))
	parts := bytes.Split(params, []byte(";"))
	if !press || len(parts) != 3 {
		return m, false
	}
	var n [3]int
	for i, part := range parts {
		value, err := strconv.Atoi(string(part))
		if err != nil || value < 0 || value > maxSize {
			return m, false
		}
		n[i] = value
	}
	switch n[0] &^ heldKeys {
	case buttonLeft:
		m.Button = tea.MouseButtonLeft
	case buttonUp:
		m.Button = tea.MouseButtonWheelUp
	case buttonDown:
		m.Button = tea.MouseButtonWheelDown
	default: // other buttons, and movement, which was not asked for
		return m, false
	}
	m.X, m.Y, m.Shift = n[1]-1, n[2]-1, n[0]&heldShift != 0
	return m, m.X >= 0 && m.Y >= 0
}

// mouse delivers a press of the mouse, where the model wants them.
func (a *adapter) mouse(event []byte) tea.Cmd {
	if m, ok := parseMouse(event); ok && a.s.options.Mouse {
		return a.deliver(m)
	}
	return nil
}
