package partner

import "testing"

func TestSeparator(t *testing.T) {
	for text, want := range map[string]rune{
		"":                              ',',
		"email":                         ',',
		"email\na;b;c\n":                ',', // the first row decides
		"a,b,c\n1;2;3;4\n":              ',',
		"a;b;c\r\n1,2,3,4\r\n":          ';',
		"a\tb\n":                        '\t',
		"a;b,c\n":                       ',', // as many of each
		"\"a,b,c,d\";e;f\n":             ';', // what is quoted is text
		"\"a\nb,c,d\";e\n1,2,3\n":       ';', // a quoted line is part of the row
		"\"say \"\"a,b,c\"\" now\";e\n": ';',
		"\r\n\n公司名称;域\n":                ';', // empty lines come before it
	} {
		if got := Separator(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}
