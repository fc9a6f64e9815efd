package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
)

// maxReplays bounds the calls that are remembered: the latest of them.
const maxReplays = 5000

// replays are the calls that succeeded and whose repetition, with the same
// MS-RequestId, gets the same answer and changes nothing (Partner Center REST
// headers: the id is the call's idempotency id).
type replays struct {
	byID  map[string]served
	order []string // ids, oldest first
}

func (r *replays) keep(s served) {
	if r.byID == nil {
		r.byID = map[string]served{}
	}
	if _, known := r.byID[s.ID]; !known {
		r.order = append(r.order, s.ID)
	}
	r.byID[s.ID] = s
	if len(r.order) > maxReplays {
		delete(r.byID, r.order[0])
		r.order = r.order[1:]
	}
}

// replay gives the answer that a call got the first time.
func (c *center) replay(id, call string) (served, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	s, ok := c.replays.byID[id]
	return s, ok && s.Call == call
}

// again gives the answer to a repetition of the call.
func (s served) again(body []byte) reply {
	good := reply{status: s.Status, location: s.Location, bom: s.BOM}
	switch {
	case s.Secret:
		good.body = json.RawMessage(withSecret(s.Answer, body))
	case s.Answer != nil:
		good.body = s.Answer
	}
	return good
}

// requestID gives the idempotency id of a call; "" where the caller sent none.
func requestID(r *http.Request) string {
	id := strings.ToLower(r.Header.Get("MS-RequestId"))
	if _, ok := parseGUID(id); !ok {
		return ""
	}
	return id
}

// fingerprint tells a repetition from another call under the same id.
func fingerprint(r *http.Request, body []byte) string {
	sum := sha256.New()
	_, _ = sum.Write([]byte(r.Method + " " + r.URL.RequestURI() + "\n")) // a hash takes everything
	_, _ = sum.Write(body)
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

const secretMember = "passwordProfile"

// withoutSecret takes the password out of an answer that is to be kept.
func withoutSecret(answer []byte) (kept []byte, had bool) {
	var members map[string]json.RawMessage
	if json.Unmarshal(answer, &members) != nil || members[secretMember] == nil {
		return answer, false
	}
	delete(members, secretMember)
	kept, _ = json.Marshal(members) // members that were read can be written
	return kept, true
}

// withSecret puts the password of the repeated call, which is the one of the
// first, back into the answer.
func withSecret(answer, body []byte) []byte {
	var sent struct{ PasswordProfile json.RawMessage }
	var members map[string]json.RawMessage
	if json.Unmarshal(body, &sent) != nil || json.Unmarshal(answer, &members) != nil {
		return answer
	}
	members[secretMember] = sent.PasswordProfile
	whole, _ := json.Marshal(members) // members that were read can be written
	return whole
}
