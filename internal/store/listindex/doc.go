// Package listindex keeps a file beside a database that makes a list of a
// million customers answer at once: which rows a search finds, how many, and
// which stand at any place of any order.
//
// The file is a cache. It holds the rows as they were when it was built: their
// folded text in the order of their names, permutations for the other orders,
// and labels that filters look for. It is mapped read-only, so that it costs no
// private memory, and is verified as a whole before it is used. What changed
// since is laid over it (Overlay); the rows themselves are read from the
// database by number.
//
// A word of letters is looked for in the different terms of the list, and the
// rows that have those are known; what a person types is mostly that. Anything
// else is looked for in the texts, of as few rows as can be.
//
// A search is a bitmap, a bit for each row, and so is each condition of a
// filter that is laid over it. A longer search refines the bitmap of a shorter
// one, and the bitmaps of the last searches are kept, so that taking a letter
// back costs nothing. A place in the list is a count of bits.
package listindex
