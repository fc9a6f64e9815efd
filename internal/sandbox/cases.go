package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// supportCase is a service request.
type supportCase struct {
	ID          string     `json:"id"`               // digits
	Tenant      string     `json:"tenant,omitempty"` // of the customer; "" for one of the partner itself
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Severity    int        `json:"severity"` // index in caseSeverities
	Status      int        `json:"status"`   // index in caseStates
	Topic       string     `json:"topic"`
	Product     string     `json:"product,omitempty"`
	Created     time.Time  `json:"created"`
	Modified    time.Time  `json:"modified"`
	Closed      time.Time  `json:"closed,omitzero"`
	Notes       []caseNote `json:"notes,omitempty"`
}

type caseNote struct {
	By   string    `json:"by"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// The members of the enums (Service request resources).
var (
	caseSeverities = []string{"unknown", "critical", "moderate", "minimal"}
	caseStates     = []string{"none", "open", "closed", "attention_needed"}
)

const (
	caseOpen   = 1
	caseClosed = 2
)

// topic is what a service request is about.
type topic struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

var topics = []topic{
	{"31810", "Exchange Online", "Mail, calendars and mailboxes"},
	{"31811", "Microsoft Teams", "Meetings, calls and chats"},
	{"31812", "Licensing and subscriptions", "Seats, renewals and activation"},
	{"31813", "Identity", "Users, passwords and sign-in"},
	{"31814", "Partner Center", "Customers, orders and relationships"},
}

// The ids of service requests: those from the start are computed from the
// customer and read back, those opened here are counted.
const (
	caseHead   = "615"
	caseOpened = "616"
)

func caseID(t ref, i int) string { return fmt.Sprintf("%s%d%010d%d", caseHead, t.kind, t.entity, i) }

// readCaseID gives the customer behind the id of a request from the start.
func readCaseID(id string) (ref, bool) {
	digits, ok := strings.CutPrefix(id, caseHead)
	if !ok || len(digits) != 12 || strings.Trim(digits, "0123456789") != "" {
		return ref{}, false
	}
	entity, err := strconv.ParseUint(digits[1:11], 10, 40)
	return ref{kind: kind(digits[0] - '0'), entity: entity}, err == nil
}

// casesOf gives the requests that a customer has from the start, oldest number first:
// none for those who have just joined.
func (w world) casesOf(t tenant) []supportCase {
	if t.fresh {
		return nil
	}
	d := w.dice(t.ref, 7)
	var all []supportCase
	for i := range d.below(3) {
		created := firstPurchase.AddDate(0, 0, d.below(900))
		title := pick(&d, []string{"Mail is not delivered", "Teams meeting without sound", "License cannot be assigned"})
		one := supportCase{
			ID: caseID(t.ref, i), Tenant: t.id, Title: title, Description: title + ". It began this morning and several users see it.",
			Severity: 1 + d.below(3), Status: 1 + d.below(3), Topic: topics[i].ID, Product: "Office 365", Created: created, Modified: created.Add(30 * time.Hour),
			Notes: []caseNote{{By: "Microsoft Support", At: created.Add(4 * time.Hour), Text: "We are looking into it and come back to you within a day."}},
		}
		if one.Status == caseClosed {
			one.Closed = one.Modified
		}
		all = append(all, one)
	}
	return all
}

// shownCases bounds the customers whose requests from the start are in the
// partner's list.
const shownCases = 100

// cases gives the service requests of a customer, or of the partner and its
// customers where id is "": those from the start, then those opened here.
func (c *center) casesFor(id string) []supportCase {
	var all []supportCase
	if id != "" {
		if t, ok := c.tenant(id); ok {
			all = c.world.casesOf(t)
		}
	} else {
		for i := range min(c.world.count, shownCases) {
			all = append(all, c.world.casesOf(c.world.customer(i))...)
		}
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	for i := range all {
		if changed, ok := c.cases[all[i].ID]; ok {
			all[i] = changed
		}
	}
	for _, number := range slices.Sorted(maps.Keys(c.cases)) {
		one := c.cases[number]
		known := slices.ContainsFunc(all, func(a supportCase) bool { return a.ID == one.ID })
		if !known && (id == "" || one.Tenant == id) {
			all = append(all, one)
		}
	}
	return all
}

// caseByID finds a service request.
func (c *center) caseByID(id string) (supportCase, bool) {
	c.mu.RLock()
	one, ok := c.cases[id]
	c.mu.RUnlock()
	if ok {
		return one, true
	}
	r, ok := readCaseID(id)
	if !ok {
		return supportCase{}, false
	}
	t, ok := c.tenant(c.world.cipher.guid(r))
	if !ok || !c.isCustomer(t) {
		return supportCase{}, false
	}
	for _, one := range c.world.casesOf(t) {
		if one.ID == id {
			return one, true
		}
	}
	return supportCase{}, false
}

// nextCase gives an id for a request that is opened.
func (c *center) nextCase() string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for number := len(c.cases) + 1; ; number++ {
		id := fmt.Sprintf("%s%012d", caseOpened, number)
		if _, taken := c.cases[id]; !taken {
			return id
		}
	}
}
