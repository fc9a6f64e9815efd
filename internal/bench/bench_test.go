package bench

import (
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"strings"
	"testing"
	"time"
	"unicode"
)

func TestCustomersAreTheSameEachTime(t *testing.T) {
	const n = 5000
	var export, names, again bytes.Buffer
	if err := WriteCustomers(&export, &names, n); err != nil {
		t.Fatal(err)
	}
	if err := WriteCustomers(&again, io.Discard, n); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(export.Bytes(), again.Bytes()) {
		t.Error("another list of the same size")
	}
	rows, err := csv.NewReader(&export).ReadAll()
	if err != nil || len(rows) != n+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	ids := map[string]bool{}
	for i, row := range rows[1:] {
		ids[row[0]] = true
		if name, _ := names.ReadString('\n'); strings.TrimSpace(name) != row[1] {
			t.Fatalf("name %d is %q in one file and %q in the other", i, name, row[1])
		}
	}
	if len(ids) != n {
		t.Errorf("%d different ids of %d", len(ids), n)
	}
	for _, script := range []string{"Latin", "Han", "Katakana", "Hangul", "Cyrillic", "Greek", "Arabic", "Hebrew", "Devanagari"} {
		if !strings.ContainsFunc(again.String(), func(r rune) bool { return unicode.Is(unicode.Scripts[script], r) }) {
			t.Errorf("no name in %s", script)
		}
	}
}

func TestQuantiles(t *testing.T) {
	var s Samples
	if !math.IsNaN(s.Median()) {
		t.Error("a median of nothing")
	}
	for i := 100; i > 0; i-- {
		s.Add(time.Duration(i) * time.Millisecond)
	}
	if s.Median() != 50 || s.Quantile(0.99) != 99 || s.Quantile(1) != 100 || s.Quantile(0) != 1 {
		t.Errorf("p0 %v, p50 %v, p99 %v, p100 %v", s.Quantile(0), s.Median(), s.Quantile(0.99), s.Quantile(1))
	}
}
