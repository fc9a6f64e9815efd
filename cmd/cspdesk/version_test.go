package main

import (
	"runtime/debug"
	"testing"

	"cspdesk/cmd/cspdesk/early"
)

func TestVersionNamesTheBuild(t *testing.T) {
	settings := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "0f3c"}, {Key: "vcs.modified", Value: modified}}
	}
	for name, x := range map[string]struct {
		info *debug.BuildInfo
		want string
	}{
		"no build information": {nil, ""},
		"from an archive":      {&debug.BuildInfo{GoVersion: "go1.26.0"}, " go1.26.0"},
		"from a checkout":      {&debug.BuildInfo{GoVersion: "go1.26.0", Settings: settings("false")}, " 0f3c go1.26.0"},
		"changed since":        {&debug.BuildInfo{GoVersion: "go1.26.0", Settings: settings("true")}, " 0f3c+ go1.26.0"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := buildOf(x.info).String(); got != "cspdesk "+early.Version+x.want {
				t.Errorf("says %q", got)
			}
		})
	}
}
