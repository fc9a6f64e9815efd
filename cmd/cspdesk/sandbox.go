package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"cspdesk/internal/config"
	"cspdesk/internal/partner"
	"cspdesk/internal/sandbox"
	"cspdesk/internal/sandbox/entra"
)

func (a *app) sandboxCommand() *cobra.Command {
	words := a.text.CLI
	var o sandbox.Options
	var signIn practiceSignIn
	serve := &cobra.Command{
		Use: "serve", Short: words.ServeShort, Long: a.text.Audit.FaultHelp, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.serve(command.Context(), o, signIn) },
	}
	flags := serve.Flags()
	flags.StringVar(&o.Addr, "addr", "", words.FlagAddr)
	flags.IntVar(&o.Customers, "customers", 0, words.FlagCustomers)
	flags.StringVar(&o.Faults, "fault", "", words.FlagFault)
	flags.BoolVar(&signIn.wanted, "sign-in", false, a.text.SignIn.FlagServeSignIn)
	flags.StringVar(&signIn.faults, "sign-in-fault", "", a.text.SignIn.FlagSignInFault)
	command := &cobra.Command{Use: "sandbox", Short: words.SandboxShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(serve)
	return command
}

// practiceSignIn is what was asked of the practice sign-in.
type practiceSignIn struct {
	wanted bool
	faults string
}

// startSignIn starts a practice sign-in whose tokens the center trusts.
func (a *app) startSignIn(server *sandbox.Server, faults string) (*entra.Server, error) {
	id, name, domain := server.Partner()
	signIn, err := entra.Start(entra.Options{
		Dir: a.profiles().PracticeDir(), Tenant: entra.Tenant{ID: id, Name: name, Domain: domain},
		Language: a.text.Language, Faults: faults, Now: a.now,
	})
	if err == nil {
		server.Trust(signIn.Accepts)
	}
	return signIn, err
}

// serve runs the practice Partner Center until it is interrupted. The first
// line says where, and with which token, for scripts.
func (a *app) serve(ctx context.Context, o sandbox.Options, with practiceSignIn) error {
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
	at := struct {
		URL       string `json:"url"`
		Token     string `json:"token"`
		Tenant    string `json:"tenant"`
		Authority string `json:"authority,omitempty"` // of the practice sign-in
		CAFile    string `json:"caFile,omitempty"`    // trusts it
		ClientID  string `json:"clientId,omitempty"`  // to sign in with there
	}{URL: server.URL(), Token: server.Token()}
	at.Tenant, _, _ = server.Partner()
	if with.wanted {
		signIn, err := a.startSignIn(server, with.faults)
		if err != nil {
			return err
		}
		defer signIn.Close()
		at.Authority, at.CAFile, at.ClientID = signIn.URL(), signIn.CAFile(), entra.ClientID
	}
	line, err := json.Marshal(at)
	if err != nil {
		return partner.NewError(partner.CodeInternal, "", err)
	}
	if err := write(a.out, append(line, '\n')); err != nil {
		return err
	}
	<-ctx.Done() // an interrupt is how serving ends, and no failure
	return nil
}
