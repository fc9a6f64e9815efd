package mail

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cspdesk/internal/partner"
)

const (
	maxSlug     = 40   // characters of the company or domain in a file's name
	maxSameName = 1000 // files of one name in one folder
)

// SaveEML writes the message as an unsent mail into a file of its own in dir and
// gives the file's path. The name is made of the day, the recipient's company or
// domain, and name (such as the invitation's id), in letters that every file
// system takes. A file that is there already, or a link planted in its place, is
// never written to: the new one gets a number. The file is for its owner only
// (0600) and safely on the disk when SaveEML returns; a folder that does not
// exist is made for its owner only (0700).
//
// Errors: CodeFile for folder and file, and those of RFC5322.
func SaveEML(dir string, m Message, name string, now time.Time) (string, error) {
	content, err := m.RFC5322(now, true)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fileError(dir, err)
	}
	stem := fileStem(m, name, now)
	for n := 1; n <= maxSameName; n++ {
		file := stem + ".eml"
		if n > 1 {
			file = fmt.Sprintf("%s-%d.eml", stem, n)
		}
		err := writeNew(dir, file, content)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", fileError(filepath.Join(dir, file), err)
		}
		return filepath.Join(dir, file), nil
	}
	return "", partner.NewError(partner.CodeFile, "too many files are named "+stem+".eml", nil)
}

// SaveEMLFile writes the message as an unsent mail to path, which must not exist
// yet, in a folder that does. Otherwise as SaveEML.
func SaveEMLFile(path string, m Message, now time.Time) error {
	content, err := m.RFC5322(now, true)
	if err != nil {
		return err
	}
	if err := writeNew(filepath.Dir(path), filepath.Base(path), content); err != nil {
		return fileError(path, err)
	}
	return nil
}

// writeNew makes a file that did not exist, and reads back what it wrote. The
// exclusive creation refuses links too, also dangling ones; the root keeps a
// name from leading out of the folder.
func writeNew(dir, file string, content []byte) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	f, err := root.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = root.Remove(file) // half a mail is worse than none
		}
	}()
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	if err := syncFolder(root); err != nil {
		return err
	}
	return readBack(root, file, content)
}

func readBack(root *os.Root, file string, content []byte) error {
	f, err := root.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	written, err := io.ReadAll(io.LimitReader(f, int64(len(content))+1))
	if err != nil {
		return err
	}
	if !bytes.Equal(written, content) {
		return errors.New("the file does not hold what was written to it")
	}
	return nil
}

// syncFolder makes the file's name as durable as its content. Windows offers
// that for files only.
func syncFolder(root *os.Root) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := root.Open(".")
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	return d.Sync()
}

// fileStem makes a file's name without its ending. It begins with the day, so
// that it is none of Windows' device names.
func fileStem(m Message, name string, now time.Time) string {
	who := slug(m.Name)
	if who == "" {
		_, domain, _ := strings.Cut(m.To, "@")
		who = slug(domain)
	}
	if who == "" {
		who = "invitation"
	}
	stem := now.Format("2006-01-02") + "-" + who
	if id := slug(name); id != "" && id != who {
		stem += "-" + id
	}
	return stem
}

// slug keeps ASCII letters and digits in lower case and joins what stands
// between them with one hyphen. Accents fall away: "Müller" is "muller".
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(cutRunes(s, 256)) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(unicode.ToLower(r))
	}
	made := b.String()
	return strings.TrimRight(made[:min(len(made), maxSlug)], "-")
}

// fileError says in a person's words why a file could not be written.
func fileError(path string, err error) error {
	detail := "cannot write " + path
	switch {
	case errors.Is(err, fs.ErrExist):
		detail = path + " exists already and is left as it is; choose another name"
	case errors.Is(err, fs.ErrNotExist):
		detail = "the folder of " + path + " does not exist"
	case errors.Is(err, fs.ErrPermission):
		detail = "you may not write to " + path
	}
	return partner.NewError(partner.CodeFile, detail, err)
}
