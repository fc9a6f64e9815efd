// Package store keeps a profile's customers, invitations and activity in one
// SQLite file. What it holds of customers may be fetched again; invitations,
// tags, notes and the activity record exist nowhere else, so a method that changes them returns
// only after they are on the disk.
//
// One connection writes, several read. Lists are read in windows found by key,
// never by counting rows. A long list has an index beside the database, a cache
// that is built in the background and that answers at once where anything
// stands and how much is found; without it the list is right, and slower.
//
// A database that is not ours, newer than this program, damaged or unreadable
// is refused and left as it is.
package store
