// Package early answers --version before the rest of the program is
// initialised, which takes longer than everything that the answer needs. Scripts
// and prompts ask for it often.
//
// Go initialises packages that are ready in the order of their import paths, and
// this one needs little and sorts before most. Where it does not come first, the
// answer is the same and only slower. The commit is left to the command version:
// build information comes from a package that is initialised late.
package early

import "os"

// Version is the number of this release.
const Version = "0.1.0"

// Line is what --version prints.
const Line = "cspdesk " + Version + "\n"

func init() {
	if len(os.Args) != 2 || os.Args[1] != "--version" {
		return
	}
	if _, err := os.Stdout.WriteString(Line); err == nil {
		os.Exit(0)
	} // otherwise the command line says what went wrong
}
