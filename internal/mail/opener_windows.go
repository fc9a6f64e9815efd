package mail

import (
	"path/filepath"
	"syscall"
)

// needsDisplay: the desktop is always there on Windows.
const needsDisplay = false

// systemOpener is the system's own way to open a link without cmd.exe, which
// would read & and % in it as commands. The full path keeps a program of the
// same name from taking its place.
func systemOpener(getenv func(string) string) (name string, args []string) {
	root := getenv("SystemRoot")
	if root == "" {
		root = `C:\Windows`
	}
	return filepath.Join(root, "System32", "rundll32.exe"), []string{"url.dll,FileProtocolHandler"}
}

// detached keeps ctrl+c in our console away from the opener.
func detached() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP, HideWindow: true}
}
