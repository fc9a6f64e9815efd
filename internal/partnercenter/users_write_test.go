package partnercenter

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

const (
	anna    = "5fb25a31-0000-4000-8000-00000000aaaa"
	request = "ca7c39f7-0000-4000-8000-00000000bbbb"
)

// wrote is a request as the scripted service got it.
type wrote struct{ Method, Path, Request, Body string }

// scripted answers every request alike and keeps what was asked.
func scripted(t *testing.T, status int, answer string) (*desk, *[]wrote) {
	var all []wrote
	return newDesk(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		all = append(all, wrote{r.Method, r.URL.RequestURI(), r.Header.Get("MS-RequestId"), string(body)})
		if status == http.StatusNoContent {
			w.WriteHeader(status)
			return
		}
		send(w, status, answer)
	}), &all
}

func TestWritesAboutUsersAreSentAsDocumented(t *testing.T) {
	user := partner.User{ID: anna, DisplayName: "Anna", PrincipalName: "anna@contoso.com"}
	password := partner.NewPassword("Sesame-42")
	base := "/v1/customers/" + contoso
	for _, c := range []struct {
		name   string
		status int
		answer string
		do     func(d *desk) error
		want   wrote
	}{
		{"add", 200, `{"id":"` + anna + `","passwordProfile":{"password":"Sesame-42"}}`, func(d *desk) error {
			got, _, err := d.AddUser(t.Context(), contoso, partner.NewUser{PrincipalName: "anna@contoso.com", DisplayName: "Anna", UsageLocation: "CH", Password: password, ForceChange: true}, request)
			if err == nil && got.ID != anna {
				t.Errorf("the new user is %+v", got)
			}
			return err
		}, wrote{"POST", base + "/users", request, `{"usageLocation":"CH","userPrincipalName":"anna@contoso.com","firstName":"","lastName":"","displayName":"Anna","passwordProfile":{"password":"Sesame-42","forceChangePassword":true},"attributes":{"objectType":"CustomerUser"}}`}},
		{"reset", 200, `{}`, func(d *desk) error {
			_, err := d.ResetPassword(t.Context(), contoso, anna, password, true, request)
			return err
		}, wrote{"PATCH", base + "/users/" + anna + "/resetpassword", request, `{"passwordProfile":{"password":"Sesame-42","forceChangePassword":true},"attributes":{"objectType":"CustomerUser"}}`}},
		{"delete", 204, "", func(d *desk) error {
			_, err := d.DeleteUser(t.Context(), contoso, anna, request)
			return err
		}, wrote{"DELETE", base + "/users/" + anna, request, ""}},
		{"restore", 200, `{}`, func(d *desk) error {
			_, err := d.RestoreUser(t.Context(), contoso, anna, request)
			return err
		}, wrote{"PATCH", base + "/users/" + anna, request, `{"state":"active","attributes":{"objectType":"CustomerUser"}}`}},
		{"add a role", 201, `{}`, func(d *desk) error {
			_, err := d.AddRole(t.Context(), contoso, "role/1", user, request)
			return err
		}, wrote{"POST", base + "/directoryroles/role%2F1/usermembers", request, `{"id":"` + anna + `","displayName":"Anna","userPrincipalName":"anna@contoso.com","attributes":{"objectType":"UserMember"}}`}},
		{"remove a role", 204, "", func(d *desk) error {
			_, err := d.RemoveRole(t.Context(), contoso, "r1", anna, request)
			return err
		}, wrote{"DELETE", base + "/directoryroles/r1/usermembers/" + anna, request, ""}},
		{"licenses", 201, `{"licenseWarnings":[{"code":"W1","message":"A plan is left out"},{"code":"W2"}]}`, func(d *desk) error {
			warnings, _, err := d.ChangeLicenses(t.Context(), contoso, anna, partner.LicenseChange{
				Assign: []partner.LicenseGrant{{SkuID: "s1", Off: []string{"p1"}}, {SkuID: "s2"}}, Remove: []string{"s3"},
			}, request)
			if diff := cmp.Diff([]string{"A plan is left out", "W2"}, warnings); diff != "" {
				t.Error(diff)
			}
			return err
		}, wrote{"POST", base + "/users/" + anna + "/licenseupdates", request, `{"licensesToAssign":[{"skuId":"s1","excludedPlans":["p1"]},{"skuId":"s2","excludedPlans":[]}],"licensesToRemove":["s3"],"attributes":{"objectType":"LicenseUpdate"}}`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, all := scripted(t, c.status, c.answer)
			err := c.do(d)
			if strings.Contains(c.want.Path, "%2F") { // an id of the service never holds a slash: it is refused here
				failsWith(t, err, partner.CodeBadAnswer)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]wrote{c.want}, *all); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(d.log.String(), "Sesame") {
				t.Error("the password is in the log")
			}
		})
	}
}

// TestEditingAUserDropsNoField changes values of users with members that nobody
// knows, and sees every other one come back as it was.
func TestEditingAUserDropsNoField(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 3))
		was := anyResource(r, 2)
		was["id"], was["displayName"], was["usageLocation"] = anna, "Anna", nil
		before, err := json.Marshal(was)
		if err != nil {
			t.Fatal(err)
		}
		var sent []byte
		d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPatch {
				sent, _ = io.ReadAll(r.Body)
			}
			send(w, 200, "\uFEFF"+string(before))
		})
		name, where := "Anna Brunner", "CH"
		if _, err := d.EditUser(t.Context(), contoso, anna, partner.UserEdit{DisplayName: &name, UsageLocation: &where}, request); err != nil {
			t.Fatal(err)
		}
		want := parsed(t, before)
		want["displayName"], want["usageLocation"] = name, where
		if got := parsed(t, sent); !reflect.DeepEqual(want, got) {
			t.Fatalf("seed %d: %s", seed, cmp.Diff(want, got))
		}
	}
}

func TestAUserThatWasAddedWithoutAnIDIsUnclear(t *testing.T) {
	d, _ := scripted(t, 200, `{"nothing":1}`)
	_, _, err := d.AddUser(t.Context(), contoso, partner.NewUser{Password: partner.NewPassword("Sesame-42")}, request)
	if e := failsWith(t, err, partner.CodeBadAnswer); !e.Unclear {
		t.Error("nobody is told that the user may be there")
	}
}

func TestUsersComeInPages(t *testing.T) {
	asked := []string{}
	d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.RequestURI()+" "+r.Header.Get("MS-ContinuationToken"))
		if len(asked) == 1 {
			send(w, 200, list(nextLink("/customers/"+contoso+"/users?size=500&seekOperation=Next", "AQ,/=="), `{"id":"1","state":"active"}`))
			return
		}
		send(w, 200, list("", `{"id":"2","state":"inactive","softDeletionTime":"2026-03-01T00:00:00Z"}`, `{}`))
	})
	first, next, err := d.UsersPage(t.Context(), contoso, true, "")
	if err != nil || len(first) != 1 || next == "" {
		t.Fatal(first, next, err)
	}
	rest, next, err := d.UsersPage(t.Context(), contoso, true, next)
	if err != nil || len(rest) != 1 || next != "" || rest[0].DeletedAt.IsZero() {
		t.Fatal(rest, next, err)
	}
	want := []string{
		"/v1/customers/" + contoso + "/users?size=500&filter=%7B%22Field%22%3A%22UserState%22%2C%22Value%22%3A%22Inactive%22%2C%22Operator%22%3A%22equals%22%7D ",
		"/v1/customers/" + contoso + "/users?size=500&seekOperation=Next AQ,/==",
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Error(diff)
	}
	if _, _, err := d.UsersPage(t.Context(), contoso, false, "rubbish"); partner.CodeOf(err) != partner.CodeInvalidInput {
		t.Error(err)
	}
}

// TestDocumentedRefusalsOfLicenses are the codes of the page on errors.
func TestDocumentedRefusalsOfLicenses(t *testing.T) {
	for _, c := range []struct {
		status  int
		code    string
		want    partner.Code
		unclear bool
	}{
		{400, "60012", partner.CodeService, false},
		{400, "900316", partner.CodeSignIn, false},
		{403, "900309", partner.CodeService, false},
		{403, "900308", partner.CodeGranularRights, false},
		{404, "60002", partner.CodeNotFound, false},
		{500, "900192", partner.CodeService, true},
	} {
		d, all := scripted(t, c.status, fmt.Sprintf(`{"code":%s,"description":"no","data":["LicenseQuotaExceededException"]}`, c.code))
		_, _, err := d.ChangeLicenses(t.Context(), contoso, anna, partner.LicenseChange{Remove: []string{"s"}}, request)
		e := failsWith(t, err, c.want)
		if e.ServiceCode != c.code || e.Unclear != c.unclear || len(*all) != 1 {
			t.Errorf("%s: %+v after %d requests", c.code, e, len(*all))
		}
	}
}

func TestServicePlansAreRead(t *testing.T) {
	d, _ := scripted(t, 200, `{"items":[{"productSku":{"id":"s","name":"Suite","licenseGroupId":"group1"},"totalUnits":5,"servicePlans":[
		{"id":"p1","displayName":"Mail","capabilityStatus":"Assigned"},{"id":"p2","serviceName":"CHAT","capabilityStatus":"Disabled"},{"id":"p3","capabilityStatus":"deleted"}]}]}`)
	licenses, err := d.Licenses(t.Context(), contoso)
	if err != nil {
		t.Fatal(err)
	}
	want := []partner.ServicePlan{{ID: "p1", Name: "Mail"}, {ID: "p2", Name: "CHAT"}, {ID: "p3", Name: "p3"}}
	if diff := cmp.Diff(want, licenses[0].Plans); diff != "" || licenses[0].Group != "group1" {
		t.Error(diff)
	}
	held, err := d.UserLicenses(t.Context(), contoso, anna)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]partner.UserLicense{{SkuID: "s", Name: "Suite", Off: []string{"p2", "p3"}}}, held); diff != "" {
		t.Error(diff)
	}
}
