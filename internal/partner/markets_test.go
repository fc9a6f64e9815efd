package partner

import (
	"os"
	"slices"
	"testing"
)

func TestCountries(t *testing.T) {
	if data, err := os.ReadFile("markets.csv"); err != nil || string(data) != marketsCSV {
		t.Fatal("the embedded table is not the file")
	}
	list := Countries()
	if len(list) != 248 {
		t.Errorf("%d countries, want 248", len(list))
	}
	regions := map[string]int{}
	for _, c := range list {
		regions[c.Region]++
		if len(c.Code) != 2 || len(c.Code3) != 3 || c.Name == "" || c.RegionName == "" || c.Locale == "" || !slices.Contains(c.Locales, c.Locale) {
			t.Errorf("incomplete: %+v", c)
		}
		if got, ok := CountryByCode(c.Code); !ok || got.Name != c.Name {
			t.Errorf("%s is not found", c.Code)
		}
	}
	want := map[string]int{"AFR": 47, "APAC": 18, "AU": 21, "BR": 1, "CA": 2, "CN": 1, "EUR": 46, "IN": 1, "JP": 1, "KR": 1, "LATAM": 53, "MECEE": 44, "NZ": 3, "TW": 1, "US": 5, "NONE": 3}
	for region, n := range want {
		if regions[region] != n {
			t.Errorf("%s has %d members, want %d", region, regions[region], n)
		}
	}
	if c, _ := CountryByCode(" nl "); c.Name != "Netherlands, The" || !c.EU || c.EFTA || c.Currencies[0] != "EUR" {
		t.Errorf("the Netherlands: %+v", c)
	}
	if c, _ := CountryByCode("BR"); !c.NeedsTaxID || !c.NeedsPhone || c.Note == "" {
		t.Errorf("Brazil: %+v", c)
	}
	if _, ok := CountryByCode("ZZ"); ok {
		t.Error("ZZ is found")
	}
	list[0].Name = "changed"
	if Countries()[0].Name == "changed" {
		t.Error("the table can be changed from outside")
	}
}

func TestMarkets(t *testing.T) {
	for _, c := range []struct {
		cloud             Cloud
		partner, customer string
		want, inCloud     MarketVerdict
	}{
		{CloudPublic, "DE", "DE", MarketSame, MarketSame},
		{CloudPublic, "DE", "GB", MarketSame, MarketSame},
		{CloudPublic, "de", "ch", MarketSame, MarketSame},
		{CloudPublic, "DE", "US", MarketOther, MarketOther},
		{CloudPublic, "US", "PR", MarketOther, MarketOther},
		{CloudPublic, "US", "GU", MarketSame, MarketSame},
		{CloudPublic, "HK", "TW", MarketOther, MarketOther},
		{CloudPublic, "JP", "KR", MarketOther, MarketOther},
		{CloudPublic, "DE", "RU", MarketNotSold, MarketNotSold},
		{CloudPublic, "BY", "BY", MarketNotSold, MarketNotSold},
		{CloudPublic, "", "RU", MarketNotSold, MarketNotSold},
		{CloudPublic, "DE", "", MarketUnknown, MarketUnknown},
		{CloudPublic, "", "", MarketUnknown, MarketUnknown},
		{CloudPublic, "DE", "ZZ", MarketUnknown, MarketUnknown},
		{CloudPublic, "HK", "CN", MarketOther, MarketOtherCloud},
		{CloudPublic, "CN", "CN", MarketSame, MarketOtherCloud},
		{CloudChina, "CN", "CN", MarketSame, MarketSame},
		{CloudChina, "CN", "HK", MarketOther, MarketOtherCloud},
		{CloudUSGov, "US", "US", MarketSame, MarketSame},
		{CloudUSGov, "US", "AS", MarketSame, MarketSame},
		{CloudUSGov, "US", "CA", MarketOther, MarketOtherCloud},
		{CloudUSGov, "CA", "US", MarketOther, MarketOther},
		{CloudGermany, "DE", "DE", MarketSame, MarketClosed},
		{CloudGermany, "DE", "", MarketUnknown, MarketUnknown},
	} {
		if got := SameMarket(c.partner, c.customer); got != c.want {
			t.Errorf("SameMarket(%q, %q) is %s, want %s", c.partner, c.customer, got, c.want)
		}
		if back := SameMarket(c.customer, c.partner); back != c.want {
			t.Errorf("SameMarket(%q, %q) is %s, want %s", c.customer, c.partner, back, c.want)
		}
		if got := MarketIn(c.cloud, c.partner, c.customer); got != c.inCloud {
			t.Errorf("MarketIn(%s, %q, %q) is %s, want %s", c.cloud, c.partner, c.customer, got, c.inCloud)
		}
	}
}

func TestMailLanguageFor(t *testing.T) {
	for lang, countries := range map[string][]string{
		"zh-CN": {"CN", "cn"},
		"de":    {"DE", "AT", "CH", "LI"},
		"fr":    {"FR", "LU", "MC", "CI", "CM", "BJ", "CD", "GP", "RE"},
		"es":    {"ES", "MX", "AR", "CO", "PR", "GQ"},
		"ja":    {"JP"},
		"it":    {"IT", "SM", "VA"},
		"ko":    {"KR"},
		"nl":    {"NL"},
		"pl":    {"PL"},
		"pt-BR": {"BR"},
		"en":    {"US", "GB", "BE", "CA", "HK", "TW", "MO", "IN", "PT", "SN", "", "ZZ"},
	} {
		for _, country := range countries {
			if got := MailLanguageFor(country); got != lang {
				t.Errorf("%s: %s, want %s", country, got, lang)
			}
		}
	}
	for _, c := range Countries() {
		if !slices.Contains(MailLanguages(), MailLanguageFor(c.Code)) {
			t.Errorf("%s: no letter in %s", c.Code, MailLanguageFor(c.Code))
		}
	}
}

func TestMailLanguageTags(t *testing.T) {
	for text, want := range map[string][]string{
		"de": {"de"}, "de,en": {"de", "en"}, " zh-CN , pt-BR ": {"zh-CN", "pt-BR"},
		"": nil, "de,de": nil, "de,": nil, "de,en,fr": nil, "xx": nil, "DE": nil,
	} {
		got, ok := MailLanguageTags(text)
		if ok != (want != nil) || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v", text, got, ok)
		}
	}
}
