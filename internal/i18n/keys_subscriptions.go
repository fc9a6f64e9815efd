package i18n

var keysSubscriptionsEnglish = map[string]KeyText{
	"subscription-details":    {"details", "Show or hide what is known about the subscription, and what can be changed until when"},
	"subscription-seats":      {"seats", "Change the number of seats"},
	"subscription-renewal":    {"renewal", "Turn automatic renewal on or off"},
	"subscription-nickname":   {"nickname", "Give the subscription a name of your own"},
	"subscription-suspend":    {"suspend", "Suspend the subscription"},
	"subscription-reactivate": {"reactivate", "Make the suspended subscription active again"},
	"subscription-cancel":     {"cancel", "Cancel the subscription, within its time for canceling"},
	"subscription-buy":        {"buy", "Buy something new for the customer"},
	"subscription-orders":     {"orders", "Show the customer's orders and what became of them"},
	"portal-open":             {"portal", "Open a portal in the browser, for this customer"},
	"pending-open":            {"unanswered", "Show the changes to which no answer came"},
}

var keysSubscriptionsChinese = map[string]KeyText{
	"subscription-details":    {"详细信息", "显示或隐藏订阅的信息，以及可更改的内容和期限"},
	"subscription-seats":      {"席位", "更改席位数"},
	"subscription-renewal":    {"续订", "打开或关闭自动续订"},
	"subscription-nickname":   {"昵称", "为订阅取一个自己的名称"},
	"subscription-suspend":    {"暂停", "暂停订阅"},
	"subscription-reactivate": {"重新激活", "重新激活已暂停的订阅"},
	"subscription-cancel":     {"取消订阅", "在可取消的时间内取消订阅"},
	"subscription-buy":        {"购买", "为客户购买新产品"},
	"subscription-orders":     {"订单", "显示客户的订单及其结果"},
	"portal-open":             {"门户", "在浏览器中为此客户打开门户"},
	"pending-open":            {"未答复", "显示没有收到答复的更改"},
}
