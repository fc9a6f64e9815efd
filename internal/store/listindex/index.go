package listindex

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

// Index is an open index. Its methods may be called by several goroutines; they
// take turns.
type Index struct {
	header *header
	file   []byte
	unmap  func() error
	info   os.FileInfo

	ids, text           []byte
	nums, offsets, rows []uint32
	odd                 bitmap
	letters             []bitmap
	terms               terms
	labels              labels
	orders              [fields]fieldOrder

	turn     chan struct{} // holds a value while somebody has the rest
	closed   bool
	verified [parts]bool
	recent   []*found // the last searches, newest first
	lastRun  runTerms // the last that was looked for in the terms
	spare    bitmap   // see blank
	sets     []*set   // the last conditions of filters, newest first
	arrange  *arranged
}

// fieldOrder is the list ordered by a field, then by name.
type fieldOrder struct {
	rows, positions, groups, ends []uint32
	values                        []byte
}

// ErrClosed says that an index was closed before or during a call.
var ErrClosed = errors.New("list index is closed")

// Open maps the index at path and verifies its header. Whatever else a call
// needs is verified by that call, or by Verify; what is not exactly what Build
// wrote is ErrDamaged.
func Open(path string) (x *Index, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, damaged("not a plain file")
	}
	file, unmap, err := mapFile(f)
	if err != nil {
		return nil, err
	}
	x = &Index{file: file, unmap: unmap, info: info, turn: make(chan struct{}, 1)}
	defer func() {
		if err != nil {
			_ = unmap()
			x = nil
		}
	}()
	defer guard(&err)()
	x.header, err = decode(file)
	return x, err
}

// Identity says which state of the database the index shows.
func (x *Index) Identity() Identity { return x.header.Identity }

// Len is the number of rows.
func (x *Index) Len() int { return int(x.header.Rows) }

// Same reports whether the file at path is still the one that was opened.
func (x *Index) Same(path string) bool {
	info, err := os.Stat(path)
	return err == nil && os.SameFile(info, x.info) && info.Size() == x.info.Size()
}

// Close ends the use of the file. It waits for a call that is under way.
func (x *Index) Close() error {
	x.turn <- struct{}{}
	defer func() { <-x.turn }()
	if x.closed {
		return nil
	}
	x.closed, x.recent, x.lastRun, x.spare, x.sets, x.arrange = true, nil, runTerms{}, nil, nil, nil
	return x.unmap()
}

// take waits for this caller's turn. Every give ends a turn.
func (x *Index) take(ctx context.Context) error {
	select {
	case x.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	if x.closed {
		x.give()
		return ErrClosed
	}
	return nil
}

func (x *Index) give() { <-x.turn }

// guard makes an error of a fault in reading the file: somebody cut or changed
// it in place after it was verified. It is called as defer guard(&err)().
func guard(err *error) func() {
	old := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(old)
		if p := recover(); p != nil {
			if _, ok := p.(runtime.Error); !ok {
				panic(p)
			}
			*err = fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}
}

// both runs f on two processors at once, if there are as many.
func both(f func() error) error {
	guarded := func() (err error) {
		defer guard(&err)()
		return f()
	}
	if runtime.GOMAXPROCS(0) == 1 {
		return guarded()
	}
	var other error
	var done sync.WaitGroup
	done.Go(func() { other = guarded() })
	err := guarded()
	done.Wait()
	return errors.Join(err, other)
}

func (x *Index) domain(row int) []byte {
	text := x.row(row)
	return text[:max(bytes.IndexByte(text, separator), 0)]
}

func (x *Index) row(row int) []byte { return x.text[x.offsets[row]:x.offsets[row+1]] }
