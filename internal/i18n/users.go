package i18n

import (
	"errors"
	"fmt"

	"cspdesk/internal/partner"
)

// Users are the sentences about the users of a customer.
type Users struct {
	Title, Deleted  string
	SearchHint      string
	Count           Plural
	CountOf         string // %[1]s found, %[2]s in all
	Marked          Plural
	Syncing         Plural // users copied so far
	Reading         string
	Empty           string // nobody is known, and nothing was read
	Nobody          string // the customer has none
	NobodyHint      string
	EmptyHint       string
	EmptyDeleted    string
	NothingFound    string // %s what was sought
	NothingHint     string
	Name, Login     string
	Location, State string
	Licenses, Roles string
	NoLicenses      string
	LicensesUnknown string
	PlansOff        Plural
	NoRoles         string
	RolesUnknown    string // %s why
	DomainType      string
	Synced          string // from the customer's own directory, %s how long ago
	DeletedAt       string // %[1]s date, %[2]s last day of 30
	ID              string
	Facts           string // heading
	Copied          string // %s by which route
	NothingMarked   string

	Add, Edit, Reset, Import                      string // titles of forms
	FirstName, LastName, DisplayName              string
	NamePart, Domain, Password, ForceChange       string
	NamePartHint, DomainHint, PasswordHint        string
	DisplayHint, LocationHint, PasswordReveal     string
	DomainsReading, DomainsUnknown                string
	Working                                       string
	AddAsk, EditAsk, ResetAsk, DeleteAsk, BackAsk string // %s the user
	AddBody, ResetBody, DeleteBody, BackBody      string
	No, AddYes, EditYes, ResetYes, DeleteYes      string
	BackYes, RoleYes, RoleTakeYes                 string
	Changes                                       string // %[1]s name of the value, %[2]s before, %[3]s after
	NoChanges                                     string
	Added, Edited, ResetDone, DeletedDone         string // %s the user
	Restored, RoleGiven, RoleTaken                string // %[1]s the user, for roles %[2]s the role
	RoleAsk, RoleTakeAsk                          string // %[1]s the role, %[2]s the user
	RoleBody                                      string
	RoleMay                                       map[string]string // what a role is for, by its id; not all are known
	RolesTitle                                    string            // %s the user
	RolesReading                                  string

	PasswordTitle  string // %s the user
	PasswordOnce   string
	PasswordCopied string

	PasswordUncopied, PasswordGone            string // the question before it is closed uncopied
	PasswordStay, PasswordCopy, PasswordNoted string // its answers

	File, FileHint, SaveAs, SaveHint string
	ImportAsk                        Plural
	ImportBody, ImportYes            string // ImportBody: %s the file of passwords
	ImportRows                       Plural // %s
	ImportChecked                    string // %[1]s rows, %[2]d with a fault
	ImportLine                       string // %d line
	ImportFine                       string
	ImportFix, ImportOr              string // ImportOr where other rows are right
	ImportWithout                    Plural // %s rows with a mistake
	ImportKept                       string // %s the file of passwords
	ImportLost                       string

	Faults map[string]string // by partner.UserFault, "password-" and partner.PasswordFault, manage.FileFault, "location-unknown" and "passwords-nowhere"

	CLI UsersCLI
}

// UsersCLI are the sentences of the commands about users.
type UsersCLI struct {
	Short, ListShort, ShowShort, AddShort, EditShort, ResetShort, DeleteShort, RestoreShort, RolesShort, ImportShort   string
	FlagSearch, FlagDeleted, FlagFetch, FlagLimit, FlagName, FlagFirst, FlagLast, FlagLocation, FlagLogin              string
	FlagPasswordStdin, FlagKeepPassword, FlagRoleAdd, FlagRoleRemove, FlagAllRoles, FlagPasswords, FlagCSV, FlagResume string
	NotFetched, NotFetchedFix                                                                                          string
	NoUser, NoUserFix                                                                                                  string // %s the user
	NothingToDo, NothingToDoFix                                                                                        string
	BadUser, BadUserFix                                                                                                string // %s the fault
	PasswordIs                                                                                                         string // %s
	FileBad, FileBadFix, FlagSkip                                                                                      string
	RoleUnknown, RoleUnknownFix                                                                                        string // %s the role
	LocationBad, LocationFix                                                                                           string // %s what was typed
	FileExists, FileExistsFix                                                                                          string // %s
	Done                                                                                                               string // %[1]s user, %[2]s what was done
}

var usersEnglish = Users{
	Title: "Users", Deleted: "Deleted users", SearchHint: "name or sign-in name",
	Count: Plural{"%s user", "%s users"}, CountOf: "%[1]s of %[2]s", Marked: Plural{"%s marked", "%s marked"},
	Syncing: Plural{"reading, %s user so far", "reading, %s users so far"}, Reading: "Reading",
	Empty: "The users were not read yet", EmptyHint: "{fetch-block=r} reads them from Partner Center, {user-add=n} adds one.",
	Nobody: "This customer has no users", NobodyHint: "{user-add=n} adds one.",
	EmptyDeleted: "Nobody was deleted in the last 30 days", NothingFound: "Nothing matches %s", NothingHint: "{back=esc} shows all",
	Name: "Name", Login: "Sign-in name", Location: "Usage location", State: "State", Licenses: "Licenses", Roles: "Roles",
	NoLicenses: "none", LicensesUnknown: "not read yet; {fetch-block=r} reads them", PlansOff: Plural{"%s service off", "%s services off"},
	NoRoles: "none", RolesUnknown: "not known: %s", DomainType: "Domain", Synced: "copied from the customer's own directory, %s; change it there",
	DeletedAt: "%[1]s, can be restored until %[2]s", ID: "Id", Facts: "Account", Copied: "Copied: %s",
	NothingMarked: "Mark users with {user-mark=space} first",

	Add: "Add a user", Edit: "Change a user", Reset: "Reset the password", Import: "Add users from a file",
	FirstName: "First name", LastName: "Last name", DisplayName: "Display name", NamePart: "Sign-in name", Domain: "Domain",
	Password: "Password", ForceChange: "Change at first sign-in",
	NamePartHint: "the part before the @", DomainHint: "one of the customer's verified domains",
	PasswordHint: "leave it empty to have one made. It is shown once and stored nowhere.",
	DisplayHint:  "as colleagues see it, at most 50 characters", LocationHint: "a country; needed before a license can be assigned",
	PasswordReveal: "Show the password", DomainsReading: "Reading the customer's domains", DomainsUnknown: "The customer's domains are not known",
	Working: "Partner Center is asked",
	AddAsk:  "Add %s?", EditAsk: "Change %s?", ResetAsk: "Reset the password of %s?", DeleteAsk: "Delete %s?", BackAsk: "Restore %s?",
	AddBody:    "The user can sign in at once. A license is assigned afterwards.",
	ResetBody:  "The old password stops working at once.",
	DeleteBody: "The user cannot sign in any more, and the licenses come free. The user can be restored for 30 days.",
	BackBody:   "The user can sign in again. Licenses are not given back.",
	No:         "Do nothing", AddYes: "Add the user", EditYes: "Change it", ResetYes: "Reset it", DeleteYes: "Delete the user",
	BackYes: "Restore the user", RoleYes: "Give the role", RoleTakeYes: "Take the role away",
	Changes: "%[1]s: %[2]s → %[3]s", NoChanges: "Nothing is changed",
	Added: "%s was added", Edited: "%s was changed", ResetDone: "The password of %s was reset", DeletedDone: "%s was deleted",
	Restored: "%s was restored", RoleGiven: "%[1]s has the role %[2]s now", RoleTaken: "%[1]s no longer has the role %[2]s",
	RoleAsk: "Give the role %[1]s to %[2]s?", RoleTakeAsk: "Take the role %[1]s from %[2]s?",
	RoleMay:    rolesEnglish,
	RoleBody:   "Roles give rights over the customer's whole directory.",
	RolesTitle: "Roles of %s", RolesReading: "Reading the roles",

	PasswordTitle: "Password of %s",
	PasswordOnce:  "It is shown now and never again, and it is stored nowhere. {user-password-copy=y} copies it once.", PasswordCopied: "The password was copied: %s",
	PasswordUncopied: "The password was not copied", PasswordGone: "Once it is closed nobody can see it again; it could only be reset.",
	PasswordStay: "Back to the password", PasswordCopy: "Copy the password", PasswordNoted: "Close it; it is written down",

	File: "File", FileHint: "CSV: First name, Last name, Display name, Email, Status update; at most 100 users",
	SaveAs: "Save passwords in", SaveHint: "a new file that only you can read; nobody could see them again",
	ImportAsk:  Plural{"Add %s user?", "Add %s users?"},
	ImportBody: "Each gets a password of its own, to be changed at the first sign-in. The passwords are saved in %s.", ImportYes: "Add them",
	ImportRows: Plural{"%s row", "%s rows"}, ImportChecked: "%[1]s, %[2]d with a mistake", ImportLine: "line %d", ImportFine: "can be added",
	ImportFix:     "Correct these rows in the file, then {file-again=r} reads it again. Nobody was added.",
	ImportOr:      "{file-continue=ctrl+s} goes on without them, after a question.",
	ImportWithout: Plural{"%s row with a mistake is left out.", "%s rows with a mistake are left out."}, ImportKept: "The passwords are in %s",
	ImportLost: "The passwords were not kept",

	Faults: map[string]string{
		"display-name-missing": "the display name is missing", "name-too-long": "a name has more than 50 characters",
		"login-missing": "the sign-in name is missing", "login-invalid": "the sign-in name holds characters that Microsoft does not allow, or no domain",
		"domain-foreign": "the domain is not one of the customer's verified domains", "domain-federated": "the domain is federated: add the user in the customer's own directory",
		"login-taken": "a user of this name exists already", "login-twice": "the same sign-in name stands in the file twice",
		"location-missing": "the usage location is missing: name a country", "location-unknown": "the usage location is no country that is known", "status-filled": "the column Status update must be empty",
		"password-length": "a password has 8 to 256 characters", "password-characters": "a password has letters, digits, symbols and spaces of ASCII alone",
		"password-simple": "a password needs three of: capital letters, small letters, digits, symbols", "password-named": "a password must not hold the sign-in name",
		"passwords-nowhere": "name a new file for the passwords: without it nobody would know them",
		"file-large":        "the file is larger than 1 MB", "file-no-text": "the file is no text in UTF-8",
		"file-columns": "the columns are not First name, Last name, Display name, Email and Status update", "file-empty": "the file has no rows",
		"file-rows": "the file has more than 100 users",
	},
	CLI: UsersCLI{
		Short: "Look after the users of a customer", ListShort: "List the users that are stored", ShowShort: "Show one user with roles and licenses",
		AddShort: "Add a user", EditShort: "Change a user", ResetShort: "Reset a user's password", DeleteShort: "Delete a user, restorable for 30 days",
		RestoreShort: "Restore a deleted user", RolesShort: "Show, give and take directory roles", ImportShort: "Add users from a CSV file",
		FlagSearch: "words in name or sign-in name", FlagDeleted: "those that can be restored", FlagFetch: "read the users from Partner Center first",
		FlagLimit: "at most so many; 0 for all", FlagName: "display name", FlagFirst: "first name", FlagLast: "last name",
		FlagLocation: "usage location, as a country code", FlagLogin: "new sign-in name",
		FlagPasswordStdin: "read the password from standard input instead of making one", FlagKeepPassword: "the user need not change the password at the first sign-in",
		FlagRoleAdd: "give this role, by id or name", FlagRoleRemove: "take this role away", FlagAllRoles: "every role that users of the customer can have", FlagPasswords: "save the passwords in this new file, readable by you alone",
		FlagCSV: "print CSV", FlagResume: "go on with an interrupted job, by id; last is the newest one",
		NotFetched: "The users of this customer were not read yet", NotFetchedFix: "Add --fetch.",
		NoUser: "No user %s is known", NoUserFix: "See cspdesk users list, or add --fetch.",
		NothingToDo: "Nothing is to be changed", NothingToDoFix: "Name what to change, see --help.",
		BadUser: "This user cannot be added: %s", BadUserFix: "Correct it; nothing was sent.", PasswordIs: "Password: %s",
		FileBad: "The file holds rows that cannot be added", FileBadFix: "Correct them, or add --skip-rejected to go on without them; nobody was added.",
		FlagSkip:    "leave out the rows that are rejected, and add the others",
		RoleUnknown: "No role %s is known", RoleUnknownFix: "See cspdesk users roles CUSTOMER USER --all.",
		LocationBad: "No country %s is known", LocationFix: "Use a two-letter code such as DE.",
		FileExists: "The file %s exists already", FileExistsFix: "Name a new one.", Done: "%[1]s: %[2]s",
	},
}

// Fault says what is wrong with a user, a password or a file of users; "" for an
// error that is about something else.
func (s *Strings) Fault(err error) string {
	if e, ok := errors.AsType[*partner.Error](err); ok && e.Code == partner.CodeInvalidInput {
		return s.Users.Faults[e.Detail]
	}
	return ""
}

// UserEdit gives what makes one user the other, and a line about each value. Values
// in the lines are as they came.
func (s *Strings) UserEdit(was, wish partner.User) (edit partner.UserEdit, lines []string) {
	t := s.Users
	for _, v := range []struct {
		to        **string
		name      string
		was, wish string
	}{
		{&edit.DisplayName, t.DisplayName, was.DisplayName, wish.DisplayName},
		{&edit.FirstName, t.FirstName, was.FirstName, wish.FirstName},
		{&edit.LastName, t.LastName, was.LastName, wish.LastName},
		{&edit.PrincipalName, t.Login, was.PrincipalName, wish.PrincipalName},
		{&edit.UsageLocation, t.Location, was.UsageLocation, wish.UsageLocation},
	} {
		if v.was != v.wish {
			*v.to = &v.wish
			lines = append(lines, fmt.Sprintf(t.Changes, v.name, v.was, v.wish))
		}
	}
	return edit, lines
}
