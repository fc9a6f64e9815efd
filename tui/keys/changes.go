package keys

// The intents of what changed and of terms that end soon.
const (
	ChangesSeen     Intent = "changes-seen"
	ChangesRenewals Intent = "changes-renewals"
)

// ChangeList is the table of what changed.
func ChangeList() Table {
	return Join(Table{
		{Intent: Open, Keys: []string{"enter", "right", "l"}, Short: true},
		{Intent: ChangesSeen, Keys: []string{"x"}, Short: true},
		{Intent: ChangesRenewals, Keys: []string{"t"}, Short: true},
	}, moving())
}

// RenewalList is the table of terms that end soon.
func RenewalList() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: Open, Keys: []string{"enter", "right", "l"}, Short: true},
		{Intent: ChangesRenewals, Keys: []string{"t"}, Short: true},
	}, moving())
}
