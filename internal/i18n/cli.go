package i18n

// CLI are the sentences of the cli area.
type CLI struct{}

var cliEnglish = CLI{}
