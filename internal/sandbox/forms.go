package sandbox

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

// formValues gives fields of a form without the white space around them.
func formValues(form url.Values, fields ...string) map[string]string {
	values := map[string]string{}
	for _, field := range fields {
		values[field] = strings.TrimSpace(form.Get(field))
	}
	return values
}

// plainText reports whether text has at most limit characters and no control
// characters. Any script may be written.
func plainText(text string, limit int) bool {
	return utf8.ValidString(text) && utf8.RuneCountInString(text) <= limit && !strings.ContainsFunc(text, unicode.IsControl)
}

// isDomain reports whether text is a domain name in lower case with a dot in
// it; names in other scripts in their form for the network.
func isDomain(text string) bool {
	if len(text) > 253 || !strings.Contains(text, ".") {
		return false
	}
	for label := range strings.SplitSeq(text, ".") {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// limits of the billing profile in characters, as the address resource of the
// Partner Center documentation has them.
var profileLimits = []struct {
	field string
	limit int
}{
	{"company", 100}, {"firstName", 50}, {"lastName", 50}, {"email", 254}, {"line1", 200}, {"city", 100}, {"postalCode", 20}, {"phone", 40},
}

// checkProfile checks a billing profile. A phone number is asked for in the
// countries in which Partner Center wants one.
func (s *site) checkProfile(values map[string]string, countryCode string) []fieldError {
	labels := map[string]string{
		"company": s.words.Company, "firstName": s.words.FirstName, "lastName": s.words.LastName, "email": s.words.Email,
		"line1": s.words.Line1, "city": s.words.City, "postalCode": s.words.PostalCode, "phone": s.words.Phone,
	}
	country, _ := partner.CountryByCode(countryCode)
	var wrong []fieldError
	for _, l := range profileLimits {
		value := values[l.field]
		switch {
		case value == "" && (l.field != "phone" || country.NeedsPhone):
			wrong = append(wrong, fieldError{l.field, fill(s.words.ErrorRequired, labels[l.field])})
		case !plainText(value, l.limit):
			wrong = append(wrong, fieldError{l.field, fill(s.words.ErrorLong, labels[l.field])})
		case l.field == "email" && !isAddress(value):
			wrong = append(wrong, fieldError{l.field, s.words.ErrorEmail})
		}
	}
	return wrong
}

func isAddress(text string) bool {
	_, err := partner.ParseAddress(text)
	return err == nil
}
