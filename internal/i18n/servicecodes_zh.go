package i18n

// Whom to ask.
const (
	askAdminAgentChinese   = "请联系贵公司的管理员代理。"
	askPartnerAdminChinese = "请联系贵公司租户的全局管理员。"
	askAppOwnerChinese     = "请联系在贵公司租户中注册该应用的人员。"
	askCustomerChinese     = "请联系客户的管理员。"
	askGranularChinese     = "如果您需要此权限，请在合作伙伴中心向客户请求精细委派管理权限。"
	askMicrosoftChinese    = "如果问题仍然存在，请联系 Microsoft 合作伙伴支持并提供关联 ID。"
)

// serviceChinese says the same as serviceEnglish, in its order.
var serviceChinese = []serviceText{
	// Values, and the state of what is changed.
	{"800002 400/3000", ErrorText{"合作伙伴中心不接受某个值", "请更正该值后重新发送。", nobody}},
	{"900118", ErrorText{"合作伙伴中心不认识此客户 ID", "请刷新客户后重试。", nobody}},
	{"2055", ErrorText{"此内容已在合作伙伴中心更改", "请重新读取，然后再次更改。", nobody}},
	{"2001 800091 2011 800081", ErrorText{"订阅已暂停、已删除或尚未生效",
		"请重新读取客户的服务；订阅有效后才能更改。", askAdminAgentChinese}},
	{"2002 800095 900275", ErrorText{"数量低于或高于允许的范围", "请选择产品/服务限制以内的数量。", nobody}},
	{"800090 900214 900257", ErrorText{"现在不能减少席位数",
		"减少席位的期限已过；请在续订时减少。", askMicrosoftChinese}},
	{"900117 900213", ErrorText{"取消的期限已过",
		"请关闭自动续订，订阅将在期限结束时终止。", askMicrosoftChinese}},
	{"800093", ErrorText{"此订阅不能自动续订", "请保持自动续订关闭，并在期限结束时重新订购。", nobody}},
	{"2054", ErrorText{"不能以这种方式更改计费周期", "请在合作伙伴中心更改。", askAdminAgentChinese}},
	{"900279 900280 900277 900311", ErrorText{"此订阅不允许再更改", "订阅保持原样。", askMicrosoftChinese}},
	{"60012", ErrorText{"没有可分配的许可证", "请购买更多席位、重新激活已暂停的订阅，或收回其他用户的许可证。", nobody}},
	{"600061", ErrorText{"此联系人已确认客户协议", "无需再做任何操作。", nobody}},
	{"600002 600049 600050 600051", ErrorText{"注册号或电话号码与国家/地区不符",
		"请按服务的答复原文更正。", askCustomerChinese}},
	{"800009 800065 800010 800017", ErrorText{"购物车未被接受",
		"某个项目有误或已售罄，或者该购物车已下单。再次下单前请先查看订单。", nobody}},
	{"900203 900206", ErrorText{"缺少一项证明", "请在订单中勾选证明，或在合作伙伴中心提供证明，然后重试。", askAdminAgentChinese}},
	{"800018", ErrorText{"已达到集成沙盒的限制", "请删除不再需要的测试订单。", askMicrosoftChinese}},
	{"900127", ErrorText{"此合作伙伴中心不提供该功能", "您的云或帐户没有此功能；未更改任何内容。", askMicrosoftChinese}},

	// Sign-in.
	{"900420", ErrorText{"该访问令牌是为其他服务签发的",
		"请获取用于合作伙伴中心的令牌；用于 graph.windows.net 的令牌不再被接受。", askAppOwnerChinese}},
	{"900316 900329", ErrorText{"合作伙伴中心要求由登录的人员执行此操作",
		"请以用户身份登录；仅有应用的令牌是不够的。", askAppOwnerChinese}},
	{blockedByCustomer, ErrorText{"客户的条件访问策略阻止了此操作",
		"该策略必须排除服务提供商用户。", askCustomerChinese}},
	{"90000", ErrorText{"Microsoft Entra ID 没有为此签发令牌", "原因见服务的答复原文。", askPartnerAdminChinese}},
	{"AADSTS50076 AADSTS50079", ErrorText{"需要第二重验证", "请使用多重身份验证重新登录；如果还没有，请先设置。", askPartnerAdminChinese}},
	{"AADSTS53003", ErrorText{"条件访问策略阻止了此操作",
		"如果是客户的策略，必须排除服务提供商用户；如果是贵公司的策略，必须允许此登录。", askPartnerAdminChinese}},
	{"AADSTS65001", ErrorText{"该应用未获同意，不能代表您使用合作伙伴中心", "管理员必须同意其权限。", askPartnerAdminChinese}},
	{"AADSTS50020 AADSTS50177", ErrorText{"您的帐户无权访问此租户",
		"对于贵公司的租户，请使用其中的帐户登录。对于客户的租户，您必须属于一个在那里具有精细委派角色的安全组。", askAdminAgentChinese}},
	{"AADSTS5000224", ErrorText{"该租户已不存在或不可用", "请检查 Microsoft ID。", askCustomerChinese}},
	{"AADSTS900023", ErrorText{"租户 ID 无效", "请检查档案的租户和客户的 Microsoft ID。", nobody}},
	{"AADSTS650051 AADSTS650052", ErrorText{"租户中缺少该应用，或有两个该应用",
		"必须整理好它的企业应用程序。", askPartnerAdminChinese}},

	// What you, the customer or Microsoft must settle first.
	{"20002", ErrorText{"您与此客户没有经销商关系", "请向客户请求经销商关系，并请客户接受。", nobody}},
	{"2030", ErrorText{"贵公司尚未针对此客户的国家/地区进行设置",
		"必须先注册该市场，才能在那里销售。", askPartnerAdminChinese}},
	{"13605", ErrorText{"客户尚未接受 Microsoft 客户协议",
		"请客户接受，或者由您在合作伙伴中心确认客户已接受。", askCustomerChinese}},
	{"800073 800074 800075 900416", ErrorText{"Microsoft 正在审核此客户，或者未批准、已锁定此客户",
		"Microsoft 作出决定后才能再次下单。", askMicrosoftChinese}},
	{"800039 900149 900124 900123", ErrorText{"计划未生效，或尚未签署 Microsoft 合作伙伴协议",
		"请在合作伙伴中心签署；间接经销商需签署自己的协议。", askPartnerAdminChinese}},
	{"400030 400036", ErrorText{"这些产品/服务不对您开放", "请选择目录的其他细分市场或其他部分。", askAdminAgentChinese}},
	{"800019", ErrorText{"不能以这种方式取消订单", "只有集成沙盒的订单可以这样取消。", askMicrosoftChinese}},
	{"800066 800067 800068 800069 800088 800089", ErrorText{"Microsoft 的限制或风险检查阻止了该订单",
		"请减少订购数量，或等 Microsoft 完成检查。", askMicrosoftChinese}},
	{"900263", ErrorText{"旧版订阅不允许此操作", "请先将订阅迁移到新商业体验。", askAdminAgentChinese}},

	// What is not there.
	{"404/1000", ErrorText{"合作伙伴中心没有找到该内容", "它可能已被删除。请刷新后重试。", nobody}},
	{"60002", ErrorText{"找不到该用户", "用户可能已被删除。请重新读取用户。", nobody}},
	{"60003", ErrorText{"找不到该客户的租户", "请检查 Microsoft ID；该租户可能已被删除。", askCustomerChinese}},
	{"20000", ErrorText{"找不到该订单", "新订单最多 15 分钟后才会出现：请等待后重试。", nobody}},
	{"20003", ErrorText{"找不到该订阅", "请重新读取客户的服务。", nobody}},
	{"400013 400018 400019 400072", ErrorText{"该产品不可用", "产品/服务会变化：请重新读取并再次选择。", nobody}},

	// What passes.
	{"800060 800064 800082 900278 800014 27009", ErrorText{"合作伙伴中心正在处理之前的更改",
		"请等待处理完成（最多 24 小时），然后重试。", askMicrosoftChinese}},
	{"800003 900192 900225 408/ 500/ 502/ 503/ 504/", ErrorText{"合作伙伴中心目前无法答复",
		"请等待一分钟后重试。", askMicrosoftChinese}},
}
