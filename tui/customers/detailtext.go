package customers

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/theme"
	"cspdesk/tui/widget"
)

// detailText is the lines of a record in the detail, each as wide as it, kept
// until something that they depend on changes.
type detailText struct {
	of    detailKey
	head  []string // stays while the rest is scrolled
	lines []string
	parts []detailPart // ascending
}

// detailPart is where a part of the record begins. The first one is of no block:
// what needs attention, and what is kept of the customer here.
type detailPart struct {
	line  int
	block partner.Block
}

// detailKey is what the text depends on.
type detailKey struct {
	version, open int // of the reading, and of the record in the list
	width         int
	wide, none    bool
	minute        time.Time
	theme         *theme.Theme
	text          *i18n.Strings
}

// layDetail writes the text of the detail anew if it has to be another one.
func (s *Screen) layDetail(f screen.Frame, wide bool) {
	d := &s.detail
	key := detailKey{
		version: d.version, width: f.Width, wide: wide, none: len(s.window.Rows) == 0,
		minute: f.Now.Truncate(time.Minute), theme: f.Theme, text: f.Text,
	}
	open := s.open[d.shown]
	if open != nil {
		key.open = 1 + open.version
	}
	if d.text.of == key {
		return
	}
	w := detailWriter{f: f, width: f.Width - 2, wide: wide, connected: s.d.Fetcher != nil, locked: s.d.RefreshOff != "", open: open, record: &d.record, parts: []detailPart{{}}}
	switch {
	case key.none:
		w.say(f.Theme.Dim, f.Text.DetailPane.None)
	case d.shown == "":
		w.say(f.Theme.Dim, f.Text.Customers.Record.Loading)
	case d.failure != nil:
		w.say(f.Theme.Error, f.Text.Error(partner.CodeOf(d.failure)).Text())
	default:
		w.write(d.waiting)
	}
	d.text = detailText{of: key, head: w.head, lines: w.lines, parts: w.parts}
	for _, lines := range [][]string{d.text.head, d.text.lines} {
		for i, line := range lines {
			lines[i] = cell.Fit(" "+line, f.Width)
		}
	}
}

// detailWriter writes the text of a record: wide, with the parts beside their
// names, or with the names above them.
type detailWriter struct {
	f         screen.Frame
	width     int
	wide      bool
	connected bool
	locked    bool    // nothing can be read anew
	open      *record // of the same customer in the list; nil if it is closed there
	record    *partner.Record

	head, lines []string
	parts       []detailPart
}

// say writes a paragraph.
func (w *detailWriter) say(style theme.Paint, text string) {
	for _, line := range cell.Wrap(safetext.Block(text), w.width) {
		w.lines = append(w.lines, style.S(line))
	}
}

func (w *detailWriter) write(waiting []partner.Intent) {
	f, th, c := w.f, w.f.Theme, &w.record.Customer
	if !w.wide {
		name := safetext.Line(c.CompanyName)
		if strings.TrimSpace(name) == "" {
			name = f.Text.Customers.NoName
		}
		w.head = []string{th.Title.S(cell.Cut(name, w.width))}
		for _, text := range []string{c.Domain, string(c.ID)} {
			w.head = append(w.head, th.Dim.S(cell.Cut(safetext.Line(text), w.width)))
		}
		w.head = append(w.head, "")
	}
	for _, text := range warnings(f, *c) {
		w.attend(text)
	}
	for _, in := range waiting {
		action := widget.Named(f.Text.Common.Actions, string(in.Action))
		w.attend(fmt.Sprintf(f.Text.DetailPane.Waiting, action, f.Text.Age(f.Now, in.At)))
	}
	notes := noted(f.Text, c)
	for i, it := range notes {
		if it.cells[0] == f.Text.Customers.Record.Note {
			notes[i].cells[1] = safetext.Block(c.Note)
		}
	}
	w.table(notes, longNote)
	untouched := w.untouched()
	for _, b := range partner.Blocks() {
		if untouched && b != partner.BlockAccount { // the account says so for all
			w.parts = append(w.parts, detailPart{len(w.lines), b})
			continue
		}
		if len(w.lines) > 0 && !w.wide {
			w.lines = append(w.lines, "")
		}
		w.parts = append(w.parts, detailPart{len(w.lines), b})
		w.part(b)
	}
}

// untouched reports whether no part of the record was ever asked for.
func (w *detailWriter) untouched() bool {
	for _, b := range partner.Blocks() {
		state := w.record.States[b]
		if !state.FetchedAt.IsZero() || state.Failure != nil || w.open != nil && w.open.loading(b) {
			return false
		}
	}
	return true
}

// attend writes what needs attention.
func (w *detailWriter) attend(text string) {
	mark := w.f.Theme.Glyphs.Warning + " "
	for _, line := range cell.Wrap(text, w.width-2) {
		w.lines = append(w.lines, w.f.Theme.Warn.S(mark+line))
		mark = "  "
	}
}

// The most lines of a value, so that a strange one does not hide the rest.
const (
	longValue = 3
	longNote  = 40
)

// table writes names with their values beside them.
func (w *detailWriter) table(all facts, most int) {
	label := 0
	for _, it := range all {
		label = max(label, cell.Width(it.cells[0])+2)
	}
	label = min(label, w.width/2)
	for _, it := range all {
		values := cell.Wrap(it.cells[1], max(w.width-label, 1))
		if len(values) > most {
			values = values[:most]
			values[most-1] = cell.Cut(values[most-1], max(w.width-label-1, 0)) + cell.Ellipsis
		}
		for i, line := range values {
			name := cell.Spaces(label)
			if i == 0 {
				name = w.f.Theme.Label.S(cell.Fit(it.cells[0], label))
			}
			w.lines = append(w.lines, name+line)
		}
	}
}

// part writes a block of the record with its name, its state, and what it holds.
func (w *detailWriter) part(b partner.Block) {
	th, begin := w.f.Theme, len(w.lines)
	width := w.width
	if w.wide {
		w.width -= blockLabel
	} else {
		w.width--
	}
	w.contents(b)
	w.width = width
	name, inside := w.name(b), slices.Clone(w.lines[begin:])
	w.lines = w.lines[:begin]
	if !w.wide {
		w.lines = append(w.lines, th.Heading.S(name)+w.age(b))
		for _, line := range inside {
			w.lines = append(w.lines, " "+line)
		}
		return
	}
	label := th.Heading.S(cell.Fit(name, blockLabel-1)) + " "
	for _, line := range inside {
		w.lines = append(w.lines, label+line)
		label = cell.Spaces(blockLabel)
	}
}

// name is that of a block, with how many things are in it.
func (w *detailWriter) name(b partner.Block) string {
	n := map[partner.Block]int{
		partner.BlockServices: len(w.record.Subscriptions), partner.BlockLicenses: len(w.record.Licenses),
		partner.BlockUsers: max(w.record.UsersTotal, len(w.record.Users)),
	}[b]
	name := w.f.Text.Common.Blocks[string(b)]
	if n > 0 {
		name += " " + w.f.Text.Number(n)
	}
	return name
}

// age says when a block was read.
func (w *detailWriter) age(b partner.Block) string {
	state := w.record.States[b]
	if state.FetchedAt.IsZero() {
		return ""
	}
	age := fmt.Sprintf(w.f.Text.Customers.Record.Fetched, w.f.Text.Age(w.f.Now, state.FetchedAt))
	return "  " + w.f.Theme.Dim.S(age)
}

// contents writes what a block holds, and why that is not all or not the newest.
func (w *detailWriter) contents(b partner.Block) {
	words, th, t := w.f.Text.Customers.Record, w.f.Theme, w.f.Text
	state := w.record.States[b]
	known := !state.FetchedAt.IsZero()
	switch {
	case b == partner.BlockAccount: // the list itself knows the most
		w.account()
	case known:
		w.items(b)
	}
	switch {
	case w.open != nil && w.open.loading(b) && known:
		w.say(th.Dim, words.Refreshing)
	case w.open != nil && w.open.loading(b):
		w.say(th.Dim, words.Loading)
	case state.Failure != nil && state.FailedAt.After(state.FetchedAt):
		w.failure(state)
	case known:
	case w.connected && w.locked:
		w.say(th.Dim, words.NotFetched)
	case w.connected:
		w.say(th.Dim, fmt.Sprintf(t.DetailPane.NotRead, keys.Label(t.DetailPane.ReadKey, th.Glyphs)))
	default:
		w.say(th.Dim, words.NoConnection)
	}
}

// failure says why a block could not be read, and what to quote to Microsoft.
func (w *detailWriter) failure(state partner.BlockState) {
	words, th := w.f.Text.Customers.Record, w.f.Theme
	if state.Failure.Code == partner.CodeGranularRights {
		w.say(th.Dim, words.Granular)
		return
	}
	text := w.f.Text.Failed(w.f.Now, state)
	what := fmt.Sprintf(words.Failed, text.What)
	if !state.FetchedAt.IsZero() {
		what = fmt.Sprintf(words.NotRefreshed, text.What)
	}
	w.say(th.Error, th.Glyphs.Cross+" "+what)
	w.say(th.Text, text.Advice())
	if id := state.Failure.CorrelationID; id != "" {
		w.say(th.Dim, cell.Cut(fmt.Sprintf(words.Correlation, safetext.Line(id)), 3*w.width))
	}
}

// account writes what is known of the customer: names with values, or wide one
// behind the other.
func (w *detailWriter) account() {
	t := w.f.Text
	all := terms(t, w.record)
	if !w.wide {
		w.table(append(all, standing(t, &w.record.Customer)...), longValue)
		return
	}
	text := make([]string, 0, len(all))
	for _, it := range all {
		text = append(text, it.cells[0]+t.Common.Colon+cell.Cut(it.cells[1], longValue*w.width/2))
	}
	w.flow(text)
}

// flow writes short texts one behind the other, whole where they fit into a
// line.
func (w *detailWriter) flow(texts []string) {
	dot, line := " "+widget.Dot(w.f.Theme)+" ", ""
	for _, text := range texts {
		switch {
		case line == "":
			line = text
		case cell.Width(line)+cell.Width(dot)+cell.Width(text) <= w.width:
			line += dot + text
		default:
			w.say(w.f.Theme.Text, line)
			line = text
		}
	}
	w.say(w.f.Theme.Text, line)
}

// item writes an item in one line, or its name above the rest.
func (w *detailWriter) item(it item) {
	rest := strings.Join(slices.DeleteFunc(slices.Clone(it.cells[1:]), func(text string) bool { return text == "" }), " "+widget.Dot(w.f.Theme)+" ")
	name := cell.Cut(it.cells[0], w.width)
	below := cell.Width(name)+2+cell.Width(rest) > w.width
	if it.dim {
		name = w.f.Theme.Dim.S(name)
	}
	if !below {
		w.lines = append(w.lines, name+"  "+w.f.Theme.Dim.S(rest))
		return
	}
	w.lines = append(w.lines, name, "  "+w.f.Theme.Dim.S(cell.Cut(rest, max(w.width-2, 0))))
}

// items writes what a block holds, in columns where all of them fit.
func (w *detailWriter) items(b partner.Block) {
	th, t := w.f.Theme, w.f.Text
	all := items(t, w.record, b, w.f.Now)
	switch {
	case len(all) == 0:
		w.say(th.Dim, empty(t, b))
	case wholeWidth(all) <= w.width || w.wide:
		w.lines = append(w.lines, table(th, all, w.width)...)
	default:
		for _, it := range all {
			w.item(it)
		}
	}
	if missing := w.record.UsersTotal - len(w.record.Users); b == partner.BlockUsers && missing > 0 {
		w.say(th.Dim, t.Count(t.Customers.Record.MoreUsers, missing))
	}
}

// wholeWidth is how wide items are in columns without being cut.
func wholeWidth(all []item) int {
	const endless = 1 << 16
	widths := columns(all, endless)
	width := 2 * max(len(widths)-1, 0)
	for _, w := range widths {
		width += w
	}
	return width
}
