package i18n

// MarksCLI are the sentences about filters and what is kept of a customer here.
type MarksCLI struct {
	FlagFilter                                     string // %s an example
	TagShort, TagsShort, FlagAdd, FlagRemove       string
	NoteShort, NicknameShort, PinShort, UnpinShort string
	Tags, Note, Nickname, Pinned, Yes              string // of a record
	NothingToDo                                    string
	Changed                                        Plural // %d customers
	FlagColumns                                    string // %s all columns
	ColumnsOfTable                                 string
}

var marksEnglish = MarksCLI{
	FlagFilter: "only these: %s",
	TagShort:   "Add tags to customers, or remove them", TagsShort: "List the tags that customers have",
	FlagAdd: "tags to add, with commas between them", FlagRemove: "tags to remove",
	NoteShort:     "Show the note about a customer, or replace it; - reads standard input, \"\" removes it",
	NicknameShort: "Show your own name of a customer, or replace it; \"\" removes it",
	PinShort:      "Pin customers", UnpinShort: "Take the pin from customers",
	Tags: "tags", Note: "note", Nickname: "nickname", Pinned: "pinned", Yes: "yes",
	NothingToDo: "Say which tags with --add or --remove",
	Changed:     Plural{"%d customer changed", "%d customers changed"},

	FlagColumns:    "columns of the table, of %s",
	ColumnsOfTable: "--columns is about the table: CSV and JSON always have the same fields",
}
