package i18n

import (
	"strings"
	"sync"

	"cspdesk/internal/partner"
)

// countriesChinese are the names of all countries that Partner Center knows, by
// code, made when the first is asked for.
var countriesChinese = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(countryNamesChinese) {
		if code, name, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			names[code] = name
		}
	}
	return names
})

// CountryName gives the name of a country, by its two-letter code, in the
// language; fallback where the language has none.
func (s *Strings) CountryName(code, fallback string) string {
	if s.Language == chinese.Language {
		if name := countriesChinese()[strings.ToUpper(code)]; name != "" {
			return name
		}
	}
	return fallback
}

// FindCountry reads a country as a person types it: as partner.FindCountry, and also
// by a part of its name in the language.
func (s *Strings) FindCountry(typed string) (found partner.Country, candidates []partner.Country) {
	found, candidates = partner.FindCountry(typed)
	typed = strings.TrimSpace(typed)
	if found.Code != "" || len(candidates) > 0 || typed == "" || s.Language != chinese.Language {
		return found, candidates
	}
	for _, c := range partner.Countries() {
		switch name := countriesChinese()[c.Code]; {
		case name == typed:
			return c, nil
		case strings.Contains(name, typed):
			candidates = append(candidates, c)
		}
	}
	if len(candidates) == 1 {
		return candidates[0], nil
	}
	return found, candidates
}

// RegionName gives the name of a market in the language.
func (s *Strings) RegionName(c partner.Country) string {
	if name, ok := s.regions[c.Region]; ok {
		return name
	}
	return c.RegionName
}

// maxNames is how many countries CountryNames names.
const maxNames = 6

// CountryNames lists the names of countries in the language, the first few of
// many.
func (s *Strings) CountryNames(countries []partner.Country) string {
	var names []string
	for _, c := range countries[:min(len(countries), maxNames)] {
		names = append(names, s.CountryName(c.Code, c.Name))
	}
	if len(countries) > maxNames {
		names = append(names, "…")
	}
	return strings.Join(names, s.Common.And)
}
