package mail

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

func checkFile(t *testing.T, path string, m Message) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	header, _, body := readByStandardLibrary(t, raw)
	if header.Get("X-Unsent") != "1" {
		t.Error("the file would not open as a draft")
	}
	if verdict, findings := partner.CheckLink(body, m.Link); verdict == partner.Broken {
		t.Errorf("the link did not survive: %v", findings)
	}
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("the file's mode is %v", info.Mode())
	}
}

func TestFileNames(t *testing.T) {
	for _, c := range []struct{ name, to, id, want string }{
		{"Fabrikam AG", "admin@fabrikam.de", "inv-7f3k2m", "2026-11-02-fabrikam-ag-inv-7f3k2m.eml"},
		{"Müller & Söhne Ævar", "", "inv-7f3k2m", "2026-11-02-muller-sohne-var-inv-7f3k2m.eml"},
		{"冒险家科技有限公司", "it@maoxian.example", "inv-7f3k2m", "2026-11-02-maoxian-example-inv-7f3k2m.eml"},
		{"", "", "inv-7f3k2m", "2026-11-02-invitation-inv-7f3k2m.eml"},
		{"../../etc/passwd", "", "x", "2026-11-02-etc-passwd-x.eml"},
		{"NUL", "", "", "2026-11-02-nul.eml"},
		{"Fabrikam AG", "", "Fabrikam AG", "2026-11-02-fabrikam-ag.eml"},
		{"a\x00b/c\\d:e*f?g\"h<i>j|k\nl\x1b", "", "../x", "2026-11-02-a-b-c-d-e-f-g-h-i-j-k-l-x.eml"},
		{strings.Repeat("long ", 100), "", "x", "2026-11-02-long-long-long-long-long-long-long-long-x.eml"},
		{strings.Repeat("x", 70000), "", "x", "2026-11-02-" + strings.Repeat("x", 40) + "-x.eml"},
	} {
		dir := t.TempDir()
		m := testMessage()
		m.Name, m.To = c.name, c.to
		path, err := SaveEML(dir, m, c.id, testNow)
		if err != nil {
			t.Fatal(err)
		}
		if path != filepath.Join(dir, c.want) {
			t.Errorf("%q: got %s, want %s", c.name, filepath.Base(path), c.want)
		}
		if !regexp.MustCompile(`^[a-z0-9-]+\.eml$`).MatchString(filepath.Base(path)) {
			t.Errorf("%q is not safe everywhere", filepath.Base(path))
		}
		checkFile(t, path, m)
	}
}

func TestSaveEMLNeverOverwrites(t *testing.T) {
	dir := t.TempDir()
	m := testMessage()
	first, err := SaveEML(dir, m, "inv-7f3k2m", testNow)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	m.Body += "\nchanged"
	for _, want := range []string{"-2.eml", "-3.eml"} {
		path, err := SaveEML(dir, m, "inv-7f3k2m", testNow)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(path, want) {
			t.Errorf("%s does not end with %s", path, want)
		}
	}
	after, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("the first file was changed")
	}
}

func TestSaveEMLDoesNotFollowAPlantedLink(t *testing.T) {
	for name, target := range map[string]string{"to a file": "victim", "dangling": "nowhere", "out of the folder": "../outside"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "mails")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			victim := filepath.Join(dir, "victim")
			if err := os.WriteFile(victim, []byte("untouched"), 0o600); err != nil {
				t.Fatal(err)
			}
			planted := filepath.Join(dir, "2026-11-02-fabrikam-ag-inv-7f3k2m.eml")
			if err := os.Symlink(target, planted); err != nil {
				t.Skipf("links cannot be made here: %v", err)
			}
			path, err := SaveEML(dir, testMessage(), "inv-7f3k2m", testNow)
			if err != nil {
				t.Fatal(err)
			}
			if path == planted {
				t.Error("the mail was written through the link")
			}
			checkFile(t, path, testMessage())
			if err := SaveEMLFile(planted, testMessage(), testNow); partner.CodeOf(err) != partner.CodeFile {
				t.Errorf("SaveEMLFile: %v", err)
			}
			if got, _ := os.ReadFile(victim); string(got) != "untouched" {
				t.Errorf("the link's target is now %q", got)
			}
			for _, made := range []string{filepath.Join(dir, "nowhere"), filepath.Join(dir, "../outside")} {
				if _, err := os.Lstat(made); err == nil {
					t.Errorf("%s was made", made)
				}
			}
		})
	}
}

func TestSaveEMLMakesItsFolderForItsOwner(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "mails", "of today")
	path, err := SaveEML(dir, testMessage(), "inv-7f3k2m", testNow)
	if err != nil {
		t.Fatal(err)
	}
	checkFile(t, path, testMessage())
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("the folder's mode is %v", info.Mode())
	}
}

func TestSaveEMLFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "Einladung für Fabrikam.eml")
	if err := SaveEMLFile(path, testMessage(), testNow); err != nil {
		t.Fatal(err)
	}
	checkFile(t, path, testMessage())
	for name, target := range map[string]string{
		"there already": path, "a folder": dir, "no such folder": filepath.Join(dir, "no", "x.eml"),
		"no folder": filepath.Join(path, "x.eml"), "empty": "",
	} {
		if err := SaveEMLFile(target, testMessage(), testNow); partner.CodeOf(err) != partner.CodeFile {
			t.Errorf("%s: %v", name, err)
		}
	}
	checkFile(t, path, testMessage())
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("something was left behind: %v, %v", entries, err)
	}
}

func TestFolderThatCannotBeUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := SaveEML(file, testMessage(), "x", testNow); partner.CodeOf(err) != partner.CodeFile {
		t.Errorf("a file as folder: %v", err)
	}
}
