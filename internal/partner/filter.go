package partner

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// FilterKey is what a term of a filter looks at.
type FilterKey string

// The keys of filters. Those behind FilterSince take no value.
const (
	FilterCountry      FilterKey = "country"
	FilterRelationship FilterKey = "relationship"
	FilterAdmin        FilterKey = "admin"
	FilterAgreement    FilterKey = "agreement"
	FilterStanding     FilterKey = "standing"
	FilterTag          FilterKey = "tag"
	FilterSince        FilterKey = "since"
	FilterTagged       FilterKey = "tagged"
	FilterPinned       FilterKey = "pinned"
	FilterNoted        FilterKey = "noted"
	FilterNickname     FilterKey = "nickname"
)

// FilterKeys lists the keys in the order in which they are offered.
func FilterKeys() []FilterKey {
	return []FilterKey{
		FilterCountry, FilterRelationship, FilterAdmin, FilterAgreement, FilterStanding, FilterTag, FilterSince,
		FilterTagged, FilterPinned, FilterNoted, FilterNickname,
	}
}

// TakesValue reports whether terms with this key have values.
func (k FilterKey) TakesValue() bool {
	return k != FilterTagged && k != FilterPinned && k != FilterNoted && k != FilterNickname
}

// Values that stand for more than themselves.
const (
	FilterUnknown = "unknown" // not known here, or called so by the service
	FilterOther   = "other"   // none of the values that a filter knows
)

// Values lists the values of a key if they are few; nil for countries, tags
// and dates, and for keys without values.
func (k FilterKey) Values() []string {
	switch k {
	case FilterRelationship:
		return []string{string(RelationshipReseller), string(RelationshipAdvisor), string(RelationshipNone), FilterUnknown, FilterOther}
	case FilterAdmin:
		return []string{string(AdminRightsGranted), string(AdminRightsRemoved), string(AdminRightsNotRequested), FilterUnknown}
	case FilterAgreement:
		return []string{string(AgreementAccepted), string(AgreementMissing), FilterUnknown}
	case FilterStanding:
		return []string{string(StandingListed), string(StandingVanished), string(StandingImported), string(StandingRemoved)}
	}
	return nil
}

// FilterTerm is one thing that customers must have, or must not have.
type FilterTerm struct {
	Key    FilterKey
	Values []string // one of these; in lower case, countries in upper case; none if the key takes none
	Not    bool
}

// Filter is what a customer must have to be listed: all of its terms.
type Filter []FilterTerm

// Since is from when on a customer of a FilterSince term was first seen: the
// begin of a day where now is.
func (t FilterTerm) Since(now time.Time) time.Time {
	year, month, day := now.Date()
	if days, ok := daysOf(t.Values[0]); ok {
		return time.Date(year, month, day-days, 0, 0, 0, 0, now.Location())
	}
	date, _ := time.ParseInLocation(time.DateOnly, t.Values[0], now.Location()) // it was read before
	return date
}

// daysOf reads a number of days: "30d".
func daysOf(value string) (days int, ok bool) {
	number, ok := strings.CutSuffix(value, "d")
	days, err := strconv.Atoi(number)
	return days, ok && err == nil && days >= 0 && days <= maxDays && len(number) <= 5
}

const (
	maxDays        = 36_500
	maxFilterRunes = 1_000
)

// filterWord is a word of an expression and where it stands, in bytes.
type filterWord struct {
	text     string
	from, to int
}

// filterWords splits an expression at white space.
func filterWords(expr string) (words []filterWord) {
	begin := -1
	for i, r := range expr + " " {
		switch {
		case unicode.IsSpace(r) && begin >= 0:
			words = append(words, filterWord{expr[begin:i], begin, i})
			begin = -1
		case !unicode.IsSpace(r) && begin < 0:
			begin = i
		}
	}
	return words
}

// ParseFilter reads an expression such as
//
//	country:de,at agreement:missing admin:removed tag:vip !pinned since:30d
//
// Its words are terms that must all hold. A comma between values means or; an
// exclamation mark in front means not; case makes no difference, and colons,
// commas and exclamation marks may be those of a Chinese keyboard, and keys and
// values in Chinese. An
// expression that cannot be read is a FilterError, whose code is
// CodeInvalidInput. An empty one is a filter without terms.
func ParseFilter(expr string) (Filter, error) {
	if !utf8.ValidString(expr) || utf8.RuneCountInString(expr) > maxFilterRunes {
		return nil, &FilterError{To: len(expr), Sentence: "a filter is text of at most 1,000 characters"}
	}
	var f Filter
	for _, w := range filterWords(expr) {
		term, err := parseTerm(w.text)
		if err != nil {
			err.Word, err.From, err.To = w.text, w.from, w.to
			return nil, err
		}
		f = append(f, term)
	}
	return f, nil
}

func parseTerm(word string) (t FilterTerm, err *FilterError) {
	name, values, hasColon := cutTerm(word, &t.Not)
	key, known := filterKey(name)
	words := FilterWords{Chinese: chinese(name)}
	switch {
	case !known && slices.Contains(notForAll, strings.ToLower(name)):
		return t, problem(words.keys(), "a filter cannot look at %s, which is known only for customers whose record was opened; it knows %s", name)
	case !known:
		return t, problem(words.keys(), "unknown filter word %s; known are %s", name)
	case hasColon && !key.TakesValue():
		return t, problem(nil, "%s stands alone, without a value", words.Key(key))
	case key.TakesValue() && strings.Trim(values, ",，、") == "":
		return t, problem(words.offered(key), "%s needs a value: %s", words.Key(key))
	}
	t.Key = key
	if !key.TakesValue() {
		return t, nil
	}
	for _, value := range strings.FieldsFunc(values, isComma) {
		read, err := key.parse(value, words)
		if err != nil {
			return t, err
		}
		if !slices.Contains(t.Values, read) {
			t.Values = append(t.Values, read)
		}
	}
	if key == FilterSince && len(t.Values) > 1 {
		return t, problem(words.offered(key), "%s takes one value: %s", words.Key(key))
	}
	return t, nil
}

// cutTerm separates the parts of a word.
func cutTerm(word string, not *bool) (name, values string, hasColon bool) {
	for _, mark := range []string{"!", "！"} {
		if rest, ok := strings.CutPrefix(word, mark); ok {
			word, *not = rest, true
			break
		}
	}
	if i := strings.IndexAny(word, ":："); i >= 0 {
		_, size := utf8.DecodeRuneInString(word[i:])
		return word[:i], word[i+size:], true
	}
	return word, "", false
}

// notForAll are words that people may look for and that the store does not know
// of every customer.
var notForAll = []string{
	"subscription", "subscriptions", "suspended", "trial", "expired", "expiring", "renewal", "renews", "product", "offer",
	"license", "licenses", "seats", "user", "users", "status", "qualification", "address", "city",
	"订阅", "已暂停", "试用", "已过期", "续订", "产品", "许可证", "席位", "用户", "资格", "地址", "城市",
}

// parse reads one value of a key.
func (k FilterKey) parse(typed string, words FilterWords) (string, *FilterError) {
	value := k.valueOf(typed)
	lower := strings.ToLower(value)
	switch k {
	case FilterTag:
		tag, err := CleanTag(typed)
		if err != nil {
			return "", problem(nil, "%s is not a tag", typed)
		}
		return TagKey(tag), nil
	case FilterCountry:
		if code := strings.ToUpper(value); len(code) == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z' {
			return code, nil
		}
		if lower == FilterUnknown {
			return FilterUnknown, nil
		}
		if c, _ := FindCountry(value); c.Code != "" {
			return c.Code, nil
		}
	case FilterSince:
		if days, ok := daysOf(strings.TrimSuffix(lower, "d") + "d"); ok {
			return fmt.Sprint(days, "d"), nil
		}
		if date, err := time.Parse(time.DateOnly, value); err == nil && date.Year() >= 1900 {
			return value, nil
		}
	default:
		if slices.Contains(k.Values(), lower) {
			return lower, nil
		}
	}
	return "", problem(words.offered(k), "%s is not a value of "+words.Key(k)+"; it takes %s", typed)
}

// offered says which values a key takes.
func (w FilterWords) offered(k FilterKey) []string {
	switch k {
	case FilterCountry:
		if w.Chinese {
			return []string{"DE", "德国", "...", w.Value(k, FilterUnknown)}
		}
		return []string{"DE", "Germany", "...", FilterUnknown}
	case FilterTag:
		return []string{w.Key(k)}
	case FilterSince:
		return []string{w.Value(k, "30d"), "2026-01-31"}
	}
	return w.Values(k)
}

func (w FilterWords) keys() (names []string) {
	for _, key := range FilterKeys() {
		names = append(names, w.Key(key))
	}
	return names
}

// FilterError says why an expression is no filter.
type FilterError struct {
	Word     string // of the expression, as it was typed
	From, To int    // where the word stands, in bytes
	Sentence string // in English
}

func problem(known []string, format string, name string) *FilterError {
	if known == nil {
		return &FilterError{Sentence: fmt.Sprintf(format, name)}
	}
	return &FilterError{Sentence: fmt.Sprintf(format, name, strings.Join(known, ", "))}
}

// Error gives the sentence.
func (e *FilterError) Error() string { return e.Sentence }

// Unwrap gives the error with its code.
func (e *FilterError) Unwrap() error { return NewError(CodeInvalidInput, e.Sentence, nil) }
