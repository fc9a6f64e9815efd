package i18n

// Audit are the sentences about Microsoft's own record of the account.
type Audit struct {
	Noted      string            // %s operation: what Microsoft noted
	Operations map[string]string // by the name that the service has for it

	Short, FetchShort, FlagSince, FlagSource string
	Fetching                                 string // %d of %d days
	Fetched                                  Plural // %s
	FetchedIn                                string // %s Fetched, %s Days
	Days                                     Plural // %s
	FaultHelp                                string // of sandbox serve
	Refused                                  string // noted once, when the role does not allow it
}

var auditEnglish = Audit{
	Noted: "Microsoft: %s",
	Operations: map[string]string{
		"add_customer":                                "customer added",
		"remove_partner_customer_relationship":        "relation removed",
		"create_customer_user":                        "user created",
		"update_customer_user":                        "user changed",
		"delete_customer_user":                        "user deleted",
		"update_customer_user_licenses":               "licenses changed",
		"reset_customer_user_password":                "password reset",
		"create_agreement":                            "agreement made",
		"create_order":                                "ordered",
		"update_order":                                "order changed",
		"create_cart":                                 "cart made",
		"update_subscription":                         "subscr. changed",
		"update_customer_billing_profile":             "billing changed",
		"dap_admin_relationship_approved":             "rights accepted",
		"dap_admin_relationship_terminated":           "rights ended",
		"granular_admin_relationship_approved":        "GDAP accepted",
		"granular_admin_relationship_activated":       "GDAP active",
		"granular_admin_relationship_terminated":      "GDAP ended",
		"granular_admin_relationship_expired":         "GDAP expired",
		"granular_admin_access_assignment_created":    "GDAP group added",
		"granular_admin_access_assignment_activated":  "GDAP group active",
		"granular_admin_access_assignment_updated":    "GDAP group edited",
		"granular_admin_access_assignment_terminated": "GDAP group removed",
	},
	Short:      "Microsoft's record of your account",
	FetchShort: "Copy the record that Microsoft keeps for 90 days, for good",
	FlagSince:  "only days since then: 2026-01-31, 7d or yesterday (default: all that there are)",
	FlagSource: "whose lines: %s, %s or %s",
	Fetching:   "Reading Microsoft's record: day %d of %d",
	Fetched:    Plural{"%s new record", "%s new records"},
	FetchedIn:  "%s (%s)",
	Days:       Plural{"%s day", "%s days"},
	FaultHelp:  faultsEnglish,
	Refused:    "Microsoft's record needs the role of an admin agent; it is left out for a week",
}
