package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

// full is a disk that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestAReminderThatCannotBeWrittenIsNotRecorded: neither where it is printed as the
// way that it leaves, nor where it is only shown.
func TestAReminderThatCannotBeWrittenIsNotRecorded(t *testing.T) {
	data := t.TempDir()
	run := func(to *full, args ...string) (out, errOut *bytes.Buffer, code int) {
		p, out, errOut := person(t, data, "")
		if to != nil {
			p.out = to
		}
		return out, errOut, execute(context.Background(), p, append([]string{"--sandbox"}, args...))
	}
	out, _, _ := run(nil, "invite", "--to", "admin@fabrikam.com", "--eml", t.TempDir()+"/first.eml", "--json")
	var inv invitationJSON
	if err := json.Unmarshal(out.Bytes(), &inv); err != nil || len(inv.HandedOver) != 1 {
		t.Fatalf("%v: %s", err, out)
	}
	for _, args := range [][]string{{"--print"}, {}, {"--json"}, {"--print", "--lang", "zh-CN"}} {
		_, errOut, code := run(&full{}, append([]string{"invitations", "remind", inv.ID}, args...)...)
		if code != exitFailed || !strings.Contains(errOut.String(), "cspdesk: ") {
			t.Errorf("%v ends with %d, %q", args, code, errOut)
		}
		out, _, _ := run(nil, "invitations", "show", inv.ID, "--json")
		if err := json.Unmarshal(out.Bytes(), &inv); err != nil || len(inv.HandedOver) != 1 {
			t.Errorf("%v recorded %+v, %v", args, inv.HandedOver, err)
		}
		if activity, _, _ := run(nil, "activity", "list", "--json"); strings.Contains(activity.String(), "reminded") {
			t.Errorf("%v stands in the record:\n%s", args, activity)
		}
	}
}
