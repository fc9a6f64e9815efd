package i18n

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"cspdesk/internal/partner"
)

// cause is the detail of an error with what the computer says about a file that
// cannot be used: its path and the reason, where the detail has them not. full is
// true where the reason is that no space is left.
func (s *Strings) cause(e *partner.Error) (detail string, full bool) {
	detail = s.Detail(e.Detail)
	reason, known := errors.AsType[syscall.Errno](e.Err)
	if !known || e.Code != partner.CodeFile && e.Code != partner.CodeStorePath && e.Code != partner.CodeStoreReadOnly {
		return detail, false
	}
	if at, ok := errors.AsType[*fs.PathError](e.Err); ok {
		detail = strings.Replace(detail, at.Error(), at.Path, 1) // "mkdir" and "lstat" tell people nothing
		if detail == "" || e.Code == partner.CodeStorePath && !strings.Contains(detail, at.Path) {
			detail = s.with(detail, at.Path)
		}
	}
	words := Word(s.causes, reason.Error())
	if strings.Contains(detail, reason.Error()) {
		detail = strings.Replace(detail, reason.Error(), words, 1)
	} else {
		detail = s.with(detail, words)
	}
	return detail, errors.Is(reason, syscall.ENOSPC)
}

// with puts a fact behind others, as what explains them.
func (s *Strings) with(facts, more string) string {
	if facts == "" {
		return more
	}
	return facts + s.Common.Colon + more
}
