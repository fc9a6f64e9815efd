package keys

// The intents of the screen of a customer's services.
const (
	SubscriptionDetails  Intent = "subscription-details"
	SubscriptionSeats    Intent = "subscription-seats"
	SubscriptionRenewal  Intent = "subscription-renewal"
	SubscriptionName     Intent = "subscription-nickname"
	SubscriptionSuspend  Intent = "subscription-suspend"
	SubscriptionActivate Intent = "subscription-reactivate"
	SubscriptionCancel   Intent = "subscription-cancel"
	SubscriptionBuy      Intent = "subscription-buy"
	SubscriptionOrders   Intent = "subscription-orders"
	PortalOpen           Intent = "portal-open"
	PendingOpen          Intent = "pending-open"
)

// Subscriptions is the table of the screen.
func Subscriptions() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: SubscriptionDetails, Keys: []string{"enter", "right", "l"}, Short: true},
		{Intent: SubscriptionSeats, Keys: []string{"s"}, Short: true},
		{Intent: SubscriptionRenewal, Keys: []string{"a"}, Short: true, Spare: 2},
		{Intent: SubscriptionName, Keys: []string{"n"}},
		{Intent: SubscriptionSuspend, Keys: []string{"p"}, Short: true, Spare: 3},
		{Intent: SubscriptionActivate, Keys: []string{"p"}},
		{Intent: SubscriptionCancel, Keys: []string{"x"}, Short: true, Spare: 3},
		{Intent: SubscriptionBuy, Keys: []string{"b"}, Short: true},
		{Intent: SubscriptionOrders, Keys: []string{"O"}},
		{Intent: PortalOpen, Keys: []string{"o"}},
		{Intent: PendingOpen, Keys: []string{"!"}},
		{Intent: NextBlock, Keys: []string{"]", "tab"}},
		{Intent: PreviousBlock, Keys: []string{"[", "shift+tab"}},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true, Spare: 4},
		{Intent: Copy, Keys: []string{"y"}},
	}, moving())
}
