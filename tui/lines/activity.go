package lines

import (
	"context"
	"fmt"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// activity reads the record of what was done, newest first, page by page.
func (s *desk) activity(ctx context.Context) error {
	t, search, fresh := s.d.Text, "", true
	var all []partner.Activity
	for {
		if fresh {
			q := partner.ActivityQuery{Search: search, After: partner.MarkAfter(all), Limit: page}
			more, err := s.d.Notes.Activities(ctx, q)
			if err != nil {
				return err
			}
			s.sayActivities(more, search, len(all) == 0)
			all = append(all, more...)
		}
		answer, err := s.ask(ctx, t.Lines.ActivityAsk)
		if err != nil {
			return err
		}
		command, rest, _ := strings.Cut(answer, " ")
		fresh = true
		switch strings.ToLower(command) {
		case toBack:
			return nil
		case "n":
		case "s":
			words := strings.TrimSpace(rest)
			if words == "" {
				if words, err = s.field(ctx, t.Lines.SearchFor, t.Lines.ClearsAll, search); unlessBack(err) != nil {
					return err
				}
			}
			if search = words; words == toClear {
				search = ""
			}
			all = nil
		default:
			s.say(t.Lines.ActivityHelp)
			fresh = false
		}
	}
}

func (s *desk) sayActivities(list []partner.Activity, search string, first bool) {
	t := s.d.Text
	s.say("")
	switch {
	case len(list) > 0:
	case !first:
		s.say(t.Lines.AtEnd)
	case search != "":
		s.say(fmt.Sprintf(t.Activity.NothingFound, line(search)))
	default:
		s.say(t.Activity.Empty, t.Activity.EmptyHint)
	}
	for _, a := range list {
		action := i18n.Word(t.Common.Actions, string(a.Action))
		if a.Source == partner.SourceMicrosoft {
			action = fmt.Sprintf(t.Audit.Noted, i18n.Word(t.Audit.Operations, string(a.Action)))
		}
		outcome := ""
		if a.Outcome != partner.OutcomeDone {
			outcome = line(i18n.Word(t.Common.Outcomes, string(a.Outcome)))
		}
		s.say(s.sentence(t.Moment(a.At.In(s.d.Now().Location())), line(action), outcome, line(a.Subject), line(t.Recorded(a)), line(a.Actor)))
	}
}
