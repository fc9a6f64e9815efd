package i18n

// Pending are the sentences about changes that were sent and got no answer.
type Pending struct {
	Title, Tell string
	Empty       string
	Sent        string // %[1]s moment, %[2]s who
	Next        string
	Looking     string
	Verdicts    map[string]string // by manage.Verdict

	AskDone, AskFailed, AskDismiss string
	AskBody, AskNo, AskYes         string
	Resolved                       string
	AtStart                        Plural // %s
	Waiting                        Plural // %s

	Short, ListShort, LookShort, ResolveShort string // of the command line
	FlagAs                                    string
	Verdict                                   string
}

var pendingEnglish = Pending{
	Title: "Changes without an answer",
	Tell:  "Each was sent to Partner Center, and no answer came. It may have been made. Nothing is sent again by itself.",
	Empty: "No change waits for an answer.",
	Sent:  "sent %[1]s by %[2]s", Next: "{pending-look=enter} reads what became of it",
	Looking:  "Reading what became of it ...",
	Verdicts: map[string]string{"happened": "It was made", "not-happened": "It was not made", "unknown": "Reading does not tell; look in Partner Center"},

	AskDone: "Note that this change was made?", AskFailed: "Note that this change was not made?", AskDismiss: "Put this change aside without knowing?",
	AskBody: "The activity record keeps it. Afterwards the same change can be made again.",
	AskNo:   "No, leave it here", AskYes: "Note it", Resolved: "Noted in the activity record",
	AtStart: Plural{"%s change got no answer: {tab-activity=3}, then {pending=u}, shows it", "%s changes got no answer: {tab-activity=3}, then {pending=u}, shows them"},

	Waiting: Plural{"%s change got no answer: {pending=u} shows it", "%s changes got no answer: {pending=u} shows them"},

	Short: "Changes that were sent to Partner Center and got no answer", ListShort: "List them",
	LookShort:    "Read at Partner Center what became of one; nothing is sent again",
	ResolveShort: "Note what became of one, so that it no longer waits",
	FlagAs:       "done, failed or dismissed",
	Verdict:      "What became of it",
}

var pendingChinese = Pending{
	Title: "没有答复的更改",
	Tell:  "每个更改都已发送到合作伙伴中心，但没有收到答复。更改可能已经生效。不会自动再次发送。",
	Empty: "没有更改在等待答复。",
	Sent:  "%[1]s 由 %[2]s 发出", Next: "按 {pending-look=enter} 读取其结果",
	Looking:  "正在读取其结果…",
	Verdicts: map[string]string{"happened": "已生效", "not-happened": "未生效", "unknown": "读取无法判断；请在合作伙伴中心查看"},

	AskDone: "将此更改记录为已生效？", AskFailed: "将此更改记录为未生效？", AskDismiss: "在不知道结果的情况下搁置此更改？",
	AskBody: "活动记录会保留它。之后可以再次进行同样的更改。",
	AskNo:   "否，留在此处", AskYes: "记录", Resolved: "已记入活动记录",
	AtStart: same("%s 个更改没有收到答复：依次按 {tab-activity=3} 和 {pending=u} 查看"),

	Waiting: same("%s 个更改没有收到答复：按 {pending=u} 查看"),

	Short: "已发送到合作伙伴中心但没有收到答复的更改", ListShort: "列出这些更改",
	LookShort:    "在合作伙伴中心读取其中一个的结果；不会再次发送",
	ResolveShort: "记录其中一个的结果，使其不再等待",
	FlagAs:       "done、failed 或 dismissed",
	Verdict:      "结果",
}
