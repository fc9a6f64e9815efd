package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/tui/cell"
)

type refreshJSON struct {
	Customers  int         `json:"customers"`
	Added      int         `json:"added"`
	Changed    int         `json:"changed"`
	Vanished   int         `json:"vanished"`
	Held       int         `json:"vanishedHeld"`
	Requests   int         `json:"requests"`
	Retries    int         `json:"retries"`
	DurationMS int64       `json:"durationMs"`
	Matches    []matchJSON `json:"matches"`
}

type matchJSON struct {
	Invitation string          `json:"invitation"`
	Candidates []candidateJSON `json:"candidates"`
}

type candidateJSON struct {
	Customer    string `json:"customer"`
	CompanyName string `json:"companyName"`
	Domain      string `json:"domain"`
	Reason      string `json:"reason"`
}

func (a *app) refreshCommand() *cobra.Command {
	full, accept := false, false
	command := &cobra.Command{
		Use: "refresh", Short: a.text.CLI.RefreshShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.refreshCustomers(command, full, accept) },
	}
	command.Flags().BoolVar(&full, "full", false, a.text.CLI.FlagFull)
	command.Flags().BoolVar(&accept, "accept-vanished", false, a.text.CLI.FlagAcceptVanished)
	return command
}

func (a *app) refreshCustomers(command *cobra.Command, full, accept bool) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	ctx := command.Context()
	s, err := a.openSession(ctx, true)
	if err != nil {
		return err
	}
	defer s.Close()
	if s.refresh == nil {
		return said{partner.CodeNotAllowed, a.text.CLI.OfflineProfile, a.text.CLI.OfflineFix}
	}
	job, err := s.refresh.StartHow(ctx, refresh.How{Full: full, AcceptVanished: accept})
	if err != nil {
		return err
	}
	a.followRefresh(job)
	result, err := job.Result()
	if err != nil {
		return err
	}
	if err := a.printRefresh(result); err != nil {
		return err
	}
	a.archive(ctx, s, daysAfterRefresh)
	return nil
}

// followRefresh shows the progress, to a terminal only, until the job is done.
func (a *app) followRefresh(job *refresh.Job) {
	if !a.errIsTTY {
		<-job.Done()
		return
	}
	line := progressLine{to: a.errOut, on: true}
	defer line.clear()
	ticker := time.NewTicker(200 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-job.Done():
			return
		case <-ticker.C:
			p := job.Progress()
			text := a.text.Count(a.text.CLI.Refreshing, p.Customers)
			if wait := p.WaitingUntil.Sub(a.now()); wait > 0 {
				words := a.text.Customers.Refresh
				left := fmt.Sprintf(words.Times[0], int(wait.Seconds())+1)
				text += " " + fmt.Sprintf(words.Waiting, left)
			}
			line.show(text)
		}
	}
}

// progressLine is a line on a terminal that is written over.
type progressLine struct {
	to    io.Writer
	on    bool
	width int
}

func (l *progressLine) show(text string) {
	if l.on {
		l.width = max(l.width, cell.Width(text))
		fmt.Fprintf(l.to, "\r%s", cell.Fit(text, l.width))
	}
}

func (l *progressLine) clear() {
	if l.on {
		fmt.Fprintf(l.to, "\r%s\r", strings.Repeat(" ", l.width))
	}
}

func (a *app) printRefresh(r refresh.Result) error {
	matches := make([]matchJSON, 0, len(r.Matches))
	for _, proposal := range r.Matches {
		m := matchJSON{Invitation: proposal.Invitation.ID, Candidates: []candidateJSON{}}
		for _, c := range proposal.Candidates {
			m.Candidates = append(m.Candidates, candidateJSON{string(c.Customer.ID), c.Customer.CompanyName, c.Customer.Domain, string(c.Reason)})
		}
		matches = append(matches, m)
	}
	if a.json {
		return writeJSON(a.out, refreshJSON{
			Customers: r.Customers, Added: r.Added, Changed: r.Changed, Vanished: r.Vanished, Held: r.VanishedHeld,
			Requests: r.Requests, Retries: r.Retries, DurationMS: r.Duration.Milliseconds(), Matches: matches,
		})
	}
	words := a.text.CLI
	fmt.Fprintf(a.out, words.Refreshed+"\n", a.text.Count(a.text.Customers.All, r.Customers), r.Added, r.Changed, r.Vanished)
	if r.VanishedHeld > 0 {
		a.say(a.text.Count(words.VanishedHeld, r.VanishedHeld))
	}
	for _, m := range matches {
		for _, c := range m.Candidates {
			fmt.Fprintf(a.out, words.MatchHint+"\n", m.Invitation, a.safe(c.CompanyName), m.Invitation, c.Customer)
		}
	}
	return nil
}
