package sandbox

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// auditBody is a record of the account's activity (Partner Center, "Auditing
// resources").
type auditBody struct {
	ID               string      `json:"id"`
	PartnerID        string      `json:"partnerId"`
	CustomerID       string      `json:"customerId"`
	CustomerName     string      `json:"customerName,omitempty"`
	User             string      `json:"userPrincipalName"`
	ApplicationID    string      `json:"applicationId"`
	ResourceType     string      `json:"resourceType"`
	ResourceNewValue string      `json:"resourceNewValue,omitempty"` // JSON, as a text
	OperationType    string      `json:"operationType"`
	OperationDate    time.Time   `json:"operationDate"`
	OperationStatus  string      `json:"operationStatus"`
	CustomizedData   []auditPair `json:"customizedData"`
	Attributes       attributes  `json:"attributes"`
}

type auditPair struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

const (
	auditDays    = 90
	auditDefault = 30
	auditPerDay  = 3
)

// auditOperations are what the records from before the first start say.
var auditOperations = []struct{ operation, resource string }{
	{"update_customer_user_licenses", "customer_user"},
	{"create_customer_user", "customer_user"},
	{"update_subscription", "subscription"},
	{"create_order", "order"},
	{"update_customer_billing_profile", "customer_billing_profile"},
	{"granular_admin_relationship_activated", "granular_admin_relationship"},
}

// auditRecords lists the account's activity, newest first. Days are of UTC, and
// the last one counts.
func (c *call) auditRecords() (reply, *problem) {
	size, bad := c.pageSize()
	if bad != nil {
		return reply{}, bad
	}
	position, bad := c.position("auditrecords")
	if bad != nil {
		return reply{}, bad
	}
	start, end, bad := c.auditPeriod()
	if bad != nil {
		return reply{}, bad
	}
	keep, bad := c.auditFilter()
	if bad != nil {
		return reply{}, bad
	}
	all := slices.DeleteFunc(c.center.audit(start, end), func(r auditBody) bool { return !keep(r) })
	items := all[min(position, len(all)):min(position+size, len(all))]
	position += len(items)
	return reply{body: collect(items, c.pageLinks("/auditrecords", "auditrecords", size, position, position < len(all)))}, nil
}

// auditPeriod reads the days that are asked for.
func (c *call) auditPeriod() (start, end time.Time, bad *problem) {
	now := c.center.now().UTC()
	start, end = now.AddDate(0, 0, -auditDefault), now
	var err error
	if text := c.query.Get("startDate"); text != "" {
		if start, err = time.Parse(time.DateOnly, text); err != nil {
			return start, end, invalid("startDate must be a date such as 2026-03-02.")
		}
	}
	if text := c.query.Get("endDate"); text != "" {
		if end, err = time.Parse(time.DateOnly, text); err != nil {
			return start, end, invalid("endDate must be a date such as 2026-03-02.")
		}
		end = end.AddDate(0, 0, 1).Add(-1)
	}
	if start.Before(now.AddDate(0, 0, -auditDays)) || end.Before(start) {
		return start, end, invalid("Records are kept for 90 days.")
	}
	return start, end, nil
}

func (c *call) auditFilter() (func(auditBody) bool, *problem) {
	f, bad := c.readFilter()
	if bad != nil || f == nil {
		return func(auditBody) bool { return true }, bad
	}
	value, operator := strings.ToLower(f.Value), strings.ToLower(f.Operator)
	switch strings.ToLower(f.Field) + " " + operator {
	case "companyname substring":
		return func(r auditBody) bool { return strings.Contains(strings.ToLower(r.CustomerName), value) }, nil
	case "customerid equals":
		return func(r auditBody) bool { return r.CustomerID == value }, nil
	case "resourcetype equals":
		return func(r auditBody) bool { return r.ResourceType == value }, nil
	}
	return nil, invalid("The filter is not supported for audit records.")
}

// audit gives the records between two times, newest first.
func (c *center) audit(start, end time.Time) []auditBody {
	all := []auditBody{}
	add := func(r auditBody) {
		if !r.OperationDate.Before(start) && !r.OperationDate.After(end) {
			all = append(all, r)
		}
	}
	now := c.now().UTC()
	for day := start.Truncate(24 * time.Hour); !day.After(end); day = day.AddDate(0, 0, 1) {
		for _, r := range c.world.auditOf(day) {
			if r.OperationDate.Before(now) {
				add(r)
			}
		}
	}
	c.mu.RLock()
	events := slices.Clone(c.noted)
	c.mu.RUnlock()
	for i, e := range events {
		for _, r := range c.auditOf(i, e) {
			add(r)
		}
	}
	slices.SortFunc(all, func(a, b auditBody) int {
		return cmp.Or(b.OperationDate.Compare(a.OperationDate), strings.Compare(a.ID, b.ID))
	})
	return all
}

// auditOf gives what happened on a day of its own accord: the same each time.
func (w world) auditOf(day time.Time) []auditBody {
	if w.count == 0 {
		return nil
	}
	number := uint64(day.Unix() / 86400)
	d := newDice(w.seed, 0xad17, number)
	records := make([]auditBody, 0, auditPerDay)
	for i := range d.below(auditPerDay + 1) {
		t := w.customer(d.below(w.count))
		what := pick(&d, auditOperations)
		at := day.Add(time.Duration(7+3*i)*time.Hour + time.Duration(d.below(10800))*time.Second)
		r := w.auditRecord(ref{kind: kindAudit, entity: number, item: uint32(i)}, t, what.operation, what.resource, at)
		records = append(records, r)
	}
	return records
}

// auditOf gives the records of an event.
func (c *center) auditOf(number int, e event) []auditBody {
	t, ok := c.tenant(e.Tenant)
	if !ok {
		return nil
	}
	var records []auditBody
	add := func(operation, resource string) {
		id := ref{kind: kindAudit, entity: 1<<39 + uint64(number), item: uint32(len(records))}
		records = append(records, c.world.auditRecord(id, t, operation, resource, e.At.UTC()))
	}
	switch e.Type {
	case eventAccepted:
		add("add_customer", "customer")
		if e.AdminRights {
			add("dap_admin_relationship_approved", "dap_admin_relationship")
		}
		if e.Agreement {
			add("create_agreement", "agreement")
		}
	case eventRemoved:
		add("dap_admin_relationship_terminated", "dap_admin_relationship")
	case eventGranted:
		add("granular_admin_relationship_approved", "granular_admin_relationship")
	case eventWrote:
		if e.Wrote != nil {
			addWritten(e.Wrote, add)
		}
	}
	return records
}

// addWritten names what a call changed.
func addWritten(w *written, add func(operation, resource string)) {
	if len(w.Users) > 0 {
		add("update_customer_user", "customer_user")
	}
	if len(w.Orders) > 0 && len(w.Purchases) > 0 { // an order that is done later is no new one
		add("create_order", "order")
	}
	if a := w.Account; a != nil {
		switch {
		case !a.Left.IsZero():
			add("remove_partner_customer_relationship", "customer")
		case a.NoDelegation:
			add("dap_admin_relationship_terminated", "dap_admin_relationship")
		case a.Agreement != nil:
			add("create_agreement", "agreement")
		case a.Billing != nil:
			add("update_customer_billing_profile", "customer_billing_profile")
		}
	}
	if len(w.Purchases) > 0 && len(w.Orders) == 0 {
		add("update_subscription", "subscription")
	}
}

func (w world) auditRecord(id ref, t tenant, operation, resource string, at time.Time) auditBody {
	value, _ := json.Marshal(map[string]string{"CustomerId": t.id, "CompanyName": t.name}) // always can be written
	return auditBody{
		ID: w.cipher.guid(id), PartnerID: w.partner().id, CustomerID: t.id, CustomerName: t.name,
		User: "anna.weber@" + partnerDomain, ApplicationID: "Partner Center", ResourceType: resource, ResourceNewValue: string(value),
		OperationType: operation, OperationDate: at, OperationStatus: "succeeded",
		CustomizedData: []auditPair{{"CustomerDomain", t.domain}}, Attributes: attributes{ObjectType: "AuditRecord"},
	}
}
