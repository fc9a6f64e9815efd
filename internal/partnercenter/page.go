package partnercenter

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"strings"

	"cspdesk/internal/partner"
)

const (
	maxListPages    = 20      // of the lists that belong to one customer
	maxContinuation = 8 << 10 // bytes of a continuation token
	maxCursor       = 32 << 10
)

// page is one answer of a list.
type page[T any] struct {
	items []T
	total int    // totalCount; a hint, and often of this page alone
	next  cursor // zero if this is the last page
}

// envelope is how the service wraps a list.
type envelope[T any] struct {
	TotalCount number  `json:"totalCount"`
	Items      *[]T    `json:"items"`
	Links      linkSet `json:"links"`
}

type linkSet struct {
	Next *link `json:"next"`
	bad  bool  // there are links, and they cannot be read
}

// UnmarshalJSON never fails, but notes what it could not read: a list whose
// next page is unknown must not pass for a complete one.
func (l *linkSet) UnmarshalJSON(raw []byte) error {
	var plain struct {
		Next *link `json:"next"`
	}
	l.bad = json.Unmarshal(raw, &plain) != nil
	l.Next = plain.Next
	return nil
}

type link struct {
	URI     string `json:"uri"`
	Method  text   `json:"method"`
	Headers []struct {
		Key   text `json:"key"`
		Value text `json:"value"`
	} `json:"headers"`
}

// cursor is a place in a list: what to ask for to get the page that is there.
type cursor struct {
	Path  string `json:"p"` // path and query
	Token string `json:"t"` // continuation token; "" if none
}

// fetch reads the page at a place of a list.
func fetch[T any](ctx context.Context, c *Client, at cursor) (page[T], error) {
	got, err := c.getAt(ctx, at)
	if err != nil {
		return page[T]{}, err
	}
	p, err := readPage[T](c, got.body, at)
	return p, got.blame(err)
}

// getAt asks for the page at a place of a list, or for a single resource.
func (c *Client) getAt(ctx context.Context, at cursor) (answer, error) {
	target, err := c.resolve(at.Path)
	if err != nil {
		return answer{}, err
	}
	return c.get(ctx, target, at.Token)
}

// blame says in an error which answer it is about.
func (a answer) blame(err error) error {
	if e, ok := errors.AsType[*partner.Error](err); ok {
		e.CorrelationID = a.correlation
	}
	return err
}

// readPage takes the envelope off. Some lists come as a bare array, some
// without links, and an empty one may come as null.
func readPage[T any](c *Client, body []byte, at cursor) (page[T], error) {
	body = bytes.TrimLeft(body, " \t\r\n")
	if len(body) > 0 && body[0] == '[' {
		items, err := decode[[]T](body)
		if err != nil {
			return page[T]{}, badAnswer("the list cannot be read", err)
		}
		return page[T]{items: items, total: len(items)}, nil
	}
	if err := insideSuccess(body); err != nil {
		return page[T]{}, err
	}
	// A pointer that is still here afterwards tells an absent or unreadable
	// list from an empty one.
	e, err := decodeInto(body, envelope[T]{Items: new([]T)})
	if err != nil {
		return page[T]{}, badAnswer("the list cannot be read", err)
	}
	if e.Items != nil && *e.Items == nil {
		return page[T]{}, badAnswer("the answer holds no list", nil)
	}
	p := page[T]{total: int(e.TotalCount)}
	if e.Items != nil {
		p.items = *e.Items
	}
	p.next, err = c.follow(e.Links, at)
	return p, err
}

// follow gives the place that the links of a page lead to.
func (c *Client) follow(links linkSet, from cursor) (cursor, error) {
	if links.bad {
		return cursor{}, badAnswer("the link to the next page cannot be read", nil)
	}
	if links.Next == nil {
		return cursor{}, nil
	}
	if m := string(links.Next.Method); m != "" && !strings.EqualFold(m, "GET") {
		return cursor{}, badAnswer("the link to the next page is not for reading", nil)
	}
	target, err := c.resolve(links.Next.URI)
	if err != nil {
		return cursor{}, err
	}
	next := cursor{Path: target.RequestURI()}
	for _, h := range links.Next.Headers {
		if strings.EqualFold(string(h.Key), headerContinuation) {
			next.Token = string(h.Value)
		}
	}
	if len(next.Token) > maxContinuation || !visible(next.Token) {
		return cursor{}, badAnswer("the continuation token cannot be sent back", nil)
	}
	if next == from {
		return cursor{}, badAnswer("the service offers the same page again", nil)
	}
	return next, nil
}

// resolve makes a link of the service absolute. Links come with and without
// the version, and their query is left as it came. Whatever does not lead to
// the same host, below /v1, is refused.
func (c *Client) resolve(raw string) (*url.URL, error) {
	bad := badAnswer("the service offers a link to another place", nil)
	if raw == "" || !visible(raw) || strings.Contains(raw, `\`) {
		return nil, bad
	}
	u, err := url.Parse(raw)
	if err != nil || u.User != nil || u.Opaque != "" || u.Fragment != "" {
		return nil, bad
	}
	if (u.Scheme != "" || u.Host != "") && !sameOrigin(u, c.base) {
		return nil, bad
	}
	path := u.EscapedPath()
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if len(path) < 4 || !strings.EqualFold(path[:4], "/v1/") {
		path = "/v1" + path
	}
	decoded, err := url.PathUnescape(path)
	if err != nil || strings.Contains(decoded, "//") || strings.Contains(decoded, `\`) ||
		strings.Contains(strings.ToLower(path), "%2f") {
		return nil, bad
	}
	for _, part := range strings.Split(decoded, "/") {
		if part == "." || part == ".." {
			return nil, bad
		}
	}
	return &url.URL{Scheme: c.base.Scheme, Host: c.base.Host, Path: decoded, RawPath: path, RawQuery: u.RawQuery}, nil
}

// String gives the place as a text that can be stored; "" for the zero place.
func (at cursor) String() string {
	if at == (cursor{}) {
		return ""
	}
	raw, err := json.Marshal(at)
	if err != nil { // two strings and a number always marshal
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// parseCursor reads a place that was stored. It comes from a disk, and is
// trusted no more than the service is.
func (c *Client) parseCursor(s string) (cursor, error) {
	bad := partner.NewError(partner.CodeInvalidInput, "the stored place in the customer list is not valid", nil)
	if len(s) > maxCursor {
		return cursor{}, bad
	}
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return cursor{}, bad
	}
	var at cursor
	if json.Unmarshal(raw, &at) != nil || len(at.Token) > maxContinuation || !visible(at.Token) {
		return cursor{}, bad
	}
	if _, err := c.resolve(at.Path); err != nil {
		return cursor{}, bad
	}
	return at, nil
}

// collect reads the pages of a list that belongs to one customer, up to a
// bound: enough for every list but users is documented to fit.
func collect[T any](ctx context.Context, c *Client, path string) ([]T, error) {
	items, _, err := collectUpTo[T](ctx, c, path, 0)
	return items, err
}

// collectUpTo is collect that keeps at most limit items (0 for all of them), and
// counts all that it reads.
func collectUpTo[T any](ctx context.Context, c *Client, path string, limit int) (items []T, total int, err error) {
	items = []T{}
	seen := map[cursor]bool{}
	counted := 0
	at := cursor{Path: path}
	for at != (cursor{}) && len(seen) < maxListPages {
		if seen[at] {
			return nil, 0, badAnswer("the service offers the same page again", nil)
		}
		seen[at] = true
		p, err := fetch[T](ctx, c, at)
		if err != nil {
			return nil, 0, err
		}
		counted += len(p.items)
		total = max(total, p.total, counted)
		if limit > 0 {
			p.items = p.items[:min(len(p.items), limit-len(items))]
		}
		items = append(items, p.items...)
		at = p.next
	}
	if at != (cursor{}) && limit == 0 {
		return nil, 0, badAnswer("the list does not end", nil)
	}
	return items, total, nil
}

// one reads a single resource.
func one[T any](ctx context.Context, c *Client, path string) (T, error) {
	var none T
	got, err := c.getAt(ctx, cursor{Path: path})
	if err != nil {
		return none, err
	}
	if err := insideSuccess(got.body); err != nil {
		return none, got.blame(err)
	}
	value, err := decode[T](got.body)
	if err != nil {
		return none, got.blame(badAnswer("the answer cannot be read", err))
	}
	return value, nil
}

// insideSuccess finds the refusal that comes with a status of success: 400072,
// "item not available".
func insideSuccess(body []byte) error {
	const unavailable = "400072"
	if len(body) > 4<<10 || !bytes.Contains(body, []byte(unavailable)) {
		return nil
	}
	if code, said := readRefusal(body); code == unavailable {
		return &partner.Error{Code: partner.CodeNotFound, Detail: clip(said), ServiceCode: code}
	}
	return nil
}

func badAnswer(detail string, cause error) *partner.Error {
	return partner.NewError(partner.CodeBadAnswer, detail, cause)
}
