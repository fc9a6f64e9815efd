package wizard

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
)

// finishStep is the state of the last step.
type finishStep struct {
	happened []happened
	handed   int               // times that the mail left the program on this pass
	ways     []partner.Channel // by which it left then
	fullLink bool              // the link alone is shown
	// noBrowser is why that is instead of the page itself; nil if nobody asked for it.
	noBrowser error
}

// happened is one thing that was done, or was tried.
type happened struct {
	ok   bool
	text string
}

func (f *finishStep) say(ok bool, text string) {
	f.happened = append(f.happened, happened{ok, text})
}

func (w *Wizard) finishKeys() keys.Table {
	if w.finish.fullLink {
		return keys.WizardLinkAlone()
	}
	var table keys.Table
	for _, b := range keys.WizardFinished() {
		switch b.Intent {
		case keys.WizardDone:
			if !w.canReopen() {
				b.Keys = []string{"enter", "esc"}
			}
		case keys.WizardBack:
			if !w.canReopen() {
				continue
			}
		case keys.WizardBrowser:
			if w.deps.Profile.Connection != partner.ConnectionPractice {
				continue
			}
		case keys.WizardAnother:
			if w.reminder {
				continue
			}
		case keys.WizardAgain:
			if w.reminder || w.canReopen() {
				continue
			}
		case keys.WizardMail:
			b.Short = w.finish.handed == 0
			if w.tooLong() {
				b.Off, b.Why = true, w.deps.Text.Wizard.Finish.TooLong
			}
		case keys.WizardCopy, keys.WizardFile:
			b.Short = w.finish.handed == 0
		}
		table = append(table, b)
	}
	return table
}

func (w *Wizard) finishKey(msg tea.KeyMsg) tea.Cmd {
	switch w.finishKeys().Match(msg) {
	case keys.WizardBack:
		if !w.finish.fullLink {
			w.enterMail()
		}
		w.finish.fullLink, w.finish.noBrowser = false, nil
	case keys.WizardDone:
		return w.Go(screen.Pop{})
	case keys.WizardAnother:
		return w.Go(screen.Replace{Screen: New(w.deps)})
	case keys.WizardAgain:
		return w.Go(screen.Replace{Screen: Again(w.deps, w.inv)})
	case keys.WizardCopyLink:
		return w.copyLink()
	case keys.WizardMail:
		return w.handOver(partner.ChannelMailApp)
	case keys.WizardCopy:
		return w.handOver(partner.ChannelClipboard)
	case keys.WizardFile:
		return w.handOver(partner.ChannelFile)
	case keys.WizardFullLink:
		w.finish.fullLink = true
	case keys.WizardBrowser:
		return w.playCustomer()
	}
	return nil
}

// playCustomer opens the practice acceptance page.
func (w *Wizard) playCustomer() tea.Cmd {
	if w.Asking(slotBrowser) {
		return nil
	}
	browser, link := w.deps.Browser, w.inv.Draft.Link
	return w.Ask(slotBrowser, func(ctx context.Context) tea.Msg {
		return browsed{err: browser.Open(ctx, link)}
	})
}

// hearBrowsed shows the link alone where no browser could be opened, with the
// reason.
func (w *Wizard) hearBrowsed(m browsed) tea.Cmd {
	if m.err != nil {
		w.finish.fullLink, w.finish.noBrowser = true, m.err
		return nil
	}
	return notice(screen.Info, w.deps.Text.Wizard.Finish.Opened)
}
