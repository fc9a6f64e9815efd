package i18n

var keysCustomersEnglish = map[string]KeyText{
	"expand":               {"expand", "Open the record of the customer; on a part of it, show that part alone"},
	"collapse":             {"collapse", "Close the record"},
	"expand-all":           {"expand all", "Open the records of all customers on the screen"},
	"collapse-all":         {"collapse all", "Close all records"},
	"toggle":               {"open", "Open or close the record; on a part of it, show that part alone"},
	"sort":                 {"sort", "Sort by another column, or the other way round"},
	"refresh":              {"refresh", "Read the customers from Partner Center again"},
	"cancel-refresh":       {"stop refresh", "Stop the refresh; what was read stays"},
	"request-relationship": {"request relationship", "Request a reseller relationship from a customer"},
	"copy-card":            {"copy card", "Copy a handover card of one page about the customer"},
	"copy-domain":          {"copy domain", "Copy the customer's primary domain"},
	"keep-search":          {"to the list", "Keep the search and go to the list"},
	"clear-search":         {"clear", "Clear the search"},
	"jump":                 {"jump", "Jump to the first letters of a name, or to a percentage of the list"},
	"keep-jump":            {"stay here", "Stay where you jumped to"},
	"cancel-jump":          {"back", "Go back to where you were"},
	"next-block":           {"next", "To the next part of the record"},
	"previous-block":       {"previous", "To the part before"},
	"fetch-block":          {"read again", "Read this part from Partner Center again"},
}
