// Package mail turns a finished draft into something that a mail program takes
// over: a message in the internet message format, a file of it, or a mailto
// link, and opens that link. It sends nothing. Whatever it hands out has been
// decoded again and compared with the draft, so that a personal link that a
// transport would damage is refused here and not at the customer's.
package mail
