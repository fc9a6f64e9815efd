package i18n

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"cspdesk/internal/golden"
)

// TestLanguageNamesAreThoseOfCLDR makes languages.txt.
func TestLanguageNamesAreThoseOfCLDR(t *testing.T) {
	var file strings.Builder
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			code := string(a) + string(b)
			base, err := language.ParseBase(code)
			if err != nil || base.String() != code {
				continue
			}
			english, chinese := display.English.Languages().Name(base), display.Chinese.Languages().Name(base)
			if english != "" && chinese != "" {
				fmt.Fprintf(&file, "%s\t%s\t%s\n", code, english, chinese)
			}
		}
	}
	golden.Compare(t, "../languages.txt", file.String())
}

func TestLanguageName(t *testing.T) {
	for tag, want := range map[string][2]string{
		"hu": {"Hungarian", "匈牙利语"}, "de-CH": {"German", "德语"}, "ZH": {"Chinese", "中文"}, "x9": {"x9", "x9"}, "": {},
	} {
		if got := [2]string{English().LanguageName(tag), Chinese().LanguageName(tag)}; got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
}
