package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/config"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
)

// configCommand is what can be done with the configuration file.
func (a *app) configCommand() *cobra.Command {
	words := a.text.CLI.Config
	command := &cobra.Command{Use: "config", Short: words.Short, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(&cobra.Command{
		Use: "path", Short: words.PathShort, Args: a.noArguments, PersistentPreRunE: withoutSettings,
		RunE: func(*cobra.Command, []string) error {
			if a.json {
				return writeJSON(a.out, map[string]string{"path": a.configFile()})
			}
			_, err := fmt.Fprintln(a.out, a.configFile())
			return err
		},
	}, &cobra.Command{
		Use: "show", Short: words.ShowShort, Long: words.ShowLong, Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error {
			if a.json {
				return writeJSON(a.out, a.file)
			}
			_, err := fmt.Fprint(a.out, config.Template(a.text, a.file))
			return err
		},
	}, &cobra.Command{
		Use: "edit", Short: words.EditShort, Long: words.EditLong, Args: a.noArguments, PersistentPreRunE: withoutSettings,
		RunE: func(command *cobra.Command, _ []string) error { return a.editConfig(command.Context()) },
	}, &cobra.Command{
		Use: "check [FILE]", Short: words.CheckShort, Args: a.noneOrOne, PersistentPreRunE: withoutSettings,
		RunE: func(_ *cobra.Command, args []string) error {
			file := a.configFile()
			if len(args) > 0 {
				file = args[0]
				if _, err := os.Stat(file); err != nil {
					return partner.NewError(partner.CodeFile, err.Error(), err)
				}
			}
			return a.checkConfig(file)
		},
	})
	return command
}

// configFile is the file that the flags and the environment name, or the usual
// one.
func (a *app) configFile() string {
	return a.choose(a.configPath != "", a.configPath, "CSPDESK_CONFIG", "", config.DefaultConfigPath())
}

// checkConfig reads a configuration file and says everything that is wrong with
// it. That there is none is fine, too: the defaults hold.
func (a *app) checkConfig(path string) error {
	_, missing := os.Stat(path)
	file, err := config.ReadFile(path)
	if err != nil {
		return err
	}
	if err := a.checkKeys(path, file); err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, map[string]any{"path": path, "ok": true})
	}
	answer := a.text.CLI.Config.Checked
	if missing != nil {
		answer = a.text.CLI.Config.NoFile
	}
	_, err = fmt.Fprintf(a.out, answer+"\n", a.safe(path))
	return err
}

// checkKeys refuses keys in a configuration that could not work.
func (a *app) checkKeys(path string, file config.File) error {
	wrong := rebinding(file).Check()
	if len(wrong) == 0 {
		return nil
	}
	words, lines := a.text.CLI.Config, []string{}
	at := config.KeyLines(path)
	slices.SortStableFunc(wrong, func(x, y keys.Conflict) int { return cmp.Compare(at[string(x.Intent)], at[string(y.Intent)]) })
	for _, c := range wrong {
		place := fmt.Sprintf(a.text.CLI.LineNumber, at[string(c.Intent)])
		switch c.Fault {
		case keys.UnknownIntent:
			lines = append(lines, place+fmt.Sprintf(words.UnknownIntent, c.Intent, "cspdesk keys"))
		case keys.UnknownKey:
			lines = append(lines, place+fmt.Sprintf(words.UnknownKey, c.Intent, c.Key))
		case keys.TakenKey:
			lines = append(lines, place+fmt.Sprintf(words.TakenKey, c.Key, c.Intent, c.Other, a.text.Palette.Contexts[c.Context]))
		case keys.TextKey:
			lines = append(lines, place+fmt.Sprintf(words.TextKey, c.Intent, c.Key, a.text.Palette.Contexts[c.Context]))
		case keys.NoKey:
			lines = append(lines, place+fmt.Sprintf(words.NoKey, c.Intent))
		}
	}
	return partner.NewError(partner.CodeInvalidInput, path+": [keys] "+strings.Join(lines, "; "), nil)
}

// rebinding is the keys of a configuration file.
func rebinding(file config.File) keys.Rebinding {
	if len(file.Keys) == 0 {
		return nil
	}
	r := make(keys.Rebinding, len(file.Keys))
	for intent, names := range file.Keys {
		r[keys.Intent(intent)] = names
	}
	return r
}

// editConfig opens the configuration file in the person's editor; one that is
// not there yet begins with every setting and what it means. What was written is
// checked afterwards, and kept whatever the check says.
func (a *app) editConfig(ctx context.Context) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	path := a.configFile()
	if path == "" {
		return said{partner.CodeStorePath, a.text.CLI.NoHome, a.text.CLI.NoHomeFix}
	}
	editor, err := a.editor()
	if err != nil {
		return err
	}
	if err := config.WriteTemplate(a.text, path); err != nil {
		words := a.text.CLI.Config
		return said{partner.CodeFile, fmt.Sprintf(words.NotMade, a.text.Explain(err).Detail), words.NotMadeFix}
	}
	if err := a.runEditor(ctx, editor, path); err != nil {
		return err
	}
	return a.checkConfig(path)
}
