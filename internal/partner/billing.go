package partner

import (
	"regexp"
	"strings"
	"sync"
)

// A culture names a language and a country, such as de-CH; a language may stand
// alone ("Customer resources").
var (
	culturePattern  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^[a-z]{2,3}(-[a-z]{4})?-[a-z]{2}$`) })
	languagePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?$`) })
)

// WrongChange names the first field of Fields that is to be another one in next
// and may not be, or not that; "" if none. What stays is not judged, because the
// service has it already.
func (b BillingProfile) WrongChange(next BillingProfile) string {
	for _, c := range b.Changes(next) {
		if b.Refuses(c.Field, c.After) {
			return c.Field
		}
	}
	return ""
}

// Refuses reports whether a field of Fields cannot be changed to a value: the
// country of a customer never changes, and some values are needed.
func (b BillingProfile) Refuses(field, value string) bool {
	value = strings.TrimSpace(value)
	switch field {
	case "country":
		return !strings.EqualFold(value, b.Address.Country)
	case "companyName", "addressLine1", "city":
		return value == ""
	case "email":
		return addressWrong(value)
	case "culture":
		return !culturePattern().MatchString(value)
	case "language":
		return !languagePattern().MatchString(value)
	case "firstName", "lastName", "contactFirstName", "contactLastName":
		return len([]rune(value)) > maxContactName
	case "phoneNumber":
		if value == "" {
			country, _ := CountryByCode(b.Address.Country)
			return country.NeedsPhone
		}
		return PhoneWrong(value)
	}
	return false
}
