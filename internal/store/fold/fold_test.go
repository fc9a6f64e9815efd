package fold_test

import (
	"strings"
	"testing"
	"unicode"

	"cspdesk/internal/store/fold"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Contoso GmbH", "contoso gmbh"},
		{"Zürich", "zurich"},
		{"Zu\u0308rich", "zurich"},
		{"STRASSE", "strasse"},
		{"Straße", "strasse"},
		{"ẞ", "ss"},
		{"Łódź", "lodz"},
		{"Ørsted Ægir Œuvre", "orsted aegir oeuvre"},
		{"İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul"},
		{"Ｃｏｎｔｏｓｏ　１２", "contoso 12"},
		{"ﾄﾖﾀ", "トヨタ"},
		{"北京科技", "北京科技"},
		{"ΟΔΥΣΣΕΥΣ οδυσσευς", "οδυσσευσ οδυσσευσ"},
		{"Ёлка", "елка"},
		{"مُحَمَّد", "محمد"},
		{"so\u00adft\u200d", "soft"},
		{"ﬁnance", "finance"},
		{"a\xffb", "a\ufffdb"},
		{"100%_[x]'\"", "100%_[x]'\""},
		{"", ""},
	} {
		if got := fold.Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFoldingTwiceChangesNoCharacter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if once := fold.Fold(string(r)); fold.Fold(once) != once {
			t.Errorf("%U: %q, then %q", r, once, fold.Fold(once))
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"", "Zürich", "İ", "서울", "\xff\xc3", "ǅ", "ᾈ", "ͅ", "\u1e9b\u0323", "ﷺ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := fold.Fold(s)
		if twice := fold.Fold(once); twice != once {
			t.Fatalf("folding twice differs: %q, %q, %q", s, once, twice)
		}
		if strings.ToValidUTF8(once, "") != once {
			t.Fatalf("not UTF-8: %q", once)
		}
		for _, w := range fold.Words(s) {
			if !strings.Contains(once, w) {
				t.Fatalf("word %q is not in %q", w, once)
			}
		}
	})
}
