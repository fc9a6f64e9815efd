package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"cspdesk/internal/partner"
)

// translate turns what the driver says into the program's error, once. Errors
// that already are the program's pass unchanged.
func translate(err error) error {
	if err == nil {
		return nil
	}
	if own, ok := errors.AsType[*partner.Error](err); ok {
		return own
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return partner.NewError(partner.CodeCancelled, "", err)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return partner.NewError(partner.CodeNotFound, "", err)
	}
	if _, ok := errors.AsType[*json.SyntaxError](err); ok { // we wrote valid JSON
		return partner.NewError(partner.CodeStoreDamaged, "a stored value cannot be read", err)
	}
	if errors.Is(err, errRowMissing) { // one index of the table has what the table has not
		return partner.NewError(partner.CodeStoreDamaged, err.Error(), err)
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		code := codeOf(lite.Code())
		if lite.Code() == sqlite3.SQLITE_ERROR && strings.Contains(lite.Error(), "no such") {
			code = partner.CodeStoreDamaged // our statements are fixed, so the schema is not what its version says
		}
		return partner.NewError(code, lite.Error(), err)
	}
	return partner.NewError(partner.CodeInternal, "", err)
}

// codeOf reads SQLite's result codes (SQLite, "Result and Error Codes").
func codeOf(result int) partner.Code {
	switch result {
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC,
		sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_SHMSIZE:
		return partner.CodeStoreFull
	case sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ:
		return partner.CodeStoreDamaged
	}
	switch result & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return partner.CodeStoreBusy
	case sqlite3.SQLITE_FULL:
		return partner.CodeStoreFull
	case sqlite3.SQLITE_READONLY:
		return partner.CodeStoreReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT:
		return partner.CodeStoreDamaged
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_IOERR:
		return partner.CodeStorePath
	case sqlite3.SQLITE_INTERRUPT:
		return partner.CodeCancelled
	case sqlite3.SQLITE_TOOBIG:
		return partner.CodeTooLong
	}
	return partner.CodeInternal
}
