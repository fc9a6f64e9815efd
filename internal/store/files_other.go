//go:build !unix

package store

import (
	"errors"
	"io/fs"
	"os"
)

// On Windows a folder in the user's profile is closed to other users by the
// access list that it inherits; file modes say nothing there.

func ownedByUs(string, fs.FileInfo) error { return nil }

func sharedFolder(fs.FileInfo) bool { return false }

func narrow(string, fs.FileInfo, fs.FileMode) error { return nil }

func readOnlyError(err error) bool { return errors.Is(err, fs.ErrPermission) }

func fileWritable(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

func folderWritable(string) error { return nil }

func syncFolder(string) error { return nil }
