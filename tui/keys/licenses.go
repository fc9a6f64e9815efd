package keys

// The intents about licenses and about jobs for many users.
const (
	LicenseOpen  Intent = "license-open"
	LicenseUsers Intent = "license-users"
	LicenseBox   Intent = "license-box"
	LicenseApply Intent = "license-apply"
	LicenseBuy   Intent = "license-buy"
	JobStop      Intent = "job-stop"
	JobResume    Intent = "job-resume"
	JobRetry     Intent = "job-retry"
	JobExport    Intent = "job-export"
	JobFilter    Intent = "job-filter"
	JobOpen      Intent = "job-open"
)

// LicenseList is the table of the products of a customer.
func LicenseList() Table {
	return Join(Table{
		{Intent: LicenseUsers, Keys: []string{"a"}, Short: true},
		{Intent: LicenseOpen, Keys: []string{"enter", " "}, Short: true},
		{Intent: LicenseBuy, Keys: []string{"b"}, Short: true},
		{Intent: JobsOpen, Keys: []string{"J"}, Short: true},
		{Intent: FetchBlock, Keys: []string{"r", "ctrl+r"}, Short: true},
		{Intent: NextBlock, Keys: []string{"]", "tab"}},
		{Intent: PreviousBlock, Keys: []string{"[", "shift+tab"}},
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
	}, moving())
}

// LicenseAssign is the table while licenses are assigned.
func LicenseAssign() Table {
	return Join(Table{
		{Intent: LicenseBox, Keys: []string{" "}, Short: true},
		{Intent: LicenseOpen, Keys: []string{"enter", "right"}, Short: true},
		{Intent: LicenseApply, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: LicenseBuy, Keys: []string{"b"}},
		{Intent: Back, Keys: []string{"esc"}, Short: true},
	}, moving())
}

// JobList is the table of the jobs of a customer.
func JobList() Table {
	return Join(Table{
		{Intent: JobOpen, Keys: []string{"enter", "right", "l"}, Short: true},
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
	}, moving())
}

// JobDetail is the table of one job.
func JobDetail() Table {
	return Join(Table{
		{Intent: JobStop, Keys: []string{"c"}, Short: true},
		{Intent: JobResume, Keys: []string{"r"}, Short: true},
		{Intent: JobRetry, Keys: []string{"t"}, Short: true},
		{Intent: JobFilter, Keys: []string{"f"}, Short: true},
		{Intent: JobExport, Keys: []string{"ctrl+s"}, Short: true},
		{Intent: Copy, Keys: []string{"y"}},
		{Intent: Back, Keys: []string{"esc", "left", "h"}, Short: true},
	}, moving())
}
