//go:build unix

package main

import (
	"fmt"
	"time"

	"cspdesk/internal/bench"
)

// measureAlone measures cspdesk by itself and prints what it found.
func (l *lab) measureAlone() error {
	found := make([]figures, len(l.fixtures))
	err := l.rotated(len(l.fixtures), func(i int) error {
		l.say("cspdesk with %d customers", l.fixtures[i].count)
		return l.useDesk(l.fixtures[i], &found[i], nil)
	})
	if err != nil {
		return err
	}
	for i, f := range l.fixtures {
		starts, err := l.deskStarts(f, &found[i])
		if err != nil {
			return err
		}
		if err := l.startInTurn(starts...); err != nil {
			return err
		}
	}
	l.deskTable(found)
	fmt.Println()
	return l.measureAloneOnce()
}

// measureAloneOnce measures what is not done in rounds.
func (l *lab) measureAloneOnce() error {
	row("once", "figure")
	rule(2)
	return l.printOnce()
}

// deskTable has a column for each number of customers.
func (l *lab) deskTable(found []figures) {
	heads := []string{"median (99 %)"}
	for _, f := range l.fixtures {
		heads = append(heads, fmt.Sprintf("%d customers", f.count))
	}
	row(heads...)
	rule(len(heads))
	line := func(name string, of func(*figures) bench.Samples) {
		cells := []string{name}
		for i := range found {
			s := of(&found[i])
			cells = append(cells, number(s.Median())+" ("+number(s.Quantile(0.99))+")")
		}
		row(cells...)
	}
	line("start to the first complete frame", func(f *figures) bench.Samples { return f.first })
	line("the same in a terminal that answers nothing", func(f *figures) bench.Samples { return f.silent })
	line("the same with nothing of the files in memory", func(f *figures) bench.Samples { return f.cold })
	line("the same with a list left sorted by domain", func(f *figures) bench.Samples { return f.sortedFirst })
	line("the same with a list left with a filter too", func(f *figures) bench.Samples { return f.filterFirst })
	line("start to the last change of the screen", func(f *figures) bench.Samples { return f.settled })
	line("cursor key to frame", func(f *figures) bench.Samples { return f.cursor })
	line("page key to frame", func(f *figures) bench.Samples { return f.page })
	line("to the end of the list and back", func(f *figures) bench.Samples { return f.end })
	line("typed letter to settled", func(f *figures) bench.Samples { return f.letter })
	line("typed Chinese character to settled", func(f *figures) bench.Samples { return f.chinese })
	line("cursor key with ten records expanded", func(f *figures) bench.Samples { return f.expandedCursor })
	line("cursor key sorted by domain", func(f *figures) bench.Samples { return f.sortedCursor })
	line("typed letter sorted by domain", func(f *figures) bench.Samples { return f.sortedLetter })
	line("cursor key with a filter", func(f *figures) bench.Samples { return f.filterCursor })
	line("typed letter with a filter", func(f *figures) bench.Samples { return f.filterLetter })
	line("bytes of a cursor move", func(f *figures) bench.Samples { return f.moveBytes })
	line("bytes of a page", func(f *figures) bench.Samples { return f.pageBytes })
	line("bytes of a key that changes nothing", func(f *figures) bench.Samples { return f.sameBytes })
	cells := []string{"private memory, MiB"}
	for i := range found {
		cells = append(cells, number(found[i].private))
	}
	row(cells...)
}

func (l *lab) printOnce() error {
	version, hello, err := l.versions()
	if err != nil {
		return err
	}
	row("`cspdesk --version` / hello world in Go", fmt.Sprintf("%s / %s", number(version.Median()), number(hello.Median())))
	for _, f := range l.fixtures {
		imported, indexed, err := l.imports(f)
		if err != nil {
			return err
		}
		row(fmt.Sprintf("import of %d customers", f.count), perSecond(f.count, imported)+", list index "+number(indexed.Seconds())+" s")
	}
	r, err := l.refreshes()
	if err != nil {
		return err
	}
	row(fmt.Sprintf("first refresh of %d customers", l.practice), perSecond(l.practice, r.first))
	if r.plain > 0 {
		row("the same rows with sqlite3's .import, and first refresh / that", perSecond(l.practice, r.plain)+", "+number(r.first.Seconds()/r.plain.Seconds()))
	}
	row("the same again, nothing changed", perSecond(l.practice, r.again))
	row("cursor key at rest, 50 % and 99 %", number(r.idle.Median())+", "+number(r.idle.Quantile(0.99)))
	row("cursor key during a refresh, 50 % and 99 %", fmt.Sprintf("%s, %s of %d keys", number(r.during.Median()), number(r.during.Quantile(0.99)), r.keysInRefresh))
	row("private memory during a refresh, MiB", number(r.private))
	last := l.fixtures[len(l.fixtures)-1]
	rest, err := l.atRest(last)
	if err != nil {
		return err
	}
	row(fmt.Sprintf("at rest for %v with %d customers", l.rest, last.count), fmt.Sprintf("%v of CPU, %d waits", rest.CPU.Round(10*time.Microsecond), rest.Switches))
	return nil
}

func perSecond(n int, took time.Duration) string {
	return fmt.Sprintf("%s s, %.0f/s", number(took.Seconds()), float64(n)/took.Seconds())
}
