package signin

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/zalando/go-keyring"
)

const (
	ringService = "cspdesk"
	// ringPart is how long one entry may be. Windows takes 2560 bytes for one and
	// the macOS tool about 3000, and the tokens of a sign-in are longer than that
	// even compressed: they are split.
	ringPart     = 2000
	ringPatience = 3 * time.Second
	mostParts    = 64
)

// ring is the operating system's keyring.
type ring interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
	Delete(service, user string) error
}

type systemRing struct{}

func (systemRing) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (systemRing) Set(service, user, secret string) error   { return keyring.Set(service, user, secret) }
func (systemRing) Delete(service, user string) error        { return keyring.Delete(service, user) }

// keyringVault keeps tokens in the keyring: a head that names a generation, and
// the parts of that generation. The head is written last, so that a crash
// leaves the old tokens or the new ones.
type keyringVault struct {
	ring     ring
	name     string // of the head
	patience time.Duration
}

var (
	errSlow    = errors.New("the keyring does not answer; it may be locked")
	errDamaged = errors.New("what the keyring holds is damaged")
)

// KeyringError says that the keyring could not be used. What it answered are the
// words of another program, for the log alone: Unwrap gives them.
type KeyringError struct{ err error }

// Error says it without the words of the other program.
func (e *KeyringError) Error() string {
	if errors.Is(e.err, errSlow) || errors.Is(e.err, errDamaged) {
		return e.err.Error()
	}
	return "no keyring can be used on this computer"
}

// Unwrap gives what the keyring answered.
func (e *KeyringError) Unwrap() error { return e.err }

// within gives up waiting for a keyring that is locked or whose service hangs.
// The call itself cannot be ended and is left to itself.
func within[T any](ctx context.Context, patience time.Duration, call func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := call()
		done <- outcome{value, err}
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	var none T
	select {
	case o := <-done:
		if o.err != nil {
			return none, &KeyringError{o.err}
		}
		return o.value, nil
	case <-timer.C:
		return none, &KeyringError{errSlow}
	case <-ctx.Done():
		return none, ctx.Err()
	}
}

// head says which generation counts.
type head struct {
	generation string
	parts      int
	sum        string // SHA-256 of the parts
}

func (h head) String() string { return fmt.Sprintf("1 %s %d %s", h.generation, h.parts, h.sum) }

func parseHead(text string) (head, error) {
	var h head
	var version int
	if _, err := fmt.Sscanf(text, "%d %s %d %s", &version, &h.generation, &h.parts, &h.sum); err != nil || version != 1 || h.parts < 0 || h.parts > mostParts {
		return head{}, errDamaged
	}
	return h, nil
}

func (k keyringVault) part(generation string, i int) string {
	return k.name + "/" + generation + "/" + strconv.Itoa(i)
}

func (k keyringVault) readHead() (head, error) {
	text, err := k.ring.Get(ringService, k.name)
	if errors.Is(err, keyring.ErrNotFound) {
		return head{}, nil
	}
	if err != nil {
		return head{}, err
	}
	return parseHead(text)
}

func (k keyringVault) load(ctx context.Context) ([]byte, error) {
	return within(ctx, k.patience, func() ([]byte, error) {
		h, err := k.readHead()
		if err != nil || h.parts == 0 {
			return nil, err
		}
		var packed []byte
		for i := range h.parts {
			text, err := k.ring.Get(ringService, k.part(h.generation, i))
			if err != nil {
				return nil, err
			}
			packed = append(packed, text...)
		}
		if checksum(packed) != h.sum {
			return nil, errDamaged
		}
		return unpack(packed)
	})
}

func (k keyringVault) save(ctx context.Context, tokens []byte) error {
	packed, err := pack(tokens)
	if err != nil {
		return err
	}
	_, err = within(ctx, k.patience, func() (struct{}, error) { return struct{}{}, k.write(packed) })
	return err
}

func (k keyringVault) write(packed []byte) error {
	old, err := k.readHead()
	if err != nil && !errors.Is(err, errDamaged) {
		return err
	}
	h := head{generation: "a", sum: checksum(packed)}
	if old.generation == "a" {
		h.generation = "b"
	}
	for rest := packed; len(rest) > 0; h.parts++ {
		n := min(len(rest), ringPart)
		if err := k.ring.Set(ringService, k.part(h.generation, h.parts), string(rest[:n])); err != nil {
			return err
		}
		rest = rest[n:]
	}
	if err := k.ring.Set(ringService, k.name, h.String()); err != nil {
		return err
	}
	return errors.Join(k.sweep(h.generation, h.parts), k.sweep(old.generation, 0))
}

// sweep removes the parts of a generation from one on.
func (k keyringVault) sweep(generation string, from int) error {
	if generation == "" {
		return nil
	}
	for i := from; i < mostParts; i++ {
		err := k.ring.Delete(ringService, k.part(generation, i))
		if errors.Is(err, keyring.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (k keyringVault) remove(ctx context.Context) error {
	_, err := within(ctx, k.patience, func() (struct{}, error) {
		err := k.ring.Delete(ringService, k.name)
		if errors.Is(err, keyring.ErrNotFound) {
			err = nil
		}
		return struct{}{}, errors.Join(err, k.sweep("a", 0), k.sweep("b", 0))
	})
	return err
}

func checksum(packed []byte) string {
	sum := sha256.Sum256(packed)
	return hex.EncodeToString(sum[:])
}

// pack makes text of tokens: some keyrings take no other bytes.
func pack(tokens []byte) ([]byte, error) {
	var compressed bytes.Buffer
	w := gzip.NewWriter(&compressed)
	if _, err := w.Write(tokens); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return base64.StdEncoding.AppendEncode(nil, compressed.Bytes()), nil
}

func unpack(packed []byte) ([]byte, error) {
	compressed, err := base64.StdEncoding.AppendDecode(nil, packed)
	if err != nil {
		return nil, errDamaged
	}
	r, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, errDamaged
	}
	tokens, err := io.ReadAll(io.LimitReader(r, tokenLimit))
	if err != nil {
		return nil, errDamaged
	}
	return tokens, nil
}
