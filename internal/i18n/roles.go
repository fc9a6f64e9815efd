package i18n

import (
	"strings"

	"cspdesk/internal/partner"
)

// What directory roles are for, by the id of their template, which is the same in
// every tenant (Microsoft Entra ID, "Microsoft Entra built-in roles"). The service
// gives some of them the names of old.
var rolesEnglish = map[string]string{
	"62e90394-69f5-4237-9190-012177145e10": "everything; now Global Administrator",
	"fe930be7-5e62-47db-91af-98c3a49a38b1": "users, groups, most passwords",
	"729827e3-9c14-49f7-bb1b-9608f156bbb8": "passwords of users who have no role",
	"b0f54661-2d74-4c50-afa3-1ec803f12efe": "bills, payments, subscriptions",
	"29232cdf-9323-42fd-ade2-1d097af3e4de": "all of Exchange Online",
	"f28a1f50-f6e7-4571-818b-6a12f2af6b6c": "all of SharePoint and OneDrive",
	"69091246-20e8-4a56-aa4d-066075b2a7a8": "all of Microsoft Teams",
	"4d6ac14f-3453-41d0-bef9-a3e0c569773a": "licenses of users and groups",
	"f023fd81-a637-4b56-95fd-791ac0226033": "service health, support tickets",
	"966707d0-3269-4727-9be2-8c3a10f19b9d": "passwords of users who have no role",
	"e8611ab8-c189-46e8-94e1-60213ab1f814": "who has which role, the highest too",
	"f2ef992c-3afb-46b9-b7cf-a126ee74c451": "sees everything, changes nothing",
	"88d8e3e3-8f55-4a1e-953a-9b9898b8876b": "sees the directory",
	"9360feb5-f418-4baa-8175-e2a00bac4301": "changes the directory; for applications",
}

// RoleName names a directory role as it came; in Chinese by its Chinese name, where
// one is known, with the name that came behind it.
func (s *Strings) RoleName(role partner.DirectoryRole) string {
	if name := s.ownRoleName(role); name != "" {
		return name + " (" + role.Name + ")"
	}
	return role.Name
}

// ownRoleName is the name of a role in the language, "" where the language has
// none but that which came.
func (s *Strings) ownRoleName(role partner.DirectoryRole) string {
	if s.Language != chinese.Language {
		return ""
	}
	return roleNamesChinese[strings.ToLower(role.ID)]
}

// IsRole reports whether a person means a role by its id or one of its names.
func (s *Strings) IsRole(role partner.DirectoryRole, typed string) bool {
	own := s.ownRoleName(role)
	return strings.EqualFold(role.ID, typed) || strings.EqualFold(role.Name, typed) ||
		strings.EqualFold(s.RoleName(role), typed) || own != "" && strings.EqualFold(own, typed)
}
