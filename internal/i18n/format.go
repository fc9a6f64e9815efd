package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

// Number writes a count with separators: 1,204.
func (s *Strings) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// Count writes a sentence that counts. Its place for the number is %s, so that
// the number can be written with separators.
func (s *Strings) Count(p Plural, n int) string {
	return fmt.Sprintf(p.For(n), s.Number(n))
}

// FamilyFirst reports whether people of the language write the family name before
// the given name.
func (s *Strings) FamilyFirst() bool { return s.Language == chinese.Language }

// PersonName writes the two names of a person; one of Chinese characters alone as
// Chinese readers do: family name first, with nothing between.
func (s *Strings) PersonName(first, last string) string {
	chinese := first != "" && last != ""
	for _, r := range first + last {
		chinese = chinese && unicode.Is(unicode.Han, r)
	}
	if chinese && s.FamilyFirst() {
		return last + first
	}
	return strings.TrimSpace(first + " " + last)
}

// Capital begins a text with a capital letter, where its script has any.
func Capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// Counts tells numbers one after the other, each with its words, which have %s
// for it: the first always, and of the others those that are not zero.
func (s *Strings) Counts(words []string, numbers ...int) string {
	var told []string
	for i, n := range numbers {
		if i == 0 || n != 0 {
			told = append(told, fmt.Sprintf(words[i], s.Number(n)))
		}
	}
	return strings.Join(told, s.Common.Comma)
}

// Age says in words how long before now something was: "just now" up to a
// minute, then minutes, hours and days, rounded down. A time after now counts
// as just now.
func (s *Strings) Age(now, then time.Time) string {
	age := now.Sub(then)
	in := func(p Plural, unit time.Duration) string {
		n := int(age / unit)
		return fmt.Sprintf(p.For(n), n)
	}
	switch {
	case age < time.Minute:
		return s.Common.JustNow
	case age < time.Hour:
		return in(s.Common.MinutesAgo, time.Minute)
	case age < 24*time.Hour:
		return in(s.Common.HoursAgo, time.Hour)
	}
	return in(s.Common.DaysAgo, 24*time.Hour)
}

// Date writes a day as ISO 8601 says, in the zone of the time: 2026-11-02.
func (s *Strings) Date(t time.Time) string { return t.Format(time.DateOnly) }

// Moment writes a day and a minute, in the zone of the time: 2026-11-02 15:04.
func (s *Strings) Moment(t time.Time) string { return t.Format("2006-01-02 15:04") }

// ShortMoment is Moment where there is little room, in the zones of the times:
// 11-02 15:04, and the day alone, with its year, of what is half a year old.
func (s *Strings) ShortMoment(now, t time.Time) string {
	if t.Before(now.AddDate(0, -6, 0)) {
		return s.Date(t)
	}
	return t.Format("01-02 15:04")
}

// MailLanguage names the languages of a mail (partner.MailLanguageTags), each in
// its own words; "" if there is no such language.
func (s *Strings) MailLanguage(tags string) string {
	all, ok := partner.MailLanguageTags(tags)
	if !ok {
		return ""
	}
	for i, tag := range all {
		all[i] = s.Common.MailLanguages[tag]
	}
	return strings.Join(all, " + ")
}
