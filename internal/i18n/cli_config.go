package i18n

// ConfigCLI are the sentences of the commands about the configuration file.
type ConfigCLI struct {
	Short, PathShort, ShowShort, ShowLong, EditShort, EditLong, CheckShort string

	Checked       string // %s path
	NoFile        string // %s path
	NotMade       string // %s path and reason
	NotMadeFix    string
	Or            string // between an example and other values
	UnknownIntent string // %q command, %s the command that lists them
	UnknownKey    string // %q command, %q key
	TakenKey      string // %q key, %q command, %q other command, %s screen
	TextKey       string // %q command, %q key, %s screen
	NoKey         string // %q command
}

var configEnglish = ConfigCLI{
	Short:      "Show, edit and check the configuration file",
	PathShort:  "Print where the configuration file is",
	ShowShort:  "Print every setting with what it means",
	ShowLong:   "Prints every setting with what it means, in the form of a configuration file: those that are set there, and the others as comments.",
	EditShort:  "Open the configuration file in your editor, and check it afterwards",
	EditLong:   "Opens the configuration file in CSPDESK_EDITOR, VISUAL or EDITOR. A new one begins with every setting as a comment. What you wrote is kept whatever the check says.",
	CheckShort: "Say what is wrong with the configuration file",

	Checked:       "%s is fine",
	NoFile:        "%s does not exist; the defaults hold",
	NotMade:       "The configuration file cannot be made (%s)",
	NotMadeFix:    "Name another file with --config or CSPDESK_CONFIG.",
	Or:            "or",
	UnknownIntent: "%q is no command; %s lists them",
	UnknownKey:    "%q: %q is no key",
	TakenKey:      "%q cannot be both %q and %q (%s)",
	TextKey:       "%q: %q is text there (%s)",
	NoKey:         "%q needs a key",
}
