package manage

import (
	"context"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// lookAdded looks for a user of the name among all of the customer's.
func (u *Users) lookAdded(ctx context.Context, in partner.Intent) (Finding, error) {
	next := ""
	for page := 0; page < maxUserPages && (page == 0 || next != ""); page++ {
		users, following, err := u.client.UsersPage(ctx, in.Customer, false, next)
		if err != nil {
			return Finding{}, err
		}
		i := slices.IndexFunc(users, func(user partner.User) bool { return strings.EqualFold(user.PrincipalName, in.Object) })
		if i >= 0 {
			return happened(true, users[i].DisplayName), u.store.PutUser(ctx, in.Customer, users[i])
		}
		next = following
	}
	return happened(false, ""), nil
}

// user reads the user that an intent names; found is false for a deleted one,
// and known is false where nobody knows who is meant.
func (u *Users) user(ctx context.Context, in partner.Intent) (user partner.User, found, known bool, err error) {
	stored, err := u.store.UserByLogin(ctx, in.Customer, in.Object)
	if partner.CodeOf(err) == partner.CodeNotFound {
		return user, false, false, nil
	}
	if err != nil {
		return user, false, false, err
	}
	user, err = u.client.User(ctx, in.Customer, stored.ID)
	if partner.CodeOf(err) == partner.CodeNotFound || err == nil && strings.EqualFold(user.State, "inactive") {
		return stored, false, true, nil
	}
	return user, err == nil, true, err
}

// lookEdited compares the user with what was to be changed.
func (u *Users) lookEdited(ctx context.Context, in partner.Intent) (Finding, error) {
	user, found, known, err := u.user(ctx, in)
	if err != nil || !found || !known {
		return Finding{Verdict: VerdictUnknown}, err
	}
	var now partner.UserEdit
	for _, v := range []struct {
		name string
		to   **string
		is   *string
	}{
		{"userPrincipalName", &now.PrincipalName, &user.PrincipalName}, {"displayName", &now.DisplayName, &user.DisplayName},
		{"firstName", &now.FirstName, &user.FirstName}, {"lastName", &now.LastName, &user.LastName}, {"usageLocation", &now.UsageLocation, &user.UsageLocation},
	} {
		if strings.HasPrefix(in.Detail, v.name+"=\"") || strings.Contains(in.Detail, `" `+v.name+"=\"") {
			*v.to = v.is
		}
	}
	return happened(describe(now) == in.Detail, describe(now)), u.store.PutUser(ctx, in.Customer, user)
}

func (u *Users) lookDeleted(ctx context.Context, in partner.Intent) (Finding, error) {
	user, found, known, err := u.user(ctx, in)
	if err != nil || !known {
		return Finding{Verdict: VerdictUnknown}, err
	}
	if !found {
		user.State, user.DeletedAt = "inactive", u.core.options.Now()
	}
	return happened(!found, user.State), u.store.PutUser(ctx, in.Customer, user)
}

func (u *Users) lookRestored(ctx context.Context, in partner.Intent) (Finding, error) {
	user, found, known, err := u.user(ctx, in)
	if err != nil || !known {
		return Finding{Verdict: VerdictUnknown}, err
	}
	return happened(found, user.State), u.store.PutUser(ctx, in.Customer, user)
}

// lookRole reads whether the user has the role now.
func (u *Users) lookRole(ctx context.Context, in partner.Intent) (Finding, error) {
	user, found, known, err := u.user(ctx, in)
	if err != nil || !found || !known {
		return Finding{Verdict: VerdictUnknown}, err
	}
	roles, err := u.client.UserRoles(ctx, in.Customer, user.ID)
	if err != nil {
		return Finding{}, err
	}
	id, _, _ := strings.Cut(in.Detail, " ")
	has := slices.ContainsFunc(roles, func(r partner.DirectoryRole) bool { return strings.EqualFold(r.ID, id) })
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = r.Name
	}
	return happened(has == (in.Action == partner.ActionRoleAdded), strings.Join(names, ", ")), nil
}
