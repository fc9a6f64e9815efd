// Package partner is the domain of cspdesk: what a reseller in the Cloud
// Solution Provider program, its customers, their relationship requests and
// the link in them are, and which of their states are legal.
//
// It knows no database, no network, no terminal and no clock, and imports the
// standard library alone. Text that came from outside is kept here as it came;
// whoever shows it makes it safe first.
package partner
