package keys

// The intents of the customer list and of a record.
const (
	Expand        Intent = "expand"
	Collapse      Intent = "collapse"
	ExpandAll     Intent = "expand-all"
	CollapseAll   Intent = "collapse-all"
	Toggle        Intent = "toggle"
	Sort          Intent = "sort"
	Refresh       Intent = "refresh"
	CancelRefresh Intent = "cancel-refresh"
	Request       Intent = "request-relationship"
	CopyDomain    Intent = "copy-domain"
	CopyCard      Intent = "copy-card"
	KeepSearch    Intent = "keep-search"
	ClearSearch   Intent = "clear-search"
	NextBlock     Intent = "next-block"
	PreviousBlock Intent = "previous-block"
	Jump          Intent = "jump"
	KeepJump      Intent = "keep-jump"
	CancelJump    Intent = "cancel-jump"
	FetchBlock    Intent = "fetch-block"
)

// CustomerList is the table of the customer list.
func CustomerList() Table {
	return Join(Table{
		{Intent: Request, Keys: []string{"n"}, Short: true},
		{Intent: Expand, Keys: []string{"right", "l"}, Short: true},
		{Intent: Toggle, Keys: []string{"enter"}},
		{Intent: Collapse, Keys: []string{"left", "h"}},
		{Intent: Search, Keys: []string{"/"}, Short: true},
		{Intent: Refresh, Keys: []string{"r", "ctrl+r"}, Short: true},
		{Intent: Jump, Keys: []string{"J", "ctrl+g"}},
		{Intent: Sort, Keys: []string{"o"}, Short: true, Spare: 2},
		{Intent: Copy, Keys: []string{"y"}, Short: true, Spare: 2},
		{Intent: CopyDomain, Keys: []string{"Y"}},
		{Intent: CopyCard, Keys: []string{"C"}},
		{Intent: ExpandAll, Keys: []string{"="}},
		{Intent: CollapseAll, Keys: []string{"-"}},
	}, moving())
}

// Searching is the table while a search field has the focus.
func Searching() Table {
	return Join(Table{
		{Intent: KeepSearch, Keys: []string{"enter"}, Short: true},
		{Intent: ClearSearch, Keys: []string{"esc"}, Short: true},
	}, stepping())
}

// Jumping is the table while the place to jump to is typed.
func Jumping() Table {
	return Join(Table{
		{Intent: KeepJump, Keys: []string{"enter"}, Short: true},
		{Intent: CancelJump, Keys: []string{"esc"}, Short: true},
	}, stepping())
}

// CustomerBlock is the table of a block of a record that fills the screen.
func CustomerBlock() Table {
	return Join(Table{
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
		{Intent: NextBlock, Keys: []string{"]", "tab"}, Short: true},
		{Intent: PreviousBlock, Keys: []string{"[", "shift+tab"}, Short: true},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true},
		{Intent: Copy, Keys: []string{"y"}, Short: true},
	}, moving())
}
