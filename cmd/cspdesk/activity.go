package main

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// bothSources is the value of --source for the lines of this program and those
// of Microsoft.
const bothSources = "all"

type activityJSON struct {
	Source        string `json:"source"`
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
	since, only, asCSV := "", "", false
	list := &cobra.Command{
		Use: "list", Short: words.ActivityListShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			return a.activityList(command.Context(), since, only, asCSV)
		},
	}
	list.Flags().StringVar(&since, "since", "", words.FlagSince)
	list.Flags().StringVar(&only, "source", partner.OnlyHere, fmt.Sprintf(a.text.Audit.FlagSource, partner.OnlyHere, partner.OnlyMicrosoft, bothSources))
	list.Flags().BoolVar(&asCSV, "csv", false, words.FlagCSV)
	command := &cobra.Command{Use: "activity", Short: words.ActivityShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(list)
	return command
}

// parseSince reads a day, a time, how long ago, such as "7d" or "12h", or
// "yesterday", which is the whole day.
func (a *app) parseSince(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if text == "yesterday" {
		now := a.now().Local()
		return time.Date(now.Year(), now.Month(), now.Day()-1, 0, 0, 0, 0, time.Local), nil
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
		return at, usagef(a.text.CLI.NotOneOf, "--since "+text, "2026-01-31, 2026-01-31T08:00:00Z, 7d, 12h, yesterday")
	}
	return at, nil
}

func (a *app) activityList(ctx context.Context, since, only string, asCSV bool) error {
	switch only {
	case bothSources:
		only = ""
	case partner.OnlyHere, partner.OnlyMicrosoft:
	default:
		return usagef(a.text.CLI.NotOneOf, "--source "+only, partner.OnlyHere+", "+partner.OnlyMicrosoft+", "+bothSources)
	}
	if err := a.oneFormat(asCSV); err != nil {
		return err
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
	items, err := readActivity(ctx, s, after, only)
	if err != nil {
		return err
	}
	var answer error
	if since != "" && len(items) == 0 {
		answer = errSaidNo
	}
	switch {
	case a.json:
		return cmp.Or(writeJSON(a.out, list[activityJSON]{Items: items}), answer)
	case asCSV:
		return cmp.Or(a.activityCSV(items), answer)
	}
	common, words := a.text.Common, a.text.Activity
	t := a.newList(words.When, words.Who, words.What, a.text.CLI.State, words.About, words.Detail)
	for _, l := range items {
		at, _ := time.Parse(time.RFC3339, l.At)
		t.add(at.Local().Format("2006-01-02 15:04"), l.Actor, a.actionName(l), i18n.Word(common.Outcomes, l.Outcome), l.Subject, a.text.Recorded(partner.Activity{Action: partner.Action(l.Action), Outcome: partner.Outcome(l.Outcome), Detail: l.Detail}))
	}
	return cmp.Or(t.flush(), answer)
}

// sourceJSON names who wrote a line, for scripts.
func sourceJSON(source partner.Source) string {
	if source == partner.SourceMicrosoft {
		return partner.OnlyMicrosoft
	}
	return partner.OnlyHere
}

// actionName names what was done, and marks what Microsoft noted.
func (a *app) actionName(l activityJSON) string {
	if l.Source == partner.OnlyMicrosoft {
		return fmt.Sprintf(a.text.Audit.Noted, i18n.Word(a.text.Audit.Operations, l.Action))
	}
	return i18n.Word(a.text.Common.Actions, l.Action)
}

// readActivity gives the lines of the record since a time, newest first.
func readActivity(ctx context.Context, s *session, since time.Time, only string) ([]activityJSON, error) {
	items := []activityJSON{}
	var all []partner.Activity
	for {
		lines, err := s.db.Activities(ctx, partner.ActivityQuery{After: partner.MarkAfter(all), Only: only})
		if err != nil || len(lines) == 0 {
			return items, err
		}
		all = append(all, lines...)
		for _, l := range lines {
			if l.At.Before(since) {
				continue // the clock may have been set back, so older lines may be newer
			}
			items = append(items, activityJSON{sourceJSON(l.Source), l.Seq, timeJSON(l.At), l.Actor, string(l.Action), string(l.Outcome), string(l.Customer), l.Invitation, l.Subject, l.Detail, l.CorrelationID})
		}
	}
}

func (a *app) activityCSV(items []activityJSON) error {
	rows := [][]string{{"seq", "at", "actor", "action", "outcome", "customer", "invitation", "subject", "detail", "correlationId", "source"}}
	for _, l := range items {
		rows = append(rows, []string{strconv.FormatInt(l.Seq, 10), l.At, l.Actor, l.Action, l.Outcome, l.Customer, l.Invitation, l.Subject, l.Detail, l.CorrelationID, l.Source})
	}
	return a.printCSV(rows)
}
