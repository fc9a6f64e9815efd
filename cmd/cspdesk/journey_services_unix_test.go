//go:build unix

package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// serviceAtService is a subscription as the service has it.
type serviceAtService struct {
	ID, OfferName, FriendlyName, Status string
	Quantity                            int
	AutoRenewEnabled                    bool
	RefundableQuantity                  struct{ TotalQuantity int }
	CancellationAllowedUntilDate        string
	ParentSubscriptionID                string
}

// services are the subscriptions of a customer, at the service.
func (p *practice) services(customer string) []serviceAtService {
	p.t.Helper()
	var all struct{ Items []serviceAtService }
	p.get("customers/"+customer+"/subscriptions", &all)
	return all.Items
}

// service is one of them.
func (p *practice) service(customer, id string) serviceAtService {
	p.t.Helper()
	for _, s := range p.services(customer) {
		if s.ID == id {
			return s
		}
	}
	p.t.Fatalf("no subscription %s", id)
	return serviceAtService{}
}

// bought is a customer whose first service in the list is active, and outside the
// window in which it could be given back: which one depends on today.
func (p *practice) bought() (domain, company, customer string, service serviceAtService) {
	p.t.Helper()
	for _, one := range [][2]string{{"wingtiptoys.com", "Wingtip Toys"}, {"strojirny-dvorak.example", "Strojírny"}, {"lucernepublishing.com", "Lucerne Publishing"}} {
		customer := p.customer(one[0])
		active := 0
		for _, s := range p.services(customer) {
			until, err := time.Parse(time.RFC3339, s.CancellationAllowedUntilDate)
			if s.Status != "active" || !s.AutoRenewEnabled {
				continue
			}
			if active++; s.ParentSubscriptionID == "" && err == nil && until.Before(time.Now()) && s.RefundableQuantity.TotalQuantity == 0 {
				service = s
			}
		}
		if active > 0 && service.ID != "" {
			return one[0], one[1], customer, service
		}
	}
	p.t.Fatal("every subscription was bought or renewed this week")
	return "", "", "", service
}

// underCursor waits for the cursor to a service.
func (d *desk) underCursor(name string) {
	d.t.Helper()
	d.expect(name)
	d.expect("s seats")
}

// TestJourneyOfAService changes a subscription in each way with keys.
func TestJourneyOfAService(t *testing.T) {
	p := servePractice(t, "")
	domain, company, customer, service := p.bought()
	name, seats := service.FriendlyName, service.Quantity
	d := p.desk()
	d.openBlock(domain, company, blockServices, "[Services]")
	d.underCursor(name)

	// Fewer seats outside the window: the reason stands in the form, before any question.
	before := p.journal()
	d.command("s", "can only go up now")
	d.fill(fmt.Sprint(seats - 1))
	d.press(ctrlS)
	d.expect("reduce them when the term renews")
	if strings.Contains(d.text(), "Leave it as it is") {
		t.Error("a question is asked about what is refused")
	}
	if p.journal() != before {
		t.Error("something was changed")
	}

	// More seats.
	d.fill(fmt.Sprint(seats + 3))
	d.press(ctrlS)
	d.expect("Charged for the rest of the term: 3 seats more")
	d.confirm(fmt.Sprintf("to %d seats?", seats+3), fmt.Sprintf("has %d seats now", seats+3))
	now := p.service(customer, service.ID)
	if now.Quantity != seats+3 || now.FriendlyName != name || now.AutoRenewEnabled != service.AutoRenewEnabled {
		t.Errorf("at the service: %+v", now)
	}

	d.renameAndRenew(p, customer, now)
	d.suspendAndReactivate(p, customer, now)
	d.press("q")
	d.ended()
	if faults := d.faults(); len(faults) > 0 {
		t.Errorf("what reached the terminal: %q", faults)
	}
	var shown serviceJSON
	p.json(&shown, "subscriptions", "show", domain, service.ID)
	if shown.Quantity != seats+3 || shown.Nickname != "Head office" {
		t.Errorf("the command line says %+v", shown)
	}
}

func (d *desk) renameAndRenew(p *practice, customer string, was serviceAtService) {
	d.t.Helper()
	d.command("n", "Nickname")
	d.fill("Head office")
	d.press(ctrlS)
	d.confirm("?", "✓")
	d.expect("Head office")
	if now := p.service(customer, was.ID); now.FriendlyName != "Head office" || now.Quantity != was.Quantity {
		d.t.Errorf("renamed at the service: %+v", now)
	}
	d.command("a", "Leave it as it is")
	d.confirm("?", "active   ends")
	if now := p.service(customer, was.ID); now.AutoRenewEnabled == was.AutoRenewEnabled || now.Quantity != was.Quantity || now.FriendlyName != "Head office" {
		d.t.Errorf("renewal at the service: %+v", now)
	}
}

func (d *desk) suspendAndReactivate(p *practice, customer string, was serviceAtService) {
	d.t.Helper()
	d.command("p", "Leave it as it is")
	d.confirm("?", "p reactivate")
	if now := p.service(customer, was.ID); now.Status != "suspended" || now.Quantity != was.Quantity {
		d.t.Errorf("suspended at the service: %+v", now)
	}
	d.command("p", "Leave it as it is")
	d.confirm("?", "p suspend")
	if now := p.service(customer, was.ID); now.Status != "active" || now.Quantity != was.Quantity || now.FriendlyName != "Head office" {
		d.t.Errorf("reactivated at the service: %+v", now)
	}
}

// TestJourneyOfAPurchase buys with keys, and follows the order until it is done.
func TestJourneyOfAPurchase(t *testing.T) {
	if testing.Short() {
		t.Skip("waits until an order is carried out")
	}
	const domain, company = "toa-boeki.example", "東亜貿易"
	p := servePractice(t, "")
	customer := p.customer(domain)
	d := p.desk()
	d.openBlock(domain, company, blockServices, "[Services]")
	d.command("b", "Planner and Project Plan 3")
	d.write("Business Basic")
	d.until("one product", func(text string) bool { return !strings.Contains(text, "Planner") })
	d.command(enter, "seats")
	d.command(enter, "1 year, billed monthly")
	d.press(down)
	d.command(enter, "how many to buy")
	d.fill("7")
	d.press(ctrlS)
	d.expect("An attestation is missing")
	d.expect("Check the attestation in the order")
	d.expect("space ticks it")
	d.command(" ", "[x]")
	d.press(ctrlS)
	d.expect("Nothing is bought yet")
	d.press(ctrlS)
	d.expect("Type the number of seats to buy: 7")
	d.write("6")
	d.press(enter)
	d.expect("> 6")
	if got := p.services(customer); len(got) != 0 {
		t.Fatalf("bought with the wrong number: %+v", got)
	}
	d.fill("7")
	d.press(enter)
	d.expect("Order ")
	d.expect("completed")
	bought := p.services(customer)
	if len(bought) != 1 || bought[0].Quantity != 7 || bought[0].Status != "active" {
		t.Errorf("at the service: %+v", bought)
	}
	d.command(escape, "Microsoft 365 Business Basic")
	d.expect("7      active")
	if got := p.activity("bought"); len(got) != 1 || got[0].Outcome != "done" {
		t.Errorf("recorded: %+v", got)
	}

	// What was bought just now can be given back.
	d.command(up, "s seats") // the cursor stood on a portal before
	d.command("s", "can go down to 1 until")
	d.fill("5")
	d.press(ctrlS)
	d.confirm("to 5 seats?", "has 5 seats now")
	if now := p.services(customer); now[0].Quantity != 5 {
		t.Errorf("at the service: %+v", now)
	}
}

// TestJourneyOfAnAccount changes to whom the bills go, and confirms an agreement
// that is missing.
func TestJourneyOfAnAccount(t *testing.T) {
	const domain, company = "hanbit.example", "한빛전자"
	p := servePractice(t, "")
	customer := p.customer(domain)
	type profile struct {
		Email          string
		DefaultAddress struct{ City, AddressLine1, Country string }
	}
	var before, after profile
	p.get("customers/"+customer+"/profiles/billing", &before)
	d := p.desk()
	d.openBlock(domain, company, blockAccount, "[Account]")
	d.expect("Not accepted yet")
	d.command("b", "ctrl+s go on")
	d.press(tab, tab, tab)
	d.fill("bills@hanbit.example")
	d.press(ctrlS)
	d.confirm("?", "✓")
	d.expect("bills@hanbit.example")
	p.get("customers/"+customer+"/profiles/billing", &after)
	if before.Email = "bills@hanbit.example"; after != before || after.DefaultAddress.City == "" {
		t.Errorf("at the service: %+v, want %+v", after, before)
	}

	d.command("a", "ctrl+s go on")
	for _, value := range []string{"Anna", "Brunner", "anna.brunner@hanbit.example"} {
		d.fill(value)
		d.press(tab)
	}
	d.press(tab)
	d.fill("2026-01-31")
	d.press(ctrlS)
	d.confirm("?", "✓")
	d.until("the agreement", func(text string) bool {
		return !strings.Contains(text, "Not accepted yet") && strings.Contains(text, "[Account]")
	})
	var agreements struct {
		Items []struct {
			Type, DateAgreed string
			PrimaryContact   struct{ FirstName, LastName, Email string }
		}
	}
	p.get("customers/"+customer+"/agreements?agreementType=MicrosoftCustomerAgreement", &agreements)
	found := false
	for _, a := range agreements.Items {
		found = found || a.PrimaryContact.Email == "anna.brunner@hanbit.example" && a.PrimaryContact.LastName == "Brunner" && strings.HasPrefix(a.DateAgreed, "2026-01-31")
	}
	if !found {
		t.Errorf("at the service: %+v", agreements)
	}
	d.command("a", "!") // it is dimmed now, and says so
	if shown := cli(t, p.env, "account", "show", domain); strings.Contains(shown, "missing") || !strings.Contains(shown, "bills@hanbit.example") {
		t.Errorf("the command line says\n%s", shown)
	}
}
