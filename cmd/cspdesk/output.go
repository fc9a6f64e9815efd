package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
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
	case partner.CodeInvalidInput:
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
}

// describe turns an error into the words for people. Detail may come from
// outside; whoever prints it to a terminal makes it safe.
func describe(text *i18n.Strings, err error) failure {
	if usage, ok := errors.AsType[usageError](err); ok {
		return failure{Code: "usage", Message: usage.Error(), Hint: text.CLI.SeeHelp}
	}
	code := partner.CodeOf(err)
	words := text.Error(code)
	f := failure{Code: string(code), Message: words.What, Hint: words.Do}
	if e, ok := errors.AsType[*partner.Error](err); ok {
		f.CorrelationID = e.CorrelationID
		if e.Detail != "" {
			f.Message += " (" + e.Detail + ")"
		}
	}
	return f
}

// report prints an error: one line on standard error, and with --json also an
// object on standard output.
func (a *app) report(err error) {
	f := describe(a.text, err)
	line := "cspdesk: " + f.Message + ": " + f.Hint
	if f.CorrelationID != "" {
		line += " [" + f.CorrelationID + "]"
	}
	fmt.Fprintln(a.errOut, safetext.Line(line))
	if a.json {
		_ = writeJSON(a.out, map[string]failure{"error": f})
	}
}

// writeJSON prints one document. HTML escaping is off, so that links read as
// they are.
func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return partner.NewError(partner.CodeFile, "standard output", err)
	}
	return nil
}

// list is how every list looks in JSON.
type list[T any] struct {
	Items []T  `json:"items"`
	Total *int `json:"total,omitempty"`
}

// note prints progress and remarks: to standard error, and only to a terminal.
func (a *app) note(format string, args ...any) {
	if a.errIsTTY {
		fmt.Fprintln(a.errOut, safetext.Line(fmt.Sprintf(format, args...)))
	}
}

// printTable prints rows with columns as wide as their widest cell, for people;
// scripts have --json and --csv.
func (a *app) printTable(rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, value := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			row[i] = safetext.Line(value)
			widths[i] = max(widths[i], a.width(row[i]))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, value := range row {
			line.WriteString(value)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-a.width(value)+2))
			}
		}
		fmt.Fprintln(a.out, strings.TrimRight(line.String(), " "))
	}
}

// safe makes one line of text from outside harmless to print.
func (a *app) safe(s string) string { return safetext.Line(s) }

// safeBlock does the same for several lines.
func (a *app) safeBlock(s string) string { return safetext.Block(s) }
