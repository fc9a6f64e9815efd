package invite

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

// profilePage is where a customer completes their profile in the public cloud
// (Partner Center, "Confirm a customer's acceptance of the Microsoft Customer
// Agreement"). Other clouds have no documented address for it.
const profilePage = "https://admin.microsoft.com/Adminportal/Home?#/BillingAccounts/billing-accounts"

// maxNameRunes keeps an absurd company name from filling the letter.
const maxNameRunes = 256

//go:embed letters/*.txt
var letterFiles embed.FS

// letter is one language's pieces, by the name of their section.
type letter map[string]string

// letters reads the embedded files once. They are part of the program and a
// test reads each: an unreadable one cannot be shipped.
var letters = sync.OnceValue(func() map[string]letter {
	all := map[string]letter{}
	for _, lang := range partner.MailLanguages() {
		text, err := letterFiles.ReadFile("letters/" + lang + ".txt")
		if err != nil {
			panic("there is no letter in " + lang + ": " + err.Error())
		}
		all[lang] = readLetter(string(text))
	}
	return all
})

// readLetter cuts a file into its sections; each starts with a line "== name".
func readLetter(text string) letter {
	l := letter{}
	for section := range strings.SplitSeq("\n"+strings.ReplaceAll(text, "\r\n", "\n"), "\n== ") {
		name, body, _ := strings.Cut(section, "\n")
		if name != "" {
			l[name] = strings.TrimSpace(body)
		}
	}
	return l
}

// Letter writes the mail of a relationship request in the languages of lang (see
// partner.MailLanguageTags), in our own words and with the points of Partner
// Center's draft: who asks, the two steps, the link alone on its line, that only
// a global administrator accepts, and the agreement. A language that there is no
// letter in gives the English one. Names and the signature are data: nothing in
// them is replaced or interpreted.
func Letter(lang string, p partner.Profile, r Request, link string) partner.Draft {
	return inLanguages(lang, func(lang string) partner.Draft {
		l := letterIn(lang)
		return usualTemplate(l).write(l, p, r, link)
	})
}

// inLanguages writes a mail in each of its languages.
func inLanguages(lang string, write func(lang string) partner.Draft) partner.Draft {
	tags, ok := partner.MailLanguageTags(lang)
	if !ok {
		return write("en")
	}
	mail := write(tags[0])
	for _, tag := range tags[1:] {
		mail = both(mail, write(tag))
	}
	return mail
}

func letterIn(lang string) letter {
	if !slices.Contains(partner.MailLanguages(), lang) {
		lang = "en"
	}
	return letters()[lang]
}

func greetingFor(r Request) string {
	if plainLine(r.Name) == "" {
		return "greeting"
	}
	return "greeting-name"
}

func askFor(r Request) string {
	switch {
	case r.Provider == "":
		return "ask"
	case plainLine(r.ProviderName) == "":
		return "ask-provider"
	}
	return "ask-provider-name"
}

// rightsFor chooses the sentence that is true about admin rights. Since 9
// October 2023 they are not granted with a relationship (Partner Center,
// "Obtain a customer's admin privileges"); the cloud operated by 21Vianet, which
// has no granular rights, still asks for them in the old way.
func rightsFor(p partner.Profile, r Request) string {
	switch {
	case !r.AdminRights:
		return "rights-none"
	case p.Cloud == partner.CloudChina:
		return "rights-asked"
	}
	return "rights-later"
}

func values(l letter, p partner.Profile, r Request) map[string]string {
	signature := plainBlock(p.Signature)
	if signature == "" {
		signature = plainLine(p.Company)
	}
	return map[string]string{
		"partner":   plainLine(p.Company),
		"name":      plainLine(r.Name),
		"provider":  plainLine(r.ProviderName),
		"profile":   profilePage,
		"portal":    l["portal-"+string(p.Cloud.Portal())],
		"signature": signature,
	}
}

// fill puts the values into the places of a text, such as {partner}, in one pass
// from left to right: a value that looks like a place stays as it is. Where a
// Latin word meets a Chinese or Japanese one, a space comes between them, as
// both languages' style guides of Microsoft want it.
func fill(text string, values map[string]string) string {
	var b strings.Builder
	var last rune // written
	write := func(s string, joint bool) {
		if s == "" {
			return
		}
		first, _ := utf8.DecodeRuneInString(s)
		if joint && (isLatin(last) && isCJK(first) || isCJK(last) && isLatin(first)) {
			b.WriteByte(' ')
		}
		b.WriteString(s)
		last, _ = utf8.DecodeLastRuneInString(s)
	}
	for joint := false; text != ""; joint = true {
		before, rest, _ := strings.Cut(text, "{")
		write(before, joint)
		place, after, found := strings.Cut(rest, "}")
		if !found {
			break
		}
		write(values[place], true)
		text = after
	}
	return b.String()
}

func isLatin(r rune) bool {
	return unicode.Is(unicode.Latin, r) || unicode.IsDigit(r)
}

func isCJK(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// plainLine makes a name one line: control and invisible characters and line
// breaks become spaces, runs of spaces one.
func plainLine(s string) string {
	s = strings.Join(strings.Fields(strings.Map(visible, s)), " ")
	if utf8.RuneCountInString(s) > maxNameRunes {
		s = string([]rune(s)[:maxNameRunes])
	}
	return s
}

// plainBlock does the same for a text of several lines.
func plainBlock(s string) string {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(strings.Map(visible, line), unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

func visible(r rune) rune {
	if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError {
		return ' '
	}
	return r
}
