package i18n

// LettersCLI are the sentences of the commands about letters.
type LettersCLI struct {
	Short, Long, ListShort, ShowShort, EditShort, SetShort, ResetShort string

	// Long has one %s, the place of the link; Help has it first, and then a %s for
	// the places of sentences and one for those of data.
	Own, Usual string // whose letter it is
	Help       string // stands above a letter that is edited for the first time
	Kept       string // %s language
	NotKept    string // %s path
}

var lettersEnglish = LettersCLI{
	Short: "Show and change the letters that requests begin with",
	Long: "A letter is the text that a new request begins with, one for each language. Yours take the place of the usual ones in this profile. " +
		"In a letter, %s stands alone on its line: each mail gets its personal link there.",
	ListShort: "List the letters, and which are yours", ShowShort: "Print a letter",
	EditShort: "Change a letter in your editor", SetShort: "Take a letter from a file or from standard input",
	ResetShort: "Go back to the usual letter",

	Own: "yours", Usual: "usual",
	Help: "Write your letter below. Lines like this one mean nothing.\n" +
		"%s stands alone on its line: each mail gets its personal link there.\n" +
		"These places become sentences that fit the request: %s\n" +
		"and these become data: %s",
	Kept:    "Kept. New requests in %s begin with it",
	NotKept: "It is not kept; what you wrote is in %s",
}
