package wizard

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"cspdesk/internal/partner"
	"cspdesk/tui/theme"
)

// countryName is a country with its name as it is compared.
type countryName struct {
	partner.Country
	folded string
}

var countries = sync.OnceValue(func() []countryName {
	var all []countryName
	for _, c := range partner.Countries() {
		all = append(all, countryName{c, strings.ToLower(c.Name)})
	}
	slices.SortFunc(all, func(a, b countryName) int { return strings.Compare(a.folded, b.folded) })
	return all
})

// findCountry reads a country that is typed: a code, a name, or the start or a
// part of a name that only one has. The candidates are what it may mean.
func findCountry(typed string) (found partner.Country, candidates []partner.Country, empty bool) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" {
		return found, nil, true
	}
	if c, ok := partner.CountryByCode(typed); ok {
		return c, nil, false
	}
	var starts, holds []partner.Country
	for _, c := range countries() {
		switch {
		case c.folded == typed, strings.EqualFold(c.Code3, typed):
			return c.Country, nil, false
		case strings.HasPrefix(c.folded, typed):
			starts = append(starts, c.Country)
		case strings.Contains(c.folded, typed):
			holds = append(holds, c.Country)
		}
	}
	switch all := append(starts, holds...); {
	case len(starts) == 1:
		return starts[0], nil, false
	case len(starts) == 0 && len(holds) == 1:
		return holds[0], nil, false
	default:
		return found, all, false
	}
}

// market gives the sentence on the customer's market, and its style.
func (r *rightsStep) market(th *theme.Theme) (sentence, help string, style theme.Paint) {
	country, candidates, empty := findCountry(r.country.Value())
	t := r.text.Wizard.Rights
	switch {
	case empty:
		return t.CountryHint, "", th.Dim
	case country.Code == "" && len(candidates) > 0:
		var names []string
		for _, c := range candidates[:min(len(candidates), 3)] {
			names = append(names, c.Name)
		}
		return strings.Join(names, ", ") + "?", "", th.Dim
	case country.Code == "":
		return t.BadCountry, "", th.Error
	}
	verdict := partner.MarketIn(r.profile.Cloud, r.profile.Country, country.Code)
	sentence, help = t.Markets[string(verdict)], t.MarketsHelp[string(verdict)]
	own, _ := partner.CountryByCode(r.profile.Country)
	switch verdict {
	case partner.MarketSame:
		return th.Glyphs.Check + " " + fmt.Sprintf(sentence, country.RegionName), "", th.Good
	case partner.MarketOther:
		return th.Glyphs.Warning + " " + fmt.Sprintf(sentence, country.RegionName, own.RegionName), help, th.Warn
	case partner.MarketUnknown:
		return sentence, "", th.Dim
	}
	return th.Glyphs.Warning + " " + sentence, help, th.Warn
}
