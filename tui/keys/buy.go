package keys

// The intents of the screen that buys.
const (
	BuyChoose  Intent = "buy-choose"
	BuyBack    Intent = "buy-back"
	BuySegment Intent = "buy-segment"
	BuyOrder   Intent = "buy-order"
	BuyLeave   Intent = "buy-leave"
)

// BuyList is the table while a product or an offer is chosen. Letters search.
func BuyList() Table {
	return Join(Table{
		{Intent: BuyChoose, Keys: []string{"enter"}, Short: true},
		{Intent: BuySegment, Keys: []string{"ctrl+t"}, Short: true},
		{Intent: BuyBack, Keys: []string{"esc"}, Short: true},
	}, stepping())
}

// BuyCart is the table of the cart.
func BuyCart() Table {
	return Table{
		{Intent: BuyOrder, Keys: []string{"ctrl+s", "enter"}, Short: true},
		{Intent: BuyBack, Keys: []string{"esc"}, Short: true},
	}
}

// BuyFollow is the table while an order is followed, or orders are looked at.
func BuyFollow() Table {
	return Join(Table{
		{Intent: BuyLeave, Keys: []string{"esc", "enter"}, Short: true},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true},
		{Intent: Copy, Keys: []string{"y"}, Short: true},
	}, moving())
}
