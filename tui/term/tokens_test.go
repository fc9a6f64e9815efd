package term

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func FuzzTokens(f *testing.F) {
	for _, s := range []string{
		"j", "\x1b", "\x1b[A", "\x1b[", "\x1bOP", "\x1b\x1b[A", "\x1b[[A", "\x1b[200~paste\x1b[201~x", "\x1b]11;rgb:0/0/0\x1b\\", "\x1bP1\a",
		"hello big world\r", "字字", "\xe5\xad", "\x1b[<0;1;1M", "\x1b[" + strings.Repeat("1;", 200), "\x1b]\x1b[A", "\x1b[3\x1b[A",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		for b := input; len(b) > 0; {
			next := nextToken(b, time.Millisecond)
			if next.size < 1 || next.size > len(b) {
				t.Fatalf("%q: %d bytes of %d", b, next.size, len(b))
			}
			if next.kind == keyBytes && next.size >= 256 {
				t.Fatalf("%q: %d bytes do not fit", b, next.size)
			}
			if next.kind == keyBytes && next.wait == 0 && utf8.Valid(b) && !utf8.Valid(b[:next.size]) {
				t.Fatalf("%q is torn after %d bytes", b, next.size)
			}
			b = b[next.size:]
		}
	})
}

// Whatever is torn is waited for, and complete when the rest has come.
func TestTokensWaitForTheirEnd(t *testing.T) {
	for whole, kind := range map[string]tokenKind{
		"\x1b[A": keyBytes, "\x1bOP": keyBytes, "\x1b[1;5C": keyBytes, "字": keyBytes, "\x1b[[A": keyBytes, "\x1bx": keyBytes, "\x1b字": keyBytes,
		"\x1b]11;rgb:1/2/3\x1b\\": answer, "\x1bP1$r0m\x1b\\": answer, "\x1b[?62;22c": answer, "\x1b[12;40R": answer, "\x1b[0n": answer,
		"\x1b[200~text\x1b[201~": pastedText,
		"\x1b\x1b[A":             keyBytes, "\x1b\x1b[1;5C": keyBytes, "\x1b\x1bOA": keyBytes,
	} {
		b := []byte(whole)
		for i := 1; i < len(b); i++ {
			if next := nextToken(b[:i], time.Millisecond); next.wait == 0 {
				t.Errorf("%q is complete after %q", whole, b[:i])
			}
		}
		if next := nextToken(b, time.Millisecond); next.wait != 0 || next.size != len(b) || next.kind != kind {
			t.Errorf("%q: %+v", whole, next)
		}
	}
}

func TestLongTextIsNotTorn(t *testing.T) {
	b := []byte(strings.Repeat("字", 500))
	for len(b) > 0 {
		next := nextToken(b, 0)
		if !bytes.HasPrefix(b, []byte("字")) || next.size%3 != 0 {
			t.Fatalf("%d bytes", next.size)
		}
		b = b[next.size:]
	}
}
