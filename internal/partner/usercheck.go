package partner

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// UserFault says what Partner Center would refuse in a new user.
type UserFault string

// The faults of a new user.
const (
	UserFine            UserFault = ""
	UserNameMissing     UserFault = "display-name-missing"
	UserNameLong        UserFault = "name-too-long" // a part of the name has more than 50 characters
	UserLoginMissing    UserFault = "login-missing"
	UserLoginInvalid    UserFault = "login-invalid"
	UserDomainForeign   UserFault = "domain-foreign" // not one of the customer's verified domains
	UserDomainFederated UserFault = "domain-federated"
	UserLoginTaken      UserFault = "login-taken"
	UserLoginTwice      UserFault = "login-twice" // in the same file
	UserLocationMissing UserFault = "location-missing"
	UserStatusFilled    UserFault = "status-filled" // the file's column for results is not empty
)

// The most characters of the parts of a principal name (Microsoft Entra ID,
// "UserPrincipalName policies that apply to all user accounts").
const (
	maxLocalPart = 64
	maxDomain    = 48

	loginCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.-_!#^~"
)

// CheckLogin says what is wrong with a principal name, given the domains that
// the customer has verified; none means that they are not known.
func CheckLogin(login string, domains []string) UserFault {
	local, domain, found := strings.Cut(login, "@")
	switch {
	case strings.TrimSpace(login) == "":
		return UserLoginMissing
	case !found || local == "" || domain == "" || len(local) > maxLocalPart || len(domain) > maxDomain:
		return UserLoginInvalid
	case strings.ContainsFunc(local, func(r rune) bool { return !strings.ContainsRune(loginCharacters, r) }),
		strings.HasPrefix(local, "."), strings.HasSuffix(local, "."), strings.Contains(local, ".."):
		return UserLoginInvalid
	}
	if len(domains) > 0 && !slices.ContainsFunc(domains, func(d string) bool { return strings.EqualFold(d, domain) }) {
		return UserDomainForeign
	}
	return UserFine
}

// Fault says what is wrong with a new user, but for the password.
func (u NewUser) Fault(domains []string) UserFault {
	switch {
	case strings.TrimSpace(u.DisplayName) == "":
		return UserNameMissing
	case slices.ContainsFunc([]string{u.DisplayName, u.FirstName, u.LastName}, func(s string) bool { return utf8.RuneCountInString(s) > MaxUserName }):
		return UserNameLong
	}
	return CheckLogin(u.PrincipalName, domains)
}
