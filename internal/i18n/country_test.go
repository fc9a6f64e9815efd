package i18n

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"cspdesk/internal/golden"
	"cspdesk/internal/partner"
)

// TestCountriesByTheirNativeNames: people type a country as they call it.
func TestCountriesByTheirNativeNames(t *testing.T) {
	for typed, want := range map[string]string{
		"Deutschland": "DE", " deutschland ": "DE", "Schweiz": "CH", "Suisse": "CH", "España": "ES", "Polska": "PL", "日本": "JP",
		"中国": "CN", "Fran": "FR", "Germany": "DE", "de": "DE", "Nirgendwo": "", "": "",
	} {
		for _, s := range []*Strings{English(), Chinese()} {
			if found, candidates := s.FindCountry(typed); found.Code != want {
				t.Errorf("%s: %q is %q, want %q; candidates %v", s.Language, typed, found.Code, want, candidates)
			}
		}
	}
}

// TestNativeNamesAreThoseOfCLDR makes countries_native.txt.
func TestNativeNamesAreThoseOfCLDR(t *testing.T) {
	var file strings.Builder
	for _, c := range partner.Countries() {
		region, err := language.ParseRegion(c.Code)
		if err != nil {
			continue
		}
		spoken, _ := language.Make("und-" + c.Code).Base()
		line := []string{c.Code}
		for _, tag := range append(partner.MailLanguages(), spoken.String()) {
			namer := display.Regions(language.Make(tag))
			if namer == nil {
				continue
			}
			if name := strings.ToLower(namer.Name(region)); name != "" && !slices.Contains(line, name) {
				line = append(line, name)
			}
		}
		file.WriteString(strings.Join(line, "\t") + "\n")
	}
	golden.Compare(t, "../../partner/countries_native.txt", file.String())
}
