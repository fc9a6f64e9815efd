package partner

import (
	_ "embed" // the native names
	"maps"
	"slices"
	"strings"
	"sync"
)

// namedCountry is a country with its name as it is compared.
type namedCountry struct {
	Country
	folded string
}

var countriesByName = sync.OnceValue(func() []namedCountry {
	var all []namedCountry
	for _, c := range Countries() {
		all = append(all, namedCountry{c, strings.ToLower(c.Name)})
	}
	slices.SortFunc(all, func(a, b namedCountry) int { return strings.Compare(a.folded, b.folded) })
	return all
})

// countryNamesNative has a line for each country: its code, and after tabs what it
// is called, in lower case, in the language that most people there speak and in
// those of the mails. A test makes it from Unicode CLDR: having CLDR in the program
// would cost each start more than opening the database.
//
//go:embed countries_native.txt
var countryNamesNative string

// countriesNative are the countries by those names. A name that is that of two
// countries is none.
var countriesNative = sync.OnceValue(func() map[string]Country {
	names := map[string]Country{}
	twice := map[string]bool{}
	for line := range strings.Lines(countryNamesNative) {
		called := strings.Split(strings.TrimSpace(line), "\t")
		c, _ := CountryByCode(called[0])
		for _, name := range called[1:] {
			if other, known := names[name]; known && other.Code != c.Code {
				twice[name] = true
			}
			names[name] = c
		}
	}
	maps.DeleteFunc(names, func(name string, _ Country) bool { return twice[name] })
	return names
})

// FindCountry reads a country as a person types it: a code, a name in English or in
// its own language or one of the mails, or the start or a part of an English name
// that only one country has. Where several are meant
// they are the candidates, in the order of their names, and the country found
// has no code; so it is for an empty text.
func FindCountry(typed string) (found Country, candidates []Country) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return found, nil
	}
	if c, ok := CountryByCode(typed); ok {
		return c, nil
	}
	var starts, holds []Country
	for _, c := range countriesByName() {
		switch {
		case c.folded == typed, strings.EqualFold(c.Code3, typed):
			return c.Country, nil
		case strings.HasPrefix(c.folded, typed):
			starts = append(starts, c.Country)
		case strings.Contains(c.folded, typed):
			holds = append(holds, c.Country)
		}
	}
	switch {
	case len(starts) == 1:
		return starts[0], nil
	case len(starts) == 0 && len(holds) == 1:
		return holds[0], nil
	}
	if c, ok := countriesNative()[typed]; ok {
		return c, nil
	}
	return found, append(starts, holds...)
}
