package customers

import (
	"testing"
	"time"

	"cspdesk/internal/i18n"
)

func TestSpansAndRates(t *testing.T) {
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{-time.Second, "0 s"}, {59900 * time.Millisecond, "59 s"}, {time.Minute, "1 min 0 s"}, {98 * time.Second, "1 min 40 s"},
		{59*time.Minute + 54*time.Second, "59 min 50 s"}, {59*time.Minute + 55*time.Second, "1 h 0 min"}, {100 * time.Hour, "100 h 0 min"},
	} {
		if got := span(i18n.English().Customers.Refresh.Times, c.d); got != c.want {
			t.Errorf("%v: %q, want %q", c.d, got, c.want)
		}
	}
	for rate, want := range map[float64]int{1: 1, 99.9: 99, 104: 100, 9_049: 9_000, 12_600: 13_000} {
		if got := roughly(rate); got != want {
			t.Errorf("%v: %d, want %d", rate, got, want)
		}
	}
}
