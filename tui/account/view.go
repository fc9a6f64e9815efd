package account

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

func (s *Screen) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case s.dialog != nil:
		chosen, done := s.dialog.Update(msg)
		if !done {
			return nil
		}
		s.dialog = nil
		if chosen.Do != nil {
			return chosen.Do()
		}
		return nil
	case s.sheet != nil:
		switch s.sheet.form.Update(msg) {
		case widget.FormLeft:
			s.sheet = nil
		case widget.FormSubmitted:
			return s.submit()
		}
		return nil
	}
	switch intent := s.Keys().Match(msg); intent {
	case keys.Back:
		return s.Go(screen.Pop{})
	case keys.AccountBilling:
		return s.readBilling()
	case keys.AccountAttest:
		s.attestSheet()
	case keys.AccountQualify:
		s.qualifySheet()
	case keys.PendingOpen:
		return s.Go(screen.Push{Screen: s.d.Pending()})
	case keys.NextBlock:
		return s.Go(screen.Replace{Screen: s.d.Turn(s.customer, 1)})
	case keys.PreviousBlock:
		return s.Go(screen.Replace{Screen: s.d.Turn(s.customer, -1)})
	case keys.FetchBlock:
		return s.fetch()
	case keys.Copy:
		return s.copyID()
	default:
		s.scroll.Steer(intent)
	}
	return nil
}

// readBilling reads the profile that is to be edited, unless a sheet that was
// left is waiting.
func (s *Screen) readBilling() tea.Cmd {
	if kept := s.sheets[keys.AccountBilling]; kept != nil && !kept.old {
		s.sheet = kept
		return nil
	}
	if s.Asking(slotBilling) {
		return nil
	}
	keeper, id := s.d.Keeper, s.customer.ID
	return s.Ask(slotBilling, func(ctx context.Context) tea.Msg {
		profile, err := keeper.Billing(ctx, id)
		if err != nil {
			return err
		}
		return cameBilling{profile}
	})
}

func (s *Screen) copyID() tea.Cmd {
	text, clipboard, value := s.text, s.d.Clipboard, string(s.customer.ID)
	if f := s.blockFailure(); f != nil && f.CorrelationID != "" {
		value = f.CorrelationID
	}
	return func() tea.Msg {
		route, err := clipboard.Copy(context.Background(), value)
		if err != nil {
			return screen.Notice{Level: screen.Failure, Text: text.Error(partner.CodeOf(err)).Text()}
		}
		return screen.Notice{Text: fmt.Sprintf(text.Customers.Copied.Value, value, widget.Named(text.Wizard.Routes, route))}
	}
}

// View draws the name, the state of the block, and the account or a sheet.
func (s *Screen) View(f screen.Frame) screen.View {
	s.now = f.Now
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	lines := s.head(f)
	var cursor *screen.Cursor
	if s.sheet != nil {
		lines = append(lines, " "+f.Theme.Heading.S(s.sheet.title))
		drawn, row, column := s.sheet.form.View(f.Theme, f.Width, max(f.Height-len(lines), 0))
		if column >= 0 {
			cursor = &screen.Cursor{Row: len(lines) + row, Column: column}
		}
		lines = append(lines, drawn...)
	} else {
		lines = append(lines, s.account(f, max(f.Height-len(lines), 0))...)
	}
	lines = lines[:min(len(lines), f.Height)]
	if s.dialog != nil {
		lines, cursor = s.dialog.Over(lines, f.Theme, f.Width, f.Height), nil
	}
	for i, line := range lines {
		lines[i] = cell.Cut(line, f.Width)
	}
	return screen.View{Lines: lines, Cursor: cursor}
}

// account draws the part of the account that is scrolled to, or what was changed
// just now, and says how much follows.
func (s *Screen) account(f screen.Frame, room int) []string {
	body, places := s.body(f)
	if len(body) > room && room > 1 {
		room-- // to say that more follows
	}
	lines := s.scroll.Show(body, f.Width, room)
	if place, known := places[s.shows]; known {
		s.scroll.Top()
		s.scroll.Move(place)
		lines = s.scroll.Show(body, f.Width, room)
	}
	s.shows = ""
	if below := s.scroll.Below(); below > 0 && room > 0 {
		lines = append(lines, f.Below(below))
	}
	return lines
}

func (s *Screen) head(f screen.Frame) []string {
	th, t := f.Theme, f.Text
	lines := f.RecordHead(s.customer, partner.BlockAccount)
	lines = append(lines, s.state(f)...)
	warn := func(text string) {
		for _, line := range widget.Paragraph(th.Glyphs.Warning+" "+text, 1, f.Width) {
			lines = append(lines, th.Warn.S(line))
		}
	}
	if s.pending > 0 {
		warn(t.Count(t.Subscriptions.Pending, s.pending))
	}
	for _, sheet := range s.begun() {
		if s.sheet == nil {
			warn(fmt.Sprintf(t.Account.Begun[string(sheet.intent)], sheet.title))
		}
	}
	return append(lines, "")
}

func (s *Screen) blockFailure() *partner.Error {
	state := s.record.States[partner.BlockAccount]
	if state.Failure != nil && state.FailedAt.After(state.FetchedAt) {
		return state.Failure
	}
	return nil
}

// state says how old the account is, or why it is not here.
func (s *Screen) state(f screen.Frame) []string {
	words, th := f.Text.Customers.Record, f.Theme
	at := s.record.States[partner.BlockAccount].FetchedAt
	dim := func(text string) []string { return []string{" " + th.Dim.S(text)} }
	switch failure := s.blockFailure(); {
	case s.failure != nil:
		return widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Error(partner.CodeOf(s.failure)).Text(), 1, f.Width)
	case s.Asking(slotWrite):
		return dim(f.Text.Subscriptions.Working)
	case s.Asking(slotBilling):
		return dim(f.Text.Account.NotRead)
	case s.Asking(slotFetch) && at.IsZero():
		return dim(words.Loading)
	case s.Asking(slotFetch):
		return dim(words.Refreshing)
	case failure != nil:
		lines := widget.Paragraph(th.Glyphs.Cross+" "+f.Text.Failed(f.Now, s.record.States[partner.BlockAccount]).Text(), 1, f.Width)
		if failure.CorrelationID != "" {
			lines = append(lines, dim(fmt.Sprintf(words.Correlation, safetext.Line(failure.CorrelationID)))...)
		}
		return lines
	case !at.IsZero():
		return dim(fmt.Sprintf(words.Fetched, f.Text.Age(f.Now, at)))
	}
	return dim(words.NotFetched)
}

// agreement says what is known of the customer agreement.
func (s *Screen) agreement() string {
	t, a := s.text.Account.AgreementText, s.record.Account
	switch {
	case a.AgreementSigned:
		return t["signed"]
	case !a.AgreementAttested.IsZero():
		return fmt.Sprintf(t["attested"], s.text.Date(a.AgreementAttested))
	case a.AgreementUnchecked, s.record.States[partner.BlockAccount].FetchedAt.IsZero():
		return t["unknown"]
	}
	return t["missing"]
}

// rights says what the state of the admin rights means, and what can still be
// done.
func (s *Screen) rights() string {
	t, c := s.text.Account, s.customer
	if c.Standing == partner.StandingRemoved {
		return t.RightsEnded
	}
	text, known := t.RightsText[string(c.AdminRights)]
	if !known {
		return t.RightsText[""]
	}
	if c.AdminRights == partner.AdminRightsRemoved {
		day := t.RightsGone
		if !c.AdminRightsAt.IsZero() {
			day = s.text.Date(c.AdminRightsAt.In(s.now.Location()))
		}
		return fmt.Sprintf(text, day)
	}
	return text
}

// labelWidth is the room for the names of values.
const labelWidth = 16

// page is lines that are written one below the other.
type page struct {
	f     screen.Frame
	lines []string
}

func (p *page) head(name string) { p.lines = append(p.lines, "", " "+p.f.Theme.Heading.S(name)) }

func (p *page) text(text string) { p.lines = append(p.lines, widget.Paragraph(text, 1, p.f.Width)...) }

// add writes a name and its value; nothing if there is no value.
func (p *page) add(name, value string) {
	if value == "" {
		return
	}
	for _, part := range cell.Wrap(safetext.Line(value), max(p.f.Width-labelWidth-3, 1)) {
		p.lines = append(p.lines, " "+p.f.Theme.Label.S(cell.Fit(name, labelWidth))+"  "+part)
		name = ""
	}
}

// list adds names of any length, which have the room that the values leave. Both are
// safe to draw.
func (p *page) list(pairs [][2]string) {
	names, values := labelWidth, 0
	for _, pair := range pairs {
		names, values = max(names, cell.Width(pair[0])), max(values, cell.Width(pair[1]))
	}
	names = min(names, max(p.f.Width-3-values, labelWidth))
	for _, pair := range pairs {
		p.lines = append(p.lines, " "+p.f.Theme.Label.S(cell.Fit(pair[0], names))+"  "+pair[1])
	}
}

// body is the account as names and values below headings, and the line at which
// that begins which an intent changes.
func (s *Screen) body(f screen.Frame) ([]string, map[keys.Intent]int) {
	p, t, a := &page{f: f}, f.Text.Account, s.record.Account
	places := map[keys.Intent]int{}
	p.lines = append(p.lines, " "+f.Theme.Heading.S(t.Rights)+"  "+safetext.Line(f.Text.Rights(s.customer)))
	p.text(s.rights())
	places[keys.AccountAttest] = len(p.lines) + 1
	p.head(t.Agreement)
	p.text(s.agreement())
	s.company(p)
	places[keys.AccountBilling] = len(p.lines) + 1
	p.head(t.Billing)
	p.add(t.Name, a.BillingCompany)
	p.add(t.Contact, a.BillingContact)
	p.add(t.Address, address(a.BillingAddress))
	p.add(t.Phone, a.BillingAddress.PhoneNumber)
	p.add(t.Email, a.BillingEmail)
	p.add(t.Language, a.Language)
	p.add(t.Culture, a.Culture)
	places[keys.AccountQualify] = len(p.lines) + 1
	s.qualified(p)
	s.partners(p)
	return append(p.lines, s.own(f)...), places
}

func (s *Screen) company(p *page) {
	text, a, c := p.f.Text, s.record.Account, s.customer
	t, words := text.Account, text.Customers.Record
	p.head(t.Company)
	p.add(t.Name, first(a.CompanyName, c.CompanyName))
	p.add(words.MicrosoftID, string(c.ID))
	p.add(text.Customers.Column.Domain, first(a.Domain, c.Domain))
	p.add(t.Domains, strings.Join(a.CustomDomains, text.Common.Comma))
	if where := address(a.Address); where != address(a.BillingAddress) { // without rights it is that of the bills
		p.add(t.Address, where)
	}
	p.add(t.Email, a.Email)
	p.add(text.Customers.Column.Relationship, widget.Named(text.Common.Relationships, string(c.Relationship)))
	p.add(words.Standing, widget.Named(text.Common.Standing, string(c.Standing)))
	p.text(t.CompanyFixed)
}

func (s *Screen) qualified(p *page) {
	t, list := p.f.Text.Account, s.record.Account.Qualifications
	p.head(t.Qualification)
	var pairs [][2]string
	for _, q := range list {
		pairs = append(pairs, [2]string{widget.Named(t.Names, q.Name), widget.Named(t.Vetting, q.Vetting)})
	}
	p.list(pairs)
	p.none(list == nil, len(list) == 0, t.NoneQualified)
}

func (s *Screen) partners(p *page) {
	t, list := p.f.Text.Account, s.record.Account.Partners
	p.head(t.Partners)
	var pairs [][2]string
	for _, partner := range list {
		pairs = append(pairs, [2]string{safetext.Line(partner.Name), safetext.Line(strings.TrimSpace(partner.MPNID + " " + partner.Country))})
	}
	p.list(pairs)
	p.none(list == nil, len(list) == 0, t.NoPartners)
}

// none says that a list is hidden from us, or that it is empty.
func (p *page) none(hidden, empty bool, words string) {
	switch {
	case hidden:
		p.lines = append(p.lines, " "+p.f.Theme.Dim.S(p.f.Text.Account.PartnersHidden))
	case empty:
		p.lines = append(p.lines, " "+words)
	}
}

// own is what is known here alone.
func (s *Screen) own(f screen.Frame) []string {
	words, c := f.Text.Customers.Record, s.customer
	var lines []string
	add := func(name, value string) {
		if value != "" {
			lines = append(lines, " "+f.Theme.Label.S(cell.Fit(name, labelWidth))+"  "+safetext.Line(value))
		}
	}
	for _, inv := range s.record.Invitations {
		add(words.Requests, strings.TrimSpace(first(inv.To, inv.Name)+" "+f.Text.Date(inv.CreatedAt)))
	}
	add(words.Tags, strings.Join(c.Tags, f.Text.Common.Comma))
	add(words.Note, c.Note)
	if !c.FirstSeen.IsZero() {
		add(words.FirstSeen, f.Text.Date(c.FirstSeen))
	}
	if len(lines) > 0 {
		lines = append([]string{""}, lines...)
	}
	return lines
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func address(a partner.Address) string {
	var parts []string
	for _, part := range []string{a.AddressLine1, a.AddressLine2, strings.TrimSpace(a.PostalCode + " " + a.City), a.State, a.Country} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}
