package i18n

import (
	_ "embed"
	"strings"
	"sync"
)

// languageNames has a language in each line: its code (ISO 639-1), and its name in
// English and in Chinese: those of the Unicode CLDR.
//
//go:embed languages.txt
var languageNames string

var languagesByCode = sync.OnceValue(func() map[string][2]string {
	names := map[string][2]string{}
	for line := range strings.Lines(languageNames) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); len(cells) == 3 {
			names[cells[0]] = [2]string{cells[1], cells[2]}
		}
	}
	return names
})

// LanguageName names the language of a tag such as hu or de-CH; a tag of none that
// is known stands for itself.
func (s *Strings) LanguageName(tag string) string {
	code, _, _ := strings.Cut(strings.ToLower(tag), "-")
	names, known := languagesByCode()[code]
	switch {
	case !known:
		return tag
	case s.Language == chinese.Language:
		return names[1]
	}
	return names[0]
}
