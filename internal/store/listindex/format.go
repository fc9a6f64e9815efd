package listindex

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"
	"unsafe"
)

// Field is a column that the list can be ordered by, besides the name.
type Field int

// The fields. Domain is part of the searched text; the others are columns of
// few values.
const (
	ByName Field = iota - 1
	ByDomain
	ByRelationship
	ByAdminRights
	ByAgreement
	ByCountry
	fields int = iota - 1
)

// columns is the number of fields that are columns of few values.
const columns = fields - 1

// ErrDamaged says that a file is no index, or not the one that was written.
var ErrDamaged = errors.New("list index is damaged")

// The layout: a header of one page, then sections, each aligned to 8 bytes.
// Numbers are in the byte order of the machine that wrote them, which the
// header names; another machine builds its own.
const (
	magic      = "cspdesk list\r\n\x1a\n"
	version    = 3
	byteOrder  = 0x01020304
	headerSize = 4096

	// separator ends each of a row's texts. No UTF-8 text has it, so that
	// nothing is found across it.
	separator = 0xff

	none = ^uint32(0) // no row has this customer number
)

const (
	sectionIDs         = iota // 16 bytes a row
	sectionNums               // customer number of each row
	sectionOffsets            // where each row's text begins; one more than rows
	sectionText               // domain, separator, name, separator; then more to search, if there is any, and a separator
	sectionRows               // row of each customer number
	sectionOdd                // bitmap of the rows whose id is no GUID
	sectionLetters            // a bitmap for each of letters: the rows that have it
	sectionTerms              // the terms, each with a separator behind it
	sectionTermOffsets        // where each term begins; one more than terms
	sectionTermsOften         // a bitmap for each of the first terms, those of many rows: the rows that have it
	sectionTermRows           // the rows of each of the other terms, ordered
	sectionTermEnds           // where the rows of each of them end in sectionTermRows
	sectionLabels             // the labels, ordered
	sectionLabelEnds          // where each label ends in sectionLabels
	sectionRuns               // runs of rows that have a label, ordered: the first row, and the row behind the last
	sectionRunEnds            // where the runs of each label end in sectionRuns
	sectionFields             // first of the sections of the first field
)

const (
	fieldRows      = iota // row at each position
	fieldPositions        // position of each row
	fieldGroups           // position where each value begins, and the end
	fieldValueEnds        // where each value ends in fieldValues; none for ByDomain
	fieldValues
	fieldSections
)

const sections = sectionFields + fields*fieldSections

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"

// letterIndex gives the place of a byte in letters, or -1.
var letterIndex = func() (index [256]int8) {
	for i := range index {
		index[i] = int8(bytes.IndexByte([]byte(letters), byte(i)))
	}
	return index
}()

// letterBit gives for a byte the bit of its place in letters, or none.
var letterBit = func() (bit [256]uint64) {
	for i, at := range letterIndex {
		if at >= 0 {
			bit[i] = 1 << at
		}
	}
	return bit
}()

// checksums is made when an index is first read or built: not every run of the
// program does.
var checksums = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// Identity names the state of a database that an index shows.
type Identity struct {
	Token   [16]byte // of the build; the database knows the tokens of its last builds
	Changes int64    // last change that the index has
	Highest int64    // highest customer number that the index may have
}

// header is the first page of the file.
type header struct {
	Magic         [16]byte
	Order         uint32
	Version       uint32
	Identity      Identity
	Rows          int64
	Sections      [sections]section
	Frequency     [256]uint32 // of each byte in the text
	TermFrequency [256]uint32 // and in the terms
}

type section struct {
	Offset, Length int64
	Checksum       uint32
	_              uint32
}

// encode gives the header's page, which ends with its checksum.
func (h *header) encode() ([]byte, error) {
	copy(h.Magic[:], magic)
	h.Order, h.Version = byteOrder, version
	page := make([]byte, headerSize)
	if _, err := binary.Encode(page[:headerSize-4], binary.NativeEndian, h); err != nil {
		return nil, err
	}
	binary.NativeEndian.PutUint32(page[headerSize-4:], crc32.Checksum(page[:headerSize-4], checksums()))
	return page, nil
}

func damaged(why string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(why, args...))
}

// decode reads the header of a file and checks that its sections are inside the
// file and as long as the number of rows says.
func decode(file []byte) (*header, error) {
	if len(file) < headerSize {
		return nil, damaged("%d bytes", len(file))
	}
	page, h := file[:headerSize], &header{}
	if binary.NativeEndian.Uint32(page[headerSize-4:]) != crc32.Checksum(page[:headerSize-4], checksums()) {
		return nil, damaged("header checksum")
	}
	if _, err := binary.Decode(page, binary.NativeEndian, h); err != nil {
		return nil, damaged("%v", err)
	}
	if string(h.Magic[:]) != magic || h.Order != byteOrder || h.Version != version {
		return nil, damaged("another format")
	}
	for i, s := range h.Sections {
		if s.Offset < headerSize || s.Offset%8 != 0 || s.Length < 0 || s.Offset > int64(len(file))-s.Length {
			return nil, damaged("section %d is outside of the file", i)
		}
	}
	return h, h.checkLengths()
}

func (h *header) checkLengths() error {
	n := h.Rows
	if n < 0 || n > int64(none)-1 || h.Identity.Highest < 0 || h.Identity.Highest > int64(none)-1 {
		return damaged("%d rows", n)
	}
	bitmap := (n + 63) / 64 * 8
	want := map[int]int64{
		sectionIDs: n * 16, sectionNums: n * 4, sectionOffsets: (n + 1) * 4, sectionRows: (h.Identity.Highest + 1) * 4,
		sectionOdd: bitmap, sectionLetters: bitmap * int64(len(letters)),
	}
	for f := range fields {
		want[fieldSection(f, fieldRows)], want[fieldSection(f, fieldPositions)] = n*4, n*4
	}
	for i, length := range want {
		if h.Sections[i].Length != length {
			return damaged("section %d has %d bytes instead of %d", i, h.Sections[i].Length, length)
		}
	}
	if often := h.Sections[sectionTermsOften].Length; often%max(bitmap, 1) != 0 || n == 0 && often > 0 {
		return damaged("%d bytes of bitmaps", often)
	}
	return nil
}

func fieldSection(field, part int) int { return sectionFields + field*fieldSections + part }

// numbers looks at bytes as the numbers that they are. Sections are aligned.
func numbers[T uint32 | uint64](raw []byte) []T {
	var t T
	size := int(unsafe.Sizeof(t))
	if len(raw) < size {
		return nil
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&raw[0])), len(raw)/size) //nolint:gosec // aligned, and of checked length
}

// raw looks at numbers as their bytes.
func raw[T uint32 | uint64](n []T) []byte {
	if len(n) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&n[0])), len(n)*int(unsafe.Sizeof(n[0]))) //nolint:gosec // the same memory
}
