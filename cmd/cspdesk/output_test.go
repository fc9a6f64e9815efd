package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
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

// A folder that is not there yet is made, and no file is written over.
func TestATextIsSavedIntoANewFolder(t *testing.T) {
	o := outlet{dir: filepath.Join(t.TempDir(), "mails")}
	for _, want := range []string{"ticket-1.txt", "ticket-1-2.txt"} {
		path, err := o.Save(t.Context(), "Ticket 1", "text")
		if err != nil || filepath.Base(path) != want {
			t.Errorf("saved %s, %v, want %s", path, err, want)
		}
	}
}

// TestAListFitsItsTerminal: what has no room is shortened, but never an id, and
// nothing in a pipe.
func TestAListFitsItsTerminal(t *testing.T) {
	const id = "7ec6bb8b-0000-4000-8000-000000000001"
	for _, c := range []struct {
		room int
		want []string
	}{
		{0, []string{"Company Domain Id", "Bäckerei Sonnenschein GmbH & Co. KG baeckerei-sonnenschein.example " + id, "蓝天科技（欧洲）有限公司 lantian.example " + id}},
		{80, []string{"Company Domain Id", "Bäckerei Sonnensche… baeckerei-sonnensch… " + id, "蓝天科技（欧洲）有… lantian.example " + id}},
		{60, []string{"Company Domain", "Id", "Bäckerei Sonnenschein GmbH &… baeckerei-sonnenschein.examp…", id, "蓝天科技（欧洲）有限公司 lantian.example", id}},
	} {
		var out bytes.Buffer
		l := newTable(&out)
		l.headings, l.room = []string{"Company", "Domain", "Id"}, c.room
		l.addAll([][]string{
			{"Bäckerei Sonnenschein GmbH & Co. KG", "baeckerei-sonnenschein.example", id}, {"蓝天科技（欧洲）有限公司", "lantian.example", id},
		})
		for i, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
			if got := strings.Join(strings.Fields(line), " "); i >= len(c.want) || got != c.want[i] {
				t.Errorf("with room for %d: %q", c.room, got)
			}
			if c.room > 0 && cell.Width(line) > c.room {
				t.Errorf("%q is %d cells wide", line, cell.Width(line))
			}
		}
	}
}

// TestADateIsNotCut: neither a day nor what stands before or behind it.
func TestADateIsNotCut(t *testing.T) {
	const id = "7ec6bb8b-0000-4000-8000-000000000001"
	for _, room := range []int{60, 80} {
		var out bytes.Buffer
		l := newTable(&out)
		l.headings, l.room = []string{"Kind", "Name", "Id", "Ends"}, room
		l.addAll([][]string{{"subscription", "Microsoft 365 Business Premium without Teams", id, "ends 2026-12-01"}, {"reservation", "Azure", id, ""}})
		for line := range strings.Lines(out.String()) {
			if cell.Width(strings.TrimSuffix(line, "\n")) > room {
				t.Errorf("%q is too wide", line)
			}
		}
		if !strings.Contains(out.String(), "ends 2026-12-01\n") || !strings.Contains(out.String(), id) {
			t.Errorf("with room for %d:\n%s", room, out.String())
		}
	}
}

// TestWhatCommandsTakeIsNotShortened: a sign-in name, and the number of a request.
func TestWhatCommandsTakeIsNotShortened(t *testing.T) {
	var out bytes.Buffer
	for _, row := range [][]string{
		{"Åsa Lindström", "asa.lindstrom42@akesson.example", "active", "Visio Plan 2; Microsoft 365 E5"},
		{"615300000000170", "minimal", "closed", "2024-07-11", "Mail is not delivered since Monday morning"},
	} {
		l := newTable(&out)
		l.headings, l.room = make([]string, len(row)), 60
		l.addAll([][]string{row})
	}
	for _, want := range []string{"Åsa Lindström  active  Visio Plan 2; Microsoft 365 E5\n  asa.lindstrom42@akesson.example\n", "615300000000170  minimal"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
