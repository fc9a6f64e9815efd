package sandbox

import (
	"strings"
	"testing"
)

// TestRightsAreRemovedAndGrantedAgain plays the customer's side of admin rights.
func TestRightsAreRemovedAndGrantedAgain(t *testing.T) {
	s := open(t, Options{})
	_, c := writable(t)
	users := "/v1/customers/" + c.id + "/users"
	page := pathSettings + "?tenant=" + c.id + "&role=" + roleGlobal
	v := visit(t, s, requestLink(t, s))
	has := func(when string, granted bool, sentence string) {
		t.Helper()
		want := map[bool]int{true: 200, false: 403}[granted]
		if status, _, _ := fetch(t, s, users); status != want {
			t.Errorf("%s: users answer %d", when, status)
		}
		if _, text := v.get(page); !strings.Contains(text, sentence) {
			t.Errorf("%s: the page lacks %q", when, sentence)
		}
	}
	has("at first", true, "Remove admin rights")
	for range 2 {
		if status, next, _ := v.post(pathRemove, "tenant", c.id, "role", roleGlobal); status != 303 || next != page[:len(pathSettings)]+"?role="+roleGlobal+"&tenant="+c.id {
			t.Errorf("removing: %d to %s", status, next)
		}
		has("removed", false, "The admin rights are removed")
	}
	// The invitation restores no rights, and says so.
	status, _, text := v.post("/practice/answer", "tenant", c.id, "role", roleGlobal, "answer", "accept", "authorize", "yes")
	if status != 409 || !strings.Contains(text, "approve granular admin rights again") {
		t.Errorf("accepting once more: %d", status)
	}
	for _, role := range []string{roleBilling, roleUser} {
		if status, _, _ := v.post(pathGrant, "tenant", c.id, "role", role); status != 403 {
			t.Errorf("%s may grant: %d", role, status)
		}
	}
	status, next, _ := v.post(pathGrant, "tenant", c.id, "role", roleGlobal)
	if _, text := v.get(next); status != 303 || !strings.Contains(text, "The granular admin rights are approved") {
		t.Errorf("granting: %d", status)
	}
	s = again(t, s)
	v = visit(t, s, requestLink(t, s))
	has("granted, after a restart", true, "Remove admin rights")
	if status, _, _ := v.post(pathGrant, "tenant", prospectID(3), "role", roleGlobal); status != 404 {
		t.Errorf("a stranger grants rights: %d", status)
	}
}

// TestRightsOutliveTheRelationship: granular rights are a relationship of their
// own, which the customer can end.
func TestRightsOutliveTheRelationship(t *testing.T) {
	s := open(t, Options{})
	v := visit(t, s, requestLink(t, s))
	v.accept(prospectID(0))
	path := "/v1/customers/" + prospectID(0)
	var list collection[subscriptionBody]
	read(t, s, path+"/subscriptions", &list)
	trial := path + "/subscriptions/" + list.Items[0].ID
	does(t, s, 200, "PATCH", trial, with(t, s, trial, "status", "suspended"), nil)
	does(t, s, 200, "PATCH", path, `{"relationshipToPartner":"none"}`, nil)
	page := pathSettings + "?tenant=" + prospectID(0) + "&role=" + roleGlobal
	if _, text := v.get(page); !strings.Contains(text, "no longer your reseller") || !strings.Contains(text, "Remove admin rights") {
		t.Errorf("%s", text)
	}
	if status, _, _ := v.post(pathRemove, "tenant", prospectID(0), "role", roleGlobal); status != 303 {
		t.Errorf("removing: %d", status)
	}
	if _, text := v.get(page); !strings.Contains(text, "has no partner yet") {
		t.Errorf("%s", text)
	}
	v.accept(prospectID(0))
	if status, _, _ := fetch(t, s, path+"/users"); status != 200 {
		t.Errorf("after coming back: %d", status)
	}
}
