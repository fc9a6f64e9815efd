package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cspdesk/cmd/cspdesk/early"
	"cspdesk/internal/partner"
)

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use: "man DIR", Short: a.text.CLI.ManShort, Args: a.oneArgument, PersistentPreRunE: withoutSettings,
		RunE: func(command *cobra.Command, args []string) error {
			err := os.MkdirAll(args[0], 0o755) //nolint:gosec // manual pages are for everybody
			if err == nil {
				err = writeManual(command.Root(), args[0])
			}
			if err != nil {
				return partner.NewError(partner.CodeFile, err.Error(), err)
			}
			return nil
		},
	}
}

// writeManual writes the page of a command and those of its own commands. Cobra
// can do so too, but the Markdown library that it needs for it would cost each
// start of the program half a millisecond.
func writeManual(command *cobra.Command, dir string) error {
	file := filepath.Join(dir, pageName(command)+".1")
	if err := os.WriteFile(file, []byte(manualPage(command)), 0o644); err != nil { //nolint:gosec // for everybody
		return err
	}
	for _, c := range command.Commands() {
		if !c.IsAvailableCommand() {
			continue
		}
		if err := writeManual(c, dir); err != nil {
			return err
		}
	}
	return nil
}

func pageName(command *cobra.Command) string {
	return strings.ReplaceAll(command.CommandPath(), " ", "-")
}

// manualPage is a manual page in the man macros of roff.
func manualPage(command *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH \"%s\" \"1\" \"\" \"cspdesk %s\"\n.nh\n.ad l\n", roff(strings.ToUpper(pageName(command))), roff(early.Version))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(pageName(command)), roff(command.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(command.UseLine()))
	description := command.Long
	if description == "" {
		description = command.Short
	}
	fmt.Fprintf(&b, ".SH DESCRIPTION\n%s\n", roff(description))
	manualFlags(&b, "OPTIONS", command.NonInheritedFlags())
	manualFlags(&b, "OPTIONS OF ALL COMMANDS", command.InheritedFlags())
	if command.Example != "" {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.nf\n%s\n.fi\n", roff(command.Example))
	}
	var others []string
	if command.HasParent() {
		others = append(others, pageName(command.Parent()))
	}
	for _, c := range command.Commands() {
		if c.IsAvailableCommand() {
			others = append(others, pageName(c))
		}
	}
	if len(others) > 0 {
		fmt.Fprintf(&b, ".SH SEE ALSO\n.BR %s (1)\n", strings.Join(others, " (1),\n.BR "))
	}
	return b.String()
}

func manualFlags(b *strings.Builder, title string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(b, ".SH %s\n", title)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		value, usage := pflag.UnquoteUsage(f)
		fmt.Fprintf(b, ".TP\n\\fB%s\\fR", roff(name))
		if value != "" {
			fmt.Fprintf(b, " \\fI%s\\fR", roff(value))
		}
		fmt.Fprintf(b, "\n%s\n", roff(usage))
	})
}

var roffSigns = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n.", "\n\\&.", "\n'", "\n\\&'", "\n\n", "\n.PP\n")

// roff keeps text from being read as commands of roff.
func roff(text string) string {
	return strings.TrimPrefix(roffSigns.Replace("\n"+text), "\n")
}
