// Package theme holds the styles and signs that the screens draw with. By
// default the colours are the sixteen of the terminal, so that the person's own
// colour scheme rules; nothing depends on colour alone, so that it works without
// any. The terminal is never asked which colours it has.
package theme

import (
	"io"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

// Options choose the look.
type Options struct {
	Name    string // one of Names; "" is the default
	NoColor bool   // no colours; bold, underline and reverse stay
	Few     bool   // the terminal has sixteen colours and no more
	ASCII   bool   // signs and borders of ASCII characters only
}

// Theme is the look of the program. It does not change after New.
type Theme struct {
	Options Options
	Glyphs  Glyphs

	Text      Paint // ordinary text: unchanged
	Title     Paint // the heading of a screen
	Heading   Paint // the heading of a part of a screen
	Tab       Paint // a tab that is not shown
	TabActive Paint // the tab that is shown
	Selected  Paint // the row or choice under the cursor; use Over
	Dim       Paint // secondary text
	Good      Paint // done, granted, healthy
	Warn      Paint // needs attention
	Error     Paint // failed
	Key       Paint // the name of a key
	Off       Paint // a key or choice that is not possible now
	Border    Paint // lines and frames
	Label     Paint // the name of a field
	Field     Paint // a text field
	Focus     Paint // the text field or button that has the focus
	Locked    Paint // text that cannot be edited: the link
	Match     Paint // what a search found in a text
	Badge     Paint // a short state beside a name
	Notice    Paint // a line that tells what happened
}

// New makes a theme. It asks the terminal nothing.
func New(o Options) *Theme {
	r := lipgloss.NewRenderer(io.Discard)
	// A profile with colours holds without colours too: the profile for none
	// would drop bold and reverse as well.
	r.SetColorProfile(termenv.ANSI256)
	r.SetHasDarkBackground(true)
	plain := r.NewStyle()
	c := o.colors()
	in := func(s lipgloss.Style, color string) Paint {
		if color != "" {
			s = s.Foreground(lipgloss.Color(color))
		}
		return newPaint(s)
	}
	bold, faint, reverse := plain.Bold(true), plain.Faint(true), plain.Reverse(true)
	if c.faint != "" {
		faint = plain.Foreground(lipgloss.Color(c.faint))
	}
	if c.bar != "" {
		reverse = plain.Foreground(lipgloss.Color(c.onBar)).Background(lipgloss.Color(c.bar))
	}
	return &Theme{
		Options:   o,
		Glyphs:    glyphs(o.ASCII),
		Text:      newPaint(plain),
		Title:     newPaint(bold),
		Heading:   in(bold, c.accent),
		Tab:       newPaint(faint),
		TabActive: newPaint(bold.Underline(true)),
		Selected:  newPaint(reverse),
		Dim:       newPaint(faint),
		Good:      in(plain, c.good),
		Warn:      in(bold, c.warn),
		Error:     in(bold, c.bad),
		Key:       in(bold, c.accent),
		Off:       newPaint(faint),
		Border:    newPaint(faint),
		Label:     newPaint(faint),
		Field:     newPaint(plain.Underline(true).UnderlineSpaces(true)),
		Focus:     newPaint(reverse.Bold(true)),
		Locked:    in(plain, c.locked),
		Match:     newPaint(bold.Underline(true)),
		Badge:     in(plain, c.badge),
		Notice:    newPaint(bold),
	}
}

const reset = "\x1b[0m"

// Paint is a style whose escape sequences are made once, because a list draws
// hundreds of pieces per key. The zero Paint changes nothing.
type Paint struct{ on string }

// newPaint takes the opening sequence from what Lip Gloss draws.
func newPaint(s lipgloss.Style) Paint {
	on, _, _ := strings.Cut(s.Render("x"), "x")
	return Paint{on: on}
}

// S draws text without colours of its own in this style.
func (p Paint) S(s string) string {
	if p.on == "" || s == "" {
		return s
	}
	return p.on + s + reset
}

// Over draws text in this style alone, whatever colours it has: a selected row
// is one bar without holes.
func (p Paint) Over(s string) string { return p.S(ansi.Strip(s)) }
