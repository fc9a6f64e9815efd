package partner

import (
	"cmp"
	"slices"
	"strings"
)

// MatchReason says why a customer may be the one who accepted an invitation.
type MatchReason string

// The reasons, from the best to the weakest.
const (
	MatchDomain MatchReason = "domain" // the mail went to the customer's domain
	MatchName   MatchReason = "name"   // the company has the expected name
	MatchTime   MatchReason = "time"   // appeared after it was finished, and no other invitation could fit
)

// Candidate is a customer who may have accepted an invitation.
type Candidate struct {
	Customer Customer
	Reason   MatchReason
}

// Proposal is an open invitation with the customers who may have accepted it,
// the likeliest first. A person decides.
type Proposal struct {
	Invitation Invitation
	Candidates []Candidate
}

// Customers are those that are proposed.
func (p Proposal) Customers() []Customer {
	all := make([]Customer, len(p.Candidates))
	for i, c := range p.Candidates {
		all[i] = c.Customer
	}
	return all
}

// maxTimeCandidates is how many new customers may be proposed by time alone.
// More of them, as after the first refresh of a profile, say nothing.
const maxTimeCandidates = 10

// Domains are those under which the customer of an invitation may be listed: the
// mail's, and the part of it that a company registers. None if they say nothing
// about a company.
func (i Invitation) Domains() []string {
	_, host, _ := cutLast(i.To, "@")
	host = strings.ToLower(strings.Trim(host, ". "))
	registered := companyDomain(host)
	switch registered {
	case "":
		return nil
	case host:
		return []string{host}
	}
	return []string{host, registered}
}

// MatchCustomers compares open invitations with customers that are new in the
// list, and with some that are known already, and proposes who accepted what, in
// the order of the invitations. A link names the partner only, so the service
// cannot tell: the mail's domain comes first, then the company's name, then, for
// the new ones, the time. Whom a person declined for an invitation is not
// proposed for it again. Invitations that nobody fits are left out.
func MatchCustomers(open []Invitation, fresh, known []Customer) []Proposal {
	if !slices.ContainsFunc(open, func(i Invitation) bool { return i.State.Open() }) {
		return nil
	}
	arrived := fresh
	fresh = withKnown(fresh, known)
	index := indexCustomers(fresh)
	found := make([]map[int]MatchReason, len(open))
	taken := make([]bool, len(fresh))
	for i, inv := range open {
		if !inv.State.Open() {
			continue
		}
		found[i] = index.find(inv)
		for at := range found[i] {
			taken[at] = true
		}
	}
	matchByTime(open, arrived, found, taken)
	var proposals []Proposal
	for i, inv := range open {
		for at := range found[i] {
			if slices.Contains(inv.Declined, fresh[at].ID) {
				delete(found[i], at)
			}
		}
		if len(found[i]) > 0 {
			proposals = append(proposals, Proposal{inv, orderCandidates(inv, fresh, found[i])})
		}
	}
	return proposals
}

// withKnown gives the new customers, then those that are known and not among
// them.
func withKnown(fresh, known []Customer) []Customer {
	if len(known) == 0 {
		return fresh
	}
	seen := make(map[CustomerID]bool, len(fresh))
	for _, c := range fresh {
		seen[c.ID] = true
	}
	all := slices.Clone(fresh)
	for _, c := range known {
		if !seen[c.ID] {
			seen[c.ID] = true
			all = append(all, c)
		}
	}
	return all
}

// customerIndex finds customers by what invitations know about them. Values are
// indexes of the customers.
type customerIndex struct {
	byDomain map[string][]int // by registrable domain
	byName   map[string][]int // by nameKey
}

func indexCustomers(customers []Customer) customerIndex {
	index := customerIndex{byDomain: map[string][]int{}, byName: map[string][]int{}}
	for i, c := range customers {
		if domain := companyDomain(c.Domain); domain != "" {
			index.byDomain[domain] = append(index.byDomain[domain], i)
		}
		keys := []string{nameKey(c.CompanyName)}
		if label := startingDomainName(c.Domain); label != "" && label != keys[0] {
			keys = append(keys, label)
		}
		for _, key := range keys {
			if key != "" {
				index.byName[key] = append(index.byName[key], i)
			}
		}
	}
	return index
}

// find gives the customers that fit by domain or name.
func (index customerIndex) find(inv Invitation) map[int]MatchReason {
	found := map[int]MatchReason{}
	_, host, _ := cutLast(inv.To, "@")
	domain := companyDomain(host)
	names := []string{nameKey(inv.Name)}
	if domain != "" {
		label, _, _ := strings.Cut(domain, ".")
		names = append(names, nameKey(label))
		for _, at := range index.byDomain[domain] {
			found[at] = MatchDomain
		}
	}
	for _, name := range names {
		if name == "" {
			continue
		}
		for _, at := range index.byName[name] {
			if _, ok := found[at]; !ok {
				found[at] = MatchName
			}
		}
	}
	return found
}

// matchByTime gives the customers that nothing else explains to the one
// invitation that was open before they appeared, if there is just one.
func matchByTime(open []Invitation, fresh []Customer, found []map[int]MatchReason, taken []bool) {
	var waiting []int
	for i, inv := range open {
		if inv.State.Open() && len(found[i]) == 0 && !inv.FinishedAt.IsZero() {
			waiting = append(waiting, i)
		}
	}
	byTime := map[int][]int{} // invitation to customers
	for at, c := range fresh {
		if taken[at] || c.FirstSeen.IsZero() {
			continue
		}
		fits, count := 0, 0
		for _, i := range waiting {
			if c.FirstSeen.After(open[i].FinishedAt) && countriesFit(open[i].Country, c.Country) {
				fits = i
				if count++; count > 1 {
					break
				}
			}
		}
		if count == 1 {
			byTime[fits] = append(byTime[fits], at)
		}
	}
	for i, customers := range byTime {
		if len(customers) > maxTimeCandidates {
			continue
		}
		for _, at := range customers {
			found[i][at] = MatchTime
		}
	}
}

func countriesFit(a, b string) bool { return a == "" || b == "" || strings.EqualFold(a, b) }

// orderCandidates puts the likeliest first: by reason, then by country, then by
// who appeared first.
func orderCandidates(inv Invitation, customers []Customer, found map[int]MatchReason) []Candidate {
	rank := map[MatchReason]int{MatchDomain: 0, MatchName: 1, MatchTime: 2}
	var out []Candidate
	for at, reason := range found {
		out = append(out, Candidate{customers[at], reason})
	}
	_, host, _ := cutLast(inv.To, "@")
	far := func(c Candidate) int {
		n := 4 * rank[c.Reason]
		if !strings.EqualFold(c.Customer.Domain, host) {
			n += 2
		}
		if !countriesFit(inv.Country, c.Customer.Country) {
			n++
		}
		return n
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(far(a), far(b)), a.Customer.FirstSeen.Compare(b.Customer.FirstSeen), cmp.Compare(a.Customer.ID, b.Customer.ID))
	})
	return out
}
