package entra

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"strings"
	"time"
)

const keyID = "practice-key"

func encode(value any) string {
	text, _ := json.Marshal(value) // maps of strings, numbers and lists always can be written
	return base64.RawURLEncoding.EncodeToString(text)
}

// sign makes a JSON Web Token with RS256 (RFC 7515, RFC 7518).
func (s *Server) sign(claims map[string]any) (string, error) {
	text := encode(map[string]any{"typ": "JWT", "alg": "RS256", "kid": keyID}) + "." + encode(claims)
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, s.key, crypto.SHA256, sum[:])
	return text + "." + base64.RawURLEncoding.EncodeToString(signature), err
}

// accessToken is one of version 1.0, as Partner Center gets them (Microsoft
// identity platform, "Access token claims reference").
func (s *Server) accessToken(who person, client, resource string, mfa bool, now time.Time) (string, error) {
	methods := []string{"pwd"}
	if mfa {
		methods = append(methods, "mfa")
	}
	claims := map[string]any{
		"aud": resource, "iss": "https://sts.windows.net/" + who.tenant + "/", "iat": now.Unix(), "nbf": now.Unix(),
		"exp": now.Add(s.knobs.tokenLives).Unix(), "amr": methods, "appid": client, "name": who.name, "oid": who.object,
		"scp": "user_impersonation", "sub": who.object, "tid": who.tenant, "unique_name": who.user, "upn": who.user, "uti": random(), "ver": "1.0",
	}
	if len(who.wids) > 0 {
		claims["wids"] = who.wids
	}
	return s.sign(claims)
}

func (s *Server) idToken(who person, client string, now time.Time) (string, error) {
	return s.sign(map[string]any{
		"aud": client, "iss": s.url + "/" + who.tenant + "/v2.0", "iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(time.Hour).Unix(),
		"name": who.name, "oid": who.object, "preferred_username": who.user, "sub": who.object, "tid": who.tenant, "ver": "2.0",
	})
}

// Accepts reports whether an access token is one of this server for its
// resource and tenant, and still good, as Partner Center would check it.
func (s *Server) Accepts(token string) bool {
	_, ok := s.bearer(token, s.o.Resource)
	return ok
}

// bearer gives the user name in an access token that is good for a resource.
func (s *Server) bearer(token, resource string) (user string, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return "", false
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		return "", false
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if rsa.VerifyPKCS1v15(&s.key.PublicKey, crypto.SHA256, sum[:], signature) != nil {
		return "", false
	}
	body, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", false
	}
	var claims struct {
		Audience string `json:"aud"`
		User     string `json:"upn"`
		Tenant   string `json:"tid"`
		Expires  int64  `json:"exp"`
	}
	good := json.Unmarshal(body, &claims) == nil && claims.Audience == resource && claims.Tenant == s.o.Tenant.ID && s.o.Now().Unix() < claims.Expires
	return claims.User, good
}

// keys is the set of keys that tokens can be checked with (RFC 7517).
func (s *Server) keys() any {
	number := func(n *big.Int) string { return base64.RawURLEncoding.EncodeToString(n.Bytes()) }
	return map[string]any{"keys": []any{map[string]any{
		"kty": "RSA", "use": "sig", "kid": keyID, "alg": "RS256",
		"n": number(s.key.N), "e": number(big.NewInt(int64(s.key.E))),
	}}}
}
