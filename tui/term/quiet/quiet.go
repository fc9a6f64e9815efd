// Package quiet keeps Bubble Tea from asking the terminal for its background
// colour while the program starts: a terminal that does not answer would cost
// five seconds of blank screen, and a late answer would be typed into a field.
//
// Bubble Tea asks through Lip Gloss in its own initialisation, unless the answer
// is known already. Go initialises packages that are ready in the order of their
// import paths, and this one sorts before github.com/charmbracelet/bubbletea.
// Renaming the module can undo that; a test with a silent terminal guards it.
package quiet

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
