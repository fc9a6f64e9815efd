package i18n

import (
	"regexp"
	"testing"

	"cspdesk/internal/partner"
)

// TestRolesInChinese: by their Chinese name, with the name that the service gave
// behind it, and whichever a person types is found.
func TestRolesInChinese(t *testing.T) {
	admin := partner.DirectoryRole{ID: "62E90394-69f5-4237-9190-012177145e10", Name: "Company Administrator"}
	own := partner.DirectoryRole{ID: "11111111-1111-1111-1111-111111111111", Name: "Fabrikam Operator"}
	for _, c := range []struct {
		text *Strings
		role partner.DirectoryRole
		want string
	}{
		{English(), admin, "Company Administrator"},
		{Chinese(), admin, "全局管理员 (Company Administrator)"},
		{Chinese(), own, "Fabrikam Operator"},
	} {
		if got := c.text.RoleName(c.role); got != c.want {
			t.Errorf("%s: %q, want %q", c.text.Language, got, c.want)
		}
	}
	for typed, want := range map[string]bool{
		"全局管理员": true, "company administrator": true, "全局管理员 (Company Administrator)": true, "62e90394-69f5-4237-9190-012177145e10": true, "全局": false, "": false,
	} {
		if Chinese().IsRole(admin, typed) != want {
			t.Errorf("%q is the role: %v", typed, !want)
		}
	}
	if English().IsRole(admin, "全局管理员") {
		t.Error("the English program knows a Chinese name")
	}
	if preview := (partner.DirectoryRole{ID: own.ID, Name: "Fabrikam Operator (Preview)"}); English().IsRole(preview, own.Name) {
		t.Error("a role is found by the beginning of its name")
	}
	id := regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	seen := map[string]string{}
	for key, name := range roleNamesChinese {
		if !id.MatchString(key) || !hasHan(name) || seen[name] != "" {
			t.Errorf("%s %s, also %s", key, name, seen[name])
		}
		seen[name] = key
	}
	for key := range rolesEnglish {
		if roleNamesChinese[key] == "" {
			t.Errorf("%s has a text but no Chinese name", key)
		}
	}
}
