package wizard

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
	"cspdesk/tui/widget/editor"
)

// part is a place of the mail that can be edited.
type part int

const (
	partTo part = iota
	partSubject
	partOpening
	partClosing
	parts // how many there are
)

// maxSubject is the longest subject, in runes.
const maxSubject = 400

// mailStep is the state of the second step.
type mailStep struct {
	at               part
	to, subject      widget.Field
	opening, closing *editor.Editor

	anatomy anatomy
	length  int    // characters of the mail link
	damage  string // why the text no longer carries the link intact; "" if it does
}

// enterMail shows the mail as the draft has it.
func (w *Wizard) enterMail() {
	w.step = stepMail
	d := w.inv.Draft
	m := mailStep{
		at: partOpening, to: widget.NewField(w.inv.To, maxText), subject: widget.NewField(d.Subject, maxSubject),
		opening: editor.New(d.Opening), closing: editor.New(d.Closing),
	}
	if same := w.mail.opening; same != nil && same.Text() == d.Opening {
		m.opening, m.at = same, w.mail.at
	}
	if same := w.mail.closing; same != nil && same.Text() == d.Closing {
		m.closing = same
	}
	w.mail = m
	w.mail.look(w.deps, w.mailOf())
	w.mail.anatomy = readLink(w.deps, w.inv)
}

// mailOf is the mail as it stands.
func (w *Wizard) mailOf() Mail {
	return Mail{
		ID: w.inv.ID, To: strings.TrimSpace(w.inv.To), Name: w.inv.Name, Subject: w.inv.Draft.Subject,
		Body: w.inv.Draft.Body(), Link: w.inv.Draft.Link,
	}
}

// collect writes what was typed into the draft. The link is not touched.
func (m *mailStep) collect(inv *partner.Invitation) {
	inv.To, inv.Draft.Subject = m.to.Value(), m.subject.Value()
	inv.Draft.Opening, inv.Draft.Closing = m.opening.Text(), m.closing.Text()
}

// look measures and checks the mail after a change.
func (m *mailStep) look(d Deps, mail Mail) {
	m.length = d.Post.Length(mail)
	m.damage = ""
	if verdict, findings := partner.CheckLink(mail.Body, mail.Link); verdict == partner.Broken {
		m.damage = d.Text.Finding(partner.Worst(findings))
	}
}

// tooLong reports whether mail apps would cut the mail link.
func (w *Wizard) tooLong() bool { return w.mail.length > w.deps.MailLimit }

func (w *Wizard) mailKeys() keys.Table {
	table := keys.WizardLetter()
	for i := range table {
		b := &table[i]
		switch {
		case b.Intent == keys.WizardMail && w.tooLong():
			b.Off, b.Why = true, i18n.Capital(w.deps.Text.Wizard.Mail.TooLong)
		case b.Intent == keys.WizardFinish && w.reminder:
			b.Off, b.Why, b.Short = true, w.deps.Text.Wizard.Mail.NoFinish, false
		}
	}
	if w.mail.editor() != nil {
		return keys.Join(table, keys.Editor)
	}
	return table
}

// editor gives the text that has the focus, nil if it is a field.
func (m *mailStep) editor() *editor.Editor {
	switch m.at {
	case partOpening:
		return m.opening
	case partClosing:
		return m.closing
	}
	return nil
}

func (w *Wizard) mailKey(msg tea.KeyMsg) tea.Cmd {
	m := &w.mail
	switch keys.WizardLetter().Match(msg) {
	case keys.WizardMail:
		if w.tooLong() {
			return notice(screen.Warning, i18n.Capital(w.deps.Text.Wizard.Mail.TooLong))
		}
		return w.handOver(partner.ChannelMailApp)
	case keys.WizardCopy:
		return w.handOver(partner.ChannelClipboard)
	case keys.WizardFile:
		return w.handOver(partner.ChannelFile)
	case keys.WizardFinish:
		return w.handOver("")
	case keys.WizardCopyLink:
		return w.copyLink()
	case keys.WizardEditor:
		return w.startEditor()
	case keys.WizardNext:
		return w.goToPart((m.at + 1) % parts)
	case keys.WizardPrevious:
		return w.goToPart((m.at + parts - 1) % parts)
	case keys.WizardBack:
		return w.backFromMail()
	}
	return w.mailText(msg)
}

// goToPart moves to another part. Once the address is left it is looked for among
// the requests that wait.
func (w *Wizard) goToPart(to part) tea.Cmd {
	from := w.mail.at
	if w.mail.at = to; from == partTo {
		return w.seekOpen()
	}
	return nil
}

// waiting says that there is a request to the address that waits for an answer.
type waiting struct{ to, id string }

// seekOpen warns where the customer would get a second request.
func (w *Wizard) seekOpen() tea.Cmd {
	open, to, own, known := w.deps.OpenTo, strings.TrimSpace(w.inv.To), w.inv.ID, w.earlier.ID
	if open == nil || w.reminder || to == "" {
		return nil
	}
	return w.Ask(slotOpen, func(ctx context.Context) tea.Msg {
		id, err := open(ctx, to, own)
		if err != nil || id == "" || id == known {
			return nil // nothing to warn of, or finishing will tell what is wrong with the store
		}
		return waiting{to, id}
	})
}

// mailText gives a key to the text that has the focus.
func (w *Wizard) mailText(msg tea.KeyMsg) tea.Cmd {
	m := &w.mail
	e := m.editor()
	if e == nil {
		return w.mailField(msg)
	}
	before := e.Version()
	if !e.Update(msg) {
		switch {
		case msg.Type == tea.KeyUp && m.at > 0:
			m.at--
		case msg.Type == tea.KeyDown && m.at < parts-1:
			m.at++
		}
		return nil
	}
	var full tea.Cmd
	if e.Full() {
		full = notice(screen.Warning, fmt.Sprintf(w.deps.Text.Wizard.Mail.Full, fmt.Sprintf("%d KiB", editor.Limit>>10)))
	}
	if e.Version() == before {
		return full
	}
	return tea.Batch(full, w.changed())
}

func (w *Wizard) mailField(msg tea.KeyMsg) tea.Cmd {
	m := &w.mail
	f := &m.to
	if m.at == partSubject {
		f = &m.subject
	}
	switch msg.Type {
	case tea.KeyEnter, tea.KeyDown:
		return w.goToPart(m.at + 1)
	case tea.KeyUp:
		m.at = max(m.at-1, 0)
		return nil
	}
	if changed, _ := f.Update(msg); changed {
		return w.changed()
	}
	return nil
}

// backFromMail goes back to the rights, or, with a reminder, closes it.
func (w *Wizard) backFromMail() tea.Cmd {
	if !w.reminder {
		w.step = stepRights
		w.rights.email.Set(w.inv.To)
		w.asked.To = w.rights.request().To
		w.inv.Step = stepRights
		w.typed++
		return w.save()
	}
	drop := func() tea.Cmd {
		w.dropped = true
		return w.Go(screen.Pop{})
	}
	if w.typed == 0 {
		return drop()
	}
	t := w.deps.Text.Wizard.Ask
	w.ask(t.DropReminder, nil, t.NoDrop, t.YesDrop, drop)
	return nil
}
