// Package partnercenter is the client of the Partner Center REST API: reading
// customers, their records, and the partner's own profile.
//
// It is written for a service that is slow, throttles, and does not always
// keep to its own documentation. Every answer is limited in size, stripped of a
// byte-order mark and checked to be JSON before it is read; values of an
// unexpected type are read as absent and unknown ones are kept as they came, so
// that one odd record never fails a page. Nothing but the configured host is
// ever asked: links and redirects to anywhere else are refused. The access
// token is asked for anew with each request and appears in no error and no log.
//
// Errors are always *partner.Error, translated here once.
package partnercenter
