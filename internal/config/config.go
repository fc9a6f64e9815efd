// Package config finds the folders of the program, reads the configuration
// file and keeps the profiles. It holds no secret: sign-in data has a place of
// its own, and access tokens come from the environment.
package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/pelletier/go-toml/v2"

	"cspdesk/internal/partner"
)

// maxFileSize bounds what is read of a configuration or profile file, in bytes.
const maxFileSize = 1 << 20

var errNotRegular = errors.New("not a regular file")

// File is what config.toml may hold. Unknown keys are refused with their line.
type File struct {
	Language string `toml:"language" json:"language"` // "en" or "zh-CN"; "" follows the locale
	Theme    string `toml:"theme" json:"theme"`       // one of tui/theme.Names; "" is the default
	Borders  string `toml:"borders" json:"borders"`   // "unicode" or "ascii"; "" follows the locale
	ReadOnly bool   `toml:"read_only" json:"readOnly"`
	LogFile  string `toml:"log_file" json:"logFile"`
	MailDir  string `toml:"mail_dir" json:"mailDir"` // where .eml files go; "" is the folder that the program is started in
	DueDays  int    `toml:"due_days" json:"dueDays"` // days without an acceptance until a reminder is proposed; 0 means 7
	// Accessible asks for plain lines instead of the full screen.
	Accessible bool `toml:"accessible" json:"accessible"`
	Mouse      bool `toml:"mouse" json:"mouse"` // clicks and the wheel mean something
	// Keys are the keys of an intent, by its name in tui/keys, in place of ours.
	Keys map[string][]string `toml:"keys" json:"keys"`
}

// themes are the looks that tui/theme has, which nothing here may import.
var themes = []string{"default", "mono", "dark", "light", "high-contrast", "color-blind"}

// ReadFile reads a configuration file. A file that does not exist, or has no
// name, is an empty one. Errors have the code invalid-input, with line and column in the detail,
// or file.
func ReadFile(path string) (File, error) {
	var f File
	if path == "" {
		return f, nil
	}
	text, err := readBounded(path)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return f, fileError(path, err)
	}
	if err := decodeStrict(text, &f); err != nil {
		return File{}, partner.NewError(partner.CodeInvalidInput, path+": "+err.Error(), err)
	}
	if f.Language != "" && f.Language != "en" && f.Language != "zh-CN" {
		return File{}, partner.NewError(partner.CodeInvalidInput, path+`: language must be "en" or "zh-CN"`, nil)
	}
	if f.Borders != "" && f.Borders != "unicode" && f.Borders != "ascii" {
		return File{}, partner.NewError(partner.CodeInvalidInput, path+`: borders must be "unicode" or "ascii"`, nil)
	}
	if f.Theme != "" && !slices.Contains(themes, f.Theme) {
		return File{}, partner.NewError(partner.CodeInvalidInput, path+": theme must be one of "+strings.Join(themes, ", "), nil)
	}
	if f.DueDays < 0 {
		return File{}, partner.NewError(partner.CodeInvalidInput, path+": due_days must not be negative", nil)
	}
	return f, nil
}

// KeyLines are the lines, from 1, in which a configuration file that ReadFile
// accepts gives each intent its keys. A file that cannot be read has none.
func KeyLines(path string) map[string]int {
	lines := make(map[string]int)
	text, err := readBounded(path)
	if err != nil {
		return lines
	}
	var bare struct {
		File
		Keys struct{} `toml:"keys"` // knows no intent, so that the decoder names the place of each
	}
	decoder := toml.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if unknown, ok := errors.AsType[*toml.StrictMissingError](decoder.Decode(&bare)); ok {
		for _, e := range unknown.Errors {
			key := e.Key() // without "keys" where that is a table within a line
			lines[key[len(key)-1]], _ = e.Position()
		}
	}
	return lines
}

// DefaultConfigPath is where the configuration file is looked for: XDG's
// folder on Linux, the platform's own elsewhere; "" without a home folder.
func DefaultConfigPath() string {
	if dir := ours(xdg.ConfigHome, "XDG_CONFIG_HOME"); dir != "" {
		return filepath.Join(dir, "config.toml")
	}
	return ""
}

// DefaultDataDir is the folder of all profiles: XDG's on Linux, the platform's
// own elsewhere; "" without a home folder.
func DefaultDataDir() string { return ours(xdg.DataHome, "XDG_DATA_HOME") }

// ours is our folder in one of the platform's. Without a home folder, the xdg
// package takes the root of the file system for it, where nothing of ours
// belongs.
func ours(base, variable string) string {
	_, err := os.UserHomeDir()
	if err != nil && !filepath.IsAbs(os.Getenv(variable)) || !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "cspdesk")
}

// MakeDir creates a folder that only its owner may enter, whatever the umask.
// Folders that exist keep their mode. Errors have the code store-path.
func MakeDir(dir string) error {
	if info, err := os.Stat(dir); err == nil {
		if !info.IsDir() {
			return partner.NewError(partner.CodeStorePath, dir+" is not a folder", nil)
		}
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return partner.NewError(partner.CodeStorePath, dir, err)
	}
	return nil
}

// fileError names the file once, which the errors of package os do themselves.
func fileError(path string, err error) error {
	if _, named := errors.AsType[*fs.PathError](err); named {
		return partner.NewError(partner.CodeFile, err.Error(), err)
	}
	return partner.NewError(partner.CodeFile, path+": "+err.Error(), err)
}

func readBounded(path string) ([]byte, error) {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil, cmp.Or(err, errNotRegular) // opening a named pipe would wait for its other end
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err == nil && len(text) > maxFileSize {
		err = fmt.Errorf("larger than %d bytes", maxFileSize)
	}
	return bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")), err
}

func decodeStrict(text []byte, into any) error {
	decoder := toml.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if unknown, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(unknown.Errors) > 0 {
		first := unknown.Errors[0]
		line, column := first.Position()
		return fmt.Errorf("line %d, column %d: unknown key %s", line, column, strings.Join(first.Key(), "."))
	}
	if wrong, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, column := wrong.Position()
		if strings.HasSuffix(err.Error(), "at start of value") {
			return fmt.Errorf("line %d, column %d: text must stand in quotes", line, column)
		}
		return fmt.Errorf("line %d, column %d: %w", line, column, err)
	}
	return err
}

// replaceFile writes a file so that after a crash either the old or the new
// text is there, whole, and only its owner may read it.
func replaceFile(path string, text []byte) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".new-*") // created 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temporary.Name())
		}
	}()
	if _, err = temporary.Write(text); err == nil {
		err = temporary.Sync()
	}
	if closing := temporary.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if err = os.Rename(temporary.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}
