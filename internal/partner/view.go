package partner

import "strings"

// MostViews is the highest number of a kept view.
const MostViews = 9

// View is a way to look at the customer list that is kept under a number.
type View struct {
	Number  int // 1 to MostViews; 0 is what the list showed last
	Name    string
	Query   ListQuery
	Columns []Column // as CleanColumns gives them; nil for the default ones
	Detail  bool     // the record of the customer under the cursor is shown beside the list; of number 0 alone
}

// ViewNumber is the number under which a view of a name is kept: that of the view
// with this name, whose place it takes, or else the lowest that is free; 0 if none
// is.
func ViewNumber(views []View, name string) int {
	taken := map[int]bool{}
	for _, v := range views {
		if v.Number > 0 && strings.EqualFold(v.Name, name) {
			return v.Number
		}
		taken[v.Number] = true
	}
	for n := 1; n <= MostViews; n++ {
		if !taken[n] {
			return n
		}
	}
	return 0
}
