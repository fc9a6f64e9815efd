//go:build !windows && !darwin

package mail

// needsDisplay: without a display server a mail app has nowhere to open.
const needsDisplay = true

// systemOpener is the desktop's own way to open a link.
func systemOpener(func(string) string) (name string, args []string) {
	return "xdg-open", nil
}
