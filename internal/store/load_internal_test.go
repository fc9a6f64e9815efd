package store

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"cspdesk/internal/partner"
)

// TestTheKeyOfALetterStandsAlone: the keys of the characters of ASCII, one after
// the other, are what the collator makes of a text of them.
func TestTheKeyOfALetterStandsAlone(t *testing.T) {
	letters := collate.New(language.Chinese, collate.Loose)
	var buffer collate.Buffer
	check := func(text string) {
		buffer.Reset()
		if got, want := sortKey(text), letters.KeyFromString(&buffer, text); !bytes.Equal(got, want) {
			t.Fatalf("%q: %x, the collator says %x", text, got, want)
		}
	}
	for first := range utf8.RuneSelf {
		for second := range utf8.RuneSelf {
			check(string([]byte{byte(first), byte(second)}))
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 50_000 {
		text := make([]byte, r.IntN(20))
		for i := range text {
			text[i] = byte(r.IntN(utf8.RuneSelf))
		}
		check(string(text))
	}
}

func TestPackID(t *testing.T) {
	packed := []byte{0x2e, 0x0d, 0x5b, 0x4e, 0, 1, 0x4f, 0xab, 0x80, 0, 0, 0, 0, 0, 0, 0x9f}
	for id, want := range map[partner.CustomerID]any{
		"2e0d5b4e-0001-4fab-8000-00000000009f":    packed,
		" 2E0D5B4E-0001-4FaB-8000-00000000009F\n": packed,
		"2e0d5b4e-0001-4fab-8000-00000000009g":    "2e0d5b4e-0001-4fab-8000-00000000009g",
		"2e0d5b4e-0001-4fab-8000-0000000000-f":    "2e0d5b4e-0001-4fab-8000-0000000000-f",
		"2e0d5b4e00014fab8000-00000000009f------": "2e0d5b4e00014fab8000-00000000009f------",
		"Odd ONE": "odd one",
		"":        "",
	} {
		if got := packID(id); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, want %v", id, got, want)
		}
	}
}

// TestAFirstLoadLeavesTheConnectionAsItWas, also when it fails.
func TestAFirstLoadLeavesTheConnectionAsItWas(t *testing.T) {
	settings := func(db *DB) (threads, cache int) {
		t.Helper()
		err := errors.Join(db.writer.QueryRowContext(t.Context(), "PRAGMA threads").Scan(&threads),
			db.writer.QueryRowContext(t.Context(), "PRAGMA cache_size").Scan(&cache))
		if err != nil {
			t.Fatal(err)
		}
		return threads, cache
	}
	broken := errors.New("broken")
	for _, fails := range []func(cancel func()) error{
		func(func()) error { return nil },
		func(func()) error { return broken },
		func(cancel func()) error { cancel(); return nil },
	} {
		db, err := Open(t.Context(), filepath.Join(t.TempDir(), "cspdesk.db"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, err = db.ImportCustomers(ctx, func(yield func(partner.Customer, error) bool) {
			for range 2 * chunk {
				if !yield(partner.Customer{ID: "one", CompanyName: "Contoso"}, nil) {
					return
				}
			}
			yield(partner.Customer{ID: "two", CompanyName: "Fabrikam"}, fails(cancel))
		})
		if threads, cache := settings(db); threads != 0 || cache != -writerCache {
			t.Errorf("%v: %d threads, cache %d", err, threads, cache)
		}
	}
}
