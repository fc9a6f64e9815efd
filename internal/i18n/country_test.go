package i18n

import "testing"

// TestCountriesByTheirNativeNames: people type a country as they call it.
func TestCountriesByTheirNativeNames(t *testing.T) {
	for typed, want := range map[string]string{
		"Deutschland": "DE", " deutschland ": "DE", "Schweiz": "CH", "Suisse": "CH", "España": "ES", "Polska": "PL", "日本": "JP",
		"中国": "CN", "Fran": "FR", "Germany": "DE", "de": "DE", "Nirgendwo": "", "": "",
	} {
		for _, s := range []*Strings{&English, &Chinese} {
			if found, candidates := s.FindCountry(typed); found.Code != want {
				t.Errorf("%s: %q is %q, want %q; candidates %v", s.Language, typed, found.Code, want, candidates)
			}
		}
	}
}
