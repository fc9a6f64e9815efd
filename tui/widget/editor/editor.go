// Package editor is a text of several lines that a person edits: the opening or
// the closing of a mail. It moves and deletes by grapheme cluster, wraps Chinese
// and Japanese as their rules ask, and lays out no more than what is visible.
package editor

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
)

// Limit is the largest text, in bytes.
const Limit = 64 << 10

// Editor is the text with its cursor. Make one with New.
type Editor struct {
	lines   []*line
	size    int // bytes of the text
	cursor  place
	goal    int // column that vertical moves keep; -1 if the last move set it
	version int
	full    bool
	held    bool
	fixed   []string

	undo, redo []change

	joined        string // the text as it was at joinedVersion
	joinedVersion int

	width, height int   // of the last layout
	top           place // first visible row: line, and row within it
	screenRow     int   // cursor within the visible rows
	screenColumn  int
}

// New makes an editor. The text is kept byte for byte, but for its line ends,
// which become LF. The cursor stands at the start.
func New(text string) *Editor {
	text = unixLines(text)
	return &Editor{lines: lines(text), size: len(text), goal: -1, version: 1, width: 80, height: 1}
}

func unixLines(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// Text gives the text. Lines end with LF.
func (e *Editor) Text() string {
	if e.joinedVersion != e.version {
		e.joined = e.between(place{}, e.last())
		e.joinedVersion = e.version
	}
	return e.joined
}

// Version grows with every change of the text.
func (e *Editor) Version() int { return e.version }

// Full reports whether the last key press or paste was cut because the text
// would have become longer than Limit.
func (e *Editor) Full() bool { return e.full }

// SetText puts another text in place of the whole one, as one step of undo. It
// reports false if the text had to be cut to Limit.
func (e *Editor) SetText(text string) bool {
	text = unixLines(text)
	kept := cut(text, Limit)
	e.edit(place{}, e.last(), kept, false)
	e.cursor, e.goal, e.full = place{}, -1, kept != text
	return !e.full
}

// Update takes a key press. It reports false if the key means nothing here, so
// that the screen may use it; so do up in the first row and down in the last.
func (e *Editor) Update(msg tea.KeyMsg) bool {
	e.full, e.held = false, false
	if msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace {
		if msg.Alt && !msg.Paste {
			return e.do(keys.Editor.Match(msg))
		}
		return e.insert(string(msg.Runes), !msg.Paste && len(msg.Runes) == 1)
	}
	return e.do(keys.Editor.Match(msg))
}

// insert puts text at the cursor, as much as there is room for.
func (e *Editor) insert(text string, typed bool) bool {
	// Cleaning a paste of many megabytes would be noticed; what is far beyond
	// the limit is dropped unseen.
	kept := cut(text, 4*Limit)
	text = cut(safetext.Clean(kept), Limit-e.size)
	e.full = len(kept) == 4*Limit || len(text) < len(safetext.Clean(kept))
	e.edit(e.cursor, e.cursor, text, typed)
	e.goal = -1
	return true
}

func cut(text string, limit int) string {
	limit = max(limit, 0)
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}

// do carries out an intent of keys.Editor.
func (e *Editor) do(intent keys.Intent) bool {
	from := e.cursor
	switch intent {
	case keys.EditorUp, keys.EditorDown, keys.EditorPageUp, keys.EditorPageDown:
		return e.vertical(intent)
	case keys.EditorNewline:
		return e.insert("\n", false)
	case keys.EditorBackspace:
		e.edit(e.left(from), from, "", false)
	case keys.EditorDelete:
		e.edit(from, e.right(from), "", false)
	case keys.EditorDeleteWord:
		e.edit(e.wordLeft(from), from, "", false)
	case keys.EditorDeleteToStart:
		e.edit(place{from.line, 0}, from, "", false)
	case keys.EditorDeleteToEnd:
		e.edit(from, place{from.line, len(e.lines[from.line].text)}, "", false)
	case keys.EditorUndo:
		e.undoOne()
	case keys.EditorRedo:
		e.redoOne()
	default:
		return e.move(intent)
	}
	e.goal = -1
	return true
}
