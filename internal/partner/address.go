package partner

import (
	"errors"
	"net/mail"
	"strings"
	"unicode/utf8"
)

// The longest parts of a mail address (RFC 5321, 4.5.3.1, and its erratum on
// the whole address).
const (
	maxAddressLocal = 64
	maxAddress      = 254
)

// ParseAddress gives the one mail address in s, without a display name that
// may stand around it. Anything that could become a second recipient or a
// second header is refused: control characters, line separators, lists,
// groups, quoted local parts, and characters outside ASCII, which would need
// mail servers that few people have. Errors are *Error with CodeInvalidInput.
func ParseAddress(s string) (string, error) {
	s = strings.Trim(s, " \t")
	if s == "" {
		return "", NewError(CodeInvalidInput, "no mail address", nil)
	}
	if len(s) > 4*maxAddress {
		return "", NewError(CodeInvalidInput, "the mail address is too long", nil)
	}
	if !utf8.ValidString(s) {
		return "", NewError(CodeInvalidInput, "the mail address is not valid text", nil)
	}
	for _, r := range s {
		if r < ' ' || r == 0x7f || r == 0x85 || isInvisible(r) || (r > 0x7f && isSpace(r)) {
			return "", NewError(CodeInvalidInput, "the mail address holds a control character or a line break", nil)
		}
	}
	parsed, err := mail.ParseAddress(s)
	if err == nil && (structured(s) || !strings.Contains(s, parsed.Address)) {
		err = errors.New("a list, a group, a comment, or white space inside the address")
	}
	if err != nil {
		return "", NewError(CodeInvalidInput, "not one mail address: "+s, err)
	}
	local, domain, ok := cutLast(parsed.Address, "@")
	switch {
	case !ok || !validLocal(local):
		return "", NewError(CodeInvalidInput, "the part before the @ is not usable: "+s, nil)
	case !validDomain(domain):
		return "", NewError(CodeInvalidInput, "the part after the @ is not a domain: "+s, nil)
	case len(parsed.Address) > maxAddress:
		return "", NewError(CodeInvalidInput, "the mail address is too long", nil)
	}
	return parsed.Address, nil
}

// structured reports whether s holds, outside quotes, a character that makes a
// list, a group or a comment of it.
func structured(s string) bool {
	quoted := false
	for i := 0; i < len(s); i++ {
		switch {
		case quoted && s[i] == '\\':
			i++
		case s[i] == '"':
			quoted = !quoted
		case !quoted && strings.IndexByte(",:;()", s[i]) >= 0:
			return true
		}
	}
	return false
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// validLocal reports whether s is a dot-atom (RFC 5322, 3.2.3) of ASCII.
func validLocal(s string) bool {
	if s == "" || len(s) > maxAddressLocal || s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..") {
		return false
	}
	for i := range len(s) {
		if !isAlnum(s[i]) && !strings.ContainsRune("!#$%&'*+-/=?^_`{|}~.", rune(s[i])) {
			return false
		}
	}
	return true
}

// validDomain reports whether s is a host name of two labels or more.
func validDomain(s string) bool {
	labels := strings.Split(s, ".")
	if len(labels) < 2 || len(s) > 253 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if !isAlnum(label[i]) && label[i] != '-' {
				return false
			}
		}
	}
	return true
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
