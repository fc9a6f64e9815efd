package lines

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// Follow is where it is read what changed about customers, and which terms end
// soon: the store.
type Follow interface {
	Changes(ctx context.Context, q partner.ChangeQuery) ([]partner.Change, error)
	SeeChanges(ctx context.Context, upTo int64) error
	Renewals(ctx context.Context, until time.Time) (partner.Renewals, error)
}

// News counts the changes that nobody has looked at: the store.
type News interface {
	UnseenChanges(ctx context.Context) (int, error)
}

// renewWithin is how soon a term ends that is told.
const renewWithin = 60 * 24 * time.Hour

// changes reads out what changed about customers, newest first, page by page. What
// was heard counts as seen when the person goes on to something else.
func (s *desk) changes(ctx context.Context) error {
	words := s.d.Text.Lines.List
	if err := s.sayNews(ctx); err != nil {
		return err
	}
	var all []partner.Change
	defer func() { s.seen(ctx, all) }()
	for fresh := true; ; {
		if fresh {
			q := partner.ChangeQuery{Limit: page}
			if len(all) > 0 {
				q.Before = all[len(all)-1].Seq
			}
			more, err := s.d.Follow.Changes(ctx, q)
			if err != nil {
				return err
			}
			s.sayChanges(more, len(all))
			all = append(all, more...)
		}
		answer, err := s.ask(ctx, words.ChangesAsk)
		if err != nil {
			return err
		}
		n, wrong := strconv.Atoi(answer)
		fresh = false
		switch command := strings.ToLower(answer); {
		case answer == toBack:
			return nil
		case command == "n":
			fresh = true
		case command == "t":
			err = s.renewals(ctx)
		case wrong == nil && n > 0 && n <= len(all):
			err = s.record(ctx, all[n-1].Customer)
		case wrong == nil:
			s.say(words.NotHeard)
		default:
			s.say(words.ChangesHelp)
		}
		if err := s.tell(ctx, unlessBack(err)); err != nil {
			return err
		}
	}
}

// sayNews says how much is new, and how many terms want a decision.
func (s *desk) sayNews(ctx context.Context) error {
	t := s.d.Text
	unseen, err := s.d.News.UnseenChanges(ctx)
	if err != nil {
		return err
	}
	terms, err := s.d.Follow.Renewals(ctx, s.d.Now().Add(renewWithin))
	if err != nil {
		return err
	}
	fresh := ""
	if unseen > 0 {
		fresh = t.Count(t.Changes.Unseen, unseen)
	}
	s.say("", s.sentence(t.Changes.Title, fresh))
	if n := len(terms.Decide); n > 0 {
		s.say(s.sentence(t.Count(t.Changes.Waiting, n)))
	}
	return nil
}

// sayChanges reads changes out, after so many that were read out before.
func (s *desk) sayChanges(list []partner.Change, before int) {
	t := s.d.Text
	s.say("")
	switch {
	case len(list) > 0:
	case before > 0:
		s.say(t.Lines.AtEnd)
	default:
		s.say(t.Changes.Empty, t.Changes.EmptyHint)
	}
	for i, c := range list {
		fresh := t.Lines.List.New
		if c.Seen {
			fresh = ""
		}
		s.say(numbered(before+i+1, s.sentence(fresh, t.Moment(c.At.In(s.d.Now().Location())), line(c.CompanyName), line(t.Change(c)))))
	}
}

// seen notes that the newest changes were heard. That it cannot be noted keeps
// nobody: the same is new once more, then.
func (s *desk) seen(ctx context.Context, heard []partner.Change) {
	if len(heard) > 0 && s.d.Locked == "" {
		_ = s.d.Follow.SeeChanges(context.WithoutCancel(ctx), heard[0].Seq)
	}
}

// renewals reads out which terms end soon and want a decision, and opens the
// records of their customers.
func (s *desk) renewals(ctx context.Context) error {
	t, words, from := s.d.Text, s.d.Text.Changes, 0
	for {
		terms, err := s.d.Follow.Renewals(ctx, s.d.Now().Add(renewWithin))
		if err != nil {
			return err
		}
		known := fmt.Sprintf(words.OnlyKnown, t.Number(terms.Known), t.Number(terms.Customers))
		if terms.Known == 0 {
			known = words.NobodyKnown
		}
		s.say("", s.sentence(words.Renewals), known)
		if terms.Automatic > 0 {
			s.say(s.sentence(t.Count(words.Automatic, terms.Automatic)))
		}
		if len(terms.Decide) == 0 {
			if terms.Known > 0 {
				s.say(words.NoRenewals)
			}
			return nil
		}
		i, err := s.browse(ctx, t.Count(t.Lines.List.Terms, len(terms.Decide)), len(terms.Decide), &from, t.Lines.Helps.Terms, func(i int) string {
			r := terms.Decide[i]
			return s.sentence(t.Date(r.Subscription.Ends), line(r.CompanyName), line(t.Renewal(r)))
		})
		if err != nil {
			return unlessBack(err)
		}
		if err := s.tell(ctx, s.record(ctx, terms.Decide[i].Customer)); err != nil {
			return err
		}
	}
}
