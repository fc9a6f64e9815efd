package keys

// The intents of many mails at once: where they begin, and the screen.
const (
	RequestMarked     Intent = "request-marked"
	InvitationsMarked Intent = "invitations-marked"
	RequestsFromFile  Intent = "requests-from-file"

	BulkAddress   Intent = "bulk-address"
	BulkKeep      Intent = "bulk-address-keep"
	BulkLeaveOut  Intent = "bulk-leave-out"
	BulkProblem   Intent = "bulk-next-problem"
	BulkContinue  Intent = "bulk-continue"
	BulkBack      Intent = "bulk-back"
	BulkGiveUp    Intent = "bulk-give-up"
	BulkLetter    Intent = "bulk-next-letter"
	BulkPreview   Intent = "bulk-preview"
	BulkWrite     Intent = "bulk-write"
	BulkNext      Intent = "bulk-next-mail"
	BulkPrevious  Intent = "bulk-previous-mail"
	BulkFiles     Intent = "bulk-files"
	BulkFolder    Intent = "bulk-folder"
	BulkMailApp   Intent = "bulk-mail-app"
	BulkClipboard Intent = "bulk-clipboard"
	BulkGoOn      Intent = "bulk-go-on"
	BulkSkip      Intent = "bulk-skip"
	BulkStop      Intent = "bulk-stop"
	BulkDecide    Intent = "bulk-decide"
	BulkDone      Intent = "bulk-done"
)

// CustomersRequest is the key of the customer list that asks many.
var CustomersRequest = Binding{Intent: RequestMarked, Keys: []string{"b"}}

// BulkCheck is the table of the first step: who gets a mail, and where to.
func BulkCheck() Table {
	return Join(Table{
		{Intent: BulkContinue, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: BulkAddress, Keys: []string{"enter", "e"}, Short: true},
		{Intent: BulkLeaveOut, Keys: []string{" "}, Short: true},
		{Intent: BulkProblem, Keys: []string{"tab"}, Short: true, Spare: 2},
		{Intent: BulkGiveUp, Keys: []string{"x"}},
		{Intent: BulkBack, Keys: []string{"esc"}, Short: true},
	}, moving())
}

// BulkAddressing is the table while an address or a folder is typed.
func BulkAddressing() Table {
	return Table{{Intent: BulkKeep, Keys: []string{"enter"}, Short: true}, {Intent: BulkBack, Keys: []string{"esc"}, Short: true}}
}

// BulkText is the table of the second step: the letters.
func BulkText() Table {
	return Table{
		{Intent: BulkContinue, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: BulkPreview, Keys: []string{"ctrl+r"}, Short: true},
		{Intent: BulkLetter, Keys: []string{"ctrl+t"}, Short: true},
		{Intent: WizardNext, Keys: []string{"tab"}, Short: true, Spare: 3},
		{Intent: WizardPrevious, Keys: []string{"shift+tab"}},
		{Intent: BulkBack, Keys: []string{"esc"}, Short: true},
	}
}

// BulkReading is the table while the mails are read as they will leave.
func BulkReading() Table {
	return Join(Table{
		{Intent: BulkContinue, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: BulkNext, Keys: []string{"right", "l", "]"}, Short: true},
		{Intent: BulkPrevious, Keys: []string{"left", "h", "["}, Short: true},
		{Intent: BulkWrite, Keys: []string{"esc", "ctrl+r", "e"}, Short: true},
	}, moving())
}

// BulkWays is the table of the third step: how the mails leave.
func BulkWays() Table {
	return Join(Table{
		{Intent: BulkDone, Keys: []string{"enter"}, Short: true},
		{Intent: BulkFiles, Keys: []string{"w"}, Short: true},
		{Intent: BulkMailApp, Keys: []string{"o"}, Short: true},
		{Intent: BulkClipboard, Keys: []string{"c"}, Short: true},
		{Intent: BulkFolder, Keys: []string{"f"}, Short: true, Spare: 2},
		{Intent: BulkDecide, Keys: []string{"a"}, Short: true},
		{Intent: BulkGiveUp, Keys: []string{"x"}},
		{Intent: BulkBack, Keys: []string{"esc"}, Short: true},
	}, moving())
}

// BulkOneByOne is the table while the mails leave one after the other.
func BulkOneByOne() Table {
	return Table{
		{Intent: BulkGoOn, Keys: []string{"enter"}, Short: true},
		{Intent: BulkSkip, Keys: []string{"s"}, Short: true},
		{Intent: BulkStop, Keys: []string{"esc"}, Short: true},
	}
}

// BulkWriting is the table while files are written.
func BulkWriting() Table {
	return Table{{Intent: BulkStop, Keys: []string{"esc"}, Short: true}}
}
