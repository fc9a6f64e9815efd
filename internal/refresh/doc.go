// Package refresh copies Partner Center into the store: the customer list page
// by page, and the blocks of one customer's record when they are asked for.
//
// A pass over the list asks for a page while the one before is read and those
// before it are written, in transactions of one page, or of several while the
// store is the slower side, each together with the place of the page that
// follows, so that a pass that was stopped or killed goes on where it was. Only a
// complete pass marks customers as vanished, and not even that if suspiciously
// many would be: an answer that is wrong must not look like customers who left.
package refresh
