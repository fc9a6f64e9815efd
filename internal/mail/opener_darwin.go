package mail

// needsDisplay: the window server is always there on a Mac.
const needsDisplay = false

// systemOpener is the system's own way to open a link. The full path keeps a
// program of the same name from taking its place.
func systemOpener(func(string) string) (name string, args []string) {
	return "/usr/bin/open", nil
}
