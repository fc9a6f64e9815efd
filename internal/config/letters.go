package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"cspdesk/internal/partner"
)

// lettersDir holds the person's own letters of a profile, a file a language.
const lettersDir = "letters"

// LetterFile is where a profile's own letter in a language is.
func (p Profiles) LetterFile(profile, lang string) string {
	return filepath.Join(p.Dir(profile), lettersDir, lang+".txt")
}

// Letters gives the texts of a profile's own letters by language. None is no
// error; others have the code file.
func (p Profiles) Letters(profile string) (map[string]string, error) {
	all := make(map[string]string)
	for _, lang := range partner.MailLanguages() {
		path := p.LetterFile(profile, lang)
		text, err := readBounded(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return nil, fileError(path, err)
		}
		all[lang] = string(text)
	}
	return all, nil
}

// SaveLetter keeps a profile's own letter in a language, in place of the one
// before. Errors have the code store-path or file.
func (p Profiles) SaveLetter(profile, lang, text string) error {
	path := p.LetterFile(profile, lang)
	if err := MakeDir(filepath.Dir(path)); err != nil {
		return err
	}
	if err := replaceFile(path, []byte(strings.ReplaceAll(text, "\r\n", "\n"))); err != nil {
		return fileError(path, err)
	}
	return nil
}

// RemoveLetter takes a profile's own letter in a language away, so that the
// usual one holds again. Its error has the code not-found if there is none.
func (p Profiles) RemoveLetter(profile, lang string) error {
	err := os.Remove(p.LetterFile(profile, lang))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return partner.NewError(partner.CodeNotFound, "no letter of your own in "+lang, nil)
	case err != nil:
		return fileError(p.LetterFile(profile, lang), err)
	}
	return nil
}
