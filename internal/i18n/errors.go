package i18n

import "cspdesk/internal/partner"

// Error gives the sentences for a code; a code without any gets those of an
// internal error.
func (s *Strings) Error(code partner.Code) ErrorText {
	if text, ok := s.Errors[string(code)]; ok {
		return text
	}
	return s.Errors[string(partner.CodeInternal)]
}

var errorsEnglish = map[string]ErrorText{
	"invalid-input":   {"That is not valid input", "Correct it and try again.", nobody},
	"not-found":       {"Nothing matched", "Check the name or id.", nobody},
	"conflict":        {"This was changed elsewhere meanwhile", "Open it again and repeat your change; your text is kept.", nobody},
	"cancelled":       {"Cancelled", "What was saved before stays.", nobody},
	"not-allowed":     {"This is not allowed here", "Ask an admin agent of your company.", nobody},
	"read-only":       {"Nothing may be changed in read-only mode", "Start without --read-only.", nobody},
	"sign-in":         {"Partner Center did not accept the sign-in", "Sign in again, or check CSPDESK_ACCESS_TOKEN.", nobody},
	"internal":        {"Something unexpected happened", "Try again; the log has the details.", nobody},
	"link-broken":     {"The personal link in the mail is damaged", "Put the original link back before you go on.", nobody},
	"too-long":        {"This is too long", "Shorten it, or copy the mail instead.", nobody},
	"store-busy":      {"Another program is using the database", "Try again in a moment; your text is kept.", nobody},
	"store-damaged":   {"The database is damaged", "It was left as it is. Restore a backup with: cspdesk restore FILE", nobody},
	"store-foreign":   {"The file is not a cspdesk database", "It was left as it is. Choose another folder with --data.", nobody},
	"store-newer":     {"The database was written by a newer version of cspdesk", "It was left as it is. Update cspdesk.", nobody},
	"store-read-only": {"The database cannot be written", "Check the permissions of the file and of its folder.", nobody},
	"store-full":      {"The disk is full", "Free some space and try again; your text is kept.", nobody},
	"store-path":      {"The data folder cannot be used", "Choose another folder with --data.", nobody},
	"unreachable":     {"Partner Center could not be reached", "Check the network and try again.", nobody},
	"throttled":       {"Partner Center asks to wait", "Wait as long as it asks, or a minute if it does not say, and try again.", nobody},
	"service":         {"Partner Center refused the request", "Its own words say why.", askMicrosoft},
	"bad-answer":      {"The answer was not what Partner Center documents", "Try again.", askMicrosoft},
	"forbidden":       {"Your role in Partner Center does not allow this", "It needs the admin agent role in your company's tenant; a new role takes up to an hour.", askPartnerAdmin},
	"granular-rights": {"The customer has not granted the rights for this", "That is normal without admin rights. It needs a role in the customer's tenant, such as Directory readers or Global reader.", askGranular},
	"unclear":         {"The change was sent, and no answer came", "It may have been made. Look at it under the changes without an answer; nothing is sent again by itself.", nobody},
	"unresolved":      {"The same change was sent before, and nobody knows what became of it", "Look at that one first; cspdesk pending list names it.", nobody},
	"under-way":       {"The same change is being made now", "Wait for its answer.", nobody},
	"role":            {"Your role in Partner Center is not one that Microsoft names for this", "If your profile names the wrong roles, correct it there.", askPartnerAdmin},
	"rehearsed":       {"The call was not made", "Calls are only shown here.", nobody},
	"file":            {"The file cannot be used", "Check its path and permissions.", nobody},
	"not-customers":   {"This file is not a customers export", "Export the customers as CSV from Partner Center and try again.", nobody},
	"mail-app":        {"No mail app could be opened", "Copy the mail, or save it as a file.", nobody},
	"browser":         {"No browser could be opened", "Copy the link and open it in a browser yourself.", nobody},
	"clipboard":       {"The clipboard could not be reached", "Copy the link from the screen, or save the mail as a file.", nobody},
	"editor":          {"The editor did not return a usable text", "Your text is unchanged. Set VISUAL or EDITOR.", nobody},
}
