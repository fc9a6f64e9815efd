package buy

import (
	"fmt"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// View draws the steps and the one that is on.
func (s *Screen) View(f screen.Frame) screen.View {
	s.now = f.Now
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	lines, cursor := s.head(f)
	top := len(lines)
	switch {
	case s.phase == atAmount && s.form != nil:
		lines = append(lines, s.chosen(f)...)
		lines = append(lines, s.trouble(f)...)
		drawn, row, column := s.form.View(f.Theme, f.Width, max(f.Height-len(lines), 0))
		if cursor = nil; column >= 0 {
			cursor = &screen.Cursor{Row: len(lines) + row, Column: column}
		}
		lines = append(lines, drawn...)
	case s.phase == atCart:
		lines = append(lines, s.cartLines(f)...)
	case s.phase == atOrders:
		lines = append(lines, s.scroll.Show(s.orderLines(f), f.Width, f.Height-len(lines))...)
	default:
		lines = append(lines, s.choices(f, max(f.Height-top, 0))...)
	}
	lines = lines[:min(len(lines), f.Height)]
	if s.typed != nil {
		var row, column int
		lines, row, column = s.typed.Over(lines, f.Theme, f.Width, f.Height)
		if cursor = nil; column >= 0 {
			cursor = &screen.Cursor{Row: row, Column: column}
		}
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines, Cursor: cursor}
}

func (s *Screen) head(f screen.Frame) ([]string, *screen.Cursor) {
	t, th := f.Text.Buy, f.Theme
	title := t.Title
	if s.past {
		title = t.Orders
	}
	lines := []string{" " + th.Title.S(cell.Cut(fmt.Sprintf(title, safetext.Line(s.customer.CompanyName)), f.Width-1))}
	if s.past {
		return append(lines, ""), nil
	}
	at := map[phase]int{atProducts: 0, atSKUs: 1, atOffers: 1, atAmount: 2, atCart: 3, atOrders: 4}[s.phase]
	steps := ""
	for i, name := range t.Steps {
		sign := th.Glyphs.RadioOff
		switch {
		case i < at:
			sign = th.Glyphs.Check
		case i == at:
			sign = th.Glyphs.RadioOn
		}
		steps += " " + sign + " " + name + "  "
	}
	lines = append(lines, th.Dim.S(steps))
	if s.phase > atOffers {
		return append(lines, ""), nil
	}
	value, column := s.search.View(max(f.Width/2, 1))
	if s.search.Value() == "" && s.phase == atProducts {
		value = th.Dim.S(cell.Fit(t.SearchHint, max(f.Width/2, 1)))
	}
	return append(lines, " "+th.Key.S("/")+" "+th.Field.S(value)), &screen.Cursor{Row: 2, Column: 3 + column}
}

// trouble says what is being asked, or what went wrong.
func (s *Screen) trouble(f screen.Frame) []string {
	t, th := f.Text.Buy, f.Theme
	switch {
	case s.failure != nil:
		x := f.Text.Explain(s.failure)
		lines := widget.Paragraph(th.Glyphs.Cross+" "+x.Whole(), 1, f.Width)
		if x.CorrelationID != "" {
			lines = append(lines, " "+th.Dim.S(fmt.Sprintf(f.Text.Customers.Record.Correlation, safetext.Line(x.CorrelationID))))
		}
		return append(lines, "")
	case s.Asking(slotOrder):
		return []string{" " + th.Dim.S(t.Ordering), ""}
	case s.Asking(slotRead) && s.phase == atAmount:
		return []string{" " + th.Dim.S(t.Pricing), ""}
	case s.Asking(slotRead):
		return []string{" " + th.Dim.S(t.Reading), ""}
	}
	return nil
}

func (s *Screen) choices(f screen.Frame, height int) []string {
	t, th := f.Text.Buy, f.Theme
	lines := []string{""}
	if s.phase == atProducts {
		country := safetext.Line(countryName(f, s.country))
		lines = []string{"", ""}
		if s.country != "" {
			lines[0] = " " + th.Dim.S(i18n.Fill(t.Country, country, t.Segments[segments[s.segment]]))
		}
	} else {
		lines = append(lines, s.chosen(f)...)
	}
	lines = append(lines, s.trouble(f)...)
	if in := s.currencies(); s.phase == atOffers && len(in) > 0 {
		for _, line := range widget.Paragraph(fmt.Sprintf(t.PriceLater, strings.Join(in, f.Text.Common.Comma)), 1, f.Width) {
			lines = append(lines, th.Dim.S(line))
		}
		lines = append(lines, "")
	}
	switch {
	case len(s.rows) > 0:
	case s.failure != nil || s.Asking(slotRead):
		return lines
	case s.search.Value() != "":
		return append(lines, widget.Paragraph(fmt.Sprintf(t.Nothing, s.search.Value()), 1, f.Width)...)
	case s.phase == atOffers:
		return append(lines, widget.Paragraph(t.NoOffers, 1, f.Width)...)
	default:
		return append(lines, widget.Paragraph(t.Empty, 1, f.Width)...)
	}
	note := 0
	for _, r := range s.rows {
		note = min(max(note, cell.Width(safetext.Line(r.note))), f.Width/2)
	}
	for _, slot := range s.list.Visible(s.rows, max(height-len(lines), 0)) {
		r := s.rows[slot.Row]
		line := " " + cell.Fit(safetext.Line(r.title), max(f.Width-note-4, 1)) + "  " + th.Dim.S(cell.Fit(safetext.Line(r.note), note))
		if slot.Cursor {
			line = th.Selected.Over(cell.Fit(line, f.Width))
		}
		lines = append(lines, line)
	}
	return lines
}

// chosen names what was chosen so far, and what stands in the way of an order.
func (s *Screen) chosen(f screen.Frame) []string {
	t, th := f.Text.Buy, f.Theme
	name := s.purchase.Product.Title
	if s.phase > atSKUs {
		name = s.purchase.SKU.Title
	}
	if s.phase > atOffers {
		name += f.Text.Common.Comma + f.Text.OfferTerms(s.purchase.Offer.Term, s.purchase.Offer.BillingCycle)
	}
	lines := []string{" " + th.Heading.S(cell.Cut(safetext.Line(name), f.Width-1))}
	if s.phase >= atAmount {
		lines = append(lines, " "+th.Dim.S(f.Text.SeatLimits(s.purchase.SKU)))
		why := map[partner.Agreement]string{partner.AgreementMissing: t.AgreementMissing, partner.AgreementUnknown: t.AgreementUncertain}[s.customer.Agreement]
		if why != "" {
			for _, line := range widget.Paragraph(th.Glyphs.Warning+" "+why, 1, f.Width) {
				lines = append(lines, th.Warn.S(line))
			}
		}
	}
	return append(lines, "")
}

func (s *Screen) cartLines(f screen.Frame) []string {
	t, th := f.Text.Buy, f.Theme
	lines := append(s.chosen(f), s.trouble(f)...)
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, " "+th.Label.S(cell.Fit(name, 16))+" "+safetext.Line(value))
		}
	}
	add(t.SeatsLabel, f.Text.Number(s.purchase.Seats))
	add(t.NameLabel, s.purchase.Nickname)
	for _, l := range s.cart.Lines {
		if l.Error != nil {
			for _, line := range widget.Paragraph(th.Glyphs.Cross+" "+i18n.Fill(t.LineError, l.Error.Detail, l.Error.Code), 1, f.Width) {
				lines = append(lines, th.Error.S(line))
			}
			continue
		}
		add(t.ListPrice, s.money(l.ListPrice))
		add(t.UnitPrice, s.money(l.UnitPrice))
	}
	lines = append(lines, " "+th.Title.S(s.total()), "")
	lines = append(lines, widget.Paragraph(i18n.Join(t.CartHead, t.CartAsks), 1, f.Width)...)
	if !s.cart.Expires.IsZero() {
		lines = append(lines, " "+th.Dim.S(fmt.Sprintf(t.Expires, f.Text.Moment(s.cart.Expires.In(f.Now.Location())))))
	}
	return lines
}

// total is the price of the cart as the service gave it.
func (s *Screen) total() string { return safetext.Line(s.text.CartTotal(s.cart)) }

func (s *Screen) money(amount string) string {
	return safetext.Line(i18n.Money(amount, s.cart.Currency))
}

func (s *Screen) orderLines(f screen.Frame) []string {
	t, th := f.Text.Buy, f.Theme
	lines := s.trouble(f)
	for _, e := range s.refused {
		lines = append(lines, widget.Paragraph(th.Glyphs.Cross+" "+fmt.Sprintf(t.PartError, e.Detail), 1, f.Width)...)
	}
	if len(s.orders) == 0 && s.failure == nil && !s.Asking(slotRead) {
		empty := t.NoOrderID
		if s.past {
			empty = t.NoOrders
		}
		return append(lines, widget.Paragraph(empty, 1, f.Width)...)
	}
	waiting := false
	for _, o := range s.orders {
		waiting = waiting || !o.Settled()
		status := widget.Named(t.Status, strings.ReplaceAll(strings.ToLower(o.Status), " ", "_"))
		head := status
		if !o.Created.IsZero() {
			head = f.Text.Moment(o.Created.In(f.Now.Location())) + f.Text.Common.Comma + status
		}
		lines = append(lines, " "+th.Title.S(cell.Cut(head, f.Width-1)))
		for _, l := range o.Lines {
			name := l.OfferName
			if name == "" {
				name = l.OfferID
			}
			line := f.Text.Count(f.Text.Customers.Record.Seats, l.Seats) + "  " + safetext.Line(name)
			lines = append(lines, "   "+cell.Cut(line, max(f.Width-3, 1)))
		}
		if id := safetext.Line(o.ID); id != "" {
			lines = append(lines, "   "+th.Dim.S(cell.Cut(fmt.Sprintf(t.Ordered, id), max(f.Width-3, 1))))
		}
	}
	lines = append(lines, "")
	switch {
	case waiting:
		lines = append(lines, widget.Paragraph(t.Waiting, 1, f.Width)...)
		lines = append(lines, widget.Paragraph(t.LeaveHint, 1, f.Width)...)
	case !s.past && len(s.orders) > 0:
		lines = append(lines, widget.Paragraph(t.Settled, 1, f.Width)...)
	}
	return lines
}

// countryName is the name of a country, or its code where it has none.
func countryName(f screen.Frame, code string) string {
	if c, known := partner.CountryByCode(code); known {
		return f.Text.CountryName(c.Code, c.Name)
	}
	return code
}
