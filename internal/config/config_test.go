package config

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

func contoso(name string) partner.Profile {
	return partner.Profile{
		Name: name, Connection: partner.ConnectionOffline, Cloud: partner.CloudPublic,
		TenantID: "11111111-2222-3333-4444-555555555555", Company: "Contoso Partner GmbH", Country: "DE",
		Kind: partner.KindDirect, MPNID: "123456", Roles: []partner.Role{partner.RoleAdminAgent},
		Signature: "Best regards\nContoso", Link: "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship",
	}
}

func TestReadFile(t *testing.T) {
	cases := []struct {
		name, text string
		want       File
		wrong      string
	}{
		{"empty", "", File{}, ""},
		{"whole", "language = \"zh-CN\"\nborders = \"ascii\"\ndue_days = 10\n", File{Language: "zh-CN", Borders: "ascii", DueDays: 10}, ""},
		{"byte-order mark and CRLF", "\xEF\xBB\xBFlanguage = \"en\"\r\n", File{Language: "en"}, ""},
		{"unknown key", "language = \"en\"\nlanguag = \"en\"\n", File{}, "line 2, column 1: unknown key"},
		{"wrong type", "due_days = \"ten\"\n", File{}, "line 1"},
		{"twice", "theme = \"a\"\ntheme = \"b\"\n", File{}, "theme"},
		{"a theme", "theme = \"mono\"\n", File{Theme: "mono"}, ""},
		{"wrong theme", "theme = \"neon\"\n", File{}, "theme must be"},
		{"wrong borders", "borders = \"double\"\n", File{}, "borders must be"},
		{"negative", "due_days = -1\n", File{}, "due_days"},
		{"not TOML", "<html>", File{}, "line 1"},
		{"NUL", "theme = \"\x00\"", File{}, "line 1"},
		{"too large", strings.Repeat("# filler\n", maxFileSize/8), File{}, "larger than"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "config.toml")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := ReadFile(path)
			if c.wrong == "" && err != nil {
				t.Fatal(err)
			}
			if c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
				t.Fatalf("error %v, want one with %q", err, c.wrong)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKeyLines(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want map[string]int
	}{
		"a table":         {"theme = \"dark\"\n\n[keys]\nrefresh = [\n  \"f5\",\n]\n# more\n\"fly\" = [\"x\"]\n", map[string]int{"refresh": 4, "fly": 8}},
		"names with dots": {"\xEF\xBB\xBFkeys.refresh = [\"f5\"]\r\nkeys.fly = []\r\n", map[string]int{"refresh": 1, "fly": 2}},
		"within a line":   {"mouse = true\nkeys = {refresh = [\"f5\"], fly = []}\n", map[string]int{"refresh": 2, "fly": 2}},
		"no keys":         {"theme = \"dark\"\n", map[string]int{}},
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, KeyLines(path)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestReadFileThatIsNone(t *testing.T) {
	if _, err := ReadFile(filepath.Join(t.TempDir(), "missing.toml")); err != nil {
		t.Errorf("a missing file is an empty one, got %v", err)
	}
	if _, err := ReadFile(t.TempDir()); partner.CodeOf(err) != partner.CodeFile {
		t.Errorf("a folder: got %v", err)
	}
}

func TestReadFileRefusesOtherLanguages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "config.toml")
	for language, good := range map[string]bool{"en": true, "zh-CN": true, "de": false, "EN": false} {
		if err := os.WriteFile(path, []byte("language = \""+language+"\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadFile(path); (err == nil) != good {
			t.Errorf("%s: %v", language, err)
		}
	}
}

// TestNoHome makes sure that nothing of ours is put into the root of the file
// system, which the xdg package takes for a home that is missing.
func TestNoHome(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows its folders without the environment")
	}
	t.Setenv("HOME", "")
	t.Setenv("XDG_DATA_HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "relative")
	if dir := DefaultDataDir(); dir != "" {
		t.Errorf("data in %q", dir)
	}
	if path := DefaultConfigPath(); path != "" {
		t.Errorf("configuration in %q", path)
	}
}

func TestProfilesComeBackAsStored(t *testing.T) {
	profiles := OpenProfiles(filepath.Join(t.TempDir(), "data"))
	want := contoso("contoso")
	if err := profiles.Add(want); err != nil {
		t.Fatal(err)
	}
	got, err := profiles.Load("contoso")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if current, _ := profiles.Current(); current != "contoso" {
		t.Errorf("the first profile is not in use, but %q", current)
	}
	if err := profiles.Add(contoso("fabrikam")); err != nil {
		t.Fatal(err)
	}
	if current, _ := profiles.Current(); current != "contoso" {
		t.Errorf("adding a second profile changed the one in use to %q", current)
	}
	if err := profiles.Add(contoso("fabrikam")); partner.CodeOf(err) != partner.CodeConflict {
		t.Errorf("adding a name twice: %v", err)
	}
	if runtime.GOOS != "windows" {
		info, _ := os.Stat(filepath.Join(profiles.Dir("contoso"), "profile.toml"))
		if info.Mode().Perm() != 0o600 {
			t.Errorf("profile.toml has mode %v", info.Mode())
		}
	}
}

// TestIdsOfAProfileInCapitals, as people copy them, are those in small letters.
func TestIdsOfAProfileInCapitals(t *testing.T) {
	profiles, want := OpenProfiles(filepath.Join(t.TempDir(), "data")), contoso("contoso")
	want.TenantID = "3cf2ea65-a378-42ce-99b1-d8af3fdb67b7"
	want.ClientID = want.TenantID
	if err := profiles.Add(want); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(profiles.Dir("contoso"), "profile.toml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.ReplaceAll(string(text), want.TenantID, strings.ToUpper(want.TenantID))
	if err := os.WriteFile(path, []byte(edited), 0o600); err != nil || edited == string(text) {
		t.Fatal(err)
	}
	got, err := profiles.Load("contoso")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func TestRemoveKeepsTheFolder(t *testing.T) {
	profiles := OpenProfiles(t.TempDir())
	for _, name := range []string{"contoso", "fabrikam"} {
		if err := profiles.Add(contoso(name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(profiles.Database("contoso"), []byte("invitations"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := profiles.Remove("contoso", time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(kept, "cspdesk.db")); err != nil || string(text) != "invitations" {
		t.Errorf("the database is gone: %q, %v", text, err)
	}
	if current, _ := profiles.Current(); current != "fabrikam" {
		t.Errorf("in use is %q", current)
	}
	if _, err := profiles.Remove("fabrikam", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	if current, err := profiles.Current(); current != "" || err != nil {
		t.Errorf("in use is %q, %v", current, err)
	}
}

func TestCheckProfile(t *testing.T) {
	cases := map[string]func(*partner.Profile){
		"name":          func(p *partner.Profile) { p.Name = "../up" },
		"device name":   func(p *partner.Profile) { p.Name = "nul.x" },
		"upper case":    func(p *partner.Profile) { p.Name = "Contoso" },
		"practice name": func(p *partner.Profile) { p.Name = PracticeProfile },
		"connection":    func(p *partner.Profile) { p.Connection = "wire" },
		"cloud":         func(p *partner.Profile) { p.Cloud = "blue" },
		"kind":          func(p *partner.Profile) { p.Kind = "odd" },
		"tenant":        func(p *partner.Profile) { p.TenantID = "1234" },
		"provider":      func(p *partner.Profile) { p.Provider = "1234" },
		"client id":     func(p *partner.Profile) { p.ClientID = "x" },
		"company":       func(p *partner.Profile) { p.Company = " " },
		"country":       func(p *partner.Profile) { p.Country = "Germany" },
		"MPN id":        func(p *partner.Profile) { p.MPNID = "12a" },
		"role":          func(p *partner.Profile) { p.Roles = []partner.Role{"boss"} },
	}
	if err := CheckProfile(contoso("contoso")); err != nil {
		t.Fatalf("the good one: %v", err)
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			p := contoso("contoso")
			spoil(&p)
			if err := CheckProfile(p); partner.CodeOf(err) != partner.CodeInvalidInput {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestListNamesDamagedProfiles(t *testing.T) {
	profiles := OpenProfiles(t.TempDir())
	if err := profiles.Add(contoso("contoso")); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(profiles.Dir("torn"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(profiles.Dir("torn"), "profile.toml"), []byte("cloud = \"pub"), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := profiles.List()
	if len(list) != 1 || list[0].Name != "contoso" {
		t.Errorf("list %v", list)
	}
	if err == nil || !strings.Contains(err.Error(), "torn") {
		t.Errorf("error %v does not name the damaged profile", err)
	}
}

func FuzzReadFile(f *testing.F) {
	f.Add([]byte("language = \"en\"\n"))
	f.Add([]byte("[[a]]\nb = [[[[[[1]]]]]]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Skip()
		}
		if _, err := ReadFile(path); err != nil && partner.CodeOf(err) == partner.CodeInternal {
			t.Errorf("%q: %v has no code", text, err)
		}
	})
}
