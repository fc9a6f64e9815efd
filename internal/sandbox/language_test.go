package sandbox

import (
	"html"
	"io"
	"net/http"
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

// TestTheBrowserChoosesTheLanguage of the pages, whatever the program speaks.
func TestTheBrowserChoosesTheLanguage(t *testing.T) {
	for _, program := range []string{"en", "zh-CN"} {
		s := open(t, Options{Language: program})
		for asked, want := range map[string]string{
			"": program, "de-DE,de;q=0.9": program, "zh-CN,zh;q=0.9,en;q=0.8": "zh-CN", "zh": "zh-CN", "en-US,en;q=0.5": "en",
			"de, en;q=0.4, zh-Hans;q=0.7": "zh-CN", "zh-CN;q=0, en;q=0.1": "en", ";;=,": program,
		} {
			for _, path := range []string{"/", "/practice/sign-in", "/practice/partners", "/nowhere"} {
				r, err := http.NewRequest(http.MethodGet, s.URL()+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Header["Accept-Language"] = []string{asked}
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					t.Fatal(err)
				}
				page, err := io.ReadAll(answer.Body)
				answer.Body.Close()
				if err != nil || !strings.Contains(string(page), `<html lang="`+want+`">`) || answer.Header.Get("Vary") != "Accept-Language" {
					t.Errorf("%s of a program that speaks %s, asked for %q: not %s", path, program, asked, want)
				}
			}
		}
	}
}

// TestMistakesStandInTheOrderOfThePage, and countries under their usual names.
func TestMistakesStandInTheOrderOfThePage(t *testing.T) {
	s := open(t, Options{})
	v := visit(t, s, requestLink(t, s))
	_, page := v.get("/practice/sign-in?" + v.query)
	if !strings.Contains(page, ">Netherlands</option>") {
		t.Error("the Netherlands are under another name")
	}
	w := i18n.English().Acceptance
	_, _, page = v.post("/practice/sign-in")
	if first, second := strings.Index(page, w.ErrorTenant), strings.Index(page, w.ErrorRole); first < 0 || second < first {
		t.Errorf("the organization is missed at %d, the role at %d", first, second)
	}
}

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
