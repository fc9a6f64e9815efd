package i18n

import (
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

// detail gives the words for the detail of an error of our own; whatever the
// language has no words for stays as it is.
func (s *Strings) detail(detail string) string {
	if text, ok := s.details[detail]; ok {
		return text
	}
	if at := strings.Index(detail, ": ") + len(": "); at >= len(": ") {
		if text, ok := s.details[detail[:at]]; ok {
			return text + detail[at:]
		}
	}
	return detail
}
