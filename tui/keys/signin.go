package keys

// The intents of signing in and of choosing a profile.
const (
	SignIn        Intent = "sign-in"
	Profiles      Intent = "profiles"
	SignInCopy    Intent = "sign-in-copy"
	SignInOpen    Intent = "sign-in-open"
	SignInBrowser Intent = "sign-in-browser"
	SignInCode    Intent = "sign-in-code"
	ProfileUse    Intent = "profile-use"
)

// SigningIn is the table of a sign-in that waits for the person: with a code to
// copy, or for a browser.
func SigningIn(code bool) Table {
	if code {
		return Table{
			{Intent: SignInCopy, Keys: []string{"y"}, Short: true},
			{Intent: SignInOpen, Keys: []string{"o"}, Short: true},
			{Intent: SignInBrowser, Keys: []string{"b"}, Short: true},
			{Intent: Back, Keys: []string{"esc"}, Short: true},
		}
	}
	return Table{
		{Intent: SignInCopy, Keys: []string{"y"}, Short: true},
		{Intent: SignInCode, Keys: []string{"d"}, Short: true},
		{Intent: Back, Keys: []string{"esc"}, Short: true},
	}
}

// SignInFailed is the table of a sign-in that did not succeed.
func SignInFailed() Table {
	return Table{
		{Intent: Retry, Keys: []string{"r", "enter"}, Short: true},
		{Intent: SignInBrowser, Keys: []string{"b"}, Short: true},
		{Intent: SignInCode, Keys: []string{"d"}, Short: true},
		{Intent: Back, Keys: []string{"esc"}, Short: true},
	}
}

// ProfileList is the table of the list of profiles.
func ProfileList() Table {
	return Join(Table{
		{Intent: ProfileUse, Keys: []string{"enter"}, Short: true},
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
	}, moving())
}
