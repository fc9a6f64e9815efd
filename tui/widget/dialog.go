package widget

import (
	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/theme"
)

// Dialog asks one question with a few answers, at the bottom of a screen. The
// first answer is the safe one that does nothing: it has the focus at the start,
// so that enter is safe. Esc does nothing either.
type Dialog struct {
	Title   string
	Body    []string // paragraphs; made safe and wrapped when drawn
	Options []Option
	Focus   int // index of the option that has the focus

	height int   // lines that it was drawn over last
	drawn  []int // the option of each of its last lines then
}

// Option is an answer of a Dialog.
type Option struct {
	Label string
	Key   string         // a key that chooses it at once; "" for none
	Do    func() tea.Cmd // what the asker does about it; may be nil
}

// DialogKeys is the table that holds while a dialog is open.
func DialogKeys() keys.Table {
	return keys.Table{
		{Intent: keys.Up, Keys: []string{"up", "k", "shift+tab"}, Short: true, Spare: 1},
		{Intent: keys.Down, Keys: []string{"down", "j", "tab"}, Short: true, Spare: 2},
		{Intent: keys.Choose, Keys: []string{"enter"}, Short: true},
		{Intent: keys.Dismiss, Keys: []string{"esc"}, Short: true},
	}
}

// Update handles a key. Done says that the dialog is over; after esc chosen is
// the zero Option.
func (d *Dialog) Update(msg tea.KeyMsg) (chosen Option, done bool) {
	n := len(d.Options)
	switch DialogKeys().Match(msg) {
	case keys.Up:
		d.Focus = (d.Focus + n - 1) % n
		return Option{}, false
	case keys.Down:
		d.Focus = (d.Focus + 1) % n
		return Option{}, false
	case keys.Choose:
		return d.Options[d.Focus], true
	case keys.Dismiss:
		return Option{}, true
	}
	name := keys.Name(msg)
	for i, o := range d.Options {
		if o.Key != "" && o.Key == name {
			return d.Options[i], true
		}
	}
	return Option{}, false
}

// Point gives the focus to the option in a line of the screen over which the
// dialog was drawn last, and reports whether there is one.
func (d *Dialog) Point(line int) bool {
	i := len(d.drawn) - (d.height - line)
	if i < 0 || i >= len(d.drawn) {
		return false
	}
	d.Focus = d.drawn[i]
	return true
}

// Over draws the dialog over the last lines of a screen of height lines. The text
// between the question and the options is cut first; where even these do not fit,
// those around the focus stand below the question.
func (d *Dialog) Over(lines []string, th *theme.Theme, width, height int) []string {
	sheet := d.lines(th, width, height)
	d.height = height
	for len(lines) < height {
		lines = append(lines, "")
	}
	lines = lines[:max(height, 0)]
	copy(lines[len(lines)-len(sheet):], sheet)
	return lines
}

func (d *Dialog) lines(th *theme.Theme, width, height int) []string {
	if width < 1 || height < 1 {
		return nil
	}
	g := th.Glyphs
	rule := g.Horizontal + g.Horizontal + " "
	title := cell.Wrap(safetext.Line(d.Title), max(width-cell.Width(rule)-1, 1))
	head := cell.Cut(rule+title[0]+" ", width)
	for cell.Width(head) < width {
		head += g.Horizontal
	}
	lines := []string{th.Heading.S(head)}
	for _, line := range title[1:] {
		lines = append(lines, th.Heading.S(cell.Fit(cell.Spaces(cell.Width(rule))+line, width)))
	}
	for _, paragraph := range d.Body {
		if paragraph == "" { // such as a note that there may be
			continue
		}
		for _, line := range cell.Wrap(safetext.Line(paragraph), width-2) {
			lines = append(lines, cell.Fit(" "+line, width))
		}
	}
	options := d.options(th, width, max(height-1, 1))
	lines = lines[:min(len(lines), max(height-len(options)-1, 1))]
	if len(lines)+len(options) < height {
		lines = append(lines, cell.Spaces(width))
	}
	lines = append(lines, options...)
	return lines[max(len(lines)-height, 0):]
}

// options draws at most height lines of the options, those with the focus among them.
func (d *Dialog) options(th *theme.Theme, width, height int) (lines []string) {
	d.drawn = nil
	focus := 0 // the line behind it
	for i, o := range d.Options {
		for _, line := range d.option(th, o, i, width) {
			lines, d.drawn = append(lines, line), append(d.drawn, i)
		}
		if i == d.Focus {
			focus = len(lines)
		}
	}
	first := max(focus-height, 0)
	last := min(first+height, len(lines))
	d.drawn = d.drawn[first:last]
	return lines[first:last]
}

// option draws an option, whose words go on below its first line.
func (d *Dialog) option(th *theme.Theme, o Option, i, width int) []string {
	mark, style := th.Glyphs.RadioOff, th.Text
	if i == d.Focus {
		mark, style = th.Glyphs.RadioOn, th.Selected
	}
	text := safetext.Line(o.Label)
	if o.Key != "" {
		text += "  (" + o.Key + ")"
	}
	head := " " + mark + " "
	lines := cell.WrapWords(text, max(width-cell.Width(head), 1))
	for j, line := range lines {
		lines[j] = style.S(cell.Fit(head+line, width))
		head = cell.Spaces(cell.Width(head))
	}
	return lines
}

// Pick makes a dialog to choose one of many values, with the current one in
// focus. Esc keeps it.
func Pick(title string, labels []string, current int, choose func(i int) tea.Cmd) *Dialog {
	d := &Dialog{Title: title, Focus: current}
	for i, label := range labels {
		d.Options = append(d.Options, Option{Label: label, Do: func() tea.Cmd { return choose(i) }})
	}
	return d
}
