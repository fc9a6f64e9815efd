package wizard

import (
	"fmt"
	"strings"

	"cspdesk/internal/partner"
	"cspdesk/tui/theme"
)

// market gives the sentence on the customer's market, and its style.
func (r *rightsStep) market(th *theme.Theme) (sentence, help string, style theme.Paint) {
	country, candidates := r.text.FindCountry(r.country.Value())
	t := r.text.Wizard.Rights
	switch {
	case strings.TrimSpace(r.country.Value()) == "":
		return "", "", th.Dim
	case country.Code == "" && len(candidates) > 0:
		return fmt.Sprintf(t.Candidates, r.text.CountryNames(candidates)), "", th.Dim
	case country.Code == "":
		return "", "", th.Dim // it may not be typed to its end: mistake says it
	}
	verdict := partner.MarketIn(r.profile.Cloud, r.profile.Country, country.Code)
	sentence, help = t.Markets[string(verdict)], t.MarketsHelp[string(verdict)]
	own, _ := partner.CountryByCode(r.profile.Country)
	understood := "" // where it is not what was typed
	if name := r.text.CountryName(country.Code, country.Name); name != strings.TrimSpace(r.country.Value()) {
		understood = name + r.text.Common.Comma
	}
	switch verdict {
	case partner.MarketSame:
		return th.Glyphs.Check + " " + understood + fmt.Sprintf(sentence, r.text.RegionName(country)), "", th.Good
	case partner.MarketOther:
		return th.Glyphs.Warning + " " + understood + fmt.Sprintf(sentence, r.text.RegionName(country), r.text.RegionName(own)), help, th.Warn
	case partner.MarketUnknown:
		return understood + sentence, "", th.Dim
	}
	return th.Glyphs.Warning + " " + understood + sentence, help, th.Warn
}
