package customers_test

import (
	"fmt"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/tui/customers"
	"cspdesk/tui/tuitest"
)

// TestDetailFrames compares the detail with the files.
func TestDetailFrames(t *testing.T) {
	for _, text := range []*i18n.Strings{&i18n.English, &i18n.Chinese} {
		for _, size := range [][2]int{{60, 15}, {80, 21}, {80, 37}, {120, 37}} {
			for _, c := range []struct {
				name string
				keys []string
			}{
				{"detail", nil},
				{"detail-unread", []string{"G"}},
			} {
				name := fmt.Sprintf("%s/%s-%dx%d", text.Language, c.name, size[0], size[1]+3)
				t.Run(name, func(t *testing.T) {
					s := tuitest.Sample()
					d := deps(s)
					d.Text, d.Views = text, s
					h := tuitest.NewHost(t, customers.New(d), size[0], size[1])
					h.Frame.Text = text
					h.Press("p")
					h.Press(c.keys...)
					tuitest.Golden(t, name, h.Lines())
				})
			}
		}
	}
}
