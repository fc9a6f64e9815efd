//go:build unix

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"cspdesk/internal/partner"
)

// ownedByUs refuses what another user put in our way.
func ownedByUs(path string, info fs.FileInfo) error {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if ok && int(stat.Uid) != os.Geteuid() {
		return partner.NewError(partner.CodeStorePath, fmt.Sprintf("%s belongs to another user (%d)", path, stat.Uid), nil)
	}
	return nil
}

// sharedFolder recognizes a folder such as /tmp, whose mode is not ours to
// change.
func sharedFolder(info fs.FileInfo) bool { return info.Mode()&fs.ModeSticky != 0 }

// narrow takes the rights of others away. On a read-only file system they stay.
func narrow(path string, info fs.FileInfo, mode fs.FileMode) error {
	if info.Mode().Perm()&^mode == 0 {
		return nil
	}
	if err := os.Chmod(path, mode); err != nil && !readOnlyError(err) {
		return partner.NewError(partner.CodeStorePath, fmt.Sprintf("%s can be used by others (%v)", path, info.Mode().Perm()), err)
	}
	return nil
}

func readOnlyError(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// fileWritable asks without opening the file, see opened.
func fileWritable(path string) error {
	if err := unix.Access(path, unix.R_OK|unix.W_OK); err != nil {
		return &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return nil
}

func folderWritable(dir string) error { return unix.Access(dir, unix.W_OK|unix.X_OK) }

// syncFolder makes a new name durable. File systems that cannot sync a folder
// say so with EINVAL, and keep the name by other means.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) {
		return err
	}
	return nil
}
