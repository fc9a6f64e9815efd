package partner

import "time"

// SortField is a column by which the customer list can be sorted.
type SortField string

// The sort fields. Rows that are equal in the field follow by name, then by id.
const (
	SortName         SortField = "name"
	SortDomain       SortField = "domain"
	SortRelationship SortField = "relationship"
	SortAdminRights  SortField = "adminRights"
	SortAgreement    SortField = "agreement"
	SortCountry      SortField = "country"
)

// SortFields lists the sort fields in the order in which people step through
// them.
func SortFields() []SortField {
	return []SortField{SortName, SortDomain, SortRelationship, SortAdminRights, SortAgreement, SortCountry}
}

// Valid reports whether f is a sort field.
func (f SortField) Valid() bool {
	for _, known := range SortFields() {
		if f == known {
			return true
		}
	}
	return false
}

// ListQuery says which customers are listed, and in which order.
type ListQuery struct {
	Search     string    // words that must all be found in name, nickname, tags, domain or id, in any order; case, accents and width do not matter
	Filter     string    // as ParseFilter reads it; "" for all
	Sort       SortField // "" means SortName
	Descending bool
}

// Edge is an end of the list.
type Edge int

// The places that need no customer to name them.
const (
	EdgeNone Edge = iota // the place is a customer
	EdgeFirst
	EdgeLast
	EdgePercent // a part of the way into the list
	EdgePrefix  // the first row that begins with a text, or would follow it, of those that are not pinned
)

// Place is where a window of the list is wanted.
type Place struct {
	Edge     Edge
	Customer CustomerID // with EdgeNone: this customer, or, where the query leaves them out, the row that follows their place
	Percent  float64    // with EdgePercent: 0 is the first row, 100 the last
	Prefix   string     // with EdgePrefix: how the name begins, or the value of the column that the list is sorted by
}

// Window is the part of the list around a place. In the list pinned customers
// stand before all others; each is in it once.
type Window struct {
	Rows    []Customer
	Anchor  int  // index in Rows of the place; -1 if Rows is empty
	AtStart bool // Rows[0] is the first row of the list
	AtEnd   bool // the last of Rows is the last row of the list
	Matches int  // customers that the query finds; -1 if not counted yet
	Total   int  // customers in all; -1 if not counted yet
}

// ActivityQuery says which lines of the activity record are wanted, newest
// first.
type ActivityQuery struct {
	Search string // found in actor, action, subject or detail; "" for all
	After  ActivityMark
	Limit  int    // at most this many; 0 means 200
	Only   string // OnlyHere or OnlyMicrosoft; "" for both
}

// The values of ActivityQuery.Only.
const (
	OnlyHere      = "here"
	OnlyMicrosoft = "microsoft"
)

// ActivityMark is a place in the record. Each of its two sources is read in its
// own order, and the one whose next line is newer comes first.
type ActivityMark struct {
	Seq   int64     // only lines of this program with a smaller Seq; 0 for all
	At    time.Time // only records of the service before this time, or at it and
	Audit int64     // with a smaller Seq; 0 for all
}

// MarkAfter is the place behind lines, the newest lines of a query.
func MarkAfter(lines []Activity) (m ActivityMark) {
	for i := len(lines) - 1; i >= 0 && (m.Seq == 0 || m.Audit == 0); i-- {
		switch l := lines[i]; {
		case l.Source == SourceMicrosoft && m.Audit == 0:
			m.At, m.Audit = l.At, l.Seq
		case l.Source == SourceHere && m.Seq == 0:
			m.Seq = l.Seq
		}
	}
	return m
}
