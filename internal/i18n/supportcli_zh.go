package i18n

var supportCLIChinese = SupportCLI{
	RequestsShort: "为客户向 Microsoft 提交的服务请求", RequestsListShort: "列出客户的服务请求",
	RequestsShowShort: "显示其中一个及其备注", RequestsNoteShort: "为其中一个添加备注", RequestsCloseShort: "关闭其中一个",
	RequestsOpenShort:   "提交服务请求，或准备在别处提交所需的全部内容",
	RequestsOpenLong:    "在合作伙伴中心通过其服务支持时，为客户提交服务请求。在其他情况下，以及使用 --packet 时，会输出门户表单或电话中所需的全部内容。",
	RequestsTopicsShort: "服务请求可以涉及的主题",
	ContactShort:        "每个订阅向客户显示的支持联系人", ContactShowShort: "显示每个订阅的支持联系人",
	ContactSetShort: "为其中一个指定其他合作伙伴", ContactCandidatesShort: "可以指定的合作伙伴",
	ProfileShort: "您的客户如何联系您寻求帮助", ProfileShowShort: "显示", ProfileSetShort: "更改",
	RelationshipShort: "与客户的经销商关系", RelationshipCheckShort: "阻止结束关系的内容；如有则退出代码为 3",
	RelationshipRemoveShort: "经检查和询问后结束关系", RightsShort: "只放弃委派管理权限；关系保留",

	FlagTitle: "一行标题", FlagText: "正文", FlagTextFile: "来自文件的正文，- 表示标准输入",
	FlagSubscription: "所涉及订阅的 ID", FlagTopic: "主题的 ID", FlagPacket: "不提交；输出在别处提交所需的全部内容",
	FlagPartner: "要指定的合作伙伴的租户 ID 或 PartnerID",

	TextOnce: "%[1]s 与 %[2]s 不能同时使用",
	NotHere:  "合作伙伴中心不通过其服务提交此请求", NotHereFix: "请使用 --packet 运行，然后前往门户或致电 Microsoft 支持。",
	ContactRefusedFix: "请自行记录由谁支持。",
	NoCandidate:       "%s 不是可以指定的合作伙伴", NoCandidateFix: "请参阅 cspdesk support-contact candidates；经销商必须先与您建立关系。",
	EndedFix:   "需要新的请求并由客户接受才能恢复。",
	BlockedFix: "请参阅 cspdesk relationship check %s。",
	TypeDomain: "要结束与 %[1]s 的关系，请键入 %[2]s：",
}
