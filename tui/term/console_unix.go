//go:build unix

package term

import "os"

// consoleState is what has to be set on the output beside the input's raw mode:
// nothing on Unix.
type consoleState struct{}

func (*consoleState) enter(*os.File) error { return nil }

func (*consoleState) leave(*os.File) {}
