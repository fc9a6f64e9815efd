package welcome

import (
	"testing"

	"cspdesk/internal/partner"
)

// TestFramesInChinese draws what the other tests draw in English, and finds a
// country by its Chinese name.
func TestFramesInChinese(t *testing.T) {
	speakChinese(t)
	h, _ := start(t)
	golden(t, h, "choice")
	h.Press("down")
	golden(t, h, "connect")
	h.Press("enter")
	golden(t, h, "connect-form")
	h.Press("f2")
	golden(t, h, "connect-steps")
	h.Press("f2", "esc", "down", "enter")
	golden(t, h, "form-empty")
	h.Press("ctrl+s")
	golden(t, h, "form-mistake")
	h.Type("康托索合作伙伴有限公司")
	h.Press("tab")
	h.Type(id)
	h.Press("tab")
	h.Type("刚果")
	golden(t, h, "form-country")
	h.Press("ctrl+u")
	h.Type("香港")
	h.Press("tab", "right", "right")
	golden(t, h, "form-filled")
	h.Press("tab", "right", "tab")
	golden(t, h, "form-cloud")
	h.Press("tab", "tab")
	h.Type("https://evil.example/?x=1")
	h.Press("ctrl+s")
	golden(t, h, "form-bad-link")
	h, c := start(t)
	h.Press("up", "enter")
	h.Type("康托索")
	h.Press("tab")
	h.Type(id)
	h.Press("tab")
	h.Type("香港")
	c.err = partner.NewError(partner.CodeStoreReadOnly, "profile.toml", nil)
	h.Press("ctrl+s")
	golden(t, h, "form-failed")
	c.err = nil
	h.Press("ctrl+s")
	if len(c.made) != 1 || c.made[0].Country != "HK" {
		t.Errorf("made: %+v", c.made)
	}
}
