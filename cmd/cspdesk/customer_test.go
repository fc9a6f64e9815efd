package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var (
	csrfField   = regexp.MustCompile(`name="csrf" value="([^"]+)"`)
	tenantField = regexp.MustCompile(`name="tenant" value="([^"]+)"`)
)

// acceptAs answers an invitation over the pages of the practice center, as the
// global admin of the organization with this domain would.
func acceptAs(t testing.TB, link, domain string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	address, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string) string {
		response, err := client.Get("http://" + address.Host + path)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %v\n%s", path, response.Status, err, body)
		}
		return string(body)
	}
	page := get("/practice/sign-in?" + address.RawQuery)
	before, _, found := strings.Cut(page, domain)
	tenants := tenantField.FindAllStringSubmatch(before, -1)
	if !found || len(tenants) == 0 {
		t.Fatalf("%s is not on the page:\n%s", domain, page)
	}
	form := url.Values{
		"csrf": {csrfField.FindStringSubmatch(page)[1]}, "invitation": {address.RawQuery},
		"tenant": {tenants[len(tenants)-1][1]}, "role": {"global-admin"},
		"answer": {"accept"}, "authorize": {"yes"}, "agreement": {"yes"},
	}
	for _, step := range []string{"sign-in", "answer"} {
		response, err := client.PostForm("http://"+address.Host+"/practice/"+step, form)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s: %s\n%s", step, response.Status, body)
		}
	}
}
