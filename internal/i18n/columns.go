package i18n

// Columns are the sentences about the columns of the customer list.
type Columns struct {
	Title       string
	Always      string // of the column that cannot be left out
	NoRoom      string // %d cells
	Kept        string
	Shown       string // while nothing may be stored
	RefreshedAt string // the heading
}

var columnsEnglish = Columns{
	Title:       "Columns of the list",
	Always:      "always first",
	NoRoom:      "no room at a width of %d, shown if wider",
	Kept:        "Columns kept",
	Shown:       "Columns shown until the program ends",
	RefreshedAt: "Last read",
}

var keysColumnsEnglish = map[string]KeyText{
	"choose-columns":  {"columns", "Choose the columns of the list and their order"},
	"toggle-column":   {"show or hide", "Show the column, or hide it"},
	"column-up":       {"up", "Move the column up: further to the left in the list"},
	"column-down":     {"down", "Move the column down: further to the right in the list"},
	"keep-columns":    {"keep", "Show the list with these columns from now on"},
	"leave-columns":   {"leave", "Leave the columns as they were"},
	"default-columns": {"defaults", "The columns that are shown unless somebody chooses"},
}
