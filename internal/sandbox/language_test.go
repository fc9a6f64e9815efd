package sandbox

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"cspdesk/internal/i18n"
)

// outOfSight are the parts of a page that nobody reads, and names of the sample
// world, which stay as they are.
var (
	outOfSight = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)>|<bdi>.*?</bdi>|<option.*?</option>|<code>.*?</code>|<[^>]*>`)
	inLatin    = regexp.MustCompile(`[A-Za-z]{3,}( [A-Za-z]{2,})+`)
)

// TestTheCustomerReadsChinese accepts a request on Chinese pages, and looks for
// words that were left in English.
func TestTheCustomerReadsChinese(t *testing.T) {
	s := open(t, Options{Language: "zh-CN"})
	v := visit(t, s, requestLink(t, s))
	w := i18n.Chinese().Acceptance
	read := func(page string, words ...string) {
		t.Helper()
		if !strings.Contains(page, `<html lang="zh-CN">`) {
			t.Error("the page does not say that it is Chinese")
		}
		for _, word := range words {
			if !strings.Contains(page, word) {
				t.Errorf("%q is not on the page:\n%s", word, page)
			}
		}
		seen := html.UnescapeString(outOfSight.ReplaceAllString(page, "\n"))
		for line := range strings.Lines(seen) {
			line = strings.TrimSpace(line)
			if line != "" && !strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && inLatin.MatchString(line) && !strings.Contains(line, "REST API") {
				t.Errorf("%q is left in another language", line)
			}
		}
	}
	_, page := v.get("/")
	read(page, w.IndexTitle, w.Banner)
	_, page = v.get("/practice/sign-in?" + v.query)
	read(page, w.SignInTitle, ">德国</option>", ">科索沃</option>", w.RoleLegend)
	_, next, _ := v.post("/practice/sign-in", "tenant", "new", "name", "Adatum", "domain", "adatum.example", "country", "DE", "role", roleGlobal)
	_, page = v.get(next)
	read(page, w.ProfileTitle, "德国")
	_, page = v.get("/practice/partners")
	read(page, w.SettingsTitle)
	_, page = v.get("/nowhere")
	read(page, w.Problems["not-found"].Title)
}
