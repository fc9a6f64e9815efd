package i18n

// chinese is Simplified Chinese, in the words of Microsoft's Chinese Partner
// Center pages: 经销商关系, 委派管理权限, 帐户, 间接提供商 and so on. What
// Microsoft keeps in Latin letters stays so, with a space on either side.
var chinese = Strings{
	Language:      "zh-CN",
	Common:        commonChinese,
	Keys:          keysChinese,
	Errors:        errorsChinese,
	Service:       byKey(serviceChinese, signInServiceChinese),
	App:           appChinese,
	Palette:       paletteChinese,
	Card:          cardChinese,
	Settings:      settingsChinese,
	Welcome:       welcomeChinese,
	Entra:         entraChinese,
	SignIn:        signInChinese,
	Customers:     customersChinese,
	Columns:       columnsChinese,
	Marks:         listMarksChinese,
	Wizard:        wizardChinese,
	Manage:        manageChinese,
	Support:       supportChinese,
	Users:         usersChinese,
	Licenses:      licensesChinese,
	Removal:       removalChinese,
	DetailPane:    detailChinese,
	Pending:       pendingChinese,
	Invitations:   invitationsChinese,
	Bulk:          bulkChinese,
	Subscriptions: subscriptionsChinese,
	Buy:           buyChinese,
	Account:       accountChinese,
	Activity:      activityChinese,
	Changes:       changesChinese,
	Audit:         auditChinese,
	Doctor:        doctorChinese,
	CLI:           cliChinese,
	SupportCLI:    supportCLIChinese,
	Acceptance:    acceptanceChinese,
	Lines:         linesChinese,
	findings:      findingsChinese,
	details:       detailsChinese,
	causes:        causesChinese,
	regions:       regionsChinese,
}

// same is the plural of a language that has one form for every number.
func same(form string) Plural { return Plural{One: form, Other: form} }
