// Package early answers --version before the rest of the program is
// initialised, which takes longer than everything that the answer needs. Scripts
// and prompts ask for it often.
//
// Go initialises packages that are ready in the order of their import paths, and
// this one needs little and sorts before most. Where it does not come first, the
// answer is the same and only slower.
package early

import (
	"os"
	"runtime/debug"
)

func init() {
	if len(os.Args) != 2 || os.Args[1] != "--version" {
		return
	}
	if _, err := os.Stdout.WriteString(Line()); err == nil {
		os.Exit(0)
	} // otherwise the command line says what went wrong
}

// Line is what --version prints.
func Line() string { return "cspdesk " + Version() + "\n" }

// Version is the module's version, with the commit for a build from a checkout.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
