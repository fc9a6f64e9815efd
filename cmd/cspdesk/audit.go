package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/tui/customers"
)

const (
	daysAfterRefresh = 10                 // of Microsoft's record, that a refresh on the command line reads at most
	auditPause       = 7 * 24 * time.Hour // after the role was refused
)

func (a *app) auditCommand() *cobra.Command {
	words, since := a.text.Audit, ""
	fetch := &cobra.Command{
		Use: "fetch", Short: words.FetchShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.auditFetch(command.Context(), since) },
	}
	fetch.Flags().StringVar(&since, "since", "", words.FlagSince)
	command := &cobra.Command{Use: "audit", Short: words.Short, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(fetch)
	return command
}

// auditFetch copies all of Microsoft's record that is not here yet.
func (a *app) auditFetch(ctx context.Context, since string) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	after, err := a.parseSince(since)
	if err != nil {
		return err
	}
	s, err := a.openSession(ctx, true)
	if err != nil {
		return err
	}
	defer s.Close()
	if s.client == nil {
		return said{partner.CodeNotAllowed, a.text.CLI.OfflineProfile, a.text.CLI.OfflineFix}
	}
	line := progressLine{to: a.errOut, on: a.errIsTTY}
	result, err := refresh.NewArchive(s.client, s.db).Fetch(ctx, after, 0, func(r refresh.AuditResult) {
		line.show(fmt.Sprintf(a.text.Audit.Fetching, r.Days, r.Due))
	})
	line.clear()
	if err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, struct {
			Days    int `json:"days"`
			Records int `json:"records"`
		}{result.Days, result.Records})
	}
	words := a.text.Audit
	fmt.Fprintf(a.out, words.FetchedIn+"\n", a.text.Count(words.Fetched, result.Records), a.text.Count(words.Days, result.Days))
	return nil
}

// archive copies a part of Microsoft's record after a refresh. It is a help and
// no part of the refresh: when it fails, the next one goes on.
func (a *app) archive(ctx context.Context, s *session, limit int) {
	if s.client == nil || !s.db.Writable() || a.auditRefused(ctx, s) {
		return
	}
	_, err := refresh.NewArchive(s.client, s.db).Fetch(ctx, time.Time{}, limit, nil)
	if err == nil {
		return
	}
	a.log.Debug("audit records", "error", err)
	if partner.CodeOf(err) == partner.CodeForbidden {
		err = s.db.AppendActivity(ctx, partner.Activity{
			Action: partner.ActionAuditRefused, Outcome: partner.OutcomeFailed, Detail: a.text.Audit.Refused,
		})
		a.log.Debug("noting the refusal", "error", err)
	}
}

// auditRefused reports whether the role was refused not long ago, which the
// record then says; it need not be said with each refresh.
func (a *app) auditRefused(ctx context.Context, s *session) bool {
	lines, err := s.db.Activities(ctx, partner.ActivityQuery{Search: string(partner.ActionAuditRefused), Only: partner.OnlyHere, Limit: 1})
	return err != nil || len(lines) > 0 && a.now().Sub(lines[0].At) < auditPause
}

// startRefresh begins a refresh for the screens, and reads Microsoft's record
// when it went well.
func (a *app) startRefresh(ctx context.Context, s *session, how refresh.How) (customers.Job, error) {
	job, err := s.refresh.StartHow(ctx, how)
	if err != nil {
		return nil, err
	}
	collectAt(a.getenv, atWork)
	go func() {
		_, err := job.Result()
		collectAt(a.getenv, atEase)
		if err == nil {
			a.archive(context.WithoutCancel(ctx), s, 0)
		}
	}()
	return job, nil
}
