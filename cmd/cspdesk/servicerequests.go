package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

type requestJSON struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Severity    string     `json:"severity"`
	Status      string     `json:"status"`
	Topic       string     `json:"topic"`
	Product     string     `json:"product"`
	Contact     string     `json:"contact"`
	CreatedAt   string     `json:"createdAt"`
	ModifiedAt  string     `json:"modifiedAt"`
	ClosedAt    string     `json:"closedAt"`
	Notes       []noteJSON `json:"notes"`
}

type noteJSON struct {
	By   string `json:"by"`
	At   string `json:"at"`
	Text string `json:"text"`
}

func toRequestJSON(r partner.ServiceRequest) requestJSON {
	out := requestJSON{
		ID: r.ID, Title: r.Title, Description: r.Description, Severity: string(r.Severity), Status: string(r.Status), Topic: r.Topic,
		Product: r.Product, Contact: r.Contact, CreatedAt: timeJSON(r.Created), ModifiedAt: timeJSON(r.Modified), ClosedAt: timeJSON(r.Closed), Notes: []noteJSON{},
	}
	for _, n := range r.Notes {
		out.Notes = append(out.Notes, noteJSON{n.By, timeJSON(n.At), n.Text})
	}
	return out
}

func (a *app) serviceRequestsCommand() *cobra.Command {
	words := a.text.SupportCLI
	status, asCSV := "", false
	list := &cobra.Command{
		Use: "list CUSTOMER", Short: words.RequestsListShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.requestsList(command.Context(), args[0], status, asCSV)
		},
	}
	list.Flags().StringVar(&status, "status", "", strings.Join(requestStatuses(), "|"))
	complete(list, "status", requestStatuses()...)
	list.Flags().BoolVar(&asCSV, "csv", false, a.text.CLI.FlagCSV)
	command := &cobra.Command{Use: "service-requests", Short: words.RequestsShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(list, &cobra.Command{
		Use: "show CUSTOMER NUMBER", Short: words.RequestsShowShort, Args: a.exactly(2),
		RunE: func(command *cobra.Command, args []string) error {
			ctx := command.Context()
			return a.withCustomer(ctx, args[0], func(s *session, c partner.Customer) error { return a.requestShow(ctx, s, c, args[1]) })
		},
	}, a.requestNoteCommand(), a.requestCloseCommand(), a.requestOpenCommand(), a.topicsCommand())
	return command
}

func requestStatuses() []string {
	return []string{string(partner.RequestOpen), string(partner.RequestAttention), string(partner.RequestClosed)}
}

// withCustomer connects, and finds the customer.
func (a *app) withCustomer(ctx context.Context, idOrDomain string, do func(s *session, c partner.Customer) error) error {
	return a.connected(ctx, func(s *session) error {
		c, err := a.findCustomer(ctx, s, idOrDomain)
		if err != nil {
			return err
		}
		return do(s, c)
	})
}

func (a *app) requestsList(ctx context.Context, customer, status string, asCSV bool) error {
	if err := a.oneFormat(asCSV); err != nil {
		return err
	}
	if status != "" && !slices.Contains(requestStatuses(), status) {
		return usagef(a.text.CLI.NotOneOf, "--status "+status, strings.Join(requestStatuses(), ", "))
	}
	return a.withCustomer(ctx, customer, func(s *session, c partner.Customer) error {
		if err := s.support.requests.FetchRequests(ctx, c.ID); err != nil {
			return err
		}
		kept, err := s.db.Support(ctx, c.ID)
		if err != nil {
			return err
		}
		items, rows := []requestJSON{}, [][]string{}
		for _, r := range kept.Requests {
			if status != "" && string(r.Status) != status {
				continue
			}
			items = append(items, toRequestJSON(r))
			row := []string{r.ID, string(r.Severity), string(r.Status), timeJSON(r.Created), r.Title}
			if !asCSV {
				t := a.text.Support
				row = []string{r.ID, i18n.Word(t.Severities, row[1]), i18n.Word(t.Statuses, row[2]), a.day(r.Created.Local()), r.Title}
			}
			rows = append(rows, row)
		}
		err = a.printRows(asCSV, list[requestJSON]{Items: items}, []string{"id", "severity", "status", "createdAt", "title"}, rows,
			a.text.Support.Number, a.text.Support.Severity, a.text.Support.State, a.text.Support.Opened, a.text.Support.Subject)
		if err == nil && status != "" && len(items) == 0 {
			return errSaidNo
		}
		return err
	})
}

func (a *app) requestShow(ctx context.Context, s *session, c partner.Customer, number string) error {
	r, err := s.support.requests.FetchRequest(ctx, c.ID, number)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, toRequestJSON(r))
	}
	t := a.text.Support
	a.printFacts([][]string{
		{t.Number, r.ID}, {t.Subject, r.Title}, {t.State, i18n.Word(t.Statuses, string(r.Status))}, {t.Severity, i18n.Word(t.Severities, string(r.Severity))},
		{t.Contact, r.Contact}, {t.Opened, timeJSON(r.Created)},
	})
	fmt.Fprintf(a.out, "\n%s\n", a.safeBlock(r.Description))
	for _, n := range r.Notes {
		fmt.Fprintf(a.out, "\n%s  %s\n%s\n", timeJSON(n.At), a.safe(n.By), a.safeBlock(n.Text))
	}
	return nil
}

func (a *app) requestNoteCommand() *cobra.Command {
	var w writing
	text, file := "", ""
	command := &cobra.Command{
		Use: "note CUSTOMER NUMBER", Short: a.text.SupportCLI.RequestsNoteShort, Args: a.exactly(2),
		RunE: func(command *cobra.Command, args []string) error {
			ctx := command.Context()
			note, err := a.textOrFile(ctx, text, file)
			if err != nil {
				return err
			}
			return a.changesRequest(ctx, w, args, fmt.Sprintf(a.text.Support.AddNote, args[1]), func(s *session, c partner.Customer) error {
				return s.support.requests.AddNote(ctx, c, args[1], note)
			})
		},
	}
	command.Flags().StringVar(&text, "text", "", a.text.SupportCLI.FlagText)
	command.Flags().StringVar(&file, "text-file", "", a.text.SupportCLI.FlagTextFile)
	w.flags(command, a)
	return command
}

func (a *app) requestCloseCommand() *cobra.Command {
	var w writing
	command := &cobra.Command{
		Use: "close CUSTOMER NUMBER", Short: a.text.SupportCLI.RequestsCloseShort, Args: a.exactly(2),
		RunE: func(command *cobra.Command, args []string) error {
			ctx := command.Context()
			return a.changesRequest(ctx, w, args, fmt.Sprintf(a.text.Support.Close, args[1]), func(s *session, c partner.Customer) error {
				return s.support.requests.CloseRequest(ctx, c, args[1])
			})
		},
	}
	w.flags(command, a)
	return command
}

// changesRequest asks, changes a service request of a customer, and prints it as
// it is then.
func (a *app) changesRequest(ctx context.Context, w writing, args []string, question string, do func(*session, partner.Customer) error) error {
	var customer partner.Customer
	return a.writes(ctx, w, func(s *session) (err error) {
		if customer, err = a.findCustomer(ctx, s, args[0]); err != nil {
			return err
		}
		if err = a.confirms(ctx, w, question); err != nil {
			return err
		}
		return do(s, customer)
	}, func(s *session) error { return a.requestShow(ctx, s, customer, args[1]) })
}

// textOrFile is a text that a flag gives, or the file of another one.
func (a *app) textOrFile(ctx context.Context, text, file string) (string, error) {
	switch {
	case text != "" && file != "":
		return "", usagef(a.text.SupportCLI.TextOnce, "--text", "--text-file")
	case file != "":
		read, err := a.readText(ctx, file)
		return string(read), err
	case text == "":
		return "", usagef(a.text.CLI.NeedsFlag, "--text")
	}
	return text, nil
}

func (a *app) topicsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "topics", Short: a.text.SupportCLI.RequestsTopicsShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return a.connected(command.Context(), func(s *session) error {
				topics, err := s.support.requests.Topics(command.Context())
				if err != nil {
					return a.elsewhere(err)
				}
				rows := [][]string{}
				for _, t := range topics {
					rows = append(rows, []string{t.ID, t.Name, t.Description})
				}
				return a.printRows(false, list[partner.SupportTopic]{Items: orEmpty(topics)}, nil, rows, a.text.CLI.ID, a.text.Support.Topic, a.text.Activity.Detail)
			})
		},
	}
}

// elsewhere explains that a service does not open requests.
func (a *app) elsewhere(err error) error {
	if partner.CodeOf(err) == partner.CodeNotFound {
		return said{partner.CodeNotFound, a.text.SupportCLI.NotHere, a.text.SupportCLI.NotHereFix}
	}
	return err
}
