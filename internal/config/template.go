package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// examples are a line for each setting, with the values that it can have.
var examples = map[string]string{
	"language":   `language = "en" # or "zh-CN"`,
	"theme":      `theme = "dark" # or "` + strings.Join(slices.DeleteFunc(slices.Clone(themes), func(s string) bool { return s == "dark" }), `", "`) + `"`,
	"borders":    `borders = "ascii" # or "unicode"`,
	"read_only":  "read_only = true",
	"log_file":   `log_file = "/tmp/cspdesk.log"`,
	"mail_dir":   `mail_dir = "/tmp"`,
	"due_days":   "due_days = 7",
	"accessible": "accessible = true",
	"mouse":      "mouse = true",
	"keys":       "[keys]\nrefresh = [\"f5\", \"r\"]\nrequest-relationship = [\"i\"]",
}

func key(field reflect.StructField) string { return field.Tag.Get("toml") }

// Template writes a configuration file with every setting and what it means:
// those of f that are set, and the others as comments with an example.
func Template(text *i18n.Strings, f File) string {
	var plain, tables strings.Builder
	kind, value := reflect.TypeFor[File](), reflect.ValueOf(f)
	for i := range kind.NumField() {
		name := key(kind.Field(i))
		to := &plain
		if value.Field(i).Kind() == reflect.Map {
			to = &tables // in TOML everything behind a table's name belongs to it
		}
		fmt.Fprintf(to, "# %s\n", text.Settings[name])
		if value.Field(i).IsZero() {
			example := strings.Replace(examples[name], " # or ", " # "+text.CLI.Config.Or+" ", 1)
			fmt.Fprintf(to, "# %s\n\n", strings.ReplaceAll(example, "\n", "\n# "))
			continue
		}
		line, err := toml.Marshal(map[string]any{name: value.Field(i).Interface()})
		if err != nil {
			continue // strings, numbers and lists of strings always can be written
		}
		fmt.Fprintf(to, "%s\n\n", strings.TrimSpace(string(line)))
	}
	return plain.String() + strings.TrimSuffix(tables.String(), "\n")
}

// WriteTemplate makes the configuration file, with every setting as a comment,
// unless there is one. Errors have the code store-path or file.
func WriteTemplate(text *i18n.Strings, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fileError(path, err)
	}
	if err := MakeDir(filepath.Dir(path)); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fileError(path, err)
	}
	_, err = file.WriteString(Template(text, File{}))
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return partner.NewError(partner.CodeFile, err.Error(), err)
	}
	return nil
}
