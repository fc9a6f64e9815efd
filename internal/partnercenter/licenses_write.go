package partnercenter

import (
	"context"
	"net/http"

	"cspdesk/internal/partner"
)

type wireGrant struct {
	SkuID    string   `json:"skuId"`
	Excluded []string `json:"excludedPlans"`
}

type wireLicenseUpdate struct {
	Assign     []wireGrant `json:"licensesToAssign,omitempty"`
	Remove     []string    `json:"licensesToRemove,omitempty"`
	Attributes wireObject  `json:"attributes"`
}

// wireLicenseWarnings is the part of the answer that says what the service left
// out of what it did.
type wireLicenseWarnings struct {
	Warnings []struct {
		Code    text `json:"code"`
		Message text `json:"message"`
	} `json:"licenseWarnings"`
}

// ChangeLicenses assigns licenses to a user and takes others away, all of one
// group. The user needs a usage location first. Warnings are the service's own
// words about what it did otherwise than asked (Partner Center, "Assign licenses
// to a user").
func (c *Client) ChangeLicenses(ctx context.Context, id partner.CustomerID, userID string, wanted partner.LicenseChange, requestID string) (warnings []string, correlation string, err error) {
	update := wireLicenseUpdate{Remove: wanted.Remove, Attributes: wireObject{"LicenseUpdate"}}
	for _, grant := range wanted.Assign {
		off := grant.Off
		if off == nil {
			off = []string{} // as the service documents it
		}
		update.Assign = append(update.Assign, wireGrant{grant.SkuID, off})
	}
	got, err := c.change(ctx, change{
		method: http.MethodPost, path: ofCustomer(id, "users", userID, "licenseupdates"), request: requestID, body: update,
	})
	if err != nil || len(got.body) == 0 {
		return nil, got.correlation, err
	}
	said, err := decode[wireLicenseWarnings](got.body)
	if err != nil { // it was done all the same: the status says so
		return nil, got.correlation, nil
	}
	for _, w := range said.Warnings {
		if words := first(w.Message, w.Code); words != "" {
			warnings = append(warnings, clip(words))
		}
	}
	return warnings, got.correlation, nil
}
