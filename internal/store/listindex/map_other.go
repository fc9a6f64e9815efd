//go:build !unix

package listindex

import (
	"io"
	"os"
)

// mapFile reads a whole file: a mapped one could not be replaced by a newer one
// on Windows.
func mapFile(f *os.File) (content []byte, unmap func() error, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.Size() < headerSize || int64(int(info.Size())) != info.Size() {
		return nil, nil, damaged("%d bytes", info.Size())
	}
	content = make([]byte, info.Size())
	_, err = io.ReadFull(io.NewSectionReader(f, 0, info.Size()), content)
	return content, func() error { return nil }, err
}
