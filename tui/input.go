package tui

import (
	"cmp"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/term"
	"cspdesk/tui/widget"
)

// key handles what the keyboard sent. The notice of the key before goes; what it
// had to be quoted of is kept.
func (a *App) key(msg tea.KeyMsg) tea.Cmd {
	a.quoted = cmp.Or(a.shownFailure(), a.quoted)
	a.notice = screen.Notice{}
	if a.leaving != nil {
		return nil
	}
	if a.dialog != nil {
		return a.decide(msg)
	}
	if msg.Paste {
		return a.paste(msg)
	}
	return a.press(msg)
}

// Typing reports whether letters are text now and not commands.
func (a *App) Typing() bool {
	top := a.top()
	return a.dialog == nil && top != nil && top.Typing()
}

// paste brings cleaned text into a field. Without a field it means nothing:
// pasted letters are no commands.
func (a *App) paste(msg tea.KeyMsg) tea.Cmd {
	if !a.Typing() {
		return nil
	}
	msg.Runes = []rune(safetext.Clean(string(msg.Runes)))
	return a.update(a.top(), msg)
}

// failedKeys hold while the desk could not be opened.
var failedKeys = keys.Table{{Intent: keys.Retry, Keys: []string{"r"}, Short: true}}

// press handles one key: ctrl+c always ends the program, then the screen's own
// bindings come, then those that hold everywhere, and the screen gets the rest.
func (a *App) press(msg tea.KeyMsg) tea.Cmd {
	if msg.Type == tea.KeyCtrlC {
		return a.quit()
	}
	top := a.top()
	if top == nil {
		return a.pressBare(msg)
	}
	if !top.Typing() || !isText(msg) {
		var ok bool
		table := top.Keys()
		if msg, ok = a.o.Keys.Translate(msg, table, everywhere(table)); !ok {
			return nil
		}
	}
	return a.act(msg)
}

// pressBare handles a key while there is no screen. While the desk is opened, what
// is typed waits for its first screen, unless it holds without one.
func (a *App) pressBare(msg tea.KeyMsg) tea.Cmd {
	ours, ok := a.o.Keys.Translate(msg, failedKeys, keys.Global())
	intent := keys.Global().Match(ours)
	bare := ok && (intent == keys.Quit || intent == keys.Suspend || intent == keys.Repaint)
	switch {
	case a.failure == nil && (len(a.early) > 0 || !bare):
		a.early = append(a.early, msg)
	case bare:
		return a.global(intent)
	case ok && failedKeys.Match(ours) == keys.Retry:
		return a.open()
	}
	return nil
}

// catchUp handles the keys that were typed while the desk was opened.
func (a *App) catchUp() tea.Cmd {
	early := a.early
	a.early = nil
	var all []tea.Cmd
	for _, msg := range early {
		all = append(all, a.key(msg))
	}
	return tea.Batch(all...)
}

// isText reports whether a key is text in a field.
func isText(msg tea.KeyMsg) bool {
	return (msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace) && !msg.Alt
}

// act does what one of our own keys means on the top screen.
func (a *App) act(msg tea.KeyMsg) tea.Cmd {
	top := a.top()
	text := top.Typing() && isText(msg)
	table := top.Keys()
	if b, off := table.Blocked(msg); off && !text {
		a.notice = screen.Notice{Level: screen.Warning, Text: safetext.Line(b.Why)}
		return nil
	}
	if intent := everywhere(table).Match(msg); intent != "" && !text && table.Match(msg) == "" {
		return a.global(intent)
	}
	return a.update(top, msg)
}

// global does what a key means on every screen.
func (a *App) global(intent keys.Intent) tea.Cmd {
	switch intent {
	case keys.Quit:
		return a.quit()
	case keys.Suspend:
		return term.Suspend()
	case keys.Repaint:
		return term.Repaint()
	}
	switch intent {
	case keys.Help:
		return a.help()
	case keys.Palette:
		return a.palette()
	case keys.CopyCorrelation:
		return a.copyCorrelation()
	case keys.Language:
		return a.switchLanguage()
	case keys.SignIn:
		return a.visit(a.desk.SignIn, a.desk.SignInOff)
	case keys.Profiles:
		if a.busy() {
			return nil
		}
		return a.visit(a.desk.Profiles, "")
	case keys.Customers:
		return a.show(0)
	case keys.Invitations:
		return a.show(1)
	case keys.Activity:
		return a.show(2)
	case keys.Changes:
		return a.show(3)
	}
	return nil
}

// askToLose asks what to do when a screen could not store what it holds.
func (a *App) askToLose(l *leaving) {
	t := a.o.Text
	question := screen.Unstored{Title: t.App.NotStored, Text: t.Error(partner.CodeOf(l.failed)).Text()}
	asks := slices.Clone(l.asks)
	slices.SortStableFunc(asks, func(a, b screen.Unstored) int { return cmp.Compare(a.Leave, b.Leave) }) // a text counts most
	var body []string
	if l.failed != nil {
		body = append(body, question.Text)
	} else {
		question = asks[0]
	}
	for _, u := range asks {
		body = append(body, u.Text)
	}
	a.dialog = &widget.Dialog{
		Title: question.Title,
		Body:  body,
		Options: []widget.Option{
			{Label: cmp.Or(question.Stay, t.App.StayAndKeep)},
			{Label: cmp.Or(question.Leave, t.App.LeaveAndLose), Key: "y", Do: l.then},
		},
	}
}

func (a *App) decide(msg tea.KeyMsg) tea.Cmd {
	msg, ok := a.o.Keys.Translate(msg, widget.DialogKeys())
	if !ok {
		return nil
	}
	return a.answerDialog(msg)
}

func (a *App) answerDialog(msg tea.KeyMsg) tea.Cmd {
	chosen, done := a.dialog.Update(msg)
	if !done {
		return nil
	}
	a.dialog = nil
	if chosen.Do != nil {
		return chosen.Do()
	}
	return nil
}
