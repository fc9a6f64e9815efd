package lines

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

// licensesOf assigns products to a user and takes them away, one at a time.
func (s *desk) licensesOf(ctx context.Context, c partner.Customer, u *partner.User) error {
	t, words, m := s.d.Text, s.d.Text.Lines.Manage, s.d.Manage
	rec, err := s.d.Customers.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	if rec, err = s.fetch(ctx, rec, []partner.Block{partner.BlockLicenses}); err != nil {
		return err
	}
	read, err := m.Licenses.Read(ctx, c.ID, []partner.User{*u}, func(int) {})
	if err != nil || len(read) == 0 {
		return err
	}
	*u = read[0]
	for {
		if len(rec.Licenses) == 0 {
			s.say(s.sentence(t.Licenses.Empty))
			return nil
		}
		var entries []entry
		for i, sentence := range s.licenses(rec.Licenses) {
			has := words.HasNot
			product := rec.Licenses[i]
			if holds(*u, product) {
				has = words.Has
			}
			entries = append(entries, entry{label: has + t.Common.Colon + sentence, do: func(ctx context.Context) error {
				return unlessBack(s.turnLicense(ctx, c, u, rec.Licenses, product))
			}})
		}
		if err := s.choose(ctx, words.WhichProduct, t.Lines.Back, t.Lines.Helps.Licenses, entries); err != nil {
			return unlessBack(err)
		}
		if rec, err = s.d.Customers.Record(ctx, c.ID); err != nil {
			return err
		}
	}
}

func holds(u partner.User, p partner.License) bool {
	return slices.ContainsFunc(u.Licenses, func(l partner.UserLicense) bool { return strings.EqualFold(l.SkuID, p.SkuID) })
}

// seatsFirst says how to come by a seat.
func seatsFirst(words i18n.LinesManage, p partner.License) string {
	if p.Suspended > 0 {
		return words.ReactivateFirst
	}
	return words.BuyFirst
}

// turnLicense assigns a product, or takes it away where the user has it.
func (s *desk) turnLicense(ctx context.Context, c partner.Customer, u *partner.User, products []partner.License, p partner.License) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	a := manage.Assignment{Products: products}
	question := words.Assign
	switch {
	case holds(*u, p):
		a.Change.Remove, question = []string{p.SkuID}, words.TakeAway
	case p.Available <= 0:
		s.say(seatsFirst(words, p))
		return nil
	default:
		a.Change.Assign = []partner.LicenseGrant{{SkuID: p.SkuID}}
		if u.UsageLocation == "" {
			var err error
			if a.Location, err = s.location(ctx, c.Country); err != nil {
				return err
			}
		}
	}
	yes, err := s.confirm(ctx, partner.DeedAssignLicenses, fmt.Sprintf(question, p.Name, u.PrincipalName), t.Licenses.No, t.Licenses.Yes)
	if err != nil || !yes {
		return err
	}
	result, err := s.d.Manage.Licenses.Change(context.WithoutCancel(ctx), c, *u, a)
	switch {
	case manage.OutOfSeats(err):
		s.say(seatsFirst(words, p))
		return nil
	case err != nil:
		return err
	case len(result.Warnings) > 0:
		s.say(line(fmt.Sprintf(t.Licenses.Warned, u.PrincipalName, strings.Join(result.Warnings, t.Common.And))))
	case result.Unchanged:
		s.say(s.sentence(line(fmt.Sprintf(t.Licenses.Unchanged, u.PrincipalName))))
	default:
		s.say(s.sentence(line(fmt.Sprintf(t.Licenses.Done, u.PrincipalName))))
	}
	u.Licenses, u.LicensesKnown = result.After, true
	u.UsageLocation = cmp.Or(u.UsageLocation, a.Location)
	s.d.Manage.Licenses.ReadSeats(ctx, c.ID)
	return nil
}
