package main

import (
	"github.com/spf13/cobra"
)

// rootCommand is the whole command line.
func (a *app) rootCommand() *cobra.Command {
	words := a.text.CLI
	root := &cobra.Command{
		Use:               "cspdesk",
		Short:             words.RootShort,
		Long:              words.RootLong,
		Version:           version(),
		Args:              noArguments,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(command *cobra.Command, _ []string) error { return a.prepare(command) },
		RunE:              func(command *cobra.Command, _ []string) error { return a.openDesk(command.Context()) },
	}
	root.SetVersionTemplate("cspdesk {{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	flags := root.PersistentFlags()
	flags.StringVarP(&a.configPath, "config", "c", "", words.FlagConfig)
	flags.StringVar(&a.profile, "profile", "", words.FlagProfile)
	flags.StringVar(&a.data, "data", "", words.FlagData)
	flags.BoolVar(&a.sandbox, "sandbox", false, words.FlagSandbox)
	flags.StringVar(&a.lang, "lang", "", words.FlagLang)
	flags.BoolVar(&a.readOnly, "read-only", false, words.FlagReadOnly)
	flags.StringVar(&a.logFile, "log-file", "", words.FlagLogFile)
	flags.BoolVar(&a.debug, "debug", false, words.FlagDebug)
	flags.BoolVar(&a.json, "json", false, words.FlagJSON)

	root.AddCommand(
		a.inviteCommand(), a.linkCommand(), a.draftCommand(), a.invitationsCommand(), a.customersCommand(),
		a.refreshCommand(), a.activityCommand(), a.profileCommand(), a.backupCommand(), a.restoreCommand(),
		a.doctorCommand(), a.sandboxCommand(), a.versionCommand(), a.manCommand(),
	)
	return root
}

// noArguments refuses words that are no command, as wrong use.
func noArguments(command *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("unknown command %q for %q", args[0], command.CommandPath())
	}
	return nil
}

// arguments wants from low to high words.
func arguments(low, high int) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if err := cobra.RangeArgs(low, high)(command, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// needFlags refuses a call that leaves a flag out that has no default.
func (a *app) needFlags(command *cobra.Command, names ...string) error {
	for _, name := range names {
		if !command.Flags().Changed(name) {
			return usagef(a.text.CLI.NeedsFlag, "--"+name)
		}
	}
	return nil
}
