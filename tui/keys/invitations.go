package keys

// The intents of the list of invitations.
const (
	InvitationNew      Intent = "invitation-new"
	InvitationOpen     Intent = "invitation-open"
	InvitationRemind   Intent = "invitation-remind"
	InvitationWithdraw Intent = "invitation-withdraw"
	InvitationDelete   Intent = "invitation-delete"
	InvitationMatch    Intent = "invitation-match"
	InvitationHandOver Intent = "invitation-hand-over"
	InvitationAgain    Intent = "invitation-again"
	InvitationSnooze   Intent = "invitation-snooze"
	InvitationCopy     Intent = "invitation-copy-link"
	InvitationFilter   Intent = "invitation-filter"
	InvitationUnfilter Intent = "invitation-filter-back"
	InvitationPick     Intent = "invitation-pick"
)

// InvitationList is the table of the list; InvitationDetail that of one
// invitation.
func InvitationList() Table {
	return Join(Table{
		{Intent: InvitationNew, Keys: []string{"n"}, Short: true},
		{Intent: InvitationOpen, Keys: []string{"enter", "right", "l"}, Short: true},
		{Intent: InvitationFilter, Keys: []string{"f"}, Short: true},
		{Intent: InvitationUnfilter, Keys: []string{"F"}},
		{Intent: Search, Keys: []string{"/"}, Short: true},
		{Intent: Mark, Keys: []string{" "}},
		{Intent: MarkRange, Keys: []string{"v"}},
		{Intent: MarkAll, Keys: []string{"*", "ctrl+a"}},
		{Intent: ClearMarks, Keys: []string{"ctrl+\\"}},
		{Intent: InvitationsMarked, Keys: []string{"b"}},
		{Intent: RequestsFromFile, Keys: []string{"B"}},
	}, invitationActions(), moving())
}

// InvitationDetail is the table of one invitation.
func InvitationDetail() Table {
	return Join(Table{{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true}}, invitationActions(), moving())
}

func invitationActions() Table {
	return Table{
		{Intent: InvitationRemind, Keys: []string{"m", "R"}, Short: true},
		{Intent: InvitationMatch, Keys: []string{"c"}, Short: true},
		{Intent: InvitationWithdraw, Keys: []string{"w"}, Short: true},
		{Intent: InvitationDelete, Keys: []string{"x"}},
		{Intent: InvitationSnooze, Keys: []string{"z"}},
		{Intent: InvitationHandOver, Keys: []string{"o"}},
		{Intent: InvitationAgain, Keys: []string{"N", "e"}},
		{Intent: InvitationCopy, Keys: []string{"y"}},
	}
}

// InvitationCustomers is the table while a customer is searched for.
func InvitationCustomers() Table {
	return Table{
		{Intent: InvitationPick, Keys: []string{"enter"}, Short: true},
		{Intent: Down, Keys: []string{"down"}, Short: true},
		{Intent: Up, Keys: []string{"up"}, Short: true},
		{Intent: PageDown, Keys: []string{"pgdown"}},
		{Intent: PageUp, Keys: []string{"pgup"}},
		{Intent: Back, Keys: []string{"esc"}, Short: true},
	}
}
