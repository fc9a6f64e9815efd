package i18n

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"cspdesk/internal/partner"
)

// sentence is one string of a language, by its path in Strings, such as
// "Common.Roles[admin-agent]".
type sentence struct{ path, text string }

// sentences lists every string of a language.
func sentences(s *Strings) []sentence {
	var all []sentence
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			all = append(all, sentence{path, v.String()})
		case reflect.Struct:
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() {
					walk(strings.TrimPrefix(path+"."+f.Name, "."), v.Field(i))
				}
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(path+"["+key.String()+"]", v.MapIndex(key))
			}
		case reflect.Slice, reflect.Array:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
			}
		default:
			panic("a language holds a " + v.Kind().String())
		}
	}
	walk("", reflect.ValueOf(s).Elem())
	slices.SortFunc(all, func(a, b sentence) int { return strings.Compare(a.path, b.path) })
	return all
}

// keyAlone are the strings that are the name of a key and nothing else.
var keyAlone = regexp.MustCompile(`^(Bulk\.WayKeys\[.*\]|DetailPane\.ReadKey)$`)

// mayBeEmpty are the strings that nobody needs: most errors name nobody to ask,
// and some texts are not used in one of the languages.
var mayBeEmpty = regexp.MustCompile(`^(Errors|Service)\[.*\]\.Ask$|^Wizard\.Mail\.TakenBack$`)

func TestNoLanguageLacksASentence(t *testing.T) {
	var want []string
	for _, one := range sentences(English()) {
		want = append(want, one.path)
	}
	if len(want) < 900 {
		t.Fatalf("only %d sentences were found", len(want))
	}
	for _, s := range languages {
		var got []string
		for _, one := range sentences(s) {
			got = append(got, one.path)
			if strings.TrimSpace(one.text) == "" && !mayBeEmpty.MatchString(one.path) {
				t.Errorf("%s: %s is empty", s.Language, one.path)
			}
		}
		for _, path := range want {
			if _, has := slices.BinarySearch(got, path); !has {
				t.Errorf("%s: %s is missing", s.Language, path)
			}
		}
		for _, path := range got {
			if _, has := slices.BinarySearch(want, path); !has {
				t.Errorf("%s: %s is not in English", s.Language, path)
			}
		}
	}
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+ #0]*[\d.]*([a-zA-Z%])`)

// verbs lists the verbs of a format by the argument that each takes.
func verbs(format string) []string {
	var all []string
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		at := m[1]
		if at == "" {
			at = fmt.Sprintf("[%d]", len(all)+1)
		}
		all = append(all, at+m[2])
	}
	slices.Sort(all)
	return all
}

func TestEveryLanguageTakesTheSameArguments(t *testing.T) {
	for _, s := range languages {
		other := sentences(s)
		for i, one := range sentences(English()) {
			if i >= len(other) || other[i].path != one.path {
				break // TestNoLanguageLacksASentence says which
			}
			want, got := verbs(one.text), verbs(other[i].text)
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s takes %v, want %v", s.Language, one.path, got, want)
			}
			if strings.Count(one.text, "{{") != strings.Count(other[i].text, "{{") {
				t.Errorf("%s: %s has other fields: %q", s.Language, one.path, other[i].text)
			}
		}
	}
}

// TestPlurals: both forms count, and a language without plurals has one form.
func TestPlurals(t *testing.T) {
	for _, s := range languages {
		forms := map[string][2]string{}
		for _, one := range sentences(s) {
			if path, ok := strings.CutSuffix(one.path, ".One"); ok {
				forms[path] = [2]string{one.text, forms[path][1]}
			} else if path, ok := strings.CutSuffix(one.path, ".Other"); ok {
				forms[path] = [2]string{forms[path][0], one.text}
			}
		}
		delete(forms, "Customers.Match") // not a plural
		for path, form := range forms {
			if len(verbs(form[1])) != 1 || len(verbs(form[0])) > 1 {
				t.Errorf("%s: %s does not count once: %q", s.Language, path, form)
			}
			if s == Chinese() && form[0] != form[1] {
				t.Errorf("%s: %s has two forms: %q", s.Language, path, form)
			}
		}
	}
}

// counted finds a number before a plural that would stay one for a single thing.
var counted = regexp.MustCompile(`%(\[\d\])?[sdv] (more )?(changes|columns|customers|days|invitations|jobs|licenses|lines|months|products|requests|rows|seats|services|subscriptions|users|years)\b`)

// TestNothingIsCountedWithoutAPlural: an English sentence that counts things has a
// form for one of them. Three can never be one.
func TestNothingIsCountedWithoutAPlural(t *testing.T) {
	never := map[string]string{
		"Customers.Refresh.RunningOf": "there are more than were read",
		"Marks.FirstMarked":           "as many as can be marked",
		"App.TooSmall":                "the smallest window",
	}
	for _, one := range sentences(English()) {
		if strings.HasSuffix(one.path, ".One") || strings.HasSuffix(one.path, ".Other") || never[one.path] != "" {
			continue
		}
		if counted.MatchString(one.text) {
			t.Errorf("%s has no form for one: %q", one.path, one.text)
		}
	}
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// names are what stays in Latin letters in a Chinese sentence: products, names
// of formats, commands, flags, keys, examples and addresses.
var names = regexp.MustCompile(`\b(last|yesterday)\b|cspdesk (users|licenses) (list|roles)( CUSTOMER)?( USER)?|\b(First name|Last name|Display name|Email|Status update|ASCII|MB|DE)\b|` +
	`\b(practice|live|offline|public|usgov|germany|china|direct|(indirect|admin|global|sales|helpdesk)-[a-z]+)\b|name@company\.com|https?://\S+|#/BillingAccounts/partner-invitation|graph\.windows\.net|` +
	`cspdesk( (sign-in|customers|refresh|profile|restore|completion|invitations|pending))?( (import|add|edit|list|match|bash|zsh|fish|powershell))?( (FILE|%s))?|COMMAND --help|` +
	`--[a-z-]+|\b(keyring|memory|file|NAME|user_impersonation|contoso\.com|code=5s|slow-down=2|API|TLS|URI|Partner Center)\b|%(\[\d+\])?[a-zA-Z]|\b(ctrl\+[a-z]|esc|enter)\b|按 [a-z]\b|` +
	`\bMicrosoft (365|Entra ID|Entra|Office|ID)\b|\bMicrosoft\b|\b(Exchange Online|SharePoint|OneDrive|Teams)\b|\bOffice( 365)?\b|\bREST API\b|\bAzure\b|` +
	`\b(CSV|UTF-8|JSON|GUID|MPN|ID|PartnerID|OSC 52|RFC 5322|HOME|LANG|VISUAL|EDITOR|done|failed|dismissed|support-contact|candidates|relationship|check|kB|DAP|msppId|invType|partnerId|shell|CSPDESK_[A-Z_]+)\b|` +
	`\b(Education|GovernmentCommunityCloud|StateOwnedEntity|HigherEducation|education|government|nonprofit|monthly|annual|SKU|on|off)\b|CFQ7TTC0LCHC:0002|P1M|P1Y|P3Y|K12|` +
	`id,name,domain,relationship,-|admin_rights|\b(http|https|true|false|mailto|quoted-printable|partner-invitation|xclip|xsel|wl-clipboard|fg|Entra|id|name)\b|` +
	`[a-z]+@adatum\.example|adatum\.example|429:every=5|slow=2s|2026-01-31T08:00:00Z|7d|12h|zh_CN\.UTF-8|\b(en|zh-CN|de|fr|es|ja)\b|\.eml|/v1|&amp;|` +
	`\{\{\.CommandPath\}\}|11111111-2222-3333-4444-555555555555|127\.0\.0\.1|::1|@`)

var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

// TestNoOtherLanguage: nothing is left in English, and no Chinese is in English.
func TestNoOtherLanguage(t *testing.T) {
	for _, one := range sentences(English()) {
		if strings.ContainsFunc(one.text, han) && !strings.HasPrefix(one.path, "Common.MailLanguages") {
			t.Errorf("English %s: %q", one.path, one.text)
		}
		if strings.ContainsAny(one.text, "，。：；？！（）“”") {
			t.Errorf("English %s has full-width punctuation: %q", one.path, one.text)
		}
	}
	chinese := sentences(Chinese())
	for table, words := range map[string]map[string]string{"findings": findingsChinese, "details": detailsChinese, "causes": causesChinese, "regions": regionsChinese} {
		for key, text := range words {
			chinese = append(chinese, sentence{table + "[" + key + "]", text})
		}
	}
	for _, one := range chinese {
		if strings.HasPrefix(one.path, "Common.MailLanguages") || one.path == "Language" || one.path == "CLI.CompletionLong" || one.path == "Audit.FaultHelp" || keyAlone.MatchString(one.path) || mayBeEmpty.MatchString(one.path) {
			continue
		}
		rest := names.ReplaceAllString(one.text, " ")
		if left := latin.FindString(rest); left != "" {
			t.Errorf("Chinese %s: %q is left in %q", one.path, left, one.text)
		}
		if strings.Contains(strings.NewReplacer("国家/地区", "", "国家云", "").Replace(one.text), "国家") {
			t.Errorf("Chinese %s: Microsoft writes 国家/地区: %q", one.path, one.text)
		}
		if !strings.ContainsFunc(one.text, han) && strings.ContainsFunc(rest, unicode.IsLetter) {
			t.Errorf("Chinese %s holds no Chinese: %q", one.path, one.text)
		}
	}
}

var (
	halfWidth = regexp.MustCompile(`\p{Han}[,.:;?!]|\p{Han}\s*[()]\p{Han}`)
	glued     = regexp.MustCompile(`\p{Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Han}`)
)

// TestChinesePunctuation: full-width punctuation, and a space between Chinese
// and Latin letters or digits, as Microsoft's style guide asks.
func TestChinesePunctuation(t *testing.T) {
	check := func(path, text string) {
		text = verb.ReplaceAllString(text, "“”")
		for _, wrong := range []*regexp.Regexp{halfWidth, glued} {
			if at := wrong.FindString(text); at != "" && !strings.HasPrefix(path, "CLI.CompletionLong") && path != "CLI.MoreHelp" {
				t.Errorf("%s: %q in %q", path, at, text)
			}
		}
		if strings.Contains(text, "！") || strings.Contains(text, "!") && !strings.Contains(text, "(!)") {
			t.Errorf("%s exclaims: %q", path, text)
		}
		if strings.Contains(text, "账") || strings.Contains(text, "你") {
			t.Errorf("%s: %q", path, text)
		}
	}
	for _, one := range sentences(Chinese()) {
		if !strings.HasPrefix(one.path, "Common.MailLanguages") {
			check(one.path, one.text)
		}
	}
	for key, text := range findingsChinese {
		check(key, text)
		if !strings.HasSuffix(text, "。") {
			t.Errorf("%s is no sentence: %q", key, text)
		}
	}
	for key, text := range detailsChinese {
		check(key, text)
	}
}

// cells is how wide a text is in a terminal.
func cells(text string) int {
	n := 0
	for _, r := range text {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// TestKeyWordsAreShort: the line at the bottom names several keys in 60 cells.
func TestKeyWordsAreShort(t *testing.T) {
	for key, text := range Chinese().Keys {
		if w := cells(text.Short); w > 8 {
			t.Errorf("%s: %q has %d cells", key, text.Short, w)
		}
		if w, english := cells(text.Short), cells(English().Keys[key].Short); w > english+4 {
			t.Errorf("%s: %q is much longer than %q", key, text.Short, English().Keys[key].Short)
		}
	}
}

// TestWidths holds words to the columns and fields that they stand in.
func TestWidths(t *testing.T) {
	fits := func(what string, room int, words ...string) {
		for _, word := range words {
			if w := cells(word); w > room {
				t.Errorf("%s: %q has %d cells, and there are %d", what, word, w, room)
			}
		}
	}
	values := func(m map[string]string) (all []string) {
		for _, word := range m {
			all = append(all, word)
		}
		return all
	}
	for _, s := range languages {
		c, column := s.Common, s.Customers.Column
		fits("admin rights", 15, append(values(c.AdminRights), column.AdminRights, c.AdminRights["removed"]+" (!)", s.Customers.NotListed, s.Customers.EndedRights)...)
		fits("agreement", 13, append(values(c.Agreement), column.Agreement, c.Agreement["missing"]+" (!)")...)
		fits("relationship", 14, c.Relationships["reseller"], c.Relationships["advisor"], column.Relationship, s.Customers.NotListed)
		fits("country", 9, column.Country)
		fits("blocks", 10, values(c.Blocks)...)
		fits("states", 12, append(values(c.InvitationStates), s.Invitations.State)...)
		fits("rights", 9, s.Invitations.Rights, s.Invitations.WithRights, s.Invitations.WithoutRights)
		fits("ages", 13, c.JustNow, fmt.Sprintf(c.MinutesAgo.Other, 59), fmt.Sprintf(c.HoursAgo.Other, 23), fmt.Sprintf(c.DaysAgo.Other, 365))
		fits("actions", 28, values(c.Actions)...)
		fits("details", 15, s.Activity.Moment, s.Activity.Actor, s.Activity.Customer, s.Activity.Invitation, s.Activity.Subject, s.Activity.Detail, s.Activity.Correlation)
		// A search field is half as wide as the window, 60 cells at least.
		fits("search fields", 28, s.Customers.SearchHint, s.Activity.SearchHint, s.Invitations.SearchHint)
	}
}

// TestCountries: every country and market has a name in Chinese and is found by
// it.
func TestCountries(t *testing.T) {
	seen := map[string]string{}
	for _, c := range partner.Countries() {
		name := Chinese().CountryName(strings.ToLower(c.Code), c.Name)
		if !strings.ContainsFunc(name, han) || latin.MatchString(name) {
			t.Errorf("%s is called %q", c.Code, name)
		}
		if seen[name] != "" {
			t.Errorf("%s and %s are both called %q", c.Code, seen[name], name)
		}
		seen[name] = c.Code
		if found, _ := Chinese().FindCountry(" " + name + " "); found.Code != c.Code {
			t.Errorf("%q is found as %q, want %s", name, found.Code, c.Code)
		}
		if found, _ := Chinese().FindCountry(c.Name); found.Code != c.Code {
			t.Errorf("%q is found as %q, want %s", c.Name, found.Code, c.Code)
		}
		if got := English().CountryName(c.Code, c.Name); got != c.Name {
			t.Errorf("in English %s is called %q", c.Code, got)
		}
		if region := Chinese().RegionName(c); !strings.ContainsFunc(region, han) || English().RegionName(c) != c.RegionName {
			t.Errorf("%s is in %q, in English %q", c.Code, region, English().RegionName(c))
		}
	}
	for typed, code := range map[string]string{"德国": "DE", "香港": "HK", "瑞士": "CH", "de": "DE", "科索沃": "XK"} {
		if found, _ := Chinese().FindCountry(typed); found.Code != code {
			t.Errorf("%q is found as %q, want %s", typed, found.Code, code)
		}
	}
	if _, several := Chinese().FindCountry("几内亚"); len(several) != 0 {
		t.Errorf("几内亚 is a country, and it may be %v", several)
	}
	if found, several := Chinese().FindCountry("刚果"); found.Code != "" || len(several) != 2 {
		t.Errorf("刚果 is %q or one of %v", found.Code, several)
	}
	for _, s := range languages {
		if found, several := s.FindCountry("  "); found.Code != "" || several != nil {
			t.Errorf("%s: nothing is found as %v, %v", s.Language, found, several)
		}
	}
	if got := Chinese().CountryName("ZZ", "ZZ"); got != "ZZ" {
		t.Errorf("an unknown country is called %q", got)
	}
}

var codes = regexp.MustCompile(`(?m)^\s+(?:Finding|Advice)\w+\s+= "([a-z-]+)"`)

// TestFindings: every code of the domain has words, and no other.
func TestFindings(t *testing.T) {
	known := map[string]bool{"market-other": true, "market-not-sold": true, "market-other-cloud": true}
	for _, file := range []string{"../partner/finding.go", "../invite/rules.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codes.FindAllStringSubmatch(string(source), -1) {
			if m[1] != "market-" {
				known[m[1]] = true
			}
		}
	}
	if len(known) < 50 {
		t.Fatalf("only %d codes were found", len(known))
	}
	for code := range known {
		if findingsChinese[code] == "" {
			t.Errorf("%s has no words", code)
		}
	}
	for code := range findingsChinese {
		if !known[code] {
			t.Errorf("nobody finds %s", code)
		}
	}
	f := partner.Finding{Code: partner.FindingOtherTenant, Message: "The link ...", Values: []string{"1", `"2"`}}
	if got, want := Chinese().Finding(f), `链接以其他合作伙伴的名义邀请（1、"2"）。`; got != want {
		t.Errorf("in Chinese it reads %q, want %q", got, want)
	}
	if got := English().Finding(f); got != f.Message {
		t.Errorf("in English it reads %q, want %q", got, f.Message)
	}
}

// TestDetails: each is still said somewhere in the program.
func TestDetails(t *testing.T) {
	var source strings.Builder
	for _, root := range []string{"..", "../../cmd", "../../tui"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || filepath.Base(path) == "details_zh.go" {
				return err
			}
			text, err := os.ReadFile(path)
			source.Write(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for detail := range detailsChinese {
		for _, part := range strings.Split(detail, "%s") {
			if quoted := fmt.Sprintf("%q", part); !strings.Contains(source.String(), quoted[1:len(quoted)-1]) {
				t.Errorf("nobody says %q", part)
			}
		}
		if !slices.Equal(verbs(detail), verbs(detailsChinese[detail])) {
			t.Errorf("%q takes other values in Chinese: %q", detail, detailsChinese[detail])
		}
	}
	err := partner.NewError(partner.CodeInvalidInput, "the mail needs a subject", nil)
	if got := Chinese().Explain(err).Detail; got != "邮件需要主题" {
		t.Errorf("the detail reads %q", got)
	}
	err = partner.NewError(partner.CodeBadAnswer, "the relationship link belongs to another partner tenant: 1111: 2", nil)
	if got := Chinese().Explain(err).Detail; got != "关系链接属于其他合作伙伴租户：1111: 2" {
		t.Errorf("the detail reads %q", got)
	}
	mailer := "there is no graphical desktop here; set CSPDESK_MAILER to use a program all the same"
	if got := Chinese().Detail(mailer); got != "此处没有图形桌面；要仍然使用某个程序，请设置 CSPDESK_MAILER" {
		t.Errorf("the detail reads %q", got)
	}
	for _, detail := range []string{"", "a: b", "its own words", "100% of it"} {
		if got := Chinese().Explain(partner.NewError(partner.CodeService, detail, nil)).Detail; got != detail {
			t.Errorf("%q became %q", detail, got)
		}
	}
}

func TestLanguages(t *testing.T) {
	for tag, want := range map[string]string{
		"": "en", "en": "en", "en_US.UTF-8": "en", "C": "en", "POSIX": "en", "de_DE.UTF-8": "en", "zhuang": "en", "en-CN": "en",
		"zh": "zh-CN", "zh-CN": "zh-CN", "zh_CN.UTF-8": "zh-CN", "zh_CN": "zh-CN", "ZH-cn": "zh-CN", "zh-Hans": "zh-CN", "zh-Hans-HK": "zh-CN",
		"zh_SG.UTF-8": "zh-CN", "zh.UTF-8": "zh-CN", "zh_CN.UTF-8@pinyin": "zh-CN",
		"zh-TW": "en", "zh_HK.UTF-8": "en", "zh-Hant": "en", "zh-Hant-CN": "en", "zh_MO": "en",
	} {
		if got := Normalise(tag); got != want {
			t.Errorf("%q is %s, want %s", tag, got, want)
		}
		if got := For(tag).Language; got != want {
			t.Errorf("the strings for %q are %s, want %s", tag, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		want string
		in   []string
	}{
		{"", nil},
		{"One", []string{"One"}},
		{"One. Two.", []string{"One", "", "Two."}},
		{"One. Two.", []string{"One.", "Two."}},
		{"甲。乙。丙。", []string{"甲", "乙。", "丙。"}},
		{"甲 (Tailspin)。乙：cspdesk restore FILE。丙。", []string{"甲 (Tailspin)", "乙：cspdesk restore FILE", "丙。"}},
	} {
		if got := Join(c.in...); got != c.want {
			t.Errorf("%q joined is %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAside(t *testing.T) {
	for _, c := range []struct{ want, what, detail string }{
		{"Nothing matched", "Nothing matched", ""},
		{"Nothing matched (contoso.com)", "Nothing matched", "contoso.com."}, // the sentence goes on
		{"Nothing matched (冒险家)", "Nothing matched", "冒险家"},
		{"没有匹配项", "没有匹配项", ""},
		{"没有匹配项（邀请 x）", "没有匹配项", "邀请 x。"},
		{"没有匹配项（contoso.com）", "没有匹配项", "contoso.com"},
	} {
		if got := Aside(c.what, c.detail); got != c.want {
			t.Errorf("%q and %q: %q, not %q", c.what, c.detail, got, c.want)
		}
	}
}

func TestTermEnd(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	soon, past := now.AddDate(0, 0, 8), now.AddDate(0, 0, -8)
	for _, c := range []struct {
		sub              partner.Subscription
		english, chinese string
	}{
		{partner.Subscription{Status: "active", Ends: soon}, "ends 2026-12-01", "2026-12-01 结束"},
		{partner.Subscription{Status: "active", Ends: soon, AutoRenew: true}, "renews 2026-12-01", "2026-12-01 续订"},
		{partner.Subscription{Status: "suspended", Ends: soon, AutoRenew: true}, "renews 2026-12-01", "2026-12-01 续订"}, // unless somebody ends that, too
		{partner.Subscription{Status: "deleted", Ends: soon}, "", ""},                                                  // canceled on a day that the service does not tell
		{partner.Subscription{Status: "deleted", Ends: past}, "", ""},
		{partner.Subscription{Status: "expired", Ends: past}, "ended 2026-11-15", "已于 2026-11-15 结束"},
		{partner.Subscription{Status: "disabled", Ends: soon}, "", ""},
		{partner.Subscription{Status: "active", Ends: past, AutoRenew: true}, "ended 2026-11-15", "已于 2026-11-15 结束"},
		{partner.Subscription{Status: "active", AutoRenew: true}, "", ""},
		{partner.Subscription{Status: "active", Ends: time.Date(9999, 12, 14, 0, 0, 0, 0, time.UTC)}, "", ""},
	} {
		if english, chinese := English().TermEnd(c.sub, now), Chinese().TermEnd(c.sub, now); english != c.english || chinese != c.chinese {
			t.Errorf("%+v: %q, %q", c.sub, english, chinese)
		}
	}
}

func TestChineseAges(t *testing.T) {
	if got := Chinese().Count(Chinese().Customers.All, 1204); got != "1,204 个客户" {
		t.Errorf("a count reads %q", got)
	}
	if got := Chinese().Error(partner.CodeNotFound).Text(); got != "没有匹配项。请检查名称或 ID。" {
		t.Errorf("an error reads %q", got)
	}
}
