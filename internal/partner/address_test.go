package partner

import (
	"strings"
	"testing"
)

func TestParseAddress(t *testing.T) {
	for s, want := range map[string]string{
		"nancy@fabrikam.com":                         "nancy@fabrikam.com",
		"  nancy@fabrikam.com\t":                     "nancy@fabrikam.com",
		"Nancy Davolio <nancy@fabrikam.com>":         "nancy@fabrikam.com",
		`"Davolio, Nancy" <nancy@fabrikam.com>`:      "nancy@fabrikam.com",
		"王芳 <fang@contoso.com>":                      "fang@contoso.com",
		"<nancy@fabrikam.com>":                       "nancy@fabrikam.com",
		"Nancy.D+csp@mail.fabrikam.co.uk":            "Nancy.D+csp@mail.fabrikam.co.uk",
		"o'brien@fabrikam.com":                       "o'brien@fabrikam.com",
		"a@xn--fabrkam-g2a.example":                  "a@xn--fabrkam-g2a.example",
		strings.Repeat("a", 64) + "@fabrikam.com":    strings.Repeat("a", 64) + "@fabrikam.com",
		"a&b=c?d@fabrikam.com":                       "a&b=c?d@fabrikam.com",
		"":                                           "",
		"nancy":                                      "",
		"nancy@":                                     "",
		"@fabrikam.com":                              "",
		"nancy@fabrikam":                             "",
		"nancy@localhost":                            "",
		"nancy@[127.0.0.1]":                          "",
		"nancy@-fabrikam.com":                        "",
		"nancy@fabrikam..com":                        "",
		"nancy@fabrikam.com.":                        "",
		".nancy@fabrikam.com":                        "",
		"nan..cy@fabrikam.com":                       "",
		`"nancy d"@fabrikam.com`:                     "",
		`"a@b"@fabrikam.com`:                         "",
		"nancy@fabrikam.com, eve@example.net":        "",
		"nancy@fabrikam.com;eve@example.net":         "",
		"nancy@fabrikam.com eve@example.net":         "",
		"team: nancy@fabrikam.com;":                  "",
		"Nancy <nancy@ fabrikam.com>":                "",
		"nancy@fabrikam.com (work)":                  "",
		"undisclosed-recipients:;":                   "",
		"nancy@fabrikam.com\nBcc: eve@example.net":   "",
		"nancy@fabrikam.com\r\nBcc: eve@example.net": "",
		"nancy@fabrikam.com\r":                       "",
		"nancy@fabrikam.com\x00":                     "",
		"nancy@fabrikam.com\u0085":                   "",
		"nancy@fabrikam.com\u2028Bcc: x":             "",
		"nancy\u200b@fabrikam.com":                   "",
		"\u202enancy@fabrikam.com":                   "",
		"nancy@fabrikam.com\u00a0":                   "",
		"nancy@fаbrikam.com":                         "",
		"fáng@contoso.com":                           "",
		"\xff@contoso.com":                           "",
		strings.Repeat("a", 65) + "@fabrikam.com":    "",
		"a@" + strings.Repeat("b.", 130) + "com":     "",
		strings.Repeat("x", 1<<20):                   "",
		"a@" + strings.Repeat("b", 64) + ".com":      "",
	} {
		got, err := ParseAddress(s)
		if got != want || (err == nil) != (want != "") || err != nil && CodeOf(err) != CodeInvalidInput {
			t.Errorf("%.80q gives %q, %v; want %q", s, got, err, want)
		}
	}
}
