package keys

// The intents about users of a customer.
const (
	UserAdd           Intent = "user-add"
	UserOpen          Intent = "user-open"
	UserMark          Intent = "user-mark"
	UserMarkAll       Intent = "user-mark-all"
	UserLicenses      Intent = "user-licenses"
	UserEdit          Intent = "user-edit"
	UserPassword      Intent = "user-password"
	UserRoles         Intent = "user-roles"
	UserDelete        Intent = "user-delete"
	UserRestore       Intent = "user-restore"
	UserDeleted       Intent = "user-deleted"
	UserImport        Intent = "user-import"
	UserRoleSet       Intent = "user-role-set"
	UserPasswordCopy  Intent = "user-password-copy"
	UserPasswordClose Intent = "user-password-close"
	JobsOpen          Intent = "jobs-open"
	FileAgain         Intent = "file-again"
	FileContinue      Intent = "file-continue"
)

// UserList is the table of the list of users.
func UserList() Table {
	return Join(Table{
		{Intent: UserAdd, Keys: []string{"n"}, Short: true},
		{Intent: UserOpen, Keys: []string{"enter", "right", "l"}, Short: true},
		{Intent: UserMark, Keys: []string{" "}, Short: true},
		{Intent: UserLicenses, Keys: []string{"a"}, Short: true},
		{Intent: Search, Keys: []string{"/"}, Short: true},
		{Intent: UserImport, Keys: []string{"i"}, Short: true, Spare: 2},
		{Intent: UserDeleted, Keys: []string{"f"}, Short: true, Spare: 1},
		{Intent: UserDelete, Keys: []string{"x"}},
		{Intent: UserRestore, Keys: []string{"R"}},
		{Intent: UserMarkAll, Keys: []string{"A"}},
		{Intent: JobsOpen, Keys: []string{"J"}},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}},
		{Intent: NextBlock, Keys: []string{"]", "tab"}},
		{Intent: PreviousBlock, Keys: []string{"[", "shift+tab"}},
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
	}, moving())
}

// UserDetail is the table of one user.
func UserDetail() Table {
	return Join(Table{
		{Intent: UserEdit, Keys: []string{"e"}, Short: true},
		{Intent: UserPassword, Keys: []string{"p"}, Short: true},
		{Intent: UserRoles, Keys: []string{"o"}, Short: true},
		{Intent: UserLicenses, Keys: []string{"a"}, Short: true},
		{Intent: UserDelete, Keys: []string{"x"}, Short: true},
		{Intent: UserRestore, Keys: []string{"R"}},
		{Intent: Copy, Keys: []string{"y"}},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}},
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
	}, moving())
}

// UserRoleList is the table of the roles that a user may have.
func UserRoleList() Table {
	return Join(Table{
		{Intent: UserRoleSet, Keys: []string{" ", "enter"}, Short: true},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true},
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
	}, moving())
}

// UserPasswordShown is the table while a password is shown.
func UserPasswordShown() Table {
	return Table{
		{Intent: UserPasswordCopy, Keys: []string{"y"}, Short: true},
		{Intent: UserPasswordClose, Keys: []string{"esc", "enter"}, Short: true},
	}
}

// UserRead is the table of a file of users that was read.
func UserRead() Table {
	return Join(Table{
		{Intent: FileContinue, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: FileAgain, Keys: []string{"r", "ctrl+r"}, Short: true},
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
	}, moving())
}
