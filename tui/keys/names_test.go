package keys

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/tui/theme"
)

// languageFiles gives the text of every file that has sentences in it.
func languageFiles(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("../../internal/i18n/*.go")
	if err != nil || len(paths) < 50 {
		t.Fatal(paths, err)
	}
	files := make(map[string]string)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if name := filepath.Base(path); name != "keynames.go" && !strings.HasSuffix(name, "_test.go") {
			files[name] = string(text)
		}
	}
	return files
}

// TestSentencesNameTheKeysOfTheTables: each key that a sentence names is one that a
// table has for the intent.
func TestSentencesNameTheKeysOfTheTables(t *testing.T) {
	has := make(map[string][]string)
	for _, c := range Contexts() {
		for _, b := range c.Table {
			for _, key := range b.Keys {
				has[string(b.Intent)] = append(has[string(b.Intent)], Label(key, theme.Glyphs{}))
			}
		}
	}
	for _, intent := range []Intent{ClearSearch, ClearFilter, CancelRefresh} { // esc, where there is something to clear
		has[string(intent)] = append(has[string(intent)], "esc")
	}
	named := regexp.MustCompile(`\{([a-z-]+)=([^{}\s]+)\}`)
	n := 0
	for file, text := range languageFiles(t) {
		for _, found := range named.FindAllStringSubmatch(text, -1) {
			n++
			if key := strings.Replace(found[2], "空格", "space", 1); !slices.Contains(has[found[1]], key) {
				t.Errorf("%s: %s has the keys %q", file, found[0], has[found[1]])
			}
		}
	}
	if n < 150 {
		t.Errorf("only %d keys are named", n)
	}
}

// TestNoSentenceNamesAKeyByHand, which would stay when it is another one.
func TestNoSentenceNamesAKeyByHand(t *testing.T) {
	literal := regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	byHand := regexp.MustCompile(`(^|[^\w=+])(ctrl\+[a-z]|alt\+[a-z])([^\w}]|$)|(^"|[;:,.] )(esc|enter|space|[b-zB-Z]) (opens|reads|writes|shows|goes|clears|copies|saves|types|takes|leaves|tries|changes|marks|asks|hands|adds|buys|cancels|begins) |按 ?([a-zA-Z]|ctrl\+[a-z]|esc|enter|空格)[ ，。；”"]`)
	own := regexp.MustCompile(`^(lines|cli|keys|acceptance|entra|recorded)`) // commands of the lines, and other programs' words
	for file, text := range languageFiles(t) {
		if own.MatchString(file) {
			continue
		}
		for _, sentence := range literal.FindAllString(text, -1) {
			if found := byHand.FindString(sentence); found != "" {
				t.Errorf("%s names the key %q: %s", file, found, sentence)
			}
		}
	}
}

func TestSentencesNameTheKeysInForce(t *testing.T) {
	r := Rebinding{Refresh: {"f5"}, ClearSearch: {"alt+%"}, BulkPreview: {}, RequestMarked: {" "}}
	english, chinese := i18n.English().WithKeys(r.Names()), i18n.Chinese().WithKeys(r.Names())
	for got, want := range map[string]string{
		english.Customers.EmptyRefresh:               "f5 reads your customers from Partner Center.",
		chinese.Customers.EmptyRefresh:               "按 f5 从合作伙伴中心读取您的客户。",
		english.Next().Customers.EmptyRefresh:        "按 f5 从合作伙伴中心读取您的客户。",
		english.Next().Next().Customers.EmptyRefresh: "f5 reads your customers from Partner Center.",
		english.Customers.NothingFoundHint:           "alt+% clears the search.",
		i18n.English().Customers.EmptyRefresh:        "r reads your customers from Partner Center.",
		i18n.English().Next().Customers.EmptyRefresh: "按 r 从合作伙伴中心读取您的客户。",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := english.Bulk.NoLetters; !strings.HasSuffix(got, " :bulk-preview reads them.") {
		t.Error(got)
	}
	if got := english.Bulk.NothingMarked["requests"]; !strings.Contains(got, " space on the list of customers") || strings.Contains(i18n.English().Bulk.NothingMarked["requests"], "space on the list") {
		t.Error(got)
	}
}
