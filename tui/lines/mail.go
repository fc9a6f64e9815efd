package lines

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// mail reads the mail out and does with it what the person wants, until they
// leave it.
func (r *request) mail(ctx context.Context) error {
	words := r.d.Text.Lines
	r.sayMail(r.inv)
	for {
		err := r.menu(ctx, func() (string, string, string, []entry) {
			if r.writing() {
				return words.MailMenu, r.back(), words.Helps.Mail, r.draftEntries()
			}
			return words.FinishMenu, words.Done, words.Helps.Finished, r.finishedEntries()
		})
		if err != nil || r.revise {
			return err
		}
		if !r.reminder {
			if stay, err := r.leave(ctx); err != nil || !stay {
				return err
			}
			continue
		}
		if !r.edited || r.handed > 0 {
			return nil
		}
		ask := r.d.Text.Wizard.Ask
		if drop, err := r.sure(ctx, ask.DropReminder, ask.NoDrop, ask.YesDrop); err != nil || drop {
			return err
		}
	}
}

// writing reports whether the mail can still be changed.
func (r *request) writing() bool {
	return r.inv.CanEdit() || r.reminder && r.handed == 0
}

// canReopen reports whether this is a finished request of which nothing has left.
func (r *request) canReopen() bool {
	return !r.reminder && r.handed == 0 && r.inv.State.CanBecome(partner.StateDraft)
}

// reopen makes a finished request of which nothing has left a draft again, because
// something of it is changed.
func (r *request) reopen() {
	if r.canReopen() {
		r.inv.State, r.inv.FinishedAt = partner.StateDraft, time.Time{}
		r.say(r.d.Text.Lines.DraftAgain)
	}
}

// back is what leaving a mail means that can still be changed.
func (r *request) back() string {
	if r.reminder {
		return r.d.Text.Lines.LeaveReminder
	}
	return r.d.Text.Lines.LeaveDraft
}

// ways are the ways out of the program.
func (r *request) ways() []entry {
	words := r.d.Text.Lines
	by := func(channel partner.Channel) func(context.Context) error {
		return func(ctx context.Context) error { return r.handOver(ctx, channel) }
	}
	return []entry{
		{label: words.ByMailApp, do: by(partner.ChannelMailApp)},
		{label: words.ByCopy, do: by(partner.ChannelClipboard)},
		{label: words.ByFile, do: by(partner.ChannelFile)},
	}
}

func (r *request) draftEntries() []entry {
	words := r.d.Text.Lines
	entries := append(r.ways(), r.wording()...)
	entries = append(entries, entry{label: words.ReadMail, do: func(context.Context) error { r.sayMail(r.inv); return nil }})
	if !r.reminder {
		entries = append(entries, r.answers(), entry{label: words.FinishOnly, do: func(ctx context.Context) error { return r.handOver(ctx, "") }})
	}
	return entries
}

// wording are the ways to change a mail that has not left.
func (r *request) wording() []entry {
	words := r.d.Text.Lines
	return []entry{{label: words.ChangeSubject, do: r.changeSubject}, {label: words.ChangeText, do: r.changeText}}
}

// answers is the way back to the questions.
func (r *request) answers() entry {
	return entry{label: r.d.Text.Lines.ChangeAnswers, do: func(context.Context) error { r.revise = true; return errBack }}
}

func (r *request) finishedEntries() []entry {
	words := r.d.Text.Lines
	entries := append(r.ways(), entry{label: words.SayLink, do: func(context.Context) error { r.say(r.inv.Draft.Link); return nil }})
	if r.d.Profile.Connection == partner.ConnectionPractice {
		entries = append(entries, entry{label: words.PlayCustomer, do: func(ctx context.Context) error {
			if err := r.d.Outlet.Browse(ctx, r.inv.Draft.Link); err != nil {
				return err
			}
			r.say(r.d.Text.Wizard.Finish.Opened)
			return nil
		}})
	}
	if r.canReopen() {
		entries = append(append(entries, r.wording()...), r.answers())
	}
	return entries
}

func (r *request) changeSubject(ctx context.Context) error {
	words := r.d.Text.Wizard.Mail
	subject := r.inv.Draft.Subject
	err := r.fieldFor(ctx, words.Subject, "", maxSubject, &subject, anything)
	if err != nil || subject == r.inv.Draft.Subject {
		return unlessBack(err)
	}
	r.reopen()
	r.inv.Draft.Subject, r.edited = subject, true
	return r.keep(ctx)
}

// changeText lends the mail to the person's editor. The text is taken only with
// the link intact; one that is damaged can be put back.
func (r *request) changeText(ctx context.Context) error {
	words, link := r.d.Text.Wizard.Ask, r.inv.Draft.Link
	text, err := r.d.Outlet.Edit(ctx, r.inv.Draft.Body())
	if err != nil {
		return err
	}
	verdict, findings := partner.CheckLink(text, link)
	opening, closing, ok := partner.SplitBody(text, link)
	if !ok || verdict == partner.Broken {
		if opening, closing, ok = r.d.Repair(text, link); !ok {
			return partner.NewError(partner.CodeEditor, r.firstBad(findings), nil)
		}
		yes, err := r.sure(ctx, i18n.Join(r.firstBad(findings), words.PutBack), words.NoPutBack, words.YesPutBack)
		if err != nil || !yes {
			return err
		}
	}
	if opening == r.inv.Draft.Opening && closing == r.inv.Draft.Closing {
		r.say(r.d.Text.Lines.NoChange)
		return nil
	}
	r.say(r.d.Text.Lines.TextTaken)
	r.reopen()
	r.inv.Draft.Opening, r.inv.Draft.Closing, r.edited = opening, closing, true
	return r.keep(ctx)
}

// handOver finishes the request, if it is a draft, and gives the mail to a
// channel; without one it only finishes.
func (r *request) handOver(ctx context.Context, channel partner.Channel) error {
	t := r.d.Text
	if strings.TrimSpace(r.inv.Draft.Subject) == "" {
		r.say(t.Wizard.Mail.NoSubject)
		return nil
	}
	if channel != "" && (r.handed > 0 || !r.reminder && len(r.inv.HandedOver) > 0) {
		how := t.Common.Channels[string(r.last)] // the ledger may not know of it
		if n := len(r.inv.HandedOver); n > 0 {
			last := r.inv.HandedOver[n-1]
			how = t.Moment(last.At.In(r.d.Now().Location())) + t.Common.Comma + r.channelOf(last)
		}
		again, err := r.sure(ctx, fmt.Sprintf(t.Wizard.Ask.Again, how), t.Wizard.Ask.No, t.Wizard.Ask.YesAgain)
		if err != nil || !again {
			return err
		}
	}
	if r.inv.CanEdit() {
		if err := r.store(ctx, r.d.Ledger.Finish); err != nil {
			return err
		}
		r.unstored = false
		r.say(t.Wizard.Finish.Stored + t.Lines.Period)
	}
	if channel == "" {
		r.sayNext()
		return nil
	}
	return r.give(ctx, channel)
}

// give takes the mail out of the program and records it.
func (r *request) give(ctx context.Context, channel partner.Channel) error {
	t, draft := r.d.Text, r.inv.Draft
	if verdict, findings := partner.CheckLink(draft.Body(), draft.Link); verdict == partner.Broken {
		return partner.NewError(partner.CodeLinkBroken, r.firstBad(findings), nil)
	}
	detail, err := r.d.Outlet.Give(ctx, channel, r.inv)
	if err != nil {
		return err
	}
	r.handed++
	r.last = channel
	where := t.Wizard.HandedOver[string(channel)]
	if strings.Contains(where, "%s") {
		where = fmt.Sprintf(where, line(i18n.Word(t.Wizard.Routes, detail)))
	}
	r.say(r.sentence(where))
	recorded, err := r.d.Ledger.RecordHandOver(context.WithoutCancel(ctx), r.inv.ID, channel, detail, r.reminder)
	if err != nil { // the mail has left, but the ledger does not know
		return err
	}
	r.inv = recorded
	if r.reminder {
		r.inv.Draft = draft
	}
	r.sayNext()
	return nil
}

// sayNext says what happens next.
func (r *request) sayNext() {
	words := r.d.Text.Wizard.Finish
	r.say("", words.Next+strings.TrimRight(r.d.Text.Common.Colon, " "))
	for i, step := range words.Steps {
		if strings.Contains(step, "%s") {
			step = fmt.Sprintf(step, r.d.Text.Common.Portals[string(r.d.Profile.Cloud.Portal())])
		}
		if i == 0 && r.reminder {
			step = words.ReminderSteps
		}
		r.say(numbered(i+1, step))
	}
}
