package keys

import "cspdesk/tui/theme"

// Label names a key for people: with an arrow where the key has one and the
// signs have it. The ASCII signs are keys of their own.
func Label(name string, g theme.Glyphs) string {
	switch name {
	case " ":
		return "space"
	case "pgdown":
		return "pgdn"
	}
	if !g.Arrows {
		return name
	}
	switch name {
	case "up":
		return g.Up
	case "down":
		return g.Down
	case "left":
		return g.Left
	case "right":
		return g.Right
	}
	return name
}
