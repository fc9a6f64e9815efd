package store

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// applicationID marks a database as ours: "cspd" in ASCII.
const applicationID = 0x63737064

const (
	folderMode = 0o700
	fileMode   = 0o600
)

// sideSuffixes are the files that SQLite keeps beside a database in use.
var sideSuffixes = []string{"-wal", "-shm"}

// inspect looks at what stands at path without letting SQLite touch it. It
// reports whether there is a file, and an error if that is nothing we may open:
// not a plain file of this user, not a database, not ours, or newer than
// version newest.
func inspect(path string, newest int) (exists bool, err error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, orphaned(path)
	}
	if err != nil {
		return false, partner.NewError(partner.CodeStorePath, path, err)
	}
	if err := plainFile(path, info); err != nil {
		return true, err
	}
	for _, suffix := range sideSuffixes {
		if side, err := os.Lstat(path + suffix); err == nil {
			if err := plainFile(path+suffix, side); err != nil {
				return true, err
			}
		}
	}
	if inUse(info) { // it was found good, and is asked again through SQLite
		return true, nil
	}
	return true, inspectHeader(path, info.Size(), newest)
}

// orphaned refuses to start a new database beside the journal of a lost one:
// SQLite would play that journal into the new file.
func orphaned(path string) error {
	if wal, err := os.Lstat(path + "-wal"); err == nil && wal.Size() > 0 {
		return partner.NewError(partner.CodeStoreDamaged,
			fmt.Sprintf("%s is missing, but its journal %s-wal is there", path, filepath.Base(path)), nil)
	}
	return nil
}

func plainFile(path string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return partner.NewError(partner.CodeStorePath, path+" is not a plain file ("+info.Mode().Type().String()+")", nil)
	}
	return ownedByUs(path, info)
}

// inspectHeader reads the first 100 bytes of a database (SQLite, "Database File
// Format", section 1.3).
func inspectHeader(path string, size int64, newest int) error {
	damaged := func(why string, cause error) error {
		return partner.NewError(partner.CodeStoreDamaged, path+" "+why, cause)
	}
	f, err := os.Open(path)
	if err != nil {
		return partner.NewError(partner.CodeStorePath, path+" cannot be read", err)
	}
	defer f.Close()
	var header [100]byte
	if _, err := io.ReadFull(f, header[:]); err != nil {
		if size == 0 {
			return damaged("is empty", nil)
		}
		return damaged("is shorter than a database can be", err)
	}
	if string(header[:16]) != "SQLite format 3\x00" {
		return damaged("is not a database", nil)
	}
	if id := binary.BigEndian.Uint32(header[68:]); id != applicationID {
		return partner.NewError(partner.CodeStoreForeign, fmt.Sprintf("%s belongs to another program (application id %#x)", path, id), nil)
	}
	version := int(int32(binary.BigEndian.Uint32(header[60:])))
	if err := checkVersion(path, version, newest); err != nil {
		return err
	}
	pageSize := int64(binary.BigEndian.Uint16(header[16:]))
	if pageSize == 1 {
		pageSize = 65536
	}
	if pageSize < 512 || pageSize&(pageSize-1) != 0 {
		return damaged("has an impossible page size", nil)
	}
	pages := int64(binary.BigEndian.Uint32(header[28:]))
	if wal, err := os.Lstat(path + "-wal"); err == nil && wal.Size() > 0 {
		return nil // pages that the file lacks may stand in the journal
	}
	if size < pages*pageSize {
		return damaged(fmt.Sprintf("is truncated: %d of %d bytes", size, pages*pageSize), nil)
	}
	return nil
}

func checkVersion(path string, version, newest int) error {
	if version > newest {
		return partner.NewError(partner.CodeStoreNewer,
			fmt.Sprintf("%s has version %d, this program knows up to %d", path, version, newest), nil)
	}
	if version < 1 {
		return partner.NewError(partner.CodeStoreDamaged, fmt.Sprintf("%s has version %d", path, version), nil)
	}
	return nil
}

// prepareFolder makes the folder of a database, for this user alone.
func prepareFolder(dir string) error {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return folderError(dir, err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return folderError(dir, err)
	}
	if err := ownedByUs(dir, info); err != nil {
		return err
	}
	if sharedFolder(info) {
		return partner.NewError(partner.CodeStorePath, dir+" is a folder that everybody shares", nil)
	}
	return narrow(dir, info, folderMode)
}

func folderError(dir string, err error) error {
	if readOnlyError(err) {
		return partner.NewError(partner.CodeStoreReadOnly, dir, err)
	}
	return partner.NewError(partner.CodeStorePath, dir, err)
}

// narrowFiles takes from everybody else what rights they have on the database
// and the files beside it. Their absence is no error.
func narrowFiles(path string) error {
	for _, suffix := range append([]string{""}, sideSuffixes...) {
		info, err := os.Lstat(path + suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = narrow(path+suffix, info, fileMode)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writable finds out what keeps this process from writing the database: denied
// is nil if nothing does.
func writable(path string) (denied *partner.Error, err error) {
	if err := fileWritable(path); readOnlyError(err) {
		return partner.NewError(partner.CodeStoreReadOnly, path, err), nil
	} else if err != nil {
		return nil, partner.NewError(partner.CodeStorePath, path, err)
	}
	if err := folderWritable(filepath.Dir(path)); err != nil {
		return partner.NewError(partner.CodeStoreReadOnly, filepath.Dir(path), err), nil
	}
	return nil, nil
}

// createPrivate makes an empty file that only this user can read, whatever the
// umask, and fails if there is one.
func createPrivate(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, fileMode)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(fileMode), f.Close())
}

// beside gives a name in the folder of path that nothing else has.
func beside(path, kind string) string {
	var random [6]byte
	rand.Read(random[:]) // never fails
	return fmt.Sprintf("%s.%s-%x", path, kind, random)
}

// abandonedAfter is the age from which an unfinished copy has nobody any more who
// will finish it.
const abandonedAfter = time.Hour

// dropAbandoned removes the unfinished copies that killed programs left beside a
// database: most are as large as the database itself.
func dropAbandoned(path string, now time.Time) {
	entries, _ := os.ReadDir(filepath.Dir(path)) // what cannot be read is not cleaned up
	for _, entry := range entries {
		rest, ours := strings.CutPrefix(entry.Name(), filepath.Base(path)+".")
		info, err := entry.Info()
		if ours && unfinished(rest) && err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > abandonedAfter {
			os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
}

// unfinished knows by their endings the files that beside names, and no other
// that a person may have put there.
func unfinished(ending string) bool {
	const names = `^(version-.*\.part-[0-9a-f]{12}|(restore|new)-[0-9a-f]{12}(\.part-[0-9a-f]{12})?)$`
	ours, err := regexp.MatchString(names, ending)
	return ours && err == nil
}

// publish puts a finished file under its name, durably, and fails with
// fs.ErrExist if the name is taken.
func publish(temp, path string) error {
	if err := syncFile(temp); err != nil {
		return err
	}
	err := os.Link(temp, path)
	switch {
	case err == nil:
		os.Remove(temp) // a second name of the same file; harmless if it stays
	case errors.Is(err, fs.ErrExist):
		return err
	default: // a file system without hard links
		if _, taken := os.Lstat(path); taken == nil {
			return fs.ErrExist
		}
		if err := os.Rename(temp, path); err != nil {
			return err
		}
	}
	return syncFolder(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
