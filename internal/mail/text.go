package mail

import (
	"bytes"
	"io"

	gomail "github.com/emersion/go-message/mail"
)

// Text gives what a person reads in a file: the decoded text of a message in
// the internet message format, such as an .eml file, its first part where it has
// several. A file that is no message is text already and comes back as it is.
func Text(file []byte) string {
	reader, err := gomail.CreateReader(bytes.NewReader(file))
	if err != nil || !reader.Header.Has("Subject") || !reader.Header.Has("Content-Type") {
		return string(file)
	}
	part, err := reader.NextPart()
	if err != nil {
		return string(file)
	}
	text, err := io.ReadAll(part.Body)
	if err != nil {
		return string(file)
	}
	return string(text)
}
