package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"cspdesk/internal/partner"
	"cspdesk/tui/cell"
)

func TestExitCodes(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, exitDone},
		{errors.New("odd"), exitFailed},
		{partner.NewError(partner.CodeUnreachable, "", nil), exitFailed},
		{usagef("wrong"), exitUsage},
		{partner.NewError(partner.CodeInvalidInput, "", nil), exitUsage},
		{partner.NewError(partner.CodeNotCustomers, "", nil), exitUsage},
		{said{partner.CodeInvalidInput, "what", "do"}, exitUsage},
		{errSaidNo, exitNo},
		{partner.NewError(partner.CodeNotFound, "", nil), exitNo},
		{said{partner.CodeSignIn, "what", "do"}, exitSignIn},
		{partner.NewError(partner.CodeCancelled, "", nil), exitInterrupted},
		{fmt.Errorf("reading: %w", ctx.Err()), exitInterrupted},
		{storedError{partner.NewError(partner.CodeMailApp, "", nil), "inv-1"}, exitFailed},
		{reportedError{partner.NewError(partner.CodeSignIn, "", nil)}, exitSignIn},
	} {
		if got := exitCode(ctx, c.err); got != c.want {
			t.Errorf("%v: exit code %d, want %d", c.err, got, c.want)
		}
	}
}

// FuzzWriteJSON makes sure that what is printed reads back as it was, and holds
// nothing that a terminal acts on.
func FuzzWriteJSON(f *testing.F) {
	f.Add("plain <a href=\"x\">&")
	f.Add("\x1b]52;c;aGk=\a \u009b31m \u202e \u200b \U000e0041 \u2028 \x7f")
	f.Add("\xff\xfe broken")
	f.Fuzz(func(t *testing.T, text string) {
		var out bytes.Buffer
		if err := writeJSON(&out, map[string]string{"name": text}); err != nil {
			t.Fatal(err)
		}
		var back map[string]string
		if err := json.Unmarshal(out.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		if back["name"] != string([]rune(text)) {
			t.Errorf("%q came back as %q", text, back["name"])
		}
		for _, r := range out.String() {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
				t.Errorf("%U stands in %q", r, out.String())
			}
		}
	})
}

func TestTableKeepsItsColumns(t *testing.T) {
	var out bytes.Buffer
	table := newTable(&out)
	for i := range measuredRows + 5 {
		table.add(fmt.Sprintf("龙腾物流 %04d", i), "x\x1b[2J", "")
	}
	if err := table.flush(); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != measuredRows+5 {
		t.Fatalf("%d lines", len(lines))
	}
	at := -1
	for _, line := range lines {
		before, _, found := strings.Cut(line, "x")
		if !found || strings.ContainsRune(line, '\x1b') {
			t.Fatalf("line %q", line)
		}
		if width := cell.Width(before); at >= 0 && width != at {
			t.Errorf("the second column moved from %d to %d: %q", at, width, line)
		} else if at < 0 {
			at = width
		}
	}
}

func TestATableOfNothing(t *testing.T) {
	var out bytes.Buffer
	if err := newTable(&out).flush(); err != nil || out.Len() > 0 {
		t.Errorf("%v %q", err, out.String())
	}
}
