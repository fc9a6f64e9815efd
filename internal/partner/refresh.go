package partner

import "time"

// RefreshPass is one run through the service's whole customer list. It is kept
// with the customers, so that a run that was interrupted can be resumed.
type RefreshPass struct {
	ID        int64
	Next      string    // where the service continues, as it said it; "" before the first page and after the last
	AtEnd     bool      // every page is stored and only the end of the pass is missing
	Saved     int       // customers stored by this pass so far
	Expected  int       // customers that the last complete pass found; 0 if there was none
	Resumed   bool      // an earlier start of this pass was interrupted
	StartedAt time.Time // when the pass was first started
}

// RefreshStatus says how old and how complete the customer list is.
type RefreshStatus struct {
	CompletedAt time.Time // when the last complete pass ended; zero if there was none
	Incomplete  bool      // a later pass was begun and has not ended
	Running     bool      // this program is at it; the store does not know
	Saved       int       // customers stored by that incomplete pass
	Trouble     Code      // why the service could not be used the last time; "" if it could, or was never asked
	TroubleAt   time.Time // since when, if no call of this program has said so; zero otherwise
}

// ImportResult is what a customers file changed here.
type ImportResult struct {
	Added     int
	Updated   int
	Unchanged int
}
