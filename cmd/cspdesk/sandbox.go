package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"cspdesk/internal/config"
	"cspdesk/internal/partner"
	"cspdesk/internal/sandbox"
)

func (a *app) sandboxCommand() *cobra.Command {
	words := a.text.CLI
	var o sandbox.Options
	serve := &cobra.Command{
		Use: "serve", Short: words.ServeShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.serve(command.Context(), o) },
	}
	flags := serve.Flags()
	flags.StringVar(&o.Addr, "addr", "", words.FlagAddr)
	flags.IntVar(&o.Customers, "customers", 0, words.FlagCustomers)
	flags.StringVar(&o.Faults, "fault", "", words.FlagFault)
	command := &cobra.Command{Use: "sandbox", Short: words.SandboxShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(serve)
	return command
}

// serve runs the practice Partner Center until it is interrupted. The first
// line says where, and with which token, for scripts.
func (a *app) serve(ctx context.Context, o sandbox.Options) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	o.Dir, o.Now, o.Language = a.profiles().PracticeDir(), a.now, a.text.Language
	if err := config.MakeDir(o.Dir); err != nil {
		return err
	}
	server, err := sandbox.Open(o)
	if err != nil {
		return err
	}
	defer server.Close()
	if !server.Serving() {
		return said{partner.CodeConflict, fmt.Sprintf(a.text.CLI.ServeRunning, server.URL()), a.text.CLI.ServeRunningFix}
	}
	line, err := json.Marshal(struct {
		URL   string `json:"url"`
		Token string `json:"token"`
	}{server.URL(), server.Token()})
	if err != nil {
		return partner.NewError(partner.CodeInternal, "", err)
	}
	if err := write(a.out, append(line, '\n')); err != nil {
		return err
	}
	<-ctx.Done() // an interrupt is how serving ends, and no failure
	return nil
}
