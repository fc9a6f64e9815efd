package i18n

import (
	"reflect"
	"strings"
	"sync"
)

// English gives the English sentences, with the keys that the tables have. They are
// made when they are first asked for, as those of the other language may never be.
var English = sync.OnceValue(func() *Strings { return english.WithKeys(nil) })

// Chinese gives those in Simplified Chinese.
var Chinese = sync.OnceValue(func() *Strings { return chinese.WithKeys(nil) })

// WithKeys gives the sentences of the language with the names of other keys, by
// intent. Where there is none, the key stays that the tables have.
func (s *Strings) WithKeys(names map[string]string) *Strings {
	said := english
	if s.Language == chinese.Language {
		said = chinese
	}
	nameKeys(reflect.ValueOf(&said).Elem(), names)
	said.keyNames = names
	return &said
}

// nameKeys names the keys in all sentences of a value, and reports whether there
// were any. A map or slice is copied before it is changed.
func nameKeys(v reflect.Value, names map[string]string) (changed bool) {
	switch v.Kind() {
	case reflect.String:
		if text := v.String(); strings.Contains(text, "{") {
			said := withKeys(text, names)
			v.SetString(said)
			changed = said != text
		}
	case reflect.Struct:
		for i := range v.NumField() {
			changed = v.Field(i).CanSet() && nameKeys(v.Field(i), names) || changed
		}
	case reflect.Array:
		for i := range v.Len() {
			changed = nameKeys(v.Index(i), names) || changed
		}
	case reflect.Slice:
		all := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(all, v)
		for i := range all.Len() {
			changed = nameKeys(all.Index(i), names) || changed
		}
		if changed {
			v.Set(all)
		}
	case reflect.Map:
		changed = nameKeysIn(v, names)
	}
	return changed
}

// nameKeysIn does it for a map.
func nameKeysIn(v reflect.Value, names map[string]string) bool {
	var all reflect.Value
	value := reflect.New(v.Type().Elem()).Elem()
	for old := v.MapRange(); old.Next(); {
		value.SetIterValue(old)
		if !nameKeys(value, names) {
			continue
		}
		if !all.IsValid() {
			all = reflect.MakeMapWithSize(v.Type(), v.Len())
			for each := v.MapRange(); each.Next(); {
				all.SetMapIndex(each.Key(), each.Value())
			}
		}
		all.SetMapIndex(old.Key(), value)
	}
	if !all.IsValid() {
		return false
	}
	v.Set(all)
	return true
}

// withKeys names the keys in a sentence: {refresh=r} is the key of the intent
// refresh of tui/keys, which is r unless the person chose another one. Braces with
// no such name stay, as the places of a letter do.
func withKeys(text string, names map[string]string) string {
	rest, said := text, ""
	for {
		before, after, found := strings.Cut(rest, "{")
		intent, ours, named := strings.Cut(after, "=")
		ours, behind, closed := strings.Cut(ours, "}")
		switch {
		case !found:
			return said + rest
		case !named || !closed || strings.ContainsAny(intent, "{} "):
			said, rest = said+before+"{", after
			continue
		}
		if name, other := names[intent]; other {
			if ours = name; strings.Contains(text, "%") { // a format
				ours = strings.ReplaceAll(name, "%", "%%")
			}
		}
		said, rest = said+before+ours, behind
	}
}
