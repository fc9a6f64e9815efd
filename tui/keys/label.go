package keys

import "cspdesk/tui/theme"

// Label names a key for people: with an arrow where the key has one.
func Label(name string, g theme.Glyphs) string {
	switch name {
	case "up":
		return g.Up
	case "down":
		return g.Down
	case "left":
		return g.Left
	case "right":
		return g.Right
	case " ":
		return "space"
	case "pgdown":
		return "pgdn"
	}
	return name
}
