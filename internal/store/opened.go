package store

import (
	"os"
	"slices"
	"sync"
)

// opened are the databases that this process has connections to, or had when
// one was opened last. Unix drops every lock that a process has on a file as
// soon as the process closes the file anywhere (SQLite, "How To Corrupt An
// SQLite Database File", section 2.2): what is among these must not be read
// but through SQLite.
var opened struct {
	mu  sync.Mutex
	all []*DB
}

func (db *DB) enlist() {
	opened.mu.Lock()
	defer opened.mu.Unlock()
	opened.all = append(opened.all, db)
}

// inUse reports whether this process has connections to a file. A database that
// was closed may still have some: of a question that notices it late, or of a
// build.
func inUse(file os.FileInfo) bool {
	opened.mu.Lock()
	defer opened.mu.Unlock()
	opened.all = slices.DeleteFunc(opened.all, func(db *DB) bool { return !db.connected() })
	return slices.ContainsFunc(opened.all, func(db *DB) bool { return os.SameFile(file, db.identity) })
}

func (db *DB) connected() bool {
	if !db.closed.Load() || db.reader.Stats().OpenConnections > 0 || db.writer != nil && db.writer.Stats().OpenConnections > 0 {
		return true
	}
	if db.index.ended == nil {
		return false
	}
	select {
	case <-db.index.ended:
		return false
	default:
		return true
	}
}
