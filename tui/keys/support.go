package keys

// The intents about support and the end of a relationship.
const (
	Support         Intent = "support"
	RequestNew      Intent = "request-new"
	RequestNote     Intent = "request-note"
	RequestClose    Intent = "request-close"
	SupportContacts Intent = "support-contacts"
	SupportProfile  Intent = "support-profile"
	ContactChoose   Intent = "contact-choose"
	SavePacket      Intent = "save-packet"
	EndRelationship Intent = "end-relationship"
	GiveUpRights    Intent = "give-up-rights"
	RemovalServices Intent = "removal-services"
	RemovalSupport  Intent = "removal-support"
	Pending         Intent = "pending"
	PendingLook     Intent = "pending-look"
	PendingDone     Intent = "pending-done"
	PendingFailed   Intent = "pending-failed"
	PendingDismiss  Intent = "pending-dismiss"
)

// CustomerSupport and CustomerRemoval are the keys on a customer.
var (
	CustomerSupport = Binding{Intent: Support, Keys: []string{"s"}, Short: true, Spare: 3}
	CustomerRemoval = Binding{Intent: EndRelationship, Keys: []string{"D"}}
)

// ActivityPending is the key, in the activity record, of the changes that got no
// answer.
func ActivityPending(waiting bool) Binding {
	return Binding{Intent: Pending, Keys: []string{"u"}, Short: waiting}
}

// ServiceRequests is the table of a customer's service requests.
func ServiceRequests() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: Open, Keys: []string{"enter", "right", "l"}, Short: true},
		{Intent: RequestNew, Keys: []string{"n"}, Short: true},
		{Intent: SupportContacts, Keys: []string{"c"}, Short: true},
		{Intent: SupportProfile, Keys: []string{"p"}, Short: true},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true, Spare: 2},
		{Intent: Copy, Keys: []string{"y"}, Short: true, Spare: 3},
	}, moving())
}

// ServiceRequest is the table of one service request.
func ServiceRequest() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: RequestNote, Keys: []string{"a"}, Short: true},
		{Intent: RequestClose, Keys: []string{"x"}, Short: true},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true},
		{Intent: Copy, Keys: []string{"y"}, Short: true},
	}, moving())
}

// Composing is the table while a text of several lines is written.
func Composing() Table {
	return Table{
		{Intent: FormSubmit, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: FormLeave, Keys: []string{"esc"}, Short: true},
	}
}

// ComposingBelow is Composing where the text stands below a form.
func ComposingBelow() Table {
	return Join(Composing(), Table{{Intent: FormPrevious, Keys: []string{"shift+tab"}, Short: true}})
}

// SupportPacket is the table of what is taken to a portal or to the phone.
func SupportPacket() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: Copy, Keys: []string{"y"}, Short: true},
		{Intent: SavePacket, Keys: []string{"w", "ctrl+w"}, Short: true},
	}, moving())
}

// SupportContactList is the table of the support contacts of a customer.
func SupportContactList() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: ContactChoose, Keys: []string{"enter", "right", "l"}, Short: true},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true},
	}, moving())
}

// SupportWaiting is the table while something is read, or could not be.
func SupportWaiting() Table {
	return Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: Retry, Keys: []string{"r"}, Short: true},
	}
}

// Removal is the table of what stands before the end of a relationship.
func Removal() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: EndRelationship, Keys: []string{"D"}, Short: true},
		{Intent: GiveUpRights, Keys: []string{"A"}, Short: true},
		{Intent: RemovalServices, Keys: []string{"enter"}, Short: true},
		{Intent: RemovalSupport, Keys: []string{"s"}, Short: true},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true},
	}, moving())
}

// PendingList is the table of the changes whose outcome is not known.
func PendingList() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: PendingLook, Keys: []string{"enter"}, Short: true},
		{Intent: PendingDone, Keys: []string{"m"}, Short: true},
		{Intent: PendingFailed, Keys: []string{"n"}, Short: true},
		{Intent: PendingDismiss, Keys: []string{"x"}, Short: true},
		{Intent: Copy, Keys: []string{"y"}, Short: true},
	}, moving())
}
