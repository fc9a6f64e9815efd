package cell

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-runewidth"
)

var pieces = []string{
	"a", "word", " ", "  ", "字", "株式会社", "。", "」", "「", "ー", "한국", "e\u0301", "👍", "👩\u200d👩\u200d👧", "❤\ufe0f", "#\ufe0f\u20e3",
	"🇩🇪", "…", "—", "“", "ｱ", "ﾞ", "\u0903", "नि", "ไทย", "-", "https://example.com/", "、",
}

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range r.IntN(n) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

func TestWidthIsTheSumOfGraphemes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		s := randomText(r, 12)
		sum, at := 0, 0
		for g := range Graphemes(s) {
			if g.Start != at {
				t.Fatalf("%q: a gap at %d", s, at)
			}
			sum, at = sum+g.Width, g.End
		}
		if sum != ansi.StringWidth(s) || Width(s) != sum || at != len(s) {
			t.Fatalf("%q: graphemes %d, ansi %d, Width %d, end %d of %d", s, sum, ansi.StringWidth(s), Width(s), at, len(s))
		}
	}
}

// The quick table says the same as the library.
func TestQuickWidths(t *testing.T) {
	for r := rune(0); r < 0x20000; r++ {
		width := alone(r)
		if width == 0 || r == 0x7f {
			continue
		}
		s := string(r)
		if got := ansi.StringWidth(s); got != width {
			t.Errorf("%U: %d, x/ansi %d", r, width, got)
		}
		for _, pair := range []string{s + "a", "a" + s, s + "字", "字" + s, s + s} {
			cluster, _ := ansi.FirstGraphemeCluster(pair, ansi.GraphemeWidth)
			if utf8.RuneCountInString(cluster) != 1 {
				t.Errorf("%U is joined in %q", r, pair)
			}
		}
	}
}

func TestFitIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		s, width := randomText(r, 12), r.IntN(30)-2
		if r.IntN(3) == 0 {
			s = "\x1b[7m" + s + "\x1b[0m"
		}
		for _, fit := range []string{Fit(s, width)} {
			if Width(fit) != max(width, 0) {
				t.Fatalf("Fit(%q, %d) = %q of %d cells", s, width, fit, Width(fit))
			}
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"Contoso", 7, "Contoso"}, {"Contoso", 6, "Conto…"}, {"Contoso", 1, "…"}, {"Contoso", 0, ""}, {"Contoso", -1, ""},
		{"株式会社", 8, "株式会社"}, {"株式会社", 7, "株式会…"}, {"株式会社", 6, "株式…"}, {"株式会社", 1, "…"},
		{"\x1b[1mContoso\x1b[0m", 4, "\x1b[1mCon…\x1b[0m"},
	} {
		if got := Cut(c.in, c.width); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two  three", 7, []string{"one two", "three"}},
		{"a\n\nb", 7, []string{"a", "", "b"}},
		{"exactly", 7, []string{"exactly"}},
		{"verylongword", 5, []string{"veryl", "ongwo", "rd"}},
		{"to verylongword", 5, []string{"to", "veryl", "ongwo", "rd"}},
		{"Hello 你好世界", 10, []string{"Hello 你好", "世界"}},
		{"你好世界。", 8, []string{"你好世", "界。"}},
		{"他说「好」了", 6, []string{"他说", "「好」", "了"}},
		{"ソフトウェア", 6, []string{"ソフト", "ウェア"}},
		{"会社ウェア", 6, []string{"会社", "ウェア"}},
		{"你好", 1, []string{"你", "好"}},
		{"접수된 문서", 6, []string{"접수된", "문서"}},
	} {
		if diff := cmp.Diff(c.want, Wrap(c.in, c.width)); diff != "" {
			t.Errorf("Wrap(%q, %d): %s", c.in, c.width, diff)
		}
	}
}

func TestWrapSpansCoverTheLine(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20000 {
		s, width := randomText(r, 30), r.IntN(20)-1
		spans := WrapSpans(s, width)
		borders := []int{0}
		for g := range Graphemes(s) {
			borders = append(borders, g.End)
		}
		at := 0
		for i, span := range spans {
			if span.Start != at || !slices.Contains(borders, span.End) || i > 0 && span.Start == span.End {
				t.Fatalf("%q in %d cells: %v", s, width, spans)
			}
			row := strings.TrimRight(s[span.Start:span.End], " ")
			if n := Width(row); n > max(width, 1) && len(slices.Collect(Graphemes(row))) > 1 {
				t.Fatalf("%q in %d cells: row %q has %d", s, width, row, n)
			}
			at = span.End
		}
		if at != len(s) {
			t.Fatalf("%q: ends at %d of %d", s, at, len(s))
		}
	}
}

// Narrower than three wide characters there is no other way.
func TestNoClosingPunctuationAtTheStart(t *testing.T) {
	text := strings.Repeat("我们希望成为贵公司的合作伙伴，请接受「邀请」。", 5)
	for width := 6; width < 60; width++ {
		for _, row := range Wrap(text, width) {
			first, _ := utf8.DecodeRuneInString(row)
			last, _ := utf8.DecodeLastRuneInString(row)
			if strings.ContainsRune(neverFirst, first) || strings.ContainsRune(neverLast, last) {
				t.Errorf("width %d: row %q", width, row)
			}
		}
	}
}

func TestAmbiguousIsNarrowInEveryLocale(t *testing.T) {
	if got := runewidth.StringWidth("“…─"); got != 3 {
		t.Errorf("runewidth counts %d cells", got)
	}
	if got := Width("“…─"); got != 3 {
		t.Errorf("%d cells", got)
	}
}

func BenchmarkFit(b *testing.B) {
	for name, s := range map[string]string{"ascii": "Contoso Manufacturing Ltd.", "cjk": "北京微软有限公司上海分公司"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Fit(s, 40)
			}
		})
	}
}
