// Package card writes what is known of a customer on one page, for whoever takes
// over: a colleague, a ticket, a mail.
package card

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
)

// Options say how a card is written.
type Options struct {
	Markdown bool // headings and tables in Markdown; plain text otherwise
	// Redact leaves out what is about persons and what we wrote ourselves:
	// addresses, mail addresses, users, notes, tags and nicknames; ids are shortened.
	Redact bool
	Now    time.Time
}

// page collects the lines of a card. What is added is made safe here.
type page struct {
	b    strings.Builder
	t    *i18n.Strings
	o    Options
	mark *strings.Replacer
}

// Write gives the card of a record, in the language of t. Text from outside is
// made safe for terminals, and for Markdown where that is asked for.
func Write(t *i18n.Strings, r partner.Record, o Options) string {
	p := &page{t: t, o: o, mark: strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "|", `\|`, "#", `\#`, "~", `\~`, "!", `\!`,
	)}
	c, words := r.Customer, t.Card
	p.title(cmp.Or(c.CompanyName, t.Customers.NoName))
	p.facts(p.customer(c))
	p.account(r)
	p.services(r)
	p.licenses(r)
	p.users(r)
	p.invitations(r)
	p.b.WriteString("\n")
	p.line(fmt.Sprintf(words.Written, t.Moment(o.Now)))
	if o.Redact {
		p.line(words.Redacted)
	}
	return p.b.String()
}

func (p *page) safe(s string) string {
	s = safetext.Line(s)
	if p.o.Markdown {
		s = p.mark.Replace(s)
	}
	return s
}

func (p *page) line(s string) { p.b.WriteString(s + "\n") }

func (p *page) title(s string) {
	if s = p.safe(s); p.o.Markdown {
		p.line("# " + s + "\n")
		return
	}
	p.line(s)
	p.line(strings.Repeat("=", min(utf8.RuneCountInString(s), 60)) + "\n")
}

// heading begins a part, which says how old it is or why it is not there.
func (p *page) heading(r partner.Record, b partner.Block) (there bool) {
	state, name := r.States[b], p.t.Common.Blocks[string(b)]
	when := p.t.Card.NotRead
	if !state.FetchedAt.IsZero() {
		when = fmt.Sprintf(p.t.Customers.Record.Fetched, p.t.Age(p.o.Now, state.FetchedAt))
	}
	if f := state.Failure; f != nil && state.FetchedAt.IsZero() {
		when = p.t.Explain(f).What + p.t.Common.Comma + p.t.Age(p.o.Now, state.FailedAt)
	}
	p.part(name + " (" + p.safe(when) + ")")
	return !state.FetchedAt.IsZero()
}

func (p *page) part(name string) {
	if p.o.Markdown {
		p.line("\n## " + name + "\n")
		return
	}
	p.line("\n" + name)
}

// facts writes names with their values; those without a value are left out.
func (p *page) facts(pairs [][2]string) {
	for _, f := range pairs {
		switch {
		case f[1] == "":
		case p.o.Markdown:
			p.line("- **" + f[0] + "**" + p.t.Common.Colon + p.safe(f[1]))
		default:
			p.line("  " + f[0] + p.t.Common.Colon + p.safe(f[1]))
		}
	}
}

// rows writes a table of cells. Its headings are for Markdown: in plain text
// each cell says itself what it is.
func (p *page) rows(headings []string, rows [][]string) {
	if p.o.Markdown {
		rows = append([][]string{headings}, rows...)
	}
	for i, cells := range rows {
		for j := range cells {
			cells[j] = p.safe(cells[j])
		}
		if !p.o.Markdown {
			p.line("  " + strings.Join(full(cells), ", "))
			continue
		}
		p.line("| " + strings.Join(cells, " | ") + " |")
		if i == 0 {
			p.line("|" + strings.Repeat(" --- |", len(cells)))
		}
	}
}

func full(cells []string) []string {
	var kept []string
	for _, c := range cells {
		if c != "" {
			kept = append(kept, c)
		}
	}
	return kept
}

func (p *page) id(id string) string {
	if p.o.Redact && len(id) > 8 {
		return id[:4] + "…" + id[len(id)-4:]
	}
	return id
}

func (p *page) customer(c partner.Customer) [][2]string {
	t, words := p.t, p.t.Customers
	own := func(s string) string {
		if p.o.Redact {
			return ""
		}
		return s
	}
	return [][2]string{
		{words.Record.MicrosoftID, p.id(string(c.ID))},
		{words.Column.Domain, c.Domain},
		{words.Column.Relationship, i18n.Word(t.Common.Relationships, string(c.Relationship))},
		{words.Column.AdminRights, t.RightsAt(c)},
		{words.Column.Agreement, i18n.Word(t.Common.Agreement, string(c.Agreement))},
		{words.Column.Country, p.country(c.Country)},
		{t.Card.Nickname, own(c.Nickname)},
		{words.Record.Tags, own(strings.Join(c.Tags, ", "))},
		{words.Record.Note, own(strings.Join(strings.Fields(c.Note), " "))},
	}
}

// country names a country by its code, which stands for one that nobody knows.
func (p *page) country(code string) string {
	if c, known := partner.CountryByCode(code); known {
		return p.t.CountryName(c.Code, c.Name)
	}
	return code
}

func (p *page) account(r partner.Record) {
	if !p.heading(r, partner.BlockAccount) {
		return
	}
	words, a := p.t.Customers.Record, r.Account
	address, email := "", ""
	if !p.o.Redact {
		address = strings.Join(full([]string{a.Address.AddressLine1, a.Address.AddressLine2, a.Address.PostalCode, a.Address.City, a.Address.State, p.country(a.Address.Country)}), ", ")
		email = cmp.Or(a.Email, a.BillingEmail)
	}
	domains := []string{a.Domain}
	for _, d := range a.CustomDomains { // the first one is often among them
		if !slices.Contains(domains, d) {
			domains = append(domains, d)
		}
	}
	p.facts([][2]string{
		{words.Domains, strings.Join(full(domains), ", ")},
		{words.Address, address}, {words.Email, email}, {words.Language, p.t.LanguageName(a.Language)},
	})
}

func (p *page) services(r partner.Record) {
	if !p.heading(r, partner.BlockServices) {
		return
	}
	t := p.t
	var rows [][]string
	for _, s := range r.Subscriptions {
		quantity := ""
		if s.Quantity > 0 {
			quantity = p.count(t.Customers.Record.Seats, s.Quantity)
		}
		rows = append(rows, []string{s.Name(), quantity, i18n.Word(t.Common.SubscriptionState, s.Status), t.TermEnd(s, p.o.Now)})
	}
	p.rows([]string{t.Card.Product, t.Card.Seats, t.Card.State, t.Card.Until}, rows)
}

// count is a number, with what is counted where no heading says it.
func (p *page) count(what i18n.Plural, n int) string {
	if p.o.Markdown {
		return p.t.Number(n)
	}
	return p.t.Count(what, n)
}

func (p *page) licenses(r partner.Record) {
	if !p.heading(r, partner.BlockLicenses) {
		return
	}
	var rows [][]string
	for _, l := range r.Licenses {
		rows = append(rows, []string{l.Name, p.t.SeatsUse(l)})
	}
	p.rows([]string{p.t.Card.Product, p.t.Card.Seats}, rows)
}

func (p *page) users(r partner.Record) {
	if p.heading(r, partner.BlockUsers) {
		p.line("  " + p.t.Count(p.t.Card.Users, max(r.UsersTotal, len(r.Users))))
	}
}

func (p *page) invitations(r partner.Record) {
	if len(r.Invitations) == 0 {
		return
	}
	p.part(p.t.Customers.Record.Requests)
	var rows [][]string
	for _, inv := range r.Invitations {
		to := inv.To
		if p.o.Redact {
			to = ""
		}
		rows = append(rows, []string{p.t.Date(inv.CreatedAt), i18n.Word(p.t.Common.InvitationStates, string(inv.State)), to})
	}
	p.rows([]string{p.t.Card.Asked, p.t.Card.State, p.t.Card.To}, rows)
}
