//go:build unix

package main

import (
	"errors"
	"path/filepath"

	"cspdesk/internal/bench"
	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// startsEach is how often each program is started: the same start may take half
// as long again a moment later.
const startsEach = 11

// start is a program whose first frame is timed.
type start struct {
	program bench.Program
	first   *bench.Samples
}

// startInTurn times the first frames of programs, one of each at a time.
func (l *lab) startInTurn(programs ...start) error {
	for range startsEach {
		for _, p := range programs {
			if err := l.startOnce(p.program, p.first); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *lab) startOnce(p bench.Program, first *bench.Samples) error {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	s, err := bench.Start(p)
	if err != nil {
		return err
	}
	first.Add(s.FirstFrame)
	s.Close()
	return nil
}

// deskStarts are the starts of cspdesk on a list by name, in a terminal that
// answers and in one that does not.
func (l *lab) deskStarts(f fixture, to *figures) ([]start, error) {
	answering := l.deskProgram(f.data)
	silent := answering
	silent.Silent = true
	return []start{{answering, &to.first}, {silent, &to.silent}}, l.leave(f, partner.ListQuery{})
}

// leave has the list begin as if it had been left with a query.
func (l *lab) leave(f fixture, q partner.ListQuery) error {
	db, err := store.Open(l.ctx, filepath.Join(f.data, "profiles", "bench", "cspdesk.db"), store.Options{})
	if err != nil {
		return err
	}
	return errors.Join(db.SetView(l.ctx, partner.View{Query: q}), db.Close())
}

// startsAs starts the program a few times with a list as it was left.
func (l *lab) startsAs(p bench.Program, f fixture, left partner.ListQuery, first *bench.Samples) error {
	if err := l.leave(f, left); err != nil {
		return err
	}
	for range 3 {
		if err := l.startOnce(p, first); err != nil {
			return err
		}
	}
	return nil
}
