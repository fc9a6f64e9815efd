package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
)

// documentedCode is an error of the service: with which status it comes, and
// what it says (Partner Center, "REST error codes").
type documentedCode struct {
	status int
	says   string
}

// documentedCodes are the errors that code=CODE can produce without a status.
var documentedCodes = map[string]documentedCode{
	"400":    {http.StatusUnauthorized, "Access denied."},
	"800001": {http.StatusUnauthorized, "The access token is missing."},
	"900420": {http.StatusUnauthorized, "The audience of the token is not valid."},

	"3000":   {http.StatusBadRequest, "A property is not valid."},
	"800002": {http.StatusBadRequest, "The input is not valid."},
	"900118": {http.StatusBadRequest, "The customer id is not valid."},
	"2055":   {http.StatusBadRequest, "The ETag is not the current one."},
	"2001":   {http.StatusBadRequest, "The subscription is suspended."},
	"800091": {http.StatusBadRequest, "The subscription was deleted."},
	"2011":   {http.StatusBadRequest, "The subscription is not activated."},
	"800081": {http.StatusBadRequest, "The subscription is not activated."},
	"2002":   {http.StatusBadRequest, "The quantity is outside of what the offer allows."},
	"800095": {http.StatusBadRequest, "The quantity is above the maximum."},
	"900275": {http.StatusBadRequest, "The quantity is below the minimum."},
	"800090": {http.StatusBadRequest, "The quantity cannot be reduced now."},
	"900214": {http.StatusBadRequest, "The hours in which the quantity may be reduced have passed."},
	"900257": {http.StatusBadRequest, "The days in which the quantity may be reduced have passed."},
	"900117": {http.StatusBadRequest, "The days in which it may be canceled have passed."},
	"900213": {http.StatusBadRequest, "The hours in which it may be canceled have passed."},
	"800093": {http.StatusBadRequest, "Automatic renewal is not allowed."},
	"2054":   {http.StatusBadRequest, "The billing cycle cannot be changed here."},
	"900279": {http.StatusBadRequest, "No updates are allowed."},
	"900280": {http.StatusBadRequest, "No more updates are allowed."},
	"900277": {http.StatusBadRequest, "The update is not allowed."},
	"900311": {http.StatusBadRequest, "No updates are allowed."},
	"60012":  {http.StatusBadRequest, "There are no licenses left."},
	"900316": {http.StatusBadRequest, "The kind of token is not supported here."},
	"600061": {http.StatusBadRequest, "An agreement with this contact exists."},
	"600002": {http.StatusBadRequest, "An organization registration number is not allowed."},
	"600049": {http.StatusBadRequest, "The organization registration number is missing."},
	"600050": {http.StatusBadRequest, "The organization registration number has the wrong format."},
	"600051": {http.StatusBadRequest, "The phone number is missing."},
	"800009": {http.StatusBadRequest, "A line of the cart is not valid."},
	"800065": {http.StatusBadRequest, "The cart was submitted before."},
	"800010": {http.StatusBadRequest, "There is no inventory."},
	"800017": {http.StatusBadRequest, "There is no inventory."},
	"900203": {http.StatusBadRequest, "The attestation of a line is missing."},
	"900206": {http.StatusBadRequest, "The attestation of the partner on record is missing."},
	"800018": {http.StatusBadRequest, "The limit of the integration sandbox is reached."},
	"900127": {http.StatusBadRequest, "Not supported in this environment."},

	"900329": {http.StatusForbidden, "App-only authentication is not supported for this resource."},
	"900308": {http.StatusForbidden, "A role is missing."},
	"900150": {http.StatusForbidden, "The user is not allowed to do this."},
	"2032":   {http.StatusForbidden, "The user is not allowed to do this."},
	"900309": {http.StatusForbidden, "Conditional Access of the customer blocks the token."},
	"90000":  {http.StatusForbidden, "AADSTS50076: Multi-factor authentication is needed."},
	"20002":  {http.StatusForbidden, "The partner has no commerce relationship with this customer."},
	"2030":   {http.StatusForbidden, "The partner is not onboarded for this country."},
	"13605":  {http.StatusForbidden, "The Microsoft Customer Agreement is not accepted."},
	"800073": {http.StatusForbidden, "The customer is under review."},
	"800074": {http.StatusForbidden, "The customer is not approved."},
	"800075": {http.StatusForbidden, "The customer is not approved."},
	"900416": {http.StatusForbidden, "The customer is locked."},
	"800039": {http.StatusForbidden, "The program is not active."},
	"900149": {http.StatusForbidden, "The Microsoft Partner Agreement is not signed."},
	"900124": {http.StatusForbidden, "The reseller has not signed the Microsoft Partner Agreement."},
	"900123": {http.StatusForbidden, "The Microsoft Partner Agreement is not signed."},
	"400030": {http.StatusForbidden, "The target segment is refused."},
	"400036": {http.StatusForbidden, "The target view is refused."},
	"800019": {http.StatusForbidden, "This order cannot be canceled."},
	"800066": {http.StatusForbidden, "A limit is reached."},
	"800088": {http.StatusForbidden, "A risk check refused the purchase."},
	"900263": {http.StatusForbidden, "Not for legacy subscriptions."},

	"1000":   {http.StatusNotFound, "The resource was not found."},
	"60002":  {http.StatusNotFound, "The user was not found."},
	"60003":  {http.StatusNotFound, "The tenant was not found."},
	"20000":  {http.StatusNotFound, "The order was not found."},
	"20003":  {http.StatusNotFound, "The subscription was not found."},
	"400013": {http.StatusNotFound, "The product was not found."},
	"400018": {http.StatusNotFound, "The SKU was not found."},
	"400019": {http.StatusNotFound, "The availability was not found."},

	"800060": {http.StatusConflict, "Another operation is in progress."},
	"800064": {http.StatusConflict, "The cart is busy."},
	"800082": {http.StatusConflict, "The subscription is busy."},
	"900278": {http.StatusConflict, "A change is pending."},
	"800014": {http.StatusConflict, "The parent subscription is not active."},
	"27009":  {http.StatusConflict, "The parent subscription is not active."},

	"800003": {http.StatusInternalServerError, "An internal error occurred."},
	"900192": {http.StatusInternalServerError, "An internal error occurred."},
	"900225": {http.StatusServiceUnavailable, "A service behind this one does not answer."},

	"400072": {http.StatusOK, "The item is not available."},
}

// writeCode writes the body of an error code. Codes come as text and as
// numbers; here those with six digits come as text.
func (f *fault) writeCode(w io.Writer) {
	says := documentedCodes[f.code].says
	if says == "" {
		says = "Fault of the practice Partner Center."
	}
	var code any = json.Number(f.code)
	if len(f.code) >= 6 {
		code = f.code
	}
	body, _ := json.Marshal(map[string]any{"code": code, "description": says, "data": []any{}, "source": "PartnerFD"}) // always can be written
	_, _ = w.Write(body)
}
