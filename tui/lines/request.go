package lines

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
)

// Limits of the answers, in runes, as in the wizard.
const (
	maxName    = 256
	maxText    = 320
	maxSubject = 400
)

// The steps at which a draft is left.
const (
	stepRights = 1
	stepMail   = 2
)

// request is a relationship request, or a reminder of one, while it is written.
type request struct {
	*desk
	inv         partner.Invitation
	q, asked    invite.Request // what was answered, and what the letter says
	languageSet bool           // chosen by the person and not by the country
	providers   []string       // tenant ids of indirect providers to choose from
	names       []string       // of them
	reminder    bool
	unstored    bool            // something was answered that could not be stored
	edited      bool            // the mail of a reminder was changed
	handed      int             // times that the mail left the program here
	last        partner.Channel // by which it left last then
	revise      bool            // the person wants to change the answers
}

// newRequest asks for a relationship step by step.
func (s *desk) newRequest(ctx context.Context) error {
	p := s.d.Profile
	inv := s.d.Blanks.Blank()
	inv.AdminRights, inv.Step, inv.MailLang = p.Cloud.AdminRightsUsual(), stepRights, partner.MailLanguageFor(p.Country)
	if p.Kind == partner.KindIndirectReseller {
		inv.Provider = p.Provider
	}
	return s.write(ctx, &request{desk: s, inv: inv})
}

// resume goes on with a stored draft.
func (s *desk) resume(ctx context.Context, inv partner.Invitation) error {
	if err := s.write(ctx, &request{desk: s, inv: inv}); err != nil {
		return err
	}
	return errBack // what was read out of it is old now
}

// askAgain begins a request that is filled in like an earlier one, to put something
// right. The earlier one stays as it is.
func (s *desk) askAgain(ctx context.Context, earlier partner.Invitation) error {
	s.say(fmt.Sprintf(s.d.Text.Wizard.Again, earlier.ID))
	return s.resume(ctx, s.d.Blanks.Again(earlier))
}

// remind writes a reminder of a request whose mail was handed over.
func (s *desk) remind(ctx context.Context, inv partner.Invitation) error {
	r := &request{desk: s, inv: inv, reminder: true}
	r.inv.Draft = s.d.Letters.Reminder(inv)
	if err := r.mail(ctx); err != nil {
		return err
	}
	return errBack
}

// handOverAgain hands the mail of a finished request over.
func (s *desk) handOverAgain(ctx context.Context, inv partner.Invitation) error {
	r := &request{desk: s, inv: inv}
	if err := r.through(ctx); err != nil {
		return err
	}
	return errBack
}

// write leads through the answers and the mail of a draft.
func (s *desk) write(ctx context.Context, r *request) error {
	if partner.May(s.d.Profile.Roles, partner.DeedRequestRelationship) == partner.Denied {
		s.say(s.d.Text.Wizard.Rights.RoleDenied)
		return nil
	}
	s.say("", s.d.Text.Lines.RequestHelp)
	return r.through(ctx)
}

// through leads to the mail, and back to the answers as long as the person wants to
// change them.
func (r *request) through(ctx context.Context) error {
	r.q = invite.RequestOf(r.inv)
	r.q.AdminRights = r.q.AdminRights || !r.d.Profile.Cloud.AdminRightsOptional()
	r.languageSet = r.q.MailLang != r.countryLanguage()
	if r.inv.Draft.Link != "" {
		r.asked = r.q
	}
	atMail := !r.inv.CanEdit() || r.inv.Draft.Link != "" && r.inv.Step >= stepMail
	for {
		if !atMail {
			err := r.questions(ctx)
			if err == nil {
				err = r.prepare(ctx)
				if errors.Is(err, errBack) {
					continue
				}
			}
			if errors.Is(err, errBack) {
				if stay, err := r.leave(ctx); err != nil || !stay {
					return err
				}
				continue
			}
			if err != nil {
				return err
			}
		}
		r.revise = false
		if err := r.mail(ctx); err != nil || !r.revise {
			return err
		}
		atMail = false
	}
}

// questions asks one thing after another; going back from the first leaves.
func (r *request) questions(ctx context.Context) error {
	steps := []func(context.Context) error{r.askRights, r.askName, r.askEmail, r.askCountry, r.askLanguage, r.askSecond}
	if r.d.Profile.Kind == partner.KindIndirectReseller {
		steps = append(steps, r.askProvider)
	}
	steps = append(steps, r.askNote)
	for i, ask := range steps {
		steps[i] = func(ctx context.Context) error {
			for {
				before := r.q
				if err := ask(ctx); err != nil {
					return err
				}
				err := r.answered(ctx)
				if err == nil {
					return nil
				}
				r.q = before
				if err := r.tell(ctx, err); err != nil {
					return err
				}
			}
		}
	}
	return inTurn(ctx, steps...)
}

// answered writes what was answered into the draft, and stores it.
func (r *request) answered(ctx context.Context) error {
	switch {
	case r.inv.Draft.Link == "":
		r.inv.AdminRights, r.inv.Name, r.inv.To, r.inv.Country = r.q.AdminRights, r.q.Name, r.q.To, r.q.Country
		r.inv.MailLang, r.inv.Provider, r.inv.Note = r.q.MailLang, r.q.Provider, r.q.Note
	case r.q != r.asked:
		r.reopen()
		after, err := r.d.Letters.Rewrite(r.inv, r.q)
		if err != nil {
			return err
		}
		r.inv, r.asked = after, r.q
	}
	return r.keep(ctx)
}

func (r *request) askRights(ctx context.Context) error {
	words := r.d.Text.Wizard.Rights
	if cloud := r.d.Profile.Cloud; !cloud.AdminRightsOptional() {
		r.say(fmt.Sprintf(words.AlwaysAsked, r.d.Text.Common.Clouds[string(cloud)]))
		return nil
	}
	usual := 1
	if r.q.AdminRights {
		usual = 0
	}
	with := i18n.Join(words.With, words.WithMeans)
	if r.d.Profile.Cloud != partner.CloudChina { // there they are still granted so
		with = i18n.Join(with, words.Granular)
	}
	i, err := r.pick(ctx, words.Question, r.d.Text.Lines.Back, usual, []string{with, i18n.Join(words.Without, words.WithoutMeans)})
	if err == nil {
		r.q.AdminRights = i == 0
	}
	return err
}

// fieldFor asks for a text that check accepts, or says why not and asks again.
func (r *request) fieldFor(ctx context.Context, name, hint string, limit int, now *string, check func(string) string) error {
	for {
		answer, err := r.field(ctx, name, hint, *now)
		if err != nil {
			return err
		}
		if runes := []rune(answer); len(runes) > limit {
			r.say(fmt.Sprintf(r.d.Text.Lines.TooLong, limit))
			continue
		}
		if why := check(answer); answer != "" && why != "" {
			r.say(why)
			continue
		}
		*now = answer
		return nil
	}
}

func anything(string) string { return "" }

func (r *request) askName(ctx context.Context) error {
	words := r.d.Text.Wizard.Rights
	return r.fieldFor(ctx, words.Name, words.NameHint, maxName, &r.q.Name, anything)
}

func (r *request) askEmail(ctx context.Context) error {
	words := r.d.Text.Wizard.Rights
	return r.fieldFor(ctx, words.Email, words.EmailHint, maxText, &r.q.To, func(to string) string {
		if _, err := partner.ParseAddress(to); err != nil {
			return words.BadEmail
		}
		return ""
	})
}

func (r *request) askNote(ctx context.Context) error {
	words := r.d.Text.Wizard.Rights
	return r.fieldFor(ctx, words.Note, words.NoteHint, maxText, &r.q.Note, anything)
}

// askCountry asks for the customer's country, which also chooses the language of
// the mail.
func (r *request) askCountry(ctx context.Context) error {
	words := r.d.Text.Wizard.Rights
	country, err := r.country(ctx, words.Country, words.CountryHint, r.q.Country)
	if err != nil {
		return err
	}
	r.q.Country = country.Code
	if !r.languageSet {
		r.q.MailLang = r.countryLanguage()
	}
	r.sayMarket(country)
	return nil
}

// sayMarket says whether customers of a country can be had at all.
func (r *request) sayMarket(country partner.Country) {
	if country.Code == "" {
		return
	}
	t, p := r.d.Text, r.d.Profile
	verdict := partner.MarketIn(p.Cloud, p.Country, country.Code)
	sentence := t.Wizard.Rights.Markets[string(verdict)]
	switch verdict {
	case partner.MarketSame:
		sentence = fmt.Sprintf(sentence, t.RegionName(country))
	case partner.MarketOther:
		own, _ := partner.CountryByCode(p.Country)
		sentence = fmt.Sprintf(sentence, t.RegionName(country), t.RegionName(own))
	}
	r.say(i18n.Join(t.CountryName(country.Code, country.Name)+t.Common.Colon+r.sentence(sentence), t.Wizard.Rights.MarketsHelp[string(verdict)]))
}

func (r *request) countryLanguage() string {
	if r.q.Country == "" {
		return partner.MailLanguageFor(r.d.Profile.Country)
	}
	return partner.MailLanguageFor(r.q.Country)
}

func (r *request) askLanguage(ctx context.Context) error {
	t, all := r.d.Text, partner.MailLanguages()
	first, second, _ := strings.Cut(r.q.MailLang, ",")
	var names []string
	for _, tag := range all {
		names = append(names, t.Common.MailLanguages[tag])
	}
	i, err := r.pick(ctx, t.Wizard.Rights.MailIn, t.Lines.Back, max(slices.Index(all, first), 0), names)
	if err != nil || all[i] == first {
		return err
	}
	r.q.MailLang, r.languageSet = inBoth(all[i], second), true
	return nil
}

// askSecond asks for the language of the mail's second half.
func (r *request) askSecond(ctx context.Context) error {
	t := r.d.Text
	first, second, _ := strings.Cut(r.q.MailLang, ",")
	tags, names := []string{""}, []string{t.Wizard.Rights.OneLanguage}
	for _, tag := range partner.MailLanguages() {
		if tag != first {
			tags, names = append(tags, tag), append(names, t.Common.MailLanguages[tag])
		}
	}
	i, err := r.pick(ctx, t.Wizard.Rights.AndIn, t.Lines.Back, max(slices.Index(tags, second), 0), names)
	if err != nil || tags[i] == second {
		return err
	}
	r.q.MailLang, r.languageSet = inBoth(first, tags[i]), true
	return nil
}

func inBoth(first, second string) string {
	if second == "" || second == first {
		return first
	}
	return first + "," + second
}

// askProvider asks for the indirect provider: one of those that Partner Center
// knows, or its tenant id.
func (r *request) askProvider(ctx context.Context) error {
	t, words := r.d.Text, r.d.Text.Wizard.Rights
	if r.providers == nil && r.d.Providers != nil {
		if ids, names, err := r.d.Providers(ctx); err == nil { // otherwise the id can be typed
			r.providers, r.names = ids, names
		}
	}
	if len(r.providers) > 0 {
		labels := []string{words.NoProvider}
		for i, id := range r.providers {
			labels = append(labels, r.sentence(line(r.names[i]), line(id)))
		}
		now := slices.IndexFunc(r.providers, func(id string) bool { return strings.EqualFold(id, r.q.Provider) }) + 1
		i, err := r.pick(ctx, words.Provider, t.Lines.Back, now, labels)
		switch {
		case err != nil:
			return err
		case i == 0:
			r.q.Provider, r.q.ProviderName = "", ""
		default:
			r.q.Provider, r.q.ProviderName = r.providers[i-1], r.names[i-1]
		}
		return nil
	}
	return r.fieldFor(ctx, words.Provider, words.ProviderHint, 64, &r.q.Provider, func(id string) string {
		if !partner.ValidGUID(partner.NormaliseGUID(id)) {
			return words.BadProvider
		}
		return ""
	})
}
