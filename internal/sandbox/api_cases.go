package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// caseBody is a service request as answers have it. The enums are numbers in
// lists and words elsewhere.
type caseBody struct {
	ID            string       `json:"id"`
	Title         string       `json:"title"`
	Description   string       `json:"description"`
	Severity      any          `json:"severity"`
	Status        any          `json:"status"`
	TopicID       string       `json:"supportTopicId"`
	TopicName     string       `json:"supportTopicName"`
	Organization  *caseOrg     `json:"organization,omitempty"`
	Contact       caseContact  `json:"primaryContact"`
	LastUpdatedBy caseContact  `json:"lastUpdatedBy"`
	ProductName   string       `json:"productName,omitempty"`
	Created       string       `json:"createdDate"`
	Modified      string       `json:"lastModifiedDate"`
	Closed        string       `json:"lastClosedDate"`
	Notes         []caseRemark `json:"notes,omitempty"`
	CountryCode   string       `json:"countryCode"`
	FileLinks     []any        `json:"fileLinks"`
	Attributes    attributes   `json:"attributes"`
}

type caseOrg struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	PhoneNumber string `json:"phoneNumber,omitempty"`
}

type caseContact struct {
	ContactID   string `json:"contactId,omitempty"`
	FirstName   string `json:"firstName"`
	LastName    string `json:"lastName"`
	Email       string `json:"email,omitempty"`
	PhoneNumber string `json:"phoneNumber,omitempty"`
}

type caseRemark struct {
	By   string `json:"createdByName"`
	At   string `json:"createdDate"`
	Text string `json:"text"`
}

// neverHappened is how the service writes the date of what has not happened.
const neverHappened = "0001-01-01T00:00:00"

func (c *call) caseBody(one supportCase, inList bool) caseBody {
	contact := caseContact{FirstName: "Anja", LastName: "Krüger", Email: "anja.krueger@" + partnerDomain, PhoneNumber: "+49 89 5550100"}
	b := caseBody{
		ID: one.ID, Title: one.Title, Description: one.Description, Severity: one.Severity, Status: one.Status, TopicID: one.Topic,
		Contact: contact, LastUpdatedBy: contact, ProductName: one.Product, Created: noZone(one.Created), Modified: sevenDigits(one.Modified), Closed: neverHappened,
		CountryCode: partnerCountry, FileLinks: []any{}, Attributes: attributes{ObjectType: "ServiceRequest"},
	}
	if !one.Closed.IsZero() {
		b.Closed = noZone(one.Closed)
	}
	if i := slices.IndexFunc(topics, func(t topic) bool { return t.ID == one.Topic }); i >= 0 {
		b.TopicName = topics[i].Name
	}
	if t, ok := c.center.tenant(one.Tenant); ok {
		b.Organization = &caseOrg{ID: t.id, Name: t.billing.Company}
	}
	if inList {
		return b
	}
	b.Severity, b.Status = caseSeverities[one.Severity], caseStates[one.Status]
	for _, n := range one.Notes {
		b.Notes = append(b.Notes, caseRemark{n.By, sevenDigits(n.At), n.Text})
	}
	return b
}

// serviceRequests lists the requests of the customer, or of all.
func (c *call) serviceRequests() (reply, *problem) {
	all := c.center.casesFor(c.tenant.id)
	if text := c.query.Get("status"); text != "" {
		status, ok := member(caseStates, text)
		if !ok {
			return reply{}, invalidField("status", "The status is not known.")
		}
		all = slices.DeleteFunc(all, func(one supportCase) bool { return one.Status != status })
	}
	offset, err := strconv.Atoi(c.query.Get("offset"))
	if c.query.Get("offset") != "" && (err != nil || offset < 0) {
		return reply{}, invalidField("offset", "offset must be a number from 0.")
	}
	size, bad := c.pageSize()
	if bad != nil {
		return reply{}, bad
	}
	all = all[min(offset, len(all)):]
	var items []caseBody
	for _, one := range all[:min(size, len(all))] {
		items = append(items, c.caseBody(one, true))
	}
	return reply{body: collect(items, nil)}, nil
}

// member gives the place of an enum's member that is sent as a word or a number.
func member(of []string, text string) (int, bool) {
	text = strings.Trim(text, `"`)
	if n, err := strconv.Atoi(text); err == nil {
		return n, n > 0 && n < len(of)
	}
	i := slices.IndexFunc(of, func(word string) bool { return strings.EqualFold(word, text) })
	return i, i > 0
}

// findCase gives the request in the address, of the customer if one is named.
func (c *call) findCase() (supportCase, *problem) {
	one, ok := c.center.caseByID(c.values["request"])
	if !ok || c.tenant.id != "" && one.Tenant != c.tenant.id {
		return supportCase{}, &problem{status: 404, code: 1000, description: "The service request was not found.", data: []any{c.values["request"]}}
	}
	return one, nil
}

func (c *call) serviceRequest() (reply, *problem) {
	one, bad := c.findCase()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: c.caseBody(one, false)}, nil
}

type caseAsked struct {
	Title          *string
	Description    *string
	Severity       json.RawMessage
	Status         json.RawMessage
	SupportTopicID *string
	NewNote        *struct{ Text string }
	Organization   *struct{ ID string }
}

const (
	maxTitle = 200
	maxText  = 10_000 // characters of a description or note
)

// changeServiceRequest adds a note, closes or reopens a request, or changes
// its title ("Update a service request").
func (c *call) changeServiceRequest() (reply, *problem) {
	one, bad := c.findCase()
	if bad != nil {
		return reply{}, bad
	}
	var asked caseAsked
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	now := c.center.now().UTC()
	if asked.Status != nil && string(asked.Status) != "null" {
		status, ok := member(caseStates, string(asked.Status))
		if !ok || status != caseOpen && status != caseClosed {
			return reply{}, invalidField("status", "A request can be closed and opened again.")
		}
		if one.Status = status; status == caseClosed {
			one.Closed = now
		}
	}
	if asked.Title != nil {
		if one.Title = strings.TrimSpace(*asked.Title); one.Title == "" || !plainText(one.Title, maxTitle) {
			return reply{}, invalidField("title", "title is missing or too long.")
		}
	}
	if asked.NewNote != nil {
		if strings.TrimSpace(asked.NewNote.Text) == "" || !longText(asked.NewNote.Text) {
			return reply{}, invalidField("newNote", "The note is empty or too long.")
		}
		one.Notes = append(slices.Clone(one.Notes), caseNote{By: "Anja Krüger", At: now, Text: asked.NewNote.Text})
	}
	one.Modified = now
	c.delta.Requests = append(c.delta.Requests, one)
	return reply{body: c.caseBody(one, false)}, nil
}

// longText reports whether a text of several lines can be kept.
func longText(text string) bool {
	return plainText(strings.NewReplacer("\r", "", "\n", "", "\t", "").Replace(text), maxText)
}

// openServiceRequest opens a request, for a customer if the address or the
// organization names one. Microsoft's pages of today document no such call and
// the service may answer 404; the fault 404:path=/v1/servicerequests/ plays that.
func (c *call) openServiceRequest() (reply, *problem) {
	var asked caseAsked
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	if locale := c.values["locale"]; len(locale) < 5 || locale[2] != '-' {
		return reply{}, invalidField("agentLocale", "The agent's locale is not of the form en-US.")
	}
	one, bad := c.checkCase(asked)
	if bad != nil {
		return reply{}, bad
	}
	if bad := c.caseTenant(&one, asked); bad != nil {
		return reply{}, bad
	}
	one.ID, one.Status = c.center.nextCase(), caseOpen
	one.Created = c.center.now().UTC()
	one.Modified = one.Created
	c.delta.Requests = append(c.delta.Requests, one)
	return reply{status: http.StatusCreated, body: c.caseBody(one, false)}, nil
}

func (c *call) checkCase(asked caseAsked) (supportCase, *problem) {
	severity, known := member(caseSeverities, string(asked.Severity))
	switch {
	case asked.Title == nil || strings.TrimSpace(*asked.Title) == "" || !plainText(*asked.Title, maxTitle):
		return supportCase{}, invalidField("title", "title is missing or too long.")
	case asked.Description == nil || strings.TrimSpace(*asked.Description) == "" || !longText(*asked.Description):
		return supportCase{}, invalidField("description", "description is missing or too long.")
	case !known:
		return supportCase{}, invalidField("severity", "severity is missing or not known.")
	case asked.SupportTopicID == nil || !slices.ContainsFunc(topics, func(t topic) bool { return t.ID == *asked.SupportTopicID }):
		return supportCase{}, invalidField("supportTopicId", "supportTopicId is missing or not known.")
	}
	return supportCase{Title: strings.TrimSpace(*asked.Title), Description: *asked.Description, Severity: severity, Topic: *asked.SupportTopicID}, nil
}

// caseTenant names the customer of a request. Without admin rights none can be
// opened in a customer's name.
func (c *call) caseTenant(one *supportCase, asked caseAsked) *problem {
	t := c.tenant
	if t.id == "" && asked.Organization != nil && asked.Organization.ID != "" {
		found, ok := c.center.tenant(asked.Organization.ID)
		if !ok || !c.center.isCustomer(found) {
			return invalidField("organization", "The organization is not a customer of this partner.")
		}
		t = found
	}
	if t.id != "" && !t.granular {
		return &problem{status: 403, code: 900308, description: "A granular role in the customer's tenant is missing.", data: []any{supportAdmin.roles[0]}}
	}
	one.Tenant = t.id
	return nil
}

func (c *call) supportTopics() (reply, *problem) { return reply{body: collect(topics, nil)}, nil }
