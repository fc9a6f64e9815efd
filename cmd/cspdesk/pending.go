package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

type intentJSON struct {
	ID            string `json:"id"`
	At            string `json:"at"`
	Actor         string `json:"actor"`
	Action        string `json:"action"`
	Customer      string `json:"customer"`
	Subject       string `json:"subject"`
	Object        string `json:"object"`
	Detail        string `json:"detail"`
	State         string `json:"state"`
	Result        string `json:"result"`
	CorrelationID string `json:"correlationId"`
}

type lookedJSON struct {
	ID      string `json:"id"`
	Verdict string `json:"verdict"`
	Found   string `json:"found"`
}

func (a *app) pendingCommand() *cobra.Command {
	words := a.text.Pending
	asCSV := false
	list := &cobra.Command{
		Use: "list", Short: words.ListShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.pendingList(command.Context(), asCSV) },
	}
	list.Flags().BoolVar(&asCSV, "csv", false, a.text.CLI.FlagCSV)
	command := &cobra.Command{Use: "pending", Short: words.Short, Long: words.Tell, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(list, &cobra.Command{
		Use: "look ID", Short: words.LookShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.connected(command.Context(), func(s *session) error { return a.pendingLook(command.Context(), s, args[0]) })
		},
	}, a.resolveCommand())
	return command
}

func (a *app) pendingList(ctx context.Context, asCSV bool) error {
	if err := a.oneFormat(asCSV); err != nil {
		return err
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	open, err := s.manage.Open(ctx)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		a.note("%s", a.text.Pending.Empty)
		if !a.json && !asCSV {
			return nil
		}
	}
	words, items, rows := a.text.Activity, []intentJSON{}, [][]string{}
	for _, in := range open {
		items = append(items, intentJSON{
			in.ID, timeJSON(in.At), in.Actor, string(in.Action), string(in.Customer), in.Subject, in.Object, in.Detail, string(in.State), in.Result, in.CorrelationID,
		})
		action, detail, result := i18n.Word(a.text.Common.Actions, string(in.Action)), a.text.Meant(in.Action, in.Detail), a.text.Result(in.Result)
		if asCSV {
			action, detail, result = string(in.Action), in.Detail, in.Result
		}
		rows = append(rows, []string{in.ID, timeJSON(in.At), in.Actor, action, in.Subject, in.Object, detail, result})
	}
	return a.printRows(asCSV, list[intentJSON]{Items: items}, []string{"id", "at", "actor", "action", "subject", "object", "detail", "result"}, rows,
		a.text.CLI.ID, words.When, words.Who, words.What, words.About, "", words.Detail, a.text.Pending.Verdict)
}

func (a *app) pendingLook(ctx context.Context, s *session, id string) error {
	in, err := s.manage.Intent(ctx, id)
	if err != nil {
		return err
	}
	found, err := s.manage.Look(ctx, in)
	if err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, lookedJSON{id, string(found.Verdict), found.Found})
	}
	line := a.text.Pending.Verdicts[string(found.Verdict)]
	if found.Found != "" {
		line += a.text.Common.Colon + a.text.FoundNow(in, found.Found)
	}
	a.say(line)
	return nil
}

func (a *app) resolveCommand() *cobra.Command {
	as := ""
	states := []string{string(partner.IntentDone), string(partner.IntentFailed), string(partner.IntentDismissed)}
	command := &cobra.Command{
		Use: "resolve ID --as STATE", Short: a.text.Pending.ResolveShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needWritable(); err != nil {
				return err
			}
			if err := a.needFlags(command, "as"); err != nil {
				return err
			}
			if !slices.Contains(states, as) {
				return usagef(a.text.CLI.NotOneOf, "--as "+as, strings.Join(states, ", "))
			}
			ctx := command.Context()
			s, err := a.openSession(ctx, false)
			if err != nil {
				return err
			}
			defer s.Close()
			if err := s.manage.Resolve(ctx, args[0], partner.IntentState(as), ""); err != nil {
				return err
			}
			if a.json {
				return writeJSON(a.out, map[string]string{"id": args[0], "state": as})
			}
			a.say(a.text.Pending.Resolved)
			return nil
		},
	}
	command.Flags().StringVar(&as, "as", "", a.text.Pending.FlagAs)
	complete(command, "as", states...)
	return command
}
