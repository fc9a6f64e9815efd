package term

import (
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/safetext"
)

// keys delivers a key message of Bubble Tea, which holds several keys when they
// came at once.
func (a *adapter) keys(msg tea.KeyMsg) tea.Cmd {
	if msg.Paste { // only where Bubble Tea reads the keyboard itself
		return a.paste(string(msg.Runes), len(string(msg.Runes)))
	}
	if msg.Type != tea.KeyRunes || len(msg.Runes) < 2 {
		return a.deliver(msg)
	}
	var cmds []tea.Cmd
	for i, r := range msg.Runes {
		if a.model.Typing() {
			rest := msg
			rest.Runes = msg.Runes[i:]
			cmds = append(cmds, a.deliver(rest))
			break
		}
		one := msg
		one.Runes = []rune{r}
		cmds = append(cmds, a.deliver(one))
	}
	return tea.Batch(cmds...)
}

// text delivers a paste or a burst. Tabs before a burst, and between its words,
// are keys, and each word is judged when it is its turn: the tab before it may
// have led into a field, or out of one.
func (a *adapter) text(t token) tea.Cmd {
	if t.kind == pastedText {
		return a.paste(string(t.text), t.size)
	}
	var cmds []tea.Cmd
	rest, size := t.text, t.size
	for len(rest) > 0 && rest[0] == '\t' {
		cmds = append(cmds, a.deliver(tea.KeyMsg{Type: tea.KeyTab}))
		rest, size = rest[1:], size-1
	}
	if a.model.Typing() && severalLines(rest) {
		return tea.Batch(append(cmds, a.paste(string(rest), size))...)
	}
	all := typedKeys(rest)
	for i, key := range all {
		if key.Type != tea.KeyTab && !a.model.Typing() {
			dropped := 0 // all the rest: it was meant for another place
			for _, key := range all[i:] {
				dropped += max(len(key.Runes), 1)
			}
			return tea.Batch(append(cmds, a.deliver(BurstDropped{Characters: dropped}))...)
		}
		cmds = append(cmds, a.deliver(key))
	}
	return tea.Batch(cmds...)
}

// paste delivers text as one paste, cleaned and of at most MaxPaste bytes. It was
// of size bytes when it came.
func (a *adapter) paste(text string, size int) tea.Cmd {
	cut := size > MaxPaste
	if len(text) > MaxPaste {
		end := MaxPaste
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
	}
	var cmds []tea.Cmd
	if text = safetext.Clean(text); text != "" {
		cmds = append(cmds, a.deliver(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}))
	}
	if cut {
		cmds = append(cmds, a.deliver(PasteCut{Bytes: size}))
	}
	return tea.Batch(cmds...)
}

// severalLines reports whether there is a line break before the end: then the
// text was pasted, and its breaks are not presses of the enter key.
func severalLines(text []byte) bool {
	for i, c := range text {
		if (c == '\r' || c == '\n') && i < len(text)-1 {
			return true
		}
	}
	return false
}

// typedKeys gives the keys of text that was typed ahead into a field.
func typedKeys(text []byte) []tea.KeyMsg {
	var keys []tea.KeyMsg
	var runes []rune
	flush := func() {
		if len(runes) > 0 {
			keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: runes})
			runes = nil
		}
	}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch r {
		case '\r', '\n':
			flush()
			keys = append(keys, tea.KeyMsg{Type: tea.KeyEnter})
		case '\t':
			flush()
			keys = append(keys, tea.KeyMsg{Type: tea.KeyTab})
		case ' ':
			flush()
			keys = append(keys, tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}})
		default:
			if r < ' ' || r == 0x7f { // Bubble Tea's types of these keys are their codes
				flush()
				keys = append(keys, tea.KeyMsg{Type: tea.KeyType(r)})
				continue
			}
			runes = append(runes, r)
		}
	}
	flush()
	return keys
}
