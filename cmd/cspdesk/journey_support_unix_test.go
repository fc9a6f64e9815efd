//go:build unix

package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// requestAtService is a service request as the service has it.
type requestAtService struct {
	ID, Status string
	Notes      []struct{ Text string }
}

// asked finds a service request by its title, with its notes.
func (p *practice) asked(customer, title string) (found requestAtService, there bool) {
	p.t.Helper()
	var all struct{ Items []struct{ ID, Title string } }
	p.get("customers/"+customer+"/servicerequests", &all)
	for _, r := range all.Items {
		if r.Title == title {
			p.get("customers/"+customer+"/servicerequests/"+r.ID, &found)
			return found, true
		}
	}
	return found, false
}

// writeRequest fills in a new service request and comes to the question.
func (d *desk) writeRequest(title, text string) {
	d.t.Helper()
	d.command("n", "the first answer is promised by")
	d.fill(title)
	d.press(tab, tab, tab, tab)
	d.write(text)
	d.expect(text)
	d.press(ctrlS)
	d.expect("Open a service request for Lucerne Publishing?")
}

// TestJourneyOfAServiceRequest opens a service request, adds a note and closes it.
func TestJourneyOfAServiceRequest(t *testing.T) {
	const domain, title = "lucernepublishing.com", "Reports stay empty"
	p := servePractice(t, "")
	customer := p.customer(domain)
	d := p.desk()
	d.find(domain, "Lucerne Publishing")
	d.command("s", "n new")
	d.writeRequest(title, "Since Monday, for all users.")
	d.press(enter) // the safe answer
	d.until("the question closed", func(text string) bool { return !strings.Contains(text, "No, go on writing") })
	if _, there := p.asked(customer, title); there {
		t.Error("opened without a yes")
	}
	d.press(ctrlS)
	d.confirm("Open a service request", "✓")
	if r, there := p.asked(customer, title); !there {
		t.Fatalf("not at the service: %+v", r)
	}
	d.until("the request in the list", func(text string) bool { return strings.Contains(text, "n new") && strings.Contains(text, title) })
	d.command(enter, "a add note")
	d.expect("Since Monday, for all users.")
	d.command("a", "Microsoft reads this note")
	d.write("The data is in Zurich.")
	d.press(ctrlS)
	d.confirm("?", "✓")
	if r, _ := p.asked(customer, title); len(r.Notes) == 0 || r.Notes[len(r.Notes)-1].Text != "The data is in Zurich." {
		t.Errorf("at the service: %+v", r)
	}
	d.command("x", "No, leave it open")
	d.confirm("Close service request", "is closed")
	if r, _ := p.asked(customer, title); r.Status != "closed" {
		t.Errorf("at the service: %+v", r)
	}
}

// TestJourneyOfAPacket: where Partner Center opens no requests by a call, what
// was written is saved, and support contacts of new commerce are refused.
func TestJourneyOfAPacket(t *testing.T) {
	const domain = "lucernepublishing.com"
	p := servePractice(t, "404:path=/v1/servicerequests/en-US,404:path=/v1/customers/*/servicerequests/en-US")
	d := p.desk()
	d.find(domain, "Lucerne Publishing")
	d.command("s", "n new")
	d.command("c", "New commerce: no support contact is kept for it")
	d.press(escape)
	d.expect("n new")
	d.writeRequest("Reports stay empty", "Since Monday, for all users.")
	d.confirm("Open a service request", "Service request for a customer")
	d.command("w", "Saved: ")
	files, err := filepath.Glob(filepath.Join(d.cmd.Dir, "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("saved: %v, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Lucerne Publishing", domain, "Reports stay empty", "Since Monday, for all users."} {
		if !strings.Contains(string(text), part) {
			t.Errorf("%q is not in the file:\n%s", part, text)
		}
	}
	if tries := p.activity("service-request-opened"); len(tries) != 1 || tries[0].Outcome != "failed" {
		t.Errorf("recorded: %+v", tries)
	}
}

// TestJourneyOfAnEnd ends a relationship once nothing keeps it.
func TestJourneyOfAnEnd(t *testing.T) {
	const domain = "lucernepublishing.com"
	p := servePractice(t, "")
	customer := p.customer(domain)
	d := p.desk()
	d.find(domain, "Lucerne Publishing")
	d.command("D", "What follows")
	d.expect("Active subscription: ")
	d.command("D", "The relationship cannot end yet")
	for _, s := range p.services(customer) {
		if s.Status == "active" {
			cli(t, p.env, "subscriptions", "suspend", domain, s.ID, "--yes")
		}
	}
	d.command("r", "Nothing that is known keeps the relationship")
	d.command("D", "Type "+domain)
	d.write("lucerne")
	d.press(enter)
	d.expect("> lucerne")
	if status := p.get("customers/"+customer, nil); status != http.StatusOK {
		t.Fatalf("ended without the domain: %d", status)
	}
	d.fill(domain)
	d.command(enter, "The relationship with Lucerne Publishing has ended")
	if status := p.get("customers/"+customer, nil); status == http.StatusOK {
		t.Error("the customer is still at the service")
	}
	d.press(escape)
	d.expect("Lucerne Publishing")
	if shown := cli(t, p.env, "customers", "list", "--filter", "standing:removed"); !strings.Contains(shown, domain) {
		t.Errorf("the command line says\n%s", shown)
	}
}

// TestJourneyOfRightsGivenUp gives up admin rights alone: the relationship stays.
func TestJourneyOfRightsGivenUp(t *testing.T) {
	const domain = "lucernepublishing.com"
	p := servePractice(t, "")
	customer := p.customer(domain)
	var now struct {
		AllowDelegatedAccess  bool
		RelationshipToPartner string
	}
	if p.get("customers/"+customer, &now); !now.AllowDelegatedAccess {
		t.Fatalf("there are no rights to give up: %+v", now)
	}
	d := p.desk()
	d.find(domain, "Lucerne Publishing")
	d.command("D", "A give up rights")
	d.expect("Active subscription: ")
	d.command("A", "(y)")
	d.confirm("?", "✓")
	if p.get("customers/"+customer, &now); now.AllowDelegatedAccess || now.RelationshipToPartner != "reseller" {
		t.Errorf("at the service: %+v", now)
	}
}

// TestJourneyReadOnly: the same keys change nothing, and say why.
func TestJourneyReadOnly(t *testing.T) {
	const domain = "lucernepublishing.com"
	p := servePractice(t, "")
	cli(t, p.env, "users", "list", domain, "--fetch")
	before := p.journal()
	d := p.desk("--read-only")
	d.find(domain, "Lucerne Publishing")
	d.command(right, "Users ")
	for range blockUsers {
		d.press(down)
	}
	d.command(enter, "anja.hofmann@")
	for _, key := range []string{"n", "x"} {
		d.press(down)
		d.until("no notice", func(text string) bool { return !strings.Contains(text, "! ") })
		d.command(key, "! ")
		if strings.Contains(d.text(), "Do nothing") || strings.Contains(d.text(), "Display name") {
			t.Errorf("%s asks to change something:\n%s", key, d.text())
		}
	}
	if after := p.journal(); after != before {
		t.Errorf("changed at the service: %s", strings.TrimPrefix(after, before))
	}
}

// TestJourneyWithoutAnAnswer loses the answer to a change that was made with
// keys: the line is cut, or the program killed. The change is settled by reading,
// and nothing is sent again.
func TestJourneyWithoutAnAnswer(t *testing.T) {
	const domain, login = "lucernepublishing.com", "anja.hofmann@lucernepublishing.com"
	for _, c := range []struct {
		fault  string
		killed bool
	}{{"reset:method=PATCH:path=/v1/customers/*/users", false}, {"slow=5m:method=PATCH:path=/v1/customers/*/users", true}} {
		t.Run(c.fault, func(t *testing.T) {
			p := servePractice(t, c.fault)
			customer := p.customer(domain)
			d := p.desk()
			d.openBlock(domain, "Lucerne Publishing", blockUsers, "n add")
			d.search("anja.hofmann", "1 of 23", "anja.krueger", "n add")
			d.command(enter, "e change")
			d.until("what she has", func(text string) bool { return strings.Contains(text, "Roles    ") })
			d.command("e", "ctrl+s go on")
			d.press(tab)
			d.fill("Augusta")
			before := p.journal()
			d.press(ctrlS)
			if c.killed {
				d.expect("Change " + login + "?")
				d.press(down)
				d.until("the cursor on yes", chosenYes.MatchString)
				d.press(enter)
				d.until("the intent on the disk", func(string) bool { return strings.Contains(cli(t, p.env, "pending", "list"), login) })
				d.signal(syscall.SIGKILL)
				<-d.done
			} else {
				d.confirm("Change "+login+"?", "no answer came")
				d.command(ctrlC, "Lose what you typed") // the form keeps it
				d.press("y")
				d.ended()
			}
			if waiting := cli(t, p.env, "pending", "list"); !strings.Contains(waiting, login) {
				t.Fatalf("waiting is %q", waiting)
			}
			again := p.desk()
			again.expect("1 change got no answer")
			again.command("3", "1 change got no answer: u shows it")
			again.command("u", login)
			again.command(enter, "It was not made")
			again.command("n", "Note that this change was not made?")
			again.confirm("Note that this change was not made?", "No change waits for an answer.")
			if u, _ := p.user(customer, login); u.FirstName == "Augusta" || p.journal() != before {
				t.Errorf("changed at the service: %+v", u)
			}
			if left := cli(t, p.env, "pending", "list"); left != "" {
				t.Errorf("waiting is still %s", left)
			}
		})
	}
}
