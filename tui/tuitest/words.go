package tuitest

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"cspdesk/internal/golden"
	"cspdesk/internal/i18n"
	"cspdesk/tui/cell"
)

// Main runs the tests of a package of screens, for its TestMain: afterwards
// every golden frame was compared, every state was shown in both languages, and
// nothing is told by a colour alone.
func Main(m *testing.M) {
	golden.Main(m, func() []string { return slices.Concat(oneSided(), colorAlone()) })
}

var taken = map[string]map[string]bool{} // language, names of states

func took(s Shot) {
	if taken[s.Text.Language] == nil {
		taken[s.Text.Language] = map[string]bool{}
	}
	taken[s.Text.Language][s.Name] = true
}

// oneSided names the states that were shown in one language alone.
func oneSided() (wrong []string) {
	for language, states := range taken {
		for _, other := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
			for state := range states {
				if !taken[other.Language][state] {
					wrong = append(wrong, fmt.Sprintf("the state %q is shown in %s and not in %s", state, language, other.Language))
				}
			}
		}
	}
	slices.Sort(wrong)
	return wrong
}

// states are the signs of the paints that say how something stands.
const states = "gwel"

// meant is how a text was drawn first on a screen: in every look, and where.
type meant struct {
	as    tuple
	where string
}

var (
	meanings = map[string]meant{} // language, screen, attributes without colour, text
	doubles  []string
)

// sameWords keeps how each text is drawn, so that colorAlone can tell.
func sameWords(s Shot, all []drawing) {
	runs(all, func(text string, t tuple) {
		if !strings.ContainsFunc(text, unicode.IsLetter) {
			return
		}
		parts := strings.Split(string(t), "|")
		key := strings.Join([]string{s.Text.Language, kind(s.Screen), parts[len(parts)-1], text}, "\x00")
		before, known := meanings[key]
		switch {
		case !known:
			meanings[key] = meant{t, s.Name}
		case before.as != t && strings.ContainsAny(signs[before.as]+signs[t], states):
			doubles = append(doubles, fmt.Sprintf("%q is drawn as %s in %q and as %s in %q: without colors nothing tells them apart",
				text, signName(before.as), before.where, signName(t), s.Name))
		}
	})
}

func signName(t tuple) string {
	if l := signs[t]; l != "" {
		return names[l]
	}
	return "text"
}

// colorAlone tells of words that mean two things by their colour alone: without
// colours they look the same.
func colorAlone() []string { return slices.Compact(slices.Sorted(slices.Values(doubles))) }

// sentences are the strings of a language, each cut at its first verb, and
// whether that is all of it.
var sentences = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, s := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		var walk func(v reflect.Value)
		walk = func(v reflect.Value) {
			switch v.Kind() {
			case reflect.String:
				all[s.Language] = append(all[s.Language], v.String())
			case reflect.Struct:
				for i := range v.NumField() {
					if v.Type().Field(i).IsExported() {
						walk(v.Field(i))
					}
				}
			case reflect.Map:
				for _, key := range v.MapKeys() {
					walk(v.MapIndex(key))
				}
			case reflect.Slice, reflect.Array:
				for i := range v.Len() {
					walk(v.Index(i))
				}
			}
		}
		walk(reflect.ValueOf(s).Elem())
	}
	return all
})

var verb = regexp.MustCompile(`%(\[\d+\])?[a-z]`)

// uncut fails the test where a text of ours is cut: it ends in an ellipsis where
// the sentence goes on. Names and addresses may be cut.
func uncut(t testing.TB, name string, s Shot, d drawing) {
	t.Helper()
	foreign := slices.Concat(samples, s.Quoted)
	runs([]drawing{d}, func(text string, _ tuple) {
		kept, cut := strings.CutSuffix(text, cell.Ellipsis)
		if _, theirs := beforeCut(strings.TrimRight(kept, " "), foreign); !cut || theirs {
			return
		}
		starts := []string{strings.TrimLeftFunc(kept, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })}
		for _, joint := range []string{": ", "：", ", ", "，", ". ", "。", "; ", "；", " ("} {
			if i := strings.LastIndex(kept, joint); i >= 0 {
				starts = append(starts, kept[i+len(joint):])
			}
		}
		for _, sentence := range sentences()[s.Text.Language] {
			if !strings.HasPrefix(sentence, text) && slices.ContainsFunc(starts, func(start string) bool { return cutOff(verb.Split(sentence, -1), start) }) {
				t.Errorf("%s: %q is cut to %q", name, sentence, text)
				return
			}
		}
	})
}

// cutOff reports whether a text is the beginning of a sentence, given without
// its verbs, that ends within our words and not within a value.
func cutOff(pieces []string, kept string) bool {
	const least = 3 // cells of ours: fewer may be a name by chance
	for i, piece := range pieces {
		at := strings.Index(kept, piece)
		if i == 0 && at != 0 {
			return strings.HasPrefix(piece, kept) && cell.Width(kept) >= least
		}
		if at < 0 {
			for from := range kept {
				if strings.HasPrefix(piece, kept[from:]) && cell.Width(kept[from:]) >= least {
					return true
				}
			}
			return false
		}
		kept = kept[at+len(piece):]
	}
	return false
}

var word = regexp.MustCompile(`\p{Latin}[\p{Latin}'’-]*`)

// latin are the words in Latin letters that the Chinese sentences have, such as
// the names of products.
var latin = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, sentence := range sentences()[i18n.Chinese().Language] {
		for _, w := range word.FindAllString(sentence, -1) {
			all[w] = true
		}
	}
	return all
})

// address is what is no word in any language: an address, a path, an id, a key
// with a modifier, a number with its unit.
var address = regexp.MustCompile(`[^\s\p{Han}，。：；、（）“”]*[0-9@/\\._+=%^&$�][^\s\p{Han}，。：；、（）“”]*`)

// spoken fails the test where something is left in another language. Names, and
// what somebody else said, are the same in all of them.
func spoken(t testing.TB, name string, s Shot, lines []string) {
	t.Helper()
	foreign := slices.DeleteFunc(slices.Concat(samples, s.Quoted), func(said string) bool { return !strings.ContainsFunc(said, unicode.IsLetter) })
	rest := strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
	if s.Text == i18n.English() {
		all := strings.Join(foreign, "")
		for _, r := range rest {
			if chinese(r) && !strings.ContainsRune(all, r) {
				t.Errorf("%s: %c is left in\n%s", name, r, strings.Join(lines, "\n"))
				return
			}
		}
		return
	}
	slices.SortFunc(foreign, func(a, b string) int { return len(b) - len(a) })
	rest = withoutCut(rest, foreign)
	for _, said := range foreign {
		rest = without(rest, said)
	}
	rest = address.ReplaceAllString(rest, " ")
	for _, w := range word.FindAllString(rest, -1) {
		if len(w) > 1 && !latin()[w] {
			t.Errorf("%s: %q is left in\n%s", name, w, strings.Join(lines, "\n"))
			return
		}
	}
}

// without leaves out a text where it is no part of a longer word.
func without(text, said string) string {
	inWord := func(s string, last bool) bool {
		r, _ := utf8.DecodeRuneInString(s)
		if last {
			r, _ = utf8.DecodeLastRuneInString(s)
		}
		return unicode.Is(unicode.Latin, r)
	}
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, said)
		if !found || said == "" {
			return b.String() + text
		}
		if inWord(before, true) && inWord(said, false) || inWord(said, true) && inWord(after, false) {
			b.WriteString(before + said)
		} else {
			b.WriteString(before + " ")
		}
		text = after
	}
}

// withoutCut leaves out what stands before an ellipsis and is the beginning of
// something that somebody else said.
func withoutCut(text string, foreign []string) string {
	var b strings.Builder
	for part := range strings.SplitAfterSeq(text, cell.Ellipsis) {
		before, cut := strings.CutSuffix(part, cell.Ellipsis)
		if cut {
			before, _ = beforeCut(before, foreign)
		}
		b.WriteString(before + " ")
	}
	return b.String()
}

// beforeCut gives what stands before the beginning of something that somebody
// else said, if a text ends with one.
func beforeCut(text string, foreign []string) (before string, theirs bool) {
	for _, said := range foreign {
		for n := len(said) - 1; n > 2; n-- {
			if before, found := strings.CutSuffix(text, said[:n]); found {
				return before, true
			}
		}
	}
	return text, false
}

func chinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x3003 || r >= 0xff00 && r <= 0xff60
}
