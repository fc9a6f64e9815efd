package term

import (
	"bytes"
	"fmt"
	"os"
)

// parentOf gives the parent of a process, 0 if it is not known.
func parentOf(pid int) int {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	var state byte
	var parent int
	rest := stat[bytes.LastIndexByte(stat, ')')+1:]
	if _, err := fmt.Sscanf(string(rest), " %c %d", &state, &parent); err != nil {
		return 0
	}
	return parent
}
