// Package invite is the service for relationship requests: it fetches the
// personal link, writes the letter, keeps the invitation through its life, and
// holds the rules of who may ask for what. It sends nothing and opens nothing;
// that a mail left is told to it.
package invite
