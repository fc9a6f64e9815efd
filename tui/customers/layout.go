package customers

import (
	"fmt"
	"strings"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// preview is how many lines of a block the list shows.
const preview = 3

// leastAccount is how many cells of the account the age of a record leaves.
const leastAccount = 12

// Cells before a block's name, and from there to its text.
const (
	blockIndent = 5
	blockLabel  = 11
)

// layout is the lines of an expanded record, kept until something that they
// depend on changes.
type layout struct {
	width, version int
	minute         time.Time
	theme          *theme.Theme
	lines          []string
	stops          []int
}

// rows shows the window as the list widget wants to see it.
type rows struct{ s *Screen }

// Len is the number of customers in memory.
func (r rows) Len() int { return len(r.s.window.Rows) }

// ID is the identity of a customer.
func (r rows) ID(i int) string { return string(r.s.window.Rows[i].ID) }

// Height is one line and those of the record if it is open.
func (r rows) Height(i int) int { return 1 + len(r.s.lay(i).lines) }

// Stops are the customer's line and the first line of each block.
func (r rows) Stops(i int) []int { return r.s.lay(i).stops }

// lay gives the lines of the record of a row, none if it is closed.
func (s *Screen) lay(i int) *layout {
	c := &s.window.Rows[i]
	r := s.open[c.ID]
	if r == nil || s.frame.Theme == nil {
		return &closed
	}
	l := &r.laid
	minute := s.frame.Now.Truncate(time.Minute)
	if l.width != s.frame.Width || l.version != r.version || !l.minute.Equal(minute) || l.theme != s.frame.Theme {
		*l = layout{width: s.frame.Width, version: r.version, minute: minute, theme: s.frame.Theme, stops: []int{0}}
		shown := r.Record
		if !r.read {
			shown.Customer = *c
		}
		l.fill(s.frame, r, &shown, s.d.Fetcher != nil)
	}
	return l
}

var closed layout

func (l *layout) fill(f screen.Frame, r *record, rec *partner.Record, connected bool) {
	if r.failure != nil {
		text := f.Text.Error(partner.CodeOf(r.failure))
		l.add(f, "", []string{f.Theme.Error.S(text.Text())})
		return
	}
	for _, b := range partner.Blocks() {
		l.stops = append(l.stops, 1+len(l.lines))
		name := f.Text.Common.Blocks[string(b)]
		if b == partner.BlockUsers && rec.UsersTotal > 0 {
			name += " " + f.Text.Number(rec.UsersTotal)
		}
		l.add(f, name, blockLines(f, r, rec, b, connected, max(f.Width-blockIndent-blockLabel, 1)))
	}
	for _, text := range warnings(f, rec.Customer) {
		for i, line := range cell.Wrap(text, f.Width-blockIndent) {
			mark := "  "
			if i == 0 {
				mark = f.Theme.Glyphs.Warning + " "
			}
			l.lines = append(l.lines, cell.Spaces(blockIndent-2)+f.Theme.Warn.S(mark+line))
		}
	}
}

// add puts the lines of a block beside its name.
func (l *layout) add(f screen.Frame, name string, lines []string) {
	for i, line := range lines {
		head := cell.Spaces(blockLabel)
		if i == 0 {
			head = f.Theme.Heading.S(cell.Fit(name, blockLabel-1)) + " "
		}
		l.lines = append(l.lines, cell.Spaces(blockIndent)+head+line)
	}
}

// blockLines draws the beginning of a block, or its state if it holds nothing.
func blockLines(f screen.Frame, r *record, rec *partner.Record, b partner.Block, connected bool, width int) []string {
	words, th := f.Text.Customers.Record, f.Theme
	state := rec.States[b]
	known := !state.FetchedAt.IsZero()
	if b == partner.BlockAccount && r.read {
		known = true // the list itself knows the most
	}
	var lines []string
	if known {
		lines = firstLines(f, rec, b, aged(f, r, rec), width)
	}
	switch {
	case r.loading(b) && !known:
		lines = append(lines, th.Dim.S(words.Loading))
	case r.loading(b):
		if aside, fits := beside(th, lines[0], words.Refreshing, width); fits {
			lines[0] = aside
		}
	case state.Failure != nil && state.FailedAt.After(state.FetchedAt):
		lines = append(lines, failureLines(f, state, width)...)
	case !known && !connected:
		lines = append(lines, th.Dim.S(words.NoConnection))
	case !known:
		lines = append(lines, th.Dim.S(words.NotFetched))
	}
	return lines
}

// aged says when the oldest part of a record was read, "" if none is old. Parts
// that are being read, or could not be, tell that themselves.
func aged(f screen.Frame, open *record, rec *partner.Record) string {
	var oldest time.Time
	for _, b := range partner.Blocks() {
		state := rec.States[b]
		switch {
		case state.FetchedAt.IsZero(), failureOf(state) != nil, open != nil && open.loading(b):
		case oldest.IsZero(), state.FetchedAt.Before(oldest):
			oldest = state.FetchedAt
		}
	}
	if oldest.IsZero() || f.Now.Sub(oldest) < staleAfter {
		return ""
	}
	return fmt.Sprintf(f.Text.Customers.Record.Fetched, f.Text.Age(f.Now, oldest))
}

// beside puts a remark at the end of a line, if there is room for all of it.
func beside(th *theme.Theme, line, remark string, width int) (with string, fits bool) {
	return line + "  " + th.Dim.S(remark), cell.Width(line)+2+cell.Width(remark) <= width
}

// failureLines say why a block could not be read. That a customer grants no
// granular rights is normal and reads so.
func failureLines(f screen.Frame, state partner.BlockState, width int) []string {
	words, th := f.Text.Customers.Record, f.Theme
	if state.Failure.Code == partner.CodeGranularRights {
		lines := cell.Wrap(words.Granular, width)
		for i, line := range lines {
			lines[i] = th.Dim.S(line)
		}
		return lines
	}
	what := f.Text.Failed(f.Now, state).What
	text := fmt.Sprintf(words.Failed, what) + " " + widget.Dot(th) + " " + words.OpenForMore
	if !state.FetchedAt.IsZero() {
		text = fmt.Sprintf(words.NotRefreshed, what)
	}
	lines := cell.Wrap(text, width-2)
	for i, line := range lines {
		sign := " "
		if i == 0 {
			sign = th.Error.S(th.Glyphs.Cross)
		}
		lines[i] = sign + " " + line
	}
	return lines
}

// firstLines draws the first lines of what a block holds. The age of the record
// stands in the line of the account, which has the most room to give, so that it
// pushes nothing when it comes and goes.
func firstLines(f screen.Frame, rec *partner.Record, b partner.Block, age string, width int) []string {
	if b == partner.BlockAccount {
		line := accountLine(f, rec, width)
		if room := width - cell.Width(age) - 2; age != "" && room >= leastAccount {
			line, _ = beside(f.Theme, accountLine(f, rec, room), age, width)
		}
		return append([]string{line}, keptLines(f, &rec.Customer, width)...)
	}
	all := items(f.Text, rec, b, f.Now)
	if len(all) == 0 {
		return []string{f.Theme.Dim.S(empty(f.Text, b))}
	}
	total := len(all)
	if b == partner.BlockUsers {
		total = max(rec.UsersTotal, total)
	}
	shown := all[:min(len(all), preview)]
	lines := table(f.Theme, shown, width)
	if total > len(shown) {
		lines = append(lines, f.Theme.Dim.S("... "+f.Text.Count(f.Text.Customers.Record.More, total-len(shown))))
	}
	return lines
}

// keptLines are what is kept of a customer here: the nickname, the tags, and how
// the note begins.
func keptLines(f screen.Frame, c *partner.Customer, width int) (lines []string) {
	words := f.Text.Customers.Record
	for _, part := range []struct{ label, value string }{
		{f.Text.Marks.Nickname, c.Nickname}, {words.Tags, strings.Join(c.Tags, f.Text.Common.Comma)},
		{words.Note, strings.Join(strings.Fields(c.Note), " ")},
	} {
		if part.value != "" {
			label := part.label + f.Text.Common.Colon
			lines = append(lines, f.Theme.Dim.S(label)+cell.Cut(safetext.Line(part.value), max(width-cell.Width(label), 1)))
		}
	}
	return lines
}

// accountLine is the account in one line: domain, Microsoft ID and place. An ID
// for which there is no room is left out, because a part of it names nobody.
func accountLine(f screen.Frame, rec *partner.Record, width int) string {
	a, c := rec.Account, rec.Customer
	id := string(c.ID)
	if width < 90 {
		id = shortened(id)
	}
	place := a.Address.City
	if a.Address.Country != "" {
		place = strings.TrimPrefix(place+", "+a.Address.Country, ", ")
	}
	dot := " " + widget.Dot(f.Theme) + " "
	line := safetext.Line(first(a.Domain, c.Domain))
	if named := line + dot + f.Text.Customers.Record.MicrosoftID + " " + safetext.Line(id); cell.Width(named) <= width {
		line = named
	}
	if room := width - cell.Width(line+dot); place != "" && room > 1 {
		line += dot + cell.Cut(safetext.Line(place), room)
	}
	return cell.Cut(line, width)
}

// shortened leaves the ends of a GUID.
func shortened(id string) string {
	if len(id) != 36 {
		return id
	}
	return id[:4] + cell.Ellipsis + id[32:]
}

// warnings lists what needs attention with a customer.
func warnings(f screen.Frame, c partner.Customer) []string {
	words := f.Text.Customers.Record
	var all []string
	if c.LostRights() {
		all = append(all, i18n.Join(fmt.Sprintf(words.RightsRemoved, f.Text.Date(c.AdminRightsAt)), words.RightsRemovedTell))
	}
	if c.Agreement == partner.AgreementMissing {
		all = append(all, words.AgreementMissing)
	}
	switch c.Standing {
	case partner.StandingVanished:
		all = append(all, words.Vanished)
	case partner.StandingRemoved:
		all = append(all, words.RelationEnded)
	case partner.StandingImported:
		all = append(all, words.Imported)
	}
	return all
}

// table draws items in columns: as wide as their cells need, the last columns
// left out and then the first ones cut if there is no room.
func table(th *theme.Theme, all []item, width int) []string {
	widths := columns(all, width)
	lines := make([]string, len(all))
	for i, it := range all {
		var b strings.Builder
		for j, w := range widths {
			text := ""
			if j < len(it.cells) {
				text = it.cells[j]
			}
			b.WriteString(cell.Fit(text, w))
			if j < len(widths)-1 {
				b.WriteString("  ")
			}
		}
		lines[i] = strings.TrimRight(b.String(), " ")
		if it.dim {
			lines[i] = th.Dim.S(lines[i])
		}
	}
	return lines
}

func columns(all []item, width int) []int {
	var widths []int
	for _, it := range all {
		for j, text := range it.cells {
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], cell.Width(text))
		}
	}
	sum := func() int {
		total := 2 * max(len(widths)-1, 0)
		for _, w := range widths {
			total += w
		}
		return total
	}
	for j := 0; j < 2 && j < len(widths); j++ { // the first two may shrink
		widths[j] -= min(max(sum()-width, 0), max(widths[j]-18, 0))
	}
	for len(widths) > 1 && sum() > width {
		widths = widths[:len(widths)-1]
	}
	if len(widths) > 0 && sum() > width {
		widths[0] = max(width, 0)
	}
	return widths
}
