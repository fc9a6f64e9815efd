package partnercenter

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

const requestsPath = "/v1/servicerequests"

type wireContactOf struct {
	TenantID text `json:"supportTenantId"`
	MPNID    text `json:"supportMpnId"`
	Name     text `json:"name"`
}

// SupportContact reads who is named to a customer for help with a subscription
// ("Get a support contact").
func (c *Client) SupportContact(ctx context.Context, id partner.CustomerID, subscription string) (partner.SupportContact, error) {
	w, err := one[wireContactOf](ctx, c, ofCustomer(id, "subscriptions", subscription, "supportcontact"))
	return partner.SupportContact{TenantID: strings.ToLower(string(w.TenantID)), MPNID: string(w.MPNID), Name: string(w.Name)}, err
}

// SetSupportContact names another partner to a customer for help with a
// subscription ("Update a support contact").
func (c *Client) SetSupportContact(ctx context.Context, id partner.CustomerID, subscription string, contact partner.SupportContact, requestID string) (correlation string, err error) {
	got, err := c.edit(ctx, http.MethodPut, requestID, ofCustomer(id, "subscriptions", subscription, "supportcontact"), edits{
		"supportTenantId": contact.TenantID, "supportMpnId": contact.MPNID, "name": contact.Name,
	})
	return got.correlation, err
}

const (
	supportProfilePath    = "/v1/profiles/support"
	supportProfileWriting = "/v1/profiles/supportprofile" // another path than for reading, as documented
)

// SupportProfile reads how customers reach the partner ("Get support profile").
func (c *Client) SupportProfile(ctx context.Context) (partner.SupportProfile, error) {
	w, err := one[struct {
		Email     text `json:"email"`
		Telephone text `json:"telephone"`
		Website   text `json:"website"`
	}](ctx, c, supportProfilePath)
	return partner.SupportProfile{Email: string(w.Email), Telephone: string(w.Telephone), Website: string(w.Website)}, err
}

// SetSupportProfile changes how customers reach the partner. The documentation
// and Microsoft's own library name two paths: where the first is not there,
// nothing was done and the second is taken ("Update support profile").
func (c *Client) SetSupportProfile(ctx context.Context, p partner.SupportProfile, requestID string) (correlation string, err error) {
	before, etag, err := c.resource(ctx, supportProfilePath)
	if err != nil {
		return "", err
	}
	body, err := edited(before.body, edits{"email": p.Email, "telephone": p.Telephone, "website": p.Website})
	if err != nil {
		return "", before.blame(err)
	}
	ch := change{method: http.MethodPut, path: supportProfileWriting, request: requestID, ifMatch: etag, body: body}
	got, err := c.change(ctx, ch)
	if partner.CodeOf(err) == partner.CodeNotFound {
		ch.path = supportProfilePath
		got, err = c.change(ctx, ch)
	}
	return got.correlation, err
}

// severities and statuses are the names of the values that the list may send as
// numbers ("Service request resources").
var (
	severities = []string{"unknown", "critical", "moderate", "minimal"}
	statuses   = []string{"none", "open", "closed", "attention_needed"}
)

// enum reads a value that came as a number or as a name in any case.
func enum(value text, names []string) string {
	if len(value) == 1 && value[0] >= '0' && int(value[0]-'0') < len(names) {
		return names[value[0]-'0']
	}
	name := strings.ToLower(string(value))
	if name == "attentionneeded" {
		return "attention_needed"
	}
	return name
}

type wireRequest struct {
	ID           text `json:"id"`
	Title        text `json:"title"`
	Description  text `json:"description"`
	Severity     text `json:"severity"`
	Status       text `json:"status"`
	Topic        text `json:"supportTopicName"`
	Product      text `json:"productName"`
	Organization struct {
		ID   text `json:"id"`
		Name text `json:"name"`
	} `json:"organization"`
	Contact struct {
		FirstName text `json:"firstName"`
		LastName  text `json:"lastName"`
		Email     text `json:"email"`
	} `json:"primaryContact"`
	Created  moment `json:"createdDate"`
	Modified moment `json:"lastModifiedDate"`
	Closed   moment `json:"lastClosedDate"`
	Notes    []struct {
		By   text   `json:"createdByName"`
		At   moment `json:"createdDate"`
		Text text   `json:"text"`
	} `json:"notes"`
}

func (w *wireRequest) request() partner.ServiceRequest {
	contact := strings.TrimSpace(string(w.Contact.FirstName + " " + w.Contact.LastName))
	if w.Contact.Email != "" {
		contact = strings.TrimSpace(contact + " <" + string(w.Contact.Email) + ">")
	}
	r := partner.ServiceRequest{
		ID: string(w.ID), Title: string(w.Title), Description: string(w.Description),
		Severity: partner.Severity(enum(w.Severity, severities)), Status: partner.RequestStatus(enum(w.Status, statuses)),
		Topic: string(w.Topic), Product: string(w.Product), Organization: string(w.Organization.Name), Contact: contact,
		Created: w.Created.Time, Modified: w.Modified.Time, Closed: w.Closed.Time,
	}
	for _, n := range w.Notes {
		r.Notes = append(r.Notes, partner.RequestNote{By: string(n.By), At: n.At.Time, Text: string(n.Text)})
	}
	slices.SortStableFunc(r.Notes, func(a, b partner.RequestNote) int { return a.At.Compare(b.At) })
	return r
}

// ServiceRequests reads the service requests of a customer ("Get all service
// requests for a customer").
func (c *Client) ServiceRequests(ctx context.Context, id partner.CustomerID) ([]partner.ServiceRequest, error) {
	list, err := collect[wireRequest](ctx, c, ofCustomer(id, "servicerequests"))
	if err != nil {
		return nil, err
	}
	requests := make([]partner.ServiceRequest, 0, len(list))
	for _, w := range list {
		if w.ID != "" {
			requests = append(requests, w.request())
		}
	}
	return requests, nil
}

// ServiceRequest reads one service request with its notes ("Get a service
// request by ID").
func (c *Client) ServiceRequest(ctx context.Context, request string) (partner.ServiceRequest, error) {
	path, err := requestPath(request)
	if err != nil {
		return partner.ServiceRequest{}, err
	}
	w, err := one[wireRequest](ctx, c, path)
	if err == nil && w.ID == "" {
		err = badAnswer("the answer holds no service request", nil)
	}
	return w.request(), err
}

// AddRequestNote adds a note to a service request. The notes of a request are
// read-only; a new one is a member of its own ("Update a service request").
func (c *Client) AddRequestNote(ctx context.Context, request, note, requestID string) (correlation string, err error) {
	return c.patchRequest(ctx, request, map[string]any{"newNote": map[string]string{"text": note}}, requestID)
}

// CloseRequest closes a service request.
func (c *Client) CloseRequest(ctx context.Context, request, requestID string) (correlation string, err error) {
	return c.patchRequest(ctx, request, map[string]any{"status": partner.RequestClosed}, requestID)
}

// patchRequest sends what changes alone, as documented for this resource.
func (c *Client) patchRequest(ctx context.Context, request string, body any, requestID string) (string, error) {
	path, err := requestPath(request)
	if err != nil {
		return "", err
	}
	got, err := c.change(ctx, change{method: http.MethodPatch, path: path, request: requestID, body: body})
	return got.correlation, err
}

// requestPath is where a service request is. Its number is digits; nothing else
// can be found.
func requestPath(number string) (string, error) {
	if number == "" || strings.Trim(number, "0123456789") != "" {
		return "", partner.NewError(partner.CodeNotFound, number, nil)
	}
	return requestsPath + "/" + number, nil
}

// SupportTopics reads what a service request can be about. CodeNotFound says
// that service requests are not opened this way at this service.
func (c *Client) SupportTopics(ctx context.Context) ([]partner.SupportTopic, error) {
	list, err := collect[struct {
		ID          text `json:"id"`
		Name        text `json:"name"`
		Description text `json:"description"`
	}](ctx, c, requestsPath+"/supporttopics")
	if err != nil {
		return nil, notHere(err)
	}
	topics := make([]partner.SupportTopic, 0, len(list))
	for _, t := range list {
		topics = append(topics, partner.SupportTopic{ID: string(t.ID), Name: string(t.Name), Description: string(t.Description)})
	}
	return topics, nil
}

// OpenRequest opens a service request for a customer and gives its number. The
// call is gone from Microsoft's documentation: CodeNotFound says that the
// service does not have it, and that nothing was done.
func (c *Client) OpenRequest(ctx context.Context, r partner.NewRequest, contact partner.SupportProfile, requestID string) (number, correlation string, err error) {
	got, err := c.change(ctx, change{
		method: http.MethodPost, path: requestsPath + "/" + url.PathEscape(c.options.Locale), request: requestID,
		body: map[string]any{
			"title": r.Title, "description": r.Text, "severity": r.Severity, "supportTopicId": r.Topic.ID,
			"organization":   map[string]string{"id": string(r.Customer.ID), "name": r.Customer.CompanyName},
			"primaryContact": map[string]string{"email": contact.Email, "phoneNumber": contact.Telephone},
			"attributes":     map[string]string{"objectType": "ServiceRequest"},
		},
	})
	if err != nil {
		return "", got.correlation, notHere(err)
	}
	w, _ := decode[wireRequest](got.body) // opened all the same; the list names it
	return string(w.ID), got.correlation, nil
}

// notHere turns the refusal of a path or a method into CodeNotFound.
func notHere(err error) error {
	if e, ok := errors.AsType[*partner.Error](err); ok && (e.HTTPStatus == http.StatusMethodNotAllowed || e.HTTPStatus == http.StatusNotImplemented) {
		missing := *e
		missing.Code, missing.Unclear = partner.CodeNotFound, false
		return &missing
	}
	return err
}
