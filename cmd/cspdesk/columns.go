package main

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// tableColumns are the columns of customers list unless others are asked for.
var tableColumns = []string{"name", "domain", "relationship", "adminRights", "agreement", "id"}

func columnNames() []string {
	var names []string
	for _, c := range partner.Columns() {
		names = append(names, string(c))
	}
	return names
}

// completeColumns completes the last of several names with commas between them.
func completeColumns(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndexByte(typed, ',')+1]
	var all []string
	for _, name := range columnNames() {
		if !slices.Contains(strings.Split(before, ","), name) {
			all = append(all, before+name)
		}
	}
	return all, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// columnHeading is what a column is called on a terminal: as on the screen.
func (a *app) columnHeading(name string) string {
	words, record := a.text.Customers.Column, a.text.Customers.Record
	return map[partner.Column]string{
		partner.ColumnName: words.Company, partner.ColumnDomain: words.Domain, partner.ColumnRelationship: words.Relationship,
		partner.ColumnAdminRights: words.AdminRights, partner.ColumnAgreement: words.Agreement, partner.ColumnCountry: words.Country,
		partner.ColumnID: record.MicrosoftID, partner.ColumnTags: record.Tags, partner.ColumnNickname: a.text.Marks.Nickname,
		partner.ColumnNote: record.Note, partner.ColumnStanding: record.Standing, partner.ColumnFirstSeen: record.FirstSeen,
		partner.ColumnRefreshedAt: a.text.Columns.RefreshedAt,
	}[partner.Column(name)]
}

// customerCell is what a table says of a customer in a column.
func (a *app) customerCell(c partner.Customer, column partner.Column) string {
	words := a.text.Common
	switch column {
	case partner.ColumnName:
		return c.CompanyName
	case partner.ColumnDomain:
		return c.Domain
	case partner.ColumnRelationship:
		return i18n.Word(words.Relationships, string(c.Relationship))
	case partner.ColumnAdminRights:
		if c.Standing == partner.StandingRemoved {
			return a.text.Customers.EndedRights
		}
		return i18n.Word(words.AdminRights, string(c.AdminRights))
	case partner.ColumnAgreement:
		return i18n.Word(words.Agreement, string(c.Agreement))
	case partner.ColumnCountry:
		return c.Country
	case partner.ColumnID:
		return string(c.ID)
	case partner.ColumnTags:
		return strings.Join(c.Tags, " ")
	case partner.ColumnNickname:
		return c.Nickname
	case partner.ColumnNote:
		return strings.Join(strings.Fields(c.Note), " ")
	case partner.ColumnStanding:
		return i18n.Word(words.Standing, string(c.Standing))
	case partner.ColumnFirstSeen:
		return a.day(c.FirstSeen)
	case partner.ColumnRefreshedAt:
		return a.day(c.RefreshedAt)
	}
	return ""
}

// day is the date of a time, "" for none.
func (a *app) day(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return a.text.Date(at)
}
