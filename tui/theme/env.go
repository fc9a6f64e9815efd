package theme

import (
	"runtime"
	"strings"
)

// FromEnv gives the look that the environment asks for: NO_COLOR, CLICOLOR,
// CLICOLOR_FORCE and TERM decide on colours, the locale on ASCII signs. The
// terminal is not asked.
func FromEnv(getenv func(string) string) Options {
	return Options{NoColor: noColor(getenv), Few: fewColors(getenv), ASCII: !utf8Locale(getenv, runtime.GOOS)}
}

// fewColors knows the terminals that have sixteen colours by their names.
func fewColors(getenv func(string) string) bool {
	switch term := getenv("TERM"); {
	case getenv("COLORTERM") != "":
		return false
	case term == "linux", term == "ansi", term == "cygwin", strings.HasPrefix(term, "vt"), strings.HasSuffix(term, "-16color"):
		return true
	}
	return false
}

// noColor follows no-color.org, which nothing overrides, and bixense.com/clicolors.
func noColor(getenv func(string) string) bool {
	if getenv("NO_COLOR") != "" {
		return true
	}
	if force := getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
		return false
	}
	switch term := getenv("TERM"); {
	case getenv("CLICOLOR") == "0", term == "dumb", strings.HasPrefix(term, "vt"), strings.HasSuffix(term, "-m"),
		strings.HasSuffix(term, "-mono"):
		return true
	}
	return false
}

// utf8Locale reports whether the terminal most likely shows UTF-8. On Windows
// and macOS a missing locale says nothing; elsewhere it means ASCII.
func utf8Locale(getenv func(string) string, system string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := strings.ToLower(getenv(name)); value != "" {
			return strings.Contains(value, "utf-8") || strings.Contains(value, "utf8")
		}
	}
	return system == "windows" || system == "darwin"
}
