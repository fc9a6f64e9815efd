package signin

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// FindTenant gives the id of the tenant that a domain such as contoso.com
// belongs to; an id is given back as it is (Microsoft identity platform,
// "OpenID Connect on the Microsoft identity platform": the issuer names the
// tenant). o needs Cloud, and may have Authority and HTTP. Errors have the codes
// invalid-input, not-found, unreachable, bad-answer and not-allowed.
func FindTenant(ctx context.Context, o Options, name string) (string, error) {
	name = partner.NormaliseGUID(name)
	p, err := placeFor(o.Cloud, o.Authority)
	if err != nil || partner.ValidGUID(name) {
		return name, err
	}
	if !strings.Contains(name, ".") || strings.ContainsAny(name, "/\\?#@: ") {
		return "", partner.NewError(partner.CodeInvalidInput, fmt.Sprintf("%q is neither a tenant id nor a domain", name), nil)
	}
	return p.tenant(ctx, o, name)
}

// CheckTenant asks Microsoft Entra ID whether it knows the tenant of the options.
// Nobody signs in. Its errors are those of FindTenant.
func CheckTenant(ctx context.Context, o Options) error {
	p, err := placeFor(o.Cloud, o.Authority)
	if err != nil {
		return err
	}
	_, err = p.tenant(ctx, o, o.Tenant)
	return err
}

// tenant reads the id of a tenant, which has this id or domain, from its OpenID
// configuration.
func (p place) tenant(ctx context.Context, o Options, name string) (string, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	inner, x := withExchange(ctx)
	page := p.authority + "/" + url.PathEscape(name) + "/v2.0/.well-known/openid-configuration"
	req, err := http.NewRequestWithContext(inner, http.MethodGet, page, nil)
	if err != nil {
		return "", partner.NewError(partner.CodeInvalidInput, fmt.Sprintf("%q is neither a tenant id nor a domain", name), nil)
	}
	res, err := newHTTP(p, o.HTTP, o.Now, cmp.Or(o.Log, slog.New(slog.DiscardHandler))).Do(req)
	if err != nil {
		return "", x.translate(ctx, p, o.Now(), err)
	}
	defer func() { _ = res.Body.Close() }() // it is in memory
	if r := x.refused; r != nil {
		if r.name == "invalid_tenant" || r.status == http.StatusNotFound {
			return "", &partner.Error{Code: partner.CodeNotFound, Detail: name, ServiceCode: r.code, CorrelationID: r.correlation}
		}
		return "", x.translate(ctx, p, o.Now(), nil)
	}
	var answer struct {
		Issuer string `json:"issuer"`
	}
	if json.NewDecoder(res.Body).Decode(&answer) == nil {
		if issuer, err := url.Parse(answer.Issuer); err == nil {
			id, _, _ := strings.Cut(strings.TrimPrefix(issuer.Path, "/"), "/")
			if partner.ValidGUID(id) {
				return strings.ToLower(id), nil
			}
		}
	}
	return "", x.translate(ctx, p, o.Now(), nil)
}
