package lines

import (
	"context"
	"fmt"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// accountOf changes the account of a customer.
func (s *desk) accountOf(ctx context.Context, c partner.Customer) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	return s.menu(ctx, func() (string, string, string, []entry) {
		doing := func(label string, d partner.Deed, do func(context.Context, partner.Customer) error) entry {
			return entry{label: label, off: s.may(d), do: func(ctx context.Context) error { return unlessBack(do(ctx, c)) }}
		}
		return s.sentence(s.nameOf(c), t.Common.Blocks[string(partner.BlockAccount)]), t.Lines.Back, t.Lines.Helps.Account, []entry{
			doing(words.ChangeBilling, partner.DeedEditCustomer, s.billing), doing(words.Attest, partner.DeedConfirmAgreement, s.attest),
			doing(words.Qualify, partner.DeedEditCustomer, s.qualify),
		}
	})
}

// billing changes to whom the bills go, from the profile as it is now. What stands in
// it already is not judged: the service has it.
func (s *desk) billing(ctx context.Context, c partner.Customer) error {
	t := s.d.Text.Account
	s.say(t.NotRead)
	seen, err := s.d.Manage.Billing.Billing(ctx, c.ID)
	if err != nil {
		return err
	}
	next := seen
	var steps []func(context.Context) error
	for _, field := range s.d.Text.BillingFields(seen) {
		name, value := field[0], field[1]
		if name == "country" {
			s.say(s.sentence(i18n.Capital(s.d.Text.BillingMistake(name)) + s.d.Text.Common.Colon + line(s.countryName(value))))
			continue
		}
		before := value
		ask := s.asking(t.Fields[name], "", &value, func(now string) string {
			if now != before && seen.Refuses(name, now) {
				return s.d.Text.BillingMistake(name)
			}
			return ""
		})
		steps = append(steps, func(ctx context.Context) error {
			err := ask(ctx)
			next = next.With(name, value)
			return err
		})
	}
	if err := inTurn(ctx, steps...); err != nil {
		return err
	}
	changes := seen.Changes(next)
	if len(changes) == 0 {
		s.say(s.sentence(t.NothingChanged))
		return nil
	}
	yes, err := s.confirm(ctx, partner.DeedEditCustomer, fmt.Sprintf(t.BillingAsk, c.CompanyName), t.No, t.Yes, s.d.Text.BillingChanges(changes)...)
	if err != nil || !yes {
		return err
	}
	err = s.d.Manage.Billing.UpdateBilling(context.WithoutCancel(ctx), c, seen, next)
	if partner.CodeOf(err) == partner.CodeConflict {
		s.say(s.sentence(t.Conflict))
		return nil
	}
	return s.done(err, t.BillingDone)
}

// done says that something was done, or gives why not.
func (s *desk) done(err error, sentence string) error {
	if err == nil {
		s.say(s.sentence(line(sentence)))
	}
	return err
}

// attest confirms that the customer accepted the Microsoft Customer Agreement.
func (s *desk) attest(ctx context.Context, c partner.Customer) error {
	t, word, today, date := s.d.Text.Account, partner.Attestation{}, s.d.Now(), ""
	one, another := s.askPerson(t.FirstName, t.LastName, &word.FirstName, &word.LastName, s.needed)
	err := inTurn(ctx,
		one, another,
		s.asking(t.Email, "", &word.Email, func(value string) string {
			if (partner.Attestation{FirstName: "x", LastName: "x", Email: value, Agreed: today}).Wrong(today) != "" {
				return t.EmailWrong
			}
			return ""
		}),
		s.asking(t.Phone, "", &word.Phone, func(value string) string {
			if partner.PhoneWrong(value) {
				return t.PhoneWrong
			}
			return ""
		}),
		s.asking(t.Date, t.DateHint, &date, func(value string) (why string) {
			var err error
			if word.Agreed, err = time.Parse(time.DateOnly, value); err != nil || word.Agreed.After(partner.DayOf(today)) {
				return t.DateWrong
			}
			return ""
		}),
	)
	if err != nil {
		return err
	}
	yes, err := s.confirm(ctx, partner.DeedConfirmAgreement, i18n.Fill(t.AttestAsk, s.d.Text.PersonName(word.FirstName, word.LastName), c.CompanyName), t.No, t.Yes, fmt.Sprintf(t.AttestFollow, word.Agreed.Format(time.DateOnly)))
	if err != nil || !yes {
		return err
	}
	return s.done(s.d.Manage.Attester.Attest(context.WithoutCancel(ctx), c, word), t.AttestDone)
}

// qualify asks for a special qualification.
func (s *desk) qualify(ctx context.Context, c partner.Customer) error {
	t, q := s.d.Text.Account, partner.QualificationRequest{}
	names := []string{partner.QualificationEducation, partner.QualificationGovernment, partner.QualificationStateOwned}
	one := func(title string, values []string, words map[string]string, into *string) func(context.Context) error {
		return func(ctx context.Context) error {
			labels := make([]string, len(values))
			for i, v := range values {
				labels[i] = words[v]
			}
			i, err := s.pick(ctx, title, s.d.Text.Lines.Back, -1, labels)
			if err == nil {
				*into = values[i]
			}
			return err
		}
	}
	more := func(ctx context.Context) error {
		switch q.Name {
		case partner.QualificationEducation:
			return inTurn(ctx, one(t.Segment, []string{"K12", "HigherEducation"}, t.SegmentNames, &q.Segment),
				s.asking(t.Website, t.WebsiteHint, &q.Website, func(value string) string {
					if partner.WebsiteWrong(value) {
						return t.WebsiteWrong
					}
					return ""
				}))
		case partner.QualificationGovernment:
			return s.asking(t.Code, t.CodeHint, &q.ValidationCode, s.needed)(ctx)
		}
		return nil
	}
	if err := inTurn(ctx, one(t.Qualification, names, t.Names, &q.Name), more); err != nil {
		return err
	}
	yes, err := s.confirm(ctx, partner.DeedEditCustomer, i18n.Fill(t.QualifyAsk, t.Names[q.Name], c.CompanyName), t.No, t.Yes, append(s.d.Text.QualificationFacts(q), t.QualifyFollow)...)
	if err != nil || !yes {
		return err
	}
	return s.done(s.d.Manage.Attester.Qualify(context.WithoutCancel(ctx), c, q), t.QualifyDone)
}
