package sandbox

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const aPassword = `"passwordProfile":{"password":"Wonder-2026","forceChangePassword":true}`

func TestUserFromCreationToRestoring(t *testing.T) {
	now := testTime
	s := open(t, Options{Now: func() time.Time { return now }})
	base, c := writable(t)
	before, _, _ := walk[userBody](t, s, base+"/users")
	var made userBody
	does(t, s, 200, "POST", base+"/users", `{"UsageLocation":"de","UserPrincipalName":"ada.byron@`+strings.ToUpper(c.domain)+`","FirstName":"Ada","LastName":"Byron","DisplayName":"Ada Byron",`+aPassword+`}`, &made)
	if made.UsageLocation != "DE" || made.State != "active" || made.Attributes.ObjectType != "CustomerUser" || made.PasswordProfile.Password != "Wonder-2026" {
		t.Errorf("%+v", made)
	}
	path := base + "/users/" + made.ID
	var changed userBody
	does(t, s, 200, "PATCH", path, `{"displayName":"Ada, Countess of Lovelace","attributes":{"objectType":"CustomerUser"}}`, &changed)
	does(t, s, 200, "PATCH", path+"/resetpassword", `{`+aPassword+`}`, nil)
	does(t, s, 200, "PATCH", path, `{`+aPassword+`}`, nil)
	s = again(t, s)
	var kept userBody
	read(t, s, path, &kept)
	if kept.DisplayName != "Ada, Countess of Lovelace" || kept.FirstName != "Ada" || kept.PasswordProfile != nil {
		t.Errorf("%+v", kept)
	}
	does(t, s, 204, "DELETE", path, "", nil)
	after, _, _ := walk[userBody](t, s, base+"/users")
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	inactive := base + `/users?size=500&filter=` + url.QueryEscape(`{"Field":"UserState","Value":"Inactive","Operator":"equals"}`)
	deleted, _, _ := walk[userBody](t, s, inactive)
	if last := deleted[len(deleted)-1]; last.ID != made.ID || last.State != "inactive" || last.SoftDeletionTime != sevenDigits(now) {
		t.Errorf("%+v", last)
	}
	refused(t, s, 404, "60002", "", "PATCH", path, `{"displayName":"Nobody"}`)
	now = now.AddDate(0, 0, 30)
	does(t, s, 200, "PATCH", path, `{"state":"active","attributes":{"objectType":"CustomerUser"}}`, nil)
	does(t, s, 204, "DELETE", path, "", nil)
	now = now.AddDate(0, 0, 31)
	refused(t, s, 404, "60002", made.ID, "PATCH", path, `{"state":"active"}`)
}

func TestUsersThatAreRefused(t *testing.T) {
	s := open(t, Options{})
	base, c := writable(t)
	users, _, _ := walk[userBody](t, s, base+"/users")
	taken, other := users[0], users[1]
	user := func(login, rest string) string {
		return `{"displayName":"Ada","userPrincipalName":"` + login + `",` + rest + `}`
	}
	for name, one := range map[string]struct{ body, member string }{
		"no password":     {`{"displayName":"Ada","userPrincipalName":"ada@` + c.domain + `"}`, "passwordProfile"},
		"weak password":   {user("ada@"+c.domain, `"passwordProfile":{"password":"password"}`), "passwordProfile"},
		"no display name": {`{"userPrincipalName":"ada@` + c.domain + `",` + aPassword + `}`, "displayName"},
		"no login":        {`{"displayName":"Ada",` + aPassword + `}`, "userPrincipalName"},
		"foreign domain":  {user("ada@contoso.example", aPassword), "userPrincipalName"},
		"no domain":       {user("ada", aPassword), "userPrincipalName"},
		"spaces":          {user("a da@"+c.domain, aPassword), "userPrincipalName"},
		"in use":          {user(strings.ToUpper(taken.UserPrincipalName), aPassword), "userPrincipalName"},
		"no such country": {user("ada@"+c.domain, `"usageLocation":"ZZ",`+aPassword), "usageLocation"},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, s, 400, "3000", one.member, "POST", base+"/users", one.body)
		})
	}
	refused(t, s, 400, "800002", "", "POST", base+"/users", `{`)
	refused(t, s, 400, "800002", "", "POST", base+"/users", `[]`)
	refused(t, s, 400, "800002", "", "POST", base+"/users", `{"displayName":"`+strings.Repeat("x", maxForm)+`"}`)
	refused(t, s, 400, "3000", "userPrincipalName", "PATCH", base+"/users/"+other.ID, `{"userPrincipalName":"`+taken.UserPrincipalName+`"}`)
	refused(t, s, 400, "3000", "state", "PATCH", base+"/users/"+other.ID, `{"state":"inactive"}`)
	refused(t, s, 400, "3000", "passwordProfile", "PATCH", base+"/users/"+other.ID+"/resetpassword", `{}`)
	refused(t, s, 403, "900329", "", "POST", base+"/users", `{}`, "Authorization", "Bearer "+s.AppToken())
	_, closed := sampleCustomers(t)
	refused(t, s, 403, "900308", "User administrator", "POST", "/v1/customers/"+closed.id+"/users", `{}`)
	after, _, _ := walk[userBody](t, s, base+"/users")
	if diff := cmp.Diff(users, after); diff != "" {
		t.Errorf("refused calls changed users: %s", diff)
	}
}

// TestPasswordsAreNotKept looks for a password in all that is on disk.
func TestPasswordsAreNotKept(t *testing.T) {
	s := open(t, Options{})
	base, c := writable(t)
	does(t, s, 200, "POST", base+"/users", `{"displayName":"Ada","userPrincipalName":"ada@`+c.domain+`",`+aPassword+`}`, nil, "MS-RequestId", "b1317092-f087-471e-a637-f66523b2b94c")
	entries, err := os.ReadDir(s.options.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(s.options.Dir, entry.Name()))
		if err != nil || strings.Contains(string(text), "Wonder") {
			t.Errorf("%s: %v holds the password", entry.Name(), err)
		}
	}
}

func TestDirectoryRoles(t *testing.T) {
	s := open(t, Options{})
	base, _ := writable(t)
	var roles collection[directoryRoleBody]
	read(t, s, base+"/directoryroles", &roles)
	users, _, _ := walk[userBody](t, s, base+"/users")
	user, role := users[4], roles.Items[3].ID
	members := base + "/directoryroles/" + role + "/usermembers"
	holds := func() string {
		var mine collection[directoryRoleBody]
		read(t, s, base+"/users/"+user.ID+"/directoryroles", &mine)
		var names []string
		for _, r := range mine.Items {
			names = append(names, r.Name)
		}
		all, _, _ := walk[userMember](t, s, members+"?size=1")
		return fmt.Sprint(names, len(all))
	}
	before := holds()
	for range 2 {
		does(t, s, 201, "POST", members, `{"id":"`+user.ID+`","displayName":"x","userPrincipalName":"y"}`, nil)
	}
	s = again(t, s)
	if got := holds(); got != "[Billing Administrator] 1" {
		t.Errorf("with the role: %s", got)
	}
	does(t, s, 204, "DELETE", members+"/"+user.ID, "", nil)
	if got := holds(); got != before {
		t.Errorf("without the role: %s, before it was %s", got, before)
	}
	refused(t, s, 404, "60002", "", "DELETE", members+"/"+user.ID, "")
	refused(t, s, 404, "60002", "", "POST", members, `{"id":"x"}`)
	refused(t, s, 404, "1000", "", "POST", base+"/directoryroles/x/usermembers", `{"id":"`+user.ID+`"}`)
}

func TestLicenses(t *testing.T) {
	s := open(t, Options{})
	base, _ := writable(t)
	var skus collection[subscribedSku]
	read(t, s, base+"/subscribedskus", &skus)
	sku := inUse(t, skus.Items)
	users, _, _ := walk[userBody](t, s, base+"/users")
	licenses := func(user userBody) map[string][]servicePlan {
		var all collection[licenseItem]
		read(t, s, base+"/users/"+user.ID+"/licenses", &all)
		held := map[string][]servicePlan{}
		for _, l := range all.Items {
			held[l.ProductSku.ID] = l.ServicePlans
		}
		return held
	}
	update := func(user userBody) string { return base + "/users/" + user.ID + "/licenseupdates" }
	assign := `{"licensesToAssign":[{"skuId":"` + strings.ToUpper(sku.ProductSku.ID) + `","excludedPlans":["` + sku.ServicePlans[0].ID + `"]}],"attributes":{"objectType":"LicenseUpdate"}}`
	remove := `{"licensesToRemove":["` + sku.ProductSku.ID + `"]}`
	// The first users have it from the start.
	var echo licenseUpdate
	does(t, s, 201, "POST", update(users[0]), remove, &echo)
	if len(echo.LicensesToRemove) != 1 || echo.LicenseWarnings == nil || echo.Attributes.ObjectType != "LicenseUpdate" {
		t.Errorf("%+v", echo)
	}
	if licenses(users[0])[sku.ProductSku.ID] != nil {
		t.Error("the license is still there")
	}
	refused(t, s, 400, "3000", "licensesToRemove", "POST", update(users[0]), remove)
	if users[0].UsageLocation == "" {
		does(t, s, 200, "PATCH", base+"/users/"+users[0].ID, `{"usageLocation":"DE"}`, nil)
	}
	does(t, s, 201, "POST", update(users[0]), assign, nil)
	s = again(t, s)
	plans := licenses(users[0])[sku.ProductSku.ID]
	if len(plans) < 2 || plans[0].CapabilityStatus != planDisabled || plans[1].CapabilityStatus != planAssigned {
		t.Errorf("%+v", plans)
	}
	var after collection[subscribedSku]
	read(t, s, base+"/subscribedskus", &after)
	if diff := cmp.Diff(skus, after); diff != "" {
		t.Errorf("after removing and assigning: %s", diff)
	}
	for body, member := range map[string]string{
		`{}`: "", `{"licensesToAssign":[{"skuId":"x"}]}`: "licensesToAssign",
		`{"licensesToAssign":[{"skuId":"` + sku.ProductSku.ID + `","excludedPlans":["x"]}]}`:                            "excludedPlans",
		`{"licensesToAssign":[{"skuId":"` + sku.ProductSku.ID + `"}],"licensesToRemove":["` + sku.ProductSku.ID + `"]}`: "licensesToAssign",
	} {
		refused(t, s, 400, "3000", member, "POST", update(users[0]), body)
	}
}

// TestSeatsRunOut adds users and gives each a license until none is left.
func TestSeatsRunOut(t *testing.T) {
	s := open(t, Options{})
	base, c := writable(t)
	var skus collection[subscribedSku]
	read(t, s, base+"/subscribedskus", &skus)
	sku := inUse(t, skus.Items)
	for i := range sku.AvailableUnits + 1 {
		var made userBody
		does(t, s, 200, "POST", base+"/users", fmt.Sprintf(`{"displayName":"User %d","userPrincipalName":"new%d@%s",%s}`, i, i, c.domain, aPassword), &made)
		path := base + "/users/" + made.ID
		assign := `{"licensesToAssign":[{"skuId":"` + sku.ProductSku.ID + `"}]}`
		refused(t, s, 400, "3000", "usageLocation", "POST", path+"/licenseupdates", assign)
		does(t, s, 200, "PATCH", path, `{"usageLocation":"DE"}`, nil)
		if i < sku.AvailableUnits {
			does(t, s, 201, "POST", path+"/licenseupdates", assign, nil)
			continue
		}
		refused(t, s, 400, "60012", "LicenseQuotaExceededException", "POST", path+"/licenseupdates", assign)
		// Deleting somebody frees a seat; restoring does not take one that is gone.
		users, _, _ := walk[userBody](t, s, base+"/users")
		does(t, s, 204, "DELETE", base+"/users/"+users[0].ID, "", nil)
		does(t, s, 201, "POST", path+"/licenseupdates", assign, nil)
		does(t, s, 200, "PATCH", base+"/users/"+users[0].ID, `{"state":"active"}`, nil)
	}
	read(t, s, base+"/subscribedskus", &skus)
	if left := inUse(t, skus.Items); left.AvailableUnits != 0 || left.ConsumedUnits != left.TotalUnits {
		t.Errorf("%+v", left)
	}
}

// inUse gives the first product with several services of which users hold seats.
func inUse(t *testing.T, skus []subscribedSku) subscribedSku {
	t.Helper()
	for _, s := range skus {
		if len(s.ServicePlans) > 1 && s.ConsumedUnits > 0 && s.ConsumedUnits <= s.TotalUnits {
			return s
		}
	}
	t.Fatal("no product is in use")
	return subscribedSku{}
}

func FuzzUserBody(f *testing.F) {
	f.Add(`{"displayName":"Ada","userPrincipalName":"ada@x.example","passwordProfile":{"password":"Wonder-2026"}}`)
	f.Fuzz(func(t *testing.T, body string) {
		c := newCenter(newWorld(usualSeed, 3), nil, nil, func() time.Time { return testTime })
		one := &call{api: &api{center: c}, tenant: c.world.customer(0), body: []byte(body)}
		good, bad := one.createUser()
		if bad != nil {
			return
		}
		if _, err := json.Marshal(good.body); err != nil || len(one.delta.Users) != 1 || one.delta.Users[0].Display == "" {
			t.Fatalf("%v %+v", err, one.delta)
		}
	})
}
