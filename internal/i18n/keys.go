package i18n

import "maps"

// keysEnglish joins the tables of the areas, each in a file of its own.
var keysEnglish = join(keysGlobalEnglish, keysCustomersEnglish, keysColumnsEnglish, keysActivityEnglish, keysChangesEnglish, keysWizardEnglish, keysInvitationsEnglish, keysWelcomeEnglish, keysFormEnglish, keysSupportEnglish, keysSubscriptionsEnglish, keysBuyEnglish, keysAccountEnglish, keysBulkEnglish, keysUsersEnglish, keysSignInEnglish)

func join(tables ...map[string]KeyText) map[string]KeyText {
	size := 0
	for _, table := range tables {
		size += len(table)
	}
	all := make(map[string]KeyText, size)
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}
