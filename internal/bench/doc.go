// Package bench measures terminal programs from outside, as a person at the
// terminal meets them: it runs one in a pseudo-terminal, presses keys, and notes
// when the screen changed, how many bytes that took, and what the process used.
// It knows nothing of the program that it measures, so that cspdesk and other
// programs are measured alike.
//
// The report in the folder below makes the tables of "make bench" and
// "make bench-peers" with it. Nothing of this is part of cspdesk itself.
package bench
