package safetext

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// hostile are the kinds of text that a name, an error or a cell of a file may
// hold.
var hostile = []string{
	"", "Contoso", "北京微软有限公司", "\x1b[31mred\x1b[0m", "\x1b]52;c;aGVsbG8=\a", "\x1b]0;title\x1b\\",
	"\x1bP1$r\x1b\\", "\x1b_apc\x1b\\", "a\u009b31mb", "a\x9b31mb", "\u009d52;c;x\u009c", "\xff\xfe", "a\nb\r\nc\rd\te\bf\vg",
	"\x1b[" + strings.Repeat("1;", 500) + "m", "\u202eevil\u202c", "\u2066x\u2069", "zero\u200bwidth\u200d\ufeff", "soft\u00adhyphen",
	"tag\U000e0041\U000e0001", "\u2028\u2029\u0085", "👩\u200d👩\u200d👧", "❤\ufe0f", "#\ufe0f\u20e3", "葛\U000e0100城",
	"Z" + strings.Repeat("\u0301", 40), strings.Repeat("\u1100", 35000), strings.Repeat("x", 64<<10), strings.Repeat("字", 300),
	"\u0d4e ", "\U000110bd9", "\u0600٣", "\ufdd0\uffff", "\u3164\u115f", "{{.Name}} %s %n '; drop table", "\x00\x7f\x80",
}

// checkSafe fails unless text may be written to any terminal.
func checkSafe(t *testing.T, text string, lines bool) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Fatalf("not UTF-8: %q", text)
	}
	for _, r := range text {
		if r == '\n' && lines {
			continue
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Bidi_Control, r) ||
			r == '\u2028' || r == '\u2029' || r >= 0xe0000 && r < 0xe0100 {
			t.Fatalf("%U in %q", r, text)
		}
	}
}

func checkClusters(t *testing.T, text string) {
	t.Helper()
	for g := graphemes.FromString(text); g.Next(); {
		if n := utf8.RuneCountInString(g.Value()); n > MaxCluster {
			t.Fatalf("a cluster of %d runes in %q", n, text)
		}
	}
}

func checkAll(t *testing.T, s string) {
	line, block, clean := Line(s), Block(s), Clean(s)
	checkSafe(t, line, false)
	checkClusters(t, line)
	if n := utf8.RuneCountInString(line); n > MaxLine+1 {
		t.Fatalf("a line of %d runes", n)
	}
	checkSafe(t, block, true)
	checkClusters(t, block)
	checkSafe(t, clean, true)
	if again := Clean(clean); again != clean {
		t.Fatalf("cleaned twice: %q, once: %q", again, clean)
	}
	if again := Line(line); again != line && utf8.RuneCountInString(line) <= MaxLine {
		t.Fatalf("twice: %q, once: %q", again, line)
	}
}

func TestHostileTextIsSafe(t *testing.T) {
	for _, s := range hostile {
		checkAll(t, s)
		checkAll(t, "Contoso "+s+" Ltd")
	}
}

func FuzzSafe(f *testing.F) {
	for _, s := range hostile {
		if len(s) < 1000 {
			f.Add(s)
		}
	}
	f.Fuzz(checkAll)
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Contoso Ltd.", "Contoso Ltd."},
		{"株式会社コントソ", "株式会社コントソ"},
		{"a\x1b[31mb", "a␛[31mb"},
		{"a\nb", "a␊b"},
		{"a\u009bb", "a\ufffdb"},
		{"a\xffb", "a\ufffdb"},
		{"a\u202eb", "a\ufffdb"},
		{"❤\ufe0f", "❤"},
		{"Zoe\u0308", "Zoe\u0308"},
		{strings.Repeat("x", 256), strings.Repeat("x", 256)},
		{strings.Repeat("x", 257), strings.Repeat("x", 256) + "…"},
	} {
		if got := Line(c.in); got != c.want {
			t.Errorf("Line(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestBlock(t *testing.T) {
	if got, want := Block("a\r\nb\rc\n\td\x1b"), "a\nb\nc\n    d␛"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	long := Block(strings.Repeat("字", MaxBlock/3+10))
	if len(long) > MaxBlock+len(ellipsis) || !strings.HasSuffix(long, "字…") {
		t.Errorf("%d bytes ending in %q", len(long), long[len(long)-10:])
	}
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a\x1b[31mb\x1b[0m", "ab"},
		{"a\x1b]52;c;aGk=\ab", "ab"},
		{"a\x1b]8;;https://x\x1b\\b", "ab"},
		{"a\x1b]unterminated", "aunterminated"},
		{"a\u009b31mb", "ab"},
		{"line\r\nnext\rlast\n", "line\nnext\nlast\n"},
		{"a\tb", "a    b"},
		{"\ufeffa\u200bb\u202ec", "abc"},
		{"你好\u2028再见", "你好\n再见"},
		{"a\x00\x07b\x7f", "ab"},
		{"\x1b(Bx\x1b=y", "xy"},
		{"bad\xffbyte", "bad\ufffdbyte"},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestPlainTextCostsNothing(t *testing.T) {
	for _, s := range []string{"Contoso Ltd. (Berlin)", "北京微软有限公司", "Müller & Söhne", "ООО Контосо"} {
		if n := testing.AllocsPerRun(100, func() { Line(s); Block(s); Clean(s) }); n != 0 {
			t.Errorf("%q: %v allocations", s, n)
		}
	}
}

// The bound is far above what this takes and far below
// what a quadratic way would take.
func TestHugeTextIsQuick(t *testing.T) {
	for _, s := range []string{strings.Repeat("\u1100", 1<<20), "Z" + strings.Repeat("\u0301", 1<<20), strings.Repeat("\ufe0f", 1<<20)} {
		start := time.Now()
		Line(s)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%d bytes took %v", len(s), took)
		}
	}
	for _, s := range []string{
		strings.Repeat("\x1b]", 1<<20), strings.Repeat("\x1bP", 1<<20) + "\a", strings.Repeat("\x1b]x\a", 1<<20) + "\x1b\\", strings.Repeat("\u009d", 1<<20),
	} {
		start := time.Now()
		Clean(s)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("cleaning %q and so on took %v", s[:8], took)
		}
	}
}
