//go:build !windows

package mail

import "syscall"

// detached gives the opener a session of its own, away from our terminal's
// signals and from its end.
func detached() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
