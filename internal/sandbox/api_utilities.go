package sandbox

import (
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// domainInUse answers 200 for a domain that somebody has and 404 for a free one
// ("Verify domain availability").
func (c *call) domainInUse() (reply, *problem) {
	if !c.center.domainTaken(c.values["domain"]) {
		return reply{}, &problem{status: 404, code: 1000, description: "The domain is free."}
	}
	return reply{}, nil
}

// nested is how the documentation's sample has lists.
type nested struct {
	Value []string `json:"value"`
}

type countryRules struct {
	ISO2                 string     `json:"iso2Code"`
	DefaultCulture       string     `json:"defaultCulture"`
	States               nested     `json:"states"`
	SupportedLanguages   nested     `json:"supportedLanguages"`
	SupportedCultures    nested     `json:"supportedCultures"`
	CountryCallingCodes  nested     `json:"countryCallingCodes"`
	IsStateRequired      bool       `json:"isStateRequired"`
	IsCityRequired       bool       `json:"isCityRequired"`
	IsPostalCodeRequired bool       `json:"isPostalCodeRequired"`
	PostalCodeRegex      string     `json:"postalCodeRegex"`
	PhoneNumberRegex     string     `json:"phoneNumberRegex"`
	IsVatIDSupported     bool       `json:"isVatIdSupported"`
	IsTaxIDSupported     bool       `json:"isTaxIdSupported"`
	IsTaxIDOptional      bool       `json:"isTaxIdOptional"`
	Attributes           attributes `json:"attributes"`
}

// withStates are the countries whose states are checked, with a few of them.
var withStates = map[string][]string{"US": {"CA", "NY", "TX", "WA"}, "CA": {"BC", "ON", "QC"}, "CN": {"北京", "上海", "广东"}, "MX": {"CDMX", "JAL", "NLE"}}

// countryRules answers what addresses of a country need ("Get address
// formatting rules for a market").
func (c *call) countryRules() (reply, *problem) {
	country, ok := partner.CountryByCode(c.values["country"])
	if !ok {
		return reply{}, invalidField("country", "The country is not known.")
	}
	var languages []string
	for _, culture := range country.Locales {
		if !slices.Contains(languages, culture[:2]) {
			languages = append(languages, culture[:2])
		}
	}
	states, calling := withStates[country.Code], []string{}
	if code := dialCodes[country.Code]; code != "" {
		calling = append(calling, code)
	}
	return reply{body: countryRules{
		ISO2: country.Code, DefaultCulture: country.Locale, States: nested{append([]string{}, states...)}, SupportedLanguages: nested{languages},
		SupportedCultures: nested{country.Locales}, CountryCallingCodes: nested{calling}, IsStateRequired: states != nil, IsCityRequired: true,
		IsPostalCodeRequired: len(places[country.Code]) > 0, PostalCodeRegex: `^[\w\s-]{3,10}$`, PhoneNumberRegex: `^[+]?[\d\s()-]{5,20}$`,
		IsTaxIDSupported: country.NeedsTaxID, IsTaxIDOptional: !country.NeedsTaxID, Attributes: attributes{ObjectType: "CountryInformation"},
	}}, nil
}

type addressCheck struct {
	Original  addressBody   `json:"originalAddress"`
	Suggested []addressBody `json:"suggestedAddresses"`
	Status    string        `json:"status"`
	Message   string        `json:"validationMessage,omitempty"`
}

// checkAddress compares an address with the places that the practice center
// knows ("Validate an address"). It changes nothing.
func (c *call) checkAddress() (reply, *problem) {
	var asked addressBody
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	country, ok := partner.CountryByCode(asked.Country)
	if !ok {
		return reply{}, invalidField("country", "The country is missing or not known.")
	}
	check := addressCheck{Original: asked, Suggested: []addressBody{}, Status: "NotValidated", Message: "The address could not be checked."}
	if strings.TrimSpace(asked.AddressLine1) == "" || strings.TrimSpace(asked.City) == "" {
		check.Status, check.Message = "None", "The street or the city is missing."
		return reply{body: check}, nil
	}
	for _, p := range places[country.Code] {
		if !strings.EqualFold(p.city, asked.City) {
			continue
		}
		if p.postal == asked.PostalCode {
			check.Status, check.Message = "VerifiedShippable", ""
			return reply{body: check}, nil
		}
		better := asked
		better.PostalCode = p.postal
		check.Suggested = append(check.Suggested, better)
		check.Status, check.Message = "InteractionRequired", "The postal code does not belong to the city."
	}
	return reply{body: check}, nil
}
