package i18n

// App are the sentences of the app area.
type App struct{}

var appEnglish = App{}
