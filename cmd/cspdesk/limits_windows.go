package main

// survivesFileLimit does nothing: there is no such limit on Windows.
func survivesFileLimit() {}

// leavesNoCore does nothing: Go takes its programs out of Windows Error Reporting,
// which keeps what was in memory, unless GOTRACEBACK=wer asks for it.
func leavesNoCore() {}
