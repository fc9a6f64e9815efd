package manage

import (
	"context"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"cspdesk/internal/partner"
)

// UserReader reads the users of customers: Partner Center.
type UserReader interface {
	UsersPage(ctx context.Context, id partner.CustomerID, deleted bool, next string) (users []partner.User, following string, err error)
	User(ctx context.Context, id partner.CustomerID, userID string) (partner.User, error)
	CustomDomains(ctx context.Context, id partner.CustomerID) ([]string, error)
}

// UserWriter changes users.
type UserWriter interface {
	AddUser(ctx context.Context, id partner.CustomerID, user partner.NewUser, requestID string) (partner.User, string, error)
	EditUser(ctx context.Context, id partner.CustomerID, userID string, edit partner.UserEdit, requestID string) (string, error)
	ResetPassword(ctx context.Context, id partner.CustomerID, userID string, password partner.Password, forceChange bool, requestID string) (string, error)
}

// UserRemover deletes users, and brings them back.
type UserRemover interface {
	DeleteUser(ctx context.Context, id partner.CustomerID, userID, requestID string) (string, error)
	RestoreUser(ctx context.Context, id partner.CustomerID, userID, requestID string) (string, error)
}

// RoleReader reads directory roles.
type RoleReader interface {
	DirectoryRoles(ctx context.Context, id partner.CustomerID) ([]partner.DirectoryRole, error)
	UserRoles(ctx context.Context, id partner.CustomerID, userID string) ([]partner.DirectoryRole, error)
}

// RoleWriter gives and takes directory roles.
type RoleWriter interface {
	AddRole(ctx context.Context, id partner.CustomerID, roleID string, user partner.User, requestID string) (string, error)
	RemoveRole(ctx context.Context, id partner.CustomerID, roleID, userID, requestID string) (string, error)
}

// Directory is what Partner Center does with the users of a customer.
type Directory interface {
	UserReader
	UserWriter
	UserRemover
	RoleReader
	RoleWriter
}

// UserCopier keeps copies of users: the store.
type UserCopier interface {
	SaveUsersPage(ctx context.Context, id partner.CustomerID, pass int64, page []partner.User) error
	FinishUsers(ctx context.Context, id partner.CustomerID, pass int64, at time.Time) (total int, err error)
	PutUser(ctx context.Context, id partner.CustomerID, user partner.User) error
}

// UserFinder finds copies of users.
type UserFinder interface {
	UserByLogin(ctx context.Context, id partner.CustomerID, login string) (partner.User, error)
}

// UserStore is the store, as far as it keeps users.
type UserStore interface {
	UserCopier
	UserFinder
}

// Users acts on the users of customers.
type Users struct {
	core   *Service
	client Directory
	store  UserStore
}

// maxUserPages bounds the copy of a customer's users: a million of them.
const maxUserPages = 2000

// NewUsers makes the area around its core.
func NewUsers(core *Service, client Directory, store UserStore) *Users {
	u := &Users{core: core, client: client, store: store}
	core.reconciles(partner.ActionUserAdded, u.lookAdded)
	core.reconciles(partner.ActionUserEdited, u.lookEdited)
	core.reconciles(partner.ActionUserDeleted, u.lookDeleted)
	core.reconciles(partner.ActionUserRestored, u.lookRestored)
	core.reconciles(partner.ActionRoleAdded, u.lookRole)
	core.reconciles(partner.ActionRoleRemoved, u.lookRole)
	return u
}

// May says whether d can be tried, as Service.May does.
func (u *Users) May(d partner.Deed) error { return u.core.May(d) }

// Sync copies all users of a customer into the store, page by page, also those
// who can be restored, and gives how many are not deleted. After each page it
// tells how many were copied so far. What an interrupted copy has stored stays.
func (u *Users) Sync(ctx context.Context, id partner.CustomerID, told func(copied int)) (total int, err error) {
	pass, copied := u.core.options.Now().UnixNano(), 0
	for _, deleted := range []bool{false, true} {
		next := ""
		for page := 0; page == 0 || next != ""; page++ {
			if page == maxUserPages {
				return 0, partner.NewError(partner.CodeBadAnswer, "the list does not end", nil)
			}
			var users []partner.User
			if users, next, err = u.client.UsersPage(ctx, id, deleted, next); err != nil {
				return 0, err
			}
			if err := u.store.SaveUsersPage(ctx, id, pass, users); err != nil {
				return 0, err
			}
			copied += len(users)
			told(copied)
		}
	}
	return u.store.FinishUsers(ctx, id, pass, u.core.options.Now())
}

// Domains gives the domains that a customer has verified. Where the service does
// not say, the ones that are known stand in.
func (u *Users) Domains(ctx context.Context, id partner.CustomerID, known []string) ([]string, error) {
	domains, err := u.client.CustomDomains(ctx, id)
	switch {
	case err == nil && len(domains) > 0:
		return domains, nil
	case len(known) > 0 && partner.CodeOf(err) != partner.CodeCancelled:
		return known, nil
	}
	return nil, err
}

// UserDetails is a user as Partner Center has them now.
type UserDetails struct {
	User     partner.User
	Roles    []partner.DirectoryRole
	RolesErr error // why the roles are not known; nil if they are
}

// Details reads a user and their roles. A user whose roles the service does not
// give is read all the same. A deleted user has no details: CodeNotFound.
func (u *Users) Details(ctx context.Context, id partner.CustomerID, userID string) (UserDetails, error) {
	var d UserDetails
	both, inBoth := errgroup.WithContext(ctx)
	both.Go(partner.Guarded(func() (err error) {
		d.User, err = u.client.User(inBoth, id, userID)
		return err
	}))
	both.Go(partner.Guarded(func() error {
		d.Roles, d.RolesErr = u.client.UserRoles(inBoth, id, userID)
		return nil
	}))
	if err := both.Wait(); err != nil {
		return UserDetails{}, err
	}
	return d, u.store.PutUser(ctx, id, d.User)
}

// Roles gives every role that users of a customer can have.
func (u *Users) Roles(ctx context.Context, id partner.CustomerID) ([]partner.DirectoryRole, error) {
	return u.client.DirectoryRoles(ctx, id)
}

// Add adds a user. What is known to be refused is refused before: CodeInvalidInput
// with a partner.UserFault or partner.PasswordFault.
func (u *Users) Add(ctx context.Context, c partner.Customer, user partner.NewUser, domains []string) (added partner.User, err error) {
	if why := user.Fault(domains); why != "" {
		return added, partner.NewError(partner.CodeInvalidInput, string(why), nil)
	}
	if why := user.Password.Fault(user.PrincipalName); why != "" && !u.core.options.Rehearse {
		return added, partner.NewError(partner.CodeInvalidInput, "password-"+string(why), nil)
	}
	err = u.write(ctx, c, partner.ActionUserAdded, user.PrincipalName, user.DisplayName, partner.DeedAddUser,
		func(ctx context.Context, requestID string) (correlation string, err error) {
			added, correlation, err = u.client.AddUser(ctx, c.ID, user, requestID)
			return correlation, err
		})
	if err != nil || u.core.options.Rehearse {
		return added, err
	}
	added.LicensesKnown = true // a new user has none
	return added, u.store.PutUser(context.WithoutCancel(ctx), c.ID, added)
}

// Edit changes values of a user, and gives the user as they are then.
func (u *Users) Edit(ctx context.Context, c partner.Customer, user partner.User, edit partner.UserEdit) (partner.User, error) {
	detail := describe(edit)
	if detail == "" {
		return user, nil
	}
	err := u.write(ctx, c, partner.ActionUserEdited, user.PrincipalName, detail, partner.DeedEditUser,
		func(ctx context.Context, requestID string) (string, error) {
			return u.client.EditUser(ctx, c.ID, user.ID, edit, requestID)
		})
	if err != nil {
		return user, err
	}
	return u.readAgain(ctx, c.ID, user)
}

// ResetPassword gives a user another password.
func (u *Users) ResetPassword(ctx context.Context, c partner.Customer, user partner.User, password partner.Password, forceChange bool) error {
	if why := password.Fault(user.PrincipalName); why != "" && !u.core.options.Rehearse {
		return partner.NewError(partner.CodeInvalidInput, "password-"+string(why), nil)
	}
	return u.write(ctx, c, partner.ActionPasswordReset, user.PrincipalName, "", partner.DeedResetPassword,
		func(ctx context.Context, requestID string) (string, error) {
			return u.client.ResetPassword(ctx, c.ID, user.ID, password, forceChange, requestID)
		})
}

// Delete deletes a user, who can be restored for 30 days.
func (u *Users) Delete(ctx context.Context, c partner.Customer, user partner.User) error {
	err := u.write(ctx, c, partner.ActionUserDeleted, user.PrincipalName, "", partner.DeedDeleteUser,
		func(ctx context.Context, requestID string) (string, error) {
			return u.client.DeleteUser(ctx, c.ID, user.ID, requestID)
		})
	if err != nil || u.core.options.Rehearse {
		return err
	}
	user.State, user.DeletedAt = "inactive", u.core.options.Now()
	user.LicensesKnown, user.Licenses = true, nil
	return u.store.PutUser(context.WithoutCancel(ctx), c.ID, user)
}

// Restore brings a deleted user back.
func (u *Users) Restore(ctx context.Context, c partner.Customer, user partner.User) error {
	err := u.write(ctx, c, partner.ActionUserRestored, user.PrincipalName, "", partner.DeedRestoreUser,
		func(ctx context.Context, requestID string) (string, error) {
			return u.client.RestoreUser(ctx, c.ID, user.ID, requestID)
		})
	if err != nil {
		return err
	}
	user.State, user.DeletedAt = "active", time.Time{}
	_, err = u.readAgain(ctx, c.ID, user)
	return err
}

// SetRole gives a user a directory role, or takes it away.
func (u *Users) SetRole(ctx context.Context, c partner.Customer, user partner.User, role partner.DirectoryRole, has bool) error {
	action := partner.ActionRoleRemoved
	if has {
		action = partner.ActionRoleAdded
	}
	return u.write(ctx, c, action, user.PrincipalName, role.ID+" "+role.Name, partner.DeedUserRoles,
		func(ctx context.Context, requestID string) (string, error) {
			if has {
				return u.client.AddRole(ctx, c.ID, role.ID, user, requestID)
			}
			return u.client.RemoveRole(ctx, c.ID, role.ID, user.ID, requestID)
		})
}

func (u *Users) write(ctx context.Context, c partner.Customer, action partner.Action, login, detail string, d partner.Deed,
	call func(ctx context.Context, requestID string) (string, error)) error {
	return u.core.do(ctx, partner.Intent{Action: action, Customer: c.ID, Subject: nameOf(c), Object: login, Detail: detail}, d, call)
}

// readAgain stores a user as they are after a write. Where they cannot be read
// they stay as they were seen: the write is done all the same.
func (u *Users) readAgain(ctx context.Context, id partner.CustomerID, user partner.User) (partner.User, error) {
	if u.core.options.Rehearse {
		return user, nil
	}
	if now, err := u.client.User(ctx, id, user.ID); err == nil {
		now.LicensesKnown, now.Licenses = user.LicensesKnown, user.Licenses
		user = now
	}
	return user, u.store.PutUser(context.WithoutCancel(ctx), id, user)
}

// values are what can be edited of a user, by the service's names.
func values(edit partner.UserEdit) []struct {
	name  string
	value *string
} {
	return []struct {
		name  string
		value *string
	}{
		{"userPrincipalName", edit.PrincipalName}, {"displayName", edit.DisplayName}, {"firstName", edit.FirstName},
		{"lastName", edit.LastName}, {"usageLocation", edit.UsageLocation},
	}
}

// describe writes an edit as the record keeps it.
func describe(edit partner.UserEdit) string {
	var parts []string
	for _, v := range values(edit) {
		if v.value != nil {
			parts = append(parts, v.name+"="+strconv.Quote(*v.value))
		}
	}
	return strings.Join(parts, " ")
}
