package invite

import (
	"maps"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// perCustomer are the places of a wording: what stands there differs from mail
// to mail.
var perCustomer = []string{"greeting", "name", "rights"}

// PerCustomer lists the places that a wording keeps, in braces.
func PerCustomer() []string {
	places := make([]string, len(perCustomer))
	for i, name := range perCustomer {
		places[i] = "{" + name + "}"
	}
	return places
}

// Wording gives the letter in a language as it is edited once for many: the
// person's own or the usual one, in which every place has its words that has the
// same in each mail. {greeting}, {name} and {rights} stay. Errors: CodeInvalidInput
// for an own letter that cannot be used.
func (s *Service) Wording(lang string) (Template, error) {
	t, err := s.template(lang)
	return s.settle(t, lang), err
}

// ReminderWording is the same for reminders. It has no closing: each reminder
// ends as the first mail did.
func (s *Service) ReminderWording(lang string) Template {
	return s.settle(usualReminder(letterIn(lang)), lang)
}

// settle fills the places of a template that do not depend on the customer. A
// value with braces would read as a place and stays one.
func (s *Service) settle(t Template, lang string) Template {
	l := letterIn(lang)
	r := s.NewRequest()
	r.ProviderName = s.providerName(r)
	data := values(l, s.profile, r)
	for place, value := range data {
		if slices.Contains(perCustomer, place) || strings.ContainsAny(value, "{}") {
			data[place] = "{" + place + "}"
		}
	}
	v := maps.Clone(data)
	for place, piece := range pieces(s.profile, r) {
		v[place] = fill(l[piece], data)
		if slices.Contains(perCustomer, place) {
			v[place] = "{" + place + "}"
		}
	}
	return Template{Subject: strings.TrimSpace(fill(t.Subject, v)), Opening: tidy(fill(t.Opening, v)), Closing: tidy(fill(t.Closing, v))}
}

// usualReminder is how a reminder begins.
func usualReminder(l letter) Template {
	return Template{Subject: l["reminder-subject"], Opening: "{greeting}\n\n" + l["reminder"]}
}

// reminder writes the mail that reminds of an invitation, in the words of letters
// where there are any of its language.
func (s *Service) reminder(letters map[string]Template, inv partner.Invitation) partner.Draft {
	r := RequestOf(inv)
	r.ProviderName = s.providerName(r)
	mail := inLanguages(r.MailLang, func(lang string) partner.Draft {
		l := letterIn(lang)
		t, own := letters[lang]
		if !own {
			t = usualReminder(l)
		}
		return t.write(l, s.profile, r, inv.Draft.Link)
	})
	mail.Closing = inv.Draft.Closing
	return mail
}
