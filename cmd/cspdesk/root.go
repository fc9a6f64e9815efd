package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/cmd/cspdesk/early"
	"github.com/spf13/pflag"
)

// rootCommand is the whole command line.
func (a *app) rootCommand() *cobra.Command {
	words := a.text.CLI
	root := &cobra.Command{
		Use:               "cspdesk",
		Short:             words.RootShort,
		Long:              words.RootLong,
		Version:           early.Version,
		Args:              a.noArguments,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(command *cobra.Command, _ []string) error { return a.prepare(command) },
		RunE:              func(command *cobra.Command, _ []string) error { return a.openHere(command.Context()) },
	}
	root.SetVersionTemplate(early.Line)
	root.SetFlagErrorFunc(func(command *cobra.Command, err error) error {
		a.json = a.json || slices.Contains(a.args, "--json") // it may stand behind the flag that is wrong
		return a.flagError(command, err)
	})
	colon := strings.TrimSpace(a.text.Common.Colon)
	flagLines := ".FlagUsages"
	if a.outIsTTY {
		flagLines = fmt.Sprintf(".FlagUsagesWrapped %d", columns(a.outFile)) // 0 breaks nothing
	}
	root.SetUsageTemplate(strings.NewReplacer(
		".FlagUsages", flagLines,
		"Usage:", words.Usage+colon, "Available Commands:", words.Commands+colon, "Examples:", words.Examples+colon, "Global Flags:", words.GlobalFlags+colon, "Flags:", words.Flags+colon,
		`Use "{{.CommandPath}} [command] --help" for more information about a command.`, words.MoreHelp,
		"{{.CommandPath}} [command]", "{{.CommandPath}} ["+words.CommandWord+"]",
	).Replace(root.UsageTemplate()))
	root.CompletionOptions.DisableDefaultCmd = true
	flags := root.PersistentFlags()
	flags.BoolP("help", "h", false, words.FlagHelp)
	flags.StringVarP(&a.configPath, "config", "c", "", words.FlagConfig)
	flags.StringVar(&a.profile, "profile", "", words.FlagProfile)
	flags.StringVar(&a.data, "data", "", words.FlagData)
	flags.BoolVar(&a.sandbox, "sandbox", false, words.FlagSandbox)
	flags.StringVar(&a.lang, "lang", "", words.FlagLang)
	flags.BoolVar(&a.readOnly, "read-only", false, words.FlagReadOnly)
	flags.StringVar(&a.logFile, "log-file", "", words.FlagLogFile)
	flags.BoolVar(&a.debug, "debug", false, words.FlagDebug)
	flags.BoolVar(&a.json, "json", false, words.FlagJSON)
	root.Flags().Bool("version", false, words.VersionShort)
	root.Flags().BoolVar(&a.accessible, "accessible", false, a.text.Lines.FlagAccessible)
	root.Flags().BoolVar(&a.mouse, "mouse", false, a.text.Lines.FlagMouse)
	complete(root, "lang", "en", "zh-CN")

	if a.startsDesk(root) {
		return root
	}
	root.SetHelpCommand(a.helpCommand())
	root.AddCommand(
		a.serviceRequestsCommand(), a.supportContactCommand(), a.supportProfileCommand(), a.relationshipCommand(), a.pendingCommand(),
		a.subscriptionsCommand(), a.accountCommand(), a.inviteCommand(), a.linkCommand(), a.draftCommand(), a.invitationsCommand(), a.lettersCommand(), a.customersCommand(), a.usersCommand(), a.licensesCommand(),
		a.refreshCommand(), a.changesCommand(), a.renewalsCommand(), a.activityCommand(), a.auditCommand(), a.profileCommand(), a.signInCommand(), a.signOutCommand(), a.statusCommand(), a.backupCommand(), a.restoreCommand(),
		a.doctorCommand(), a.configCommand(), a.keysCommand(), a.sandboxCommand(), a.versionCommand(), a.completionCommand(), a.manCommand(),
	)
	a.explain(root)
	return root
}

// startsDesk reports whether the arguments are flags of root alone, and none of
// them asks for help. The desk needs no other command, and making all of them takes
// as long as a tenth of its start.
func (a *app) startsDesk(root *cobra.Command) bool {
	for i := 0; i < len(a.args); i++ {
		name, isLong := strings.CutPrefix(a.args[i], "--")
		name, _, hasValue := strings.Cut(name, "=")
		flag := root.Flags().Lookup(name)
		if flag == nil {
			flag = root.PersistentFlags().Lookup(name)
		}
		if !isLong || flag == nil || name == "help" || name == "version" {
			return false
		}
		if !hasValue && flag.NoOptDefVal == "" {
			i++
		}
	}
	return true
}

// helpCommand is "help COMMAND", the same as "COMMAND --help".
func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: a.text.CLI.HelpShort, PersistentPreRunE: withoutSettings,
		RunE: func(command *cobra.Command, args []string) error {
			found, rest, err := command.Root().Find(args)
			if err != nil || found == nil || len(rest) > 0 {
				return a.noArguments(command.Root(), args)
			}
			return found.Help()
		},
	}
}

func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use: "completion " + strings.Join(shells, "|"), Short: a.text.CLI.CompletionShort, Long: a.text.CLI.CompletionLong,
		Args: a.oneArgument, ValidArgs: shells, PersistentPreRunE: withoutSettings,
		RunE: func(command *cobra.Command, args []string) error {
			root := command.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return usagef(a.text.CLI.NotOneOf, args[0], strings.Join(shells, ", "))
		},
	}
}

// withoutSettings lets a command work whatever the settings say, because it
// needs none of them.
func withoutSettings(*cobra.Command, []string) error { return nil }

// complete offers the values of a flag to the shell.
func complete(command *cobra.Command, flag string, values ...string) {
	// The only error is a flag that is not there, and a test asks for each.
	_ = command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// noArguments refuses words that are no command, as wrong use.
func (a *app) noArguments(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !command.HasSubCommands() {
		return usagef(a.text.CLI.OneTooMany, args[0], command.CommandPath())
	}
	command.SuggestionsMinimumDistance = 2
	if near := command.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef(a.text.CLI.DidYouMean, args[0], command.CommandPath(), strings.Join(near, ", "))
	}
	return usagef(a.text.CLI.UnknownCommand, args[0], command.CommandPath())
}

// exactly wants a number of words behind a command; another number is wrong use.
func (a *app) exactly(n int) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		names := strings.Fields(command.Use)[1:] // the words stand before the flags
		if len(args) < n && len(args) < len(names) {
			return usagef(a.text.CLI.NeedsFlag, strings.TrimSuffix(names[len(args)], "..."))
		}
		return usagef(a.text.CLI.OneTooMany, args[len(args)-1], command.CommandPath())
	}
}

// oneArgument and noneOrOne are the most frequent numbers of words.
func (a *app) oneArgument(command *cobra.Command, args []string) error {
	return a.exactly(1)(command, args)
}

func (a *app) noneOrOne(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return a.oneArgument(command, args)
}

// flagError says in the language of the program what is wrong with a flag.
func (a *app) flagError(command *cobra.Command, err error) error {
	dashes := func(name, letters string) string {
		if letters != "" {
			return "-" + name
		}
		return "--" + name
	}
	words := a.text.CLI
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := dashes(e.GetSpecifiedName(), e.GetSpecifiedShortnames())
		if near := nearFlags(command, e.GetSpecifiedName()); len(near) > 0 && strings.HasPrefix(name, "--") {
			return usagef(words.FlagDidYouMean, name, strings.Join(near, ", "))
		}
		return usagef(words.UnknownFlag, name)
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return usagef(words.FlagNeedsValue, dashes(e.GetSpecifiedName(), e.GetSpecifiedShortnames()))
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return usagef(words.FlagValue, dashes(e.GetFlag().Name, ""), e.GetValue())
	}
	return usageError{err}
}

// nearFlags gives the flags of a command whose names differ from a word by one
// letter, or else by two, or begin with it, as Cobra does it for commands.
func nearFlags(command *cobra.Command, word string) (near []string) {
	names := &cobra.Command{}
	command.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names.AddCommand(&cobra.Command{Use: f.Name, Run: func(*cobra.Command, []string) {}})
		}
	})
	for distance := 1; distance <= 2 && len(near) == 0; distance++ {
		names.SuggestionsMinimumDistance = distance
		for _, name := range names.SuggestionsFor(word) {
			near = append(near, "--"+name)
		}
	}
	return near
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
