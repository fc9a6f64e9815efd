package theme

import (
	"math"
	"strconv"
	"testing"
)

// rgb gives what xterm's palette has under a number from 16 on, each part from
// 0 to 1.
func rgb(t *testing.T, number string) [3]float64 {
	n, err := strconv.Atoi(number)
	if err != nil || n < 16 || n > 255 {
		t.Fatalf("%q is no color that is the same everywhere", number)
	}
	if n >= 232 {
		gray := float64(8+10*(n-232)) / 255
		return [3]float64{gray, gray, gray}
	}
	var parts [3]float64
	for i, step := range []int{(n - 16) / 36, (n - 16) / 6 % 6, (n - 16) % 6} {
		if step > 0 {
			parts[i] = float64(55+40*step) / 255
		}
	}
	return parts
}

func linear(c [3]float64) [3]float64 {
	for i, v := range c {
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return c
}

// contrast is that of WCAG 2.2, from 1 to 21.
func contrast(a, b [3]float64) float64 {
	luminance := func(c [3]float64) float64 {
		c = linear(c)
		return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
	}
	high, low := luminance(a), luminance(b)
	if high < low {
		high, low = low, high
	}
	return (high + 0.05) / (low + 0.05)
}

func TestLooksCanBeRead(t *testing.T) {
	black, gray, white := [3]float64{}, [3]float64{0.12, 0.12, 0.12}, [3]float64{1, 1, 1}
	for _, c := range []struct {
		name   string
		ground [3]float64
		least  float64
	}{{"dark", gray, 4.5}, {"light", white, 4.5}, {"high-contrast", black, 12}, {"color-blind", gray, 4.5}} {
		look := looks[c.name]
		for what, number := range map[string]string{
			"accent": look.accent, "good": look.good, "warn": look.warn, "bad": look.bad,
			"locked": look.locked, "badge": look.badge, "faint": look.faint,
		} {
			if got := contrast(rgb(t, number), c.ground); got < c.least {
				t.Errorf("%s: %s has a contrast of %.1f, want %.1f", c.name, what, got, c.least)
			}
		}
		if got := contrast(rgb(t, look.onBar), rgb(t, look.bar)); got < c.least {
			t.Errorf("%s: the selected row has a contrast of %.1f, want %.1f", c.name, got, c.least)
		}
	}
	if len(looks) != len(Names()) {
		t.Errorf("%d looks, %d names", len(looks), len(Names()))
	}
	for _, name := range Names() {
		if _, ok := looks[name]; !ok {
			t.Errorf("no look is named %s", name)
		}
	}
}

// Matrices for linear RGB as people see it who lack one kind of cone (Machado,
// Oliveira and Fernandes 2009, severity 1).
var blindness = map[string][9]float64{
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
}

// difference is the distance of two linear colors in CIE L*a*b*.
func difference(a, b [3]float64) float64 {
	lab := func(c [3]float64) [3]float64 {
		f := func(v float64) float64 {
			if v > 0.008856 {
				return math.Cbrt(v)
			}
			return 7.787*v + 16.0/116
		}
		x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.9505)
		y := f(0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2])
		z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.089)
		return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
	}
	p, q := lab(a), lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func TestStatesStayApartForTheColorBlind(t *testing.T) {
	look := looks["color-blind"]
	for kind, m := range blindness {
		seen := func(number string) [3]float64 {
			c := linear(rgb(t, number))
			var got [3]float64
			for i := range got {
				got[i] = math.Min(1, math.Max(0, m[3*i]*c[0]+m[3*i+1]*c[1]+m[3*i+2]*c[2]))
			}
			return got
		}
		for _, pair := range [][2]string{{look.good, look.bad}, {look.good, look.warn}, {look.warn, look.bad}} {
			if got := difference(seen(pair[0]), seen(pair[1])); got < 25 {
				t.Errorf("%s: colors %s and %s differ by %.0f", kind, pair[0], pair[1], got)
			}
		}
	}
}

func TestFewColors(t *testing.T) {
	for term, want := range map[string]bool{"linux": true, "xterm-256color": false, "xterm": false, "vt220": true} {
		if got := FromEnv(func(name string) string { return map[string]string{"TERM": term}[name] }).Few; got != want {
			t.Errorf("%s: %v", term, got)
		}
	}
	if got, want := New(Options{Name: "dark", Few: true}).Error.S("x"), New(Options{}).Error.S("x"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := New(Options{Name: "dark"}).Error.S("x"); got != "\x1b[1;38;5;210mx\x1b[0m" {
		t.Errorf("got %q", got)
	}
}
