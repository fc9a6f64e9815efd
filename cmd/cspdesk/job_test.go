package main

import (
	"errors"
	"io"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// TestAStoppedImportSaysWhatGoingOnNeeds: the file with the passwords, too, which
// is not remembered.
func TestAStoppedImportSaysWhatGoingOnNeeds(t *testing.T) {
	for _, c := range []struct {
		kind      partner.JobKind
		passwords string
		want      string
	}{
		{partner.JobLicenses, "", "Go on with --resume j7."},
		{partner.JobImport, "secret.csv", "Go on with --resume j7 --passwords secret.csv, or"},
		{partner.JobImport, "", "Go on with --resume j7 --passwords FILE, or"},
	} {
		var said strings.Builder
		a := &app{process: &process{out: io.Discard, errOut: &said}, text: i18n.English()}
		stopped := partner.NewError(partner.CodeSignIn, "", errors.New("ended"))
		job := partner.Job{ID: "j7", Kind: c.kind, Counts: partner.JobCounts{Total: 1, Waiting: 1}}
		if err := a.printJob(job, nil, stopped, jobOutput{passwords: c.passwords}); err == nil || !strings.Contains(said.String(), c.want) {
			t.Errorf("%s: %v, %q", c.kind, err, said.String())
		}
	}
}
