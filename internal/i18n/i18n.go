// Package i18n holds every sentence that people read: one struct for each area
// of the program, one value of it per language. Nothing is looked up by a
// string key at run time, so a missing sentence is found by the compiler or by
// the test that walks the structs.
package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Strings are the sentences of one language.
type Strings struct {
	Language      string // BCP 47 tag
	Common        Common
	Keys          map[string]KeyText // by intent of tui/keys
	Errors        map[string]ErrorText
	Service       map[string]ErrorText // by service code; see serviceEnglish
	App           App
	Palette       Palette
	Card          Card
	Settings      map[string]string // by key of the configuration file
	Welcome       Welcome
	Entra         EntraPages
	SignIn        SignIn
	Customers     Customers
	DetailPane    DetailPane
	Columns       Columns
	Marks         Marks
	Wizard        Wizard
	Manage        Manage
	Support       Support
	Users         Users
	Licenses      Licenses
	Removal       Removal
	Pending       Pending
	Invitations   Invitations
	Bulk          Bulk
	Subscriptions Subscriptions
	Buy           Buy
	Account       Account
	Activity      Activity
	Changes       Changes
	Audit         Audit
	Doctor        Doctor
	CLI           CLI
	SupportCLI    SupportCLI
	Acceptance    Acceptance
	Lines         Lines

	// Words for what is in English elsewhere; nil in English itself.
	findings map[string]string // by partner.Finding.Code
	details  map[string]string // by the English detail of an error
	causes   map[string]string // by what Unix says about a file
	regions  map[string]string // by partner.Country.Region

	keyNames map[string]string // by intent: the keys that the person chose
}

// KeyText names what a key does: Short for the line at the bottom of a screen
// (one or two words), Long for the help page.
type KeyText struct{ Short, Long string }

// ErrorText is what people read for an error code: what happened, what to do
// about it, and whom to ask. What has no period, because a detail may follow;
// Do and Ask are whole sentences, and Ask is "" where nobody needs to be asked.
type ErrorText struct{ What, Do, Ask string }

// Advice is what to do and whom to ask.
func (e ErrorText) Advice() string { return Join(e.Do, e.Ask) }

// Text is the whole in one paragraph.
func (e ErrorText) Text() string { return Join(e.What, e.Advice()) }

// Join puts sentences one behind the other as their language does: with a
// space, or with none after full-width punctuation. A sentence without a period
// gets one if another follows. Empty ones are left out.
func Join(sentences ...string) string {
	var text strings.Builder
	for _, next := range sentences {
		if next == "" {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(text.String())
		switch {
		case text.Len() == 0, strings.ContainsRune("。？！：；", last):
		case strings.ContainsRune(".?!:;", last):
			text.WriteByte(' ')
		case hasHan(next):
			text.WriteRune('。')
		default:
			text.WriteString(". ")
		}
		text.WriteString(next)
	}
	return text.String()
}

// About fills names into a sentence; one that ends in a period, such as "Theta, S.L.",
// gets no second one at the end of it.
func About(sentence string, names ...any) string {
	text := fmt.Sprintf(sentence, names...)
	if strings.HasSuffix(text, "..") && !strings.HasSuffix(sentence, "..") {
		text = strings.TrimSuffix(text, ".")
	}
	return text
}

// Aside puts a detail in parentheses behind a sentence that goes on, as its language
// does: full-width ones and no space in Chinese, whatever the detail is written in.
// An empty detail adds nothing.
func Aside(what, detail string) string {
	detail = strings.TrimRight(detail, ".。")
	switch {
	case detail == "":
		return what
	case hasHan(what):
		return what + "（" + detail + "）"
	}
	return what + " (" + detail + ")"
}

func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// Plural is a sentence that counts: One is used for 1, Other for any other
// number. Both hold one %d, or %s where the number is written with separators.
type Plural struct{ One, Other string }

// For returns the form for n.
func (p Plural) For(n int) string {
	if n == 1 {
		return p.One
	}
	return p.Other
}

// For gives the strings of the language that fits tag best: a BCP 47 tag or a
// POSIX locale such as "zh_CN.UTF-8". English is the fallback.
func For(tag string) *Strings {
	if Normalise(tag) == chinese.Language {
		return Chinese()
	}
	return English()
}

// Asked gives the strings of the language that the header Accept-Language of a
// browser likes best, or these where it names none of the program's (RFC 9110,
// section 12.5.4). May come from outside.
func (s *Strings) Asked(header string) *Strings {
	best, weight := s, 0.0
	for part := range strings.SplitSeq(header, ",") {
		tag, rest, weighed := strings.Cut(part, ";")
		language, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(tag)), "-")
		if language != "en" && language != "zh" {
			continue
		}
		q := 1.0
		if _, value, found := strings.Cut(rest, "="); weighed && found {
			q, _ = strconv.ParseFloat(strings.TrimSpace(value), 64) // what cannot be read is not wanted
		}
		if q > weight {
			best, weight = For(strings.TrimSpace(tag)), q
		}
	}
	return best
}

// Next gives the language that follows on this one when a person switches.
func (s *Strings) Next() *Strings {
	next := English()
	if s.Language == english.Language {
		next = Chinese()
	}
	if s.keyNames == nil {
		return next
	}
	return next.WithKeys(s.keyNames)
}

// Normalise turns a POSIX locale or a BCP 47 tag into one of the languages of
// the program, "en" or "zh-CN". Who reads traditional characters gets English
// unless the script is said to be the simplified one.
func Normalise(tag string) string {
	tag, _, _ = strings.Cut(tag, ".")
	tag, _, _ = strings.Cut(tag, "@")
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")), "-")
	if parts[0] != "zh" {
		return "en"
	}
	for _, part := range parts[1:] {
		switch part {
		case "hans", "cn", "sg", "my":
			return "zh-CN"
		case "hant", "tw", "hk", "mo":
			return "en"
		}
	}
	return "zh-CN"
}

// Known reports whether a tag or locale means one of the languages of the program,
// and not English for want of its own: "en", "zh-CN", and other ways to write these.
func Known(tag string) bool {
	language, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return strings.EqualFold(language, "en") || Normalise(tag) == chinese.Language
}

// Word gives the word for a value, or the value itself where the language has
// none, as for states that the service added since.
func Word(words map[string]string, value string) string {
	if word, ok := words[value]; ok {
		return word
	}
	return value
}
