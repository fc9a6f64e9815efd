package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/term"
	"cspdesk/tui/widget"
)

// The smallest window that the screens are drawn in, and the lines around them:
// header, tabs and keys.
const (
	minWidth   = 40
	minHeight  = 10
	frameLines = 3
)

const title = "cspdesk"

// roomForCompany is what is left of the header for the name of the company, where
// the age of the data gives way to why it is old.
const roomForCompany = 12

// Frame draws the whole window: exactly as many lines as it is high, each
// exactly as wide as it is, and the cell where text is typed.
func (a *App) Frame() term.Frame {
	if a.width < 1 || a.height < 1 {
		return term.Frame{}
	}
	if a.width < minWidth || a.height < minHeight {
		return term.Frame{Lines: a.tooSmall(), Title: title}
	}
	body, cursor := a.body()
	lines := make([]string, 0, a.height)
	lines = append(lines, a.header(), a.tabs())
	lines = append(lines, body...)
	lines = append(lines, a.noticeLines()...)
	lines = append(lines, a.footer())
	for i, line := range lines {
		lines[i] = a.fits.Fit(i, line, a.width)
		if a.o.Theme.Options.ASCII { // text is cut in many places; all of them end up here
			lines[i] = strings.ReplaceAll(lines[i], cell.Ellipsis, a.o.Theme.Glyphs.Ellipsis)
		}
	}
	return term.Frame{Lines: lines, Cursor: cursor, Title: title}
}

func (a *App) tooSmall() []string {
	lines := make([]string, a.height)
	copy(lines, cell.Wrap(fmt.Sprintf(a.o.Text.App.TooSmall, minWidth, minHeight), a.width))
	for i := range lines {
		lines[i] = cell.Fit(lines[i], a.width)
	}
	return lines
}

// resized says how much room a screen has.
func (a *App) resized() screen.Resized {
	return screen.Resized{Width: a.width, Height: max(a.height-frameLines, 0)}
}

func (a *App) body() ([]string, *term.Cursor) {
	room := a.resized()
	room.Height -= len(a.noticeLines()) // it covers nothing: what is in its place may be the answer that matters
	var view screen.View
	switch top := a.top(); {
	case top != nil:
		view = top.View(screen.Frame{Width: room.Width, Height: room.Height, Now: a.now, Text: a.o.Text, Theme: a.o.Theme})
	case a.failure != nil:
		view.Lines = a.failed(room.Width)
	default:
		view.Lines = []string{"", " " + a.o.Theme.Dim.S(a.o.Text.App.Opening)}
	}
	lines := view.Lines
	for len(lines) < room.Height {
		lines = append(lines, "")
	}
	lines = lines[:room.Height]
	if a.dialog != nil {
		return a.dialog.Over(lines, a.o.Theme, room.Width, room.Height), nil
	}
	c := view.Cursor
	if c == nil || c.Row < 0 || c.Row >= room.Height || c.Column < 0 || c.Column >= room.Width {
		return lines, nil
	}
	return lines, &term.Cursor{Row: c.Row + frameLines - 1, Column: c.Column}
}

// failed tells why the desk could not be opened.
func (a *App) failed(width int) []string {
	t, th := a.o.Text, a.o.Theme
	x := t.Explain(a.failure)
	if _, ours := errors.AsType[*partner.Error](a.failure); !ours {
		x.Detail = a.failure.Error()
	}
	lines := []string{"", " " + th.Error.S(th.Glyphs.Cross+" "+x.What)}
	for _, line := range cell.Wrap(x.Advice(), width-2) {
		lines = append(lines, " "+line)
	}
	for _, line := range cell.Wrap(safetext.Line(x.Detail), width-2) {
		lines = append(lines, " "+th.Dim.S(line))
	}
	return lines
}

// header says whose desk this is, how old its data is, and why it is not renewed
// now. On a narrow window all of the profile but its company gives way, then the
// age to the reason.
func (a *App) header() string {
	th, t, p := a.o.Theme, a.o.Text, a.desk.Profile
	dot := " " + widget.Dot(th) + " "
	var left, right []string
	if p.Company != "" {
		left = append(left, safetext.Line(p.Company))
	}
	if p.Cloud != "" {
		left = append(left, widget.Named(t.Common.Clouds, string(p.Cloud)))
	}
	if country, ok := partner.CountryByCode(p.Country); ok {
		left = append(left, t.CountryName(country.Code, country.Name))
	}
	if a.o.ReadOnly {
		right = append(right, th.Warn.S(t.App.ReadOnly))
	}
	if p.Connection != "" {
		right = append(right, th.Badge.S(widget.Named(t.Common.Connections, string(p.Connection))))
	}
	start := " " + th.Title.S(title)
	ending := func(age, why string) (end string, room int) {
		all := slices.Clone(right)
		if age != "" {
			all = append(all, th.Dim.S(age))
		}
		if why != "" {
			all = append(all, th.Warn.S(why))
		}
		end = strings.Join(all, th.Dim.S(dot)) + " "
		return end, a.width - cell.Width(start) - cell.Width(end) - 4
	}
	why := t.App.Trouble[string(a.status.Trouble)]
	if why != "" && !a.status.TroubleAt.IsZero() {
		why += t.Common.Comma + t.Age(a.now, a.status.TroubleAt)
	}
	end, room := ending(a.age(), why)
	if why != "" && room < roomForCompany {
		end, room = ending("", why)
	}
	for len(left) > 1 && cell.Width(strings.Join(left, dot)) > room {
		left = left[:len(left)-1]
	}
	start += "  " + cell.Cut(strings.Join(left, dot), room)
	return cell.Fit(start, max(a.width-cell.Width(end), 0)) + end
}

func (a *App) age() string {
	t := a.o.Text
	switch {
	case a.desk.Status == nil:
		return ""
	case a.status.Running:
		return t.App.Refreshing
	case a.status.Incomplete:
		return t.App.Unfinished
	case a.status.CompletedAt.IsZero() && a.desk.Profile.Connection == partner.ConnectionOffline:
		return "" // there is nothing to update from
	case a.status.CompletedAt.IsZero():
		return t.App.NeverUpdated
	}
	return fmt.Sprintf(t.App.Updated, t.Age(a.now, a.status.CompletedAt))
}

// tabs names the tabs with what waits there. On a narrow window the words for
// that give way first, and then the numbers.
func (a *App) tabs() string { return strings.Join(a.tabParts(), "") }

func (a *App) tabParts() []string {
	full := a.tabLine(func(tab Tab, n string) string {
		if tab.Counted != "" {
			n = fmt.Sprintf(tab.Counted, n)
		}
		return " (" + n + ")"
	})
	if cell.Width(strings.Join(full, "")) <= a.width {
		return full
	}
	if short := a.tabLine(func(_ Tab, n string) string { return " (" + n + ")" }); cell.Width(strings.Join(short, "")) <= a.width {
		return short
	}
	return a.tabLine(func(Tab, string) string { return "" })
}

func (a *App) tabLine(waiting func(tab Tab, n string) string) (parts []string) {
	th := a.o.Theme
	for i, tab := range a.desk.Tabs {
		number, name := fmt.Sprintf(" %d ", i+1), tab.Name
		if i < len(a.counts) && a.counts[i] > 0 {
			name += waiting(tab, a.o.Text.Number(a.counts[i]))
		}
		style := th.Tab
		if i == a.tab {
			style = th.TabActive
		}
		parts = append(parts, th.Dim.S(number)+style.S(name)+" ")
	}
	return parts
}

func (a *App) noticeLines() []string {
	if a.notice.Text == "" {
		return nil
	}
	th := a.o.Theme
	sign, style := th.Glyphs.Check, th.Notice
	switch a.notice.Level {
	case screen.Warning:
		sign, style = th.Glyphs.Warning, th.Warn
	case screen.Failure:
		sign, style = th.Glyphs.Cross, th.Error
	}
	lines := cell.Wrap(a.notice.Text, a.width-4)
	if most := max((a.height-frameLines)/2, 1); len(lines) > most { // the rest is what it is about
		lines = append(lines[:most-1], cell.Cut(lines[most-1]+" "+lines[most], a.width-4))
	}
	if a.notice.Correlation != "" {
		lines = append(lines, a.quotation())
	}
	for i, line := range lines {
		lead := "   "
		if i == 0 {
			lead = " " + sign + " "
		}
		lines[i] = style.S(cell.Fit(lead+line, a.width))
	}
	return lines
}

// quotation is what to quote to Microsoft, and the key that copies it where there
// is room for both.
func (a *App) quotation() string {
	t := a.o.Text
	line := fmt.Sprintf(t.App.Correlation, a.notice.Correlation)
	b, _ := a.o.Keys.Apply(keys.Global()).Find(keys.CopyCorrelation)
	if len(b.Keys) == 0 {
		return line
	}
	with := line + "  " + keys.Label(b.Keys[0], a.o.Theme.Glyphs) + " " + t.Keys[string(keys.CopyCorrelation)].Short
	if cell.Width(with) > a.width-4 {
		return line
	}
	return with
}
