package i18n

import (
	"strings"
)

// Recorded puts into words what the record keeps about how something went: the
// numbers of a refresh, the code of an error, the way in which a mail went out.
// What it has no words for, such as what a person wrote, stays as it is.
func (s *Strings) Recorded(text string) string {
	parts, ours := strings.Split(text, "; "), false
	for i, part := range parts {
		words, known := s.recorded(part)
		parts[i], ours = words, ours || known
	}
	if !ours {
		return text
	}
	return strings.Join(parts, s.Activity.Between)
}

func (s *Strings) recorded(part string) (words string, known bool) {
	if counts := strings.Split(part, ", "); s.Activity.Numbers[key(counts[0])] != "" {
		for i, count := range counts {
			if word := s.Activity.Numbers[key(count)]; word != "" {
				counts[i] = word + s.Common.Colon + strings.TrimPrefix(count, key(count)+": ")
			}
		}
		return strings.Join(counts, s.Common.Comma), true
	}
	lead, detail, more := strings.Cut(part, ": ")
	code, service, _ := strings.Cut(lead, " ")
	words = s.Common.Channels[lead]
	if text, known := s.Errors[code]; known && words == "" {
		words = strings.TrimSpace(text.What + " " + service)
	}
	switch {
	case words == "":
		return part, false
	case more && s.details[detail] != "":
		words += s.Common.Colon + s.details[detail]
	case more:
		words += s.Common.Colon + detail
	}
	return words, true
}

func key(count string) string {
	name, _, _ := strings.Cut(count, ": ")
	return name
}
