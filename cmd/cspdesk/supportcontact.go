package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
)

type contactJSON struct {
	Subscription string `json:"subscription"`
	Name         string `json:"name"`
	TenantID     string `json:"tenantId"`
	MPNID        string `json:"mpnId"`
	Contact      string `json:"contact"`
	Refused      string `json:"refused"` // why there is none; "" if there can be one
}

func (a *app) supportContactCommand() *cobra.Command {
	words := a.text.SupportCLI
	asCSV := false
	show := &cobra.Command{
		Use: "show CUSTOMER", Short: words.ContactShowShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			ctx := command.Context()
			if err := a.oneFormat(asCSV); err != nil {
				return err
			}
			return a.withCustomer(ctx, args[0], func(s *session, c partner.Customer) error { return a.contactsShow(ctx, s, c, asCSV) })
		},
	}
	show.Flags().BoolVar(&asCSV, "csv", false, a.text.CLI.FlagCSV)
	command := &cobra.Command{Use: "support-contact", Short: words.ContactShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(show, a.contactSetCommand(), &cobra.Command{
		Use: "candidates", Short: words.ContactCandidatesShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return a.connected(command.Context(), func(s *session) error { return a.candidates(command.Context(), s) })
		},
	})
	return command
}

func (a *app) contactsShow(ctx context.Context, s *session, c partner.Customer, asCSV bool) error {
	if err := s.refresh.FetchBlock(ctx, c.ID, partner.BlockServices); err != nil {
		return err
	}
	record, err := s.db.Record(ctx, c.ID)
	if err != nil {
		return err
	}
	if err := s.support.contacts.FetchContacts(ctx, c.ID, record.Subscriptions); err != nil {
		return err
	}
	kept, err := s.db.Support(ctx, c.ID)
	if err != nil {
		return err
	}
	items, rows := []contactJSON{}, [][]string{}
	for _, sub := range record.Subscriptions {
		contact, why := kept.Contacts[sub.ID], sub.TakesSupportContact(s.profile.Cloud)
		item := contactJSON{Subscription: sub.ID, Name: sub.OfferName, TenantID: contact.TenantID, MPNID: contact.MPNID, Contact: contact.Name, Refused: string(why)}
		items = append(items, item)
		who := contact.Name
		if why != "" && !asCSV {
			who = a.text.Support.ContactRefused[string(why)]
		}
		rows = append(rows, []string{sub.ID, sub.Name(), who, contact.MPNID, contact.TenantID})
	}
	return a.printRows(asCSV, list[contactJSON]{Items: items}, []string{"subscription", "name", "contact", "mpnId", "tenantId"}, rows,
		a.text.Subscriptions.ID, a.text.Card.Product, a.text.Support.Contact, a.text.CLI.MPNID, a.text.CLI.Tenant)
}

func (a *app) candidates(ctx context.Context, s *session) error {
	found, err := s.support.contacts.Candidates(ctx)
	if err != nil {
		return err
	}
	rows := [][]string{}
	for _, c := range found {
		rows = append(rows, []string{c.Name, c.MPNID, c.TenantID})
	}
	return a.printRows(false, list[partner.SupportContact]{Items: orEmpty(found)}, nil, rows, a.text.CLI.Name, a.text.CLI.MPNID, a.text.CLI.Tenant)
}

func (a *app) contactSetCommand() *cobra.Command {
	var w writing
	who := ""
	command := &cobra.Command{
		Use: "set CUSTOMER SUBSCRIPTION --partner TENANT|MPN", Short: a.text.SupportCLI.ContactSetShort, Args: a.exactly(2),
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needFlags(command, "partner"); err != nil {
				return err
			}
			return a.contactSet(command.Context(), w, args, who)
		},
	}
	command.Flags().StringVar(&who, "partner", "", a.text.SupportCLI.FlagPartner)
	w.flags(command, a)
	return command
}

func (a *app) contactSet(ctx context.Context, w writing, args []string, who string) error {
	var c partner.Customer
	return a.writes(ctx, w, func(s *session) (err error) {
		if c, err = a.findCustomer(ctx, s, args[0]); err != nil {
			return err
		}
		sub, err := a.findSubscription(ctx, s, c, args[1])
		if err != nil {
			return err
		}
		if why := sub.TakesSupportContact(s.profile.Cloud); why != "" {
			return said{partner.CodeNotAllowed, a.text.Support.ContactRefused[string(why)], a.text.SupportCLI.ContactRefusedFix}
		}
		found, err := s.support.contacts.Candidates(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(found, func(c partner.SupportContact) bool { return strings.EqualFold(c.TenantID, who) || c.MPNID == who })
		if i < 0 {
			return said{partner.CodeNotFound, fmt.Sprintf(a.text.SupportCLI.NoCandidate, who), a.text.SupportCLI.NoCandidateFix}
		}
		if err := a.confirms(ctx, w, fmt.Sprintf(a.text.Support.Assign, found[i].Name)); err != nil {
			return err
		}
		return s.support.contacts.SetContact(ctx, c, sub, found[i])
	}, func(s *session) error { return a.contactsShow(ctx, s, c, false) })
}

type supportProfileJSON struct {
	Email     string `json:"email"`
	Telephone string `json:"telephone"`
	Website   string `json:"website"`
}

func (a *app) supportProfileCommand() *cobra.Command {
	var w writing
	var typed partner.SupportProfile
	show := func(ctx context.Context, s *session) error {
		p, err := s.support.contacts.SupportProfile(ctx)
		if err != nil {
			return err
		}
		if a.json {
			return writeJSON(a.out, supportProfileJSON(p))
		}
		t := a.text.Support
		a.printFacts([][]string{{t.Email, p.Email}, {t.Telephone, p.Telephone}, {t.Website, p.Website}})
		return nil
	}
	set := &cobra.Command{
		Use: "set", Short: a.text.SupportCLI.ProfileSetShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			ctx := command.Context()
			return a.writes(ctx, w, func(s *session) error {
				p, err := s.support.contacts.SupportProfile(ctx)
				if err != nil {
					return err
				}
				for flag, value := range map[string]*string{"email": &p.Email, "telephone": &p.Telephone, "website": &p.Website} {
					if command.Flags().Changed(flag) {
						*value, _ = command.Flags().GetString(flag)
					}
				}
				if err := a.confirms(ctx, w, a.text.Support.SaveProfile); err != nil {
					return err
				}
				return s.support.contacts.SetSupportProfile(ctx, p)
			}, func(s *session) error { return show(ctx, s) })
		},
	}
	set.Flags().StringVar(&typed.Email, "email", "", a.text.Support.Email)
	set.Flags().StringVar(&typed.Telephone, "telephone", "", a.text.Support.Telephone)
	set.Flags().StringVar(&typed.Website, "website", "", a.text.Support.Website)
	w.flags(set, a)
	command := &cobra.Command{Use: "support-profile", Short: a.text.SupportCLI.ProfileShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(set, &cobra.Command{
		Use: "show", Short: a.text.SupportCLI.ProfileShowShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return a.connected(command.Context(), func(s *session) error { return show(command.Context(), s) })
		},
	})
	return command
}
