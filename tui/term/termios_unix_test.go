//go:build unix && !linux

package term

import "golang.org/x/sys/unix"

const getTermios = unix.TIOCGETA
