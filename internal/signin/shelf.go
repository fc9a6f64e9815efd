package signin

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/cache"
	"github.com/gofrs/flock"

	"cspdesk/internal/partner"
)

// shelf gives MSAL's cache its place in a vault. Several programs may share one:
// each holds the lock of the profile from reading it until the new tokens are
// written, so that the newest refresh token is never lost.
type shelf struct {
	vault vault
	lock  string // path; "" where nobody shares the vault
	log   *slog.Logger

	mu      sync.Mutex
	unsaved []byte // could not be stored, and lives as long as this run
	trouble error  // of the vault; nil while it works
}

// hold is the lock during one acquisition.
type hold struct{ lock *flock.Flock }

type holdKey struct{}

const (
	lockPatience = 45 * time.Second // another program may be renewing over a slow line
	lockEvery    = 50 * time.Millisecond
)

func withHold(ctx context.Context) (context.Context, *hold) {
	h := &hold{}
	return context.WithValue(ctx, holdKey{}, h), h
}

// take waits for the lock, unless it is held already.
func (s *shelf) take(ctx context.Context, h *hold) error {
	if s.lock == "" || h.lock != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, lockPatience)
	defer cancel()
	lock := flock.New(s.lock, flock.SetPermissions(0o600))
	ok, err := lock.TryLockContext(ctx, lockEvery)
	if err != nil && ctx.Err() == nil {
		return partner.NewError(partner.CodeStorePath, s.lock, err)
	}
	if !ok {
		return partner.NewError(partner.CodeStoreBusy, "another program is signing in with this profile", context.Cause(ctx))
	}
	h.lock = lock
	return nil
}

func (h *hold) release() {
	if h.lock != nil {
		_ = h.lock.Unlock() // the file is closed in any case, which unlocks it
		h.lock = nil
	}
}

// Replace implements cache.ExportReplace: MSAL asks for what is kept.
func (s *shelf) Replace(ctx context.Context, into cache.Unmarshaler, _ cache.ReplaceHints) error {
	if h, ok := ctx.Value(holdKey{}).(*hold); ok {
		if err := s.take(ctx, h); err != nil {
			return err
		}
	}
	tokens, err := s.read(ctx)
	if err != nil {
		return err
	}
	if len(tokens) == 0 || into.Unmarshal(tokens) != nil { // what is damaged is worth as much as nothing: sign in again
		return into.Unmarshal([]byte("{}"))
	}
	return nil
}

// Export implements cache.ExportReplace: MSAL gives what is to be kept. A vault
// that fails does not lose the tokens: they live on in memory.
func (s *shelf) Export(ctx context.Context, from cache.Marshaler, _ cache.ExportHints) error {
	tokens, err := from.Marshal()
	if err != nil {
		return err
	}
	s.write(ctx, tokens)
	return nil
}

func (s *shelf) read(ctx context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unsaved != nil || s.trouble != nil {
		return s.unsaved, nil
	}
	tokens, err := s.vault.load(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		s.fail(err)
	}
	return tokens, nil
}

func (s *shelf) write(ctx context.Context, tokens []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trouble == nil {
		// The tokens are there and must be kept, also when the question that led to
		// them was given up.
		if err := s.vault.save(context.WithoutCancel(ctx), tokens); err != nil {
			s.fail(err)
		}
	}
	if s.trouble != nil {
		s.unsaved = tokens
	}
}

// fail goes on in memory. A vault that failed once is not asked again in this
// run: each time could cost as long as the first.
func (s *shelf) fail(err error) {
	s.trouble = err
	s.log.Warn("the tokens are kept in memory", "because", err, "cause", errors.Unwrap(err))
}

// clear removes all tokens.
func (s *shelf) clear(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unsaved = nil
	return s.vault.remove(ctx)
}

// whyMemory says why the vault is not used; nil if it is.
func (s *shelf) whyMemory() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trouble
}
