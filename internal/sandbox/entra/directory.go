package entra

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

const (
	graphResource = "https://graph.microsoft.com"
	memberships   = 2 // of a page: few, so that there are several
)

// memberOf lists what the person of the token belongs to (Microsoft Graph, "List
// a user's memberships (direct and transitive)").
func (s *Server) memberOf(w http.ResponseWriter, r *http.Request) {
	refuse := func(status int, code, words string) {
		answer(w, status, map[string]any{"error": map[string]any{"code": code, "message": words, "innerError": map[string]string{"request-id": uuid.NewString()}}})
	}
	user, ok := s.bearer(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), graphResource)
	who, known := s.person(user)
	switch {
	case !ok || !known:
		refuse(http.StatusUnauthorized, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience.")
		return
	case s.knobs.graph == "forbidden":
		refuse(http.StatusForbidden, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
		return
	}
	all := s.belongsTo(who)
	from, err := strconv.Atoi(r.URL.Query().Get("$skiptoken"))
	if err != nil || from < 0 || from > len(all) {
		from = 0
	}
	to := min(from+memberships, len(all))
	page := map[string]any{"@odata.context": s.url + "/v1.0/$metadata#directoryObjects", "value": all[from:to]}
	if to < len(all) {
		page["@odata.nextLink"] = s.url + "/v1.0/me/transitiveMemberOf?$skiptoken=" + strconv.Itoa(to)
	}
	answer(w, http.StatusOK, page)
}

// belongsTo are the objects of a person. An app that may not read one is given
// its type and id alone.
func (s *Server) belongsTo(who person) []any {
	all := []any{}
	add := func(kind, field, value, name string) {
		one := map[string]any{"@odata.type": kind, "id": uuid.NewSHA1(uuid.NameSpaceURL, []byte(value)).String(), "displayName": name, field: value}
		if s.knobs.graph == "hidden" {
			one["displayName"], one[field] = nil, nil
		}
		all = append(all, one)
	}
	for _, name := range who.groups {
		add("#microsoft.graph.group", "displayName", name, name)
	}
	for _, template := range who.wids {
		add("#microsoft.graph.directoryRole", "roleTemplateId", template, "Global Administrator")
	}
	return all
}
