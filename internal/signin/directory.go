package signin

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"

	"cspdesk/internal/partner"
)

const (
	directoryPages = 50 // of up to 999 objects each, that a person's memberships are read from
	// NamesHidden is the service code of the error for a directory that lists
	// memberships without their names, because the app may not read these.
	NamesHidden = "names-hidden"
)

// Roles asks the directory for the roles of the person who is signed in: the
// security groups of Partner Center and the directory roles that they belong to,
// directly or through other groups (Microsoft Graph, "List a user's memberships
// (direct and transitive)"). It is the whole list or an error: forbidden where
// the app may not read the directory, sign-in where nobody is signed in, and
// unreachable, bad-answer and cancelled. The sign-in stays as it was.
func (s *Service) Roles(ctx context.Context) ([]partner.Role, error) {
	token, err := s.graphToken(ctx)
	if err != nil {
		return nil, err
	}
	var roles []partner.Role
	page := s.place.directory + "/v1.0/me/transitiveMemberOf?$top=999"
	for range directoryPages {
		got, err := s.memberships(ctx, page, token)
		if err != nil {
			return nil, err
		}
		for _, one := range got.Value {
			role, err := one.role()
			if err != nil {
				return nil, err
			}
			if role != "" && !slices.Contains(roles, role) {
				roles = append(roles, role)
			}
		}
		if got.Next == "" {
			slices.Sort(roles)
			return roles, nil
		}
		page = got.Next
	}
	return nil, partner.NewError(partner.CodeBadAnswer, "the directory lists more and more memberships", nil)
}

// graphToken gets a token for Microsoft Graph, with what the app has consent for
// there and without asking the person. What a refusal asks for is of no concern
// to the sign-in with Partner Center.
func (s *Service) graphToken(ctx context.Context) (string, error) {
	select {
	case s.slot <- struct{}{}:
		defer func() { <-s.slot }()
	case <-ctx.Done():
		return "", partner.NewError(partner.CodeCancelled, "", ctx.Err())
	}
	inner, x := withExchange(ctx)
	inner, h := withHold(inner)
	defer h.release()
	if err := s.shelf.take(inner, h); err != nil {
		return "", err
	}
	account, err := s.account(inner)
	if err != nil {
		return "", err
	}
	result, err := s.client.AcquireTokenSilent(inner, []string{s.place.graph + "/.default"}, public.WithSilentAccount(account))
	if err == nil {
		return result.AccessToken, nil
	}
	if r := x.refused; r != nil && !r.passing() && (r.name != "" || r.code != "") {
		return "", &partner.Error{Code: partner.CodeForbidden, Detail: r.words, ServiceCode: cmp.Or(r.code, r.name), HTTPStatus: r.status, CorrelationID: r.correlation}
	}
	return "", x.translate(ctx, s.place, s.o.Now(), err)
}

// membershipPage is a page of what a person belongs to.
type membershipPage struct {
	Value []membership `json:"value"`
	Next  string       `json:"@odata.nextLink"`
}

type membership struct {
	Type     string  `json:"@odata.type"`
	Name     *string `json:"displayName"`
	Template *string `json:"roleTemplateId"`
}

// role is the role that a membership gives; "" if none. An app that may not read
// an object gets it with type and id alone, and then nobody knows.
func (m membership) role() (partner.Role, error) {
	switch {
	case m.Type == "#microsoft.graph.group" && m.Name != nil:
		return agentGroups[strings.ToLower(strings.ReplaceAll(*m.Name, " ", ""))], nil
	case m.Type == "#microsoft.graph.directoryRole" && m.Template != nil:
		if strings.EqualFold(*m.Template, globalAdminID) {
			return partner.RoleGlobalAdmin, nil
		}
		return "", nil
	case m.Type == "#microsoft.graph.administrativeUnit":
		return "", nil
	}
	return "", &partner.Error{Code: partner.CodeForbidden, ServiceCode: NamesHidden, Detail: "the directory does not name the groups"}
}

// memberships reads a page. The token goes to the directory of the cloud alone.
func (s *Service) memberships(ctx context.Context, page, token string) (membershipPage, error) {
	host := ""
	if u, err := url.Parse(s.place.directory); err == nil {
		host = strings.ToLower(u.Host)
	}
	directory := place{authority: s.place.directory, hosts: []string{host}}
	inner, x := withExchange(ctx)
	req, err := http.NewRequestWithContext(inner, http.MethodGet, page, nil)
	if err != nil {
		return membershipPage{}, partner.NewError(partner.CodeBadAnswer, host+": the next page has no address", nil)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Accept", "application/json")
	res, err := newHTTP(directory, s.o.HTTP, s.o.Now, s.o.Log).Do(req)
	if err != nil {
		return membershipPage{}, x.translate(ctx, directory, s.o.Now(), err)
	}
	defer func() { _ = res.Body.Close() }() // it is in memory
	if res.StatusCode == http.StatusUnauthorized || res.StatusCode == http.StatusForbidden {
		return membershipPage{}, directoryRefusal(res)
	}
	if x.refused != nil {
		return membershipPage{}, x.translate(ctx, directory, s.o.Now(), nil)
	}
	var got membershipPage
	if json.NewDecoder(res.Body).Decode(&got) != nil || got.Value == nil {
		return membershipPage{}, partner.NewError(partner.CodeBadAnswer, host+": the answer is not what Microsoft Graph documents", nil)
	}
	return got, nil
}

// directoryRefusal reads the error of Microsoft Graph ("Microsoft Graph error
// responses and resource types").
func directoryRefusal(res *http.Response) error {
	var said struct {
		Error struct {
			Code string `json:"code"`
		} `json:"error"`
	}
	e := &partner.Error{Code: partner.CodeForbidden, HTTPStatus: res.StatusCode, Detail: "the directory refuses to be read"}
	if json.NewDecoder(res.Body).Decode(&said) == nil && simpleGraph().MatchString(said.Error.Code) {
		e.ServiceCode = said.Error.Code
	}
	return e
}

var simpleGraph = lazily(`^[0-9A-Za-z_]{1,64}$`)
