package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"sort"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations gives the steps from an empty database to the newest schema, in
// order: step i leads to version i+1.
func migrations() ([]string, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	steps := make([]string, len(names))
	for i, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps[i] = string(text)
	}
	return steps, nil
}

// migrate brings a database to the newest version, one transaction a step, so
// that a kill leaves it at one version or the next. The version is read again
// inside each transaction: another process may have taken the step meanwhile.
func migrate(ctx context.Context, writer *sql.DB, steps []string) error {
	for {
		done, err := migrateOnce(ctx, writer, steps)
		if err != nil || done {
			return err
		}
	}
}

func migrateOnce(ctx context.Context, writer *sql.DB, steps []string) (done bool, err error) {
	tx, err := writer.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return false, err
	}
	if version >= len(steps) {
		return true, nil
	}
	if _, err := tx.ExecContext(ctx, steps[version]); err != nil {
		return false, err
	}
	mark := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version+1)
	if _, err := tx.ExecContext(ctx, mark); err != nil {
		return false, err
	}
	return false, tx.Commit()
}
