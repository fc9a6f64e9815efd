package manage

import (
	"context"
	"encoding/json"
	"slices"

	"cspdesk/internal/partner"
)

// bulkLicenses is the spec of a job that changes licenses.
type bulkLicenses struct {
	Change   partner.LicenseChange `json:"change"`
	Products []partner.License     `json:"products"` // those that the change concerns
	Location string                `json:"location,omitempty"`
}

// ChangeMany changes the licenses of many users in the same way. It returns at
// once; CodeUnderWay says that another job runs.
func (b *Bulk) ChangeMany(ctx context.Context, l *Licenses, c partner.Customer, users []partner.User, a Assignment) (*BulkJob, error) {
	if err := l.May(); err != nil {
		return nil, err
	}
	spec := bulkLicenses{Change: a.Change, Location: a.Location}
	for _, product := range a.Products {
		concerned := slices.Contains(a.Change.Remove, product.SkuID) ||
			slices.ContainsFunc(a.Change.Assign, func(g partner.LicenseGrant) bool { return g.SkuID == product.SkuID })
		if concerned {
			spec.Products = append(spec.Products, partner.License{SkuID: product.SkuID, Name: product.Name, Group: product.Group})
		}
	}
	text, err := json.Marshal(spec)
	if err != nil {
		return nil, partner.NewError(partner.CodeInternal, "", err)
	}
	rows := make([]partner.JobRow, len(users))
	for i, user := range users {
		rows[i] = partner.JobRow{Key: user.ID, Name: user.PrincipalName}
	}
	job := partner.Job{Kind: partner.JobLicenses, Customer: c.ID, Subject: nameOf(c), Spec: text}
	return b.start(ctx, job, rows, b.changing(l, c, spec))
}

// changing does such a job, and reads the seats after it.
func (b *Bulk) changing(l *Licenses, c partner.Customer, spec bulkLicenses) work {
	row := func(ctx context.Context, _ partner.Job, row partner.JobRow) (partner.RowState, error) {
		verdict, err := b.clear(ctx, partner.ActionLicensesChanged, c.ID, row.Name)
		if err != nil {
			return partner.RowUnclear, err
		}
		user, err := l.users.store.UserByLogin(ctx, c.ID, row.Name)
		if partner.CodeOf(err) == partner.CodeNotFound || err == nil && user.ID != row.Key {
			user, err = l.users.client.User(ctx, c.ID, row.Key)
		}
		if err != nil {
			return partner.RowFailed, err
		}
		changed, err := l.Change(ctx, c, user, Assignment(spec))
		switch {
		case err != nil:
			return partner.RowFailed, err
		case changed.Unchanged && verdict != VerdictHappened:
			return partner.RowUnchanged, nil
		}
		return partner.RowDone, nil
	}
	return work{row: row, end: func(ctx context.Context) { l.ReadSeats(ctx, c.ID) }}
}

// Resume goes on with a job that was stopped, or whose program ended; with again,
// what failed is tried once more. Passwords of users that are added go to keep;
// where it is nil, the rows of these users say that theirs is not known.
func (b *Bulk) Resume(ctx context.Context, u *Users, l *Licenses, id string, again bool, keep KeepPassword) (*BulkJob, error) {
	job, err := b.store.Job(ctx, id)
	if err != nil {
		return nil, err
	}
	c := partner.Customer{ID: job.Customer, CompanyName: job.Subject}
	bad := partner.NewError(partner.CodeStoreDamaged, "the job cannot be read", nil)
	switch job.Kind {
	case partner.JobLicenses:
		var spec bulkLicenses
		if json.Unmarshal(job.Spec, &spec) != nil {
			return nil, bad
		}
		return b.resume(ctx, job, again, b.changing(l, c, spec))
	case partner.JobImport:
		var spec bulkImport
		if json.Unmarshal(job.Spec, &spec) != nil {
			return nil, bad
		}
		if keep == nil {
			keep = func(string, partner.Password) error { return partner.NewError(partner.CodePasswordUnknown, "", nil) }
		}
		return b.resume(ctx, job, again, b.adding(u, c, spec, keep))
	}
	return nil, bad
}

// Jobs gives the last jobs of a customer, the newest first.
func (b *Bulk) Jobs(ctx context.Context, id partner.CustomerID) ([]partner.Job, error) {
	return b.store.Jobs(ctx, id, 50)
}

// Job gives a job with the numbers of its rows.
func (b *Bulk) Job(ctx context.Context, id string) (partner.Job, error) { return b.store.Job(ctx, id) }

// Rows gives the rows of a job after a number, at most limit of them.
func (b *Bulk) Rows(ctx context.Context, id string, after, limit int) ([]partner.JobRow, error) {
	return b.store.JobRows(ctx, id, false, after, limit)
}
