package i18n

var accountChinese = Account{
	Company: "公司", Billing: "帐单收件人", Rights: "管理员权限", Agreement: "协议", Qualification: "资格", Partners: "其他合作伙伴", Domains: "所有域名",
	Name: "公司", Contact: "联系人", Email: "电子邮件", Address: "地址", Language: "语言", Culture: "区域性", Phone: "电话",
	Street: "街道", Street2: "街道（第二行）", PostalCode: "邮政编码", City: "城市", State: "州/省", Country: "国家/地区", FirstName: "名字", LastName: "姓氏",
	CompanyFixed: "公司资料属于客户，由客户在 Microsoft 365 管理中心更改。",
	NotRead:      "正在读取帐单资料…", Conflict: "帐单资料刚被他人更改。没有发送任何内容；请重新打开：会保留您键入的内容。",
	NothingChanged: "尚未更改任何内容，没有可发送的内容。",
	Mistakes: map[string]string{
		"": "必填", "email": "邮件地址，例如 name@contoso.com", "culture": "语言和国家/地区，例如 zh-CN", "language": "语言，例如 zh-CN",
		"country": "客户的国家/地区不能更改", "phoneNumber": "电话号码，例如 +86 10 5555 0100",
		"firstName": "最多 50 个字符", "lastName": "最多 50 个字符", "contactFirstName": "最多 50 个字符", "contactLastName": "最多 50 个字符",
	},
	Lose: "已开始填写但尚未发送：%s。",
	Begun: map[string]string{
		"account-billing": "已开始填写但尚未发送：%s。按 {account-billing=b} 继续填写。",
		"account-attest":  "已开始填写但尚未发送：%s。按 {account-attest=a} 继续填写。",
		"account-qualify": "已开始填写但尚未发送：%s。按 {account-qualify=u} 继续填写。",
	},

	RightsText: map[string]string{
		"":              "尚不清楚。按 {fetch-block=r} 向合作伙伴中心查询；客户列表不包含此信息。",
		"granted":       "贵公司拥有委派管理权限：可用于用户、许可证、门户和服务请求。",
		"not-requested": "贵公司没有委派管理权限。订单、订阅和帐户不受影响。用户、许可证和门户在客户批准的精细权限范围内可用。",
		"removed":       "客户已删除，或由您放弃；于 %s 发现。订单、订阅和帐户仍可使用。您仍负责支持：请申请精细权限，或致电 Microsoft 支持。",
	},
	RightsGone:  "未知日期",
	RightsEnded: "委派权限已随关系结束。精细权限不会随之结束：它们会保留，直到您或客户将其结束或其到期。",

	AgreementText: map[string]string{
		"signed":   "客户已在 Microsoft 365 管理中心接受。",
		"attested": "已由贵公司确认；接受日期 %s。",
		"missing":  "尚未接受；下单需要它。客户可在管理中心接受，或由您在此确认客户已接受。",
		"unknown":  "合作伙伴中心未说明是否已接受。",
	},
	AttestAsk:    "确认 %[1]s 已代表 %[2]s 接受协议？",
	AttestFollow: "您向 Microsoft 证明此人已于 %s 接受 Microsoft 客户协议。请保留证明。此操作无法在此撤回。",
	AttestTitle:  "客户方谁在何时接受了协议",
	Date:         "接受日期", DateHint: "日期，例如 2026-01-31", DateWrong: "不是日期，或晚于今天", Required: "必填，最多 50 个字符",
	AttestNeedless: "无需确认：%s", PhoneWrong: "电话号码，例如 +86 10 5555 0100",
	EmailWrong: "邮件地址，例如 name@contoso.com", AttestDone: "已确认协议",

	Vetting:       map[string]string{"Approved": "已批准", "InReview": "审核中", "Denied": "已拒绝"},
	NoneQualified: "无", QualifyAsk: "为 %[2]s 申请资格“%[1]s”？", QualifyFollow: "Microsoft 可能会审核；在此之前显示为审核中。",
	QualifyDone: "已申请资格", Segment: "学校类型", Website: "网站", WebsiteHint: "学校的网站；可以留空",
	WebsiteWrong: "网址，例如 contoso.com", QualifyValue: "%[1]s：%[2]s",
	Code: "验证码", CodeHint: "Microsoft 提供给客户的验证码",
	Names:        map[string]string{"Education": "教育", "GovernmentCommunityCloud": "政府社区云", "StateOwnedEntity": "国有实体", "Nonprofit": "非营利"},
	SegmentNames: map[string]string{"K12": "中小学", "HigherEducation": "高等教育"},
	NoPartners:   "合作伙伴中心未列出任何一个", PartnersHidden: "合作伙伴中心未说明",

	BillingAsk:  "更改 %s 的帐单收件人？",
	BillingName: "合作伙伴中心的客户列表会以此名称称呼该客户，下次刷新后此处的列表也是如此。公司自己的资料中的名称不变。",
	BillingDone: "已更改帐单资料", No: "保持不变", Yes: "发送",
	Fields: map[string]string{
		"companyName": "公司", "firstName": "名字", "lastName": "姓氏", "email": "电子邮件", "culture": "区域性", "language": "语言",
		"country": "国家/地区", "region": "地区", "city": "城市", "state": "州/省", "addressLine1": "街道", "addressLine2": "街道（第二行）",
		"postalCode": "邮政编码", "contactFirstName": "地址中的名字", "contactLastName": "地址中的姓氏", "phoneNumber": "电话",
	},
	Change: "%[1]s：%[2]s，今后为 %[3]s", Nothing: "（空）",

	Short: "客户的帐户", ShowShort: "显示帐户、权限和协议", BillingShort: "显示帐单资料，或用 --set 更改",
	AttestShort: "确认客户已接受 Microsoft 客户协议", QualifyShort: "申请特殊资格：Education、GovernmentCommunityCloud、StateOwnedEntity",
	FlagField: "更改一个字段：名称=值，名称与输出一致", FlagFirst: "接受者的名字", FlagLast: "姓氏", FlagMail: "邮件地址", FlagPhone: "电话号码",
	FlagDate: "日期，例如 2026-01-31", FlagSegment: "用于 Education：K12 或 HigherEducation", FlagWebsite: "用于 Education", FlagCode: "用于 GovernmentCommunityCloud",
	UnknownField: "%[1]s 不是帐单资料的字段；请从 %[2]s 中选择",
}
