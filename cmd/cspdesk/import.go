package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/customerscsv"
	"cspdesk/internal/partner"
)

// noteEvery is after how many rows of a file its progress is told.
const noteEvery = 50_000

type importJSON struct {
	Added     int            `json:"added"`
	Updated   int            `json:"updated"`
	Unchanged int            `json:"unchanged"`
	Rejected  []rejectedJSON `json:"rejected"`
}

type rejectedJSON struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

func (a *app) customersImportCommand() *cobra.Command {
	columns := ""
	command := &cobra.Command{
		Use: "import FILE.csv", Short: a.text.CLI.CustomersImportShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.customersImport(command.Context(), args[0], columns)
		},
	}
	command.Flags().StringVar(&columns, "columns", "", a.text.CLI.FlagColumns)
	return command
}

func (a *app) customersImport(ctx context.Context, file, order string) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	var columns []customerscsv.Column
	if order != "" {
		var err error
		if columns, err = customerscsv.ParseColumns(order); err != nil {
			return err
		}
	}
	reader, closer, err := customerscsv.Open(file, columns)
	if err != nil {
		return err
	}
	defer closer.Close()
	s, err := a.openSession(ctx, false)
	if err != nil {
		return err
	}
	defer s.Close()
	result, err := s.db.ImportCustomers(ctx, a.noted(reader.All()))
	if err != nil {
		return err
	}
	return a.printImport(result, reader.Rejected)
}

// noted tells how many customers were read so far.
func (a *app) noted(customers iter.Seq2[partner.Customer, error]) iter.Seq2[partner.Customer, error] {
	return func(yield func(partner.Customer, error) bool) {
		count := 0
		for c, err := range customers {
			if !yield(c, err) {
				return
			}
			if count++; count%noteEvery == 0 {
				a.note("%s", a.text.Count(a.text.CLI.Reading, count))
			}
		}
	}
}

func (a *app) printImport(result partner.ImportResult, rejected []customerscsv.Rejected) error {
	out := importJSON{Added: result.Added, Updated: result.Updated, Unchanged: result.Unchanged, Rejected: []rejectedJSON{}}
	for _, r := range rejected {
		reason := a.text.CLI.RejectedRows[string(r.Reason)]
		if r.Cell != "" {
			reason += ": " + r.Cell
		}
		out.Rejected = append(out.Rejected, rejectedJSON{r.Line, strings.ToValidUTF8(reason, "\uFFFD")})
	}
	var answer error
	if out.Added+out.Updated+out.Unchanged == 0 && len(out.Rejected) > 0 {
		answer = errSaidNo // not one row could be used
	}
	if a.json {
		return cmp.Or(writeJSON(a.out, out), answer)
	}
	fmt.Fprintf(a.out, a.text.CLI.Imported+"\n", out.Added, out.Updated, out.Unchanged, len(out.Rejected))
	for _, r := range out.Rejected {
		fmt.Fprintf(a.out, a.text.CLI.RejectedRow+"\n", r.Line, a.safe(r.Reason))
	}
	return answer
}
