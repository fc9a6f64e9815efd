package term

import "strconv"

// style is what SGR sequences have set. The zero style is the terminal's own.
type style struct {
	fg, bg color
	attrs  attrs
}

// color is a colour as a terminal numbers it: 0 for its own, 1 to 256 for the
// palette, and with the top bit set for red, green and blue.
type color uint32

const trueColor color = 1 << 31

// attrs are the attributes that are on, a bit for each SGR number from 1 to 9.
type attrs uint16

const underlined = attrs(1 << 4)
const reversed = attrs(1 << 7)
const struck = attrs(1 << 9)

// offCodes are the SGR numbers that switch the attributes off again. Bold and
// faint share theirs, as slow and fast blinking do.
var offCodes = [10]int{1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 6: 25, 7: 27, 8: 28, 9: 29}

// blank reports whether a space in this style looks like an erased cell.
func (s style) blank() bool {
	return s.bg == 0 && s.attrs&(underlined|reversed|struck) == 0
}

// apply sets what the parameters of an SGR sequence say. Unknown ones are
// passed over.
func (s style) apply(params []int) style {
	for i := 0; i < len(params); i++ {
		switch n := params[i]; {
		case n == 0:
			s = style{}
		case n <= 9:
			s.attrs |= 1 << n
		case n >= 22 && n <= 29:
			for bit, off := range offCodes {
				if off == n {
					s.attrs &^= 1 << bit
				}
			}
		case n >= 30 && n <= 37:
			s.fg = color(n - 30 + 1)
		case n >= 90 && n <= 97:
			s.fg = color(n - 90 + 9)
		case n >= 40 && n <= 47:
			s.bg = color(n - 40 + 1)
		case n >= 100 && n <= 107:
			s.bg = color(n - 100 + 9)
		case n == 38 || n == 48:
			c, used := extended(params[i+1:])
			if i += used; n == 38 {
				s.fg = c
			} else {
				s.bg = c
			}
		case n == 39:
			s.fg = 0
		case n == 49:
			s.bg = 0
		}
	}
	return s
}

// extended reads 5;N or 2;R;G;B after 38 or 48.
func extended(params []int) (c color, used int) {
	switch {
	case len(params) >= 2 && params[0] == 5:
		return color(params[1]&0xff) + 1, 2
	case len(params) >= 4 && params[0] == 2:
		return trueColor | color(params[1]&0xff)<<16 | color(params[2]&0xff)<<8 | color(params[3]&0xff), 4
	}
	return 0, len(params)
}

// appendChange writes the shortest sequence that turns one style into another.
func appendChange(out []byte, from, to style) []byte {
	if from == to {
		return out
	}
	if to == (style{}) {
		return append(out, "\x1b[m"...)
	}
	start := len(out)
	out = appendSGR(out, from, to, false)
	if length := len(out) - start; from != (style{}) {
		afresh := appendSGR(nil, style{}, to, true)
		if len(afresh) < length {
			out = append(out[:start], afresh...)
		}
	}
	return out
}

func appendSGR(out []byte, from, to style, reset bool) []byte {
	out = append(out, "\x1b["...)
	first := len(out)
	code := func(n int) {
		if len(out) > first {
			out = append(out, ';')
		}
		out = strconv.AppendInt(out, int64(n), 10)
	}
	if reset {
		code(0)
	}
	gone := from.attrs &^ to.attrs
	for bit := 1; bit <= 9; bit++ {
		if gone&(1<<bit) != 0 {
			code(offCodes[bit])
			from.attrs &^= pairOf(bit)
			gone &^= pairOf(bit)
		}
	}
	for bit := 1; bit <= 9; bit++ {
		if to.attrs&^from.attrs&(1<<bit) != 0 {
			code(bit)
		}
	}
	if from.fg != to.fg {
		colorCodes(to.fg, 30, code)
	}
	if from.bg != to.bg {
		colorCodes(to.bg, 40, code)
	}
	return append(out, 'm')
}

// pairOf gives the attributes that are switched off together with one.
func pairOf(bit int) attrs {
	switch bit {
	case 1, 2:
		return 1<<1 | 1<<2
	case 5, 6:
		return 1<<5 | 1<<6
	}
	return 1 << bit
}

func colorCodes(c color, base int, code func(int)) {
	switch {
	case c == 0:
		code(base + 9)
	case c&trueColor != 0:
		code(base + 8)
		code(2)
		code(int(c >> 16 & 0xff))
		code(int(c >> 8 & 0xff))
		code(int(c & 0xff))
	case c <= 8:
		code(base + int(c) - 1)
	case c <= 16:
		code(base + 60 + int(c) - 9)
	default:
		code(base + 8)
		code(5)
		code(int(c) - 1)
	}
}
