package i18n

var settingsEnglish = map[string]string{
	"language":   "Language of the program. Without it the locale decides.",
	"theme":      "Colors. The default has the 16 of the terminal.",
	"borders":    "Signs and lines. Without it the locale decides.",
	"read_only":  "Change nothing at all, neither here nor at Microsoft.",
	"log_file":   "Where a log is written. It holds no token, no password and no mail.",
	"mail_dir":   "Where mail files go. Without it: the folder that the program is started in.",
	"due_days":   "Days without an acceptance after which a reminder is proposed.",
	"mouse":      "Clicks and the wheel mean something. To select text, hold shift.",
	"accessible": "Plain lines for screen readers instead of the full screen.",
	"keys":       "Other keys for a command, by its name in the command palette. An empty list takes the keys away.",
}
