package manage

import (
	"context"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// RequestReader reads service requests at Partner Center.
type RequestReader interface {
	ServiceRequests(ctx context.Context, id partner.CustomerID) ([]partner.ServiceRequest, error)
	ServiceRequest(ctx context.Context, request string) (partner.ServiceRequest, error)
	SupportTopics(ctx context.Context) ([]partner.SupportTopic, error)
}

// RequestWriter changes service requests at Partner Center.
type RequestWriter interface {
	OpenRequest(ctx context.Context, r partner.NewRequest, contact partner.SupportProfile, requestID string) (number, correlation string, err error)
	AddRequestNote(ctx context.Context, request, note, requestID string) (correlation string, err error)
	CloseRequest(ctx context.Context, request, requestID string) (correlation string, err error)
}

// RequestKeeper is the store, as far as it keeps service requests.
type RequestKeeper interface {
	SaveRequests(ctx context.Context, id partner.CustomerID, requests []partner.ServiceRequest, at time.Time) error
	Support(ctx context.Context, id partner.CustomerID) (partner.Support, error)
	FailBlock(ctx context.Context, id partner.CustomerID, block partner.Block, what *partner.Error, at time.Time) error
}

// Requests asks Microsoft for help with a customer.
type Requests struct {
	*Service
	reader  RequestReader
	writer  RequestWriter
	profile ProfileCenter
	keeper  RequestKeeper
}

// NewRequests makes the area of service requests.
func NewRequests(s *Service, reader RequestReader, writer RequestWriter, profile ProfileCenter, keeper RequestKeeper) *Requests {
	a := &Requests{Service: s, reader: reader, writer: writer, profile: profile, keeper: keeper}
	s.reconciles(partner.ActionRequestOpened, a.lookOpened)
	s.reconciles(partner.ActionRequestNoted, a.lookNoted)
	s.reconciles(partner.ActionRequestClosed, a.lookClosed)
	return a
}

// FetchRequests reads the service requests of a customer and stores them, or
// stores why they could not be read. Notes that were read before are kept.
func (a *Requests) FetchRequests(ctx context.Context, id partner.CustomerID) error {
	requests, err := a.reader.ServiceRequests(ctx, id)
	if err != nil {
		return failBlock(ctx, a.keeper, id, partner.BlockRequests, err, a.options.Now())
	}
	kept, err := a.keeper.Support(ctx, id)
	if err != nil {
		return err
	}
	for i, r := range requests {
		at := slices.IndexFunc(kept.Requests, func(known partner.ServiceRequest) bool { return known.ID == r.ID })
		if at >= 0 && len(r.Notes) == 0 {
			requests[i].Notes = kept.Requests[at].Notes
		}
	}
	slices.SortStableFunc(requests, func(x, y partner.ServiceRequest) int { return y.Created.Compare(x.Created) })
	return a.keeper.SaveRequests(ctx, id, requests, a.options.Now())
}

// FetchRequest reads one service request with its notes and stores it.
func (a *Requests) FetchRequest(ctx context.Context, id partner.CustomerID, request string) (partner.ServiceRequest, error) {
	r, err := a.reader.ServiceRequest(ctx, request)
	if err != nil {
		return r, err
	}
	kept, err := a.keeper.Support(ctx, id)
	if err != nil {
		return r, err
	}
	at := slices.IndexFunc(kept.Requests, func(known partner.ServiceRequest) bool { return known.ID == request })
	if at < 0 { // of another customer, or the list was not read yet
		return r, nil
	}
	if r.Description == "" {
		r.Description = kept.Requests[at].Description
	}
	kept.Requests[at] = r
	return r, a.keeper.SaveRequests(ctx, id, kept.Requests, kept.RequestsState.FetchedAt)
}

// Topics reads what a service request can be about. CodeNotFound says that this
// service does not open them: they are opened in a portal, or on the phone.
func (a *Requests) Topics(ctx context.Context) ([]partner.SupportTopic, error) {
	if a.Profile().Cloud == partner.CloudChina { // has its own portal and not this call
		return nil, partner.NewError(partner.CodeNotFound, "", nil)
	}
	return a.reader.SupportTopics(ctx)
}

// Packet is all that is needed to open a request elsewhere. A contact that
// cannot be read is left empty: it is the partner's own, who knows it.
func (a *Requests) Packet(ctx context.Context, r partner.NewRequest) (partner.SupportPacket, error) {
	contact, err := a.profile.SupportProfile(ctx)
	if err != nil && !partner.Refused(err) && partner.CodeOf(err) != partner.CodeUnreachable {
		return partner.SupportPacket{}, err
	}
	return partner.SupportPacket{Partner: a.Profile(), Contact: contact, Request: r, AnswerBy: a.options.Now().Add(r.Severity.FirstAnswer())}, nil
}

// OpenRequest opens a service request for a customer and gives its number; "" if
// the service did not say. CodeNotFound says that it does not open them, and
// that nothing was done.
func (a *Requests) OpenRequest(ctx context.Context, r partner.NewRequest) (number string, err error) {
	if err := r.Check(); err != nil {
		return "", err
	}
	packet, err := a.Packet(ctx, r)
	if err != nil {
		return "", err
	}
	in := partner.Intent{Action: partner.ActionRequestOpened, Customer: r.Customer.ID, Subject: r.Customer.CompanyName, Object: r.Title, Detail: string(r.Severity)}
	err = a.do(ctx, in, partner.DeedServiceRequests, func(ctx context.Context, requestID string) (correlation string, err error) {
		number, correlation, err = a.writer.OpenRequest(ctx, r, packet.Contact, requestID)
		return correlation, err
	})
	if err == nil && !a.options.Rehearse {
		_ = a.FetchRequests(ctx, r.Customer.ID) // opened all the same; why it cannot be read is stored
	}
	return number, err
}

// lookOpened looks for a request of that title that is not older than the call.
func (a *Requests) lookOpened(ctx context.Context, in partner.Intent) (Finding, error) {
	requests, err := a.reader.ServiceRequests(ctx, in.Customer)
	if err != nil {
		return Finding{Verdict: VerdictUnknown}, err
	}
	for _, r := range requests {
		if r.Title == in.Object && notBefore(r.Created, in) {
			return Finding{VerdictHappened, r.ID}, nil
		}
	}
	return Finding{Verdict: VerdictNot}, nil
}

// notBefore reports whether a time of the service may be that of a write or later,
// clocks being what they are. One that is not known may be.
func notBefore(at time.Time, in partner.Intent) bool {
	const clocksDiffer = 10 * time.Minute
	return at.IsZero() || at.After(in.At.Add(-clocksDiffer))
}

// AddNote adds a note to a service request.
func (a *Requests) AddNote(ctx context.Context, c partner.Customer, request, note string) error {
	note = strings.TrimSpace(note)
	if note == "" {
		return partner.NewError(partner.CodeInvalidInput, "the note is empty", nil)
	}
	if len([]rune(note)) > partner.MaxRequestText {
		return partner.NewError(partner.CodeTooLong, "the note is too long", nil)
	}
	in := partner.Intent{Action: partner.ActionRequestNoted, Customer: c.ID, Subject: c.CompanyName, Object: request, Detail: beginning(note)}
	err := a.do(ctx, in, partner.DeedServiceRequests, func(ctx context.Context, requestID string) (string, error) {
		return a.writer.AddRequestNote(ctx, request, note, requestID)
	})
	return a.reread(ctx, c.ID, request, err)
}

func (a *Requests) lookNoted(ctx context.Context, in partner.Intent) (Finding, error) {
	r, err := a.reader.ServiceRequest(ctx, in.Object)
	if err != nil {
		return Finding{Verdict: VerdictUnknown}, err
	}
	for _, n := range r.Notes {
		if beginning(n.Text) == in.Detail && notBefore(n.At, in) {
			return Finding{VerdictHappened, in.Detail}, nil
		}
	}
	return Finding{Verdict: VerdictNot}, nil
}

// CloseRequest closes a service request.
func (a *Requests) CloseRequest(ctx context.Context, c partner.Customer, request string) error {
	in := partner.Intent{Action: partner.ActionRequestClosed, Customer: c.ID, Subject: c.CompanyName, Object: request}
	err := a.do(ctx, in, partner.DeedServiceRequests, func(ctx context.Context, requestID string) (string, error) {
		return a.writer.CloseRequest(ctx, request, requestID)
	})
	return a.reread(ctx, c.ID, request, err)
}

func (a *Requests) lookClosed(ctx context.Context, in partner.Intent) (Finding, error) {
	r, err := a.reader.ServiceRequest(ctx, in.Object)
	if err != nil {
		return Finding{Verdict: VerdictUnknown}, err
	}
	return happened(r.Status == partner.RequestClosed, string(r.Status)), nil
}

// reread brings what was changed into the store, if the change was made. A reading
// that fails is no failure of the change; the next one tells.
func (a *Requests) reread(ctx context.Context, id partner.CustomerID, request string, err error) error {
	if err == nil && !a.options.Rehearse {
		_, _ = a.FetchRequest(ctx, id, request)
	}
	return err
}

// beginning is the first line of a text, short enough for the record.
func beginning(text string) string {
	const most = 60
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return strings.TrimSpace(line)
}
