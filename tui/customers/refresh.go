package customers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Job is a refresh that runs. A *refresh.Job is one.
type Job interface {
	Progress() refresh.Progress
	Done() <-chan struct{}
	Result() (refresh.Result, error)
	Cancel()
}

// StartRefresh begins a refresh, or goes on with one that was interrupted. It
// runs until it is done or canceled; refresh.Service.StartHow is one.
type StartRefresh func(ctx context.Context, how refresh.How) (Job, error)

// The progress is sampled this often, and what it has stored is shown after
// this many samples.
const (
	sampleEvery = 100 * time.Millisecond
	reloadAfter = 10
)

// refreshing is the refresh that runs, if any.
type refreshing struct {
	starting bool
	stopping bool
	job      Job
	progress refresh.Progress
	samples  int
	shown    int // customers added and changed when the list was read last
}

func (r *refreshing) running() bool { return r.starting || r.job != nil }

type (
	started     struct{ job Job }
	startFailed struct{ err error }
	sampled     struct{ progress refresh.Progress }
	finished    struct {
		result refresh.Result
		err    error
	}
	matched struct {
		sentence string
		customer partner.CustomerID // who accepted
		err      error
	}
)

func (s *Screen) startRefresh() tea.Cmd { return s.begin(refresh.How{}) }

func (s *Screen) begin(how refresh.How) tea.Cmd {
	if s.refresh.running() {
		return screen.Send(screen.Notice{Text: s.text.Customers.Refresh.AlreadyOn})
	}
	start := s.d.Refresh
	s.refresh = refreshing{starting: true}
	return s.Ask("refresh", func(ctx context.Context) tea.Msg {
		job, err := start(context.WithoutCancel(ctx), how)
		if err != nil {
			return startFailed{err}
		}
		return started{job}
	})
}

func (s *Screen) cancelRefresh() tea.Cmd {
	s.refresh.stopping = true
	if s.refresh.job != nil {
		s.refresh.job.Cancel()
	}
	return nil
}

// refreshed follows a refresh from its start to its end.
func (s *Screen) refreshed(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case startFailed:
		s.refresh = refreshing{}
		return s.refreshFailed(m.err)
	case started:
		s.refresh.starting, s.refresh.job = false, m.job
		s.refresh.progress = m.job.Progress()
		if s.refresh.stopping {
			m.job.Cancel()
		}
		return tea.Batch(s.sample(), s.await())
	case sampled:
		return s.sampleCame(m.progress)
	case finished:
		return s.refreshDone(m)
	}
	return nil
}

func (s *Screen) sample() tea.Cmd {
	job := s.refresh.job
	return s.Ask("sample", func(ctx context.Context) tea.Msg {
		select {
		case <-ctx.Done():
		case <-job.Done():
		case <-time.After(sampleEvery):
		}
		return sampled{job.Progress()}
	})
}

// await waits for the end. A closed screen stops the refresh; what was read is
// kept, and the next refresh goes on from there.
func (s *Screen) await() tea.Cmd {
	job := s.refresh.job
	return s.Ask("refresh", func(ctx context.Context) tea.Msg {
		select {
		case <-ctx.Done():
			job.Cancel()
			<-job.Done()
		case <-job.Done():
		}
		result, err := job.Result()
		return finished{result, err}
	})
}

func (s *Screen) sampleCame(p refresh.Progress) tea.Cmd {
	r := &s.refresh
	if r.job == nil {
		return nil
	}
	r.progress = p
	r.samples++
	select {
	case <-r.job.Done():
		return nil // the outcome is on its way
	default:
	}
	if changed := p.Added + p.Changed; r.samples%reloadAfter == 0 && changed != r.shown && !s.Asking("window") {
		r.shown = changed
		return tea.Batch(s.sample(), s.reload())
	}
	return s.sample()
}

// refreshDone tells the outcome, lets every screen read again, and asks about
// the requests that may have been accepted.
func (s *Screen) refreshDone(m finished) tea.Cmd {
	progress := s.refresh.progress
	s.refresh = refreshing{}
	s.Forget("sample")
	changed := screen.Send(screen.Changed{})
	t := s.text.Customers.Refresh
	switch {
	case partner.CodeOf(m.err) == partner.CodeCancelled:
		text := s.text.Count(t.Stopped, progress.Customers)
		return tea.Batch(changed, screen.Send(screen.Notice{Level: screen.Warning, Text: text}))
	case m.err != nil:
		return tea.Batch(changed, s.refreshFailed(m.err))
	}
	s.proposals = append(s.proposals, m.result.Matches...)
	s.held = m.result.VanishedHeld
	s.propose()
	return tea.Batch(changed, screen.Send(screen.Notice{Text: s.summary(m.result)}))
}

// askHeld asks what to make of customers that were absent, which are too many
// to believe it without a look.
func (s *Screen) askHeld() {
	t := s.text.Customers.Refresh
	s.dialog = &widget.Dialog{
		Title: s.text.Count(t.HeldTitle, s.held),
		Body:  []string{s.text.Count(t.Held, s.held)},
		Options: []widget.Option{
			{Label: t.HeldKeep},
			{Label: t.HeldMark, Do: func() tea.Cmd { return s.begin(refresh.How{Full: true, AcceptVanished: true}) }},
		},
	}
	s.held = 0
}

func (s *Screen) refreshFailed(err error) tea.Cmd {
	text := s.text.Explain(err)
	said := fmt.Sprintf(s.text.Customers.Refresh.Failed, text.What, text.Advice())
	return screen.Send(screen.Notice{Level: screen.Failure, Text: said, Correlation: text.CorrelationID})
}

func (s *Screen) summary(r refresh.Result) string {
	t := s.text.Customers.Refresh
	var parts []string
	for _, part := range []struct {
		n    int
		text string
	}{
		{r.Added, s.text.Count(t.Added, r.Added)},
		{r.Changed, s.text.Count(t.Changed, r.Changed)},
		{r.Vanished, s.text.Count(t.Vanished, r.Vanished)},
		{r.VanishedHeld, s.text.Count(t.Missing, r.VanishedHeld)},
	} {
		if part.n > 0 {
			parts = append(parts, part.text)
		}
	}
	if len(parts) == 0 {
		parts = []string{t.Unchanged}
	}
	return s.text.Count(t.Done, r.Customers) + s.text.Common.Colon + strings.Join(parts, s.text.Common.Comma)
}

// progress is the line at the bottom while a refresh runs, "" otherwise. Where it
// is narrow, the rate gives way, then how to stop, which the keys say too.
func (s *Screen) progress(f screen.Frame) string {
	if !s.refresh.running() {
		return ""
	}
	t := f.Text.Customers.Refresh
	p := s.refresh.progress
	var what, rate, left, hint string
	switch {
	case s.refresh.stopping:
		return " " + f.Theme.Notice.S(t.Stopping)
	case p.Customers == 0:
		what = t.Starting
	case p.Expected > p.Customers:
		what = fmt.Sprintf(t.RunningOf, f.Text.Number(p.Customers), f.Text.Number(p.Expected))
	default:
		what = f.Text.Count(t.Running, p.Customers)
	}
	if p.Rate >= 1 {
		rate = fmt.Sprintf(t.Rate, f.Text.Number(roughly(p.Rate)))
	}
	if rest, ok := p.Left(); ok {
		left = fmt.Sprintf(t.Left, span(t.Times, rest))
	} else if !p.Started.IsZero() {
		left = span(t.Times, f.Now.Sub(p.Started))
	}
	if p.WaitingUntil.After(f.Now) {
		left = fmt.Sprintf(t.Waiting, span(t.Times, p.WaitingUntil.Sub(f.Now)+time.Second-1))
	}
	if s.escape() == keys.CancelRefresh {
		hint = t.Hint
	}
	line := ""
	for _, parts := range [][]string{{what, rate, left, hint}, {what, left, hint}, {what, left}} {
		parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
		if line = strings.Join(parts, " "+widget.Dot(f.Theme)+" "); cell.Width(line) < f.Width {
			break
		}
	}
	return " " + f.Theme.Notice.S(cell.Cut(line, f.Width-1))
}

// roughly rounds a rate to two digits, so that it does not flicker.
func roughly(rate float64) int {
	n, unit := int(rate), 1
	for n/unit >= 100 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}

// span writes a time in the patterns of i18n.CustomersRefresh.Times: to the
// second up to a minute, to ten seconds up to an hour.
func span(patterns [3]string, d time.Duration) string {
	d = max(d, 0)
	switch {
	case d < time.Minute:
		return fmt.Sprintf(patterns[0], int(d.Seconds()))
	case d < time.Hour-5*time.Second:
		d = d.Round(10 * time.Second)
		return fmt.Sprintf(patterns[1], int(d.Minutes()), int(d.Seconds())%60)
	}
	d = d.Round(time.Minute)
	return fmt.Sprintf(patterns[2], int(d.Hours()), int(d.Minutes())%60)
}

// propose opens the next question that a refresh left: about customers that were
// absent, then about each request that may have been accepted, unless another question is open. Later has the focus, and no single
// letter says yes: the question comes while somebody may be typing keys.
func (s *Screen) propose() {
	if s.dialog != nil || s.Typing() {
		return
	}
	if s.held > 0 {
		s.askHeld()
		return
	}
	if len(s.proposals) == 0 || s.d.Matcher == nil {
		return
	}
	p := s.proposals[0]
	s.proposals = s.proposals[1:]
	t := s.text.Customers.Match
	who := first(p.Invitation.Name, p.Invitation.To, t.NoName)
	if p.Invitation.Name != "" && p.Invitation.To != "" {
		who += " (" + p.Invitation.To + ")"
	}
	ask := t.One
	if n := len(p.Candidates); n > 1 {
		ask = s.text.Count(t.Many, n)
	}
	s.dialog = &widget.Dialog{
		Title:   t.Title,
		Body:    []string{fmt.Sprintf(t.Request, safetext.Line(who), s.text.Date(p.Invitation.CreatedAt)), ask},
		Options: []widget.Option{{Label: t.Later}},
	}
	for _, c := range p.Candidates {
		label := fmt.Sprintf(t.Yes, safetext.Line(first(c.Customer.CompanyName, s.text.Customers.NoName)))
		label += "  " + safetext.Line(c.Customer.Domain) + "  (" + t.Reasons[string(c.Reason)] + ")"
		s.dialog.Options = append(s.dialog.Options, widget.Option{
			Label: label, Do: func() tea.Cmd { return s.match(p.Invitation.ID, c.Customer) },
		})
	}
	s.dialog.Options = append(s.dialog.Options, widget.Option{Label: t.None, Do: func() tea.Cmd { return s.decline(p) }})
}

// decline notes that none of those who were proposed accepted.
func (s *Screen) decline(p partner.Proposal) tea.Cmd {
	matcher, sentence := s.d.Matcher, s.text.Customers.Match.Declined
	return s.Ask("match "+p.Invitation.ID, func(ctx context.Context) tea.Msg {
		_, err := matcher.Decline(ctx, p.Invitation.ID, p.Customers())
		return matched{sentence: sentence, err: err}
	})
}

func (s *Screen) match(invitation string, c partner.Customer) tea.Cmd {
	matcher, sentence := s.d.Matcher, fmt.Sprintf(s.text.Customers.Match.Matched, safetext.Line(first(c.CompanyName, c.Domain)))
	return s.Ask("match "+invitation, func(ctx context.Context) tea.Msg {
		_, err := matcher.Match(ctx, invitation, c)
		return matched{sentence, c.ID, err}
	})
}

func (s *Screen) matchCame(m matched) tea.Cmd {
	if m.err != nil {
		return s.problem(m.err)
	}
	var there tea.Cmd
	if m.customer != "" && s.query.Search == "" && s.query.Filter == "" { // the next thing is to open them
		there = s.ask(windowRead{place: partner.Place{Customer: m.customer}, land: true})
	}
	return tea.Batch(there, screen.Send(screen.Changed{}), screen.Send(screen.Notice{Text: m.sentence}))
}
