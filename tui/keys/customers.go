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

// The intents of the detail beside the customer list, and of going from one
// customer to another on the same part of their records.
const (
	Detail           Intent = "detail"
	DetailNext       Intent = "detail-next"
	DetailPrevious   Intent = "detail-previous"
	DetailDown       Intent = "detail-down"
	DetailUp         Intent = "detail-up"
	NextCustomer     Intent = "next-customer"
	PreviousCustomer Intent = "previous-customer"
)

// The intents of the filter of the customer list, and of what is kept of
// customers here.
const (
	Filter             Intent = "filter"
	KeepFilter         Intent = "keep-filter"
	ClearFilter        Intent = "clear-filter"
	NextSuggestion     Intent = "next-suggestion"
	PreviousSuggestion Intent = "previous-suggestion"
	Mark               Intent = "mark"
	MarkRange          Intent = "mark-range"
	MarkAll            Intent = "mark-all"
	ClearMarks         Intent = "clear-marks"
	EditTags           Intent = "edit-tags"
	EditNote           Intent = "edit-note"
	EditNickname       Intent = "edit-nickname"
	Pin                Intent = "pin"
	KeepEntry          Intent = "keep-entry"
	LeaveEntry         Intent = "leave-entry"
	KeepNote           Intent = "keep-note"
	KeepView           Intent = "keep-view"
	ShowView           Intent = "show-view"
	ListViews          Intent = "list-views"
	SaveList           Intent = "save-list"
)

// CustomerList is the table of the customer list.
func CustomerList() Table {
	return Join(Table{
		{Intent: Request, Keys: []string{"n"}, Short: true},
		{Intent: Expand, Keys: []string{"right", "l"}, Short: true},
		{Intent: Toggle, Keys: []string{"enter"}},
		{Intent: Collapse, Keys: []string{"left", "h"}},
		{Intent: Search, Keys: []string{"/"}, Short: true},
		{Intent: Filter, Keys: []string{"f"}, Short: true, Spare: 4},
		{Intent: Refresh, Keys: []string{"r", "ctrl+r"}, Short: true},
		{Intent: Mark, Keys: []string{" "}},
		{Intent: MarkRange, Keys: []string{"v"}},
		{Intent: MarkAll, Keys: []string{"*", "ctrl+a"}},
		{Intent: ClearMarks, Keys: []string{"ctrl+\\"}},
		{Intent: EditTags, Keys: []string{"t"}},
		{Intent: EditNote, Keys: []string{"N"}},
		{Intent: EditNickname, Keys: []string{"a"}},
		{Intent: Pin, Keys: []string{"m"}},
		{Intent: KeepView, Keys: []string{"w"}},
		{Intent: ListViews, Keys: []string{"V"}},
		{Intent: ShowView, Keys: []string{"alt+1", "alt+2", "alt+3", "alt+4", "alt+5", "alt+6", "alt+7", "alt+8", "alt+9"}},
		{Intent: ChooseColumns, Keys: []string{"c"}},
		{Intent: SaveList, Keys: []string{"ctrl+s"}},
		{Intent: Jump, Keys: []string{"J", "ctrl+g"}},
		{Intent: Sort, Keys: []string{"o"}, Short: true, Spare: 2},
		{Intent: Copy, Keys: []string{"y"}, Short: true, Spare: 2},
		{Intent: CopyDomain, Keys: []string{"Y"}},
		{Intent: CopyCard, Keys: []string{"C"}},
		{Intent: ExpandAll, Keys: []string{"="}},
		{Intent: CollapseAll, Keys: []string{"-"}},
		{Intent: NextCustomer, Keys: []string{"}"}},
		{Intent: PreviousCustomer, Keys: []string{"{"}},
		{Intent: Detail, Keys: []string{"p"}, Short: true, Spare: 5},
		{Intent: DetailNext, Keys: []string{"]"}},
		{Intent: DetailPrevious, Keys: []string{"["}},
		{Intent: DetailDown, Keys: []string{"shift+down"}},
		{Intent: DetailUp, Keys: []string{"shift+up"}},
	}, moving())
}

// Searching is the table while a search field has the focus.
func Searching() Table {
	return Join(Table{
		{Intent: KeepSearch, Keys: []string{"enter"}, Short: true},
		{Intent: ClearSearch, Keys: []string{"esc"}, Short: true},
	}, stepping())
}

// Filtering is the table while a filter is typed.
func Filtering() Table {
	return Join(Table{
		{Intent: KeepFilter, Keys: []string{"enter"}, Short: true},
		{Intent: ClearFilter, Keys: []string{"esc"}, Short: true},
	}, suggesting())
}

// Writing is the table while tags, a nickname or the name of a view are typed.
func Writing(suggests bool) Table {
	table := Table{
		{Intent: KeepEntry, Keys: []string{"enter"}, Short: true},
		{Intent: LeaveEntry, Keys: []string{"esc"}, Short: true},
	}
	if suggests {
		table = append(table, suggesting()...)
	}
	return table
}

// Noting is the table while a note is written.
func Noting() Table {
	return Table{{Intent: KeepNote, Keys: []string{"ctrl+s", "esc"}, Short: true}}
}

// suggesting is the part of a table that takes what is suggested below a field.
func suggesting() Table {
	return Table{
		{Intent: Complete, Keys: []string{"tab"}, Short: true},
		{Intent: NextSuggestion, Keys: []string{"down", "ctrl+n"}},
		{Intent: PreviousSuggestion, Keys: []string{"up", "ctrl+p"}},
	}
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
