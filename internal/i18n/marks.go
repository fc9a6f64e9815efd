package i18n

import (
	"cmp"
	"fmt"
	"strings"

	"cspdesk/internal/partner"
)

// Marks are the sentences of the customer list about filters, marked customers,
// and what is kept of customers here alone.
type Marks struct {
	NothingFits       string // %s a filter
	NothingFitsHint   string
	NotRead           string // %s customers, %s of all, %s a filter
	FilterInstead     string // where what was searched is a filter
	Marked            Plural // %s customers, short
	AllMarked         Plural // %s customers
	FirstMarked       string // %s marked, %s found
	RangeBegun        string
	RangeTooLong      string
	TagsOf            string // %s a customer
	TagsOfMany        Plural // %s customers
	TagsHint          string
	TagsHintMany      string
	AskTags           Plural // %s customers
	AddTags           string // %s tags
	RemoveTags        string // %s tags
	ChangeTags        string
	Leave             string
	NicknameOf        string // %s a customer
	NicknameHint      string
	Kept              Plural // %s customers changed
	AskPin            Plural // %s customers
	Pin, Unpin        string
	NoteOf            string // %s a customer
	NoteHint          string
	Nickname          string // the label in a record
	ViewName          string // %d a number
	ViewNameHint      string
	ViewKept          string // %s a name, %s a key
	ViewsFull         string
	ViewsTitle        string
	NoViews           string
	NoView            string // %d a number
	ViewShown         string // %s a name
	RenameView        string // %s a name
	AskDeleteView     string // %s a name
	ShowView, Rename  string
	DeleteView        string
	DeleteViewTell    string
	AskSave           string
	SaveTell          string // %s what is searched and filtered
	SaveNo            string
	SaveCSV, SaveJSON string
	Saved             string // %s a path
	EveryCustomer     string // of a view without a search and a filter
	SearchedAndOrder  string // %s what is searched and filtered, %s the order
}

var listMarksEnglish = Marks{
	NothingFits:      `No customer fits the filter "%s".`,
	NothingFitsHint:  "{clear-filter=esc} clears the filter.",
	NotRead:          "Not known yet for %s of %s: open a record to read it, or filter by %s to list them.",
	FilterInstead:    "This is a filter: {filter=f} filters.",
	Marked:           Plural{"%s marked", "%s marked"},
	AllMarked:        Plural{"%s customer marked", "%s customers marked"},
	FirstMarked:      "%s customers marked, the first of %s: more cannot be marked at once",
	RangeBegun:       "Range begun; {mark-range=v} marks all from here to the cursor",
	RangeTooLong:     "A range has at most 10,000 customers; nothing was marked",
	TagsOf:           "Tags of %s",
	TagsOfMany:       Plural{"Tags of %s customer", "Tags of %s customers"},
	TagsHint:         "the whole list, or +tag and -tag",
	TagsHintMany:     "+tag adds, -tag removes",
	AskTags:          Plural{"Change the tags of %s customer?", "Change the tags of %s customers?"},
	AddTags:          "Add: %s",
	RemoveTags:       "Remove: %s",
	ChangeTags:       "Change the tags",
	Leave:            "Leave everything as it is",
	NicknameOf:       "Nickname of %s",
	NicknameHint:     "your own name; searched too",
	Kept:             Plural{"%s customer changed; kept on this computer only", "%s customers changed; kept on this computer only"},
	AskPin:           Plural{"Pin %s customer, or take the pin away?", "Pin %s customers, or take their pins away?"},
	Pin:              "Pin them",
	Unpin:            "Take the pins away",
	NoteOf:           "Note about %s",
	NoteHint:         "Kept on this computer only. It is stored when you go back.",
	Nickname:         "Nickname",
	ViewName:         "Name of view %d",
	ViewNameHint:     "keeps search, filter, order and columns",
	ViewKept:         "View %s kept; %s shows it",
	ViewsFull:        "Nine views are kept already; {list-views=V} lists them and deletes one",
	ViewsTitle:       "Views",
	NoViews:          "No views yet. {keep-view=w} in the list keeps its search, filter, order and columns under a number.",
	NoView:           "There is no view %d; {keep-view=w} keeps one",
	ViewShown:        "View %s",
	RenameView:       "New name of %s",
	AskDeleteView:    "Delete the view %s?",
	ShowView:         "Show it",
	Rename:           "Rename it",
	DeleteView:       "Delete the view",
	DeleteViewTell:   "Customers, tags and notes stay as they are.",
	AskSave:          "Write the list to a file?",
	SaveTell:         "In it: %s",
	SaveNo:           "Write no file",
	SaveCSV:          "CSV, as Partner Center exports customers; for spreadsheets",
	SaveJSON:         "JSON, with everything that a row knows; for scripts",
	Saved:            "Written to %s",
	EveryCustomer:    "all customers",
	SearchedAndOrder: "%s, %s",
}

// View says what a view shows, after its name where that says something else. What
// a person wrote in it is as it came.
func (s *Strings) View(v partner.View) string {
	what := cmp.Or(strings.TrimSpace(v.Query.Search+" "+v.Query.Filter), s.Marks.EveryCustomer)
	order := fmt.Sprintf(s.Customers.SortedBy, s.Common.SortFields[string(cmp.Or(v.Query.Sort, partner.SortName))])
	label := fmt.Sprintf(s.Marks.SearchedAndOrder, what, order)
	if v.Name != what {
		label = v.Name + s.Common.Colon + label
	}
	return label
}

// FilterWords are the words in which filters are offered in the language.
func (s *Strings) FilterWords() partner.FilterWords {
	return partner.FilterWords{Chinese: s.Language == chinese.Language, Country: s.CountryName}
}
