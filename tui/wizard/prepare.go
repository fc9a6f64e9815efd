package wizard

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/widget"
)

// trouble is what the first step shows while no link could be had.
type trouble struct {
	request invite.Request
	err     error
	offline bool // the documented link of the profile can be used
	pasting bool
	link    widget.Field
	why     string // what is wrong with the pasted link
}

func (t *trouble) keys() keys.Table {
	if t.pasting {
		return keys.WizardPasting()
	}
	table := keys.WizardTrouble()
	if !t.offline {
		table = append(table[:1], table[2:]...)
	}
	return table
}

// prepare asks for the link and the letter around it.
func (w *Wizard) prepare(q invite.Request) tea.Cmd {
	w.trouble = nil
	letters := w.deps.Letters
	return w.Ask(slotPrepare, func(ctx context.Context) tea.Msg {
		inv, err := letters.Prepare(ctx, q)
		return prepared{request: q, inv: inv, err: err}
	})
}

func (w *Wizard) hearPrepared(m prepared) tea.Cmd {
	if m.err != nil {
		switch partner.CodeOf(m.err) {
		case partner.CodeInvalidInput:
			return w.failed(m.err)
		case partner.CodeNotAllowed:
			if w.deps.Profile.Connection != partner.ConnectionOffline {
				return w.failed(m.err)
			}
		}
		_, err := partner.BuildLink(w.deps.Profile, m.request.AdminRights)
		usable := w.deps.Profile.Connection == partner.ConnectionLive && (err == nil || w.deps.Profile.Link != "")
		w.trouble = &trouble{request: m.request, err: m.err, offline: usable && !m.request.Offline, link: widget.NewField("", 4096)}
		return nil
	}
	w.trouble = nil
	w.unasked = w.deps.Profile.Connection == partner.ConnectionLive && (w.deps.FromProfile || m.request.Offline)
	id, revision, created := w.inv.ID, w.inv.Revision, w.inv.CreatedAt
	w.inv, w.asked = m.inv, m.request
	w.asked.Offline = false
	w.inv.ID, w.inv.Revision, w.inv.CreatedAt = id, revision, created
	return w.toMail()
}

func (w *Wizard) troubleKey(msg tea.KeyMsg) tea.Cmd {
	t := w.trouble
	switch t.keys().Match(msg) {
	case keys.WizardRetry:
		return w.prepare(t.request)
	case keys.WizardProfile:
		q := t.request
		q.Offline = true
		return w.prepare(q)
	case keys.WizardPaste:
		t.pasting, t.why = true, ""
	case keys.WizardTake:
		return w.takeLink()
	case keys.WizardBack:
		if t.pasting {
			t.pasting = false
		} else {
			w.trouble = nil
		}
	default:
		if t.pasting {
			t.link.Update(msg)
			t.why = ""
		}
	}
	return nil
}

// takeLink goes on with a link that was pasted, if it is this partner's.
func (w *Wizard) takeLink() tea.Cmd {
	t, q := w.trouble, w.trouble.request
	link, verdict, findings := partner.InspectLink(t.link.Value(), w.deps.Profile)
	if verdict == partner.LinkBad {
		t.why = fmt.Sprintf(w.deps.Text.Wizard.Rights.PasteBad, w.deps.Text.Finding(partner.Worst(findings)))
		return nil
	}
	inv := w.inv
	w.rights.collect(&inv)
	inv.Draft.Link = link.String()
	inv.Draft = w.deps.Letters.Fresh(inv)
	inv, err := w.deps.Letters.Rewrite(inv, q)
	if err != nil {
		t.why = fmt.Sprintf(w.deps.Text.Wizard.Rights.PasteBad, w.deps.Text.Explain(err).Detail)
		return nil
	}
	w.inv, w.asked, w.trouble, w.unasked = inv, q, nil, false
	return w.toMail()
}
