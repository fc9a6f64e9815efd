package bench

import (
	"strings"
	"testing"
)

func TestScreenObeysWhatProgramsWrite(t *testing.T) {
	for name, test := range map[string]struct{ written, shown string }{
		"text":              {"one\r\ntwo", "one\ntwo\n\n"},
		"placed":            {"\x1b[2;3Hx\x1b[Hy\x1b[4dz", "y\n  x\n\n z"},
		"erased":            {"abcdef\x1b[1;3H\x1b[K\x1b[2;1Hxyz\x1b[1K", "ab\n\n\n"},
		"cleared":           {"abc\x1b[2J\x1b[Hd", "d\n\n\n"},
		"cut and put":       {"abcdef\x1b[1;2H\x1b[2P\x1b[1@\x1b[1;6H\x1b[X", "a def\n\n\n"},
		"lines":             {"a\r\nb\r\nc\x1b[2;1H\x1b[L\x1b[1;1H\x1b[M", "\nb\nc\n"},
		"scrolled":          {"a\r\nb\r\nc\r\nd\r\ne", "b\nc\nd\ne"},
		"region":            {"a\r\nb\r\nc\r\nd\x1b[2;3r\x1b[3;1H\n", "a\nc\n\nd"},
		"reverse line feed": {"a\r\nb\x1b[H\x1bM", "\na\nb\n"},
		"wide":              {"上海x", "上海x\n\n\n"},
		"mark":              {"e\u0301x", "ex\n\n\n"},
		"wrapped":           {strings.Repeat("x", 9), "xxxxxxxx\nx\n\n"},
		"alternate":         {"main\x1b[?1049hother\x1b[?1049l", "main\n\n\n"},
		"title and more":    {"\x1b]2;a title\aab\x1b]0;another\x1b\\\x1b(Bc\x1b[>4;1m\x1b[?2026h\x1b[1 qd", "abcd\n\n\n"},
		"repeated":          {"ab\x1b[3b", "abbbb\n\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s := NewScreen(8, 4)
			for _, b := range []byte(test.written) { // torn everywhere
				_, _ = s.Write([]byte{b})
			}
			if test.shown != s.Text() {
				t.Errorf("torn: %q, want %q", s.Text(), test.shown)
			}
			whole := NewScreen(8, 4)
			_, _ = whole.Write([]byte(test.written))
			if whole.Text() != s.Text() || whole.Sum(0, 3) != s.Sum(0, 3) {
				t.Errorf("at once %q, torn %q", whole.Text(), s.Text())
			}
		})
	}
}

func TestScreenTellsChanges(t *testing.T) {
	s := NewScreen(8, 4)
	_, _ = s.Write([]byte("one\r\ntwo"))
	sum := s.Sum(0, 3)
	for _, same := range []string{"\x1b[H", "one", "\x1b[?25l", "\x1b[1;1H\x1b[31m\x1b[0mone"} {
		_, _ = s.Write([]byte(same))
		if s.Sum(0, 3) != sum {
			t.Errorf("%q counts as a change", same)
		}
	}
	_, _ = s.Write([]byte("\x1b[H\x1b[7mo"))
	if s.Sum(0, 3) == sum {
		t.Error("an attribute is no change")
	}
	if s.Sum(1, 3) != func() uint64 { _, _ = s.Write([]byte("\x1b[H\x1b[mo")); return s.Sum(1, 3) }() {
		t.Error("a change of another row counts")
	}
	for name, written := range map[string]string{"color": "\x1b[38;5;3mt", "true color": "\x1b[48;2;1;2;3mt", "flag": "\x1b[4mt"} {
		before := s.Sum(0, 3)
		_, _ = s.Write([]byte("\x1b[2;1H\x1b[m" + written))
		if s.Sum(0, 3) == before {
			t.Errorf("%s is no change", name)
		}
	}
}

func TestScreenAnswersQuestions(t *testing.T) {
	s := NewScreen(8, 4)
	_, _ = s.Write([]byte("\x1b[6n\x1b]11;?\a")) // nobody listens
	var answers []string
	s.Answer = func(text string) { answers = append(answers, text) }
	_, _ = s.Write([]byte("ab\x1b[6n\x1b[c\x1b]11;?\x1b\\\x1b[?2026$p"))
	want := "\x1b[1;3R \x1b[?64;1;22c \x1b]11;rgb:1111/1111/1111\x1b\\ \x1b[?2026;0$y"
	if got := strings.Join(answers, " "); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzScreen(f *testing.F) {
	f.Add([]byte("\x1b[2;3Hx\x1b[5L\x1b[99S\x1b[K\x1b[1;9r\x1b[38;5m"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := NewScreen(8, 4)
		_, _ = s.Write(data)
		_, _ = s.Write([]byte("\x1b[m\x1b[2J\x1b[H"))
	})
}
