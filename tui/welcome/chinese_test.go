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
	h.Frames("choice")
	h.Press("down")
	h.Frames("connect")
	h.Press("enter")
	h.Frames("connect-form")
	h.Press("f2")
	h.Frames("connect-steps")
	h.Press("f2", "ctrl+s")
	h.Frames("connect-mistake")
	h.Press("esc")
	h.Press("enter", "right", "right")
	h.Frames("connect-closed")
	h.Press("esc", "down", "enter")
	h.Frames("form-empty")
	h.Press("ctrl+s")
	h.Frames("form-mistake")
	h.Type("康托索合作伙伴有限公司")
	h.Press("tab")
	h.Type(id)
	h.Press("tab")
	h.Type("刚果")
	h.Frames("form-country")
	h.Press("ctrl+u")
	h.Type("香港")
	h.Press("tab", "right", "right")
	h.Frames("form-filled")
	h.Press("tab", "right", "tab")
	h.Frames("form-cloud")
	h.Press("tab", "tab")
	h.Type("https://evil.example/?x=1")
	h.Press("ctrl+s")
	h.Frames("form-bad-link")
	h, c := start(t)
	h.Press("up", "enter")
	h.Type("康托索")
	h.Press("tab")
	h.Type(id)
	h.Press("tab")
	h.Type("香港")
	c.err = partner.NewError(partner.CodeStoreReadOnly, "profile.toml", nil)
	h.Press("ctrl+s")
	h.Frames("form-failed")
	c.err = nil
	h.Press("ctrl+s")
	if len(c.made) != 1 || c.made[0].Country != "HK" {
		t.Errorf("made: %+v", c.made)
	}
}
