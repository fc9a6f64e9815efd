package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: a.text.CLI.BackupShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			s, err := a.openSession(command.Context(), false)
			if err != nil {
				return err
			}
			defer s.Close()
			err = s.db.Backup(command.Context(), args[0])
			if errors.Is(err, fs.ErrExist) {
				return said{partner.CodeFile, fmt.Sprintf(a.text.CLI.FileExists, args[0]), a.text.CLI.FileExistsFix}
			}
			if err != nil {
				return err
			}
			if a.json {
				return writeJSON(a.out, struct {
					File string `json:"file"`
				}{args[0]})
			}
			fmt.Fprintln(a.out, a.safe(fmt.Sprintf(a.text.CLI.BackedUp, args[0])))
			return nil
		},
	}
}

func (a *app) restoreCommand() *cobra.Command {
	yes := false
	command := &cobra.Command{
		Use: "restore FILE", Short: a.text.CLI.RestoreShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.restore(command.Context(), args[0], yes)
		},
	}
	command.Flags().BoolVar(&yes, "yes", false, a.text.CLI.FlagYes)
	return command
}

func (a *app) restore(ctx context.Context, from string, yes bool) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	s := &session{}
	defer s.Close()
	if err := a.openProfile(ctx, s, false); err != nil {
		return err
	}
	name, words := s.profile.Name, a.text.CLI
	if !yes {
		if err := a.asksYes(ctx, fmt.Sprintf(words.RestoreQuestion, name), "--yes"); err != nil {
			return err
		}
	}
	kept, err := store.Restore(ctx, from, a.profiles().Database(name))
	if err != nil {
		return err
	}
	if err := a.recordRestore(ctx, name, from); err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, struct {
			File string `json:"file"`
			Kept string `json:"kept"`
		}{from, kept})
	}
	sentence := fmt.Sprintf(words.Restored, kept)
	if kept == "" {
		sentence = words.RestoredNew
	}
	a.say(sentence)
	return nil
}

func (a *app) recordRestore(ctx context.Context, profile, from string) error {
	db, err := a.openStore(ctx, profile)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.AppendActivity(ctx, partner.Activity{Actor: a.actor, Action: partner.ActionBackupRestored, Outcome: partner.OutcomeDone, Detail: from})
}
