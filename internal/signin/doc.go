// Package signin gets access tokens for Partner Center from Microsoft Entra ID
// for the person at this computer, as a public client: by device code, or by a
// browser that comes back to an address of this computer. It renews them
// silently and keeps them where the person chose: in the keyring of the
// operating system, in memory, or in a file.
//
// Tokens leave this package in one way, as what Service.Token returns. They
// stand in no error, no log line and no name.
package signin
