package partner

import (
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

// FindCountry reads a country as a person types it: a code, a name, or the
// start or a part of a name that only one country has. Where several are meant
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
	return found, append(starts, holds...)
}
