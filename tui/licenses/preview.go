package licenses

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// apply shows before and after, and asks.
func (s *Assign) apply() tea.Cmd {
	change := s.change()
	if change.Empty() {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: s.text.Licenses.Nothing})
	}
	s.preview(change, "")
	return nil
}

// homeless counts the users who are assigned something and have no usage location.
func (s *Assign) homeless() int {
	n, change := 0, s.change()
	for _, u := range s.users {
		if u.UsageLocation == "" && len(change.Against(u.Licenses).Assign) > 0 {
			n++
		}
	}
	return n
}

func (s *Assign) askLocation() {
	t := s.text
	input := widget.TextInput(t.Licenses.Location, t.Licenses.LocationHint, "", 64)
	if c, ok := partner.CountryByCode(s.customer.Country); ok {
		input.Field.Set(t.CountryName(c.Code, c.Name))
	}
	input.Mistake = func(value string) string {
		if found, _ := t.FindCountry(value); found.Code == "" {
			return t.Users.Faults["location-unknown"]
		}
		return ""
	}
	input.Suggest = func(value string) string {
		if _, candidates := t.FindCountry(value); len(candidates) > 0 {
			return fmt.Sprintf(t.Welcome.Candidates, t.CountryNames(candidates))
		}
		return ""
	}
	s.location = &widget.Form{Inputs: []*widget.Input{input}}
}

func (s *Assign) locationKey(msg tea.KeyMsg) tea.Cmd {
	switch s.location.Update(msg) {
	case widget.FormLeft:
		s.location = nil
	case widget.FormSubmitted:
		found, _ := s.text.FindCountry(s.location.Inputs[0].Value())
		s.location = nil
		s.preview(s.change(), found.Code)
	}
	return nil
}

// preview asks with before and after, where it is needed and missing for the usage
// location first. Where seats are missing it does not ask, but leads to where they
// are bought.
func (s *Assign) preview(change partner.LicenseChange, location string) {
	t := s.text.Licenses
	var body []string
	missing, suspended := false, true
	for _, seats := range change.Preview(s.products, s.users) {
		name := seats.Product.Name
		free := seats.Product.Available - seats.Needed
		switch {
		case seats.OutOfSeats:
			missing, suspended = true, suspended && seats.Suspended()
			body = append(body, fmt.Sprintf(t.OutOf, name, s.seats(-free)))
			continue
		case seats.Needed != 0 || !seats.PlansChange:
			body = append(body, fmt.Sprintf(t.Before, name, s.text.Number(seats.Before), s.text.Count(t.For, seats.After), s.left(free)))
		}
		if seats.PlansChange {
			body = append(body, fmt.Sprintf(t.PlanChange, name))
		}
		if n := s.switchedOff(seats.Product.SkuID); n > 0 {
			body = append(body, name+s.text.Common.Colon+s.text.Count(s.text.Users.PlansOff, n))
		}
	}
	if missing {
		s.offerSeats(suspended, body...)
		return
	}
	if n := s.homeless(); n > 0 {
		country, known := partner.CountryByCode(location)
		if !known {
			s.askLocation()
			return
		}
		body = append(body, s.text.Count(t.LocationSet, n)+s.text.Common.Colon+s.text.CountryName(country.Code, country.Name))
	}
	assignment := manage.Assignment{Change: change, Products: s.products, Location: location}
	s.dialog = &widget.Dialog{Title: s.text.Count(t.Ask, len(s.users)), Body: body, Options: []widget.Option{
		{Label: t.No}, {Label: t.Yes, Key: "y", Do: func() tea.Cmd { return s.write(assignment) }},
	}}
}

// left counts the seats that are free in the end, and those that are over.
func (s *Assign) left(free int) string {
	left := s.seats(max(free, 0))
	if free < 0 {
		left += s.text.Common.Comma + s.text.SeatsFree(partner.License{Available: free})
	}
	return left
}

// seats counts seats in words.
func (s *Assign) seats(n int) string { return s.text.Count(s.text.Customers.Record.Seats, n) }

// switchedOff counts the services of a product that are switched off.
func (s *Assign) switchedOff(sku string) int {
	n := 0
	for _, off := range s.off[sku] {
		if off {
			n++
		}
	}
	return n
}

// write changes one user at once, and many as a job.
func (s *Assign) write(a manage.Assignment) tea.Cmd {
	d, c, users := s.d, s.customer, s.users
	return s.Ask(slotWrite, func(ctx context.Context) tea.Msg {
		ctx = context.WithoutCancel(ctx)
		if len(users) > 1 {
			job, err := d.Many(ctx, c, users, a)
			return begun{job, err}
		}
		result, err := d.Changer.Change(ctx, c, users[0], a)
		if err == nil {
			d.Changer.ReadSeats(ctx, c.ID)
		}
		return changed{result, err}
	})
}

// View draws the products with their boxes.
func (s *Assign) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Licenses, f.Theme
	who := f.Text.Count(t.For, len(s.users))
	if len(s.users) == 1 {
		who = s.users[0].PrincipalName
	}
	v := screen.View{Lines: []string{heading(f, t.Assign+f.Text.Common.Colon+who, s.customer), " " + s.stateLine(f), ""}}
	if s.location != nil {
		v.Lines = append(append(v.Lines[:2], widget.Paragraph(f.Text.Count(t.LocationAsk, s.homeless()), 1, f.Width)...), "")
		form, row, column := s.location.View(th, f.Width, f.Height-len(v.Lines))
		if column >= 0 {
			v.Cursor = &screen.Cursor{Row: row + len(v.Lines), Column: column}
		}
		v.Lines = append(v.Lines, form...)
	} else {
		for _, slot := range s.list.Visible(s.rows(), max(f.Height-len(v.Lines), 0)) {
			v.Lines = append(v.Lines, s.line(f, slot))
		}
	}
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	v.Lines = v.Lines[:min(len(v.Lines), f.Height)]
	if s.dialog != nil {
		v.Lines, v.Cursor = s.dialog.Over(v.Lines, th, f.Width, f.Height), nil
	}
	return v
}

func (s *Assign) stateLine(f screen.Frame) string {
	t, th := f.Text.Licenses, f.Theme
	switch {
	case s.Asking(slotWrite):
		return th.Notice.S(t.Working + " " + cell.Ellipsis)
	case s.failure != nil:
		return th.Error.S(th.Glyphs.Cross + " " + safetext.Line(f.Text.Explain(s.failure).Text()))
	case !s.known:
		return th.Dim.S(fmt.Sprintf(t.ReadingUsers, f.Text.Number(s.count), f.Text.Number(len(s.users))) + " " + cell.Ellipsis)
	case s.change().Empty():
		return th.Dim.S(t.Nothing)
	}
	return ""
}

// line draws a product, or one of its services.
func (s *Assign) line(f screen.Frame, slot widget.Slot) string {
	t, th, p := f.Text.Licenses, f.Theme, s.products[slot.Row]
	line := ""
	if slot.Line > 0 {
		line = s.plan(f, p, p.Plans[slot.Line-1])
	} else {
		sign := th.Glyphs.Collapsed
		if s.open[p.SkuID] {
			sign = th.Glyphs.Expanded
		}
		seats := fmt.Sprintf(t.Seats, f.Text.Number(p.Available), s.seats(p.Total))
		if p.Available < 0 {
			seats = f.Text.SeatsFree(p)
		}
		room := max(f.Width-7, 10)
		wide := []int{room - 20 - 28 - 4, 20, 28}
		if f.Width < 78 {
			wide = []int{room - 18 - 2, 18, 0}
		}
		line = " " + sign + " " + s.box(p) + " " + widget.Columns(wide, safetext.Line(p.Name), s.planned(f, p), seats)
	}
	if slot.Cursor {
		return th.Selected.Over(cell.Fit(line, f.Width))
	}
	return line
}

// planned says what becomes of a product, as long as it is not applied; of one that
// is as it was, or of which services alone change, who has it.
func (s *Assign) planned(f screen.Frame, p partner.License) string {
	t, n, all := f.Text.Licenses, s.holders(p.SkuID), len(s.users)
	switch wish := s.wishes[p.SkuID]; {
	case wish == give && n < all && all > 1:
		return f.Text.Count(t.GiveMany, all-n)
	case wish == give && n < all:
		return t.Give
	case wish == take && all > 1:
		return f.Text.Count(t.TakeMany, n)
	case wish == take:
		return t.Take
	}
	return s.held(f, p)
}

// held says how many have a product; of one user, whether they do.
func (s *Assign) held(f screen.Frame, p partner.License) string {
	t, n := f.Text.Licenses, s.holders(p.SkuID)
	switch {
	case len(s.users) > 1:
		return fmt.Sprintf(t.Held, f.Text.Number(n), f.Text.Number(len(s.users)))
	case n > 0:
		return t.HeldByOne
	}
	return t.HeldByNone
}

// box says what becomes of a product: all have it, some, or nobody.
func (s *Assign) box(p partner.License) string {
	n := s.holders(p.SkuID)
	switch {
	case s.wishes[p.SkuID] == give, s.wishes[p.SkuID] == keep && n == len(s.users) && n > 0:
		return "[x]"
	case s.wishes[p.SkuID] == keep && n > 0:
		return "[-]"
	}
	return "[ ]"
}

func (s *Assign) plan(f screen.Frame, p partner.License, plan partner.ServicePlan) string {
	t := f.Text.Licenses
	box, word := "   ", ""
	switch {
	case s.wishes[p.SkuID] == take:
	case s.off[p.SkuID] != nil && s.off[p.SkuID][plan.ID]:
		box, word = "[ ]", t.PlanOff
	case s.off[p.SkuID] != nil:
		box, word = "[x]", t.PlanOn
	}
	return "       " + box + " " + safetext.Line(plan.Name) + "  " + f.Theme.Dim.S(word)
}
