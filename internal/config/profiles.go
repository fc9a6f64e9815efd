package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"cspdesk/internal/partner"
)

// PracticeProfile is the name of the profile that the built-in Partner Center
// makes by itself. No other connection may use it; others of the practice
// connection, say to try another role, have names of their own.
const PracticeProfile = "practice"

// Profiles are the partner accounts under one data folder. Each is a folder
// with profile.toml and a database; a small file names the one in use.
type Profiles struct {
	data string
}

// OpenProfiles gives the profiles under a data folder, which need not exist.
func OpenProfiles(data string) Profiles { return Profiles{data: data} }

// Dir is the folder of a profile.
func (p Profiles) Dir(name string) string { return filepath.Join(p.data, "profiles", name) }

// Database is the path of a profile's database.
func (p Profiles) Database(name string) string { return filepath.Join(p.Dir(name), "cspdesk.db") }

// PracticeDir is the folder of the built-in Partner Center itself.
func (p Profiles) PracticeDir() string { return filepath.Join(p.data, "practice-center") }

// LogFile is where the log goes when nothing else is said.
func (p Profiles) LogFile() string { return filepath.Join(p.data, "cspdesk.log") }

// The characters of the fields of a profile.
const (
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lower  = "abcdefghijklmnopqrstuvwxyz"
	digits = "0123456789"
)

// only reports whether text is of the given length in bytes and has no other
// characters than those of a set.
func only(text, set string, least, most int) bool {
	return len(text) >= least && len(text) <= most && strings.Trim(text, set) == ""
}

// deviceName reports whether a name cannot be that of a folder on Windows.
func deviceName(name string) bool {
	name, _, _ = strings.Cut(name, ".")
	for _, device := range []string{"con", "prn", "aux", "nul"} {
		if name == device {
			return true
		}
	}
	return len(name) == 4 && (strings.HasPrefix(name, "com") || strings.HasPrefix(name, "lpt")) && only(name[3:], digits, 1, 1)
}

// CheckProfileName says what is wrong with a name for a profile, with the code
// invalid-input: up to 40 lower-case letters, digits, dots, dashes and
// underscores, beginning with a letter or digit, and no device name.
func CheckProfileName(name string) error {
	if !only(name, lower+digits+"._-", 1, 40) || strings.ContainsAny(name[:1], "._-") || strings.HasSuffix(name, ".") || deviceName(name) {
		return partner.NewError(partner.CodeInvalidInput,
			fmt.Sprintf("profile name %q: use up to 40 lower-case letters, digits, dots, dashes and underscores", name), nil)
	}
	return nil
}

// CheckProfile says what is wrong with a profile, with the code invalid-input.
func CheckProfile(profile partner.Profile) error {
	if err := CheckProfileName(profile.Name); err != nil {
		return err
	}
	wrong := ""
	switch {
	case profile.Name == PracticeProfile && profile.Connection != partner.ConnectionPractice:
		wrong = fmt.Sprintf("the name %q belongs to the practice connection", PracticeProfile)
	case !profile.Connection.Valid():
		wrong = fmt.Sprintf("connection %q is not one of practice, live, offline", profile.Connection)
	case !profile.Cloud.Valid():
		wrong = fmt.Sprintf("cloud %q is not one of public, usgov, germany, china", profile.Cloud)
	case !profile.Kind.Valid():
		wrong = fmt.Sprintf("kind %q is not one of direct, indirect-provider, indirect-reseller", profile.Kind)
	case !partner.ValidGUID(profile.TenantID):
		wrong = fmt.Sprintf("tenant %q is not a GUID", profile.TenantID)
	case profile.Provider != "" && !partner.ValidGUID(profile.Provider):
		wrong = fmt.Sprintf("provider %q is not a GUID", profile.Provider)
	case profile.ClientID != "" && !partner.ValidGUID(profile.ClientID):
		wrong = fmt.Sprintf("client id %q is not a GUID", profile.ClientID)
	case !profile.TokenStore.Valid():
		wrong = fmt.Sprintf("token store %q is not one of keyring, memory, file", profile.TokenStore)
	case strings.TrimSpace(profile.Company) == "":
		wrong = "the company name is missing"
	case !only(profile.Country, upper, 2, 2):
		wrong = fmt.Sprintf("country %q is not a two-letter code", profile.Country)
	case !only(profile.MPNID, digits, 0, 20):
		wrong = fmt.Sprintf("MPN ID %q is not a number", profile.MPNID)
	}
	if profile.RolesFrom != "" && profile.RolesFrom != partner.RolesFromDirectory {
		wrong = fmt.Sprintf("the source %q of the roles is not directory", profile.RolesFrom)
	}
	for _, role := range profile.Roles {
		if !role.Valid() {
			wrong = fmt.Sprintf("role %q is not one of admin-agent, global-admin, sales-agent, helpdesk-agent", role)
		}
	}
	if wrong != "" {
		return partner.NewError(partner.CodeInvalidInput, wrong, nil)
	}
	return nil
}

// stored is a profile as profile.toml holds it. The name is the folder's.
type stored struct {
	Connection partner.Connection `toml:"connection"`
	Cloud      partner.Cloud      `toml:"cloud"`
	TenantID   string             `toml:"tenant"`
	Company    string             `toml:"company"`
	Country    string             `toml:"country"`
	Kind       partner.Kind       `toml:"kind"`
	MPNID      string             `toml:"mpn_id,omitempty"`
	Provider   string             `toml:"provider,omitempty"`
	Roles      []partner.Role     `toml:"roles,omitempty"`
	RolesFrom  partner.RoleSource `toml:"roles_from,omitempty"`
	ClientID   string             `toml:"client_id,omitempty"`
	TokenStore partner.TokenStore `toml:"token_store,omitempty"`
	Signature  string             `toml:"signature,omitempty"`
	Link       string             `toml:"link,omitempty"`
}

// List gives all profiles by name. A profile whose file is damaged is left out
// and named in the error, which comes together with the others.
func (p Profiles) List() ([]partner.Profile, error) {
	entries, err := os.ReadDir(filepath.Join(p.data, "profiles"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, partner.NewError(partner.CodeStorePath, p.data, err)
	}
	var profiles []partner.Profile
	var failures []error
	for _, entry := range entries {
		if CheckProfileName(entry.Name()) != nil {
			continue
		}
		profile, err := p.Load(entry.Name())
		switch {
		case partner.CodeOf(err) == partner.CodeNotFound: // a folder without profile.toml
		case err != nil:
			failures = append(failures, err)
		default:
			profiles = append(profiles, profile)
		}
	}
	return profiles, errors.Join(failures...)
}

// Load reads one profile. Errors have the codes not-found, invalid-input or
// file.
func (p Profiles) Load(name string) (partner.Profile, error) {
	if err := CheckProfileName(name); err != nil {
		return partner.Profile{}, err
	}
	path := filepath.Join(p.Dir(name), "profile.toml")
	text, err := readBounded(path)
	if errors.Is(err, fs.ErrNotExist) {
		return partner.Profile{}, partner.NewError(partner.CodeNotFound, fmt.Sprintf("profile %q", name), err)
	}
	if err != nil {
		return partner.Profile{}, p.fileError(path, err)
	}
	var s stored
	if err := decodeStrict(text, &s); err != nil {
		return partner.Profile{}, partner.NewError(partner.CodeInvalidInput, path+": "+err.Error(), err)
	}
	profile := partner.Profile{
		Name: name, Connection: s.Connection, Cloud: s.Cloud, TenantID: partner.NormaliseGUID(s.TenantID), Company: s.Company, Country: s.Country,
		Kind: s.Kind, MPNID: s.MPNID, Provider: partner.NormaliseGUID(s.Provider), Roles: s.Roles, RolesFrom: s.RolesFrom,
		ClientID: partner.NormaliseGUID(s.ClientID), TokenStore: s.TokenStore, Signature: s.Signature, Link: s.Link,
	}
	if err := CheckProfile(profile); err != nil {
		return partner.Profile{}, partner.NewError(partner.CodeInvalidInput, path, err)
	}
	return profile, nil
}

// fileError names the data folder where that is none, and else the file.
func (p Profiles) fileError(path string, err error) error {
	if info, err := os.Stat(p.data); err == nil && !info.IsDir() {
		return partner.NewError(partner.CodeStorePath, p.data+" is not a folder", nil)
	}
	return fileError(path, err)
}

// Add stores a new profile; the first one becomes the one in use. Errors have
// the codes invalid-input, conflict (the name is taken) or file.
func (p Profiles) Add(profile partner.Profile) error {
	if err := CheckProfile(profile); err != nil {
		return err
	}
	if _, err := p.Load(profile.Name); partner.CodeOf(err) != partner.CodeNotFound {
		return partner.NewError(partner.CodeConflict, fmt.Sprintf("a profile %q exists already", profile.Name), err)
	}
	if err := p.Save(profile); err != nil {
		return err
	}
	if current, err := p.Current(); err != nil || current == "" {
		return p.Use(profile.Name)
	}
	return nil
}

// Save stores a profile, new or not, in one step that a crash cannot halve.
func (p Profiles) Save(profile partner.Profile) error {
	if err := CheckProfile(profile); err != nil {
		return err
	}
	text, err := toml.Marshal(stored{
		Connection: profile.Connection, Cloud: profile.Cloud, TenantID: profile.TenantID, Company: profile.Company,
		Country: profile.Country, Kind: profile.Kind, MPNID: profile.MPNID, Provider: profile.Provider,
		Roles: profile.Roles, RolesFrom: profile.RolesFrom, ClientID: profile.ClientID, TokenStore: profile.TokenStore, Signature: profile.Signature, Link: profile.Link,
	})
	if err != nil {
		return partner.NewError(partner.CodeInternal, "profile", err)
	}
	if err := MakeDir(p.Dir(profile.Name)); err != nil {
		return err
	}
	if err := replaceFile(filepath.Join(p.Dir(profile.Name), "profile.toml"), text); err != nil {
		return p.fileError(p.Dir(profile.Name), err)
	}
	return nil
}

// Current names the profile in use, or "" if none was chosen yet.
func (p Profiles) Current() (string, error) {
	text, err := readBounded(filepath.Join(p.data, "current"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", p.fileError(filepath.Join(p.data, "current"), err)
	}
	name := strings.TrimSpace(string(text))
	return name, CheckProfileName(name)
}

// Use makes a profile the one in use.
func (p Profiles) Use(name string) error {
	if _, err := p.Load(name); err != nil {
		return err
	}
	if err := replaceFile(filepath.Join(p.data, "current"), []byte(name+"\n")); err != nil {
		return p.fileError(p.data, err)
	}
	return nil
}

// Remove takes a profile out of the list. Its folder holds the only record of
// its invitations, so it is moved aside and not deleted; kept says where to.
func (p Profiles) Remove(name string, now time.Time) (kept string, err error) {
	if _, err := p.Load(name); err != nil {
		return "", err
	}
	kept = filepath.Join(p.data, "removed", name+"-"+now.UTC().Format("20060102-150405"))
	if err := MakeDir(filepath.Dir(kept)); err != nil {
		return "", err
	}
	if err := os.Rename(p.Dir(name), kept); err != nil {
		return "", p.fileError(p.Dir(name), err)
	}
	current, err := p.Current()
	if err != nil || current != name {
		return kept, nil
	}
	return kept, p.useAnother()
}

// useAnother chooses the first profile that is left, or none.
func (p Profiles) useAnother() error {
	profiles, _ := p.List()
	if len(profiles) == 0 {
		if err := os.Remove(filepath.Join(p.data, "current")); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return p.fileError(p.data, err)
		}
		return nil
	}
	names := make([]string, len(profiles))
	for i, profile := range profiles {
		names[i] = profile.Name
	}
	return p.Use(slices.Min(names))
}
