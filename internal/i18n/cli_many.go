package i18n

// ManyCLI are the sentences about many requests at once.
type ManyCLI struct {
	FlagFrom              string // %s the columns
	FlagDir, FlagTemplate string

	NotTogether string            // %s flag, %s flag
	Progress    string            // %d done, %d rows
	Next        string            // %s address
	States      map[string]string // by invite.RowState; twice
	SameAs      string            // %d line
	NoWay       string
	Line        string // a heading
}

var manyEnglish = ManyCLI{
	FlagFrom:     "make a request for each row of this CSV file: %s (admin_rights is true or false)",
	FlagDir:      "save each mail of --from in this folder",
	FlagTemplate: "letter for all rows of --from, a file or - for standard input (see the letters command)",
	NotTogether:  "%s and %s do not go together",
	Progress:     "row %d of %d",
	Next:         "Open the mail to %s?",
	SameAs:       "The same address as in line %d",
	NoWay:        "--eml-dir or --open is missing",
	Line:         "line",
	States: map[string]string{
		"invited": "invited", "would-invite": "would be invited", "already-invited": "invited before", "rejected": "rejected", "failed": "failed", "not-tried": "not tried", "twice": "twice",
	},
}
