// Package i18n holds every sentence that people read: one struct for each area
// of the program, one value of it per language. Nothing is looked up by a
// string key at run time, so a missing sentence is found by the compiler or by
// the test that walks the structs.
package i18n

import "strings"

// Strings are the sentences of one language.
type Strings struct {
	Language    string // BCP 47 tag
	Common      Common
	Keys        map[string]KeyText // by intent of tui/keys
	Errors      map[string]ErrorText
	Service     map[string]ErrorText // by service code; see serviceEnglish
	App         App
	Welcome     Welcome
	Customers   Customers
	Wizard      Wizard
	Invitations Invitations
	Activity    Activity
	CLI         CLI
	Acceptance  Acceptance
}

// KeyText names what a key does: Short for the line at the bottom of a screen
// (one or two words), Long for the help page.
type KeyText struct{ Short, Long string }

// ErrorText is what people read for an error code: what happened, what to do
// about it, and whom to ask. What has no period, because a detail may follow;
// Do and Ask are whole sentences, and Ask is "" where nobody needs to be asked.
type ErrorText struct{ What, Do, Ask string }

// Advice is what to do and whom to ask.
func (e ErrorText) Advice() string { return strings.TrimSpace(e.Do + " " + e.Ask) }

// Text is the whole in one paragraph.
func (e ErrorText) Text() string { return e.What + ". " + e.Advice() }

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
	return &English
}

// Normalise turns a POSIX locale or a BCP 47 tag into one of the languages of
// the program, "en" or "zh-CN".
func Normalise(tag string) string {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	if tag == "zh" || strings.HasPrefix(tag, "zh-") || strings.HasPrefix(tag, "zh.") {
		return "zh-CN"
	}
	return "en"
}

// Word gives the word for a value, or the value itself where the language has
// none, as for states that the service added since.
func Word(words map[string]string, value string) string {
	if word, ok := words[value]; ok {
		return word
	}
	return value
}
