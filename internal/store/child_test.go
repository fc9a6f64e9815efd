package store_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// child is what the test binary does when a test starts it as a second process.
func child(job string) {
	dir := os.Getenv("CSPDESK_STORE_DIR")
	var err error
	switch job {
	case "modes":
		err = childModes(dir)
	case "index":
		err = childIndex(dir)
	case "locked":
		fmt.Print(locked(filepath.Join(dir, "profile", "cspdesk.db")))
	case "open":
		err = childOpens(dir)
	case "import":
		err = childImports(dir)
	case "save", "save-early":
		var from int
		if from, err = strconv.Atoi(os.Getenv("CSPDESK_STORE_FROM")); err == nil {
			err = childSaves(dir, from, job == "save-early")
		}
	default:
		err = fmt.Errorf("unknown job %q", job)
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// childModes makes a database and a backup and prints what modes they have.
func childModes(dir string) error {
	ctx := context.Background()
	db, err := store.Open(ctx, filepath.Join(dir, "profile", "cspdesk.db"), store.Options{})
	if err != nil {
		return err
	}
	if _, err := db.SaveInvitation(ctx, partner.Invitation{ID: "inv-1"}); err != nil {
		return err
	}
	if err := db.Backup(ctx, filepath.Join(dir, "profile", "backup.db")); err != nil {
		return err
	}
	var lines []string
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		name := d.Name()
		if path == dir {
			name = "."
		}
		lines = append(lines, fmt.Sprint(info.Mode(), " ", name))
		return err
	})
	fmt.Println(strings.Join(lines, " "))
	return err
}

// childOpens opens the database, saves a request, and prints how that ended.
func childOpens(dir string) error {
	ctx := context.Background()
	wait, err := time.ParseDuration(os.Getenv("CSPDESK_STORE_WAIT"))
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, filepath.Join(dir, "cspdesk.db"), store.Options{BusyTimeout: wait})
	if err == nil {
		_, err = db.SaveInvitation(ctx, partner.Invitation{ID: "inv-between"})
		err = errors.Join(err, db.Close())
	}
	fmt.Print(partner.CodeOf(err))
	return nil
}
