package customers

import (
	"maps"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// leads are the cells before the first column: for what needs attention, whether
// the record is open, and the mark.
const leads = 3

// ample is what the name and the domain have, in most cases whole, before one of
// the usual columns that say the same of most customers gets room.
const ample = 36 + 30

// shape is how wide a column is: least cells, or its share of the room that is
// left, up to most. Waits says that, as one of the usual columns, it comes after
// what is ample for the others.
type shape struct {
	least, most, share int
	waits              bool
}

var shapes = map[partner.Column]shape{
	partner.ColumnName:         {least: 18, share: 11},
	partner.ColumnDomain:       {least: 16, most: 60, share: 9},
	partner.ColumnRelationship: {least: 14, waits: true},
	partner.ColumnAdminRights:  {least: 15},
	partner.ColumnAgreement:    {least: 13},
	partner.ColumnCountry:      {least: 9, waits: true},
	partner.ColumnID:           {least: 36},
	partner.ColumnTags:         {least: 12, most: 40, share: 6},
	partner.ColumnNickname:     {least: 12, most: 30, share: 5},
	partner.ColumnNote:         {least: 16, most: 80, share: 8},
	partner.ColumnStanding:     {least: 22},
	partner.ColumnFirstSeen:    {least: 10},
	partner.ColumnRefreshedAt:  {least: 10},
}

// shapeOf is the shape of a column in a list of some width. Names and domains,
// by which people find customers, want more where there is more; a column of words
// is no wider than they are in their language.
func shapeOf(text *i18n.Strings, c partner.Column, width int) shape {
	s := shapes[c]
	switch c {
	case partner.ColumnName:
		s.least = max(s.least, width*3/10)
	case partner.ColumnDomain:
		s.least = max(s.least, width/5)
	}
	if words := vocabulary(text, c); words != nil {
		widest := cell.Width(heading(text, c))
		for _, word := range words {
			widest = max(widest, cell.Width(word))
		}
		s.least = min(s.least, widest)
	}
	return s
}

// vocabulary is what usually stands in a column of words, nil for other columns.
func vocabulary(text *i18n.Strings, c partner.Column) []string {
	t := text.Common
	switch c {
	case partner.ColumnRelationship:
		return []string{t.Relationships["reseller"], t.Relationships["advisor"], t.Relationships["none"], text.Customers.NotListed, text.Customers.EndedShort}
	case partner.ColumnAdminRights:
		return append(states(t.AdminRights, string(partner.AdminRightsRemoved)), text.Customers.NotListed, text.Customers.EndedRights)
	case partner.ColumnAgreement:
		return states(t.Agreement, string(partner.AgreementMissing))
	case partner.ColumnStanding:
		return slices.Collect(maps.Values(t.Standing))
	case partner.ColumnCountry:
		return []string{"DE"}
	}
	return nil
}

// spread is the columns of the list in a width: those that fit, from the left.
type spread struct {
	text    *i18n.Strings
	width   int
	beside  bool             // a detail says what the other usual columns do
	chosen  []partner.Column // nil for the default ones
	columns []partner.Column
	widths  []int
}

// newSpread leaves out columns from the right until the others fit, and shares
// out what is left: the name takes the rest. Beside the detail each of the usual
// columns waits for what is ample for the name and the domain.
func newSpread(text *i18n.Strings, chosen []partner.Column, width int, beside bool) *spread {
	s := &spread{text: text, width: width, beside: beside, chosen: chosen}
	wanted := chosen
	if wanted == nil {
		wanted = partner.DefaultColumns()
	}
	rest, spare, shares := width-leads, 0, 0
	for i, c := range wanted {
		form, needed := shapeOf(text, c, width), spare
		if chosen == nil && (form.waits || beside && form.share == 0) {
			needed = max(needed, ample)
		}
		if i > 0 && rest-2-form.least < needed {
			break
		}
		s.columns, s.widths = append(s.columns, c), append(s.widths, form.least)
		if i > 0 {
			rest -= 2
		}
		if form.share == 0 {
			rest -= form.least
		} else {
			spare += form.least
			shares += form.share
		}
	}
	for i, c := range s.columns {
		if form := shapeOf(text, c, width); i > 0 && form.share > 0 {
			spare -= form.least
			s.widths[i] = min(max(rest*form.share/shares, form.least), form.most, rest-spare)
			rest -= s.widths[i]
			shares -= form.share
		}
	}
	s.widths[0] = max(rest, 0)
	return s
}

// spreadOver gives the columns for a width; the last ones are kept.
func (s *Screen) spreadOver(width int) *spread {
	beside := s.divide(s.size.Width, s.size.Height).beside()
	if s.spread == nil || s.spread.text != s.frame.Text || s.spread.width != width || s.spread.beside != beside || !slices.Equal(s.spread.chosen, s.columns) {
		s.spread = newSpread(s.frame.Text, s.columns, width, beside)
	}
	return s.spread
}

func (sp *spread) shows(c partner.Column) bool { return slices.Contains(sp.columns, c) }

// head is the width of the name with what stands before it.
func (sp *spread) head() int { return leads + sp.widths[0] }

// at is the column that covers a cell of a line, "" if none does.
func (sp *spread) at(x int) partner.Column {
	from := leads
	for i, w := range sp.widths {
		if x >= from && x < from+w {
			return sp.columns[i]
		}
		from += w + 2
	}
	return ""
}

func (sp *spread) line(of func(c partner.Column, width int) string) string {
	cells := make([]string, len(sp.columns))
	for i, c := range sp.columns {
		cells[i] = of(c, sp.widths[i])
	}
	return widget.Columns(sp.widths, cells...)
}

// headings is the line above the rows.
func (sp *spread) headings(f screen.Frame) string {
	return cell.Spaces(leads) + f.Theme.Dim.S(sp.line(func(c partner.Column, _ int) string { return heading(f.Text, c) }))
}

// heading is what a column is called.
func heading(t *i18n.Strings, c partner.Column) string {
	names := t.Customers.Column
	switch c {
	case partner.ColumnName:
		return names.Company
	case partner.ColumnDomain:
		return names.Domain
	case partner.ColumnRelationship:
		return names.Relationship
	case partner.ColumnAdminRights:
		return names.AdminRights
	case partner.ColumnAgreement:
		return names.Agreement
	case partner.ColumnCountry:
		return names.Country
	case partner.ColumnID:
		return t.Customers.Record.MicrosoftID
	case partner.ColumnTags:
		return t.Customers.Record.Tags
	case partner.ColumnNickname:
		return t.Marks.Nickname
	case partner.ColumnNote:
		return t.Customers.Record.Note
	case partner.ColumnStanding:
		return t.Customers.Record.Standing
	case partner.ColumnFirstSeen:
		return t.Customers.Record.FirstSeen
	case partner.ColumnRefreshedAt:
		return t.Columns.RefreshedAt
	}
	return string(c)
}

// row draws a customer. What needs attention has a sign and a word, never a
// colour alone.
func (sp *spread) row(f screen.Frame, c *partner.Customer, open, marked bool) string {
	th := f.Theme
	lead, sign, mark := " ", th.Glyphs.Collapsed, " "
	if len(warnings(f, *c)) > 0 && c.Standing != partner.StandingImported {
		lead = th.Warn.S(th.Glyphs.Warning) // its words may not fit into the columns
	}
	if open {
		sign = th.Glyphs.Expanded
	}
	if marked {
		mark = th.Glyphs.Check
	}
	line := lead + sign + mark + sp.line(func(column partner.Column, width int) string { return sp.cell(f, c, column, width) })
	if gone(c) {
		return th.Dim.Over(line)
	}
	return line
}

func gone(c *partner.Customer) bool {
	return c.Standing == partner.StandingVanished || c.Standing == partner.StandingRemoved
}

// cell is what stands of a customer in a column, safe to draw.
func (sp *spread) cell(f screen.Frame, c *partner.Customer, column partner.Column, width int) string {
	t := f.Text.Common
	if c.Standing == partner.StandingRemoved && column == partner.ColumnAdminRights {
		return f.Text.Customers.EndedRights
	}
	if gone(c) && column == sp.tellsGone() && column != partner.ColumnName {
		return absence(f, c)
	}
	switch column {
	case partner.ColumnName:
		return sp.name(f, c, width)
	case partner.ColumnDomain:
		return safetext.Line(c.Domain)
	case partner.ColumnRelationship:
		return widget.Named(t.Relationships, string(c.Relationship))
	case partner.ColumnAdminRights:
		return state(t.AdminRights, string(c.AdminRights), c.LostRights())
	case partner.ColumnAgreement:
		return state(t.Agreement, string(c.Agreement), c.Agreement == partner.AgreementMissing)
	case partner.ColumnCountry:
		return safetext.Line(c.Country)
	case partner.ColumnID:
		return safetext.Line(string(c.ID))
	case partner.ColumnTags:
		return safetext.Line(strings.Join(c.Tags, " "))
	case partner.ColumnNickname:
		return safetext.Line(c.Nickname)
	case partner.ColumnNote:
		return safetext.Line(strings.Join(strings.Fields(c.Note), " "))
	case partner.ColumnStanding:
		return widget.Named(t.Standing, string(c.Standing))
	case partner.ColumnFirstSeen:
		return day(f, c.FirstSeen)
	case partner.ColumnRefreshedAt:
		return day(f, c.RefreshedAt)
	}
	return ""
}

// state is the word for a state, with a sign if somebody should look after it.
// One that is not known yet is in the record.
func state(words map[string]string, value string, alarming bool) string {
	switch {
	case value == "":
		return "-"
	case alarming:
		return widget.Named(words, value) + " (!)"
	}
	return widget.Named(words, value)
}

// states are the words for all states, one of which is alarming.
func states(words map[string]string, alarming string) (all []string) {
	for value := range words {
		all = append(all, state(words, value, value == alarming))
	}
	return all
}

func day(f screen.Frame, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return f.Text.Date(at)
}

// tellsGone is the column that says of a customer that the partner's list has
// them no more; none if a column of its own does.
func (sp *spread) tellsGone() partner.Column {
	if sp.shows(partner.ColumnStanding) {
		return ""
	}
	for _, c := range []partner.Column{partner.ColumnRelationship, partner.ColumnAdminRights} { // wide enough for the words
		if sp.shows(c) {
			return c
		}
	}
	return partner.ColumnName
}

func absence(f screen.Frame, c *partner.Customer) string {
	if c.Standing == partner.StandingRemoved {
		return f.Text.Customers.EndedShort
	}
	return f.Text.Customers.NotListed
}

// extrasFrom is the width of the list from which tags stand behind the name.
const extrasFrom = 100

// name is the name with what is kept of the customer here, as far as it has no
// column of its own: a sign for the pin, which is always seen, the nickname, for
// which a long name makes room if half of it is enough, and the tags where there is
// room.
func (sp *spread) name(f screen.Frame, c *partner.Customer, width int) string {
	name := safetext.Line(c.CompanyName)
	if strings.TrimSpace(name) == "" {
		name = f.Text.Customers.NoName
	}
	tells := gone(c) && sp.tellsGone() == partner.ColumnName
	if tells {
		word := absence(f, c)
		name = cell.Cut(name, max(width-cell.Width(word)-4, 4)) + "  " + word
	}
	extras, room := "", width
	if c.Nickname != "" && !sp.shows(partner.ColumnNickname) {
		extras = " (" + safetext.Line(c.Nickname) + ")"
		if wide := cell.Width(extras); !tells && wide <= width/2 {
			room -= wide
		}
	}
	if c.Pinned {
		name = cell.Cut(name, max(room-2, 0)) + " " + f.Theme.Glyphs.Bullet
	} else if room < width {
		name = cell.Cut(name, room)
	}
	if len(c.Tags) > 0 && sp.width >= extrasFrom && !sp.shows(partner.ColumnTags) {
		extras += "  " + safetext.Line(strings.Join(c.Tags, " "))
	}
	if room = width - cell.Width(name); extras != "" && room > 3 {
		name += f.Theme.Dim.S(cell.Cut(extras, room))
	}
	return name
}
