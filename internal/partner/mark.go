package partner

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what is kept about a customer here and nowhere else, in characters.
const (
	MaxTag      = 40
	MaxTags     = 20 // of one customer
	MaxNickname = 100
	MaxNote     = 10_000
)

// TagCount is a tag with the number of customers that have it.
type TagCount struct {
	Tag       string
	Customers int
}

// TagKey is what tags are compared by: case makes no difference.
func TagKey(tag string) string { return strings.ToLower(strings.ToUpper(tag)) }

// CleanTag gives a tag as it is kept: without the spaces around it. One that is
// empty or too long, or holds a space, a comma or a control character, is
// CodeInvalidInput.
func CleanTag(tag string) (string, error) {
	tag = strings.TrimSpace(tag)
	switch {
	case tag == "":
		return "", NewError(CodeInvalidInput, "a tag is empty", nil)
	case utf8.RuneCountInString(tag) > MaxTag:
		return "", NewError(CodeInvalidInput, "a tag has more than 40 characters", nil)
	case !utf8.ValidString(tag) || strings.ContainsFunc(tag, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || isComma(r)
	}):
		return "", NewError(CodeInvalidInput, "a tag holds a space, a comma or a control character", nil)
	}
	return tag, nil
}

// CleanNickname gives a nickname as it is kept: one line without the spaces
// around it. CodeInvalidInput says that it is not one line of text, CodeTooLong
// that it is too long.
func CleanNickname(name string) (string, error) {
	name = strings.TrimSpace(name)
	if !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return "", NewError(CodeInvalidInput, "a nickname is one line of text", nil)
	}
	if utf8.RuneCountInString(name) > MaxNickname {
		return "", NewError(CodeTooLong, "a nickname has at most 100 characters", nil)
	}
	return name, nil
}

// CleanNote gives a note as it is kept: lines that end with "\n", without the
// space around the whole. CodeInvalidInput says that it is not text,
// CodeTooLong that it is too long.
func CleanNote(note string) (string, error) {
	note = strings.ReplaceAll(strings.ReplaceAll(note, "\r\n", "\n"), "\r", "\n")
	note = strings.TrimSpace(note)
	if !utf8.ValidString(note) || strings.ContainsFunc(note, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t'
	}) {
		return "", NewError(CodeInvalidInput, "a note holds a control character", nil)
	}
	if utf8.RuneCountInString(note) > MaxNote {
		return "", NewError(CodeTooLong, "a note has at most 10,000 characters", nil)
	}
	return note, nil
}

// WithTags gives tags with some added and some removed, in the order of their
// keys. A tag that is there keeps its spelling. More than MaxTags are
// CodeInvalidInput. What is added and removed must be clean.
func WithTags(tags, add, remove []string) ([]string, error) {
	var result []string
	has := func(tag string) bool {
		return slices.ContainsFunc(result, func(other string) bool { return TagKey(other) == TagKey(tag) })
	}
	gone := func(tag string) bool {
		return slices.ContainsFunc(remove, func(other string) bool { return TagKey(other) == TagKey(tag) })
	}
	for _, tag := range slices.Concat(tags, add) {
		if !has(tag) && !gone(tag) {
			result = append(result, tag)
		}
	}
	if len(result) > MaxTags && len(result) > len(tags) {
		return nil, NewError(CodeInvalidInput, "a customer has at most 20 tags", nil)
	}
	slices.SortFunc(result, func(a, b string) int { return strings.Compare(TagKey(a), TagKey(b)) })
	return result, nil
}

// isComma recognizes what separates values: also the commas that a Chinese
// keyboard types.
func isComma(r rune) bool { return r == ',' || r == '，' || r == '、' }

// BetweenTags recognizes what separates tags in a text, also as a Chinese keyboard
// types it.
func BetweenTags(r rune) bool { return unicode.IsSpace(r) || isComma(r) }

// TagChange reads what was typed to change tags: +a and -b, or, where the tags that
// one customer has were listed to be edited, the list that they shall be.
func TagChange(text string, has []string, listed bool) (add, remove []string) {
	plain := false
	for _, word := range strings.FieldsFunc(text, BetweenTags) {
		switch {
		case slices.Contains(has, word) || word[0] != '+' && word[0] != '-':
			plain = true
			add = append(add, word)
		case len(word) > 1 && word[0] == '+':
			add = append(add, word[1:])
		case len(word) > 1:
			remove = append(remove, word[1:])
		}
	}
	if !listed || !plain && len(add)+len(remove) > 0 {
		return add, remove
	}
	for _, tag := range has {
		if !slices.ContainsFunc(add, func(other string) bool { return TagKey(other) == TagKey(tag) }) {
			remove = append(remove, tag)
		}
	}
	return add, remove
}
