package invite

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// Records gives what is kept of a customer: the store.
type Records interface {
	Record(ctx context.Context, id partner.CustomerID) (partner.Record, error)
}

// ForCustomers makes rows that ask customers for a relationship with admin
// rights, by name. That is how existing customers are asked again, too (Partner
// Center, "Reinstate admin privileges for a customer's Azure CSP subscriptions").
// The address is that of the company profile, or else of the billing profile, as
// far as they were read. Customers who grant the rights already are left out at
// first. At most MaxRows go at once: CodeInvalidInput.
func (b *Bulk) ForCustomers(ctx context.Context, records Records, ids []partner.CustomerID) ([]BulkRow, error) {
	if len(ids) > MaxRows {
		return nil, tooMany(len(ids))
	}
	rows := make([]BulkRow, 0, len(ids))
	for _, id := range ids {
		record, err := records.Record(ctx, id)
		if err != nil {
			return nil, err
		}
		c, account := record.Customer, record.Account
		row := BulkRow{Customer: id, State: partner.RowWaiting, Request: Request{
			AdminRights: true, Name: c.CompanyName, To: cmp.Or(account.Email, account.BillingEmail), Country: cmp.Or(c.Country, account.Address.Country),
		}}
		switch c.AdminRights {
		case partner.AdminRightsGranted:
			row.Remark, row.Out = RemarkRights, true
		case partner.AdminRightsUnknown:
			row.Remark = RemarkUnknown
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b BulkRow) int {
		return cmp.Compare(strings.ToLower(a.Request.Name), strings.ToLower(b.Request.Name))
	})
	return rows, nil
}

// ForInvitations makes rows of requests that there are: a reminder for each whose
// mail has left, the first mail for the others.
func (b *Bulk) ForInvitations(ctx context.Context, ids []string) ([]BulkRow, error) {
	if len(ids) > MaxRows {
		return nil, tooMany(len(ids))
	}
	all, err := b.known.Invitations(ctx)
	if err != nil {
		return nil, err
	}
	var rows []BulkRow
	for _, inv := range all {
		if slices.Contains(ids, inv.ID) {
			rows = append(rows, BulkRow{Invitation: inv.ID, State: partner.RowWaiting, Request: RequestOf(inv)})
		}
	}
	return rows, nil
}

// ForFile makes rows of those of a file. Who accepted such a request before is
// left out at first.
func (b *Bulk) ForFile(ctx context.Context, read []Row) ([]BulkRow, error) {
	known, err := b.known.Invitations(ctx)
	if err != nil {
		return nil, err
	}
	accepted := b.byAddress(known, partner.StateAccepted)
	rows := make([]BulkRow, len(read))
	for i, r := range read {
		rows[i] = BulkRow{Line: r.Line, State: partner.RowWaiting, Request: r.Request}
		if r.Err != nil && errorDetail(r.Err) != noEmail {
			rows[i].Refused = errorDetail(r.Err)
		}
		if _, found := answered(accepted, r.Request); found {
			rows[i].Remark, rows[i].Out = RemarkAccepted, true
		}
	}
	return rows, nil
}

func tooMany(n int) error {
	return invalid(fmt.Sprintf("%d are marked; at most %d go at once", n, MaxRows))
}
