package term

import (
	"bytes"
	"time"
	"unicode/utf8"
)

// The input is cut into tokens before Bubble Tea reads it, because its own
// reader splits characters and paste marks at the border of its buffer, types
// the terminal's answers into text fields, and waits for ever for the end of a
// paste.

type tokenKind int

const (
	keyBytes tokenKind = iota // keys, as Bubble Tea reads them
	pastedText
	burstText // many characters at once without the marks of a paste
	answer    // the terminal's answer to a question, which nobody asked
	mouseEvent
)

// token is the first thing in the input.
type token struct {
	kind tokenKind
	size int           // bytes that it takes
	text []byte        // without marks
	wait time.Duration // how long its end may still take; 0 if it is complete
}

const (
	chunkSize   = 240 // bytes handed over at once: less than Bubble Tea's buffer
	burstFrom   = 9   // characters from which text that comes at once is a burst
	burstKinds  = 4   // different characters in it; a held key has one
	waitSplit   = 100 * time.Millisecond
	waitCSI     = 500 * time.Millisecond
	waitString  = time.Second
	waitPaste   = 2 * time.Second
	shortString = 3 // bytes up to which an open control string is alt and letters
)

var (
	pasteStart = []byte("\x1b[200~")
	pasteEnd   = []byte("\x1b[201~")
)

// nextToken reads the first token of input that is not empty. escapeWait is how
// long an escape character may stand alone before it is the key of that name.
func nextToken(b []byte, escapeWait time.Duration) token {
	if b[0] != 0x1b {
		return textToken(b)
	}
	if len(b) == 1 {
		return token{kind: keyBytes, size: 1, wait: escapeWait}
	}
	switch b[1] {
	case 0x1b:
		return escapeTwice(b, escapeWait)
	case '[':
		return csiToken(b)
	case ']', 'P', 'X', '^', '_':
		return stringToken(b)
	}
	if b[1] == 'O' && len(b) == 2 {
		return token{kind: keyBytes, size: 2, wait: waitSplit}
	}
	if b[1] == 'O' {
		return token{kind: keyBytes, size: 3}
	}
	if !utf8.FullRune(b[1:]) {
		return token{kind: keyBytes, size: len(b), wait: waitSplit}
	}
	_, size := utf8.DecodeRune(b[1:])
	return token{kind: keyBytes, size: 1 + size}
}

// escapeTwice reads alt with a special key, which some terminals send as two
// escape characters, or the first of two presses of the escape key.
func escapeTwice(b []byte, escapeWait time.Duration) token {
	first := token{kind: keyBytes, size: 1}
	if len(b) == 2 {
		first.wait = escapeWait
		return first
	}
	if b[2] != '[' && b[2] != 'O' {
		return first
	}
	switch next := nextToken(b[1:], escapeWait); {
	case next.kind == pastedText:
	case next.wait > 0:
		first.wait = escapeWait
	case next.kind == keyBytes:
		next.size++
		return next
	}
	return first
}

func csiToken(b []byte) token {
	if bytes.HasPrefix(b, pasteStart) {
		return pasteToken(b)
	}
	if bytes.HasPrefix(b, oldMouse) { // of a mode that another program has left on
		if len(b) < oldMouseSize {
			return token{kind: answer, size: len(b), wait: waitCSI}
		}
		return token{kind: answer, size: oldMouseSize}
	}
	i := 2
	for i < len(b) && b[i] >= 0x20 && b[i] <= 0x3f {
		i++
	}
	switch {
	case i-2 > chunkSize:
		return token{kind: answer, size: i}
	case i == 2 && len(b) == 3 && b[2] == '[': // function keys of the Linux console
		return token{kind: keyBytes, size: 3, wait: waitSplit}
	case i == 2 && len(b) > 3 && b[2] == '[':
		return token{kind: keyBytes, size: 4}
	case i == len(b) && len(b) == 2:
		return token{kind: keyBytes, size: 2, wait: waitSplit}
	case i == len(b):
		return token{kind: answer, size: len(b), wait: waitCSI}
	case b[i] < 0x40 || b[i] > 0x7e:
		return token{kind: answer, size: i}
	case bytes.HasPrefix(b, mouseStart):
		return token{kind: mouseEvent, size: i + 1, text: b[len(mouseStart) : i+1]}
	case isAnswer(b[2:i], b[i]):
		return token{kind: answer, size: i + 1}
	}
	return token{kind: keyBytes, size: i + 1}
}

// isAnswer tells answers from keys: device attributes, status and mode reports,
// window reports, and the cursor's position. The last has the form of shift+F3
// when it is in the first row; that key is not used.
func isAnswer(params []byte, final byte) bool {
	switch final {
	case 'c', 'n', 't', 'y', 'u':
		return true
	case 'R':
		return bytes.IndexByte(params, ';') >= 0
	}
	return false
}

func pasteToken(b []byte) token {
	text := b[len(pasteStart):]
	end := bytes.Index(text, pasteEnd)
	if end < 0 {
		return token{kind: pastedText, size: len(b), text: text, wait: waitPaste}
	}
	return token{kind: pastedText, size: len(pasteStart) + end + len(pasteEnd), text: text[:end]}
}

// stringToken reads OSC, DCS, SOS, PM and APC, which only a terminal sends. Alt
// with the same letter starts like one.
func stringToken(b []byte) token {
	for i := 2; i < len(b); i++ {
		switch {
		case b[i] == '\a':
			return token{kind: answer, size: i + 1}
		case b[i] == 0x1b && i+1 < len(b) && b[i+1] == '\\':
			return token{kind: answer, size: i + 2}
		case b[i] == 0x1b && i+1 < len(b), b[i] < ' ' && b[i] != 0x1b:
			if i <= shortString {
				return token{kind: keyBytes, size: 2}
			}
			return token{kind: answer, size: i}
		}
	}
	if len(b) <= shortString {
		return token{kind: keyBytes, size: 2, wait: waitSplit}
	}
	return token{kind: answer, size: len(b), wait: waitString}
}

// textToken reads what comes before the next escape character.
func textToken(b []byte) token {
	if end := bytes.IndexByte(b, 0x1b); end >= 0 {
		b = b[:end]
	}
	if size := burst(b); size > 0 {
		return token{kind: burstText, size: size, text: b[:size]}
	}
	size := min(len(b), chunkSize)
	for size > 0 && !utf8.FullRune(b[lastRune(b[:size]):size]) {
		size = lastRune(b[:size])
	}
	if size == 0 {
		return token{kind: keyBytes, size: len(b), wait: waitSplit}
	}
	return token{kind: keyBytes, size: size}
}

// lastRune gives where the last rune of b starts, whole or not.
func lastRune(b []byte) int {
	i := len(b) - 1
	for i > 0 && len(b)-i < utf8.UTFMax && !utf8.RuneStart(b[i]) {
		i--
	}
	return i
}

// textAlone reports whether bytes are text with tabs and line breaks, and hold no
// key such as ctrl+s, which is no part of a paste.
func textAlone(b []byte) bool {
	for _, c := range b {
		if c < ' ' && c != '\r' && c != '\n' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// burst gives the bytes of text that came at once, if it is so much and so mixed
// that no one has typed it; otherwise 0.
func burst(b []byte) int {
	var kinds [burstKinds]rune
	known, count, size := 0, 0, 0
	for size < len(b) && utf8.FullRune(b[size:]) {
		r, n := utf8.DecodeRune(b[size:])
		if r < ' ' && r != '\r' && r != '\n' && r != '\t' || r == 0x7f {
			break
		}
		size += n
		count++
		seen := false
		for _, k := range kinds[:known] {
			seen = seen || k == r
		}
		if !seen && known < len(kinds) {
			kinds[known] = r
			known++
		}
	}
	if count < burstFrom || known < burstKinds {
		return 0
	}
	return size
}
