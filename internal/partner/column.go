package partner

import "slices"

// Column is a column of the customer list.
type Column string

// The columns.
const (
	ColumnName         Column = "name"
	ColumnDomain       Column = "domain"
	ColumnRelationship Column = "relationship"
	ColumnAdminRights  Column = "adminRights"
	ColumnAgreement    Column = "agreement"
	ColumnCountry      Column = "country"
	ColumnID           Column = "id"
	ColumnTags         Column = "tags"
	ColumnNickname     Column = "nickname"
	ColumnNote         Column = "note"
	ColumnStanding     Column = "standing"
	ColumnFirstSeen    Column = "firstSeen"
	ColumnRefreshedAt  Column = "refreshedAt"
)

// Columns lists all columns in the order in which they are offered.
func Columns() []Column {
	return []Column{
		ColumnName, ColumnDomain, ColumnAdminRights, ColumnAgreement, ColumnRelationship, ColumnCountry, ColumnID,
		ColumnTags, ColumnNickname, ColumnNote, ColumnStanding, ColumnFirstSeen, ColumnRefreshedAt,
	}
}

// DefaultColumns are those that are shown unless somebody chose others. The
// first ones count most: where it is narrow, the last ones are left out.
func DefaultColumns() []Column { return Columns()[:6] }

// CleanColumns makes a choice of columns one that can be shown: the name comes
// first, and columns that are not known or there already are left out. It gives
// nil, which stands for the default columns, for those and for no choice.
func CleanColumns(chosen []Column) []Column {
	clean := []Column{ColumnName}
	for _, c := range chosen {
		if slices.Contains(Columns(), c) && !slices.Contains(clean, c) {
			clean = append(clean, c)
		}
	}
	if len(chosen) == 0 || slices.Equal(clean, DefaultColumns()) {
		return nil
	}
	return clean
}
