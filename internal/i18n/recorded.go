package i18n

import (
	"fmt"
	"strings"

	"cspdesk/internal/partner"
)

// Recorded puts into words what a line of the record says about how something was
// done and how it went. The record itself is the same in every language, and keeps
// what it says in English or in codes; what this has no words for, such as what a
// person wrote, stays as it is.
func (s *Strings) Recorded(a partner.Activity) string {
	text, result := a.Detail, ""
	if a.Outcome == partner.OutcomeFailed && a.Action != partner.ActionRefreshStopped {
		text, result = s.cutResult(text)
	}
	switch a.Action {
	case partner.ActionSubscriptionChanged, partner.ActionUserEdited, partner.ActionBought, partner.ActionLicensesChanged,
		partner.ActionRoleAdded, partner.ActionRoleRemoved:
		if object, detail, found := strings.Cut(text, ": "); found {
			return object + s.Common.Colon + s.Meant(a.Action, detail) + result
		}
	case partner.ActionRequestOpened:
		if at := strings.LastIndex(text, ": "); at >= 0 {
			return text[:at] + s.Common.Colon + s.Meant(a.Action, text[at+2:]) + result
		}
	}
	return s.Meant(a.Action, text) + result
}

// cutResult takes the result of a change from the end of a line, and puts it into
// words.
func (s *Strings) cutResult(text string) (rest, words string) {
	for at := range text {
		if !strings.HasPrefix(text[at:], ": ") {
			continue
		}
		code, _, _ := strings.Cut(strings.TrimPrefix(text[at:], ": "), ":")
		code, _, _ = strings.Cut(code, " ")
		if _, known := s.Errors[code]; known {
			return text[:at], s.Common.Colon + s.Result(text[at+2:])
		}
	}
	return text, ""
}

// Meant puts into words what the record keeps about what was to be done.
func (s *Strings) Meant(action partner.Action, detail string) string {
	t := s.Activity
	switch action {
	case partner.ActionInvitationFinished:
		return Word(t.Asked, detail)
	case partner.ActionInvitationSnoozed:
		if day, found := strings.CutPrefix(detail, "until "); found {
			return fmt.Sprintf(t.Until, day)
		}
	case partner.ActionCustomersImported:
		var added, updated, unchanged string
		if n, _ := fmt.Sscanf(strings.ReplaceAll(detail, ",", ""), "%s added %s updated %s unchanged", &added, &updated, &unchanged); n == 3 {
			return fmt.Sprintf(t.Imported, added, updated, unchanged)
		}
	case partner.ActionAuditRefused:
		if detail == english.Audit.Refused || detail == chinese.Audit.Refused {
			return s.Audit.Refused
		}
	case partner.ActionSubscriptionChanged:
		return s.subscriptionChanged(detail)
	case partner.ActionLicensesChanged:
		return s.licensesChanged(detail)
	case partner.ActionBillingChanged:
		parts := strings.Split(detail, "; ")
		for i, part := range parts {
			if field, values, found := strings.Cut(part, " "); found && s.Account.Fields[field] != "" {
				parts[i] = s.Account.Fields[field] + " " + values
			}
		}
		return strings.Join(parts, t.Between)
	case partner.ActionUserEdited:
		for name, word := range map[string]string{
			"userPrincipalName": s.Users.NamePart, "displayName": s.Users.DisplayName, "firstName": s.Users.FirstName,
			"lastName": s.Users.LastName, "usageLocation": s.Users.Location,
		} {
			detail = strings.ReplaceAll(detail, name+`="`, word+` "`) // a quotation mark in a value has a backslash before it
		}
		return detail
	case partner.ActionBought:
		seats, title, found := strings.Cut(detail, " x ")
		if at := strings.LastIndex(title, ", cart "); found && at >= 0 {
			return fmt.Sprintf(t.Bought, seats, title[:at], title[at+len(", cart "):])
		}
	case partner.ActionRoleAdded, partner.ActionRoleRemoved:
		return s.roleChanged(detail)
	case partner.ActionRequestOpened:
		return Word(s.Support.Severities, detail)
	case partner.ActionRequestNoted: // a person's own words
	default:
		return s.Result(detail)
	}
	return detail
}

// licensesChanged names the products of a change without their ids, and counts the
// services that are switched off; perhaps with what was found later.
func (s *Strings) licensesChanged(detail string) string {
	detail, found, later := strings.Cut(detail, ": ")
	parts := strings.Split(detail, "; ")
	for i, part := range parts {
		sku, name, found := strings.Cut(part, " ")
		name, off, _ := strings.Cut(name, " -[")
		switch {
		case !found:
			continue
		case strings.HasPrefix(sku, "+"):
			parts[i] = fmt.Sprintf(s.Activity.Given, name)
		case strings.HasPrefix(sku, "-"):
			parts[i] = fmt.Sprintf(s.Activity.Taken, name)
		}
		if n := len(strings.Fields(strings.TrimSuffix(off, "]"))); n > 0 {
			parts[i] += s.Common.Comma + s.Count(s.Users.PlansOff, n)
		}
	}
	text := strings.Join(parts, s.Activity.Between)
	if later {
		text += s.Common.Colon + fmt.Sprintf(s.Activity.HasNow, found)
	}
	return text
}

// roleChanged names a role without its id; perhaps with those that were found later.
func (s *Strings) roleChanged(detail string) string {
	role, found, later := strings.Cut(detail, ": ")
	id, name, named := strings.Cut(role, " ")
	if !named {
		return detail
	}
	text := s.RoleName(partner.DirectoryRole{ID: id, Name: name})
	if later {
		text += s.Common.Colon + fmt.Sprintf(s.Activity.HasNow, found)
	}
	return text
}

// subscriptionChanged is what SubscriptionEdit.Detail wrote, and perhaps what was
// found later.
func (s *Strings) subscriptionChanged(detail string) string {
	change, values, _ := strings.Cut(detail, " ")
	before, after, found := strings.Cut(values, " -> ")
	if !found || s.Activity.Edits[change] == "" {
		return detail
	}
	more := ""
	if partner.SubscriptionChange(change) != partner.ChangeNickname {
		after, more, _ = strings.Cut(after, ": ")
	}
	text := s.Activity.Edits[change] + " " + s.subscriptionValue(change, before) + " -> " + s.subscriptionValue(change, after)
	if more != "" {
		text += s.Common.Colon + s.subscriptionValue(change, more)
	}
	return text
}

// subscriptionValue names what a partner.SubscriptionChange is about.
func (s *Strings) subscriptionValue(change, value string) string {
	switch partner.SubscriptionChange(change) {
	case partner.ChangeAutoRenew:
		return Word(map[string]string{"true": s.Subscriptions.On, "false": s.Subscriptions.Off}, value)
	case partner.ChangeSuspend, partner.ChangeReactivate, partner.ChangeCancel:
		return Word(s.Common.SubscriptionState, value)
	}
	return value
}

// FoundNow puts into words what Partner Center has now where a change may have been
// made: the values as manage reads them.
func (s *Strings) FoundNow(in partner.Intent, found string) string {
	first, rest, _ := strings.Cut(found, " ")
	switch in.Action {
	case partner.ActionSubscriptionChanged:
		change, _, _ := strings.Cut(in.Detail, " ")
		return s.subscriptionValue(change, found)
	case partner.ActionBillingChanged, partner.ActionUserEdited:
		return s.Meant(in.Action, found)
	case partner.ActionLicensesChanged:
		if found != "" {
			return fmt.Sprintf(s.Activity.HasNow, found)
		}
	case partner.ActionUserDeleted, partner.ActionUserRestored:
		return Word(s.Common.UserState, found)
	case partner.ActionRelationEnded, partner.ActionRightsGivenUp:
		return Word(s.Common.Relationships, found)
	case partner.ActionRequestClosed:
		return Word(s.Support.Statuses, found)
	case partner.ActionQualificationRequested:
		return strings.TrimSpace(Word(s.Account.Names, first) + " " + Word(s.Account.Vetting, rest))
	case partner.ActionBought:
		return strings.TrimSpace(first + " " + Word(s.Buy.Status, strings.ReplaceAll(strings.ToLower(rest), " ", "_")))
	}
	return found
}

// Result puts into words how something went: the numbers of a refresh, the code of
// an error, the way in which a mail went out.
func (s *Strings) Result(text string) string {
	parts, ours := strings.Split(text, "; "), false
	for i, part := range parts {
		words, known := s.recorded(part)
		parts[i], ours = words, ours || known
	}
	if !ours {
		return text
	}
	return strings.Join(parts, s.Activity.Between)
}

func (s *Strings) recorded(part string) (words string, known bool) {
	if counts := strings.Split(part, ", "); s.Activity.Numbers[key(counts[0])] != "" {
		for i, count := range counts {
			if word := s.Activity.Numbers[key(count)]; word != "" {
				counts[i] = word + s.Common.Colon + strings.TrimPrefix(count, key(count)+": ")
			}
		}
		return strings.Join(counts, s.Common.Comma), true
	}
	lead, detail, more := strings.Cut(part, ": ")
	code, service, _ := strings.Cut(lead, " ")
	words = s.Common.Channels[lead]
	if text, known := s.Errors[code]; known && words == "" {
		words = strings.TrimSpace(text.What + " " + service)
	}
	switch {
	case words == "":
		return part, false
	case more && s.details[detail] != "":
		words += s.Common.Colon + s.details[detail]
	case more:
		words += s.Common.Colon + detail
	}
	return words, true
}

func key(count string) string {
	name, _, _ := strings.Cut(count, ": ")
	return name
}
