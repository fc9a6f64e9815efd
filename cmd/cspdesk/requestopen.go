package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
)

// openOptions are what service-requests open may be told.
type openOptions struct {
	title, text, textFile, severity, subscription, topic string
	packet                                               bool
	w                                                    writing
}

type packetJSON struct {
	Customer     string `json:"customer"`
	CompanyName  string `json:"companyName"`
	Domain       string `json:"domain"`
	Subscription string `json:"subscription"`
	Severity     string `json:"severity"`
	AnswerBy     string `json:"answerBy"`
	Email        string `json:"email"`
	Telephone    string `json:"telephone"`
	Title        string `json:"title"`
	Text         string `json:"text"`
	Packet       string `json:"packet"` // all of it as people read it
}

type openedJSON struct {
	ID       string `json:"id"`
	Customer string `json:"customer"`
	AnswerBy string `json:"answerBy"`
}

func (a *app) requestOpenCommand() *cobra.Command {
	var o openOptions
	words := a.text.SupportCLI
	command := &cobra.Command{
		Use: "open CUSTOMER --title TITLE --text TEXT", Short: words.RequestsOpenShort, Long: words.RequestsOpenLong, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needFlags(command, "title"); err != nil {
				return err
			}
			return a.requestOpen(command.Context(), o, args[0])
		},
	}
	var names []string
	for _, s := range partner.Severities() {
		names = append(names, string(s))
	}
	flags := command.Flags()
	flags.StringVar(&o.title, "title", "", words.FlagTitle)
	flags.StringVar(&o.text, "text", "", words.FlagText)
	flags.StringVar(&o.textFile, "text-file", "", words.FlagTextFile)
	flags.StringVar(&o.severity, "severity", string(partner.SeverityModerate), strings.Join(names, "|"))
	complete(command, "severity", names...)
	flags.StringVar(&o.subscription, "subscription", "", words.FlagSubscription)
	flags.StringVar(&o.topic, "topic", "", words.FlagTopic)
	flags.BoolVar(&o.packet, "packet", false, words.FlagPacket)
	o.w.flags(command, a)
	return command
}

func (a *app) requestOpen(ctx context.Context, o openOptions, customer string) error {
	if !slices.Contains(partner.Severities(), partner.Severity(o.severity)) {
		return usagef(a.text.CLI.NotOneOf, "--severity "+o.severity, "critical, moderate, minimal")
	}
	text, err := a.textOrFile(ctx, o.text, o.textFile)
	if err != nil {
		return err
	}
	if o.packet {
		return a.withCustomer(ctx, customer, func(s *session, c partner.Customer) error {
			r, err := a.newRequest(ctx, s, c, o, text)
			if err != nil {
				return err
			}
			return a.printPacket(ctx, s, r)
		})
	}
	var r partner.NewRequest
	number := ""
	return a.writes(ctx, o.w, func(s *session) error {
		c, err := a.findCustomer(ctx, s, customer)
		if err != nil {
			return err
		}
		if r, err = a.newRequest(ctx, s, c, o, text); err != nil {
			return err
		}
		if err := a.needsTopic(ctx, s, r); err != nil {
			return err
		}
		if err := a.confirms(ctx, o.w, fmt.Sprintf(a.text.Support.OpenTitle, c.CompanyName)); err != nil {
			return err
		}
		number, err = s.support.requests.OpenRequest(ctx, r)
		return a.elsewhere(err)
	}, func(*session) error {
		by := a.now().Add(r.Severity.FirstAnswer())
		if a.json {
			return writeJSON(a.out, openedJSON{ID: number, Customer: string(r.Customer.ID), AnswerBy: timeJSON(by)})
		}
		a.say(fmt.Sprintf(a.text.Support.Sent, number))
		a.say(fmt.Sprintf(a.text.Support.AnswerBy, by.Local().Format("15:04 MST")))
		return nil
	})
}

// needsTopic refuses a request without a topic where the service has topics.
func (a *app) needsTopic(ctx context.Context, s *session, r partner.NewRequest) error {
	if r.Topic.ID != "" {
		return nil
	}
	topics, err := s.support.requests.Topics(ctx)
	if err != nil {
		return a.elsewhere(err)
	}
	if len(topics) > 0 {
		return usagef(a.text.CLI.NeedsFlag, "--topic")
	}
	return nil
}

// newRequest is the request that the flags describe.
func (a *app) newRequest(ctx context.Context, s *session, c partner.Customer, o openOptions, text string) (partner.NewRequest, error) {
	r := partner.NewRequest{Customer: c, Severity: partner.Severity(o.severity), Topic: partner.SupportTopic{ID: o.topic}, Title: strings.TrimSpace(o.title), Text: strings.TrimSpace(text)}
	if err := r.Check(); err != nil || o.subscription == "" {
		return r, err
	}
	sub, err := a.findSubscription(ctx, s, c, o.subscription)
	r.Subscription = sub
	return r, err
}

// findSubscription finds a subscription of a customer by its id, reading the
// services first where they are not known.
func (a *app) findSubscription(ctx context.Context, s *session, c partner.Customer, id string) (partner.Subscription, error) {
	for _, fetch := range []bool{false, true} {
		if fetch {
			if err := s.refresh.FetchBlock(ctx, c.ID, partner.BlockServices); err != nil {
				return partner.Subscription{}, err
			}
		}
		record, err := s.db.Record(ctx, c.ID)
		if err != nil {
			return partner.Subscription{}, err
		}
		if i := slices.IndexFunc(record.Subscriptions, func(sub partner.Subscription) bool { return strings.EqualFold(sub.ID, id) }); i >= 0 {
			return record.Subscriptions[i], nil
		}
	}
	return partner.Subscription{}, partner.NewError(partner.CodeNotFound, id, nil)
}

func (a *app) printPacket(ctx context.Context, s *session, r partner.NewRequest) error {
	p, err := s.support.requests.Packet(ctx, r)
	if err != nil {
		return err
	}
	p.AnswerBy = p.AnswerBy.Local()
	text := a.text.Packet(p)
	if a.json {
		return writeJSON(a.out, packetJSON{
			Customer: string(r.Customer.ID), CompanyName: r.Customer.CompanyName, Domain: r.Customer.Domain, Subscription: r.Subscription.ID,
			Severity: string(r.Severity), AnswerBy: timeJSON(p.AnswerBy), Email: p.Contact.Email, Telephone: p.Contact.Telephone,
			Title: r.Title, Text: r.Text, Packet: text,
		})
	}
	return write(a.out, []byte(a.safeBlock(text)))
}
