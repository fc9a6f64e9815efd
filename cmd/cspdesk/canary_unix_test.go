//go:build unix

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// sieve finds secrets, and parts of them, in what a program has written: as they
// are, escaped, in hexadecimal digits and in base64, also in the middle of other
// text.
type sieve struct{ pieces map[string]string } // piece → what it is a piece of

// A part of a secret is found if it has pieceLength+pieceEvery characters.
const (
	pieceLength = 16
	pieceEvery  = 4
)

func newSieve(secrets []string) *sieve {
	s := &sieve{pieces: map[string]string{}}
	for _, secret := range secrets {
		for form, text := range formsOf(secret) {
			for i := 0; i+pieceLength <= len(text); i += pieceEvery {
				s.pieces[text[i:i+pieceLength]] = form
			}
		}
	}
	return s
}

func formsOf(secret string) map[string]string {
	quoted, _ := json.Marshal(secret)
	forms := map[string]string{
		"a secret as it is": secret, "a secret in JSON": string(bytes.Trim(quoted, `"`)), "a secret in an address": url.QueryEscape(secret),
		"a secret in digits": hex.EncodeToString([]byte(secret)), "a secret in DIGITS": strings.ToUpper(hex.EncodeToString([]byte(secret))),
	}
	for from := range min(3, len(secret)) { // where it may begin in a group of three bytes
		whole := secret[from : from+(len(secret)-from)/3*3]
		at := string(rune('0' + from))
		forms["a secret in base64 from "+at] = base64.RawStdEncoding.EncodeToString([]byte(whole))
		forms["a secret in base64 for addresses from "+at] = base64.RawURLEncoding.EncodeToString([]byte(whole))
	}
	return forms
}

// find names the form of the first secret in text; "" if there is none.
func (s *sieve) find(text []byte) string {
	for i := 0; i+pieceLength <= len(text); i++ {
		if form, found := s.pieces[string(text[i:i+pieceLength])]; found {
			return form
		}
	}
	return ""
}

func TestSieveFindsSecrets(t *testing.T) {
	const secret = "eyJ0eXAiOiJKV1QifQ.c2VjcmV0/+=c2VjcmV0c2VjcmV0.d2hhdA"
	s := newSieve([]string{"another-secret-of-the-same-test", secret})
	for form, text := range formsOf(secret) {
		for _, around := range []string{"", "x", "xy", "xyz"} {
			if s.find([]byte(around+text+around)) == "" || s.find([]byte(around+text[9:9+pieceLength+pieceEvery])) == "" {
				t.Errorf("%s is not found", form)
			}
		}
	}
	for pad := range 3 {
		packed := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", pad) + secret + "behind"))
		if s.find([]byte(packed)) == "" {
			t.Errorf("it is not found in base64 behind %d bytes", pad)
		}
	}
	if form := s.find([]byte("eyJ0eXAiOi eyJ0eXAiOiJKV1Q another-secret")); form != "" {
		t.Errorf("%s is found where there is none", form)
	}
}

// heard is what the program has said in each test: on the terminal, on standard
// output and standard error.
var heard struct {
	sync.Mutex
	of map[string][]utterance
}

type utterance struct {
	what string
	text []byte
}

func hear(t testing.TB, what string, text []byte) {
	heard.Lock()
	defer heard.Unlock()
	if heard.of == nil {
		heard.of = map[string][]utterance{}
	}
	name, _, _ := strings.Cut(t.Name(), "/")
	heard.of[name] = append(heard.of[name], utterance{what, bytes.Clone(text)})
}

func heardIn(t testing.TB) []utterance {
	heard.Lock()
	defer heard.Unlock()
	name, _, _ := strings.Cut(t.Name(), "/")
	return heard.of[name]
}

// betweenLetters is what stands between the letters on a screen: sequences, ends of
// lines, frames.
var betweenLetters = regexp.MustCompile(`\x1b\[[0-?]*[ -/]*[@-~]|[\s│]+`)

// unfolded is what was drawn without that, so that text that was broken into
// lines is whole again.
func unfolded(written []byte) []byte { return betweenLetters.ReplaceAll(written, nil) }

// lookForSecrets looks in everything that the program said and wrote in this
// test: none may be there but in the file that was chosen for tokens, where they
// must be found.
func lookForSecrets(t testing.TB, secrets, homes []string) {
	t.Helper()
	s := newSieve(secrets)
	for _, one := range heardIn(t) {
		if form := s.find(one.text) + s.find(unfolded(one.text)); form != "" {
			t.Errorf("%s stands in %s", form, one.what)
		}
	}
	for _, home := range homes {
		err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			text, err := os.ReadFile(path)
			form := s.find(text)
			switch chosen := strings.HasPrefix(d.Name(), "sign-in.tokens"); { // and what a kill leaves beside it
			case d.Name() == "sign-in.tokens" && form == "" && bytes.Contains(text, []byte(`"secret"`)):
				t.Errorf("no secret is found in %s: is it looked for in the right way?", path)
			case !chosen && form != "":
				t.Errorf("%s stands in %s", form, path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
