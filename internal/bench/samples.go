package bench

import (
	"math"
	"slices"
	"time"
)

// Samples are the figures of one thing, measured several times.
type Samples []float64

// Add notes a time in milliseconds.
func (s *Samples) Add(d time.Duration) { *s = append(*s, float64(d.Microseconds())/1000) }

// Quantile is the smallest sample that at least the share q of all samples do
// not exceed; NaN if there is none. A p99 of fewer than 100 samples is their
// largest.
func (s Samples) Quantile(q float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[min(max(int(math.Ceil(q*float64(len(sorted))))-1, 0), len(sorted)-1)]
}

// Median is the middle sample.
func (s Samples) Median() float64 { return s.Quantile(0.5) }
