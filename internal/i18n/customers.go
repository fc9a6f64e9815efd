package i18n

// Customers are the sentences of the customers area.
type Customers struct{}

var customersEnglish = Customers{}
