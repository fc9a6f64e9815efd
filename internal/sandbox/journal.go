package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strconv"
	"time"
)

// event is something that a customer did on the pages, or a partner by a call.
// Together with the seed the events are all that the practice center knows.
type event struct {
	Type   eventType `json:"type"`
	At     time.Time `json:"at"`
	Tenant string    `json:"tenant"`

	Number  uint64   `json:"number,omitempty"`  // of a created organization
	Name    string   `json:"name,omitempty"`    // of a created organization
	Domain  string   `json:"domain,omitempty"`  // of a created organization
	Country string   `json:"country,omitempty"` // of a created organization
	Billing *billing `json:"billing,omitempty"`

	Provider    string `json:"provider,omitempty"`    // indirect provider in the accepted link
	AdminRights bool   `json:"adminRights,omitempty"` // the link asked for admin rights
	Agreement   bool   `json:"agreement,omitempty"`   // the agreement was signed with this answer

	Wrote *written `json:"wrote,omitempty"` // by a call of the REST API
}

type eventType string

const (
	eventCreated   eventType = "organization-created"
	eventCompleted eventType = "billing-completed"
	eventAccepted  eventType = "accepted"
	eventDeclined  eventType = "declined"
	eventRemoved   eventType = "rights-removed"
	eventGranted   eventType = "rights-granted"
	eventWrote     eventType = "wrote"
)

// maxLine is the longest line that is written and read as an event, in bytes.
const maxLine = 512 << 10

var errTooLong = errors.New("writing the journal: the event is too long")

var checksums = crc32.MakeTable(crc32.Castagnoli)

// journal is the append-only file of events: a line each, of a checksum in
// hexadecimal digits, a space and a JSON object. A line that a crash cut off
// or that the disk damaged does not fit its checksum; it is passed over when
// the file is read, and the next line starts afresh.
type journal struct {
	file *os.File
	open bool // the last line may lack its end
}

// openJournal reads what a file holds, oldest first, and opens it for more.
func openJournal(path string) (*journal, []event, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, err
	}
	events, _, ended, err := readJournal(file)
	if err != nil {
		_ = file.Close() // the error of reading says more
		return nil, nil, err
	}
	return &journal{file: file, open: !ended}, events, nil
}

// readJournal gives the events of a journal, counts the lines that it skipped
// as damaged, and says whether the last line is complete. Only a failure to read is an error.
func readJournal(from io.Reader) (events []event, skipped int, ended bool, err error) {
	reader := bufio.NewReaderSize(from, maxLine)
	ended = true
	for {
		line, err := reader.ReadSlice('\n')
		tooLong := false
		for errors.Is(err, bufio.ErrBufferFull) {
			tooLong = true
			line, err = reader.ReadSlice('\n')
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, false, fmt.Errorf("reading the journal: %w", err)
		}
		if len(line) > 0 {
			ended = err == nil
		}
		if trimmed := bytes.TrimSuffix(line, []byte("\n")); len(trimmed) > 0 {
			if e, ok := parseLine(trimmed); ok && !tooLong && ended {
				events = append(events, e)
			} else {
				skipped++
			}
		}
		if err != nil {
			return events, skipped, ended, nil
		}
	}
}

func parseLine(line []byte) (event, bool) {
	sum, body, found := bytes.Cut(line, []byte(" "))
	if !found || len(sum) != 8 {
		return event{}, false
	}
	want, err := strconv.ParseUint(string(sum), 16, 32)
	if err != nil || crc32.Checksum(body, checksums) != uint32(want) {
		return event{}, false
	}
	var e event
	if json.Unmarshal(body, &e) != nil {
		return event{}, false
	}
	return e, true
}

// append writes events in one piece and returns after the disk has them. Where
// it fails, nothing may be taken for saved.
func (j *journal) append(events ...event) error {
	var text bytes.Buffer
	if j.open {
		text.WriteByte('\n')
	}
	for _, e := range events {
		body, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("writing the journal: %w", err)
		}
		if len(body) > maxLine-16 {
			return errTooLong // it would be passed over when the file is read
		}
		fmt.Fprintf(&text, "%08x %s\n", crc32.Checksum(body, checksums), body)
	}
	j.open = true
	if _, err := j.file.Write(text.Bytes()); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	j.open = false
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	return nil
}

func (j *journal) close() error { return j.file.Close() }
