package partner

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
