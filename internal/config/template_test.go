package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/i18n"
	"cspdesk/tui/theme"
)

var full = File{
	Language: "zh-CN", Theme: "dark", Borders: "ascii", ReadOnly: true, LogFile: "/tmp/a \"b\".log", MailDir: "/tmp/mail",
	DueDays: 3, Keys: map[string][]string{"refresh": {"R", "f5"}, "jump": {}},
}

// settings lists the keys of the configuration file in the order in which they
// are shown. What each means is in i18n.Settings under the same key.
func settings() []string {
	kind := reflect.TypeFor[File]()
	names := make([]string, kind.NumField())
	for i := range names {
		names[i] = key(kind.Field(i))
	}
	return names
}

// A template is a configuration file: what is in it is read again as it was, and
// without the marks of comments every example is one too.
func TestTemplateIsAConfiguration(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, f := range []File{{}, full} {
			path := filepath.Join(t.TempDir(), "config.toml")
			if err := os.WriteFile(path, []byte(Template(text, f)), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := ReadFile(path)
			if err != nil {
				t.Fatalf("%s\n%v", Template(text, f), err)
			}
			if diff := cmp.Diff(f, got); diff != "" {
				t.Errorf("%s: %s", text.Language, diff)
			}
		}
		var all []string
		for _, name := range settings() {
			if text.Settings[name] == "" || examples[name] == "" {
				t.Errorf("%s: no words for %s", text.Language, name)
			}
			if strings.HasPrefix(examples[name], "[") {
				all = append(all, examples[name])
			} else {
				all = append([]string{examples[name]}, all...)
			}
		}
		if len(text.Settings) != len(settings()) {
			t.Errorf("%s: words for %d settings, there are %d", text.Language, len(text.Settings), len(settings()))
		}
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte(strings.Join(all, "\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadFile(path); err != nil {
			t.Errorf("%s: the examples: %v", text.Language, err)
		}
	}
}

func TestWriteTemplateKeepsWhatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "config.toml")
	for range 2 {
		if err := WriteTemplate(i18n.English(), path); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, []byte("theme = \"mono\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteTemplate(i18n.English(), path); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(path); string(text) != "theme = \"mono\"\n" {
		t.Errorf("the file is now %q", text)
	}
}

func TestThemesAreKnown(t *testing.T) {
	if diff := cmp.Diff(theme.Names(), themes); diff != "" {
		t.Error(diff)
	}
}
