package i18n

var keysChangesEnglish = map[string]KeyText{
	"tab-changes":      {"changes", "Show what changed about customers, and terms that end soon"},
	"changes-seen":     {"all seen", "Mark all changes as seen"},
	"changes-renewals": {"terms", "Show the terms of subscriptions that end soon, or the changes"},
}

var keysChangesChinese = map[string]KeyText{
	"tab-changes":      {"变更", "显示客户的变更和即将结束的期限"},
	"changes-seen":     {"全部已读", "将所有变更标记为已读"},
	"changes-renewals": {"期限", "显示即将结束的订阅期限，或显示变更"},
}
