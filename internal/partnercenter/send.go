package partnercenter

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/google/uuid"

	"cspdesk/internal/partner"
)

// change is a call that changes something at the service.
type change struct {
	method  string
	path    string
	request string // MS-RequestId: the id under which the change was recorded before
	ifMatch string // the ETag that the resource must still have; "" if any
	body    any    // written as JSON, a json.RawMessage as it is; nil if none
}

// Rehearsal is a change that would have been made.
type Rehearsal struct {
	Method string
	Path   string
	Body   json.RawMessage // nil if none
}

// change makes a change. Its error is Unclear where the service may have acted
// all the same; it is made again only where the service surely did nothing, and
// then with the same id (Partner Center, "Partner Center REST headers").
func (c *Client) change(ctx context.Context, ch change) (answer, error) {
	target, err := c.resolve(ch.path)
	if err != nil {
		return answer{}, err
	}
	var body []byte
	if ch.body != nil {
		if body, err = json.Marshal(ch.body); err != nil {
			return answer{}, partner.NewError(partner.CodeInternal, "the request cannot be written", err)
		}
	}
	if c.options.Rehearse != nil {
		c.options.Rehearse(Rehearsal{Method: ch.method, Path: target.RequestURI(), Body: body})
		return answer{}, partner.NewError(partner.CodeRehearsed, ch.method+" "+target.Path, nil)
	}
	got, err := c.perform(ctx, call{
		method: ch.method, target: target, body: body, ifMatch: ch.ifMatch,
		request: ch.request, correlation: uuid.NewString(),
	})
	if err != nil {
		return got, err
	}
	return got, got.blame(insideSuccess(got.body))
}

// resource reads a resource as it is, to be edited and sent back as a whole, and
// gives its ETag, in quotes; "" if it has none.
func (c *Client) resource(ctx context.Context, path string) (got answer, etag string, err error) {
	if got, err = c.getAt(ctx, cursor{Path: path}); err != nil {
		return answer{}, "", err
	}
	if err := insideSuccess(got.body); err != nil {
		return answer{}, "", got.blame(err)
	}
	tag, err := decode[struct {
		Attributes struct {
			ETag text `json:"etag"`
		} `json:"attributes"`
	}](bytes.Clone(got.body))
	if err != nil {
		return answer{}, "", got.blame(badAnswer("the answer cannot be read", err))
	}
	etag, err = entityTag(first(text(got.etag), tag.Attributes.ETag))
	return got, etag, got.blame(err)
}

// entityTag gives an ETag as If-Match takes it. The service writes the ETag of a
// resource with and without its quotes (Partner Center, "Partner Center REST
// headers"; RFC 9110, section 8.8.3).
func entityTag(tag string) (string, error) {
	switch {
	case !visible(tag):
		return "", badAnswer("the ETag cannot be sent back", nil)
	case tag == "" || strings.HasSuffix(tag, `"`):
		return tag, nil
	}
	return `"` + tag + `"`, nil
}

// edits are the members of a resource that are to have other values, by their
// documented names. A value that is edits itself changes members of the object
// there; any other value takes the place of what is there.
type edits map[string]any

// edited gives a resource with some of its members changed and every other one
// as it came, numbers in their digits too: what a PATCH or PUT leaves out, the service resets
// (Partner Center, "Update a subscription"). Names match in any case, as the
// service reads them.
func edited(resource json.RawMessage, changes edits) (json.RawMessage, error) {
	members := map[string]json.RawMessage{}
	if len(bytes.TrimSpace(resource)) > 0 && !bytes.Equal(bytes.TrimSpace(resource), []byte("null")) {
		if err := json.Unmarshal(resource, &members); err != nil {
			return nil, badAnswer("the answer cannot be read", err)
		}
	}
	for name, value := range changes {
		spelled, old := spelling(members, name)
		var text json.RawMessage
		var err error
		if inner, ok := value.(edits); ok {
			text, err = edited(old, inner)
		} else {
			text, err = json.Marshal(value)
		}
		if err != nil {
			return nil, err
		}
		members[spelled] = text
	}
	return json.Marshal(members)
}

// spelling finds a member in whatever case it is written, the documented one
// first.
func spelling(members map[string]json.RawMessage, name string) (string, json.RawMessage) {
	if value, ok := members[name]; ok {
		return name, value
	}
	for other, value := range members {
		if strings.EqualFold(other, name) {
			return other, value
		}
	}
	return name, nil
}

// edit reads a resource, changes some of its members, and sends the whole back
// with the ETag that it had.
func (c *Client) edit(ctx context.Context, method, requestID, path string, changes edits) (answer, error) {
	before, etag, err := c.resource(ctx, path)
	if err != nil {
		return answer{}, err
	}
	body, err := edited(before.body, changes)
	if err != nil {
		return answer{}, before.blame(err)
	}
	return c.change(ctx, change{method: method, path: path, request: requestID, ifMatch: etag, body: body})
}
