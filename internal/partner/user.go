package partner

import (
	"crypto/rand"
	"io"
	"math/big"
	"strings"
	"unicode/utf8"
)

// Password is the password of a new user, or one that takes the place of an old
// one. It prints as a mark, so that no log, error or record can come to hold it.
type Password struct{ text string }

// NewPassword keeps a text as a password.
func NewPassword(text string) Password { return Password{text} }

// Reveal gives the text, to be sent or to be shown once.
func (p Password) Reveal() string { return p.text }

// String hides the text.
func (p Password) String() string { return "[password]" }

// GoString hides the text.
func (p Password) GoString() string { return "[password]" }

// The limits of a password in characters (Microsoft Entra ID, "Password policies
// and account restrictions").
const (
	MinPassword = 8
	MaxPassword = 256
)

// The characters of a generated password, without those that are easily taken
// for one another when somebody reads them out: I, l, 1, O, 0 and o.
const (
	passwordUpper   = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	passwordLower   = "abcdefghijkmnpqrstuvwxyz"
	passwordDigits  = "23456789"
	passwordSymbols = "!#$%*+-=?@"
	generatedLength = 16
)

// GeneratePassword makes a password of 16 characters, with one at least of each
// of the four kinds that Microsoft Entra ID tells apart.
func GeneratePassword() (Password, error) { return generatePassword(rand.Reader) }

func generatePassword(random io.Reader) (Password, error) {
	kinds := []string{passwordUpper, passwordLower, passwordDigits, passwordSymbols}
	all := strings.Join(kinds, "")
	text := make([]byte, generatedLength)
	for i := range text {
		from := all
		if i < len(kinds) {
			from = kinds[i]
		}
		n, err := rand.Int(random, big.NewInt(int64(len(from))))
		if err != nil {
			return Password{}, NewError(CodeInternal, "no random numbers", err)
		}
		text[i] = from[n.Int64()]
	}
	for i := len(text) - 1; i > 0; i-- {
		n, err := rand.Int(random, big.NewInt(int64(i+1)))
		if err != nil {
			return Password{}, NewError(CodeInternal, "no random numbers", err)
		}
		j := n.Int64()
		text[i], text[j] = text[j], text[i]
	}
	return Password{string(text)}, nil
}

// PasswordFault says what Microsoft Entra ID would refuse in a password.
type PasswordFault string

// The faults of a password.
const (
	PasswordFine       PasswordFault = ""
	PasswordLength     PasswordFault = "length"     // not 8 to 256 characters
	PasswordCharacters PasswordFault = "characters" // other than ASCII letters, digits, symbols and spaces
	PasswordSimple     PasswordFault = "simple"     // fewer than three of the four kinds of characters
	PasswordNamed      PasswordFault = "named"      // holds the name of the user
)

// Fault checks a password against the rules that are published; the service may
// know more, such as a list of banned words (Microsoft Entra ID, "Password
// policies and account restrictions").
func (p Password) Fault(principalName string) PasswordFault {
	if n := utf8.RuneCountInString(p.text); n < MinPassword || n > MaxPassword {
		return PasswordLength
	}
	var upper, lower, digit, symbol int
	for _, r := range p.text {
		switch {
		case r < ' ' || r > '~':
			return PasswordCharacters
		case r >= 'A' && r <= 'Z':
			upper = 1
		case r >= 'a' && r <= 'z':
			lower = 1
		case r >= '0' && r <= '9':
			digit = 1
		default:
			symbol = 1
		}
	}
	if upper+lower+digit+symbol < 3 {
		return PasswordSimple
	}
	name, _, _ := strings.Cut(principalName, "@")
	if len(name) > 2 && strings.Contains(strings.ToLower(p.text), strings.ToLower(name)) {
		return PasswordNamed
	}
	return PasswordFine
}

// NewUser is a user to be added to a customer's directory.
type NewUser struct {
	PrincipalName string // name@domain, the domain one of the customer's
	DisplayName   string
	FirstName     string // may be ""
	LastName      string // may be ""
	UsageLocation string // ISO 3166-1 alpha-2; needed before a license can be assigned
	Password      Password
	ForceChange   bool // at the first sign-in
}

// UserEdit is what is to be changed of a user; nil leaves a value as it is.
type UserEdit struct {
	PrincipalName, DisplayName, FirstName, LastName, UsageLocation *string
}

// DirectoryRole is a role in a customer's directory. Match it by id: names are
// old labels in places.
type DirectoryRole struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// ServicePlan is a part of a product that can be switched off singly.
type ServicePlan struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// LicenseGrant assigns a product to a user, some of its plans switched off.
type LicenseGrant struct {
	SkuID string   `json:"skuId"`
	Off   []string `json:"off,omitempty"` // ids of service plans
}

// LicenseChange is what is to be changed of a user's licenses.
type LicenseChange struct {
	Assign []LicenseGrant `json:"assign,omitempty"`
	Remove []string       `json:"remove,omitempty"` // skuIds
}

// Empty reports whether nothing is to be changed.
func (c LicenseChange) Empty() bool { return len(c.Assign) == 0 && len(c.Remove) == 0 }

// MaxUserName is the most characters of each part of a user's name (Partner Center, "Add
// multiple user accounts for a customer").
const MaxUserName = 50

// The writes about users that are recorded.
const (
	ActionUserAdded       Action = "user-added"
	ActionUserEdited      Action = "user-edited"
	ActionPasswordReset   Action = "password-reset"
	ActionUserDeleted     Action = "user-deleted"
	ActionUserRestored    Action = "user-restored"
	ActionRoleAdded       Action = "role-added"
	ActionRoleRemoved     Action = "role-removed"
	ActionLicensesChanged Action = "licenses-changed"
)

// UserQuery says which users of a customer are listed; they are ordered by name.
type UserQuery struct {
	Search  string // words that must all be found in name or login; case, accents and width do not matter
	Deleted bool   // those that can be restored, instead of the others
}

// UserPlace is where a window of the users is wanted.
type UserPlace struct {
	Edge Edge   // EdgeFirst or EdgeLast; EdgeNone means the user
	User string // id; where the query leaves the user out, the window begins at the first row
}

// UserWindow is the part of the list of users around a place.
type UserWindow struct {
	Rows    []User
	Anchor  int  // index in Rows of the place; -1 if Rows is empty
	AtStart bool // Rows[0] is the first row
	AtEnd   bool // the last of Rows is the last row
	Matches int  // users that the query finds
	Total   int  // users that it would find without a search
}
