package wizard

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
)

// handedOver says what became of a hand-over. Stored holds even if the channel
// failed: the request is in the ledger then.
type handedOver struct {
	channel partner.Channel // "" for finishing alone
	detail  string
	inv     partner.Invitation
	stored  bool
	moved   bool
	err     error // of storing
	failed  error // of the channel
}

// copied says whether the link was copied, outside of a hand-over.
type copied struct {
	route string
	err   error
}

type browsed struct{ err error }

// handOver stores the request, if it is still a draft, and gives the mail to a
// channel. Pressing the key again while that goes on does nothing; pressing it
// after the mail has left asks first.
func (w *Wizard) handOver(channel partner.Channel) tea.Cmd {
	if w.Asking(slotHandOver) {
		return nil
	}
	if why := w.badAddress(); why != "" {
		w.mail.at = partTo
		return notice(screen.Warning, why)
	}
	t := w.deps.Text.Wizard
	if w.step == stepMail && strings.TrimSpace(w.inv.Draft.Subject) == "" {
		w.mail.at = partSubject
		return notice(screen.Warning, t.Mail.NoSubject)
	}
	if channel == "" || !w.left(channel) {
		return w.doHandOver(channel)
	}
	w.ask(fmt.Sprintf(t.Ask.Again, w.lastHandOver(time.Local, channel)), nil, t.Ask.No, t.Ask.YesAgain, func() tea.Cmd { return w.doHandOver(channel) })
	return nil
}

// lastHandOver says when and how a mail left that has left, by one channel if that is
// named; only how, where the ledger could not take note of it.
func (w *Wizard) lastHandOver(zone *time.Location, by partner.Channel) string {
	text := w.deps.Text
	for _, h := range slices.Backward(w.inv.HandedOver) {
		if by == "" || by == h.Channel {
			return text.Moment(h.At.In(zone)) + text.Common.Comma + text.Common.Channels[string(h.Channel)]
		}
	}
	return text.Common.Channels[string(by)]
}

// left reports whether this mail has left the program by a channel before: the first
// mail, or, for a reminder, the reminder that is written here. To copy it as well as
// to keep it as a file is nothing to ask about.
func (w *Wizard) left(by partner.Channel) bool {
	return slices.Contains(w.finish.ways, by) ||
		!w.reminder && slices.ContainsFunc(w.inv.HandedOver, func(h partner.HandOver) bool { return h.Channel == by })
}

func (w *Wizard) badAddress() string {
	if to := strings.TrimSpace(w.inv.To); to != "" {
		if _, err := partner.ParseAddress(to); err != nil {
			return w.deps.Text.Wizard.Rights.BadEmail
		}
	}
	return ""
}

func (w *Wizard) doHandOver(channel partner.Channel) tea.Cmd {
	w.Forget(slotRetry)
	d, keeper, inv, change, mail, reminder := w.deps, w.keeper, w.inv, w.typed, w.mailOf(), w.reminder
	return w.Ask(slotHandOver, func(ctx context.Context) tea.Msg {
		out := handedOver{channel: channel, inv: inv}
		if inv.CanEdit() {
			if out.inv, out.moved, out.err = keeper.finish(ctx, change, inv); out.err != nil {
				return out
			}
		}
		out.stored = true
		if channel == "" {
			return out
		}
		if out.detail, out.failed = give(ctx, d, channel, mail); out.failed != nil {
			return out
		}
		recorded, err := d.Ledger.RecordHandOver(context.WithoutCancel(ctx), out.inv.ID, channel, out.detail, reminder)
		if err != nil {
			out.err = err
			return out
		}
		out.inv = recorded
		return out
	})
}

// give hands a mail to a channel and says where it went.
func give(ctx context.Context, d Deps, channel partner.Channel, m Mail) (detail string, err error) {
	switch channel {
	case partner.ChannelMailApp:
		return "", d.Post.Open(ctx, m)
	case partner.ChannelFile:
		return d.Post.Save(ctx, m)
	}
	if verdict, findings := partner.CheckLink(m.Body, m.Link); verdict == partner.Broken {
		return "", partner.NewError(partner.CodeLinkBroken, d.Text.Finding(partner.Worst(findings)), nil)
	}
	return d.Clipboard.Copy(ctx, m.Body)
}

func (w *Wizard) hearHandedOver(m handedOver) tea.Cmd {
	if !m.stored {
		return tea.Batch(w.failed(m.err), w.save())
	}
	w.Forget(slotSave) // an older copy
	draft := w.inv.Draft
	w.inv = m.inv
	if w.reminder {
		w.inv.Draft = draft
	}
	w.stored, w.saveErr = w.typed, nil
	w.step = stepFinish
	cmds := []tea.Cmd{screen.Send(screen.Changed{})}
	if m.moved {
		cmds = append(cmds, notice(screen.Warning, w.deps.Text.Wizard.Moved))
	}
	switch {
	case m.failed != nil:
		w.finish.say(false, w.sentence(m.failed))
		if w.reminder && w.finish.handed == 0 {
			w.step = stepMail
			cmds = append(cmds, w.failed(m.failed))
		}
	case m.channel != "":
		w.finish.handed++
		w.finish.ways = append(w.finish.ways, m.channel)
		w.finish.say(true, w.where(m.channel, m.detail))
		if m.err != nil { // the mail has left, but the ledger does not know
			cmds = append(cmds, w.failed(m.err))
		}
	}
	return tea.Batch(cmds...)
}

// where says where a mail went.
func (w *Wizard) where(channel partner.Channel, detail string) string {
	t := w.deps.Text.Wizard
	sentence := t.HandedOver[string(channel)]
	if channel == partner.ChannelClipboard {
		detail = w.route(detail)
	}
	if strings.Contains(sentence, "%s") {
		return fmt.Sprintf(sentence, detail)
	}
	return sentence
}

// route says in words where a copy went.
func (w *Wizard) route(name string) string {
	if words, ok := w.deps.Text.Wizard.Routes[name]; ok {
		return words
	}
	return name
}

// copyLink copies the link alone. That is no hand-over of the mail, but the
// link is what counts: once the request is finished, a copy is recorded as one
// if there is none yet.
func (w *Wizard) copyLink() tea.Cmd {
	if w.Asking(slotCopy) {
		return nil
	}
	d, link, id := w.deps, w.inv.Draft.Link, w.inv.ID
	record := w.inv.State == partner.StateReady
	return w.Ask(slotCopy, func(ctx context.Context) tea.Msg {
		route, err := d.Clipboard.Copy(ctx, link)
		if err != nil || !record {
			return copied{route: route, err: err}
		}
		inv, err := d.Ledger.RecordHandOver(context.WithoutCancel(ctx), id, partner.ChannelClipboard, "link: "+route, false)
		if err != nil {
			return copied{route: route, err: err}
		}
		return linkHanded{route: route, inv: inv}
	})
}

// linkHanded says that copying the link was recorded as the hand-over.
type linkHanded struct {
	route string
	inv   partner.Invitation
}

func (w *Wizard) hearCopied(m copied) tea.Cmd {
	t := w.deps.Text.Wizard.Mail
	if m.err != nil {
		return w.failed(m.err)
	}
	return notice(screen.Info, fmt.Sprintf(t.Copied, t.TheLink, w.route(m.route)))
}
