package listindex

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Row is what an index keeps of a customer. The bytes belong to the caller.
type Row struct {
	Num          int64
	ID           []byte          // 16 bytes; anything else is an id that is part of Name
	Name, Domain []byte          // folded, valid UTF-8
	More         []byte          // what else is searched, likewise
	Columns      [columns][]byte // in the order of the fields behind ByDomain
	Labels       []string        // what a filter can look for besides; none twice
}

// Source is what an index is built from.
type Source struct {
	Identity Identity
	Count    int                              // exact number of rows
	Rows     func(add func(*Row) error) error // calls add for each row, ordered by name
	Progress func(done int)                   // called now and then; may be nil
}

// Build writes an index and puts it at path when it is complete and on the
// disk. Whoever has the file that was there open keeps it. Only one process may
// build at a time.
func Build(ctx context.Context, path string, s Source) error {
	if s.Identity.Highest > 8*int64(s.Count)+1<<20 || s.Identity.Highest >= math.MaxInt32 {
		return fmt.Errorf("list index: customer number %d with %d customers", s.Identity.Highest, s.Count)
	}
	dropUnfinished(path)
	var random [6]byte
	rand.Read(random[:])
	temp := fmt.Sprintf("%s.new-%x", path, random)
	file, err := os.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	b := &builder{ctx: ctx, file: file, source: s}
	err = b.build()
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(temp, path)
}

// dropUnfinished removes what killed builds left: each is as large as an index.
func dropUnfinished(path string) {
	entries, _ := os.ReadDir(filepath.Dir(path)) // what cannot be read is not cleaned up
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), filepath.Base(path)+".new-") {
			os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
}

type builder struct {
	ctx    context.Context
	file   *os.File
	source Source
	header header
	end    int64 // of what is laid out so far

	ids, nums, offsets, text *sectionWriter
	length                   int64 // of the text

	rowOf   []uint32
	odd     bitmap
	letters []bitmap
	codes   [columns][]uint32
	values  [columns]map[string]uint32
	runs    map[string]*[]uint32 // of each label
	labeled []string             // labels of the last row
	going   []*[]uint32          // their runs
}

func (b *builder) build() error {
	if err := b.readRows(); err != nil {
		return err
	}
	if err := b.writeNumbers(); err != nil {
		return err
	}
	if err := b.writeLabels(); err != nil {
		return err
	}
	for c := range columns {
		if err := b.orderByColumn(c); err != nil {
			return err
		}
	}
	if err := b.withTexts(b.orderByDomain, b.writeTerms); err != nil {
		return err
	}
	page, err := b.header.encode()
	if err == nil {
		err = b.file.Truncate(b.end)
	}
	if err != nil {
		return err
	}
	if _, err := b.file.WriteAt(page, 0); err != nil {
		return err
	}
	return b.file.Sync()
}

// sectionWriter writes one section while others are written too.
type sectionWriter struct {
	*bufio.Writer
	sum     uint32
	to      io.Writer
	written int64
}

func (w *sectionWriter) flushed(p []byte) {
	w.sum = crc32.Update(w.sum, checksums(), p)
	w.written += int64(len(p))
}

type summing struct{ w *sectionWriter }

func (s summing) Write(p []byte) (int, error) {
	s.w.flushed(p)
	return s.w.to.Write(p)
}

// open begins a section at the end of what is laid out.
func (b *builder) open(id int) *sectionWriter {
	b.header.Sections[id].Offset = b.end
	w := &sectionWriter{to: io.NewOffsetWriter(b.file, b.end)}
	w.Writer = bufio.NewWriterSize(summing{w}, 256<<10)
	return w
}

func (b *builder) close(id int, w *sectionWriter) error {
	err := w.Flush()
	b.header.Sections[id].Length, b.header.Sections[id].Checksum = w.written, w.sum
	return err
}

func (b *builder) reserve(length int64) { b.end += (length + 7) &^ 7 }

// add writes a whole section at the end.
func (b *builder) add(id int, content []byte) error {
	w := b.open(id)
	w.Write(content)
	b.reserve(int64(len(content)))
	return b.close(id, w)
}

func (b *builder) readRows() error {
	n := b.source.Count
	b.header.Identity, b.header.Rows = b.source.Identity, int64(n)
	b.end = headerSize
	b.ids = b.open(sectionIDs)
	b.reserve(int64(n) * 16)
	b.nums = b.open(sectionNums)
	b.reserve(int64(n) * 4)
	b.offsets = b.open(sectionOffsets)
	b.reserve(int64(n+1) * 4)
	b.text = b.open(sectionText)

	b.rowOf = make([]uint32, b.source.Identity.Highest+1)
	for i := range b.rowOf {
		b.rowOf[i] = none
	}
	b.odd = newBitmap(n)
	b.letters = make([]bitmap, len(letters))
	for i := range b.letters {
		b.letters[i] = newBitmap(n)
	}
	for c := range columns {
		b.codes[c], b.values[c] = make([]uint32, 0, n), map[string]uint32{}
	}
	b.runs = map[string]*[]uint32{}
	row := 0
	err := b.source.Rows(func(r *Row) error {
		if row >= n {
			return errors.New("list index: more rows than were counted")
		}
		if row%8192 == 0 {
			if err := b.ctx.Err(); err != nil {
				return err
			}
			if b.source.Progress != nil {
				b.source.Progress(row)
			}
		}
		err := b.readRow(row, r)
		row++
		return err
	})
	if err == nil && row != n {
		err = errors.New("list index: fewer rows than were counted")
	}
	if err != nil {
		return err
	}
	b.putNumber(b.offsets, uint32(b.length))
	b.reserve(b.length)
	return errors.Join(b.close(sectionIDs, b.ids), b.close(sectionNums, b.nums),
		b.close(sectionOffsets, b.offsets), b.close(sectionText, b.text))
}

func (b *builder) putNumber(w *sectionWriter, n uint32) {
	var raw [4]byte
	binary.NativeEndian.PutUint32(raw[:], n)
	w.Write(raw[:])
}

func (b *builder) readRow(row int, r *Row) error {
	if r.Num < 0 || r.Num >= int64(len(b.rowOf)) || b.rowOf[r.Num] != none {
		return fmt.Errorf("list index: customer number %d", r.Num)
	}
	if b.length+int64(len(r.Name)+len(r.Domain)+len(r.More)+3) > math.MaxUint32 {
		return errors.New("list index: too much text")
	}
	b.rowOf[r.Num] = uint32(row)
	b.putNumber(b.nums, uint32(r.Num))
	b.putNumber(b.offsets, uint32(b.length))
	if len(r.ID) == 16 {
		b.ids.Write(r.ID)
	} else {
		b.ids.Write(make([]byte, 16))
		b.odd.set(row)
	}
	b.readText(row, r.Domain)
	b.readText(row, r.Name)
	if len(r.More) > 0 {
		b.readText(row, r.More)
	}
	for c, value := range r.Columns {
		code, known := b.values[c][string(value)]
		if !known {
			code = uint32(len(b.values[c]))
			b.values[c][string(value)] = code
		}
		b.codes[c] = append(b.codes[c], code)
	}
	b.label(r.Labels, uint32(row))
	return nil
}

func (b *builder) readText(row int, text []byte) {
	b.text.Write(text)
	b.text.WriteByte(separator)
	b.length += int64(len(text)) + 1
	has := uint64(0) // of letters
	for _, c := range text {
		b.header.Frequency[c]++
		has |= letterBit[c]
	}
	for ; has != 0; has &= has - 1 {
		b.letters[bits.TrailingZeros64(has)].set(row)
	}
}

func (b *builder) writeNumbers() error {
	if err := b.add(sectionRows, raw(b.rowOf)); err != nil {
		return err
	}
	if err := b.add(sectionOdd, raw(b.odd)); err != nil {
		return err
	}
	w := b.open(sectionLetters)
	for _, l := range b.letters {
		w.Write(raw(l))
		b.reserve(int64(len(l)) * 8)
	}
	b.rowOf, b.odd, b.letters = nil, nil, nil
	return b.close(sectionLetters, w)
}

// withTexts does what needs the texts that were just written.
func (b *builder) withTexts(steps ...func(texts *Index) error) error {
	file, unmap, err := mapFile(b.file)
	if err != nil {
		return err
	}
	defer func() { _ = unmap() }()
	part := func(id int) []byte {
		s := b.header.Sections[id]
		return file[s.Offset : s.Offset+s.Length]
	}
	texts := &Index{header: &b.header, text: part(sectionText), offsets: numbers[uint32](part(sectionOffsets))}
	for _, step := range steps {
		if err := step(texts); err != nil {
			return err
		}
	}
	return nil
}

// orderByDomain sorts the rows by their domains. The first bytes of each are
// kept at hand: they decide nearly always.
func (b *builder) orderByDomain(texts *Index) error {
	type entry struct {
		first [2]uint64
		row   uint32
	}
	order := make([]entry, b.header.Rows)
	for row := range order {
		var first [16]byte
		copy(first[:], texts.domain(row))
		order[row] = entry{[2]uint64{binary.BigEndian.Uint64(first[:]), binary.BigEndian.Uint64(first[8:])}, uint32(row)}
	}
	slices.SortFunc(order, func(x, y entry) int {
		if x.first != y.first {
			return cmp.Or(cmp.Compare(x.first[0], y.first[0]), cmp.Compare(x.first[1], y.first[1]))
		}
		if c := bytes.Compare(texts.domain(int(x.row)), texts.domain(int(y.row))); c != 0 {
			return c
		}
		return cmp.Compare(x.row, y.row)
	})
	rows, groups := make([]uint32, len(order)), []uint32{}
	for p, e := range order {
		rows[p] = e.row
		if p == 0 || e.first != order[p-1].first || !bytes.Equal(texts.domain(int(e.row)), texts.domain(int(order[p-1].row))) {
			groups = append(groups, uint32(p))
		}
	}
	return b.addOrder(0, rows, append(groups, uint32(len(rows))), nil, nil)
}

func (b *builder) orderByColumn(c int) error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	values := make([]string, 0, len(b.values[c]))
	for v := range b.values[c] {
		values = append(values, v)
	}
	slices.Sort(values)
	rankOf := make([]uint32, len(values)) // by code
	var text []byte
	var ends []uint32
	for i, v := range values {
		rankOf[b.values[c][v]] = uint32(i)
		text = append(text, v...)
		ends = append(ends, uint32(len(text)))
	}
	groups := make([]uint32, len(values)+1)
	for _, code := range b.codes[c] {
		groups[rankOf[code]+1]++
	}
	for i := 1; i < len(groups); i++ {
		groups[i] += groups[i-1]
	}
	next, rows := slices.Clone(groups), make([]uint32, len(b.codes[c]))
	for row, code := range b.codes[c] {
		at := &next[rankOf[code]]
		rows[*at] = uint32(row)
		*at++
	}
	b.codes[c], b.values[c] = nil, nil
	return b.addOrder(c+1, rows, groups, ends, text)
}

func (b *builder) addOrder(field int, rows, groups, ends []uint32, text []byte) error {
	positions := make([]uint32, len(rows))
	for p, row := range rows {
		positions[row] = uint32(p)
	}
	for part, content := range [][]byte{raw(rows), raw(positions), raw(groups), raw(ends), text} {
		if err := b.add(fieldSection(field, part), content); err != nil {
			return err
		}
	}
	return nil
}
