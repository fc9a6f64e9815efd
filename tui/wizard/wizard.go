package wizard

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// The slots of the wizard's questions.
const (
	slotSave      = "save"
	slotRetry     = "retry"
	slotPrepare   = "prepare"
	slotHandOver  = "hand-over"
	slotCopy      = "copy"
	slotEditor    = "editor"
	slotProviders = "providers"
	slotBrowser   = "browser"
	slotOpen      = "open"
)

// The steps.
const (
	stepRights = 1
	stepMail   = 2
	stepFinish = 3
)

// Wizard is the screen. Make one with New, Resume or Remind.
type Wizard struct {
	screen.Mailbox
	deps     Deps
	keeper   *keeper
	inv      partner.Invitation
	asked    invite.Request     // what the letter was written for
	earlier  partner.Invitation // that this one is to put right; the zero one if there is none
	reminder bool
	dropped  bool // the person gave the reminder up
	unasked  bool // the link comes from the profile although Partner Center could have given it
	step     int

	rights  rightsStep
	mail    mailStep
	finish  finishStep
	trouble *trouble
	dialog  *widget.Dialog

	typed, stored int // numbers of the last change and of the last one that is stored
	saveErr       error
}

// Init asks for the indirect providers, where there can be any, and says from
// which request this one was filled in.
func (w *Wizard) Init() tea.Cmd {
	var tell tea.Cmd
	if w.earlier.ID != "" {
		tell = notice(screen.Info, fmt.Sprintf(w.deps.Text.Wizard.Again, w.earlier.ID))
	}
	list := w.deps.Providers
	if list == nil || w.deps.Profile.Kind != partner.KindIndirectReseller {
		return tell
	}
	return tea.Batch(tell, w.Ask(slotProviders, func(ctx context.Context) tea.Msg {
		found, err := list(ctx)
		if err != nil {
			return nil // the provider's id can be typed
		}
		return found
	}))
}

type (
	// saved says that a change is stored, or not.
	saved struct {
		change int
		inv    partner.Invitation
		moved  bool
		err    error
	}
	// retry says that it is time to store again.
	retry struct{}
	// prepared brings the letter, or why there is none.
	prepared struct {
		request invite.Request
		inv     partner.Invitation
		err     error
	}
)

// Update handles a message.
func (w *Wizard) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return w.key(m)
	case saved:
		return w.hearSaved(m)
	case retry:
		return w.save()
	case prepared:
		return w.hearPrepared(m)
	case handedOver:
		return w.hearHandedOver(m)
	case copied:
		return w.hearCopied(m)
	case linkHanded:
		w.inv, w.step = m.inv, stepFinish
		return tea.Batch(w.hearCopied(copied{route: m.route}), screen.Send(screen.Changed{}))
	case editorReady:
		return w.runEditor(m)
	case editorEnded:
		return w.readEdited(m)
	case edited:
		return w.hearEdited(m)
	case browsed:
		return w.hearBrowsed(m)
	case waiting:
		return notice(screen.Warning, fmt.Sprintf(w.deps.Text.Wizard.OpenAlready, m.to, m.id))
	case []Provider:
		w.rights.setProviders(m)
	case error:
		if w.reminder {
			return nil
		}
		return tea.Batch(w.failed(m), w.retryLater(m))
	}
	return nil
}

func (w *Wizard) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case w.dialog != nil:
		return w.answer(msg)
	case w.Asking(slotPrepare), w.Asking(slotHandOver), w.Asking(slotEditor):
		return w.waitKey(msg)
	case w.trouble != nil:
		return w.troubleKey(msg)
	case w.step == stepRights:
		return w.rightsKey(msg)
	case w.step == stepMail:
		return w.mailKey(msg)
	}
	return w.finishKey(msg)
}

// waitKey stops waiting for Partner Center. A hand-over is not stopped: the
// mail may have left already.
func (w *Wizard) waitKey(msg tea.KeyMsg) tea.Cmd {
	if w.Asking(slotPrepare) && keys.WizardWaiting().Match(msg) == keys.WizardCancel {
		w.Forget(slotPrepare)
	}
	return nil
}

// answer lets the person answer the open question.
func (w *Wizard) answer(msg tea.KeyMsg) tea.Cmd {
	chosen, done := w.dialog.Update(msg)
	if !done {
		return nil
	}
	w.dialog = nil
	if chosen.Do == nil {
		return nil
	}
	return chosen.Do()
}

// ask opens a question. Enter and esc choose no.
func (w *Wizard) ask(title string, body []string, no, yes string, do func() tea.Cmd) {
	w.dialog = &widget.Dialog{Title: title, Body: body, Options: []widget.Option{
		{Label: no}, {Label: yes, Key: "y", Do: do},
	}}
}

// Keys is the table that holds now.
func (w *Wizard) Keys() keys.Table {
	switch {
	case w.dialog != nil:
		return widget.DialogKeys()
	case w.Asking(slotPrepare):
		return keys.WizardWaiting()
	case w.Asking(slotHandOver), w.Asking(slotEditor):
		return nil
	case w.trouble != nil:
		return w.trouble.keys()
	case w.step == stepRights:
		return w.rightsKeys()
	case w.step == stepMail:
		return w.mailKeys()
	}
	return w.finishKeys()
}

// Failed gives why there is no link.
func (w *Wizard) Failed() error {
	if w.trouble == nil {
		return nil
	}
	return w.trouble.err
}

// Typing reports whether letters are text now.
func (w *Wizard) Typing() bool {
	if w.dialog != nil || w.Asking(slotPrepare) || w.Asking(slotHandOver) {
		return false
	}
	if w.trouble != nil {
		return w.trouble.pasting
	}
	return w.step == stepRights && w.rights.typing() || w.step == stepMail
}

// changed takes note that something was typed, and stores it. A finished request
// whose mail has not left is a draft again with that.
func (w *Wizard) changed() tea.Cmd {
	w.typed++
	if w.canReopen() {
		w.inv.State, w.inv.FinishedAt = partner.StateDraft, time.Time{}
	}
	if w.step == stepRights {
		w.rights.collect(&w.inv)
		q := w.rights.request()
		if w.rights.mistake(stopEmail) != "" {
			q.To = "" // half an address; the letter does not name it
		}
		// Half a tenant id is refused here, and again on going on to the mail.
		_ = w.rewrite(q)
	} else {
		w.mail.collect(&w.inv)
		w.mail.look(w.deps, w.mailOf())
	}
	w.inv.Step = w.step
	return w.save()
}

// canReopen reports whether this is a finished request of which nothing has left.
func (w *Wizard) canReopen() bool {
	return w.inv.State.CanBecome(partner.StateDraft) && w.finish.handed == 0
}

// save stores the newest change. While one write is on its way the next waits:
// it will take what was typed until then.
func (w *Wizard) save() tea.Cmd {
	if !w.unsaved() || w.Asking(slotSave) || w.Asking(slotHandOver) {
		return nil
	}
	w.Forget(slotRetry)
	inv, change, keeper := w.inv, w.typed, w.keeper
	return w.Ask(slotSave, func(ctx context.Context) tea.Msg {
		out, moved, err := keeper.save(ctx, change, inv)
		return saved{change: change, inv: out, moved: moved, err: err}
	})
}

// unsaved reports whether something was typed that is not stored. Reminders are
// stored nowhere, and a finished invitation does not change here.
func (w *Wizard) unsaved() bool {
	return !w.reminder && w.inv.CanEdit() && w.stored != w.typed && (w.inv.Revision > 0 || !w.empty())
}

// empty reports whether nothing was typed or fetched: rights and language alone
// make no draft.
func (w *Wizard) empty() bool {
	return w.inv.Draft.Link == "" && w.inv.Name == "" && w.inv.To == "" && w.inv.Note == "" &&
		w.rights.country.Value() == "" && w.rights.provider.Value() == ""
}

func (w *Wizard) hearSaved(m saved) tea.Cmd {
	if m.err != nil {
		return w.retryLater(m.err)
	}
	w.saveErr, w.stored = nil, m.change
	first := w.inv.Revision == 0
	w.number(m.inv)
	var tell tea.Cmd
	if m.moved {
		tell = notice(screen.Warning, w.deps.Text.Wizard.Moved)
	}
	if first || m.moved {
		tell = tea.Batch(tell, screen.Send(screen.Changed{}))
	}
	return tea.Batch(tell, w.save())
}

// retryLater shows why a change is not stored, and tries again after a while or
// with the next change.
func (w *Wizard) retryLater(err error) tea.Cmd {
	var tell tea.Cmd
	if t := w.deps.Text; w.saveErr == nil {
		tell = notice(screen.Failure, i18n.Capital(t.Wizard.NotSaved)+t.Common.Colon+t.Error(partner.CodeOf(err)).What)
	}
	w.saveErr = err
	after := w.deps.RetryAfter
	retrying := w.Ask(slotRetry, func(ctx context.Context) tea.Msg {
		select {
		case <-ctx.Done():
		case <-time.After(after):
		}
		return retry{}
	})
	return tea.Batch(tell, retrying)
}

// number takes over what the store knows of the invitation, and none of its
// texts: newer ones may have been typed.
func (w *Wizard) number(stored partner.Invitation) {
	w.inv.ID, w.inv.Revision = stored.ID, stored.Revision
	w.inv.CreatedAt, w.inv.CreatedBy, w.inv.PartnerID = stored.CreatedAt, stored.CreatedBy, stored.PartnerID
}

// Leave stores what is not stored yet. Its message is an error if that failed.
// A reminder that was edited and not handed over is reported as such an error,
// so that the person is asked.
func (w *Wizard) Leave() tea.Cmd {
	if w.reminder && w.typed > 0 && w.step == stepMail && !w.dropped {
		t := w.deps.Text.Wizard.Ask
		return screen.Send(screen.Unstored{Title: t.Unstored, Text: t.UnstoredTell})
	}
	if !w.unsaved() {
		return nil
	}
	inv, change, keeper := w.inv, w.typed, w.keeper
	return w.Ask(slotSave, func(ctx context.Context) tea.Msg {
		out, moved, err := keeper.save(ctx, change, inv)
		if err != nil {
			return err
		}
		return saved{change: change, inv: out, moved: moved}
	})
}

// tellKept says where what was typed can be found again.
func (w *Wizard) tellKept() tea.Cmd {
	if w.typed == 0 || w.saveErr != nil || w.inv.Revision == 0 && w.empty() || w.inv.State != partner.StateDraft {
		return nil
	}
	return notice(screen.Info, w.deps.Text.Wizard.DraftKept)
}

func notice(level screen.Level, text string) tea.Cmd {
	return screen.Send(screen.Notice{Level: level, Text: safetext.Line(text)})
}

// failed tells what went wrong and what to do about it.
func (w *Wizard) failed(err error) tea.Cmd {
	return screen.Send(screen.Notice{Level: screen.Failure, Text: safetext.Line(w.sentence(err)), Correlation: partner.CorrelationOf(err)})
}

// sentence is what people read of an error: what happened, its detail, what to
// do.
func (w *Wizard) sentence(err error) string {
	text := w.deps.Text.Explain(err)
	text.What = i18n.Aside(text.What, text.Detail)
	return text.Text()
}
