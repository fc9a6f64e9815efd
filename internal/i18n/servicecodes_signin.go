package i18n

// signInServiceEnglish explains what Microsoft Entra ID says when somebody signs
// in (Microsoft, "Microsoft Entra authentication and authorization error
// codes"). Keys without AADSTS are OAuth's names, or this program's where the
// service has none.
var signInServiceEnglish = []serviceText{
	{"no-sign-in", ErrorText{"Nobody is signed in with this profile", "Press {sign-in=S} in the desk, or use cspdesk sign-in.", nobody}},
	{"step-up", ErrorText{"Partner Center asks for a stronger sign-in", "Sign in again; you are asked for what is missing, such as a second factor.", askPartnerAdmin}},
	{"other-tenant", ErrorText{"This account belongs to another tenant than the profile", "Sign in with an account of the profile's tenant. This account's tenant needs a profile of its own.", nobody}},
	{"access_denied AADSTS65004", ErrorText{"The sign-in was declined", "Sign in again and accept; nothing was changed.", nobody}},
	{"expired_token AADSTS70019 AADSTS70018", ErrorText{"The code is no longer valid", "Get a new one and enter it before its time is over.", nobody}},
	{"AADSTS700082 AADSTS70008 AADSTS50173 AADSTS70043 AADSTS50078 AADSTS9002313", ErrorText{"The sign-in has ended",
		"Sign in again: it was not used for 90 days, the password changed, or an administrator ended it.", nobody}},
	{"AADSTS7000218", ErrorText{"The app is not registered as a public client",
		"In the Entra admin center, under the app's Authentication, allow public client flows.", askAppOwner}},
	{"AADSTS700016", ErrorText{"The tenant does not know this app", "Check the client id and the tenant of the profile.", askAppOwner}},
	{"AADSTS50011", ErrorText{"The app does not allow the browser to come back here",
		"Add http://localhost as a redirect URI for mobile and desktop applications.", askAppOwner}},
	{"AADSTS500011", ErrorText{"The tenant does not know Partner Center", "Sign in to Partner Center in a browser once with an administrator of your company, then try again.", askPartnerAdmin}},
	{"AADSTS90094", ErrorText{"An administrator must approve the app first", "Approve its permission for Partner Center in the Entra admin center.", askPartnerAdmin}},
	{"AADSTS50105", ErrorText{"Your account is not assigned to the app", "It must be assigned under the app's users and groups.", askPartnerAdmin}},
	{"AADSTS50057 AADSTS50053", ErrorText{"The account is disabled or locked", "It must be unlocked before it can sign in.", askPartnerAdmin}},
	{"AADSTS90002", ErrorText{"There is no such tenant in this cloud", "Check the tenant and the cloud of the profile.", nobody}},
	{"AADSTS53000 AADSTS53001 AADSTS530003", ErrorText{"Your company allows this from managed devices only", "Sign in on a device that your company manages.", askPartnerAdmin}},
	{"AADSTS90033", ErrorText{"Microsoft Entra ID cannot answer at the moment", "Wait a minute and try again.", nobody}},
}

// ownCode has the keys that are this program's: there is nothing to quote.
var ownCode = map[string]bool{"no-sign-in": true, "step-up": true, "other-tenant": true}

// signInServiceChinese says the same as signInServiceEnglish, in its order.
var signInServiceChinese = []serviceText{
	{"no-sign-in", ErrorText{"此档案尚未登录", "请在工作台中按 {sign-in=S}，或使用 cspdesk sign-in。", nobody}},
	{"step-up", ErrorText{"合作伙伴中心要求更强的登录", "请重新登录；系统会要求您补充缺少的内容，例如第二重验证。", askPartnerAdminChinese}},
	{"other-tenant", ErrorText{"此帐户所属的租户与档案的租户不同", "请使用档案租户的帐户登录。此帐户的租户需要单独的档案。", nobody}},
	{"access_denied AADSTS65004", ErrorText{"登录已被拒绝", "请重新登录并接受；未更改任何内容。", nobody}},
	{"expired_token AADSTS70019 AADSTS70018", ErrorText{"代码已失效", "请获取新代码，并在有效期内输入。", nobody}},
	{"AADSTS700082 AADSTS70008 AADSTS50173 AADSTS70043 AADSTS50078 AADSTS9002313", ErrorText{"登录已结束",
		"请重新登录：可能是 90 天未使用、密码已更改，或管理员结束了登录。", nobody}},
	{"AADSTS7000218", ErrorText{"该应用未注册为公共客户端",
		"请在 Entra 管理中心该应用的“身份验证”中允许公共客户端流。", askAppOwnerChinese}},
	{"AADSTS700016", ErrorText{"租户不认识该应用", "请检查档案的客户端 ID 和租户。", askAppOwnerChinese}},
	{"AADSTS50011", ErrorText{"该应用不允许浏览器返回此处",
		"请为移动和桌面应用程序添加重定向 URI http://localhost。", askAppOwnerChinese}},
	{"AADSTS500011", ErrorText{"租户不认识合作伙伴中心", "请先用贵公司的管理员在浏览器中登录一次合作伙伴中心，然后重试。", askPartnerAdminChinese}},
	{"AADSTS90094", ErrorText{"管理员必须先批准该应用", "请在 Entra 管理中心批准它对合作伙伴中心的权限。", askPartnerAdminChinese}},
	{"AADSTS50105", ErrorText{"您的帐户未分配给该应用", "必须在该应用的“用户和组”中分配。", askPartnerAdminChinese}},
	{"AADSTS50057 AADSTS50053", ErrorText{"该帐户已禁用或锁定", "必须先解锁才能登录。", askPartnerAdminChinese}},
	{"AADSTS90002", ErrorText{"此云中没有该租户", "请检查档案的租户和云。", nobody}},
	{"AADSTS53000 AADSTS53001 AADSTS530003", ErrorText{"贵公司只允许从受管理的设备登录", "请在贵公司管理的设备上登录。", askPartnerAdminChinese}},
	{"AADSTS90033", ErrorText{"Microsoft Entra ID 目前无法答复", "请等待一分钟后重试。", nobody}},
}
