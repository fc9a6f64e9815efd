package i18n

// DetailPane are the sentences of the detail beside the customer list.
type DetailPane struct {
	NoRoom  string // why it cannot be shown
	None    string // nobody stands under the cursor
	NotRead string // %s the key
	ReadKey string
	Waiting string // %s what was to be changed, %s an age
	More    Plural // %s lines
}

var detailEnglish = DetailPane{
	NoRoom:  "The detail needs a window of 120 columns, or of 80 columns and 30 rows",
	None:    "No customer here",
	NotRead: "not read yet; %s reads it", ReadKey: "{expand=right}",
	Waiting: "No answer came to: %s (%s)",
	More:    Plural{"%s more line, ] goes on", "%s more lines, ] goes on"},
}
