package i18n

var keysGlobalEnglish = map[string]KeyText{}
