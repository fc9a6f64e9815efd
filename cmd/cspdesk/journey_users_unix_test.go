//go:build unix

package main

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// userAtService is a user as the service has it.
type userAtService struct {
	ID, UserPrincipalName, DisplayName, FirstName, State string
}

// user finds a user at the service by the name that they sign in with.
func (p *practice) user(customer, login string) (userAtService, bool) {
	p.t.Helper()
	var all struct{ Items []userAtService }
	p.get("customers/"+customer+"/users", &all)
	for _, u := range all.Items {
		if u.UserPrincipalName == login {
			return u, true
		}
	}
	return userAtService{}, false
}

// madePassword is a password as it stands on the screen, alone in its line.
var madePassword = regexp.MustCompile(`(?m)^ {2,}(\S{12,})\s*$`)

// readPassword reads the password that is shown, and closes it.
func (d *desk) readPassword(login string) string {
	d.t.Helper()
	d.expect("Password of " + login)
	d.expect("It is shown now and never again")
	found := madePassword.FindStringSubmatch(d.text())
	if found == nil {
		d.t.Fatalf("no password on the screen:\n%s", d.text())
	}
	d.command(escape, "was not copied")
	d.press("w")
	d.until("the password closed", func(text string) bool { return !strings.Contains(text, found[1]) })
	return found[1]
}

// stores reports whether a text stands in any file below a folder.
func stores(t testing.TB, dir, text string) (where string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if strings.Contains(string(content), text) {
			where = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return where
}

// TestJourneyOfAUser goes through the life of a user with keys: added, changed,
// given a role and a license, deleted and restored.
func TestJourneyOfAUser(t *testing.T) {
	const domain, login = "lucernepublishing.com", "ada.lovelace@lucernepublishing.com"
	p := servePractice(t, "")
	customer := p.customer(domain)
	d := p.desk()
	d.openBlock(domain, "Lucerne Publishing", blockUsers, "n add")
	d.expect("anja.hofmann@" + domain)

	// A name that is taken is refused by the service, and nothing typed is lost.
	d.command("n", "ctrl+s go on")
	d.fill("Ada Lovelace")
	d.press(tab)
	d.fill("anja.hofmann")
	d.press(tab, tab)
	d.fill("Switzerland")
	d.press(ctrlS)
	d.confirm("Add anja.hofmann@"+domain+"?", "Another user of the customer has this userPrincipalName")
	d.press(backTab, backTab)
	d.fill("ada.lovelace")
	d.expect("Ada Lovelace")
	d.press(ctrlS)
	d.confirm("Add "+login+"?", login+" was added")
	password := d.readPassword(login)
	if u, there := p.user(customer, login); !there || u.DisplayName != "Ada Lovelace" || u.State != "active" {
		t.Fatalf("at the service: %+v", u)
	}

	d.search("lovelace", "1 of 24", "anja.hofmann", "n add")
	d.command(enter, "e change")
	d.until("what she has", func(text string) bool {
		return strings.Contains(text, "Roles    ") && strings.Contains(text, "Licenses        none")
	})
	d.changeUser(p, customer, login)
	d.licenseUser(p, customer, login)
	reset := d.resetPassword(login)
	d.deleteAndRestore(p, customer, login)

	d.press("q")
	d.ended()
	for _, secret := range []string{password, reset} {
		for _, dir := range []string{p.dir, strings.TrimPrefix(p.env[0], "HOME=")} {
			if where := stores(t, dir, secret); where != "" {
				t.Errorf("a password stands in %s", where)
			}
		}
	}
	if faults := d.faults(); len(faults) > 0 {
		t.Errorf("what reached the terminal: %q", faults)
	}
	for action, outcomes := range map[string][]string{
		"user-added": {"done", "failed"}, "user-edited": {"done"}, "user-deleted": {"done"}, "user-restored": {"done"}, "password-reset": {"done"},
	} {
		var got []string
		for _, a := range p.activity(action) {
			got = append(got, a.Outcome)
		}
		if strings.Join(got, " ") != strings.Join(outcomes, " ") {
			t.Errorf("%s: recorded %q, want %q", action, got, outcomes)
		}
	}
}

// changeUser writes a first name and gives a role.
func (d *desk) changeUser(p *practice, customer, login string) {
	d.t.Helper()
	d.command("e", "ctrl+s go on")
	d.press(tab)
	d.fill("Augusta")
	d.press(ctrlS)
	d.confirm("Change "+login+"?", login+" was changed")
	u, _ := p.user(customer, login)
	if u.FirstName != "Augusta" || u.DisplayName != "Ada Lovelace" {
		d.t.Errorf("changed at the service: %+v", u)
	}
	d.command("o", "[ ] Helpdesk Administrator")
	d.press(down, down)
	d.press(" ")
	d.confirm("Give the role Helpdesk Administrator", "[x] Helpdesk Administrator")
	var roles struct{ Items []struct{ Name string } }
	p.get("customers/"+customer+"/users/"+u.ID+"/directoryroles", &roles)
	if len(roles.Items) != 1 || roles.Items[0].Name != "Helpdesk Administrator" {
		d.t.Errorf("roles at the service: %+v", roles)
	}
	d.press(escape)
	d.until("the role in the record", func(text string) bool {
		return strings.Contains(text, "e change") && strings.Contains(text, "Helpdesk Administrator")
	})
}

// licenseUser gives a license, sees the seats before and after, and takes it.
func (d *desk) licenseUser(p *practice, customer, login string) {
	d.t.Helper()
	u, _ := p.user(customer, login)
	held := func() int {
		var licenses struct{ Items []any }
		p.get("customers/"+customer+"/users/"+u.ID+"/licenses", &licenses)
		return len(licenses.Items)
	}
	d.command("a", "[ ] Power BI Pro")
	d.expect("Nothing is changed yet")
	d.press(" ")
	d.expect("[x] Power BI Pro")
	d.press(ctrlS)
	d.expect("0 → 1 user, free afterwards: 4 seats")
	d.press(enter) // the safe answer
	d.until("the question closed", func(text string) bool { return !strings.Contains(text, "Do nothing") })
	if held() != 0 {
		d.t.Error("a license was assigned without a yes")
	}
	d.press(ctrlS)
	d.confirm("0 → 1 user", "The licenses of "+login+" were changed")
	d.expect("Licenses        Power BI Pro")
	if held() != 1 {
		d.t.Error("the service knows of no license")
	}
	d.command("a", "[x] Power BI Pro")
	d.expect("Nothing is changed yet")
	d.press(" ")
	d.expect("[ ] Power BI Pro")
	d.press(ctrlS)
	d.confirm("1 → 0 users, free afterwards: 5 seats", "Licenses        none")
	if held() != 0 {
		d.t.Error("the license was not taken at the service")
	}
}

func (d *desk) resetPassword(login string) string {
	d.t.Helper()
	d.command("p", "leave it empty to have one made")
	d.press(ctrlS)
	d.confirm("Reset the password of "+login+"?", "It is shown now and never again")
	password := d.readPassword(login)
	d.expect("e change")
	return password
}

func (d *desk) deleteAndRestore(p *practice, customer, login string) {
	d.t.Helper()
	d.command("x", "can be restored for 30 days")
	d.confirm("Delete "+login+"?", "deleted")
	d.expect("R restore")
	if u, there := p.user(customer, login); there {
		d.t.Errorf("still at the service: %+v", u)
	}
	d.command("R", "Licenses are not given back")
	d.confirm("Restore "+login+"?", login+" was restored")
	if u, there := p.user(customer, login); !there || u.State != "active" {
		d.t.Errorf("restored at the service: %v %+v", there, u)
	}
}

// TestJourneyWithoutASeat: the question about a license that nobody has a seat
// for offers the subscriptions and sends nothing.
func TestJourneyWithoutASeat(t *testing.T) {
	const domain = "fineartschool.net"
	p := servePractice(t, "")
	d := p.desk()
	d.openBlock(domain, "School of Fine Art", blockUsers, "n add")
	d.expect("anja.jaeger25@" + domain)
	before := p.journal()
	d.search("jaeger25", "1 of 52", "anja.boehm23", "n add")
	d.command("a", "Nothing is changed yet")
	d.press(" ")
	d.expect("[x] Microsoft 365 Business Premium")
	d.press(ctrlS)
	d.expect("Microsoft 365 Business Premium: 1 seat missing")
	d.command("b", "s seats")
	d.expect("Microsoft 365 Business Premium")
	if after := p.journal(); after != before {
		t.Errorf("changed at the service: %s", strings.TrimPrefix(after, before))
	}

	// Where the seat went while the screen stood open, the service says so.
	var skus struct {
		Items []struct {
			ProductSku struct{ ID, LicenseGroupID string }
		}
	}
	customer := p.customer(domain)
	p.get("customers/"+customer+"/subscribedskus", &skus)
	u, there := p.user(customer, "anja.jaeger25@"+domain)
	if !there || len(skus.Items) != 1 {
		t.Fatalf("%v %+v", there, skus)
	}
	body := map[string]any{"licensesToAssign": []any{map[string]any{"skuId": skus.Items[0].ProductSku.ID, "excludedPlans": []string{}}}}
	if status := p.call(http.MethodPost, "customers/"+customer+"/users/"+u.ID+"/licenseupdates", body, nil); status != http.StatusBadRequest {
		t.Errorf("the service assigns a seat that it has not: %d", status)
	}
}
