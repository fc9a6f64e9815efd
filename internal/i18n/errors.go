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
	"invalid-input":   {"That is not valid input", "Correct it and try again."},
	"not-found":       {"Nothing matched", "Check the name or id."},
	"conflict":        {"This was changed elsewhere meanwhile", "Open it again and repeat your change; your text is kept."},
	"cancelled":       {"Cancelled", "What was saved before stays."},
	"not-allowed":     {"This is not allowed here", "Ask an admin agent of your company."},
	"read-only":       {"Nothing may be changed in read-only mode", "Start without --read-only."},
	"sign-in":         {"Partner Center did not accept the sign-in", "Sign in again, or check CSPDESK_ACCESS_TOKEN."},
	"internal":        {"Something unexpected happened", "Try again; the log has the details."},
	"link-broken":     {"The personal link in the mail is damaged", "Put the original link back before you go on."},
	"too-long":        {"This is too long", "Shorten it, or copy the mail instead."},
	"store-busy":      {"Another program is using the database", "Try again in a moment; your text is kept."},
	"store-damaged":   {"The database is damaged", "It was left as it is. Restore a backup with: cspdesk restore FILE"},
	"store-foreign":   {"The file is not a cspdesk database", "It was left as it is. Choose another folder with --data."},
	"store-newer":     {"The database was written by a newer version of cspdesk", "It was left as it is. Update cspdesk."},
	"store-read-only": {"The database cannot be written", "Check the permissions of the folder."},
	"store-full":      {"The disk is full", "Free some space and try again; your text is kept."},
	"store-path":      {"The data folder cannot be used", "Choose another folder with --data."},
	"unreachable":     {"Partner Center could not be reached", "Check the network and try again."},
	"throttled":       {"Partner Center asks to wait", "Try again in a minute."},
	"service":         {"Partner Center refused the request", "The service's own words follow."},
	"bad-answer":      {"The answer was not what Partner Center documents", "Try again; if it stays, quote the correlation id to Microsoft."},
	"forbidden":       {"Your role in Partner Center does not allow this", "Ask for the admin agent role in your company's tenant."},
	"granular-rights": {"The customer has not granted the rights for this", "Ask the customer for granular admin rights in Partner Center."},
	"file":            {"The file cannot be used", "Check its path and permissions."},
	"not-customers":   {"This file is not a customers export", "Export the customers as CSV from Partner Center and try again."},
	"mail-app":        {"No mail app could be opened", "Copy the mail, or save it as a file."},
	"browser":         {"No browser could be opened", "Copy the link and open it in a browser yourself."},
	"clipboard":       {"The clipboard could not be reached", "Copy the link from the screen, or save the mail as a file."},
	"editor":          {"The editor did not return a usable text", "Your text is unchanged. Set VISUAL or EDITOR."},
}
