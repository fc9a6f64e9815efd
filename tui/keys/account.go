package keys

// The intents of the screen of a customer's account.
const (
	AccountBilling Intent = "account-billing"
	AccountAttest  Intent = "account-attest"
	AccountQualify Intent = "account-qualify"
)

// Account is the table of the screen.
func Account() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: AccountBilling, Keys: []string{"b"}, Short: true},
		{Intent: AccountAttest, Keys: []string{"a"}, Short: true},
		{Intent: AccountQualify, Keys: []string{"u"}, Short: true, Spare: 2},
		{Intent: PendingOpen, Keys: []string{"!"}},
		{Intent: NextBlock, Keys: []string{"]", "tab"}},
		{Intent: PreviousBlock, Keys: []string{"[", "shift+tab"}},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true, Spare: 3},
		{Intent: Copy, Keys: []string{"y"}},
	}, moving())
}
