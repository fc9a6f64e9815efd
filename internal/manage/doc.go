// Package manage acts on customers at Microsoft: it checks what the person's
// role and the mode of the program allow, records each write before it is sent
// and what became of it after, and helps a person to find out about writes whose
// outcome is not known.
//
// Service is the core. Each area is a type of its own around it, in a file of
// its own, and declares what it needs of Partner Center and of the store.
package manage
