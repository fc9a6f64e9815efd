package lines

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
)

// refresh reads all customers from Partner Center, and asks what only a person
// can say of the result.
func (s *desk) refresh(ctx context.Context) error {
	return s.pass(ctx, refresh.How{})
}

func (s *desk) pass(ctx context.Context, how refresh.How) error {
	t := s.d.Text
	s.say(t.Customers.Refresh.Starting+t.Lines.Period, t.Lines.CanStop)
	job, err := s.d.Refresh(ctx, how)
	if err != nil {
		return err
	}
	s.follow(job)
	result, err := job.Result()
	if err != nil {
		return err
	}
	s.say(s.summary(result))
	if result.VanishedHeld > 0 {
		words := t.Customers.Refresh
		question := i18n.Join(t.Count(words.HeldTitle, result.VanishedHeld), t.Count(words.Held, result.VanishedHeld))
		mark, err := s.sure(ctx, question, words.HeldKeep, words.HeldMark)
		if err != nil {
			return err
		}
		if mark {
			return s.pass(ctx, refresh.How{Full: true, AcceptVanished: true})
		}
	}
	for _, p := range result.Matches {
		if err := s.propose(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// follow says now and then how far a refresh is, until it has ended.
func (s *desk) follow(job Job) {
	ticker := time.NewTicker(s.d.Every)
	defer ticker.Stop()
	last := ""
	for {
		select {
		case <-job.Done():
			return
		case <-ticker.C:
		}
		select {
		case <-job.Done():
			return
		default:
		}
		if now := s.progress(job.Progress()); now != last {
			s.say(now)
			last = now
		}
	}
}

func (s *desk) progress(p refresh.Progress) string {
	t, words := s.d.Text, s.d.Text.Customers.Refresh
	what := words.Starting
	switch {
	case p.Customers > 0 && p.Expected > p.Customers:
		what = fmt.Sprintf(words.RunningOf, t.Number(p.Customers), t.Number(p.Expected))
	case p.Customers > 0:
		what = t.Count(words.Running, p.Customers)
	}
	wait := ""
	if left := p.WaitingUntil.Sub(s.d.Now()); left > 0 {
		wait = fmt.Sprintf(words.Waiting, fmt.Sprintf(words.Times[0], int(left.Seconds())+1))
	}
	return s.sentence(what, wait)
}

func (s *desk) summary(r refresh.Result) string {
	t, words := s.d.Text, s.d.Text.Customers.Refresh
	facts := []string{t.Count(words.Done, r.Customers)}
	for _, part := range []struct {
		n    int
		text i18n.Plural
	}{{r.Added, words.Added}, {r.Changed, words.Changed}, {r.Vanished, words.Vanished}, {r.VanishedHeld, words.Missing}} {
		if part.n > 0 {
			facts = append(facts, t.Count(part.text, part.n))
		}
	}
	if len(facts) == 1 {
		facts = append(facts, words.Unchanged)
	}
	return s.sentence(facts...)
}

// propose asks whether a new customer has accepted a request. Enter leaves it
// open.
func (s *desk) propose(ctx context.Context, p partner.Proposal) error {
	t, words := s.d.Text, s.d.Text.Customers.Match
	ask := words.One
	if n := len(p.Candidates); n > 1 {
		ask = t.Count(words.Many, n)
	}
	who := line(cmp.Or(p.Invitation.Name, p.Invitation.To, words.NoName))
	question := i18n.Join(words.Title, fmt.Sprintf(words.Request, who, t.Date(p.Invitation.CreatedAt)), ask)
	labels := []string{words.Later}
	for _, c := range p.Candidates {
		label := fmt.Sprintf(words.Yes, s.nameOf(c.Customer)) + t.Common.Comma + line(c.Customer.Domain)
		labels = append(labels, label+t.Common.Comma+i18n.Word(words.Reasons, string(c.Reason)))
	}
	i, err := s.pick(ctx, question, t.Lines.Back, 0, append(labels, words.None))
	if err != nil || i == 0 {
		return unlessBack(err)
	}
	if i == len(labels) {
		if _, err := s.d.Keeper.Decline(ctx, p.Invitation.ID, p.Customers()); err != nil {
			return s.tell(ctx, err)
		}
		s.say(s.sentence(words.Declined))
		return nil
	}
	customer := p.Candidates[i-1].Customer
	if _, err := s.d.Keeper.Match(ctx, p.Invitation.ID, customer); err != nil {
		return s.tell(ctx, err)
	}
	s.say(s.sentence(fmt.Sprintf(words.Matched, s.nameOf(customer))))
	return nil
}
