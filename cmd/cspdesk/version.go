package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"cspdesk/cmd/cspdesk/early"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: a.text.CLI.VersionShort, Args: a.noArguments, PersistentPreRunE: withoutSettings,
		RunE: func(*cobra.Command, []string) error {
			info, _ := debug.ReadBuildInfo()
			b := buildOf(info)
			if a.json {
				return writeJSON(a.out, b)
			}
			fmt.Fprintln(a.out, b)
			return nil
		},
	}
}

// build is what a report of a fault needs to name the program by.
type build struct {
	Version  string `json:"version"`
	Go       string `json:"go,omitempty"`
	Commit   string `json:"commit,omitempty"`
	Modified bool   `json:"modified,omitempty"` // built with changes that are in no commit
}

// buildOf reads the commit from info, which is nil, or without one, in a program
// that was not built from a checkout.
func buildOf(info *debug.BuildInfo) build {
	b := build{Version: early.Version}
	if info == nil {
		return b
	}
	b.Go = info.GoVersion
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// String is one line, as scripts expect of a version.
func (b build) String() string {
	s := "cspdesk " + b.Version
	if b.Commit != "" {
		s += " " + b.Commit
		if b.Modified {
			s += "+"
		}
	}
	if b.Go != "" {
		s += " " + b.Go
	}
	return s
}
