package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"cspdesk/internal/config"
	"cspdesk/internal/customerscsv"
	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

type activityJSON struct {
	Seq           int64  `json:"seq"`
	At            string `json:"at"`
	Actor         string `json:"actor"`
	Action        string `json:"action"`
	Outcome       string `json:"outcome"`
	Customer      string `json:"customer"`
	Invitation    string `json:"invitation"`
	Subject       string `json:"subject"`
	Detail        string `json:"detail"`
	CorrelationID string `json:"correlationId"`
}

func (a *app) activityCommand() *cobra.Command {
	words := a.text.CLI
	since, asCSV := "", false
	list := &cobra.Command{
		Use: "list", Short: words.ActivityListShort, Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.activityList(command.Context(), since, asCSV) },
	}
	list.Flags().StringVar(&since, "since", "", words.FlagSince)
	list.Flags().BoolVar(&asCSV, "csv", false, words.FlagCSV)
	command := &cobra.Command{Use: "activity", Short: words.ActivityShort, Args: noArguments, RunE: showHelp}
	command.AddCommand(list)
	return command
}

// parseSince reads a day, a time, or how long ago, such as "7d" or "12h".
func (a *app) parseSince(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if days, err := strconv.Atoi(text[:len(text)-1]); err == nil && text[len(text)-1] == 'd' && days >= 0 {
		return a.now().AddDate(0, 0, -days), nil
	}
	if ago, err := time.ParseDuration(text); err == nil && ago >= 0 {
		return a.now().Add(-ago), nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	at, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	if err != nil {
		return at, usagef("--since %q: 2026-01-31, 2026-01-31T08:00:00Z, 7d, 12h", text)
	}
	return at, nil
}

func (a *app) activityList(ctx context.Context, since string, asCSV bool) error {
	if asCSV && a.json {
		return usagef("%s", a.text.CLI.LimitOrFormat)
	}
	after, err := a.parseSince(since)
	if err != nil {
		return err
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	items := []activityJSON{}
	for before := int64(0); ; {
		lines, err := s.db.Activities(ctx, partner.ActivityQuery{Before: before})
		if err != nil {
			return err
		}
		for _, l := range lines {
			before = l.Seq
			if l.At.Before(after) {
				continue // the clock may have been set back, so older lines may be newer
			}
			items = append(items, activityJSON{l.Seq, timeJSON(l.At), l.Actor, string(l.Action), string(l.Outcome), string(l.Customer), l.Invitation, l.Subject, l.Detail, l.CorrelationID})
		}
		if len(lines) == 0 {
			break
		}
	}
	switch {
	case a.json:
		return writeJSON(a.out, list[activityJSON]{Items: items})
	case asCSV:
		return a.activityCSV(items)
	}
	var rows [][]string
	for _, l := range items {
		common := a.text.Common
		rows = append(rows, []string{l.At, l.Actor, i18n.Word(common.Actions, l.Action), i18n.Word(common.Outcomes, l.Outcome), l.Subject, l.Detail})
	}
	a.printTable(rows)
	return nil
}

func (a *app) activityCSV(items []activityJSON) error {
	w := csv.NewWriter(a.out)
	w.UseCRLF = true
	_ = w.Write([]string{"seq", "at", "actor", "action", "outcome", "customer", "invitation", "subject", "detail", "correlationId"})
	for _, l := range items {
		row := []string{strconv.FormatInt(l.Seq, 10), l.At, l.Actor, l.Action, l.Outcome, l.Customer, l.Invitation, l.Subject, l.Detail, l.CorrelationID}
		for i := range row {
			row[i] = customerscsv.Guard(row[i])
		}
		_ = w.Write(row)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return partner.NewError(partner.CodeFile, "standard output", err)
	}
	return nil
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: a.text.CLI.BackupShort, Args: arguments(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			s, err := a.openSession(command.Context(), false)
			if err != nil {
				return err
			}
			defer s.Close()
			if err := s.db.Backup(command.Context(), args[0]); err != nil {
				return err
			}
			return a.printFile(a.text.CLI.BackedUp, args[0])
		},
	}
}

func (a *app) restoreCommand() *cobra.Command {
	yes := false
	command := &cobra.Command{
		Use: "restore FILE", Short: a.text.CLI.RestoreShort, Args: arguments(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needWritable(); err != nil {
				return err
			}
			name, err := a.profileName()
			if err != nil {
				return err
			}
			if name == "" {
				return usagef("%s", a.text.CLI.NoProfile)
			}
			if !yes {
				if err := a.asksYes(fmt.Sprintf(a.text.CLI.RestoreQuestion, name), "--yes"); err != nil {
					return err
				}
			}
			if err := config.MakeDir(a.profiles().Dir(name)); err != nil {
				return err
			}
			kept, err := store.Restore(command.Context(), args[0], a.profiles().Database(name))
			if err != nil {
				return err
			}
			if err := a.recordRestore(command.Context(), name, args[0]); err != nil {
				return err
			}
			return a.printFile(a.text.CLI.Restored, kept)
		},
	}
	command.Flags().BoolVar(&yes, "yes", false, a.text.CLI.FlagYes)
	return command
}

func (a *app) recordRestore(ctx context.Context, profile, from string) error {
	db, err := a.openStore(ctx, profile)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.AppendActivity(ctx, partner.Activity{Actor: a.actor, Action: partner.ActionBackupRestored, Outcome: partner.OutcomeDone, Detail: from})
}

// printFile names the file that a command made or kept.
func (a *app) printFile(sentence, path string) error {
	if a.json {
		return writeJSON(a.out, struct {
			File string `json:"file"`
		}{path})
	}
	fmt.Fprintf(a.out, sentence+"\n", a.safe(path))
	return nil
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: a.text.CLI.VersionShort, Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			if a.json {
				return writeJSON(a.out, struct {
					Version string `json:"version"`
				}{version()})
			}
			fmt.Fprintln(a.out, "cspdesk", version())
			return nil
		},
	}
}

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man DIR", Short: a.text.CLI.ManShort, Args: arguments(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil { //nolint:gosec // manual pages are for everybody
				return partner.NewError(partner.CodeFile, args[0], err)
			}
			header := &doc.GenManHeader{Title: "CSPDESK", Section: "1", Source: "cspdesk " + version()}
			if err := doc.GenManTree(command.Root(), header, args[0]); err != nil {
				return partner.NewError(partner.CodeFile, args[0], err)
			}
			return nil
		},
	}
}
