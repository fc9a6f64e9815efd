package partner

import "unicode"

// isSpace reports whether r ends a word in plain text.
func isSpace(r rune) bool { return unicode.IsSpace(r) }

// isInvisible reports whether r is drawn as nothing: zero-width characters,
// bidirectional controls, tags, soft hyphens, variation selectors and fillers.
func isInvisible(r rune) bool {
	if r < 0xa0 {
		return false
	}
	switch {
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	case r == 0x034f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0x17b4, r == 0x17b5:
		return true
	}
	return false
}

// isControl reports whether r is a C0 or C1 control other than white space.
func isControl(r rune) bool { return unicode.IsControl(r) && !isSpace(r) }

// isBidiOverride reports whether r changes the direction in which the text
// after it is drawn.
func isBidiOverride(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// foldWidth gives the ASCII form of a full-width character, and r otherwise.
func foldWidth(r rune) rune {
	switch {
	case r >= 0xff01 && r <= 0xff5e:
		return r - 0xfee0
	case r == 0x3000:
		return ' '
	}
	return r
}
