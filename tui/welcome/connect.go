package welcome

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Connection is what must be known to sign in; who the partner is comes from
// the service afterwards.
type Connection struct {
	Cloud    partner.Cloud
	Tenant   string // id, or a domain of the tenant
	ClientID string
	Kind     partner.Kind
	Store    partner.TokenStore
}

// connecting is the form of the way Connect.
type connecting struct {
	text                              *i18n.Strings
	form                              widget.Form
	cloud, tenant, client, kind, keep *widget.Input
	steps                             bool // how to register the app is shown
	scroll                            widget.Scroll
}

// stores are the places for tokens in the order in which people choose one.
var stores = []partner.TokenStore{partner.TokensInKeyring, partner.TokensInMemory, partner.TokensInFile}

func newConnecting(text *i18n.Strings) *connecting {
	t, w := text.SignIn, text.Welcome
	var clouds, kinds, places []string
	for _, c := range partner.Clouds() {
		clouds = append(clouds, text.Common.Clouds[string(c)])
	}
	for _, k := range partner.Kinds() {
		kinds = append(kinds, text.Common.Kinds[string(k)])
	}
	for _, s := range stores {
		places = append(places, t.Stores[string(s)])
	}
	c := &connecting{
		text:   text,
		cloud:  widget.ChoiceInput(w.Cloud, t.CloudWhere, clouds, 0),
		tenant: widget.TextInput(t.Tenant, t.TenantWhere, "", 128),
		client: widget.TextInput(t.Client, t.ClientWhere, "", 64),
		kind:   widget.ChoiceInput(w.Kind, t.KindWhere, kinds, 0),
		keep:   widget.ChoiceInput(t.Keep, t.KeepWhere, places, 0),
	}
	c.tenant.Mistake = func(value string) string {
		if partner.ValidGUID(partner.NormaliseGUID(value)) || strings.Contains(strings.Trim(value, "."), ".") && !strings.ContainsAny(value, "/@: ") {
			return ""
		}
		return t.BadTenant
	}
	c.client.Mistake = func(value string) string {
		if partner.ValidGUID(partner.NormaliseGUID(value)) {
			return ""
		}
		return t.BadClient
	}
	c.form.Inputs = []*widget.Input{c.cloud, c.tenant, c.client, c.kind, c.keep}
	return c
}

// closed reports whether nobody can sign in to the chosen cloud.
func (c *connecting) closed() bool { return partner.Clouds()[c.cloud.Chosen] == partner.CloudGermany }

func (c *connecting) connection() Connection {
	return Connection{
		Cloud: partner.Clouds()[c.cloud.Chosen], Tenant: partner.NormaliseGUID(c.tenant.Value()),
		ClientID: partner.NormaliseGUID(c.client.Value()), Kind: partner.Kinds()[c.kind.Chosen], Store: stores[c.keep.Chosen],
	}
}

func (c *connecting) keys() keys.Table {
	if c.steps {
		return keys.WelcomeStepsPage()
	}
	return keys.Join(c.form.Keys(), keys.WelcomeConnect())
}

// connectKey handles a key of the form, or of the page that explains it.
func (s *Screen) connectKey(msg tea.KeyMsg) tea.Cmd {
	c := s.connect
	switch intent := c.keys().Match(msg); {
	case c.steps && (intent == keys.Back || intent == keys.WelcomeSteps):
		c.steps = false
		return nil
	case c.steps && intent == keys.Up:
		c.scroll.Move(-1)
		return nil
	case c.steps && intent == keys.Down:
		c.scroll.Move(1)
		return nil
	case c.steps:
		return nil
	case intent == keys.WelcomeSteps:
		c.steps = true
		c.scroll.Top()
		return nil
	}
	switch c.form.Update(msg) {
	case widget.FormLeft:
		s.joining = false
	case widget.FormSubmitted:
		if c.closed() {
			return screen.Send(screen.Notice{Level: screen.Warning, Text: c.text.SignIn.CloudClosed})
		}
		return s.Go(screen.Push{Screen: s.creator.Connect(c.connection())})
	}
	return nil
}

// view draws the form, and below it how to register the app, as far as there is
// room.
func (c *connecting) view(f screen.Frame) screen.View {
	t, th := c.text.SignIn, f.Theme
	if c.steps {
		return screen.View{Lines: c.scroll.Show(c.explained(f), f.Width, f.Height)}
	}
	lines := []string{" " + th.Title.S(cell.Cut(t.ConnectTitle, max(f.Width-2, 1)))}
	if f.Height >= 14 {
		lines = append(lines, "")
		lines = append(lines, widget.Paragraph(t.ConnectIntro, 1, f.Width)...)
	}
	lines = append(lines, "")
	if c.closed() {
		for _, line := range widget.Paragraph(th.Glyphs.Warning+" "+t.CloudClosed, 1, f.Width) {
			lines = append(lines, th.Warn.S(line))
		}
	}
	form, row, column := c.form.View(th, f.Width, max(f.Height-len(lines), 1))
	v := screen.View{}
	if column >= 0 {
		v.Cursor = &screen.Cursor{Row: len(lines) + row, Column: column}
	}
	lines = append(lines, form...)
	if explained := c.explained(f); len(lines)+1+len(explained) <= f.Height {
		lines = append(append(lines, ""), explained...)
	}
	v.Lines = lines[:min(len(lines), f.Height)]
	for i, line := range v.Lines {
		v.Lines[i] = cell.Cut(line, f.Width)
	}
	return v
}

// explained are the steps to register the app.
func (c *connecting) explained(f screen.Frame) []string {
	t := c.text.SignIn
	lines := []string{" " + f.Theme.Heading.S(cell.Cut(t.RegisterTitle, max(f.Width-2, 1)))}
	for i, step := range t.RegisterSteps {
		for j, line := range widget.Paragraph(step, 4, f.Width) {
			if j == 0 {
				line = fmt.Sprintf(" %d  ", i+1) + strings.TrimPrefix(line, "    ")
			}
			lines = append(lines, line)
		}
	}
	return lines
}
