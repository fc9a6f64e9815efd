package i18n

import (
	"testing"
	"time"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 1204: "1,204", 123456: "123,456", 1234567: "1,234,567", -1204: "-1,204",
	} {
		if got := English().Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestAge(t *testing.T) {
	now := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		age  time.Duration
		want string
	}{
		{-time.Hour, "just now"},
		{59 * time.Second, "just now"},
		{time.Minute, "1 min ago"},
		{59 * time.Minute, "59 min ago"},
		{time.Hour, "1 hour ago"},
		{23 * time.Hour, "23 hours ago"},
		{24 * time.Hour, "1 day ago"},
		{72 * time.Hour, "3 days ago"},
	} {
		if got := English().Age(now, now.Add(-c.age)); got != c.want {
			t.Errorf("Age of %v = %q, want %q", c.age, got, c.want)
		}
	}
}

// TestShortMoment: what is recent has its minute, what is old its year.
func TestShortMoment(t *testing.T) {
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	for want, at := range map[string]time.Time{
		"01-02 09:05": time.Date(2026, 1, 2, 9, 5, 0, 0, time.UTC), "12-31 23:59": time.Date(2025, 12, 31, 23, 59, 0, 0, time.UTC),
		"2025-07-01": time.Date(2025, 7, 1, 9, 5, 0, 0, time.UTC), "2025-01-02": time.Date(2025, 1, 2, 9, 5, 0, 0, time.UTC),
	} {
		for _, s := range []*Strings{English(), Chinese()} {
			if got := s.ShortMoment(now, at); got != want {
				t.Errorf("%v: %q, want %q", at, got, want)
			}
		}
	}
}

// TestCounts: what is zero is not told, but the first number always.
func TestCounts(t *testing.T) {
	words := []string{"%s done", "%s failed", "%s unclear"}
	for want, numbers := range map[string][]int{
		"0 done": {0, 0, 0}, "1,204 done, 2 unclear": {1204, 0, 2}, "0 done, 1 failed": {0, 1, 0},
	} {
		if got := English().Counts(words, numbers...); got != want {
			t.Errorf("%v: %q, want %q", numbers, got, want)
		}
	}
	if got := Chinese().Counts(words, 1, 1, 0); got != "1 done，1 failed" {
		t.Errorf("in Chinese: %q", got)
	}
}

// TestPersonName: a Chinese name is 张三, and a Western one keeps its order in every
// language.
func TestPersonName(t *testing.T) {
	for _, c := range []struct{ first, last, english, chinese string }{
		{"三", "张", "三 张", "张三"}, {"Max", "Muster", "Max Muster", "Max Muster"}, {"三", "", "三", "三"}, {"", "", "", ""},
	} {
		if e, z := English().PersonName(c.first, c.last), Chinese().PersonName(c.first, c.last); e != c.english || z != c.chinese {
			t.Errorf("%+v: %q and %q", c, e, z)
		}
	}
}
