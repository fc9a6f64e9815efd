package listindex

import "bytes"

// probe looks for a text in many others.
type probe struct {
	text   []byte
	driver int    // where in text its rarest byte is
	share  uint32 // how often that byte occurs in what is searched
	rare   bool   // that byte is worth looking for alone
}

// newProbe makes a probe for texts of a size in all, in which each byte occurs
// as often as frequency says.
func newProbe(text []byte, frequency *[256]uint32, size int) probe {
	p := probe{text: text, share: ^uint32(0)}
	for i, c := range text {
		if frequency[c] < p.share {
			p.driver, p.share = i, frequency[c]
		}
	}
	p.rare = p.share < uint32(size/rareUnder)
	return p
}

// each calls f with the numbers from lo up to hi of the texts that the probe's
// stands in. The texts stand one after another, each from its offset on.
func (p *probe) each(texts []byte, offsets []uint32, lo, hi int, f func(i int)) {
	base := int(offsets[lo])
	text := texts[base:offsets[hi]]
	i := lo
	for at := 0; at < len(text); at = int(offsets[i+1]) - base {
		hit := p.index(text[at:])
		if hit < 0 {
			return
		}
		i = textAt(offsets, i, hi, uint32(base+at+hit))
		f(i)
	}
}

// index finds the text of the probe.
func (p *probe) index(text []byte) int {
	if !p.rare {
		return bytes.Index(text, p.text)
	}
	for at := p.driver; at < len(text); at++ {
		hit := bytes.IndexByte(text[at:], p.text[p.driver])
		if hit < 0 {
			return -1
		}
		at += hit
		begin := at - p.driver
		if begin+len(p.text) <= len(text) && string(text[begin:begin+len(p.text)]) == string(p.text) {
			return begin
		}
	}
	return -1
}

// textAt finds which of the texts from lo up to hi has a place, in steps that
// grow: the next hit is often near.
func textAt(offsets []uint32, lo, hi int, place uint32) int {
	step := 1
	for lo+step < hi && offsets[lo+step] <= place {
		lo += step
		step *= 2
	}
	hi = min(lo+step, hi)
	for hi-lo > 1 {
		if mid := int(uint(lo+hi) / 2); offsets[mid] <= place {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}
