package manage

import (
	"context"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"cspdesk/internal/partner"
)

// LicenseCenter reads and changes licenses: Partner Center.
type LicenseCenter interface {
	Licenses(ctx context.Context, id partner.CustomerID) ([]partner.License, error)
	UserLicenses(ctx context.Context, id partner.CustomerID, userID string) ([]partner.UserLicense, error)
	ChangeLicenses(ctx context.Context, id partner.CustomerID, userID string, change partner.LicenseChange, requestID string) (warnings []string, correlation string, err error)
}

// Licenses assigns licenses to the users of customers and takes them away.
type Licenses struct {
	core   *Service
	client LicenseCenter
	users  *Users
	blocks BlockFetcher
}

// callsForLicenses is how many users are read at a time.
const callsForLicenses = 3

// NewLicenses makes the area around its core.
func NewLicenses(core *Service, client LicenseCenter, users *Users, blocks BlockFetcher) *Licenses {
	l := &Licenses{core: core, client: client, users: users, blocks: blocks}
	core.reconciles(partner.ActionLicensesChanged, l.look)
	return l
}

// May says whether licenses may be changed, as Service.May does.
func (l *Licenses) May() error { return l.core.May(partner.DeedAssignLicenses) }

// Products gives the products of a customer with their seats, as they are now.
func (l *Licenses) Products(ctx context.Context, id partner.CustomerID) ([]partner.License, error) {
	products, err := l.client.Licenses(ctx, id)
	if err == nil {
		l.core.readAgain(ctx, l.blocks, id, partner.BlockLicenses)
	}
	return products, err
}

// Read reads the licenses of users into the store and gives the users with them.
// After each it tells how many were read so far. A user who is gone meanwhile is
// left out.
func (l *Licenses) Read(ctx context.Context, id partner.CustomerID, users []partner.User, told func(read int)) ([]partner.User, error) {
	reading, inReading := errgroup.WithContext(ctx)
	reading.SetLimit(callsForLicenses)
	read := slices.Clone(users)
	var mu sync.Mutex
	count := 0
	for i := range read {
		reading.Go(partner.Guarded(func() error {
			user := &read[i]
			licenses, err := l.client.UserLicenses(inReading, id, user.ID)
			if partner.CodeOf(err) == partner.CodeNotFound {
				user.ID = ""
				return nil
			}
			if err != nil {
				return err
			}
			user.Licenses, user.LicensesKnown = licenses, true
			mu.Lock()
			defer mu.Unlock()
			count++
			told(count)
			return l.users.store.PutUser(inReading, id, *user)
		}))
	}
	if err := reading.Wait(); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(read, func(user partner.User) bool { return user.ID == "" }), nil
}

// Assignment is one change of licenses for whoever it is made for.
type Assignment struct {
	Change   partner.LicenseChange
	Products []partner.License // of the customer, for names and groups
	Location string            // for users who have no usage location; "" to leave them out
}

// LicensesChanged is what became of a change for one user.
type LicensesChanged struct {
	Before, After []partner.UserLicense
	Warnings      []string // of the service, in its words
	Unchanged     bool     // the user had it so already
}

// Change changes the licenses of one user. It reads first what the user has, and
// writes what is missing alone, so that making it again writes nothing twice. A
// user without a usage location gets the assignment's, or CodeInvalidInput with
// partner.UserLocationMissing.
func (l *Licenses) Change(ctx context.Context, c partner.Customer, user partner.User, a Assignment) (LicensesChanged, error) {
	if err := l.May(); err != nil {
		return LicensesChanged{}, err
	}
	have, err := l.client.UserLicenses(ctx, c.ID, user.ID)
	if err != nil {
		return LicensesChanged{}, err
	}
	left := a.Change.Against(have)
	result := LicensesChanged{Before: have, After: have, Unchanged: left.Empty()}
	if len(left.Assign) > 0 && user.UsageLocation == "" {
		if a.Location == "" {
			return result, partner.NewError(partner.CodeInvalidInput, string(partner.UserLocationMissing), nil)
		}
		if user, err = l.users.Edit(ctx, c, user, partner.UserEdit{UsageLocation: &a.Location}); err != nil {
			return result, err
		}
	}
	for _, part := range left.ByGroup(a.Products) {
		intent := partner.Intent{
			Action: partner.ActionLicensesChanged, Customer: c.ID, Subject: nameOf(c), Object: user.PrincipalName, Detail: detailOf(part, a.Products),
		}
		err = l.core.do(ctx, intent, partner.DeedAssignLicenses, func(ctx context.Context, requestID string) (string, error) {
			warnings, correlation, err := l.client.ChangeLicenses(ctx, c.ID, user.ID, part, requestID)
			result.Warnings = append(result.Warnings, warnings...)
			return correlation, err
		})
		if err != nil {
			break
		}
		result.After = part.Apply(result.After, a.Products)
	}
	if l.core.options.Rehearse {
		return result, err
	}
	if len(result.Warnings) > 0 { // it did something else than it was asked for
		if now, err := l.client.UserLicenses(ctx, c.ID, user.ID); err == nil {
			result.After = now
		}
	}
	user.Licenses, user.LicensesKnown = result.After, true
	if stored := l.users.store.PutUser(context.WithoutCancel(ctx), c.ID, user); err == nil {
		err = stored
	}
	return result, err
}

// ReadSeats brings the seats of a customer up to date after changes.
func (l *Licenses) ReadSeats(ctx context.Context, id partner.CustomerID) {
	l.core.readAgain(ctx, l.blocks, id, partner.BlockLicenses)
}

// detailOf writes a change as the record keeps it: names that stay readable, and
// ids by which it can be looked for.
func detailOf(change partner.LicenseChange, products []partner.License) string {
	var parts []string
	for _, grant := range change.Assign {
		text := "+" + grant.SkuID + " " + partner.ProductName(products, grant.SkuID)
		if len(grant.Off) > 0 {
			text += " -[" + strings.Join(grant.Off, " ") + "]"
		}
		parts = append(parts, text)
	}
	for _, sku := range change.Remove {
		parts = append(parts, "-"+sku+" "+partner.ProductName(products, sku))
	}
	return strings.Join(parts, "; ")
}

// readDetail reads back what detailOf wrote, without the names.
func readDetail(detail string) (change partner.LicenseChange) {
	for part := range strings.SplitSeq(detail, "; ") {
		sku, rest, _ := strings.Cut(part, " ")
		switch {
		case strings.HasPrefix(sku, "+"):
			grant := partner.LicenseGrant{SkuID: sku[1:]}
			if _, off, found := strings.Cut(rest, " -["); found {
				grant.Off = strings.Fields(strings.TrimSuffix(off, "]"))
			}
			change.Assign = append(change.Assign, grant)
		case strings.HasPrefix(sku, "-") && len(sku) > 1:
			change.Remove = append(change.Remove, sku[1:])
		}
	}
	return change
}

// look reads whether a user has the licenses that a write was about.
func (l *Licenses) look(ctx context.Context, in partner.Intent) (Finding, error) {
	user, err := l.users.store.UserByLogin(ctx, in.Customer, in.Object)
	if partner.CodeOf(err) == partner.CodeNotFound {
		return Finding{Verdict: VerdictUnknown}, nil
	}
	if err != nil {
		return Finding{}, err
	}
	have, err := l.client.UserLicenses(ctx, in.Customer, user.ID)
	if err != nil {
		return Finding{}, err
	}
	names := make([]string, len(have))
	for i, license := range have {
		names[i] = license.Name
	}
	user.Licenses, user.LicensesKnown = have, true
	l.core.readAgain(ctx, l.blocks, in.Customer, partner.BlockLicenses)
	return happened(readDetail(in.Detail).Against(have).Empty(), strings.Join(names, ", ")), l.users.store.PutUser(ctx, in.Customer, user)
}
