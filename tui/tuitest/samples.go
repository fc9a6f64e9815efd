package tuitest

// samples are what the samples of the tests hold that is the same in every
// language: names of companies, people, places and products, and what people
// and the service wrote.
var samples = []string{
	// Companies and people.
	"Contoso Partner GmbH", "Contoso", "A. Datum", "Corporation", "Adventure Cycles AG", "Adventure Works GmbH", "Adventure", "Coho Vineyard", "Fabrikam AG", "Fabrikam",
	"Litware", "Northwind Traders", "Tailspin Cloud Services", "Tailspin Toys", "Wide World Importers", "冒险家科技有限公司", "ノースウィンド株式会社",
	"Anna Brunner", "Anna", "Brunner", "anna", "Beat Keller", "Céline Dubois", "Dario Rossi", "李娜", "Zoë", "Müller", "Gone Before",
	"partner-invitation", "northwindtraders.com", "wideworldimporters.com",
	// Places, products, offers, and ids that are words.
	"Zürich", "Bahnhofstrasse", "Büro", "Bü", "Microsoft 365 Business Premium", "Business Premium", "Visio Plan 2", "Azure plan", "␛[31mAzure plan", "Power BI Pro", "Dynamics 365 Sales",
	"Exchange Online", "Exchange", "Microsoft Corporation", "Microsoft Support", "冒险家 Plan", "工作与学校", "Microsoft 365 Business Premium, trial", "Construction",
	"ID：new", "Odd portal", "Bad portal", "CHF", "CH", "US", "JP", "de-CH", "PT", "UTC", "简体中文", "日本語",
	// What people wrote.
	"The boat shop", "Calls on Mondays.", "Ask for Anna.", "renewal", "vip", "重要", "met at the fair", "Mail is not delivered", "标题：Mail", "Since Monday, for all users.", "Since Monday. For all.",
	"自周一以来所有用户都收不到邮件。", "Please send the headers of one mail.", "The headers", "␛[31mThe headers", "Teams", "is silent", "Licenses", "urgent",
	"Invitation", "Hello,", "Fabrikam AGzzz", "Hello, please accept.", "Thank you",
	// What the service said.
	"Access denied.", "no route to host", "Access has been ␛[31mblocked.", "The service is not available.", "The agreement is missing.", "The quantity is over the maximum.",
	"Suspended by the partner", "Service support administrator", "Company Administrator", "User Account Administrator",
	// Keys.
	"space", "tab", "pgup", "pgdn", "home", "end",
	// Text that would be dangerous if it were shown as it is.
	"'; DROP TABLE customers; --", "ｆｕｌｌ ｗｉｄｔｈ", "{{.Name}}", "'; DROP TABLE customers;",
}
