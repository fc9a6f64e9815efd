package i18n

// Activity are the sentences of the activity area.
type Activity struct{}

var activityEnglish = Activity{}
