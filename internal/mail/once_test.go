package mail

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A mail that lies in the folder already is not written a second time, also on
// another day; another mail under the same name, or half of this one, is.
func TestAMailIsSavedOnce(t *testing.T) {
	dir := t.TempDir()
	m := Message{To: "admin@fabrikam.de", Name: "Fabrikam AG", Subject: "Hello", Body: "Dear team\n" + testLink + "\nbye", Link: testLink}
	day := time.Date(2026, 11, 21, 23, 59, 0, 0, time.UTC)
	first, err := SaveEMLOnce(dir, m, "inv-7f3k2m", day)
	if err != nil {
		t.Fatal(err)
	}
	again, err := SaveEMLOnce(dir, m, "inv-7f3k2m", day.Add(time.Hour))
	if err != nil || again != first {
		t.Errorf("%q, %v; want %q", again, err, first)
	}
	other := m
	other.Subject = "Hello again"
	if path, err := SaveEMLOnce(dir, other, "inv-7f3k2m", day); err != nil || path == first {
		t.Errorf("another mail: %q, %v", path, err)
	}
	half := filepath.Join(dir, "2026-11-20-x-inv-half.eml")
	if err := os.WriteFile(half, []byte("Date: now\r\nSubj"), 0o600); err != nil {
		t.Fatal(err)
	}
	if path, err := SaveEMLOnce(dir, m, "inv-half", day); err != nil || path == half {
		t.Errorf("half a mail: %q, %v", path, err)
	}
}
