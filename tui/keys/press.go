package keys

import (
	"sync"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// The types of keys that Bubble Tea names, of which the control characters are
// the positive ones.
const (
	firstKeyType = tea.KeyType(-120)
	lastKeyType  = tea.KeyType(127)
)

var namedKeys = sync.OnceValue(func() map[string]tea.KeyMsg {
	all := make(map[string]tea.KeyMsg)
	for kind := firstKeyType; kind <= lastKeyType; kind++ {
		msg := tea.KeyMsg{Type: kind}
		switch kind {
		case tea.KeyRunes:
			continue
		case tea.KeySpace:
			msg.Runes = []rune{' '}
		}
		if name := msg.String(); name != "" {
			all[name] = msg
		}
	}
	return all
})

// Name gives the name of a key press, such as "ctrl+r", "pgdown", "G" or "alt+x".
// It is "" for text, which is no press: what was pasted, and letters that came at
// once, since a word may be spelled as a key is.
func Name(msg tea.KeyMsg) string {
	if msg.Paste || msg.Type == tea.KeyRunes && len(msg.Runes) > 1 {
		return ""
	}
	return msg.String()
}

// Press gives the key press that has a name. It reports false for a name that no
// key has.
func Press(name string) (tea.KeyMsg, bool) {
	if msg, ok := namedKeys()[name]; ok {
		return msg, true
	}
	if rest, alt := cutAlt(name); alt {
		msg, ok := Press(rest)
		msg.Alt = true
		return msg, ok
	}
	r, size := utf8.DecodeRuneInString(name)
	if size == 0 || size != len(name) || r == utf8.RuneError || r < ' ' || r == 0x7f {
		return tea.KeyMsg{}, false
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}, true
}

func cutAlt(name string) (string, bool) {
	const alt = "alt+"
	if len(name) > len(alt) && name[:len(alt)] == alt {
		return name[len(alt):], true
	}
	return name, false
}
