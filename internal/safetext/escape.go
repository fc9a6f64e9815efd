package safetext

import (
	"strings"
	"unicode/utf8"
)

// stringTerminators end a control string: ST in its two forms.
var stringTerminators = []string{"\x1b\\", "\u009c"}

// controlEnds are the last places in a text that may end a control string; -1 for
// none. Without them each of many strings that do not end would be searched for
// its end through all of the text.
type controlEnds struct{ terminator, bell int }

func endsIn(s string) controlEnds {
	e := controlEnds{-1, strings.LastIndexByte(s, '\a')}
	for _, end := range stringTerminators {
		e.terminator = max(e.terminator, strings.LastIndex(s, end))
	}
	return e
}

// escapeLength gives the bytes of the escape sequence (ECMA-48) that the text
// starts with from i on, in its 7-bit or its C1 form, or 0. Of a sequence without
// an end only the introducer counts, so that a stray one does not swallow the text.
func escapeLength(text string, i int, ends controlEnds) int {
	s := text[i:]
	if s[0] != 0x1b && s[0] < utf8.RuneSelf {
		return 0
	}
	introducer, size := utf8.DecodeRuneInString(s)
	if introducer == 0x1b {
		if len(s) == 1 {
			return 1
		}
		if s[1] < 0x40 || s[1] > 0x5f {
			return simpleEscape(s)
		}
		introducer, size = rune(s[1])+0x40, 2
	}
	switch introducer {
	case 0x9b: // CSI
		return controlSequence(s, size)
	case 0x9d, 0x90, 0x98, 0x9e, 0x9f: // OSC, DCS, SOS, PM, APC
		if bell := introducer == 0x9d; i <= ends.terminator || bell && i <= ends.bell {
			return controlString(s, size, bell)
		}
		return size
	}
	if introducer >= 0x80 && introducer <= 0x9f && s[0] == 0x1b {
		return size
	}
	return 0
}

// simpleEscape measures ESC, intermediates, final byte.
func simpleEscape(s string) int {
	i := 1
	for i < len(s) && s[i] >= 0x20 && s[i] <= 0x2f {
		i++
	}
	if i < len(s) && s[i] >= 0x30 && s[i] <= 0x7e {
		return i + 1
	}
	return 1
}

// controlSequence measures parameters, intermediates and the final byte after
// an introducer of size bytes.
func controlSequence(s string, size int) int {
	i := size
	for i < len(s) && s[i] >= 0x20 && s[i] <= 0x3f {
		i++
	}
	if i < len(s) && s[i] >= 0x40 && s[i] <= 0x7e {
		return i + 1
	}
	return size
}

// controlString measures a string that ends with ST, or with BEL where bell is
// allowed.
func controlString(s string, size int, bell bool) int {
	for i := size; i < len(s); i++ {
		if bell && s[i] == '\a' {
			return i + 1
		}
		for _, end := range stringTerminators {
			if strings.HasPrefix(s[i:], end) {
				return i + len(end)
			}
		}
	}
	return size
}
