package partner

import "strings"

// zeroGUID is well formed and never the id of a tenant.
const zeroGUID = "00000000-0000-0000-0000-000000000000"

// isHex tells the hexadecimal digits. A list of a million customers asks for it
// 32 million times.
var isHex = func() (is [256]bool) {
	for _, c := range []byte("0123456789abcdefABCDEF") {
		is[c] = true
	}
	return is
}()

// ValidGUID reports whether s is a GUID in the form 8-4-4-4-12, in either case
// and without braces. The GUID of zeros is not: it identifies nothing.
func ValidGUID(s string) bool {
	if len(s) != len(zeroGUID) || s == zeroGUID {
		return false
	}
	for i := range len(s) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if s[i] != '-' {
				return false
			}
		} else if !isHex[s[i]] {
			return false
		}
	}
	return true
}

// NormaliseGUID gives the GUID in s in lower case, without the spaces and
// braces that come along when one is copied. Text that holds no GUID comes back
// without the spaces around it and otherwise unchanged, for ValidGUID to refuse.
func NormaliseGUID(s string) string {
	s = strings.TrimSpace(s)
	bare := s
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") {
		bare = strings.TrimSpace(s[1 : len(s)-1])
	}
	if ValidGUID(bare) {
		return strings.ToLower(bare)
	}
	return s
}
