package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
)

// tagJSON is a tag as scripts read it.
type tagJSON struct {
	Tag       string `json:"tag"`
	Customers int    `json:"customers"`
}

// changedJSON says how many customers a command has changed.
type changedJSON struct {
	Changed int `json:"changed"`
}

// marksCommands are what can be kept about customers here alone.
func (a *app) marksCommands() []*cobra.Command {
	words := a.text.CLI.Marks
	var add, remove []string
	tag := &cobra.Command{
		Use: "tag ID|DOMAIN...", Short: words.TagShort, Args: a.someArguments,
		RunE: func(command *cobra.Command, args []string) error {
			if len(add)+len(remove) == 0 {
				return usagef("%s", words.NothingToDo)
			}
			return a.markCustomers(command.Context(), args, func(s *session, ids []partner.CustomerID) (int, error) {
				return s.db.SetTags(command.Context(), ids, add, remove)
			})
		},
	}
	tag.Flags().StringSliceVar(&add, "add", nil, words.FlagAdd)
	tag.Flags().StringSliceVar(&remove, "remove", nil, words.FlagRemove)
	pin := func(use, short string, pinned bool) *cobra.Command {
		return &cobra.Command{Use: use + " ID|DOMAIN...", Short: short, Args: a.someArguments, RunE: func(command *cobra.Command, args []string) error {
			return a.markCustomers(command.Context(), args, func(s *session, ids []partner.CustomerID) (int, error) {
				return s.db.SetPinned(command.Context(), ids, pinned)
			})
		}}
	}
	return []*cobra.Command{
		tag, pin("pin", words.PinShort, true), pin("unpin", words.UnpinShort, false),
		{
			Use: "note ID|DOMAIN [TEXT|-]", Short: words.NoteShort, Args: a.oneOrTwo,
			RunE: func(command *cobra.Command, args []string) error { return a.customersNote(command.Context(), args) },
		}, {
			Use: "nickname ID|DOMAIN [NAME]", Short: words.NicknameShort, Args: a.oneOrTwo,
			RunE: func(command *cobra.Command, args []string) error { return a.customersNickname(command.Context(), args) },
		}, {
			Use: "tags", Short: words.TagsShort, Args: a.noArguments,
			RunE: func(command *cobra.Command, _ []string) error { return a.customersTags(command.Context()) },
		},
	}
}

// someArguments and oneOrTwo count the words behind a command.
func (a *app) someArguments(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return nil
	}
	return a.oneArgument(command, args)
}

func (a *app) oneOrTwo(command *cobra.Command, args []string) error {
	if len(args) == 2 {
		return nil
	}
	return a.oneArgument(command, args)
}

// markCustomers changes what is kept about customers, all of them or none.
func (a *app) markCustomers(ctx context.Context, idsOrDomains []string, change func(*session, []partner.CustomerID) (int, error)) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	var ids []partner.CustomerID
	for _, name := range idsOrDomains {
		customer, err := a.findCustomer(ctx, s, name)
		if err != nil {
			return err
		}
		ids = append(ids, customer.ID)
	}
	changed, err := change(s, ids)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, changedJSON{changed})
	}
	fmt.Fprintf(a.out, a.text.CLI.Marks.Changed.For(changed)+"\n", changed)
	return nil
}

func (a *app) customersNote(ctx context.Context, args []string) error {
	if len(args) == 1 {
		return a.showCustomer(ctx, args[0], func(c partner.Customer) string { return c.Note })
	}
	note := args[1]
	if note == "-" {
		if err := a.needWritable(); err != nil {
			return err
		}
		text, err := a.readText(ctx, "-")
		if err != nil {
			return err
		}
		note = string(text)
	}
	return a.setText(ctx, args[0], func(s *session, id partner.CustomerID) error { return s.db.SetNote(ctx, id, note) })
}

func (a *app) customersNickname(ctx context.Context, args []string) error {
	if len(args) == 1 {
		return a.showCustomer(ctx, args[0], func(c partner.Customer) string { return c.Nickname })
	}
	return a.setText(ctx, args[0], func(s *session, id partner.CustomerID) error { return s.db.SetNickname(ctx, id, args[1]) })
}

// setText replaces the note or the nickname of a customer.
func (a *app) setText(ctx context.Context, idOrDomain string, set func(*session, partner.CustomerID) error) error {
	return a.markCustomers(ctx, []string{idOrDomain}, func(s *session, ids []partner.CustomerID) (changed int, err error) {
		before, err := s.db.Customer(ctx, ids[0])
		if err != nil {
			return 0, err
		}
		if err := set(s, ids[0]); err != nil {
			return 0, err
		}
		after, err := s.db.Customer(ctx, ids[0])
		if before.Note != after.Note || before.Nickname != after.Nickname {
			changed = 1
		}
		return changed, err
	})
}

// showCustomer prints one text of a customer; with --json it prints the row of
// the list.
func (a *app) showCustomer(ctx context.Context, idOrDomain string, what func(partner.Customer) string) error {
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	customer, err := a.findCustomer(ctx, s, idOrDomain)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, toCustomerJSON(customer))
	}
	if text := what(customer); text != "" {
		fmt.Fprintln(a.out, a.safeBlock(text))
	}
	return nil
}

func (a *app) customersTags(ctx context.Context) error {
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	counts, err := s.db.TagCounts(ctx)
	if err != nil {
		return err
	}
	if a.json {
		items := make([]tagJSON, len(counts))
		for i, t := range counts {
			items[i] = tagJSON(t)
		}
		return writeJSON(a.out, list[tagJSON]{items})
	}
	rows := make([][]string, len(counts))
	for i, t := range counts {
		rows[i] = []string{t.Tag, fmt.Sprint(t.Customers)}
	}
	a.printList([]string{a.text.Customers.Record.Tags, a.text.App.TabCustomers}, rows)
	return nil
}

// marksRows are the lines of a record about what is kept here alone.
func (a *app) marksRows(c partner.Customer) (rows [][]string) {
	words := a.text.CLI.Marks
	for _, row := range [][]string{
		{words.Nickname, c.Nickname}, {words.Tags, strings.Join(c.Tags, ", ")}, {words.Note, c.Note},
		{words.Pinned, map[bool]string{true: words.Yes}[c.Pinned]},
	} {
		if row[1] != "" {
			rows = append(rows, row)
		}
	}
	return rows
}

// completeFilter offers how a filter may go on.
func (a *app) completeFilter(_ *cobra.Command, _ []string, typed string) (whole []string, _ cobra.ShellCompDirective) {
	for _, s := range partner.CompleteFilter(typed, len(typed), nil, a.text.FilterWords()) {
		whole = append(whole, typed[:s.From]+s.Text)
	}
	return whole, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
