package entra

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// Tenant is the partner's tenant.
type Tenant struct{ ID, Name, Domain string }

// Options say how a server is started.
type Options struct {
	Dir      string // gets the file that trusts the server; exists
	Tenant   Tenant
	Resource string           // that access tokens are for; "" is the public cloud's Partner Center
	Addr     string           // loopback host:port; "" is a free port
	Language string           // of the pages, a BCP 47 tag; "" is English
	Faults   string           // see the package comment; "" for none
	Now      func() time.Time // nil means time.Now
}

// ClientID is a client id to sign in with. Any other that has the form of one is
// taken as well: no app is registered here.
const ClientID = "11111111-2222-3333-4444-555555555555"

const (
	caFile         = "sign-in-ca.pem"
	usualResource  = "https://api.partnercenter.microsoft.com"
	certificateFor = 30 * 24 * time.Hour
)

// Server is a running look-alike. Its methods may be called from several
// goroutines.
type Server struct {
	o      Options
	text   *i18n.Strings // of the pages
	knobs  *knobs
	url    string
	ca     string
	key    *rsa.PrivateKey
	people []person
	grants *grants
	http   *http.Server
	ended  chan struct{}
}

// Start starts a server. Errors have the codes invalid-input, store-path and
// unreachable (the address is taken).
func Start(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Resource == "" {
		o.Resource = usualResource
	}
	knobs, err := parseKnobs(o.Faults)
	if err != nil {
		return nil, partner.NewError(partner.CodeInvalidInput, err.Error(), nil)
	}
	host, _, err := net.SplitHostPort(o.Addr)
	if ip := net.ParseIP(host); o.Addr != "" && (err != nil || ip == nil || !ip.IsLoopback()) {
		return nil, partner.NewError(partner.CodeInvalidInput, "the look-alike listens on 127.0.0.1 or ::1 only", nil)
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	s := &Server{o: o, text: i18n.For(o.Language), knobs: knobs, people: peopleOf(o.Tenant), ended: make(chan struct{})}
	if s.key, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		return nil, partner.NewError(partner.CodeInternal, "the signing key", err)
	}
	authority, certificate, err := newAuthority(o.Now())
	if err != nil {
		return nil, partner.NewError(partner.CodeInternal, "the certificate", err)
	}
	s.ca = filepath.Join(o.Dir, caFile)
	if err := replaceFile(s.ca, authority); err != nil {
		return nil, partner.NewError(partner.CodeStorePath, s.ca, err)
	}
	listener, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return nil, partner.NewError(partner.CodeUnreachable, "the look-alike cannot listen on "+o.Addr, err)
	}
	s.url = "https://" + listener.Addr().String()
	s.grants = newGrants(o.Now, knobs)
	s.http = &http.Server{
		Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, MaxHeaderBytes: 64 << 10,
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{certificate}},
		ErrorLog:  quiet(),
	}
	go func() {
		defer close(s.ended)
		_ = s.http.ServeTLS(listener, "", "") // ends with Close; a broken listener shows in the next request
	}()
	return s, nil
}

// URL is the authority, without tenant and slash, such as
// https://127.0.0.1:48443.
func (s *Server) URL() string { return s.url }

// CAFile is the file that trusts the server.
func (s *Server) CAFile() string { return s.ca }

// Close ends the server.
func (s *Server) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = s.http.Close()
	}
	<-s.ended
	return err
}

// newAuthority makes a certificate authority, as PEM, and a certificate of it
// for this computer. Its key is thrown away at once.
func newAuthority(now time.Time) ([]byte, tls.Certificate, error) {
	fail := func(err error) ([]byte, tls.Certificate, error) { return nil, tls.Certificate{}, err }
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fail(err)
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return fail(err)
	}
	ca := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: "cspdesk practice authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(certificateFor), KeyUsage: x509.KeyUsageCertSign, MaxPathLenZero: true,
	}
	leaf := &x509.Certificate{
		SerialNumber: serial(), Subject: pkix.Name{CommonName: "cspdesk practice sign-in"},
		NotBefore: ca.NotBefore, NotAfter: ca.NotAfter, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}, DNSNames: []string{"localhost"},
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, caKey.Public(), caKey)
	if err != nil {
		return fail(err)
	}
	leafDER, err := x509.CreateCertificate(rand.Reader, leaf, ca, leafKey.Public(), caKey)
	if err != nil {
		return fail(err)
	}
	var key crypto.PrivateKey = leafKey
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: caDER}), tls.Certificate{Certificate: [][]byte{leafDER}, PrivateKey: key}, nil
}

func serial() *big.Int {
	n, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)) // never fails
	return n
}

// replaceFile writes a file whole or not at all, for its owner alone.
func replaceFile(path string, text []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
