package sandbox

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"cspdesk/internal/partner"
)

// settings are what a center keeps of how it was opened.
type settings struct {
	Seed      uint64 `json:"seed"`
	Customers int    `json:"customers"`
	Address   string `json:"address"` // of the last or the running server
}

const (
	settingsFile = "center.json"
	tokensFile   = "tokens.json"
)

func readSettings(dir string) (settings, error) {
	kept := settings{Seed: usualSeed, Customers: usualCustomers}
	text, err := os.ReadFile(filepath.Join(dir, settingsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return kept, nil
	}
	if err != nil {
		return kept, partner.NewError(partner.CodeStorePath, "the settings of the practice center cannot be read", err)
	}
	found := kept
	// Settings that were damaged are as good as none: all of them can be chosen again.
	if json.Unmarshal(text, &found) != nil || found.Customers < 1 || found.Customers > MaxCustomers || found.Seed == 0 {
		return kept, nil
	}
	return found, nil
}

func writeSettings(dir string, s settings) error {
	return writeJSON(filepath.Join(dir, settingsFile), s)
}

// keepTokens gives the tokens of a folder, and makes them the first time. They
// stay the same, so that profiles which know them go on working.
func keepTokens(dir string) (tokens, error) {
	path := filepath.Join(dir, tokensFile)
	if t, ok := readTokens(dir); ok {
		if err := os.Chmod(path, 0o600); err != nil {
			return tokens{}, partner.NewError(partner.CodeStorePath, "the tokens of the practice center cannot be protected", err)
		}
		return t, nil
	}
	t := tokens{User: "practice-user-" + randomText(), App: "practice-app-" + randomText()}
	return t, writeJSON(path, t)
}

func readTokens(dir string) (tokens, bool) {
	var t tokens
	text, err := os.ReadFile(filepath.Join(dir, tokensFile))
	if err != nil || json.Unmarshal(text, &t) != nil || len(t.User) < 40 || len(t.App) < 40 {
		return tokens{}, false
	}
	return t, true
}

// randomText gives 256 random bits as text.
func randomText() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// writeJSON writes a file that only its owner may read, whole or not at all.
func writeJSON(path string, value any) error {
	text, err := json.Marshal(value)
	if err == nil {
		err = writeWhole(path, append(text, '\n'))
	}
	if err != nil {
		return partner.NewError(partner.CodeStorePath, "the folder of the practice center cannot be written", err)
	}
	return nil
}

func writeWhole(path string, text []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.new")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// proof answers the question whether a server knows the token, without
// showing the token to a stranger that listens on the port.
func proof(token, nonce string) string {
	sum := hmac.New(sha256.New, []byte(token))
	sum.Write([]byte("cspdesk practice center\x00" + nonce))
	return hex.EncodeToString(sum.Sum(nil))
}

// findRunning looks for the server that another process runs for a folder.
func findRunning(ctx context.Context, dir string) (address string, t tokens, ok bool) {
	t, known := readTokens(dir)
	kept, err := readSettings(dir)
	if !known || err != nil || checkAddress(kept.Address) != nil || kept.Address == "" {
		return "", tokens{}, false
	}
	address = "http://" + kept.Address
	nonce := randomText()
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+pingPath+"?nonce="+url.QueryEscape(nonce), nil)
	if err != nil {
		return "", tokens{}, false
	}
	// No proxy and no kept connection: the question is for this computer, once.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Do(request)
	if err != nil {
		return "", tokens{}, false
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1024))
	if err != nil || !hmac.Equal(body, []byte(proof(t.User, nonce))) {
		return "", tokens{}, false
	}
	return address, t, true
}
