package i18n

// Invitations are the sentences of the invitations area.
type Invitations struct{}

var invitationsEnglish = Invitations{}
