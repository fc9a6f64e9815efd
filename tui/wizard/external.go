package wizard

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget/editor"
)

type (
	// editorReady says that the text lies in a file for the editor.
	editorReady struct {
		path string
		args []string
		err  error
	}
	// editorEnded says that the editor has ended.
	editorEnded struct {
		path string
		err  error
	}
	// edited brings the text back.
	edited struct {
		text string
		err  error
	}
)

// startEditor puts the whole text into a private file for the person's editor.
func (w *Wizard) startEditor() tea.Cmd {
	body, getenv := w.inv.Draft.Body(), w.deps.Getenv
	return w.Ask(slotEditor, func(context.Context) tea.Msg {
		args, err := EditorCommand(getenv)
		if err != nil {
			return editorReady{err: err}
		}
		path, err := writePrivate(body)
		return editorReady{path: path, args: args, err: err}
	})
}

// NamedEditor gives the editor that the environment names and its arguments,
// which no shell reads, or nothing.
func NamedEditor(getenv func(string) string) []string {
	for _, name := range []string{"CSPDESK_EDITOR", "VISUAL", "EDITOR"} {
		if args := splitCommand(getenv(name)); len(args) > 0 {
			return args
		}
	}
	return nil
}

// EditorCommand gives the person's editor and its arguments: the named one, or a
// usual one. Its error has the code editor.
func EditorCommand(getenv func(string) string) ([]string, error) {
	if args := NamedEditor(getenv); args != nil {
		return args, nil
	}
	usual := []string{"nano", "vi"}
	if runtime.GOOS == "windows" {
		usual = []string{"notepad"}
	}
	for _, name := range usual {
		if _, err := exec.LookPath(name); err == nil {
			return []string{name}, nil
		}
	}
	return nil, partner.NewError(partner.CodeEditor, "no editor was found", nil)
}

// splitCommand cuts a command at its spaces; quotes keep words with spaces
// together. Nothing else is special.
func splitCommand(s string) []string {
	var args []string
	var word strings.Builder
	var quote rune
	within := false
	for _, r := range s {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, within = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if within {
				args = append(args, word.String())
			}
			word.Reset()
			within = false
		default:
			word.WriteRune(r)
			within = true
		}
	}
	if within {
		args = append(args, word.String())
	}
	return args
}

// writePrivate writes text to a new file that only this person can read.
func writePrivate(text string) (string, error) {
	file, err := os.CreateTemp("", "cspdesk-mail-*.txt") // created with mode 0600
	if err != nil {
		return "", partner.NewError(partner.CodeEditor, "no file for the editor could be made", err)
	}
	_, err = file.WriteString(text + "\n")
	if err = errors.Join(err, file.Close()); err != nil {
		_ = os.Remove(file.Name()) // it holds part of a mail; there is nothing more to do about it
		return "", partner.NewError(partner.CodeEditor, "the file for the editor could not be written", err)
	}
	return file.Name(), nil
}

// runEditor lends the terminal to the editor.
func (w *Wizard) runEditor(m editorReady) tea.Cmd {
	if m.err != nil {
		return w.failed(m.err)
	}
	cmd := exec.Command(m.args[0], append(m.args[1:], m.path)...)
	answer := w.Expect(slotEditor)
	return w.deps.Exec(cmd, func(err error) tea.Msg { return answer(editorEnded{path: m.path, err: err}) })
}

// readEdited takes the text back, and the file away.
func (w *Wizard) readEdited(m editorEnded) tea.Cmd {
	return w.Ask(slotEditor, func(context.Context) tea.Msg {
		defer removeEdited(m.path)
		if m.err != nil {
			return edited{err: partner.NewError(partner.CodeEditor, m.err.Error(), m.err)}
		}
		text, err := ReadText(m.path)
		return edited{text: text, err: err}
	})
}

// removeEdited removes the file and what editors leave beside it.
func removeEdited(path string) {
	dir, name := filepath.Split(path)
	for _, left := range []string{name, name + "~", "." + name + ".swp", name + ".bak"} {
		_ = os.Remove(filepath.Join(dir, left)) // most of them are not there
	}
}

// ReadText reads what an editor left: text in UTF-8 of a size that a mail can
// have. Its error has the code editor.
func ReadText(path string) (string, error) {
	bad := func(why string, err error) (string, error) { return "", partner.NewError(partner.CodeEditor, why, err) }
	file, err := os.Open(path)
	if err != nil {
		return bad("the file is gone", err)
	}
	defer func() { _ = file.Close() }() // it was only read
	const most = 2*editor.Limit + 8192  // both texts and the link
	raw, err := io.ReadAll(io.LimitReader(file, most+1))
	switch {
	case err != nil:
		return bad("the file could not be read", err)
	case len(raw) > most:
		return bad("the text is too long", nil)
	case !utf8.Valid(raw):
		return bad("the text is not UTF-8", nil)
	}
	text := strings.TrimPrefix(string(raw), "\ufeff")
	return strings.TrimRight(safetext.Clean(text), "\n"), nil
}

// hearEdited takes the new text if the link came back intact, and asks
// otherwise. The old text stays until then.
func (w *Wizard) hearEdited(m edited) tea.Cmd {
	if m.err != nil {
		return w.failed(m.err)
	}
	link := w.inv.Draft.Link
	verdict, findings := partner.CheckLink(m.text, link)
	if opening, closing, ok := partner.SplitBody(m.text, link); ok && verdict != partner.Broken {
		return w.takeText(opening, closing)
	}
	opening, closing, ok := Repair(m.text, link)
	if !ok {
		return w.failed(partner.NewError(partner.CodeEditor, w.deps.Text.Finding(partner.Worst(findings)), nil))
	}
	t := w.deps.Text.Wizard.Ask
	w.ask(t.PutBack, []string{w.deps.Text.Finding(partner.Worst(findings))}, t.NoPutBack, t.YesPutBack, func() tea.Cmd { return w.takeText(opening, closing) })
	return nil
}

// takeText puts what came back into the editors. It can be undone there.
func (w *Wizard) takeText(opening, closing string) tea.Cmd {
	if len(opening) > editor.Limit || len(closing) > editor.Limit {
		return w.failed(partner.NewError(partner.CodeEditor, "the text is too long", nil))
	}
	m := &w.mail
	before := m.opening.Text() + "\x00" + m.closing.Text()
	m.opening.SetText(opening)
	m.closing.SetText(closing)
	if m.opening.Text()+"\x00"+m.closing.Text() == before {
		return nil
	}
	return tea.Batch(w.changed(), notice(screen.Info, w.deps.Text.Wizard.Mail.TakenBack))
}

// Repair finds the two texts around what is left of a damaged link. It reports
// false if something of it would stay.
func Repair(text, link string) (opening, closing string, ok bool) {
	var before, after []string
	seen := false
	for line := range strings.SplitSeq(text, "\n") {
		kept, damaged := dropRemains(line, link)
		if damaged {
			seen = true
			if kept == "" {
				continue
			}
		}
		if seen {
			after = append(after, kept)
		} else {
			before = append(before, kept)
		}
	}
	opening = strings.TrimRight(strings.Join(before, "\n"), "\n ")
	closing = strings.Trim(strings.Join(after, "\n"), "\n ")
	verdict, _ := partner.CheckLink(partner.Draft{Opening: opening, Link: link, Closing: closing}.Body(), link)
	return opening, closing, verdict != partner.Broken
}

// dropRemains takes the words out of a line that are pieces of the link, or
// another link of its kind.
func dropRemains(line, link string) (kept string, damaged bool) {
	const shortest = 8 // letters; a shorter piece may be an ordinary word
	words := strings.Split(line, " ")
	left := words[:0]
	for _, word := range words {
		bare := strings.Trim(word, "<>\"'().,;=")
		lower := strings.ToLower(bare)
		if len(bare) >= shortest && strings.Contains(link, bare) ||
			strings.Contains(lower, "invtype=") || strings.Contains(lower, "partnersignup.aspx") ||
			strings.Contains(lower, "/partner-invitation") || strings.Contains(lower, "/partners/invitation") {
			damaged = true
			continue
		}
		left = append(left, word)
	}
	if !damaged {
		return line, false
	}
	return strings.TrimSpace(strings.Join(left, " ")), true
}
