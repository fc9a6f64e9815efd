//go:build unix

package main

import (
	"fmt"
	"slices"
	"time"

	"cspdesk/internal/bench"
)

// comparison is what is measured in turn in terminals.
type comparison struct {
	small, large           figures // cspdesk
	fzf                    figures
	smallCount, largeCount int
}

// comparePeers measures cspdesk and the others in one alternating run, and
// prints how it stands to the goals.
func (l *lab) comparePeers() error {
	fzf, err := l.goProgram(fzfModule)
	if err != nil {
		return err
	}
	sqlite, err := l.debianProgram("sqlite3", "sqlite3")
	if err != nil {
		fmt.Printf("sqlite3: %v\n\n", err)
	}
	small, large := l.fixtures[0], l.fixtures[len(l.fixtures)-1]
	c := comparison{smallCount: small.count, largeCount: large.count}
	err = l.rotated(3, func(i int) error {
		l.say("round of %s", []string{"cspdesk, many", "fzf", "cspdesk, few"}[i])
		switch i {
		case 0:
			return l.deskBesideFzf(fzf, large, &c.large)
		case 1:
			return l.useFzf(fzf, large, &c.fzf)
		}
		return l.useDesk(small, &c.small, nil)
	})
	if err != nil {
		return err
	}
	if err := l.compareStarts(&c, fzf); err != nil {
		return err
	}
	fmt.Printf("fzf %s; sqlite3 %s. Ratios are ours / theirs with %d customers.\n\n", l.firstLine(fzf, "--version"), l.firstLine("sqlite3", "--version"), large.count)
	c.print()
	if err := l.measureOnce(large, sqlite != ""); err != nil {
		return err
	}
	c.printVariants()
	l.compareOthers(large, c.large)
	return nil
}

// compareStarts times the first frames of all, in turn.
func (l *lab) compareStarts(c *comparison, fzf string) error {
	small, large := l.fixtures[0], l.fixtures[len(l.fixtures)-1]
	l.say("starts")
	many, err := l.deskStarts(large, &c.large)
	if err != nil {
		return err
	}
	few, err := l.deskStarts(small, &c.small)
	if err != nil {
		return err
	}
	return l.startInTurn(slices.Concat(many, few, []start{{l.fzfProgram(fzf, large), &c.fzf.first}})...)
}

// comparePeersOnce measures what is not done in rounds, with the goals.
func (l *lab) comparePeersOnce() error {
	sqlite, err := l.debianProgram("sqlite3", "sqlite3")
	if err != nil {
		fmt.Printf("sqlite3: %v\n\n", err)
	}
	goalTable()
	return l.measureOnce(l.fixtures[len(l.fixtures)-1], sqlite != "")
}

// measureOnce measures what is not done in a terminal, and prints each row as
// soon as it is known.
func (l *lab) measureOnce(large fixture, sqlite bool) error {
	if err := l.compareImports(large, sqlite); err != nil {
		return err
	}
	l.say("refresh of %d customers", l.practice)
	r, err := l.refreshes()
	if err != nil {
		return err
	}
	goal("7", fmt.Sprintf("unchanged / first refresh of %d", l.practice), r.again.Seconds()/r.first.Seconds(), 0.3, number(r.again.Seconds())+" s", number(r.first.Seconds())+" s")
	against("8", fmt.Sprintf("cursor key during a refresh of %d / at rest, p99", l.practice), 1.5, r.during, r.idle, 0.99)
	l.compareRefresh(r)
	version, hello, err := l.versions()
	if err != nil {
		return err
	}
	against("10", "`--version` / hello world in Go", 2, version, hello, 0.5)
	l.say("at rest for %v", l.rest)
	rest, err := l.atRest(large)
	if err != nil {
		return err
	}
	goal("11", fmt.Sprintf("CPU at rest for %v, s; %d waits", l.rest, rest.Switches), rest.CPU.Round(10*time.Millisecond).Seconds(), 0, rest.CPU.String(), "")
	return nil
}

func (l *lab) compareImports(large fixture, sqlite bool) error {
	var ours, whole, theirs bench.Samples
	for range 2 {
		l.say("import of %d customers", large.count)
		imported, indexed, err := l.imports(large)
		if err != nil {
			return err
		}
		ours.Add(imported)
		whole.Add(imported + indexed)
		if !sqlite {
			continue
		}
		took, err := l.sqliteImport(large.export)
		if err != nil {
			return err
		}
		theirs.Add(took)
	}
	against("6", "import / sqlite3", 1.5, ours, theirs, 0.5)
	against("6", "import and the list index after it / sqlite3", 1.5, whole, theirs, 0.5)
	return nil
}

// compareRefresh puts a first refresh, over HTTP from a server of this computer,
// beside the import of the same rows into a plain table of sqlite3.
func (l *lab) compareRefresh(r refreshed) {
	what := fmt.Sprintf("refresh of %d, %s", l.practice, perSecond(l.practice, r.first))
	if r.plain == 0 {
		row("refresh", what+"; sqlite3 is not installed", "", "", "", number(r.first.Seconds())+" s", "")
		return
	}
	row("refresh", what+" / sqlite3 .import of the same rows", "", number(r.first.Seconds()/r.plain.Seconds()), "", number(r.first.Seconds())+" s", number(r.plain.Seconds())+" s")
}

// goal is a line of the table: what is to stay below a limit.
func goal(id, what string, measured, limit float64, ours, theirs string) {
	reached := "yes"
	if !(measured <= limit) {
		reached = "**no**"
	}
	row(id, what, "≤ "+number(limit), number(measured), reached, ours, theirs)
}

// against is a goal about a ratio of two figures of samples.
func against(id, what string, limit float64, ours, theirs bench.Samples, q float64) {
	a, b := ours.Quantile(q), theirs.Quantile(q)
	goal(id, what, a/b, limit, number(a), number(b))
}

func goalTable() {
	row("", "goal", "limit", "measured", "reached", "ours", "other")
	rule(7)
}

func (c *comparison) print() {
	goalTable()
	many, few := fmt.Sprint(c.largeCount), fmt.Sprint(c.smallCount)
	against("1", "first frame / fzf -e on the names", 0.35, c.large.first, c.fzf.first, 0.5)
	against("1", "first frame, "+many+" / "+few, 1.1, c.large.first, c.small.first, 0.5)
	against("2", "typed letter to settled / fzf, p50", 0.10, c.large.letter, c.fzf.letter, 0.5)
	against("2", "the same, p99", 0.10, c.large.letter, c.fzf.letter, 0.99)
	against("3", "cursor key to frame / fzf, p50", 1.0, c.large.cursor, c.large.beside.cursor, 0.5)
	goal("4", "private memory, MiB", c.large.private, 16, number(c.large.private), "fzf "+number(c.fzf.private))
	goal("4", "private memory, "+many+" / "+few, c.large.private/c.small.private, 1.2, number(c.large.private), number(c.small.private))
	against("5", "bytes of a cursor move / fzf", 0.85, c.large.moveBytes, c.fzf.moveBytes, 0.5)
	goal("5", "bytes of a key that changes nothing", c.large.sameBytes.Quantile(1), 0, "", "")
	against("9", "first frame, silent / answering terminal", 1.2, c.large.silent, c.large.first, 0.5)
}

// printVariants prints the same with another order, open records and Chinese.
func (c *comparison) printVariants() {
	fmt.Println()
	row("", "variant", "limit", "measured", "reached", "ours", "other")
	rule(7)
	against("2", "typed Chinese character to settled, p50", 0.10, c.large.chinese, c.fzf.chinese, 0.5)
	against("2", "the same, p99", 0.10, c.large.chinese, c.fzf.chinese, 0.99)
	against("2", "typed letter, sorted by domain, p50", 0.10, c.large.sortedLetter, c.fzf.letter, 0.5)
	against("2", "the same, p99", 0.10, c.large.sortedLetter, c.fzf.letter, 0.99)
	against("3", "cursor key, sorted by domain, p50", 1.0, c.large.sortedCursor, c.large.beside.sortedCursor, 0.5)
	against("2", "typed letter, a filter on, p50", 0.10, c.large.filterLetter, c.fzf.letter, 0.5)
	against("2", "the same, p99", 0.10, c.large.filterLetter, c.fzf.letter, 0.99)
	against("3", "cursor key, a filter on, p50", 1.0, c.large.filterCursor, c.large.beside.filterCursor, 0.5)
	against("3", "cursor key, ten records expanded, p50", 1.0, c.large.expandedCursor, c.large.beside.expandedCursor, 0.5)
	against("1", "first frame, left sorted by domain / fzf", 0.35, c.large.sortedFirst, c.fzf.first, 0.5)
	against("1", "first frame, left with a filter too / fzf", 0.35, c.large.filterFirst, c.fzf.first, 0.5)
	against("1", "first frame, nothing of the files in memory / warm", 5, c.large.cold, c.large.first, 0.5)
}
