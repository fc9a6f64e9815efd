package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/config"
	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/partnercenter"
)

// app is one run of the program: the world around it and what the person chose
// by flag, environment, file or default, in this order.
type app struct {
	*process
	args []string
	text *i18n.Strings
	log  *slog.Logger

	configPath string
	data       string
	profile    string
	lang       string
	logFile    string
	sandbox    bool
	readOnly   bool
	accessible bool
	mouse      bool
	debug      bool
	json       bool
	checkLater bool // the pages of a small database are checked after the first frame
	file       config.File
	calls      *[]partnercenter.Rehearsal // collects the changes that are only to be shown; nil where they are made

	closeLog func()
}

// execute runs the command that args name and gives the exit code.
func execute(ctx context.Context, p *process, args []string) int {
	out := &output{to: p.out}
	p.out = out
	a := &app{process: p, args: args, text: i18n.For(earlyLanguage(p, args)), log: slog.New(slog.DiscardHandler), closeLog: func() {}}
	defer func() { a.closeLog() }()
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.errOut)
	command, err := root.ExecuteContextC(ctx)
	if _, stored := errors.AsType[storedError](err); out.err != nil && !stored {
		err = out.err
	}
	if err != nil && !errors.Is(err, errSaidNo) {
		a.log.Error("command failed", "command", command.CommandPath(), "code", partner.CodeOf(err))
		a.log.Debug("because", "error", err)
		a.report(err, strings.TrimSuffix(command.CommandPath(), " help"))
	}
	return exitCode(ctx, err)
}

// earlyLanguage finds the language before the flags are parsed, because help
// texts are made of it. What is wrong is said later.
func earlyLanguage(p *process, args []string) string {
	flag := func(names ...string) string {
		for i, arg := range args {
			if arg == "--" {
				break
			}
			for _, name := range names {
				if value, ok := strings.CutPrefix(arg, name+"="); ok {
					return value
				}
				if arg == name && i+1 < len(args) {
					return args[i+1]
				}
			}
		}
		return ""
	}
	path := cmp.Or(flag("--config", "-c"), p.getenv("CSPDESK_CONFIG"), config.DefaultConfigPath())
	file, _ := config.ReadFile(path)
	return cmp.Or(flag("--lang"), p.getenv("CSPDESK_LANG"), file.Language, locale(p))
}

// locale is the language that the environment asks for.
func locale(p *process) string {
	for _, name := range []string{"CSPDESK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := p.getenv(name); value != "" {
			return value
		}
	}
	return "en"
}

// prepare settles every setting before a command runs.
func (a *app) prepare(command *cobra.Command) error {
	flags := command.Flags()
	file, err := a.readConfig(flags.Changed("config"))
	if err != nil {
		return err
	}
	a.file = file
	a.lang = a.choose(flags.Changed("lang"), a.lang, "CSPDESK_LANG", file.Language, locale(a.process))
	if flags.Changed("lang") && !i18n.Known(a.lang) {
		return usagef(a.text.CLI.NotOneOf, "--lang "+a.lang, "en, zh-CN")
	}
	a.text = i18n.For(a.lang)
	if err := a.checkKeys(cmp.Or(a.configPath, config.DefaultConfigPath()), file); err != nil {
		return err
	}
	if len(file.Keys) > 0 {
		a.text = a.text.WithKeys(rebinding(file).Names())
	}
	if a.data = a.choose(flags.Changed("data"), a.data, "CSPDESK_DATA", "", config.DefaultDataDir()); a.data == "" {
		return said{partner.CodeStorePath, a.text.CLI.NoHome, a.text.CLI.NoHomeFix}
	}
	if a.data, err = filepath.Abs(a.data); err != nil {
		return partner.NewError(partner.CodeStorePath, a.data, err)
	}
	a.profile = a.choose(flags.Changed("profile"), a.profile, "CSPDESK_PROFILE", "", "")
	a.logFile = a.choose(flags.Changed("log-file"), a.logFile, "CSPDESK_LOG_FILE", file.LogFile, "")
	for _, s := range []struct {
		flag, env string
		value     *bool
		file      bool
	}{
		{"sandbox", "CSPDESK_SANDBOX", &a.sandbox, false},
		{"read-only", "CSPDESK_READ_ONLY", &a.readOnly, file.ReadOnly},
		{"debug", "CSPDESK_DEBUG", &a.debug, false},
		{"accessible", "CSPDESK_ACCESSIBLE", &a.accessible, file.Accessible},
		{"mouse", "CSPDESK_MOUSE", &a.mouse, file.Mouse},
	} {
		if err := a.chooseBool(flags.Changed(s.flag), s.env, s.value, s.file); err != nil {
			return err
		}
	}
	if a.sandbox && a.profile != "" && a.profile != config.PracticeProfile {
		return usagef(a.text.CLI.SandboxAndProfile, a.profile)
	}
	return a.openLog()
}

// readConfig reads the configuration file. One that was asked for must be there.
func (a *app) readConfig(flagged bool) (config.File, error) {
	a.configPath = a.choose(flagged, a.configPath, "CSPDESK_CONFIG", "", "")
	if a.configPath == "" {
		return config.ReadFile(config.DefaultConfigPath())
	}
	if _, err := os.Stat(a.configPath); err != nil {
		return config.File{}, partner.NewError(partner.CodeFile, err.Error(), err)
	}
	return config.ReadFile(a.configPath)
}

// choose settles one setting: flag before environment before file before
// default.
func (a *app) choose(flagged bool, flag, env, file, otherwise string) string {
	if flagged {
		return flag
	}
	return cmp.Or(a.getenv(env), file, otherwise)
}

func (a *app) chooseBool(flagged bool, env string, value *bool, file bool) error {
	if flagged {
		return nil
	}
	*value = file
	if text := a.getenv(env); text != "" {
		parsed, err := strconv.ParseBool(text)
		if err != nil {
			return usagef("%s=%q: true, false", env, text)
		}
		*value = parsed
	}
	return nil
}

// openLog starts the log file where one was asked for. It never holds tokens,
// passwords or mail bodies; names appear only with --debug.
func (a *app) openLog() error {
	path := a.logFile
	if path == "" && a.debug {
		path = config.OpenProfiles(a.data).LogFile()
		if err := config.MakeDir(a.data); err != nil {
			return err
		}
	}
	if path == "" {
		return nil
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return partner.NewError(partner.CodeFile, path+": not a regular file", nil)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return partner.NewError(partner.CodeFile, err.Error(), err)
	}
	a.closeLog = func() { f.Close() }
	level := slog.LevelInfo
	if a.debug {
		level = slog.LevelDebug
	}
	a.log = slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{Level: level}))
	slog.SetDefault(a.log)
	return nil
}

// profiles are the partner accounts under the data folder.
func (a *app) profiles() config.Profiles { return config.OpenProfiles(a.data) }

// profileName says which profile is meant, or "" if there is none yet.
func (a *app) profileName() (string, error) {
	if chosen := a.chosen.Load(); chosen != nil {
		return *chosen, nil
	}
	switch {
	case a.sandbox:
		return config.PracticeProfile, nil
	case a.profile != "":
		return a.profile, nil
	}
	return a.profiles().Current()
}

// needWritable refuses a command that changes something in read-only mode.
func (a *app) needWritable() error {
	if a.readOnly {
		return partner.NewError(partner.CodeReadOnly, "", nil)
	}
	return nil
}

// asksYes asks a question that must be answered with y. Without a terminal
// nothing prompts: the flag that answers is named instead.
func (a *app) asksYes(ctx context.Context, question, flag string) error {
	answer, err := a.asks(ctx, question+" [y/N]", flag)
	if err == nil && !strings.EqualFold(answer, "y") {
		return said{partner.CodeNotAllowed, a.text.CLI.Declined, a.text.CLI.DeclinedFix}
	}
	return err
}

// asks asks a question of one or more lines. Without a terminal nothing prompts:
// the flag that answers is named instead.
func (a *app) asks(ctx context.Context, question, flag string) (answer string, err error) {
	if !a.inIsTTY || !a.errIsTTY {
		return "", usagef(a.text.CLI.NeedsFlag, flag)
	}
	fmt.Fprint(a.errOut, a.wrapped(a.safeBlock(question), true, os.Stderr)+" ")
	answers := make(chan string, 1)
	go func() { // a read that the person interrupts stays until the program ends
		answer, _ := bufio.NewReader(a.in).ReadString('\n')
		answers <- answer
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case answer := <-answers:
		return strings.TrimSpace(answer), nil
	}
}
