package partner

import (
	_ "embed"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"sync"
)

// marketsCSV joins two tables of Microsoft's pages "CSP global markets"
// (08/17/2023) and "Supported languages and locales" (06/29/2022), one row per
// country.
//
//go:embed markets.csv
var marketsCSV string

// noRegion marks countries that have a locale and stand on no market's list.
const noRegion = "NONE"

// Country is a country or region that Partner Center knows.
type Country struct {
	Code       string   // ISO 3166-1 alpha-2, or a code of Microsoft's own such as XK
	Code3      string   // ISO 3166-1 alpha-3
	Name       string   // in English
	Region     string   // id of the market's list, such as "EUR"; "NONE" if nothing is sold there
	RegionName string   // in English
	Currencies []string // in which partners of the market are billed
	Locale     string   // first culture that Microsoft lists, such as "de-DE"
	Locales    []string // all cultures that Microsoft lists
	EU         bool
	EFTA       bool
	NeedsTaxID bool // the organization's registration number is asked for
	NeedsPhone bool
	Note       string // note on the row, in English; "" if none
}

// Sold reports whether the program is offered in the country.
func (c Country) Sold() bool { return c.Region != noRegion }

type marketTable struct {
	list   []Country
	byCode map[string]int
}

// markets reads the embedded table once. The table is part of the program, and
// a test reads it: an unreadable one cannot be shipped.
var markets = sync.OnceValue(func() marketTable {
	rows := strings.Count(marketsCSV, "\n")
	t := marketTable{list: make([]Country, 0, rows), byCode: make(map[string]int, rows)}
	r := csv.NewReader(strings.NewReader(marketsCSV))
	r.ReuseRecord = true
	for row, err := r.Read(); err != io.EOF; row, err = r.Read() {
		if err != nil {
			panic("the embedded table of markets cannot be read: " + err.Error())
		}
		if row[0] == "iso2" { // the heading
			continue
		}
		t.byCode[row[0]] = len(t.list)
		t.list = append(t.list, Country{
			Code: row[0], Code3: row[1], Name: row[2], Region: row[3], RegionName: row[4],
			Currencies: splitList(row[5]), Locale: row[6], Locales: splitList(row[7]),
			EU: row[8] == "y", EFTA: row[9] == "y", NeedsTaxID: row[10] == "y", NeedsPhone: row[11] == "y",
			Note: row[12],
		})
	}
	return t
})

func splitList(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// Countries lists the countries that Partner Center knows, in the order of
// their codes.
func Countries() []Country { return slices.Clone(markets().list) }

// CountryByCode finds a country by its two-letter code, in either case.
func CountryByCode(code string) (Country, bool) {
	t := markets()
	i, ok := t.byCode[strings.ToUpper(strings.TrimSpace(code))]
	if !ok {
		return Country{}, false
	}
	return t.list[i], true
}

// MarketVerdict says whether a partner may sell to a customer, by where both
// are. Only the service knows all exceptions: anything but MarketSame is a
// reason to warn.
type MarketVerdict string

// The market verdicts.
const (
	MarketSame       MarketVerdict = "same"
	MarketOther      MarketVerdict = "other"       // the countries stand on different lists
	MarketNotSold    MarketVerdict = "not-sold"    // the program is not offered in one of the countries
	MarketUnknown    MarketVerdict = "unknown"     // a country is not known or not said
	MarketOtherCloud MarketVerdict = "other-cloud" // customers of that country are in another cloud
	MarketClosed     MarketVerdict = "closed"      // the cloud takes no new customers
)

// SameMarket says whether the two countries, given by their codes, are on the
// same market's list ("CSP global markets"). It does not look at clouds:
// MarketIn does.
func SameMarket(a, b string) MarketVerdict {
	first, ok := CountryByCode(a)
	second, ok2 := CountryByCode(b)
	switch {
	case ok && !first.Sold(), ok2 && !second.Sold():
		return MarketNotSold
	case !ok || !ok2:
		return MarketUnknown
	case first.Region == second.Region:
		return MarketSame
	}
	return MarketOther
}

// MarketIn says whether a partner of the cloud may sell to a customer, by the
// codes of their countries. The US Government cloud is for the market of the
// United States, the cloud operated by 21Vianet for China alone and no other
// cloud is for China, and the German cloud takes no new customers ("National
// clouds", 05/03/2022 and 09/28/2023).
func MarketIn(c Cloud, partnerCountry, customerCountry string) MarketVerdict {
	verdict := SameMarket(partnerCountry, customerCountry)
	if verdict == MarketUnknown || verdict == MarketNotSold {
		return verdict
	}
	customer, _ := CountryByCode(customerCountry)
	switch c {
	case CloudGermany:
		return MarketClosed
	case CloudUSGov:
		if customer.Region != "US" {
			return MarketOtherCloud
		}
	case CloudChina:
		if customer.Region != "CN" {
			return MarketOtherCloud
		}
	case CloudPublic:
		if customer.Region == "CN" {
			return MarketOtherCloud
		}
	}
	return verdict
}

// MailLanguages lists the languages of the letters, as BCP 47 tags.
func MailLanguages() []string {
	return []string{"en", "zh-CN", "de", "fr", "es", "it", "ja", "ko", "nl", "pl", "pt-BR"}
}

// maxMailLanguages is in how many languages one mail can be.
const maxMailLanguages = 2

// MailLanguageTags reads the languages of one mail: one of MailLanguages, or two
// different ones with a comma between them, such as "de,en". It reports false
// for anything else.
func MailLanguageTags(text string) ([]string, bool) {
	tags := strings.Split(text, ",")
	if len(tags) > maxMailLanguages {
		return nil, false
	}
	for i, tag := range tags {
		tags[i] = strings.TrimSpace(tag)
		if !slices.Contains(MailLanguages(), tags[i]) || slices.Contains(tags[:i], tags[i]) {
			return nil, false
		}
	}
	return tags, true
}

// MailLanguageFor proposes the language of a letter to a customer in the
// country: that of the country's first culture where we have a letter in it,
// otherwise English. Exceptions: most Belgian and Canadian companies do not
// read French first, Luxembourg's do, and where Chinese is written in
// traditional characters our simplified letter would be out of place.
func MailLanguageFor(country string) string {
	c, ok := CountryByCode(country)
	if !ok {
		return "en"
	}
	switch c.Code {
	case "BE", "CA":
		return "en"
	case "LU":
		return "fr"
	}
	if slices.Contains(MailLanguages(), c.Locale) { // such as zh-CN and pt-BR
		return c.Locale
	}
	if language, _, _ := strings.Cut(c.Locale, "-"); slices.Contains(MailLanguages(), language) {
		return language
	}
	return "en"
}
