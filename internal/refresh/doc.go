// Package refresh copies Partner Center into the store: the customer list page
// by page, and the blocks of one customer's record when they are asked for.
//
// A pass over the list fetches the next page while the one before is written,
// in transactions of a page, or of several if the store is the slower side, each
// together with the place of the next page, so
// that a pass that was stopped or killed goes on where it was. Only a complete
// pass marks customers as vanished, and not even that if suspiciously many
// would be: an answer that is wrong must not look like customers who left.
package refresh
