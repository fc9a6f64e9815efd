package lines

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
)

var (
	// errEnd says that the input has ended.
	errEnd = errors.New("the input has ended")
	// errBack says that the person wants to go back.
	errBack = errors.New("back")
)

const (
	maxLine = 1 << 20 // bytes; a longer line ends the dialog
	toBack  = "0"
	toClear = "-"
	again   = "?"
)

// talk is a dialog in plain lines: sentences out, answers in.
type talk struct {
	text   *i18n.Strings
	in     *bufio.Scanner
	echo   bool // answers are written, because no terminal shows them
	out    io.Writer
	broken error      // of writing
	read   chan typed // the line that is waited for; nil if none is
}

// typed is a line, or the end of the input.
type typed struct {
	text string
	ok   bool
}

func newTalk(text *i18n.Strings, in io.Reader, echo bool, out io.Writer) *talk {
	t := &talk{text: text, in: bufio.NewScanner(in), echo: echo, out: out}
	t.in.Buffer(nil, maxLine)
	return t
}

// say writes paragraphs, each on lines of its own.
func (t *talk) say(paragraphs ...string) {
	for _, p := range paragraphs {
		t.print(safetext.Block(p) + "\n")
	}
}

func (t *talk) print(s string) {
	if _, err := io.WriteString(t.out, s); err != nil && t.broken == nil {
		t.broken = err
	}
}

// line makes text from outside one harmless line.
func line(s string) string { return safetext.Line(s) }

// ask writes a question and reads a line. It fails with errEnd at the end of
// the input, and with the error of ctx.
func (t *talk) ask(ctx context.Context, question string) (string, error) {
	if t.broken != nil {
		return "", errEnd
	}
	t.print(safetext.Block(question) + strings.TrimRight(t.text.Common.Colon, " ") + " ")
	if t.read == nil { // one that was interrupted goes on: its line belongs to this question
		came := make(chan typed, 1)
		t.read = came
		go func() {
			ok := t.in.Scan()
			came <- typed{t.in.Text(), ok}
		}()
	}
	var came typed
	select {
	case <-ctx.Done():
		t.print("\n")
		return "", partner.NewError(partner.CodeCancelled, "", ctx.Err())
	case came = <-t.read:
		t.read = nil
		if !came.ok {
			t.print("\n")
			return "", errEnd
		}
	}
	answer := strings.TrimSpace(strings.ReplaceAll(safetext.Clean(came.text), "\n", " "))
	if t.echo {
		t.say(answer)
	}
	return answer, nil
}

// pick lets the person choose one of several things by its number and gives its
// index. 0 goes back, as errBack. Enter alone chooses usual, or, if that is
// negative, says the choices again.
// ? says help, and how to choose.
func (t *talk) pick(ctx context.Context, title, back string, usual int, choices []string, help ...string) (int, error) {
	words, said := t.text.Lines, false
	for {
		if !said {
			t.say("", title)
			for i, c := range choices {
				t.say(numbered(i+1, c))
			}
			t.say(toBack + ". " + back)
			said = true
		}
		question := words.Number
		if usual >= 0 {
			question = fmt.Sprintf(words.NumberOr, usual+1)
		}
		answer, err := t.ask(ctx, question)
		switch n, wrong := strconv.Atoi(answer); {
		case err != nil:
			return 0, err
		case answer == toBack:
			return 0, errBack
		case answer == "" && usual >= 0:
			return usual, nil
		case answer == again:
			t.say(append(help, words.Manage.MenuHelp)...)
			said = false
		case answer == "":
			said = false
		case wrong == nil && n > 0 && n <= len(choices):
			return n - 1, nil
		default:
			t.say(fmt.Sprintf(words.NoNumber, len(choices)))
		}
	}
}

// sure asks for something that cannot be taken back; enter says no.
func (t *talk) sure(ctx context.Context, question, no, yes string) (bool, error) {
	i, err := t.pick(ctx, question, t.text.Lines.Back, 0, []string{no, yes}, t.text.Lines.Helps.Sure)
	return i == 1, unlessBack(err)
}

// unlessBack takes going back for no error.
func unlessBack(err error) error {
	if errors.Is(err, errBack) {
		return nil
	}
	return err
}

// field asks for a text. Enter keeps what it was, - empties it, 0 goes back, and ?
// says so.
func (t *talk) field(ctx context.Context, name, hint, now string) (string, error) {
	question := name
	if now != "" {
		question = fmt.Sprintf(t.text.Lines.Kept, name, line(now))
	} else if hint != "" {
		question = fmt.Sprintf(t.text.Lines.Hint, name, hint)
	}
	for {
		answer, err := t.ask(ctx, question)
		switch {
		case err != nil:
			return now, err
		case answer == toBack:
			return now, errBack
		case answer == toClear:
			return "", nil
		case answer == "":
			return now, nil
		case answer != again:
			return answer, nil
		}
		t.say(t.text.Lines.Manage.FieldHelp)
		if hint != "" {
			t.say(fmt.Sprintf(t.text.Lines.Hint, name, hint))
		}
	}
}

// entry is one thing of a menu.
type entry struct {
	label string
	off   string // why it is not possible now; "" if it is
	do    func(ctx context.Context) error
}

// menu lets the person do one thing after another until they go back. What goes
// wrong is said, and the menu goes on. ? says help.
func (t *talk) menu(ctx context.Context, draw func() (title, back, help string, entries []entry)) error {
	for {
		title, back, help, entries := draw()
		if err := t.choose(ctx, title, back, help, entries); err != nil {
			return unlessBack(err)
		}
	}
}

// choose lets the person do one thing of a menu, as menu does it. errBack says
// that they went back. ? says help, and why something is not possible now.
func (t *talk) choose(ctx context.Context, title, back, help string, entries []entry) error {
	labels, helps := make([]string, len(entries)), []string{help}
	for i, e := range entries {
		labels[i] = e.label
		if e.off != "" {
			name := strings.TrimSuffix(e.label, t.text.Lines.Period)
			labels[i] = fmt.Sprintf(t.text.Lines.Off, name)
			helps = append(helps, t.sentence(numbered(i+1, name+t.text.Common.Colon+e.off)))
		}
	}
	i, err := t.pick(ctx, title, back, -1, labels, helps...)
	switch {
	case err != nil:
		return err
	case entries[i].off != "":
		t.say(t.sentence(i18n.Capital(entries[i].off)))
		return nil
	}
	err = entries[i].do(ctx)
	if errors.Is(err, errBack) {
		return err
	}
	return t.tell(ctx, err)
}

// tell says what went wrong and what to do about it, and gives the errors that
// end the dialog.
func (t *talk) tell(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errEnd), ctx.Err() != nil:
		return err
	}
	x := t.text.Explain(err)
	t.say(fmt.Sprintf(t.text.Lines.Problem, line(x.Whole())))
	if x.CorrelationID != "" {
		t.say(fmt.Sprintf(t.text.Wizard.Rights.Correlation, line(x.CorrelationID)))
	}
	return nil
}

// sentence ends facts with a period, as their language writes it.
func (t *talk) sentence(facts ...string) string {
	var kept []string
	for _, f := range facts {
		if f != "" {
			kept = append(kept, f)
		}
	}
	s := strings.Join(kept, t.text.Common.Comma)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".?") || strings.HasSuffix(s, "。") {
		return s
	}
	return s + t.text.Lines.Period
}
