package sandbox

import (
	"testing"

	"cspdesk/internal/i18n"
)

// TestCountriesByName: a form lists them as people look for them.
func TestCountriesByName(t *testing.T) {
	for text, first := range map[*i18n.Strings]string{i18n.English(): "Afghanistan", i18n.Chinese(): "阿尔巴尼亚"} {
		all := (&site{text: text}).countries()
		if all[0].Name != first {
			t.Errorf("%s begins with %s", text.Language, all[0].Name)
		}
		for i, c := range all {
			if c.Name == "Åland Islands" && (all[i-1].Name != "Afghanistan" || all[i+1].Name != "Albania") {
				t.Errorf("%s stands between %s and %s", c.Name, all[i-1].Name, all[i+1].Name)
			}
		}
	}
}
