package partner

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Suggestion is a text that may stand in a filter where something is being
// typed.
type Suggestion struct {
	Text      string // to put there
	From, To  int    // in the expression, in bytes: what Text takes the place of
	Key       FilterKey
	Value     string // "" if a key is suggested
	Customers int    // with a tag: how many have it
}

// CompleteFilter suggests how the word around the cursor, a place in bytes, may
// go on: keys, or values of the key that is there. tags are those that
// customers have. Where nothing is typed yet, the words are those of the language;
// else they go on as the person began, in English or Chinese. The best come first;
// nothing is suggested that is there already.
func CompleteFilter(expr string, cursor int, tags []TagCount, words FilterWords) []Suggestion {
	cursor = min(max(cursor, 0), len(expr))
	for cursor > 0 && cursor < len(expr) && !utf8.RuneStart(expr[cursor]) {
		cursor--
	}
	from := strings.LastIndexFunc(expr[:cursor], unicode.IsSpace)
	if from >= 0 {
		_, size := utf8.DecodeRuneInString(expr[from:])
		from += size
	} else {
		from = 0
	}
	to := len(expr)
	if i := strings.IndexFunc(expr[cursor:], unicode.IsSpace); i >= 0 {
		to = cursor + i
	}
	not := false
	name, values, hasColon := cutTerm(expr[from:cursor], &not)
	if !hasColon {
		words.Chinese = words.Chinese && name == "" || chinese(name)
		return suggestKeys(name, words, cursor-len(name), to)
	}
	key, known := filterKey(name)
	if !known || !key.TakesValue() {
		return nil
	}
	given := strings.FieldsFunc(values, isComma)
	typed := ""
	if last, _ := utf8.DecodeLastRuneInString(values); len(given) > 0 && !isComma(last) {
		typed, given = given[len(given)-1], given[:len(given)-1]
	}
	if i := strings.IndexFunc(expr[cursor:to], isComma); i >= 0 {
		to = cursor + i
	}
	words.Chinese = chinese(name)
	return suggestValues(key, typed, given, words, tags, cursor-len(typed), to)
}

func suggestKeys(typed string, words FilterWords, from, to int) (all []Suggestion) {
	for _, key := range FilterKeys() {
		name := words.Key(key)
		if !startsWith(name, typed) {
			continue
		}
		s := Suggestion{Text: name, From: from, To: to, Key: key}
		if key.TakesValue() {
			s.Text += ":"
		}
		all = append(all, s)
	}
	return all
}

func suggestValues(key FilterKey, typed string, given []string, words FilterWords, tags []TagCount, from, to int) (all []Suggestion) {
	add := func(value string, customers int) {
		if !slices.ContainsFunc(given, func(other string) bool { return TagKey(key.valueOf(other)) == TagKey(value) }) {
			all = append(all, Suggestion{Text: words.Value(key, value), From: from, To: to, Key: key, Value: value, Customers: customers})
		}
	}
	values := key.Values()
	switch key {
	case FilterTag:
		suggestTags(typed, tags, add)
		return all
	case FilterCountry:
		for _, c := range Countries() {
			if startsWith(c.Code, typed) || len(typed) > 2 && startsWith(c.Name, typed) || words.Country != nil && chinese(typed) && startsWith(words.Country(c.Code, c.Name), typed) {
				add(strings.ToLower(c.Code), 0)
			}
		}
		values = []string{FilterUnknown}
	case FilterSince:
		values = []string{"1d", "7d", "30d", "90d"}
	}
	for _, value := range values {
		if startsWith(value, typed) || startsWith(words.Value(key, value), typed) {
			add(value, 0)
		}
	}
	return all
}

// suggestTags puts the tags that begin with a text before those that hold it
// elsewhere.
func suggestTags(typed string, tags []TagCount, add func(tag string, customers int)) {
	for _, begins := range []bool{true, false} {
		for _, t := range tags {
			if startsWith(t.Tag, typed) == begins && strings.Contains(TagKey(t.Tag), TagKey(typed)) {
				add(t.Tag, t.Customers)
			}
		}
	}
}

func startsWith(s, prefix string) bool { return strings.HasPrefix(TagKey(s), TagKey(prefix)) }
