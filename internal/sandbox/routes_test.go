package sandbox

import (
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPackageCommentListsTheCalls compares the package comment with the routes,
// and has those called that it says are not answered.
func TestPackageCommentListsTheCalls(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, line := range regexp.MustCompile(`(?m)^//\t((?:[A-Z]+ )+) *([a-zA-Z]+[^ :\n]*)$`).FindAllStringSubmatch(string(text), -1) {
		listed[line[2]] = strings.TrimSpace(line[1])
	}
	answered := map[string]string{}
	for _, rt := range newAPI(nil, tokens{}, "", nil).routes {
		path := strings.Join(rt.parts, "/")
		answered[path] = strings.TrimSpace(answered[path] + " " + rt.method)
	}
	if diff := cmp.Diff(answered, listed); diff != "" {
		t.Errorf("answered (-) and listed (+): %s", diff)
	}
	s := open(t, Options{})
	_, c := writable(t)
	missing := regexp.MustCompile(`(?m)^//\t([A-Z]+) ([a-zA-Z][^ :]*): .+$`).FindAllStringSubmatch(string(text), -1)
	for _, line := range missing {
		path := "/v1/" + regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(strings.Replace(line[2], "{customer}", c.id, 1), "x")
		status, _, _ := send(t, s, line[1], path, "{}")
		if status != http.StatusNotFound && status != http.StatusMethodNotAllowed {
			t.Errorf("%s %s answers %d", line[1], path, status)
		}
	}
	if len(missing) < 10 {
		t.Errorf("%d calls are listed as not answered", len(missing))
	}
}

// TestWhoMayCall asks every call without a user and without rights, and checks
// that it is refused where its page says so.
func TestWhoMayCall(t *testing.T) {
	s := open(t, Options{})
	_, closed := sampleCustomers(t)
	free := []string{ // what works without a user, by the documentation's pages
		"customers", "customers/{customer}", "customers/{customer}/organization", "customers/{customer}/customDomains", "customers/{customer}/profiles/billing",
		"customers/{customer}/qualifications", "customers/{customer}/subscriptions", "customers/{customer}/subscriptions/{subscription}",
		"customers/{customer}/subscriptions/{subscription}/addons", "customers/{customer}/products", "customers/{customer}/carts", "customers/{customer}/carts/{cart}",
		"customers/{customer}/carts/{cart}/checkout", "customers/{customer}/orders", "customers/{customer}/orders/{order}",
		"customers/{customer}/orders/{order}/provisioningstatus", "products", "products/{product}/skus", "products/{product}/skus/{sku}",
		"products/{product}/skus/{sku}/availabilities", "products/{product}/skus/{sku}/availabilities/{availability}", "profiles/legalbusiness", "auditrecords",
		"domains/{domain}", "countryvalidationrules/{country}", "validations/address",
	}
	fill := func(parts []string) string {
		path := strings.Replace(strings.Join(parts, "/"), "{customer}", closed.id, 1)
		return "/v1/" + regexp.MustCompile(`\{[a-z]+\}`).ReplaceAllString(path, "x")
	}
	for _, rt := range newAPI(nil, tokens{}, "", nil).routes {
		path := strings.Join(rt.parts, "/")
		changesForUsers := rt.method == http.MethodPatch && path == "customers/{customer}" || rt.method == http.MethodPost && path == "customers/{customer}/qualifications"
		want := slices.Contains(free, path) && !changesForUsers
		if rt.userOnly == want {
			t.Errorf("%s %s: works without a user: %v", rt.method, path, !rt.userOnly)
		}
		if rt.userOnly {
			refused(t, s, 403, "900329", "", rt.method, fill(rt.parts), "{}", "Authorization", "Bearer "+s.AppToken())
		}
		if rt.roles != nil && rt.method != http.MethodHead {
			refused(t, s, 403, "900308", rt.roles[0], rt.method, fill(rt.parts), "{}")
		}
	}
}
