package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
)

// The exit codes, a contract with scripts.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNo          = 3 // nothing matched, or a check said no
	exitSignIn      = 4
	exitInterrupted = 130
)

// errSaidNo ends a command with exitNo after it has printed its answer itself.
var errSaidNo = errors.New("the check said no")

// usageError is wrong use of the command line: exit code 2.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// said is an error with words of its own instead of those of its code.
type said struct {
	code     partner.Code
	what, do string
}

func (e said) Error() string { return e.what }
func (e said) Unwrap() error { return partner.NewError(e.code, e.what, nil) }

// storedError says that a command failed after it had stored an invitation.
type storedError struct {
	err error
	id  string
}

func (e storedError) Error() string { return e.err.Error() }
func (e storedError) Unwrap() error { return e.err }

// reportedError is an error that stands in the document already.
type reportedError struct{ err error }

func (e reportedError) Error() string { return e.err.Error() }
func (e reportedError) Unwrap() error { return e.err }

// exitCode says how the program ends after err.
func exitCode(ctx context.Context, err error) int {
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errSaidNo):
		return exitNo
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitInterrupted
	}
	switch partner.CodeOf(err) {
	case partner.CodeInvalidInput, partner.CodeNotCustomers, partner.CodeLinkBroken:
		return exitUsage
	case partner.CodeNotFound:
		return exitNo
	case partner.CodeSignIn:
		return exitSignIn
	case partner.CodeCancelled:
		return exitInterrupted
	}
	return exitFailed
}

// failure is an error as scripts read it.
type failure struct {
	Code          string `json:"code"`
	Message       string `json:"message"`
	Hint          string `json:"hint"`
	CorrelationID string `json:"correlationId"`
	Invitation    string `json:"invitation,omitempty"` // stored before the failure
}

// describe turns an error into the words for people. Detail may come from
// outside; whoever prints it to a terminal makes it safe.
func describe(text *i18n.Strings, err error) failure {
	if usage, ok := errors.AsType[usageError](err); ok {
		return failure{Code: "usage", Message: usage.Error(), Hint: fmt.Sprintf(text.CLI.SeeHelp, "cspdesk")}
	}
	words := text.Explain(err)
	f := failure{Code: string(words.Code), Message: words.What, Hint: words.Advice(), CorrelationID: words.CorrelationID}
	if own, ok := errors.AsType[said](err); ok {
		f.Message, f.Hint = own.what, own.do
	} else {
		f.Message = i18n.Aside(f.Message, words.Detail)
	}
	if stored, ok := errors.AsType[storedError](err); ok {
		f.Invitation = stored.id
		f.Hint = i18n.Join(f.Hint, fmt.Sprintf(text.CLI.StoredAnyway, stored.id))
	}
	return f
}

// report prints an error: one line on standard error, and with --json also an
// object on standard output. command is what the person called.
func (a *app) report(err error, command string) {
	if _, done := errors.AsType[reportedError](err); done {
		return
	}
	f := describe(a.text, err)
	if f.Code == "usage" {
		f.Hint = fmt.Sprintf(a.text.CLI.SeeHelp, command)
	}
	a.complain(f)
	if a.json {
		_ = writeJSON(a.out, map[string]failure{"error": f})
	}
}

// complain prints a failure on standard error: as one line, which a terminal breaks
// at words.
func (a *app) complain(f failure) {
	line := fmt.Sprintf(a.text.CLI.Complaint, f.Message, f.Hint)
	if strings.HasSuffix(f.Message, "？") { // which no full stop follows
		line = "cspdesk: " + i18n.Join(f.Message, f.Hint)
	}
	if f.CorrelationID != "" {
		line += " [" + f.CorrelationID + "]"
	}
	fmt.Fprintln(a.errOut, a.wrapped(a.safe(line), a.errIsTTY, os.Stderr))
}

// say prints a sentence on standard output, broken at words on a terminal.
func (a *app) say(sentence string) {
	fmt.Fprintln(a.out, a.wrapped(a.safe(sentence), a.outIsTTY, a.outFile))
}

// wrapped breaks a text at words, where it goes to a terminal.
func (a *app) wrapped(text string, isTTY bool, terminal *os.File) string {
	if !isTTY {
		return text
	}
	width := columns(terminal)
	if width == 0 {
		return text
	}
	return strings.Join(cell.WrapWords(text, width), "\n")
}

// oneFormat refuses --csv together with --json.
func (a *app) oneFormat(asCSV bool) error {
	if asCSV && a.json {
		return usagef("%s", a.text.CLI.CSVOrJSON)
	}
	return nil
}

// bounds refuses a number of rows below zero, too.
func (a *app) bounds(limit int, asCSV bool) error {
	if limit < 0 {
		return usagef("%s", a.text.CLI.NegativeLimit)
	}
	return a.oneFormat(asCSV)
}

// writeJSON prints one document. Links read as they are; characters that a
// terminal would act on, or that nobody sees, are escaped.
func writeJSON(w io.Writer, value any) error {
	text, err := marshal(value, "")
	if err != nil {
		return err
	}
	return write(w, append(text, '\n'))
}

// marshal gives a value as indented JSON that is safe to print.
func marshal(value any, prefix string) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, "  ")
	if err := encoder.Encode(value); err != nil {
		return nil, partner.NewError(partner.CodeInternal, "", err)
	}
	return escapeUnseen(bytes.TrimSuffix(out.Bytes(), []byte("\n"))), nil
}

// escapeUnseen writes what JSON allows but a terminal should not get as \u
// escapes: C1 controls, direction marks, zero width and tag characters. They
// can only stand in strings.
func escapeUnseen(text []byte) []byte {
	isUnseen := func(r rune) bool { return r >= 0x7f && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }
	if bytes.IndexFunc(text, isUnseen) < 0 {
		return text
	}
	out := make([]byte, 0, len(text)+64)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case !isUnseen(r):
			out = append(out, text[:size]...)
		case r > 0xffff:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		text = text[size:]
	}
	return out
}

func write(w io.Writer, text []byte) error {
	if _, err := w.Write(text); err != nil {
		return partner.NewError(partner.CodeFile, "standard output", err)
	}
	return nil
}

// country names a country by its code, which stands for one that nobody knows.
func (a *app) country(code string) string {
	if c, known := partner.CountryByCode(code); known {
		return a.text.CountryName(c.Code, c.Name)
	}
	return a.text.CountryName(code, code)
}

// list is how every list looks in JSON.
type list[T any] struct {
	Items []T `json:"items"`
}

// note prints progress and remarks: to standard error, and only to a terminal.
func (a *app) note(format string, args ...any) {
	if a.errIsTTY {
		fmt.Fprintln(a.errOut, a.wrapped(a.safe(fmt.Sprintf(format, args...)), true, os.Stderr))
	}
}

// safe makes text from outside harmless to print in one line, however long:
// links must not be cut.
func (a *app) safe(s string) string {
	return strings.Join(strings.Split(safetext.Block(s), "\n"), "␊")
}

// safeBlock does the same for several lines.
func (a *app) safeBlock(s string) string { return safetext.Block(s) }

// output remembers that standard output failed, as on a full disk, so that the
// program does not end as if all had been printed.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(text []byte) (int, error) {
	n, err := o.to.Write(text)
	if err != nil && o.err == nil {
		o.err = partner.NewError(partner.CodeFile, "standard output", err)
	}
	return n, err
}
