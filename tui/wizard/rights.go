package wizard

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// stop is a place of the first step where the cursor can stand.
type stop int

const (
	stopRights stop = iota // the two choices, of which one always holds
	stopName
	stopEmail
	stopCountry
	stopLanguage
	stopSecond
	stopProvider
	stopNote
)

// rightsStep is the state of the first step.
type rightsStep struct {
	profile partner.Profile
	text    *i18n.Strings

	at                         stop
	with                       bool // admin rights asked for
	name, email, country, note widget.Field
	provider                   widget.Field // typed, while no providers are known
	providers                  []Provider   // to choose from; the first means none
	chosen                     int          // of providers
	language                   string
	languageSet                bool   // chosen by the person and not by the country
	second                     string // language of the mail's second half; "" for none
	tried                      bool   // to go on: mistakes are shown in every field
}

// Limits of the fields, in runes.
const (
	maxName = 256
	maxText = 320
)

func newRights(d Deps, inv partner.Invitation) rightsStep {
	r := rightsStep{
		profile: d.Profile, text: d.Text, at: stopName, with: inv.AdminRights || !d.Profile.Cloud.AdminRightsOptional(),
		name: widget.NewField(inv.Name, maxName), email: widget.NewField(inv.To, maxText),
		country: widget.NewField("", 64), note: widget.NewField(inv.Note, maxText),
		provider: widget.NewField(inv.Provider, 64),
	}
	r.language, r.second, _ = strings.Cut(inv.MailLang, ",")
	if c, ok := partner.CountryByCode(inv.Country); ok {
		r.country.Set(r.text.CountryName(c.Code, c.Name))
	}
	r.languageSet = r.language != r.countryLanguage()
	if d.Profile.Provider != "" {
		r.setProviders([]Provider{{TenantID: d.Profile.Provider}})
	}
	return r
}

// setProviders offers providers, and keeps the one that is chosen.
func (r *rightsStep) setProviders(found []Provider) {
	now := r.providerID()
	all := append([]Provider{{}}, found...)
	known := func(id string) int {
		return slices.IndexFunc(all, func(p Provider) bool { return strings.EqualFold(p.TenantID, id) })
	}
	for _, id := range []string{r.profile.Provider, now} {
		if known(id) < 0 {
			all = append(all, Provider{TenantID: id})
		}
	}
	if len(all) == 1 {
		return
	}
	r.providers, r.chosen = all, known(now)
}

func (r *rightsStep) providerID() string {
	if r.providers != nil {
		return r.providers[r.chosen].TenantID
	}
	return strings.ToLower(strings.Trim(strings.TrimSpace(r.provider.Value()), "{}"))
}

func (r *rightsStep) stops() []stop {
	all := []stop{stopRights, stopName, stopEmail, stopCountry, stopLanguage, stopSecond, stopProvider, stopNote}
	if r.profile.Kind != partner.KindIndirectReseller {
		all = slices.DeleteFunc(all, func(s stop) bool { return s == stopProvider })
	}
	return all
}

// move goes to the field before or after, in a circle.
func (r *rightsStep) move(by int) {
	all := r.stops()
	n := len(all)
	r.at = all[(slices.Index(all, r.at)+by+n)%n]
}

// field gives the text field that has the focus, or nil.
func (r *rightsStep) field() *widget.Field {
	switch r.at {
	case stopName:
		return &r.name
	case stopEmail:
		return &r.email
	case stopCountry:
		return &r.country
	case stopNote:
		return &r.note
	case stopProvider:
		if r.providers == nil {
			return &r.provider
		}
	}
	return nil
}

func (r *rightsStep) typing() bool { return r.field() != nil }

// languages are those of the mail, as partner.MailLanguageTags reads them.
func (r *rightsStep) languages() string {
	if r.second == "" || r.second == r.language {
		return r.language
	}
	return r.language + "," + r.second
}

// countryLanguage is the mail's language that the country suggests.
func (r *rightsStep) countryLanguage() string {
	country, _ := r.text.FindCountry(r.country.Value())
	if country.Code == "" {
		return partner.MailLanguageFor(r.profile.Country)
	}
	return partner.MailLanguageFor(country.Code)
}

// request is what the step asks for.
func (r *rightsStep) request() invite.Request {
	country, _ := r.text.FindCountry(r.country.Value())
	q := invite.Request{
		AdminRights: r.with, Name: strings.TrimSpace(r.name.Value()), To: strings.TrimSpace(r.email.Value()),
		Country: country.Code, MailLang: r.languages(), Note: r.note.Value(),
	}
	if r.profile.Kind == partner.KindIndirectReseller {
		q.Provider = r.providerID()
		if r.providers != nil {
			q.ProviderName = r.providers[r.chosen].Name
		}
	}
	return q
}

// collect writes what was typed into a draft.
func (r *rightsStep) collect(inv *partner.Invitation) {
	inv.AdminRights, inv.Name, inv.To = r.with, r.name.Value(), r.email.Value()
	inv.MailLang, inv.Note = r.languages(), r.note.Value()
	q := r.request()
	inv.Country, inv.Provider = q.Country, q.Provider
}

// mistake says what is wrong with a field; "" if nothing.
func (r *rightsStep) mistake(s stop) string {
	t := r.text.Wizard.Rights
	switch s {
	case stopEmail:
		if to := strings.TrimSpace(r.email.Value()); to != "" {
			if _, err := partner.ParseAddress(to); err != nil {
				return t.BadEmail
			}
		}
	case stopCountry:
		country, candidates := r.text.FindCountry(r.country.Value())
		switch {
		case country.Code != "", strings.TrimSpace(r.country.Value()) == "":
		case len(candidates) > 0:
			return fmt.Sprintf(t.WhichCountry, r.text.CountryNames(candidates))
		default:
			return t.BadCountry
		}
	case stopProvider:
		if id := r.providerID(); id != "" && !partner.ValidGUID(id) {
			return t.BadProvider
		}
	}
	return ""
}

// rightsKeys is the table of the first step.
func (w *Wizard) rightsKeys() keys.Table {
	table := keys.WizardRights()
	if why := w.denied(); why != "" {
		table[0].Off, table[0].Why = true, why
	}
	switch {
	case w.rights.at == stopRights:
		return keys.Join(keys.WizardChoice(), table.Without(keys.WizardChoice()))
	case w.rights.at == stopName:
		return table.Show(keys.WizardPrevious, true) // to the choice above
	case w.rights.field() == nil:
		return keys.Join(table, keys.WizardValues())
	}
	return table
}

// denied gives the reason why this person may not ask at all, "" if they may.
func (w *Wizard) denied() string {
	if partner.May(w.deps.Profile.Roles, partner.DeedRequestRelationship) == partner.Denied {
		return w.deps.Text.Wizard.Rights.RoleDenied
	}
	return ""
}

func (w *Wizard) rightsKey(msg tea.KeyMsg) tea.Cmd {
	r := &w.rights
	switch intent := w.rightsKeys().Match(msg); intent {
	case keys.WizardSelect:
		return w.choose(msg.Type)
	case keys.WizardNext:
		all := r.stops()
		r.complete()
		if msg.Type == tea.KeyEnter && r.at == all[len(all)-1] {
			return w.goOn()
		}
		r.move(1)
		return nil
	case keys.WizardPrevious:
		r.complete()
		r.move(-1)
		return nil
	case keys.WizardMore, keys.WizardLess:
		return w.turn(intent)
	case keys.WizardContinue:
		return w.goOn()
	case keys.WizardBack:
		return tea.Batch(w.tellKept(), w.Go(screen.Pop{}))
	}
	if f := r.field(); f != nil {
		if changed, _ := f.Update(msg); changed {
			if r.at == stopCountry && !r.languageSet {
				r.language = r.countryLanguage()
			}
			return w.changed()
		}
	}
	return nil
}

// choose moves among the two choices, and what the cursor stands on is chosen.
// Down on the last goes on to the first field.
func (w *Wizard) choose(key tea.KeyType) tea.Cmd {
	r := &w.rights
	optional := r.profile.Cloud.AdminRightsOptional()
	switch {
	case key == tea.KeyDown && (!r.with || !optional):
		r.move(1)
		return nil
	case key == tea.KeyUp && r.with, !optional:
		return nil
	}
	r.with = !r.with
	return w.changed()
}

// complete writes the country's name in full where it is clear which is meant.
func (r *rightsStep) complete() {
	if country, _ := r.text.FindCountry(r.country.Value()); country.Code != "" {
		r.country.Set(r.text.CountryName(country.Code, country.Name))
	}
}

// turn goes to the next or previous of several values.
func (w *Wizard) turn(intent keys.Intent) tea.Cmd {
	r, by := &w.rights, 1
	if intent == keys.WizardLess {
		by = -1
	}
	if r.at == stopProvider {
		n := len(r.providers)
		r.chosen = (r.chosen + by + n) % n
		return w.changed()
	}
	if r.at == stopSecond {
		others := append([]string{""}, slices.DeleteFunc(partner.MailLanguages(), func(tag string) bool { return tag == r.language })...)
		r.second = next(others, r.second, by)
		return w.changed()
	}
	r.language, r.languageSet = next(partner.MailLanguages(), r.language, by), true
	return w.changed()
}

// next is the value that stands so far from another, in a circle.
func next(all []string, now string, by int) string {
	n := len(all)
	return all[(max(slices.Index(all, now), 0)+by+n)%n]
}

// goOn leads to the mail, if nothing is wrong.
func (w *Wizard) goOn() tea.Cmd {
	r := &w.rights
	if why := w.denied(); why != "" {
		return notice(screen.Warning, why)
	}
	r.complete()
	r.tried = true
	for _, s := range r.stops() {
		if why := r.mistake(s); why != "" {
			r.at = s
			return notice(screen.Warning, why)
		}
	}
	q := r.request()
	if w.inv.Draft.Link == "" {
		return w.prepare(q)
	}
	if err := w.rewrite(q); err != nil {
		return w.failed(err)
	}
	return w.toMail()
}

// rewrite makes the letter and the link say what is asked for now. It is called
// with each change, so that a stored draft never asks one thing and says
// another.
func (w *Wizard) rewrite(q invite.Request) error {
	if w.inv.Draft.Link == "" || q == w.asked {
		return nil
	}
	before := w.inv
	before.AdminRights, before.Name, before.To, before.Country = w.asked.AdminRights, w.asked.Name, w.asked.To, w.asked.Country
	before.MailLang, before.Provider = w.asked.MailLang, w.asked.Provider
	after, err := w.deps.Letters.Rewrite(before, q)
	if err != nil {
		return err
	}
	w.inv.Draft, w.asked = after.Draft, q
	return nil
}

// toMail shows the mail and stores that it was reached. A finished request stays
// one until something is typed.
func (w *Wizard) toMail() tea.Cmd {
	w.enterMail()
	if !w.inv.CanEdit() {
		return w.seekOpen()
	}
	return tea.Batch(w.changed(), w.seekOpen())
}
