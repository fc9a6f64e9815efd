package partner

import (
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	tenant   = "1b9e2c4d-0f53-4a7b-9c11-5e8d7f6a3b20"
	provider = "7c0d5a12-93be-4e6f-8a45-2d1f0b9c8e77"
	stranger = "5a44e0d9-6c2b-4f18-b7a3-90e1c2d3f4a5"

	theLink = "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=" + tenant +
		"&msppId=0&DAP=false#/BillingAccounts/partner-invitation"
	foreignLink  = "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=" + stranger + "&msppId=0&DAP=false#/BillingAccounts/partner-invitation"
	profileLink  = "https://admin.microsoft.com/Adminportal/Home?#/BillingAccounts/billing-accounts"
	granularLink = "https://admin.microsoft.com/AdminPortal/Home#/partners/invitation/granularAdminRelationships/" + stranger + "-" + provider
)

// textCase is a text with what CheckLink must say about theLink in it. Code is
// the finding that must be among the findings; "" for none at all.
type textCase struct {
	name, text string
	want       TextVerdict
	code       string
	line       int // of that finding; 0 if not looked at
}

func swap(old, with string) string {
	if !strings.Contains(theLink, old) {
		panic("the link has no " + old)
	}
	return strings.ReplaceAll(theLink, old, with)
}

// in puts s on a line of its own in a mail; it stands on line 4.
func in(s string) string {
	return "Dear Nancy,\n\nplease accept:\n" + s + "\n\nKind regards\nContoso Reselling"
}

// percentAll escapes what encodeURIComponent escapes.
func percentAll(s string) string {
	return strings.NewReplacer(":", "%3A", "/", "%2F", "?", "%3F", "=", "%3D", "&", "%26", "#", "%23").Replace(s)
}

func wrapAt(s string, n int, with string) string { return s[:n] + with + s[n:] }

var intactTexts = []textCase{
	{"alone", theLink, Intact, "", 0},
	{"the whole draft", Draft{Opening: "Dear Nancy,", Link: theLink, Closing: "Contoso"}.Body(), Intact, "", 0},
	{"on its line", in(theLink), Intact, "", 0},
	{"CRLF", strings.ReplaceAll(in(theLink), "\n", "\r\n"), Intact, "", 0},
	{"old Mac line ends", strings.ReplaceAll(in(theLink), "\n", "\r"), Intact, "", 0},
	{"indented", in("    " + theLink), Intact, "", 0},
	{"tab before", in("\t" + theLink), Intact, "", 0},
	{"spaces behind", in(theLink + "   "), Intact, "", 0},
	{"in angle brackets", in("<" + theLink + ">"), Intact, "", 0},
	{"in angle brackets with URL:", in("<URL: " + theLink + ">"), Intact, "", 0},
	{"in double quotes", in(`"` + theLink + `"`), Intact, "", 0},
	{"in a sentence", "Please open " + theLink + " and accept.", Intact, "", 0},
	{"behind a full-width colon", in("请点击：" + theLink), Intact, "", 0},
	{"behind a bullet", in("• " + theLink), Intact, "", 0},
	{"behind a dash", in("-" + theLink), Intact, "", 0},
	{"behind an opening bracket", in("(" + theLink + " )"), Intact, "", 0},
	{"beside the billing profile's address", in(profileLink + "\n\n" + theLink), Intact, "", 0},
	{"beside the admin center", in(theLink + "\n\nThe admin center is https://admin.microsoft.com/Adminportal/Home"), Intact, "", 0},
	{"beside another web site", in(theLink + "\nhttps://www.contoso.com/help?id=3#top"), Intact, "", 0},
	{"beside an address with a percent escape", in(theLink + "\nhttps://www.contoso.com/a%20b"), Intact, "", 0},
	{"beside a mail address", in(theLink + "\nnancy@fabrikam.com"), Intact, "", 0},
	{"beside the tenant id", in(theLink + "\nOur Microsoft ID: " + tenant), Intact, "", 0},
	{"no-break space behind", in(theLink + "\u00a0"), Intact, "", 0},
	{"ideographic space behind", in(theLink + "\u3000"), Intact, "", 0},
	{"Chinese text around", "尊敬的客户：\n\n请打开下面的链接接受邀请。\n\n" + theLink + "\n\n此致\nContoso", Intact, "", 0},
	{"emoji in the text", "🎉👨‍👩‍👧\n" + theLink, Intact, "", 0},
	{"invalid bytes elsewhere", "\xff\xfe\n" + theLink + "\n\x80", Intact, "", 0},
	{"control characters elsewhere", "a\x00b\x1b[31m\n" + theLink, Intact, "", 0},
	{"greater-than sign in the text", "a > b\n" + theLink, Intact, "", 0},
}

var oddTexts = []textCase{
	{"full stop behind", in(theLink + "."), TextWarn, FindingTrailing, 4},
	{"comma behind", in(theLink + ", please"), TextWarn, FindingTrailing, 4},
	{"exclamation marks behind", in(theLink + "!!"), TextWarn, FindingTrailing, 4},
	{"bracket behind", in("(" + theLink + ")"), TextWarn, FindingTrailing, 4},
	{"single quote behind", in("'" + theLink + "'"), TextWarn, FindingTrailing, 4},
	{"curly quotes around", in("“" + theLink + "”"), TextWarn, FindingTrailing, 4},
	{"Chinese full stop behind", in(theLink + "。"), TextWarn, FindingTrailing, 4},
	{"full-width bracket behind", in("（" + theLink + "）"), TextWarn, FindingTrailing, 4},
	{"Markdown emphasis", in("**" + theLink + "**"), TextWarn, FindingTrailing, 4},
	{"Markdown link", in("[accept](" + theLink + ")"), TextWarn, FindingTrailing, 4},
	{"ellipsis behind", in(theLink + "…"), TextWarn, FindingTrailing, 4},
	{"twice", in(theLink + "\n\nAgain:\n" + theLink), TextWarn, FindingDoubled, 7},
	{"in HTML", in(`<a href="` + theLink + `">` + theLink + "</a>"), TextWarn, FindingDoubled, 4},
	{"quoted", in("> " + theLink), TextWarn, FindingQuoted, 4},
	{"quoted twice", in(">> " + theLink), TextWarn, FindingQuoted, 4},
	{"label glued before", in("Link:" + theLink), TextWarn, FindingGlued, 4},
	{"equals sign before", in("url=" + theLink), TextWarn, FindingGlued, 4},
	{"Chinese letter glued before", in("链接" + theLink), TextWarn, FindingGlued, 4},
	{"zero-width space before", in("\u200b" + theLink), TextWarn, FindingInvisible, 4},
	{"byte-order mark before", "\ufeff" + theLink, TextWarn, FindingInvisible, 1},
	{"right-to-left override in its line", in("\u202eopen " + theLink), TextWarn, FindingInvisible, 4},
	{"right-to-left override behind a space", in(theLink + " \u202e"), TextWarn, FindingInvisible, 4},
	{"beside a granular link", in(theLink + "\n" + granularLink), TextWarn, FindingGranularLink, 5},
	{"beside a piece of a link", in(theLink + "\n&partnerId=" + tenant), TextWarn, FindingLeftover, 5},
}

var brokenTexts = []textCase{
	{"empty", "", Broken, FindingMissing, 0},
	{"without it", in("(link)"), Broken, FindingMissing, 0},
	{"only the billing profile's address", in(profileLink), Broken, FindingMissing, 0},
	{"only the admin center", in("https://admin.microsoft.com/"), Broken, FindingMissing, 0},
	{"another site", in("https://www.fabrikam.com/"), Broken, FindingMissing, 0},
	{"DAP changed", in(swap("DAP=false", "DAP=true")), Broken, FindingAltered, 4},
	{"DAP gone", in(swap("&DAP=false", "")), Broken, FindingAltered, 4},
	{"DAP added twice", in(swap("DAP=false", "DAP=false&DAP=true")), Broken, FindingAltered, 4},
	{"another partner", in(foreignLink), Broken, FindingAltered, 4},
	{"one digit of the partner", in(swap("1b9e", "1b9f")), Broken, FindingAltered, 4},
	{"a digit lost", in(swap("1b9e", "1b9")), Broken, FindingAltered, 4},
	{"partner gone", in(swap("partnerId="+tenant+"&", "")), Broken, FindingAltered, 4},
	{"msppId changed", in(swap("msppId=0", "msppId=601089")), Broken, FindingAltered, 4},
	{"kind changed", in(swap("ResellerRelationship", "IndirectResellerRelationship")), Broken, FindingAltered, 4},
	{"provider added", in(swap("#", "&indirectCSPId="+provider+"#")), Broken, FindingAltered, 4},
	{"fragment gone", in(swap("#/BillingAccounts/partner-invitation", "")), Broken, FindingCut, 4},
	{"older fragment", in(swap("/BillingAccounts/partner-invitation", "/partners/invitation")), Broken, FindingAltered, 4},
	{"parameters behind the fragment", in(swap("&DAP=false", "") + "&DAP=false"), Broken, FindingAltered, 4},
	{"query order", in(swap("&msppId=0&DAP=false", "&DAP=false&msppId=0")), Broken, FindingAltered, 4},
	{"http", in(swap("https://", "http://")), Broken, FindingAltered, 4},
	{"scheme gone", in(swap("https://", "")), Broken, FindingAltered, 4},
	{"scheme damaged", in(swap("https://", "ttps://")), Broken, FindingAltered, 4},
	{"scheme defused", in(swap("https://", "hxxps://")), Broken, FindingAltered, 4},
	{"one slash", in(swap("https://", "https:/")), Broken, FindingAltered, 4},
	{"look-alike host", in(swap("admin.microsoft.com", "admin.micros0ft.com")), Broken, FindingAltered, 4},
	{"host as a subdomain", in(swap("admin.microsoft.com", "admin.microsoft.com.example.net")), Broken, FindingAltered, 4},
	{"Cyrillic host", in(swap("microsoft", "miсrosoft")), Broken, FindingAltered, 4},
	{"user info", in(swap("https://", "https://admin@example.net@")), Broken, FindingAltered, 4},
	{"port", in(swap(".com/", ".com:8443/")), Broken, FindingAltered, 4},
	{"host moved", in(swap("admin.microsoft.com", "admin.cloud.microsoft")), Broken, FindingAltered, 4},
	{"HTML ampersands", in(swap("&", "&amp;")), Broken, FindingHTMLEscaped, 4},
	{"one HTML ampersand", in(swap("&DAP", "&amp;DAP")), Broken, FindingHTMLEscaped, 4},
	{"HTML attribute", `<a href="` + swap("&", "&amp;") + `">accept</a>`, Broken, FindingHTMLEscaped, 1},
	{"quoted-printable", in(swap("=", "=3D")), Broken, FindingQuotedPrintable, 4},
	{"quoted-printable, lower case", in(swap("=", "=3d")), Broken, FindingQuotedPrintable, 4},
	{"soft break", in(wrapAt(theLink, 75, "=\n")), Broken, FindingQuotedPrintable, 4},
	{"soft break, CRLF", in(wrapAt(theLink, 75, "=\r\n")), Broken, FindingQuotedPrintable, 4},
	{"soft break and escapes", in(wrapAt(swap("=", "=3D"), 76, "=\n")), Broken, FindingQuotedPrintable, 4},
	{"percent ampersand", in(swap("&", "%26")), Broken, FindingPercent, 4},
	{"percent hash", in(swap("#", "%23")), Broken, FindingPercent, 4},
	{"percent slash in the fragment", in(swap("#/BillingAccounts/", "#%2FBillingAccounts%2F")), Broken, FindingPercent, 4},
	{"percent everything", in(percentAll(theLink)), Broken, FindingPercent, 4},
	{"behind Safe Links", in("https://eur01.safelinks.protection.outlook.com/?url=" + percentAll(theLink) + "&data=05"), Broken, FindingPercent, 4},
	{"in another address, plain", in("https://www.example.net/?u=" + theLink), Broken, FindingGlued, 4},
	{"in a mailto", in("mailto:nancy@fabrikam.com?body=" + percentAll(theLink)), Broken, FindingPercent, 4},
	{"wrapped at 76", in(wrapAt(theLink, 76, "\n")), Broken, FindingLineBreak, 4},
	{"wrapped with CRLF", in(wrapAt(theLink, 76, "\r\n")), Broken, FindingLineBreak, 4},
	{"wrapped and indented", in(wrapAt(theLink, 76, "\n   ")), Broken, FindingLineBreak, 4},
	{"wrapped behind the equals sign", in(swap("partnerId=", "partnerId=\n")), Broken, FindingLineBreak, 4},
	{"wrapped before the hash", in(swap("#", "\n#")), Broken, FindingLineBreak, 4},
	{"wrapped in the host", in(swap("microsoft", "micro\nsoft")), Broken, FindingLineBreak, 4},
	{"wrapped behind the scheme", in(swap("https://", "https://\n")), Broken, FindingLineBreak, 4},
	{"wrapped twice", in(wrapAt(wrapAt(theLink, 120, "\n"), 60, "\n")), Broken, FindingLineBreak, 4},
	{"wrapped in a quote", in("> " + wrapAt(theLink, 70, "\n> ")), Broken, FindingLineBreak, 4},
	{"wrapped by a line separator", in(wrapAt(theLink, 70, "\u2028")), Broken, FindingSpace, 4},
	{"space inside", in(swap("&DAP", " &DAP")), Broken, FindingSpace, 4},
	{"no-break space inside", in(swap("&DAP", "\u00a0&DAP")), Broken, FindingSpace, 4},
	{"tab inside", in(swap("&DAP", "\t&DAP")), Broken, FindingSpace, 4},
	{"zero-width space inside", in(swap("&DAP", "\u200b&DAP")), Broken, FindingInvisible, 4},
	{"zero-width joiner in the host", in(swap("microsoft", "micro\u200dsoft")), Broken, FindingInvisible, 4},
	{"soft hyphen inside", in(swap("Accounts", "Acc\u00adounts")), Broken, FindingInvisible, 4},
	{"right-to-left override inside", in(swap("&DAP", "\u202e&DAP")), Broken, FindingInvisible, 4},
	{"zero-width space behind", in(theLink + "\u200b"), Broken, FindingGlued, 4},
	{"word joiner behind", in(theLink + "\u2060"), Broken, FindingGlued, 4},
	{"variation selector behind", in(theLink + "\ufe0f"), Broken, FindingGlued, 4},
	{"NUL behind", in(theLink + "\x00"), Broken, FindingGlued, 4},
	{"escape sequence behind", in(theLink + "\x1b[0m"), Broken, FindingGlued, 4},
	{"invalid byte behind", in(theLink + "\xff"), Broken, FindingGlued, 4},
	{"cut in the fragment", in(theLink[:len(theLink)-5]), Broken, FindingCut, 4},
	{"cut by one character", in(theLink[:len(theLink)-1]), Broken, FindingCut, 4},
	{"cut in the query", in(theLink[:100]), Broken, FindingCut, 4},
	{"cut early", in(theLink[:50]), Broken, FindingCut, 4},
	{"cut with an ellipsis", in(theLink[:100] + "…"), Broken, FindingCut, 4},
	{"cut with three dots", in(theLink[:100] + "..."), Broken, FindingCut, 4},
	{"cut at the end of the text", "Open " + theLink[:110], Broken, FindingCut, 1},
	{"cut and in angle brackets", in("<" + theLink[:110] + ">"), Broken, FindingCut, 4},
	{"lower case", in(strings.ToLower(theLink)), Broken, FindingCase, 4},
	{"upper case", in(strings.ToUpper(theLink)), Broken, FindingCase, 4},
	{"first letter capital", in("H" + theLink[1:]), Broken, FindingCase, 4},
	{"path in another case", in(swap("Adminportal", "AdminPortal")), Broken, FindingCase, 4},
	{"full-width ampersand", in(swap("&", "＆")), Broken, FindingAltered, 4},
	{"full-width colon", in(swap("https:", "https：")), Broken, FindingAltered, 4},
	{"typographic dash in the id", in(swap("0f53-4a7b", "0f53–4a7b")), Broken, FindingAltered, 4},
	{"letters glued behind", in(theLink + "Please"), Broken, FindingGlued, 4},
	{"sentence glued behind", in(theLink + ".Thank you"), Broken, FindingGlued, 4},
	{"Chinese glued behind", in(theLink + "请接受"), Broken, FindingGlued, 4},
	{"Chinese sentence glued behind", in(theLink + "。请接受"), Broken, FindingGlued, 4},
	{"parameter glued behind", in(theLink + "&utm_source=mail"), Broken, FindingGlued, 4},
	{"slash glued behind", in(theLink + "/"), Broken, FindingGlued, 4},
	{"glued before", in("see" + theLink), Broken, FindingGlued, 4},
	{"glued to itself", in(theLink + theLink), Broken, FindingGlued, 4},
	{"Markdown link with a foreign address as text", in("[" + foreignLink[8:] + "](" + theLink + ")"), Broken, FindingGlued, 4},
	{"underscore before", in("_" + theLink + "_"), Broken, FindingGlued, 4},
	{"beside a foreign link", in(theLink + "\n" + foreignLink), Broken, FindingForeignLink, 5},
	{"behind a foreign link", in(foreignLink + "\n" + theLink), Broken, FindingForeignLink, 4},
	{"beside a look-alike", in(theLink + "\n" + swap("admin.microsoft.com", "admin.microsoft.com.example.net")), Broken, FindingForeignLink, 5},
	{"beside a look-alike without scheme", in(theLink + "\n" + swap("https://admin.microsoft.com", "admin.micros0ft.com")), Broken, FindingForeignLink, 5},
	{"beside a foreign escaped link", in(theLink + "\n" + strings.ReplaceAll(foreignLink, "&", "&amp;")), Broken, FindingForeignLink, 5},
	{"beside a foreign link of the older form", in(theLink + "\nhttps://portal.office.com/partner/partnersignup.aspx?type=ResellerRelationship&id=" + stranger + "&csp=1&msppid=0"), Broken, FindingForeignLink, 5},
	{"beside a copy with admin rights", in(theLink + "\n" + swap("DAP=false", "DAP=true")), Broken, FindingAltered, 5},
	{"beside a wrapped copy", in(theLink + "\n\n" + wrapAt(theLink, 76, "\n")), Broken, FindingLineBreak, 6},
	{"beside a cut copy", in(theLink + "\n\n" + theLink[:100]), Broken, FindingCut, 6},
	{"beside an escaped copy", in(theLink + "\n" + swap("&", "&amp;")), Broken, FindingHTMLEscaped, 5},
	{"beside a copy with text glued", in(theLink + "\n" + theLink + "x"), Broken, FindingGlued, 5},
	{"beside a copy in another address", in(theLink + "\nhttps://www.example.net/?u=" + theLink), Broken, FindingGlued, 5},
	{"beside a cut copy behind a soft hyphen", in(theLink + "\n\u00ad" + theLink[:100] + "x"), Broken, FindingForeignLink, 5},
	{"beside a defused foreign link", in(theLink + "\nhxxps" + foreignLink[5:]), Broken, FindingForeignLink, 5},
	{"beside a Cyrillic look-alike without scheme", in(theLink + "\n" + swap("https://admin.microsoft", "admin.miсrosoft")), Broken, FindingForeignLink, 5},
	{"Markdown link with the address as text", in("[" + theLink + "](" + theLink + ")"), Broken, FindingGlued, 4},
}

func textCorpus() []textCase { return slices.Concat(intactTexts, oddTexts, brokenTexts) }

func TestCheckLink(t *testing.T) {
	if n := len(textCorpus()); n < 90 {
		t.Fatalf("the corpus has shrunk to %d texts", n)
	}
	for _, c := range textCorpus() {
		t.Run(c.name, func(t *testing.T) {
			verdict, findings := CheckLink(c.text, theLink)
			if verdict != c.want {
				t.Fatalf("verdict %s, want %s\n%q\n%+v", verdict, c.want, c.text, findings)
			}
			if c.code == "" {
				if len(findings) != 0 {
					t.Errorf("findings in an intact text: %+v", findings)
				}
				return
			}
			at := slices.IndexFunc(findings, func(f Finding) bool { return f.Code == c.code && (c.line == 0 || f.Line == c.line) })
			if at < 0 {
				t.Fatalf("no finding %s on line %d in %+v", c.code, c.line, findings)
			}
			if f := findings[at]; f.Message == "" || f.Bad != (c.want == Broken) {
				t.Errorf("finding %+v in a text that is %s", f, c.want)
			}
		})
	}
}

// A checker that looks for the link as a substring is wrong about many of the
// texts: the corpus would tell.
func TestCorpusTellsSubstring(t *testing.T) {
	blind, doubtful := 0, 0
	for _, c := range textCorpus() {
		if strings.Contains(c.text, theLink) {
			switch c.want {
			case Broken:
				blind++
			case TextWarn:
				doubtful++
			}
		}
	}
	t.Logf("of %d texts, a substring test passes %d that are broken and %d that are odd", len(textCorpus()), blind, doubtful)
	if blind < 20 || doubtful < 20 {
		t.Errorf("the corpus tells a substring test in %d broken and %d odd texts only", blind, doubtful)
	}
}

func TestCheckLinkSaysWhatChanged(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{swap("DAP=false", "DAP=true"), `DAP is "true" and not "false"`},
		{swap("&DAP=false", ""), "the parameter DAP is missing"},
		{swap("1b9e", "1b9f"), "partnerId is"},
		{swap("admin.microsoft.com", "admin.micros0ft.com"), `the host is "admin.micros0ft.com"`},
		{swap("https://", "http://"), `the scheme is "http"`},
		{swap("/BillingAccounts/partner-invitation", "/partners/invitation"), "the part behind the # is"},
		{swap("#", "&x=1#"), `the parameter "x" is new`},
		{swap("&msppId=0&DAP=false", "&DAP=false&msppId=0"), "another order"},
		{theLink[:100], "cut off behind"},
	} {
		_, findings := CheckLink(c.text, theLink)
		if len(findings) != 1 || !strings.Contains(findings[0].Message, c.want) {
			t.Errorf("%s: %+v, want %q", c.text, findings, c.want)
		}
	}
}

func TestCheckLinkWithoutLink(t *testing.T) {
	for _, link := range []string{"", "a b", "https://admin.microsoft.com/\n", "<x>"} {
		if verdict, findings := CheckLink("any "+link+" text", link); verdict != Broken || len(findings) != 1 {
			t.Errorf("%q: %s %+v", link, verdict, findings)
		}
	}
}

// A flood of harmless pieces does not hide a foreign link behind it.
func TestCheckLinkIsNotFlooded(t *testing.T) {
	for name, flood := range map[string]string{
		"starts":   "https:// ",
		"queries":  "https://admin.microsoft.com/Adminportal/Home? ",
		"pieces":   "partnerId=x ",
		"copies":   theLink + " ",
		"granular": granularLink + " ",
	} {
		text := theLink + "\n" + strings.Repeat(flood, 1000) + "\n" + foreignLink
		if verdict, findings := CheckLink(text, theLink); verdict != Broken || len(findings) > 2*maxCandidates {
			t.Errorf("%s: %s with %d findings", name, verdict, len(findings))
		}
	}
}

// hugeTexts are 10 MB each and meant to make a careless checker slow.
func hugeTexts() map[string]string {
	const size = 10 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)+1)[:size] }
	return map[string]string{
		"prose":                fill("Guten Tag, wir freuen uns auf die Zusammenarbeit mit Ihnen.\n"),
		"one line":             fill("x"),
		"one word of slashes":  fill("/"),
		"schemes":              fill("https://"),
		"schemes in words":     fill("https:// "),
		"copies":               fill(theLink + " "),
		"glued copies":         fill(theLink),
		"cut copies":           fill(theLink[:100] + " "),
		"marks":                fill("invType=x "),
		"equals":               fill("a=b "),
		"percent":              fill("%25"),
		"newlines":             fill("\n"),
		"newlines behind half": theLink[:80] + fill("\n"),
		"zero width":           fill("https://\u200b"),
		"Chinese":              fill("请接受邀请。"),
		"invalid":              fill("\xff\xfe=/"),
	}
}

func TestCheckLinkIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("needs some seconds")
	}
	for name, text := range hugeTexts() {
		started := time.Now()
		verdict, findings := CheckLink(text+"\n"+theLink+"\n", theLink)
		took := time.Since(started)
		t.Logf("%-22s %8s %s %d", name, took.Round(time.Millisecond), verdict, len(findings))
		if took > 2*time.Minute {
			t.Errorf("%s: %s for 10 MB", name, took)
		}
	}
}

func BenchmarkCheckLink(b *testing.B) {
	const size = 1 << 20
	for name, text := range hugeTexts() {
		text = text[:size] + "\n" + theLink
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				CheckLink(text, theLink)
			}
		})
	}
}
