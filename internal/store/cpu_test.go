package store_test

import (
	"syscall"
	"testing"
	"time"
)

func cpuTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(0, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
func reportCPU(b *testing.B) func() {
	s := cpuTime()
	return func() { b.ReportMetric(float64((cpuTime()-s).Microseconds())/float64(b.N)/1000, "cpu-ms/op") }
}
