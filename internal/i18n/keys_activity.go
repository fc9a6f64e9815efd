package i18n

var keysActivityEnglish = map[string]KeyText{
	"details": {"details", "Show or hide all that is known about a line"},
	"source":  {"source", "Show what this program did, what Microsoft noted, or both"},
}
