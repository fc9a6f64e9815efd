package main

import (
	"flag"
	"fmt"
	"maps"
	"net"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/safetext"
)

var update = flag.Bool("update", false, "write the sentences of the misbehaviour tables anew")

// told gathers what a person is told in each row of a table, in both languages.
type told struct {
	mu   sync.Mutex
	rows map[string]string
}

var someHost = regexp.MustCompile(`127\.0\.0\.1:[0-9]+`)

func (k *told) note(row string, err error) {
	lines := "    goes well\n"
	if err != nil {
		lines = ""
		for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
			f := describe(text, err)
			lines += "    " + someHost.ReplaceAllString(safetext.Line(i18n.Join(f.Message, f.Hint)), "HOST") + "\n"
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.rows[row] = lines
}

// isGolden compares with a file, which reads as the table, when all rows are done.
func (k *told) isGolden(t *testing.T, path string) {
	k.rows = map[string]string{}
	t.Cleanup(func() {
		var out strings.Builder
		for _, row := range slices.Sorted(maps.Keys(k.rows)) {
			fmt.Fprintf(&out, "%s\n%s", row, k.rows[row])
		}
		if t.Failed() {
			return
		}
		if *update {
			if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || string(want) != out.String() {
			t.Errorf("what people are told has changed (%v); after a wanted change run with -update and look at %s", err, path)
		}
	})
}

// plainOnly is a listener that counts who wants to speak TLS to a server that does
// not: what asks for https at its address never reaches a handler.
type plainOnly struct {
	net.Listener
	secure *atomic.Int64
}

// Accept implements net.Listener.
func (l plainOnly) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &firstByte{Conn: conn, secure: l.secure}, nil
}

type firstByte struct {
	net.Conn
	secure *atomic.Int64
	seen   bool
}

const handshake = 0x16 // of a TLS record

// Read implements net.Conn.
func (c *firstByte) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 && !c.seen {
		c.seen = true
		if b[0] == handshake {
			c.secure.Add(1)
		}
	}
	return n, err
}
