package signin

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"cspdesk/internal/partner"
)

// vault is where the tokens of a profile are kept. It is used under the lock of
// the profile.
type vault interface {
	load(ctx context.Context) ([]byte, error) // nil if there is nothing
	save(ctx context.Context, tokens []byte) error
	remove(ctx context.Context) error
}

// memory keeps tokens for this run.
type memory struct{ tokens []byte }

func (m *memory) load(context.Context) ([]byte, error) { return m.tokens, nil }

func (m *memory) save(_ context.Context, tokens []byte) error {
	m.tokens = tokens
	return nil
}

func (m *memory) remove(context.Context) error {
	m.tokens = nil
	return nil
}

const (
	tokenFile  = "sign-in.tokens"
	lockFile   = "sign-in.lock"
	tokenLimit = 1 << 20 // bytes that are read of what was kept
)

var errNotPlain = errors.New("not a regular file")

// file keeps tokens in the folder of the profile, for its owner alone.
type file struct{ path string }

func (f file) load(context.Context) ([]byte, error) {
	info, err := os.Lstat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fileError(err)
	}
	if !info.Mode().IsRegular() { // a link could lead anywhere
		return nil, fileError(&fs.PathError{Op: "open", Path: f.path, Err: errNotPlain})
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(f.path, 0o600); err != nil {
			return nil, fileError(err)
		}
	}
	opened, err := os.Open(f.path)
	if err != nil {
		return nil, fileError(err)
	}
	defer opened.Close()
	tokens, err := io.ReadAll(io.LimitReader(opened, tokenLimit))
	if err != nil {
		return nil, fileError(err)
	}
	return tokens, nil
}

// half is the file that new tokens are written to first. A program that is killed
// meanwhile leaves it behind: the next one that writes or signs out removes it.
func (f file) half() string { return f.path + ".new" }

// save replaces the file in one step, so that a crash leaves the old tokens or
// the new ones.
func (f file) save(_ context.Context, tokens []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return fileError(err)
	}
	if err := os.Remove(f.half()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fileError(err)
	}
	temporary, err := os.OpenFile(f.half(), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fileError(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temporary.Name())
			err = fileError(err)
		}
	}()
	if _, err = temporary.Write(tokens); err == nil {
		err = temporary.Sync()
	}
	if err = errors.Join(err, temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), f.path)
}

func (f file) remove(context.Context) error {
	for _, path := range []string{f.path, f.half()} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(err)
		}
	}
	return nil
}

func fileError(err error) error { return partner.NewError(partner.CodeFile, err.Error(), err) }
