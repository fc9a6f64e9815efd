package partnercenter

import (
	"context"
	"net/http"
	"net/url"

	"cspdesk/internal/partner"
)

// usersPageSize is the most users that the service gives at a time.
const usersPageSize = "500"

// deletedUsers asks for the users that can still be restored.
const deletedUsers = `{"Field":"UserState","Value":"Inactive","Operator":"equals"}`

type wirePassword struct {
	Password    string `json:"password"`
	ForceChange bool   `json:"forceChangePassword"`
}

type wireObject struct {
	Type string `json:"objectType"`
}

var customerUser = wireObject{"CustomerUser"}

type wireNewUser struct {
	UsageLocation string       `json:"usageLocation,omitempty"`
	PrincipalName string       `json:"userPrincipalName"`
	FirstName     string       `json:"firstName"`
	LastName      string       `json:"lastName"`
	DisplayName   string       `json:"displayName"`
	Password      wirePassword `json:"passwordProfile"`
	Attributes    wireObject   `json:"attributes"`
}

// UsersPage reads one page of a customer's users, or of those who were deleted
// less than 30 days ago. The first page is the one after "", and following is
// "" on the last one (Partner Center, "Get a list of all user accounts of a
// customer", "View deleted users for a customer").
func (c *Client) UsersPage(ctx context.Context, id partner.CustomerID, deleted bool, next string) (users []partner.User, following string, err error) {
	at := cursor{Path: ofCustomer(id, "users") + "?size=" + usersPageSize}
	if deleted {
		at.Path += "&filter=" + url.QueryEscape(deletedUsers)
	}
	if next != "" {
		if at, err = c.parseCursor(next); err != nil {
			return nil, "", err
		}
	}
	p, err := fetch[wireUser](ctx, c, at)
	if err != nil {
		return nil, "", err
	}
	for i := range p.items {
		if p.items[i].ID != "" {
			users = append(users, p.items[i].user())
		}
	}
	return users, p.next.String(), nil
}

// User reads one user of a customer; CodeNotFound for a deleted one.
func (c *Client) User(ctx context.Context, id partner.CustomerID, userID string) (partner.User, error) {
	w, err := one[wireUser](ctx, c, ofCustomer(id, "users", userID))
	if err == nil && w.ID == "" {
		err = badAnswer("the answer holds no user", nil)
	}
	return w.user(), err
}

// AddUser adds a user to a customer's directory and gives it with its id. The
// answer of the service repeats the password; it is not read (Partner Center,
// "Create user accounts for a customer").
func (c *Client) AddUser(ctx context.Context, id partner.CustomerID, user partner.NewUser, requestID string) (partner.User, string, error) {
	got, err := c.change(ctx, change{
		method: http.MethodPost, path: ofCustomer(id, "users"), request: requestID,
		body: wireNewUser{
			UsageLocation: user.UsageLocation, PrincipalName: user.PrincipalName, FirstName: user.FirstName, LastName: user.LastName,
			DisplayName: user.DisplayName, Password: wirePassword{user.Password.Reveal(), user.ForceChange}, Attributes: customerUser,
		},
	})
	if err != nil {
		return partner.User{}, got.correlation, err
	}
	w, err := decode[wireUser](got.body)
	if err != nil || w.ID == "" {
		return partner.User{}, got.correlation, &partner.Error{
			Code: partner.CodeBadAnswer, Detail: "the answer holds no user", CorrelationID: got.correlation, Unclear: true,
		}
	}
	return w.user(), got.correlation, nil
}

// EditUser changes some values of a user and sends every other one back as it
// was (Partner Center, "Update user accounts for a customer").
func (c *Client) EditUser(ctx context.Context, id partner.CustomerID, userID string, edit partner.UserEdit, requestID string) (correlation string, err error) {
	changes := edits{}
	for name, value := range map[string]*string{
		"userPrincipalName": edit.PrincipalName, "displayName": edit.DisplayName, "firstName": edit.FirstName,
		"lastName": edit.LastName, "usageLocation": edit.UsageLocation,
	} {
		if value != nil {
			changes[name] = *value
		}
	}
	got, err := c.edit(ctx, http.MethodPatch, requestID, ofCustomer(id, "users", userID), changes)
	return got.correlation, err
}

// ResetPassword gives a user another password. It is not offered in the US
// Government cloud and by 21Vianet (Partner Center, "Reset user password for a
// customer").
func (c *Client) ResetPassword(ctx context.Context, id partner.CustomerID, userID string, password partner.Password, forceChange bool, requestID string) (correlation string, err error) {
	got, err := c.change(ctx, change{
		method: http.MethodPatch, path: ofCustomer(id, "users", userID, "resetpassword"), request: requestID,
		body: struct {
			Password   wirePassword `json:"passwordProfile"`
			Attributes wireObject   `json:"attributes"`
		}{wirePassword{password.Reveal(), forceChange}, customerUser},
	})
	return got.correlation, err
}

// DeleteUser deletes a user, who can be restored for 30 days (Partner Center,
// "Delete a user account for a customer").
func (c *Client) DeleteUser(ctx context.Context, id partner.CustomerID, userID, requestID string) (correlation string, err error) {
	got, err := c.change(ctx, change{method: http.MethodDelete, path: ofCustomer(id, "users", userID), request: requestID})
	return got.correlation, err
}

// RestoreUser brings back a user who was deleted less than 30 days ago (Partner
// Center, "Restore a deleted user for a customer").
func (c *Client) RestoreUser(ctx context.Context, id partner.CustomerID, userID, requestID string) (correlation string, err error) {
	got, err := c.change(ctx, change{
		method: http.MethodPatch, path: ofCustomer(id, "users", userID), request: requestID,
		body: struct {
			State      string     `json:"state"`
			Attributes wireObject `json:"attributes"`
		}{"active", customerUser},
	})
	return got.correlation, err
}
