package i18n

import (
	"fmt"
	"regexp"
	"strings"

	"cspdesk/internal/partner"
)

// Finding gives the words for a finding about a link or a text. In English they
// are its message. May quote text from outside.
func (s *Strings) Finding(f partner.Finding) string {
	text, ok := s.findings[f.Code]
	if !ok {
		return f.Message
	}
	if len(f.Values) == 0 {
		return text
	}
	return strings.TrimSuffix(text, "。") + "（" + strings.Join(f.Values, "、") + "）。"
}

// Detail gives the words for the detail of an error of our own; whatever the
// language has no words for stays as it is. May come from outside.
func (s *Strings) Detail(detail string) string {
	if text, ok := s.details[detail]; ok {
		return text
	}
	best := ""
	var values []any
	for form := range s.details {
		if len(form) <= len(best) || !strings.Contains(form, "%s") {
			continue
		}
		pattern := "^(?s)" + strings.ReplaceAll(regexp.QuoteMeta(form), "%s", "(.+)") + "$"
		if found := regexp.MustCompile(pattern).FindStringSubmatch(detail); found != nil {
			best, values = form, nil
			for _, value := range found[1:] {
				values = append(values, s.Detail(value))
			}
		}
	}
	if best == "" {
		return detail
	}
	return fmt.Sprintf(s.details[best], values...)
}
