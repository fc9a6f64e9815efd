package partner

import (
	"errors"
	"strings"
)

// Code says what went wrong in a way that the program can act on. The sentence
// for people stands in the language tables, under the same code.
type Code string

// The codes that more than one room uses.
const (
	CodeInvalidInput   Code = "invalid-input"
	CodeNotFound       Code = "not-found"
	CodeConflict       Code = "conflict" // changed by somebody else meanwhile
	CodeCancelled      Code = "cancelled"
	CodeNotAllowed     Code = "not-allowed" // by role, cloud, connection or state
	CodeReadOnly       Code = "read-only"
	CodeSignIn         Code = "sign-in"
	CodeInternal       Code = "internal"
	CodeLinkBroken     Code = "link-broken"
	CodeTooLong        Code = "too-long"
	CodeStoreBusy      Code = "store-busy"
	CodeStoreDamaged   Code = "store-damaged"
	CodeStoreForeign   Code = "store-foreign"
	CodeStoreNewer     Code = "store-newer"
	CodeStoreReadOnly  Code = "store-read-only"
	CodeStoreFull      Code = "store-full"
	CodeStorePath      Code = "store-path" // unsafe or unusable place
	CodeUnreachable    Code = "unreachable"
	CodeThrottled      Code = "throttled"
	CodeService        Code = "service"         // the service answered with an error of its own
	CodeBadAnswer      Code = "bad-answer"      // the answer is not what the service documents
	CodeForbidden      Code = "forbidden"       // a role in the partner's tenant is missing
	CodeGranularRights Code = "granular-rights" // a granular role in the customer's tenant is missing
	CodeUnclear        Code = "unclear"         // a change was sent and no answer came
	CodeUnresolved     Code = "unresolved"      // the same change was sent before and nobody knows what became of it
	CodeUnderWay       Code = "under-way"       // the same change is being made now
	CodeRole           Code = "role"            // a role of the profile that Microsoft's pages name as not enough
	CodeRehearsed      Code = "rehearsed"       // the call was not made, because calls are only to be shown
	CodeFile           Code = "file"
	CodeNotCustomers   Code = "not-customers" // a file that is no customers export
	CodeMailApp        Code = "mail-app"
	CodeBrowser        Code = "browser"
	CodeClipboard      Code = "clipboard"
	CodeEditor         Code = "editor"
)

// Error is the one error type of the program.
type Error struct {
	Code          Code
	Detail        string // what exactly, in English or in the service's own words; may come from outside
	ServiceCode   string // the service's error code; "" if none
	HTTPStatus    int    // 0 if none
	CorrelationID string // to quote to Microsoft; "" if none
	Unclear       bool   // a change that was sent and may have happened all the same
	Deed          Deed   // of CodeGranularRights: what the role is missing for; "" if that is not known
	Err           error  // the cause, for the log; nil if none
}

// Error gives the code, the detail and the cause, for logs and tests. People
// read the sentence that the language tables hold for the code.
func (e *Error) Error() string {
	parts := []string{string(e.Code)}
	if e.Detail != "" {
		parts = append(parts, e.Detail)
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// NewError makes an Error with a code, a detail and an optional cause.
func NewError(code Code, detail string, cause error) *Error {
	return &Error{Code: code, Detail: detail, Err: cause}
}

// CorrelationOf gives what to quote to Microsoft about an error, "" if nothing.
func CorrelationOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.CorrelationID
	}
	return ""
}

// Refused reports whether the service gave an answer, and it is no: for lack of
// rights, because the cloud does not have it, or because there is nothing.
func Refused(err error) bool {
	switch CodeOf(err) {
	case CodeForbidden, CodeGranularRights, CodeNotFound, CodeService:
		return true
	}
	return false
}

// CodeOf gives the code of the first Error in err's chain, CodeInternal for any
// other error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}
