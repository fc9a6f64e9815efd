package i18n

// Whom to ask.
const (
	nobody          = ""
	askAdminAgent   = "Ask an admin agent of your company."
	askPartnerAdmin = "Ask a global administrator of your company's tenant."
	askAppOwner     = "Ask whoever registered the app in your company's tenant."
	askCustomer     = "Ask an administrator of the customer."
	askGranular     = "If you need it, ask the customer for granular admin rights in Partner Center."
	askMicrosoft    = "If it stays, ask Microsoft partner support and quote the correlation id."
)

// serviceEnglish explains the codes of Partner Center (Microsoft, "Partner
// Center REST error codes") and those of Microsoft Entra ID that it passes on
// ("Microsoft Entra authentication and authorization error codes"). A key is a
// code; "404/1000" is a code under one HTTP status alone, because it is so short
// that it means other things elsewhere, and "503/" is a status with any code.
//
// Some codes are not here, because the program's own code says as much or more:
// 900308, 900150 and 2032 say that a role is missing, and only the call tells in
// whose tenant (partner.CodeForbidden, partner.CodeGranularRights); 400 and
// 800001 come with status 401 (partner.CodeSignIn). The codes of
// Microsoft Entra ID that only the sign-in itself can meet have a list of their
// own.
var serviceEnglish = []serviceText{
	// Values, and the state of what is changed.
	{"800002 400/3000", ErrorText{"Partner Center did not accept a value", "Correct that value and send it again.", nobody}},
	{"900118", ErrorText{"Partner Center does not know this customer id", "Refresh the customers and try again.", nobody}},
	{"2055", ErrorText{"This was changed in Partner Center meanwhile", "Read it again, then repeat your change.", nobody}},
	{"2001 800091 2011 800081", ErrorText{"The subscription is suspended, deleted or not active yet",
		"Read the customer's services again; it must be active before it can be changed.", askAdminAgent}},
	{"2002 800095 900275", ErrorText{"The quantity is below or above what is allowed", "Choose one within the limits of the offer.", nobody}},
	{"800090 900214 900257", ErrorText{"The number of seats cannot be reduced now",
		"The time for that has passed; reduce them when the term renews.", askMicrosoft}},
	{"900117 900213", ErrorText{"The time for canceling has passed",
		"Turn off automatic renewal, and the subscription ends with its term.", askMicrosoft}},
	{"800093", ErrorText{"This subscription cannot renew itself", "Leave automatic renewal off and order again when the term ends.", nobody}},
	{"2054", ErrorText{"The billing cycle cannot be changed this way", "Change it in Partner Center.", askAdminAgent}},
	{"900279 900280 900277 900311", ErrorText{"The subscription allows no more changes", "It stays as it is.", askMicrosoft}},
	{"60012", ErrorText{"No license is left to assign", "Buy more seats, reactivate a suspended subscription, or take a license from another user.", nobody}},
	{"600061", ErrorText{"This contact has confirmed the customer agreement already", "There is nothing left to do.", nobody}},
	{"600002 600049 600050 600051", ErrorText{"The registration number or the phone number does not fit the country",
		"Correct it as the service's own words say.", askCustomer}},
	{"800009 800065 800010 800017", ErrorText{"The cart was not accepted",
		"An item is wrong or sold out, or the cart was ordered already. Look at the orders before you order again.", nobody}},
	{"900203 900206", ErrorText{"An attestation is missing", "Check the attestation in the order, or give it in Partner Center, then try again.", askAdminAgent}},
	{"800018", ErrorText{"A limit of the integration sandbox is reached", "Remove test orders that you no longer need.", askMicrosoft}},
	{"900127", ErrorText{"This Partner Center does not offer that", "Your cloud or account has no such function; nothing was changed.", askMicrosoft}},

	// Sign-in.
	{"900420", ErrorText{"The access token was made for another service",
		"Get one for Partner Center; those for graph.windows.net are no longer accepted.", askAppOwner}},
	{"900316 900329", ErrorText{"Partner Center wants a person to be signed in for this",
		"Sign in as a user; the token of an app alone is not enough.", askAppOwner}},
	{blockedByCustomer, ErrorText{"A Conditional Access policy of the customer stands in the way",
		"The policy must exclude service provider users.", askCustomer}},
	{"90000", ErrorText{"Microsoft Entra ID gave no token for this", "The service's own words name the reason.", askPartnerAdmin}},
	{"AADSTS50076 AADSTS50079", ErrorText{"A second factor is needed", "Sign in again with multifactor authentication; set it up if you have none.", askPartnerAdmin}},
	{"AADSTS53003", ErrorText{"A Conditional Access policy stands in the way",
		"If it is the customer's, it must exclude service provider users; if it is your company's, it must allow this sign-in.", askPartnerAdmin}},
	{"AADSTS65001", ErrorText{"The app has no consent to use Partner Center for you", "An administrator must consent to its permission.", askPartnerAdmin}},
	{"AADSTS50020 AADSTS50177", ErrorText{"Your account has no access to this tenant",
		"For your company's tenant, sign in with an account of it. For a customer's, you must be in a security group that has a granular role there.", askAdminAgent}},
	{"AADSTS5000224", ErrorText{"The tenant is gone or not available", "Check the Microsoft ID.", askCustomer}},
	{"AADSTS900023", ErrorText{"The tenant id is not valid", "Check the tenant of your profile and the customer's Microsoft ID.", nobody}},
	{"AADSTS650051 AADSTS650052", ErrorText{"The app is missing in the tenant, or stands there twice",
		"Its enterprise application must be put in order.", askPartnerAdmin}},

	// What you, the customer or Microsoft must settle first.
	{"20002", ErrorText{"You have no reseller relationship with this customer", "Request one, and ask the customer to accept it.", nobody}},
	{"2030", ErrorText{"Your company is not set up for this customer's country",
		"It must be enrolled in that market before it can sell there.", askPartnerAdmin}},
	{"13605", ErrorText{"The customer has not accepted the Microsoft Customer Agreement",
		"The customer accepts it, or you confirm in Partner Center that it did.", askCustomer}},
	{"800073 800074 800075 900416", ErrorText{"Microsoft is reviewing this customer, or has not approved or has locked it",
		"Orders are possible again when Microsoft has decided.", askMicrosoft}},
	{"800039 900149 900124 900123", ErrorText{"The program is not active, or the Microsoft Partner Agreement is not signed",
		"Sign it in Partner Center; an indirect reseller signs its own.", askPartnerAdmin}},
	{"400030 400036", ErrorText{"These offers are not open to you", "Choose another segment or another part of the catalog.", askAdminAgent}},
	{"800019", ErrorText{"Orders cannot be canceled this way", "Only orders of the integration sandbox can.", askMicrosoft}},
	{"800066 800067 800068 800069 800088 800089", ErrorText{"A limit or a risk check of Microsoft stopped the order",
		"Order less, or let Microsoft finish its check.", askMicrosoft}},
	{"900263", ErrorText{"Legacy subscriptions do not allow this", "Move the subscription to new commerce first.", askAdminAgent}},

	// What is not there.
	{"404/1000", ErrorText{"Partner Center found nothing there", "It may have been deleted meanwhile. Refresh and try again.", nobody}},
	{"60002", ErrorText{"The user was not found", "It may have been deleted meanwhile. Read the users again.", nobody}},
	{"60003", ErrorText{"The customer's tenant was not found", "Check the Microsoft ID; the tenant may have been deleted.", askCustomer}},
	{"20000", ErrorText{"The order was not found", "A new order takes up to 15 minutes to appear: wait and try again.", nobody}},
	{"20003", ErrorText{"The subscription was not found", "Read the customer's services again.", nobody}},
	{"400013 400018 400019 400072", ErrorText{"The product is not available", "Offers change: read them again and choose anew.", nobody}},

	// What passes.
	{"800060 800064 800082 900278 800014 27009", ErrorText{"Partner Center is busy with an earlier change",
		"Wait until it is done, at most 24 hours, and try again.", askMicrosoft}},
	{"800003 900192 900225 408/ 500/ 502/ 503/ 504/", ErrorText{"Partner Center cannot answer at the moment",
		"Wait a minute and try again.", askMicrosoft}},
}
