package mail

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// SaveEMLOnce is SaveEML for a mail that may have been saved before the program
// was cut short: a file of that name, of whatever day, that holds this very mail
// already is given in place of a second one.
func SaveEMLOnce(dir string, m Message, name string, now time.Time) (string, error) {
	content, err := m.RFC5322(now, true)
	if err != nil {
		return "", err
	}
	if path := savedBefore(dir, slug(name)+".eml", content); path != "" {
		return path, nil
	}
	return SaveEML(dir, m, name, now)
}

// savedBefore finds a file by the end of its name that holds a mail, but for its
// date; "" if there is none, or if the folder cannot be read.
func savedBefore(dir, end string, content []byte) string {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return ""
	}
	defer func() { _ = root.Close() }()
	entries, err := os.ReadDir(dir)
	if err != nil {
		return ""
	}
	wanted := withoutDate(content)
	for _, entry := range entries {
		if !entry.Type().IsRegular() || !strings.HasSuffix(entry.Name(), "-"+end) {
			continue
		}
		file, err := root.Open(entry.Name())
		if err != nil {
			continue
		}
		found, err := io.ReadAll(io.LimitReader(file, int64(len(content))+64)) // the date may be longer
		if closing := file.Close(); err == nil && closing == nil && bytes.Equal(withoutDate(found), wanted) {
			return filepath.Join(dir, entry.Name())
		}
	}
	return ""
}

// withoutDate leaves the line with the date out of a message.
func withoutDate(message []byte) []byte {
	head, body, _ := bytes.Cut(message, []byte("\r\n\r\n"))
	var kept [][]byte
	for line := range bytes.SplitSeq(head, []byte("\r\n")) {
		if !bytes.HasPrefix(line, []byte("Date:")) {
			kept = append(kept, line)
		}
	}
	return append(append(bytes.Join(kept, []byte("\r\n")), '\n'), body...)
}
