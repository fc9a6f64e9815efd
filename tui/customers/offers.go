package customers

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// offers are what is suggested below a line in which a filter or tags are typed.
type offers struct {
	tags []partner.TagCount // those that customers have
	all  []partner.Suggestion
	at   int // the one that is taken next
}

// forFilter suggests how a filter may go on.
func (o *offers) forFilter(field *widget.Field, text *i18n.Strings) {
	o.all, o.at = partner.CompleteFilter(field.Value(), field.Cursor(), o.tags, text.FilterWords()), 0
}

// forTags suggests tags for the word at the cursor, behind its sign.
func (o *offers) forTags(field *widget.Field) {
	const key = "tag:"
	text, cursor := field.Value(), field.Cursor()
	from := 0
	if i := strings.LastIndexFunc(text[:cursor], partner.BetweenTags); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		from = i + size
	}
	if from < cursor && (text[from] == '+' || text[from] == '-') {
		from++
	}
	o.all, o.at = partner.CompleteFilter(key+text[from:cursor], len(key)+cursor-from, o.tags, partner.FilterWords{}), 0
	for i := range o.all {
		o.all[i].From, o.all[i].To = from, cursor
	}
}

// partOfTag reports whether the filter in the field ends in a part of a tag that
// customers have, and in none of the tags themselves.
func (o *offers) partOfTag(field *widget.Field) bool {
	if len(o.all) == 0 || o.all[0].Key != partner.FilterTag || o.all[0].Value == "" {
		return false
	}
	typed := partner.TagKey(field.Value()[o.all[0].From:o.all[0].To])
	return !slices.ContainsFunc(o.all, func(s partner.Suggestion) bool { return partner.TagKey(s.Value) == typed })
}

// step goes to another suggestion.
func (o *offers) step(n int) {
	if len(o.all) > 0 {
		o.at = (o.at + n + len(o.all)) % len(o.all)
	}
}

// take writes a suggestion into the field, and reports whether there was one.
func (o *offers) take(field *widget.Field) bool {
	if o.at >= len(o.all) {
		return false
	}
	s := o.all[o.at]
	text := s.Text
	if !strings.HasSuffix(text, ":") && s.To == len(field.Value()) && s.Value == "" {
		text += " "
	}
	field.Replace(s.From, s.To, text)
	return true
}

// line draws the suggestions, with the one that is taken next in sight.
func (o *offers) line(f screen.Frame, width int) string {
	words := make([]string, len(o.all))
	for i, s := range o.all {
		words[i] = o.word(f, s)
	}
	from, used := 0, 0
	for i := 0; i <= o.at && i < len(words); i++ {
		used += cell.Width(words[i]) + 2
		for ; used > width && from < i; from++ {
			used -= cell.Width(words[from]) + 2
		}
	}
	var b strings.Builder
	for i, word := range words[from:] {
		if used = cell.Width(b.String()); used > width {
			break
		}
		if i > 0 {
			b.WriteString("  ")
		}
		if from+i == o.at {
			b.WriteString(f.Theme.Selected.S(word))
		} else {
			b.WriteString(f.Theme.Dim.S(word))
		}
	}
	return cell.Cut(b.String(), width)
}

// word is a suggestion as it is shown: a country with its name, a tag with the
// number of customers who have it.
func (o *offers) word(f screen.Frame, s partner.Suggestion) string {
	word := safetext.Line(s.Text)
	switch {
	case s.Customers > 0:
		word += " " + f.Text.Number(s.Customers)
	case s.Key == partner.FilterCountry && len(s.Value) == 2:
		for _, c := range partner.Countries() {
			if strings.EqualFold(c.Code, s.Value) {
				return word + " " + f.Text.CountryName(c.Code, c.Name)
			}
		}
	}
	return word
}

// quoted is a number of an alt key: "alt+3" gives 3, anything else 0.
func quoted(name string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(name, "alt+"))
	if err != nil || !strings.HasPrefix(name, "alt+") {
		return 0
	}
	return n
}
