package i18n

import (
	"io/fs"
	"syscall"
	"testing"

	"cspdesk/internal/partner"
)

// TestTheCauseIsNamed: whatever the code that met an error knew of it, people
// read which file could not be used, and why.
func TestTheCauseIsNamed(t *testing.T) {
	at := func(op, path string, errno syscall.Errno) error { return &fs.PathError{Op: op, Path: path, Err: errno} }
	opened := at("open", "/data/mail.eml", syscall.EACCES)
	for _, c := range []struct {
		err              *partner.Error
		english, chinese string
		do               string
	}{
		{partner.NewError(partner.CodeFile, "standard output", at("write", "/dev/stdout", syscall.ENOSPC)),
			"standard output: no space left on device", "标准输出：磁盘空间不足", English().Common.FreeSpace},
		{partner.NewError(partner.CodeFile, opened.Error(), opened), "/data/mail.eml: permission denied", "/data/mail.eml：权限不足", ""},
		{partner.NewError(partner.CodeFile, "/data/mail.eml", opened), "/data/mail.eml: permission denied", "/data/mail.eml：权限不足", ""},
		{partner.NewError(partner.CodeFile, "", opened), "/data/mail.eml: permission denied", "/data/mail.eml：权限不足", ""},
		{partner.NewError(partner.CodeStorePath, "the folder of the practice center cannot be made", at("mkdir", "/data", syscall.EROFS)),
			"the folder of the practice center cannot be made: /data: read-only file system", "无法创建练习用合作伙伴中心的文件夹：/data：文件系统为只读", ""},
		{partner.NewError(partner.CodeStoreReadOnly, "/data/cspdesk.db", at("open", "/data/cspdesk.db", syscall.EACCES)),
			"/data/cspdesk.db: permission denied", "/data/cspdesk.db：权限不足", ""},
		{partner.NewError(partner.CodeStorePath, "/data/cspdesk.db belongs to another user (0)", nil),
			"/data/cspdesk.db belongs to another user (0)", "/data/cspdesk.db 属于其他用户（0）", ""},
		{partner.NewError(partner.CodeFile, "fabrikam.eml", nil), "fabrikam.eml", "fabrikam.eml", ""},
		{partner.NewError(partner.CodeUnreachable, "https://api.partnercenter.microsoft.com", syscall.ECONNREFUSED),
			"https://api.partnercenter.microsoft.com", "https://api.partnercenter.microsoft.com", ""},
	} {
		x := English().Explain(c.err)
		if x.Detail != c.english || c.do != "" && x.Do != c.do {
			t.Errorf("%v reads %q, %q", c.err, x.Detail, x.Do)
		}
		if got := Chinese().Explain(c.err).Detail; got != c.chinese {
			t.Errorf("%v reads %q", c.err, got)
		}
	}
}
