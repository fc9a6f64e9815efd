package mail

import (
	"strings"
	"testing"
	"time"
)

func TestTextReadsMessages(t *testing.T) {
	message, err := testMessage().RFC5322(time.Unix(0, 0), true)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.ReplaceAll(Text(message), "\r\n", "\n"); strings.TrimSpace(got) != strings.TrimSpace(testMessage().Body) {
		t.Errorf("reads %q", got)
	}
	for _, plain := range []string{"", "Dear Anna,\n\nhttps://contoso.com/?a=3D\n", "Subject: not a message\n\nhttps://contoso.com/?a=3D\n", "\xff\x00"} {
		if got := Text([]byte(plain)); got != plain {
			t.Errorf("%q became %q", plain, got)
		}
	}
}
